//! What a dispute is: a card with two or more sides, each with its passages, and no verdict.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use model::{ActorId, Decided, Evidence, Span, When};
use sha2::{Digest, Sha256};

/// In which way the accounts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeKind {
    /// One says that it is so, the other that it is not.
    Contradiction,
    /// Different figures, or states of a figure, for one thing.
    Figure,
    /// One-sided or mutual, whole or part.
    Scope,
    /// A different date or place.
    DateOrPlace,
    /// A different office of one person.
    Office,
    /// Against the dossier's own record, or against what the reports themselves tell.
    Record,
    /// What was expected, and what came.
    Forecast,
    /// Praise and blame; sincere and playing for time.
    Assessment,
    /// One event or one meeting told as two different things.
    Account,
    /// One speaker, or one side, against itself.
    SameSpeaker,
}

impl DisputeKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Contradiction,
        Self::Figure,
        Self::Scope,
        Self::DateOrPlace,
        Self::Office,
        Self::Record,
        Self::Forecast,
        Self::Assessment,
        Self::Account,
        Self::SameSpeaker,
    ];

    /// The word of files and JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Figure => "figure",
            Self::Scope => "scope",
            Self::DateOrPlace => "date_or_place",
            Self::Office => "office",
            Self::Record => "record",
            Self::Forecast => "forecast",
            Self::Assessment => "assessment",
            Self::Account => "account",
            Self::SameSpeaker => "same_speaker",
        }
    }

    /// The kind with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Contradiction => "Contradiction",
            Self::Figure => "Different figures",
            Self::Scope => "Different scope",
            Self::DateOrPlace => "Different date or place",
            Self::Office => "Different office",
            Self::Record => "Against the record",
            Self::Forecast => "Forecast and result",
            Self::Assessment => "Different assessment",
            Self::Account => "Different accounts",
            Self::SameSpeaker => "Same speaker",
        }
    }
}

/// Words of one report on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The report's path.
    pub report: String,
    /// The bytes.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Who says it; nobody when it is the report's own account.
    pub speaker: Option<String>,
    /// The side for which that one speaks.
    pub party: Option<ActorId>,
    /// Through whom it reached the report.
    pub via: Vec<String>,
    /// The day of which it speaks, or else of the report.
    pub day: Option<When>,
}

/// What the dossier, the lexicon or the calendar has on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord {
    /// The line of `talks.toml`, if it stands there.
    pub line: Option<usize>,
    /// In words.
    pub text: String,
    /// The entry itself.
    pub evidence: Option<Evidence>,
}

/// One account, by all who give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The claim, in a few words.
    pub claim: String,
    /// Independent origins among the reports: copies count once.
    pub origins: usize,
    /// Who says it, in words, each once; "the report itself" among them.
    pub who: Vec<String>,
    /// Where it stands.
    pub passages: Vec<Told>,
    /// How many more passages there are that are not listed.
    pub more: usize,
    /// What stands on record for it.
    pub record: Vec<OnRecord>,
}

/// One point on which accounts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// In which way.
    pub kind: DisputeKind,
    /// What it is about.
    pub about: String,
    /// What exactly is at issue.
    pub at_issue: String,
    /// The issue of the lexicon, or another word of `lexicons/disputes.toml`.
    pub issue: Option<String>,
    /// The accounts, the earliest first; two at least.
    pub sides: Vec<Side>,
    /// The latest day of a passage.
    pub latest: Option<When>,
    /// How much it matters; only for the order.
    pub weight: u32,
    /// What stands for it in `decisions.toml`.
    pub key: String,
    /// What a person decided about it.
    pub decided: Option<Box<Decided>>,
    /// The keys of cards that a person merged into this one.
    pub merged: Vec<String>,
}

impl Dispute {
    /// The parties for which somebody speaks on any side.
    pub fn parties(&self) -> BTreeSet<&ActorId> {
        self.sides.iter().flat_map(|s| &s.passages).filter_map(|p| p.party.as_ref()).collect()
    }
}

/// A key of the kind, the thing, and the earliest words of the first two sides: the bytes of their
/// reports and the words themselves, whatever the files are called. A later report changes nothing.
pub(super) fn key(
    kind: DisputeKind,
    subject: &str,
    sides: &[Side],
    sha: &dyn Fn(&str) -> String,
) -> String {
    let mut hash = Sha256::new();
    let mut words = |text: &str| {
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update(b"\n");
    };
    words("dispute");
    words(kind.name());
    words(subject);
    for side in sides.iter().take(2) {
        match side.passages.first() {
            Some(told) => {
                words(&sha(&told.report));
                words(&told.text);
            }
            None => words(&side.claim),
        }
    }
    let digits = hash.finalize();
    let mut out = String::new();
    for byte in digits.iter().take(model::file::KEY_DIGITS / 2) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
