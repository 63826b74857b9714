//! How many independent origins stand behind a set of passages.

use std::collections::{BTreeMap, BTreeSet};

use model::Span;

use super::family::Groups;
use super::{Borrowing, BorrowingKind, Credit, wire};
use crate::reading::{Origin, Reading};

/// Between two borrowed passages of a copy, so many bytes are no text of its own: about 25 words.
const GAP: usize = 160;
/// The same before the first and behind the last, where papers put lines of their own.
const EDGE: usize = 100;

/// The families of a reading, ready to be asked. Made once, asked often.
///
/// A passage is traced to the report from which it comes. Two passages have one origin when
///
/// - they stand in one report, or are traced to one,
/// - they lie in the same quotation: its origin is the speaker, not the outlet,
/// - their sentences, or the datelines of their reports, name the same agency; or one names the
///   agency that published the other.
#[derive(Debug)]
pub struct Families<'a> {
    /// The number of the family of each report.
    family: BTreeMap<&'a str, usize>,
    borrowings: BTreeMap<&'a str, Vec<&'a Borrowing>>,
    /// For each report: spans of quotations that other reports have too, each with its number.
    quotations: BTreeMap<&'a str, Vec<(Span, usize)>>,
    credits: BTreeMap<&'a str, Vec<&'a Credit>>,
    publishers: BTreeMap<&'a str, String>,
}

impl<'a> Families<'a> {
    /// The families of a reading.
    pub fn new(reading: &'a Reading) -> Self {
        let mut out = Self {
            family: families(&reading.origins),
            borrowings: BTreeMap::new(),
            quotations: BTreeMap::new(),
            credits: BTreeMap::new(),
            publishers: BTreeMap::new(),
        };
        for borrowing in &reading.borrowings {
            out.borrowings.entry(&borrowing.report).or_default().push(borrowing);
        }
        for (number, places) in reading.quotations.iter().enumerate() {
            for (report, span) in places {
                out.quotations.entry(report).or_default().push((*span, number));
            }
        }
        for (report, credit) in &reading.credits {
            out.credits.entry(report).or_default().push(credit);
        }
        for report in reading.reports.iter().filter(|report| report.genre == model::Genre::Wire) {
            if let Some(publisher) = &report.publisher {
                out.publishers.insert(&report.path, wire::key(publisher));
            }
        }
        out
    }

    /// The number of the family of a report.
    pub fn family(&self, report: &str) -> Option<usize> {
        self.family.get(report).copied()
    }

    /// From whom a report has words: the branch on which it hangs first.
    pub fn borrowings(&self, report: &str) -> &[&'a Borrowing] {
        self.borrowings.get(report).map(Vec::as_slice).unwrap_or_default()
    }

    /// The report from which a passage comes, through all copies of copies; often its own.
    pub fn traced(&self, report: &str, span: Span) -> (String, Span) {
        let (mut at, mut here) = (report.to_owned(), span);
        // Passages may lead in a circle where dates do not tell who was first.
        let mut seen = BTreeSet::from([report.to_owned()]);
        while let Some((from, there)) = self.step(&at, here) {
            if !seen.insert(from.to_owned()) {
                break;
            }
            (at, here) = (from.to_owned(), there);
        }
        (at, here)
    }

    fn step(&self, report: &str, span: Span) -> Option<(&'a str, Span)> {
        let all = self.borrowings.get(report)?;
        let mut best: Option<(usize, &'a Borrowing, Span)> = None;
        for borrowing in all.iter().filter(|one| one.kind != BorrowingKind::Correction) {
            let inside = borrowing.passages.iter().filter(|passage| passage.span.overlap(span) > 0);
            let overlap: usize = inside.clone().map(|passage| passage.span.overlap(span)).sum();
            let nearest = inside.max_by_key(|passage| passage.span.overlap(span));
            let there = nearest.map_or(Span::new(0, 0), |passage| passage.from);
            let enough = overlap * 2 >= span.len() && overlap > 0;
            if enough && best.is_none_or(|(known, ..)| overlap > known) {
                best = Some((overlap, borrowing, there));
            }
        }
        let whole = || {
            let mut copies = all.iter().filter(|one| one.kind == BorrowingKind::Copy);
            copies.find_map(|one| Some((0, *one, gap(one, span)?)))
        };
        best.or_else(whole).map(|(_, borrowing, there)| (borrowing.from.as_str(), there))
    }

    /// A number for each passage; passages of one origin have the same. They are taken to say the
    /// same thing: whether they do is for the caller.
    pub fn groups(&self, passages: &[(&str, Span)]) -> Vec<usize> {
        let mut groups = Groups::new(passages.len());
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        for (at, (report, span)) in passages.iter().enumerate() {
            for key in self.keys(report, *span) {
                let first = *seen.entry(key).or_insert(at);
                groups.join(at, first);
            }
        }
        (0..passages.len()).map(|at| groups.head(at)).collect()
    }

    /// How many independent origins stand behind passages that say the same thing.
    pub fn independent(&self, passages: &[(&str, Span)]) -> usize {
        let groups = self.groups(passages);
        groups.iter().enumerate().filter(|(at, group)| at == *group).count()
    }

    /// By what a passage is joined with others.
    fn keys(&self, report: &str, span: Span) -> Vec<Key> {
        let (root, there) = self.traced(report, span);
        let mut out = vec![Key::Report(report.to_owned())];
        for (report, span) in [(report, span), (root.as_str(), there)] {
            let quoted = self.quotations.get(report).into_iter().flatten();
            out.extend(
                quoted
                    .filter(|(quote, _)| quote.overlap(span) * 2 >= span.len().max(1))
                    .map(|(_, number)| Key::Quotation(*number)),
            );
            let credits = self.credits.get(report).into_iter().flatten();
            out.extend(
                credits
                    .filter(|credit| credit.span.is_none_or(|around| around.overlap(span) > 0))
                    .map(|credit| Key::Wire(credit.key())),
            );
            out.extend(self.publishers.get(report).cloned().map(Key::Wire));
        }
        out.push(Key::Report(root));
        out
    }
}

/// Where a passage comes from that lies in a small gap between the borrowed passages of a copy: words
/// that were changed beyond recognition. A copy that is only declared is borrowed everywhere.
fn gap(copy: &Borrowing, span: Span) -> Option<Span> {
    let Some(first) = copy.passages.first() else { return Some(Span::new(0, 0)) };
    let before = copy.passages.iter().rev().find(|one| one.span.start < span.start);
    let behind = copy.passages.iter().find(|one| one.span.end > span.end);
    let from = before.map_or(span.start, |one| one.span.end);
    let to = behind.map_or(span.end, |one| one.span.start);
    let most = if before.is_some() && behind.is_some() { GAP } else { EDGE };
    (to.saturating_sub(from) <= most).then(|| before.or(behind).unwrap_or(first).from)
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Report(String),
    Quotation(usize),
    Wire(String),
}

fn families(origins: &[Origin]) -> BTreeMap<&str, usize> {
    let mut out = BTreeMap::new();
    for (at, origin) in origins.iter().enumerate() {
        let copies = origin.copies.iter().map(|(path, _)| path.as_str());
        out.extend(copies.chain([origin.first.as_str()]).map(|path| (path, at)));
    }
    out
}
