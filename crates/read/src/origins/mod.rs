//! Reports that go back to one text. However many there are, they are one witness.
//!
//! [`origins`] compares articles ([`Print`]s) in four steps: an index of what survives copying and
//! rewording (`index`) says which to lay beside each other; alignment (`align`) finds the passages;
//! `judge` tells copied passages from what anybody would write of the same event; `family` draws the
//! trees. [`Families`] then counts how many independent origins stand behind a set of passages.

use std::ops::Range;

use model::{Genre, Span, When};

mod align;
mod count;
mod family;
mod index;
mod judge;
mod notice;
mod print;
mod quotation;
mod restate;
#[cfg(test)]
mod tests;
mod wire;

pub use count::Families;
pub use print::Print;
pub use wire::Credit;

use crate::parallel;
use crate::reading::Origin;
use align::{Seed, Work};
use judge::{Shared, compare};

/// One report, as far as telling copies needs.
#[derive(Debug, Clone, Copy)]
pub struct OriginDoc<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its date, if known.
    pub when: Option<When>,
    /// What its front matter says that it copies.
    pub copy_of: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// What sort of text it is.
    pub genre: Genre,
    /// Its article, without page furniture.
    pub print: &'a Print,
}

/// What one report takes from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BorrowingKind {
    /// At least half of it: it is a copy.
    Copy,
    /// Passages, less than half of it.
    Part,
    /// An interview restates sentences in other words.
    Restatement,
    /// It takes back or corrects the other.
    Correction,
}

impl BorrowingKind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Part => "part",
            Self::Restatement => "restatement",
            Self::Correction => "correction",
        }
    }
}

/// How it is known which of two reports has its words from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Its front matter says so.
    Declared,
    /// It credits the publisher of the other.
    Credited,
    /// It is the later one.
    Dates,
    /// The words themselves: it refers to the other, or takes it back.
    Words,
    /// Not known: it may be the other way round, or both may have a third text.
    NotKnown,
}

impl Direction {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Credited => "credited",
            Self::Dates => "dates",
            Self::Words => "words",
            Self::NotKnown => "not_known",
        }
    }
}

/// A passage of one report and where it stands in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedPassage {
    /// In the report that borrows.
    pub span: Span,
    /// In the report from which it comes.
    pub from: Span,
    /// Words of the passage that are the same in both, in a thousand. What is missing was reworded.
    pub same: u16,
}

/// A report has words from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borrowing {
    /// The report that borrows.
    pub report: String,
    /// The report from which it comes.
    pub from: String,
    /// How much of it.
    pub kind: BorrowingKind,
    /// Words of the report that lie in the passages, in a thousand.
    pub share: u16,
    /// Words of the report that are the same, in a thousand of all its words.
    pub same: u16,
    /// How the direction is known.
    pub direction: Direction,
    /// Since when the borrowing report is out.
    pub since: Option<When>,
    /// The agency that the borrowing report names for its whole text.
    pub wire: Option<String>,
    /// Paragraph by paragraph, sorted. Empty for a copy that is only declared.
    pub passages: Vec<SharedPassage>,
}

impl Borrowing {
    /// Whether words were swapped on the way: of the borrowed words fewer than 85 of a hundred are
    /// the same.
    pub fn is_reworded(&self) -> bool {
        u32::from(self.same) * 100 < u32::from(self.share) * 85
    }
}

/// A place in a report.
pub type Place = (String, Span);

/// How reports hang together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kinship {
    /// Families of reports, one entry for each independent origin, sorted by its first report.
    pub origins: Vec<Origin>,
    /// Who has words from whom, sorted by report: the branches of the families, and passages taken
    /// over from a report of another family.
    pub borrowings: Vec<Borrowing>,
    /// Quotations that stand in several reports, each with its places.
    pub quotations: Vec<Vec<Place>>,
    /// Agencies that reports name as their source, sorted by report.
    pub credits: Vec<(String, Credit)>,
}

/// Share of a report's words, in a thousand, that makes it a copy.
pub const COPY: usize = 500;

/// Fewer words in common than this are no copy, whatever the share.
pub const LEAST_WORDS: usize = 25;

/// Two reports of which one has words from the other; `b` is the one that comes later in the order
/// of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pair {
    a: usize,
    b: usize,
    shared: Shared,
}

/// How the reports hang together. They may come in any order.
pub fn origins(docs: &[OriginDoc<'_>], threads: usize) -> Kinship {
    kinship(docs, &|docs| pairs(docs, threads))
}

fn kinship(docs: &[OriginDoc<'_>], pairs: &dyn Fn(&[OriginDoc]) -> Vec<Pair>) -> Kinship {
    let mut order: Vec<usize> = (0..docs.len()).collect();
    order.sort_by(|a, b| rank(&docs[*a]).cmp(&rank(&docs[*b])).then(a.cmp(b)));
    let docs: Vec<OriginDoc<'_>> = order.into_iter().map(|at| docs[at]).collect();
    let pairs = pairs(&docs);
    let (origins, mut borrowings) = family::families(&docs, pairs);
    borrowings.extend(restatements(&docs));
    borrowings.sort_by(|one, two| {
        (&one.report, one.kind, &one.from).cmp(&(&two.report, two.kind, &two.from))
    });
    let mut credits: Vec<(String, Credit)> = docs
        .iter()
        .flat_map(|doc| {
            doc.print.credits.iter().map(|credit| (doc.path.to_owned(), credit.clone()))
        })
        .collect();
    credits.sort_by(|one, two| (&one.0, one.1.span).cmp(&(&two.0, two.1.span)));
    Kinship { origins, borrowings, quotations: quotation::shared(&docs), credits }
}

/// Declared copies last, then the undated, then by date, then by path.
fn rank<'a>(doc: &OriginDoc<'a>) -> (bool, bool, Option<When>, &'a str) {
    (doc.copy_of.is_some(), doc.when.is_none(), doc.when, doc.path)
}

/// Reports that share passages, found by the index.
fn pairs(docs: &[OriginDoc<'_>], threads: usize) -> Vec<Pair> {
    let prints: Vec<&Print> = docs.iter().map(|doc| doc.print).collect();
    if prints.len() < 2 {
        return Vec::new();
    }
    let index = index::Index::new(&prints);
    let beside = |b: usize, _: &&Print| beside(&prints, b, index.before(b), &|a| index.seeds(a, b));
    parallel::map(&prints, threads, &beside).into_iter().flatten().collect()
}

/// A report laid beside earlier ones that share features with it. `seeds` gives all places where
/// they do; the index knows only the first holders of what many have.
fn beside(
    prints: &[&Print],
    b: usize,
    mut candidates: Vec<(usize, Vec<Seed>)>,
    seeds: &dyn Fn(usize) -> Vec<Seed>,
) -> Vec<Pair> {
    let print = prints[b];
    // The most alike first; what is left when the work is used up shares little.
    candidates.sort_by(|one, two| two.1.len().cmp(&one.1.len()).then(one.0.cmp(&two.0)));
    let mut work = Work::new(print.words.len());
    let mut out = Vec::new();
    for (a, some) in candidates {
        if work.open(&some).len() < index::LEAST_SEEDS {
            continue;
        }
        let shared = compare(prints[a], print, &seeds(a), &mut work);
        if !shared.segments.is_empty() {
            work.note(&shared.segments);
            out.push(Pair { a, b, shared });
        }
    }
    out
}

/// Sentences of interviews that restate an earlier report.
fn restatements(docs: &[OriginDoc<'_>]) -> Vec<Borrowing> {
    let prints: Vec<&Print> = docs.iter().map(|doc| doc.print).collect();
    let interview = |at: usize| docs[at].genre == Genre::Interview;
    let interviews: Vec<usize> = (0..docs.len()).filter(|at| interview(*at)).collect();
    let may = |at: usize, from: usize| {
        !interview(from) && !family::is_before(docs[at].when, docs[from].when)
    };
    let found = restate::restated(&prints, &interviews, &may);
    let mut out: Vec<Borrowing> = Vec::new();
    for same in found.chunk_by(|one, two| one.0 == two.0) {
        let doc = &docs[same[0].0];
        let mut sources: Vec<usize> = same.iter().map(|(_, restated)| restated.from).collect();
        sources.sort_unstable();
        sources.dedup();
        for from in sources {
            let of: Vec<_> =
                same.iter().map(|(_, one)| one).filter(|one| one.from == from).collect();
            let words: usize = of.iter().map(|one| one.words.len()).sum();
            let passage = |one: &&restate::Restated| SharedPassage {
                span: doc.print.span(&one.words),
                from: docs[from].print.span(&one.from_words),
                same: per_mille(one.share, 1000),
            };
            out.push(Borrowing {
                report: doc.path.to_owned(),
                from: docs[from].path.to_owned(),
                kind: BorrowingKind::Restatement,
                share: per_mille(words, doc.print.words.len()),
                same: 0,
                direction: Direction::Words,
                since: doc.when,
                wire: None,
                passages: of.iter().map(passage).collect(),
            });
        }
    }
    out
}

fn per_mille(part: usize, whole: usize) -> u16 {
    u16::try_from((part * 1000 / whole.max(1)).min(1000)).unwrap_or(1000)
}

/// Cuts a range where paragraphs begin.
fn cut(range: &Range<usize>, starts: &[usize]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    let first = starts.partition_point(|start| *start <= range.start);
    for start in starts.iter().skip(first).take_while(|start| **start < range.end) {
        out.push(from..*start);
        from = *start;
    }
    out.push(from..range.end);
    out
}
