//! A person overrules the reading: the decision is kept, found again, and told.

#![allow(clippy::disallowed_methods, reason = "tests put folders of reports together")]

use serde_json::Value;

use crate::material::{ARTICLE, of, text};
use crate::run::{Done, Folder};

fn folder() -> Folder {
    Folder::new().with("t/reports/a.txt", ARTICLE)
}

/// The key of the one thing of this sort that `--find` shows for these words.
#[track_caller]
fn key(folder: &Folder, sort: &str, words: &str) -> String {
    let done = folder.run(&["decide", "t", "--find", words]).exit(0);
    let heads = done.stdout.lines().filter(|line| !line.starts_with(' '));
    let of = heads.filter(|line| line.contains(&format!("  {sort} "))).collect::<Vec<_>>();
    let [head] = of.as_slice() else { panic!("not one {sort}:\n{}", done.stdout) };
    head.split(' ').next().expect("a key").to_owned()
}

#[track_caller]
fn decide(folder: &Folder, rest: &[&str]) -> Done {
    let mut arguments = vec!["decide", "t"];
    arguments.extend(rest);
    folder.run(&arguments).exit(0)
}

/// Attitudes and marks of a party on an issue, in the matrix of the brief.
fn cell(folder: &Folder, issue: &str, party: &str) -> Vec<(String, String)> {
    let note = folder.run(&["brief", "t", "--json"]).exit(0).json();
    let sections = note["sections"].as_array().expect("sections").iter();
    let mut blocks = sections.flat_map(|s| s["blocks"].as_array().expect("blocks").clone());
    let matrix = blocks.find(|block| block["kind"] == "matrix").expect("a matrix");
    let rows = matrix["rows"].as_array().expect("rows").clone();
    let row = rows.into_iter().find(|row| row["issue"] == issue);
    let cells = row.map(|row| row["cells"].as_array().expect("cells").clone());
    let cell = cells.into_iter().flatten().find(|cell| cell["party"] == party);
    let stances = cell.map(|cell| cell["stances"].as_array().expect("stances").clone());
    let marks = |stance: &Value| {
        let marks = stance["marks"].as_array().expect("marks").iter();
        marks.filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
    };
    let stances = stances.into_iter().flatten();
    stances.map(|stance| (text(&stance, "attitude").to_owned(), marks(&stance))).collect()
}

fn section(folder: &Folder) -> String {
    let note = folder.run(&["brief", "t", "--json"]).exit(0).json();
    let sections = note["sections"].as_array().expect("sections").clone();
    let found = sections.into_iter().find(|section| section["id"] == "decided");
    found.map(|section| section.to_string()).unwrap_or_default()
}

#[test]
fn a_rejection_survives_a_new_reading_and_a_new_name() {
    let folder = folder();
    assert_eq!(cell(&folder, "ceasefire", "ru").len(), 1);
    assert_eq!(section(&folder), "");
    let key = key(&folder, "statement", "party issue refuse");
    decide(&folder, &[&key[..8], "reject", "--by", "A. Analyst", "--why", "a caption"])
        .says("taken out")
        .complains("added to t/decisions.toml");
    for again in 0..2 {
        assert_eq!(cell(&folder, "ceasefire", "ru"), [], "reading {again}");
        std::fs::rename(folder.path("t/reports/a.txt"), folder.path("t/reports/b.txt")).ok();
    }
    let told = section(&folder);
    for words in ["Rejected", "A. Analyst", "why: a caption", "Russia", "refuse"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(folder.run(&["check", "t"]).exit(0).codes(), Vec::<String>::new());
    folder.run(&["decide", "t", "--list"]).exit(0).says("reject statement").says("a caption");
    folder.run(&["decide", "t", "--find", "russia refuse"]).says("rejected by a person");
}

#[test]
fn a_report_that_was_changed_is_told() {
    let folder = folder();
    let key = key(&folder, "statement", "party issue refuse");
    decide(&folder, &[&key, "reject"]);
    let folder = folder.with("t/reports/a.txt", ARTICLE.replace("40 bodies", "41 bodies"));
    assert_eq!(cell(&folder, "ceasefire", "ru").len(), 1, "it does not count");
    let done = folder.run(&["check", "t"]).exit(0);
    assert_eq!(done.codes(), ["R024"]);
    done.says("t/decisions.toml:3:1: warning R024").says("a ceasefire");
    folder.run(&["decide", "t", "--list"]).exit(1).says("matches nothing now");
    assert!(section(&folder).contains("No longer matched"));
    decide(&folder, &[&key[..6], "withdraw"]);
    assert_eq!(folder.run(&["check", "t"]).exit(0).codes(), Vec::<String>::new());
    folder.run(&["decide", "t", "--list"]).exit(0).says("decides anew");
}

#[test]
fn a_correction_changes_the_cell_and_says_what_was_read() {
    let folder = folder();
    let position = key(&folder, "position", "russia refuse ceasefire");
    let right = ["correct", "--stance", "open_to", "--flags", "none", "--by", "B. Reader"];
    decide(&folder, &[&[position.as_str()][..], &right[..]].concat()).says("now");
    let [(attitude, marks)] = &cell(&folder, "ceasefire", "ru")[..] else { panic!("one stance") };
    assert_eq!(attitude, "accepts");
    assert!(marks.contains("corrected by B. Reader, was: stance refuse"), "{marks}");
    for form in ["t.md", "t.html", "t.txt"] {
        folder.run(&["brief", "t", "-o", form]).exit(0);
        let page = folder.text(form).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("corrected by B"), "{form}");
        assert!(page.contains("What a person decided") || form == "t.txt", "{form}");
    }
    assert!(folder.text("t.txt").contains("WHAT A PERSON DECIDED"));
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    let found = of(&lines, "position").into_iter().find(|line| line["key"] == position.as_str());
    let decided = &found.expect("the position")["decided"];
    assert_eq!(
        (&decided["was"]["stance"], &decided["by"]),
        (&"refuse".into(), &"B. Reader".into())
    );
    assert_eq!(of(&lines, "decision")[0]["state"], "applied");
}

#[test]
fn a_confirmation_is_marked_and_taken_back() {
    let folder = folder();
    let key = key(&folder, "statement", "party issue refuse");
    let read = folder.run(&["brief", "t"]).exit(0).stdout;
    decide(&folder, &[&key, "confirm", "--on", "2031-03-04"]);
    let [(attitude, marks)] = &cell(&folder, "ceasefire", "ru")[..] else { panic!("one stance") };
    assert_eq!(attitude, "refuses");
    assert!(marks.contains("confirmed by a person"), "{marks}");
    assert!(section(&folder).contains("2031-03-04"));
    folder.run(&["brief", "t", "--short"]).exit(0).says("confirmed the rules in 1 place.");
    decide(&folder, &[&key, "withdraw", "--why", "read again"]);
    let now = cell(&folder, "ceasefire", "ru");
    assert!(!now[0].1.contains("confirmed"), "{now:?}");
    folder.run(&["decide", "t", "--list"]).exit(0).says("decides anew");
    std::fs::remove_file(folder.path("t/decisions.toml")).expect("it was there");
    assert_eq!(folder.run(&["brief", "t"]).exit(0).stdout, read);
}

#[test]
fn what_stands_in_the_file_stays() {
    let mine = "# Decisions of the desk\npourparler = 1   # the format\n";
    let folder = folder().with("t/decisions.toml", mine);
    let key = key(&folder, "statement", "party issue refuse");
    decide(&folder, &[&key, "confirm", "--why", "heard \"it\" \\ twice\n\u{1b}[2J"]);
    let once = folder.text("t/decisions.toml");
    assert!(once.starts_with(mine) && !once.contains('\u{1b}'), "{once}");
    decide(&folder, &[&key, "reject"]);
    assert!(folder.text("t/decisions.toml").starts_with(&once));
    assert_eq!(folder.run(&["check", "t"]).exit(0).codes(), Vec::<String>::new());
    let done = folder.run(&["decide", "t", "--list"]).exit(0);
    assert!(!done.stdout.contains('\u{1b}'), "{}", done.stdout);
    assert_eq!(folder.names(), ["t"], "nothing else is left");
}

#[test]
fn what_cannot_be_decided_leaves_the_file_as_it_is() {
    let folder = folder();
    let key = key(&folder, "statement", "party issue refuse");
    decide(&folder, &[&key, "confirm"]);
    let before = folder.text("t/decisions.toml");
    for (arguments, told) in [
        (&["decide", "t", "zzzz", "reject"][..], "is not a key"),
        (&["decide", "t", "abc", "reject"], "is not a key"),
        (&["decide", "t", "0000000000000000", "reject"], "nothing that was read"),
        (&["decide", "t", &key, "maybe"], "one of: confirm"),
        (&["decide", "t", &key], "VERDICT"),
        (&["decide", "t", &key, "correct"], "does not say what is right"),
        (&["decide", "t", &key, "confirm", "--stance", "refuse"], "the verdict is \"confirm\""),
        (&["decide", "t", &key, "correct", "--stance", "refuze"], "did you mean \"refuse\"?"),
        (&["decide", "t", &key, "correct", "--party", "xx-xx"], "there is no actor"),
        (&["decide", "t", &key, "correct", "--choice", "full"], "must have `issue`"),
        (&["decide", "t", &key, "reject", "--on", "2031-02-31"], "not a date"),
        (&["decide", "nowhere", &key, "reject"], "cannot open the folder"),
    ] {
        folder.run(arguments).exit(2).complains(told);
    }
    assert_eq!(folder.text("t/decisions.toml"), before);
    let folder = folder.with("t/decisions.toml", "pourparler = 1\n[[decision\n");
    folder.run(&["decide", "t", &key, "reject"]).exit(2).complains("must be mended");
    assert_eq!(folder.text("t/decisions.toml"), "pourparler = 1\n[[decision\n");
    folder.run(&["decide", "t", "--find", "zebra"]).exit(1).complains("nothing that was read");
}

#[test]
fn a_malformed_file_is_told_all_at_once_and_the_rest_counts() {
    let folder = folder();
    let key = key(&folder, "statement", "party issue refuse");
    let file = format!(
        "pourparler = 1\n[[decision]]\nstatement = \"{key}\"\nverdict = \"reject\"\n\
         [[decision]]\nstatement = \"nothing\"\nverdikt = \"reject\"\n\
         [[decision]]\nposition = 5\nverdict = \"confirm\"\n"
    );
    let folder = folder.with("t/decisions.toml", file);
    let done = folder.run(&["check", "t"]).exit(1);
    assert_eq!(done.codes(), ["D025", "D003", "D005"]);
    assert_eq!(cell(&folder, "ceasefire", "ru"), []);
}

#[test]
fn a_copy_shares_the_decision_about_its_bytes() {
    let folder = folder();
    let key = key(&folder, "statement", "party issue refuse");
    decide(&folder, &[&key, "reject"]);
    let folder = folder.with("t/reports/deep/copy.txt", ARTICLE);
    assert_eq!(cell(&folder, "ceasefire", "ru"), []);
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    assert_eq!(of(&lines, "decision")[0]["places"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_day_before_the_report_knows_nothing_of_the_decision() {
    let early = ARTICLE.replace("2 March 2031", "1 February 2031").replace("on Sunday", "");
    let folder = folder().with("t/reports/early.txt", early);
    let all = folder.run(&["decide", "t", "--find", "a.txt russia statement"]).exit(0).stdout;
    let key = all.split(' ').next().expect("a key").to_owned();
    decide(&folder, &[&key, "reject"]);
    assert!(section(&folder).contains("Rejected"));
    let done = folder.run(&["brief", "t", "--as-of", "2031-02-10"]).exit(0);
    assert!(!done.stdout.contains("R024") && !done.stdout.contains("PERSON DECIDED"));
}

#[test]
fn decisions_are_laid_over_alike_each_time() {
    let folder = folder();
    let statement = key(&folder, "statement", "party issue refuse");
    let position = key(&folder, "position", "ukraine demand ceasefire");
    decide(&folder, &[&statement, "correct", "--speaker", "Sergey Lavrov"]);
    decide(&folder, &[&position, "confirm"]);
    let run = |threads| {
        let arguments = |command| vec![command, "--json", "t", "--threads", threads];
        (folder.run(&arguments("read")).stdout, folder.run(&arguments("brief")).stdout)
    };
    assert_eq!(run("1"), run("4"));
}
