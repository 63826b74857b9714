//! A date or time as far as it is known: a year, a month, a day or a minute.

use std::cmp::Ordering;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// How fine a [`When`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Only the year is known.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// The hour and minute, with or without the offset from UTC.
    Minute,
}

impl Grain {
    /// The name used in JSON and the dossier.
    pub fn name(self) -> &'static str {
        match self {
            Grain::Year => "year",
            Grain::Month => "month",
            Grain::Day => "day",
            Grain::Minute => "minute",
        }
    }
}

/// A point in the calendar with its grain. Printed as ISO 8601, never finer than it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    first: Date,
    grain: Grain,
    minute_of_day: i16,
    offset_minutes: Option<i16>,
}

impl When {
    /// A whole year.
    pub fn year(year: i16) -> Option<Self> {
        Self::dated(year, 1, 1, Grain::Year)
    }

    /// A whole month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::dated(year, month, 1, Grain::Month)
    }

    /// A day that exists in the calendar.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::dated(year, month, day, Grain::Day)
    }

    fn dated(year: i16, month: i8, day: i8, grain: Grain) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let first = Date::new(year, month, day).ok()?;
        Some(Self { first, grain, minute_of_day: 0, offset_minutes: None })
    }

    /// The same day at an hour and minute, with the offset from UTC in minutes where it is known.
    pub fn at(self, hour: i8, minute: i8, offset_minutes: Option<i16>) -> Option<Self> {
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && offset_minutes.is_none_or(|offset| (-840..=840).contains(&offset));
        (fits && self.grain >= Grain::Day).then(|| Self {
            grain: Grain::Minute,
            minute_of_day: i16::from(hour) * 60 + i16::from(minute),
            offset_minutes,
            ..self
        })
    }

    /// How fine it is.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// The first day it can mean.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day it can mean.
    pub fn last_day(self) -> Date {
        match self.grain {
            Grain::Year => self.first.last_of_year(),
            Grain::Month => self.first.last_of_month(),
            Grain::Day | Grain::Minute => self.first,
        }
    }

    /// The same place in the calendar without its hour.
    #[must_use]
    pub fn to_day(self) -> Self {
        Self { grain: self.grain.min(Grain::Day), minute_of_day: 0, offset_minutes: None, ..self }
    }

    /// Minutes since local midnight, if the hour is known.
    pub fn minute_of_day(self) -> Option<i16> {
        (self.grain == Grain::Minute).then_some(self.minute_of_day)
    }

    /// Minutes from `self` to `later`, when both hours are known and both or neither carry an
    /// offset.
    pub fn minutes_until(self, later: When) -> Option<i64> {
        let (from, to) = (self.minute_of_day()?, later.minute_of_day()?);
        let days = i64::from(self.first.until(later.first).ok()?.get_days());
        let shift = match (self.offset_minutes, later.offset_minutes) {
            (Some(a), Some(b)) => i64::from(a) - i64::from(b),
            (None, None) => 0,
            _ => return None,
        };
        Some(days * 24 * 60 + i64::from(to) - i64::from(from) + shift)
    }

    /// Reads `2025`, `2025-06`, `2025-06-02`, `2025-06-02T13:00`, the last with `Z`, `+03:00` or
    /// seconds if wished. Nothing else, and no date that the calendar does not have.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.split_once(['T', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let small = |value: i16| i8::try_from(value).ok();
        let when = match (month, day) {
            (None, _) => Self::year(year)?,
            (Some(month), None) => Self::month(year, small(month?)?)?,
            (Some(month), Some(day)) => Self::day(year, small(month?)?, small(day?)?)?,
        };
        match time {
            None => Some(when),
            Some(time) => {
                let (clock, offset) = split_offset(time)?;
                let mut parts = clock.split(':');
                let hour = small(number(parts.next()?, 2)?)?;
                let minute = small(number(parts.next()?, 2)?)?;
                if let Some(second) = parts.next() {
                    number(second.split('.').next()?, 2).filter(|second| *second < 60)?;
                }
                when.at(hour, minute, offset)
            }
        }
    }

    /// The day before the first day, for "up to but not including".
    pub fn day_before(self) -> Option<Date> {
        self.first.checked_sub(1.day()).ok()
    }
}

fn number(text: &str, width: usize) -> Option<i16> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn split_offset(time: &str) -> Option<(&str, Option<i16>)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, Some(0)));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, None)) };
    let (clock, offset) = time.split_at(at);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset[1..].split_once(':')?;
    Some((clock, Some(sign * (number(hours, 2)? * 60 + number(minutes, 2)?))))
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.first;
        write!(f, "{:04}", date.year())?;
        if self.grain >= Grain::Month {
            write!(f, "-{:02}", date.month())?;
        }
        if self.grain >= Grain::Day {
            write!(f, "-{:02}", date.day())?;
        }
        if self.grain == Grain::Minute {
            write!(f, "T{:02}:{:02}", self.minute_of_day / 60, self.minute_of_day % 60)?;
            if let Some(offset) = self.offset_minutes {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)?;
            }
        }
        Ok(())
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    /// By first day, then coarse before fine, then by the hour. Offsets break ties only.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first, self.grain, self.minute_of_day, self.offset_minutes)
            .cmp(&(other.first, other.grain, other.minute_of_day, other.offset_minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        for text in ["2025", "2025-06", "2025-06-02", "2025-06-02T13:00", "2025-06-02T13:00+03:00"]
        {
            assert_eq!(When::parse(text).map(|when| when.to_string()).as_deref(), Some(text));
        }
        assert_eq!(
            When::parse("2025-06-02T10:00:30Z").map(|when| when.to_string()).as_deref(),
            Some("2025-06-02T10:00+00:00")
        );
    }

    #[test]
    fn refuses_what_the_calendar_does_not_have() {
        for text in
            ["2025-02-31", "2025-13", "25-06-02", "2025-6-2", "2025-06-02T25:00", "", "Monday"]
        {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_late_start_is_counted_in_minutes() {
        let at = |text| When::parse(text).expect("a date");
        assert_eq!(at("2025-06-02T13:00").minutes_until(at("2025-06-02T14:44")), Some(104));
        assert_eq!(at("2025-06-02T13:00+03:00").minutes_until(at("2025-06-02T11:44Z")), Some(104));
        assert_eq!(at("2025-06-02").minutes_until(at("2025-06-03")), None);
        assert_eq!(at("2025-06").last_day().day(), 30);
    }
}
