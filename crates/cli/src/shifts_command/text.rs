//! The shifts for people: wordings by date, what moved between them, phrases, rounds, signs.

use std::collections::BTreeMap;

use model::{Evidence, LineMap, Report, When};
use read::Reading;
use read::shifts::{
    Heading, PhraseUsed, Said, Shift, ShiftKind, Shifts, Sign, Thread, Wording, does,
};

use super::{Wish, rounds};
use crate::brief::{harmless, inside_a_sentence, plural};
use crate::output;
use crate::wrap::wrap;

/// Words of a wording that are printed; `--json` has them all.
const WORDS: usize = 40;
/// Places that are printed for one wording, phrase or sign.
const SHOWN: usize = 4;

/// Lines and names for citations.
pub(super) struct Places<'a> {
    lines: BTreeMap<&'a str, (&'a Report, LineMap)>,
}

/// Everything, or a word on why there is nothing.
pub(super) fn page(found: &Shifts, wish: &Wish<'_>) -> String {
    let places = Places::new(wish.reading);
    let mut out = String::new();
    let all = wish.issue.is_some() || wish.speaker.is_some();
    let mut still = 0;
    for one in &found.threads {
        if one.shifts.is_empty() && !all {
            still += 1;
        } else {
            thread(&mut out, one, wish, &places);
        }
    }
    if found.threads.iter().all(|thread| thread.shifts.is_empty()) {
        out.push_str("No wording was found to move; that is not a proof that none did.\n\n");
    }
    if still > 0 {
        put_line!(
            out,
            "{} more of a side, without a move between its own words; --issue shows each.\n",
            plural(still, "issue")
        );
    }
    phrases(&mut out, &found.phrases, wish, &places);
    rounds::rounds(&mut out, &found.rounds, wish, &places);
    signs(&mut out, &found.signs, wish, &places);
    out
}

/// A line in bold, where the terminal can.
pub(super) fn bold(text: &str) -> String {
    let text = harmless(text);
    if output::colour() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text }
}

fn thread(out: &mut String, thread: &Thread, wish: &Wish<'_>, places: &Places<'_>) {
    let issue = wish.lexicon.issue_name(&thread.issue);
    put_line!(out, "{}", bold(&format!("{}: {issue}", wish.actor(&thread.party))));
    for heading in [Heading::Own, Heading::Doubtful, Heading::Others] {
        let mut rows = thread.wordings.iter().enumerate().filter(|(_, w)| w.heading == heading);
        let Some(first) = rows.next() else { continue };
        if heading != Heading::Own && wish.issue.is_none() && wish.speaker.is_none() {
            let count = plural(rows.count() + 1, "wording");
            let what = match heading {
                Heading::Others => "known only from others",
                _ => "of its own, but not certain",
            };
            let issue = thread.issue.as_str();
            let line = format!("{count} {what}, not compared; --issue {issue} shows them");
            wrap(out, "  ", &line);
            continue;
        }
        match heading {
            Heading::Own => {}
            Heading::Doubtful => wrap(
                out,
                "  ",
                "Its own words, but speaker, issue or time is not certain; not compared:",
            ),
            Heading::Others => wrap(
                out,
                "  ",
                "Known only from an opponent, an expert, the press or an unnamed source; not compared:",
            ),
        }
        for (at, row) in std::iter::once(first).chain(rows) {
            wording(out, at, row, wish, places);
        }
        if heading == Heading::Own {
            for shift in &thread.shifts {
                moved(out, shift);
            }
        }
    }
    out.push('\n');
}

fn wording(out: &mut String, at: usize, row: &Wording, wish: &Wish<'_>, places: &Places<'_>) {
    let mut days: Vec<String> = row.said.iter().map(|said| day(said.when)).collect();
    days.dedup();
    let more = more(days.len());
    days.truncate(SHOWN);
    let mut head = format!("({}) {}{more}  {}", at + 1, days.join(", "), does(row.stance));
    if let Some(choice) = &row.choice {
        put!(head, ", {}", inside_a_sentence(wish.lexicon.choice_name(&row.issue, choice)));
    }
    if let Some(speaker) = &row.speaker {
        put!(head, "; {speaker}");
    }
    if row.heading == Heading::Others {
        put!(head, " ({})", row.basis.name());
    }
    wrap(out, "  ", &head);
    let cites = cites(row.said.iter().map(|said| (&said.evidence, Some(said.how.words()))), places);
    wrap(out, "      ", &format!("“{}”  {cites}", short(&row.words)));
    for name in &row.coded {
        wrap(out, "      ", &format!("coded phrase: “{name}”, see below"));
    }
    if row.copies > 0 {
        put_line!(out, "      also in {} of copied reports", plural(row.copies, "place"));
    }
}

fn moved(out: &mut String, shift: &Shift) {
    let kind = match shift.kind {
        ShiftKind::Figure => "number",
        other => other.name(),
    };
    let voice = if shift.same_speaker { "" } else { " [other speaker]" };
    let text = format!(
        "{} → {}  {kind}, {}: {}{voice}",
        shift.before + 1,
        shift.after + 1,
        shift.direction.words(),
        shift.text
    );
    wrap(out, "  ", &text);
}

fn phrases(out: &mut String, all: &[PhraseUsed], wish: &Wish<'_>, places: &Places<'_>) {
    if all.is_empty() {
        return;
    }
    put_line!(out, "{}", bold("Coded phrases (what they usually stand for is a note, no fact)"));
    let mut by_phrase: BTreeMap<&str, Vec<&PhraseUsed>> = BTreeMap::new();
    for one in all {
        by_phrase.entry(&one.phrase).or_default().push(one);
    }
    for (phrase, uses) in by_phrase {
        wrap(out, "  ", &format!("“{phrase}”"));
        let readings = uses.first().map(|one| one.readings.as_slice()).unwrap_or_default();
        for (by, means) in readings {
            wrap(out, "    ", &format!("read by {by} as: {means}"));
        }
        for one in uses {
            let listed: Vec<String> = one
                .used
                .iter()
                .take(SHOWN)
                .map(|(speaker, said)| {
                    let who = speaker.as_deref().unwrap_or("speaker not known");
                    format!("{} {who} {}", day(said.when), places.cite(&said.evidence))
                })
                .collect();
            let more = more(one.used.len());
            let side = wish.actor(&one.party);
            wrap(out, "    ", &format!("used by {side}: {}{more}", listed.join("; ")));
        }
    }
    out.push('\n');
}

fn signs(out: &mut String, all: &[Sign], wish: &Wish<'_>, places: &Places<'_>) {
    let mut side = None;
    for sign in all {
        if side != Some(&sign.party) {
            side = Some(&sign.party);
            let name = wish.actor(&sign.party);
            let head = format!("{name}: signs, each with two readings (no score, no verdict)");
            put_line!(out, "{}", bold(&head));
        }
        wrap(out, "  ", &sign.name);
        wrap(out, "    ", &format!("if it seeks agreement: {}", sign.seeks));
        wrap(out, "    ", &format!("if it plays for time:  {}", sign.time));
        wrap(out, "    ", &format!("may mean nothing: {}", sign.limits));
        let skip = sign.observed.len().saturating_sub(SHOWN);
        for seen in sign.observed.iter().skip(skip) {
            let cites = cites(seen.evidence.iter().map(|evidence| (evidence, None)), places);
            wrap(out, "    ", &format!("{}  {}  {cites}", day(seen.when), short(&seen.text)));
        }
        if skip > 0 {
            put_line!(out, "    and {skip} earlier");
        }
    }
    if side.is_some() {
        out.push('\n');
    }
}

fn more(count: usize) -> String {
    match count.saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("; and {more} more"),
    }
}

/// The place of a wording on a day, else its first.
pub(crate) fn on(row: &Wording, day: When) -> Option<&Said> {
    let on = row.said.iter().find(|said| said.when.map(When::to_day) == Some(day));
    on.or(row.said.first())
}

/// A day, or that none is known.
pub(super) fn day(when: Option<When>) -> String {
    when.map_or_else(|| "day not known".to_owned(), |when| when.to_day().to_string())
}

fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.get(..WORDS) {
        Some(first) if words.len() > WORDS => format!("{}…", first.join(" ")),
        _ => words.join(" "),
    }
}

/// Places, the first few, with how the day is known where that is told.
pub(super) fn cites<'e>(
    all: impl Iterator<Item = (&'e Evidence, Option<&'static str>)>,
    places: &Places<'_>,
) -> String {
    let mut listed = Vec::new();
    let mut count = 0;
    for (evidence, how) in all {
        count += 1;
        if listed.len() < SHOWN {
            // An entry of the dossier shows by its place how the day is known.
            let how = how.filter(|_| matches!(evidence, Evidence::Passage(_)));
            let how = how.map(|how| format!(" ({how})")).unwrap_or_default();
            listed.push(format!("{}{how}", places.cite(evidence)));
        }
    }
    format!("{}{}", listed.join(", "), more(count))
}

impl<'a> Places<'a> {
    fn new(reading: &'a Reading) -> Self {
        let line =
            |report: &'a Report| (report.path.as_str(), (report, LineMap::new(&report.text)));
        Self { lines: reading.reports.iter().map(line).collect() }
    }

    /// File and line.
    pub(super) fn cite(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Passage(passage) => {
                let found = self.lines.get(passage.report.as_str());
                let line = found.map_or(0, |(_, lines)| lines.line(passage.span.start));
                format!("{}:{line}", passage.report)
            }
            Evidence::Entry { line, .. } => format!("talks.toml:{line}"),
            Evidence::Assumed(words) => format!("supposed: {words}"),
        }
    }
}
