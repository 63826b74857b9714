//! Teaching the reader: weights from one's own articles, what is wrong with them, and brat's files.

use std::process::Stdio;

use crate::material::of;
use crate::run::{Done, Folder, command};

const HEAD: &str = "+++\nkind = \"ferries\"\nmanner = \"agency\"\ndate = \"2041-06-02\"\n\
                    parties = [\"Tervania | Oskel\", \"Lunmark\"]\n+++\n";

/// A verb that nobody attributes with, so that only what was learned can know it.
fn document(first: &str, second: &str) -> String {
    let line = |n: u32, who: &str, what: &str| {
        format!("{{S{n}|{who}}} {{Q{n}|knitted}} {{C{n}|that {what}}}.")
    };
    let mut out = format!("{HEAD}Ferries and bridges\n\n");
    let whats = [
        "the ferry would sail again",
        "the bridge would stay shut",
        "the port had no crane",
        "the island wanted a mast",
        "the river was too low",
        "nobody had asked the pilots",
    ];
    for (n, what) in (1..).zip(whats) {
        let who = if n % 2 == 0 { first } else { second };
        out.push_str(&line(n, who, what));
        out.push_str(
            "\n\nThe boats lay in the harbour all day, and the wind came from the west.\n\n",
        );
    }
    out.push_str(
        "{D 2041-06-02|On Monday} {N 3 boats exact|three boats} came back; \
                  {P demand ceasefire @Tervania|Tervania wants quiet}.\n",
    );
    out
}

fn corpus() -> Folder {
    Folder::new()
        .with("corpus/a/01-ferry.txt", document("Irena Valk", "Orm Talle"))
        .with("corpus/a/02-bridge.txt", document("Pela Dorn", "Anders Moor"))
        .with("corpus/b/04-port.txt", document("Havel Brun", "Lise Karr"))
        .with("corpus/GUIDE.md", "not an article")
        .with("corpus/second-pass/01-ferry.txt", "nobody looks here")
        .with("new.txt", "The quay\n\n2 June 2041, Harbour Wire\n\nTilda Grent knitted that the ferry would sail again.\n")
}

fn learn(folder: &Folder, arguments: &[&str]) -> Done {
    folder.run(&[&["train", "corpus"], arguments].concat())
}

fn statements(folder: &Folder, arguments: &[&str]) -> usize {
    let done = folder.run(&[&["read", "--json", "new.txt"], arguments].concat()).exit(0);
    of(&done.lines(), "statement").len()
}

#[test]
fn weights_are_learned_and_used() {
    let folder = corpus();
    let done = learn(&folder, &["-o", "my.crf"]).exit(0);
    assert_eq!(
        done.stderr,
        "only 3 documents: weights from fewer than 30 may well read worse than the built-in ones\n\
         wrote my.crf\n"
    );
    for row in ["documents                    3\n", "attributions                18\n"] {
        assert!(done.stdout.contains(row), "{}", done.stdout);
    }
    assert_eq!(statements(&folder, &["--weights", "none"]), 0);
    assert_eq!(statements(&folder, &["--weights", "my.crf"]), 1);

    // The brief says with which weights it was read.
    let folder = folder.with("t/a.txt", "Tilda Grent knitted that the ferry would sail again.\n");
    folder.run(&["brief", "t", "--weights", "my.crf"]).exit(0).says("the weights my.crf (sum ");
    folder.run(&["brief", "t", "--weights", "none"]).exit(0).says("by the rules alone");
    assert!(!folder.run(&["brief", "t"]).exit(0).stdout.contains("weights"));
    folder.run(&["check", "t", "--weights", "my.crf"]).exit(0).complains("1 statements");

    // The same again gives the same bytes, in another folder and with files left out by name.
    let other = corpus().with("corpus/c/odd.txt", document("No Body", "Any Body"));
    learn(&other, &["-o", "again.crf", "--leave-out", "c"])
        .exit(0)
        .says("left out                     1");
    let bytes = |folder: &Folder, name| std::fs::read(folder.path(name)).expect("weights");
    assert_eq!(bytes(&folder, "my.crf"), bytes(&other, "again.crf"));
    learn(&other, &["-o", "again.crf", "--leave-out", "corpus/c", "--seed", "7"]).exit(0);
    assert_ne!(bytes(&folder, "my.crf"), bytes(&other, "again.crf"));
}

#[test]
fn documents_are_counted_and_left_out() {
    let folder = corpus();
    let all = learn(&folder, &["--check"]).exit(0);
    assert_eq!(all.stderr, "");
    assert_eq!(
        all.stdout.split_whitespace().collect::<Vec<_>>().join(" "),
        "documents 3 words 468 attributions 18 positions 3 dates 3 figures 3"
    );
    learn(&folder, &["--check", "--leave-out", "every-4th"])
        .exit(0)
        .says("documents                    2\n");
    let twice = ["--check", "--leave-out", "every-2nd", "--leave-out", "a/01-ferry.txt"];
    learn(&folder, &twice).exit(0).says("documents                    0\n");
    learn(&folder, &["--check", "--leave-out", "nowhere"]).exit(2).complains("leaves out nothing");
    learn(&folder, &["--check", "--leave-out", "every-0th"]).exit(2).complains("every-4th");
    // Named itself, the second pass is read.
    let done = folder.run(&["train", "corpus/second-pass", "--check"]).exit(1);
    done.complains("corpus/second-pass/01-ferry.txt:1: no front matter");
}

#[test]
fn faults_are_told_and_nothing_is_learned() {
    let folder = corpus()
        .with("corpus/b/05-open.txt", format!("{HEAD}A line\n{{C1|that it ends\n{{Z|x}}\n"))
        .with("corpus/b/06-bytes.txt", b"+++\nkind = \"\xff\"\n")
        .with("old.crf", "old");
    let done = learn(&folder, &["-o", "old.crf"]).exit(1);
    let told: Vec<&str> = done.stderr.lines().collect();
    assert_eq!(
        told,
        [
            "corpus/b/05-open.txt:8: mark C1 is not closed; close it with }",
            "corpus/b/05-open.txt:9: unknown mark Z; marks are S1, Q1, C1, P, D, N and F",
            "corpus/b/06-bytes.txt:2: a byte that is no character; save the file as UTF-8",
            "3 faults in 2 files; nothing was learned. Mend them, or do without these files: --skip-faulty",
        ]
    );
    assert_eq!((&*done.stdout, &*folder.text("old.crf")), ("", "old"));
    learn(&folder, &["--check"]).exit(1).says("faulty                       2\n");
    let done = learn(&folder, &["-o", "my.crf", "--skip-faulty"]).exit(0);
    done.complains("left out 2 files with faults").says("documents                    3\n");
}

/// An editor of another system writes other line ends and a sign at the beginning.
#[test]
fn line_ends_of_windows_are_no_fault() {
    let text = format!("\u{feff}{}", document("Irena Valk", "Orm Talle").replace('\n', "\r\n"));
    let folder = Folder::new().with("corpus/a.TXT", text);
    learn(&folder, &["--check"]).exit(0).says("attributions                 6\n");
}

#[test]
fn where_nothing_can_be_learned_or_written_it_is_told_at_once() {
    let folder = corpus().with("bare/a.txt", format!("{HEAD}Nothing marked\n")).with("no/a.md", "");
    let train = |arguments: &[&str]| folder.run(&[&["train"], arguments].concat()).exit(2);
    train(&["bare", "-o", "my.crf"]).complains("no article has an attribution marked");
    train(&["no", "-o", "my.crf"]).complains("there are no articles in no");
    train(&["nowhere", "-o", "my.crf"]).complains("cannot open the folder nowhere");
    train(&["new.txt", "-o", "my.crf"]).complains("new.txt is a file");
    train(&["corpus", "-o", "out/my.crf"]).complains("there is no folder out");
    train(&["corpus", "-o", "corpus"]).complains("it is a folder");
    train(&["corpus", "-o", "corpus/a/01-ferry.txt"]).complains("is one of the articles");
    train(&["corpus"]).complains("--output");
    train(&["corpus", "--check", "-o", "my.crf"]).complains("cannot be used with");
    train(&["corpus", "--brat"]).complains("--to");
    assert!(folder.text("corpus/a/01-ferry.txt").starts_with("+++"));
    assert!(!folder.path("my.crf").exists());
    folder.run(&["train", "--help"]).exit(0).says("--leave-out").says("{S1|Irena Valk}");
}

/// Whenever it is interrupted, the old weights or the new ones are there, and no third thing.
#[test]
fn an_interruption_leaves_the_old_weights() {
    let folder = corpus().with("my.crf", "old");
    let mut child = command(&folder.path(""), &["train", "corpus", "-o", "my.crf"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(100));
    child.kill().expect("it is ours");
    child.wait().expect("it ends");
    let bytes = std::fs::read(folder.path("my.crf")).expect("weights");
    if bytes != b"old" {
        assert_eq!(statements(&folder, &["--weights", "my.crf"]), 1);
    }
}

#[test]
fn damaged_weights_are_told() {
    let shipped = crate::material::root().join("weights/attribution.crf");
    let bytes = std::fs::read(shipped).expect("the weights of the program");
    let cut = bytes.get(..bytes.len() / 2).expect("half of them");
    let folder = corpus().with("cut.crf", cut).with("text.crf", "+++").with("whole.crf", &bytes);
    for (name, words) in [
        ("cut.crf", "cannot use the weights cut.crf: the weights file is cut off or was changed"),
        ("text.crf", "cannot use the weights text.crf: this is no weights file of this version"),
        ("nowhere.crf", "cannot read the weights nowhere.crf; name a file that `pourparler train`"),
        ("corpus", "cannot read the weights corpus; name a file"),
    ] {
        for arguments in [&["read", "new.txt"][..], &["brief", "."], &["check", "."]] {
            let done = folder.run(&[arguments, &["--weights", name]].concat()).exit(2);
            assert_eq!(done.stdout, "");
            done.complains(words);
        }
    }
    let built_in = folder.run(&["read", "--json", "new.txt"]).exit(0);
    let same = folder.run(&["read", "--json", "new.txt", "--weights", "whole.crf"]).exit(0);
    assert_eq!(built_in.stdout, same.stdout);
}

const ANN: &str = "T1\tSource 0 10\tIrena Valk\nT2\tCue 11 18\tknitted\nT3\tContent 19 30;31 36\t\
                   that nobody moved\nR1\tSourceOf Arg1:T1 Arg2:T2\nR2\tContentOf Arg1:T3 Arg2:T2\n";
const TEXT: &str = "Irena Valk knitted that nobody\nmoved {so far}. An end.\n";

#[test]
fn files_of_brat_become_a_corpus() {
    let folder = Folder::new().with("brat/news/a.txt", TEXT).with("brat/news/a.ann", ANN);
    let convert =
        || folder.run(&["train", "--brat", "brat", "--to", "out", "--date", "2041-06-02"]);
    assert_eq!(convert().exit(0).stderr, "wrote 1 file to out\n");
    assert_eq!(
        folder.text("out/news/a.txt"),
        "+++\nkind = \"unknown\"\nmanner = \"news\"\ndate = \"2041-06-02\"\nparties = []\n+++\n\
         {S1|Irena Valk} {Q1|knitted} {C1|that nobody}\n{C1|moved} (so far). An end.\n"
    );
    folder.run(&["train", "out", "--check"]).exit(0).says("attributions                 1\n");
    // Again is no change; but what somebody worked on is not replaced, nor a text by itself.
    convert().exit(0);
    let folder = folder.with("out/news/a.txt", "by hand");
    let again = folder.run(&["train", "--brat", "brat", "--to", "out"]).exit(2);
    again.complains("out/news/a.txt is there already");
    folder.run(&["train", "--brat", "brat", "--to", "brat"]).exit(2).complains("there already");
    assert_eq!(folder.text("brat/news/a.txt"), TEXT);
}

#[test]
fn what_brat_says_and_we_cannot_is_told() {
    let more = format!("{ANN}T4\tPerson 0 10\tIrena Valk\nA1\tFactive T2\n");
    let folder = Folder::new()
        .with("brat/a.txt", TEXT)
        .with("brat/a.ann", more)
        .with("brat/b.txt", TEXT.replace('\n', "\r\n"))
        .with("brat/b.ann", ANN)
        .with("brat/c.ann", ANN)
        .with("brat/d.txt", TEXT)
        .with("brat/e.txt", format!("x{TEXT}"))
        .with("brat/e.ann", ANN);
    let done = folder.run(&["train", "--brat", "brat", "--to", "out"]).exit(1);
    for words in [
        "brat/a.ann: 1 attributes, notes or normalisations are not carried over; ",
        "brat/a.ann:6: \"Person 0 10\" is not read; types are Source, Cue and Content",
        "brat/b.ann:3: \"that nobody moved\" stands here, but the text has",
        "brat/c.ann: an annotation without its text; ",
        "brat/d.txt: a text without its annotation; ",
        "brat/e.ann:1: \"Irena Valk\" stands here, but the text has \"xIrena Val\"",
        "wrote 3 files to out\n",
    ] {
        assert!(done.stderr.contains(words), "no {words:?} in\n{}", done.stderr);
    }
    folder.run(&["train", "--brat", "brat", "--to", "sure", "--skip-faulty"]).exit(0);
    assert!(!folder.path("sure").exists());
}
