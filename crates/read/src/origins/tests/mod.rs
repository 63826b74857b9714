//! Planted tests: copies that must be found, and texts that must not be taken for copies.

use model::{Genre, Span, When};

use super::{Borrowing, BorrowingKind, Direction, Families, Kinship, OriginDoc, Print, origins};
use crate::doc::{Doc, Part};
use crate::page::page;
use crate::reading::{Raw, Reading};

mod brute;
mod texts;

use texts::{ACCOUNTS, DISPATCH, INTERVIEW, OWN, RETRACTION, SYNONYMS};

/// A report to compare.
struct Given<'a> {
    path: &'a str,
    when: Option<&'a str>,
    copy_of: Option<&'a str>,
    publisher: Option<&'a str>,
    genre: Genre,
    text: &'a str,
}

fn news<'a>(path: &'a str, when: &'a str, text: &'a str) -> Given<'a> {
    let when = Some(when).filter(|when| !when.is_empty());
    Given { path, when, copy_of: None, publisher: None, genre: Genre::News, text }
}

fn print(text: &str) -> Print {
    let page = page(&Raw { path: "a.txt", bytes: text.as_bytes() });
    let mut blocks = crate::blocks(&page);
    if blocks.is_empty() {
        blocks.push((Span::new(0, text.len()), Part::Text));
    }
    Print::new(&Doc::new(text, &blocks), page.agency.as_deref())
}

fn read(given: &[Given<'_>]) -> Kinship {
    let prints: Vec<Print> = given.iter().map(|given| print(given.text)).collect();
    let docs: Vec<OriginDoc<'_>> = given
        .iter()
        .zip(&prints)
        .map(|(given, print)| OriginDoc {
            path: given.path,
            when: given.when.and_then(When::parse),
            copy_of: given.copy_of,
            publisher: given.publisher,
            genre: given.genre,
            print,
        })
        .collect();
    origins(&docs, 1)
}

fn families(kinship: &Kinship) -> Vec<(&str, Vec<&str>)> {
    kinship
        .origins
        .iter()
        .map(|origin| {
            (origin.first.as_str(), origin.copies.iter().map(|(path, _)| path.as_str()).collect())
        })
        .collect()
}

fn of<'a>(kinship: &'a Kinship, report: &str) -> Vec<&'a Borrowing> {
    kinship.borrowings.iter().filter(|borrowing| borrowing.report == report).collect()
}

/// Swaps words for synonyms; returns the text and how many words in a thousand were swapped.
fn spun(text: &str) -> (String, usize) {
    let (mut swapped, mut all) = (0, 0);
    let lines = text.lines().map(|line| {
        let words = line.split(' ').map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            all += usize::from(!bare.is_empty());
            match SYNONYMS.iter().find(|(from, _)| *from == bare) {
                Some((_, to)) => {
                    swapped += 1;
                    word.replace(bare, to)
                }
                None => word.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(" ")
    });
    let out = lines.collect::<Vec<_>>().join("\n");
    (out, swapped * 1000 / all.max(1))
}

fn reading(kinship: Kinship) -> Reading {
    let Kinship { origins, borrowings, quotations, credits } = kinship;
    Reading { origins, borrowings, quotations, credits, ..Reading::default() }
}

fn place<'a>(path: &'a str, text: &str, words: &str) -> (&'a str, Span) {
    let at = text.find(words).expect("the words are there");
    (path, Span::new(at, at + words.len()))
}

#[test]
fn a_copy_with_every_third_word_swapped_is_no_second_witness() {
    let (copy, swapped) = spun(DISPATCH);
    assert!((300..360).contains(&swapped), "{swapped} in a thousand were swapped");
    let kinship = read(&[news("b", "2031-05-14", &copy), news("a", "2031-05-13", DISPATCH)]);
    assert_eq!(families(&kinship), [("a", vec!["b"])]);
    let [found] = of(&kinship, "b")[..] else { panic!("{:?}", kinship.borrowings) };
    assert_eq!((found.kind, found.direction), (BorrowingKind::Copy, Direction::Dates));
    assert!(found.share >= 900, "{}", found.share);
    assert!((600..750).contains(&found.same), "{}", found.same);
    assert!(found.is_reworded());
    let reading = reading(kinship);
    let claim = [
        place("a", DISPATCH, "her government would remove the concrete blocks"),
        place("b", &copy, "her cabinet would clear the cement barriers"),
    ];
    assert_eq!(Families::new(&reading).independent(&claim), 1);
}

#[test]
fn five_hands_on_one_event_are_five_witnesses() {
    let mut given: Vec<Given> = vec![news("wire", "2031-05-13", DISPATCH)];
    for (path, text) in ["a", "b", "c", "d", "e"].into_iter().zip(ACCOUNTS) {
        given.push(news(path, "2031-05-13", text));
    }
    let kinship = read(&given);
    assert_eq!(kinship.origins.len(), 6, "{:#?}", kinship.borrowings);
    assert!(kinship.borrowings.is_empty(), "{:#?}", kinship.borrowings);
    let reading = reading(kinship);
    let families = Families::new(&reading);
    let clear = [
        place("a", ACCOUNTS[0], "Bostria will clear its side"),
        place("d", ACCOUNTS[3], "barriers on our side of Kell will be taken away"),
        place("e", ACCOUNTS[4], "removal of obstacles by Bostria"),
    ];
    assert_eq!(families.independent(&clear), 3);
    // The quotation is the minister's, whoever prints it.
    let quotation = [
        place("wire", DISPATCH, "We asked for a whole day and we got three hours"),
        place("a", ACCOUNTS[0], "We asked for a whole day and we got three hours"),
        place("d", ACCOUNTS[3], "we asked for a whole day and we got three hours"),
    ];
    assert_eq!(families.independent(&quotation), 1);
}

#[test]
fn a_retraction_is_no_copy() {
    for text in [RETRACTION.to_owned(), format!("Retraction: no opening at Kell\n\n{DISPATCH}")] {
        let kinship = read(&[news("a", "2031-05-13", DISPATCH), news("b", "", &text)]);
        assert_eq!(families(&kinship), [("a", vec![]), ("b", vec![])]);
        for found in of(&kinship, "b") {
            assert_eq!(
                (found.kind, found.direction),
                (BorrowingKind::Correction, Direction::Words)
            );
        }
    }
    // A corrected text is the same text in a new form, a short note is not.
    let new = format!("Corrected: the crossing opens on Friday\n\n{DISPATCH}");
    let kinship = read(&[news("a", "2031-05-13", DISPATCH), news("b", "2031-05-14", &new)]);
    assert_eq!(families(&kinship), [("a", vec!["b"])]);
    let note = "Correction: In our report we said that Arvenia and Bostria agreed on Tuesday to open \
                the crossing at Kell for three hours a day, the first step of its kind since shelling \
                closed the bridge in the spring of last year. It was two hours.";
    let kinship = read(&[news("a", "2031-05-13", DISPATCH), news("b", "2031-05-14", note)]);
    assert_eq!(families(&kinship).len(), 2);
    assert_eq!(of(&kinship, "b")[0].kind, BorrowingKind::Correction);
}

/// The paper's own paragraphs, with two of the dispatch after the second.
fn local() -> (String, [&'static str; 2]) {
    let two: Vec<&str> = DISPATCH.split("\n\n").filter(|text| text.contains("Pell")).collect();
    let two = [two[1], DISPATCH.split("\n\n").find(|text| text.contains("4,200")).unwrap()];
    let (before, after) = OWN.split_at(3);
    let all: Vec<&str> = before.iter().chain(&two).chain(after).copied().collect();
    (all.join("\n\n"), two)
}

#[test]
fn two_paragraphs_of_eight_are_found_with_their_places() {
    for swap in [false, true] {
        let (mut text, _) = local();
        if swap {
            text = spun(&text).0;
        }
        let kinship = read(&[news("b", "2031-05-14", &text), news("a", "2031-05-13", DISPATCH)]);
        assert_eq!(families(&kinship), [("a", vec![]), ("b", vec![])]);
        let [found] = of(&kinship, "b")[..] else { panic!("{:#?}", kinship.borrowings) };
        assert_eq!((found.kind, &*found.from), (BorrowingKind::Part, "a"));
        let [one, two] = found.passages[..] else { panic!("{:#?}", found.passages) };
        let words = |span: Span, of: &str| span.text(of).unwrap_or_default().to_owned();
        assert!(words(one.span, &text).starts_with("Pell "), "{}", words(one.span, &text));
        assert!(words(one.from, DISPATCH).starts_with("Pell "));
        assert!(words(two.from, DISPATCH).ends_with("they lost") || swap);
        assert!(one.same == 1000 || swap && (500..850).contains(&one.same), "{}", one.same);
        let reading = reading(kinship);
        let families = Families::new(&reading);
        let from = |text: &str, words: &str| {
            let words = if swap { spun(words).0 } else { words.to_owned() };
            place("b", text, &words).1
        };
        let copied = [
            place("a", DISPATCH, "publish the figure every Friday"),
            ("b", from(&text, "publish the figure every Friday")),
        ];
        assert_eq!(families.independent(&copied), 1);
        let own = [
            place("a", DISPATCH, "publish the figure every Friday"),
            ("b", from(&text, "the mayor shrugged")),
        ];
        assert_eq!(families.independent(&own), 2);
    }
}

#[test]
fn dates_tell_the_direction() {
    let (copy, _) = spun(DISPATCH);
    let direction = |one: &str, two: &str| {
        let kinship = read(&[news("a", one, DISPATCH), news("b", two, &copy)]);
        let [found] = &kinship.borrowings[..] else { panic!("{:#?}", kinship.borrowings) };
        assert_eq!(found.since, When::parse(if found.report == "a" { one } else { two }));
        (found.report.clone(), found.direction)
    };
    assert_eq!(direction("2031-05-13", "2031-05-14"), ("b".to_owned(), Direction::Dates));
    assert_eq!(direction("2031-05-14", "2031-05-13"), ("a".to_owned(), Direction::Dates));
    for (one, two) in [("2031-05-13", "2031-05-13"), ("", "2031-05-13"), ("2031-05", "2031-05-13")]
    {
        assert_eq!(direction(one, two).1, Direction::NotKnown, "{one} {two}");
    }
    let hours = ("2031-05-13T18:00+03:00", "2031-05-13T16:30+01:00");
    assert_eq!(direction(hours.0, hours.1), ("b".to_owned(), Direction::Dates));
}

#[test]
fn the_credit_of_a_copy_names_its_agency() {
    let copy = DISPATCH.replace(
        "Arvenia and Bostria agreed on",
        "TRESSA (Valley Wire) - Arvenia and Bostria agreed on",
    );
    let wire = Given {
        publisher: Some("Valley Wire"),
        genre: Genre::Wire,
        ..news("z", "2031-05-13", DISPATCH)
    };
    let kinship = read(&[news("a", "2031-05-13", &copy), wire]);
    assert_eq!(families(&kinship), [("z", vec!["a"])]);
    let [found] = of(&kinship, "a")[..] else { panic!("{:#?}", kinship.borrowings) };
    assert_eq!(
        (found.direction, found.wire.as_deref()),
        (Direction::Credited, Some("Valley Wire"))
    );
}

#[test]
fn sentences_credited_to_one_agency_are_its_witness() {
    let one = "Nobody knows the town.\n\nThe bridge was hit at noon, Reuters reported. A baker saw it from his door.";
    let two = "The winter was long.\n\nAccording to Reuters, a bridge has been damaged. The army says that it was not.";
    let kinship = read(&[news("a", "2031-05-13", one), news("b", "2031-05-14", two)]);
    let reading = reading(kinship);
    let families = Families::new(&reading);
    let told =
        [place("a", one, "The bridge was hit"), place("b", two, "a bridge has been damaged")];
    assert_eq!(families.independent(&told), 1);
    let own = [place("a", one, "A baker saw it"), place("b", two, "a bridge has been damaged")];
    assert_eq!(families.independent(&own), 2);
}

#[test]
fn an_interview_that_restates_an_article_is_no_second_witness() {
    let interview = Given { genre: Genre::Interview, ..news("b", "2031-05-15", INTERVIEW) };
    let kinship = read(&[news("a", "2031-05-13", DISPATCH), interview]);
    assert_eq!(kinship.origins.len(), 2);
    let reading = reading(kinship);
    let families = Families::new(&reading);
    let restated = [
        place("a", DISPATCH, "would remove the concrete blocks on the eastern side"),
        place("b", INTERVIEW, "Bostria would remove concrete blocks"),
    ];
    assert_eq!(families.independent(&restated), 1, "{:#?}", reading.borrowings);
    let own = [
        place("a", DISPATCH, "families on both banks would be able to visit"),
        place("b", INTERVIEW, "My father crossed like that"),
    ];
    assert_eq!(families.independent(&own), 2);
}

#[test]
fn a_copy_of_a_copy_hangs_on_the_copy() {
    let middle = format!(
        "{DISPATCH}\nThe mayor of Kell, who was not at the talks, said on the telephone that he would \
                          hang out flags, if he could find any that the mice had left him.\n"
    );
    let last = spun(&middle).0;
    let kinship = read(&[
        news("c", "2031-05-15", &last),
        news("b", "2031-05-14", &middle),
        news("a", "2031-05-13", DISPATCH),
    ]);
    assert_eq!(families(&kinship), [("a", vec!["b", "c"])]);
    assert_eq!(of(&kinship, "c")[0].from, "b");
    assert_eq!(of(&kinship, "b")[0].from, "a");
    let reading = reading(kinship);
    let families = Families::new(&reading);
    let root = |words: &str| families.traced("c", place("c", &last, words).1).0;
    assert_eq!(root("hang out flags"), "b", "the mayor is the second paper's own");
    assert_eq!(root("was put aside"), "a");
}

#[test]
fn a_digest_does_not_join_what_it_prints() {
    let other = OWN.join("\n\n");
    let digest = format!("{DISPATCH}\n{other}");
    let kinship = read(&[
        news("a", "2031-05-13", &other),
        news("b", "2031-05-13", DISPATCH),
        news("c", "2031-05-14", &digest),
    ]);
    assert_eq!(kinship.origins.len(), 2, "{:#?}", families(&kinship));
    assert_eq!(of(&kinship, "c").len(), 2);
}

#[test]
fn declared_copies_count() {
    let given = [
        ("d/reports/a.txt", Some("2025-06-01"), Some("reports/b.txt"), "one two"),
        ("d/reports/b.txt", Some("2025-06-02"), None, "three four"),
        ("d/reports/c.txt", None, Some("an agency"), "five"),
        ("d/reports/d.txt", None, Some("an agency"), "six"),
    ];
    let given =
        given.map(|(path, when, copy_of, text)| Given { when, copy_of, ..news(path, "", text) });
    let kinship = read(&given);
    assert_eq!(kinship.origins.len(), 2);
    assert_eq!(kinship.origins[0].first, "d/reports/b.txt");
    assert_eq!(kinship.origins[0].copies, [("d/reports/a.txt".to_owned(), 0)]);
    assert_eq!(kinship.origins[1].first, "d/reports/c.txt");
    assert_eq!(kinship.borrowings[0].direction, Direction::Declared);
    // Two that declare each other are one family and no circle.
    let circle = [("a", "b"), ("b", "a")]
        .map(|(path, of)| Given { copy_of: Some(of), ..news(path, "2025-06-01", DISPATCH) });
    assert_eq!(families(&read(&circle)), [("b", vec!["a"])]);
}

#[test]
fn large_families_hang_together_in_any_order() {
    let paths: Vec<String> = (0..40).map(|at| format!("{at:02}")).collect();
    let mut given: Vec<Given> = paths.iter().map(|path| news(path, "", DISPATCH)).collect();
    let forwards = read(&given);
    given.reverse();
    assert_eq!(forwards, read(&given));
    assert_eq!(forwards.origins.len(), 1);
    assert!(forwards.origins[0].copies.iter().all(|(_, percent)| *percent == 100));
    assert_eq!(forwards.borrowings.len(), 39);
}

#[test]
fn an_empty_report_is_its_own_origin() {
    assert_eq!(read(&[news("a", "", ""), news("b", "", "")]).origins.len(), 2);
    assert!(read(&[]).origins.is_empty());
}
