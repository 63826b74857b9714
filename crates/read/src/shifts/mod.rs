//! How a party's words on an issue shift from date to date, with the facts and signs beside it.
//!
//! Wordings are grouped by party and issue, put in order of day and compared with the next and with
//! nothing else. What is known only from others is listed apart and never compared.

mod choices;
mod coded;
mod compare;
mod facets;
mod firmness;
mod phrases_used;
mod rounds;
mod signs;
#[cfg(test)]
mod tests;
mod wording;

use model::{ActorId, Evidence, IssueId, Role, Talks, When};

pub use coded::{Coded, Glossary};
pub use compare::{Direction, Shift, ShiftKind};
pub use firmness::does;
pub use phrases_used::PhraseUsed;
pub use rounds::{EVE_DAYS, EveIncident, HeadOf, RoundFacts, Sitting};
pub use signs::{Observed, Sign};
pub use wording::{DayKnown, Heading, Said, Wording};

use crate::lexicon::Lexicon;
use crate::reading::Reading;

/// What the shifts are found in.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// What the reports say.
    pub reading: &'a Reading,
    /// What the dossier says.
    pub talks: Option<&'a Talks>,
    /// Names.
    pub lexicon: &'a Lexicon,
    /// Only what was known on that day.
    pub as_of: Option<When>,
}

/// One party on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Whose words.
    pub party: ActorId,
    /// On what.
    pub issue: IssueId,
    /// Its wordings in order of date; those without a date last.
    pub wordings: Vec<Wording>,
    /// What moved between consecutive own words, by day.
    pub shifts: Vec<Shift>,
}

/// Everything found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shifts {
    /// The sides of the talks, in order.
    pub parties: Vec<ActorId>,
    /// Every actor's words on every issue; the sides first, then by handle.
    pub threads: Vec<Thread>,
    /// Coded phrases that the sides used.
    pub phrases: Vec<PhraseUsed>,
    /// Facts about the rounds, in order of date.
    pub rounds: Vec<RoundFacts>,
    /// What was observed of each side, to be read under both hypotheses.
    pub signs: Vec<Sign>,
}

impl Scope<'_> {
    /// Whether something counts on the day; an undated entry does unless all its pages came later.
    fn allows(&self, when: Option<When>, evidence: &Evidence) -> bool {
        let Some(day) = self.as_of else { return true };
        let early = |when: When| when.first_day() <= day.last_day();
        if let Some(when) = when {
            return early(when);
        }
        let Evidence::Entry { sources, .. } = evidence else { return true };
        let page = |id| self.talks.and_then(|talks| talks.source(id)).and_then(|page| page.date);
        sources.is_empty() || sources.iter().any(|id| page(id).is_none_or(early))
    }
}

/// Finds everything. The same input gives the same result in the same order.
pub fn find(scope: &Scope<'_>) -> Shifts {
    let glossary = Glossary::built_in();
    let words = compare::Words { lexicon: scope.lexicon, glossary: &glossary };
    let groups = wording::groups(scope, &glossary);
    let parties = sides(scope, &groups);
    let mut threads: Vec<Thread> = groups
        .into_iter()
        .map(|((party, issue), wordings)| {
            let shifts = compare::shifts(&wordings, &words);
            Thread { party, issue, wordings, shifts }
        })
        .collect();
    let place = |party: &ActorId| parties.iter().position(|side| side == party);
    threads.sort_by_key(|thread| place(&thread.party).unwrap_or(usize::MAX));
    let phrases = phrases_used::used(scope, &parties, &threads, &glossary);
    let rounds = rounds::rounds(scope, &parties);
    let signs = signs::signs(scope, &parties, &threads, &rounds);
    Shifts { parties, threads, phrases, rounds, signs }
}

/// The sides: as the dossier says, else as its rounds do, else as the reports do, else the two of
/// which most is known.
fn sides(scope: &Scope<'_>, groups: &wording::Groups) -> Vec<ActorId> {
    let told = |actors: &[model::Actor]| -> Vec<ActorId> {
        let party = |actor: &&model::Actor| actor.roles.contains(&Role::Party);
        let ids = actors.iter().filter(party).map(|actor| &actor.id);
        ids.map(|id| wording::party(scope.talks, scope.lexicon, id)).collect()
    };
    let mut out = scope.talks.map(|talks| told(&talks.actors)).unwrap_or_default();
    if out.is_empty() {
        let rounds = scope.talks.iter().flat_map(|talks| &talks.rounds);
        out = rounds.flat_map(|round| round.parties.clone()).collect();
    }
    if out.is_empty() {
        out = told(&scope.reading.actors);
    }
    if out.is_empty() {
        let mut most: std::collections::BTreeMap<&ActorId, usize> =
            std::collections::BTreeMap::new();
        for ((party, _), wordings) in groups {
            *most.entry(party).or_default() += wordings.len();
        }
        let mut most: Vec<(&ActorId, usize)> = most.into_iter().collect();
        most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        out = most.into_iter().take(2).map(|(party, _)| party.clone()).collect();
    }
    out.sort();
    out.dedup();
    out
}
