//! How the words of the example's sides moved, and what the program says of a folder that has none.

use serde_json::Value;

use crate::material::root;
use crate::run::{Folder, pourparler};

const EXAMPLE: &str = "examples/istanbul-2025";

fn lines(arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["shifts", EXAMPLE, "--json"];
    all.extend(arguments);
    pourparler(&root(), &all).exit(0).lines()
}

/// Whether a side moved in this respect on an issue, from a day to a day.
fn moved(lines: &[Value], who: [&str; 2], kind: [&str; 2], days: [&str; 2]) -> bool {
    lines.iter().filter(|line| line["type"] == "shift").any(|line| {
        line["party"] == who[0]
            && line["issue"] == who[1]
            && line["kind"] == kind[0]
            && line["direction"] == kind[1]
            && line["before"]["date"] == days[0]
            && line["after"]["date"] == days[1]
    })
}

#[test]
fn real_shifts_of_both_sides_are_found_in_the_example() {
    let all = lines(&[]);
    for (who, kind, days) in [
        (["ru", "ceasefire"], ["figure", "changed"], ["2025-06-02", "2025-07-23"]),
        (["ru", "ceasefire"], ["choice", "changed"], ["2025-05-11", "2025-06-02"]),
        (["ru", "prisoners"], ["choice", "changed"], ["2025-05-16", "2025-06-02"]),
        (["ua", "foreign_forces"], ["stance", "reversed"], ["2022-03-29", "2025-06-02"]),
        (["ua", "monitoring"], ["stance", "hardened"], ["2025-05-10", "2025-06-02"]),
        (["ua", "prisoners"], ["figure", "changed"], ["2025-05-16", "2025-07-23"]),
        (["ua", "ceasefire"], ["phrase", "dropped"], ["2025-06-01", "2025-06-02"]),
    ] {
        assert!(moved(&all, who, kind, days), "{who:?} {kind:?} {days:?}");
    }
}

#[test]
fn every_line_leads_to_its_place_and_only_own_words_are_compared() {
    let all = lines(&[]);
    let wording = |line: &Value, end: &str| -> Value {
        let number = &line[end]["number"];
        let same = |one: &&Value| {
            one["type"] == "wording"
                && one["party"] == line["party"]
                && one["issue"] == line["issue"]
                && one["number"] == *number
        };
        all.iter().find(same).expect("the wording").clone()
    };
    for line in all.iter().filter(|line| line["type"] == "shift") {
        for end in ["before", "after"] {
            let one = wording(line, end);
            assert_eq!(one["heading"], "own", "{line}");
            assert_eq!(one["words"], line[end]["words"]);
            assert!(line[end]["line"].is_u64() || line[end]["source"].is_string(), "{line}");
        }
        assert!(line["before"]["date"].as_str() < line["after"]["date"].as_str());
    }
    for line in all.iter().filter(|line| line["type"] == "sign") {
        for seen in line["observed"].as_array().expect("what was observed") {
            assert!(!seen["places"].as_array().expect("places").is_empty(), "{line}");
        }
    }
}

#[test]
fn both_sides_have_signs_by_the_same_rules_and_no_score() {
    let all = lines(&[]);
    let signs = |party: &str, sign: &str| -> Vec<Value> {
        let is = |line: &&Value| {
            line["type"] == "sign" && line["party"] == party && line["sign"] == sign
        };
        all.iter()
            .filter(is)
            .filter_map(|line| line["observed"].as_array().cloned())
            .flatten()
            .collect()
    };
    for shared in ["shorter_session", "late_start", "eve"] {
        assert!(!signs("ru", shared).is_empty());
        assert_eq!(signs("ru", shared), signs("ua", shared), "{shared}");
    }
    for own in ["humanitarian", "offers_date", "late_paper", "lower_level"] {
        assert!(!signs("ru", own).is_empty() && !signs("ua", own).is_empty(), "{own}");
    }
    assert!(!signs("ru", "withholds_paper").is_empty() && !signs("ua", "early_paper").is_empty());
    for line in all.iter().filter(|line| line["type"] == "sign") {
        assert!(line["seeks_agreement"].is_string() && line["plays_for_time"].is_string());
        assert!(line.get("score").is_none());
    }
}

#[test]
fn the_rounds_have_lengths_delays_heads_and_the_eve() {
    let all = lines(&[]);
    let round = |id: &str| all.iter().find(|l| l["type"] == "round" && l["id"] == id).expect("it");
    let second = round("2025-2");
    assert_eq!(second["delay_minutes"], 104);
    assert_eq!(second["days_since_last"], 17);
    assert_eq!(second["eve"].as_array().map(Vec::len), Some(3));
    assert_eq!(second["heads"].as_array().map(Vec::len), Some(2));
    let lengths: Vec<Option<i64>> = second["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .map(|session| session["minutes"].as_i64())
        .collect();
    assert_eq!(lengths, [None, Some(150), Some(73)]);
    assert!(round("2022-2")["delay_minutes"].is_null());
}

#[test]
fn lines_can_be_chosen_and_the_same_run_prints_the_same() {
    let run = |arguments: &[&str]| {
        let mut all = vec!["shifts", EXAMPLE];
        all.extend(arguments);
        pourparler(&root(), &all)
    };
    let one = run(&["--issue", "ceasefire", "--speaker", "Ukraine"]).exit(0);
    assert!(one.stdout.contains("Ukraine: Ceasefire") && !one.stdout.contains("Russia: Ceasefire"));
    assert!(one.stdout.contains("not compared"));
    let side = run(&["--issue", "prisoners", "--speaker", "Ukraine"]).exit(0);
    assert!(!side.stdout.contains("Russia: Prisoners"), "a joint speaker is not the side");
    for line in lines(&["--since", "2025-07-01"]).iter().filter(|line| line["type"] == "shift") {
        assert!(line["after"]["date"].as_str() >= Some("2025-07-01"), "{line}");
    }
    for line in lines(&["--as-of", "2025-06-01"]).iter().filter(|line| line["type"] == "shift") {
        assert!(line["after"]["date"].as_str() <= Some("2025-06-01"), "{line}");
    }
    assert!(!lines(&["--speaker", "Medinsky"]).is_empty());
    run(&["--issue", "holy_sites"]).exit(1).says("No wording");
    run(&["--issue", "zebra"]).exit(2).complains("no such issue");
    assert_eq!(run(&["--threads", "1"]).stdout, run(&["--threads", "3"]).stdout);
}

#[test]
fn a_folder_of_reports_alone_and_an_empty_one() {
    let head = |day: &str| {
        format!("+++\npublisher = \"A\"\ndate = {day}\nlanguage = \"en\"\n+++\nLake talks\n\n")
    };
    let told = |verb: &str, days: u32| {
        format!(
            "Kenyan President William Ruto {verb} a full unconditional ceasefire of {days} days. \
             Kenya and Uganda held talks in Arusha.\n"
        )
    };
    let folder = Folder::new()
        .with("t/reports/a.txt", head("2031-03-04") + &told("demanded", 30))
        .with("t/reports/b.txt", head("2031-04-05") + &told("proposed", 60));
    folder
        .run(&["shifts", "t"])
        .exit(0)
        .says("Kenya: Ceasefire")
        .says("“30 days” → “60 days” (more)");
    folder.run(&["shifts", "nowhere"]).exit(2);
    folder.run(&["shifts", "t", "--speaker", "Nobody"]).exit(2).complains("there are: Kenya");
    folder
        .run(&["shifts", "t", "--issue", "weather"])
        .exit(2)
        .complains("with wordings here: ceasefire");
    folder.run(&["brief", "--json", "t"]).exit(0).says("How the words moved");
}

#[test]
fn the_brief_lays_the_wordings_side_by_side() {
    let html = pourparler(&root(), &["brief", EXAMPLE, "--json"]).exit(0);
    let json = html.says("\"shifts\"").says("another way of settling it");
    assert!(json.stdout.contains("If it plays for time"));
}
