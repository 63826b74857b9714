//! From a date expression to a place in the calendar, never finer than the words allow.

use jiff::civil::{Date, Weekday};
use model::{Grain, When};

use super::relative::{days_between, relative};
use super::season::{easter, season};
use super::{Base, Bound, Clock, DateExpr, Told, YearWord};

/// A date expression in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The date, or the first day of an interval.
    pub when: When,
    /// The last day of an interval.
    pub until: Option<When>,
    /// How it is known, in words for a reader.
    pub how: String,
    /// Whether the date is an estimate.
    pub approximate: bool,
}

/// Places an expression in the calendar. `anchor` is the date of the report; `planned` says that
/// the sentence speaks of the future. Nothing is invented: what needs an anchor gives `None`
/// without one.
pub fn resolve(expr: &DateExpr, anchor: Option<When>, planned: bool) -> Option<Resolved> {
    resolve_told(expr, anchor, if planned { Told::Ahead } else { Told::Unknown })
}

/// The same, with what the clause tells about the time.
pub fn resolve_told(expr: &DateExpr, anchor: Option<When>, told: Told) -> Option<Resolved> {
    let told = match (expr.bound, told) {
        (Bound::Since, _) => Told::Past,
        // What shall be done by a day lies ahead, also when somebody "wanted" it.
        (Bound::By, _) | (Bound::Before | Bound::Until, Told::Unknown) => Told::Ahead,
        (_, told) => told,
    };
    let base = match expr.base {
        // "By March" is never the March that is over.
        Base::Month { year: YearWord::Missing, month }
            if expr.bound == Bound::By
                && anchor.is_some_and(|anchor| anchor.first_day().month() > month) =>
        {
            &Base::Month { year: YearWord::After, month }
        }
        ref base => base,
    };
    let mut found = resolve_base(base, expr.weekday, anchor, told)?;
    if let Some(last) = &expr.until {
        let last = resolve_base(last, None, Some(found.when), Told::Ahead)?;
        found.until = Some(last.until.unwrap_or(last.when)).filter(|last| *last >= found.when);
    }
    if expr.end && matches!(expr.bound, Bound::By | Bound::Until | Bound::Before) {
        found = last_day(found)?;
    }
    if let Some(Clock { hour, minute, offset }) = expr.clock
        && let Some(when) = found.when.at(hour, minute, offset)
    {
        found.when = when;
    }
    found.approximate |= expr.vague || !matches!(expr.bound, Bound::On | Bound::Since);
    if expr.vague {
        found.how.push_str(", roughly");
    }
    Some(found)
}

fn resolve_base(
    base: &Base,
    weekday: Option<Weekday>,
    anchor: Option<When>,
    told: Told,
) -> Option<Resolved> {
    match *base {
        Base::Day { year, month, day, doubtful } => {
            written_day(year, month, day, weekday, anchor, told).map(|(when, how)| {
                let how = if doubtful { format!("{how}, day before month assumed") } else { how };
                Resolved { approximate: doubtful, ..exact(when, how) }
            })
        }
        Base::Feast(month, day) => written_day(YearWord::Missing, month, day, None, anchor, told)
            .map(|(when, how)| exact(when, how)),
        Base::Easter => {
            let anchor = anchor?;
            let here = anchor.first_day();
            let years = here.year().checked_sub(1)?..=here.year().checked_add(1)?;
            let best = years.filter_map(easter).min_by_key(|day| distance(here, *day, told))?;
            let how = format!("Easter of western churches, year from the report of {anchor}");
            Some(exact(from_date(best)?, how))
        }
        Base::Month { year, month } => written_month(year, month, anchor, told),
        Base::Year(year) => When::year(year).map(|when| exact(when, "written out".to_owned())),
        Base::Season { season: name, year } => season(name, year, anchor, told),
        Base::LastDay(ref of) => last_day(resolve_base(of, None, anchor, told)?),
        Base::Eve(ref of) => {
            let day = resolve_base(of.as_deref()?, None, anchor, told)?;
            let before = from_date(day.when.day_before()?)?;
            Some(exact(before, format!("the day before {}", day.when)))
        }
        _ => relative(base, day_of(anchor)?, told),
    }
}

fn last_day(found: Resolved) -> Option<Resolved> {
    let when = from_date(found.until.unwrap_or(found.when).last_day())?;
    Some(Resolved { when, until: None, ..found })
}

pub(super) fn exact(when: When, how: String) -> Resolved {
    Resolved { when, until: None, how, approximate: false }
}

pub(super) fn from_date(date: Date) -> Option<When> {
    When::day(date.year(), date.month(), date.day())
}

/// The anchor, if it is known to the day.
fn day_of(anchor: Option<When>) -> Option<When> {
    anchor.filter(|anchor| anchor.grain() >= Grain::Day).map(When::to_day)
}

/// Days between the report and a date without a year, weighed by what the clause tells: what is
/// told as past is never ahead, and without a hint a date far ahead is rather one behind.
fn distance(report: Date, date: Date, told: Told) -> i32 {
    const FAR: i32 = 60;
    let apart = days_between(report, date);
    apart.abs()
        + match told {
            Told::Past if apart > 0 => 1000,
            Told::Unknown if apart > FAR => 200,
            Told::Ahead if apart < -FAR => 60,
            _ => 0,
        }
}

fn written_day(
    year: YearWord,
    month: i8,
    day: i8,
    weekday: Option<Weekday>,
    anchor: Option<When>,
    told: Told,
) -> Option<(When, String)> {
    match year {
        YearWord::Given(year) => Some((When::day(year, month, day)?, "written out".to_owned())),
        YearWord::Shifted(shift) => {
            let anchor = anchor?;
            let year = anchor.first_day().year().checked_add(shift)?;
            let how = format!("year from the report of {}", anchor.to_day());
            Some((When::day(year, month, day)?, how))
        }
        _ => {
            let anchor = anchor?;
            let base = anchor.first_day();
            let years = match anchor.grain() {
                Grain::Year => base.year()..=base.year(),
                _ => base.year().checked_sub(1)?..=base.year().checked_add(1)?,
            };
            let dates = years.filter_map(|year| Date::new(year, month, day).ok());
            // The weekday beside the date decides when one of the years has it.
            let best = dates.min_by_key(|date| {
                let wrong = weekday.is_some_and(|weekday| weekday != date.weekday());
                (wrong, distance(base, *date, told))
            })?;
            Some((from_date(best)?, format!("year from the report of {}", anchor.to_day())))
        }
    }
}

fn written_month(year: YearWord, month: i8, anchor: Option<When>, told: Told) -> Option<Resolved> {
    if let YearWord::Given(year) = year {
        return Some(exact(When::month(year, month)?, "written out".to_owned()));
    }
    let anchor = anchor?;
    let base = anchor.first_day();
    let here = base.year();
    let later = i16::from(month > base.month());
    let when = match (year, anchor.grain()) {
        (YearWord::Shifted(shift), _) => When::month(here.checked_add(shift)?, month)?,
        (_, Grain::Year) => When::month(here, month)?,
        (YearWord::Before, _) => {
            let same = i16::from(month == base.month());
            When::month(here.checked_sub(later + same)?, month)?
        }
        (YearWord::After, _) => When::month(here.checked_add(1 - later)?, month)?,
        _ => {
            let months = |year: i16| i32::from(year - here) * 12 + i32::from(month - base.month());
            let year = (here.checked_sub(1)?..=here.checked_add(1)?).min_by_key(|year| {
                let apart = months(*year);
                // "in May" is behind the report unless far nearer ahead, and the other way round.
                let wrong = match told {
                    Told::Past if apart > 0 => 24,
                    Told::Unknown if apart > 0 => 3,
                    Told::Ahead if apart < 0 => 3,
                    _ => 0,
                };
                apart.abs() + wrong
            })?;
            When::month(year, month)?
        }
    };
    Some(exact(when, format!("year from the report of {}", anchor.to_day())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::date_mentions;
    use crate::token::tokens;
    use model::Span;

    fn read(text: &str, anchor: &str, planned: bool) -> String {
        let tokens = tokens(text, Span::new(0, text.len()));
        let found = date_mentions(&tokens);
        let [mention] = &found[..] else { return format!("{} mentions", found.len()) };
        match resolve(&mention.expr, When::parse(anchor), planned) {
            None => "none".to_owned(),
            Some(found) => {
                let until = found.until.map(|until| format!("/{until}")).unwrap_or_default();
                let about = if found.approximate { "~" } else { "" };
                format!("{about}{}{until}", found.when)
            }
        }
    }

    #[test]
    fn resolves_what_is_written_out() {
        for (text, expected) in [
            ("2 June 2025", "2025-06-02"),
            ("June 2, 2025", "2025-06-02"),
            ("2025-06-02", "2025-06-02"),
            ("02.06.2025", "2025-06-02"),
            ("11/05/2025", "~2025-05-11"),
            ("05/13/2025", "2025-05-13"),
            ("04 June 2025 14:40", "2025-06-04T14:40"),
            ("20-30 June 2025", "2025-06-20/2025-06-30"),
            ("May 25 to June 3, 2025", "2025-05-25/2025-06-03"),
            ("since May 2024", "2024-05"),
            ("in mid-April 2023", "~2023-04"),
            ("in 2022", "2022"),
            ("the eve of June 2, 2025", "2025-06-01"),
            ("on 31 February 2025", "0 mentions"),
            ("30 February 2025", "0 mentions"),
            ("29 February 2025", "none"),
        ] {
            assert_eq!(read(text, "", false), expected, "{text}");
        }
    }

    #[test]
    fn resolves_against_the_report() {
        // 2025-06-04 is a Wednesday.
        for (text, planned, expected) in [
            ("on June 2", false, "2025-06-02"),
            ("Monday (Jun 2) at 1pm", false, "2025-06-02T13:00"),
            ("on Monday", false, "2025-06-02"),
            ("on Monday", true, "2025-06-09"),
            ("on Wednesday", true, "2025-06-04"),
            ("Wednesday", false, "2025-06-04"),
            ("Monday at 1:00 PM local time (1000 GMT)", true, "2025-06-09T13:00+03:00"),
            ("this coming Thursday", false, "2025-06-05"),
            ("Thursday, May 15", true, "2025-05-15"),
            ("Monday's", false, "~2025-06-02"),
            ("Friday's", false, "~2025-06-06"),
            ("last Wednesday", false, "2025-05-28"),
            ("next Wednesday", true, "2025-06-11"),
            ("last month", false, "2025-05"),
            ("last year", false, "2024"),
            ("October last year", false, "2024-10"),
            ("yesterday", false, "2025-06-03"),
            ("overnight", false, "~2025-06-03/2025-06-04"),
            ("last week", false, "~2025-05-26/2025-06-01"),
            ("next week", true, "~2025-06-09/2025-06-15"),
            ("a week ago", false, "~2025-05-28"),
            ("three years ago", false, "~2022"),
            ("over the weekend", false, "~2025-05-31/2025-06-01"),
            ("this weekend", true, "~2025-06-07/2025-06-08"),
            ("in December", false, "2024-12"),
            ("in August", true, "2025-08"),
            ("by the end of August", true, "~2025-08-31"),
            ("until the end of the month", false, "~2025-06-30"),
            ("at the end of August", true, "~2025-08"),
            ("the last day of March", false, "2025-03-31"),
            ("late on Monday", false, "2025-06-02"),
            ("since Friday", true, "2025-05-30"),
            ("by Friday", false, "~2025-06-06"),
            ("last October", false, "2024-10"),
            ("the previous June", false, "2024-06"),
            ("next March", false, "2026-03"),
            ("this May", false, "2025-05"),
            ("the 3rd of March", false, "2025-03-03"),
            ("the twenty-first of May", false, "2025-05-21"),
            ("on the 12th.", true, "2025-06-12"),
            ("before the thirtieth", true, "~2025-06-30"),
            ("the spring of 2031", false, "~2031-03/2031-05"),
            ("in the autumn", true, "~2025-09/2025-11"),
            ("last winter", false, "~2024-12/2025-02"),
            ("before Christmas", false, "~2025-12-25"),
            ("by New Year's Day", true, "~2026-01-01"),
            ("after Easter", false, "~2025-04-20"),
            ("the past ten days", false, "~2025-05-26/2025-06-04"),
            ("the next two weeks", true, "~2025-06-04/2025-06-17"),
            ("from June to August", true, "2025-06/2025-08"),
            ("from Monday to Thursday", true, "2025-06-09/2025-06-12"),
            ("between 2022 and 2024", false, "2022/2024"),
            ("from 12 to 15 May", false, "2025-05-12/2025-05-15"),
            ("at 1300 GMT", true, "~2025-06-04T13:00+00:00"),
            ("25 December", false, "2024-12-25"),
            ("a week earlier", false, "none"),
            ("the eve of the talks", false, "none"),
        ] {
            assert_eq!(read(text, "2025-06-04", planned), expected, "{text}");
        }
    }

    #[test]
    fn invents_nothing() {
        for text in ["on June 2", "on Monday", "last month", "today", "at 1300 GMT", "in May"] {
            assert_eq!(read(text, "", false), "none", "{text}");
        }
        // A report known only to the year gives years, not weekdays.
        assert_eq!(read("on June 2", "2025", false), "2025-06-02");
        assert_eq!(read("on Monday", "2025", false), "none");
        assert_eq!(read("yesterday", "2025-06", false), "none");
    }

    #[test]
    fn a_weekday_beside_the_date_decides_the_year() {
        // 2 January 2025 is a Thursday, 2 January 2024 a Tuesday.
        assert_eq!(read("Tuesday (Jan 2)", "2024-12-20", false), "2024-01-02");
        assert_eq!(read("Thursday (Jan 2)", "2024-12-20", false), "2025-01-02");
    }
}
