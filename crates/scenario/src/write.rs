//! From a draft to the files of another program, or the reasons why its format cannot hold it.

use model::Finding;
use weigh::{Draft, Exact};

use crate::folder::Kind;
use crate::source::{Sink, quoted};
use crate::{codes, genius, geniusweb, negmas};

/// Files to put into one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Names and contents.
    pub files: Vec<(String, String)>,
    /// What the format does not hold.
    pub findings: Vec<Finding>,
}

/// The draft as files of a format; `name` is what the scenario is called. Read again (GENIUS in the
/// faithful reading), they give the same issues, options, values and reserves. What the format
/// cannot hold exactly is refused.
pub fn write(kind: Kind, name: &str, draft: &Draft) -> Result<Written, Vec<Finding>> {
    let mut sink = Sink::default();
    if let Err(problems) = draft.clone().check() {
        for problem in problems {
            sink.file("", codes::UNSOUND, problem.to_string(), problem.advice());
        }
        return Err(sink.done());
    }
    if !draft.constraints.is_empty() {
        let message = format!("{kind} holds no red lines and no links, and there are some");
        sink.file("", codes::LINKS, message, codes::LINKS.mend);
    }
    if let Some(party) = draft.parties.iter().find(|party| party.name.is_empty()) {
        let values = party.values.len();
        let message = format!("a party with values for {values} issues has no name");
        sink.file("", codes::NAMES, message, codes::NAMES.mend);
    }
    let files = match kind {
        Kind::Genius => genius::write(draft, &mut sink),
        Kind::GeniusWeb => geniusweb::write(name, draft, &mut sink),
        Kind::Negmas => negmas::write(name, draft, &mut sink),
    };
    match files.filter(|_| !sink.failed()) {
        Some(files) => Ok(Written { files, findings: sink.done() }),
        None => Err(sink.done()),
    }
}

/// `profile1`, or `profile01` where there are ten, so that every program sorts them alike.
pub(crate) fn profile_file(at: usize, of: usize, ending: &str) -> String {
    format!("profile{:0width$}.{ending}", at + 1, width = of.to_string().len())
}

/// A decimal without an exponent; `None` where the decimals do not end.
pub(crate) fn decimal(number: &Exact) -> Option<String> {
    let text = number.to_string();
    if text.contains('/') { None } else { Some(text) }
}

/// The best value of each issue.
pub(crate) fn best(values: &[Vec<Exact>]) -> Vec<Exact> {
    values.iter().map(|row| row.iter().max().cloned().unwrap_or_default()).collect()
}

/// Says which value has no end.
pub(crate) fn endless(sink: &mut Sink, file: &str, issue: &str, number: &Exact) {
    let message = format!("{number} in {} does not end as a decimal", quoted(issue));
    let hint = "GENIUS XML holds such shares, for it divides by the best evaluation; or multiply all values of the party so that their decimals end";
    sink.file(file, codes::VALUES, message, hint);
}

/// Text in quotation marks as both JSON and YAML read it.
pub(crate) fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Control characters, ends of line, and marks that a reader may take out.
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => out.push_str(&format_unit(character)),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

fn format_unit(character: char) -> String {
    format!("\\u{:04x}", u32::from(character))
}
