//! A `talks.toml` or front matter with a mistake: told with its line, and all else is used.

use crate::material::{ARTICLE, of};
use crate::run::{Done, Folder};

const HEAD: &str = "pourparler = 1\ntitle = \"A test\"\n\n[[source]]\nid = \"wire\"\n\
                    publisher = \"Harbour Wire\"\n\n[[actor]]\nid = \"north\"\nname = \"Northland\"\n\
                    kind = \"state\"\nroles = [\"party\"]\nsource = \"wire\"\n\n";

fn check(toml: impl AsRef<[u8]>) -> Done {
    let folder = Folder::new().with("t/reports/a.txt", ARTICLE).with("t/talks.toml", toml);
    folder.run(&["brief", "t"]).exit(0).says("reports/a.txt");
    folder.run(&["check", "t"])
}

fn entry(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

const POSITION: &str = "[[position]]\nparty = \"north\"\nissue = \"ceasefire\"\nstance = \"demand\"\n\
                        words = \"w\"\nfrom = 2031-03-01\nsource = \"wire\"\n";

#[test]
fn a_dossier_without_mistakes_has_no_findings() {
    let done = check(entry(POSITION)).exit(0);
    assert!(!done.stdout.contains(": error "), "{}", done.stdout);
}

#[test]
fn a_wrong_key_is_told_with_its_place() {
    check(entry(&POSITION.replace("words", "wrods")))
        .exit(1)
        .says("t/talks.toml:19:1: error D003")
        .says("hint: did you mean `words`?");
}

#[test]
fn the_31st_of_february_is_told() {
    check(entry(&POSITION.replace("2031-03-01", "2031-02-31"))).exit(1).says("error D008");
    check(entry(&POSITION.replace("2031-03-01", "\"2031-02-31\""))).exit(1).says("error D008");
}

#[test]
fn a_position_of_an_unknown_party_is_told() {
    check(entry(&POSITION.replace("\"north\"", "\"nroth\"")))
        .exit(1)
        .says("t/talks.toml:16:9: error D010")
        .says("did you mean \"north\"?");
}

#[test]
fn a_dossier_that_is_no_utf8_is_told() {
    let mut bytes = entry(POSITION).into_bytes();
    bytes.extend(b"# caf\xe9\n");
    check(bytes).exit(1).says("error F002").says("save the file as UTF-8");
}

#[test]
fn dossiers_that_are_anything_at_all() {
    let deep = format!("a = {}{}\n", "[".repeat(5_000), "]".repeat(5_000));
    let long = format!("title = \"{}\"\n", "x".repeat(1_000_000));
    let odd: [&[u8]; 9] = [
        b"",
        b"\0\0\0",
        b"=",
        b"[[",
        b"[[actor]]\n[actor]\nactor = 1\n",
        b"\xef\xbb\xbfpourparler = 1\n",
        deep.as_bytes(),
        long.as_bytes(),
        b"pourparler = 99999999999999999999\n",
    ];
    for toml in odd {
        assert!(check(toml).status < 2);
    }
}

#[test]
fn front_matter_with_mistakes_is_told_and_the_report_is_read() {
    for (front, code) in [
        ("+++\ndate = 2031-02-31\n+++\n", "D008"),
        ("+++\ngenre = \"novel\"\n+++\n", "D009"),
        ("+++\nwhat is this\n+++\n", "D001"),
        ("+++\nlanguage = \"english\"\n+++\n", "D023"),
        ("+++\nauthor = \"x\"\n+++\n", "D003"),
        ("+++\ncopy-of = \"nothing.txt\"\n+++\n", "R022"),
        ("+++\ndate = 2031-03-02\n\n", "D024"),
    ] {
        let folder = Folder::new().with("t/a.txt", format!("{front}{ARTICLE}"));
        let done = folder.run(&["check", "t"]).says(code);
        assert!(done.status < 2 && done.codes().contains(&code.to_owned()), "{}", done.stdout);
        let lines = folder.run(&["read", "--json", "t"]).lines();
        assert!(of(&lines, "statement").len() >= 3, "{front}");
    }
}

#[test]
fn a_report_that_is_a_copy_of_itself_is_no_riddle() {
    let text = format!("+++\ncopy-of = \"a.txt\"\n+++\n{ARTICLE}");
    let other = "+++\ncopy-of = \"a.txt\"\n+++\nNothing else.\n".to_string();
    let folder = Folder::new().with("t/a.txt", text).with("t/b.txt", other);
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    assert_eq!(of(&lines, "origin").len(), 1);
    folder.run(&["brief", "t"]).exit(0);
}
