//! Quotations that stand in several reports: whoever prints them, their origin is the speaker.

use std::collections::BTreeMap;
use std::ops::Range;

use super::print::{fnv, index, small};
use super::{OriginDoc, Place};

/// Shorter quotations are turns of phrase that anybody uses.
const LEAST: usize = 5;
/// Words in a run; two shared runs of four are five words in a row.
const RUN: usize = 4;
/// Each run is looked up in this many quotations.
const HOLDERS: usize = 8;

/// The quotations that at least two reports have: the same words, or one a part of the other.
pub(super) fn shared(docs: &[OriginDoc<'_>]) -> Vec<Vec<Place>> {
    let quotes: Vec<(usize, &Range<usize>)> = docs
        .iter()
        .enumerate()
        .flat_map(|(at, doc)| doc.print.quotes.iter().map(move |quote| (at, quote)))
        .filter(|(_, quote)| quote.len() >= LEAST)
        .collect();
    let runs: Vec<Vec<u64>> = quotes.iter().map(|(at, quote)| runs(&docs[*at], quote)).collect();
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (number, runs) in runs.iter().enumerate() {
        postings.extend(runs.iter().map(|run| (*run, small(number))));
    }
    postings.sort_unstable();
    postings.dedup();
    let mut groups = super::family::Groups::new(quotes.len());
    for (number, own) in runs.iter().enumerate() {
        let mut count: BTreeMap<u32, usize> = BTreeMap::new();
        for run in own {
            let from = postings.partition_point(|(known, _)| known < run);
            let holders = postings.get(from..).unwrap_or_default().iter().take(HOLDERS);
            for (_, other) in
                holders.take_while(|(known, other)| known == run && index(*other) < number)
            {
                *count.entry(*other).or_default() += 1;
            }
        }
        for (other, both) in count {
            let smaller = own.len().min(runs[index(other)].len());
            if both >= 2 && both * 2 >= smaller {
                groups.join(number, index(other));
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..quotes.len() {
        members.entry(groups.head(number)).or_default().push(number);
    }
    let mut out: Vec<Vec<Place>> = members
        .into_values()
        .filter(|group| group.iter().any(|number| quotes[*number].0 != quotes[group[0]].0))
        .map(|group| {
            let place = |number: &usize| {
                let (at, words) = quotes[*number];
                (docs[at].path.to_owned(), docs[at].print.span(words))
            };
            let mut places: Vec<Place> = group.iter().map(place).collect();
            places.sort();
            places
        })
        .collect();
    out.sort();
    out
}

fn runs(doc: &OriginDoc<'_>, quote: &Range<usize>) -> Vec<u64> {
    let words = doc.print.words.get(quote.clone()).unwrap_or_default();
    let mut out: Vec<u64> = words
        .windows(RUN)
        .map(|run| fnv(run.iter().flat_map(|word| word.code.to_le_bytes())))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
