//! The cue lexicon: words that tell that somebody said, wants, offers, refuses or thinks something.
//!
//! The vocabulary is `lexicons/cues.toml` and `lexicons/titles.toml`; this file only inflects the
//! verbs and makes the phrases findable.

use std::collections::{BTreeMap, BTreeSet};

use model::Stance;
use serde::Deserialize;

use crate::phrases::Phrases;
use crate::token::{Token, fold};

/// What sort of cue it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A speech act.
    Say,
    /// An inner state.
    Think,
    /// A stance without speech.
    Want,
    /// An act towards an issue that the narrator tells.
    Do,
    /// A paper, poll or account says it.
    Show,
}

/// What may follow a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frame {
    /// "that the road is closed", the "that" or not
    Clause,
    /// "to close the road"
    To,
    /// "the closing of the road"
    Np,
    /// "closing the road"
    Ing,
    /// "the road as closed", "the road “closed”"
    As,
    /// "why the road is closed"
    Question,
}

/// The form in which the verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "says"
    Third,
    /// "said"
    Past,
    /// "saying"
    Ing,
    /// "said" after "has" or "was", where it differs from the past
    Participle,
    /// "say"
    Base,
}

/// One group of the lexicon.
#[derive(Debug, Clone)]
pub struct Cue {
    /// What sort of cue.
    pub class: Class,
    /// What the speaker does with an issue in the content.
    pub stance: Stance,
    /// What may follow.
    pub frames: Vec<Frame>,
}

/// What the trie knows of a phrase: which group, which form, and whether it is more than one verb.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    group: u16,
    /// The form of the verb.
    pub form: Form,
}

/// The vocabulary of attribution.
#[derive(Debug, Default)]
pub struct Cues {
    groups: Vec<Cue>,
    phrases: Phrases<Entry>,
    /// Every inflected verb form that can begin a cue: stops noun phrases.
    verbs: BTreeSet<Box<str>>,
    sets: BTreeMap<&'static str, BTreeSet<Box<str>>>,
    nouns_want: Phrases<()>,
}

#[derive(Deserialize)]
struct File {
    forms: BTreeMap<String, Vec<String>>,
    group: Vec<Group>,
    nouns: BTreeMap<String, Vec<String>>,
    marks: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Group {
    class: Class,
    stance: String,
    frames: Vec<Frame>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
}

const SETS: &[&str] = &[
    "offices", "bodies", "unnamed", "experts", "documents", "honorifics", "pronouns_one",
    "pronouns_many", "pronouns_own", "owners_one", "objects_one", "objects_many",
];

impl Cues {
    /// The built-in vocabulary. A fault in the data leaves it empty, which the tests would show.
    pub fn built_in() -> Self {
        let cues = toml::from_str(include_str!("../../../lexicons/cues.toml"));
        let titles = toml::from_str(include_str!("../../../lexicons/titles.toml"));
        match (cues, titles) {
            (Ok(cues), Ok(titles)) => Self::new(cues, &titles),
            _ => Self::default(),
        }
    }

    fn new(file: File, titles: &BTreeMap<String, Vec<String>>) -> Self {
        let mut out = Self::default();
        for group in file.group {
            let number = u16::try_from(out.groups.len()).unwrap_or(u16::MAX);
            let patterns = group.verbs.iter().map(|verb| format!("{{{verb}}}"));
            for pattern in patterns.chain(group.patterns) {
                out.add(&pattern, number, &file.forms);
            }
            let stance = Stance::parse(&group.stance).unwrap_or(Stance::Report);
            out.groups.push(Cue { class: group.class, stance, frames: group.frames });
        }
        for noun in file.nouns.get("want").into_iter().flatten() {
            out.nouns_want.add(noun, ());
        }
        for name in SETS {
            let words = titles.get(*name).into_iter().flatten().map(|word| fold(word).into());
            out.sets.insert(name, words.collect());
        }
        for (name, key) in [("hearsay", "hearsay"), ("asked", "asked")] {
            let words = file.marks.get(key).into_iter().flatten().map(|word| fold(word).into());
            out.sets.insert(name, words.collect());
        }
        out
    }

    fn add(&mut self, pattern: &str, group: u16, forms: &BTreeMap<String, Vec<String>>) {
        let Some((before, rest)) = pattern.split_once('{') else { return };
        let Some((lemma, after)) = rest.split_once('}') else { return };
        for (form, surface) in inflect(lemma, forms.get(lemma)) {
            self.phrases.add(&format!("{before}{surface}{after}"), Entry { group, form });
            if before.is_empty() && lemma != "be" && lemma != "have" {
                self.verbs.insert(fold(&surface).into());
            }
        }
    }

    /// The longest cue at token `at`: its length in tokens, and the groups it may belong to.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<(&Cue, Form)>)> {
        let (len, entries) = self.phrases.longest(tokens, at)?;
        let groups = entries
            .into_iter()
            .filter_map(|entry| Some((self.groups.get(usize::from(entry.group))?, entry.form)))
            .collect();
        Some((len, groups))
    }

    /// "goals", "priorities": a noun whose owner wants what follows.
    pub fn want_noun(&self, tokens: &[Token], at: usize) -> Option<usize> {
        self.nouns_want.longest(tokens, at).map(|(len, _)| len)
    }

    /// Whether a word can be a form of a cue verb.
    pub fn is_verb(&self, token: &Token) -> bool {
        self.verbs.contains(&token.folded)
    }

    /// Whether a word belongs to one of the lists of `titles.toml` or of the marks.
    pub fn is_in(&self, set: &str, token: &Token) -> bool {
        self.sets.get(set).is_some_and(|words| words.contains(&token.folded))
    }

    /// The words of one of the lists of `titles.toml` or of the marks.
    pub fn words_of(&self, set: &str) -> impl Iterator<Item = &str> {
        self.sets.get(set).into_iter().flatten().map(|word| &**word)
    }

    /// Every form of a verb that can begin a cue.
    pub fn verb_forms(&self) -> impl Iterator<Item = &str> {
        self.verbs.iter().map(|word| &**word)
    }

    /// Whether a noun can head a speaker: an office, a body, an unnamed source, an expert.
    pub fn is_role(&self, token: &Token) -> bool {
        ["offices", "bodies", "unnamed", "experts"].iter().any(|set| self.is_in(set, token))
    }
}

/// A pattern with every form of the verbs in it: "{rule} out", where a brace without a comma holds a
/// verb. Other braces stay.
pub(crate) fn with_forms(pattern: &str, forms: &BTreeMap<String, Vec<String>>) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, (lemma, after))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        out.push_str(before);
        out.push('{');
        if lemma.contains(',') {
            out.push_str(lemma);
        } else {
            let all: Vec<String> =
                inflect(lemma, forms.get(lemma)).into_iter().map(|(_, form)| form).collect();
            out.push_str(&all.join(","));
        }
        out.push('}');
        rest = after;
    }
    out + rest
}

/// The irregular verbs of the lexicon.
pub(crate) fn irregular() -> BTreeMap<String, Vec<String>> {
    #[derive(Deserialize)]
    struct Forms {
        forms: BTreeMap<String, Vec<String>>,
    }
    toml::from_str::<Forms>(include_str!("../../../lexicons/cues.toml"))
        .map(|file| file.forms)
        .unwrap_or_default()
}

/// Every form of a verb, irregular ones from the lexicon.
fn inflect(lemma: &str, irregular: Option<&Vec<String>>) -> Vec<(Form, String)> {
    let order = [Form::Third, Form::Past, Form::Ing, Form::Participle];
    if let Some(forms) = irregular {
        let rest = std::iter::repeat(Form::Past);
        let mut out: Vec<_> = order.into_iter().chain(rest).zip(forms.iter().cloned()).collect();
        out.push((Form::Base, lemma.to_owned()));
        return out;
    }
    let stem_e = lemma.strip_suffix('e');
    let stem_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    let third = match (stem_y, sibilant) {
        (Some(stem), _) => format!("{stem}ies"),
        (None, true) => format!("{lemma}es"),
        (None, false) => format!("{lemma}s"),
    };
    let past = match (stem_e, stem_y) {
        (Some(stem), _) => format!("{stem}ed"),
        (None, Some(stem)) => format!("{stem}ied"),
        (None, None) => format!("{lemma}ed"),
    };
    let ing = match stem_e {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    };
    vec![(Form::Third, third), (Form::Past, past), (Form::Ing, ing), (Form::Base, lemma.to_owned())]
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::token::tokens;

    #[test]
    fn every_form_of_a_verb_is_found() {
        let cues = Cues::built_in();
        for text in ["denied", "denies", "saying", "called for", "is open to", "says", "vowing"] {
            let tokens = tokens(text, Span::new(0, text.len()));
            let found = cues.at(&tokens, 0).map(|(len, _)| len);
            assert_eq!(found, Some(tokens.len()), "{text}");
        }
    }

    #[test]
    fn regular_verbs_inflect() {
        let all = |lemma| inflect(lemma, None).into_iter().map(|f| f.1).collect::<Vec<_>>();
        assert_eq!(all("stress"), ["stresses", "stressed", "stressing", "stress"]);
        assert_eq!(all("urge"), ["urges", "urged", "urging", "urge"]);
        assert_eq!(all("convey"), ["conveys", "conveyed", "conveying", "convey"]);
    }
}
