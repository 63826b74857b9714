//! What a folder holds, and the way from its files to a scenario.

use std::cmp::Ordering;
use std::fmt;

use model::Finding;
use weigh::{Draft, Exact};

use crate::place::deals;
use crate::source::{Sink, base, hint, quoted};
use crate::{codes, genius, geniusweb, negmas};

/// A format of scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// XML: a domain and a profile for each party.
    Genius,
    /// JSON: a domain and a `LinearAdditiveUtilitySpace` for each party.
    GeniusWeb,
    /// YAML or JSON: an outcome space and a utility function for each party.
    Negmas,
}

impl Kind {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Genius, Self::GeniusWeb, Self::Negmas];

    /// By what a file shows that it belongs to this format: endings, and words in it.
    fn marks(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Genius => (&["xml"], &["<negotiation_template", "<utility_space"]),
            Self::GeniusWeb => (&["json"], &["\"issuesValues\"", "\"LinearAdditiveUtilitySpace\""]),
            Self::Negmas => {
                (&["yml", "yaml", "json"], &["OutcomeSpace", "UtilityFunction", "UFun"])
            }
        }
    }

    fn holds(self, name: &str, bytes: &[u8]) -> bool {
        let base = base(name);
        // What programs write beside a scenario: statistics, notes, files of the system.
        if base.starts_with(['.', '_']) || base == "stats.json" || base == "specials.json" {
            return false;
        }
        let (endings, words) = self.marks();
        let ending = base.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            return false;
        }
        let text = String::from_utf8_lossy(bytes);
        words.iter().any(|word| text.contains(word))
            && (self != Self::Negmas || !text.contains("\"issuesValues\""))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Genius => "GENIUS XML",
            Self::GeniusWeb => "GeniusWeb JSON",
            Self::Negmas => "NegMAS",
        })
    }
}

/// How GENIUS XML is read. The other formats have one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// As GENIUS computes: each evaluation is divided by the best one of its issue, and the reserve
    /// counts where it is above nought.
    #[default]
    Faithful,
    /// Weight times evaluation as written, as `NegMAS` computes; the reserve of the file is not used.
    Raw,
}

/// A scenario of another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The format it came in.
    pub kind: Kind,
    /// What it is called; may be empty.
    pub name: String,
    /// Issues and parties. It is sound: [`Draft::check`] has been asked.
    pub draft: Draft,
    /// For each party the discount of its file; `None` where time does not matter. Not used.
    pub discounts: Vec<Option<Exact>>,
}

impl Scenario {
    /// How many deals there are: exactly, or by the power of ten below where that is long.
    pub fn deals(&self) -> String {
        deals(self.draft.issues.iter().map(|issue| issue.options.len()))
    }
}

/// What came out of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// `None` when a finding is an error.
    pub scenario: Option<Scenario>,
    /// What somebody should know, by file and place.
    pub findings: Vec<Finding>,
}

/// Files of a folder: names as the user knows them, and bytes.
pub(crate) type Files<'a> = [(&'a str, &'a [u8])];

/// Which format a folder holds. The finding lists what was looked for, or what stood side by side.
pub fn recognise(files: &Files<'_>) -> Result<Kind, Box<Finding>> {
    let found: Vec<(Kind, &str)> = Kind::ALL
        .into_iter()
        .filter_map(|kind| {
            let file = files.iter().find(|(name, bytes)| kind.holds(name, bytes))?;
            Some((kind, file.0))
        })
        .collect();
    match found.as_slice() {
        [(kind, _)] => Ok(*kind),
        [] => Err(Box::new(nothing(files))),
        several => {
            let list: Vec<String> =
                several.iter().map(|(kind, name)| format!("{kind} ({name})")).collect();
            let message = format!("the folder holds {}", list.join(" and "));
            let file = several.first().map_or("", |(_, name)| *name);
            Err(Box::new(codes::TWO_KINDS.of(file, message, hint(codes::TWO_KINDS.mend))))
        }
    }
}

fn nothing(files: &Files<'_>) -> Finding {
    let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let shown: Vec<String> = names.iter().take(8).map(|name| quoted(name)).collect();
    let there = match names.len() {
        0 => "there is no file".to_owned(),
        many if many > shown.len() => format!("there are {many} files, {} ...", shown.join(", ")),
        _ => format!("there is {}", shown.join(", ")),
    };
    let looked: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let (endings, words) = kind.marks();
            format!("{kind} (*.{} with {})", endings.join(", *."), words.join(" or "))
        })
        .collect();
    let message = format!("looked for {}; {there}", looked.join(", "));
    codes::NO_SCENARIO.of("", message, hint(codes::NO_SCENARIO.mend))
}

/// Recognises and reads a folder.
pub fn read(files: &Files<'_>, reading: Reading) -> Read {
    match recognise(files) {
        Ok(kind) => read_as(kind, files, reading),
        Err(finding) => Read { scenario: None, findings: vec![*finding] },
    }
}

/// Reads the files of one format; others are passed over. Parties stand in the order of their files.
pub fn read_as(kind: Kind, files: &Files<'_>, reading: Reading) -> Read {
    let mut of_kind: Vec<(&str, &[u8])> =
        files.iter().copied().filter(|(name, bytes)| kind.holds(name, bytes)).collect();
    of_kind.sort_by(|a, b| by_number(a.0, b.0));
    let mut sink = Sink::default();
    if of_kind.is_empty() {
        return Read { scenario: None, findings: vec![nothing(files)] };
    }
    let scenario = match kind {
        Kind::Genius => genius::read(&of_kind, reading, &mut sink),
        Kind::GeniusWeb => geniusweb::read(&of_kind, &mut sink),
        Kind::Negmas => negmas::read(&of_kind, &mut sink),
    };
    let scenario = scenario.filter(|_| !sink.failed());
    Read { scenario, findings: sink.done() }
}

/// "profile2" before "profile10".
fn by_number(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, other) = (piece(&mut left), piece(&mut right));
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let order = if number(one) && number(other) {
            let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
            (one.len(), one).cmp(&(other.len(), other))
        } else {
            one.cmp(other)
        };
        if order != Ordering::Equal {
            return order;
        }
        if one.is_empty() && other.is_empty() {
            return a.cmp(b);
        }
    }
}

/// Takes the digits or the other characters from the beginning.
fn piece<'a>(text: &mut &'a str) -> &'a str {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len());
    let (piece, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    *text = rest;
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_the_order_of_their_numbers() {
        let mut names = ["p10.xml", "p2.xml", "p02.xml", "domain.xml", "p1.xml", "p.xml"];
        names.sort_by(|a, b| by_number(a, b));
        assert_eq!(names, ["domain.xml", "p1.xml", "p02.xml", "p2.xml", "p10.xml", "p.xml"]);
    }

    #[test]
    fn a_folder_is_recognised_or_told_what_was_looked_for() {
        let (xml, json): (&[u8], &[u8]) = (b"<utility_space/>", b"{\"issuesValues\": {}}");
        let yaml: &[u8] = b"type: DiscreteCartesianOutcomeSpace";
        assert_eq!(recognise(&[("a/p.XML", xml), ("notes.txt", json)]), Ok(Kind::Genius));
        assert_eq!(recognise(&[("d.json", json), ("_stats.yml", yaml)]), Ok(Kind::GeniusWeb));
        assert_eq!(recognise(&[("d.yaml", yaml)]), Ok(Kind::Negmas));
        assert_eq!(recognise(&[("d.json", yaml)]), Ok(Kind::Negmas));
        let none = recognise(&[("a.txt", xml)]).expect_err("nothing");
        assert!(none.message.contains("\"a.txt\"") && none.message.contains("*.yml"), "{none}");
        let two = recognise(&[("a.xml", xml), ("d.yml", yaml)]).expect_err("two");
        assert!(two.code == "S002" && two.message.contains("d.yml"), "{two}");
    }
}
