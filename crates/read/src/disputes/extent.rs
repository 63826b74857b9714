//! How far a thing goes that was offered or agreed: full for one, local or partial for another.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{ActorId, Span};

use super::card::DisputeKind;
use super::claim::{Claim, Claims, Sort, Topic, Value};
use super::counts::clause;
use super::group::{COMPARED, Found, own, sides};
use super::page::{Page, Unit, Voice};
use super::wording::{negated, question};
use super::words::{Mark, Of, Words};
use crate::lexicon::{HitKind, Lexicon};

const FULL: &str = "full";
const PART: &str = "local or partial";

/// Words between "offered" and what is offered.
const REACH: usize = 9;
/// Words for "full" and "local" that are looked at in one sentence.
const MARKS: usize = 40;
/// Two accounts of one offer lie so many days apart at most.
const APART: i32 = 3;

/// How a thing stands: who offered it, or that it was agreed.
enum Stage {
    Offered(ActorId),
    Agreed(BTreeSet<ActorId>),
}

/// Every sentence that tells how far an offer or a deal goes.
pub(super) fn claims(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    for at in 0..out.page.units.len() {
        let unit = &out.page.units[at];
        let told = unit.marks.iter().any(|m| matches!(m.of, Of::Full(_) | Of::Part(_)))
            || unit.has(words.set("extent_whole"))
            || unit.has(words.set("extent_only"));
        if told && !question(out.page, unit) {
            sentence(out, words, lexicon, at);
        }
    }
}

fn sentence(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let mut found: Vec<(usize, &str, Range<usize>, Voice)> = Vec::new();
    let (whole, only) = (words.set("extent_whole"), words.set("extent_only"));
    let tells =
        |m: &&Mark| matches!(m.of, Of::Full(_) | Of::Part(_)) || m.of == whole || m.of == only;
    for mark in unit.marks.iter().filter(tells).take(MARKS) {
        let Some((number, label)) = extent(page, words, at, mark) else { continue };
        if beside(unit, mark, Of::Neither(number))
            || negated(page, unit, mark.tokens.start)
            || found.iter().any(|(n, l, ..)| *n == number && *l == label)
        {
            continue;
        }
        let voice = page.voice(page.span(&mark.tokens));
        found.push((number, label, mark.tokens.clone(), voice));
    }
    for (number, label, tokens, voice) in &found {
        // One voice that names both names two things, or a choice between them.
        if found.iter().any(|(n, l, _, v)| n == number && l != label && v == voice) {
            continue;
        }
        let focus = page.span(tokens);
        let Some(stage) = stage(page, words, lexicon, at, tokens, focus) else { continue };
        let named = &words.extents[*number];
        let (key, about, class) = match stage {
            Stage::Offered(party) => {
                let known = lexicon.actor(&party).map(|actor| actor.name.clone());
                let name = known.unwrap_or_else(|| party.to_string());
                let about = format!("{}, as offered by {name}", named.name);
                (format!("{}|{party}", named.id), about, String::new())
            }
            Stage::Agreed(parties) => {
                let class: Vec<&str> = parties.iter().map(ActorId::as_str).collect();
                let about = format!("{}, as agreed", named.name);
                (format!("{}|agreed", named.id), about, class.join(","))
            }
        };
        let issue = named.issue.clone();
        let value = Value { class, ..Value::label(*label) };
        out.add(Topic { sort: Sort::Extent, key, about, issue, apart: APART }, value, unit, focus);
    }
}

/// Of which thing a mark tells that it is full or partial.
fn extent(page: &Page<'_>, words: &Words, at: usize, mark: &Mark) -> Option<(usize, &'static str)> {
    let thing = |unit: &Unit| {
        let things = unit.marks.iter().filter_map(|m| match m.of {
            Of::Extent(number) => Some((m.tokens.start.abs_diff(mark.tokens.start), number)),
            _ => None,
        });
        things.min().map(|(_, number)| number)
    };
    let near = || thing(&page.units[at]).or_else(|| page.before(at).and_then(thing));
    let (number, label) = match mark.of {
        Of::Full(number) => (number, FULL),
        Of::Part(number) => (number, PART),
        of if of == words.set("extent_whole") => return near().map(|number| (number, FULL)),
        of if of == words.set("extent_only") => return near().map(|number| (number, PART)),
        _ => return None,
    };
    (near() == Some(number)).then_some((number, label))
}

/// Whether a mark of this sort covers a part of another.
fn beside(unit: &Unit, mark: &Mark, of: Of) -> bool {
    unit.of(of).any(|m| m.tokens.start < mark.tokens.end && m.tokens.end > mark.tokens.start)
}

/// What a party asks for is its position, and what may come is nothing yet: both have no stage.
fn stage(
    page: &Page<'_>,
    words: &Words,
    lexicon: &Lexicon,
    at: usize,
    tokens: &Range<usize>,
    focus: Span,
) -> Option<Stage> {
    let unit = &page.units[at];
    let clause = clause(page, unit, focus);
    let aside = |m: &Mark| clause.contains(&m.tokens.start);
    if unit.of(words.set("extent_aside")).any(aside) {
        return None;
    }
    let (offered, agreed) = (words.set("extent_offered"), words.set("extent_agreed"));
    let far = |m: &Mark| {
        m.tokens.start.saturating_sub(tokens.end).max(tokens.start.saturating_sub(m.tokens.end))
    };
    let nearest = |of: Of| {
        let inside = unit.of(of).filter(|m| clause.contains(&m.tokens.start) && far(m) <= REACH);
        inside.min_by_key(|m| far(m))
    };
    match (nearest(offered), nearest(agreed)) {
        (Some(offer), deal) if deal.is_none_or(|deal| far(offer) < far(deal)) => {
            offerer(page, lexicon, unit, offer, focus).map(Stage::Offered)
        }
        (_, Some(_)) => Some(Stage::Agreed(parties(page, lexicon, unit))),
        // "It covers only the shore": what was agreed stands in the sentence before.
        _ => {
            let before = page.before(at)?;
            let points = page.doc.tokens.get(unit.tokens.clone())?.iter().take(8);
            let points = points.into_iter().any(|t| t.is_any(&["it", "this", "deal", "agreement"]));
            let open = before.has(words.set("extent_aside"));
            (points && !open && before.has(agreed) && !before.has(offered))
                .then(|| Stage::Agreed(parties(page, lexicon, before)))
        }
    }
}

/// "offered by Kenya", "Kenya's offer", "Kenya offered", or the side for which the speaker speaks.
fn offerer(
    page: &Page<'_>,
    lexicon: &Lexicon,
    unit: &Unit,
    offer: &Mark,
    focus: Span,
) -> Option<ActorId> {
    let tokens = &page.doc.tokens;
    let hits = page.actors_in(&unit.tokens);
    let party = |hit: &crate::lexicon::ActorHit| lexicon.party_of(&hit.actor);
    let by = hits.iter().find(|hit| {
        let start = hit.tokens.start;
        start > offer.tokens.end
            && start - offer.tokens.end < 12
            && start.checked_sub(1).is_some_and(|at| tokens[at].is("by"))
    });
    // "Kenya, Uganda said, offered": who only speaks is not who offers.
    let speaks = |at: usize| {
        tokens.get(at).is_some_and(|t| t.is_any(&["said", "says", "told", "according", "wrote"]))
    };
    let acts = |hit: &&crate::lexicon::ActorHit| {
        hit.tokens.start < offer.tokens.start
            && offer.tokens.start - hit.tokens.end.min(offer.tokens.start) <= REACH
            && !speaks(hit.tokens.end)
            && !hit.tokens.start.checked_sub(1).is_some_and(|at| tokens[at].is("to"))
    };
    let before = || hits.iter().rfind(acts).map(party);
    let we = || {
        let from = offer.tokens.start.saturating_sub(4).max(unit.tokens.start);
        let own = tokens.get(from..offer.tokens.start)?.iter().any(|t| t.is_any(&["we", "our"]));
        page.voice(focus).party.filter(|_| own)
    };
    by.map(party).or_else(we).or_else(before)
}

/// The states and movements that a sentence names, by which two deals are told apart.
fn parties(page: &Page<'_>, lexicon: &Lexicon, unit: &Unit) -> BTreeSet<ActorId> {
    let hits = page.actors_in(&unit.tokens).iter();
    let hits = hits.filter(|hit| matches!(hit.by, HitKind::Name | HitKind::Alias) && !hit.weak);
    hits.map(|hit| lexicon.party_of(&hit.actor)).collect()
}

/// Full and partial of one offer or one deal.
pub(super) fn compare(cluster: &[Claim]) -> Option<Found> {
    let compared = cluster.get(..cluster.len().min(COMPARED)).unwrap_or_default();
    // A report that tells both from one mouth knows of two things.
    let both = |a: &Claim| {
        let same = |b: &Claim| b.report == a.report && b.voice == a.voice;
        compared.iter().any(|b| same(b) && b.value.label != a.value.label)
    };
    if cluster.iter().any(both) {
        return None;
    }
    let shared = |a: &Claim, b: &Claim| {
        let (a, b) = (&a.value.class, &b.value.class);
        a.is_empty() || b.is_empty() || a.split(',').any(|x| b.split(',').any(|y| x == y))
    };
    let apart = |a: &Claim| compared.iter().any(|b| a.value.label != b.value.label && shared(a, b));
    let kept: Vec<Claim> = cluster.iter().filter(|claim| apart(claim)).cloned().collect();
    let sides = sides(kept);
    // Of an offer each report makes the one who offers its speaker.
    let agreed = cluster.iter().any(|claim| claim.key.ends_with("|agreed"));
    let kind = DisputeKind::Scope;
    (sides.len() > 1).then(|| Found {
        kind: if agreed { own(kind, Sort::Extent, &sides) } else { kind },
        at_issue: "full, or local or partial".to_owned(),
        sides,
    })
}
