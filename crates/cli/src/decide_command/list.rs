//! What was read with its keys, and what was decided, for people.

use std::collections::BTreeMap;

use model::{AsRead, Decided, Evidence, LineMap, Position, Report, Statement, Verdict};
use read::Reading;
use read::decisions::{Hit, Ruling, State};
use read::disputes::{CardRuling, CardsDecided, Dispute};

use crate::brief::harmless;
use crate::output;

/// "confirmed by A. Analyst", "corrected by a person".
pub(crate) fn mark(decided: &Decided) -> String {
    let done = match decided.verdict {
        Verdict::Confirm => "confirmed",
        Verdict::Reject => "rejected",
        Verdict::Correct => "corrected",
        Verdict::Withdraw => "withdrawn",
        Verdict::Dismiss => "dismissed",
        Verdict::Merge => "merged",
    };
    format!("{done} by {}", folded(decided.by.as_deref().unwrap_or("a person")))
}

/// White space folded.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a statement, its pieces one after the other.
pub(super) fn content(reading: &Reading, statement: &Statement) -> String {
    let report = reading.reports.iter().find(|report| report.path == statement.report);
    let Some(report) = report else { return String::new() };
    content_of(report, statement)
}

fn content_of(report: &Report, statement: &Statement) -> String {
    let pieces = statement.content.iter().filter_map(|span| span.text(&report.text));
    folded(&pieces.collect::<Vec<_>>().join(" "))
}

/// Something that was read, as a few lines.
struct Item<'a> {
    report: &'a str,
    at: usize,
    of: &'static str,
    key: &'a str,
    who: String,
    what: String,
    words: String,
}

/// The reports with their lines, by path.
type Places<'a> = BTreeMap<&'a str, (&'a Report, LineMap)>;

fn places(reading: &Reading) -> Places<'_> {
    let place = |report: &Report| LineMap::new(&report.text);
    reading.reports.iter().map(|report| (report.path.as_str(), (report, place(report)))).collect()
}

/// Statements, positions and disputes in which every word stands, whatever its letters.
pub(super) fn find(reading: &Reading, cards: &[Dispute], words: &str) -> String {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let reports = places(reading);
    let rejected = ", rejected by a person";
    let statements = reading.statements.iter().map(|one| (one, ""));
    let gone = reading.rulings.statements.iter().map(|one| (one, rejected));
    let mut items: Vec<Item<'_>> = statements
        .chain(gone)
        .filter_map(|(one, gone)| Some(statement(reports.get(one.report.as_str())?.0, one, gone)))
        .collect();
    let positions = reading.positions.iter().map(|one| (one, ""));
    let gone = reading.rulings.positions.iter().map(|one| (one, rejected));
    items.extend(positions.chain(gone).filter_map(|(one, gone)| position(one, gone)));
    items.retain(|item| !item.key.is_empty());
    items.sort_by(|a, b| (a.report, a.at, b.of, a.key).cmp(&(b.report, b.at, a.of, b.key)));
    let mut out = String::new();
    for item in items {
        let line = reports.get(item.report).map_or(0, |(_, lines)| lines.line(item.at));
        let head = format!(
            "{}  {}:{line}  {} {}  {}",
            item.key, item.report, item.of, item.who, item.what
        );
        let text = format!("{head} {}", item.words).to_lowercase();
        if wanted.iter().all(|word| text.contains(word)) {
            put_line!(out, "{}", harmless(&head));
            wrap(&mut out, &item.words);
        }
    }
    for card in cards {
        let claims: Vec<&str> = card.sides.iter().map(|side| side.claim.as_str()).collect();
        let head = format!("{}  dispute  {}: {}", card.key, card.kind.words(), card.about);
        let text = format!("{}: {}", card.at_issue, claims.join(" or "));
        let all = format!("{head} {text}").to_lowercase();
        if wanted.iter().all(|word| all.contains(word)) {
            put_line!(out, "{}", harmless(&head));
            wrap(&mut out, &text);
        }
    }
    out
}

fn wrap(out: &mut String, text: &str) {
    for line in textwrap::wrap(&harmless(text), output::width().saturating_sub(8)) {
        put_line!(out, "        {line}");
    }
}

fn statement<'a>(report: &'a Report, one: &'a Statement, gone: &str) -> Item<'a> {
    let decided = one.decided.as_ref().map(|decided| format!(", {}", mark(decided)));
    Item {
        report: &one.report,
        at: one.content.first().map_or(0, |span| span.start),
        of: "statement",
        key: &one.key,
        who: one.speaker.as_ref().map_or_else(|| "(nobody named)".to_owned(), |s| folded(&s.name)),
        what: format!("[{}]{}{gone}", told(&AsRead::from(one)), decided.unwrap_or_default()),
        words: content_of(report, one),
    }
}

fn position<'a>(one: &'a Position, gone: &str) -> Option<Item<'a>> {
    let Evidence::Passage(passage) = &one.evidence else { return None };
    let decided = one.decided.as_ref().map(|decided| format!(", {}", mark(decided)));
    Some(Item {
        report: &passage.report,
        at: passage.span.start,
        of: "position",
        key: &one.key,
        who: folded(&one.party_name),
        what: format!("[{}]{}{gone}", told(&AsRead::from(one)), decided.unwrap_or_default()),
        words: folded(&one.words),
    })
}

/// Everything that was decided; and whether something no longer matches.
pub(super) fn list(reading: &Reading, cards: &CardsDecided, file: &str) -> (String, bool) {
    let (mut out, places) = (String::new(), places(reading));
    for ruling in &reading.rulings.all {
        out.push_str(&ruling_lines(&places, file, ruling));
    }
    for ruling in &cards.rulings {
        out.push_str(&card_lines(file, ruling));
    }
    if reading.rulings.all.is_empty() && cards.rulings.is_empty() {
        out.push_str("Nothing was decided.\n");
    }
    let lost = |ruling: &Ruling| matches!(ruling.state, State::NoMatch | State::ReadOtherwise);
    (out, reading.rulings.all.iter().any(lost) || cards.rulings.iter().any(CardRuling::is_lost))
}

/// A decision about a dispute.
pub(super) fn card_lines(file: &str, ruling: &CardRuling) -> String {
    let decision = &ruling.decision;
    let who = decision.by.as_deref().map(|by| format!("  {}", folded(by))).unwrap_or_default();
    let day = decision.on.map(|day| format!(", {day}")).unwrap_or_default();
    let state = match (ruling.overtaken, &ruling.key) {
        (Some(line), _) => format!("  (line {line} decides anew)"),
        (None, None) => "  (matches nothing now)".to_owned(),
        (None, Some(_)) => String::new(),
    };
    let into = decision.into.as_deref().map(|into| format!(" into {into}")).unwrap_or_default();
    let line = decision.spot.line;
    let head = format!(
        "{file}:{line}  {} dispute {}{into}{who}{day}{state}",
        decision.verdict, decision.key
    );
    let mut out = format!("{}\n", harmless(&head));
    if let Some(why) = &decision.why {
        wrap(&mut out, &format!("why: {}", folded(why)));
    }
    if let Some(words) = &decision.words {
        wrap(&mut out, &format!("“{}”", folded(words)));
    }
    out
}

/// The decision of one line of the file.
pub(super) fn one(reading: &Reading, file: &str, line: usize) -> String {
    let places = places(reading);
    let all = reading.rulings.all.iter().filter(|ruling| ruling.decision.spot.line == line);
    all.map(|ruling| ruling_lines(&places, file, ruling)).collect()
}

fn ruling_lines(places: &Places<'_>, file: &str, ruling: &Ruling) -> String {
    let decision = &ruling.decision;
    let who = decision.by.as_deref().map(|by| format!("  {}", folded(by))).unwrap_or_default();
    let day = decision.on.map(|day| format!(", {day}")).unwrap_or_default();
    let state = match ruling.state {
        State::Applied => String::new(),
        State::Overtaken(line) => format!("  (line {line} decides anew)"),
        State::NoMatch => "  (matches nothing now)".to_owned(),
        State::ReadOtherwise => "  (is read otherwise now, so it does not count)".to_owned(),
    };
    let mut out = String::new();
    let head = format!(
        "{file}:{}  {} {} {}{who}{day}{state}",
        decision.spot.line, decision.verdict, decision.of, decision.key
    );
    put_line!(out, "{}", harmless(&head));
    if let Some(why) = &decision.why {
        wrap(&mut out, &format!("why: {}", folded(why)));
    }
    for hit in &ruling.hits {
        wrap(&mut out, &hit_line(places, hit, ruling));
    }
    if let (Some(words), true) = (&decision.words, ruling.hits.is_empty()) {
        wrap(&mut out, &format!("“{}”", folded(words)));
    }
    out
}

fn hit_line(places: &Places<'_>, hit: &Hit, ruling: &Ruling) -> String {
    let place = places.get(hit.report.as_str());
    let line = place.map_or(0, |(_, lines)| lines.line(hit.span.start));
    let words = place.and_then(|(report, _)| hit.span.text(&report.text)).unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().take(24).collect();
    let before = told(&hit.before);
    let now = match &hit.after {
        Some(after) if told(after) != before => format!("; now {}", told(after)),
        None if ruling.state == State::Applied && ruling.decision.verdict == Verdict::Reject => {
            "; taken out".to_owned()
        }
        _ => String::new(),
    };
    format!("{}:{line} “{}” was read: {before}{now}", hit.report, words.join(" "))
}

/// Speaker, side, issue, choice and stance.
fn told(read: &AsRead) -> String {
    let speaker = read.speaker.as_deref().map(folded).unwrap_or_default();
    let rest = read.in_words();
    let flags: Vec<&str> = read.flags.iter().map(|flag| flag.name()).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("flags {}", flags.join(" ")) };
    let basis = read.basis.map(|basis| format!("basis {basis}")).unwrap_or_default();
    let parts = [speaker, rest, basis, flags];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}
