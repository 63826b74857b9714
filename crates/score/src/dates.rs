//! How many marked dates the reader finds, and how many it puts where the mark puts them.
//!
//! A mark is found when an expression of the reader overlaps it. Its value is right when it is the
//! same day, month or year as far as the mark goes; for an interval, when both ends are the same;
//! for a mark with `~`, when the two overlap. A mark outside the article (a dateline, a byline) is
//! the business of the report's own date and is left out. An expression without a mark is spurious
//! if it got a day or more; an hour alone is not counted there, for few hours are marked.

use std::fmt::Write;

use model::{Span, When};
use read::corpus::Annotated;
use read::dates::{Base, DateMention, Resolved, date_mentions, placed};
use read::doc::Doc;
use read::page::page;
use read::{Raw, blocks};

use crate::measure::Share;

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct DateScore {
    /// Marks that an expression overlaps.
    pub(crate) found: Share,
    /// Marks with the right value, of all.
    pub(crate) right: Share,
    /// Expressions that a mark overlaps, of those that were placed.
    pub(crate) precision: Share,
    /// Marks outside the article.
    pub(crate) outside: usize,
    /// A line for each miss.
    pub(crate) misses: Vec<String>,
}

impl DateScore {
    /// Adds a document.
    pub(crate) fn add(&mut self, name: &str, gold: &Annotated) {
        let page = page(&Raw { path: "x.txt", bytes: gold.text.as_bytes() });
        let doc = Doc::new(&page.text, &blocks(&page));
        let mentions = date_mentions(&doc.tokens);
        let anchor = When::parse(&gold.date);
        let places = placed(&doc.tokens, &doc.sentences, &mentions, anchor);
        let found: Vec<(&DateMention, Option<&Resolved>)> =
            mentions.iter().zip(places.iter().map(Option::as_ref)).collect();
        for (span, value) in &gold.dates {
            if !doc.tokens.iter().any(|token| token.span.overlap(*span) > 0) {
                self.outside += 1;
                continue;
            }
            let over: Vec<_> = found.iter().filter(|(m, _)| m.span.overlap(*span) > 0).collect();
            let right = over.iter().any(|(_, placed)| placed.is_some_and(|p| is_same(value, p)));
            self.found.add(!over.is_empty());
            self.right.add(right);
            if !right {
                let got = over.first().map_or("not found".to_owned(), |(m, p)| {
                    let words = m.span.text(&page.text).unwrap_or_default();
                    format!("\"{words}\" {}", p.map_or("nowhere".to_owned(), shown))
                });
                let line = format!("{name}: {value} | {} | {got}", beside(&page.text, *span));
                self.misses.push(line);
            }
        }
        for (mention, placed) in &found {
            let Some(placed) = placed.filter(|_| mention.expr.base != Base::Hour) else { continue };
            let marked = gold.dates.iter().any(|(span, _)| span.overlap(mention.span) > 0);
            self.precision.add(marked);
            if !marked {
                let place = shown(placed);
                let words = beside(&page.text, mention.span);
                self.misses.push(format!("{name}: spurious | {words} | {place}"));
            }
        }
    }

    /// The figures in words.
    pub(crate) fn table(&self) -> String {
        let mut out = String::new();
        for (name, share) in
            [("found", self.found), ("right value", self.right), ("precision", self.precision)]
        {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "dates {name} {:.3} of {}", share.value(), share.of);
        }
        let _ = writeln!(out, "dates outside the article {}", self.outside);
        out
    }
}

fn shown(found: &Resolved) -> String {
    let until = found.until.map(|until| format!("/{until}")).unwrap_or_default();
    format!("{}{until}", found.when)
}

/// The words of a span with a few before and after.
pub(crate) fn beside(text: &str, span: Span) -> String {
    let before: String =
        text.get(..span.start).unwrap_or_default().chars().rev().take(40).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text.get(span.end..).unwrap_or_default().chars().take(30).collect();
    let line = format!("{before}[{}]{after}", span.text(text).unwrap_or_default());
    line.replace('\n', "/")
}

fn is_same(marked: &str, found: &Resolved) -> bool {
    let about = marked.strip_prefix('~');
    let marked = about.unwrap_or(marked);
    let (first, last) = marked.split_once('/').unwrap_or((marked, marked));
    let (Some(first), Some(last)) = (When::parse(first), When::parse(last)) else { return false };
    let until = found.until.unwrap_or(found.when);
    let (from, to) = (found.when.first_day(), until.last_day());
    if about.is_some() {
        return from <= last.last_day() && first.first_day() <= to;
    }
    if marked.contains('/') {
        return from == first.first_day() && to == last.last_day();
    }
    found.when.grain() >= first.grain() && from >= first.first_day() && to <= first.last_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(body: &str) -> DateScore {
        let (gold, faults) = read::corpus::parse(&format!(
            "+++\nkind = \"x\"\nmanner = \"agency\"\ndate = \"2041-06-05\"\nparties = [\"A\"]\n+++\n{body}"
        ));
        assert_eq!(faults, []);
        let mut out = DateScore::default();
        out.add("x", &gold);
        out
    }

    #[test]
    fn counts_found_right_and_spurious() {
        let body = "A title\n\nThey met {D 2041-06-03|on Monday}, as in {D 2040|last year}, and \
                    will meet again on Friday when {D 2041-06-07|the moon} is full.\n";
        let found = score(body);
        // 2041-06-05 is a Wednesday, Monday the third.
        assert_eq!((found.found.right, found.found.of), (2, 3));
        assert_eq!((found.right.right, found.right.of), (2, 3));
        assert_eq!((found.precision.right, found.precision.of), (2, 3));
        assert_eq!(found.misses.len(), 2);
    }

    #[test]
    fn a_mark_says_how_far_it_must_be_right() {
        let found = |when, until: &str| Resolved {
            when: When::parse(when).expect("a date"),
            until: When::parse(until),
            how: String::new(),
            approximate: false,
        };
        assert!(is_same("2041-06", &found("2041-06-03", "")));
        assert!(!is_same("2041-06-03", &found("2041-06", "")));
        assert!(is_same("2041-06-03/2041-06-05", &found("2041-06-03", "2041-06-05")));
        assert!(!is_same("2041-06-03", &found("2041-06-03", "2041-06-05")));
        assert!(is_same("~2041", &found("2041-12", "2042-02")));
    }
}
