//! Writes every space as a folder that NegMAS reads. Our side reads the same folder.
//!
//! What `write!` and `writeln!` return is dropped: writing to a String cannot fail.

use std::fmt::Write as _;
use std::path::Path;

use scenario::{Kind, Reading};
use weigh::Draft;

use crate::jobs::{self, Job, Source};
use crate::made::made;

/// Writes all inputs into a folder. Gives what to measure: `NAME TASK both`, or `NAME TASK ours`.
/// Reference cases that are not there are left out.
pub(crate) fn write(folder: &Path, rest: &[&str]) -> Result<String, String> {
    let (mut jobs, mut cases) = (jobs::ALL, None);
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        match (*word, rest.as_slice().first()) {
            ("--tiny", _) => jobs = jobs::TINY,
            ("--shared", Some(folder)) => {
                cases = Some(Path::new(*folder));
                rest.next();
            }
            _ => return Err(format!("\"{word}\" is not known here")),
        }
    }
    let mut plan = String::new();
    for job in jobs {
        let Some(draft) = draft(job, cases)? else { continue };
        write_one(&folder.join(job.name), job, &draft)?;
        let ours = job.alone.iter().filter(|task| !job.both.contains(task));
        for (tasks, sides) in [(job.both, "both"), (&ours.copied().collect::<Vec<_>>(), "ours")] {
            for task in tasks {
                let _ = writeln!(plan, "{} {task} {sides}", job.name);
            }
        }
    }
    Ok(plan)
}

fn draft(job: &Job, cases: Option<&Path>) -> Result<Option<Draft>, String> {
    match job.source {
        Source::Made(what) => Ok(Some(made(what).to_draft())),
        Source::Case(name) => match cases.map(|cases| cases.join(format!("{name}-xml"))) {
            Some(folder) if folder.is_dir() => read(&folder, Reading::Raw).map(Some),
            _ => Ok(None),
        },
    }
}

/// Reads a folder of another program.
pub(crate) fn read(folder: &Path, reading: Reading) -> Result<Draft, String> {
    let wrong = |why: std::io::Error| format!("{}: {why}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_file() {
            files.push((path.display().to_string(), std::fs::read(&path).map_err(wrong)?));
        }
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let read = scenario::read(&files, reading);
    read.scenario.map(|scenario| scenario.draft).ok_or_else(|| {
        let lines: Vec<String> = read.findings.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })
}

fn write_one(folder: &Path, job: &Job, draft: &Draft) -> Result<(), String> {
    let written = scenario::write(Kind::Negmas, job.name, draft).map_err(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })?;
    std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    for (name, text) in &written.files {
        let file = folder.join(name);
        std::fs::write(&file, text).map_err(|why| format!("{}: {why}", file.display()))?;
    }
    Ok(())
}
