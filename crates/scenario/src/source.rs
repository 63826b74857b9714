//! One file as text with its lines, and where findings about it are collected.

use std::cell::OnceCell;

use model::{Code, Finding, LineMap, Span, Spot};
use weigh::{Exact, NumberError};

use crate::codes;

/// More findings than this are counted, not listed.
const MOST_FINDINGS: usize = 100;
/// Longer names are cut in messages, in characters.
const LONGEST_NAME: usize = 60;
/// Larger files are not read, in bytes.
const LARGEST: usize = 64 << 20;

/// A file whose bytes are text.
pub(crate) struct Source<'a> {
    /// As the caller named it.
    pub(crate) name: &'a str,
    /// Without a byte order mark.
    pub(crate) text: &'a str,
    lines: OnceCell<LineMap>,
}

impl<'a> Source<'a> {
    /// The file as text, or a finding.
    pub(crate) fn new(name: &'a str, bytes: &'a [u8], sink: &mut Sink) -> Option<Self> {
        if bytes.len() > LARGEST {
            let message = format!("the file has {} bytes", bytes.len());
            sink.file(name, codes::TOO_MUCH, message, format!("at most {LARGEST} bytes are read"));
            return None;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                Some(Self { name, text, lines: OnceCell::new() })
            }
            Err(wrong) => {
                let message = format!("byte {} is no character of UTF-8", wrong.valid_up_to() + 1);
                sink.file(name, codes::NOT_UTF8, message, codes::NOT_UTF8.mend);
                None
            }
        }
    }

    /// The name without folders and ending.
    pub(crate) fn stem(&self) -> &'a str {
        let base = base(self.name);
        base.rsplit_once('.').map_or(base, |(stem, _)| if stem.is_empty() { base } else { stem })
    }

    fn spot(&self, at: usize) -> Spot {
        let lines = self.lines.get_or_init(|| LineMap::new(self.text));
        let at = at.min(self.text.len());
        Spot::new(self.text, lines, Span::new(at, at))
    }

    /// The byte at which a line and a column (in characters), both from 1, stand.
    pub(crate) fn byte(&self, line: usize, column: usize) -> usize {
        let start = match line.checked_sub(2) {
            None => 0,
            Some(before) => {
                self.text.match_indices('\n').nth(before).map_or(self.text.len(), |(at, _)| at + 1)
            }
        };
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

/// The file's name without its folders.
pub(crate) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Findings, up to a bound.
#[derive(Default)]
pub(crate) struct Sink {
    findings: Vec<Finding>,
    more: usize,
    failed: bool,
}

impl Sink {
    /// A finding about a place of a file.
    pub(crate) fn at(
        &mut self,
        source: &Source<'_>,
        at: usize,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.takes(code) {
            let finding = code.of(source.name, message, self::hint(&hint.into()));
            self.findings.push(Finding { spot: Some(source.spot(at)), ..finding });
        }
    }

    /// A finding about a file as a whole.
    pub(crate) fn file(
        &mut self,
        name: &str,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.takes(code) {
            self.findings.push(code.of(name, message, self::hint(&hint.into())));
        }
    }

    fn takes(&mut self, code: Code) -> bool {
        self.failed |= code.severity == model::Severity::Error;
        // Notes never crowd out errors: they have half of the room.
        let room =
            if code.severity == model::Severity::Error { MOST_FINDINGS } else { MOST_FINDINGS / 2 };
        let takes = self.findings.len() < room;
        self.more += usize::from(!takes);
        takes
    }

    /// Whether something was an error.
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    /// All of them, and how many more there were.
    pub(crate) fn done(mut self) -> Vec<Finding> {
        if self.more > 0 {
            let message = format!("{} more findings are not listed", self.more);
            self.findings.push(codes::UNUSED.of("", message, "mend those above first"));
        }
        self.findings
    }

    /// A number as it stands in the file, or a finding that says of what it is the number.
    pub(crate) fn number(
        &mut self,
        source: &Source<'_>,
        at: usize,
        text: &str,
        what: &str,
    ) -> Option<Exact> {
        let bare = text.trim();
        let infinite = [".nan", ".inf", "+.inf", "-.inf"];
        let parsed = if infinite.contains(&bare.to_ascii_lowercase().as_str()) {
            Err(NumberError::NotFinite(bare.to_owned()))
        } else {
            bare.parse::<Exact>()
        };
        match parsed {
            Ok(number) => Some(number),
            Err(why) => {
                let shown = match why {
                    NumberError::NotANumber(text) => {
                        format!("{} is not a number", quoted(&text))
                    }
                    NumberError::NotFinite(text) => {
                        format!("{} is not a finite number", quoted(&text))
                    }
                    other => shorten(&other.to_string()),
                };
                self.at(source, at, codes::NUMBER, format!("{what}: {shown}"), codes::NUMBER.mend);
                None
            }
        }
    }

    /// A weight: a number not below nought.
    pub(crate) fn weight(
        &mut self,
        source: &Source<'_>,
        at: usize,
        text: &str,
        what: &str,
    ) -> Option<Exact> {
        let weight = self.number(source, at, text, what)?;
        if weight.is_negative() {
            let message = format!("{what} is {}", shorten(&weight.to_string()));
            self.at(source, at, codes::NEGATIVE, message, codes::NEGATIVE.mend);
            return None;
        }
        Some(weight)
    }
}

/// A sentence of the table of codes in the form of a hint: no capital, no full stop.
pub(crate) fn hint(text: &str) -> String {
    let Some(bare) = text.strip_suffix('.') else { return text.to_owned() };
    let mut letters = bare.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// A name in quotation marks, cut where it is long.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", shorten(name))
}

/// At most so many characters.
pub(crate) fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST_NAME) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}...", text.get(..at).unwrap_or_default()),
    }
}
