//! The state on a day: `--as-of` hides what came later, `--since` tells what moved.

use serde_json::Value;

use crate::material::{EXAMPLE, root};
use crate::run::pourparler;

fn brief(more: &[&str]) -> Value {
    let mut arguments = vec!["brief", "--json", EXAMPLE];
    arguments.extend(more);
    pourparler(&root(), &arguments).exit(0).json()
}

/// Every `when`, `since` and `last` of lines and cells that are not announcements.
fn days<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    if value["planned"] == true {
        return;
    }
    for key in ["when", "since", "last"] {
        out.extend(value[key].as_str());
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| days(field, out)),
        Value::Array(fields) => fields.iter().for_each(|field| days(field, out)),
        _ => {}
    }
}

fn section<'a>(note: &'a Value, id: &str) -> Option<&'a Value> {
    note["sections"].as_array()?.iter().find(|section| section["id"] == id)
}

#[test]
fn as_of_hides_later_reports_and_facts() {
    let day = "2025-06-02";
    let note = brief(&["--as-of", day]);
    assert_eq!(note["as_of"], day);
    assert_eq!(note["as_of_given"], true);
    let mut found = Vec::new();
    for id in ["reports", "matrix", "agreeable", "agreed"] {
        days(section(&note, id).unwrap_or_else(|| panic!("no section {id}")), &mut found);
    }
    assert!(found.len() > 20);
    for when in found {
        assert!(when.get(..10).unwrap_or(when) <= day, "{when} is later than {day}");
    }
    let mut reports = 0;
    for place in note["places"].as_array().expect("places") {
        let path = place["path"].as_str().unwrap_or_default();
        if let Some(name) = path.strip_prefix("reports/") {
            reports += 1;
            assert!(name.get(..10).is_some_and(|date| date <= day), "{name} is cited");
        }
    }
    assert!(reports > 10);
}

/// Nobody can tell whether it is later; so it counts, and the reader is told.
#[test]
fn a_report_without_a_date_counts_and_it_is_told() {
    let undated = crate::material::ARTICLE.replace("2 March 2031, Harbour Wire", "Harbour Wire");
    let folder = crate::run::Folder::new().with("t/a.txt", undated);
    let words = "1 report without a date counted";
    folder.run(&["brief", "t", "--as-of", "2031-03-01"]).exit(0).says(words).says("all for all");
    assert!(!folder.run(&["brief", "t"]).exit(0).stdout.contains(words));
}

#[test]
fn a_day_before_everything_is_an_empty_state_and_no_mistake() {
    let note = brief(&["--as-of", "1999-12-31"]);
    assert_eq!(note["as_of"], "1999-12-31");
    let cells = section(&note, "matrix").expect("the matrix").to_string();
    assert!(!cells.contains("\"wants\""), "{cells}");
}

#[test]
fn the_newest_day_is_the_state_when_nobody_asks() {
    let (plain, asked) = (brief(&[]), brief(&["--as-of", "2026-01-31"]));
    assert_eq!(plain["as_of_given"], false);
    let cells = |note: &Value| section(note, "matrix").map(|s| s["blocks"].to_string());
    assert_eq!(cells(&plain), cells(&asked), "nothing is newer than the newest");
}

#[test]
fn since_tells_what_moved() {
    let none = brief(&[]);
    assert!(section(&none, "moved").is_none() && none["since"].is_null());
    let note = brief(&["--since", "2025-07-01"]);
    assert_eq!(note["since"], "2025-07-01");
    let moved = section(&note, "moved").expect("the section");
    let lines = moved["blocks"][0]["lines"].as_array().expect("lines");
    assert!(!lines.is_empty());
    for line in lines {
        assert!(line["when"].as_str().is_some_and(|when| when >= "2025-07"), "{line}");
    }
    let later = brief(&["--since", "2029-01-01"]);
    let moved = section(&later, "moved").expect("the section");
    assert_eq!(moved["blocks"][0]["lines"].as_array().map(Vec::len), Some(0), "{moved}");
}

#[test]
fn short_is_one_page() {
    let done = pourparler(&root(), &["brief", EXAMPLE, "--short"]).exit(0);
    let lines = done.stdout.lines().count();
    assert!(lines <= 80, "{lines} lines");
    let wide = done.stdout.lines().map(|line| line.chars().count()).max();
    assert!(wide <= Some(100), "{wide:?} characters in one line");
}

#[test]
fn a_day_that_is_none_is_told() {
    for day in ["2025-02-31", "31.02.2025", "yesterday", "", "2025-13", "99999-01-01", "2025-6-2"] {
        for option in ["--as-of", "--since"] {
            let done = pourparler(&root(), &["brief", EXAMPLE, option, day]).exit(2);
            assert_eq!(done.stdout, "");
            assert!(done.stderr.contains("2025-06-02"), "{}", done.stderr);
        }
    }
}
