//! A conflict that holds together: states, moves, ranks.

use std::sync::Arc;

use num_bigint::BigUint;

use super::check;
use super::cubes::{self, Cube};
use super::draft::{Direction, Draft, Form, Lever, Maker, Merge, Named, Pattern, Rule};
use super::merge::{Merged, merge};
use super::moves::{Arcs, Groups, Moves, Switches};
use super::problem::Problem;
use super::rank::{self, Ranked, States};
use super::scenes::{Scene, at, scene};

/// A conflict that holds together. Never changed; [`Conflict::with_ranks`] makes another cheaply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    draft: Arc<Draft>,
    shape: Arc<Shape>,
    /// By decision maker and state: dense from 0, higher is better.
    ranks: Vec<Vec<u32>>,
}

/// What does not depend on preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    /// Of each state, the first that counts as it; empty in graph form.
    patterns: Vec<Pattern>,
    /// All patterns with the state each counts as, ascending; empty where nothing is merged.
    merged: Vec<(Pattern, Scene)>,
    /// Of each state, the merge it stands for; empty where nothing is merged.
    merge: Vec<Option<usize>>,
    states: usize,
    moves: Moves,
    status_quo: Option<Scene>,
}

/// What one rule removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Of all combinations of options, whatever other rules say.
    pub hits: BigUint,
    /// Those that no other rule removes; `None`: too many to count.
    pub alone: Option<u64>,
}

impl Draft {
    /// The conflict, or everything that is wrong with it.
    pub fn check(&self) -> Result<Conflict, Vec<Problem>> {
        let problems = check::check(self);
        if !problems.is_empty() {
            return Err(problems);
        }
        let (mut shape, merged) = match &self.form {
            Form::Options { options, rules, merges } => {
                from_options(&self.makers, options, rules, merges)?
            }
            Form::Graph { states, moves } => (from_graph(states.len(), moves), None),
        };
        let patterns = self.patterns_before(&shape);
        let count = patterns.as_ref().map_or(shape.states, Vec::len);
        let states = States {
            count,
            patterns: patterns.as_deref().unwrap_or_default(),
            merged: merged.as_ref().map(|merged| merged.of.as_slice()),
            left: shape.states,
        };
        let mut problems = Vec::new();
        let mut ranks = Vec::with_capacity(self.makers.len());
        for maker in &self.makers {
            match self.ranks_of(maker, &states, merged.as_ref()) {
                Ok(own) => ranks.push(own),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if let Some(named) = self.status_quo {
            shape.status_quo = states.find(named);
            if shape.status_quo.is_none() {
                let what = "the status quo".to_owned();
                problems.push(Problem::UnknownState { what, named, states: shape.states });
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Conflict { draft: Arc::new(self.clone()), shape: Arc::new(shape), ranks })
    }

    /// The patterns before merging; `None` in graph form.
    fn patterns_before(&self, shape: &Shape) -> Option<Vec<Pattern>> {
        match &self.form {
            Form::Graph { .. } => None,
            Form::Options { .. } if shape.merged.is_empty() => Some(shape.patterns.clone()),
            Form::Options { .. } => {
                Some(shape.merged.iter().map(|(pattern, _)| *pattern).collect())
            }
        }
    }

    fn ranks_of(
        &self,
        maker: &Maker,
        states: &States,
        merged: Option<&Merged>,
    ) -> Result<Vec<u32>, Vec<Problem>> {
        let before = match rank::ranks(&maker.name, &maker.preference, states)? {
            Ranked::After(ranks) => return Ok(ranks),
            Ranked::Before(ranks) => ranks,
        };
        let Some(merged) = merged else { return Ok(before) };
        merged.ranks(&before).map_err(|at| {
            let merges = match &self.form {
                Form::Options { merges, .. } => merges.as_slice(),
                Form::Graph { .. } => &[],
            };
            let merge = merges.get(at).map(|merge| merge.name.clone()).unwrap_or_default();
            vec![Problem::MergedApart { merge, maker: maker.name.clone() }]
        })
    }
}

fn from_options(
    makers: &[Maker],
    options: &[Lever],
    rules: &[Rule],
    merges: &[Merge],
) -> Result<(Shape, Option<Merged>), Vec<Problem>> {
    let patterns = patterns(options.len(), rules).map_err(|problem| vec![problem])?;
    let groups: Vec<Groups> = makers
        .iter()
        .map(|maker| Groups::of(&patterns, options.len(), switches(maker, options)))
        .collect();
    let Some(merged) = merge(merges, &patterns)? else {
        let states = patterns.len();
        let moves = Moves::Computed(groups);
        let (merged, merge) = (Vec::new(), Vec::new());
        let shape = Shape { patterns, merged, merge, states, moves, status_quo: None };
        return Ok((shape, None));
    };
    let arcs = merged.arcs(&groups).map_err(|problem| vec![problem])?;
    let shape = Shape {
        patterns: merged.first.iter().map(|first| patterns[at(*first)]).collect(),
        merged: patterns.iter().copied().zip(merged.of.iter().copied()).collect(),
        merge: merged.merge.clone(),
        states: merged.first.len(),
        moves: Moves::Listed(arcs),
        status_quo: None,
    };
    Ok((shape, Some(merged)))
}

fn from_graph(states: usize, moves: &[Vec<Vec<u32>>]) -> Shape {
    let arcs = moves.iter().map(|lists| Arcs::of(lists.iter().cloned())).collect();
    Shape {
        patterns: Vec::new(),
        merged: Vec::new(),
        merge: Vec::new(),
        states,
        moves: Moves::Listed(arcs),
        status_quo: None,
    }
}

fn switches(maker: &Maker, options: &[Lever]) -> Switches {
    let mut out = Switches::default();
    for own in &maker.options {
        let mask = match options.get(*own).map(|option| option.direction) {
            Some(Direction::OnOnly) => &mut out.on_only,
            Some(Direction::OffOnly) => &mut out.off_only,
            _ => &mut out.both,
        };
        *mask |= 1 << own;
    }
    out
}

/// The states that rules leave, or why there are none or too many.
fn patterns(options: usize, rules: &[Rule]) -> Result<Vec<Pattern>, Problem> {
    let all: Vec<Vec<Cube>> = rules.iter().map(cubes::removed).collect();
    let left = cubes::feasible(&all.concat(), options).map_err(|_| {
        let tied = all.iter().flatten().fold(0, |tied, cube| tied | cube.mask);
        Problem::TooManyStates { options, free: options - tied.count_ones() as usize }
    })?;
    if !left.is_empty() {
        return Ok(left);
    }
    // A smallest set that still leaves nothing: drop one after the other, and keep those that count.
    let mut kept: Vec<usize> = (0..rules.len()).collect();
    for rule in 0..rules.len() {
        let fewer: Vec<usize> = kept.iter().copied().filter(|kept| *kept != rule).collect();
        let cubes: Vec<Cube> = fewer.iter().flat_map(|rule| all[*rule].iter().copied()).collect();
        if cubes::count_feasible(&cubes, options) == Ok(0) {
            kept = fewer;
        }
    }
    Err(Problem::NoState { rules: kept })
}

impl Conflict {
    /// As it was written down. Its preferences are those of the ranks only if [`Conflict::with_ranks`]
    /// did not make it.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// How many decision makers there are.
    pub fn makers(&self) -> usize {
        self.draft.makers.len()
    }

    /// What a decision maker is called.
    pub fn maker(&self, maker: usize) -> &str {
        self.draft.makers.get(maker).map_or("", |maker| &maker.name)
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.shape.states
    }

    /// Where things stand, if that was told.
    pub fn status_quo(&self) -> Option<Scene> {
        self.shape.status_quo
    }

    /// Which options are on in a state; of merged states in the first of them; `None` in graph form.
    pub fn pattern(&self, state: Scene) -> Option<Pattern> {
        self.shape.patterns.get(at(state)).copied()
    }

    /// The state with these options on, if it is one; of merged states each leads to the one.
    pub fn find(&self, pattern: Pattern) -> Option<Scene> {
        if self.shape.merged.is_empty() {
            return self.shape.patterns.binary_search(&pattern).ok().map(scene);
        }
        let place =
            self.shape.merged.binary_search_by_key(&pattern, |(pattern, _)| *pattern).ok()?;
        Some(self.shape.merged[place].1)
    }

    /// The state that is meant.
    pub fn named(&self, named: Named) -> Option<Scene> {
        match named {
            Named::Number(number) => {
                number.checked_sub(1).filter(|place| at(*place) < self.states())
            }
            Named::Pattern(pattern) => self.find(pattern),
        }
    }

    /// What a state is called: its own name in graph form, that of the merge if it is one.
    pub fn state_name(&self, state: Scene) -> Option<&str> {
        match &self.draft.form {
            Form::Graph { states, .. } => states.get(at(state)).map(String::as_str),
            Form::Options { merges, .. } => {
                let merge = self.shape.merge.get(at(state)).copied().flatten()?;
                merges.get(merge).map(|merge| merge.name.as_str())
            }
        }
    }

    /// The options of a state as `Y` and `N`, option 1 first, and `-` where merged states differ; empty
    /// in graph form.
    pub fn signs(&self, state: Scene) -> String {
        let Some(pattern) = self.pattern(state) else { return String::new() };
        let merged = self.shape.merge.get(at(state)).copied().flatten().is_some();
        let others = || self.shape.merged.iter().filter(|(_, one)| merged && *one == state);
        let differs = others().fold(0, |differs, (other, _)| differs | (other ^ pattern));
        let sign = |option: usize| match (differs >> option & 1, pattern >> option & 1) {
            (1, _) => '-',
            (_, 1) => 'Y',
            _ => 'N',
        };
        (0..self.options().len()).map(sign).collect()
    }

    /// All options; none in graph form.
    pub fn options(&self) -> &[Lever] {
        match &self.draft.form {
            Form::Options { options, .. } => options,
            Form::Graph { .. } => &[],
        }
    }

    /// All rules; none in graph form.
    pub fn rules(&self) -> &[Rule] {
        match &self.draft.form {
            Form::Options { rules, .. } => rules,
            Form::Graph { .. } => &[],
        }
    }

    /// What a rule removes; `None`: there is no such rule.
    pub fn removed(&self, rule: usize) -> Option<Removed> {
        let hits = cubes::count_removed(self.rules().get(rule)?, self.options().len());
        let others = self.rules().iter().enumerate().filter(|(at, _)| *at != rule);
        let cubes: Vec<Cube> = others.flat_map(|(_, rule)| cubes::removed(rule)).collect();
        let left = cubes::count_feasible(&cubes, self.options().len()).ok();
        let own =
            if self.shape.merged.is_empty() { self.states() } else { self.shape.merged.len() };
        Some(Removed { hits, alone: left.map(|left| left.saturating_sub(own as u64)) })
    }

    /// The first combinations that a rule removes, ascending, at most so many.
    pub fn list_removed(&self, rule: usize, most: usize) -> Vec<Pattern> {
        let Some(rule) = self.rules().get(rule) else { return Vec::new() };
        cubes::first_taken(&cubes::removed(rule), self.options().len(), most)
    }

    /// How good a state is for somebody: dense from 0, higher is better.
    pub fn rank(&self, maker: usize, state: Scene) -> u32 {
        self.ranks[maker][at(state)]
    }

    /// By decision maker and state.
    pub fn ranks(&self) -> &[Vec<u32>] {
        &self.ranks
    }

    /// All states in classes of those alike, best first, ascending in each.
    pub fn ranking(&self, maker: usize) -> Vec<Vec<Scene>> {
        let most = self.ranks[maker].iter().max().copied().unwrap_or_default();
        let mut out = vec![Vec::new(); at(most) + 1];
        for (state, rank) in self.ranks[maker].iter().enumerate() {
            out[at(most - rank)].push(scene(state));
        }
        out
    }

    /// Where somebody can move to, ascending.
    pub fn moves(&self, maker: usize, from: Scene) -> Vec<Scene> {
        let mut out = Vec::new();
        let own = self.draft.makers.get(maker).map(|maker| switches(maker, self.options()));
        match (own, self.pattern(from)) {
            (None, _) => {}
            // To try each combination of its options is mostly less than to look at all states.
            (Some(own), Some(pattern)) if !self.is_graph() && own.ways() <= self.states() / 8 => {
                out.extend(own.each(pattern).filter_map(|to| self.find(to)));
                out.sort_unstable();
            }
            _ => self.shape.moves.from(maker, from, &mut out),
        }
        out
    }

    /// Those of the moves that are better for the one who moves.
    pub fn improvements(&self, maker: usize, from: Scene) -> Vec<Scene> {
        let mut out = self.moves(maker, from);
        out.retain(|to| self.rank(maker, *to) > self.rank(maker, from));
        out
    }

    /// The same states and moves with other preferences: any numbers, higher is better. Cheap: states
    /// and moves are shared.
    pub fn with_ranks(&self, ranks: &[Vec<u32>]) -> Result<Self, Vec<Problem>> {
        let expected = self.makers();
        if ranks.len() != expected {
            return Err(vec![Problem::Ranks { found: ranks.len(), expected }]);
        }
        let expected = self.states();
        if let Some(wrong) = ranks.iter().find(|own| own.len() != expected) {
            return Err(vec![Problem::Ranks { found: wrong.len(), expected }]);
        }
        let ranks = ranks.iter().map(|own| rank::dense(own)).collect();
        Ok(Self { draft: Arc::clone(&self.draft), shape: Arc::clone(&self.shape), ranks })
    }

    pub(super) fn all_moves(&self) -> &Moves {
        &self.shape.moves
    }
}
