//! A draft as YAML that `NegMAS` reads. All text stands in quotation marks, for "no" and "3" are no
//! text otherwise; numbers have no exponent, for "1e-07" is no number in its YAML.

use std::fmt::Write as _;

use weigh::{Draft, Exact, Party};

use crate::codes;
use crate::source::{Sink, quoted};
use crate::write::{decimal, endless, marked, profile_file};

/// Longer keys need a question mark before them.
const LONG_KEY: usize = 120;
/// More digits than a floating-point number holds.
const DIGITS: usize = 15;

/// `domain.yml` and a file for each party, or findings.
pub(crate) fn write(name: &str, draft: &Draft, sink: &mut Sink) -> Option<Vec<(String, String)>> {
    let mut files = vec![("domain.yml".to_owned(), domain(name, draft))];
    for (at, party) in draft.parties.iter().enumerate() {
        let file = profile_file(at, draft.parties.len(), "yml");
        if let Some(text) = profile(draft, party, &file, sink) {
            files.push((file, text));
        }
    }
    (!sink.failed()).then_some(files)
}

/// Writing to text cannot fail, so what `write!` gives is dropped, here and below.
fn domain(name: &str, draft: &Draft) -> String {
    let mut out = String::from("issues:\n");
    for issue in &draft.issues {
        let name = marked(&issue.name);
        let _ = write!(out, "- name: {name}\n  type: CategoricalIssue\n  values:\n");
        for option in &issue.options {
            let _ = writeln!(out, "  - {}", marked(option));
        }
    }
    let _ = write!(out, "name: {}\ntype: DiscreteCartesianOutcomeSpace\n", marked(name));
    out
}

fn profile(draft: &Draft, party: &Party, file: &str, sink: &mut Sink) -> Option<String> {
    let mut longest = 0;
    let mut number = |value: &Exact, issue: &str, sink: &mut Sink| {
        let text = decimal(value);
        match &text {
            Some(text) => longest = longest.max(digits(text)),
            None => endless(sink, file, issue, value),
        }
        text
    };
    let reserve = match &party.reserve {
        None => "-.inf".to_owned(),
        Some(reserve) => number(reserve, "the reserve", sink)?,
    };
    let mut out = format!(
        "name: {}\nreserved_value: {reserve}\ntype: LinearAdditiveUtilityFunction\nvalues:\n",
        marked(&party.name)
    );
    for (issue, row) in draft.issues.iter().zip(&party.values) {
        out.push_str("- mapping:\n");
        for (option, value) in issue.options.iter().zip(row) {
            let value = number(value, &issue.name, sink)?;
            let key = marked(option);
            if key.len() > LONG_KEY {
                let _ = write!(out, "    ? {key}\n    : {value}\n");
            } else {
                let _ = writeln!(out, "    {key}: {value}");
            }
        }
        out.push_str("  type: TableFun\n");
    }
    out.push_str("weights:\n");
    for _ in &draft.issues {
        out.push_str("- 1\n");
    }
    if longest > DIGITS {
        let message = format!("{} has numbers of up to {longest} digits", quoted(&party.name));
        let hint = "the file holds them; NegMAS computes with about 15 digits";
        sink.file(file, codes::LOSS, message, hint);
    }
    Some(out)
}

/// Digits that matter.
fn digits(text: &str) -> usize {
    let digits = text.trim_start_matches(['-', '0', '.']);
    digits.bytes().filter(u8::is_ascii_digit).count()
}
