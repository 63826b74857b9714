//! How long it takes to find the copies among many reports, and with how much memory.
//!
//! One report in twenty is a copy: whole, in part, or reworded. The reports are made from a seed and
//! cut into words before the clock starts. Results with their dates stand in
//! `docs/src/benchmarks.md`.
//!
//!     cargo bench --package pourparler-read --bench origins

use std::collections::BTreeMap;
use std::time::Instant;

use model::{Genre, Span, When};
use read::doc::{Doc, Part};
use read::origins::{Kinship, OriginDoc, Print, origins};

mod stories;

use stories::{Made, Story, spin, stories};

/// How many reports are compared, and the seed from which they are made. The rules were chosen with
/// the first seed in view, not with the other.
const COUNTS: [(usize, u64); 4] = [(1_000, 2031), (3_000, 2031), (10_000, 2031), (10_000, 90_125)];
/// The two threads of the machine that the aim speaks of.
const THREADS: usize = 2;

#[expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
fn main() {
    // Cargo hands this over when it runs all benches with a filter.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && argument != "origins")
    {
        return;
    }
    println!(
        "reports    seed      MB   words s   index and alignment s   peak MB   copies found   joined wrongly"
    );
    for (count, seed) in COUNTS {
        let stories = stories(count, seed);
        let bytes: usize = stories.iter().map(|story| story.text.len()).sum();
        let started = now();
        let prints: Vec<Print> = stories.iter().map(|story| print(&story.text)).collect();
        let words = started.elapsed();
        let docs: Vec<OriginDoc> = stories
            .iter()
            .zip(&prints)
            .map(|(story, print)| OriginDoc {
                path: &story.path,
                when: When::parse(&story.date),
                copy_of: None,
                publisher: None,
                genre: Genre::News,
                print,
            })
            .collect();
        let started = now();
        let kinship = origins(&docs, THREADS);
        let took = started.elapsed();
        let (found, copies, wrong) = judge(&stories, &kinship);
        println!(
            "{count:7} {seed:7} {:7} {:9.2} {:23.2} {:9} {:>14} {wrong:16}",
            bytes / 1_000_000,
            words.as_secs_f64(),
            took.as_secs_f64(),
            peak_megabytes(),
            format!("{found}/{copies}"),
        );
    }
    // The rewording of the tests, so that both use all of the generator.
    assert_ne!(
        spin("every third word is swapped here", 1, 900),
        "every third word is swapped here"
    );
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

fn print(text: &str) -> Print {
    let mut at = 0;
    let blocks: Vec<(Span, Part)> = text
        .split("\n\n")
        .map(|block| {
            let span = Span::new(at, at + block.len());
            at += block.len() + 2;
            (span, Part::Text)
        })
        .collect();
    Print::new(&Doc::new(text, &blocks), None)
}

/// Copies found with their source, of how many; and reports in a family that are no copies.
fn judge(stories: &[Story], kinship: &Kinship) -> (usize, usize, usize) {
    let mut family: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, origin) in kinship.origins.iter().enumerate() {
        family.insert(&origin.first, number);
        family.extend(origin.copies.iter().map(|(path, _)| (path.as_str(), number)));
    }
    let of = |at: usize| family.get(stories[at].path.as_str());
    let (mut found, mut copies, mut whole) = (0, 0, 0);
    for (at, story) in stories.iter().enumerate() {
        let known = match story.made {
            Made::New => continue,
            Made::Copied(from) | Made::Spun(from) => {
                whole += 1;
                of(at) == of(from)
            }
            Made::Partly(from) => kinship.borrowings.iter().any(|one| {
                let ends = [one.report.as_str(), one.from.as_str()];
                ends.contains(&story.path.as_str()) && ends.contains(&stories[from].path.as_str())
            }),
        };
        copies += 1;
        found += usize::from(known);
    }
    (found, copies, (stories.len() - whole).abs_diff(kinship.origins.len()))
}

/// The most memory that this process has held, as Linux tells it.
#[expect(clippy::disallowed_methods, reason = "a benchmark asks the system for its memory")]
fn peak_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "not known".to_owned(), |kilobytes| (kilobytes / 1000).to_string())
}
