//! From brat's pairs NAME.txt and NAME.ann to files of the corpus.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use model::When;
use read::corpus::{from_brat, parse};

use super::corpus::{files, plain, text};
use super::{counted, told};
use crate::output;

/// Stands in the front matter where nobody gave a date.
const NO_DATE: &str = "unknown";

/// Converts every pair below a folder. Everything is looked at before anything is written.
pub(super) fn convert(
    folder: &Path,
    to: &Path,
    date: Option<When>,
    skip_faulty: bool,
) -> anyhow::Result<ExitCode> {
    let date = date.map_or_else(|| NO_DATE.to_owned(), |date| date.to_string());
    let found = files(folder, &["txt", "ann"])?;
    if found.is_empty() {
        anyhow::bail!("there are no pairs NAME.txt and NAME.ann in {}", folder.display());
    }
    let (mut ready, mut faults, mut skipped) = (Vec::new(), Vec::new(), 0);
    for path in &found {
        let before = faults.len();
        let Some(article) = pair(path, folder, &date, &mut faults) else {
            skipped += usize::from(faults.len() > before);
            continue;
        };
        if faults.len() > before && skip_faulty {
            skipped += 1;
            continue;
        }
        let target = to.join(path.strip_prefix(folder).unwrap_or(path));
        free(&target, &article)?;
        ready.push((target, article));
    }
    for fault in &faults {
        output::complain(fault);
    }
    for (target, article) in &ready {
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)
                .with_context(|| format!("cannot make the folder {}", parent.display()))?;
        }
        output::write(target, article)?;
    }
    if skipped > 0 {
        output::complain(&format!("left out {}", counted(skipped, "file")));
    }
    output::complain(&format!("wrote {} to {}", counted(ready.len(), "file"), to.display()));
    let failed = !faults.is_empty() && !skip_faulty;
    Ok(ExitCode::from(u8::from(failed)))
}

/// The corpus file of a text and the annotation beside it; `None` for what is no text of a pair.
fn pair(path: &Path, folder: &Path, date: &str, faults: &mut Vec<String>) -> Option<String> {
    let other = |ending: &str| path.with_extension(ending);
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ann")) {
        if !other("txt").is_file() {
            let mend = "put the text beside it, with the same name and the ending .txt";
            faults.push(told(path, 0, "an annotation without its text", mend));
        }
        return None;
    }
    let ann = other("ann");
    if !ann.is_file() {
        let mend = "put the annotation beside it, with the same name and the ending .ann";
        faults.push(told(path, 0, "a text without its annotation", mend));
        return None;
    }
    let (words, marks) = match (text(path), text(&ann)) {
        (Ok(words), Ok(marks)) => (words, marks),
        (words, marks) => {
            faults.extend(words.err().into_iter().chain(marks.err()));
            return None;
        }
    };
    let (article, found) = from_brat(&words, &marks, date, &manner(path, folder));
    faults.extend(found.iter().map(|fault| told(&ann, fault.line, &fault.what, fault.mend)));
    // brat counts both characters of a Windows line end; only now may one go.
    let article = plain(article);
    // What is written must be readable; else this program is wrong, and somebody should know.
    let (_, wrong) = parse(&article);
    let mend = "what was converted cannot be read again; leave the file out and tell us";
    faults.extend(wrong.iter().map(|fault| told(&ann, 0, &fault.what, mend)));
    Some(article)
}

/// How the text is written: the folder in which it lies.
fn manner(path: &Path, folder: &Path) -> String {
    let below = path.parent().filter(|parent| *parent != folder).and_then(Path::file_name);
    let name = below.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    if name.is_empty() { "unknown".to_owned() } else { name.chars().map(safe).collect() }
}

/// Somebody may have worked on a converted file, or it is the text itself: it is not replaced.
fn free(target: &PathBuf, article: &str) -> anyhow::Result<()> {
    match std::fs::read(target) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Ok(old) if old == article.as_bytes() => Ok(()),
        Ok(_) => anyhow::bail!(
            "{} is there already and says something else; nothing was written. Name an empty \
             folder with --to",
            target.display()
        ),
        Err(error) => Err(error).with_context(|| format!("cannot write {}", target.display())),
    }
}
