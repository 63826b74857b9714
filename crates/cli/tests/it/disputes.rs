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

/// A card that must be there: its kind, what it is about, and its sides, each by words of its claim
/// and by a report that stands on it, or by what is on record for it.
struct Known {
    name: &'static str,
    kind: &'static str,
    about: &'static str,
    sides: &'static [(&'static str, &'static str)],
}

impl Known {
    fn is(&self, card: &Value) -> bool {
        let words = |value: &Value, part: &str| value.as_str().is_some_and(|w| w.contains(part));
        let all = card["sides"].as_array().map_or(&[][..], Vec::as_slice);
        let stands = |side: &Value, report: &str| match report.strip_prefix("record: ") {
            Some(text) => side["record"]
                .as_array()
                .is_some_and(|record| record.iter().any(|one| words(&one["text"], text))),
            None => side["passages"]
                .as_array()
                .is_some_and(|told| told.iter().any(|one| words(&one["source"], report))),
        };
        card["kind"] == self.kind
            && words(&card["about"], self.about)
            && self.sides.iter().all(|(claim, report)| {
                all.iter().any(|side| words(&side["claim"], claim) && stands(side, report))
            })
    }
}

/// The contradictions that the dossier's keeper knows of, numbered as in its comments.
const KNOWN: [Known; 13] = [
    Known {
        name: "K1",
        kind: "record",
        about: "when the sides last met",
        sides: &[
            ("first meeting in months", "orchard-review"),
            ("met shortly before", "record: First round of 2025"),
        ],
    },
    Known {
        name: "K2",
        kind: "record",
        about: "how many rounds",
        sides: &[("number 2", "talkwatch"), ("more before", "record: First round of 2022")],
    },
    Known {
        name: "K3",
        kind: "office",
        about: "Donald Trump",
        sides: &[("former president", "talkwatch"), ("president now", "crossroads")],
    },
    Known {
        name: "K4",
        kind: "date_or_place",
        about: "the talks to which these go back",
        sides: &[("2024", "novy-kanal"), ("2022", "meridian-offer")],
    },
    Known {
        name: "K5",
        kind: "scope",
        about: "the return of the dead",
        sides: &[("one-sided", "table-notes-moscow"), ("mutual", "table-notes-kyiv")],
    },
    Known {
        name: "K6",
        kind: "figure",
        about: "children",
        sides: &[("339", "table-notes-moscow"), ("500", "lantern-bodies")],
    },
    Known {
        name: "K7",
        kind: "figure",
        about: "aircraft",
        sides: &[("41", "talkwatch"), ("13", "meridian-strikes"), ("20", "lantern-bodies")],
    },
    Known {
        name: "K8",
        kind: "figure",
        about: "trains",
        sides: &[("one", "meridian-strikes"), ("2", "crossroads")],
    },
    Known {
        name: "K9",
        kind: "figure",
        about: "the length of the ceasefire",
        sides: &[("3 months", "lantern-bodies"), ("30 days", "meridian-memoranda")],
    },
    Known {
        name: "K10",
        kind: "figure",
        about: "the length of the session",
        sides: &[("40 minutes", "meridian-third"), ("3.5 hours", "lantern-long")],
    },
    Known {
        name: "K11",
        kind: "account",
        about: "advisers or observers",
        sides: &[("FR", "talkwatch"), ("IT", "straits-live")],
    },
    Known {
        name: "K13",
        kind: "date_or_place",
        about: "the weekday of 2025-07-23",
        sides: &[("Tuesday", "lantern-long"), ("Wednesday", "record: the calendar")],
    },
    Known {
        name: "K17",
        kind: "account",
        about: "20 and 30 June",
        sides: &[("meeting of the leaders", "table-notes-kyiv"), ("next round", "lantern-bodies")],
    },
];

#[test]
fn the_examples_contradictions_are_found() {
    let cards = cards(&root(), "examples/istanbul-2025");
    let missing = KNOWN.iter().filter(|known| !cards.iter().any(|card| known.is(card)));
    let missing: Vec<&str> = missing.map(|known| known.name).collect();
    assert_eq!(missing, [""; 0], "not found on the cards");
    // The town of the same talks, by the slip of K4.
    assert!(has(&cards, "date_or_place", "town", &["novy-kanal", "meridian-offer"]));
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
