//! What reports tell of a round otherwise than the dossier has it: day, number, town, head, host.

use std::collections::{BTreeMap, BTreeSet};

use model::talks::Round;
use model::{ActorId, Evidence, Role, Span};

use super::build::{Build, Piece, on_record};
use super::card::{Dispute, DisputeKind, OnRecord};
use super::page::day_number;
use super::rounds::ORDINALS;
use super::sittings::{Point, Sitting, towns};
use crate::token::fold;

/// A report speaks of the latest round with that number, if it was so many days ago at most.
const LATEST: i32 = 120;
/// A day so far from the record's is told of another round.
const SLIP: i32 = 45;

/// What is compared of one round; for a head, of which side.
type Aspect = (usize, &'static str, Option<ActorId>);

/// What the record has, and what those tell who differ and who agree.
struct Gathered<'t> {
    about: String,
    at_issue: &'static str,
    claim: String,
    record: OnRecord,
    /// By their account; empty for those who agree.
    told: BTreeMap<String, Vec<&'t Sitting>>,
}

impl Build<'_> {
    /// A card for each point of a round on which a report differs from the record.
    pub(super) fn told_otherwise(&self, sittings: &[Sitting]) -> Vec<Dispute> {
        let mut found: BTreeMap<Aspect, Gathered<'_>> = BTreeMap::new();
        for told in sittings {
            let Some((aspect, fresh, label)) = self.compared(told) else { continue };
            let gathered = found.entry(aspect).or_insert(fresh);
            gathered.told.entry(label).or_default().push(told);
        }
        found.into_values().filter_map(|gathered| self.slip_card(gathered)).collect()
    }

    fn slip_card(&self, gathered: Gathered<'_>) -> Option<Dispute> {
        let Gathered { about, at_issue, claim, record, told } = gathered;
        let (none, mut sides) = (BTreeSet::new(), Vec::new());
        let mut known = self.side(claim.clone(), &[], &none);
        for (label, told) in told {
            let pieces: Vec<Piece<'_>> = told.into_iter().map(Piece::from).collect();
            if label.is_empty() {
                known = self.side(claim.clone(), &pieces, &none);
            } else {
                sides.push(self.side(label, &pieces, &none));
            }
        }
        if sides.is_empty() {
            return None;
        }
        known.record.push(record);
        sides.push(known);
        Some(self.finish(DisputeKind::Record, about, at_issue.to_owned(), "talks", sides))
    }

    /// What is compared, what the record has, and the account; an empty account agrees.
    fn compared<'t>(&self, told: &'t Sitting) -> Option<(Aspect, Gathered<'t>, String)> {
        if let Some(found) = self.other_number(told) {
            return Some(found);
        }
        let (at, round) = self.meant(told)?;
        let start = round.start?;
        let name = &round.name;
        let gathered = |about: String, at_issue, claim: String, evidence: &Evidence, text| {
            let record = on_record(Some(evidence), text);
            Gathered { about, at_issue, claim, record, told: BTreeMap::new() }
        };
        match &told.point {
            Point::Day(when, ended) => {
                let told_day = day_number(when.first_day());
                let (first, last) = (day_number(start.first_day()), last_day(round)?);
                if (told_day - first).abs() > SLIP {
                    return None;
                }
                // A round that ends in the night ends on the next day.
                let inside = (first..=last + i32::from(*ended)).contains(&told_day);
                let planned = round.planned.is_some_and(|p| p.to_day() == when.to_day());
                let label = if inside || planned { String::new() } else { format!("on {when}") };
                let text = format!("{name}, {}", start.to_day());
                let claim = format!("on {}", start.to_day());
                let about = format!("the day of the {}", small(name));
                let issue = "on which day the round was held";
                let gathered = gathered(about, issue, claim, &round.evidence, text);
                Some(((at, "day", None), gathered, label))
            }
            Point::Town(town) => {
                let place = round.place.as_deref()?;
                let tokens = crate::token::tokens(place, Span::new(0, place.len()));
                let known = towns(self.words, self.lexicon, &tokens);
                let same = fold(place).contains(&fold(town));
                if known.is_empty() && !same {
                    return None;
                }
                let label = if same { String::new() } else { format!("in {town}") };
                let text = format!("{name}, {}: {place}", start.to_day());
                let about = format!("the place of the {}", small(name));
                let issue = "in which town the round was held";
                let gathered = gathered(about, issue, place.to_owned(), &round.evidence, text);
                Some(((at, "town", None), gathered, label))
            }
            Point::Head(party, who) => {
                let (heads, evidence) = self.heads(round, party)?;
                let same = heads.iter().any(|head| self.same_person(head, who));
                let label = if same { String::new() } else { format!("led by {}", self.name(who)) };
                let known: Vec<String> = heads.iter().map(|head| self.name(head)).collect();
                let (known, side) = (known.join(" or "), self.name(party));
                let text = format!("{name}, delegation of {side}: led by {known}");
                let about = format!("the head of the delegation of {side}, {}", small(name));
                let claim = format!("led by {known}");
                let issue = "who led the delegation";
                let gathered = gathered(about, issue, claim, evidence, text);
                Some(((at, "head", Some(party.clone())), gathered, label))
            }
            Point::Third(role, who) => {
                let known = others(round, *role);
                if known.is_empty() {
                    return None;
                }
                let what = if *role == Role::Host { "hosted by" } else { "mediated by" };
                let side = self.lexicon.party_of(who);
                // A host that mediates may stand on record as host alone.
                let hosts = others(round, Role::Host);
                let mut named = known.iter().chain(&hosts);
                let same = named.any(|one| self.lexicon.party_of(one) == side);
                let label = if same { String::new() } else { format!("{what} {}", self.name(who)) };
                let names: Vec<String> = known.iter().map(|one| self.name(one)).collect();
                let claim = format!("{what} {}", names.join(", "));
                let text = format!("{name}, {}: {claim}", start.to_day());
                let (about, aspect, issue) = match role {
                    Role::Host => ("host", "host", "who was the host"),
                    _ => ("mediator", "mediator", "who mediated"),
                };
                let about = format!("the {about} of the {}", small(name));
                let gathered = gathered(about, issue, claim, &round.evidence, text);
                Some(((at, aspect, None), gathered, label))
            }
        }
    }

    /// "The third round, held on 2 June", where the second was held on that day.
    fn other_number<'t>(&self, told: &'t Sitting) -> Option<(Aspect, Gathered<'t>, String)> {
        let Point::Day(when, _) = told.point else { return None };
        if told.counted_by_town {
            return None;
        }
        let day = day_number(when.first_day());
        let rounds = &self.talks?.rounds;
        let held = |round: &&Round| {
            let first = round.start.map(|start| day_number(start.first_day()));
            first.zip(last_day(round)).is_some_and(|(first, last)| (first..=last).contains(&day))
        };
        let mut on = rounds.iter().enumerate().filter(|(_, round)| held(round));
        let ((at, round), None) = (on.next()?, on.next()) else { return None };
        let number = number(&round.name).filter(|number| *number != told.number)?;
        if told.of_others(&round.parties) {
            return None;
        }
        let word = |number: usize| {
            let word = ORDINALS.get(number.checked_sub(1)?)?;
            Some(format!("{word} round"))
        };
        let text = format!("{}, {}", round.name, when.to_day());
        let record = on_record(Some(&round.evidence), text);
        let about = format!("the number of the round of {}", when.to_day());
        let (claim, label) = (word(number)?, word(told.number)?);
        let (at_issue, told) = ("which round it was", BTreeMap::new());
        Some(((at, "number", None), Gathered { about, at_issue, claim, record, told }, label))
    }

    /// The latest round of that number that was held before the report, if it has just one.
    fn meant(&self, told: &Sitting) -> Option<(usize, &Round)> {
        let rounds = self.talks?.rounds.iter().enumerate();
        let held = |round: &Round| {
            round.start.is_some_and(|start| {
                let ago = told.day - day_number(start.first_day());
                (0..=LATEST).contains(&ago)
            })
        };
        let mut fits = rounds.filter(|(_, r)| number(&r.name) == Some(told.number) && held(r));
        let (found, None) = (fits.next()?, fits.next()) else { return None };
        (!told.of_others(&found.1.parties)).then_some(found)
    }

    /// Those who led the side's team in that round.
    fn heads(&self, round: &Round, party: &ActorId) -> Option<(Vec<ActorId>, &Evidence)> {
        let talks = self.talks?;
        let teams = talks.delegations.iter().filter(|team| {
            team.round.as_ref().is_none_or(|of| *of == round.id)
                && self.lexicon.party_of(&team.of) == *party
        });
        let teams: Vec<_> = teams.filter(|team| team.head.is_some()).collect();
        let heads = teams.iter().filter_map(|team| team.head.clone()).collect();
        Some((heads, &teams.first()?.evidence))
    }

    /// One person can have an entry for each office.
    fn same_person(&self, a: &ActorId, b: &ActorId) -> bool {
        if a == b {
            return true;
        }
        let last = |id: &ActorId| {
            let name = fold(&self.name(id));
            name.split_whitespace().last().map(str::to_owned)
        };
        last(a) == last(b)
    }

    fn name(&self, id: &ActorId) -> String {
        self.lexicon.actor(id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
    }
}

/// Those with this part in the round.
fn others(round: &Round, role: Role) -> Vec<ActorId> {
    let others = round.others.iter().filter(|(_, known)| *known == role);
    others.map(|(id, _)| id.clone()).collect()
}

/// The last day on which the round was held.
fn last_day(round: &Round) -> Option<i32> {
    let last = round.end.or(round.start)?;
    Some(day_number(last.last_day()))
}

/// "Second round of 2025" is number 2; "Istanbul round" has none.
fn number(name: &str) -> Option<usize> {
    let name = fold(name);
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let at = words.find_map(|word| ORDINALS.iter().position(|known| *known == word))?;
    Some(at + 1)
}

/// "Second round of 2025" inside a sentence.
fn small(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    let rest: String = chars.collect();
    let ordinal = ORDINALS.iter().any(|word| fold(name).starts_with(word));
    let name = if ordinal { format!("{first}{rest}") } else { name.to_owned() };
    if fold(&name).contains("round") { name } else { format!("{name} round") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_of_rounds() {
        assert_eq!(number("Second round of 2025"), Some(2));
        assert_eq!(number("Third"), Some(3));
        assert_eq!(number("Istanbul round of 2022"), None);
        assert_eq!(small("Second round of 2025"), "second round of 2025");
        assert_eq!(small("Third"), "third round");
        assert_eq!(small("Istanbul round of 2022"), "Istanbul round of 2022");
    }
}
