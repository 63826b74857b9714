//! Picture credits: whole lines, and credits glued to other words.

use model::Span;

use super::vocabulary::{Vocabulary, words};

/// Longest credit in brackets, in bytes.
const LONGEST: usize = 240;

/// First words inside brackets by which a picture credit is known.
const OPENINGS: &[&str] = &[
    "photo", "photos", "image", "picture", "photograph", "ap photo", "file photo", "credit",
    "credits", "illustration", "screenshot", "handout", "file", "via", "courtesy", "source",
    "reuters photo", "foto",
];

/// Places of picture credits in brackets within a text, from left to right.
pub(super) fn bracketed_credits(text: &str, vocabulary: &Vocabulary) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices(['(', '[']) {
        if out.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let rest = text.get(at..text.floor_char_boundary(at + LONGEST)).unwrap_or_default();
        let close = if rest.starts_with('(') { ')' } else { ']' };
        let Some(len) = rest.find(close) else { continue };
        let inside = rest.get(1..len).unwrap_or_default();
        if is_credit(inside, rest.starts_with('['), vocabulary) {
            out.push(Span::new(at, at + len + 1));
        }
    }
    out
}

fn is_credit(inside: &str, square: bool, vocabulary: &Vocabulary) -> bool {
    let words: Vec<String> = words(inside).into_iter().map(|w| w.text).collect();
    let slashed =
        inside.rsplit_once('/').is_some_and(|(_, name)| vocabulary.is_agency(name.trim()));
    let slashed_first =
        inside.split_once('/').is_some_and(|(name, _)| vocabulary.is_agency(name.trim()));
    if words.is_empty() || words.len() > 25 {
        return false;
    }
    if slashed || slashed_first || inside.contains("via Getty") || inside.contains("via AP") {
        return square || words.len() <= 12;
    }
    let opening = |phrase: &&str| {
        let len = phrase.split(' ').count();
        words.get(..len).is_some_and(|head| head.join(" ") == **phrase)
    };
    let Some(phrase) = OPENINGS.iter().find(|phrase| opening(phrase)) else { return false };
    // "(file)", "(source: ...)", "(via ...)" also stand in prose: there an agency must follow.
    if matches!(*phrase, "file" | "source" | "via" | "courtesy" | "handout") {
        return inside.split([':', '/', ',']).any(|part| vocabulary.is_agency(part.trim()))
            || words.len() == 1 && *phrase != "source";
    }
    let follows = words.get(phrase.split(' ').count()).map(String::as_str);
    let marked = inside.contains([':', '/', '|', '©']);
    marked
        || words.len() == 1
        || matches!(
            follows,
            Some("by" | "courtesy" | "credit" | "credits" | "from" | "provided" | "source" | "via")
        )
}

/// Whether a short line only says whose picture stood there: `Source: Reuters`, `REUTERS/Ada Stone`.
pub(super) fn is_credit_line(line: &str, vocabulary: &Vocabulary) -> bool {
    let words = words(line);
    if words.is_empty() || words.len() > 10 || line.len() > 160 {
        return false;
    }
    let source = matches!(&*words[0].text, "source" | "sources" | "quelle" | "kaynak" | "источник");
    let after = line.get(words[0].end..).unwrap_or_default().trim_start();
    if source && let Some(name) = after.strip_prefix([':', '-', '–', '—', '|']) {
        let names = words.get(1..).unwrap_or_default();
        let few = names.len() <= 5 && names.iter().filter(|w| w.capital).count() * 2 >= names.len();
        return few
            && names.iter().all(|w| !vocabulary.is_verb(&w.text))
            && !name.trim_end().ends_with(['?', '!']);
    }
    let slashed = line.split(['/', '|']).map(str::trim).collect::<Vec<_>>();
    let agencies = slashed.iter().filter(|part| vocabulary.is_agency(part)).count();
    let named = words.iter().filter(|w| w.capital).count() + 1 >= words.len();
    slashed.len() > 1 && agencies > 0 && named || line.starts_with('©') && named && words.len() <= 8
}

/// The credit at the end of a caption line: `... arrive for talks. REUTERS/Ada Stone`.
pub(super) fn trailing_credit(line: &str, vocabulary: &Vocabulary) -> Option<Span> {
    let from = line.ceil_char_boundary(line.len().saturating_sub(80));
    let tail = line.get(from..)?;
    let stop = tail.rfind(". ").map(|at| at + 2)?;
    let credit = tail.get(stop..)?;
    is_credit_line(credit.trim_end_matches('.'), vocabulary)
        .then(|| Span::new(from + stop, line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::vocabulary::vocabulary;

    fn inside(text: &str) -> Vec<&str> {
        bracketed_credits(text, vocabulary()).iter().filter_map(|s| s.text(text)).collect()
    }

    #[test]
    fn credits_in_brackets_are_found_inside_lines() {
        assert_eq!(
            inside("Text. (Photo by Ada Stone / Pool) More."),
            ["(Photo by Ada Stone / Pool)"]
        );
        assert_eq!(inside("Delegates arrive [Ada Stone/Reuters]"), ["[Ada Stone/Reuters]"]);
        assert_eq!(inside("Delegates arrive. (AP Photo/Ben Field)"), ["(AP Photo/Ben Field)"]);
        assert_eq!(inside("(Image: Lakeland Press Service)"), ["(Image: Lakeland Press Service)"]);
        for prose in [
            "He (the minister) said so.",
            "The photo (taken on Monday) shows the hall.",
            "Both lists (photo archives of the missing) were handed over.",
            "The source (who asked not to be named) agreed.",
            "An unclosed (Photo by nobody",
        ] {
            assert_eq!(inside(prose), [""; 0], "{prose}");
        }
    }

    #[test]
    fn credit_lines_are_short_and_name_somebody() {
        for line in [
            "Source: Reuters", "Source: Meridian Wire", "REUTERS/Ada Stone", "Ada Stone / AFP",
            "© Ada Stone",
        ] {
            assert!(is_credit_line(line, vocabulary()), "{line}");
        }
        for line in [
            "Source: the delegation will leave",
            "Sources in the delegation",
            "Prisoners and/or remains",
            "Conclusion",
        ] {
            assert!(!is_credit_line(line, vocabulary()), "{line}");
        }
        let caption = "Delegates arrive at the lake house. REUTERS/Ada Stone";
        assert_eq!(
            trailing_credit(caption, vocabulary()).and_then(|s| s.text(caption)),
            Some("REUTERS/Ada Stone")
        );
    }
}
