//! The cards for people: a paragraph each, the wordings one above the other.

use std::collections::BTreeMap;

use model::{LineMap, Report};
use read::Reading;
use read::disputes::{Dispute, Side, Told};

use crate::brief::harmless;
use crate::decide_command::mark;
use crate::output;

/// Passages of one side that are printed; `--json` has more.
const SHOWN: usize = 3;
/// Lines of the record that are printed.
const RECORD: usize = 3;

type Places<'a> = BTreeMap<&'a str, (&'a Report, LineMap)>;

/// The cards, and how many more there are.
pub(super) fn cards(shown: &[&Dispute], all: usize, dismissed: usize, reading: &Reading) -> String {
    let mut places: Places<'_> = BTreeMap::new();
    let named = shown.iter().flat_map(|card| &card.sides).flat_map(|side| &side.passages);
    for told in named {
        let at = reading.reports.binary_search_by(|report| report.path.as_str().cmp(&told.report));
        if let Some(report) = at.ok().and_then(|at| reading.reports.get(at)) {
            let path = report.path.as_str();
            places.entry(path).or_insert_with(|| (report, LineMap::new(&report.text)));
        }
    }
    let mut out = String::new();
    for (number, card) in shown.iter().enumerate() {
        card_lines(&mut out, number + 1, card, &places);
    }
    if all == 0 {
        out.push_str("No accounts that differ were found; that is not a proof that all agree.\n");
    }
    if all > shown.len() {
        put_line!(out, "{} more; --limit N shows more of them.", all - shown.len());
    }
    if dismissed > 0 {
        put_line!(
            out,
            "{dismissed} dismissed by a person; `pourparler decide FOLDER --list` tells."
        );
    }
    out
}

fn card_lines(out: &mut String, number: usize, card: &Dispute, places: &Places<'_>) {
    let bold = |text: &str| {
        if output::colour() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let decided = card.decided.as_ref().map(|d| format!(", {}", mark(d))).unwrap_or_default();
    let head = harmless(&format!("{number}. {}: {}", card.kind.words(), card.about));
    put_line!(out, "{}  [{}{decided}]", bold(&head), card.key);
    wrap(out, "   ", &format!("At issue: {}", card.at_issue));
    for (at, side) in card.sides.iter().enumerate() {
        side_lines(out, at, side, places);
    }
    out.push('\n');
}

fn side_lines(out: &mut String, at: usize, side: &Side, places: &Places<'_>) {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    let origins = match side.origins {
        0 => "no report".to_owned(),
        1 => "1 origin".to_owned(),
        more => format!("{more} independent origins"),
    };
    wrap(out, "   ", &format!("{letter}. {} ({origins})", side.claim));
    if !side.who.is_empty() {
        wrap(out, "      ", &format!("says: {}", side.who.join("; ")));
    }
    for told in side.passages.iter().take(SHOWN) {
        wrap(out, "      ", &passage(told, places));
    }
    let more = side.passages.len().saturating_sub(SHOWN) + side.more;
    if more > 0 {
        put_line!(out, "      and {more} more");
    }
    for record in side.record.iter().take(RECORD) {
        let line = record.line.map(|line| format!(" (talks.toml:{line})")).unwrap_or_default();
        wrap(out, "      ", &format!("on record: {}{line}", record.text));
    }
    let more = side.record.len().saturating_sub(RECORD);
    if more > 0 {
        put_line!(out, "      and {more} more on record");
    }
}

fn passage(told: &Told, places: &Places<'_>) -> String {
    let line = places.get(told.report.as_str()).map_or(0, |(_, lines)| lines.line(told.span.start));
    let words: Vec<&str> = told.text.split_whitespace().collect();
    format!("“{}” {}:{line}", words.join(" "), told.report)
}

fn wrap(out: &mut String, indent: &str, text: &str) {
    let width = output::width().saturating_sub(indent.len() + 2).max(20);
    for (at, line) in textwrap::wrap(&harmless(text), width).iter().enumerate() {
        let hang = if at == 0 { "" } else { "  " };
        put_line!(out, "{indent}{hang}{line}");
    }
}
