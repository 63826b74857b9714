//! Cards that rest on what is on record: offices, and the rounds of the dossier or of the reports.

use std::collections::{BTreeMap, BTreeSet};

use model::ActorId;

use super::build::{Build, PASSAGES, Piece, on_record};
use super::card::{Dispute, DisputeKind, OnRecord, Side};
use super::claim::{Claim, Sort};
use super::page::day_number;
use super::rounds::{Past, Says, held};
use crate::token::fold;

impl Build<'_> {
    /// An office that the lexicon's own dates contradict, where no report says otherwise.
    pub(super) fn slips(&self, claims: &[Claim]) -> Vec<Dispute> {
        let offices = claims.iter().filter(|claim| claim.sort == Sort::Office);
        let mut by_key: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in offices {
            by_key.entry(&claim.key).or_default().push(claim);
        }
        let mut out = Vec::new();
        for group in by_key.into_values() {
            let former: Vec<&Claim> =
                group.iter().copied().filter(|c| c.value.label.starts_with("former")).collect();
            let (Some(first), false) = (former.first(), former.len() < group.len()) else {
                continue;
            };
            let Some(text) = self.held_office(first) else { continue };
            let pieces: Vec<Piece<'_>> = former.iter().map(|claim| Piece::from(*claim)).collect();
            let side = self.side(first.value.label.clone(), &pieces, &BTreeSet::new());
            let record = Side {
                claim: "in office on that day".to_owned(),
                origins: 0,
                who: Vec::new(),
                passages: Vec::new(),
                more: 0,
                record: vec![on_record(None, text)],
            };
            let issue = "in office, or out of it".to_owned();
            out.push(self.finish(
                DisputeKind::Office,
                first.about.clone(),
                issue,
                "talks",
                vec![side, record],
            ));
        }
        out
    }

    /// Whether the lexicon or the dossier has the person in that office on that day.
    fn held_office(&self, claim: &Claim) -> Option<String> {
        let id: ActorId = claim.value.class.parse().ok()?;
        let actor = self.lexicon.actor(&id)?;
        let word = claim.key.split_once('|')?.1;
        let day = claim.day?;
        let office = actor.offices.iter().find(|office| {
            let from = office.from.is_some_and(|from| day_number(from.first_day()) <= day);
            let until = office.until.is_none_or(|until| day_number(until.first_day()) > day);
            from && until && fold(&office.name) == word
        })?;
        let from = office.from.map(|from| from.to_string()).unwrap_or_default();
        Some(format!("{}: {} since {from}", actor.name, office.name))
    }

    /// "The first meeting in months", where there was one weeks ago.
    pub(super) fn last_met(&self, past: &[Past]) -> Vec<Dispute> {
        let rounds = held(self.talks);
        let mut groups: BTreeMap<i32, Vec<(&Past, i32)>> = BTreeMap::new();
        for one in past {
            let (Says::Gap(days, _), Some(day)) = (&one.says, one.day) else { continue };
            // The meeting that is meant: the dossier's round of those days, else the report's day.
            let near = rounds
                .iter()
                .map(|(start, ..)| *start)
                .find(|start| (day - 4..=day + 10).contains(start));
            groups.entry(near.unwrap_or(day)).or_default().push((one, *days));
        }
        let mut out = Vec::new();
        for (met, claims) in groups {
            let longest = claims.iter().map(|(_, days)| *days).max().unwrap_or(0);
            let inside = |day: i32| day >= met - longest && day < met - 1;
            let record: Vec<OnRecord> = rounds
                .iter()
                .filter(|(start, ..)| inside(*start))
                .map(|(_, when, round)| {
                    let place = round
                        .place
                        .as_deref()
                        .map(|place| format!(", {place}"))
                        .unwrap_or_default();
                    on_record(
                        Some(&round.evidence),
                        format!("{}, {}{place}", round.name, when.to_day()),
                    )
                })
                .collect();
            let told: Vec<&Past> = past
                .iter()
                .filter(|one| {
                    let Says::Held(when) = one.says else { return false };
                    let days = (day_number(when.first_day()), day_number(when.last_day()));
                    let near = one.day.is_some_and(|day| (day - met).abs() <= 90);
                    let real = rounds.is_empty()
                        || rounds.iter().any(|(start, ..)| *start >= days.0 && *start <= days.1);
                    near && real && inside(days.1) && inside(days.0)
                })
                .collect();
            if record.is_empty() && told.is_empty() {
                continue;
            }
            let gap = claims.iter().find_map(|(one, _)| match one.says {
                Says::Gap(_, words) => Some(words),
                _ => None,
            });
            let claim = format!("the first meeting in {}", gap.unwrap_or("months"));
            let first: Vec<Piece<'_>> = claims.iter().map(|(one, _)| Piece::from(*one)).collect();
            let other: Vec<Piece<'_>> = told.iter().map(|one| Piece::from(*one)).collect();
            let mut side =
                self.side("the sides had met shortly before".to_owned(), &other, &BTreeSet::new());
            side.record = record;
            let sides = vec![self.side(claim, &first, &BTreeSet::new()), side];
            let issue = "whether there were talks in the time before".to_owned();
            out.push(self.finish(
                DisputeKind::Record,
                "when the sides last met".to_owned(),
                issue,
                "talks",
                sides,
            ));
        }
        out
    }

    /// "Only the second dialogue since the war began", where more are told or on record.
    pub(super) fn how_many(&self, past: &[Past]) -> Vec<Dispute> {
        let rounds = held(self.talks);
        let mut wrong: Vec<&Past> = Vec::new();
        let (mut record, mut told): (Vec<OnRecord>, Vec<&Past>) = (Vec::new(), Vec::new());
        let mut number = 0;
        for one in past {
            let (Says::Nth(nth), Some(day)) = (&one.says, one.day) else { continue };
            let before: Vec<_> = rounds.iter().filter(|(start, ..)| *start < day - 2).collect();
            let spoken: Vec<&Past> = past.iter().filter(|other| {
                matches!(other.says, Says::Held(_)) && other.day.is_some_and(|d| d <= day + 60)
                    && matches!(other.says, Says::Held(when) if day_number(when.last_day()) < day)
            }).filter(|other| rounds.is_empty() || matches!(other.says, Says::Held(when) if rounds.iter().any(|(start, ..)| {
                *start >= day_number(when.first_day()) && *start <= day_number(when.last_day())
            }))).collect();
            let known = if rounds.is_empty() { distinct(&spoken) } else { before.len() };
            if known < *nth {
                continue;
            }
            number = *nth;
            wrong.push(one);
            record = before
                .iter()
                .map(|(_, when, round)| {
                    on_record(Some(&round.evidence), format!("{}, {}", round.name, when.to_day()))
                })
                .collect();
            told = spoken;
        }
        if wrong.is_empty() {
            return Vec::new();
        }
        let first: Vec<Piece<'_>> = wrong.iter().map(|one| Piece::from(*one)).collect();
        let home: BTreeSet<usize> = wrong.iter().map(|one| one.report).collect();
        // What the same report tells weighs most, so it must not fall out of the list.
        told.sort_by_key(|one| (!home.contains(&one.report), one.day, one.report, one.span));
        told.truncate(PASSAGES);
        let other: Vec<Piece<'_>> = told.iter().map(|one| Piece::from(*one)).collect();
        let claim = format!("number {number} of the whole conflict");
        let mut side = self.side("there were more before".to_owned(), &other, &BTreeSet::new());
        side.record = record;
        let sides = vec![self.side(claim, &first, &BTreeSet::new()), side];
        let issue = "how many rounds there were since the conflict began".to_owned();
        vec![self.finish(
            DisputeKind::Record,
            "how many rounds there were".to_owned(),
            issue,
            "talks",
            sides,
        )]
    }
}

/// Different times at which talks were held: months, and years in which no month is told.
fn distinct(told: &[&Past]) -> usize {
    let mut months: BTreeSet<(i16, i8)> = BTreeSet::new();
    let mut years: BTreeSet<i16> = BTreeSet::new();
    for one in told {
        let Says::Held(when) = one.says else { continue };
        let first = when.first_day();
        if when.grain() >= model::Grain::Month {
            months.insert((first.year(), first.month()));
        } else {
            years.insert(first.year());
        }
    }
    months.len()
        + years.iter().filter(|year| !months.iter().any(|(known, _)| known == *year)).count()
}
