//! One article ready for the rules: tokens, sentences and quotations of the blocks that are article.

use std::collections::BTreeSet;
use std::ops::Range;

use model::Span;
use sentencex::segment;

use crate::quotes::{Quote, quotes};
use crate::token::{Token, TokenKind, tokens};

/// Longer texts are cut into sentences piece by piece; hardly a paragraph is as long.
const PIECE: usize = 8_000;
/// A capital word of at most this many bytes may be no more than the start of a sentence.
const SHORT: usize = 3;

/// What a block of the article is, as far as the rules need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Title,
    /// A heading inside.
    Heading,
    /// Running text or a list item.
    Text,
}

/// A block and its tokens.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What it is.
    pub part: Part,
    /// Its bytes.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// An article as the rules see it.
#[derive(Debug)]
pub struct Doc<'a> {
    /// The whole text of the report.
    pub text: &'a str,
    /// Tokens of all article blocks, in order.
    pub tokens: Vec<Token>,
    /// The blocks.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of the narration; a quotation is never cut.
    pub sentences: Vec<Range<usize>>,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// For each token: the quotation it stands in, if any (marks included).
    pub quote_of: Vec<Option<u32>>,
    /// For each token: the sentence it stands in; inside a quotation the sentence of the quotation.
    pub segment_of: Vec<Range<usize>>,
    /// Short words that are capital inside a sentence near the head of the article: names.
    short_names: BTreeSet<Box<str>>,
}

impl<'a> Doc<'a> {
    /// Cuts the blocks of an article into tokens, quotations and sentences.
    pub fn new(text: &'a str, blocks: &[(Span, Part)]) -> Self {
        let mut all: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut paragraphs = Vec::new();
        for (span, part) in blocks {
            let first = all.len();
            all.extend(tokens(text, *span));
            if all.len() > first {
                paragraphs.push(Paragraph { part: *part, span: *span, tokens: first..all.len() });
            }
        }
        let ranges: Vec<_> = paragraphs.iter().map(|p| p.tokens.clone()).collect();
        let quotes = quotes(&all, &ranges);
        let mut quote_of = vec![None; all.len()];
        for (number, quote) in quotes.iter().enumerate() {
            let number = u32::try_from(number).ok();
            let end = quote.outer.end.min(quote_of.len());
            quote_of[quote.outer.start..end].fill(number);
        }
        let mut doc = Self {
            text,
            tokens: all,
            paragraphs,
            sentences: Vec::new(),
            quotes,
            quote_of,
            segment_of: Vec::new(),
            short_names: BTreeSet::new(),
        };
        doc.cut();
        doc.short_names = doc.find_short_names();
        doc
    }

    /// The bytes from the first to the last token of a range.
    pub fn span(&self, range: &Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|at| self.tokens.get(at)),
        ) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(0, 0),
        }
    }

    /// The words of a range.
    pub fn words(&self, range: &Range<usize>) -> &'a str {
        self.span(range).text(self.text).unwrap_or_default()
    }

    /// The paragraph of a token.
    pub fn paragraph_of(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|p| p.tokens.end <= at)
    }

    /// Whether a token stands inside a quotation.
    pub fn quoted(&self, at: usize) -> bool {
        self.quote_of.get(at).copied().flatten().is_some()
    }

    /// Whether a capital word at the start of a sentence can be a name: it is long, or it is
    /// capital elsewhere too.
    pub fn is_name_anywhere(&self, word: &Token) -> bool {
        word.folded.len() > SHORT || self.short_names.contains(&word.folded)
    }

    fn find_short_names(&self) -> BTreeSet<Box<str>> {
        // Reports are short; a very long text is not searched beyond its first part.
        let head = self.tokens.iter().zip(&self.segment_of).enumerate().take(4000);
        head.filter(|(at, (token, segment))| {
            token.capital && token.folded.len() <= SHORT && segment.start != *at
        })
        .map(|(_, (token, _))| token.folded.clone())
        .collect()
    }

    fn cut(&mut self) {
        let mut segments = vec![0..0; self.tokens.len()];
        let mut sentences = Vec::new();
        for paragraph in &self.paragraphs {
            let inside = |at: usize| {
                at > 0 && self.quote_of[at].is_some() && self.quote_of[at] == self.quote_of[at - 1]
            };
            let starts = self.starts(&paragraph.tokens);
            // A paragraph inside a long quotation has no sentence of the narration at its head, but
            // what stands behind the closing mark needs one.
            let first = paragraph.tokens.start;
            let outer: Vec<usize> =
                starts.iter().copied().filter(|at| *at == first || !inside(*at)).collect();
            for sentence in between(&outer, &paragraph.tokens) {
                segments[sentence.clone()].fill(sentence.clone());
                sentences.push(sentence);
            }
        }
        for piece in self.quotes.iter().flat_map(|quote| &quote.pieces) {
            for sentence in between(&self.starts(piece), piece) {
                segments[sentence.clone()].fill(sentence.clone());
            }
        }
        self.sentences = sentences;
        self.segment_of = segments;
    }

    /// The tokens that begin a sentence in a range.
    fn starts(&self, range: &Range<usize>) -> Vec<usize> {
        let span = self.span(range);
        let Some(text) = span.text(self.text) else { return vec![range.start] };
        let mut out = vec![range.start];
        let mut next = sentence_starts(text).into_iter().map(|at| span.start + at).peekable();
        for at in range.clone() {
            let token = &self.tokens[at];
            let mut here = false;
            while next.next_if(|byte| *byte <= token.span.start).is_some() {
                here = true;
            }
            if (here || self.glued(at, range)) && at > range.start {
                out.push(at);
            }
        }
        // A closing mark or bracket belongs to the sentence before it.
        for at in &mut out {
            while *at > range.start
                && *at + 1 < range.end
                && self.tokens[*at].kind == TokenKind::Close
            {
                *at += 1;
            }
        }
        out.dedup();
        out
    }

    /// "the talks.What do": a full stop glued to the next sentence.
    fn glued(&self, at: usize, range: &Range<usize>) -> bool {
        if at < range.start + 2 {
            return false;
        }
        let (before, stop, token) = (&self.tokens[at - 2], &self.tokens[at - 1], &self.tokens[at]);
        stop.is_any(&[".", "?", "!"])
            && !stop.spaced
            && !token.spaced
            && token.capital
            && !before.capital
            && before.kind == TokenKind::Word
            && before.folded.len() > 2
    }
}

/// The bytes at which sentences begin. A very long text is cut first, because the time that
/// `segment` takes grows faster than the text when quotation marks stay open.
fn sentence_starts(text: &str) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let (mut from, mut fresh) = (0, true);
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let (len, ended) = piece(rest);
        let part = rest.get(..len).unwrap_or(rest);
        for sentence in segment("en", part) {
            // The sentences are slices of `part`, so their address tells where they begin.
            let at = (sentence.as_ptr() as usize).wrapping_sub(part.as_ptr() as usize);
            // A cut inside a sentence begins none.
            if at <= part.len() && (at > 0 || fresh) {
                out.push(from + at);
            }
        }
        from += part.len();
        fresh = ended;
    }
    out
}

/// How much of a text to cut into sentences at once, and whether a sentence ends there.
fn piece(text: &str) -> (usize, bool) {
    if text.len() <= PIECE {
        return (text.len(), true);
    }
    let (low, high) = (text.floor_char_boundary(PIECE / 2), text.floor_char_boundary(PIECE));
    let window = text.get(low..high).unwrap_or_default();
    let stop = window.rmatch_indices(". ").map(|(at, _)| at + 2).find(|at| {
        let (before, after) = window.split_at(*at);
        after.starts_with(char::is_uppercase)
            && before.trim_end_matches(". ").ends_with(|c: char| c.is_ascii_lowercase())
    });
    let space = || window.rfind(' ').map(|at| at + 1);
    let end = stop.or_else(space).unwrap_or(window.len());
    (low + end, stop.is_some())
}

fn between(starts: &[usize], range: &Range<usize>) -> Vec<Range<usize>> {
    let ends = starts.iter().copied().skip(1).chain([range.end]);
    starts.iter().copied().zip(ends).map(|(a, b)| a..b).filter(|r| !r.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_never_cut_but_its_inside_is() {
        let text = "He left. “It is over. We go home,” he said. Then it rained.Nobody saw it.";
        let doc = Doc::new(text, &[(Span::new(0, text.len()), Part::Text)]);
        let sentences: Vec<_> = doc.sentences.iter().map(|s| doc.words(s)).collect();
        assert_eq!(
            sentences,
            ["He left.", "“It is over. We go home,” he said.", "Then it rained.", "Nobody saw it."]
        );
        let over = doc.tokens.iter().position(|t| t.is("over")).expect("the word is there");
        assert_eq!(doc.words(&doc.segment_of[over]), "It is over.");
    }

    #[test]
    fn a_line_of_any_length_is_cut_at_the_same_places() {
        let sentence = "The talks in the old town went on. ";
        let text = sentence.repeat(3 * PIECE / sentence.len());
        let want: Vec<usize> =
            (0..text.len() / sentence.len()).map(|n| n * sentence.len()).collect();
        assert_eq!(sentence_starts(&text), want);
        // Without a full stop the cuts are no sentences, wherever they fall.
        assert_eq!(sentence_starts(&"and then ".repeat(PIECE)), [0]);
        assert_eq!(sentence_starts(&"\u{201c}\u{fc}".repeat(PIECE)), [0]);
    }

    #[test]
    fn a_short_word_is_a_name_if_it_is_capital_inside_a_sentence() {
        let text = "An old road. Ur said so. It was shut, and Ur knew.";
        let doc = Doc::new(text, &[(Span::new(0, text.len()), Part::Text)]);
        let name = |word: &str| {
            let token = doc.tokens.iter().find(|token| token.is(word));
            token.is_some_and(|token| doc.is_name_anywhere(token))
        };
        assert!(name("ur") && !name("an") && !name("it"));
    }
}
