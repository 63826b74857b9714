//! The whole way from files to a [`Reading`], in three steps.
//!
//! Each file is opened and cut ([`prepare`]) on its own; then what only all files together tell is
//! worked out (repeated furniture, missing dates, who is who, copies); then each file's statements,
//! positions, events and figures are written down ([`finish`]) with that knowledge. The two steps on
//! single files run on as many threads as asked for; the result does not depend on how many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{Actor, ActorId, ActorKind, Evidence, Finding, Passage, Report, Role, Talks, When};

use crate::codes;
use crate::cues::Cues;
use crate::dates::{CorpusDoc, infer_dates};
use crate::events::EventWords;
use crate::keys;
use crate::lexicon::{ActorEntry, Lexicon};
use crate::origins::{Kinship, OriginDoc, origins};
use crate::page::{Page, mark_repeated, page, repeated_lines};
use crate::parallel;
use crate::positions;
use crate::reading::{Raw, Reading};
use crate::roles;
use crate::speakers::People;
use crate::stance::Stances;
use crate::tagger::{self, Judge, Tagged, Tagger, WordLists};

mod finish;
mod prepare;
#[cfg(test)]
mod tests;

use finish::{Found, finish, with_context};
pub use prepare::blocks;
use prepare::{Prepared, head, prepare};

/// Told after each file of each step: files done, files in all.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Reads reports with one vocabulary.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    cues: Cues,
    stances: Stances,
    events: EventWords,
    tagger: Option<Arc<Tagger>>,
    lists: WordLists,
    sides: Vec<ActorId>,
    roles: Vec<(ActorId, Role, Evidence)>,
}

/// What every step on a single file may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tools<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cues: &'a Cues,
    pub(crate) stances: &'a Stances,
    pub(crate) events: &'a EventWords,
    pub(crate) tagger: Option<&'a Tagger>,
    pub(crate) lists: &'a WordLists,
    /// The labels of the one article in hand, where they are known already.
    pub(crate) heard: Option<(&'a Tagged, &'a Judge)>,
}

impl Reader {
    /// A reader with the built-in lexicon and, if there is one, the dossier's own words and actors.
    pub fn new(talks: Option<&Talks>) -> Self {
        let built_in = Lexicon::built_in();
        let lexicon = talks.map_or_else(|| built_in.clone(), |talks| built_in.with_talks(talks));
        let mut sides = Vec::new();
        let mut told = Vec::new();
        for actor in talks.iter().flat_map(|talks| &talks.actors) {
            for role in &actor.roles {
                if *role == Role::Party {
                    sides.push(lexicon.party_of(&actor.id));
                }
                for evidence in actor.evidence.iter().take(1) {
                    told.push((actor.id.clone(), *role, evidence.clone()));
                }
            }
        }
        sides.sort_unstable();
        sides.dedup();
        let (cues, stances) = (Cues::built_in(), Stances::built_in());
        let (events, lists) = (EventWords::built_in(), WordLists::new(&cues));
        let tagger = tagger::built_in();
        Self { lexicon, cues, stances, events, tagger, lists, sides, roles: told }
    }

    /// The same reader with other weights for attribution; without any, the rules read alone.
    #[must_use]
    pub fn with_tagger(self, tagger: Option<Arc<Tagger>>) -> Self {
        Self { tagger, ..self }
    }

    /// The vocabulary, for names in output.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn tools(&self) -> Tools<'_> {
        Tools {
            lexicon: &self.lexicon,
            cues: &self.cues,
            stances: &self.stances,
            events: &self.events,
            tagger: self.tagger.as_deref(),
            lists: &self.lists,
            heard: None,
        }
    }

    /// Shows what positions are read from, for one article alone.
    pub(crate) fn study(
        &self,
        raw: &Raw,
        heard: Option<(&Tagged, &Judge)>,
        with: &mut dyn FnMut(&positions::Context),
    ) {
        let tools = Tools { heard, ..self.tools() };
        let opened = head(raw);
        let mut files = vec![prepare(&opened, tools)];
        date(&mut files);
        let people = learn(&files);
        let sides = self.sides(&files);
        if let Some(file) = files.first() {
            with_context(file, tools, &people, &sides, |context| with(context));
        }
    }

    /// The clean text of one file, as spans count it.
    pub fn text(&self, raw: Raw) -> Page {
        page(&raw)
    }

    /// Reads the reports. They may come in any order; the result is sorted by path.
    pub fn read(&self, raws: &[Raw], threads: usize, progress: Progress) -> Reading {
        let mut raws: Vec<Raw> = raws.to_vec();
        raws.sort_by(|a, b| a.path.cmp(b.path));
        raws.dedup_by(|a, b| a.path == b.path);
        let all = raws.len() * 3;
        let count = std::sync::atomic::AtomicUsize::new(0);
        let step = || {
            let done = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            progress(done, all);
        };

        let mut opened = parallel::map(&raws, threads, &|_, raw| {
            let opened = head(raw);
            step();
            opened
        });
        let repeated = repeated_lines(&opened.iter().map(|file| &file.page).collect::<Vec<_>>());
        for file in &mut opened {
            mark_repeated(&mut file.page, &repeated);
        }
        let mut files = parallel::map(&opened, threads, &|_, file| {
            let prepared = prepare(file, self.tools());
            step();
            prepared
        });
        date(&mut files);
        let people = learn(&files);
        let sides = self.sides(&files);
        let found = parallel::map(&files, threads, &|_, file| {
            let found = finish(file, self.tools(), &people, &sides);
            step();
            found
        });
        let kinship = kinship(&files, threads);
        self.join(&files, found, &people, (&sides, kinship))
    }

    /// The dossier's parties; without a dossier, those that the reports set against each other.
    fn sides(&self, files: &[Prepared]) -> Vec<ActorId> {
        if self.sides.len() >= 2 {
            return self.sides.clone();
        }
        let pairs: Vec<roles::Pair> = files
            .iter()
            .flat_map(|file| roles::pairs(&file.doc, &file.actors, &self.lexicon))
            .collect();
        roles::sides(&pairs)
    }

    fn join(
        &self,
        files: &[Prepared],
        found: Vec<Found>,
        people: &People,
        (sides, kinship): (&[ActorId], Kinship),
    ) -> Reading {
        let Kinship { origins, borrowings, quotations, credits } = kinship;
        let mut out = Reading { origins, borrowings, quotations, credits, ..Reading::default() };
        let mut roles: BTreeMap<ActorId, BTreeMap<Role, Vec<Evidence>>> = BTreeMap::new();
        for side in sides {
            roles.entry(side.clone()).or_default().entry(Role::Party).or_default();
        }
        for (actor, role, evidence) in &self.roles {
            let parts = roles.entry(actor.clone()).or_default();
            parts.entry(*role).or_default().push(evidence.clone());
        }
        for (file, found) in files.iter().zip(found) {
            for part in found.parts {
                let passage = Passage { report: file.report.path.clone(), span: part.span };
                let parts = roles.entry(part.actor).or_default();
                parts.entry(part.role).or_default().push(Evidence::Passage(passage));
            }
            for (actor, passage) in found.mentions {
                let parts = roles.entry(actor).or_default();
                if let Some(evidence) = parts.get_mut(&Role::Party).filter(|list| list.len() < 3) {
                    evidence.push(Evidence::Passage(passage));
                }
            }
            out.reports.push(file.report.clone());
            out.statements.extend(found.statements);
            out.positions.extend(found.positions);
            out.events.extend(found.events);
            out.figures.extend(found.figures);
            out.furniture.extend(found.furniture);
            out.findings.extend(file.findings.iter().cloned());
        }
        let newest = out.reports.iter().filter_map(|report| report.published).max();
        out.actors = self.actors(&roles, people, newest);
        out.findings.extend(missing_copies(&out.reports));
        out.findings.sort();
        keys::fill(&mut out);
        out
    }

    fn actors(
        &self,
        roles: &BTreeMap<ActorId, BTreeMap<Role, Vec<Evidence>>>,
        people: &People,
        newest: Option<When>,
    ) -> Vec<Actor> {
        let mut out: Vec<Actor> = Vec::new();
        for (id, parts) in roles {
            let Some(entry) = self.lexicon.actor(id) else { continue };
            let mut actor = plain(entry, newest);
            actor.roles = parts.keys().copied().collect();
            actor.evidence = parts.values().flatten().cloned().collect();
            out.push(actor);
        }
        out.extend(people.actors());
        out.sort_by(|a, b| (&a.id, &a.name).cmp(&(&b.id, &b.name)));
        out
    }
}

/// An actor of the lexicon, with the office held when the newest report was written.
fn plain(entry: &ActorEntry, newest: Option<When>) -> Actor {
    let held = newest.and_then(|day| {
        entry.offices.iter().rev().find(|office| {
            office.from.is_none_or(|from| from.first_day() <= day.last_day())
                && office.until.is_none_or(|until| until.last_day() >= day.first_day())
        })
    });
    let office = held.map(|office| office.name.clone()).or_else(|| entry.office.clone());
    Actor {
        id: entry.id.clone(),
        name: entry.name.clone(),
        kind: entry.kind,
        of: entry.of.clone(),
        office: office.filter(|_| entry.kind == ActorKind::Person),
        aliases: Vec::new(),
        roles: Vec::new(),
        from: None,
        until: None,
        evidence: Vec::new(),
    }
}

/// Dates the undated reports from the others.
fn date(files: &mut [Prepared]) {
    let dated: Vec<_> = {
        let mut docs: Vec<CorpusDoc> = files
            .iter()
            .map(|file| CorpusDoc {
                path: &file.report.path,
                tokens: &file.doc.tokens,
                mentions: &file.dates,
                when: file.report.published,
                partial: file.partial.clone(),
                how: file.report.published_how.clone(),
            })
            .collect();
        infer_dates(&mut docs);
        docs.into_iter().map(|doc| (doc.when, doc.how)).collect()
    };
    for (file, (when, how)) in files.iter_mut().zip(dated) {
        let inferred = file.report.published.is_none() && when.is_some();
        file.report.published = when;
        file.report.published_how = how;
        if file.doc.tokens.is_empty() {
            continue;
        }
        if inferred {
            file.findings.push(codes::DATE_INFERRED.of(
                &file.report.path,
                format!(
                    "the report carries no full date; {} is used ({})",
                    when.map(|when| when.to_string()).unwrap_or_default(),
                    file.report.published_how
                ),
                "give `date` in front matter if it is known",
            ));
        } else if when.is_none() {
            file.findings.push(codes::UNDATED.of(
                &file.report.path,
                "the report carries no date, and the other reports do not tell it",
                "give `date` in front matter; until then \"Monday\" and \"last month\" in it stay unresolved",
            ));
        }
    }
}

fn learn(files: &[Prepared]) -> People {
    let sightings: Vec<_> =
        files.iter().map(|file| (file.report.path.as_str(), file.sightings.as_slice())).collect();
    People::learn(&sightings)
}

fn kinship(files: &[Prepared], threads: usize) -> Kinship {
    let docs: Vec<OriginDoc> = files
        .iter()
        .map(|file| OriginDoc {
            path: &file.report.path,
            when: file.report.published,
            copy_of: file.report.copy_of.as_deref(),
            publisher: file.report.publisher.as_deref(),
            genre: file.report.genre,
            print: &file.print,
        })
        .collect();
    origins(&docs, threads)
}

/// `copy-of` names a report that is not there.
fn missing_copies(reports: &[Report]) -> Vec<Finding> {
    // "reports/a.txt" may be given for "my-talks/reports/a.txt".
    let tails = |path: &'_ str| {
        let slashes = path.match_indices('/').map(|(slash, _)| slash + 1);
        let starts = std::iter::once(0).chain(slashes);
        starts.filter_map(|at| Some(path.get(at..)?.to_owned())).collect::<Vec<String>>()
    };
    let copies = reports.iter().any(|report| report.copy_of.is_some());
    let known: BTreeSet<String> =
        reports.iter().filter(|_| copies).flat_map(|report| tails(&report.path)).collect();
    let lost = reports.iter().filter_map(|report| {
        let target = report.copy_of.as_ref().filter(|target| !known.contains(*target))?;
        Some(codes::NO_ORIGINAL.of(
            &report.path,
            format!("`copy-of` names \"{target}\", which is not among the reports"),
            "name a report of this folder by its path, or leave `copy-of` out",
        ))
    });
    lost.collect()
}
