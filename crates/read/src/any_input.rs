//! Properties of the whole reader: any bytes and any mixture of what articles are made of. Nothing
//! panics, every span fits its text, nothing cites furniture, and twice the same gives the same.

use std::sync::LazyLock;

use model::{Evidence, Span};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::{Raw, Reader, Reading};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(None));

/// What articles are made of: names, cues, marks, dates, numbers, markup, line ends, odd letters.
#[allow(clippy::too_many_lines, reason = "one table of fragments")]
fn news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Ukraine",
        "Russia",
        "Kyiv",
        "the Kremlin",
        "Moscow",
        "President Volodymyr Zelenskyy",
        "Vladimir Putin",
        "Hakan Fidan",
        "the foreign minister",
        "a source close to the talks",
        "He",
        "she",
        "they",
        "its",
        "who",
        "both sides",
        "the delegation",
        "experts",
        "the memorandum",
        "said",
        "told reporters",
        "demanded",
        "refused",
        "agreed to",
        "wants",
        "according to",
        "reportedly",
        "this was stated by",
        "added that",
        "asked",
        "denied that",
        "is ready to",
        "will not",
        "if",
        "not",
        "that",
        "a ceasefire",
        "prisoners",
        "an exchange of all prisoners",
        "territory",
        "security guarantees",
        "children",
        "sanctions",
        "elections",
        "peace talks in Istanbul",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "''",
        ":",
        ";",
        ",",
        ".",
        "?",
        "!",
        "...",
        "…",
        "—",
        "–",
        "-",
        "(",
        ")",
        "[",
        "]",
        "2 June 2025",
        "Monday",
        "last month",
        "yesterday",
        "June",
        "2025",
        "6,000",
        "1.5",
        "million",
        "€",
        "%",
        "at least",
        "soldiers",
        "drones",
        "13:00",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\u{a0}",
        "\u{202f}",
        "\t",
        "\u{feff}",
        "\u{200f}",
        "\u{2067}",
        "# ",
        "## ",
        "* ",
        "> ",
        "- ",
        "1. ",
        "**",
        "_",
        "`",
        "[a](b)",
        "![",
        "|",
        "---",
        "+++\n",
        "<p>",
        "</p>",
        "<h1>",
        "</h1>",
        "<div>",
        "</div>",
        "<blockquote>",
        "<br>",
        "<li>",
        "<a ",
        "href=\"x\"",
        ">",
        "<",
        "&amp;",
        "&",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<table>",
        "<td>",
        "Source: Reuters",
        "Photo: Agency",
        "Share",
        "Read more",
        "Tags:",
        "Home",
        "All rights reserved",
        "Q:",
        "A:",
        "Interviewer:",
        "KYIV, June 2 (Agency) -",
        "By A. Reed",
        "Стороны",
        "заявил",
        "محادثات",
        "שיחות",
        "会谈",
        "“平和”",
        "é",
        "e\u{301}",
        "ß",
        "İ",
        "ı",
        "ﬁ",
        "🕊",
        "\u{0}",
        "\u{7}",
        "©",
        "Çırağan",
        "copy-of = \"a.txt\"\n",
        "date = 2025-06-02\n",
    ]);
    let clause = prop::sample::select(vec![
        "Ukraine demands a full and unconditional ceasefire, President Zelenskyy said.",
        "“We want the return of all prisoners,” Zelenskyy told reporters on Monday.",
        "Russia refuses a ceasefire, the Kremlin said in a statement.",
        "Moscow wants to keep the territory, according to Kyiv",
        "both sides agreed to exchange 1,000 prisoners each on 2 June 2025",
        "He said that Russia would return the remains of 6,000 soldiers",
        "Putin is not ready to meet Zelenskyy, an expert believes.",
        "the memorandum calls for Ukraine to give up Crimea",
        "If Kyiv accepts, there will be peace, Medinsky, who heads the delegation, said",
        "talks will be held in Istanbul next week",
    ]);
    let piece = prop_oneof![
        12 => piece.prop_map(str::to_owned),
        2 => clause.prop_map(str::to_owned),
        1 => "\\PC{0,5}",
    ];
    prop::collection::vec((piece, prop::bool::weighted(0.75)), 0..80).prop_map(|pieces| {
        let mut out = String::new();
        for (piece, spaced) in pieces {
            if spaced {
                out.push(' ');
            }
            out.push_str(&piece);
        }
        out
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let noise = prop::collection::vec(any::<u8>(), 0..300);
    // News with some bytes overwritten: broken letters, torn marks, controls.
    let torn = (news(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4));
    let torn = torn.prop_map(|(text, hits)| {
        let mut bytes = text.into_bytes();
        for (at, byte) in hits {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        bytes
    });
    prop_oneof![1 => noise, 3 => torn, 8 => news().prop_map(String::into_bytes)]
}

fn read(files: &[(&str, &[u8])], threads: usize) -> Reading {
    let raws: Vec<Raw> = files.iter().map(|(path, bytes)| Raw { path, bytes }).collect();
    READER.read(&raws, threads, &|_, _| ())
}

/// Every span of the reading, with what holds it.
fn spans(reading: &Reading) -> Vec<(&'static str, &str, Span)> {
    let mut out = Vec::new();
    for report in &reading.reports {
        out.extend(report.title.map(|span| ("title", report.path.as_str(), span)));
    }
    for statement in &reading.statements {
        let path = statement.report.as_str();
        out.extend(statement.content.iter().map(|span| ("content", path, *span)));
        out.extend(statement.cue.map(|span| ("cue", path, span)));
        out.extend(statement.speaker.as_ref().map(|speaker| ("speaker", path, speaker.span)));
    }
    for position in &reading.positions {
        if let Evidence::Passage(passage) = &position.evidence {
            out.push(("position", &passage.report, passage.span));
        }
    }
    for actor in &reading.actors {
        for evidence in &actor.evidence {
            if let Evidence::Passage(passage) = evidence {
                out.push(("actor", &passage.report, passage.span));
            }
        }
    }
    out.extend(reading.events.iter().map(|e| ("event", e.report.as_str(), e.span)));
    out.extend(reading.figures.iter().map(|f| ("figure", f.report.as_str(), f.span)));
    out
}

fn holds(reading: &Reading) -> Result<(), TestCaseError> {
    let text = |path: &str| reading.reports.iter().find(|r| r.path == path).map(|r| &r.text);
    for (what, path, span) in spans(reading) {
        let words = text(path).and_then(|text| span.text(text));
        prop_assert!(
            words.is_some_and(|words| !words.is_empty()),
            "{} at {} in {}",
            what,
            span,
            path
        );
        for furniture in reading.furniture.iter().filter(|f| f.report == path) {
            let apart = span.overlap(furniture.span) == 0;
            prop_assert!(apart, "{} at {} cites the {}", what, span, furniture.label);
        }
    }
    for furniture in &reading.furniture {
        let words = text(&furniture.report).and_then(|text| furniture.span.text(text));
        prop_assert!(words.is_some_and(|words| !words.is_empty()));
    }
    for position in &reading.positions {
        let Evidence::Passage(passage) = &position.evidence else { continue };
        let words = text(&passage.report).and_then(|text| passage.span.text(text));
        prop_assert_eq!(words, Some(position.words.as_str()));
        prop_assert_eq!(position.attitude, position.stance.attitude());
        prop_assert!(position.confidence <= 100);
    }
    for statement in &reading.statements {
        prop_assert!(!statement.content.is_empty() && statement.confidence <= 100);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn any_file_is_read(one in bytes(), two in bytes(), names in prop::sample::select(vec![
        ["a.txt", "b.txt"], ["a.md", "b.txt"], ["a.html", "b.md"], ["a.htm", "b"],
    ])) {
        let files = [(names[0], one.as_slice()), (names[1], two.as_slice())];
        let reading = read(&files, 1);
        prop_assert_eq!(reading.reports.len(), 2);
        holds(&reading)?;
        let back = read(&[files[1], files[0], files[1]], 2);
        prop_assert!(reading == back, "the order of files or threads shows");
    }

    #[test]
    fn a_text_keeps_its_bytes(bytes in bytes()) {
        let reading = read(&[("a.txt", bytes.as_slice())], 1);
        let text = &reading.reports[0].text;
        let whole = text.is_empty() || text.len() == bytes.len();
        // A file named as text may still be a page; then the text is the page's.
        prop_assert!(whole || !reading.reports[0].page_places.is_empty() || bytes.contains(&b'<'));
        if let (true, Ok(as_it_is)) = (text.len() == bytes.len(), std::str::from_utf8(&bytes)) {
            let same = text.chars().zip(as_it_is.chars()).all(|(a, b)| a == b || b.is_control());
            prop_assert!(same);
        }
    }
}

/// The properties would hold of a reader that finds nothing; this one finds something.
#[test]
fn the_mixtures_are_worth_reading() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut found = [0; 5];
    for _ in 0..100 {
        let text = news().new_tree(&mut runner).expect("a text").current();
        let reading = read(&[("a.txt", text.as_bytes())], 1);
        let lists = [
            reading.statements.len(),
            reading.positions.len(),
            reading.events.len(),
            reading.figures.len(),
            reading.furniture.len(),
        ];
        found.iter_mut().zip(lists).for_each(|(sum, count)| *sum += count);
    }
    assert!(found.iter().all(|count| *count > 10), "{found:?}");
}
