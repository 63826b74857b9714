//! The five real articles, where somebody has them: what a brief of them must say.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::material::{of, real, text};
use crate::run::pourparler;

/// Ukraine or Russia.
fn side(party: &Value) -> Option<&'static str> {
    match party["name"].as_str() {
        Some("Ukraine") => Some("Ukraine"),
        Some("Russia") => Some("Russia"),
        _ => None,
    }
}

fn note() -> Option<Value> {
    let material = real()?;
    Some(pourparler(&material.from, &["brief", "--json", material.folder]).exit(0).json())
}

fn section<'a>(note: &'a Value, id: &str) -> &'a Value {
    let sections = note["sections"].as_array().expect("sections");
    sections.iter().find(|s| s["id"] == id).unwrap_or_else(|| panic!("no section {id}"))
}

/// The stances of the matrix: party, issue, stance.
fn stances(note: &Value) -> Vec<(&'static str, String, &Value)> {
    let matrix = &section(note, "matrix")["blocks"][0];
    let parties = matrix["parties"].as_array().expect("parties");
    let mut out = Vec::new();
    for row in matrix["rows"].as_array().expect("rows") {
        for cell in row["cells"].as_array().expect("cells") {
            let party = parties.iter().find(|party| party["id"] == cell["party"]).expect("a party");
            let side = side(party).expect("the parties are Ukraine and Russia");
            for stance in cell["stances"].as_array().expect("stances") {
                out.push((side, text(row, "issue").to_owned(), stance));
            }
        }
    }
    out
}

#[test]
fn the_matrix_names_both_with_their_demands() {
    let Some(note) = note() else { return };
    let stances = stances(&note);
    let named: BTreeSet<(&str, &str)> = stances.iter().map(|(p, i, _)| (*p, i as &str)).collect();
    for issue in
        ["ceasefire", "prisoners", "territory", "guarantees", "children", "leaders_meeting"]
    {
        let who = ["Ukraine", "Russia"].into_iter().filter(|p| named.contains(&(p, issue)));
        assert!(who.count() >= 1, "nothing on {issue}: {named:?}");
    }
    for pair in [
        ("Ukraine", "ceasefire"),
        ("Ukraine", "prisoners"),
        ("Ukraine", "children"),
        ("Ukraine", "leaders_meeting"),
        ("Ukraine", "territory"),
        ("Ukraine", "guarantees"),
        ("Russia", "leaders_meeting"),
        ("Russia", "territory"),
    ] {
        assert!(named.contains(&pair), "{pair:?} is missing: {named:?}");
    }
}

#[test]
fn sanctions_and_alliances_are_marked_as_somebody_elses_words() {
    let Some(note) = note() else { return };
    for (party, issue, stance) in stances(&note) {
        if ["sanctions", "alliances"].contains(&(&issue as &str)) {
            assert_eq!(stance["own"], false, "{party} {issue}: {stance}");
            assert_ne!(stance["marks"].as_array().map(Vec::len), Some(0), "{party} {issue}");
        }
    }
}

#[test]
fn the_people_at_the_table() {
    let Some(note) = note() else { return };
    let people = section(&note, "people");
    let list = |words: &str| {
        let blocks = people["blocks"].as_array().expect("blocks");
        let block = blocks.iter().find(|block| block["heading"] == words);
        block.unwrap_or_else(|| panic!("no list {words}"))["lines"].to_string()
    };
    for (heading, names) in [
        ("Parties", &["Russia", "Ukraine"][..]),
        ("Delegations", &["Medinsky", "Umerov"]),
        ("Mediators", &["Fidan"]),
        ("Observers", &["France", "Germany", "United Kingdom"]),
    ] {
        let lines = list(heading);
        for name in names {
            assert!(lines.contains(name), "{name} is not under {heading}: {lines}");
        }
    }
}

#[test]
fn the_exchange_and_the_remains_are_agreed_and_it_is_told_who_says_so() {
    let Some(note) = note() else { return };
    let agreed = section(&note, "agreed");
    let lines: Vec<&Value> = agreed["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .flat_map(|block| block["lines"].as_array().into_iter().flatten())
        .collect();
    for label in ["Prisoners", "Remains of the dead"] {
        let line = lines.iter().find(|line| line["label"] == label);
        let line = line.unwrap_or_else(|| panic!("nothing on {label}: {agreed}"));
        let marks = line["marks"].to_string();
        let told = ["says", "as the report tells it"].iter().any(|words| marks.contains(words));
        assert!(told, "nobody says so: {line}");
    }
}

#[test]
fn the_round_of_2_june_with_its_place() {
    let Some(note) = note() else { return };
    let timeline = section(&note, "timeline").to_string();
    assert!(timeline.contains("2025-06-02") && timeline.contains("Istanbul"));
}

#[test]
fn the_experts_words_about_a_side_are_labelled() {
    let Some(material) = real() else { return };
    let lines = material.lines();
    let in_001 =
        |line: &&&Value| text(line, "source").contains("001_") && side(&line["party"]).is_some();
    let positions = of(lines, "position");
    let labelled: Vec<_> = positions.iter().filter(in_001).collect();
    assert!(!labelled.is_empty());
    for line in labelled {
        assert_ne!(line["basis"], "own", "{line}");
    }
}
