//! The words of `lexicons/coded.toml`: phrases that stand for more than they say, and poles of scope.

use std::collections::BTreeSet;

use model::Span;
use serde::Deserialize;

use crate::lexicon::spell_out;
use crate::phrases::Phrases;
use crate::token::tokens;

const FILE: &str = include_str!("../../../../lexicons/coded.toml");

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    phrase: Vec<PhraseData>,
    scope: Vec<ScopeData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseData {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    words: Vec<String>,
    reading: Vec<ReadingData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingData {
    by: String,
    means: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeData {
    axis: String,
    first: PoleData,
    second: PoleData,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PoleData {
    name: String,
    words: Vec<String>,
}

/// A phrase with what it usually stands for. A note, never a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// The phrase.
    pub name: String,
    /// By whom, in which role, and what it stands for.
    pub readings: Vec<(String, String)>,
    /// Issues whose own name it is.
    pub names: Vec<String>,
}

/// One axis of scope with its two poles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) poles: [String; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Phrase(usize),
    /// The number of the axis, and the pole.
    Pole(usize, usize),
}

/// The glossary of coded phrases.
#[derive(Debug, Default)]
pub struct Glossary {
    phrases: Phrases<Of>,
    coded: Vec<Coded>,
    pub(super) axes: Vec<Axis>,
}

/// What the glossary finds in some words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Noted {
    /// Numbers of phrases.
    pub(super) coded: BTreeSet<usize>,
    /// Number of the axis, number of the pole; only where one pole alone is named.
    pub(super) scope: BTreeSet<(usize, usize)>,
}

impl Glossary {
    /// The built-in glossary; empty if the file is broken, which a test rules out.
    pub fn built_in() -> Self {
        toml::from_str::<File>(FILE).map(Self::load).unwrap_or_default()
    }

    fn load(file: File) -> Self {
        let mut out = Self::default();
        for (at, data) in file.phrase.into_iter().enumerate() {
            out.add(&data.words, Of::Phrase(at));
            let readings = data.reading.into_iter().map(|one| (one.by, one.means)).collect();
            out.coded.push(Coded { name: data.name, readings, names: data.names });
        }
        for (at, data) in file.scope.into_iter().enumerate() {
            out.add(&data.first.words, Of::Pole(at, 0));
            out.add(&data.second.words, Of::Pole(at, 1));
            out.axes.push(Axis { name: data.axis, poles: [data.first.name, data.second.name] });
        }
        out
    }

    fn add(&mut self, words: &[String], of: Of) {
        for phrase in words.iter().flat_map(|word| spell_out(word)) {
            self.phrases.add(&phrase, of);
        }
    }

    /// The phrase with this number.
    pub(super) fn coded(&self, at: usize) -> Option<&Coded> {
        self.coded.get(at)
    }

    /// The phrase with this name.
    pub fn named(&self, name: &str) -> Option<&Coded> {
        self.coded.iter().find(|coded| coded.name == name)
    }

    /// Phrases and poles in some words.
    pub(super) fn notes(&self, words: &str) -> Noted {
        let tokens = tokens(words, Span::new(0, words.len()));
        let mut out = Noted::default();
        let mut poles: BTreeSet<(usize, usize)> = BTreeSet::new();
        for at in 0..tokens.len() {
            self.phrases.each(&tokens, at, &mut |_, of| match *of {
                Of::Phrase(phrase) => drop(out.coded.insert(phrase)),
                Of::Pole(axis, pole) => drop(poles.insert((axis, pole))),
            });
        }
        let single = |&&(axis, pole): &&(usize, usize)| !poles.contains(&(axis, 1 - pole));
        out.scope = poles.iter().filter(single).copied().collect();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<String> {
        let glossary = Glossary::built_in();
        let noted = glossary.notes(words);
        noted.coded.iter().filter_map(|at| glossary.coded(*at)).map(|c| c.name.clone()).collect()
    }

    #[test]
    fn the_file_is_sound_and_every_phrase_has_a_reader() {
        let file: File = toml::from_str(FILE).expect("the file parses");
        assert!(file.phrase.len() > 10 && file.scope.len() > 3);
        for phrase in &file.phrase {
            assert!(!phrase.words.is_empty() && !phrase.reading.is_empty(), "{}", phrase.name);
            for reading in &phrase.reading {
                assert!(!reading.by.is_empty() && !reading.means.is_empty(), "{}", phrase.name);
            }
        }
    }

    #[test]
    fn phrases_are_found_whoever_says_them() {
        assert_eq!(found("the talks should remove \"root causes\""), ["root causes"]);
        assert_eq!(found("reliable guarantees of third states"), ["security guarantees"]);
        assert_eq!(found("a full unconditional ceasefire"), ["unconditional ceasefire"]);
        assert_eq!(found("calls the paper \"ultimatums\""), ["ultimatum"]);
        assert!(found("a bridge fell on a train").is_empty());
    }

    #[test]
    fn both_poles_of_an_axis_tell_nothing() {
        let glossary = Glossary::built_in();
        let axes = |words: &str| glossary.notes(words).scope.len();
        assert_eq!(axes("a full ceasefire"), 1);
        assert_eq!(axes("a full or partial ceasefire"), 0);
    }
}
