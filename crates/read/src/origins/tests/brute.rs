//! The index against comparing all with all.

use model::{Genre, When};
use proptest::prelude::*;

use super::super::{OriginDoc, Pair, Print, beside, index, kinship, pairs};
use super::print;

#[path = "../../../benches/stories/mod.rs"]
mod stories;

use stories::{Made, spin, stories as made};

/// Every report with every one before it, at all places that they share.
fn all_pairs(docs: &[OriginDoc<'_>]) -> Vec<Pair> {
    let prints: Vec<&Print> = docs.iter().map(|doc| doc.print).collect();
    let all = |b: usize| {
        let seeds = |a: usize| index::seeds(prints[a], prints[b]);
        beside(&prints, b, (0..b).map(|a| (a, seeds(a))).collect(), &seeds)
    };
    (0..docs.len()).flat_map(all).collect()
}

fn docs<'a>(texts: &'a [(String, String)], prints: &'a [Print]) -> Vec<OriginDoc<'a>> {
    let doc = |((path, date), print): (&'a (String, String), &'a Print)| OriginDoc {
        path,
        when: When::parse(date),
        copy_of: None,
        publisher: None,
        genre: Genre::News,
        print,
    };
    texts.iter().zip(prints).map(doc).collect()
}

/// Pieces of a few stories, some reworded, put together at random.
fn corpus() -> impl Strategy<Value = Vec<String>> {
    let piece = (0usize..6, 0usize..6, prop::option::of(any::<u64>()));
    let report = prop::collection::vec(piece, 1..6);
    prop::collection::vec(report, 2..8).prop_map(|reports| {
        let base = made(6, 7);
        let text = |(of, part, spun): &(usize, usize, Option<u64>)| {
            let parts: Vec<&str> = base[*of].text.split("\n\n").skip(2).collect();
            let part = parts[part % parts.len()];
            spun.map_or_else(|| part.to_owned(), |seed| spin(part, seed, 300))
        };
        let join = |report: Vec<_>| report.iter().map(text).collect::<Vec<_>>().join("\n\n");
        reports.into_iter().map(join).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// With no more reports than a feature leads to, the index loses nothing at all.
    #[test]
    fn the_index_finds_what_comparing_all_finds(texts in corpus()) {
        let prints: Vec<Print> = texts.iter().map(|text| print(text)).collect();
        let names: Vec<(String, String)> =
            (0..texts.len()).map(|at| (format!("{at}"), format!("2031-05-{:02}", at + 1))).collect();
        let docs = docs(&names, &prints);
        prop_assert_eq!(pairs(&docs, 1), all_pairs(&docs));
        prop_assert_eq!(kinship(&docs, &|docs| pairs(docs, 2)), kinship(&docs, &all_pairs));
    }
}

#[test]
fn a_made_corpus_falls_into_its_families() {
    let stories = made(120, 11);
    let prints: Vec<Print> = stories.iter().map(|story| print(&story.text)).collect();
    let names: Vec<(String, String)> =
        stories.iter().map(|story| (story.path.clone(), story.date.clone())).collect();
    let docs = docs(&names, &prints);
    let fast = kinship(&docs, &|docs| pairs(docs, 1));
    let brute = kinship(&docs, &all_pairs);
    for (one, two) in fast.origins.iter().zip(&brute.origins) {
        assert_eq!(one, two);
    }
    assert_eq!(fast.origins.len(), brute.origins.len());
    let joined = |a: usize, b: usize| {
        fast.origins.iter().any(|origin| {
            let is = |at: usize| {
                let path = &names[at].0;
                origin.first == *path || origin.copies.iter().any(|(copy, _)| copy == path)
            };
            is(a) && is(b)
        })
    };
    let mut copies = 0;
    for (at, story) in stories.iter().enumerate() {
        match story.made {
            Made::Copied(of) | Made::Spun(of) => {
                assert!(joined(at, of), "{at} {:?}", story.made);
                copies += 1;
            }
            Made::Partly(of) => {
                let told = fast
                    .borrowings
                    .iter()
                    .any(|one| one.report == story.path && one.from == names[of].0);
                assert!(told, "{at} {:?}", story.made);
            }
            Made::New => {}
        }
    }
    assert_eq!(fast.origins.len(), stories.len() - copies);
}
