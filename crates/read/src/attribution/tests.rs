//! Attribution sentence by sentence: the test lines of the cue lexicon, and one for each pattern.

use model::{Span, StatementKind};
use serde::Deserialize;

use super::{Attribution, attributions};
use crate::cues::Cues;
use crate::doc::{Doc, Part};

fn doc(text: &str) -> Doc<'_> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            blocks.push((Span::new(at, at + line.trim_end().len()), Part::Text));
        }
        at += line.len();
    }
    Doc::new(text, &blocks)
}

fn all(doc: &Doc) -> Vec<Attribution> {
    attributions(doc, &Cues::built_in(), &|_| false)
}

/// Source, kind and content of the attributions that stand in no other's content.
fn outer(text: &str) -> Vec<(String, StatementKind, String)> {
    let doc = doc(text);
    let shown = |item: &Attribution| {
        let source = item.source.as_ref().map_or("", |source| doc.words(&source.full));
        let content: Vec<&str> = item.content.iter().map(|piece| doc.words(piece)).collect();
        (source.to_owned(), item.kind, content.join(" / "))
    };
    all(&doc).iter().filter(|item| !item.nested && !item.told).map(shown).collect()
}

#[derive(Deserialize)]
struct Lines {
    test: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    source: String,
    content: String,
}

#[test]
fn test_lines_of_the_cue_lexicon_hold() {
    let lines: Lines =
        toml::from_str(include_str!("../../../../lexicons/cues.toml")).expect("well formed");
    for line in lines.test {
        let found = outer(&line.text);
        let first = found.first().map(|(source, _, content)| (source.as_str(), content.as_str()));
        let want = (!line.source.is_empty()).then_some((&*line.source, &*line.content));
        assert_eq!(first, want, "{}", line.text);
    }
}

#[test]
fn one_sentence_for_each_pattern() {
    use StatementKind::{Anaphoric, Attitude, Direct, Hearsay, Indirect, Mixed};
    for (text, source, kind, content) in [
        (
            "Alba said Monday (Jun 2) it was ready to talk.",
            "Alba",
            Indirect,
            "it was ready to talk",
        ),
        ("“We will go,” Ana Brel said at the gate.", "Ana Brel", Direct, "We will go"),
        (
            "Ana Brel told reporters: “We will go home now.”",
            "Ana Brel",
            Direct,
            "We will go home now",
        ),
        (
            "The minister called the plan “a good start”.",
            "The minister",
            Mixed,
            "the plan “a good start”",
        ),
        (
            "The convoy had been stopped, a source told NNA.",
            "a source",
            Indirect,
            "The convoy had been stopped",
        ),
        (
            "In her view, the border should stay open.",
            "her",
            Indirect,
            "the border should stay open",
        ),
        ("Alba wants the bridge rebuilt.", "Alba", Attitude, "the bridge rebuilt"),
        ("Talks were reportedly held in a school.", "", Hearsay, "Talks were / held in a school"),
        ("Alba, Borea and Cadia urged a pause.", "Alba, Borea and Cadia", Indirect, "a pause"),
        (
            "President Ana Brel, in an address on Sunday, promised to open the road.",
            "President Ana Brel",
            Indirect,
            "to open the road",
        ),
        (
            "The road is closed. This was stated by Jan Horn, an aide to the mayor.",
            "Jan Horn, an aide to the mayor",
            Anaphoric,
            "The road is closed",
        ),
    ] {
        let found = outer(text);
        let want = (source.to_owned(), kind, content.to_owned());
        assert!(found.contains(&want), "{text}\n{found:#?}");
    }
}

#[test]
fn two_verbs_of_one_subject_share_it_and_part_the_content() {
    let found = outer("Brel called for a pause and recalled that the road was open.");
    let contents: Vec<_> =
        found.iter().map(|(source, _, content)| (&**source, &**content)).collect();
    assert_eq!(contents, [("Brel", "a pause"), ("Brel", "the road was open")]);
}

#[test]
fn a_new_subject_ends_the_thing_before_it() {
    let found = outer("Alba proposed a truce and Borea proposed three committees.");
    let contents: Vec<_> =
        found.iter().map(|(source, _, content)| (&**source, &**content)).collect();
    assert_eq!(contents, [("Alba", "a truce"), ("Borea", "three committees")]);
}

#[test]
fn what_is_only_supposed_is_told_by_nobody() {
    for text in [
        "If Alba accepts a truce, the road opens.",
        "Under the second plan, Alba accepts a package.",
        "The pauses that Alba proposed are nothing new.",
    ] {
        assert_eq!(outer(text), [], "{text}");
    }
}

#[test]
fn words_put_into_a_mouth_are_imputed_to_their_end() {
    let text =
        "“Alba sees it this way: they want talks? Fine. We will give them talks,” Brel said.";
    let doc = doc(text);
    let imputed = all(&doc).into_iter().find(|item| item.kind == StatementKind::Imputed);
    let words = imputed.map(|item| doc.words(&item.content[0]).to_owned());
    assert_eq!(words.as_deref(), Some("they want talks? Fine. We will give them talks"));
}

#[test]
fn interview_turns_belong_to_their_labels() {
    let text = "Courier: Will it hold?\nAna Brel: It may.\nAnd it may not.\nCourier: Why?\nAna Brel: Ask them.";
    let found = outer(text);
    let turns: Vec<_> = found.iter().map(|(source, kind, _)| (&**source, *kind)).collect();
    assert_eq!(
        turns,
        [
            ("Courier", StatementKind::Question),
            ("Ana Brel", StatementKind::InterviewTurn),
            ("Courier", StatementKind::Question),
            ("Ana Brel", StatementKind::InterviewTurn)
        ]
    );
    assert_eq!(found[1].2, "It may. / And it may not.");
}

#[test]
fn who_passed_it_on_is_kept() {
    let text = "Brel said the road was open, according to the Morning Courier.";
    let doc = doc(text);
    let via: Vec<&str> =
        all(&doc).iter().flat_map(|item| item.via.clone()).map(|range| doc.words(&range)).collect();
    assert_eq!(via, ["the Morning Courier"]);
}
