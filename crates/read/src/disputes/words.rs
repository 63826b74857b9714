//! The words of `lexicons/disputes.toml`: sets of phrases, things that are counted, acts, windows.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::lexicon::spell_out;
use crate::phrases::Phrases;
use crate::token::Token;

const FILE: &str = include_str!("../../../../lexicons/disputes.toml");

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    set: Vec<Set>,
    scope: Vec<ScopeData>,
    extent: Vec<ExtentData>,
    forecast: Vec<ForecastData>,
    act: Vec<ActData>,
    window: Vec<WindowData>,
    thing: Vec<ThingData>,
    capitals: BTreeMap<String, String>,
    weights: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeData {
    id: String,
    name: String,
    issue: String,
    #[serde(default)]
    swap: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtentData {
    id: String,
    name: String,
    issue: String,
    words: Vec<String>,
    full: Vec<String>,
    part: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForecastData {
    id: String,
    name: String,
    words: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActData {
    id: String,
    name: String,
    issue: String,
    #[serde(default = "yes")]
    agent: bool,
    words: Vec<String>,
    negated: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowData {
    id: String,
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThingData {
    id: String,
    name: String,
    issue: String,
    nouns: Vec<String>,
    near: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    single: Vec<String>,
    days: i32,
    #[serde(default)]
    place: bool,
    #[serde(default)]
    accrues: bool,
    #[serde(default)]
    time: bool,
    #[serde(default)]
    party: bool,
    #[serde(default)]
    minimum: bool,
}

/// Something of which accounts can differ, with its name and its issue.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) issue: String,
    /// For a scope: "exchange" alone says that both give.
    pub(super) swap: bool,
    /// For an act: somebody does it, and who is part of the claim.
    pub(super) agent: bool,
}

/// A thing that is counted.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) named: Named,
    pub(super) nouns: Vec<String>,
    pub(super) needs_near: bool,
    pub(super) needs_also: bool,
    pub(super) days: i32,
    pub(super) place: bool,
    pub(super) accrues: bool,
    pub(super) time: bool,
    pub(super) party: bool,
    pub(super) minimum: bool,
}

/// What a phrase belongs to. Numbers are places in the lists of [`Words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// One of the named sets.
    Set(usize),
    /// A thing of which one side or both give.
    Scope(usize),
    /// A thing that is full or partial.
    Extent(usize),
    /// It is full.
    Full(usize),
    /// It is local, partial or limited.
    Part(usize),
    /// Words that only look like one of the two.
    Neither(usize),
    /// Something that may come.
    Forecast(usize),
    /// It came.
    Came(usize),
    /// It did not.
    Failed(usize),
    /// An act.
    Act(usize),
    /// The act denied.
    NoAct(usize),
    /// What may stand in the calendar.
    Window(usize),
    /// A word near a counted thing.
    Near(usize),
    /// A word that must stand near it too.
    Also(usize),
    /// A word that rules it out.
    Not(usize),
    /// "A train": one.
    Single(usize),
}

/// Where a phrase stands.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) of: Of,
    pub(super) tokens: Range<usize>,
}

/// The whole vocabulary.
#[derive(Debug, Default)]
pub(super) struct Words {
    phrases: Phrases<Of>,
    sets: Vec<String>,
    pub(super) scopes: Vec<Named>,
    pub(super) extents: Vec<Named>,
    pub(super) forecasts: Vec<Named>,
    pub(super) acts: Vec<Named>,
    pub(super) windows: Vec<Named>,
    pub(super) things: Vec<Thing>,
    pub(super) capitals: BTreeMap<String, String>,
    weights: BTreeMap<String, u32>,
}

impl Words {
    /// The built-in words; none at all if the file is broken, which a test rules out.
    pub(super) fn built_in() -> Self {
        toml::from_str::<File>(FILE).map(Self::load).unwrap_or_default()
    }

    fn load(file: File) -> Self {
        let mut out = Self { capitals: file.capitals, weights: file.weights, ..Self::default() };
        for (at, set) in file.set.into_iter().enumerate() {
            out.add(&set.words, Of::Set(at));
            out.sets.push(set.name);
        }
        for (at, data) in file.scope.into_iter().enumerate() {
            out.add(&data.words, Of::Scope(at));
            let (id, name, issue) = (data.id, data.name, data.issue);
            out.scopes.push(Named { id, name, issue, swap: data.swap, agent: false });
        }
        for (at, data) in file.extent.into_iter().enumerate() {
            out.add(&data.words, Of::Extent(at));
            out.add(&data.full, Of::Full(at));
            out.add(&data.part, Of::Part(at));
            out.add(&data.not, Of::Neither(at));
            let (id, name, issue) = (data.id, data.name, data.issue);
            out.extents.push(Named { id, name, issue, ..Named::default() });
        }
        for (at, data) in file.forecast.into_iter().enumerate() {
            out.add(&data.words, Of::Forecast(at));
            out.add(&data.yes, Of::Came(at));
            out.add(&data.no, Of::Failed(at));
            let issue = data.id.clone();
            out.forecasts.push(Named {
                id: data.id,
                name: data.name,
                issue,
                swap: false,
                agent: false,
            });
        }
        for (at, data) in file.act.into_iter().enumerate() {
            out.add(&data.words, Of::Act(at));
            out.add(&data.negated, Of::NoAct(at));
            let (id, name, issue) = (data.id, data.name, data.issue);
            out.acts.push(Named { id, name, issue, swap: false, agent: data.agent });
        }
        for (at, data) in file.window.into_iter().enumerate() {
            out.add(&data.words, Of::Window(at));
            let issue = "next_meeting".to_owned();
            out.windows.push(Named {
                id: data.id,
                name: data.name,
                issue,
                swap: false,
                agent: false,
            });
        }
        for (at, data) in file.thing.into_iter().enumerate() {
            out.add(&data.near, Of::Near(at));
            out.add(&data.also, Of::Also(at));
            out.add(&data.not, Of::Not(at));
            out.add(&data.single, Of::Single(at));
            out.things.push(Thing {
                named: Named {
                    id: data.id,
                    name: data.name,
                    issue: data.issue,
                    swap: false,
                    agent: false,
                },
                needs_near: !data.near.is_empty(),
                needs_also: !data.also.is_empty(),
                nouns: data.nouns,
                days: data.days,
                place: data.place,
                accrues: data.accrues,
                time: data.time,
                party: data.party,
                minimum: data.minimum,
            });
        }
        out
    }

    fn add(&mut self, words: &[String], of: Of) {
        for phrase in words.iter().flat_map(|word| spell_out(word)) {
            self.phrases.add(&phrase, of);
        }
    }

    /// The set with this name.
    pub(super) fn set(&self, name: &str) -> Of {
        Of::Set(self.sets.iter().position(|known| known == name).unwrap_or(usize::MAX))
    }

    /// How much an issue weighs.
    pub(super) fn weight(&self, issue: &str) -> u32 {
        self.weights.get(issue).copied().unwrap_or(2)
    }

    /// Every phrase among the tokens, in order of place.
    pub(super) fn marks(&self, tokens: &[Token]) -> Vec<Mark> {
        let mut out = Vec::new();
        for at in 0..tokens.len() {
            self.phrases.each(tokens, at, &mut |len, of| {
                out.push(Mark { of: *of, tokens: at..at + len });
            });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound_and_every_set_is_known() {
        let file: File = toml::from_str(FILE).expect("the file parses");
        assert!(file.thing.iter().all(|thing| thing.days > 0));
        let words = Words::built_in();
        let named = [
            "talks", "office", "praise", "blame", "sincere", "strike", "one_sided", "withheld",
            "withholds", "number_word", "number_ahead", "number_done", "extent_agreed",
            "extent_offered", "extent_aside", "extent_whole", "extent_only", "round_noun",
            "round_held", "round_ended", "round_planned", "led", "team", "hosted", "mediated",
        ];
        for name in named {
            assert_ne!(words.set(name), Of::Set(usize::MAX), "{name}");
        }
        assert_eq!(words.set("nothing"), Of::Set(usize::MAX));
        assert!(words.weight("ceasefire") > words.weight("no such issue"));
    }
}
