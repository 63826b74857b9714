//! Dates that the sentences before lend to an event without one. Always marked as estimates.

use model::{Flag, When};

use super::{Candidate, EventInput, Family, is_day, one_date};
use crate::dates::Resolved;

/// How many sentences after the talks an outcome still counts as theirs.
const OUTCOME: usize = 2;

/// Fills in dates: "the eve of the talks" from the talks, strikes told one after the other in one
/// paragraph from the first of them, and what was agreed from the talks named just before.
pub(super) fn lend_dates(input: &EventInput<'_>, found: &mut [Candidate]) {
    let mut talks: Option<(When, usize)> = None;
    let mut force: Option<(When, usize)> = None;
    let first_talks = found.iter().find_map(dated_talks);
    for candidate in found.iter_mut() {
        if candidate.eve && candidate.resolved.is_none() {
            candidate.resolved = talks.map(|(when, _)| when).or(first_talks).and_then(eve_of);
        }
        if let Some(when) = dated_talks(candidate) {
            talks = Some((when, candidate.sentence));
        } else if candidate.family == Family::Talks
            && candidate.resolved.is_none()
            && !candidate.is(Flag::Planned)
            && let Some((_, named)) = &mut talks
        {
            // "The talks", named again.
            *named = candidate.sentence;
        }
        if candidate.resolved.is_none()
            && !candidate.is(Flag::Planned)
            && !candidate.is(Flag::Negated)
        {
            candidate.resolved = match candidate.family {
                Family::Force => force.and_then(|(when, told)| {
                    let next = candidate.sentence <= told + 1;
                    (next && same_paragraph(input, told, candidate.sentence))
                        .then(|| lent(when, "date of the sentence before"))
                }),
                Family::Outcome if candidate.what.starts_with("agreement") => {
                    talks.and_then(|(when, named)| {
                        (candidate.sentence <= named + OUTCOME).then(|| {
                            lent(when, &format!("told as an outcome of the talks of {when}"))
                        })
                    })
                }
                _ => None,
            };
        }
        if candidate.family == Family::Force
            && !candidate.is(Flag::Planned)
            && let Some(found) = &candidate.resolved
            && let when = one_date(found, input.anchor)
            && is_day(when)
        {
            force = Some((when, candidate.sentence));
        }
    }
}

fn dated_talks(candidate: &Candidate) -> Option<When> {
    let when = candidate.resolved.as_ref()?.when;
    let held = candidate.family == Family::Talks
        && !candidate.is(Flag::Planned)
        && !candidate.is(Flag::Negated);
    (held && is_day(when)).then_some(when.to_day())
}

fn lent(when: When, how: &str) -> Resolved {
    Resolved { when: when.to_day(), until: None, how: how.to_owned(), approximate: true }
}

fn eve_of(talks: When) -> Option<Resolved> {
    let day = talks.day_before()?;
    let when = When::day(day.year(), day.month(), day.day())?;
    Some(lent(when, &format!("the day before the talks of {talks}")))
}

/// Whether no empty line stands between two neighbouring sentences.
fn same_paragraph(input: &EventInput<'_>, first: usize, second: usize) -> bool {
    if first == second {
        return true;
    }
    let end = input
        .sentences
        .get(first)
        .and_then(|range| input.tokens.get(range.end.checked_sub(1)?).map(|token| token.span.end));
    let start = input
        .sentences
        .get(second)
        .and_then(|range| input.tokens.get(range.start))
        .map(|token| token.span.start);
    let (Some(end), Some(start)) = (end, start) else { return false };
    input.text.get(end..start).is_some_and(|gap| gap.bytes().filter(|b| *b == b'\n').count() < 2)
}
