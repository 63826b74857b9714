//! How the brief writes dates, numbers, signs and shortened words.

use model::talks::Amount;
use model::{Attitude, CountState, Flag, Grain, When};
use weigh::packages::{Range, Reading, Refused};

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
];

/// A month's name, from 1.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}

/// `2 June 2025`, `June 2025`, `2025`, `2 June 2025, 13:00 (UTC+03:00)`.
pub(super) fn date(when: When) -> String {
    let day = when.first_day();
    match when.grain() {
        Grain::Year => day.year().to_string(),
        Grain::Month => format!("{} {}", month(day.month()), day.year()),
        Grain::Day => format!("{} {} {}", day.day(), month(day.month()), day.year()),
        Grain::Minute => format!("{}, {}", date(when.to_day()), clock(when).unwrap_or_default()),
    }
}

/// `13:00 (UTC+03:00)` if the hour is known.
pub(super) fn clock(when: When) -> Option<String> {
    let iso = when.to_string();
    let (_, time) = iso.split_once('T')?;
    let (clock, offset) = time.split_at_checked(5)?;
    Some(if offset.is_empty() { clock.to_owned() } else { format!("{clock} (UTC{offset})") })
}

/// `6000` becomes `6,000`; what is not plain digits stays as it is.
pub(super) fn thousands(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || rest.is_some_and(|rest| !plain(rest)) {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// "since 2 June 2025", and of when the words are that are shown, if they are later.
pub(super) fn held(since: When, last: Option<When>) -> String {
    let later = last.filter(|last| last.first_day() != since.first_day());
    match later {
        Some(last) => format!("since {}, words of {}", date(since), date(last)),
        None => format!("since {}", date(since)),
    }
}

/// A count with state and unit: "at least 1,000 persons each", "persons, number withheld until it is
/// done".
pub(super) fn counted(
    value: Option<&str>,
    to: Option<&str>,
    state: CountState,
    unit: &str,
    each: Option<bool>,
) -> String {
    let number = match (value, to) {
        (Some(value), Some(to)) => format!("{} to {}", thousands(value), thousands(to)),
        (Some(value), None) => thousands(value),
        (None, Some(to)) => format!("up to {}", thousands(to)),
        (None, None) => String::new(),
    };
    let each = match each {
        Some(true) => " each",
        Some(false) => " in all",
        None => "",
    };
    let told = match state {
        CountState::Embargoed => format!("{unit}{each}, number withheld until it is done"),
        CountState::NotKnown => format!("{unit}{each}, number not known"),
        CountState::AtLeast => format!("at least {number} {unit}{each}"),
        CountState::AtMost => format!("at most {number} {unit}{each}"),
        CountState::About => format!("about {number} {unit}{each}"),
        CountState::Exact => format!("{number} {unit}{each}"),
        CountState::Derived => format!("{number} {unit}{each} (computed)"),
        CountState::Disputed => format!("{number} {unit}{each} (disputed)"),
    };
    told.trim().trim_start_matches(", ").to_owned()
}

/// The amount of a commitment or an observation in words.
pub(super) fn amount(amount: &Amount) -> String {
    let (value, to) = (amount.value.as_deref(), amount.to.as_deref());
    counted(value, to, amount.state, &amount.unit, amount.each)
}

/// Minutes as people say them: "73 minutes", "2 hours 30 minutes".
pub(super) fn minutes(count: i64) -> String {
    let (hours, rest) = (count / 60, count % 60);
    let plural = |number: i64, word: &str| {
        format!("{} {word}{}", number, if number == 1 { "" } else { "s" })
    };
    match (count < 120, rest) {
        (true, _) => plural(count, "minute"),
        (false, 0) => plural(hours, "hour"),
        (false, _) => format!("{} {}", plural(hours, "hour"), plural(rest, "minute")),
    }
}

/// White space folded, at most so many words and characters, with an ellipsis where it was cut.
pub(super) fn short(text: &str, words: usize) -> String {
    const LONGEST: usize = 240;
    let mut out = String::new();
    let mut chars = 0;
    for (nth, word) in text.split_whitespace().enumerate() {
        let room = LONGEST.saturating_sub(chars + 1);
        if nth == words || room == 0 {
            out.push('…');
            return out;
        }
        if nth > 0 {
            out.push(' ');
        }
        // Scripts without spaces, and hostile texts, come as one long word.
        if word.chars().take(room + 1).count() > room {
            out.extend(word.chars().take(room));
            out.push('…');
            return out;
        }
        chars += word.chars().count() + 1;
        out.push_str(word);
    }
    out
}

/// White space folded, nothing cut.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without characters that steer a terminal or turn the direction of writing.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\u{200e}'
            | '\u{200f}'
            | '\u{061c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            _ if c.is_control() => '\u{fffd}',
            _ => c,
        })
        .collect()
}

/// "A", "A and B", "A, B and C".
pub(super) fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// "1 report", "2 reports".
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{} {word}{}", thousands(&count.to_string()), if count == 1 { "" } else { "s" })
}

/// The numbers of attitudes in words, for those who read the result.
pub(crate) fn attitudes_in_words(reading: &Reading) -> String {
    let refuses = match &reading.refuses {
        Refused::RedLine => "a red line".to_owned(),
        Refused::Worth(range) => self::range(range),
    };
    format!(
        "wants {}, accepts {}, refuses {refuses}, not known {}",
        range(&reading.wants),
        range(&reading.accepts),
        range(&reading.not_known)
    )
}

fn range(range: &Range) -> String {
    if range.low == range.high {
        range.low.to_string()
    } else {
        format!("{} to {}", range.low, range.high)
    }
}

/// The sign of an attitude, for eyes that do not see colour.
pub(super) fn sign(attitude: Attitude) -> &'static str {
    match attitude {
        Attitude::Wants => "▲",
        Attitude::Accepts => "●",
        Attitude::Refuses => "✕",
        Attitude::NotKnown => "·",
    }
}

/// What a flag says to a reader; empty when the line shows it anyway.
pub(super) fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Negated => "",
        Flag::Planned => "planned",
        Flag::Conditional => "on a condition",
        Flag::Hearsay => "hearsay",
        Flag::Imputed => "put into its mouth by another",
        Flag::Characterised => "a characterisation, not its words",
        Flag::First => "first in order",
        Flag::Later => "later in order",
        Flag::Fallback => "as a fallback",
        Flag::OneSided => "one-sided",
        Flag::UncertainSpeaker => "speaker not certain",
        Flag::IssueInferred => "issue told by the text around",
        Flag::LearnedOnly => "read by likeness, no rule reads it",
        Flag::Approximate => "date estimated",
        Flag::Past => "about the past",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_their_commas_and_odd_text_stays() {
        for (from, to) in [
            ("6000", "6,000"),
            ("999", "999"),
            ("6170000000", "6,170,000,000"),
            ("2500.5", "2,500.5"),
            ("1e9", "1e9"),
            ("", ""),
            ("1.", "1."),
        ] {
            assert_eq!(thousands(from), to);
        }
    }

    #[test]
    fn dates_are_never_finer_than_known() {
        let read = |text| When::parse(text).map(date);
        assert_eq!(read("2025").as_deref(), Some("2025"));
        assert_eq!(read("2025-06").as_deref(), Some("June 2025"));
        assert_eq!(read("2025-06-02T13:00").as_deref(), Some("2 June 2025, 13:00"));
        assert_eq!(
            read("2025-06-02T13:00+03:00").as_deref(),
            Some("2 June 2025, 13:00 (UTC+03:00)")
        );
    }

    #[test]
    fn short_words_are_cut_at_words_and_endless_ones_anywhere() {
        assert_eq!(short(" a\n b  c d", 3), "a b c…");
        assert_eq!(short("a b c", 3), "a b c");
        let endless = "長".repeat(10_000);
        assert!(short(&endless, 3).chars().count() <= 241);
        let many = "word ".repeat(100);
        assert!(short(&many, 90).chars().count() <= 241);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c\r"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}");
    }

    #[test]
    fn a_withheld_number_is_not_zero() {
        let withheld = Amount {
            value: None,
            to: None,
            unit: "persons".to_owned(),
            state: CountState::Embargoed,
            each: Some(true),
        };
        assert_eq!(amount(&withheld), "persons each, number withheld until it is done");
    }
}
