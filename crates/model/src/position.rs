//! Where a party stands on an issue, since when, and how that is known.

use std::collections::BTreeSet;

use crate::decision::Decided;
use crate::evidence::Evidence;
use crate::id::{ActorId, ChoiceId, IssueId};
use crate::names::words;
use crate::stance::{Attitude, Stance};
use crate::when::When;

words! {
    /// On whose word a position is known.
    Basis {
        /// The party's own words, or words reported as its own.
        Own = "own",
        /// What another party to the conflict says of it.
        Opponent = "opponent",
        /// What an analyst or scholar says of it.
        Expert = "expert",
        /// What the reporter, an unnamed source or a third party says of it.
        Report = "report",
    }
}

words! {
    /// How openly it was said.
    Channel {
        /// For everybody to hear.
        Public = "public",
        /// At the table or in confidence.
        Private = "private",
        /// Made public by somebody who should not have.
        Leaked = "leaked",
    }
}

words! {
    /// What must be kept in mind with a statement, position or event.
    Flag {
        /// "not", "neither ... nor", "no".
        Negated = "negated",
        /// Not done yet: "will", "plans to".
        Planned = "planned",
        /// Depends on something: "if", "only after".
        Conditional = "conditional",
        /// "reportedly", "is said to".
        Hearsay = "hearsay",
        /// Put into the party's mouth by another.
        Imputed = "imputed",
        /// The author's or an expert's characterisation, not a speech act.
        Characterised = "characterised",
        /// First rank of several demands.
        First = "first",
        /// A later rank.
        Later = "later",
        /// The weaker form that is said to do as well: "de facto if not de jure".
        Fallback = "fallback",
        /// One-sided: "unilaterally".
        OneSided = "one_sided",
        /// The speaker could not be linked with certainty.
        UncertainSpeaker = "uncertain_speaker",
        /// The words name no issue; the text around them tells it.
        IssueInferred = "issue_inferred",
        /// No rule reads it; what was learned from annotated texts finds it likely.
        LearnedOnly = "learned_only",
        /// The date is an estimate.
        Approximate = "approximate",
        /// About what was, not what is wanted now.
        Past = "past",
    }
}

/// One party's stance on one issue at one time, with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Whose stance it is.
    pub party: ActorId,
    /// The party's name for output.
    pub party_name: String,
    /// On what.
    pub issue: IssueId,
    /// Which way of settling it, if told.
    pub choice: Option<ChoiceId>,
    /// What the party does with it.
    pub stance: Stance,
    /// What that shows; `None` makes no cell of the matrix.
    pub attitude: Option<Attitude>,
    /// On whose word it is known.
    pub basis: Basis,
    /// Who exactly spoke, in words: leader, negotiator, ministry, source.
    pub speaker: Option<String>,
    /// Through whom it reached the report.
    pub via: Vec<String>,
    /// Openly or not.
    pub channel: Channel,
    /// Since when it is known to hold: the day it was said, else of the report.
    pub from: Option<When>,
    /// Until when, if it was given up or replaced.
    pub until: Option<When>,
    /// Where it stands.
    pub evidence: Evidence,
    /// The words.
    pub words: String,
    /// What to keep in mind.
    pub flags: BTreeSet<Flag>,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// 0 to 100.
    pub confidence: u8,
    /// What stands for it in `decisions.toml`: hexadecimal digits, the same at each reading. Empty
    /// before the whole is put together, and for entries of `talks.toml`.
    pub key: String,
    /// What a person decided about it.
    pub decided: Option<Box<Decided>>,
}
