//! Lines that stand in several files of one run, and are therefore the site's and not the article's.

use std::collections::{BTreeMap, BTreeSet};

use super::vocabulary::key;
use super::{Block, BlockKind, Page};
use crate::token::fold;

/// In how many unrelated files a line must stand.
const LEAST: usize = 3;
/// Longest line, in bytes, that can be one.
const LONGEST: usize = 300;

/// Lines, folded, that stand in several unrelated files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepeatedLines(BTreeSet<String>);

/// Finds short lines that stand above or below the article in at least three files. Copies of one
/// text count once: files that share a whole paragraph are one family.
pub fn repeated_lines(pages: &[&Page]) -> RepeatedLines {
    let families = families(pages);
    let mut places: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for block in edges(page) {
            let line = key(page.words(&page.blocks[block]));
            if !line.is_empty() {
                places.entry(line).or_default().insert(families[at]);
            }
        }
    }
    places.retain(|_, families| families.len() >= LEAST);
    RepeatedLines(places.into_keys().collect())
}

/// Marks those lines as furniture. Returns how many were marked.
pub fn mark_repeated(page: &mut Page, repeated: &RepeatedLines) -> usize {
    let found: Vec<usize> = edges(page)
        .into_iter()
        .filter(|at| repeated.0.contains(&key(page.words(&page.blocks[*at]))))
        .collect();
    for at in &found {
        page.blocks[*at].kind = BlockKind::Furniture("widget");
        page.blocks[*at].continues = false;
    }
    found.len()
}

/// Short citable blocks above the first and below the last long paragraph, the headline excepted.
fn edges(page: &Page) -> Vec<usize> {
    let long = |block: &Block| block.kind == BlockKind::Paragraph && block.span.len() >= 120;
    let first = page.blocks.iter().position(long);
    let last = page.blocks.iter().rposition(long);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let outside = (0..first).chain(last + 1..page.blocks.len());
    outside
        .filter(|at| {
            let block = &page.blocks[*at];
            block.kind.is_citable() && block.kind != BlockKind::Title && block.span.len() <= LONGEST
        })
        .collect()
}

/// For each page the first page with which it shares a paragraph, straight or over others.
fn families(pages: &[&Page]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..pages.len()).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let long =
            page.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && b.span.len() >= 120);
        for block in long {
            let words = page.words(block);
            // With its numbers: two reports of a series are not copies of each other.
            let line = fold(words.get(..words.floor_char_boundary(400)).unwrap_or_default());
            let first = *seen.entry(line).or_insert(at);
            let (a, b) = (root(&of, first), root(&of, at));
            of[a.max(b)] = a.min(b);
        }
    }
    (0..pages.len()).map(|at| root(&of, at)).collect()
}

fn root(of: &[usize], mut at: usize) -> usize {
    while of[at] != at {
        at = of[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Raw;
    use crate::page::page;

    fn article(n: usize, foot: &str) -> Page {
        let body = format!(
            "Round {n} of the talks opens\n\nThe {n} delegations met for {n} hours in the lake house and agreed to go on \
             with item {n} of the list, the mediator told reporters after the session.\n\n{foot}\n"
        );
        page(&Raw { path: "a.txt", bytes: body.as_bytes() })
    }

    #[test]
    fn a_line_below_three_unrelated_articles_is_the_sites() {
        let foot = "Meridian tells the story of the valley.";
        let mut pages = [article(1, foot), article(2, foot), article(3, foot)];
        let lines = repeated_lines(&pages.iter().collect::<Vec<_>>());
        assert_eq!(mark_repeated(&mut pages[0], &lines), 1);
        assert_eq!(pages[0].title.map(|s| s.start), Some(0));
        assert!(pages[0].blocks.iter().any(|b| b.kind == BlockKind::Furniture("widget")));
    }

    #[test]
    fn copies_of_one_article_count_once() {
        let foot = "The two sides meet again in a week.";
        let pages = [article(1, foot), article(1, foot), article(1, foot), article(2, foot)];
        assert_eq!(repeated_lines(&pages.iter().collect::<Vec<_>>()), RepeatedLines::default());
    }
}
