//! What moved between two days, or from round to round: who gave way, who hardened, what is new, what
//! was taken back, and where nothing moves. Each line stands on the words of both days.

mod changes;
mod gaps;

use std::collections::BTreeSet;

use model::{Evidence, Flag, IssueId, Position, When};
use weigh::movement::{Agenda, LEAST_FOR_COUNTS, Movement, Trend, movement, series};

use crate::brief::board::Board;
use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, List, Section};
use crate::brief::words::{date, plural};

/// What is compared.
pub(crate) enum Between {
    /// Two days.
    Days(When, When),
    /// The starts of the rounds of the dossier.
    Rounds,
}

/// The section, and whether any movement can be told.
pub(crate) struct Moved {
    pub(crate) section: Section,
    pub(crate) told: bool,
}

/// Compares the days, or the rounds.
pub(crate) fn moved(
    board: &Board<'_>,
    between: &Between,
    agenda: &Agenda,
) -> anyhow::Result<Moved> {
    let material = board.material;
    let days = match between {
        Between::Days(from, to) => vec![*from, *to],
        Between::Rounds => rounds(material),
    };
    if days.len() < 2 {
        let trend = Trend::NotTold { rounds: days.len() };
        anyhow::bail!(
            "{trend}; name two days with --from and --to, or enter the starts of rounds in talks.toml"
        );
    }
    let said = Said::of(material, &days);
    let mut notes = vec![HOW_TO_READ.to_owned()];
    notes.extend(said.undated());
    let parties = &material.parties;
    let (steps, trend) = match between {
        Between::Days(from, to) => (
            vec![movement(&said.positions, parties, *from, *to, agenda)],
            Trend::NotTold { rounds: 2 },
        ),
        Between::Rounds => {
            let all = series(&said.positions, parties, &days, agenda);
            (all.steps, all.trend)
        }
    };
    notes.push(match between {
        Between::Days(..) => "Two days tell no trend.".to_owned(),
        Between::Rounds => format!("{}.", capital(&trend.to_string())),
    });
    notes.push(core_note(material, agenda));
    let mut blocks = Vec::new();
    for (step, pair) in steps.iter().zip(days.windows(2)) {
        let &[from, to] = pair else { continue };
        let step = Step { said: &said, movement: step, from, to, alone: steps.len() == 1 };
        blocks.extend(step.lists(&mut notes).into_iter().map(Block::List));
    }
    if let Trend::Counts(_) = &trend {
        blocks.push(Block::List(counts(&said, &steps, &trend)));
    }
    let told = steps.iter().any(changes::any_told);
    let heading = match (days.first(), days.last()) {
        (Some(first), Some(last)) => {
            format!("What moved between {} and {}", date(*first), date(*last))
        }
        _ => "What moved".to_owned(),
    };
    let section = Section { id: "movement", heading, notes, blocks };
    Ok(Moved { section, told })
}

const HOW_TO_READ: &str = "Compared are a side's own words up to each day, the latest on each choice. Silence is \
    never movement: who does not repeat a demand still makes it, and what is first heard may be old. A step \
    towards another side takes what that side seeks or drops what it refuses; a step away is the reverse. Words \
    are compared, not minds, and what was said behind closed doors is missing.";

/// The days on which rounds started, each once, in order.
fn rounds(material: &Material<'_>) -> Vec<When> {
    let starts = material.rounds.iter().filter_map(|round| round.start);
    let last = material.as_of.filter(|_| material.as_of_given);
    let known = starts.filter(|day| last.is_none_or(|last| day.first_day() <= last.last_day()));
    let days: BTreeSet<When> = known.map(When::to_day).collect();
    days.into_iter().collect()
}

fn core_note(material: &Material<'_>, agenda: &Agenda) -> String {
    if agenda.core.is_empty() {
        return "Nobody said which issues are the core (--core), so that standing still on them is not \
                told."
            .to_owned();
    }
    let names: Vec<String> = agenda.core.iter().map(|issue| material.naming.issue(issue)).collect();
    format!("Core issues, as asked: {}.", names.join(", "))
}

/// The words that are compared. Unlike in the brief, what was given up stays among them, and age alone
/// ends nothing.
struct Said<'a> {
    material: &'a Material<'a>,
    positions: Vec<Position>,
}

impl<'a> Said<'a> {
    fn of(material: &'a Material<'a>, days: &[When]) -> Self {
        let talks = material.talks.into_iter().flat_map(|talks| &talks.positions);
        let known = |position: &&Position| {
            let there = match &position.evidence {
                Evidence::Passage(passage) => material.report(&passage.report).is_some(),
                Evidence::Entry { .. } | Evidence::Assumed(_) => true,
            };
            there
                && material.was_known(position.from, &position.evidence)
                && (!position.flags.contains(&Flag::LearnedOnly) || position.decided.is_some())
        };
        let party_of = |position: &Position| {
            let above = material.talks.map(|talks| talks.party_of(&position.party).clone());
            let party = above.unwrap_or_else(|| position.party.clone());
            Position { party, ..position.clone() }
        };
        let all = talks.chain(&material.reading.positions).filter(known);
        let mut positions: Vec<Position> = all.map(party_of).collect();
        let assumed = material.positions.iter();
        for one in assumed.filter(|one| matches!(one.evidence, Evidence::Assumed(_))) {
            suppose(&mut positions, one, days);
        }
        Self { material, positions }
    }

    /// How many own words lie on no side of any day.
    fn undated(&self) -> Option<String> {
        let parties = &self.material.parties;
        let of_party = |one: &&Position| weigh::decides(one) && parties.contains(&one.party);
        let all = self.positions.iter().filter(of_party);
        let count = all.filter(|position| position.from.is_none()).count();
        (count > 0)
            .then(|| format!("{} without a date left aside.", plural(count, "own word of a side")))
    }

    /// The places of positions. One for each independent origin, as everywhere.
    fn cites(&self, places: impl IntoIterator<Item = usize>) -> Vec<Cite> {
        let material = self.material;
        let found = places.into_iter().filter_map(|at| self.positions.get(at));
        material.witnesses(found.filter_map(|position| material.cite(&position.evidence)))
    }

    /// A party's own words on an issue that count on a day, the latest first.
    fn voices(&self, issue: &IssueId, day: When) -> Vec<usize> {
        let counts = |position: &Position| {
            position.issue == *issue
                && weigh::decides(position)
                && self.material.parties.contains(&position.party)
                && position.from.is_some_and(|from| from.last_day() <= day.last_day())
        };
        let numbered = self.positions.iter().enumerate();
        let mut found: Vec<(usize, &Position)> =
            numbered.filter(|(_, position)| counts(position)).collect();
        found.sort_by_key(|(_, position)| std::cmp::Reverse(position.from));
        found.into_iter().map(|(at, _)| at).collect()
    }
}

/// What somebody supposes is said on the last day, in place of what is known from after the day before.
fn suppose(positions: &mut Vec<Position>, one: &Position, days: &[When]) {
    let Some(last) = days.last() else { return };
    let before = days.iter().rev().nth(1);
    positions.retain(|known| {
        let same =
            known.party == one.party && known.issue == one.issue && known.choice == one.choice;
        let earlier =
            known.from.zip(before).is_some_and(|(from, day)| from.last_day() <= day.last_day());
        !(same && weigh::decides(known)) || earlier
    });
    positions.push(Position { from: Some(*last), ..one.clone() });
}

/// One day beside the day before it.
struct Step<'a> {
    said: &'a Said<'a>,
    movement: &'a Movement,
    from: When,
    to: When,
    /// The only comparison, so that all of it is shown.
    alone: bool,
}

impl Step<'_> {
    fn lists(&self, notes: &mut Vec<String>) -> Vec<List> {
        let mut lists = changes::lists(self);
        lists.push(gaps::list(self));
        lists.extend(gaps::standstill(self, notes));
        if self.alone {
            return lists;
        }
        lists.retain(|list| !list.lines.is_empty());
        let days = format!("{} to {}", date(self.from), date(self.to));
        if lists.is_empty() {
            let none = "Nothing that can be told from words.";
            return vec![self.said.material.list(&days, none, Vec::new())];
        }
        for list in &mut lists {
            let what = list.heading.as_deref().unwrap_or_default();
            list.heading = Some(format!("{days}. {what}"));
        }
        lists
    }
}

/// How often each side gave way and hardened, round by round.
fn counts(said: &Said<'_>, steps: &[Movement], trend: &Trend) -> List {
    let Trend::Counts(each) = trend else { return said.material.list("", "", Vec::new()) };
    let row =
        |numbers: &[usize]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let lines = each
        .iter()
        .map(|one| {
            let own = steps.iter().flat_map(|step| &step.changes);
            let own = own.filter(|change| change.party == one.party);
            let moving =
                own.filter(|change| !change.towards.is_empty() || !change.away_from.is_empty());
            let mut cites =
                said.cites(moving.flat_map(|change| change.positions_after.iter().copied()));
            if cites.is_empty() {
                let rounds = said.material.rounds.iter();
                let all = rounds.filter_map(|round| said.material.cite(&round.evidence));
                cites = said.material.witnesses(all);
            }
            Line::on(cites).label(said.material.naming.actor(&one.party)).text(format!(
                "steps towards another: {}; steps away: {}",
                row(&one.concessions),
                row(&one.hardenings)
            ))
        })
        .collect();
    let heading = format!(
        "Steps side by side, from {LEAST_FOR_COUNTS} rounds on: one number for each round after the first"
    );
    said.material.list(&heading, "", lines)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
