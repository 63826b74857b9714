//! A model of the dossier made ready for the engine, with where each wish and each rule stands.

use model::conflict::{Conflict as Entry, Direction as Way, Maker as Decider, RuleKind, StateName};
use model::{ActorId, Attitude, Basis, Evidence, Finding, LineMap, Spot, Talks, When};
use weigh::Exact;
use weigh::conflict::{
    Clause, Conflict, Direction, Draft, Form, Lever, Literal, Maker, Merge, Named, Preference,
    Problem, Rule, Scene, Wish,
};

use super::codes;

/// One model, checked.
pub(crate) struct Board<'a> {
    /// As it was entered.
    pub(crate) entry: &'a Entry,
    /// As the engine knows it.
    pub(crate) conflict: Conflict,
    /// By decision maker and wish, in the order of the engine.
    pub(crate) behind: Vec<Vec<Behind>>,
    /// By rule of the engine, the rule of the entry.
    pub(crate) rules: Vec<usize>,
}

/// Where a wish stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Behind {
    /// The statement.
    pub(crate) says: String,
    /// In words, if any were given.
    pub(crate) words: Option<String>,
    /// Line of `talks.toml`.
    pub(crate) line: usize,
    /// The pages that the entry cites.
    pub(crate) sources: Vec<String>,
    /// Whether the analyst assumes it.
    pub(crate) assumed: bool,
    /// Whether it was taken from a position.
    pub(crate) position: bool,
}

impl Behind {
    /// `talks.toml:12`, with a word where it is an assumption or a position.
    pub(crate) fn cite(&self) -> String {
        let word = match (self.assumed, self.position) {
            (true, _) => "assumed, ",
            (_, true) => "position, ",
            _ if self.sources.is_empty() => "unsourced, ",
            _ => "",
        };
        format!("{word}talks.toml:{}", self.line)
    }
}

/// A model as the engine takes it, not yet checked.
struct Sketch {
    draft: Draft,
    behind: Vec<Vec<Behind>>,
    rules: Vec<usize>,
}

impl<'a> Board<'a> {
    /// The model, or what is wrong with it; the entry itself must be whole.
    pub(crate) fn of(
        entry: &'a Entry,
        talks: &Talks,
        (file, text): (&str, &str),
    ) -> Result<Self, Vec<Finding>> {
        let Sketch { draft, behind, rules } = sketch(entry, talks);
        match draft.check() {
            Ok(conflict) => Ok(Self { entry, conflict, behind, rules }),
            Err(problems) => {
                let bare = Draft {
                    makers: (draft.makers.iter())
                        .map(|maker| Maker::indifferent(&maker.name, &maker.options))
                        .collect(),
                    status_quo: None,
                    ..draft
                };
                let place = Place { entry, rules: &rules, bare: bare.check().ok() };
                let lines = LineMap::new(text);
                let find = |problem| place.finding(problem, file, text, &lines);
                Err(problems.iter().map(find).collect())
            }
        }
    }
}

fn sketch(entry: &Entry, talks: &Talks) -> Sketch {
    let (mut makers, mut behind) = (Vec::new(), Vec::new());
    for decider in &entry.makers {
        let (preference, own) = preference(entry, decider, talks);
        makers.push(Maker {
            name: decider.name.clone(),
            options: decider.options.clone(),
            preference,
        });
        behind.push(own);
    }
    let (mut all, mut rules) = (Vec::new(), Vec::new());
    for (place, rule) in entry.rules.iter().enumerate() {
        let before = all.len();
        match &rule.kind {
            RuleKind::Never(_, any) | RuleKind::Always(_, any) => {
                all.extend(any.iter().map(|clause| Rule::Never(literals(clause))));
            }
            RuleKind::AtMostOne(of) => all.push(Rule::AtMostOne(of.clone())),
            RuleKind::AtLeastOne(of) => all.push(Rule::AtLeastOne(of.clone())),
        }
        rules.extend(std::iter::repeat_n(place, all.len() - before));
    }
    let form = if entry.states.is_empty() {
        let lever = |one: &model::conflict::Lever| Lever {
            name: one.name.clone(),
            direction: match one.direction {
                Way::Both => Direction::Both,
                Way::OnOnly => Direction::OnOnly,
                Way::OffOnly => Direction::OffOnly,
            },
        };
        let merge = |one: &model::conflict::Merge| Merge {
            name: one.name.clone(),
            any: one.any.iter().map(literals).collect(),
        };
        Form::Options {
            options: entry.options.iter().map(lever).collect(),
            rules: all,
            merges: entry.merges.iter().map(merge).collect(),
        }
    } else {
        let states = entry.states.len();
        let moves = entry.makers.iter().map(|maker| {
            let mut own = vec![Vec::new(); states];
            for (from, to) in &maker.moves {
                if let (Some(from), Ok(to)) = (own.get_mut(*from), u32::try_from(*to)) {
                    from.push(to);
                }
            }
            own
        });
        Form::Graph {
            states: entry.states.iter().map(|state| state.name.clone()).collect(),
            moves: moves.collect(),
        }
    };
    let status_quo = entry.status_quo.as_ref().map(|(state, _)| named(state));
    Sketch { draft: Draft { makers, form, status_quo }, behind, rules }
}

fn literals(clause: &model::formula::Clause) -> Clause {
    clause.iter().map(|(option, on)| Literal::new(*option, *on)).collect()
}

fn named(state: &StateName) -> Named {
    match state {
        StateName::Number(number) => Named::Number(*number),
        StateName::Signs(signs) => {
            let on = signs.iter().take(64).enumerate().filter(|(_, on)| **on);
            Named::Pattern(on.fold(0, |pattern, (option, _)| pattern | 1 << option))
        }
    }
}

fn preference(entry: &Entry, decider: &Decider, talks: &Talks) -> (Preference, Vec<Behind>) {
    if let Some((ranking, _)) = &decider.ranking {
        let class = |class: &Vec<StateName>| class.iter().map(named).collect();
        return (Preference::Ranking(ranking.iter().map(class).collect()), Vec::new());
    }
    let (mut wishes, mut behind) = (Vec::new(), Vec::new());
    for want in &decider.wants {
        wishes.push(Wish { any: want.any.iter().map(literals).collect() });
        let (line, sources) = entered(&want.evidence);
        behind.push(Behind {
            says: want.that.to_string(),
            words: want.words.clone(),
            line,
            sources,
            assumed: want.assumed,
            position: false,
        });
    }
    if decider.from_positions {
        for (option, on, from) in positions(entry, decider, talks) {
            wishes.push(Wish::one(option, on));
            behind.push(from);
        }
    }
    let weights: Option<Vec<Exact>> =
        decider.wants.iter().map(|want| want.weight.as_ref()?.parse().ok()).collect();
    match weights {
        Some(weights) if !weights.is_empty() => {
            (Preference::Weights(wishes.into_iter().zip(weights).collect()), behind)
        }
        _ => (Preference::Priorities(wishes), behind),
    }
}

fn entered(evidence: &Evidence) -> (usize, Vec<String>) {
    match evidence {
        Evidence::Entry { line, sources } => {
            (*line, sources.iter().map(ToString::to_string).collect())
        }
        Evidence::Passage(_) | Evidence::Assumed(_) => (0, Vec::new()),
    }
}

/// What the last position of its own on each option says, in the order of the options: asked for is on,
/// refused is off. What a side only accepts, or what others say of it, says nothing about what it likes
/// better.
fn positions(entry: &Entry, decider: &Decider, talks: &Talks) -> Vec<(usize, bool, Behind)> {
    let Some(party) = &decider.party else { return Vec::new() };
    let mut out = Vec::new();
    for (place, lever) in entry.options.iter().enumerate() {
        let Some((issue, choice)) = &lever.stands_for else { continue };
        let known = |position: &&model::Position| {
            position.issue == *issue
                && position.choice.as_ref() == Some(choice)
                && position.basis == Basis::Own
                && speaks_for(talks, &position.party, party)
                && holds(position, entry.as_of)
        };
        let last = talks.positions.iter().filter(known).max_by_key(|one| one.from);
        let on = match last.and_then(|one| one.attitude) {
            Some(Attitude::Wants) => true,
            Some(Attitude::Refuses) => false,
            _ => continue,
        };
        let Some(last) = last else { continue };
        let (line, sources) = entered(&last.evidence);
        let says = if on { lever.id.clone() } else { format!("not {}", lever.id) };
        let words = Some(last.words.clone());
        let from = Behind { says, words, line, sources, assumed: false, position: true };
        out.push((place, on, from));
    }
    out
}

fn speaks_for(talks: &Talks, speaker: &ActorId, party: &ActorId) -> bool {
    speaker == party || talks.party_of(speaker) == party
}

/// Whether a position was known on a day, and not given up.
fn holds(position: &model::Position, day: Option<When>) -> bool {
    let Some(day) = day else { return position.until.is_none() };
    let since = position.from.is_none_or(|from| from.first_day() <= day.last_day());
    since && position.until.is_none_or(|until| until.last_day() >= day.first_day())
}

/// Finds the line that a problem is about.
struct Place<'a> {
    entry: &'a Entry,
    rules: &'a [usize],
    /// The same without preferences, to name states.
    bare: Option<Conflict>,
}

impl Place<'_> {
    fn finding(&self, problem: &Problem, file: &str, text: &str, lines: &LineMap) -> Finding {
        let message = format!("conflict \"{}\": {}", self.entry.name, self.message(problem));
        let mut finding = codes::of(problem).of(file, message, problem.advice());
        if let Some(start) = lines.start(self.line(problem)) {
            finding.spot = Some(Spot::new(text, lines, model::Span::new(start, start)));
        }
        finding
    }

    fn message(&self, problem: &Problem) -> String {
        match problem {
            Problem::NoState { rules } if !rules.is_empty() => {
                let mut lines: Vec<usize> =
                    rules.iter().filter_map(|rule| self.rule_line(*rule)).collect();
                lines.sort_unstable();
                lines.dedup();
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                let many = if lines.len() == 1 { "rule of line" } else { "rules of lines" };
                format!("no state is left by the {many} {}", lines.join(", "))
            }
            Problem::UnknownState { what, named: Named::Pattern(pattern), .. } => {
                let signs = (0..self.entry.options.len()).map(|at| sign(*pattern, at));
                let signs: String = signs.collect();
                format!("{what} names the state {signs}, which a rule removes")
            }
            Problem::RankingMisses { maker, states, missing } => {
                let shown: Vec<String> = states.iter().map(|state| self.state(*state)).collect();
                let many = if *missing == 1 { "state" } else { "states" };
                let more = match missing.saturating_sub(shown.len()) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!("the ranking of \"{maker}\" misses {many} {}{more}", shown.join(", "))
            }
            Problem::RankedTwice { maker, state } => {
                format!("the ranking of \"{maker}\" names state {} twice", self.state(*state))
            }
            other => other.to_string(),
        }
    }

    fn state(&self, state: Scene) -> String {
        let number = u64::from(state) + 1;
        match self.bare.as_ref().map(|bare| bare.signs(state)) {
            Some(signs) if !signs.is_empty() => format!("{number} ({signs})"),
            _ => number.to_string(),
        }
    }

    fn rule_line(&self, rule: usize) -> Option<usize> {
        let rule = self.entry.rules.get(*self.rules.get(rule)?)?;
        Some(entered(&rule.evidence).0)
    }

    fn line(&self, problem: &Problem) -> usize {
        let of_maker = |name: &str| self.entry.makers.iter().rfind(|maker| maker.name == name);
        let maker = |name: &str| of_maker(name).map(|maker| maker.line);
        let ranking = |name: &str| of_maker(name).and_then(|maker| Some(maker.ranking.as_ref()?.1));
        let merge = |name: &str| self.entry.merges.iter().rfind(|one| one.name == name);
        let found = match problem {
            Problem::NoState { rules } => {
                rules.iter().filter_map(|rule| self.rule_line(*rule)).min()
            }
            Problem::SameName { name, .. } => maker(name).or_else(|| {
                let lever = self.entry.options.iter().rfind(|lever| lever.name == *name);
                lever.map(|lever| lever.line)
            }),
            Problem::EmptyMerge { merge: name }
            | Problem::MergedTwice { merges: [_, name] }
            | Problem::MergedApart { merge: name, .. } => merge(name).map(|merge| merge.line),
            Problem::UnknownState { what, .. } => {
                let quoted = |one: &&Decider| what.contains(&format!("\"{}\"", one.name));
                let decider = self.entry.makers.iter().find(quoted);
                let own = decider.and_then(|one| Some(one.ranking.as_ref()?.1));
                own.or_else(|| self.entry.status_quo.as_ref().map(|(_, line)| *line))
            }
            Problem::RankingMisses { maker: name, .. }
            | Problem::RankedTwice { maker: name, .. } => ranking(name),
            Problem::TooFine { maker: name }
            | Problem::MoveToItself { maker: name, .. }
            | Problem::UnknownTarget { maker: name, .. } => maker(name),
            _ => None,
        };
        found.unwrap_or(self.entry.line)
    }
}

fn sign(pattern: u64, option: usize) -> char {
    if option < 64 && pattern >> option & 1 == 1 { 'Y' } else { 'N' }
}

/// What is wrong with the models of a dossier that the reader of the file could not see.
pub(crate) fn check(dossier: &crate::dossier::Dossier) -> Vec<Finding> {
    let (Some(talks), Some((file, text))) = (&dossier.talks, &dossier.talks_file) else {
        return Vec::new();
    };
    let whole = talks.conflicts.iter().filter(|entry| entry.whole);
    whole.filter_map(|entry| Board::of(entry, talks, (file, text)).err()).flatten().collect()
}
