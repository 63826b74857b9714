//! Lines that say who wrote a text, where and when; and the dateline at the head of a paragraph.

use model::Span;

use super::vocabulary::{Vocabulary, Word, words};

const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec",
];

/// Words that stand around dates and times and are no name.
const AROUND: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "am", "pm", "a", "p", "m", "gmt",
    "utc", "et", "est", "edt", "ct", "cet", "cest", "eet", "eest", "bst", "msk", "trt", "local",
    "time", "at", "on", "of", "the", "published", "updated", "posted", "last", "modified", "date",
    "first", "created", "edited", "ago", "hours", "hour", "minutes", "minute", "min", "mins",
    "read", "today", "yesterday", "th", "st", "nd", "rd", "h", "z", "t",
];

/// A byline or dateline line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Byline {
    /// It holds a date.
    pub dated: bool,
    /// What is neither date nor "by": an author or an outlet; the text does not tell which.
    pub name: Option<Span>,
}

/// Whether a line, already known to stand where bylines stand, is one. Spans count from the line.
pub(super) fn byline(line: &str) -> Option<Byline> {
    let words = words(line);
    if words.is_empty() || words.len() > 24 {
        return None;
    }
    let clock = starts_with_clock(line);
    let dated = clock || has_date(line, &words);
    let by = words[0].text == "by" && words.len() > 1;
    let rest: Vec<&Word> =
        words.iter().filter(|word| !is_date_word(word) && word.text != "by").collect();
    let named =
        rest.len() <= 8 && rest.iter().filter(|word| word.capital).count() * 3 >= rest.len() * 2;
    let name = match (rest.first(), rest.last()) {
        (Some(first), Some(last)) => Some(Span::new(first.start, last.end)),
        _ => None,
    };
    let led = by || matches!(&*words[0].text, "published" | "updated" | "posted" | "last" | "date");
    let holds = match (dated, rest.len()) {
        (true, 0) => true,
        // A clock time before other words is an entry of a live page, not a byline.
        (true, _) if clock => false,
        (true, _) if led => named,
        (true, len) => len <= 6 && rest.iter().all(|w| w.capital) && parted(line, &rest),
        (false, len) => {
            by && named && (1..=8).contains(&len) && words.len() <= 12 && rest[0].capital
        }
    };
    holds.then_some(Byline { dated, name })
}

/// Whether a name stands apart from its date by a mark: `Name - 1 May`, `CITY, June 2`.
fn parted(line: &str, rest: &[&Word]) -> bool {
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return false };
    let after = line.get(last.end..).unwrap_or_default().trim_start();
    let before = line.get(..first.start).unwrap_or_default().trim_end();
    let mark =
        |c: char| matches!(c, '-' | '–' | '—' | '|' | '·' | '•' | '/' | ',' | '(' | ':' | '»');
    after.starts_with(mark) || before.ends_with(mark)
}

fn is_date_word(word: &Word) -> bool {
    word.text == "#" || MONTHS.contains(&&*word.text) || AROUND.contains(&&*word.text)
}

/// Whether a date stands in the line: a month with a number, `02.06.2025`, `2025-06-02`, "3 hours ago".
fn has_date(line: &str, words: &[Word]) -> bool {
    let month =
        words.iter().position(|w| MONTHS.contains(&&*w.text) && (w.capital || w.text != "may"));
    let near = |at: usize| {
        let from = at.saturating_sub(2);
        words
            .get(from..words.len().min(at + 3))
            .is_some_and(|near| near.iter().any(|w| w.text == "#"))
    };
    let ago = words.windows(3).any(|w| w[0].text == "#" && w[2].text == "ago");
    let today = words.iter().any(|w| matches!(&*w.text, "today" | "yesterday"))
        && words.iter().any(|w| w.text == "#");
    month.is_some_and(near) || ago || today || words.iter().any(|w| is_numeric_date(line, w))
}

fn is_numeric_date(line: &str, word: &Word) -> bool {
    let digits = line.get(word.start..word.end).unwrap_or_default();
    let mut parts = digits.split(['.', '-', '/']);
    let three = [parts.next(), parts.next(), parts.next()];
    let lens = three.map(|part| {
        part.filter(|p| p.bytes().take(2).all(|b| b.is_ascii_digit())).map_or(0, str::len)
    });
    let year_first =
        lens[0] == 4 && (1..=2).contains(&lens[1]) && (1..=2).contains(&lens[2].min(2));
    let year_last =
        (1..=2).contains(&lens[0]) && (1..=2).contains(&lens[1]) && matches!(lens[2], 2 | 4);
    year_first || year_last
}

/// Whether a line starts with a time of day, as entries of a live page do: `14:05`, `14.05 GMT`.
pub(super) fn starts_with_clock(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(']);
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let mark = line.as_bytes().get(digits);
    let minutes = line
        .get(digits + 1..digits + 3)
        .is_some_and(|m| m.bytes().all(|b| b.is_ascii_digit()) && m < "60");
    let closed = line
        .get(digits + 3..)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'));
    let hour = line.get(..digits).and_then(|h| h.parse::<u8>().ok()).is_some_and(|h| h < 25);
    (1..=2).contains(&digits)
        && matches!(mark, Some(b':' | b'.' | b'h'))
        && minutes
        && closed
        && hour
}

/// The dateline at the head of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Up to and including its mark, counted from the paragraph's start.
    pub span: Span,
    /// The agency it names.
    pub agency: Option<String>,
}

/// `KYIV, June 2 (Agency) - `, `Istanbul, Turkey — `, `ISTANBUL: `, `CITY, June 2. /AGENCY/. `.
pub(super) fn dateline(paragraph: &str, vocabulary: &Vocabulary) -> Option<Dateline> {
    let head = paragraph.get(..paragraph.floor_char_boundary(110))?;
    if let Some(found) = slashed(head, vocabulary) {
        return Some(found);
    }
    let (at, mark) = [" — ", " – ", " - ", " -- ", "— ", ") -", ")--", ") ", ": "]
        .iter()
        .filter_map(|mark| head.find(mark).map(|at| (at, *mark)))
        .filter(|(_, mark)| {
            *mark != ") " || !head.contains(") -") && !head.contains(") —") && !head.contains(") –")
        })
        .min()?;
    let close = usize::from(mark.starts_with(')'));
    let place = head.get(..at + close)?;
    let end = at + mark.len();
    let after = head
        .get(end..)
        .map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '-', '–', '—']).len());
    let agency = place
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(name, _)| name.trim());
    let named = agency.filter(|name| {
        vocabulary.is_agency(name)
            || (name.len() < 30 && words(name).iter().all(|w| w.capital) && mark != ") ")
    });
    let before = place.split('(').next().unwrap_or_default();
    let holds = is_place(before, named.is_some(), mark == ": ", vocabulary)
        && (agency.is_none() || named.is_some());
    (holds && (mark != ") " || named.is_some()))
        .then(|| Dateline { span: Span::new(0, end + after), agency: named.map(str::to_owned) })
}

/// `MOSCOW, June 2. /TASS/. `
fn slashed(head: &str, vocabulary: &Vocabulary) -> Option<Dateline> {
    let open = head.find('/')?;
    let name = head.get(open + 1..)?.split('/').next()?;
    let end = open + name.len() + 2;
    let close = head.as_bytes().get(end - 1) == Some(&b'/');
    let capital = !name.is_empty() && name.len() < 30 && words(name).iter().all(|w| w.capital);
    let place = is_place(head.get(..open)?, true, false, vocabulary);
    let after = head
        .get(end..)
        .map_or(0, |rest| rest.len() - rest.trim_start_matches(['.', ' ', '-', '–', '—']).len());
    (close && capital && place && after > 0)
        .then(|| Dateline { span: Span::new(0, end + after), agency: Some(name.to_owned()) })
}

/// Words of a place, with or without a date. Before a colon, or where nothing else supports it,
/// the place must be in capitals or have its country beside it.
fn is_place(text: &str, supported: bool, colon: bool, vocabulary: &Vocabulary) -> bool {
    let words = words(text);
    let names: Vec<&Word> = words.iter().filter(|w| !is_date_word(w)).collect();
    if names.is_empty() || names.len() > 6 || !names.iter().all(|w| w.capital) {
        return false;
    }
    let first = text.get(names[0].start..names[0].end).unwrap_or_default();
    let upper = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    if colon {
        let shouted = names.iter().any(|name| vocabulary.is_shout(&name.text));
        return !shouted && upper && names.len() <= 3 && names.len() == words.len();
    }
    let paired = text.trim().split_once(", ").is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    upper || supported || paired
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::vocabulary::vocabulary;

    #[test]
    fn bylines_name_people_and_dates() {
        for (line, name) in [
            ("04 June 2025 14:40", None),
            ("Monday, June 2, 2025 at 9:05 am GMT", None),
            ("Published: 02.06.2025, 14:05", None),
            ("Updated 3 hours ago", None),
            ("River Herald - 11 May 2025 11:13", Some("River Herald")),
            ("14:32", None),
            ("13:10 GMT", None),
            ("By Ada Stone", Some("Ada Stone")),
            ("By Ada Stone and Ben Field | 2 June 2025", Some("Ada Stone and Ben Field")),
            ("PORT CITY, June 2, 2025", Some("PORT CITY")),
        ] {
            let found = byline(line);
            assert!(found.is_some(), "{line}");
            assert_eq!(found.and_then(|b| b.name).and_then(|s| s.text(line)), name, "{line}");
        }
    }

    #[test]
    fn sentences_and_headings_are_no_bylines() {
        for line in [
            "Talks planned for 2 June 2025",
            "By the river, they waited for news",
            "The second round starts on June 2",
            "Conclusion",
            "10:05 The cars arrive",
            "What happened on 2 June?",
            "It may be 6 or 7",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn datelines_end_at_their_mark() {
        let found = |text: &str| {
            dateline(text, vocabulary())
                .map(|d| (text[d.span.start..d.span.end].to_owned(), d.agency))
        };
        let some =
            |text: &str, agency: Option<&str>| Some((text.to_owned(), agency.map(str::to_owned)));
        assert_eq!(
            found("PORT CITY, June 2 (Reuters) - The talks"),
            some("PORT CITY, June 2 (Reuters) - ", Some("Reuters"))
        );
        assert_eq!(found("Port City (AFP) – The talks"), some("Port City (AFP) – ", Some("AFP")));
        assert_eq!(
            found("PORT CITY, June 2. /TASS/. The talks"),
            some("PORT CITY, June 2. /TASS/. ", Some("TASS"))
        );
        assert_eq!(
            found("Port City, Lakeland — Delegates met"),
            some("Port City, Lakeland — ", None)
        );
        assert_eq!(found("LAKELAND: The talks"), some("LAKELAND: ", None));
        assert_eq!(found("PORT CITY (AP) — The talks"), some("PORT CITY (AP) — ", Some("AP")));
        assert_eq!(found("Lakeland - a small state - agreed"), None);
        assert_eq!(found("EXCLUSIVE: The talks"), None);
        assert_eq!(found("Moderator: What do you expect?"), None);
        assert_eq!(found("The minister (Ben Field) said — as before — no."), None);
    }

    #[test]
    fn clock_times_start_live_entries() {
        assert!(starts_with_clock("14:05 The convoy has arrived"));
        assert!(starts_with_clock("9.30 GMT - The convoy"));
        assert!(!starts_with_clock("12.500 people") && !starts_with_clock("14 delegates"));
        assert!(!starts_with_clock("2025-06-02"));
    }
}
