//! What each unit is: title, heading, paragraph, list item, byline, note or furniture.

use model::Span;

use super::byline::byline;
use super::credit::{bracketed_credits, trailing_credit};
use super::lines::{Hint, trimmed};
use super::sheet::Sheet;
use super::vocabulary::vocabulary;
use super::{Block, BlockKind};

/// The blocks of a text, in order.
pub(super) fn blocks(sheet: &Sheet) -> Vec<Block> {
    let kinds = kinds(sheet);
    let mut out = Vec::with_capacity(kinds.len());
    for (unit, kind) in sheet.units.iter().zip(kinds) {
        match kind {
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading => {
                pieces(sheet.text, unit.span, kind, &mut out);
            }
            _ => out.push(Block { span: unit.span, kind, continues: false }),
        }
    }
    out
}

fn kinds(sheet: &Sheet) -> Vec<BlockKind> {
    let count = sheet.units.len();
    let mut out: Vec<Option<BlockKind>> = (0..count).map(|at| labelled(sheet, at)).collect();
    bylines(sheet, &mut out);
    let title = title(sheet, &out);
    if let Some(at) = title {
        out[at] = Some(BlockKind::Title);
    }
    for at in 0..count {
        if out[at].is_some() {
            continue;
        }
        let kind = if sheet.is_head(at) {
            head_kind(sheet, at, title)
        } else if sheet.is_foot(at) {
            foot_kind(sheet, at, &out)
        } else {
            body_kind(sheet, at, &out)
        };
        out[at] = Some(kind);
    }
    out.into_iter().map(|kind| kind.unwrap_or(BlockKind::Paragraph)).collect()
}

fn labelled(sheet: &Sheet, at: usize) -> Option<BlockKind> {
    Some(match sheet.labels[at]? {
        "disclaimer" => BlockKind::Note,
        "byline_dateline" => BlockKind::Byline,
        // A credit stands beside a picture; below the article it is where the text came from.
        "photo_credit"
            if sheet.is_foot(at) && sheet.line(at).to_lowercase().starts_with("source") =>
        {
            BlockKind::Furniture("source_link")
        }
        label => BlockKind::Furniture(label),
    })
}

/// Bylines stand above the first paragraph, or sign the text below the last.
fn bylines(sheet: &Sheet, out: &mut [Option<BlockKind>]) {
    for (at, kind) in out.iter_mut().enumerate() {
        if kind.is_some() || sheet.units[at].hint == Hint::Title {
            continue;
        }
        // A date or a time alone stands above an entry of its own, wherever it is.
        let line = sheet.line(at);
        if line.len() < 60 && byline(line).is_some_and(|found| found.name.is_none()) {
            *kind = Some(BlockKind::Byline);
            continue;
        }
        if !(sheet.is_head(at) || sheet.is_foot(at) || sheet.body.is_none()) {
            continue;
        }
        if vocabulary().is_agency(line) {
            *kind = Some(BlockKind::Byline);
            continue;
        }
        let Some(found) = byline(line) else { continue };
        // In a text without paragraphs a date alone may be a heading of a list of events.
        if sheet.body.is_some() || found.dated {
            *kind = Some(BlockKind::Byline);
        }
    }
    // A name alone beside a dated byline, below a headline, is the author.
    let mut earlier = false;
    for at in 0..out.len() {
        let looks = &sheet.traits[at];
        let name =
            (2..=4).contains(&looks.words) && looks.capitals == looks.words && looks.is_fragment();
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let signed = beside.filter_map(|i| out.get(i)).any(|kind| *kind == Some(BlockKind::Byline));
        if out[at].is_none() && sheet.is_head(at) && name && signed && earlier {
            out[at] = Some(BlockKind::Byline);
        }
        earlier |= out[at].is_none() && looks.words > 3;
        if !sheet.is_head(at + 1) {
            break;
        }
    }
}

/// The headline: what markup calls so, else the first line above the first paragraph that can be one.
fn title(sheet: &Sheet, out: &[Option<BlockKind>]) -> Option<usize> {
    let marked =
        (0..out.len()).find(|at| sheet.units[*at].hint == Hint::Title && out[*at].is_none());
    if marked.is_some() {
        return marked;
    }
    let before = sheet.body.map_or(out.len(), |(first, _)| first);
    let fits = |at: &usize, least: usize| {
        let looks = &sheet.traits[*at];
        let open = out[*at].is_none() && !sheet.units[*at].listed && !looks.opens;
        let line = sheet.line(*at);
        let asks = line.trim_end_matches(['”', '"', '’', '»']).ends_with(['?', '!']);
        let cjk = looks.is_foreign() && looks.letters >= 8;
        open && (!looks.ends || asks || line.ends_with(['’', '”']) && !looks.quoted)
            && looks.letters > 1
            && looks.bytes <= 400
            && (looks.words >= least || cjk)
            && !(sheet.is_turn(*at) && sheet.turns.len() > 1)
    };
    let found =
        (0..before).find(|at| fits(at, 4)).or_else(|| (0..before).find(|at| fits(at, 1)))?;
    // Without an article below it, only the first line of the text can be a headline.
    (sheet.body.is_some() || out.iter().take(found).all(Option::is_some)).then_some(found)
}

fn head_kind(sheet: &Sheet, at: usize, title: Option<usize>) -> BlockKind {
    let looks = &sheet.traits[at];
    if sheet.units[at].listed {
        return BlockKind::ListItem;
    }
    if looks.ends || looks.opens || sheet.is_turn(at) {
        return BlockKind::Paragraph;
    }
    let above = title.is_some_and(|title| at < title);
    if above && looks.words <= 3 && looks.is_fragment() {
        return BlockKind::Furniture("section_label");
    }
    let upper = sheet.line(at).split([',', ' ']).next().is_some_and(is_capitals);
    if title.is_some_and(|title| at > title) && upper && looks.words <= 3 && looks.verbs == 0 {
        return BlockKind::Byline;
    }
    BlockKind::Heading
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_uppercase)
}

fn foot_kind(sheet: &Sheet, at: usize, out: &[Option<BlockKind>]) -> BlockKind {
    let looks = &sheet.traits[at];
    let before = out.get(..at).unwrap_or_default();
    let last = before.iter().rev().find_map(|kind| *kind);
    let trail = match last {
        Some(BlockKind::Furniture(label)) => Some(label),
        _ => None,
    };
    if sheet.is_turn(at) {
        return BlockKind::Paragraph;
    }
    // A line that is no sentence and follows furniture below the article belongs to it.
    if let Some(label) = trail.filter(|_| looks.is_fragment() && !sheet.units[at].listed) {
        let kept = ["related", "tags", "share", "comment_form", "nav", "newsletter"];
        return BlockKind::Furniture(kept.into_iter().find(|k| *k == label).unwrap_or("widget"));
    }
    if sheet.units[at].listed {
        return BlockKind::ListItem;
    }
    let headed =
        (at + 1..out.len()).find(|i| out[*i].is_none()).is_some_and(|i| sheet.traits[i].ends);
    let marked = matches!(sheet.units[at].hint, Hint::Heading);
    let plain = sheet.units[at].hint != Hint::Paragraph;
    if marked || (plain && looks.is_heading_like() && headed && !looks.lower_start) {
        return BlockKind::Heading;
    }
    let name =
        (1..=4).contains(&looks.words) && looks.capitals == looks.words && looks.is_fragment();
    if name && at + 1 >= out.len() - usize::from(trail.is_some()) {
        BlockKind::Byline
    } else {
        BlockKind::Paragraph
    }
}

fn body_kind(sheet: &Sheet, at: usize, out: &[Option<BlockKind>]) -> BlockKind {
    let looks = &sheet.traits[at];
    match sheet.units[at].hint {
        Hint::Title | Hint::Heading => return BlockKind::Heading,
        Hint::Paragraph if !sheet.units[at].listed => return BlockKind::Paragraph,
        _ => {}
    }
    if sheet.units[at].listed {
        return BlockKind::ListItem;
    }
    let next = (at + 1..out.len()).find(|i| !matches!(out[*i], Some(BlockKind::Furniture(_))));
    let above = next.is_some_and(|i| {
        let next = &sheet.traits[i];
        next.ends || next.opens || sheet.units[i].listed
    });
    let named = looks.words <= 12 || looks.capitals * 2 >= looks.words;
    let heading = looks.is_heading_like()
        && looks.words <= 20
        && above
        && (!looks.lower_start || looks.capitals * 2 >= looks.words);
    if heading && named && !sheet.is_turn(at) { BlockKind::Heading } else { BlockKind::Paragraph }
}

/// Splits picture credits out of a unit. What follows a credit continues the same paragraph.
fn pieces(text: &str, span: Span, kind: BlockKind, out: &mut Vec<Block>) {
    let known = vocabulary();
    let line = span.text(text).unwrap_or_default();
    let mut credits = bracketed_credits(line, known);
    if let Some(tail) = trailing_credit(line, known) {
        credits.retain(|credit| credit.end <= tail.start);
        credits.push(tail);
    }
    let mut at = span.start;
    let mut continues = false;
    let mut push = |from: usize, to: usize, kind: BlockKind, continues: &mut bool| {
        let span = trimmed(text, Span::new(from, to));
        if !span.is_empty() {
            let words = !matches!(kind, BlockKind::Furniture(_));
            out.push(Block { span, kind, continues: words && *continues });
            *continues |= words;
        }
    };
    for credit in credits {
        push(at, span.start + credit.start, kind, &mut continues);
        let (from, to) = (span.start + credit.start, span.start + credit.end);
        push(from, to, BlockKind::Furniture("photo_credit"), &mut continues);
        at = to;
    }
    push(at, span.end, kind, &mut continues);
}
