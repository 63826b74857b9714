//! The event words of `lexicons/events.toml`.

use serde::Deserialize;

use crate::phrases::Phrases;
use crate::token::Token;

const FILE: &str = include_str!("../../../../lexicons/events.toml");

#[derive(Deserialize)]
struct File {
    event: Vec<Entry>,
    #[cfg(test)]
    test: Vec<Test>,
}

#[derive(Deserialize)]
struct Entry {
    what: String,
    #[serde(default)]
    clear: bool,
    words: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
}

#[cfg(test)]
#[derive(Deserialize)]
struct Test {
    text: String,
    what: Vec<String>,
}

/// What kinds of event there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) what: Box<str>,
    /// Worth listing without a date.
    pub(super) clear: bool,
    /// Words of which one must stand near; none needed when empty.
    with: Vec<Box<str>>,
}

/// How near, in tokens.
const NEAR: usize = 8;

/// The words that tell of events.
#[derive(Debug, Clone, Default)]
pub struct EventWords {
    phrases: Phrases<usize>,
    kinds: Vec<Kind>,
}

impl EventWords {
    /// The built-in list.
    pub fn built_in() -> Self {
        // A test proves that the file parses; without it there would be no event words.
        toml::from_str::<File>(FILE).map(|file| Self::new(&file)).unwrap_or_default()
    }

    fn new(file: &File) -> Self {
        let mut out = Self::default();
        for entry in &file.event {
            for word in &entry.words {
                out.phrases.add(word, out.kinds.len());
            }
            let with = entry.with.iter().map(|word| word.as_str().into()).collect();
            let what = entry.what.as_str().into();
            out.kinds.push(Kind { what, clear: entry.clear, with });
        }
        out
    }

    /// The event phrase that starts at a token: how long it is, and its kind (an index).
    /// `tokens` end with the sentence, `first` is its first token.
    pub(super) fn at(&self, tokens: &[Token], at: usize, first: usize) -> Option<(usize, usize)> {
        let (len, values) = self.phrases.longest(tokens, at)?;
        let near = at.saturating_sub(NEAR).max(first)..(at + len + NEAR).min(tokens.len());
        let near = tokens.get(near).unwrap_or_default();
        let kind = values.into_iter().copied().find(|kind| {
            let with = self.kind(*kind).map_or(&[][..], |kind| &kind.with);
            with.is_empty() || near.iter().any(|t| with.iter().any(|word| t.is(word)))
        })?;
        Some((len.max(1), kind))
    }

    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.kinds.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use model::Span;

    #[test]
    fn the_file_keeps_its_own_tests() {
        let file: File = toml::from_str(FILE).expect("events.toml parses");
        let words = EventWords::new(&file);
        assert!(!file.test.is_empty());
        for test in &file.test {
            let tokens = tokens(&test.text, Span::new(0, test.text.len()));
            let mut found = Vec::new();
            let mut at = 0;
            while at < tokens.len() {
                let hit = words.at(&tokens, at, 0);
                if let Some(kind) = hit.and_then(|(_, kind)| words.kind(kind)) {
                    found.push(kind.what.to_string());
                }
                at += hit.map_or(1, |(len, _)| len);
            }
            found.retain(|what| !what.is_empty());
            assert_eq!(found, test.what, "{}", test.text);
        }
    }
}
