//! The talks as checked, immutable values, and the dossier file format.
//!
//! Everything that the engines say to each other is said in these types. No engine's method lives
//! here, and nothing here touches a disk, a clock or the network.

pub mod actor;
pub mod conflict;
pub mod decision;
pub mod evidence;
pub mod file;
pub mod finding;
pub mod formula;
pub mod id;
mod names;
pub mod position;
pub mod preference;
pub mod quantity;
pub mod report;
pub mod span;
pub mod stance;
pub mod statement;
pub mod talks;
pub mod when;

pub use actor::{Actor, ActorKind, Role};
pub use decision::{AsRead, Correction, Decided, Decision, Part, Subject, Verdict};
pub use evidence::{Evidence, Passage};
pub use finding::{Code, Finding, Severity, Spot};
pub use id::{
    ActorId, AgreementId, ChoiceId, CommitmentId, DocumentId, IssueId, RoundId, SourceId,
};
pub use position::{Basis, Channel, Flag, Position};
pub use quantity::{CountState, Figure};
pub use report::{Genre, Report};
pub use span::{LineMap, Span};
pub use stance::{Attitude, Stance};
pub use statement::{Event, Furniture, Speaker, SpeakerKind, Statement, StatementKind};
pub use talks::Talks;
pub use when::{Grain, When};
