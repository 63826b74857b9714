//! Numbers that somebody has and does not give, beside numbers that others give for the same thing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::card::DisputeKind;
use super::claim::{Claim, Claims, Value};
use super::counts::{clause, push};
use super::group::{COMPARED, Found, sides};
use super::page::{Page, Unit};
use super::wording::question;
use super::words::{Mark, Of, Words};
use crate::lexicon::Lexicon;
use crate::token::TokenKind;

/// How a side without a number is called.
const LABEL: &str = "number withheld";

/// Words for a number that are looked at in one sentence.
const NUMBERS: usize = 20;
/// Words between "the number" and "is classified".
const BEFORE: usize = 12;
/// Words between "refused to give" and "a number".
const AFTER: usize = 3;
/// Words after "the number of" in which the thing is named.
const NAMED: usize = 8;

/// Every sentence in which a number of a known thing is kept back.
pub(super) fn claims(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    let page = out.page;
    for at in 0..page.units.len() {
        let unit = &page.units[at];
        let Some((number, mark)) = kept_back(page, words, unit) else { continue };
        if question(page, unit) {
            continue;
        }
        let Some((thing, of)) = counted(page, words, at, number) else { continue };
        // "The number of prisoners" may be those held; only of those who crossed others tell.
        let done = words.set("number_done");
        if words.things[thing].accrues && !unit.has(done) && !of.has(done) {
            continue;
        }
        let value = Value { withheld: true, ..Value::label(LABEL) };
        push(out, (words, lexicon), thing, &value, unit, page.span(&mark.tokens));
    }
}

/// What the number counts, and the sentence that names it: this one or the one before.
fn counted<'p>(
    page: &'p Page<'_>,
    words: &Words,
    at: usize,
    number: &Mark,
) -> Option<(usize, &'p Unit)> {
    let unit = &page.units[at];
    let tokens = &page.doc.tokens;
    let end = number.tokens.end;
    let many = tokens.get(number.tokens.start).is_some_and(|token| token.is("how"));
    let named = many || tokens.get(end).is_some_and(|token| token.is("of"));
    let near = if named { end..(end + NAMED).min(unit.tokens.end) } else { unit.tokens.clone() };
    if let Some(thing) = thing(page, words, unit, number, &near) {
        return Some((thing, unit));
    }
    let before = page.before(at).filter(|_| many || !named)?;
    thing(page, words, before, number, &before.tokens).map(|thing| (thing, before))
}

/// The word for the number and the words that keep it back, in one clause.
fn kept_back<'u>(page: &Page<'_>, words: &Words, unit: &'u Unit) -> Option<(&'u Mark, &'u Mark)> {
    let mut numbers = unit.of(words.set("number_word")).take(NUMBERS);
    let is = |at: Option<usize>, word: &str| {
        at.and_then(|at| page.doc.tokens.get(at)).is_some_and(|token| token.is(word))
    };
    numbers.find_map(|number| {
        // "A number of prisoners" are several.
        let start = number.tokens.start;
        if is(start.checked_sub(1), "a") && is(Some(number.tokens.end), "of") {
            return None;
        }
        let clause = clause(page, unit, page.span(&number.tokens));
        let inside = |mark: &&Mark| clause.contains(&mark.tokens.start);
        let passive = unit.of(words.set("withheld")).filter(inside).find(|mark| {
            let behind = mark.tokens.start.checked_sub(number.tokens.end);
            // "The number of bodies that were withheld" speaks of bodies.
            let of_other = mark
                .tokens
                .start
                .checked_sub(1)
                .and_then(|at| page.doc.tokens.get(at))
                .is_some_and(|token| token.is_any(&["that", "which", "who"]));
            behind.is_some_and(|far| far <= BEFORE) && !of_other
        });
        let active = || {
            unit.of(words.set("withholds")).filter(inside).find(|mark| {
                let ahead = start.checked_sub(mark.tokens.end);
                let mut between = mark.tokens.end..start;
                let back = between.any(|at| is(Some(at), "back") || is(Some(at), "up"));
                ahead.is_some_and(|far| far <= AFTER) && !back
            })
        };
        passive.or_else(active).map(|mark| (number, mark))
    })
}

/// The counted thing whose words stand nearest to the place; lengths of time are not kept back.
fn thing(
    page: &Page<'_>,
    words: &Words,
    unit: &Unit,
    mark: &Mark,
    inside: &Range<usize>,
) -> Option<usize> {
    let far = |at: usize| at.abs_diff(mark.tokens.start).min(at.abs_diff(mark.tokens.end));
    let mut best: Option<(usize, usize)> = None;
    let mut offer = |distance: usize, number: usize| {
        let better = best.is_none_or(|known| (distance, number) < known);
        if better && !words.things[number].time {
            best = Some((distance, number));
        }
    };
    for near in unit.marks.iter().filter(|near| inside.contains(&near.tokens.start)) {
        if let Of::Near(number) = near.of {
            offer(far(near.tokens.start), number);
        }
    }
    for at in inside.clone() {
        let token = &page.doc.tokens[at];
        if token.kind != TokenKind::Word {
            continue;
        }
        for (number, thing) in words.things.iter().enumerate() {
            // "people" alone is no thing: what happened to them is.
            if !thing.needs_near && thing.nouns.iter().any(|noun| token.is(noun)) {
                offer(far(at), number);
            }
        }
    }
    best.map(|(_, number)| number)
}

/// A number kept back by one voice and given by another.
pub(super) fn compare(cluster: &[Claim], accrues: bool) -> Option<Found> {
    let kept = cluster.iter().filter(|claim| claim.value.withheld);
    let kept: Vec<&Claim> = kept.take(COMPARED).collect();
    if kept.is_empty() {
        return None;
    }
    // What is planned has a number before anybody has crossed; the number of those who did is another.
    let given = |claim: &&Claim| {
        claim.value.bounds.is_some()
            && !(accrues && claim.value.ahead)
            && kept.iter().any(|silent| other_voice(silent, claim))
    };
    let told: BTreeSet<usize> =
        cluster.iter().enumerate().filter(|(_, c)| given(c)).map(|(at, _)| at).collect();
    let all = cluster.iter().enumerate();
    let all = all.filter(|(at, claim)| claim.value.withheld || told.contains(at));
    let sides = sides(all.map(|(_, claim)| claim.clone()).collect());
    (!told.is_empty() && sides.len() > 1).then(|| Found {
        kind: DisputeKind::Figure,
        at_issue: "a number that one keeps back and another gives".to_owned(),
        sides,
    })
}

/// Another person, or another report: who first keeps a number back and then gives it disputes nothing.
/// Inside one report only the sides' own words are taken for two voices.
fn other_voice(a: &Claim, b: &Claim) -> bool {
    let parties = a.voice.party.as_ref().zip(b.voice.party.as_ref());
    if a.report == b.report {
        return parties.is_some_and(|(a, b)| a != b);
    }
    let same = a.voice.speaker.is_some() && a.voice.speaker == b.voice.speaker;
    !same && parties.is_none_or(|(a, b)| a != b)
}
