//! Lines, and the paragraphs that lines make: blank lines, hard wraps, list marks.

use model::Span;

/// Longest line, in characters, that can be one of a hard-wrapped paragraph.
const WRAP_MOST: usize = 110;
/// Shortest width at which somebody wraps text.
const WRAP_LEAST: usize = 40;

/// What the file's own marks say about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hint {
    /// Nothing: plain text.
    #[default]
    None,
    /// The first heading of the first rank.
    Title,
    /// Another heading.
    Heading,
    /// A paragraph.
    Paragraph,
}

/// One paragraph-like piece of a text: a line, or the lines of a hard-wrapped paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Without the white space around it and without a list mark.
    pub span: Span,
    /// A list mark (`–`, `2)`) stood before it.
    pub listed: bool,
    /// Told by markup.
    pub hint: Hint,
    /// Told by markup to be no text of the article.
    pub label: Option<&'static str>,
}

impl Unit {
    /// A unit of plain text.
    pub(super) fn plain(span: Span, listed: bool) -> Self {
        Self { span, listed, hint: Hint::None, label: None }
    }
}

/// Characters that nobody sees, and which do not fill a line.
pub(super) fn is_blank_char(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The span without blank characters at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let Some(part) = span.text(text) else { return Span::new(span.start, span.start) };
    let tail = part.trim_start_matches(is_blank_char);
    let start = span.start + (part.len() - tail.len());
    Span::new(start, start + tail.trim_end_matches(is_blank_char).len())
}

/// The lines of a part of a text without their ends: CR, LF, CRLF, NEL, and the two Unicode separators.
pub(super) fn lines(text: &str, within: Span) -> Vec<Span> {
    let Some(part) = within.text(text) else { return Vec::new() };
    let mut out = Vec::new();
    let mut start = within.start;
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') {
            continue;
        }
        out.push(Span::new(start, within.start + at));
        let mut end = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
            chars.next();
            end += 1;
        }
        start = within.start + end;
    }
    if start < within.end {
        out.push(Span::new(start, within.end));
    }
    out
}

/// The pieces of a text. A span in `barred` (sorted) stands for itself and joins nothing.
pub(super) fn units(text: &str, within: Span, barred: &[Span]) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    for line in lines(text, within) {
        let span = trimmed(text, line);
        let stands_alone = barred.binary_search_by(|b| order(*b, line)).is_ok();
        if span.is_empty() || stands_alone {
            flush(text, &mut group, &mut out);
        } else {
            group.push(span);
        }
    }
    flush(text, &mut group, &mut out);
    out
}

/// Orders two spans that are equal when they touch.
fn order(a: Span, b: Span) -> std::cmp::Ordering {
    if a.end <= b.start {
        std::cmp::Ordering::Less
    } else if a.start >= b.end {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}

fn flush(text: &str, group: &mut Vec<Span>, out: &mut Vec<Unit>) {
    let facts: Vec<LineFacts> = group.iter().map(|span| LineFacts::of(text, *span)).collect();
    let width = facts.iter().map(|f| f.chars).max().unwrap_or(0);
    let wrapped = is_wrapped(&facts, width);
    let mut at = 0;
    while at < group.len() {
        let mut last = at;
        while wrapped && last + 1 < group.len() && joins(&facts[last], &facts[last + 1], width) {
            last += 1;
        }
        let whole = group[at].join(group[last]);
        let mark = list_mark(whole.text(text).unwrap_or_default());
        let span = trimmed(text, Span::new(whole.start + mark, whole.end));
        out.push(Unit::plain(span, mark > 0));
        at = last + 1;
    }
    group.clear();
}

/// What the wrap rules ask of a line.
#[allow(clippy::struct_excessive_bools, reason = "four independent looks of one line")]
struct LineFacts {
    chars: usize,
    first_word: usize,
    lower_start: bool,
    listed: bool,
    /// Ends like a sentence.
    ends: bool,
    /// Ends in a way that no line ends by itself: a comma, or a word such as "of".
    hangs: bool,
}

impl LineFacts {
    fn of(text: &str, span: Span) -> Self {
        let line = span.text(text).unwrap_or_default();
        let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
        let hangs = last.ends_with([',', '-', '('])
            || ["a", "an", "the", "of", "to", "and", "in", "for", "with", "on", "at", "by", "or"]
                .contains(&last);
        Self {
            chars: line.chars().take(WRAP_MOST + 1).count(),
            first_word: line.chars().take(WRAP_MOST).take_while(|c| !c.is_whitespace()).count(),
            lower_start: line.chars().next().is_some_and(char::is_lowercase),
            listed: list_mark(line) > 0,
            ends: ends_sentence(line),
            hangs,
        }
    }
}

/// A wrapped line is one to which the next word would not have fitted.
fn fills(line: &LineFacts, next: &LineFacts, width: usize) -> bool {
    line.chars + 1 + next.first_word > width
}

fn carries_on(line: &LineFacts, next: &LineFacts) -> bool {
    !line.ends && !next.listed && (next.lower_start || line.hangs)
}

fn is_wrapped(facts: &[LineFacts], width: usize) -> bool {
    if !(WRAP_LEAST..=WRAP_MOST).contains(&width) || facts.len() < 2 {
        return false;
    }
    let pairs = facts.len() - 1;
    let full = facts.windows(2).filter(|w| joins(&w[0], &w[1], width)).count();
    let carried = facts.windows(2).filter(|w| carries_on(&w[0], &w[1])).count();
    full * 2 >= pairs && carried * 3 >= pairs && carried > 0
}

fn joins(line: &LineFacts, next: &LineFacts, width: usize) -> bool {
    if next.listed {
        return false;
    }
    fills(line, next, width) || (carries_on(line, next) && line.chars * 10 >= width * 6)
}

/// Whether a text ends as a sentence does, closing marks aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank_char);
    let bare = text.trim_end_matches(|c: char| {
        is_blank_char(c) || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_' | '“')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '۔', '！', '？', '।'])
        || (bare.len() < text.len() && bare.ends_with([',', ';']))
}

/// Length of a list mark and the space after it, at the start of a line; 0 if there is none.
pub(super) fn list_mark(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let mark =
        if matches!(first, '–' | '—' | '-' | '•' | '*' | '·' | '▪' | '●' | '◦' | '‣' | '■' | '+')
        {
            first.len_utf8()
        } else {
            numbered(line)
        };
    let Some(rest) = line.get(mark..).filter(|_| mark > 0) else { return 0 };
    let space = rest.len() - rest.trim_start_matches(is_blank_char).len();
    let filled = rest.get(space..).is_some_and(|r| {
        r.starts_with(char::is_alphanumeric) || r.starts_with(['“', '"', '«', '(', '['])
    });
    if space > 0 && filled { mark + space } else { 0 }
}

/// Length of `1.`, `12)`, `(3)`, `a)`.
fn numbered(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let rest = line.get(open..).unwrap_or_default();
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let letter =
        usize::from(digits == 0 && rest.bytes().next().is_some_and(|b| b.is_ascii_lowercase()));
    let len = digits + letter;
    let closed = rest.get(len..).and_then(|r| r.chars().next());
    match closed {
        Some(')') if len > 0 && digits < 3 => open + len + 1,
        Some('.') if letter == 0 && (1..3).contains(&digits) && open == 0 => len + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let whole = Span::new(0, text.len());
        units(text, whole, &[]).iter().filter_map(|u| u.span.text(text)).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let text = "one\r\ntwo\rthree\nfour\u{85}five\u{2028}six";
        assert_eq!(texts(text), ["one", "two", "three", "four", "five", "six"]);
        assert_eq!(texts("\u{feff}one\n\u{a0}\u{200b}\ntwo\u{a0}"), ["one", "two"]);
    }

    #[test]
    fn hard_wrapped_lines_make_one_paragraph() {
        let text = "The delegations met for the third time in the lake house and agreed\n\
                    to exchange lists of prisoners before the end of the month, the\n\
                    mediator said. No date was set.\n\
                    A second paragraph starts here, because the line above it ended early\n\
                    and the next word would have fitted there.";
        let found = texts(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].starts_with("A second"));
    }

    #[test]
    fn short_or_uneven_lines_stay_apart() {
        assert_eq!(texts("facebook\ntwitter\napple store\nplay market").len(), 4);
        let two = "PORT CITY, June 30 (Wire) - The parties began talks on a prisoner exchange in the port\n\
                   on Sunday, the office of the envoy said, the first such meeting in a year.";
        assert_eq!(texts(two).len(), 1);
        let ragged =
            "The movement said that it would not\nattend unless all of them were covered too.";
        assert_eq!(texts(ragged).len(), 1);
        let headlines = "Mediators return to the lake house with a new map\n\
                         River towns brace for a dry summer\nSecond round ends";
        assert_eq!(texts(headlines).len(), 3);
        let long = "x".repeat(200);
        assert_eq!(
            texts(&format!("A title of the usual length for a title\n{long} end.")).len(),
            2
        );
    }

    #[test]
    fn list_marks_are_taken_off() {
        for (line, mark) in [
            ("– Release of all", 4),
            ("1) Release", 3),
            ("(2) Release", 4),
            ("a) Release", 3),
            ("12. Release", 4),
            ("2025. A year", 0),
            ("-5 degrees", 0),
            ("+ ↺ − 16 px", 0),
            ("Release", 0),
        ] {
            assert_eq!(list_mark(line), mark, "{line}");
        }
        let text = "– one thing;\n– another;";
        assert!(units(text, Span::new(0, text.len()), &[]).iter().all(|u| u.listed));
    }

    #[test]
    fn sentence_ends_are_seen_behind_closing_marks() {
        assert!(ends_sentence("It is so.”"));
        assert!(ends_sentence("هل هذا صحيح؟"));
        assert!(ends_sentence("“It is so,”"));
        assert!(!ends_sentence("Second Round of Talks"));
    }
}
