//! Seasons and Easter in the calendar.

use jiff::ToSpan;
use jiff::civil::Date;
use model::When;

use super::resolve::Resolved;
use super::{Season, Told, YearWord};

/// A season as its first and last month. The seasons of the north are assumed, so it is an estimate.
pub(super) fn season(
    season: Season,
    year: YearWord,
    anchor: Option<When>,
    told: Told,
) -> Option<Resolved> {
    let span = |year: i16| -> Option<(Date, Date)> {
        let month = match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        };
        let first = Date::new(year, month, 1).ok()?;
        Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
    };
    let (first, last, how) = if let YearWord::Given(year) = year {
        let (first, last) = span(year)?;
        (first, last, "written out, months of the northern season".to_owned())
    } else {
        let anchor = anchor?;
        let (from, to) = (anchor.first_day(), anchor.last_day());
        let here = from.year();
        let mut all = (here.checked_sub(2)?..=here.checked_add(2)?).filter_map(span);
        let mut behind = all.clone().rev();
        let found = match (year, told) {
            (YearWord::Shifted(0), _) => {
                // "This winter" is the running one, or the one of the year.
                let running = all.clone().find(|(first, last)| *first <= to && from <= *last);
                running.or_else(|| span(here))
            }
            (YearWord::Shifted(shift), _) => span(here.checked_add(shift)?),
            (YearWord::Before, _) => behind.find(|(_, last)| *last < from),
            (YearWord::After, _) => all.find(|(first, _)| *first > to),
            (_, Told::Ahead) => {
                all.find(|(first, last)| *last >= from && *first > from).or_else(|| span(here))
            }
            _ => behind.find(|(first, _)| *first <= to),
        }?;
        (found.0, found.1, format!("season by the report of {}", anchor.to_day()))
    };
    Some(Resolved {
        when: When::month(first.year(), first.month())?,
        until: When::month(last.year(), last.month()),
        how,
        approximate: true,
    })
}

/// Easter Sunday of the western churches, by Carter's rule, which holds from 1900 to 2099.
pub(super) fn easter(year: i16) -> Option<Date> {
    if !(1900..2100).contains(&year) {
        return None;
    }
    // The full moon of spring as a day of March, then the Sunday after it.
    let mut moon = 225 - 11 * (year % 19);
    while moon > 50 {
        moon -= 30;
    }
    moon -= i16::from(moon > 48);
    let weekday = (year + year / 4 + moon + 1) % 7;
    let day = moon + 7 - weekday;
    let (month, day) = if day < 32 { (3, day) } else { (4, day - 31) };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: Season, year: YearWord, anchor: &str, told: Told) -> String {
        season(name, year, When::parse(anchor), told)
            .map(|found| format!("{}/{}", found.when, found.until.expect("an end")))
            .unwrap_or_default()
    }

    #[test]
    fn seasons_are_placed() {
        use {
            Season::{Autumn, Spring, Summer, Winter},
            Told::{Ahead, Past, Unknown},
        };
        for (name, year, anchor, told, expected) in [
            (Spring, YearWord::Given(2031), "", Unknown, "2031-03/2031-05"),
            (Winter, YearWord::Before, "2035-10-12", Past, "2034-12/2035-02"),
            (Winter, YearWord::Shifted(0), "2035-01-12", Past, "2034-12/2035-02"),
            (Winter, YearWord::Shifted(0), "2035-10-12", Ahead, "2035-12/2036-02"),
            (Autumn, YearWord::After, "2035-10-12", Ahead, "2036-09/2036-11"),
            (Summer, YearWord::Missing, "2035-10-12", Past, "2035-06/2035-08"),
            (Spring, YearWord::Missing, "2035-10-12", Ahead, "2036-03/2036-05"),
            (Spring, YearWord::Missing, "", Past, ""),
        ] {
            assert_eq!(read(name, year, anchor, told), expected, "{name:?} {year:?} {anchor}");
        }
    }

    #[test]
    fn easter_is_the_known_one() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
