//! The front matter of reports.

use model::file::{FrontMatter, front_matter};
use model::{Finding, Genre};

const BLOCK: &str = "+++\npublisher = \"Harbour Wire\"\naddress = \"https://harbour.example/1\"\n\
                     date = 2031-03-02\nlanguage = \"en\"\ngenre = \"live_blog\"\ncopy-of = \"reports/a.txt\"\n+++\n";

fn codes(findings: &[Finding]) -> Vec<(&'static str, usize)> {
    findings.iter().map(|f| (f.code, f.spot.map_or(0, |spot| spot.line))).collect()
}

fn good(text: &str) -> FrontMatter {
    let (front, findings) = front_matter("a.txt", text);
    assert_eq!(findings, []);
    front.expect("front matter")
}

#[test]
fn every_key_is_read() {
    let text = format!("{BLOCK}The text.\n");
    let front = good(&text);
    assert_eq!(front.publisher.as_deref(), Some("Harbour Wire"));
    assert_eq!(front.address.as_deref(), Some("https://harbour.example/1"));
    assert_eq!(front.date.map(|date| date.to_string()).as_deref(), Some("2031-03-02"));
    assert_eq!((front.language.as_deref(), front.genre), (Some("en"), Some(Genre::LiveBlog)));
    assert_eq!(front.copy_of.as_deref(), Some("reports/a.txt"));
    assert_eq!(front.span.text(&text), Some(BLOCK));
}

#[test]
fn a_byte_order_mark_and_windows_lines_do_no_harm() {
    let block = BLOCK.replace('\n', "\r\n");
    let text = format!("\u{feff}{block}\r\nThe text.\r\n");
    assert_eq!(good(&text).span.text(&text), Some(block.as_str()));
    assert_eq!(good("+++  \n+++\t").span.end, 10);
    let (_, findings) = front_matter("a", "\u{feff}+++\r\ndate = 2025-02-31\r\n+++\r\n");
    let spot = findings[0].spot.expect("a spot");
    assert_eq!((findings[0].code, spot.line, spot.column), ("D008", 2, 8));
}

#[test]
fn other_texts_have_none() {
    for text in ["", "+++", "++++\n+++\n", "A\n+++\n+++\n", "\n+++\n+++\n", "+++ news +++\n+++\n"] {
        assert_eq!(front_matter("a", text), (None, Vec::new()), "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_told_and_the_rest_used() {
    let text = "+++\npubliser = \"P\"\ndate = 2031-02-30\ngenre = \"novel\"\nlanguage = \"English\"\naddress = \"x\"\n+++\n";
    let (front, findings) = front_matter("a", text);
    assert_eq!(codes(&findings), [("D003", 2), ("D008", 3), ("D009", 4), ("D023", 5)]);
    assert!(findings[2].hint.contains("opinion"), "{}", findings[2].hint);
    assert_eq!(front.expect("front matter").address.as_deref(), Some("x"));
    let (_, findings) = front_matter("a", "+++\ndate: 2031-02-03\n+++\n");
    assert_eq!(codes(&findings), [("D001", 2)]);
}

#[test]
fn the_end_is_looked_for_near_the_beginning_only() {
    let far = |comment: usize| format!("+++\n#{}\n+++\ntext", "é".repeat(comment));
    assert!(front_matter("a", &far(30_000)).0.is_some());
    let (front, findings) = front_matter("a", &far(40_000));
    assert_eq!((front, codes(&findings)), (None, vec![("D024", 1)]));
    assert_eq!(codes(&front_matter("a", "+++\ntext\n").1), [("D024", 1)]);
}
