//! One file on its own: opened, cut into blocks and tokens, attributions found.

use std::fmt::Write;

use model::file::front_matter;
use model::{Finding, Furniture, Genre, Report, Span, Spot, When};
use sha2::{Digest, Sha256};

use super::Tools;
use crate::attribution::{Attribution, attributions};
use crate::codes;
use crate::cues::Cues;
use crate::dates::{DateExpr, DateMention, date_mentions, document_date};
use crate::doc::{Doc, Part};
use crate::lexicon::{ActorHit, HitKind, IssueHit};
use crate::origins::Print;
use crate::page::{BlockKind, Page, page};
use crate::reading::Raw;
use crate::speakers::{Sighting, sightings};
use crate::tagger::heard;
use crate::token::TokenKind;

/// A file as it was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) path: String,
    pub(super) page: Page,
    pub(super) sha256: String,
    front: Option<model::file::FrontMatter>,
    findings: Vec<Finding>,
}

/// A file with everything that it tells by itself.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) report: Report,
    pub(super) doc: Doc<'a>,
    pub(super) actors: Vec<ActorHit>,
    pub(super) issues: Vec<IssueHit>,
    pub(super) items: Vec<Attribution>,
    pub(super) dates: Vec<DateMention>,
    pub(super) partial: Option<DateExpr>,
    pub(super) sightings: Vec<Sighting>,
    pub(super) print: Print,
    pub(super) furniture: Vec<Furniture>,
    pub(super) findings: Vec<Finding>,
}

/// Opens a file.
pub(super) fn head(raw: &Raw) -> Opened {
    let page = page(raw);
    let digest = Sha256::digest(raw.bytes);
    let sha256 = digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let mut findings = page.findings.clone();
    let mut front = None;
    if let Some(span) = page.front {
        // Front matter stands at the head of the file, whatever the rest is.
        let text = String::from_utf8_lossy(raw.bytes.get(..span.end).unwrap_or_default());
        let (values, found) = front_matter(raw.path, &text);
        findings.extend(found);
        front = values;
    }
    Opened { path: raw.path.to_owned(), page, sha256, front, findings }
}

/// Finds everything in a file that needs no other file.
pub(super) fn prepare<'a>(file: &'a Opened, tools: Tools) -> Prepared<'a> {
    let page = &file.page;
    let front = file.front.as_ref();
    let language = front.and_then(|f| f.language.clone()).or_else(|| page.language.clone());
    // Without a lexicon for the language nothing is read; the page has said so in a finding.
    let readable = language.as_deref().is_none_or(|code| code == "en" || code.starts_with("en-"));
    let blocks = if readable { blocks(page) } else { Vec::new() };
    let doc = Doc::new(&page.text, &blocks);
    let mut actors = tools.lexicon.actor_hits(&doc.tokens);
    actors.retain(|hit| hit.by != HitKind::Surname || !is_other_name(&doc, tools.cues, hit));
    let issues = tools.lexicon.issue_hits(&doc.tokens);
    let adjective = |at: usize| {
        let hit = actors.partition_point(|hit| hit.tokens.start < at);
        actors.get(hit).is_some_and(|hit| hit.tokens.start == at && hit.by == HitKind::Adjective)
    };
    let rules = attributions(&doc, tools.cues, &adjective);
    let items = match (tools.heard, tools.tagger) {
        (Some((tagged, judge)), _) if tagged.labels.len() == doc.tokens.len() => {
            heard(&doc, tools.cues, rules, tagged, judge)
        }
        (_, Some(tagger)) => tagger.read(&doc, tools.cues, tools.lists, rules),
        (_, None) => rules,
    };
    let dates = date_mentions(&doc.tokens);
    let sightings = sightings(&doc, tools.cues, &actors, tools.lexicon);
    let head = document_date(&head_lines(page));
    let (published, how) = published(file, head.when, &head.how);
    let furniture = page.blocks.iter().filter_map(|block| {
        let label = block.kind.furniture_label()?;
        Some(Furniture { report: file.path.clone(), label, span: block.span })
    });
    let (genre, genre_how) = genre(file, doc.tokens.is_empty());
    let mut prepared = Prepared {
        report: Report {
            path: file.path.clone(),
            text: page.text.clone(),
            page_places: page.page_places.clone(),
            publisher: front.and_then(|f| f.publisher.clone()).or_else(|| publisher(page)),
            address: front.and_then(|f| f.address.clone()).or_else(|| page.html_meta.url.clone()),
            title: page.title,
            published,
            published_how: how,
            genre,
            genre_how,
            language,
            copy_of: front.and_then(|f| f.copy_of.clone()),
            sha256: file.sha256.clone(),
        },
        partial: head.partial,
        furniture: furniture.collect(),
        print: Print::new(&doc, page.agency.as_deref()),
        findings: file.findings.clone(),
        doc,
        actors,
        issues,
        items,
        dates,
        sightings,
    };
    if readable && prepared.items.is_empty() && !prepared.doc.tokens.is_empty() {
        prepared.findings.push(nothing_said(&prepared));
    }
    prepared
}

/// "Petro" in "Petro Oleschuk", "Trump" in "Ana Trump": part of somebody else's name.
fn is_other_name(doc: &Doc, cues: &Cues, hit: &ActorHit) -> bool {
    let name = |at: usize| {
        doc.tokens.get(at).is_some_and(|token| {
            token.capital
                && token.kind == TokenKind::Word
                && !cues.is_role(token)
                && !cues.is_in("honorifics", token)
        })
    };
    let same = |at: usize| doc.segment_of.get(at) == doc.segment_of.get(hit.tokens.start);
    let next = hit.tokens.end;
    name(next) && same(next) && doc.tokens[next].spaced
}

fn nothing_said(file: &Prepared) -> Finding {
    let lines = model::LineMap::new(&file.report.text);
    let start = file.doc.tokens.first().map_or(0, |token| token.span.start);
    let message = "the text was read, and no attributed statement was found in it";
    let hint = "enter what matters in talks.toml; the text stands in the HTML brief";
    let spot = Some(Spot::new(&file.report.text, &lines, Span::new(start, start)));
    Finding { spot, ..codes::NOTHING_SAID.of(&file.report.path, message, hint) }
}

/// The blocks of a page that are article, as the rules take them.
pub fn blocks(page: &Page) -> Vec<(Span, Part)> {
    let part = |kind| match kind {
        BlockKind::Title => Some(Part::Title),
        BlockKind::Heading => Some(Part::Heading),
        BlockKind::Paragraph | BlockKind::ListItem => Some(Part::Text),
        _ => None,
    };
    // A dateline tells where and when, not what; it is part of no sentence.
    let cut = |span: Span| match page.dateline {
        Some(line) if span.contains(line) => Span::new(line.end, span.end),
        _ => span,
    };
    page.blocks.iter().filter_map(|b| Some((cut(b.span), part(b.kind)?))).collect()
}

fn publisher(page: &Page) -> Option<String> {
    // "Outlet - 11 May 2025" names an outlet; "By Ana Brel" and "Istanbul, 2 June" do not.
    let named = page.byline_name.and_then(|span| {
        let after = page.text.get(span.end..)?.trim_start();
        let dash = after.starts_with(['-', '–', '—', '|', '·']);
        dash.then(|| span.text(&page.text).map(str::to_owned))?
    });
    page.publisher
        .clone()
        .or_else(|| page.html_meta.publisher.clone())
        .or_else(|| page.agency.clone())
        .or(named)
}

/// The lines that may carry the report's date: all of the head, whatever they are, and the first
/// paragraphs.
fn head_lines(page: &Page) -> Vec<(Span, &str)> {
    let mut citable = 0;
    let head = page.blocks.iter().take_while(|block| {
        citable += usize::from(block.kind.is_citable());
        citable <= 6
    });
    let mut spans: Vec<Span> =
        head.filter(|block| block.kind != BlockKind::FrontMatter).map(|block| block.span).collect();
    spans.extend(&page.byline_date_lines);
    spans.extend(page.dateline);
    // A cell of a table tells when something happened, not when the page was written.
    spans.retain(|span| {
        let before = page.text.get(..span.start).unwrap_or_default();
        !before.trim_end_matches([' ', '\t', '*', '_']).ends_with('|')
    });
    spans.sort_unstable();
    spans.dedup();
    // "**22 July 2025**": marks of emphasis are no part of a date line.
    let plain = |span: Span| {
        let text = span.text(&page.text)?;
        let head = text.len() - text.trim_start_matches(['*', '_', '#', ' ']).len();
        Some((Span::new(span.start + head, span.end), text.get(head..)?))
    };
    spans.into_iter().filter_map(plain).collect()
}

fn published(file: &Opened, head: Option<When>, how: &str) -> (Option<When>, String) {
    if let Some(date) = file.front.as_ref().and_then(|front| front.date) {
        return (Some(date), "front matter".to_owned());
    }
    if head.is_some() {
        return (head, how.to_owned());
    }
    let meta = file.page.html_meta.date.as_deref().and_then(When::parse);
    match meta {
        Some(date) => (Some(date), "the page's own metadata".to_owned()),
        None => (None, how.to_owned()),
    }
}

fn genre(file: &Opened, empty: bool) -> (Genre, String) {
    if let Some(genre) = file.front.as_ref().and_then(|front| front.genre) {
        return (genre, "front matter".to_owned());
    }
    if empty {
        return (Genre::Unknown, String::new());
    }
    (file.page.genre, file.page.genre_how.clone())
}
