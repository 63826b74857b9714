//! Hours of the day: "1pm", "13:00", "1300 GMT", and pairs such as "1:00 PM (1000 GMT)".

use super::Clock;
use super::words::zone;
use crate::token::{Token, TokenKind};

/// A clock time and the token after it.
pub(super) struct ClockAt {
    pub(super) clock: Clock,
    pub(super) end: usize,
    /// The text shows by itself that this is an hour: "pm", a zone.
    pub(super) plain: bool,
}

/// The clock time at a token, with its zone or its second hour in brackets.
pub(super) fn clock_at(tokens: &[Token], at: usize) -> Option<ClockAt> {
    let (hour, minute, mut end, mut plain) = hour_at(tokens, at)?;
    let mut offset = None;
    if let Some((minutes, next)) = zone_at(tokens, end) {
        offset = minutes;
        end = next;
        plain = true;
    }
    let mut clock = Clock { hour, minute, offset };
    if offset.is_none()
        && let Some((other, next)) = second_hour(tokens, end)
    {
        clock.offset = offset_between(clock, other);
        end = next;
        plain = true;
    }
    // "1300" is an hour only when something beside it says so.
    let needs = tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number) && {
        let text = &tokens[at].folded;
        !text.contains(':')
    };
    (plain || !needs).then_some(ClockAt { clock, end, plain })
}

/// "21.15": an hour with a dot, where a line of a live report begins with it. The caller looks at
/// the line; a colon, a dash or a bracket must follow, for "21.15 million" is none.
pub(super) fn dotted_entry(tokens: &[Token], at: usize) -> Option<ClockAt> {
    let (hour, minute) = tokens.get(at)?.folded.split_once('.')?;
    let ends = |t: &Token| t.kind == TokenKind::Dash || t.is_any(&[":", "]", "*"]);
    tokens.get(at + 1).filter(|t| ends(t))?;
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    let clock = Clock { hour, minute, offset: None };
    fits.then_some(ClockAt { clock, end: at + 1, plain: false })
}

fn hour_at(tokens: &[Token], at: usize) -> Option<(i8, i8, usize, bool)> {
    let token = tokens.get(at)?;
    match &*token.folded {
        "noon" | "midday" => return Some((12, 0, at + 1, false)),
        "midnight" => return Some((0, 0, at + 1, false)),
        _ => {}
    }
    if token.kind != TokenKind::Number {
        return None;
    }
    let text = &*token.folded;
    let half = half_of_day(tokens, at + 1);
    let (hour, minute) = if let Some((hour, rest)) = text.split_once(':') {
        let minute = rest.split(':').next()?;
        (hour, minute)
    } else if let (Some((hour, minute)), Some(_)) = (text.split_once('.'), half) {
        (hour, minute)
    } else if half.is_some() {
        (text, "00")
    } else if text.len() == 4 {
        (text.get(..2)?, text.get(2..)?)
    } else {
        return None;
    };
    if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    match half {
        Some((_, next)) if hour > 12 => Some((hour, minute, next, true)),
        Some((afternoon, next)) => Some((hour % 12 + 12 * i8::from(afternoon), minute, next, true)),
        None => Some((hour, minute, at + 1, false)),
    }
}

/// "am" or "pm" in any spelling; `true` is the afternoon.
fn half_of_day(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let token = tokens.get(at)?;
    match &*token.folded {
        "am" | "a.m." => Some((false, at + 1)),
        "pm" | "p.m." => Some((true, at + 1)),
        _ => None,
    }
}

/// "GMT", "UTC+3", "local time", "Moscow time": the offset if it is known, and the token after.
fn zone_at(tokens: &[Token], at: usize) -> Option<(Option<i16>, usize)> {
    let token = tokens.get(at)?;
    if let Some(offset) = zone(&token.folded).filter(|_| token.upper) {
        let sign = tokens.get(at + 1).filter(|t| !t.spaced).map(|t| &*t.folded);
        let hours = tokens.get(at + 2).and_then(super::words::small).filter(|hours| *hours <= 14);
        return Some(match (sign, hours) {
            (Some("+"), Some(hours)) => (Some(i16::from(hours) * 60), at + 3),
            (Some("-"), Some(hours)) => (Some(i16::from(hours) * -60), at + 3),
            _ => (Some(offset), at + 1),
        });
    }
    if tokens.get(at + 1).is_some_and(|t| t.is("time")) {
        // Only places whose clocks do not change: the others would need the season.
        let offset = match &*token.folded {
            "moscow" | "istanbul" | "ankara" | "turkish" | "riyadh" | "doha" => Some(180),
            _ => None,
        };
        return (token.capital || token.is("local")).then_some((offset, at + 2));
    }
    if token.is("local") || token.is("hours") {
        return Some((None, at + 1));
    }
    None
}

/// "(1000 GMT)", "/ 10:00 UTC": the same moment by another clock.
fn second_hour(tokens: &[Token], at: usize) -> Option<(Clock, usize)> {
    let open = tokens.get(at).filter(|t| t.is_any(&["(", "/", ",", ";", "or"]))?;
    let (hour, minute, end, _) = hour_at(tokens, at + 1)?;
    let (offset, end) = zone_at(tokens, end)?;
    let clock = Clock { hour, minute, offset: Some(offset?) };
    if !open.is("(") {
        return Some((clock, end));
    }
    tokens.get(end).filter(|t| t.is(")")).map(|_| (clock, end + 1))
}

/// The offset of the first clock when both show the same moment.
fn offset_between(local: Clock, other: Clock) -> Option<i16> {
    let minutes = |clock: Clock| i16::from(clock.hour) * 60 + i16::from(clock.minute);
    let mut apart = minutes(local) - minutes(other) + other.offset?;
    if apart > 840 {
        apart -= 1440;
    } else if apart < -720 {
        apart += 1440;
    }
    // Zones differ by quarters of an hour; anything else is not a pair.
    (apart % 15 == 0 && (-720..=840).contains(&apart)).then_some(apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use model::Span;

    fn read(text: &str) -> Option<(i8, i8, Option<i16>, usize)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let found = clock_at(&tokens, 0)?;
        let Clock { hour, minute, offset } = found.clock;
        Some((hour, minute, offset, tokens.len() - found.end))
    }

    #[test]
    fn reads_hours_and_zones() {
        assert_eq!(read("1pm"), Some((13, 0, None, 0)));
        assert_eq!(read("12 a.m."), Some((0, 0, None, 0)));
        assert_eq!(read("1.30 p.m. there"), Some((13, 30, None, 1)));
        assert_eq!(read("1300 GMT"), Some((13, 0, Some(0), 0)));
        assert_eq!(read("13:00 (10:00 UTC)"), Some((13, 0, Some(180), 0)));
        assert_eq!(read("1:00 PM local time (1000 GMT)"), Some((13, 0, Some(180), 0)));
        assert_eq!(read("09:30 UTC+3"), Some((9, 30, Some(180), 0)));
        assert_eq!(read("1:15 am (2215 GMT)"), Some((1, 15, Some(180), 0)));
    }

    #[test]
    fn leaves_other_numbers() {
        for text in ["1300 soldiers", "25:00", "3:1", "13", "1.5 million", "1300"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
