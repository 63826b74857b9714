//! A folder on disk becomes reports and, if it has a `talks.toml`, the dossier's own facts.

use std::path::{Path, PathBuf};

use anyhow::Context;
use model::file::KnownIssues;
use model::{Code, Decision, Finding, Talks, When};
use read::lexicon::Lexicon;
use read::{Raw, Reader, Reading};

use crate::codes;
use crate::how::How;
use crate::output::Bar;

/// Endings that are read as reports.
const ENDINGS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm"];

/// What a person decided, beside `talks.toml`.
pub(crate) const DECISIONS: &str = "decisions.toml";

/// A folder as it was found, not yet read.
pub(crate) struct Dossier {
    /// Path (with `/`, below the folder as named) and bytes of each report.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The dossier's own facts.
    pub(crate) talks: Option<Talks>,
    /// Path and text of `talks.toml`.
    pub(crate) talks_file: Option<(String, String)>,
    /// What a person decided about the reading.
    pub(crate) decisions: Vec<Decision>,
    /// Path and text of `decisions.toml`.
    pub(crate) decisions_file: Option<(String, String)>,
    /// What is wrong with the folder, with `talks.toml` and with `decisions.toml`.
    pub(crate) findings: Vec<Finding>,
    /// Paths are shown below this folder.
    base: PathBuf,
}

/// The issues of the built-in lexicon, for checking ids in `talks.toml`.
struct BuiltIn(Lexicon);

/// The same with the dossier's own and with all actors, for checking ids in `decisions.toml`.
struct Whole(BuiltIn);

impl KnownIssues for Whole {
    fn issue(&self, id: &str) -> bool {
        self.0.issue(id)
    }

    fn choice(&self, issue: &str, choice: &str) -> bool {
        self.0.choice(issue, choice)
    }

    fn issue_ids(&self) -> Vec<&str> {
        self.0.issue_ids()
    }

    fn choice_ids(&self, issue: &str) -> Vec<&str> {
        self.0.choice_ids(issue)
    }

    fn actor(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id| self.0.0.actor(&id).is_some())
    }

    fn actor_ids(&self) -> Vec<&str> {
        self.0.0.actors().iter().map(|actor| actor.id.as_str()).collect()
    }
}

impl KnownIssues for BuiltIn {
    fn issue(&self, id: &str) -> bool {
        self.0.has_issue(id)
    }

    fn choice(&self, issue: &str, choice: &str) -> bool {
        self.0.has_choice(issue, choice)
    }

    fn issue_ids(&self) -> Vec<&str> {
        self.0.issues().iter().map(|issue| issue.id.as_str()).collect()
    }

    fn choice_ids(&self, issue: &str) -> Vec<&str> {
        let entry = self.0.issues().iter().find(|entry| entry.id.as_str() == issue);
        entry.into_iter().flat_map(|entry| &entry.choices).map(|c| c.id.as_str()).collect()
    }
}

impl Dossier {
    /// Opens a folder, with paths as the user would name them. Files that cannot be opened are
    /// findings; a missing folder is an error.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        Self::open_below(folder, Path::new(""))
    }

    /// Opens a folder, with paths below it: a note that is handed on names no folder of this machine.
    pub(crate) fn open_inside(folder: &Path) -> anyhow::Result<Self> {
        Self::open_below(folder, folder)
    }

    fn open_below(folder: &Path, base: &Path) -> anyhow::Result<Self> {
        let data = std::fs::metadata(folder).with_context(|| {
            format!("cannot open the folder {}; name one that holds articles", folder.display())
        })?;
        if !data.is_dir() {
            anyhow::bail!(
                "{} is a file, not a folder; for single files use `pourparler read`",
                folder.display()
            );
        }
        let mut found = Self {
            files: Vec::new(),
            talks: None,
            talks_file: None,
            decisions: Vec::new(),
            decisions_file: None,
            findings: Vec::new(),
            base: base.to_path_buf(),
        };
        found.open_talks(&folder.join("talks.toml"))?;
        found.open_decisions(&folder.join(DECISIONS))?;
        let reports = folder.join("reports");
        let (from, deep) =
            if reports.is_dir() { (reports, true) } else { (folder.to_path_buf(), false) };
        found.walk(&from, deep)?;
        found.files.sort();
        if found.files.is_empty() {
            found.findings.push(codes::NO_REPORTS.of(
                found.name(&from),
                "there are no reports in this folder",
                "put articles there as .txt, .md or .html files, or name the folder that holds them",
            ));
        }
        Ok(found)
    }

    fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.base).unwrap_or(path);
        shown(if inside.as_os_str().is_empty() { path } else { inside })
    }

    fn open_talks(&mut self, path: &Path) -> anyhow::Result<()> {
        let Some((name, text)) = self.text_beside(path, codes::NOT_UTF8)? else { return Ok(()) };
        let (talks, findings) = model::file::talks(&name, &text, &BuiltIn(Lexicon::built_in()));
        self.findings.extend(findings);
        self.talks = Some(talks);
        self.talks_file = Some((name, text));
        Ok(())
    }

    fn open_decisions(&mut self, path: &Path) -> anyhow::Result<()> {
        let found = self.text_beside(path, codes::DECISIONS_NOT_UTF8)?;
        let Some((name, text)) = found else { return Ok(()) };
        let (decisions, findings) = self.read_decisions(&name, &text);
        self.findings.extend(findings);
        self.decisions = decisions;
        self.decisions_file = Some((name, text));
        Ok(())
    }

    /// What a `decisions.toml` with this text would say, checked against the dossier.
    pub(crate) fn read_decisions(&self, name: &str, text: &str) -> (Vec<Decision>, Vec<Finding>) {
        let built_in = Lexicon::built_in();
        let lexicon = match &self.talks {
            Some(talks) => built_in.with_talks(talks),
            None => built_in.clone(),
        };
        model::file::decisions(name, text, &Whole(BuiltIn(lexicon)))
    }

    /// Name and text of a file that may be there; nothing, and a finding, when it is no text.
    fn text_beside(
        &mut self,
        path: &Path,
        not_utf8: Code,
    ) -> anyhow::Result<Option<(String, String)>> {
        let bytes = match read_file(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let name = self.name(path);
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((name, text))),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let head = String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default());
                let line = model::LineMap::new(&head).line(at);
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                self.findings.push(not_utf8.of(
                    name,
                    format!("{file} is not UTF-8 text: line {line} holds a byte that is none"),
                    "save the file as UTF-8; nothing of it was used",
                ));
                Ok(None)
            }
        }
    }

    fn walk(&mut self, folder: &Path, deep: bool) -> anyhow::Result<()> {
        let failed = || format!("cannot list the folder {}", folder.display());
        let mut entries: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(folder).with_context(failed)? {
            entries.push(entry.with_context(failed)?.path());
        }
        entries.sort();
        for path in entries {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            if name.is_none_or(|name| {
                name.starts_with('.') || name == "talks.toml" || name == DECISIONS
            }) {
                continue;
            }
            if path.is_dir() {
                if deep && !path.is_symlink() {
                    self.walk(&path, deep)?;
                }
            } else if ENDINGS.contains(&ending(&path).as_str()) {
                self.take(&path);
            } else if deep || ["pdf", "docx", "doc", "rtf", "odt"].contains(&ending(&path).as_str())
            {
                self.findings.push(codes::OTHER_ENDING.of(
                    self.name(&path),
                    "this file is not read: its ending is none of .txt, .md, .html",
                    "save it as plain text (a PDF with `pdftotext FILE`), or move it out of the reports",
                ));
            }
        }
        Ok(())
    }

    fn take(&mut self, path: &Path) {
        match read_file(path) {
            Ok(bytes) => self.files.push((self.name(path), bytes)),
            Err(error) => self.findings.push(codes::CLOSED.of(
                self.name(path),
                format!("this file cannot be opened: {error}"),
                "see that you may read it; the rest was read without it",
            )),
        }
    }

    /// Drops the reports that were published after a day; says whether there were any.
    pub(crate) fn forget_after(&mut self, day: When, reading: &Reading) -> bool {
        let before = self.files.len();
        self.files.retain(|(path, _)| {
            let at = reading.reports.binary_search_by(|report| report.path.as_str().cmp(path));
            let published = at.ok().and_then(|at| reading.reports.get(at)?.published);
            published.is_none_or(|when| when.first_day() <= day.last_day())
        });
        if self.files.len() == before {
            return false;
        }
        // What was decided about reports that are left out is not lost, only of another day.
        let here = |hit: &read::decisions::Hit| {
            self.files.binary_search_by(|(path, _)| path.as_str().cmp(&hit.report)).is_ok()
        };
        let left_out: Vec<model::Spot> = (reading.rulings.all.iter())
            .filter(|ruling| !ruling.hits.is_empty() && !ruling.hits.iter().any(here))
            .map(|ruling| ruling.decision.spot)
            .collect();
        self.decisions.retain(|decision| !left_out.contains(&decision.spot));
        true
    }

    /// Reads the reports, with a bar on a terminal, and lays the decisions over what was read.
    pub(crate) fn read(&self, how: &How) -> (Reader, Reading) {
        let (reader, mut reading) = self.read_undecided(how);
        self.decide(&reader, &mut reading);
        (reader, reading)
    }

    /// Reads the reports as if nobody had decided anything.
    pub(crate) fn read_undecided(&self, how: &How) -> (Reader, Reading) {
        let reader = how.reader(self.talks.as_ref());
        let mut reading = read_files(&reader, &self.files, how.threads);
        reading.findings.extend(self.findings.iter().cloned());
        reading.findings.sort();
        (reader, reading)
    }

    /// The file of decisions, as findings name it.
    pub(crate) fn decisions_name(&self) -> &str {
        self.decisions_file.as_ref().map_or(DECISIONS, |(name, _)| name)
    }

    /// Lays the decisions over a reading.
    pub(crate) fn decide(&self, reader: &Reader, reading: &mut Reading) {
        let lexicon = reader.lexicon();
        let findings =
            read::decisions::apply(reading, &self.decisions, self.decisions_name(), lexicon);
        reading.findings.extend(findings);
        reading.findings.sort();
    }
}

/// How many threads there can be at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Reads files that are already in memory.
pub(crate) fn read_files(
    reader: &Reader,
    files: &[(String, Vec<u8>)],
    threads: Option<usize>,
) -> Reading {
    let raws: Vec<Raw> = files.iter().map(|(path, bytes)| Raw { path, bytes }).collect();
    let bar = Bar::new("reading");
    reader.read(&raws, threads.unwrap_or_else(cores), &|done, all| bar.set(done, all))
}

/// The bytes of a file. A pipe or a device that lies in a folder may never end.
pub(crate) fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is a pipe or a device, not a file"));
    }
    std::fs::read(path)
}

/// A path as output shows it: as the user named it, with `/` between folders.
pub(crate) fn shown(path: &Path) -> String {
    let mut out = String::new();
    // Two names that differ must not become one, or one of the files would be lost.
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            put!(out, "\\x{byte:02x}");
        }
    }
    if cfg!(windows) { out.replace('\\', "/") } else { out }
}

pub(crate) fn ending(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}
