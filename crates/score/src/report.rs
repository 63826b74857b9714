//! The figures as Markdown, each with what it means.

use crate::agreement::Agreement;
use crate::attributions::{Result, calibration};
use crate::material::Document;
use crate::measure::Both;
use crate::speakers::Speakers;

pub(crate) fn corpus(documents: &[Document]) {
    let held: Vec<&Document> = documents.iter().filter(|document| document.is_held_out()).collect();
    let words = |list: &[&Document]| -> usize {
        list.iter().map(|document| document.found.text.split_whitespace().count()).sum()
    };
    let items = |list: &[&Document]| -> usize {
        list.iter().map(|document| document.found.attributions.len()).sum()
    };
    let all: Vec<&Document> = documents.iter().collect();
    println!("## The corpus\n");
    println!("| part | documents | words | attributions |\n|---|---|---|---|");
    println!("| all | {} | {} | {} |", all.len(), words(&all), items(&all));
    println!(
        "| held out: number divisible by 4 | {} | {} | {} |\n",
        held.len(),
        words(&held),
        items(&held)
    );
}

fn row(name: &str, both: Both) {
    println!(
        "| {name} | {:.3} | {:.3} | {:.3} | {} |",
        both.recall.value(),
        both.precision.value(),
        both.f1(),
        both.recall.of
    );
}

pub(crate) fn agreement(found: &Agreement) {
    println!("## Two annotators, {} documents, without seeing each other's marks\n", found.texts);
    println!("| | recall | precision | F1 | of |\n|---|---|---|---|---|");
    for (name, both) in ["source words", "cue words", "content words"].iter().zip(found.words) {
        row(name, both);
    }
    row("whole attributions", found.whole);
    row("positions: overlap, party and issue", found.positions);
    println!(
        "\nOf positions that both marked, the stance is the same for {:.3}.\n",
        found.stances.recall.value()
    );
}

pub(crate) fn attribution(name: &str, found: &Result) {
    println!("## Attribution: {name}, {} texts\n", found.texts);
    println!("| | recall | precision | F1 | of |\n|---|---|---|---|---|");
    row("rules alone, whole attributions", found.rules);
    row("rules and tagger, whole attributions", found.both);
    for (name, both) in ["source words", "cue words", "content words"].iter().zip(found.words) {
        row(name, both);
    }
    println!(
        "\nWhole: half of the content or more, and words of the source in common. Words: by the tagger's labels."
    );
    let (bins, error) = calibration(&found.sure);
    println!(
        "\nReliability of the confidence, {} items shown; expected calibration error {error:.3}:\n",
        found.sure.len()
    );
    println!("| confidence | items | said on average | right |\n|---|---|---|---|");
    for bin in bins {
        println!(
            "| {}-{} | {} | {:.2} | {:.2} |",
            bin.from,
            bin.from + 10,
            bin.items,
            bin.said,
            bin.right
        );
    }
    println!();
}

pub(crate) fn speakers(found: &Speakers, asked: &crate::Asked) {
    let part = if asked.train { "the part to learn from" } else { "held-out part" };
    println!("## Speakers, {part}\n");
    for line in found.misses.iter().take(asked.show) {
        println!("{line}");
    }
    if asked.show > 0 {
        println!();
    }
    println!("| | right | share | of |\n|---|---|---|---|");
    for (name, share) in [
        ("named in full by the words", found.plain),
        ("the same, where another name of the same party counts too", found.alias),
        ("pronoun, surname or role: the name is elsewhere", found.pointed),
        ("of the latter, those shown as certain", found.certain),
        ("of the latter, those shown as uncertain", found.uncertain),
    ] {
        println!("| {name} | {} | {:.3} | {} |", share.right, share.value(), share.of);
    }
    println!(
        "\nOf statements found whose speaker the annotator could name. Right: a word of the name in common.\n"
    );
}
