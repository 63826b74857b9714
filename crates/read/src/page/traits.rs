//! What a piece of text looks like: how long, how it ends, whether it can be a sentence.

use super::lines::{Unit, ends_sentence, is_blank_char};
use super::vocabulary::{Vocabulary, Word, words};

/// Looks of one unit. Of very long units only the first part is counted.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four independent looks of one line")]
pub(super) struct Traits {
    /// Words, at least; exact for anything of the size of a line.
    pub words: usize,
    /// Characters that are letters.
    pub letters: usize,
    /// Letters that are not Latin.
    pub foreign: usize,
    /// Ends as a sentence does.
    pub ends: bool,
    /// Ends with a colon.
    pub opens: bool,
    /// Words that make a short line a sentence.
    pub verbs: usize,
    /// Words that hold sentences together.
    pub function: usize,
    /// Words with a capital letter.
    pub capitals: usize,
    /// Starts with a small letter.
    pub lower_start: bool,
    /// Begins with a quotation mark.
    pub quoted: bool,
    /// Length in bytes.
    pub bytes: usize,
}

impl Traits {
    pub(super) fn of(text: &str, unit: &Unit, vocabulary: &Vocabulary) -> Self {
        let line = unit.span.text(text).unwrap_or_default();
        let words = words(line);
        let mut out = Self { bytes: line.len(), ends: ends_sentence(line), ..Self::default() };
        out.words = words.len();
        out.opens = line.ends_with([':', '：']);
        out.lower_start = line.chars().next().is_some_and(char::is_lowercase);
        out.quoted = line.starts_with(['“', '"', '«', '„', '‘', '‹']);
        for word in &words {
            out.verbs += usize::from(vocabulary.is_verb(&word.text));
            out.function += usize::from(vocabulary.is_function(&word.text));
            out.capitals += usize::from(word.capital);
        }
        for c in head(line).chars().filter(|c| c.is_alphabetic()) {
            out.letters += 1;
            out.foreign += usize::from(!is_latin(c));
        }
        out
    }

    /// A paragraph of an article: long, and built like sentences.
    pub(super) fn is_body(&self) -> bool {
        if self.is_foreign() {
            return (self.ends && self.letters >= 40) || self.letters >= 160;
        }
        (self.ends && self.words >= 12)
            || (self.words >= 25 && self.function * 8 >= self.words.min(200))
    }

    /// Written in another script than Latin.
    pub(super) fn is_foreign(&self) -> bool {
        self.letters > 0 && self.foreign * 10 >= self.letters * 8
    }

    /// Could stand above a paragraph.
    pub(super) fn is_heading_like(&self) -> bool {
        !self.ends && !self.opens && self.letters > 1 && self.words <= 30 && self.bytes <= 300
    }

    /// No sentence: without an end, and without a word that makes a sentence.
    pub(super) fn is_fragment(&self) -> bool {
        !self.ends && !self.opens && self.verbs == 0 && self.words <= 14 && !self.quoted
    }
}

/// At most the first kilobyte.
pub(super) fn head(line: &str) -> &str {
    line.get(..line.floor_char_boundary(1_000)).unwrap_or(line)
}

fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | 'ﬀ'..='ﬆ' | 'Ａ'..='ｚ')
}

/// A line of marks, or of one short word or number among marks: a button, a rule, a page number.
pub(super) fn is_symbols(line: &str, words: &[Word]) -> bool {
    if line.len() > 60 {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let marks = line
        .chars()
        .filter(|c| {
            !c.is_alphanumeric()
                && !is_blank_char(*c)
                && !matches!(c, '.' | ',' | '!' | '?' | ':' | ';' | '"' | '“' | '”' | '\'')
        })
        .count();
    match letters {
        0 => true,
        1 => words.len() == 1 && marks > 0,
        2 | 3 => words.len() <= 2 && marks >= 2,
        _ => false,
    }
}

/// An address of a page and nothing else.
pub(super) fn is_link(line: &str) -> bool {
    let bare = line.trim_start_matches(['<', '(', '[']).to_ascii_lowercase();
    let lead =
        bare.starts_with("http://") || bare.starts_with("https://") || bare.starts_with("www.");
    lead && !line.contains(char::is_whitespace)
}

/// The name of a site and nothing else: `News.example`, `www.meridian.example`.
pub(super) fn is_site(line: &str) -> bool {
    let bare = line.trim_end_matches(['/', '.']);
    let mut parts = bare.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.take(4).collect();
    let label =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    (2..=12).contains(&last.len())
        && last.chars().all(|c| c.is_ascii_alphabetic())
        && bare.len() <= 60
        && !rest.is_empty()
        && rest.iter().all(label)
        // "U.S." and "Gen.Smith" are no sites.
        && rest.iter().any(|part| part.len() >= 3)
}

/// A word with `@` inside a line.
pub(super) fn has_mail_address(line: &str) -> bool {
    line.split(|c: char| is_blank_char(c) || matches!(c, '(' | ')' | '<' | '>' | ',' | ':' | ';'))
        .filter_map(|word| word.split_once('@'))
        .any(|(name, place)| !name.is_empty() && place.trim_end_matches('.').contains('.'))
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::page::vocabulary::vocabulary;

    fn traits(line: &str) -> Traits {
        let unit = Unit::plain(Span::new(0, line.len()), false);
        Traits::of(line, &unit, vocabulary())
    }

    #[test]
    fn bodies_are_long_sentences() {
        assert!(
            traits("The two delegations met for four hours and agreed to meet again in a week.")
                .is_body()
        );
        assert!(!traits("Second Round of Talks Opens in Port City Amid Low Hopes").is_body());
        let names = "Ada Stone, Ben Field, ".repeat(10);
        assert!(!traits(&names).is_body());
        assert!(
            traits(
                "Делегации встречались четыре часа и договорились встретиться снова через неделю."
            )
            .is_body()
        );
    }

    #[test]
    fn buttons_and_rules_are_symbols() {
        for line in ["A+", "+ ↺ − 16 px", "***", "- - -", "12", "•", "| |"] {
            assert!(is_symbols(line, &words(line)), "{line}");
        }
        for line in ["No", "Yes.", "A: No", "6,000 bodies", "Да"] {
            assert!(!is_symbols(line, &words(line)), "{line}");
        }
    }

    #[test]
    fn sites_links_and_mail_addresses() {
        assert!(is_site("Meridian.example") && is_site("www.wire.co.uk"));
        assert!(!is_site("U.S.") && !is_site("Two words.com") && !is_site("Conclusion"));
        assert!(is_link("https://meridian.example/a?b=c") && !is_link("https and more"));
        assert!(has_mail_address("(desk@meridian.example).") && !has_mail_address("six @ seven"));
    }
}
