//! Every quote is where it says: the text of each span equals the bytes of the file there.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::material::{all, of, span, text};

/// Every `{"span", "text"}` in a line, whatever it is called, with the way to it.
fn pieces<'a>(value: &'a Value, way: &str, out: &mut Vec<(String, &'a Value)>) {
    if let Value::Object(fields) = value {
        if fields.contains_key("span") && fields.contains_key("text") {
            out.push((way.to_owned(), value));
        }
        for (key, field) in fields {
            pieces(field, &format!("{way}.{key}"), out);
        }
    }
    for field in value.as_array().into_iter().flatten() {
        pieces(field, way, out);
    }
}

#[test]
fn every_span_equals_its_text_byte_for_byte() {
    for material in all() {
        let lines = material.lines();
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for line in lines {
            let source = text(line, "source");
            let mut found = Vec::new();
            pieces(line, text(line, "type"), &mut found);
            for (way, piece) in found {
                let file = texts.entry(source).or_insert_with(|| material.text(source));
                let (start, end) = span(&piece["span"]);
                assert_eq!(file.get(start..end), piece["text"].as_str(), "{source} {way} {line}");
                assert!(start < end, "{source}: {way} is empty: {line}");
                *seen.entry(way).or_default() += 1;
            }
        }
        let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
        let expected = [
            "event", "figure", "position", "report.title", "statement.content", "statement.cue",
            "statement.speaker",
        ];
        assert_eq!(kinds, expected, "{}: {seen:?}", material.folder);
    }
}

#[test]
fn every_span_of_furniture_lies_in_its_file() {
    for material in all() {
        let lines = material.lines();
        for line in of(lines, "furniture") {
            let source = text(line, "source");
            let (start, end) = span(&line["span"]);
            let words = material.text(source).get(start..end).map(str::to_owned);
            assert!(words.is_some_and(|words| !words.trim().is_empty()), "{line}");
        }
    }
}

#[test]
fn every_source_is_one_of_the_files() {
    for material in all() {
        let lines = material.lines();
        let reports: Vec<&str> = of(lines, "report").iter().map(|r| text(r, "source")).collect();
        assert!(reports.is_sorted() && reports.len() >= 5);
        for line in lines {
            let source = text(line, "source");
            let known = reports.binary_search(&source).is_ok();
            assert!(known || line["type"] == "finding", "{source} was not read: {line}");
            assert!(material.from.join(source).is_file(), "{source} is no file");
        }
    }
}
