//! From a date expression to a place in the calendar, never finer than the words allow.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Distance, ToSpan};
use model::{Grain, When};

use super::{Base, Bound, Clock, DateExpr, Unit, Which, YearWord};

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
    let mut found = resolve_base(&expr.base, expr.weekday, anchor, planned)?;
    if let Some(last) = &expr.until {
        let last = resolve_base(last, None, Some(found.when), planned)?;
        found.until = Some(last.when).filter(|last| *last >= found.when);
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
    planned: bool,
) -> Option<Resolved> {
    match *base {
        Base::Day { year, month, day, doubtful } => written_day(year, month, day, weekday, anchor)
            .map(|(when, how)| {
                let how = if doubtful { format!("{how}, day before month assumed") } else { how };
                Resolved { approximate: doubtful, ..exact(when, how) }
            }),
        Base::Month { year, month } => written_month(year, month, anchor, planned),
        Base::Year(year) => When::year(year).map(|when| exact(when, "written out".to_owned())),
        Base::Eve(ref of) => {
            let day = resolve_base(of.as_deref()?, None, anchor, planned)?;
            let before = from_date(day.when.day_before()?)?;
            Some(exact(before, format!("the day before {}", day.when)))
        }
        _ => relative(base, day_of(anchor)?, planned),
    }
}

fn exact(when: When, how: String) -> Resolved {
    Resolved { when, until: None, how, approximate: false }
}

fn from_date(date: Date) -> Option<When> {
    When::day(date.year(), date.month(), date.day())
}

/// The anchor, if it is known to the day.
fn day_of(anchor: Option<When>) -> Option<When> {
    anchor.filter(|anchor| anchor.grain() >= Grain::Day).map(When::to_day)
}

fn written_day(
    year: YearWord,
    month: i8,
    day: i8,
    weekday: Option<Weekday>,
    anchor: Option<When>,
) -> Option<(When, String)> {
    match year {
        YearWord::Given(year) => Some((When::day(year, month, day)?, "written out".to_owned())),
        YearWord::Shifted(shift) => {
            let anchor = anchor?;
            let year = anchor.first_day().year().checked_add(shift)?;
            Some((
                When::day(year, month, day)?,
                format!("year from the report of {}", anchor.to_day()),
            ))
        }
        YearWord::Missing => {
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
                (wrong, days_between(base, *date).abs())
            })?;
            Some((from_date(best)?, format!("year from the report of {}", anchor.to_day())))
        }
    }
}

fn written_month(
    year: YearWord,
    month: i8,
    anchor: Option<When>,
    planned: bool,
) -> Option<Resolved> {
    if let YearWord::Given(year) = year {
        return Some(exact(When::month(year, month)?, "written out".to_owned()));
    }
    let anchor = anchor?;
    let base = anchor.first_day();
    let here = base.year();
    let when = match (year, anchor.grain()) {
        (YearWord::Shifted(shift), _) => When::month(here.checked_add(shift)?, month)?,
        (_, Grain::Year) => When::month(here, month)?,
        _ => {
            let months = |year: i16| i32::from(year - here) * 12 + i32::from(month - base.month());
            let year = (here.checked_sub(1)?..=here.checked_add(1)?).min_by_key(|year| {
                let apart = months(*year);
                // "in May", told in the past tense, is behind the report unless far nearer ahead.
                let ahead = i32::from(apart > 0 && !planned) * 3;
                apart.abs() + ahead
            })?;
            When::month(year, month)?
        }
    };
    Some(exact(when, format!("year from the report of {}", anchor.to_day())))
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX / 2, |span| span.get_days())
}

fn relative(base: &Base, anchor: When, planned: bool) -> Option<Resolved> {
    let today = anchor.first_day();
    let of = format!("the report of {anchor}");
    match *base {
        Base::Weekday { day, which } => weekday_near(day, which, today, planned, &of),
        Base::Days(days) => {
            let date = shifted(today, i64::from(days).days())?;
            let word = match days {
                0 => "the day of".to_owned(),
                days => counted(days, "day"),
            };
            Some(exact(from_date(date)?, format!("{word} {of}")))
        }
        Base::Overnight => {
            Some(Resolved { approximate: true, ..exact(anchor, format!("the night before {of}")) })
        }
        Base::Hour => {
            Some(Resolved { approximate: true, ..exact(anchor, format!("an hour, day of {of}")) })
        }
        Base::Shift { count, unit } => shift(count, unit, today, &of),
        Base::Period { shift, unit } => period(shift, unit, today, &of),
        Base::Weekend(which) => weekend(which, today, planned, &of),
        _ => None,
    }
}

/// "2 days before", "1 year after".
fn counted(count: i32, unit: &str) -> String {
    let many = if count.abs() == 1 { "" } else { "s" };
    let side = if count < 0 { "before" } else { "after" };
    format!("{} {unit}{many} {side}", count.unsigned_abs())
}

fn shifted(date: Date, by: Distance) -> Option<Date> {
    date.checked_add(by).ok()
}

/// Days to the weekday, 0 to 6.
fn ahead(today: Date, day: Weekday) -> i64 {
    i64::from(day.to_monday_zero_offset() - today.weekday().to_monday_zero_offset()).rem_euclid(7)
}

fn weekday_near(
    day: Weekday,
    which: Which,
    today: Date,
    planned: bool,
    of: &str,
) -> Option<Resolved> {
    let ahead = ahead(today, day);
    let (days, word) = match (which, planned) {
        (Which::Nearest, _) => (if ahead <= 3 { ahead } else { ahead - 7 }, "weekday nearest to"),
        (Which::Last, _) => (ahead - 7, "weekday before"),
        (Which::Next, _) => (if ahead == 0 { 7 } else { ahead }, "weekday after"),
        (Which::Bare, true) => (ahead, "weekday on or after"),
        (Which::Bare, false) => (if ahead == 0 { 0 } else { ahead - 7 }, "weekday on or before"),
    };
    let when = from_date(shifted(today, days.days())?)?;
    let approximate = which == Which::Nearest && ahead != 0;
    Some(Resolved { approximate, ..exact(when, format!("{word} {of}")) })
}

fn weekend(which: Which, today: Date, planned: bool, of: &str) -> Option<Resolved> {
    let to_saturday = ahead(today, Weekday::Saturday);
    // On a Saturday or Sunday the weekend is the one that is running.
    let running = if to_saturday == 6 { -1 } else { to_saturday };
    let days = match (which, planned) {
        (Which::Last, _) if running <= 0 => running - 7,
        (Which::Next, _) => to_saturday,
        (Which::Bare | Which::Nearest, true) => running,
        (Which::Bare | Which::Nearest, false) if running <= 0 => running,
        _ => running - 7,
    };
    let saturday = shifted(today, days.days())?;
    Some(Resolved {
        when: from_date(saturday)?,
        until: from_date(shifted(saturday, 1.day())?),
        how: format!("weekend by {of}"),
        approximate: true,
    })
}

/// "three years ago" is no finer than the year, "a week ago" about a day.
fn shift(count: i32, unit: Unit, today: Date, of: &str) -> Option<Resolved> {
    let count = i64::from(count);
    let (by, name) = match unit {
        Unit::Day => (count.days(), "day"),
        Unit::Week => ((count * 7).days(), "week"),
        Unit::Month => (count.months(), "month"),
        Unit::Year => (count.years(), "year"),
    };
    let date = shifted(today, by)?;
    let when = match unit {
        Unit::Day | Unit::Week => from_date(date),
        Unit::Month => When::month(date.year(), date.month()),
        Unit::Year => When::year(date.year()),
    }?;
    let words = counted(i32::try_from(count).ok()?, name);
    let approximate = unit != Unit::Day;
    Some(Resolved { approximate, ..exact(when, format!("{words} {of}")) })
}

fn period(shift: i32, unit: Unit, today: Date, of: &str) -> Option<Resolved> {
    let count = i64::from(shift);
    let name = match unit {
        Unit::Day => return None,
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    let how = match shift {
        0 => format!("the {name} of {of}"),
        shift => format!("the {name} {} {of}", if shift < 0 { "before" } else { "after" }),
    };
    if unit == Unit::Week {
        let monday = i64::from(today.weekday().to_monday_zero_offset());
        let first = shifted(today, (count * 7 - monday).days())?;
        return Some(Resolved {
            when: from_date(first)?,
            until: from_date(shifted(first, 6.days())?),
            how,
            approximate: true,
        });
    }
    let date = today.first_of_month();
    let when = match unit {
        Unit::Month => {
            let date = shifted(date, count.months())?;
            When::month(date.year(), date.month())
        }
        _ => When::year(shifted(date, count.years())?.year()),
    }?;
    Some(exact(when, how))
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
            ("overnight", false, "~2025-06-04"),
            ("last week", false, "~2025-05-26/2025-06-01"),
            ("next week", true, "~2025-06-09/2025-06-15"),
            ("a week ago", false, "~2025-05-28"),
            ("three years ago", false, "~2022"),
            ("over the weekend", false, "~2025-05-31/2025-06-01"),
            ("this weekend", true, "~2025-06-07/2025-06-08"),
            ("in December", false, "2024-12"),
            ("in August", true, "2025-08"),
            ("by the end of August", true, "~2025-08"),
            ("at 1300 GMT", true, "~2025-06-04T13:00+00:00"),
            ("25 December", false, "2024-12-25"),
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
