//! Dates as news writes them: found in the tokens, resolved against the report's own date.

mod clock;
mod document;
mod feasts;
mod forms;
mod infer;
mod mention;
mod part;
mod place;
mod relative;
mod resolve;
mod season;
mod told;
mod words;
mod written;

use std::ops::Range;

use jiff::civil::Weekday;
use model::Span;

pub use document::{DocumentDate, document_date};
pub use infer::{CorpusDoc, infer_dates};
pub use mention::date_mentions;
pub use place::placed;
pub(crate) use place::tense;
pub use resolve::{Resolved, resolve, resolve_told};

/// A date expression in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its tokens, without the preposition before it.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// What it says.
    pub expr: DateExpr,
}

/// What a date expression says, before anything is known about the report around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExpr {
    /// The day, month, year or the relative word.
    pub base: Base,
    /// The weekday that stands beside a written date: "Monday (Jun 2)".
    pub weekday: Option<Weekday>,
    /// The other end of an interval: "20-30 June".
    pub until: Option<Base>,
    /// The hour.
    pub clock: Option<Clock>,
    /// How the expression limits what it dates.
    pub bound: Bound,
    /// "early", "mid", "late", "about".
    pub vague: bool,
    /// "the end of": as a deadline it is the last day.
    pub end: bool,
}

impl DateExpr {
    /// An expression with nothing but its base.
    pub(crate) fn plain(base: Base) -> Self {
        Self {
            base,
            weekday: None,
            until: None,
            clock: None,
            bound: Bound::On,
            vague: false,
            end: false,
        }
    }

    /// Whether the year is missing from a date that is otherwise written out.
    pub fn lacks_year(&self) -> bool {
        matches!(
            self.base,
            Base::Day { year: YearWord::Missing, .. } | Base::Month { year: YearWord::Missing, .. }
        )
    }

    /// Whether day, month and year are all written.
    pub fn is_full_day(&self) -> bool {
        matches!(self.base, Base::Day { year: YearWord::Given(_), .. })
    }
}

/// The year of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearWord {
    /// Written.
    Given(i16),
    /// "last year" is -1, "this year" is 0.
    Shifted(i16),
    /// "last October": the latest one that is over.
    Before,
    /// "next March": the first one to come.
    After,
    /// Not there.
    Missing,
}

/// How the clause around a date speaks of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// As past: "they met".
    Past,
    /// As still to come: "they will meet".
    Ahead,
    /// Nothing tells.
    Unknown,
}

/// A season of the northern half of the earth, by its first month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

/// The heart of a date expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// "June 2", "02.06.2025".
    Day {
        /// The year, if it is there.
        year: YearWord,
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// Day and month could be the other way round: "11/05/2025".
        doubtful: bool,
    },
    /// "May 2024", "October last year".
    Month {
        /// The year, if it is there.
        year: YearWord,
        /// 1 to 12.
        month: i8,
    },
    /// "in 2022".
    Year(i16),
    /// "on the 8th", "by the thirtieth": a day whose month is not told.
    DayOfMonth(i8),
    /// "this spring", "last winter", "the summer of 2024".
    Season {
        /// Which.
        season: Season,
        /// Of which year; the one in which it begins.
        year: YearWord,
    },
    /// "Christmas", "New Year's Eve": month and day.
    Feast(i8, i8),
    /// Easter Sunday of the western churches.
    Easter,
    /// "the past ten days" is -10 days, "the next two weeks" 2 weeks.
    Stretch {
        /// How many; negative is past.
        count: i32,
        /// Of what.
        unit: Unit,
    },
    /// "a week earlier", "the next day": counted from the date named before it.
    Later {
        /// How many; negative is earlier, 0 is "the same day".
        count: i32,
        /// Of what.
        unit: Unit,
    },
    /// "the last day of March".
    LastDay(Box<Base>),
    /// "Monday", "last Monday".
    Weekday {
        /// Which day of the week.
        day: Weekday,
        /// Which of them.
        which: Which,
    },
    /// "yesterday" is -1, "today" 0.
    Days(i32),
    /// "overnight": the night that ends on the morning of the report.
    Overnight,
    /// "three years ago" is -3 years.
    Shift {
        /// How many; negative is past.
        count: i32,
        /// Of what.
        unit: Unit,
    },
    /// "last month" is -1 month.
    Period {
        /// Negative is past.
        shift: i32,
        /// Of what.
        unit: Unit,
    },
    /// "the weekend".
    Weekend(Which),
    /// Only an hour: "at 1300 GMT".
    Hour,
    /// "the eve of", with the date if one follows.
    Eve(Option<Box<Base>>),
}

/// Which one of the days that bear a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Just "Monday": past or future as the tense says.
    Bare,
    /// "Monday's talks": the nearer one.
    Nearest,
    /// "last Monday".
    Last,
    /// "next Monday", "this coming Monday".
    Next,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// An hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// Minutes from UTC, from a zone or from a pair of hours.
    pub offset: Option<i16>,
}

/// How a date limits what it dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At that time.
    On,
    /// "by": at the latest.
    By,
    /// "since".
    Since,
    /// "until".
    Until,
    /// "before".
    Before,
    /// "after".
    After,
}
