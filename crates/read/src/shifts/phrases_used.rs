//! Who used which coded phrase, and when: from own words on an issue and from every statement of a side.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, Evidence, Passage, Span, Statement};

use super::coded::Glossary;
use super::wording::{DayKnown, Heading, Said, party};
use super::{Scope, Thread};

/// Places listed for one phrase of one side; the latest.
const PLACES: usize = 24;

/// A coded phrase in one side's mouth, with what it usually stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseUsed {
    /// Who used it.
    pub party: ActorId,
    /// The phrase.
    pub phrase: String,
    /// By whom it is read so, and what it stands for to them. A note, never a fact.
    pub readings: Vec<(String, String)>,
    /// Speaker, day and place, the earliest first.
    pub used: Vec<(Option<String>, Said)>,
}

/// Speaker, day and place of each use.
type Uses = Vec<(Option<String>, Said)>;

/// Every phrase that a side used. One place for each report: its copies and repeats count once.
pub(super) fn used(
    scope: &Scope<'_>,
    sides: &[ActorId],
    threads: &[Thread],
    glossary: &Glossary,
) -> Vec<PhraseUsed> {
    let mut out: BTreeMap<(usize, String), Uses> = BTreeMap::new();
    let side = |party: &ActorId| sides.iter().position(|side| side == party);
    for thread in threads {
        let Some(at) = side(&thread.party) else { continue };
        for wording in thread.wordings.iter().filter(|one| one.heading == Heading::Own) {
            for name in &wording.coded {
                let uses = out.entry((at, name.clone())).or_default();
                uses.extend(
                    wording.said.iter().map(|said| (wording.speaker.clone(), said.clone())),
                );
            }
        }
    }
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, origin) in scope.reading.origins.iter().enumerate() {
        families.extend(origin.copies.iter().map(|(path, _)| (path.as_str(), at)));
    }
    for statement in &scope.reading.statements {
        let Some(speaker) = statement.speaker.as_ref().filter(|speaker| !speaker.expert) else {
            continue;
        };
        let whose = speaker.party.as_ref().map(|id| party(scope.talks, scope.lexicon, id));
        let Some(at) = whose.as_ref().and_then(side) else { continue };
        // What a copy tells stands in the report from which it copied.
        if families.contains_key(statement.report.as_str()) {
            continue;
        }
        for (name, said) in found(scope, statement, glossary) {
            out.entry((at, name)).or_default().push((Some(speaker.name.clone()), said));
        }
    }
    out.into_iter()
        .filter_map(|((at, name), mut uses)| {
            uses.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
            let mut reports: BTreeSet<String> = BTreeSet::new();
            uses.retain(|(_, said)| match &said.evidence {
                Evidence::Passage(passage) => reports.insert(passage.report.clone()),
                Evidence::Entry { line, .. } => reports.insert(line.to_string()),
                Evidence::Assumed(_) => false,
            });
            let skip = uses.len().saturating_sub(PLACES);
            let readings = glossary.named(&name)?.readings.clone();
            let used = uses.into_iter().skip(skip).collect();
            Some(PhraseUsed { party: sides.get(at)?.clone(), phrase: name, readings, used })
        })
        .collect()
}

fn found(scope: &Scope<'_>, statement: &Statement, glossary: &Glossary) -> Vec<(String, Said)> {
    let reports = &scope.reading.reports;
    let at = reports.binary_search_by(|report| report.path.cmp(&statement.report));
    let Some(report) = at.ok().and_then(|at| reports.get(at)) else { return Vec::new() };
    let mut out = Vec::new();
    for piece in &statement.content {
        let Some(words) = piece.text(&report.text) else { continue };
        for number in glossary.notes(words).coded {
            let Some(coded) = glossary.coded(number) else { continue };
            let span: Span = *piece;
            let evidence = Evidence::Passage(Passage { report: report.path.clone(), span });
            let how =
                if report.published.is_some() { DayKnown::OfReport } else { DayKnown::NotKnown };
            if scope.allows(report.published, &evidence) {
                out.push((coded.name.clone(), Said { when: report.published, how, evidence }));
            }
        }
    }
    out
}
