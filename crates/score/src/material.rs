//! The texts with marks: our corpus, and `PolNeAR` where it is there.

use std::path::{Path, PathBuf};

use read::corpus::{Annotated, parse};
use read::tagger::Spans;

use crate::attributions::Marking;
use crate::polnear::articles;

/// A document of the corpus.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) found: Annotated,
}

impl Document {
    /// Documents whose number is divisible by four are held out: nothing is learned from them.
    pub(crate) fn is_held_out(&self) -> bool {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().is_ok_and(|number| number % 4 == 0)
    }

    pub(crate) fn marking(&self) -> Marking {
        Marking::new(&self.path.to_string_lossy(), &self.found.text, spans(&self.found))
    }
}

/// The marked attributions in bytes.
pub(crate) fn spans(found: &Annotated) -> Vec<Spans> {
    found.attributions.iter().map(read::corpus::Attributed::spans).collect()
}

/// Every document below a folder, sorted by path; `second-pass` inside it is left out.
pub(crate) fn corpus(folder: &Path) -> Result<Vec<Document>, String> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let text =
            std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
        let (found, faults) = parse(&text);
        if let Some(fault) = faults.first() {
            return Err(format!("{}:{fault}", path.display()));
        }
        out.push(Document { path, found });
    }
    Ok(out)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries =
        std::fs::read_dir(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|why| why.to_string())?.path();
        // A second annotator's files are the same texts again: read only if named.
        if path.is_dir() && path.ends_with("second-pass") {
            continue;
        }
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.extension().is_some_and(|end| end == "txt") {
            out.push(path);
        }
    }
    Ok(())
}

/// The articles of a `PolNeAR` file; `None` if it is not there.
pub(crate) fn polnear(path: &Path) -> Result<Option<Vec<Marking>>, String> {
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(None) };
    let articles = articles(&text).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(Some(articles.into_iter().map(|a| Marking::new(&a.name, &a.text, a.gold)).collect()))
}
