//! From the bytes of a file to its text, cut into blocks: what is article, what stands around it.
//!
//! Nothing is thrown away: page furniture is kept and marked, so that whoever reads the blocks can
//! leave it out and whoever checks the reading can see what was left out.

mod byline;
mod credit;
mod decode;
mod front;
mod genre;
mod html;
mod html_meta;
mod kinds;
mod language;
mod lines;
mod markdown;
mod repeats;
mod sheet;
mod traits;
mod visible;
mod vocabulary;

use model::{Finding, Genre, Span};

use crate::{Raw, codes};

pub use front::front_matter_span;
pub use html_meta::HtmlMeta;
pub use repeats::{RepeatedLines, mark_repeated, repeated_lines};
pub use vocabulary::LABELS;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline. It may hold a statement.
    Title,
    /// A heading or a line below the headline. It may hold a statement.
    Heading,
    /// A paragraph; also an interview turn with its label.
    Paragraph,
    /// A list item, without its mark.
    ListItem,
    /// A line with author, outlet, place or date.
    Byline,
    /// An editor's note or disclaimer: it tells the genre, and is never cited.
    Note,
    /// Not the article; one of [`LABELS`].
    Furniture(&'static str),
    /// TOML between two lines of `+++`.
    FrontMatter,
    /// A line with bytes that are no text.
    Unreadable,
}

impl BlockKind {
    /// Whether words of this block may be cited.
    pub fn is_citable(self) -> bool {
        matches!(self, Self::Title | Self::Heading | Self::Paragraph | Self::ListItem)
    }

    /// The label under which a block that is not cited is listed as furniture.
    pub fn furniture_label(self) -> Option<&'static str> {
        match self {
            Self::Furniture(label) => Some(label),
            Self::Byline => Some("byline_dateline"),
            Self::Note => Some("disclaimer"),
            _ => None,
        }
    }
}

/// A piece of a text: never empty, without white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// Bytes of [`Page::text`].
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// It goes on with the paragraph (or heading, or list item) that furniture interrupted.
    pub continues: bool,
}

/// The text of one file and what stands where. Blocks are sorted and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// For text and Markdown the bytes of the file (a byte that is no character is `?`); for HTML
    /// the extracted text, with an empty line between blocks. Empty if the file is no text.
    pub text: String,
    /// For HTML: byte of the text to byte of the file, for the start of each block found there.
    pub page_places: Vec<(usize, usize)>,
    /// The pieces of the text.
    pub blocks: Vec<Block>,
    /// The front matter in the bytes of the file, both `+++` lines included. For HTML it is not
    /// part of the text and has no block.
    pub front: Option<Span>,
    /// The headline.
    pub title: Option<Span>,
    /// Who published it, from the page's own words: a site name, a rights line.
    pub publisher: Option<String>,
    /// Lines with author, outlet, place or date.
    pub byline_date_lines: Vec<Span>,
    /// A name in those lines: an author or an outlet; the text does not tell which.
    pub byline_name: Option<Span>,
    /// The dateline at the head of the first paragraph: place, date and agency, mark included.
    pub dateline: Option<Span>,
    /// The agency that the dateline names.
    pub agency: Option<String>,
    /// ISO 639-1 code, if it could be told reliably.
    pub language: Option<String>,
    /// What sort of text it is.
    pub genre: Genre,
    /// The words or looks by which the genre is known.
    pub genre_how: String,
    /// What could not be read, and doubts.
    pub findings: Vec<Finding>,
    /// What an HTML page says of itself.
    pub html_meta: HtmlMeta,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            text: String::new(),
            page_places: Vec::new(),
            blocks: Vec::new(),
            front: None,
            title: None,
            publisher: None,
            byline_date_lines: Vec::new(),
            byline_name: None,
            dateline: None,
            agency: None,
            language: None,
            genre: Genre::Unknown,
            genre_how: String::new(),
            findings: Vec::new(),
            html_meta: HtmlMeta::default(),
        }
    }
}

/// Whether these are the words of a news or picture agency.
pub(crate) fn is_agency(name: &str) -> bool {
    vocabulary::vocabulary().is_agency(name)
}

/// Whether the name of some agency begins with this word.
pub(crate) fn opens_agency(folded: &str) -> bool {
    vocabulary::vocabulary().opens_agency(folded)
}

impl Page {
    /// The words of a block.
    pub fn words(&self, block: &Block) -> &str {
        block.span.text(&self.text).unwrap_or_default()
    }
}

/// How a file is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    Plain,
    Markdown,
    Html,
}

fn markup(path: &str, text: &str) -> Markup {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let start = text.trim_start_matches(lines::is_blank_char);
    let start = start.get(..start.floor_char_boundary(20)).unwrap_or_default().to_ascii_lowercase();
    let sniffed = ["<!doctype html", "<html", "<?xml"].iter().any(|mark| start.starts_with(mark));
    match ending {
        "html" | "htm" | "xhtml" => Markup::Html,
        "md" | "markdown" => Markup::Markdown,
        _ if sniffed => Markup::Html,
        _ => Markup::Plain,
    }
}

/// Reads one file. Never fails: what cannot be read is a finding.
pub fn page(raw: &Raw) -> Page {
    let decoded = decode::decode(raw.path, raw.bytes);
    let mut page = Page { findings: decoded.findings, ..Page::default() };
    if decoded.text.chars().all(lines::is_blank_char) {
        page.text = decoded.text;
        return page;
    }
    page.front = match front::front(&decoded.text) {
        front::Front::Found(span) => Some(span),
        front::Front::None => None,
        front::Front::Open(_) => {
            page.findings.extend(model::file::front_matter(raw.path, &decoded.text).1);
            None
        }
    };
    let from = page.front.map_or(0, |span| span.end);
    let within = Span::new(from, decoded.text.len());
    let rest = within.text(&decoded.text).unwrap_or_default();
    let units = match markup(raw.path, rest) {
        Markup::Plain => lines::units(&decoded.text, within, &decoded.unreadable),
        Markup::Markdown => markdown::units(&decoded.text, within, &decoded.unreadable),
        Markup::Html => {
            let found = html::read(raw.path, rest, from);
            page.findings.extend(found.findings);
            page.page_places = found.places;
            page.html_meta = found.meta;
            page.text = found.text;
            finish(&mut page, found.units, None, &[], raw.path);
            return page;
        }
    };
    page.text = decoded.text;
    let front = page.front;
    finish(&mut page, units, front, &decoded.unreadable, raw.path);
    page
}

/// From units to blocks, and what the blocks tell about the text.
fn finish(
    page: &mut Page,
    units: Vec<lines::Unit>,
    front: Option<Span>,
    unreadable: &[Span],
    path: &str,
) {
    let text = std::mem::take(&mut page.text);
    let sheet = sheet::Sheet::new(&text, units);
    let mut blocks = kinds::blocks(&sheet);
    if let Some(span) = front {
        blocks.push(Block { span, kind: BlockKind::FrontMatter, continues: false });
    }
    let covered = front.map_or(0, |span| span.end);
    for line in unreadable.iter().filter(|line| line.start >= covered) {
        let span = lines::trimmed(&text, *line);
        if !span.is_empty() {
            blocks.push(Block { span, kind: BlockKind::Unreadable, continues: false });
        }
    }
    blocks.sort_unstable();
    genre::publisher_and_bylines(page, &sheet, &blocks);
    (page.genre, page.genre_how) = genre::genre(&sheet, &blocks, page);
    page.language = language::language(&text, &blocks);
    page.text = text;
    page.blocks = blocks;
    if let Some(finding) = language::foreign(page, path) {
        page.findings.push(finding);
    }
    let cited = page.blocks.iter().any(|block| block.kind.is_citable());
    let told = page
        .findings
        .iter()
        .any(|f| f.code == codes::NO_ARTICLE.code || f.code == codes::NOT_UTF8.code);
    if !cited && !told {
        let message = "no article was found: every line is page furniture";
        let hint = "see `pourparler read --text FILE`; save the article's text as a .txt file";
        page.findings.push(codes::NO_ARTICLE.of(path, message, hint));
    }
}

#[cfg(test)]
mod tests;
