//! The wordings of one party on one issue: same words once, with all their days; copies are none.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Basis, ChoiceId, Evidence, Flag, IssueId, Position, Report, Stance, Talks, Verdict,
    When,
};

use super::Scope;
use super::coded::Glossary;
use super::facets::Facets;
use super::firmness::takes;
use crate::lexicon::Lexicon;
use crate::reading::Reading;

/// Under which heading a wording stands. Only own words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// The party's own words, or words reported as its own.
    Own,
    /// Its own words as far as read, but the speaker, the issue or the time is not certain.
    Doubtful,
    /// Known only from an opponent, an expert, the press or an unnamed source.
    Others,
}

impl Heading {
    /// The word of JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Doubtful => "doubtful",
            Self::Others => "others",
        }
    }
}

/// How the day of a wording is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayKnown {
    /// The report tells on which day it was said.
    Told,
    /// Only the report's own date is known.
    OfReport,
    /// Entered in `talks.toml`.
    Entered,
    /// Not known.
    NotKnown,
}

impl DayKnown {
    /// The word of JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::OfReport => "report",
            Self::Entered => "entered",
            Self::NotKnown => "not_known",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Told => "day told by the report",
            Self::OfReport => "date of the report",
            Self::Entered => "day entered in talks.toml",
            Self::NotKnown => "day not known",
        }
    }
}

/// One place where a wording stands, with its day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The day it was said, else of the report.
    pub when: Option<When>,
    /// How the day is known.
    pub how: DayKnown,
    /// The place.
    pub evidence: Evidence,
}

/// One wording of one party on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Whose.
    pub party: ActorId,
    /// On what.
    pub issue: IssueId,
    /// Which way of settling it.
    pub choice: Option<ChoiceId>,
    /// What the party does with it.
    pub stance: Stance,
    /// Who spoke.
    pub speaker: Option<String>,
    /// Through whom.
    pub via: Vec<String>,
    /// The words.
    pub words: String,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// First, later or fallback in a list.
    pub rank: Option<Flag>,
    /// Own, doubtful or others'.
    pub heading: Heading,
    /// On whose word it is known.
    pub basis: Basis,
    /// Coded phrases in it, by name.
    pub coded: Vec<String>,
    /// Where and when; the earliest first, one at least.
    pub said: Vec<Said>,
    /// How many places in copies of one report were left out.
    pub copies: usize,
    pub(super) facets: Facets,
}

impl Wording {
    /// The earliest day.
    pub fn first(&self) -> Option<When> {
        self.said.first().and_then(|said| said.when)
    }
}

/// Everything that a party is read to say on an issue, the earliest first.
pub(super) type Groups = BTreeMap<(ActorId, IssueId), Vec<Wording>>;

/// Positions with their days, by party and issue.
type Sorted<'a> = BTreeMap<(ActorId, IssueId), Vec<(&'a Position, Option<When>)>>;

/// Collects and joins the wordings.
pub(super) fn groups(scope: &Scope<'_>, glossary: &Glossary) -> Groups {
    let places = Places::new(scope.reading);
    let mut sorted = Sorted::new();
    let entered = scope.talks.iter().flat_map(|talks| &talks.positions);
    // What no rule reads is mostly wrong, so it is no wording of anybody's.
    let read = scope.reading.positions.iter().filter(|position| {
        !position.flags.contains(&Flag::LearnedOnly) || position.decided.is_some()
    });
    for position in entered.chain(read) {
        if !scope.allows(position.from, &position.evidence) || dismissed(position) {
            continue;
        }
        let party = party(scope.talks, scope.lexicon, &position.party);
        let day = position.from.map(When::to_day);
        sorted.entry((party, position.issue.clone())).or_default().push((position, day));
    }
    let mut out = Groups::new();
    for ((party, issue), mut positions) in sorted {
        positions.sort_by(|(a, x), (b, y)| {
            let (first, second) = (places.copied(a) > 0, places.copied(b) > 0);
            (x.is_none(), x, first, &a.evidence, &a.words).cmp(&(
                y.is_none(),
                y,
                second,
                &b.evidence,
                &b.words,
            ))
        });
        let mut group = Group {
            rows: Vec::new(),
            by_words: BTreeMap::new(),
            by_day: BTreeMap::new(),
            first_of: BTreeMap::new(),
        };
        for (position, _) in positions {
            group.add(position, &party, glossary, &places);
        }
        out.insert((party, issue), group.rows);
    }
    out
}

fn dismissed(position: &Position) -> bool {
    position.decided.as_ref().is_some_and(|decided| decided.verdict == Verdict::Reject)
}

/// The side for which an actor speaks.
pub(super) fn party(talks: Option<&Talks>, lexicon: &Lexicon, id: &ActorId) -> ActorId {
    let entered = talks.filter(|talks| talks.actor(id).is_some());
    entered.map_or_else(|| lexicon.party_of(id), |talks| talks.party_of(id).clone())
}

/// Reports by path, and the family of copies that each belongs to.
struct Places<'a> {
    reports: &'a [Report],
    family: BTreeMap<&'a str, usize>,
    /// For each copy the share of its words that stands in the first of its family, in percent.
    shares: BTreeMap<&'a str, u8>,
}

impl<'a> Places<'a> {
    fn new(reading: &'a Reading) -> Self {
        let (mut family, mut shares) = (BTreeMap::new(), BTreeMap::new());
        for (at, origin) in reading.origins.iter().enumerate() {
            let copies = origin.copies.iter().map(|(path, _)| path.as_str());
            family.extend(copies.chain([origin.first.as_str()]).map(|path| (path, at)));
            shares.extend(origin.copies.iter().map(|(path, share)| (path.as_str(), *share)));
        }
        Self { reports: &reading.reports, family, shares }
    }

    /// How much of the report of a position is copied; 0 for one that is no copy.
    fn copied(&self, position: &Position) -> u8 {
        let Evidence::Passage(passage) = &position.evidence else { return 0 };
        self.shares.get(passage.report.as_str()).copied().unwrap_or(0)
    }

    fn published(&self, path: &str) -> Option<When> {
        let at = self.reports.binary_search_by(|report| report.path.as_str().cmp(path)).ok()?;
        self.reports.get(at)?.published
    }

    fn said(&self, position: &Position) -> Said {
        let how = match (&position.evidence, position.from) {
            (_, None) => DayKnown::NotKnown,
            (Evidence::Entry { .. } | Evidence::Assumed(_), _) => DayKnown::Entered,
            (Evidence::Passage(passage), Some(from)) => {
                let published = self.published(&passage.report).map(When::first_day);
                if published == Some(from.first_day()) {
                    DayKnown::OfReport
                } else {
                    DayKnown::Told
                }
            }
        };
        Said { when: position.from, how, evidence: position.evidence.clone() }
    }
}

/// Words whose joining is decided by look-ups, so that a long list costs no more than its length.
struct Group {
    rows: Vec<Wording>,
    by_words: BTreeMap<(Heading, String), usize>,
    by_day: BTreeMap<(Heading, Option<When>, Option<ChoiceId>), Vec<usize>>,
    /// The report of each family from which wordings were taken, and the first of them.
    first_of: BTreeMap<(Heading, usize), (String, usize)>,
}

/// A report of which less is copied may have words of its own: they are listed, and not compared.
const MOSTLY: u8 = 50;
/// Rows of one day and one choice that are held against a new wording.
const HELD: usize = 16;

impl Group {
    fn add(
        &mut self,
        position: &Position,
        party: &ActorId,
        glossary: &Glossary,
        places: &Places<'_>,
    ) {
        let mut heading = heading(position);
        let said = places.said(position);
        let facets = Facets::of(position, glossary);
        let words = folded(&position.words);
        let mut key = (heading, words);
        let same = self.by_words.get(&key).copied().filter(|at| self.fits(*at, position));
        let mut day = (heading, position.from.map(When::to_day), position.choice.clone());
        let same = same.or_else(|| {
            let near = self.by_day.get(&day).map(Vec::as_slice).unwrap_or_default();
            let alike = |at: &&usize| self.rows.get(**at).is_some_and(|r| r.facets.alike(&facets));
            near.iter().take(HELD).find(alike).copied()
        });
        let first = self.first(position, heading, places);
        if first.is_none() {
            self.remember(position, heading, places, same.unwrap_or(self.rows.len()));
        }
        if let Some(row) = same.and_then(|at| self.rows.get_mut(at)) {
            if first.is_some() {
                row.copies += 1;
            } else if row.said.last() != Some(&said) {
                row.said.push(said);
            }
            return;
        }
        let at = self.rows.len();
        match first {
            Some(first) if places.copied(position) >= MOSTLY => {
                if let Some(row) = self.rows.get_mut(first) {
                    row.copies += 1;
                }
                return;
            }
            Some(_) => heading = heading.max(Heading::Doubtful),
            None => {}
        }
        (key.0, day.0) = (heading, heading);
        let named = |at: &usize| glossary.coded(*at).map(|coded| coded.name.clone());
        self.rows.push(Wording {
            party: party.clone(),
            issue: position.issue.clone(),
            choice: position.choice.clone(),
            stance: position.stance,
            speaker: position.speaker.clone(),
            via: position.via.clone(),
            words: position.words.clone(),
            condition: position.condition.clone(),
            rank: facets.rank,
            heading,
            basis: position.basis,
            coded: facets.noted.coded.iter().filter_map(named).collect(),
            said: vec![said],
            copies: 0,
            facets,
        });
        self.by_words.insert(key, at);
        self.by_day.entry(day).or_default().push(at);
    }

    /// Whether the same words are read in the same way.
    fn fits(&self, at: usize, position: &Position) -> bool {
        self.rows
            .get(at)
            .is_some_and(|row| row.choice == position.choice && row.stance == position.stance)
    }

    /// The first wording that another report of the same family has brought on this matter.
    fn first(&self, position: &Position, heading: Heading, places: &Places<'_>) -> Option<usize> {
        let Evidence::Passage(passage) = &position.evidence else { return None };
        let family = places.family.get(passage.report.as_str())?;
        // The text from which the others copied is no copy, whatever the days say.
        if places.copied(position) == 0 {
            return None;
        }
        let (report, row) = self.first_of.get(&(heading, *family))?;
        (*report != passage.report).then_some(*row)
    }

    fn remember(&mut self, position: &Position, heading: Heading, places: &Places<'_>, row: usize) {
        let Evidence::Passage(passage) = &position.evidence else { return };
        if let Some(family) = places.family.get(passage.report.as_str()) {
            let first = self.first_of.entry((heading, *family));
            first.or_insert_with(|| (passage.report.clone(), row));
        }
    }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whose words they are, as far as that can be said.
fn heading(position: &Position) -> Heading {
    const NOT_ITS_WORDS: [Flag; 3] = [Flag::Imputed, Flag::Characterised, Flag::Hearsay];
    const UNSURE: [Flag; 2] = [Flag::UncertainSpeaker, Flag::IssueInferred];
    let has = |flags: &[Flag]| flags.iter().any(|flag| position.flags.contains(flag));
    let told = matches!(position.evidence, Evidence::Passage(_));
    let confirmed = position.decided.is_some();
    if position.basis != Basis::Own || (has(&NOT_ITS_WORDS) && !confirmed) {
        Heading::Others
    } else if !confirmed && (has(&UNSURE) || (told && position.flags.contains(&Flag::Past))) {
        Heading::Doubtful
    } else {
        Heading::Own
    }
}

/// Numbers of wordings by choice and day.
pub(super) type Days = BTreeMap<Option<ChoiceId>, BTreeMap<When, BTreeSet<usize>>>;

/// Own words that take a stance, by choice and day: remarks about a matter are not compared.
pub(super) fn days(rows: &[Wording]) -> Days {
    let mut out = Days::new();
    let compared = |row: &Wording| row.heading == Heading::Own && takes(row.stance);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| compared(row)) {
        for when in row.said.iter().filter_map(|said| said.when) {
            let days = out.entry(row.choice.clone()).or_default();
            days.entry(when.to_day()).or_default().insert(at);
        }
    }
    out
}
