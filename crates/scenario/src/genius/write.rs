//! A draft as GENIUS XML.

use std::fmt::Write as _;

use weigh::{Draft, Exact, Party};

use crate::codes;
use crate::source::{Sink, quoted};
use crate::write::{best, decimal, endless, profile_file};

/// `domain.xml` and a profile for each party, or findings.
pub(crate) fn write(draft: &Draft, sink: &mut Sink) -> Option<Vec<(String, String)>> {
    names(draft, sink);
    let mut files = vec![("domain.xml".to_owned(), domain(draft))];
    for (at, party) in draft.parties.iter().enumerate() {
        let file = profile_file(at, draft.parties.len(), "xml");
        if let Some(text) = profile(draft, party, &file, sink) {
            files.push((file, text));
        }
    }
    let list: Vec<String> = draft.parties.iter().map(|party| quoted(&party.name)).collect();
    let message = format!("GENIUS knows parties by their files, not as {}", list.join(", "));
    sink.file("domain.xml", codes::LOSS, message, "the profiles stand in the order of the parties");
    (!sink.failed()).then_some(files)
}

/// XML has no way to write some control characters.
fn names(draft: &Draft, sink: &mut Sink) {
    let wrong = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    for issue in &draft.issues {
        for name in [&issue.name].into_iter().chain(&issue.options) {
            if let Some(found) = name.chars().find(|c| wrong(*c)) {
                let message = format!(
                    "{} holds the character {}, which XML cannot hold",
                    quoted(&name.replace(wrong, "?")),
                    found.escape_unicode()
                );
                sink.file("domain.xml", codes::NAMES, message, codes::NAMES.mend);
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(character),
        }
    }
    out
}

/// Writing to text cannot fail, so what `write!` gives is dropped.
fn issues(out: &mut String, draft: &Draft, value: impl Fn(usize, usize) -> String) {
    for (at, issue) in draft.issues.iter().enumerate() {
        let (index, name) = (at + 1, escaped(&issue.name));
        let _ = writeln!(
            out,
            "    <issue index=\"{index}\" etype=\"discrete\" type=\"discrete\" vtype=\"discrete\" name=\"{name}\">"
        );
        for (place, option) in issue.options.iter().enumerate() {
            let (option, more) = (escaped(option), value(at, place));
            let _ = writeln!(out, "      <item index=\"{}\" value=\"{option}\"{more}/>", place + 1);
        }
        out.push_str("    </issue>\n");
    }
}

const OBJECTIVE: &str = "  <objective index=\"0\" etype=\"objective\" type=\"objective\" description=\"\" name=\"root\">\n";

fn domain(draft: &Draft) -> String {
    let mut out = format!(
        "<negotiation_template>\n<utility_space number_of_issues=\"{}\">\n{OBJECTIVE}",
        draft.issues.len()
    );
    issues(&mut out, draft, |_, _| String::new());
    out.push_str("  </objective>\n</utility_space>\n</negotiation_template>\n");
    out
}

fn profile(draft: &Draft, party: &Party, file: &str, sink: &mut Sink) -> Option<String> {
    let (mut weights, mut evaluations) = (Vec::new(), Vec::new());
    let mut whole_numbers = Vec::new();
    for ((issue, row), most) in draft.issues.iter().zip(&party.values).zip(best(&party.values)) {
        let (texts, whole) = scaled(&issue.name, row, &most, file, sink)?;
        evaluations.push(texts);
        if whole {
            whole_numbers.push(quoted(&issue.name));
        }
        let Some(weight) = decimal(&most) else {
            endless(sink, file, &issue.name, &most);
            return None;
        };
        weights.push(weight);
    }
    if !whole_numbers.is_empty() {
        let message = format!("evaluations are whole numbers in {}", whole_numbers.join(", "));
        let hint = "programs that do not divide by the best one (NegMAS) compute other sums";
        sink.file(file, codes::LOSS, message, hint);
    }
    let reserve = reserve(party, file, sink)?;
    let mut out = format!("<utility_space>\n{OBJECTIVE}");
    issues(&mut out, draft, |issue, option| {
        let value = evaluations.get(issue).and_then(|row: &Vec<String>| row.get(option));
        format!(" evaluation=\"{}\"", value.map_or("0", String::as_str))
    });
    for (at, weight) in weights.iter().enumerate() {
        let _ = writeln!(out, "    <weight index=\"{}\" value=\"{weight}\"/>", at + 1);
    }
    let _ = write!(
        out,
        "  </objective>\n  <discount_factor value=\"1.0\"/>\n  <reservation value=\"{reserve}\"/>\n</utility_space>\n"
    );
    Some(out)
}

/// Evaluations whose best is 1, so that every program computes the same; whole numbers where that
/// has no end as a decimal (`true`). The weight is the worth of the best option.
fn scaled(
    issue: &str,
    row: &[Exact],
    most: &Exact,
    file: &str,
    sink: &mut Sink,
) -> Option<(Vec<String>, bool)> {
    if row.iter().all(Exact::is_zero) {
        return Some((vec!["0".to_owned(); row.len()], false));
    }
    if most.is_zero() || most.is_negative() {
        let message = format!("no option of {} is worth more than 0", quoted(issue));
        let hint =
            "GENIUS divides by the best evaluation: add a constant to the values of the issue";
        sink.file(file, codes::VALUES, message, hint);
        return None;
    }
    if row.iter().any(Exact::is_negative) {
        let message = format!("{} has an option worth less than 0", quoted(issue));
        let hint = "GENIUS takes evaluations from 0: add a constant to the values of the issue";
        sink.file(file, codes::VALUES, message, hint);
        return None;
    }
    let shares: Vec<Exact> = row.iter().filter_map(|value| value.over(most)).collect();
    let plain: Option<Vec<String>> = shares.iter().map(decimal).collect();
    if let Some(plain) = plain {
        return Some((plain, false));
    }
    // What is left of each share when all are brought to one denominator.
    let mut below = Exact::one();
    for share in &shares {
        let rest = Exact::from((share * &below).denominator());
        below = &below * &rest;
    }
    let whole: Option<Vec<String>> =
        shares.iter().map(|share| decimal(&(share * &below))).collect();
    Some((whole?, true))
}

fn reserve(party: &Party, file: &str, sink: &mut Sink) -> Option<String> {
    let Some(reserve) = &party.reserve else { return Some("0".to_owned()) };
    if reserve.is_zero() || reserve.is_negative() {
        let message = format!("{} has the reserve {reserve}", quoted(&party.name));
        let hint = "in GENIUS a reserve of 0 means that there is none; leave it out, or write another format";
        sink.file(file, codes::RESERVE, message, hint);
        return None;
    }
    let text = decimal(reserve);
    if text.is_none() {
        endless(sink, file, "the reserve", reserve);
    }
    text
}
