//! The annotated articles below a folder.

use std::path::{Path, PathBuf};

use anyhow::Context;
use read::corpus::{Annotated, parse};

use super::leave_out::LeaveOut;
use super::told;
use crate::dossier::{ending, read_file};

/// Holds the same articles as a second person marked them: to learn from both would count them twice.
const SECOND_PASS: &str = "second-pass";

/// What was found below a folder.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// The articles without faults, in the order of their paths.
    pub(super) articles: Vec<Annotated>,
    /// The files that were read, however they are named.
    pub(super) paths: Vec<PathBuf>,
    /// What is wrong, as it is printed.
    pub(super) faults: Vec<String>,
    /// How many files have faults.
    pub(super) faulty: usize,
    /// How many files a rule left out; nobody looked into them.
    pub(super) left_out: usize,
}

impl Corpus {
    /// Reads every article that no rule leaves out.
    pub(super) fn open(folder: &Path, rules: &[LeaveOut]) -> anyhow::Result<Self> {
        let files = files(folder, &["txt"])?;
        if files.is_empty() {
            anyhow::bail!(
                "there are no articles in {}; name a folder of .txt files with marks",
                folder.display()
            );
        }
        for rule in rules {
            if !files.iter().any(|path| rule.holds(folder, path)) {
                anyhow::bail!(
                    "--leave-out {rule} leaves out nothing of {}; name a file or folder in it, or \
                     every-4th for files with numbers",
                    folder.display()
                );
            }
        }
        let mut out = Self::default();
        for path in files {
            if rules.iter().any(|rule| rule.holds(folder, &path)) {
                out.left_out += 1;
            } else {
                out.take(&path);
            }
        }
        Ok(out)
    }

    fn take(&mut self, path: &Path) {
        let before = self.faults.len();
        match text(path) {
            Ok(text) => {
                let (article, mut faults) = parse(&plain(text));
                faults.sort_by_key(|fault| fault.line);
                self.faults.extend(faults.iter().map(|f| told(path, f.line, &f.what, f.mend)));
                if faults.is_empty() {
                    self.articles.push(article);
                }
            }
            Err(fault) => self.faults.push(fault),
        }
        self.faulty += usize::from(self.faults.len() > before);
        self.paths.extend(path.canonicalize());
    }
}

/// The text of a file, or what is wrong with it.
pub(super) fn text(path: &Path) -> Result<String, String> {
    let bytes = read_file(path).map_err(|why| {
        told(path, 0, &format!("this file cannot be opened: {why}"), "see that you may read it")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.split(|byte| *byte == b'\n').count();
        told(path, line, "a byte that is no character", "save the file as UTF-8")
    })
}

/// The same with plain line ends and without the sign that some editors put first.
pub(super) fn plain(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text }
}

/// The files with these endings below a folder, in the order of their paths.
pub(super) fn files(folder: &Path, endings: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let data = std::fs::metadata(folder).with_context(|| {
        format!("cannot open the folder {}; name one that holds articles", folder.display())
    })?;
    if !data.is_dir() {
        anyhow::bail!("{} is a file; name the folder that holds it", folder.display());
    }
    let mut out = Vec::new();
    walk(folder, endings, &mut out)?;
    out.sort();
    Ok(out)
}

fn walk(folder: &Path, endings: &[&str], out: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let failed = || format!("cannot list the folder {}", folder.display());
    for entry in std::fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if name != SECOND_PASS && !path.is_symlink() {
                walk(&path, endings, out)?;
            }
        } else if endings.contains(&&*ending(&path)) {
            out.push(path);
        }
    }
    Ok(())
}
