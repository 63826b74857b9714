//! Words of the JSON lines come from the lists that the reference gives, and every key is there.

use std::collections::BTreeSet;

use model::Stance;
use serde_json::Value;

use crate::material::{all, of, root, text};

/// The rows of the table under a heading of the reference: key cell, value cell.
fn rows(heading: &str) -> Vec<(String, String)> {
    let page = root().join("docs/src/reference/read-json.md");
    let page = std::fs::read_to_string(page).expect("read-json.md");
    let head = format!("\n## `{heading}`\n");
    let (_, rest) = page.split_once(&head).unwrap_or_else(|| panic!("no section `{heading}`"));
    let section = rest.split("\n## ").next().unwrap_or_default();
    let row = |line: &str| {
        let (key, value) = line.strip_prefix("| ")?.split_once(" | ")?;
        Some((key.to_owned(), value.to_owned()))
    };
    section.lines().filter_map(row).filter(|(key, _)| key.starts_with('`')).collect()
}

/// What stands between backticks.
fn ticked(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn words(heading: &str, key: &str) -> BTreeSet<String> {
    let rows = rows(heading);
    let row = rows.iter().find(|(keys, _)| ticked(keys).contains(key));
    let (_, cell) = row.unwrap_or_else(|| panic!("no `{key}` under `{heading}`"));
    ticked(cell)
}

#[track_caller]
fn in_list(list: &BTreeSet<String>, line: &Value, key: &str) {
    let word = &line[key];
    assert!(
        word.is_null() && list.contains("null") || word.as_str().is_some_and(|w| list.contains(w)),
        "`{key}` is {word}, which the reference does not list: {line}"
    );
}

#[test]
fn words_come_from_the_documented_lists() {
    let kinds = words("statement", "kind");
    let stances = words("statement", "stance");
    let attitudes = words("position", "attitude");
    let bases = words("position", "basis");
    let states = words("figure", "state");
    let grains = words("event", "grain");
    for material in all() {
        let lines = material.lines();
        for line in of(lines, "statement") {
            in_list(&kinds, line, "kind");
            in_list(&stances, line, "stance");
        }
        for line in of(lines, "position") {
            in_list(&stances, line, "stance");
            in_list(&attitudes, line, "attitude");
            in_list(&bases, line, "basis");
        }
        for line in of(lines, "figure") {
            in_list(&states, line, "state");
        }
        for line in of(lines, "event") {
            in_list(&grains, line, "grain");
        }
    }
}

#[test]
fn the_reference_lists_the_words_of_the_model() {
    let set = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let kinds = set(model::StatementKind::ALL.iter().map(|k| k.name()).collect());
    assert_eq!(words("statement", "kind"), kinds);
    let stances = set(Stance::ALL.iter().map(|s| s.name()).collect());
    assert_eq!(words("statement", "stance"), stances);
    let bases = set(model::Basis::ALL.iter().map(|b| b.name()).collect());
    assert_eq!(words("position", "basis"), bases);
    let states = set(model::CountState::ALL.iter().map(|s| s.name()).collect());
    assert!(states.is_subset(&words("figure", "state")));
}

#[test]
fn the_reference_names_every_key() {
    for material in all() {
        for line in material.lines() {
            let kind = text(line, "type");
            let known: BTreeSet<String> = rows(kind).iter().flat_map(|(k, _)| ticked(k)).collect();
            let keys = line.as_object().into_iter().flat_map(|fields| fields.keys());
            for key in keys.filter(|key| *key != "type" && *key != "source") {
                assert!(known.contains(key), "`{key}` of `{kind}` is not in the reference");
            }
        }
    }
}

#[test]
fn confidence_lies_between_nothing_and_all() {
    for material in all() {
        let lines = material.lines();
        let sure = lines.iter().filter(|line| !line["confidence"].is_null());
        let mut count = 0;
        for line in sure {
            let confidence = line["confidence"].as_f64().expect("a number");
            assert!((0.0..=1.0).contains(&confidence), "{line}");
            count += 1;
        }
        assert_eq!(count, of(lines, "statement").len() + of(lines, "position").len());
    }
}

#[test]
fn an_attitude_is_what_its_stance_shows() {
    for material in all() {
        let lines = material.lines();
        for line in of(lines, "position") {
            let stance = Stance::parse(text(line, "stance")).expect("a stance");
            assert_eq!(
                line["attitude"].as_str(),
                stance.attitude().map(model::Attitude::name),
                "{line}"
            );
        }
    }
}

/// A figure is plain digits, so that a table can take it.
#[test]
fn a_figure_is_plain_digits() {
    let plain = |value: &Value| {
        let value = value.as_str().unwrap_or("no text");
        let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
        [whole, part].iter().all(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()))
    };
    for material in all() {
        let lines = material.lines();
        for line in of(lines, "figure") {
            let vague = ["millions", "thousands", "hundreds", "dozens", "not_known"];
            let known = !vague.contains(&text(line, "value")) && line["state"] != "not_known";
            assert!(!known || plain(&line["value"]), "{line}");
            for end in line["range"].as_array().into_iter().flatten() {
                assert!(plain(end), "{line}");
            }
        }
    }
}
