//! Which articles to compare: an index of what survives when a text is copied and reworded.
//!
//! Two sorts of features go into it. Runs of four words survive in pieces when every third word is
//! swapped. Three names or numbers in a row survive even where hardly two words in a row do.

use super::align::Seed;
use super::print::{Class, Print, Word, fnv, index, small};

/// Words in a run.
const RUN: usize = 4;
/// Names and numbers in a row.
const ANCHORS: usize = 3;
/// They stand within this many words; further apart they tell nothing.
const ANCHOR_REACH: u32 = 60;
/// A feature leads to this many of its first holders at most. So what everybody prints (a rights
/// line, a background paragraph) costs each article as much as the article is long, and no more.
const HOLDERS: usize = 8;
/// And to so many only if it has more: then it is a turn of phrase, or a large family, which hangs
/// together by its first two.
const COMMON: usize = 2;
/// Fewer features than this in common are not looked at.
pub(super) const LEAST_SEEDS: usize = 5;
/// Below this many words outside quotation marks, those inside are indexed too.
const MOSTLY_QUOTED: usize = 40;

/// One feature of an article and the first word where it stands, each once, sorted.
pub(super) fn features(print: &Print) -> Vec<(u64, u32)> {
    let words = &print.words;
    let narrated = words.iter().filter(|word| !word.quoted).count();
    let mut out: Vec<(u64, u32)> = Vec::with_capacity(words.len() + words.len() / 4);
    for (at, run) in words.windows(RUN).enumerate() {
        let plain = run.iter().any(|word| word.class != Class::Function);
        let told = narrated < MOSTLY_QUOTED || run.iter().any(|word| !word.quoted);
        if plain && told {
            out.push((hash(b'w', run.iter()), small(at)));
        }
    }
    let anchors: Vec<(u32, &Word)> = words
        .iter()
        .enumerate()
        // The first word of a sentence is capital whatever it is.
        .filter(|(_, word)| word.class.is_anchor() && (!word.opens || word.class == Class::Number))
        .map(|(at, word)| (small(at), word))
        .collect();
    for three in anchors.windows(ANCHORS) {
        let (first, last) = (three[0].0, three[ANCHORS - 1].0);
        if last - first <= ANCHOR_REACH {
            out.push((hash(b'n', three.iter().map(|(_, word)| *word)), first));
        }
    }
    out.sort_unstable();
    out.dedup_by_key(|(feature, _)| *feature);
    out
}

fn hash<'a>(sort: u8, words: impl Iterator<Item = &'a Word>) -> u64 {
    let codes = words.flat_map(|word| word.code.to_le_bytes());
    fnv(std::iter::once(sort).chain(codes))
}

/// The features of all articles that more than one has.
pub(super) struct Index {
    /// Feature, article and word; sorted.
    postings: Vec<(u64, u32, u32)>,
    /// Where each article's entries begin in `own`, and the end.
    starts: Vec<usize>,
    /// For each article: the first posting of a feature, and the word where it stands.
    own: Vec<(u32, u32)>,
}

impl Index {
    /// Over articles in the order in which they are to be compared, the first first.
    pub(super) fn new(prints: &[&Print]) -> Self {
        let words: usize = prints.iter().map(|print| print.words.len()).sum();
        let mut postings: Vec<(u64, u32, u32)> = Vec::with_capacity(words + words / 4);
        for (at, print) in prints.iter().enumerate() {
            let at = small(at);
            postings.extend(features(print).into_iter().map(|(feature, word)| (feature, at, word)));
        }
        postings.sort_unstable();
        keep_shared(&mut postings);
        let mut count = vec![0_usize; prints.len() + 1];
        for (_, doc, _) in &postings {
            count[index(*doc) + 1] += 1;
        }
        for at in 1..count.len() {
            count[at] += count[at - 1];
        }
        let (starts, mut next) = (count.clone(), count);
        let mut own = vec![(0, 0); postings.len()];
        let mut group = 0;
        for (at, (feature, doc, word)) in postings.iter().enumerate() {
            if postings[group].0 != *feature {
                group = at;
            }
            let place = &mut next[index(*doc)];
            own[*place] = (small(group), *word);
            *place += 1;
        }
        Self { postings, starts, own }
    }

    fn own(&self, doc: usize) -> &[(u32, u32)] {
        &self.own[self.starts[doc]..self.starts[doc + 1]]
    }

    /// All places that two of the articles share. [`Index::before`] knows only the first holders of
    /// what many have.
    pub(super) fn seeds(&self, a: usize, b: usize) -> Vec<Seed> {
        let mut out = Vec::new();
        let mut others = self.own(a).iter().peekable();
        for (group, word) in self.own(b) {
            while others.next_if(|(other, _)| other < group).is_some() {}
            if let Some((_, there)) = others.next_if(|(other, _)| other == group) {
                out.push(Seed { b: index(*word), a: index(*there) });
            }
        }
        out.sort_unstable();
        out
    }

    /// The articles before this one that share features with it: each with the places.
    pub(super) fn before(&self, doc: usize) -> Vec<(usize, Vec<Seed>)> {
        let mut found: Vec<(u32, Seed)> = Vec::new();
        for (group, word) in self.own(doc) {
            let from = index(*group);
            let feature = self.postings[from].0;
            let more =
                self.postings.get(from + HOLDERS).is_some_and(|(other, ..)| *other == feature);
            let most = if more { COMMON } else { HOLDERS };
            let holders = self.postings[from..].iter().take(most);
            let holders =
                holders.take_while(|(other, holder, _)| *other == feature && index(*holder) < doc);
            found.extend(
                holders.map(|(_, holder, there)| {
                    (*holder, Seed { b: index(*word), a: index(*there) })
                }),
            );
        }
        found.sort_unstable();
        let mut out = Vec::new();
        for same in found.chunk_by(|one, two| one.0 == two.0) {
            if same.len() >= LEAST_SEEDS {
                out.push((index(same[0].0), same.iter().map(|(_, seed)| *seed).collect()));
            }
        }
        out
    }
}

/// Leaves out features that only one article has.
fn keep_shared(postings: &mut Vec<(u64, u32, u32)>) {
    let mut kept = 0;
    let mut from = 0;
    while from < postings.len() {
        let feature = postings[from].0;
        let mut to = from + 1;
        while to < postings.len() && postings[to].0 == feature {
            to += 1;
        }
        if to - from > 1 {
            postings.copy_within(from..to, kept);
            kept += to - from;
        }
        from = to;
    }
    postings.truncate(kept);
    postings.shrink_to_fit();
}

/// The places that two articles share, without an index.
pub(super) fn seeds(a: &Print, b: &Print) -> Vec<Seed> {
    let (a, b) = (features(a), features(b));
    let mut out = Vec::new();
    let mut rest = a.as_slice();
    for (feature, word) in b {
        let skip = rest.partition_point(|(other, _)| *other < feature);
        rest = rest.get(skip..).unwrap_or_default();
        if let Some((_, there)) = rest.first().filter(|(other, _)| *other == feature) {
            out.push(Seed { b: index(word), a: index(*there) });
        }
    }
    out.sort_unstable();
    out
}
