//! What the brief may use: the reading and the dossier as they stood on one day.

use std::cell::Cell;
use std::collections::BTreeMap;

use model::talks::{Account, Agreement, Commitment, Observation, Round};
use model::{
    ActorId, Event, Evidence, Figure, Finding, Flag, LineMap, Passage, Position, Report, Role,
    Span, Statement, Talks, When,
};
use read::Reading;
use read::origins::Families;

use super::compose::Options;
use super::names::{Names, Naming};
use super::tree::{Cite, Line, List, SourceRef};
use super::words::folded;

/// A stance that a report told longer ago than this counts as past. A year: rounds of one track lie
/// weeks or months apart. Entries of the dossier end when somebody writes `until`.
const STALE_DAYS: i32 = 365;

/// Citations shown on one line; one for each independent origin is enough to check it.
const CITES: usize = 4;

/// Everything that is known on the day of the brief, with the means to cite it.
pub(crate) struct Material<'a> {
    pub(crate) naming: Naming<'a>,
    pub(crate) talks: Option<&'a Talks>,
    pub(crate) reading: &'a Reading,
    pub(crate) reports: Vec<&'a Report>,
    pub(crate) statements: Vec<&'a Statement>,
    pub(crate) events: Vec<&'a Event>,
    pub(crate) figures: Vec<&'a Figure>,
    pub(crate) findings: Vec<&'a Finding>,
    /// Of the dossier and of the reports, each under the party for which it speaks.
    pub(crate) positions: Vec<Position>,
    pub(crate) rounds: Vec<&'a Round>,
    pub(crate) agreements: Vec<&'a Agreement>,
    pub(crate) commitments: Vec<&'a Commitment>,
    pub(crate) observations: Vec<&'a Observation>,
    /// The sides in the conflict, by name.
    pub(crate) parties: Vec<ActorId>,
    /// Whether somebody says that they are the sides, or they only speak most.
    pub(crate) parties_told: bool,
    pub(crate) as_of: Option<When>,
    pub(crate) as_of_given: bool,
    pub(crate) since: Option<When>,
    places: BTreeMap<&'a str, (&'a Report, LineMap)>,
    pub(crate) families: Families<'a>,
    /// How attitudes are read as numbers.
    pub(crate) attitudes: weigh::packages::Reading,
    left_out: Cell<usize>,
}

impl<'a> Material<'a> {
    /// Cuts everything to the day asked for, or takes the latest day in it.
    pub(crate) fn new(
        reading: &'a Reading,
        talks: Option<&'a Talks>,
        names: &'a dyn Names,
        options: &Options<'_>,
    ) -> Self {
        let cut = Cut { day: options.as_of, talks };
        let reports: Vec<&Report> =
            reading.reports.iter().filter(|report| cut.allows(report.published)).collect();
        let places: BTreeMap<&str, (&Report, LineMap)> = reports
            .iter()
            .map(|report| (report.path.as_str(), (*report, LineMap::new(&report.text))))
            .collect();
        let known = |path: &str| places.contains_key(path);
        let all_paths: Vec<&str> = reading.reports.iter().map(|r| r.path.as_str()).collect();
        let gone = |path: &str| !known(path) && all_paths.binary_search(&path).is_ok();
        let agreements: Vec<&Agreement> = talks
            .iter()
            .flat_map(|talks| &talks.agreements)
            .filter(|agreement| cut.allows_entry(cut.date_of(agreement), &agreement.evidence))
            .collect();
        let mut material = Self {
            naming: Naming { names, talks, reading },
            talks,
            reading,
            statements: reading.statements.iter().filter(|s| known(&s.report)).collect(),
            events: reading
                .events
                .iter()
                .filter(|e| known(&e.report))
                .filter(|e| e.flags.contains(&model::Flag::Planned) || cut.allows(e.date))
                .collect(),
            figures: reading.figures.iter().filter(|f| known(&f.report)).collect(),
            findings: reading.findings.iter().filter(|f| !gone(&f.file)).collect(),
            positions: cut.positions(reading, &known),
            rounds: talks
                .iter()
                .flat_map(|talks| &talks.rounds)
                .filter(|round| cut.allows_entry(round.start.or(round.planned), &round.evidence))
                .collect(),
            commitments: talks
                .iter()
                .flat_map(|talks| &talks.commitments)
                .filter(|c| match &c.agreement {
                    Some(id) => agreements.iter().any(|agreement| agreement.id == *id),
                    None => cut.allows_entry(None, &c.evidence),
                })
                .collect(),
            observations: talks
                .iter()
                .flat_map(|talks| &talks.observations)
                .filter(|o| cut.allows_entry(o.date, &o.evidence))
                .collect(),
            agreements,
            families: Families::new(reading),
            attitudes: options.attitudes.cloned().unwrap_or_default(),
            reports,
            places,
            parties: Vec::new(),
            parties_told: true,
            as_of: options.as_of,
            as_of_given: options.as_of.is_some(),
            since: options.since,
            left_out: Cell::new(0),
        };
        material.name_parties();
        material.suppose(options.assumed);
        material.age();
        if material.as_of.is_none() {
            material.as_of = material.latest_day();
            // What was given up before the latest day no longer holds on it.
            let day = material.as_of;
            material.positions.retain(|position| still_holds(position, day));
        }
        material
    }

    /// Lays what somebody supposes over a party's own words on the same choice.
    fn suppose(&mut self, assumed: &[Position]) {
        for one in assumed {
            self.positions.retain(|known| {
                let same = known.party == one.party
                    && known.issue == one.issue
                    && known.choice == one.choice;
                !(same && weigh::decides(known))
            });
            self.positions.push(one.clone());
        }
    }

    /// What a report told long ago is no stance of today: it is shown, and decides nothing.
    fn age(&mut self) {
        let Some(day) = self.as_of.or_else(|| self.latest_day()) else { return };
        for position in &mut self.positions {
            let told = matches!(position.evidence, model::Evidence::Passage(_));
            let days = position
                .from
                .and_then(|from| from.first_day().until(day.last_day()).ok())
                .map_or(0, |span| span.get_days());
            if told && days > STALE_DAYS {
                position.flags.insert(model::Flag::Past);
            }
        }
    }

    fn name_parties(&mut self) {
        let told = |actors: &[model::Actor]| -> Vec<ActorId> {
            actors
                .iter()
                .filter(|actor| actor.roles.contains(&Role::Party))
                .map(|actor| actor.id.clone())
                .collect()
        };
        let mut parties = self.talks.map(|talks| told(&talks.actors)).unwrap_or_default();
        if parties.is_empty() {
            parties = self.rounds.iter().flat_map(|round| round.parties.clone()).collect();
        }
        if parties.is_empty() {
            parties = told(&self.reading.actors);
        }
        if parties.is_empty() {
            self.parties_told = false;
            let mut spoken: BTreeMap<&ActorId, usize> = BTreeMap::new();
            for position in self.positions.iter().filter(|p| p.attitude.is_some()) {
                *spoken.entry(&position.party).or_default() += 1;
            }
            let mut most: Vec<(&ActorId, usize)> = spoken.into_iter().collect();
            most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            parties = most.into_iter().take(2).map(|(party, _)| party.clone()).collect();
        }
        parties.sort_by_key(|party| (self.naming.actor(party), party.clone()));
        parties.dedup();
        self.parties = parties;
    }

    fn latest_day(&self) -> Option<When> {
        let reports = self.reports.iter().filter_map(|report| report.published);
        let positions = self.positions.iter().filter_map(|position| position.from);
        let rounds = self.rounds.iter().filter_map(|round| round.start);
        let agreed = self.agreements.iter().filter_map(|agreement| agreement.date);
        let seen = self.observations.iter().filter_map(|observation| observation.date);
        let latest = reports.chain(positions).chain(rounds).chain(agreed).chain(seen).max();
        latest.map(When::to_day)
    }

    /// The place of an evidence, if it can be shown.
    pub(crate) fn cite(&self, evidence: &Evidence) -> Option<Cite> {
        match evidence {
            Evidence::Passage(Passage { report, span }) => self.passage(report, *span),
            Evidence::Entry { line, sources } => {
                let sources = sources
                    .iter()
                    .filter_map(|id| self.talks.and_then(|talks| talks.source(id)))
                    .map(|source| SourceRef {
                        publisher: match &source.relays {
                            Some(relays) => format!("{}, passing on {relays}", source.publisher),
                            None => source.publisher.clone(),
                        },
                        address: source.address.clone(),
                        date: source.date,
                    })
                    .collect();
                Some(Cite::Entry { line: *line, sources })
            }
            Evidence::Assumed(words) => Some(Cite::Assumed(words.clone())),
        }
    }

    /// The place of an evidence as the list that a line takes.
    pub(crate) fn cites(&self, evidence: &Evidence) -> Vec<Cite> {
        self.cite(evidence).into_iter().collect()
    }

    /// A passage of a report, if it is there and fits the text.
    pub(crate) fn passage(&self, report: &str, span: Span) -> Option<Cite> {
        const LONGEST: usize = 600;
        let (found, lines) = self.places.get(report)?;
        let words = span.text(&found.text).filter(|words| !words.is_empty())?;
        let mut quote: String = words.chars().take(LONGEST).collect();
        if quote.len() < words.len() {
            quote.push('…');
        }
        Some(Cite::Passage { report: report.to_owned(), span, line: lines.line(span.start), quote })
    }

    /// A report that counts on the day of the brief.
    pub(crate) fn report(&self, path: &str) -> Option<&'a Report> {
        self.places.get(path).map(|(report, _)| *report)
    }

    /// The words at a place, white space folded.
    pub(crate) fn words(&self, report: &str, span: Span) -> String {
        let found = self.places.get(report).and_then(|(found, _)| span.text(&found.text));
        found.map(folded).unwrap_or_default()
    }

    /// At most a handful of places, one for each independent origin: a copy is no second witness.
    pub(crate) fn witnesses(&self, cites: impl IntoIterator<Item = Cite>) -> Vec<Cite> {
        let mut out: Vec<Cite> = Vec::new();
        for cite in cites {
            if out.len() == CITES {
                break;
            }
            let again = out.iter().any(|seen| *seen == cite || self.same_origin(seen, &cite));
            if !again {
                out.push(cite);
            }
        }
        out
    }

    fn same_origin(&self, a: &Cite, b: &Cite) -> bool {
        let (
            Cite::Passage { report: a, span: here, .. },
            Cite::Passage { report: b, span: there, .. },
        ) = (a, b)
        else {
            return false;
        };
        self.families.independent(&[(a, *here), (b, *there)]) == 1
    }

    /// A list without the lines whose place cannot be shown; those are counted.
    pub(crate) fn list(&self, heading: &str, none: &str, lines: Vec<Line>) -> List {
        let before = lines.len();
        let lines: Vec<Line> = lines.into_iter().filter_map(cited).collect();
        self.left_out.set(self.left_out.get() + before - lines.len());
        List {
            heading: (!heading.is_empty()).then(|| heading.to_owned()),
            lines,
            more: 0,
            none: none.to_owned(),
            side_by_side: false,
        }
    }

    /// How many lines were left out because their place cannot be shown.
    pub(crate) fn left_out(&self) -> usize {
        self.left_out.get()
    }

    /// Whether a date lies on or after the day of "what moved".
    pub(crate) fn is_new(&self, when: Option<When>) -> bool {
        let (Some(since), Some(when)) = (self.since, when) else { return false };
        when.first_day() >= since.first_day()
    }

    /// The readings of a thing that were known on the day, as lines.
    pub(crate) fn accounts(&self, accounts: &[Account]) -> Vec<Line> {
        let cut = Cut { day: self.as_of.filter(|_| self.as_of_given), talks: self.talks };
        accounts
            .iter()
            .filter(|account| cut.allows_entry(None, &account.evidence))
            .map(|account| {
                Line::on(self.cites(&account.evidence))
                    .label(folded(&account.by))
                    .text(folded(&account.words))
            })
            .filter_map(cited)
            .collect()
    }

    /// Whether an undated entry was known on the day.
    pub(crate) fn was_known(&self, when: Option<When>, evidence: &Evidence) -> bool {
        let cut = Cut { day: self.as_of.filter(|_| self.as_of_given), talks: self.talks };
        cut.allows_entry(when, evidence)
    }
}

/// The line without uncited lines under it, or nothing.
fn cited(mut line: Line) -> Option<Line> {
    line.under = line.under.into_iter().filter_map(cited).collect();
    (!line.cites.is_empty()).then_some(line)
}

fn still_holds(position: &Position, day: Option<When>) -> bool {
    match (position.until, day) {
        (Some(until), Some(day)) => until.last_day() > day.last_day(),
        _ => true,
    }
}

/// The day up to which things count.
#[derive(Clone, Copy)]
struct Cut<'a> {
    day: Option<When>,
    talks: Option<&'a Talks>,
}

impl Cut<'_> {
    /// Whether something of this date counts; without a date it does.
    fn allows(self, when: Option<When>) -> bool {
        let (Some(day), Some(when)) = (self.day, when) else { return true };
        when.first_day() <= day.last_day()
    }

    /// An entry without a date counts unless every page that it cites came later.
    fn allows_entry(self, when: Option<When>, evidence: &Evidence) -> bool {
        if when.is_some() {
            return self.allows(when);
        }
        let Evidence::Entry { sources, .. } = evidence else { return true };
        let mut dates = sources
            .iter()
            .map(|id| self.talks.and_then(|talks| talks.source(id)).and_then(|page| page.date));
        sources.is_empty() || dates.any(|date| self.allows(date))
    }

    /// An agreement's own date, or that of its round.
    fn date_of(self, agreement: &Agreement) -> Option<When> {
        let round = |talks: &&Talks| {
            talks.rounds.iter().find(|round| Some(&round.id) == agreement.round.as_ref())?.start
        };
        agreement.date.or_else(|| self.talks.as_ref().and_then(round))
    }

    fn positions(self, reading: &Reading, known: &dyn Fn(&str) -> bool) -> Vec<Position> {
        let of_reports = reading.positions.iter().filter(|position| match &position.evidence {
            Evidence::Passage(passage) => known(&passage.report),
            Evidence::Entry { .. } | Evidence::Assumed(_) => true,
        });
        self.talks
            .iter()
            .flat_map(|talks| &talks.positions)
            .chain(of_reports)
            .filter(|position| self.allows_entry(position.from, &position.evidence))
            .filter(|position| still_holds(position, self.day))
            // Most of what no rule reads is wrong; a person may confirm it.
            .filter(|position| {
                !position.flags.contains(&Flag::LearnedOnly) || position.decided.is_some()
            })
            .map(|position| {
                let above = self.talks.map(|talks| talks.party_of(&position.party).clone());
                let party = above.unwrap_or_else(|| position.party.clone());
                Position { party, ..position.clone() }
            })
            .collect()
    }
}
