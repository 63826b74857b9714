//! Reads the front matter of a report: TOML between two lines of `+++`.

use super::codes;
use super::fields::{Fields, Shared};
use super::sink::Sink;
use super::syntax::Readable;
use crate::finding::Finding;
use crate::report::Genre;
use crate::span::{LineMap, Span};
use crate::when::When;

/// How far the closing line is looked for.
const FAR: usize = 64 * 1024;
const MARK: &str = "+++";

/// What a report says about itself before its text begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub address: Option<String>,
    /// When it was published.
    pub date: Option<When>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// What sort of text it is.
    pub genre: Option<Genre>,
    /// The report that this one copies, as written.
    pub copy_of: Option<String>,
    /// The whole block with both marker lines and the line ending of the second.
    pub span: Span,
}

/// Reads the front matter of a report, if the text begins with a line `+++`. A byte order mark
/// before it is passed over. Never fails; without a closing line all of the text is text.
pub fn front_matter(path: &str, text: &str) -> (Option<FrontMatter>, Vec<Finding>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let head = text.get(start..text.floor_char_boundary(start + FAR)).unwrap_or_default();
    let Some(body) = after_mark(head) else { return (None, Vec::new()) };
    let Some((close, end)) = closing(head, body) else {
        let sink = Sink::new(start);
        let message = "the front matter that begins here has no end".to_owned();
        sink.add(codes::UNCLOSED, Span::new(0, MARK.len()), message, String::new());
        return (None, sink.into_findings(path, text));
    };
    let toml = head.get(body..close).unwrap_or_default();
    let mut sink = Sink::new(start + body);
    let readable = Readable::new(toml);
    let root = readable.parse(&mut sink);
    let lines = LineMap::new("");
    let shared = Shared { sink: &sink, known: None, lines: &lines };
    let fields = Fields::new(&shared, &root, "front matter", Span::new(0, 0));
    let front = FrontMatter {
        publisher: fields.text("publisher"),
        address: fields.text("address"),
        date: fields.date("date"),
        language: fields.languages("language").into_iter().next(),
        genre: fields.word("genre", (Genre::ALL, Genre::name)),
        copy_of: fields.text("copy-of"),
        span: Span::new(start, start + end),
    };
    fields.finish();
    (Some(front), sink.into_findings(path, text))
}

/// Where the line after an opening mark begins.
fn after_mark(head: &str) -> Option<usize> {
    let length = head.find(['\n', '\r'])?;
    let line = head.get(..length)?;
    (line.trim_end_matches([' ', '\t']) == MARK).then(|| length + ending(head, length))
}

fn ending(head: &str, at: usize) -> usize {
    let rest = head.get(at..).unwrap_or_default();
    if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// Where the closing line begins, and where what follows it begins.
fn closing(head: &str, body: usize) -> Option<(usize, usize)> {
    let mut at = body;
    while at < head.len() {
        let rest = head.get(at..)?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = at + length + ending(head, at + length);
        if rest.get(..length)?.trim_end_matches([' ', '\t']) == MARK {
            return Some((at, end));
        }
        at = end;
    }
    None
}
