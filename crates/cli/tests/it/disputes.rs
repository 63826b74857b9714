//! What the example and the real articles dispute, and what a person decides about it.

use serde_json::Value;

use crate::material::{real, root};
use crate::run::{Folder, pourparler};

fn cards(from: &std::path::Path, folder: &str) -> Vec<Value> {
    pourparler(from, &["disputes", "--json", folder]).exit(0).lines()
}

/// Whether a card of this kind has sides on which these reports stand, in any order.
fn has(cards: &[Value], kind: &str, about: &str, reports: &[&str]) -> bool {
    cards.iter().any(|card| {
        let text = card.to_string();
        let fits = kind.is_empty() || card["kind"] == kind;
        let sides = card["sides"].as_array().map_or(0, Vec::len);
        fits && sides > 1
            && card["about"].as_str().is_some_and(|words| words.contains(about))
            && reports.iter().all(|report| text.contains(report))
    })
}

#[test]
fn the_examples_contradictions_are_found() {
    let cards = cards(&root(), "examples/istanbul-2025");
    let found = [
        ("K1", has(&cards, "record", "last met", &["orchard-review"])),
        ("K2", has(&cards, "record", "how many rounds", &["talkwatch"])),
        ("K3", has(&cards, "office", "Donald Trump", &["talkwatch", "crossroads"])),
        ("K4", has(&cards, "date_or_place", "town", &["novy-kanal", "meridian-offer"])),
        ("K5", has(&cards, "scope", "dead", &["table-notes-moscow", "table-notes-kyiv"])),
        ("K6", has(&cards, "figure", "children", &["table-notes-moscow", "lantern-bodies"])),
        ("K7", has(&cards, "figure", "aircraft", &["talkwatch", "lantern-bodies"])),
        ("K8", has(&cards, "figure", "trains", &["meridian-strikes", "crossroads"])),
        ("K9", has(&cards, "figure", "ceasefire", &["lantern-bodies", "meridian-memoranda"])),
        ("K10", has(&cards, "figure", "session", &["meridian-third", "lantern-long"])),
        ("K11", has(&cards, "account", "advisers", &["talkwatch", "straits-live"])),
        ("K13", has(&cards, "date_or_place", "weekday", &["lantern-long"])),
        ("K17", has(&cards, "account", "June", &["lantern-bodies", "straits-live"])),
    ];
    let missing: Vec<&str> = found.iter().filter(|(_, there)| !there).map(|(k, _)| *k).collect();
    assert!(missing.len() <= 2, "not found: {missing:?}");
}

#[test]
fn every_card_leads_to_words_of_the_reports() {
    let cards = cards(&root(), "examples/istanbul-2025");
    let read = pourparler(&root(), &["read", "--json", "examples/istanbul-2025"]).exit(0).lines();
    for card in &cards {
        assert_eq!(card["type"], "dispute");
        assert_eq!(card["key"].as_str().map(str::len), Some(16));
        let sides = card["sides"].as_array().expect("sides");
        assert!(sides.len() > 1, "{card}");
        for side in sides {
            let passages = side["passages"].as_array().expect("passages");
            let record = side["record"].as_array().expect("the record");
            assert!(!passages.is_empty() || !record.is_empty(), "{card}");
            for told in passages {
                let source = told["source"].as_str().expect("a source");
                assert!(read.iter().any(|line| line["source"] == source), "{source}");
                if source.contains(".html") {
                    continue;
                }
                let text = std::fs::read_to_string(root().join(source)).expect("the report");
                let at = |n: usize| {
                    usize::try_from(told["span"][n].as_u64().expect("a byte")).expect("a size")
                };
                assert_eq!(text.get(at(0)..at(1)), told["text"].as_str(), "{source}");
            }
        }
    }
}

#[test]
fn cards_can_be_chosen_and_the_same_run_prints_the_same() {
    let run = |arguments: &[&str]| {
        let mut all = vec!["disputes", "examples/istanbul-2025"];
        all.extend(arguments);
        pourparler(&root(), &all)
    };
    let one = run(&["--kind", "office", "--limit", "1"]).exit(0);
    assert!(one.stdout.contains("Different office") && !one.stdout.contains("Different figures"));
    run(&["--about", "zebra"]).exit(1).says("No accounts that differ");
    run(&["--kind", "quarrel"]).exit(2).complains("contradiction");
    assert_eq!(run(&["--threads", "1"]).stdout, run(&["--threads", "3"]).stdout);
}

#[test]
fn a_person_dismisses_and_merges_cards() {
    let head = |outlet: &str| {
        format!(
            "+++\npublisher = \"{outlet}\"\ndate = 2031-03-04\nlanguage = \"en\"\n+++\nLake talks of \
             Kenya and Uganda\n\n"
        )
    };
    let a = "Kenya will hand over the bodies unilaterally, its minister said. Kenya's minister called \
             the talks constructive.\n";
    let b = "The bodies go back 500 for 500, Uganda's envoy said. The talks ended without a \
             breakthrough, Uganda said.\n";
    let folder =
        Folder::new().with("t/reports/a.txt", head("A") + a).with("t/reports/b.txt", head("B") + b);
    let cards = || folder.run(&["disputes", "--json", "t"]).exit(0).lines();
    let found = cards();
    assert!(found.len() > 1, "{found:?}");
    let key = |at: usize| found[at]["key"].as_str().expect("a key").to_owned();
    let decide = |arguments: &[&str]| {
        let mut all = vec!["decide", "t"];
        all.extend(arguments);
        folder.run(&all)
    };
    decide(&[&key(0), "reject"]).exit(2).complains("confirm, dismiss, merge, withdraw");
    decide(&[&key(0), "merge", "--into", &key(1), "--by", "A. Analyst"])
        .exit(0)
        .says("merge dispute");
    let after = cards();
    assert_eq!(after.len(), found.len() - 1);
    assert!(after.iter().any(|card| card["merged"][0] == key(0).as_str()));
    decide(&[&key(0), "dismiss", "--why", "two things"]).exit(0);
    assert_eq!(cards().len(), found.len() - 1);
    decide(&["--list"]).exit(0).says("two things");
    decide(&[&key(0), "withdraw"]).exit(0);
    assert_eq!(cards().len(), found.len());
    decide(&[&key(1), "confirm", "--by", "A. Analyst"]).exit(0);
    folder.run(&["disputes", "t"]).exit(0).says("confirmed by A. Analyst");
    folder.run(&["brief", "--json", "t"]).exit(0).says("confirmed by A. Analyst");
}

#[test]
fn a_decision_about_a_card_that_is_gone_is_told() {
    let folder = "examples/broken/R024-decision-without-a-match";
    for command in ["check", "brief"] {
        let done = pourparler(&root(), &[command, folder]).exit(0);
        assert!(done.stdout.contains("no dispute has the key 77c01b5e9a3df246"), "{}", done.stdout);
    }
    let done = pourparler(&root(), &["disputes", folder]).exit(1);
    assert!(
        done.stderr.contains("R024: the decision matches nothing, no dispute"),
        "{}",
        done.stderr
    );
    assert!(!done.stderr.contains("no statement"), "{}", done.stderr);
}

#[test]
fn the_real_articles_differ_where_a_reader_sees_it() {
    let Some(material) = real() else { return };
    let cards = cards(&material.from, material.folder);
    for (kind, about) in [
        ("record", "how many rounds"),
        ("record", "last met"),
        ("office", "Donald Trump"),
        ("account", "struck"),
        ("scope", "release"),
        ("assessment", "how the talks went"),
    ] {
        assert!(has(&cards, kind, about, &[]), "{kind}: {about}");
    }
}
