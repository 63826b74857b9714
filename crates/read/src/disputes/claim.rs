//! One claim of one report about something that others may tell otherwise.

use model::{Span, When};

use super::page::{Page, Unit, Voice};

/// By which comparison claims are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Counts and lengths.
    Count,
    /// One-sided or mutual.
    Scope,
    /// Full or local.
    Extent,
    /// Civil or military.
    Target,
    /// Praise or blame.
    Outcome,
    /// One side's mood about the prospect, within one report.
    Mood,
    /// Means it or not.
    Sincerity,
    /// In office or out of it.
    Office,
    /// The weekday of a date.
    Weekday,
    /// What is planned for the same days.
    Window,
    /// Who attends for others.
    Attend,
    /// Why something is so.
    Reason,
    /// Done, denied, or done by the other.
    Act,
    /// The year of the talks to which these go back.
    Earlier,
    /// In which town.
    Town,
    /// Said before, and what came.
    Forecast,
    /// A stance, by own words and by others'.
    Stance,
}

/// What the claim says, as far as it is compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Value {
    /// Claims with one label stand on one side.
    pub(super) label: String,
    /// For counts: the lowest and the highest number that are meant.
    pub(super) bounds: Option<(i128, i128)>,
    /// For counts: destroyed, damaged, or empty. For acts: the agent. For positions: whose word.
    pub(super) class: String,
    /// For counts: `Some(true)` each, `Some(false)` in all.
    pub(super) each: Option<bool>,
    /// For counts: somebody has the number and does not give it.
    pub(super) withheld: bool,
    /// For counts: of something still to come.
    pub(super) ahead: bool,
}

/// A claim.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) sort: Sort,
    /// Only claims with the same key are compared.
    pub(super) key: String,
    pub(super) about: String,
    pub(super) issue: String,
    pub(super) value: Value,
    /// The number of the report.
    pub(super) report: usize,
    /// The sentence.
    pub(super) span: Span,
    /// The words that carry the claim.
    pub(super) focus: Span,
    pub(super) voice: Voice,
    pub(super) day: Option<i32>,
    pub(super) when: Option<When>,
    /// How many days two claims may lie apart.
    pub(super) apart: i32,
}

/// What all claims of a detector share.
pub(super) struct Topic {
    pub(super) sort: Sort,
    pub(super) key: String,
    pub(super) about: String,
    pub(super) issue: String,
    pub(super) apart: i32,
}

/// Collects the claims of one report.
pub(super) struct Claims<'a, 'p> {
    pub(super) page: &'p Page<'a>,
    pub(super) report: usize,
    pub(super) out: Vec<Claim>,
}

/// Claims that one report may bring: more are noise, and a hostile file must not cost more.
const MOST: usize = 4_000;

impl Claims<'_, '_> {
    /// Adds a claim of a sentence.
    pub(super) fn add(&mut self, topic: Topic, value: Value, unit: &Unit, focus: Span) {
        if self.out.len() >= MOST {
            return;
        }
        let voice = self.page.voice(focus);
        let (day, when) = self.page.day_of(unit.span);
        let Topic { sort, key, about, issue, apart } = topic;
        let (report, span) = (self.report, unit.span);
        self.out.push(Claim {
            sort,
            key,
            about,
            issue,
            value,
            report,
            span,
            focus,
            voice,
            day,
            when,
            apart,
        });
    }
}

impl Value {
    pub(super) fn label(text: impl Into<String>) -> Self {
        Self { label: text.into(), ..Self::default() }
    }
}
