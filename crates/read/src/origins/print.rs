//! What is kept of an article for telling copies: each word as a number, with its place and weight.

use std::ops::Range;

use model::Span;

use super::notice::{Notice, notice};
use super::wire::{Credit, credits};
use crate::doc::Doc;
use crate::token::{Token, TokenKind};

/// What sort of word it is; names and numbers survive when somebody swaps words for synonyms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// "of", "which", "would": it holds a sentence together.
    Function,
    /// A name behind a name: "Fidan" in "Hakan Fidan".
    NameTail,
    /// A capital word.
    Name,
    /// Digits.
    Number,
    /// Any other word.
    Content,
}

impl Class {
    /// What it says about copying if this word stands in both texts. Names and numbers are shared
    /// by everybody who writes of an event; the words chosen around them are not.
    pub(super) fn weight(self) -> i16 {
        match self {
            Class::Function | Class::NameTail => 2,
            Class::Name | Class::Number => 4,
            Class::Content => 6,
        }
    }

    pub(super) fn is_anchor(self) -> bool {
        matches!(self, Class::Name | Class::NameTail | Class::Number)
    }
}

/// One word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// A number for its folded form.
    pub(super) code: u32,
    /// Its bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) class: Class,
    /// It stands between quotation marks.
    pub(super) quoted: bool,
    /// The first word of a sentence is capital for no other reason.
    pub(super) opens: bool,
}

impl Word {
    pub(super) fn span(&self) -> Span {
        Span::new(index(self.start), index(self.end))
    }
}

/// An article, as far as telling copies needs it. Smaller than its tokens, and made without
/// knowing any other article.
#[derive(Debug, Clone, Default)]
pub struct Print {
    pub(super) words: Vec<Word>,
    /// The first word of each paragraph, and the number of words at the end.
    pub(super) paragraphs: Vec<usize>,
    /// Quotations, as ranges of words.
    pub(super) quotes: Vec<Range<usize>>,
    pub(super) credits: Vec<Credit>,
    pub(super) notice: Option<Notice>,
    /// Sentences of an interview that refer to something printed before, as ranges of words.
    pub(super) referring: Vec<Range<usize>>,
    /// All sentences, as ranges of words.
    pub(super) sentences: Vec<Range<usize>>,
}

impl Print {
    /// Takes what is needed from an article. `agency` is the one that its dateline names.
    pub fn new(doc: &Doc, agency: Option<&str>) -> Self {
        let mut words = Vec::with_capacity(doc.tokens.len());
        // For each token: how many words stand before it.
        let mut before = Vec::with_capacity(doc.tokens.len() + 1);
        let mut paragraphs = Vec::with_capacity(doc.paragraphs.len() + 1);
        for paragraph in &doc.paragraphs {
            before.resize(paragraph.tokens.start, words.len());
            paragraphs.push(words.len());
            let mut last: Option<Word> = None;
            let mut opens = true;
            for at in paragraph.tokens.clone() {
                before.push(words.len());
                let Some(token) = doc.tokens.get(at) else { break };
                let Some(word) = word(token, opens, last, doc.quoted(at)) else {
                    opens |= opens_sentence(token);
                    last = None;
                    continue;
                };
                opens = false;
                last = Some(word);
                words.push(word);
            }
        }
        before.resize(doc.tokens.len() + 1, words.len());
        paragraphs.push(words.len());
        let range = |tokens: &Range<usize>| -> Range<usize> {
            let at = |token: usize| before.get(token).copied().unwrap_or(words.len());
            at(tokens.start)..at(tokens.end).max(at(tokens.start))
        };
        let quotes = doc.quotes.iter().flat_map(|quote| &quote.pieces).map(&range);
        let quotes = quotes.filter(|quote| !quote.is_empty()).collect();
        let sentences: Vec<Range<usize>> =
            doc.sentences.iter().map(&range).filter(|words| !words.is_empty()).collect();
        let referring = super::restate::referring(doc, &range);
        let (credits, notice) = (credits(doc, agency), notice(doc));
        Self { words, paragraphs, quotes, credits, notice, referring, sentences }
    }

    /// The bytes from the first to the last word of a range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let last = range.end.checked_sub(1).and_then(|at| self.words.get(at));
        match (self.words.get(range.start), last) {
            (Some(first), Some(last)) => Span::new(first.span().start, last.span().end),
            _ => Span::new(0, 0),
        }
    }
}

fn word(token: &Token, opens: bool, last: Option<Word>, quoted: bool) -> Option<Word> {
    let number = token.kind == TokenKind::Number;
    if !number && token.kind != TokenKind::Word {
        return None;
    }
    let class = if number {
        Class::Number
    } else if is_function(&token.folded) {
        Class::Function
    } else if token.capital {
        let tail = last.is_some_and(|word| matches!(word.class, Class::Name | Class::NameTail));
        if tail { Class::NameTail } else { Class::Name }
    } else {
        Class::Content
    };
    let place = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Some(Word {
        code: short(fnv(token.folded.bytes())),
        start: place(token.span.start),
        end: place(token.span.end),
        class,
        quoted,
        opens,
    })
}

/// Behind these marks a capital letter tells nothing.
fn opens_sentence(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Open | TokenKind::Straight)
        || token.is_any(&[".", "!", "?", ":", ";", "*", "•", "…"])
}

/// A number of the machine's own size for a 32-bit one.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A 32-bit number for one of the machine's own size; texts are shorter than four gigabytes.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// FNV-1a, 64 bits: fixed by its specification, so the same on every machine.
pub(super) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The two halves of a hash laid over each other, as its makers advise.
fn short(hash: u64) -> u32 {
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or(0)
}

/// Words that every text has, whatever it is about.
const FUNCTION: &str = " a about above across after again against all almost along already also although always \
     am among an and another any are around as at away back be because been before behind being below \
     between both but by can could did do does done down during each either else even ever every few for \
     from further had has have having he her here hers herself him himself his how however i if in into is \
     it its itself just least less like many may me might mine more most much must my neither never no nor \
     not now of off often on once one only onto or other others our out over own per perhaps quite rather \
     's 't 're 've 'll 'd 'm don doesn didn isn wasn wouldn couldn shouldn hasn haven hadn won aren weren \
     shall she should since so some soon still such than that the their them themselves then there these \
     they this those though through thus to too toward towards under until up upon us very was we well \
     were what when where whether which while who whom whose why will with within without would yet you your ";

fn is_function(word: &str) -> bool {
    static WORDS: std::sync::LazyLock<std::collections::BTreeSet<&str>> =
        std::sync::LazyLock::new(|| FUNCTION.split_ascii_whitespace().collect());
    word.len() <= 10 && WORDS.contains(word)
}
