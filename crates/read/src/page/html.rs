//! An HTML page to the text of its article, with blocks and their places in the page.

use model::{Finding, Span};
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};

use super::html_meta::{self, HtmlMeta};
use super::lines::{self, Hint, Unit};
use super::visible::{Token, Visible, each_char, lower, scan};
use crate::codes;
use crate::token::fold;

/// More of one page is not read. The largest of real article pages are a tenth of it.
const LARGEST: usize = 8_000_000;
/// Deeper pages are not taken apart: functions of the crate call themselves for each level, and
/// nothing could catch the end of the stack. Real pages are nested some 40 deep.
const DEEPEST: usize = 300;
/// Above this rough count a page is not even parsed: the parser looks up through all levels.
const ROUGHLY: usize = 2_000;

/// What was found in a page.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    pub text: String,
    pub units: Vec<Unit>,
    pub places: Vec<(usize, usize)>,
    pub meta: HtmlMeta,
    pub findings: Vec<Finding>,
}

/// Reads a page; `from` is where it starts in its file.
pub(super) fn read(path: &str, html: &str, from: usize) -> Extracted {
    let mut out = Extracted::default();
    let mut html = html;
    if html.len() > LARGEST {
        let message = format!(
            "the page is too large: {} MB; only the first {} MB were read",
            html.len() / 1_000_000,
            LARGEST / 1_000_000
        );
        let hint = "save the article's text as a .txt file";
        out.findings.push(codes::CUT.of(path, message, hint));
        html = html.get(..html.floor_char_boundary(LARGEST)).unwrap_or_default();
    }
    let visible = Visible::new(html);
    let content =
        if visible.depth <= ROUGHLY { extract(html, &mut out.meta) } else { String::new() };
    out.meta.date = html_meta::date(html);
    let mut builder = Builder::default();
    builder.content(&content);
    if builder.units.is_empty() {
        fall_back(path, visible, &mut out);
        return out;
    }
    builder.title(out.meta.title.as_deref());
    (out.text, out.units) = (builder.text, builder.units);
    let starts: Vec<(usize, &str)> = out
        .units
        .iter()
        .map(|unit| (unit.span.start, unit.span.text(&out.text).unwrap_or_default()))
        .collect();
    out.places =
        visible.places(&starts).into_iter().map(|(at, place)| (at, place + from)).collect();
    out
}

fn extract(html: &str, meta: &mut HtmlMeta) -> String {
    // The crate checks dates against the clock; the date is read without it.
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let document = Document::parse(html);
    if is_deep(&document) {
        return String::new();
    }
    let Ok(result) = trafilatura::extract_document(document, &options) else {
        return String::new();
    };
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    meta.title = said(&result.metadata.title);
    meta.publisher = said(&result.metadata.sitename);
    meta.author = said(&result.metadata.author);
    meta.url = said(&result.metadata.url);
    result.content_html
}

/// Whether the tree is deeper than it may be; looked at level by level.
fn is_deep(document: &Document) -> bool {
    let mut level = vec![document.root()];
    for _ in 0..DEEPEST {
        level = level.into_iter().flat_map(|node| document.children(node)).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// The visible words line by line, for the line rules to sort out.
fn fall_back(path: &str, visible: Visible, out: &mut Extracted) {
    let text = visible.into_text();
    out.units = lines::units(&text, Span::new(0, text.len()), &[]);
    out.text = text;
    let (code, message) = if out.units.is_empty() {
        (codes::NO_ARTICLE, "no text was found in the page")
    } else {
        (
            codes::PLAIN_TAGS,
            "the page could not be taken apart; its visible text was read line by line",
        )
    };
    let hint = "open the page in a browser and save the article's text as a .txt file";
    out.findings.push(code.of(path, message, hint));
}

/// Builds text and units from clean HTML.
#[derive(Default)]
struct Builder {
    text: String,
    units: Vec<Unit>,
    line: String,
    heading: bool,
    caption: bool,
    item: usize,
}

impl Builder {
    fn content(&mut self, html: &str) {
        scan(html, |_, token| match token {
            Token::Text(text) => self.words(text),
            Token::Tag { name, closing, .. } => self.tag(&lower(name), closing),
        });
        self.close();
    }

    fn words(&mut self, text: &str) {
        each_char(text, |_, c| {
            let space = c.is_whitespace();
            if !(space && (self.line.is_empty() || self.line.ends_with(' '))) {
                self.line.push(if space { ' ' } else { c });
            }
        });
    }

    fn tag(&mut self, name: &str, closing: bool) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close();
                self.heading = !closing;
            }
            "li" => {
                self.close();
                self.item = if closing { self.item.saturating_sub(1) } else { self.item + 1 };
            }
            "figcaption" => {
                self.close();
                self.caption = !closing;
            }
            "p" | "div" | "br" | "hr" | "ul" | "ol" | "blockquote" | "pre" | "table" | "tr"
            | "td" | "th" | "section" | "article" | "figure" | "body" | "main" | "dl" | "dt"
            | "dd" | "quote" | "list" | "head" | "item" => {
                self.close();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        let words = line.trim_matches(lines::is_blank_char);
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let listed = self.item > 0 && !self.heading;
        if listed {
            self.text.push_str("- ");
        }
        let start = self.text.len();
        self.text.push_str(words);
        let hint = if self.heading { Hint::Heading } else { Hint::Paragraph };
        let label = self.caption.then_some("photo_credit");
        self.units.push(Unit { span: Span::new(start, self.text.len()), listed, hint, label });
    }

    /// Marks the headline, or puts it on top when extraction left it out.
    fn title(&mut self, title: Option<&str>) {
        let Some(title) = title.filter(|title| title.len() < 400) else { return };
        if title.chars().all(lines::is_blank_char) {
            return;
        }
        let wanted = plain(title);
        let text = &self.text;
        let same = |unit: &Unit| unit.span.text(text).is_some_and(|words| plain(words) == wanted);
        if let Some(at) = self.units.iter().take(6).position(same) {
            self.units[at].hint = Hint::Title;
            return;
        }
        let folded: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let shift = folded.len() + 2;
        self.text = format!("{folded}\n\n{}", self.text);
        for unit in &mut self.units {
            unit.span = Span::new(unit.span.start + shift, unit.span.end + shift);
        }
        let span = lines::trimmed(&self.text, Span::new(0, folded.len()));
        self.units.insert(0, Unit { span, listed: false, hint: Hint::Title, label: None });
    }
}

fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
