//! How many rounds there were and when the sides last met: what reports say of it, against the rounds
//! of the dossier and against what reports themselves tell of earlier talks.

use model::{Flag, Span, Talks, When};

use super::page::{Page, Unit, Voice, day_number};
use super::words::Words;

/// What a report says about the talks before.
#[derive(Debug, Clone)]
pub(super) enum Says {
    /// No talks in so many days before.
    Gap(i32, &'static str),
    /// So many rounds in the whole conflict, this one included.
    Nth(usize),
    /// Talks on that day or in that month or year.
    Held(When),
}

/// One of them, with its place.
#[derive(Debug, Clone)]
pub(super) struct Past {
    pub(super) says: Says,
    pub(super) report: usize,
    pub(super) span: Span,
    pub(super) voice: Voice,
    pub(super) day: Option<i32>,
    pub(super) when: Option<When>,
}

pub(super) const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// What one report says.
pub(super) fn past(page: &Page<'_>, words: &Words, report: usize) -> Vec<Past> {
    let mut out = Vec::new();
    let mut push = |says: Says, span: Span, focus: Span| {
        let (voice, when) = (page.voice(focus), page.published().map(When::to_day));
        out.push(Past { says, report, span, voice, day: page.day, when });
    };
    for unit in &page.units {
        for (set, days, label) in
            [("gap_weeks", 14, "weeks"), ("gap_months", 60, "months"), ("gap_years", 730, "years")]
        {
            if let Some(mark) = unit.of(words.set(set)).next()
                && near_talks(page, words, unit)
            {
                push(Says::Gap(days, label), unit.span, page.span(&mark.tokens));
            }
        }
        if let Some((number, focus)) = nth(page, words, unit) {
            push(Says::Nth(number), unit.span, focus);
        }
    }
    let talks = |event: &&model::Event| {
        matches!(event.what.as_str(), "talks" | "meeting")
            && !event.flags.contains(&Flag::Planned)
            && !event.flags.contains(&Flag::Negated)
    };
    for event in page.parts.events.iter().filter(talks).take(200) {
        let (Some(when), Some(day)) = (event.date, page.day) else { continue };
        let Some(at) = page.unit_at(event.span.start) else { continue };
        if day_number(when.last_day()) <= day {
            push(Says::Held(when), page.units[at].span, event.span);
        }
    }
    out
}

/// Whether the sentence, or the one around the table, is about talks.
fn near_talks(page: &Page<'_>, words: &Words, unit: &Unit) -> bool {
    let at = page.unit_at(unit.span.start).unwrap_or(0);
    unit.has(words.set("talks"))
        || page
            .doc
            .tokens
            .get(unit.tokens.clone())
            .unwrap_or_default()
            .iter()
            .any(|t| t.is("table"))
        || page.before(at).is_some_and(|b| b.has(words.set("talks")))
}

/// "the second official dialogue since the war began", "only once before have the two talked".
fn nth(page: &Page<'_>, words: &Words, unit: &Unit) -> Option<(usize, Span)> {
    let scope = unit.of(words.set("whole_war")).next()?;
    let talked = unit.has(words.set("talks"))
        || page
            .doc
            .tokens
            .get(unit.tokens.clone())?
            .iter()
            .any(|t| t.is_any(&["talked", "met", "negotiated", "contact"]));
    if !talked {
        return None;
    }
    if let Some(once) = unit.of(words.set("once_before")).next() {
        let range =
            once.tokens.start.min(scope.tokens.start)..once.tokens.end.max(scope.tokens.end);
        return Some((2, page.span(&range)));
    }
    let talks = words.set("talks");
    for at in unit.tokens.clone() {
        let token = page.doc.tokens.get(at)?;
        let Some(number) = ORDINALS.iter().position(|word| token.is(word)) else { continue };
        let noun = unit.of(talks).find(|m| m.tokens.start > at && m.tokens.start <= at + 4);
        if let Some(noun) = noun.filter(|noun| scope.tokens.start >= noun.tokens.end) {
            return Some((number + 1, page.span(&(at..noun.tokens.end))));
        }
    }
    None
}

/// The rounds of the dossier with their first days, in order.
pub(super) fn held(talks: Option<&Talks>) -> Vec<(i32, When, &model::talks::Round)> {
    let rounds = talks.into_iter().flat_map(|talks| &talks.rounds);
    let mut out: Vec<_> = rounds
        .filter_map(|round| {
            let when = round.start.or(round.planned)?;
            Some((day_number(when.first_day()), when, round))
        })
        .collect();
    out.sort_by_key(|(day, ..)| *day);
    out
}
