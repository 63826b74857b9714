//! Reports that take back or correct another one: they repeat its words without bearing it out.

use crate::doc::Doc;
use crate::token::TokenKind;

/// What a report says of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// It is withdrawn.
    Retraction,
    /// It is corrected; what follows may be the whole text in its new form.
    Correction,
}

/// Words of the head in which such a notice stands.
const HEAD: usize = 90;

/// How far from the verb the thing may stand that is taken back.
const REACH: usize = 8;

/// Verbs of taking back.
const BACK: &[&str] = &[
    "withdraws", "withdrew", "withdrawn", "withdrawing", "retracts", "retracted", "retracting",
    "retract", "withdraw", "rescinds", "rescinded",
];

/// Verbs and nouns of putting right.
const RIGHT: &[&str] = &["corrects", "corrected", "correcting", "clarifies", "clarified"];

/// What can be taken back by its publisher.
const THINGS: &[&str] = &[
    "report", "reports", "story", "stories", "article", "articles", "dispatch", "dispatches",
    "item", "account", "piece", "despatch",
];

/// Openings of the headline or the first paragraph.
const OPENINGS: &[(&str, Notice)] = &[
    ("correction", Notice::Correction),
    ("corrections", Notice::Correction),
    ("corrected", Notice::Correction),
    ("corrects", Notice::Correction),
    ("clarification", Notice::Correction),
    ("retraction", Notice::Retraction),
    ("retracted", Notice::Retraction),
    ("withdrawn", Notice::Retraction),
];

/// Whether the head of an article takes back or corrects a report.
pub(super) fn notice(doc: &Doc) -> Option<Notice> {
    let head = doc.tokens.get(..HEAD.min(doc.tokens.len())).unwrap_or_default();
    for paragraph in doc.paragraphs.iter().take(3) {
        let (first, second) =
            (head.get(paragraph.tokens.start), head.get(paragraph.tokens.start + 1));
        // "Correction: ...", "RETRACTION", "Correction to ..."; not "Corrections officers said".
        let alone = second.is_none_or(|next| {
            next.is_any(&[":", "-", "–", "—", ".", "to", "of", "notice"])
                || paragraph.tokens.len() <= 2
        });
        let opening = OPENINGS.iter().find(|(word, _)| first.is_some_and(|first| first.is(word)));
        if let Some((_, found)) = opening.filter(|_| alone) {
            return Some(*found);
        }
    }
    for (at, token) in head.iter().enumerate() {
        if doc.quoted(at) {
            continue;
        }
        let near = |words: &[&str], ahead: bool| {
            let from = if ahead { at + 1 } else { at.saturating_sub(REACH) };
            let to = if ahead { at + 1 + REACH } else { at };
            let near = head.get(from..to.min(head.len())).unwrap_or_default();
            let mut near = near.iter().take_while(|token| !ahead || token.kind != TokenKind::Mark);
            near.any(|token| token.is_any(words))
        };
        // "withdraws its report that", "its report of Friday has been withdrawn".
        if token.is_any(BACK)
            && (near(THINGS, true) || near(THINGS, false) && near(&["is", "was", "been"], false))
        {
            return Some(Notice::Retraction);
        }
        if token.is_any(RIGHT) && near(THINGS, true) {
            return Some(Notice::Correction);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Part;
    use model::Span;

    fn of(text: &str) -> Option<Notice> {
        notice(&Doc::new(text, &[(Span::new(0, text.len()), Part::Text)]))
    }

    #[test]
    fn a_report_is_taken_back_and_an_army_is_not() {
        for text in [
            "Meridian Wire withdraws its report that the sides agreed to swap prisoners.",
            "RETRACTION: the sides did not agree.",
            "The story of 16 May has been withdrawn by its editors.",
        ] {
            assert_eq!(of(text), Some(Notice::Retraction), "{text}");
        }
        for text in
            ["Correction: the number was 900.", "The agency corrects its dispatch of Friday."]
        {
            assert_eq!(of(text), Some(Notice::Correction), "{text}");
        }
        for text in [
            "Arvenia withdraws its troops, the report says.",
            "The proposal was withdrawn on Friday.",
            "Corrections officers said that the prisoners had left.",
            "\u{201c}We retract no story,\u{201d} he said.",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
