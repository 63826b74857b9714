//! Which ids the file defines, gathered before any entry is read, so that order does not matter.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::KnownIssues;
use super::codes;
use super::fields::Value;
use crate::finding::Code;
use crate::id::{
    ActorId, AgreementId, ChoiceId, CommitmentId, DocumentId, IssueId, RoundId, SourceId,
};

/// The kinds of entry that have an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Source,
    Actor,
    Issue,
    Choice,
    Round,
    Document,
    Agreement,
    Commitment,
}

impl Kind {
    /// The key of its table.
    pub(super) fn table(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Actor => "actor",
            Kind::Issue => "issue",
            Kind::Choice => "choice",
            Kind::Round => "round",
            Kind::Document => "document",
            Kind::Agreement => "agreement",
            Kind::Commitment => "commitment",
        }
    }

    /// The finding when an entry names one that is not there.
    pub(super) fn missing(self) -> Code {
        match self {
            Kind::Source => codes::NO_SOURCE,
            Kind::Actor => codes::NO_ACTOR,
            Kind::Issue => codes::NO_ISSUE,
            Kind::Choice => codes::NO_CHOICE,
            Kind::Round => codes::NO_ROUND,
            Kind::Agreement => codes::NO_AGREEMENT,
            // No entry names a document yet.
            Kind::Commitment | Kind::Document => codes::NO_COMMITMENT,
        }
    }
}

/// An id type and the kind of entry it stands for.
pub(super) trait Handle: std::str::FromStr {
    /// The kind.
    const KIND: Kind;
}

macro_rules! handles {
    ($($id:ident $kind:ident)*) => {
        $(impl Handle for $id { const KIND: Kind = Kind::$kind; })*
    };
}

handles! {
    SourceId Source ActorId Actor IssueId Issue ChoiceId Choice RoundId Round
    DocumentId Document AgreementId Agreement CommitmentId Commitment
}

/// The ids of one kind.
#[derive(Debug, Default)]
pub(super) struct Ids<'a> {
    /// Id to the byte at which the first entry with it begins.
    first: BTreeMap<&'a str, usize>,
    /// Names and other spellings, in small letters, to ids.
    names: BTreeMap<String, &'a str>,
}

impl<'a> Ids<'a> {
    /// The ids of the entries in a list.
    pub(super) fn of(list: Option<&'a Value<'a>>) -> Self {
        let mut ids = Self::default();
        for (start, table) in entries(list) {
            let Some(id) = text(table, "id") else { continue };
            ids.first.entry(id).or_insert(start);
            let aliases = table.get("aliases").and_then(|value| value.get_ref().as_array());
            let others = aliases.into_iter().flat_map(|list| list.iter());
            let others = others.filter_map(|value| value.get_ref().as_str());
            for name in text(table, "name").into_iter().chain(others) {
                ids.names.entry(name.to_lowercase()).or_insert(id);
            }
        }
        ids
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.first.contains_key(id)
    }

    /// Where the first entry with this id begins.
    pub(super) fn first(&self, id: &str) -> Option<usize> {
        self.first.get(id).copied()
    }

    /// The id of the entry with this name, in whatever letters.
    pub(super) fn named(&self, name: &str) -> Option<&'a str> {
        self.names.get(&name.to_lowercase()).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.first.keys().copied()
    }
}

/// The entries of `[[name]]`, and the one entry of a mistaken `[name]`, with their first bytes.
pub(super) fn entries<'a>(
    list: Option<&'a Value<'a>>,
) -> impl Iterator<Item = (usize, &'a DeTable<'a>)> {
    let many = list.and_then(|value| value.get_ref().as_array());
    let many = many.into_iter().flat_map(|list| list.iter());
    let tables = list.into_iter().chain(many);
    tables.filter_map(|value| Some((value.span().start, value.get_ref().as_table()?)))
}

fn text<'a>(table: &'a DeTable<'a>, key: &str) -> Option<&'a str> {
    table.get(key)?.get_ref().as_str()
}

/// Everything that entries may refer to.
pub(super) struct Known<'a> {
    builtin: &'a dyn KnownIssues,
    kinds: Vec<(Kind, Ids<'a>)>,
    choices: BTreeMap<&'a str, Ids<'a>>,
    none: Ids<'a>,
}

impl<'a> Known<'a> {
    /// Gathers the ids of a whole file.
    pub(super) fn new(root: &'a DeTable<'a>, builtin: &'a dyn KnownIssues) -> Self {
        let kinds = [
            Kind::Source,
            Kind::Actor,
            Kind::Issue,
            Kind::Round,
            Kind::Document,
            Kind::Agreement,
            Kind::Commitment,
        ];
        let kinds = kinds.map(|kind| (kind, Ids::of(root.get(kind.table())))).into();
        let mut choices: BTreeMap<&str, Ids> = BTreeMap::new();
        for (_, issue) in entries(root.get(Kind::Issue.table())) {
            if let Some(id) = text(issue, "id") {
                choices.entry(id).or_insert_with(|| Ids::of(issue.get(Kind::Choice.table())));
            }
        }
        Self { builtin, kinds, choices, none: Ids::default() }
    }

    /// The dossier's own ids of a kind.
    pub(super) fn of(&self, kind: Kind) -> &Ids<'a> {
        self.kinds.iter().find(|(known, _)| *known == kind).map_or(&self.none, |(_, ids)| ids)
    }

    /// The dossier's own choices on an issue.
    pub(super) fn choices(&self, issue: &str) -> &Ids<'a> {
        self.choices.get(issue).unwrap_or(&self.none)
    }

    /// Whether something of this kind has the id, here or built in.
    pub(super) fn has(&self, kind: Kind, id: &str) -> bool {
        self.of(kind).has(id)
            || match kind {
                Kind::Issue => self.builtin.issue(id),
                Kind::Actor => self.builtin.actor(id),
                _ => false,
            }
    }

    /// Whether the issue has the choice, here or built in.
    pub(super) fn has_choice(&self, issue: &str, choice: &str) -> bool {
        self.choices(issue).has(choice) || self.builtin.choice(issue, choice)
    }

    /// Whether this is an issue of the dossier alone, and it lists no choices.
    pub(super) fn without_choices(&self, issue: &str) -> bool {
        self.of(Kind::Issue).has(issue)
            && !self.builtin.issue(issue)
            && self.choices(issue).iter().next().is_none()
    }

    /// Every id of the kind that a hint may offer.
    pub(super) fn offers(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let builtin = match kind {
            Kind::Issue => self.builtin.issue_ids(),
            Kind::Actor => self.builtin.actor_ids(),
            _ => Vec::new(),
        };
        self.of(kind).iter().chain(builtin)
    }

    /// Every choice on an issue that a hint may offer.
    pub(super) fn choice_offers(&self, issue: &str) -> impl Iterator<Item = &str> {
        self.choices(issue).iter().chain(self.builtin.choice_ids(issue))
    }
}
