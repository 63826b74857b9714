//! How long it takes to say what many reports dispute, and with how much memory.
//!
//! The reports are read before the clock starts. Then their copies are found once more, on their own,
//! and the accounts that differ. Results with their dates stand in `docs/src/benchmarks.md`.
//!
//!     cargo bench --package pourparler-read --bench disputes

use std::time::Instant;

use read::doc::Doc;
use read::origins::{OriginDoc, Print, origins};
use read::page::page;
use read::{Raw, Reader, Reading, blocks, disputes};

mod stories;

use stories::{Made, spin, stories};

/// How many reports are compared.
const COUNTS: [usize; 3] = [1_000, 3_000, 10_000];
/// The two threads of the machine that the aim speaks of.
const THREADS: usize = 2;
/// Reports are read in slices, so that little memory is held that only reading needs.
const SLICE: usize = 250;

/// Who the two sides are.
const DOSSIER: &str = r#"
pourparler = 1
title = "Talks on the Orle valley"

[[actor]]
id = "arvenia"
name = "Arvenia"
kind = "state"
roles = ["party"]

[[actor]]
id = "bostria"
name = "Bostria"
kind = "state"
roles = ["party"]
"#;

#[expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
fn main() {
    // Cargo hands this over when it runs all benches with a filter.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && argument != "disputes")
    {
        return;
    }
    let (talks, _) = model::file::talks("talks.toml", DOSSIER, &());
    let reader = Reader::new(Some(&talks));
    println!(
        "reports      MB   read s   read, MB held   origins s   disputes s   together s   peak MB   cards   copies"
    );
    for count in COUNTS {
        let made = stories(count, 2031);
        let copies = made.iter().filter(|story| story.made != Made::New).count();
        let files: Vec<(String, String)> = made
            .into_iter()
            .map(|story| {
                let front = format!("+++\ndate = {}\nlanguage = \"en\"\n+++\n", story.date);
                (story.path, format!("{front}{}", story.text))
            })
            .collect();
        let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
        let started = now();
        let (mut reading, mut prints) = (Reading::default(), Vec::with_capacity(count));
        for some in files.chunks(SLICE) {
            read(&reader, some, &mut reading, &mut prints);
        }
        let took = started.elapsed().as_secs_f64();
        drop(files);
        let held = megabytes("VmRSS:");
        forget_peak();

        let started = now();
        let docs: Vec<OriginDoc> = reading
            .reports
            .iter()
            .zip(&prints)
            .map(|(report, print)| OriginDoc {
                path: &report.path,
                when: report.published,
                copy_of: report.copy_of.as_deref(),
                publisher: report.publisher.as_deref(),
                genre: report.genre,
                print,
            })
            .collect();
        let kinship = origins(&docs, THREADS);
        drop(docs);
        let families = kinship.origins.len();
        reading.origins = kinship.origins;
        reading.borrowings = kinship.borrowings;
        reading.quotations = kinship.quotations;
        reading.credits = kinship.credits;
        let copied = started.elapsed().as_secs_f64();
        let started = now();
        let cards = disputes::find(&reading, Some(&talks), reader.lexicon(), THREADS);
        let disputed = started.elapsed().as_secs_f64();
        println!(
            "{count:7} {:7} {took:8.1} {held:>15} {copied:11.2} {disputed:12.2} {:12.2} {:>9} {:7} {copies:8}",
            bytes / 1_000_000,
            copied + disputed,
            megabytes("VmHWM:"),
            cards.len(),
        );
        assert!(families < count, "some reports are copies");
    }
    // The rewording of the tests, so that all benches use all of the generator.
    assert_ne!(spin("every third word is swapped", 1, 900), "every third word is swapped");
}

/// Adds some reports to what has been read. They come sorted, so the lists stay sorted.
fn read(
    reader: &Reader,
    files: &[(String, String)],
    reading: &mut Reading,
    prints: &mut Vec<Print>,
) {
    let raws: Vec<Raw<'_>> =
        files.iter().map(|(path, text)| Raw { path, bytes: text.as_bytes() }).collect();
    let some = reader.read(&raws, THREADS, &|_, _| {});
    reading.reports.extend(some.reports);
    reading.statements.extend(some.statements);
    reading.positions.extend(some.positions);
    reading.events.extend(some.events);
    reading.figures.extend(some.figures);
    reading.furniture.extend(some.furniture);
    reading.actors = some.actors;
    prints.extend(raws.iter().map(|raw| {
        let page = page(raw);
        Print::new(&Doc::new(&page.text, &blocks(&page)), None)
    }));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Memory of this process, as Linux tells it.
#[expect(clippy::disallowed_methods, reason = "a benchmark asks the system for its memory")]
fn megabytes(name: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "not known".to_owned(), |kilobytes| (kilobytes / 1000).to_string())
}

/// The peak begins anew, so that what reading needed is not counted.
#[expect(clippy::disallowed_methods, reason = "a benchmark asks the system for its memory")]
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
