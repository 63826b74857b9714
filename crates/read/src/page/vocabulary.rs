//! The words by which page furniture is known, from `lexicons/furniture.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::token::fold;

/// Longest text, in bytes, whose words are looked at; furniture is shorter.
const LONGEST: usize = 1_200;

/// Every label of page furniture.
pub const LABELS: &[&str] = &[
    "nav", "share", "photo_credit", "source_link", "section_label", "site_name", "rights",
    "widget", "view_counter", "tags", "comment_form", "keywords", "contact", "byline_dateline",
    "related", "ads", "disclaimer", "newsletter",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    words: WordLists,
    rule: Vec<RuleSource>,
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code, reason = "the test lines are for the tests"))]
    test: Vec<TestSource>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordLists {
    function: Vec<String>,
    verbs: Vec<String>,
    agencies: Vec<String>,
    shouts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSource {
    label: String,
    how: How,
    words: Option<usize>,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "the test lines are for the tests"))]
struct TestSource {
    text: String,
    label: String,
    zone: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum How {
    Whole,
    Weak,
    Start,
    Colon,
    Part,
}

#[derive(Debug)]
struct Rule {
    label: &'static str,
    how: How,
    most: usize,
}

/// The lexicon, ready for look-up.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    rules: Vec<Rule>,
    /// First word of a phrase to the rest of it and its rule; the longest phrases first.
    phrases: BTreeMap<String, Vec<(Vec<String>, usize)>>,
    function: BTreeSet<String>,
    verbs: BTreeSet<String>,
    agencies: BTreeMap<String, bool>,
    shouts: BTreeSet<String>,
}

/// A word of a line, folded; numbers are `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// Starts with a capital letter, or is a number.
    pub capital: bool,
}

/// The built-in lexicon. It is part of the program, so it always parses; a test says so.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static BUILT_IN: LazyLock<Vocabulary> =
        LazyLock::new(|| toml::from_str::<Source>(SOURCE).map(Vocabulary::new).unwrap_or_default());
    &BUILT_IN
}

const SOURCE: &str = include_str!("../../../../lexicons/furniture.toml");

/// The words of a line. Only the first part of a very long one is looked at.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = c.is_alphanumeric() || is_mark(c);
        match (open, inside) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                push_word(line, start, at, &mut out);
                open = None;
                if at > LONGEST {
                    break;
                }
            }
            _ => {}
        }
        if matches!(c, '©' | '#' | '@') {
            out.push(Word {
                text: c.to_string(),
                start: at,
                end: at + c.len_utf8(),
                capital: false,
            });
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn push_word(line: &str, start: usize, end: usize, out: &mut Vec<Word>) {
    let Some(raw) = line.get(start..end) else { return };
    let Some(first) = raw.chars().next() else { return };
    let number = first.is_ascii_digit();
    if number && let Some(last) = out.last_mut() {
        // "1,204" and "14:40" are one number each.
        let glued =
            last.text == "#" && line.get(last.end..start).is_some_and(|s| s.len() == 1 && s != " ");
        if glued {
            last.end = end;
            return;
        }
    }
    let text = if number { "#".to_owned() } else { fold(raw.get(..200).unwrap_or(raw)) };
    out.push(Word { text, start, end, capital: number || first.is_uppercase() });
}

impl Vocabulary {
    fn new(source: Source) -> Self {
        let mut out = Self {
            function: source.words.function.into_iter().collect(),
            verbs: source.words.verbs.into_iter().collect(),
            shouts: source.words.shouts.into_iter().collect(),
            ..Self::default()
        };
        for name in source.words.agencies {
            let upper = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
            out.agencies.insert(key(&name), upper);
        }
        for rule in source.rule {
            let Some(label) = LABELS.iter().find(|known| **known == rule.label) else { continue };
            let id = out.rules.len();
            out.rules.push(Rule { label, how: rule.how, most: rule.words.unwrap_or(25) });
            for phrase in &rule.phrases {
                let mut parts = words_of(phrase).into_iter();
                let Some(first) = parts.next() else { continue };
                out.phrases.entry(first).or_default().push((parts.collect(), id));
            }
        }
        for phrases in out.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        out
    }

    /// Whether the word holds sentences together.
    pub(super) fn is_function(&self, word: &str) -> bool {
        self.function.contains(word)
    }

    /// Whether the word makes a short line a sentence.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }

    /// Whether the word, in capitals before a colon, calls for attention and names no place.
    pub(super) fn is_shout(&self, word: &str) -> bool {
        self.shouts.contains(word)
    }

    /// Whether these are the words of a news or picture agency.
    pub(super) fn is_agency(&self, name: &str) -> bool {
        let upper = !name.chars().any(char::is_lowercase);
        self.agencies.get(&key(name)).is_some_and(|capitals| !capitals || upper)
    }

    /// Whether the name of some agency begins with this word, folded. For telling quickly that a
    /// word begins none.
    pub(super) fn opens_agency(&self, folded: &str) -> bool {
        let start = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let mut from = self.agencies.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.next().is_some_and(|(name, _)| name.starts_with(start))
    }

    /// The label of a line, from its words alone. `edge`: the line stands above the first or below
    /// the last paragraph of the article.
    pub(super) fn label(&self, line: &str, edge: bool) -> Option<&'static str> {
        if line.len() > LONGEST {
            return None;
        }
        let words = words(line);
        self.whole(&words, edge).or_else(|| self.holding(line, &words))
    }

    fn starting<'a>(
        &'a self,
        words: &'a [Word],
        at: usize,
    ) -> impl Iterator<Item = (usize, &'a Rule)> + 'a {
        let known = words.get(at).and_then(|word| self.phrases.get(&word.text));
        known.into_iter().flatten().filter_map(move |(rest, rule)| {
            let found = words.get(at + 1..at + 1 + rest.len())?;
            let same = found.iter().zip(rest).all(|(word, part)| word.text == *part);
            same.then(|| self.rules.get(*rule).map(|rule| (rest.len() + 1, rule)))?
        })
    }

    /// A line of nothing but whole-line phrases and numbers.
    fn whole(&self, words: &[Word], edge: bool) -> Option<&'static str> {
        let mut label = None;
        let mut at = 0;
        while at < words.len() {
            let step = self.starting(words, at).find(|(_, rule)| match rule.how {
                How::Whole => true,
                How::Weak => edge || label.is_some(),
                How::Start | How::Colon | How::Part => false,
            });
            match step {
                Some((len, rule)) => {
                    label = label.or(Some(rule.label));
                    at += len;
                }
                None if words[at].text == "#" => at += 1,
                None => return None,
            }
        }
        label
    }

    fn holding(&self, line: &str, words: &[Word]) -> Option<&'static str> {
        (0..words.len())
            .find_map(|at| {
                self.starting(words, at).find(|(len, rule)| {
                    let fits = words.len() <= rule.most;
                    fits && match rule.how {
                        How::Start => at == 0,
                        How::Colon => at == 0 && colon_after(line, words.get(len - 1)),
                        How::Part => true,
                        How::Whole | How::Weak => false,
                    }
                })
            })
            .map(|(_, rule)| rule.label)
    }
}

fn colon_after(line: &str, word: Option<&Word>) -> bool {
    let rest = word.and_then(|word| line.get(word.end..)).unwrap_or_default();
    rest.trim_start().starts_with([':', '|', '：'])
}

fn words_of(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

/// The words of a line, folded, with single spaces between: the form in which lines compare.
pub(super) fn key(text: &str) -> String {
    words_of(text).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_parses_and_its_labels_are_known() {
        let source: Source = toml::from_str(SOURCE).expect("furniture.toml");
        for rule in &source.rule {
            assert!(LABELS.contains(&rule.label.as_str()), "{}", rule.label);
            for phrase in &rule.phrases {
                assert!(!words_of(phrase).is_empty(), "{phrase}");
            }
        }
    }

    #[test]
    fn the_lexicon_passes_its_own_tests() {
        let source: Source = toml::from_str(SOURCE).expect("furniture.toml");
        for test in &source.test {
            let edge = matches!(test.zone.as_deref(), Some("head" | "foot"));
            let label = vocabulary().label(&test.text, edge).unwrap_or("none");
            assert_eq!(label, test.label, "{}", test.text);
        }
    }

    #[test]
    fn numbers_are_one_word() {
        assert_eq!(words_of("Views: 1,204 at 14:40"), ["views", "#", "at", "#"]);
        assert_eq!(words_of("© 2025 Meridian"), ["©", "#", "meridian"]);
    }

    #[test]
    fn agencies_in_capitals_are_found_only_so() {
        assert!(vocabulary().is_agency("AFP"));
        assert!(!vocabulary().is_agency("Aa"));
        assert!(vocabulary().is_agency("getty images"));
        assert!(!vocabulary().is_agency("the ministry"));
    }
}
