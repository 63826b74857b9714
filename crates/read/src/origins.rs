//! Reports that go back to one text. However many there are, they are one witness.
//!
//! Word shingles find copies that were cut, extended or lightly edited. A copy whose words were
//! swapped one by one ("spun" with synonyms) shares no shingles and is not found here; that is a
//! later step.

use std::collections::BTreeMap;

use model::When;

use crate::reading::Origin;
use crate::token::{Token, TokenKind};

/// One report, as far as telling copies needs.
#[derive(Debug, Clone, Copy)]
pub struct OriginDoc<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its date, if known.
    pub when: Option<When>,
    /// What its front matter says that it copies.
    pub copy_of: Option<&'a str>,
    /// The tokens of the article, without page furniture.
    pub tokens: &'a [Token],
}

/// Words in a shingle. Five words in a row rarely agree by chance, and an edit spoils only five
/// shingles.
pub const SHINGLE: usize = 5;

/// Share of the smaller report's shingles, in percent, that must stand in the larger. Reports of
/// one event written apart share a few percent (names, one quotation); an edited agency text
/// keeps most. Half lies far from both.
pub const COPY_PERCENT: usize = 50;

/// Fewer shared shingles than this are a quotation in common, not a copy: about 30 words.
pub const LEAST_SHARED: u32 = 25;

/// A shingle is compared with this many earlier reports at most. That keeps the work linear when
/// all reports carry the same boilerplate; a family still hangs together by its first members.
const POSTINGS: usize = 8;

/// The families of reports, one entry for each independent origin, sorted by its first report.
///
/// The first of a family is the earliest dated one that does not call itself a copy, else the
/// first by path.
pub fn origins(docs: &[OriginDoc<'_>]) -> Vec<Origin> {
    let mut order: Vec<usize> = (0..docs.len()).collect();
    order.sort_by(|a, b| docs[*a].path.cmp(docs[*b].path).then(a.cmp(b)));
    let docs: Vec<OriginDoc<'_>> = order.into_iter().map(|at| docs[at]).collect();
    let shingled: Vec<Shingled> = docs.iter().map(|doc| Shingled::new(doc.tokens)).collect();
    let mut families = Families::new(docs.len());
    join_alike(&shingled, &mut families);
    join_declared(&docs, &mut families);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..docs.len() {
        members.entry(families.head(at)).or_default().push(at);
    }
    let mut out: Vec<Origin> = members
        .into_values()
        .filter_map(|family| {
            let first = *family.iter().min_by_key(|at| rank(&docs[**at]))?;
            let copies = family.into_iter().filter(|at| *at != first);
            let copies = copies
                .map(|at| (docs[at].path.to_owned(), shingled[at].percent_in(&shingled[first])));
            Some(Origin { first: docs[first].path.to_owned(), copies: copies.collect() })
        })
        .collect();
    out.sort_by(|a, b| a.first.cmp(&b.first));
    out
}

/// Declared copies last, then the undated, then by date, then by path.
fn rank<'a>(doc: &OriginDoc<'a>) -> (bool, bool, Option<When>, &'a str) {
    (doc.copy_of.is_some(), doc.when.is_none(), doc.when, doc.path)
}

/// A report's shingles: in the order of its words, and sorted without repeats.
struct Shingled {
    in_order: Vec<u64>,
    sorted: Vec<u64>,
}

impl Shingled {
    fn new(tokens: &[Token]) -> Self {
        let words: Vec<u64> = tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .map(|token| fnv(token.folded.bytes()))
            .collect();
        let in_order: Vec<u64> = words
            .windows(SHINGLE)
            .map(|window| fnv(window.iter().flat_map(|word| word.to_le_bytes())))
            .collect();
        let mut sorted = in_order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        Self { in_order, sorted }
    }

    /// The share of this report's words that stands in the other, rounded down.
    fn percent_in(&self, other: &Self) -> u8 {
        let words = self.in_order.len() + SHINGLE - 1;
        if self.in_order.is_empty() {
            return 0;
        }
        let (mut covered, mut until) = (0, 0);
        for (at, shingle) in self.in_order.iter().enumerate() {
            if other.sorted.binary_search(shingle).is_ok() {
                covered += (at + SHINGLE) - until.max(at);
                until = at + SHINGLE;
            }
        }
        u8::try_from(covered * 100 / words).unwrap_or(100)
    }
}

/// FNV-1a, 64 bits: fixed by its specification, so the same on every machine.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Joins reports whose shingles agree.
fn join_alike(shingled: &[Shingled], families: &mut Families) {
    let total = shingled.iter().map(|doc| doc.sorted.len()).sum();
    let mut postings: Vec<(u64, u32)> = Vec::with_capacity(total);
    for (at, doc) in shingled.iter().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        postings.extend(doc.sorted.iter().map(|shingle| (*shingle, at)));
    }
    postings.sort_unstable();
    let mut shared = vec![0u32; shingled.len()];
    for (at, doc) in shingled.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        let mut rest = &postings[..];
        for shingle in &doc.sorted {
            rest = &rest[rest.partition_point(|(known, _)| known < shingle)..];
            let earlier = rest.iter().take(POSTINGS).take_while(|(known, _)| known == shingle);
            for other in earlier.filter_map(|(_, doc)| usize::try_from(*doc).ok()) {
                if other >= at {
                    break;
                }
                if shared[other] == 0 {
                    touched.push(other);
                }
                shared[other] += 1;
            }
        }
        for other in touched {
            let count = std::mem::take(&mut shared[other]);
            let smaller = doc.sorted.len().min(shingled[other].sorted.len());
            let enough = usize::try_from(count).unwrap_or(0) * 100 >= smaller * COPY_PERCENT;
            if enough && count >= LEAST_SHARED {
                families.join(at, other);
            }
        }
    }
}

/// Joins reports that say that they copy one another, or the same third text.
fn join_declared(docs: &[OriginDoc<'_>], families: &mut Families) {
    let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_tail: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, doc) in docs.iter().enumerate() {
        by_path.entry(doc.path).or_insert(at);
        // "reports/a.txt" may be given for "my-talks/reports/a.txt".
        for (slash, _) in doc.path.match_indices('/').take(32) {
            by_tail.entry(&doc.path[slash + 1..]).or_insert(at);
        }
    }
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, doc) in docs.iter().enumerate() {
        let Some(name) = doc.copy_of else { continue };
        let known = by_path.get(name).or_else(|| by_tail.get(name)).filter(|other| **other != at);
        let other = match known {
            Some(other) => *other,
            None => *by_name.entry(name).or_insert(at),
        };
        families.join(at, other);
    }
}

/// Union-find; the head of a family is its smallest member.
struct Families {
    above: Vec<usize>,
}

impl Families {
    fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    fn head(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.head(a), self.head(b));
        self.above[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use model::Span;

    /// A text of `count` words that share nothing with those of another seed.
    fn words(seed: &str, count: usize) -> String {
        (0..count).map(|at| format!("{seed}{at}")).collect::<Vec<_>>().join(" ") + " "
    }

    fn read(docs: &[(&str, Option<&str>, Option<&str>, &str)]) -> Vec<(String, Vec<(String, u8)>)> {
        let read: Vec<_> =
            docs.iter().map(|doc| tokens(doc.3, Span::new(0, doc.3.len()))).collect();
        let docs: Vec<_> = docs
            .iter()
            .zip(&read)
            .map(|((path, when, copy_of, _), tokens)| OriginDoc {
                path,
                when: when.and_then(When::parse),
                copy_of: *copy_of,
                tokens,
            })
            .collect();
        origins(&docs).into_iter().map(|origin| (origin.first, origin.copies)).collect()
    }

    #[test]
    fn an_edited_copy_is_one_witness() {
        let text = words("w", 200);
        let edited = format!("{} {}", text.replace("w50 ", "x "), words("y", 30));
        let other = words("z", 200);
        let got = read(&[
            ("a.txt", Some("2025-06-03"), None, &edited),
            ("b.txt", Some("2025-06-02"), None, &text),
            ("c.txt", None, None, &other),
        ]);
        assert_eq!(got.len(), 2);
        assert_eq!(got[0], ("b.txt".to_owned(), vec![("a.txt".to_owned(), 86)]));
        assert_eq!(got[1].0, "c.txt");
    }

    #[test]
    fn a_shared_quotation_is_no_copy() {
        let quote = words("q", 20);
        let short = format!("{} {quote}", words("a", 15));
        let long = format!("{} {quote} {}", words("b", 200), words("c", 100));
        assert_eq!(read(&[("a", None, None, &short), ("b", None, None, &long)]).len(), 2);
    }

    #[test]
    fn declared_copies_count() {
        let got = read(&[
            ("d/reports/a.txt", Some("2025-06-01"), Some("reports/b.txt"), "one two"),
            ("d/reports/b.txt", Some("2025-06-02"), None, "three four"),
            ("d/reports/c.txt", None, Some("an agency"), "five"),
            ("d/reports/d.txt", None, Some("an agency"), "six"),
        ]);
        assert_eq!(got.len(), 2);
        assert_eq!(got[0].0, "d/reports/b.txt");
        assert_eq!(got[0].1, [("d/reports/a.txt".to_owned(), 0)]);
        assert_eq!(got[1].0, "d/reports/c.txt");
    }

    #[test]
    fn large_families_hang_together_in_any_order() {
        let text = words("w", 100);
        let paths: Vec<String> = (0..40).map(|at| format!("{at:02}")).collect();
        let mut docs: Vec<_> = paths.iter().map(|p| (p.as_str(), None, None, &*text)).collect();
        let forwards = read(&docs);
        docs.reverse();
        assert_eq!(forwards, read(&docs));
        assert_eq!(forwards.len(), 1);
        assert_eq!(forwards[0].1.len(), 39);
        assert!(forwards[0].1.iter().all(|(_, percent)| *percent == 100));
    }

    #[test]
    fn an_empty_report_is_its_own_origin() {
        assert_eq!(read(&[("a", None, None, ""), ("b", None, None, "")]).len(), 2);
        assert!(read(&[]).is_empty());
    }
}
