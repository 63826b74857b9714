//! Claims that rest on words: scope, targets, assessments, sincerity, reasons, acts, forecasts.

use std::ops::Range;

use super::claim::{Claims, Sort, Topic, Value};
use super::page::{Page, Unit};
use super::words::{Mark, Named, Of, Words};
use crate::lexicon::{ActorHit, Lexicon};

fn topic(sort: Sort, key: &str, about: String, issue: &str, apart: i32) -> Topic {
    Topic { sort, key: key.to_owned(), about, issue: issue.to_owned(), apart }
}

/// Everything in this file.
pub(super) fn claims(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    let page = out.page;
    for at in 0..page.units.len() {
        if page.units[at].marks.is_empty() {
            continue;
        }
        scope(out, words, at);
        target(out, words, lexicon, at);
        outcome(out, words, lexicon, at);
        sincerity(out, words, lexicon, at);
        reason(out, words, lexicon, at);
        acts(out, words, lexicon, at);
        forecast(out, words, at);
    }
}

/// One side gives, or both.
fn scope(out: &mut Claims<'_, '_>, words: &Words, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let (one, both) = (words.set("one_sided"), words.set("mutual"));
    let mut seen: Vec<usize> = Vec::new();
    for mark in &unit.marks {
        let Of::Scope(number) = mark.of else { continue };
        if seen.contains(&number) {
            continue;
        }
        seen.push(number);
        // A word belongs to the nearest thing: "unilaterally" of remains says nothing of prisoners.
        let nearest = |word: &Mark| {
            let things = unit.marks.iter().filter(|m| matches!(m.of, Of::Scope(_)));
            things
                .min_by_key(|m| m.tokens.start.abs_diff(word.tokens.start))
                .is_some_and(|m| m.of == mark.of)
        };
        let near = |of: Of| {
            unit.of(of).find(|m| m.tokens.start.abs_diff(mark.tokens.start) < 24 && nearest(m))
        };
        say_scope(
            out,
            &words.scopes[number],
            unit,
            [near(one), near(both)].map(|m| m.map(|m| m.tokens.clone())),
        );
        let swap = near(words.set("swap")).filter(|_| words.scopes[number].swap);
        if let Some(swap) = swap.filter(|_| near(both).is_none()) {
            say_scope(out, &words.scopes[number], unit, [None, Some(swap.tokens.clone())]);
        }
    }
    if !seen.is_empty() {
        return;
    }
    // "He described this as a unilateral step": the thing stands in the sentence before.
    let points = |at: usize| {
        page.doc.tokens[at].is_any(&["this", "it", "step", "handover", "they", "them", "gesture"])
    };
    let Some(before) = page.before(at).filter(|_| unit.tokens.clone().any(points)) else { return };
    let first = before.marks.iter().find_map(|mark| match mark.of {
        Of::Scope(number) => Some(number),
        _ => None,
    });
    if let Some(number) = first {
        let near = |of: Of| unit.of(of).next().map(|m| m.tokens.clone());
        say_scope(out, &words.scopes[number], unit, [near(one), near(both)]);
    }
}

fn say_scope(
    out: &mut Claims<'_, '_>,
    named: &Named,
    unit: &Unit,
    found: [Option<Range<usize>>; 2],
) {
    for (tokens, label) in found.into_iter().zip(["one-sided", "mutual"]) {
        let Some(tokens) = tokens else { continue };
        let focus = out.page.span(&tokens);
        let topic = topic(Sort::Scope, &named.id, named.name.clone(), &named.issue, 45);
        out.add(topic, Value::label(label), unit, focus);
    }
}

/// The side that strikes: the first named before the word, or the one after "by".
fn striker(page: &Page<'_>, lexicon: &Lexicon, unit: &Unit, at: usize) -> Option<String> {
    let hits = page.actors_in(&unit.tokens);
    let party = |hit: &ActorHit| lexicon.party_of(&hit.actor).to_string();
    let by = hits.iter().find(|hit| {
        let before = (1..4).filter_map(|back| hit.tokens.start.checked_sub(back));
        hit.tokens.start > at
            && before.clone().any(|i| page.doc.tokens.get(i).is_some_and(|t| t.is("by")))
    });
    if let Some(hit) = by {
        return Some(party(hit));
    }
    // "the Security Service of Ukraine": "by" stands some words back.
    let late = hits.iter().find(|hit| {
        hit.tokens.start > at
            && (at..hit.tokens.start).any(|i| page.doc.tokens[i].is("by"))
            && hit.tokens.start - at < 8
    });
    let first = hits.iter().rfind(|hit| hit.tokens.start < at);
    late.or(first).map(party)
}

/// What a blow hit.
fn target(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let strike = words.set("strike");
    let Some(first) = unit.of(strike).next() else { return };
    let hit_by = striker(page, lexicon, unit, first.tokens.start)
        .or_else(|| page.before(at).and_then(|b| striker(page, lexicon, b, b.tokens.end)));
    let victim = victim(page, lexicon, unit);
    let key = match (&hit_by, &victim) {
        (Some(who), Some(whom)) if who == whom => return,
        (Some(who), _) => who.clone(),
        (None, Some(whom)) => format!("on {whom}"),
        (None, None) => return,
    };
    let name = |id: &str| id.parse().ok().and_then(|id| lexicon.actor(&id)).map(|a| a.name.clone());
    let about = match &hit_by {
        Some(who) => format!("what {} struck", name(who).unwrap_or_else(|| who.clone())),
        None => "what was struck".to_owned(),
    };
    for (set, label) in [("civil_target", "civil targets"), ("military_target", "military targets")]
    {
        let Some(mark) = unit.of(words.set(set)).next() else { continue };
        if negated(page, unit, first.tokens.start) {
            continue;
        }
        let focus = page.span(&mark.tokens);
        let topic = topic(Sort::Target, &key, about.clone(), "military_operations", 4);
        out.add(topic, Value::label(label), unit, focus);
    }
}

/// In whose land: "in Russia", "Russian regions".
fn victim(page: &Page<'_>, lexicon: &Lexicon, unit: &Unit) -> Option<String> {
    let hits = page.actors_in(&unit.tokens);
    let inside = hits.iter().rfind(|hit| {
        let before = (1..4).filter_map(|back| hit.tokens.start.checked_sub(back));
        before.filter_map(|i| page.doc.tokens.get(i)).any(|t| t.is_any(&["in", "on", "against"]))
    });
    inside.map(|hit| lexicon.party_of(&hit.actor).to_string())
}

/// "not", "no" or "never" within three words before a place.
pub(super) fn negated(page: &Page<'_>, unit: &Unit, at: usize) -> bool {
    let from = at.saturating_sub(4).max(unit.tokens.start);
    page.doc.tokens.get(from..at).unwrap_or_default().iter().any(|token| {
        token.is_any(&["not", "no", "never", "neither", "nor", "'t", "denied", "denies", "nothing"])
    })
}

/// How a round or a contact went; and how a side feels about what comes.
fn outcome(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let (mood, aside) = (words.set("mood"), words.set("not_of_outcome"));
    if unit.has(aside) || question(page, unit) {
        return;
    }
    let about_talks = unit.has(words.set("outcome"));
    for (set, label) in [("praise", "praise"), ("blame", "no success")] {
        let of = words.set(set);
        let Some(mark) = unit.of(of).find(|mark| !covered(unit, mark, words)) else {
            continue;
        };
        let felt = unit.of(mood).any(|m| m.tokens.start == mark.tokens.start);
        let patience = unit.of(words.set("patience")).next().is_some();
        if (!about_talks && !felt && !patience) || supposed(words, unit, mark.tokens.start) {
            continue;
        }
        let turned = set == "praise" && negated(page, unit, mark.tokens.start);
        let label = if turned { "no success" } else { label };
        let focus = page.span(&mark.tokens);
        if (about_talks || patience) && !struck_only(words, unit) {
            let shared =
                topic(Sort::Outcome, "talks", "how the talks went".to_owned(), "talks", 10);
            out.add(shared, Value::label(label), unit, focus);
        }
        if felt {
            say_mood(out, lexicon, unit, focus, label);
        }
    }
}

/// "likely means", "in order to achieve": what stands there is not said to be so.
fn supposed(words: &Words, unit: &Unit, at: usize) -> bool {
    let near = |mark: &Mark| mark.tokens.start < at && mark.tokens.end + 7 > at;
    unit.of(words.set("supposed")).any(near)
}

/// "Brilliant" of an air strike is no assessment of the talks.
fn struck_only(words: &Words, unit: &Unit) -> bool {
    unit.has(words.set("strike"))
}

/// Whether a longer phrase of the other sort covers a mark: "no progress" covers "progress".
fn covered(unit: &Unit, mark: &Mark, words: &Words) -> bool {
    let blame = words.set("blame");
    mark.of != blame
        && unit.marks.iter().any(|other| {
            other.of == blame
                && other.tokens.start <= mark.tokens.start
                && other.tokens.end >= mark.tokens.end
        })
}

pub(super) fn question(page: &Page<'_>, unit: &Unit) -> bool {
    let last = unit.tokens.end.checked_sub(1).and_then(|at| page.doc.tokens.get(at));
    last.is_some_and(|token| token.is("?"))
}

/// The mood of one side, compared inside one report.
fn say_mood(
    out: &mut Claims<'_, '_>,
    lexicon: &Lexicon,
    unit: &Unit,
    focus: model::Span,
    label: &str,
) {
    let page = out.page;
    let told = page.voice(focus).party;
    let named = || page.actors_in(&unit.tokens).first().map(|hit| lexicon.party_of(&hit.actor));
    let Some(party) = told.or_else(named) else { return };
    let name = lexicon.actor(&party).map_or_else(|| party.to_string(), |a| a.name.clone());
    let key = format!("{party}|{}", page.parts.report.path);
    let about = format!("how {name} sees the prospect");
    let label = if label == "praise" { "hopeful" } else { "not hopeful" };
    out.add(topic(Sort::Mood, &key, about, "talks", 3), Value::label(label), unit, focus);
}

/// Whether a side means it.
fn sincerity(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    if question(page, unit) {
        return;
    }
    for (set, label) in [("sincere", "seeks agreement"), ("insincere", "does not mean it")] {
        let Some(mark) = unit.of(words.set(set)).next() else { continue };
        if set == "sincere" && supposed(words, unit, mark.tokens.start) {
            continue;
        }
        let hits = page.actors_in(&unit.tokens);
        let before = hits.iter().rfind(|hit| hit.tokens.start < mark.tokens.start);
        let near = before.map(|hit| lexicon.party_of(&hit.actor)).or_else(|| {
            let before = page.before(at)?;
            page.actors_in(&before.tokens).first().map(|hit| lexicon.party_of(&hit.actor))
        });
        let Some(party) = near else { continue };
        let turned = set == "sincere" && negated(page, unit, mark.tokens.start);
        let label = if turned { "does not mean it" } else { label };
        let name = lexicon.actor(&party).map_or_else(|| party.to_string(), |a| a.name.clone());
        let about = format!("whether {name} seeks agreement");
        let focus = page.span(&mark.tokens);
        let topic = topic(Sort::Sincerity, party.as_str(), about, "talks", 10);
        out.add(topic, Value::label(label), unit, focus);
    }
}

/// Reasons given for one thing by different speakers.
fn reason(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let Some(mark) = unit.of(words.set("reason")).next() else { return };
    let issue = |tokens: Range<usize>| {
        let hit = page.issues_in(&tokens).iter().find(|hit| !hit.weak);
        hit.map(|hit| hit.issue.clone())
    };
    let asked = || {
        // The question stands up to six sentences back, in another paragraph.
        (1..7).filter_map(|back| page.units.get(at.checked_sub(back)?)).find(|u| {
            let first = page.doc.tokens.get(u.tokens.clone()).unwrap_or_default();
            question(page, u) && first.iter().take(6).any(|token| token.is("why"))
        })
    };
    let leads = mark.tokens.start <= unit.tokens.start + 5;
    let of = issue(unit.tokens.start..mark.tokens.start)
        .or_else(|| asked().filter(|_| leads).and_then(|asked| issue(asked.tokens.clone())));
    let Some(issue) = of else { return };
    let focus = page.span(&mark.tokens);
    let Some(speaker) = page.voice(focus).speaker else { return };
    let name = lexicon.issue_name(&issue).to_lowercase();
    let about = format!("the reason given: {name}");
    let topic = topic(Sort::Reason, issue.as_str(), about, issue.as_str(), 7);
    out.add(topic, Value::label(speaker), unit, focus);
}

/// An act, with who is said to have done it, or denied.
fn acts(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let mut done: Vec<(usize, bool)> = Vec::new();
    for mark in &unit.marks {
        let (number, denied) = match mark.of {
            Of::Act(number) => (number, negated(page, unit, mark.tokens.start)),
            Of::NoAct(number) => (number, true),
            _ => continue,
        };
        let inside = |other: &Mark| {
            other.of == Of::NoAct(number) && other.tokens.contains(&mark.tokens.start)
        };
        if (mark.of == Of::Act(number) && unit.marks.iter().any(inside))
            || done.contains(&(number, denied))
        {
            continue;
        }
        done.push((number, denied));
        let hits = page.actors_in(&unit.tokens);
        let before = hits.iter().rfind(|hit| hit.tokens.start < mark.tokens.start);
        let party = before.map(|hit| lexicon.party_of(&hit.actor));
        let who = party
            .as_ref()
            .map(|p| lexicon.actor(p).map_or_else(|| p.to_string(), |a| a.name.clone()));
        let who = who.unwrap_or_else(|| "somebody".to_owned());
        let act = &words.acts[number];
        let label = match (act.agent, denied) {
            (true, true) => format!("not by {who}"),
            (true, false) => format!("by {who}"),
            (false, true) => "not so".to_owned(),
            (false, false) => "it is so".to_owned(),
        };
        let class = party.filter(|_| act.agent).map(|p| p.to_string()).unwrap_or_default();
        let value = Value { label, class, ..Value::default() };
        let focus = page.span(&mark.tokens);
        out.add(topic(Sort::Act, &act.id, act.name.clone(), &act.issue, 3), value, unit, focus);
    }
}

/// What was expected, and what came.
fn forecast(out: &mut Claims<'_, '_>, words: &Words, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let expects = unit.has(words.set("forecast"));
    for mark in &unit.marks {
        let (number, label) = match mark.of {
            Of::Came(number) if !expects => (number, "it came"),
            Of::Failed(number) if !expects => (number, "it did not come"),
            Of::Forecast(number) if expects && !question(page, unit) => {
                let doubtful = unit.has(words.set("doubtful"));
                (number, if doubtful { "not expected" } else { "expected" })
            }
            _ => continue,
        };
        let named = &words.forecasts[number];
        let about = format!("{}, expected and seen", named.name);
        let focus = page.span(&mark.tokens);
        let topic = topic(Sort::Forecast, &named.id, about, &named.issue, 10);
        out.add(topic, Value::label(label), unit, focus);
    }
}
