//! experiments
#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    dead_code,
    reason = "an experiment"
)]
mod attributions;
mod material;
mod measure;
mod polnear;
use read::cues::Cues;
use read::tagger::WordLists;
use read::tagger::learn::{SETTINGS, learn};
use std::path::Path;

fn show(name: &str, r: &attributions::Result) {
    println!("== {name}: {} texts", r.texts);
    for (n, b) in [
        ("rules", r.rules),
        ("both", r.both),
        ("source", r.words[0]),
        ("cue", r.words[1]),
        ("content", r.words[2]),
    ] {
        println!("{n:8} R {:.3} P {:.3} F {:.3}", b.recall.value(), b.precision.value(), b.f1());
    }
    let (bins, e) = attributions::calibration(&r.sure);
    println!("ece {e:.3} of {}", r.sure.len());
    for b in bins {
        print!(" {}+ {} {:.2}/{:.2};", b.from, b.items, b.said, b.right);
    }
    println!();
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let cues = Cues::built_in();
    let lists = WordLists::new(&cues);
    let docs = material::corpus(Path::new("corpus")).unwrap();
    let held: Vec<_> = docs.iter().filter(|d| d.is_held_out()).map(|d| d.marking()).collect();
    let train: Vec<_> = if args[1] == "corpus" {
        docs.iter().filter(|d| !d.is_held_out()).map(|d| d.marking()).collect()
    } else {
        material::polnear(Path::new("../shared/polnear/train.jsonl"))
            .unwrap()
            .unwrap()
            .into_iter()
            .take(args[1].parse().unwrap())
            .collect()
    };
    let dev = material::polnear(Path::new("../shared/polnear/dev.jsonl")).unwrap().unwrap();
    let mut settings = SETTINGS;
    if let Some(n) = args.get(2) {
        settings.least_seen = n.parse().unwrap();
    }
    if let Some(n) = args.get(3) {
        settings.epochs = n.parse().unwrap();
    }
    if let Some(n) = args.get(4) {
        settings.rate = n.parse().unwrap();
    }
    if let Some(n) = args.get(5) {
        settings.least_weight = n.parse().unwrap();
    }
    if let Some(n) = args.get(6) {
        settings.dropout = n.parse().unwrap();
    }
    let t = std::time::Instant::now();
    let learned = learn(&attributions::lessons(&train, &cues), &cues, &lists, settings, &|a, b| {
        eprintln!("{a}/{b} {:?}", t.elapsed())
    });
    println!(
        "{:?} rows {} {} least {}",
        t.elapsed(),
        learned.tagger.first.rows.len(),
        learned.tagger.second.rows.len(),
        learned.tagger.judge.least
    );
    std::fs::write("/tmp/attribution.crf", learned.tagger.to_bytes()).unwrap();
    show("dev", &attributions::measure(&learned.tagger, &dev, &cues));
    show("held out", &attributions::measure(&learned.tagger, &held, &cues));
}
