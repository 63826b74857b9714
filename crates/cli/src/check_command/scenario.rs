//! `pourparler check` on a scenario of another program: recognised by its files, checked as a whole.

use std::path::Path;

use anyhow::Context;
use model::Finding;
use scenario::{Read, Reading};

use crate::codes;
use crate::dossier::{DECISIONS, ending, read_file, shown};

/// Endings that a file of a scenario can have.
const ENDINGS: [&str; 4] = ["xml", "json", "yml", "yaml"];

/// What was found in a folder of scenario files.
pub(super) struct Checked {
    /// Everything that is wrong.
    pub(super) findings: Vec<Finding>,
    /// What it was, in words.
    pub(super) summary: String,
}

/// Reads a folder that holds a scenario; nothing for a dossier, or any other folder.
pub(super) fn check(folder: &Path) -> anyhow::Result<Option<Checked>> {
    let is_dossier =
        ["talks.toml", DECISIONS, "reports"].iter().any(|name| folder.join(name).exists());
    if is_dossier || !folder.is_dir() {
        return Ok(None);
    }
    let (files, mut findings) = files(folder)?;
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let what = match scenario::recognise(&named) {
        Ok(kind) => format!("a scenario ({kind})"),
        // Files of two formats are a scenario too, though nobody knows which.
        Err(finding) if finding.code == "S002" => "a scenario".to_owned(),
        Err(_) => return Ok(None),
    };
    let Read { scenario, findings: found } = scenario::read(&named, Reading::Faithful);
    findings.extend(found);
    findings.sort();
    let size = scenario.map(|scenario| {
        let draft = &scenario.draft;
        let (issues, parties) = (draft.issues.len(), draft.parties.len());
        format!("{issues} issues, {parties} parties, {} deals", scenario.deals())
    });
    let size = size.unwrap_or_else(|| "nothing of it can be weighed".to_owned());
    Ok(Some(Checked { findings, summary: format!("checked as {what}: {size}") }))
}

type Files = Vec<(String, Vec<u8>)>;

/// The files that can belong to a scenario, named as the user would, and those that stay closed.
fn files(folder: &Path) -> anyhow::Result<(Files, Vec<Finding>)> {
    let failed = || format!("cannot list the folder {}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        if ENDINGS.contains(&ending(&path).as_str()) && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        match read_file(&path) {
            Ok(bytes) => files.push((shown(&path), bytes)),
            Err(error) => findings.push(codes::CLOSED.of(
                shown(&path),
                format!("this file cannot be opened: {error}"),
                "see that you may read it; the rest was read without it",
            )),
        }
    }
    Ok((files, findings))
}
