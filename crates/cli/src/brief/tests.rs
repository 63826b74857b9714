//! The brief of the sample, printed four ways.

use std::collections::BTreeSet;

use model::{Flag, Stance};
use read::Reading;
use read::disputes;
use read::shifts::{self, Scope};

use super::sample::{ANALYSIS, COPY, Lexicon, WIRE, no_stance, on, position, reading, talks};
use super::tree::{Block, Brief, Cite, Matrix};
use super::{Look, Options, compose, html, json, markdown, terminal};

fn whole() -> Brief {
    with_cards(&reading())
}

fn with_cards(read: &Reading) -> Brief {
    let lexicon = read::lexicon::Lexicon::built_in();
    let cards = disputes::find(&reading(), Some(&talks()), &lexicon, 1);
    let cards = disputes::decide(&cards, &[]);
    let own = talks();
    let scope = Scope { reading: read, talks: Some(&own), lexicon: &lexicon, as_of: None };
    let shifts = shifts::find(&scope);
    let options = Options { cards: Some(&cards), shifts: Some(&shifts), ..Options::default() };
    compose(read, Some(&talks()), &Lexicon, &options)
}

fn matrix(brief: &Brief) -> &Matrix {
    brief
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .find_map(|block| match block {
            Block::Matrix(matrix) => Some(matrix),
            _ => None,
        })
        .expect("every brief has a matrix")
}

fn glance<'a>(brief: &'a Brief, key: &str) -> Vec<&'a str> {
    let found = brief.first.iter().find(|glance| glance.key == key).expect("the answer is there");
    found.list.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn terminal_of_the_whole_brief() {
    insta::assert_snapshot!(terminal(&whole(), Look { width: 100, colour: false }));
}

#[test]
fn terminal_of_the_page_in_brief() {
    let options = Options { short: true, ..Options::default() };
    let brief = compose(&reading(), Some(&talks()), &Lexicon, &options);
    let page = terminal(&brief, Look { width: 100, colour: false });
    assert!(page.lines().count() <= 60, "{} lines", page.lines().count());
    insta::assert_snapshot!(page);
}

#[test]
fn markdown_of_the_whole_brief() {
    insta::assert_snapshot!(markdown(&whole()));
}

#[test]
fn markdown_of_a_bare_folder() {
    let brief = compose(&reading(), None, &Lexicon, &Options::default());
    insta::assert_snapshot!(markdown(&brief));
}

#[test]
fn no_line_is_uncited() {
    for talks in [None, Some(&talks())] {
        for (as_of, since, short) in [
            (None, None, false),
            (on("2025-06-02"), None, false),
            (None, on("2025-06-03"), false),
            (on("2024"), on("2025-06-03"), true),
        ] {
            let brief = compose(
                &reading(),
                talks,
                &Lexicon,
                &Options { as_of, since, short, ..Options::default() },
            );
            assert!(brief.every_line_is_cited());
        }
    }
}

#[test]
fn quotes_are_the_words_at_their_place() {
    let reading = reading();
    for cite in whole().numbers().cites {
        if let Cite::Passage { report, span, line, quote } = cite {
            let found =
                reading.reports.iter().find(|known| known.path == *report).expect("a report");
            assert_eq!(span.text(&found.text), Some(quote.as_str()));
            let before = found.text.get(..span.start).expect("a place in the text");
            assert_eq!(*line, before.matches('\n').count() + 1);
        }
    }
}

#[test]
fn an_empty_reading_gives_a_brief_without_claims() {
    let brief = compose(&Reading::default(), None, &Lexicon, &Options::default());
    assert!(brief.lines().is_empty());
    let page = html(&brief, &Reading::default()).expect("it renders");
    assert!(page.contains("No report could be read."));
    assert!(terminal(&brief, Look { width: 0, colour: true }).contains("No report could be read."));
}

#[test]
fn the_first_screen_answers() {
    let brief = whole();
    assert_eq!(
        glance(&brief, "agreeable"),
        ["(exchange all for all) Arvenia wants and Belmark accepts"]
    );
    assert_eq!(
        glance(&brief, "blocked"),
        ["(full ceasefire) sought by Arvenia, refused by Belmark"]
    );
    let disputed = glance(&brief, "disputed").join("\n");
    assert!(disputed.contains("whether a date for the exchange was agreed"), "{disputed}");
}

#[test]
fn a_copy_is_no_second_witness() {
    let brief = whole();
    let matrix = matrix(&brief);
    let row = matrix.rows.iter().find(|row| row.issue == "ceasefire").expect("the row is there");
    let cell = &row.cells[0];
    let [entry] = cell.as_slice() else { panic!("Arvenia says one thing on the ceasefire") };
    assert_eq!(entry.line.cites.len(), 1);
}

#[test]
fn an_experts_word_is_marked_and_decides_nothing() {
    let brief = whole();
    let matrix = matrix(&brief);
    let row = matrix.rows.iter().find(|row| row.issue == "ceasefire").expect("the row is there");
    let said: Vec<_> = row.cells[1].iter().filter(|entry| !entry.own).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].line.marks[0], "says expert Ana Reyes");
    assert_eq!(row.verdict, "blocked by Belmark");
}

#[test]
fn the_day_cuts_off_what_came_later() {
    let options = Options { as_of: on("2025-06-02"), ..Options::default() };
    let brief = compose(&reading(), Some(&talks()), &Lexicon, &options);
    let paths: Vec<&str> = brief.reports.iter().map(|report| report.path.as_str()).collect();
    assert_eq!(paths, [WIRE]);
    let page = terminal(&brief, Look { width: 100, colour: false });
    assert!(!page.contains(COPY) && !page.contains(ANALYSIS));
    assert!(!page.contains("buses with prisoners"));
    assert!(glance(&brief, "agreeable").is_empty());
}

#[test]
fn what_moved_tells_before_and_after() {
    let mut reading = reading();
    reading.positions.push(position(
        "bel",
        "ceasefire",
        Some("full"),
        Stance::OpenTo,
        "2025-06-04",
        ANALYSIS,
        "if sanctions went",
    ));
    let options = Options { since: on("2025-06-03"), ..Options::default() };
    let brief = compose(&reading, Some(&talks()), &Lexicon, &options);
    let news = glance(&brief, "new");
    assert_eq!(news[0], "was: refuses full ceasefire (2 June 2025); now: accepts full ceasefire");
    assert_eq!(brief.sections[0].id, "moved");
}

#[test]
fn the_order_of_what_was_read_does_not_matter() {
    let mut turned = reading();
    turned.positions.reverse();
    turned.figures.reverse();
    turned.events.reverse();
    let other = with_cards(&turned);
    assert_eq!(matrix(&whole()), matrix(&other));
    assert_eq!(whole().first, other.first);
}

#[test]
fn a_stance_that_is_not_known_makes_no_cell() {
    let unknown = position("bel", "territory", None, Stance::Report, "2025-06-02", WIRE, "treaty");
    let reading = Reading { positions: vec![no_stance(unknown)], ..reading() };
    let brief = compose(&reading, None, &Lexicon, &Options::default());
    assert!(matrix(&brief).rows.iter().all(|row| row.cells.iter().all(Vec::is_empty)));
}

#[test]
fn html_fetches_nothing_and_escapes_everything() {
    let page = html(&whole(), &reading()).expect("it renders");
    assert!(!page.contains("src="));
    for (at, _) in page.match_indices("href=\"http") {
        let before = page.get(..at).and_then(|head| head.rsplit('<').next()).expect("a tag");
        assert!(before.starts_with("a rel=\"noreferrer\""), "{before}");
    }
    for tag in ["<link rel=\"stylesheet", "@import", "url(", "<img", "<iframe"] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(page.contains("Share this &#60;story&#62; &#38; subscribe"));
    assert!(!page.contains("<story>"));
}

#[test]
fn every_link_has_its_target_and_no_anchor_stands_twice() {
    for short in [false, true] {
        let options = Options { short, ..Options::default() };
        let brief = compose(&reading(), Some(&talks()), &Lexicon, &options);
        let page = html(&brief, &reading()).expect("it renders");
        let after = |start: &str| -> Vec<String> {
            let ends = page.match_indices(start).filter_map(|(at, _)| page.get(at + start.len()..));
            ends.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        let anchors = after(" id=\"");
        let once: BTreeSet<&String> = anchors.iter().collect();
        assert_eq!(once.len(), anchors.len(), "an anchor stands twice");
        let links = after("href=\"#");
        assert!(links.iter().any(|link| link.starts_with("p-")));
        for link in links {
            assert!(once.contains(&link), "#{link} leads nowhere");
        }
    }
}

#[test]
fn overlapping_passages_are_marked_piece_by_piece() {
    let page = html(&whole(), &reading()).expect("it renders");
    let text: String = page.split("class=\"body\"").skip(1).collect();
    let plain: String = {
        let mut out = String::new();
        let mut inside = false;
        for c in text.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out
    };
    assert!(plain.contains("Both sides agreed to exchange at least 1,000 prisoners each"));
    // "at least 1,000 prisoners each" is cited inside the agreement: its piece carries both numbers.
    let piece = text.split("<mark ").find(|piece| piece.contains(">at least 1,000 prisoners each"));
    let cites = piece.and_then(|piece| piece.split('"').nth(1)).expect("the piece is marked");
    assert!(cites.split(' ').count() >= 2, "{cites}");
}

#[test]
fn hostile_words_stay_words() {
    let mut reading = reading();
    let mut odd = position("arv", "territory", None, Stance::Demand, "2025-06-02", WIRE, "treaty");
    odd.words = "\u{1b}[2J<script>alert(1)</script> | [x](http://y) \u{202e}evil".to_owned();
    odd.flags = BTreeSet::from([Flag::First]);
    odd.condition = Some("</style><b>".to_owned());
    reading.positions.push(odd);
    let brief = compose(&reading, Some(&talks()), &Lexicon, &Options::default());
    let screen = terminal(&brief, Look { width: 80, colour: false });
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
    let page = html(&brief, &reading).expect("it renders");
    assert!(!page.contains("<script>alert") && !page.contains("</style><b>"));
    let note = markdown(&brief);
    assert!(!note.contains("<script>") && !note.contains("[x](http"));
}

#[test]
fn the_terminal_keeps_to_its_width() {
    for width in [40, 60, 100, 140] {
        let page = terminal(&whole(), Look { width, colour: false });
        for line in page.lines() {
            assert!(textwrap::core::display_width(line) <= width, "{width}: {line}");
        }
    }
}

#[test]
fn json_is_versioned_and_cites_its_places() {
    let printed = json(&whole()).expect("it renders");
    let read: serde_json::Value = serde_json::from_str(&printed).expect("it is JSON");
    assert_eq!(read["type"], "brief");
    assert_eq!(read["version"], 1);
    let places = read["places"].as_array().expect("places").len();
    let line = &read["first"][0]["lines"][0];
    let first = line["cites"][0].as_u64().expect("a number");
    assert!(first >= 1 && usize::try_from(first).is_ok_and(|n| n <= places));
}

#[test]
fn a_passage_that_does_not_fit_the_text_makes_no_line() {
    let mut reading = reading();
    for figure in &mut reading.figures {
        figure.span = model::Span::new(1 << 40, 1 << 41);
    }
    let brief = compose(&reading, Some(&talks()), &Lexicon, &Options::default());
    assert!(brief.every_line_is_cited());
    let page = terminal(&brief, Look { width: 100, colour: false });
    assert!(page.contains("left out because the place could not be shown"));
}
