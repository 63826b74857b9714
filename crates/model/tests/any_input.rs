//! Whatever the file holds: no panic, and every place that a finding names lies in the file.

use model::Finding;
use model::file::{AnyIssue, decisions, front_matter, talks};
use proptest::prelude::*;

const FULL: &str = include_str!("data/full.toml");

fn check(text: &str, findings: &[Finding]) {
    for finding in findings {
        let spot = finding.spot.expect("a spot");
        assert!(spot.span.text(text).is_some(), "{finding} {:?}", spot.span);
        assert!(spot.line >= 1 && spot.column >= 1);
        assert!(!finding.message.is_empty() && !finding.hint.is_empty());
    }
    assert!(findings.is_sorted_by_key(|finding| finding.spot));
}

fn read(text: &str) {
    let (_, findings) = talks("t", text, &());
    check(text, &findings);
    assert_eq!(talks("t", text, &()).1, findings);
    check(text, &talks("t", text, &AnyIssue).1);
    check(text, &front_matter("r", text).1);
    check(text, &decisions("d", text, &AnyIssue).1);
    let report = format!("+++\n{text}\n+++\n");
    check(&report, &front_matter("r", &report).1);
}

/// Cuts, doubles and overwrites pieces of a good file.
fn mutate(changes: &[(usize, usize, String)]) -> String {
    let mut text = FULL.to_owned();
    for (at, length, put) in changes {
        let start = text.floor_char_boundary(at % (text.len() + 1));
        let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
        text.replace_range(start..end, put);
    }
    text
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("[[".to_owned()),
        Just("[[actor]]\n".to_owned()),
        Just(
            "[[decision]]\nstatement = \"3f9a02c17b44\"\nverdict = \"correct\"\nflags = [1]\n"
                .to_owned()
        ),
        Just("[actor]\n".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("= {".to_owned()),
        Just("\n\r".to_owned()),
        Just("2025-02-31".to_owned()),
        Just("é\u{feff}".to_owned()),
        Just("a.b.c = 1\n".to_owned()),
        Just("[round.session]\n[round]\n".to_owned()),
        Just("hello\n".to_owned()),
        "\\PC{0,8}",
        "[\\[\\]{}=\".,#'\n 0-9a-z-]{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_text(text in "(?s).{0,200}") {
        read(&text);
    }

    #[test]
    fn anything_like_toml(text in "[\\[\\]{}=\".,#'\\\\\n\r 0-9a-zé:-]{0,200}") {
        read(&text);
    }

    #[test]
    fn a_good_file_with_bad_places(
        changes in prop::collection::vec((any::<usize>(), 0usize..40, piece()), 1..6)
    ) {
        read(&mutate(&changes));
    }
}

/// A value as somebody might write it where worth, choices or ids are asked for.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "\"north\"", "\"south\"", "\"bridge\"", "\"prisoners\"", "\"open\"", "\"closed\"", "\"freed\"",
            "[\"open\"]", "[\"open\", \"closed\"]", "[\"freed\"]", "[[\"closed\"], \"open\"]",
            "{ open = 1, closed = [0, 2] }", "{ freed = \"-3.5\" }", "[\"2\", \"5\"]", "[5, 2]", "-1",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "nan", "-inf", "1e999999", "[]", "{}", "[[]]", "[[[]]]", "true", "2031-03-02", "\"\"", "0x1f",
            "{ open = { open = 1 } }", "[1, 2, 3]", "\"--1\"", "\"+-1\"", "+1.5", "\"-\"", "\"٣\"",
        ]).prop_map(str::to_owned),
        1 => "[\\[\\]{}=\".,#' 0-9a-zé-]{0,12}",
    ]
}

/// One entry about worth with any keys and values.
fn weighed() -> impl Strategy<Value = String> {
    let tables = ["preference", "red_line", "link", "sequence", "reserve", "status_quo"];
    let keys = [
        "party", "issue", "weight", "values", "order", "open", "choices", "needs", "any_of",
        "first", "then", "value", "choice", "words", "source",
    ];
    let fields = prop::collection::btree_map(prop::sample::select(keys.to_vec()), value(), 2..9);
    (prop::sample::select(tables.to_vec()), fields).prop_map(|(table, fields)| {
        let lines: Vec<String> =
            fields.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        format!("[[{table}]]\n{}\n", lines.join("\n"))
    })
}

proptest! {
    #[test]
    fn entries_about_worth_put_together_at_random(
        entries in prop::collection::vec(weighed(), 1..12)
    ) {
        read(&format!("{FULL}\n{}", entries.concat()));
    }

    /// Good links in any number: circles, doubles and contradictions among them.
    #[test]
    fn links_put_together_at_random(
        links in prop::collection::vec((0..3_usize, 1..4_usize, 0..3_usize, 1..4_usize), 1..40)
    ) {
        let known = "[[issue]]\nid = \"i0\"\nname = \"n\"\nchoice = [{ id = \"a\", name = \"n\" }, { id = \"b\", name = \"n\" }]\n";
        let issues: String = (0..3).map(|at| known.replace("i0", &format!("i{at}"))).collect();
        let set = |bits: usize| ["", "[\"a\"]", "[\"b\"]", "[\"a\", \"b\"]"][bits];
        let link = |(one, left, other, right): &(usize, usize, usize, usize)| format!(
            "[[link]]\nissue = \"i{one}\"\nchoices = {}\nneeds = \"i{other}\"\nany_of = {}\n",
            set(*left), set(*right),
        );
        let text = format!("pourparler = 1\n{issues}{}", links.iter().map(link).collect::<String>());
        let (talks, findings) = talks("t", &text, &());
        check(&text, &findings);
        let own = links.iter().filter(|(one, _, other, _)| one == other).count();
        prop_assert_eq!(findings.iter().filter(|finding| finding.code == "D032").count(), own);
        prop_assert_eq!(talks.links.len(), links.len() - own);
    }
}

#[test]
fn a_hostile_file_is_read_in_time() {
    let entry = "{ statement = \"3f9a02c17b44\", verdict = \"reject\" }, ";
    read(&format!("pourparler = 1\ndecision = [{}]\n", entry.repeat(20_000)));
    let line = "x = 2025-02-31 ".repeat(20_000);
    read(&line);
    read(&"a\n".repeat(20_000));
    read(&"[".repeat(100_000));
    read(&format!("a = {}", "[".repeat(100_000)));
    read(&format!("a = {}", "{a=".repeat(50_000)));
    let actor = |at| {
        format!(
            "[[actor]]
id = \"some-actor-{at}\"
of = \"some-other-{at}\"
"
        )
    };
    read(&(0..5_000).map(actor).collect::<String>());
}
