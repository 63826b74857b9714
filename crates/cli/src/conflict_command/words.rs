//! States, moves and wishes in words.

use weigh::conflict::{Concept, Named, Preference, Scene, Step};

use super::board::{Behind, Board};
use crate::brief::harmless;
use crate::output;

/// Options that are named in one breath; more are counted.
const NAMED: usize = 8;

impl Board<'_> {
    /// `5 (YNNY)`, or with its name in graph form.
    pub(super) fn state(&self, state: Scene) -> String {
        let number = u64::from(state) + 1;
        match self.conflict.state_name(state) {
            Some(name) => format!("{number} “{name}”"),
            None => format!("{number} ({})", self.conflict.signs(state)),
        }
    }

    /// What is on in a state, by decision maker.
    pub(super) fn in_words(&self, state: Scene) -> String {
        let Some(pattern) = self.conflict.pattern(state) else { return String::new() };
        let mut parts = Vec::new();
        for maker in &self.entry.makers {
            let own =
                maker.options.iter().filter_map(|at| Some((*at, self.entry.options.get(*at)?)));
            let on = own.filter(|(at, _)| is_on(pattern, *at));
            let names: Vec<String> = on.map(|(_, lever)| format!("“{}”", lever.name)).collect();
            let what = if names.is_empty() { "none".to_owned() } else { listed(&names) };
            if !maker.options.is_empty() {
                parts.push(format!("{}: {what}", maker.name));
            }
        }
        parts.join("; ")
    }

    /// What changes between two states: "“Strikes” off (to 5)".
    pub(super) fn change(&self, from: Scene, to: Scene) -> String {
        let number = u64::from(to) + 1;
        let (Some(a), Some(b)) = (self.conflict.pattern(from), self.conflict.pattern(to)) else {
            return format!("to {}", self.state(to));
        };
        let named = |keep: u64, way: &str| -> Option<String> {
            let levers = self.entry.options.iter().enumerate();
            let kept = levers.filter(|(at, _)| is_on(keep, *at));
            let names: Vec<String> = kept.map(|(_, lever)| format!("“{}”", lever.name)).collect();
            (!names.is_empty()).then(|| format!("{} {way}", listed(&names)))
        };
        let parts: Vec<String> =
            [named(b & !a, "on"), named(a & !b, "off")].into_iter().flatten().collect();
        format!("{} (to {number})", parts.join(", "))
    }

    /// A way, step by step: "North: “Strikes” off (to 5), then South: “Arms” on (to 7)".
    pub(super) fn way(&self, from: Scene, steps: &[Step]) -> String {
        let mut at = from;
        let mut out = Vec::new();
        for step in steps {
            out.push(format!("{}: {}", self.conflict.maker(step.maker), self.change(at, step.to)));
            at = step.to;
        }
        out.join(", then ")
    }

    /// Which wishes make one state better than another, by place.
    pub(super) fn deciding(&self, maker: usize, better: Scene, worse: Scene) -> Vec<usize> {
        let (Some(a), Some(b)) = (self.conflict.pattern(better), self.conflict.pattern(worse))
        else {
            return Vec::new();
        };
        match self.conflict.draft().makers.get(maker).map(|maker| &maker.preference) {
            Some(Preference::Priorities(wishes)) => {
                let differs = wishes.iter().position(|wish| wish.is_true(a) != wish.is_true(b));
                differs.into_iter().collect()
            }
            Some(Preference::Weights(wishes)) => {
                let speaks =
                    |(_, (wish, weight)): &(usize, &(weigh::conflict::Wish, weigh::Exact))| {
                        let (in_a, in_b) = (wish.is_true(a), wish.is_true(b));
                        in_a != in_b && in_a != weight.is_negative() && !weight.is_zero()
                    };
                wishes.iter().enumerate().filter(speaks).map(|(place, _)| place).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The wishes that make one state better than another, each cited.
    pub(super) fn because(&self, maker: usize, better: Scene, worse: Scene) -> String {
        let cited: Vec<String> = (self.deciding(maker, better, worse).into_iter())
            .filter_map(|wish| self.wish(maker, wish))
            .collect();
        if cited.is_empty() { self.ranked(maker) } else { listed(&cited) }
    }

    /// A wish as it is cited.
    pub(super) fn wish(&self, maker: usize, wish: usize) -> Option<String> {
        self.behind.get(maker)?.get(wish).map(cited)
    }

    /// Where the ranking of a decision maker stands.
    pub(super) fn ranked(&self, maker: usize) -> String {
        let ranking = self.entry.makers.get(maker).and_then(|maker| maker.ranking.as_ref());
        ranking.map_or_else(String::new, |(_, line)| format!("its ranking (talks.toml:{line})"))
    }

    /// The state that is asked for by number, signs or id.
    pub(super) fn find(&self, text: &str) -> anyhow::Result<Scene> {
        let place = self.entry.states.iter().position(|state| state.id == text);
        if let Some(place) = place.and_then(|place| u32::try_from(place).ok()) {
            return Ok(place);
        }
        let states = self.conflict.states();
        if let Ok(number) = text.parse::<u32>() {
            return self.conflict.named(Named::Number(number)).ok_or_else(|| {
                anyhow::anyhow!("state {number}: there are {states} states, from 1")
            });
        }
        let wanted: Vec<char> = text.chars().map(|sign| sign.to_ascii_uppercase()).collect();
        let options = self.entry.options.len();
        let known = wanted.iter().all(|sign| ['Y', 'N', '-'].contains(sign));
        if !known || wanted.len() != options || options == 0 {
            anyhow::bail!(
                "{text}: not a state of \"{}\"; write its number, or one of Y, N and - for each of \
                 its {options} options",
                self.entry.name
            );
        }
        let fits = |state: &Scene| {
            let pattern = self.conflict.pattern(*state).unwrap_or_default();
            let mut signs = wanted.iter().enumerate();
            signs.all(|(at, sign)| *sign == '-' || (*sign == 'Y') == is_on(pattern, at))
        };
        let mut found = (0..u32::try_from(states).unwrap_or(u32::MAX)).filter(fits);
        match (found.next(), found.count()) {
            (None, _) => anyhow::bail!("{text}: the rules leave no such state"),
            (Some(one), 0) => Ok(one),
            (Some(one), more) => anyhow::bail!(
                "{text}: fits {} states, the first is {}; write Y or N for more options",
                more + 1,
                self.state(one)
            ),
        }
    }
}

pub(super) fn is_on(pattern: u64, option: usize) -> bool {
    option < 64 && pattern >> option & 1 == 1
}

/// `not strikes` with where it stands.
pub(super) fn cited(behind: &Behind) -> String {
    format!("“{}” ({})", behind.says, behind.cite())
}

/// "a, b and c"; of many the first few.
pub(super) fn listed(names: &[String]) -> String {
    let shown = names.get(..NAMED).unwrap_or(names);
    match (names.len().saturating_sub(shown.len()), shown) {
        (0, []) => String::new(),
        (0, [one]) => one.clone(),
        (0, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
        (more, shown) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// "Nash", "GMR", ...
pub(super) fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::Gmr => "GMR",
        Concept::Smr => "SMR",
        Concept::Seq => "SEQ",
        Concept::Sseq => "SSEQ",
    }
}

/// What a concept asks of a state.
pub(super) fn asks(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nobody has a better move of its own",
        Concept::Gmr => {
            "whoever has one can be answered, if need be at the cost of those who answer"
        }
        Concept::Smr => "as GMR, and no further move helps against the answer",
        Concept::Seq => "whoever has one is answered by moves that are good for those who answer",
        Concept::Sseq => "as SEQ, and no further move helps against the answer",
    }
}

/// From the one that asks most to the one that asks least.
pub(super) const BY_STRENGTH: [Concept; 5] =
    [Concept::Nash, Concept::Sseq, Concept::Seq, Concept::Smr, Concept::Gmr];

/// A heading.
pub(super) fn bold(text: &str) -> String {
    let text = harmless(text);
    if output::colour() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text }
}
