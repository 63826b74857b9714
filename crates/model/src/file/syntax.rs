//! From text to a spanned TOML tree, with every place where the text is not TOML.

use std::borrow::Cow;

use toml::de::{DeTable, Error};

use super::codes;
use super::sink::{Sink, shown};
use crate::finding::Code;
use crate::span::Span;

/// What `toml` says of a line such as `hello` with no `=`. It drops the rest of the file there.
const NO_VALUE: &str = "key with no value";
const TWICE: &str = "duplicate key";

/// A text in a form that `toml` reads to its end.
pub(super) struct Readable<'a> {
    text: &'a str,
    /// The text with the lines blanked at which `toml` would stop: same length, same places.
    patched: Cow<'a, str>,
    stops: Vec<Error>,
}

impl<'a> Readable<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (_, errors) = DeTable::parse_recoverable(text);
        let stops: Vec<Error> =
            errors.into_iter().filter(|error| error.message().starts_with(NO_VALUE)).collect();
        let patched = if stops.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(blank(text, stops.iter().filter_map(Error::span).map(|span| span.start)))
        };
        Self { text, patched, stops }
    }

    /// The tree, as far as it can be read; what is wrong goes to the sink.
    pub(super) fn parse(&self, sink: &mut Sink) -> DeTable<'_> {
        let (tree, errors) = DeTable::parse_recoverable(&self.patched);
        let mut found: Vec<(Span, &str)> = errors
            .iter()
            .chain(&self.stops)
            .map(|error| (scalar_at(self.text, error.span().unwrap_or(0..0)), error.message()))
            .collect();
        found.sort_unstable();
        let broken = found.iter().filter(|(_, what)| *what != TWICE).map(|(span, _)| *span);
        sink.break_at(broken.collect());
        // One slip often makes several errors on its line; the first says it best.
        let mut line_end = None;
        for (span, what) in found {
            if line_end.is_some_and(|end| span.start <= end) {
                continue;
            }
            line_end = Some(end_of_line(self.text, span.start));
            let (code, message, hint) = explain(self.text, span, what);
            sink.add_always(code, span, message, hint);
        }
        tree.into_inner()
    }
}

fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter().position(|byte| ends_line(*byte)).map_or(text.len(), |length| at + length)
}

/// Puts blanks over each line in which one of the places lies.
fn blank(text: &str, places: impl Iterator<Item = usize>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut done = None;
    for at in places {
        let at = at.min(bytes.len());
        if done.is_some_and(|(from, to)| (from..=to).contains(&at)) {
            continue;
        }
        let head = bytes.get(..at).unwrap_or_default();
        let from = head.iter().rposition(|byte| ends_line(*byte)).map_or(0, |end| end + 1);
        let to = end_of_line(text, at);
        if let Some(line) = bytes.get_mut(from..to) {
            line.fill(b' ');
        }
        done = Some((from, to));
    }
    // Whole lines were blanked, so no character was cut.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The bare word around an error: `toml` often points at one part of `02.06.2025` only.
fn scalar_at(text: &str, span: std::ops::Range<usize>) -> Span {
    const LONGEST: usize = 32;
    let bare = |byte: &u8| byte.is_ascii_alphanumeric() || b"-.:/+_".contains(byte);
    let bytes = text.as_bytes();
    let start = span.start.min(bytes.len());
    let end = span.end.clamp(start, bytes.len());
    let digits = bytes
        .get(start..end)
        .is_some_and(|part| part.first().is_some_and(u8::is_ascii_digit) || part.iter().all(bare));
    if !digits || start == end {
        return Span::new(start, end);
    }
    let before = bytes.get(..start).unwrap_or_default().iter().rev();
    let after = bytes.get(end..).unwrap_or_default().iter();
    let back = before.take(LONGEST).take_while(|byte| bare(byte)).count();
    let on = after.take(LONGEST).take_while(|byte| bare(byte)).count();
    Span::new(start - back, end + on)
}

/// Whether somebody meant a date: digits with `-`, `/` or two dots between.
fn like_a_date(text: &str) -> bool {
    let mut marks = 0;
    let plain = text.chars().all(|c| {
        marks += usize::from(matches!(c, '-' | '/' | '.'));
        c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | 'T' | 't' | 'Z' | 'z' | '+' | ' ')
    });
    let separated = text.contains(['-', '/']) || marks >= 2;
    plain && separated && text.starts_with(|c: char| c.is_ascii_digit())
}

fn explain(text: &str, span: Span, what: &str) -> (Code, String, String) {
    let word = span.text(text).unwrap_or_default();
    let at = shown(word);
    if like_a_date(word) {
        let hint = "write a day that the calendar has as 2025-06-02; a year, a month or an id needs \
                    quotation marks: \"2025\", \"2025-06\", \"2025-2\"";
        return (codes::BAD_DATE, format!("`{at}` is not a date"), hint.to_owned());
    }
    let (code, message, hint) = match what {
        TWICE => (codes::TWICE, format!("`{at}` is given a second time"), String::new()),
        _ if what.starts_with("string values must be quoted") && word.is_empty() => {
            let hint = "write a value after the `=`, or take the line out";
            (codes::SYNTAX, "there is no value here".to_owned(), hint.to_owned())
        }
        _ if what.starts_with("string values must be quoted") => {
            let hint = format!("write \"{at}\"");
            (codes::SYNTAX, "text needs quotation marks around it".to_owned(), hint)
        }
        _ if what.starts_with(NO_VALUE) => {
            let hint = "write key = value, or make the line a comment with `#` before it";
            (codes::SYNTAX, "the line has no `=`".to_owned(), hint.to_owned())
        }
        _ if word.is_empty() && what.starts_with("invalid") && what.contains(" string") => {
            let hint = "close the text with the same quotation mark as at its beginning";
            (codes::SYNTAX, "the text is not closed".to_owned(), hint.to_owned())
        }
        _ => (codes::SYNTAX, format!("not TOML: {what}"), String::new()),
    };
    (code, message, hint)
}
