//! Who said what, according to whom; and the events and page furniture around it.

use std::collections::BTreeSet;

use crate::decision::Decided;
use crate::id::{ActorId, ChoiceId, IssueId};
use crate::names::words;
use crate::position::Flag;
use crate::span::Span;
use crate::stance::Stance;
use crate::when::When;

words! {
    /// How the words reach the reader. The list of the labelled reports.
    StatementKind {
        /// In quotation marks, whole.
        Direct = "direct",
        /// Reported in the writer's words.
        Indirect = "indirect",
        /// Partly in quotation marks.
        Mixed = "mixed",
        /// Wants, views, expects: a stance without a speech act.
        Attitude = "attitude",
        /// Stands in a headline.
        Headline = "headline",
        /// Somebody asks.
        Question = "question",
        /// An answer in an interview, under the speaker's label.
        InterviewTurn = "interview_turn",
        /// "Reportedly": nobody is named.
        Hearsay = "hearsay",
        /// "This was stated by ..." after the content.
        Anaphoric = "anaphoric",
        /// Direct speech without marks.
        DirectUnquoted = "direct_unquoted",
        /// A document "calls for" it.
        Document = "document",
        /// Words that one speaker puts into another's mouth.
        Imputed = "imputed",
        /// Attributed to nobody.
        Unsourced = "unsourced",
    }
}

words! {
    /// How the text points to the speaker.
    SpeakerKind {
        /// By name.
        Named = "named",
        /// By office or role: "the foreign minister".
        Office = "office",
        /// A ministry, an agency, a delegation.
        Body = "body",
        /// A state or its metonym: Moscow, the Kremlin, Kyiv.
        Party = "party",
        /// "A source close to ...", "local officials".
        Unnamed = "unnamed",
        /// He, she, they.
        Pronoun = "pronoun",
        /// A paper: "the memorandum".
        Document = "document",
    }
}

/// Who is said to have said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The person or body, if resolved.
    pub actor: Option<ActorId>,
    /// The state or movement for which it speaks, if known.
    pub party: Option<ActorId>,
    /// The name to show: canonical when resolved, else the words of the text.
    pub name: String,
    /// What the text says here, pronouns included.
    pub span: Span,
    /// How the text points to the speaker.
    pub kind: SpeakerKind,
    /// An analyst, scholar or commentator: speaks about the parties, not for one.
    pub expert: bool,
    /// Whether the link from mention to actor is safe.
    pub certain: bool,
}

/// One attributed statement of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The report's path.
    pub report: String,
    /// Who is said to say it; `None` for hearsay and the unsourced.
    pub speaker: Option<Speaker>,
    /// The words that tell that it was said.
    pub cue: Option<Span>,
    /// What was said: one piece, or one per paragraph of a long quotation.
    pub content: Vec<Span>,
    /// How the words reach the reader.
    pub kind: StatementKind,
    /// Through whom it reached the report, nearest to the report first.
    pub via: Vec<String>,
    /// The issue it is about, if the lexicon knows.
    pub issue: Option<IssueId>,
    /// The choice on that issue.
    pub choice: Option<ChoiceId>,
    /// What the speaker does with it.
    pub stance: Stance,
    /// Negated, planned, hearsay, imputed and the like.
    pub flags: BTreeSet<Flag>,
    /// Whether it stands inside another statement's content.
    pub nested: bool,
    /// 0 to 100. A judgement by rule until it is calibrated; see the methods page.
    pub confidence: u8,
    /// What stands for it in `decisions.toml`: hexadecimal digits, the same at each reading. Empty
    /// before the whole is put together, and for entries of `talks.toml`.
    pub key: String,
    /// What a person decided about it.
    pub decided: Option<Box<Decided>>,
}

/// Something that happened or is planned, with its date as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The report's path.
    pub report: String,
    /// The date, if it could be resolved.
    pub date: Option<When>,
    /// How: "written out", "weekday before the report of 2025-06-04", ...
    pub how: String,
    /// What happened, a word or two of the lexicon: "talks", "strike", "exchange".
    pub what: String,
    /// Actors named in it.
    pub participants: Vec<String>,
    /// Who says that it happened, in words; `None` when the report itself does.
    pub attributed_to: Option<String>,
    /// The words.
    pub span: Span,
    /// Planned, approximate, hearsay.
    pub flags: BTreeSet<Flag>,
}

/// A part of the page that is not the article: kept, marked, never cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// The report's path.
    pub report: String,
    /// What it is: `nav`, `share`, `photo_credit`, ...
    pub label: &'static str,
    /// Where it stands.
    pub span: Span,
}
