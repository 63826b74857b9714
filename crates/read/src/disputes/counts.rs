//! Counts and lengths: figures of one thing at one time, with the state in which they are given.

use std::ops::Range;

use model::{ActorId, CountState, Figure, Span};

use super::claim::{Claims, Sort, Topic, Value};
use super::page::{Page, Unit};
use super::words::{Of, Thing, Words};
use crate::lexicon::Lexicon;
use crate::token::{TokenKind, fold};

/// Place names of a paragraph by which two counts are taken for one event.
const PLACES: usize = 4;

/// Every count of a known thing.
pub(super) fn claims(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    let page = out.page;
    for figure in page.parts.figures {
        let Some(at) = page.unit_at(figure.span.start) else { continue };
        let Some(thing) = thing(page, words, figure, at) else { continue };
        let unit = &page.units[at];
        let known = &words.things[thing];
        let Some(bounds) = bounds(figure, known) else { continue };
        // A length is that of the one thing measured: "two and a half hours in all" is two and a half.
        let each = figure.each.filter(|_| !known.time);
        let label = label(figure, known, each);
        let value = Value {
            label,
            bounds: Some(bounds),
            class: class(page, words, unit, figure),
            each,
            withheld: false,
            ahead: ahead(words, unit, known),
        };
        let before = out.out.len();
        push(out, (words, lexicon), thing, &value, unit, figure.span);
        // Who gives a figure is known better than who says the sentence.
        if let Some(giver) = &figure.attributed_to {
            for claim in out.out.get_mut(before..).unwrap_or_default() {
                claim.voice.speaker.get_or_insert_with(|| giver.clone());
            }
        }
    }
    for at in 0..page.units.len() {
        single(out, words, lexicon, at);
    }
}

/// Whether a number is one of what is agreed or planned; of what adds up, unless it is said to be done.
fn ahead(words: &Words, unit: &Unit, thing: &Thing) -> bool {
    unit.has(words.set("number_ahead")) || (thing.accrues && !unit.has(words.set("number_done")))
}

/// "A train": one, where the figures know only of numbers.
fn single(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let mut last = 0;
    for mark in &unit.marks {
        let Of::Single(thing) = mark.of else { continue };
        let Some(before) = mark.tokens.start.checked_sub(1).and_then(|b| page.doc.tokens.get(b))
        else {
            continue;
        };
        if !before.is_any(&["a", "an", "one"]) || mark.tokens.start < last {
            continue;
        }
        last = mark.tokens.end;
        let focus = page.span(&(mark.tokens.start - 1..mark.tokens.end));
        let value = Value { label: "one".to_owned(), bounds: Some((1, 1)), ..Value::default() };
        push(out, (words, lexicon), thing, &value, unit, focus);
    }
}

pub(super) fn push(
    out: &mut Claims<'_, '_>,
    (words, lexicon): (&Words, &Lexicon),
    thing: usize,
    value: &Value,
    unit: &Unit,
    focus: Span,
) {
    let page = out.page;
    let known = &words.things[thing];
    let mut key = known.named.id.clone();
    let mut about = known.named.name.clone();
    if known.party {
        let Some(party) = owner(page, unit, focus).map(|id| lexicon.party_of(&id)) else { return };
        let name = lexicon.actor(&party).map_or_else(|| party.to_string(), |a| a.name.clone());
        about = format!("{about} by {name}");
        key = format!("{key}|{party}");
    }
    if known.named.id == "damage" {
        key = format!("{key}|{}", value.class);
    }
    let keys = if known.place { places(page, unit) } else { vec![String::new()] };
    for place in keys {
        let about = if place.is_empty() { about.clone() } else { format!("{about}, {place}") };
        let topic = Topic {
            sort: Sort::Count,
            key: format!("{key}|{place}"),
            about,
            issue: known.named.issue.clone(),
            apart: known.days,
        };
        out.add(topic, value.clone(), unit, focus);
    }
}

/// The thing that a figure counts: its noun is one of the thing's, and the words around fit.
fn thing(page: &Page<'_>, words: &Words, figure: &Figure, at: usize) -> Option<usize> {
    let unit = &page.units[at];
    let noun = fold(&figure.unit);
    let noun = noun.split_whitespace().last().unwrap_or_default();
    let two = |known: &str| fold(&figure.unit).ends_with(known);
    let before = page.before(at);
    let clause = clause(page, unit, figure.span);
    let place = |of: Of| {
        unit.of(of)
            .map(|mark| distance(&mark.tokens, figure.span, page))
            .min()
            .or_else(|| before.and_then(|b| b.has(of).then_some(100)))
    };
    let fits = |number: usize, thing: &Thing| -> Option<usize> {
        let named = thing.nouns.iter().any(|known| {
            if known.is_empty() {
                noun.is_empty()
            } else {
                noun == known || (known.contains(' ') && two(known))
            }
        });
        let bare = thing.nouns.iter().any(String::is_empty) && noun.is_empty();
        if !named && !bare {
            return None;
        }
        // One word bars what stands beside it, a phrase the whole sentence.
        let barred = unit.of(Of::Not(number)).any(|mark| {
            mark.tokens.len() > 1
                || (clause.contains(&mark.tokens.start)
                    && distance(&mark.tokens, figure.span, page) < 3)
        });
        if barred {
            return None;
        }
        if thing.needs_also && place(Of::Also(number)).is_none() {
            return None;
        }
        if thing.needs_near { place(Of::Near(number)) } else { Some(1) }
    };
    let best = words
        .things
        .iter()
        .enumerate()
        .filter_map(|(number, thing)| fits(number, thing).map(|near| (near, number)));
    best.min().map(|(_, number)| number)
}

/// How many tokens lie between a mark and a place.
pub(super) fn distance(tokens: &Range<usize>, span: Span, page: &Page<'_>) -> usize {
    let at = page.doc.tokens.partition_point(|token| token.span.start < span.start);
    let end = page.doc.tokens.partition_point(|token| token.span.start < span.end);
    if at < tokens.start { tokens.start.saturating_sub(end) } else { at.saturating_sub(tokens.end) }
}

/// The tokens of the clause around a place: between semicolons, dashes and full stops.
pub(super) fn clause(page: &Page<'_>, unit: &Unit, span: Span) -> Range<usize> {
    let tokens = &page.doc.tokens;
    let at = tokens.partition_point(|token| token.span.start < span.start);
    let ends = |token: &crate::token::Token| {
        token.is_any(&[";", ":", "|"]) || token.kind == TokenKind::Dash
    };
    let start = (unit.tokens.start..at.min(unit.tokens.end)).rev().find(|i| ends(&tokens[*i]));
    let end = (at..unit.tokens.end).find(|i| ends(&tokens[*i]));
    start.map_or(unit.tokens.start, |i| i + 1)..end.unwrap_or(unit.tokens.end)
}

/// Destroyed, damaged, or not told; for money the currency.
fn class(page: &Page<'_>, words: &Words, unit: &Unit, figure: &Figure) -> String {
    if figure.unit.len() == 3 && figure.unit.chars().all(|c| c.is_ascii_uppercase()) {
        return figure.unit.clone();
    }
    let nearest = |name: &str| {
        let of = words.set(name);
        unit.of(of).map(|mark| distance(&mark.tokens, figure.span, page)).min()
    };
    match (nearest("destroyed"), nearest("damaged")) {
        (Some(a), Some(b)) if b < a => "damaged".to_owned(),
        (Some(_), _) => "destroyed".to_owned(),
        (None, Some(_)) => "damaged".to_owned(),
        (None, None) => String::new(),
    }
}

/// The side whose demand it is: the speaker's, or the actor named last before the place.
fn owner(page: &Page<'_>, unit: &Unit, focus: Span) -> Option<ActorId> {
    let before = |unit: &Unit| {
        let hits = page.actors_in(&unit.tokens);
        let first = hits.iter().find(|hit| page.span(&hit.tokens).start < focus.start);
        first.map(|hit| hit.actor.clone())
    };
    let at = page.unit_at(unit.span.start)?;
    before(unit).or_else(|| page.voice(focus).party).or_else(|| page.before(at).and_then(before))
}

/// Names of places in the paragraph; the paragraph itself when there are none.
fn places(page: &Page<'_>, unit: &Unit) -> Vec<String> {
    let Some(paragraph) = page.doc.paragraphs.get(unit.paragraph) else { return Vec::new() };
    let range = paragraph.tokens.start..paragraph.tokens.end.min(paragraph.tokens.start + 400);
    let hits = page.actors_in(&range);
    let mut out: Vec<String> = Vec::new();
    for at in range.clone() {
        let token = &page.doc.tokens[at];
        let first = page.doc.segment_of.get(at).is_none_or(|segment| segment.start == at);
        let actor = hits.iter().any(|hit| hit.tokens.contains(&at));
        let calendar = page.dates_in(&(at..at + 1)).iter().any(|date| date.tokens.contains(&at));
        let joined = at > 0 && page.doc.tokens[at - 1].capital && !first;
        if token.capital
            && token.kind == TokenKind::Word
            && token.folded.len() > 3
            && !(first || actor || calendar || joined || token.upper)
        {
            let word = page.span(&(at..at + 1)).text(page.doc.text).unwrap_or_default().to_owned();
            let region = page.doc.tokens.get(at + 1).is_some_and(|next| {
                next.is_any(&["region", "province", "oblast", "district", "city", "town"])
            });
            let inside = at > 0 && page.doc.tokens[at - 1].is_any(&["in", "at", "near", "outside"]);
            if (region || inside) && !out.contains(&word) {
                out.push(word);
            }
        }
    }
    out.truncate(PLACES);
    if out.is_empty() {
        out.push(format!("{} {}", page.parts.report.path, unit.paragraph));
    }
    out
}

/// The lowest and highest number that a figure can mean; lengths in minutes or days.
fn bounds(figure: &Figure, thing: &Thing) -> Option<(i128, i128)> {
    let vague = match figure.value.as_str() {
        "dozens" => Some((24, 199)),
        "hundreds" => Some((200, 1999)),
        "thousands" => Some((2000, 19_999)),
        _ => None,
    };
    if let Some((low, high)) = vague {
        return Some((low * SCALE, high * SCALE));
    }
    let scale = if thing.time { unit_of_time(&figure.unit, thing)? } else { 1 };
    let low = parse(&figure.value)?.checked_mul(scale)?;
    let high = match figure.to.as_deref() {
        Some(to) => parse(to)?.checked_mul(scale)?,
        None => low,
    };
    Some(match figure.state {
        CountState::Exact | CountState::Derived | CountState::Disputed => (low, high),
        // A demanded minimum is itself the claim.
        CountState::AtLeast if thing.minimum => (low, low),
        CountState::AtLeast => (low, i128::MAX),
        CountState::AtMost => (0, high),
        CountState::About => (low - low / 10, high.saturating_add(high / 10)),
        CountState::Embargoed | CountState::NotKnown => return None,
    })
}

/// Numbers are kept in hundredths, so that 2.5 is exact.
const SCALE: i128 = 100;

fn parse(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: i128 = whole.parse().ok()?;
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    whole.checked_mul(SCALE)?.checked_add(part.parse().ok()?)
}

fn unit_of_time(unit: &str, thing: &Thing) -> Option<i128> {
    let unit = fold(unit);
    let word = unit.split_whitespace().last()?;
    // A month and thirty days are one length, a day of 24 hours another matter.
    let days = thing.nouns.iter().any(|noun| noun == "days");
    Some(match (word, days) {
        ("minutes" | "minute", false) | ("days" | "day", true) => 1,
        ("hours" | "hour", false) => 60,
        ("weeks" | "week", true) => 7,
        ("months" | "month", true) => 30,
        _ => return None,
    })
}

/// "more than 500 names", "41 aircraft", "6,000 each".
fn label(figure: &Figure, thing: &Thing, each: Option<bool>) -> String {
    let sign = match figure.state {
        CountState::AtLeast if thing.minimum => "",
        CountState::AtLeast => "at least ",
        CountState::AtMost => "at most ",
        CountState::About => "about ",
        CountState::Derived => "computed: ",
        _ => "",
    };
    let sign = if figure.value.parse::<f64>().is_err() { "" } else { sign };
    let to = figure.to.as_deref().map(|to| format!(" to {}", grouped(to))).unwrap_or_default();
    let each = match each {
        Some(true) => " each",
        Some(false) => " in all",
        None => "",
    };
    let unit = if thing.time || figure.unit.len() == 3 {
        format!(" {}", figure.unit)
    } else {
        String::new()
    };
    format!("{sign}{}{to}{unit}{each}", grouped(&figure.value))
}

/// Thousands apart.
fn grouped(digits: &str) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() < 4 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if part.is_empty() { out } else { format!("{out}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_shown_in_groups() {
        assert_eq!(parse("2.5"), Some(250));
        assert_eq!(parse("6000"), Some(600_000));
        assert_eq!(parse("x"), None);
        assert_eq!(grouped("6000"), "6,000");
        assert_eq!(grouped("6170000000"), "6,170,000,000");
        assert_eq!(grouped("hundreds"), "hundreds");
    }
}
