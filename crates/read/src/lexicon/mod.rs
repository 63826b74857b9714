//! The vocabulary of peace talks: issues, choices, actors and people, built in and the dossier's.
//!
//! The words themselves stand in `lexicons/*.toml`; `docs/src/reference/lexicon.md` says how to add
//! to them. Nothing here fails: a file with a fault is a failing test, and an empty list at run time.

mod actors;
mod choices;
mod data;
mod issues;
mod own;
#[cfg(test)]
mod tests;

use model::{ActorId, ChoiceId, IssueId, Talks};

pub use actors::{ActorEntry, ActorHit, HitKind, Office, VenueHit};
pub(crate) use data::spell_out;
pub use issues::{ChoiceEntry, IssueEntry, IssueHit};

use crate::token::Token;

/// In the order in which output lists the issues.
const ISSUES: [&str; 7] = [
    include_str!("../../../../lexicons/issues/security.toml"),
    include_str!("../../../../lexicons/issues/humanitarian.toml"),
    include_str!("../../../../lexicons/issues/territory.toml"),
    include_str!("../../../../lexicons/issues/status.toml"),
    include_str!("../../../../lexicons/issues/political.toml"),
    include_str!("../../../../lexicons/issues/economic.toml"),
    include_str!("../../../../lexicons/issues/process.toml"),
];
const ACTORS: &str = include_str!("../../../../lexicons/actors.toml");
const PEOPLE: &str = include_str!("../../../../lexicons/people.toml");

/// The words by which reports speak of issues, choices and actors.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    issues: issues::Issues,
    actors: actors::Actors,
}

impl Lexicon {
    /// The built-in lexicon.
    pub fn built_in() -> Self {
        let files = ISSUES.into_iter().map(|text| toml::from_str(text).unwrap_or_default());
        let issues = files.flat_map(|file: data::IssueFile| file.issue).collect();
        let actors = toml::from_str(ACTORS).unwrap_or_default();
        let people = toml::from_str(PEOPLE).unwrap_or_default();
        Self { issues: issues::Issues::load(issues), actors: actors::Actors::load(actors, people) }
    }

    /// This lexicon with the dossier's actors and issues; where both claim the same words, the
    /// dossier's meaning counts.
    #[must_use]
    pub fn with_talks(&self, talks: &Talks) -> Self {
        let mut both = self.clone();
        both.issues.add_talks(talks);
        both.actors.add_talks(talks);
        both
    }

    /// All issues, the built-in ones first.
    pub fn issues(&self) -> &[IssueEntry] {
        &self.issues.entries
    }

    /// The issue with this handle.
    pub fn issue(&self, id: &IssueId) -> Option<&IssueEntry> {
        self.issues.get(id)
    }

    /// The issue's name for output; the handle itself if it is not known.
    pub fn issue_name<'a>(&'a self, id: &'a IssueId) -> &'a str {
        self.issue(id).map_or(id.as_str(), |entry| &entry.name)
    }

    /// The choice's name for output; the handle itself if it is not known.
    pub fn choice_name<'a>(&'a self, issue: &IssueId, choice: &'a ChoiceId) -> &'a str {
        let entry = self.issue(issue);
        let known = entry.and_then(|entry| entry.choices.iter().find(|known| known.id == *choice));
        known.map_or(choice.as_str(), |known| &known.name)
    }

    /// Whether there is an issue with this handle.
    pub fn has_issue(&self, issue: &str) -> bool {
        issue.parse().is_ok_and(|id| self.issue(&id).is_some())
    }

    /// Whether the issue has a choice with this handle.
    pub fn has_choice(&self, issue: &str, choice: &str) -> bool {
        let Ok(id) = issue.parse() else { return false };
        self.issue(&id).is_some_and(|entry| entry.choices.iter().any(|c| c.id.as_str() == choice))
    }

    /// Where the tokens speak of issues, in order of place.
    pub fn issue_hits(&self, tokens: &[Token]) -> Vec<IssueHit> {
        self.issues.hits(tokens)
    }

    /// Words that belong to issues without naming them: where, and the places of those issues in
    /// [`Lexicon::issues`].
    pub fn hints(&self, tokens: &[Token]) -> Vec<(usize, Vec<usize>)> {
        self.issues.hints(tokens)
    }

    /// The place of an issue in [`Lexicon::issues`].
    pub fn issue_number(&self, id: &IssueId) -> Option<usize> {
        self.issues.number(id)
    }

    /// Where the tokens name actors, in order of place. An ambiguous name gives one weak hit for
    /// each actor that bears it.
    pub fn actor_hits(&self, tokens: &[Token]) -> Vec<ActorHit> {
        self.actors.hits(tokens)
    }

    /// Where the tokens name places in which talks are held, in order of place.
    pub fn venue_hits(&self, tokens: &[Token]) -> Vec<VenueHit<'_>> {
        self.actors.venue_hits(tokens)
    }

    /// All actors, the built-in ones first.
    pub fn actors(&self) -> &[ActorEntry] {
        &self.actors.entries
    }

    /// The actor with this handle.
    pub fn actor(&self, id: &ActorId) -> Option<&ActorEntry> {
        self.actors.get(id)
    }

    /// The actor for whom this one speaks: itself, or whom it belongs to, to the top.
    pub fn party_of(&self, id: &ActorId) -> ActorId {
        let mut at = self.actor(id).map_or(id, |entry| &entry.id);
        // A cycle is a finding of the dossier's check; the bound keeps this total all the same.
        for _ in 0..8 {
            match self.actor(at).and_then(|entry| entry.of.as_ref()) {
                Some(above) => at = self.actor(above).map_or(above, |entry| &entry.id),
                None => break,
            }
        }
        at.clone()
    }
}
