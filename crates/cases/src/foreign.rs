//! Folders of other programs beside a case, read into drafts.

use std::path::Path;

use scenario::{Kind, Reading};
use weigh::Draft;

/// The draft of a folder, or everything that was wrong with it.
pub(crate) fn draft(folder: &Path, kind: Kind, reading: Reading) -> Result<Draft, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|why| why.to_string())?.path();
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(|why| format!("{}: {why}", path.display()))?;
            files.push((path.display().to_string(), bytes));
        }
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let found = scenario::recognise(&files).map_err(|finding| finding.to_string())?;
    if found != kind {
        return Err(format!("the folder holds {found}, not {kind}"));
    }
    let read = scenario::read(&files, reading);
    read.scenario.map(|scenario| scenario.draft).ok_or_else(|| {
        let lines: Vec<String> = read.findings.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })
}
