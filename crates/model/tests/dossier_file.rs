//! The dossier format as a whole: a file with every table, and one folder per finding code.

#![allow(clippy::disallowed_methods, reason = "the test reads the example folders")]

use std::fs;
use std::path::Path;

use model::file::{self, AnyIssue};
use model::{Attitude, Evidence, Finding, Role, Talks};

const FULL: &str = include_str!("data/full.toml");

fn read(text: &str) -> (Talks, Vec<Finding>) {
    file::talks("talks.toml", text, &())
}

#[test]
fn a_file_with_every_table_has_no_findings() {
    let (talks, findings) = read(FULL);
    assert_eq!(findings, []);
    assert_eq!(talks.sources.len(), 3);
    assert_eq!(talks.actors.len(), 4);
    assert_eq!(talks.issues[0].choices.len(), 2);
    assert_eq!((talks.documents.len(), talks.agreements.len()), (1, 1));
    assert_eq!((talks.mandates.len(), talks.legal_bars.len()), (1, 1));
    assert_eq!((talks.commitments.len(), talks.observations.len()), (1, 1));
    assert_eq!((talks.incidents.len(), talks.disputes.len()), (1, 1));
    let round = &talks.rounds[0];
    assert_eq!(round.others.iter().filter(|(_, role)| *role == Role::Mediator).count(), 1);
    assert_eq!(
        round.start.map(|start| start.to_string()).as_deref(),
        Some("2031-03-02T10:20+01:00")
    );
    assert_eq!(round.sessions[0].minutes.as_ref().and_then(|m| m.value.as_deref()), Some("75"));
    // A session without a source stands on those of its round.
    let Evidence::Entry { line, sources } = &round.sessions[1].evidence else { panic!("an entry") };
    assert_eq!(sources.len(), 2);
    assert_eq!(FULL.lines().nth(line - 1), Some("[[round.session]]"));
}

#[test]
fn positions_carry_what_follows_from_the_rest() {
    let (talks, _) = read(FULL);
    let position = &talks.positions[0];
    assert_eq!(position.party_name, "Northland");
    assert_eq!(position.attitude, Some(Attitude::Wants));
    assert_eq!(position.confidence, 100);
    assert_eq!((position.basis.name(), position.channel.name()), ("own", "public"));
}
#[test]
fn preferences_keep_their_digits() {
    let (talks, _) = read(FULL);
    let [north, south] = talks.preferences.as_slice() else { panic!("two preferences") };
    let ends = |range: &model::preference::Range| format!("{}..{}", range.low, range.high);
    assert_eq!(north.weight.as_ref().map(ends).as_deref(), Some("20..40"));
    let values: Vec<String> =
        north.values.iter().map(|(choice, range)| format!("{choice} {}", ends(range))).collect();
    assert_eq!(values, ["closed -2.5..1", "open 10..10"]);
    assert_eq!(north.open.as_ref().map(ends).as_deref(), Some("0.5..0.5"));
    let order: Vec<usize> = south.order.iter().map(Vec::len).collect();
    assert_eq!((order, south.weight.is_none()), (vec![1, 1], true));
    assert_eq!((talks.red_lines.len(), talks.links.len()), (1, 1));
    assert_eq!((talks.sequences.len(), talks.status_quo.len()), (1, 1));
    assert_eq!(talks.reserves[0].value, "5");
}

#[test]
fn preferences_that_say_nothing_usable_are_findings() {
    // Without the one that the file has on this issue.
    let (head, rest) = FULL.split_once("[[preference]]").expect("a preference");
    let (_, rest) = rest.split_once("[[preference]]").expect("another");
    let free = format!("{head}[[preference]]{rest}");
    let codes = |entry: &str| -> Vec<&str> {
        let (_, found) = read(&format!(
            "{free}\n[[preference]]\nparty = \"north\"\nissue = \"bridge\"\nsource = \"wire-1\"\n{entry}\n"
        ));
        found.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes("weight = 2"), [""; 0]);
    for number in ["nan", "-inf", "1e9", "1e999999", "\"a lot\"", "\"--1\""] {
        assert_eq!(codes(&format!("weight = {number}")), ["D021"], "{number}");
    }
    assert_eq!(codes("weight = -1"), ["D028"]);
    assert_eq!(codes("weight = [-1, 4]"), ["D028"]);
    assert_eq!(codes("weight = \"-0.0\""), [""; 0]);
    assert_eq!(codes(""), ["D004"]);
    assert_eq!(codes("values = {}"), ["D004"]);
    assert_eq!(
        codes("values = { open = 1, closed = 2 }\norder = [\"open\", \"closed\"]"),
        ["D029"]
    );
    assert_eq!(codes("order = [\"open\"]"), ["D030"]);
    assert_eq!(codes("weight = [3, 2]"), ["D018"]);
    assert_eq!(codes("weight = [1, 2, 3]"), ["D005"]);
    assert_eq!(codes("values = { opn = 1 }"), ["D013"]);
    assert_eq!(codes("values = 4"), ["D005"]);
    assert_eq!(codes("order = [\"open\", \"open\"]"), ["D030", "D007"]);
}

#[test]
fn any_issue_still_needs_an_id() {
    let text = FULL.replace("issue = \"bridge\"\nchoice = \"open\"", "issue = \"The Bridge\"");
    let (_, findings) = file::talks("t", &text, &AnyIssue);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["D012"]);
}

/// The findings of a whole folder: `talks.toml`, `decisions.toml` and each report's front matter.
fn findings_of(folder: &Path) -> Vec<Finding> {
    let text = fs::read_to_string(folder.join("talks.toml")).expect("talks.toml");
    let (_, mut findings) = read(&text);
    if let Ok(text) = fs::read_to_string(folder.join("decisions.toml")) {
        findings.extend(file::decisions("decisions.toml", &text, &AnyIssue).1);
    }
    for report in fs::read_dir(folder.join("reports")).expect("reports") {
        let report = report.expect("a report").path();
        let text = fs::read_to_string(&report).expect("text");
        findings.extend(file::front_matter(&report.display().to_string(), &text).1);
    }
    findings
}

#[test]
fn every_code_has_a_folder_that_raises_it_and_no_other() {
    let broken = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/broken");
    let folders = fs::read_dir(&broken).expect("examples/broken");
    let names = folders.map(|entry| entry.expect("a folder").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("a plain name")).collect();
    // Other areas keep their folders here too.
    names.retain(|name| name.starts_with('D'));
    names.sort();
    let title = |code: &file::Code| code.title.to_lowercase().replace(' ', "-");
    let wanted: Vec<String> =
        file::codes::ALL.iter().map(|code| format!("{}-{}", code.code, title(code))).collect();
    assert_eq!(names, wanted);
    for (name, code) in names.iter().zip(file::codes::ALL) {
        let findings = findings_of(&broken.join(name));
        assert!(!findings.is_empty(), "{name}");
        for finding in findings {
            assert_eq!(
                (finding.code, finding.severity),
                (code.code, code.severity),
                "{name}: {finding}"
            );
            assert!(!finding.message.is_empty() && !finding.hint.is_empty(), "{name}: {finding}");
            assert!(finding.spot.is_some_and(|spot| spot.line > 0), "{name}: {finding}");
        }
    }
}

#[test]
fn the_reference_lists_every_code() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/findings.md");
    let page = fs::read_to_string(page).expect("findings.md");
    for file::Code { code, severity, title, means, mend } in file::codes::ALL {
        let row = format!("| {code} | {severity} | {title} | {means} | {mend} |");
        assert!(page.contains(&row), "findings.md lacks the row:\n{row}");
    }
}
