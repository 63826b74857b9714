//! Expressions that are counted from the day of the report: weekdays, "last week", "the 8th".

use jiff::civil::{Date, Weekday};
use jiff::{Span as Distance, ToSpan};
use model::When;

use super::resolve::{Resolved, exact, from_date};
use super::{Base, Told, Unit, Which};

pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX / 2, |span| span.get_days())
}

pub(super) fn relative(base: &Base, anchor: When, told: Told) -> Option<Resolved> {
    let today = anchor.first_day();
    let of = format!("the report of {anchor}");
    let planned = told == Told::Ahead;
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
        Base::Overnight => Some(Resolved {
            when: from_date(shifted(today, (-1).days())?)?,
            until: Some(anchor),
            how: format!("the night before {of}"),
            approximate: true,
        }),
        Base::DayOfMonth(day) => day_of_month(day, today, told, &of),
        Base::Stretch { count, unit } => stretch(count, unit, today, &of),
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

pub(super) fn shifted(date: Date, by: Distance) -> Option<Date> {
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

/// "the 8th": the nearest one on the side that the clause tells, else in the month of the report.
fn day_of_month(day: i8, today: Date, told: Told, of: &str) -> Option<Resolved> {
    let month = today.first_of_month();
    let dates = (-2..=2i64).filter_map(|by| {
        let month = shifted(month, by.months())?;
        Date::new(month.year(), month.month(), day).ok()
    });
    let best = dates.min_by_key(|date| {
        let apart = days_between(today, *date);
        let wrong = match told {
            Told::Past => apart > 0,
            Told::Ahead => apart < 0,
            Told::Unknown => (date.year(), date.month()) != (today.year(), today.month()),
        };
        (wrong, apart.abs())
    })?;
    Some(exact(from_date(best)?, format!("month from {of}")))
}

/// "the past ten days" end with the day of the report; "the next ten days" begin with it.
fn stretch(count: i32, unit: Unit, today: Date, of: &str) -> Option<Resolved> {
    let count = i64::from(count);
    let by = match unit {
        Unit::Day => (count - count.signum()).days(),
        Unit::Week => (count * 7 - count.signum()).days(),
        Unit::Month => count.months(),
        Unit::Year => count.years(),
    };
    let other = from_date(shifted(today, by)?)?;
    let today = from_date(today)?;
    let (when, until, word) =
        if count < 0 { (other, today, "up to") } else { (today, other, "from") };
    Some(Resolved { when, until: Some(until), how: format!("{word} {of}"), approximate: true })
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
pub(super) fn shift(count: i32, unit: Unit, today: Date, of: &str) -> Option<Resolved> {
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
    let words = match count {
        0 => format!("the {name} of"),
        count => counted(i32::try_from(count).ok()?, name),
    };
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
