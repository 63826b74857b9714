//! The dossier's own facts: what a person entered in `talks.toml`, checked and immutable.
//!
//! Every entry knows its line and the sources that it cites, so that output can lead back to both.

use crate::actor::{Actor, Role};
use crate::conflict::Conflict;
use crate::evidence::Evidence;
use crate::id::{
    ActorId, AgreementId, ChoiceId, CommitmentId, DocumentId, IssueId, RoundId, SourceId,
};
use crate::names::words;
use crate::position::Position;
use crate::preference::{Link, Preference, RedLine, Reserve, Sequence, StatusQuo};
use crate::quantity::CountState;
use crate::when::When;

/// Everything that `talks.toml` says, after checking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Talks {
    /// What the talks are called.
    pub title: Option<String>,
    /// One paragraph about them.
    pub about: Option<String>,
    /// Pages that entries cite.
    pub sources: Vec<Source>,
    /// Parties, people, bodies.
    pub actors: Vec<Actor>,
    /// Issues with their choices; added to the built-in lexicon.
    pub issues: Vec<Issue>,
    /// Rounds, in the order of their dates.
    pub rounds: Vec<Round>,
    /// Who sat in which round for whom.
    pub delegations: Vec<Delegation>,
    /// What a delegation may do.
    pub mandates: Vec<Mandate>,
    /// Laws and decisions that stand in the way of an act.
    pub legal_bars: Vec<LegalBar>,
    /// Positions entered by hand.
    pub positions: Vec<Position>,
    /// What ways of settling an issue are worth to whom.
    pub preferences: Vec<Preference>,
    /// What a party will not take.
    pub red_lines: Vec<RedLine>,
    /// What goes only with something else.
    pub links: Vec<Link>,
    /// What is to come before what.
    pub sequences: Vec<Sequence>,
    /// What a party has without a deal.
    pub reserves: Vec<Reserve>,
    /// What is in force as long as nothing is agreed.
    pub status_quo: Vec<StatusQuo>,
    /// Papers handed over or withheld.
    pub documents: Vec<Document>,
    /// What was agreed, in the words of each who says so.
    pub agreements: Vec<Agreement>,
    /// Who undertook what.
    pub commitments: Vec<Commitment>,
    /// What was seen of it.
    pub observations: Vec<Observation>,
    /// What happened close to a round.
    pub incidents: Vec<Incident>,
    /// Points on which accounts differ, known to whoever keeps the dossier.
    pub disputes: Vec<KnownDispute>,
    /// Models of who can do what and who wants what, in the order of the file.
    pub conflicts: Vec<Conflict>,
}

/// A page of a publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The handle that entries cite.
    pub id: SourceId,
    /// Who published it.
    pub publisher: String,
    /// Its address.
    pub address: Option<String>,
    /// When it was published.
    pub date: Option<When>,
    /// The actor whose outlet it is, if it is one's.
    pub side: Option<ActorId>,
    /// Whether it only passes on another's words.
    pub relays: Option<String>,
    /// Line of the entry.
    pub line: usize,
}

/// A matter on the agenda and the ways of settling it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The handle, a built-in one or a new one.
    pub id: IssueId,
    /// The name for output.
    pub name: String,
    /// Ways of settling it.
    pub choices: Vec<Choice>,
    /// Words by which reports speak of it, beside those of the built-in lexicon.
    pub terms: Vec<String>,
    /// Line of the entry.
    pub line: usize,
}

/// One way of settling an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The handle.
    pub id: ChoiceId,
    /// The name for output.
    pub name: String,
    /// Words by which reports speak of it.
    pub terms: Vec<String>,
    /// Larger choices of which it is a part: who takes one of them takes this, as a part of it.
    pub part_of: Vec<ChoiceId>,
}

/// A numbered round of talks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The handle.
    pub id: RoundId,
    /// The name for output.
    pub name: String,
    /// Town and house.
    pub place: Option<String>,
    /// Delegations, heads only, trilateral, online.
    pub format: Option<String>,
    /// When it was to start.
    pub planned: Option<When>,
    /// When it started.
    pub start: Option<When>,
    /// When it ended.
    pub end: Option<When>,
    /// Working languages, ISO 639-1.
    pub languages: Vec<String>,
    /// The sides that met.
    pub parties: Vec<ActorId>,
    /// Others present or around it, with their part.
    pub others: Vec<(ActorId, Role)>,
    /// The sittings.
    pub sessions: Vec<Session>,
    /// One line.
    pub result: Option<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// One sitting of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Plenary, heads only, trilateral, online, working group.
    pub format: String,
    /// When it started.
    pub start: Option<When>,
    /// When it ended.
    pub end: Option<When>,
    /// How long it lasted, in minutes.
    pub minutes: Option<Amount>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// One side's team in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The side.
    pub of: ActorId,
    /// The round; `None` when it holds for all.
    pub round: Option<RoundId>,
    /// Who leads it.
    pub head: Option<ActorId>,
    /// The others, in words or by handle as entered.
    pub members: Vec<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// The instrument by which a delegation may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// The side.
    pub of: ActorId,
    /// Decree, order, letter, with its number.
    pub instrument: String,
    /// What it allows.
    pub scope: Option<String>,
    /// From when.
    pub from: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// Whether parts of it are classified.
    pub classified: bool,
    /// Where this stands.
    pub evidence: Evidence,
}

/// A law or decision that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBar {
    /// The side that is bound.
    pub of: ActorId,
    /// Law or decree, with its number.
    pub instrument: String,
    /// What it forbids, and who reads it how.
    pub words: String,
    /// The issues that it touches.
    pub issues: Vec<IssueId>,
    /// From when.
    pub from: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// A paper that one side gave to another, or kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The handle.
    pub id: DocumentId,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub from: Option<ActorId>,
    /// Who got it.
    pub to: Vec<ActorId>,
    /// In which round.
    pub round: Option<RoundId>,
    /// When it was handed over.
    pub handed_over: Option<When>,
    /// When it became public.
    pub published: Option<When>,
    /// ISO 639-1 codes.
    pub languages: Vec<String>,
    /// Anything else, in words.
    pub note: Option<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The handle.
    pub id: AgreementId,
    /// One line.
    pub name: String,
    /// When.
    pub date: Option<When>,
    /// In which round.
    pub round: Option<RoundId>,
    /// The issue.
    pub issue: Option<IssueId>,
    /// Who agreed.
    pub parties: Vec<ActorId>,
    /// Signed, initialled, stated by both, stated by one, mediated mirror texts.
    pub form: Option<String>,
    /// The accounts of it, where they differ.
    pub readings: Vec<Account>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// What one side says that something is or means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose account.
    pub by: String,
    /// In words.
    pub words: String,
    /// Where this stands.
    pub evidence: Evidence,
}

/// A number with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Plain digits, or nothing when it is not known or embargoed.
    pub value: Option<String>,
    /// The upper end of a range.
    pub to: Option<String>,
    /// What is counted.
    pub unit: String,
    /// Exact, at least, about, ...
    pub state: CountState,
    /// `true` each, `false` in all, `None` not told.
    pub each: Option<bool>,
}

/// What somebody undertook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The handle.
    pub id: CommitmentId,
    /// The agreement it belongs to.
    pub agreement: Option<AgreementId>,
    /// Who owes it.
    pub debtors: Vec<ActorId>,
    /// To whom; empty when it is one-sided.
    pub creditors: Vec<ActorId>,
    /// What, in words.
    pub what: String,
    /// How many.
    pub amount: Option<Amount>,
    /// By when, in words as given ("coming days").
    pub due_words: Option<String>,
    /// By when, as a date.
    pub due: Option<When>,
    /// On which condition.
    pub condition: Option<String>,
    /// How it is checked.
    pub verified_by: Option<String>,
    /// Each text of it, where they differ.
    pub readings: Vec<Account>,
    /// Where this stands.
    pub evidence: Evidence,
}

words! {
    /// Which side an observation speaks for.
    Outcome {
        /// It was done, as far as this observation goes.
        Done = "done",
        /// It was done in part.
        Partly = "partly",
        /// It was not done.
        NotDone = "not_done",
        /// The accounts differ.
        Disputed = "disputed",
        /// Nothing was found.
        NotKnown = "not_known",
    }
}

/// What was seen or told of a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Which commitment.
    pub commitment: CommitmentId,
    /// When.
    pub date: Option<When>,
    /// What, in words.
    pub what: String,
    /// How many.
    pub amount: Option<Amount>,
    /// Who says so.
    pub by: String,
    /// What it shows.
    pub outcome: Outcome,
    /// Where this stands.
    pub evidence: Evidence,
}

/// Something that happened close to a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// What, in words.
    pub what: String,
    /// When.
    pub date: Option<When>,
    /// The round it stands close to.
    pub round: Option<RoundId>,
    /// How each side reads it.
    pub readings: Vec<Account>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// A point on which accounts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDispute {
    /// What it is about.
    pub about: String,
    /// Since when it is known.
    pub date: Option<When>,
    /// The accounts.
    pub readings: Vec<Account>,
    /// Where this stands.
    pub evidence: Evidence,
}

impl Talks {
    /// The source with this handle.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// The actor with this handle.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == *id)
    }

    /// The actor for which this one speaks: itself, or what it belongs to, to the top.
    pub fn party_of<'a>(&'a self, id: &'a ActorId) -> &'a ActorId {
        let mut at = id;
        // A cycle is a finding of the check; the bound keeps this total all the same.
        for _ in 0..8 {
            match self.actor(at).and_then(|actor| actor.of.as_ref()) {
                Some(above) => at = above,
                None => break,
            }
        }
        at
    }

    /// The conflict model of this name.
    pub fn conflict(&self, name: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| conflict.name == name)
    }

    /// The choice with this handle on this issue.
    pub fn choice(&self, issue: &IssueId, choice: &ChoiceId) -> Option<&Choice> {
        let issue = self.issues.iter().find(|known| known.id == *issue)?;
        issue.choices.iter().find(|known| known.id == *choice)
    }
}
