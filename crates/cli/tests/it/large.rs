//! Very large inputs: read, and told. A dev build is slow, so these are smaller than what the
//! program must take; a release build reads 50 MB of text and one line of 10 MB alike.

use std::fmt::Write;

use crate::material::{ARTICLE, of};
use crate::run::Folder;

/// Enough to be told as large.
const LARGE: usize = 5_100_000;
/// Enough to show what grows with the square of its size: minutes instead of seconds.
const LINE: usize = 1_000_000;

#[test]
fn a_text_of_many_megabytes() {
    let mut text = String::with_capacity(LARGE + 1000);
    while text.len() < LARGE {
        // No two paragraphs alike, or they would count as what repeats on every page.
        let n = text.len();
        let _ = write!(text, "Spokesman {n} said that {n} people had left the town of {n}.\n\n");
    }
    let folder = Folder::new().with("t/a.txt", &text);
    let done = folder.run(&["check", "t"]).exit(0);
    assert!(done.codes().contains(&"R005".to_owned()), "{}", done.stdout);
    assert!(done.stderr.starts_with("1 reports read, "), "{}", done.stderr);
}

#[test]
fn one_line_of_many_megabytes() {
    let sentence = "The minister said that talks would go on, he told “reporters” in 2025. ";
    let endless = "a".repeat(LINE);
    let quotes = "“a said ".repeat(LINE / 32);
    let colons = "Minister: we want peace. ".repeat(LINE / 50);
    for line in [&sentence.repeat(LINE / sentence.len()), &endless, &quotes, &colons] {
        let folder = Folder::new().with("t/a.txt", line);
        assert!(folder.run(&["check", "t"]).status < 2);
    }
}

#[test]
fn a_page_of_many_megabytes() {
    let deep = format!("<html><body>{}{ARTICLE}", "<div>".repeat(200_000));
    let wide = format!("<html><body>{}</body></html>", format!("<p>{ARTICLE}</p>").repeat(2_000));
    let open = "<a href='".repeat(100_000);
    let amp = format!("<p>{}", "&amp".repeat(300_000));
    for page in [deep, wide, open, amp] {
        let folder = Folder::new().with("t/a.html", page);
        assert!(folder.run(&["check", "t"]).status < 2);
    }
    // Cheap to read: what counts is that the rest of the page is told as not read.
    let rest = format!("<!--{}-->", "x".repeat(LARGE)).repeat(2);
    let page = format!("<html><body><p>{ARTICLE}</p>{rest}</body></html>");
    let folder = Folder::new().with("t/a.html", page);
    let done = folder.run(&["check", "t"]).exit(0);
    assert!(done.codes().contains(&"R007".to_owned()), "{}", done.stdout);
}

#[test]
fn markdown_of_many_megabytes() {
    for piece in ["> ", "* ", "[a](", "`", "_a_ ", "# a\n", "| a ", "![", "<b>", "- a\n  "] {
        let folder = Folder::new().with("t/a.md", piece.repeat(300_000 / piece.len()));
        assert!(folder.run(&["check", "t"]).status < 2, "{piece:?}");
    }
}

#[test]
fn many_statements_have_their_places() {
    let folder = Folder::new().with("a.txt", ARTICLE.repeat(500));
    let lines = folder.run(&["read", "--json", "a.txt"]).exit(0).lines();
    assert!(of(&lines, "report").len() == 1);
}
