//! Names for people in place of handles: of the dossier, of the reading, of the lexicon.

use model::{ActorId, ChoiceId, IssueId, Talks};
use read::Reading;

/// Display names that neither the dossier nor the reading holds, such as those of the lexicon.
pub(crate) trait Names {
    /// The name of an issue.
    fn issue(&self, id: &IssueId) -> Option<String>;
    /// The name of a choice.
    fn choice(&self, issue: &IssueId, id: &ChoiceId) -> Option<String>;
    /// The name of an actor.
    fn actor(&self, id: &ActorId) -> Option<String>;
    /// Which choices are parts of larger ones.
    fn parts(&self) -> weigh::Parts;
}

/// The names in the order in which they are asked: dossier, reading, lexicon, handle.
pub(crate) struct Naming<'a> {
    pub(crate) names: &'a dyn Names,
    pub(crate) talks: Option<&'a Talks>,
    pub(crate) reading: &'a Reading,
}

impl Naming<'_> {
    /// The name of an issue.
    pub(crate) fn issue(&self, id: &IssueId) -> String {
        let own = self.talks.and_then(|talks| talks.issues.iter().find(|issue| issue.id == *id));
        own.map(|issue| issue.name.clone())
            .or_else(|| self.names.issue(id))
            .unwrap_or_else(|| plain(id.as_str()))
    }

    /// The name of a choice.
    pub(crate) fn choice(&self, issue: &IssueId, id: &ChoiceId) -> String {
        let own = self.talks.and_then(|talks| talks.choice(issue, id));
        let name = own
            .map(|choice| choice.name.clone())
            .or_else(|| self.names.choice(issue, id))
            .unwrap_or_else(|| plain(id.as_str()));
        inside_a_sentence(&name)
    }

    /// The name of an actor.
    pub(crate) fn actor(&self, id: &ActorId) -> String {
        let own = self.talks.and_then(|talks| talks.actor(id));
        own.or_else(|| self.reading.actors.iter().find(|actor| actor.id == *id))
            .map(|actor| actor.name.clone())
            .or_else(|| self.names.actor(id))
            .unwrap_or_else(|| id.as_str().to_owned())
    }

    /// Several names: "A, B and C".
    pub(crate) fn actors<'b>(&self, ids: impl IntoIterator<Item = &'b ActorId>) -> String {
        super::words::joined(&ids.into_iter().map(|id| self.actor(id)).collect::<Vec<_>>())
    }
}

/// "No membership" reads "no membership" behind "wants"; "US-led" keeps its capitals.
pub(crate) fn inside_a_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

fn plain(handle: &str) -> String {
    handle.replace('_', " ")
}
