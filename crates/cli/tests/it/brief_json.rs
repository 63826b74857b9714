//! Nothing in the brief without a source: every line of the JSON has a citation that exists.

use serde_json::Value;

use crate::material::{Material, all, span, text};
use crate::run::pourparler;

/// Every object with `cites`, wherever it stands.
fn cited<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("cites") {
                out.push(value);
            }
            fields.values().for_each(|field| cited(field, out));
        }
        Value::Array(fields) => fields.iter().for_each(|field| cited(field, out)),
        _ => {}
    }
}

/// Every object that says something: a line or a stance of the matrix.
fn telling<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("quote") && fields.contains_key("marks") {
                out.push(value);
            }
            fields.values().for_each(|field| telling(field, out));
        }
        Value::Array(fields) => fields.iter().for_each(|field| telling(field, out)),
        _ => {}
    }
}

fn brief(material: &Material, more: &[&str]) -> Value {
    let mut arguments = vec!["brief", "--json", material.folder];
    arguments.extend(more);
    pourparler(&material.from, &arguments).exit(0).json()
}

#[test]
fn every_line_has_a_citation_that_exists() {
    for material in all() {
        for more in [&[][..], &["--short"], &["--since", "2025-06-01"]] {
            let note = brief(material, more);
            let places = note["places"].as_array().expect("places").len();
            let (mut with, mut all) = (Vec::new(), Vec::new());
            cited(&note, &mut with);
            telling(&note, &mut all);
            assert!(all.len() > 20 && all.iter().all(|line| line["cites"].is_array()));
            for line in with {
                let cites = line["cites"].as_array().expect("a list");
                assert!(!cites.is_empty(), "no citation: {line}");
                let known = |n: &Value| {
                    n.as_u64()
                        .and_then(|n| usize::try_from(n).ok())
                        .is_some_and(|n| n >= 1 && n <= places)
                };
                assert!(cites.iter().all(known), "a citation without a place: {line}");
            }
        }
    }
}

#[test]
fn every_passage_is_where_it_says() {
    for material in all() {
        let note = brief(material, &[]);
        let mut passages = 0;
        let mut last: Option<(String, String)> = None;
        for place in note["places"].as_array().expect("places") {
            if place["kind"] != "passage" {
                continue;
            }
            let path = text(place, "path");
            let known = last.take_if(|(known, _)| known == path);
            let (_, file) = last.insert(known.unwrap_or_else(|| {
                (path.to_owned(), material.text(&format!("{}/{path}", material.folder)))
            }));
            let (start, end) = span(&place["span"]);
            let words = file.get(start..end).unwrap_or_else(|| panic!("no words at {place}"));
            let quote = text(place, "quote").trim_end_matches('…').trim_end();
            let flat = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat(words).starts_with(&flat(quote)), "{place}\n{words}");
            let line = file[..start].matches('\n').count() + 1;
            assert_eq!(place["line"].as_u64(), Some(line as u64), "{place}");
            passages += 1;
        }
        assert!(passages > 20);
    }
}

#[test]
fn short_has_the_same_first_screen_and_less_below() {
    for material in all() {
        let (long, short) = (brief(material, &[]), brief(material, &["--short"]));
        assert_eq!(long["as_of"], short["as_of"]);
        assert_eq!(short["short"], true);
        let size = |note: &Value| note.to_string().len();
        assert!(size(&short) < size(&long));
    }
}
