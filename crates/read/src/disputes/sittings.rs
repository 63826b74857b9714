//! Where a report speaks of a numbered round as held: on which day, in which town, led or hosted by whom.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{ActorId, Role, Span, When};

use super::facts::resolved;
use super::page::{Page, Unit, Voice, day_number};
use super::rounds::ORDINALS;
use super::wording::question;
use super::words::Words;
use crate::dates::{Base, Bound, DateMention, YearWord};
use crate::lexicon::{ActorHit, HitKind, Lexicon};
use crate::token::{Token, TokenKind};

/// Words between a round and what is told of it.
const REACH: usize = 16;
/// Teams and those who lead them that are looked at in one sentence.
const TEAMS: usize = 20;
/// Words between "led by" and the name.
const NAME: usize = 8;

/// What is told of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Point {
    /// Its day; whether that is the day on which it ended.
    Day(When, bool),
    /// Its town.
    Town(String),
    /// Who leads the team of a side.
    Head(ActorId, ActorId),
    /// Who is host or mediator.
    Third(Role, ActorId),
}

/// One of them, with its place.
#[derive(Debug, Clone)]
pub(super) struct Sitting {
    pub(super) number: usize,
    pub(super) point: Point,
    /// Whether the town may belong to the number: "the third round in Geneva" may be the fifth of all.
    pub(super) counted_by_town: bool,
    /// For whom those named in the sentence speak.
    pub(super) named: BTreeSet<ActorId>,
    pub(super) report: usize,
    pub(super) span: Span,
    pub(super) focus: Span,
    pub(super) voice: Voice,
    /// The day of the report.
    pub(super) day: i32,
    pub(super) when: Option<When>,
}

/// Everything that one report tells of numbered rounds that were held.
pub(super) fn sittings(
    page: &Page<'_>,
    words: &Words,
    lexicon: &Lexicon,
    report: usize,
) -> Vec<Sitting> {
    let mut out = Vec::new();
    let Some(day) = page.day else { return out };
    for (at, unit) in page.units.iter().enumerate() {
        let round_unit = unit;
        let planned = unit.has(words.set("round_planned")) || question(page, unit);
        let Some((number, round)) = round(page, words, at) else { continue };
        if planned || unit.has(words.set("whole_war")) {
            continue;
        }
        let counted_by_town = names_town(page, &round);
        let mut push = |point: Point, unit: &Unit, told: Range<usize>, tokens: Range<usize>| {
            let focus = page.span(&tokens);
            let (voice, when) = (page.voice(focus), page.published().map(When::to_day));
            // The town or the host itself does not tell whose round it was.
            let named = page.actors_in(&round_unit.tokens).iter();
            let named = named.filter(|hit| !told.contains(&hit.tokens.start));
            let named = named.map(|hit| lexicon.party_of(&hit.actor)).collect();
            let span = unit.span;
            let told = Sitting {
                number,
                point,
                counted_by_town,
                named,
                report,
                span,
                focus,
                voice,
                day,
                when,
            };
            out.push(told);
        };
        let around =
            |tokens: &Range<usize>| round.start.min(tokens.start)..round.end.max(tokens.end);
        if let Some((when, ended, tokens)) = date(page, words, unit, &round)
            && day_number(when.last_day()) <= day
        {
            push(Point::Day(when, ended), unit, tokens.clone(), around(&tokens));
        }
        if let Some((town, tokens)) = town(page, words, lexicon, unit, &round) {
            push(Point::Town(town), unit, tokens.clone(), around(&tokens));
        }
        if let Some((role, who, tokens)) = third(page, words, unit, &round) {
            push(Point::Third(role, who), unit, tokens.clone(), around(&tokens));
        }
        let next = page.units.get(at + 1).filter(|next| {
            next.paragraph == unit.paragraph
                && !next.has(words.set("round_noun"))
                && !next.has(words.set("round_planned"))
        });
        let (at_it, opens) = lead(page, unit, &round);
        for (unit, any) in [(unit, at_it)].into_iter().chain(next.map(|next| (next, false))) {
            if !at_it && !opens {
                break;
            }
            for (party, who, tokens) in heads(page, words, lexicon, unit, any) {
                push(Point::Head(party, who), unit, 0..0, tokens);
            }
        }
    }
    out
}

/// "the second round of talks": its number, if the sentence has one round and no more.
fn round(page: &Page<'_>, words: &Words, at: usize) -> Option<(usize, Range<usize>)> {
    let unit = &page.units[at];
    let mut nouns = unit.of(words.set("round_noun"));
    let (noun, None) = (nouns.next()?, nouns.next()) else { return None };
    let tokens = &page.doc.tokens;
    let from = noun.tokens.start.saturating_sub(3).max(unit.tokens.start);
    let first = (from..noun.tokens.start).rev().find(|i| ordinal(tokens, *i).is_some())?;
    let plain = (first..noun.tokens.start)
        .all(|i| matches!(tokens[i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Hyphen));
    let number = ordinal(tokens, first).filter(|_| plain)?;
    let some = first.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["a", "another"]));
    if some || other_year(page, unit) {
        return None;
    }
    let talks = words.set("talks");
    let mut end = noun.tokens.end;
    if tokens.get(end).is_some_and(|t| t.is("of")) {
        // "the second round of voting" is none of talks.
        let of = unit.of(talks).find(|m| m.tokens.start > end && m.tokens.start <= end + 4)?;
        // "The second round of technical talks" is of another track.
        let plain = |i: usize| {
            let word = ["the", "their", "peace", "direct", "official", "formal"];
            tokens[i].is_any(&word) || named_at(page, i)
        };
        if !(end + 1..of.tokens.start).all(plain) {
            return None;
        }
        end = of.tokens.end;
    } else if tokens.get(end).is_some_and(|t| t.is("talks")) {
        end += 1;
    } else {
        let other = |unit: &Unit| {
            unit.of(talks).any(|m| m.tokens.end <= first || m.tokens.start >= noun.tokens.end)
        };
        let led = unit.has(words.set("team"));
        if !led && !other(unit) && !page.before(at).is_some_and(other) {
            return None;
        }
    }
    Some((number, first..end.min(unit.tokens.end)))
}

/// "second" or "2nd".
fn ordinal(tokens: &[Token], at: usize) -> Option<usize> {
    let word = &*tokens.get(at)?.folded;
    let spelt = ORDINALS.iter().position(|known| *known == word).map(|at| at + 1);
    let ends = ["st", "nd", "rd", "th"];
    let digits = || {
        let apart = tokens.get(at + 1).is_some_and(|next| next.is_any(&ends) && !next.spaced);
        let joined = ends.iter().find_map(|end| word.strip_suffix(end));
        let number = joined.or_else(|| apart.then_some(word))?;
        number.parse().ok().filter(|number| (1..100).contains(number))
    };
    spelt.or_else(digits)
}

fn names_town(page: &Page<'_>, round: &Range<usize>) -> bool {
    let tokens = &page.doc.tokens;
    tokens.get(round.end).is_some_and(|t| t.is("in"))
        && tokens.get(round.end + 1).is_some_and(|t| t.capital)
        || round
            .start
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|t| t.capital && !t.is("the"))
        || tokens.get(round.clone()).unwrap_or_default().iter().skip(1).any(|t| t.capital)
}

fn named_at(page: &Page<'_>, at: usize) -> bool {
    let near = at.saturating_sub(3)..at + 1;
    page.actors_in(&near).iter().any(|hit| hit.tokens.contains(&at))
}

/// Whether a sentence speaks of another year than the report's: then of other talks.
fn other_year(page: &Page<'_>, unit: &Unit) -> bool {
    let this = page.published().map(|when| when.first_day().year());
    page.dates_in(&unit.tokens).iter().any(|date| match date.expr.base {
        Base::Day { year: YearWord::Given(year), .. }
        | Base::Month { year: YearWord::Given(year), .. }
        | Base::Year(year) => Some(year) != this,
        _ => false,
    })
}

/// Whether nothing but what belongs to the round stands in a range: "held", names, dates, "in the".
fn linked(page: &Page<'_>, words: &Words, unit: &Unit, range: Range<usize>) -> bool {
    if range.len() > REACH {
        return false;
    }
    let held = words.set("round_held");
    let dated = |at: usize| {
        page.dates_in(&(at.saturating_sub(6)..at + 1)).iter().any(|date| date.tokens.contains(&at))
    };
    range.into_iter().all(|at| {
        let Some(token) = page.doc.tokens.get(at) else { return false };
        let and = token.is("and") && named_at(page, at + 1);
        and || token.capital
            || token.is_any(&[
                ",", "(", "was", "were", "which", "that", "on", "in", "at", "the", "of", "talks",
                "peace", "negotiations", "between", "back", "late", "early", "hotel", "palace",
            ])
            || unit.of(held).any(|mark| mark.tokens.contains(&at))
            || named_at(page, at)
            || dated(at)
    })
}

/// Whether the words after the round say that it was held, and that they do before a place.
fn held(page: &Page<'_>, words: &Words, unit: &Unit, round: &Range<usize>) -> Option<Range<usize>> {
    let mark = unit.of(words.set("round_held")).find(|m| m.tokens.start >= round.end)?;
    linked(page, words, unit, round.end..mark.tokens.start).then(|| mark.tokens.clone())
}

/// Whether what stands at a place is told of the round itself: "the second round, held on 5 June",
/// "at the second round on 5 June", but not "after the second round, on 5 June".
fn told_of(page: &Page<'_>, words: &Words, unit: &Unit, round: &Range<usize>, at: usize) -> bool {
    if at < round.end || !linked(page, words, unit, round.end..at) {
        return false;
    }
    if held(page, words, unit, round).is_some_and(|verb| verb.start < at) {
        return true;
    }
    let tokens = &page.doc.tokens;
    let straight = (round.end..at).all(|i| !tokens[i].is(",") && !tokens[i].is("("));
    let mut lead = round.start;
    while lead > unit.tokens.start && tokens[lead - 1].is_any(&["the", "a", "this", "its"]) {
        lead -= 1;
    }
    let before = lead.checked_sub(1).filter(|at| *at >= unit.tokens.start);
    let opens =
        before.is_none_or(|at| tokens[at].is_any(&["at", "in", "during", "that", "when", ","]));
    straight && opens
}

/// The day that is told of the round, written out with day and month.
fn date(
    page: &Page<'_>,
    words: &Words,
    unit: &Unit,
    round: &Range<usize>,
) -> Option<(When, bool, Range<usize>)> {
    let plain = |date: &&DateMention| {
        matches!(date.expr.base, Base::Day { .. })
            && date.expr.until.is_none()
            && date.expr.bound == Bound::On
            && !date.expr.vague
    };
    let first = page.dates_in(&unit.tokens).iter().find(plain)?;
    // Two days in one sentence: which one is the round's is not plain.
    if page.dates_in(&unit.tokens).iter().filter(plain).count() > 1 {
        return None;
    }
    let tokens = &first.tokens;
    let ahead = tokens.end <= round.start
        && round.start - tokens.end <= 3
        && (tokens.end..round.start).all(|i| page.doc.tokens[i].is_any(&[",", "the", "a"]))
        && held(page, words, unit, round).is_some();
    if !ahead && !told_of(page, words, unit, round, tokens.start) {
        return None;
    }
    let ended = unit.has(words.set("round_ended"));
    let when = resolved(&first.expr, page.published())?.to_day();
    Some((when, ended, tokens.clone()))
}

/// The town that is told of the round: one where talks are held, or a seat of government.
fn town(
    page: &Page<'_>,
    words: &Words,
    lexicon: &Lexicon,
    unit: &Unit,
    round: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for (name, range) in towns(words, lexicon, page.doc.tokens.get(unit.tokens.clone())?) {
        let range = unit.tokens.start + range.start..unit.tokens.start + range.end;
        let inside = range.start.checked_sub(1).is_some_and(|at| page.doc.tokens[at].is("in"));
        // "In Nairobi's view", "in Doha and Vienna".
        let more = page.doc.tokens.get(range.end).is_some_and(|token| {
            token.is_any(&["'s", "s", "and", "or"]) || (token.is("'") || token.is("’"))
        });
        if inside && !more && told_of(page, words, unit, round, range.start) {
            found.push((name, range));
        }
    }
    found.dedup_by(|a, b| a.0 == b.0);
    let one = found.len() == 1;
    found.pop().filter(|_| one)
}

/// Every town in some tokens.
pub(super) fn towns(
    words: &Words,
    lexicon: &Lexicon,
    tokens: &[Token],
) -> Vec<(String, Range<usize>)> {
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    for venue in lexicon.venue_hits(tokens) {
        out.push((venue.place.to_owned(), venue.tokens));
    }
    for hit in lexicon.actor_hits(tokens) {
        let Some(capital) = words.capitals.get(hit.actor.as_str()) else { continue };
        let same = hit.tokens.len() == capital.split(' ').count()
            && capital.split(' ').zip(hit.tokens.clone()).all(|(word, at)| {
                tokens.get(at).is_some_and(|token| token.is(&word.to_lowercase()))
            });
        let known = out.iter().any(|(_, range)| *range == hit.tokens);
        if same && !known {
            out.push((capital.clone(), hit.tokens.clone()));
        }
    }
    out.sort_by_key(|(_, range)| range.start);
    out
}

/// "hosted by Turkey", "mediated by Qatar", told of the round.
fn third(
    page: &Page<'_>,
    words: &Words,
    unit: &Unit,
    round: &Range<usize>,
) -> Option<(Role, ActorId, Range<usize>)> {
    let marks = |name: &str| unit.of(words.set(name)).next().map(|mark| mark.tokens.clone());
    let (role, mark) = marks("hosted")
        .map(|mark| (Role::Host, mark))
        .or_else(|| marks("mediated").map(|mark| (Role::Mediator, mark)))?;
    if mark.start < round.end || !linked(page, words, unit, round.end..mark.start) {
        return None;
    }
    let hit = next_name(page, unit, mark.end, |hit| hit.by != HitKind::Adjective)?;
    Some((role, hit.actor.clone(), mark.start..hit.tokens.end))
}

/// The only one who is named right after a place, unless the words give no one or two.
fn next_name<'p>(
    page: &'p Page<'_>,
    unit: &Unit,
    at: usize,
    fits: impl Fn(&ActorHit) -> bool,
) -> Option<&'p ActorHit> {
    let end = (at + NAME).min(unit.tokens.end);
    let comma = (at..end).find(|i| page.doc.tokens[*i].is_any(&[",", ";", "and", "or", "who"]));
    let range = at..comma.unwrap_or(end);
    let mut hits = page.actors_in(&range).iter().filter(|hit| !hit.weak && fits(hit));
    let first = hits.next()?;
    hits.all(|other| other.actor == first.actor).then_some(first)
}

/// Whether "at" or "in" stands before the round, and whether the round begins the sentence.
fn lead(page: &Page<'_>, unit: &Unit, round: &Range<usize>) -> (bool, bool) {
    let tokens = &page.doc.tokens;
    let mut at = round.start;
    while at > unit.tokens.start && tokens[at - 1].is_any(&["the", "this"]) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|at| *at >= unit.tokens.start);
    let at_it = before.is_some_and(|at| tokens[at].is_any(&["at", "in", "during", "for"]));
    (at_it, before.is_none())
}

/// "the Kenyan delegation, led by X"; with `any` also "X, who led the Kenyan team".
fn heads(
    page: &Page<'_>,
    words: &Words,
    lexicon: &Lexicon,
    unit: &Unit,
    any: bool,
) -> Vec<(ActorId, ActorId, Range<usize>)> {
    let mut out = Vec::new();
    let tokens = &page.doc.tokens;
    let person = |hit: &ActorHit| matches!(hit.by, HitKind::Person | HitKind::Surname);
    for team in unit.of(words.set("team")).take(TEAMS) {
        let before = team.tokens.start.saturating_sub(3).max(unit.tokens.start)..team.tokens.start;
        let owner = page.actors_in(&before).iter().rfind(|hit| !person(hit));
        let Some(owner) = owner else { continue };
        let party = lexicon.party_of(&owner.actor);
        for mark in unit.of(words.set("led")).take(TEAMS) {
            let by = tokens.get(mark.tokens.end).is_some_and(|t| t.is("by"));
            let head = if by {
                let near = mark.tokens.start >= team.tokens.end
                    && (team.tokens.end..mark.tokens.start).all(|i| {
                        tokens[i].is_any(&[",", "was", "is", "which", "again", "(", "there"])
                    });
                let name = next_name(page, unit, mark.tokens.end + 1, person);
                name.filter(|_| near)
            } else {
                let near = mark.tokens.end <= owner.tokens.start
                    && owner.tokens.start - mark.tokens.end <= 2;
                let back = mark.tokens.start.saturating_sub(5).max(unit.tokens.start);
                let back = back..mark.tokens.start;
                let name = page.actors_in(&back).iter().rfind(|hit| person(hit) && !hit.weak);
                name.filter(|name| {
                    any && near
                        && (name.tokens.end..mark.tokens.start)
                            .all(|i| tokens[i].is_any(&[",", "who", "again", "had", "has"]))
                })
            };
            let Some(head) = head.filter(|head| lexicon.party_of(&head.actor) == party) else {
                continue;
            };
            let from = head.tokens.start.min(team.tokens.start).min(mark.tokens.start);
            let to = head.tokens.end.max(team.tokens.end).max(mark.tokens.end);
            out.push((party.clone(), head.actor.clone(), from..to));
        }
    }
    out
}

impl Sitting {
    /// Whether the sentence names others and none of these.
    pub(super) fn of_others(&self, parties: &[ActorId]) -> bool {
        !self.named.is_empty() && !parties.iter().any(|party| self.named.contains(party))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_in_words_and_digits() {
        let number = |text: &str| {
            let tokens = crate::token::tokens(text, Span::new(0, text.len()));
            ordinal(&tokens, 0)
        };
        assert_eq!(number("second"), Some(2));
        assert_eq!(number("Third"), Some(3));
        assert_eq!(number("3rd"), Some(3));
        assert_eq!(number("3 rd"), None);
        assert_eq!(number("th"), None);
        assert_eq!(number("and"), None);
    }
}
