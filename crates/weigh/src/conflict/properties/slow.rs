//! Everything by its formula, with sets: states pair by pair, legal sequences with the last movers of
//! each state. Shares nothing with the engine but the draft.

use std::collections::{BTreeMap, BTreeSet};

use crate::conflict::{
    Clause, Concept, Direction, Draft, Form, Merge, Named, Pattern, Preference, Rule, Wish,
};

/// States as places, moves as lists, preferences as numbers.
#[derive(Debug, Clone)]
pub(super) struct Slow {
    pub(super) states: usize,
    /// By maker, by state.
    pub(super) moves: Vec<Vec<BTreeSet<usize>>>,
    pub(super) values: Vec<Vec<i128>>,
}

fn is_on(pattern: Pattern, option: usize) -> bool {
    pattern >> option & 1 == 1
}

fn all_of(clause: &Clause, pattern: Pattern) -> bool {
    clause.iter().all(|literal| is_on(pattern, literal.option) == literal.on)
}

fn any_of(any: &[Clause], pattern: Pattern) -> bool {
    any.iter().any(|clause| all_of(clause, pattern))
}

fn removes(rule: &Rule, pattern: Pattern) -> bool {
    let count = |of: &[usize]| {
        let different: BTreeSet<&usize> = of.iter().collect();
        different.into_iter().filter(|option| is_on(pattern, **option)).count()
    };
    match rule {
        Rule::Never(clause) => all_of(clause, pattern),
        Rule::AtMostOne(of) => count(of) > 1,
        Rule::AtLeastOne(of) => count(of) == 0,
        Rule::If { when, then } => all_of(when, pattern) && !all_of(then, pattern),
    }
}

/// The patterns that no rule removes.
pub(super) fn patterns(options: usize, rules: &[Rule]) -> Vec<Pattern> {
    let stays = |pattern: &Pattern| !rules.iter().any(|rule| removes(rule, *pattern));
    (0..1 << options).filter(stays).collect()
}

/// By pattern the place of the state it counts as.
pub(super) fn places(patterns: &[Pattern], merges: &[Merge]) -> Vec<usize> {
    let mut of: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for pattern in patterns {
        let merge = merges.iter().find(|merge| any_of(&merge.any, *pattern));
        let name = merge.map_or_else(|| pattern.to_string(), |merge| format!("m{}", merge.name));
        let next = of.len();
        out.push(*of.entry(name).or_insert(next));
    }
    out
}

fn value(wishes: &[(&Wish, i128)], pattern: Pattern) -> i128 {
    wishes.iter().filter(|(wish, _)| any_of(&wish.any, pattern)).map(|(_, value)| value).sum()
}

impl Slow {
    pub(super) fn of(draft: &Draft) -> Self {
        match &draft.form {
            Form::Options { options, rules, merges } => {
                let patterns = patterns(options.len(), rules);
                let places = places(&patterns, merges);
                let states = places.iter().max().map_or(0, |most| most + 1);
                let mut moves = vec![vec![BTreeSet::new(); states]; draft.makers.len()];
                for (maker, moves) in draft.makers.iter().zip(&mut moves) {
                    for (from, a) in patterns.iter().zip(&places) {
                        for (to, b) in patterns.iter().zip(&places) {
                            let may = (0..options.len()).all(|option| {
                                match (is_on(*from, option), is_on(*to, option)) {
                                    (false, true) => {
                                        maker.options.contains(&option)
                                            && options[option].direction != Direction::OffOnly
                                    }
                                    (true, false) => {
                                        maker.options.contains(&option)
                                            && options[option].direction != Direction::OnOnly
                                    }
                                    _ => true,
                                }
                            });
                            if may && a != b {
                                moves[*a].insert(*b);
                            }
                        }
                    }
                }
                let find = |named: &Named| match named {
                    Named::Number(number) => *number as usize - 1,
                    Named::Pattern(own) => {
                        places[patterns.iter().position(|one| one == own).expect("a state")]
                    }
                };
                let first = |state: usize| {
                    patterns[places.iter().position(|place| *place == state).expect("one")]
                };
                let patterns: Vec<Pattern> = (0..states).map(first).collect();
                let values = draft.makers.iter().map(|maker| {
                    preferences(&maker.preference, states, &find, &|state| patterns[state])
                });
                Self { states, moves, values: values.collect() }
            }
            Form::Graph { states, moves } => {
                let lists = |lists: &Vec<Vec<u32>>| {
                    lists.iter().map(|to| to.iter().map(|to| *to as usize).collect()).collect()
                };
                let find = |named: &Named| match named {
                    Named::Number(number) => *number as usize - 1,
                    Named::Pattern(_) => unreachable!("graph form has no patterns"),
                };
                let values = draft
                    .makers
                    .iter()
                    .map(|maker| preferences(&maker.preference, states.len(), &find, &|_| 0));
                Self {
                    states: states.len(),
                    moves: moves.iter().map(lists).collect(),
                    values: values.collect(),
                }
            }
        }
    }

    pub(super) fn makers(&self) -> usize {
        self.values.len()
    }

    pub(super) fn better(&self, maker: usize, a: usize, b: usize) -> bool {
        self.values[maker][a] > self.values[maker][b]
    }

    /// Where one move of a decision maker leads.
    pub(super) fn from(&self, maker: usize, s: usize, improving: bool) -> Vec<usize> {
        let all = self.moves[maker][s].iter().copied();
        all.filter(|t| !improving || self.better(maker, *t, s)).collect()
    }

    /// Where legal sequences of a group lead, with who can be the last mover.
    pub(super) fn sequences(
        &self,
        coalition: &[usize],
        s: usize,
        improving: bool,
    ) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut last: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for i in coalition {
            for t in self.from(*i, s, improving) {
                last.entry(t).or_default().insert(*i);
            }
        }
        loop {
            let mut new = Vec::new();
            for (t, movers) in &last {
                for i in coalition {
                    if movers.len() == 1 && movers.contains(i) {
                        continue;
                    }
                    for x in self.from(*i, *t, improving) {
                        if !last.get(&x).is_some_and(|movers| movers.contains(i)) {
                            new.push((x, *i));
                        }
                    }
                }
            }
            if new.is_empty() {
                return last;
            }
            for (x, i) in new {
                last.entry(x).or_default().insert(i);
            }
        }
    }

    pub(super) fn stable(&self, i: usize, concept: Concept, s: usize) -> bool {
        let others: Vec<usize> = (0..self.makers()).filter(|other| *other != i).collect();
        let improvements = self.from(i, s, true);
        if concept == Concept::Nash {
            return improvements.is_empty();
        }
        let credible = matches!(concept, Concept::Seq | Concept::Sseq);
        let inescapable = matches!(concept, Concept::Smr | Concept::Sseq);
        improvements.iter().all(|t| {
            self.sequences(&others, *t, credible).keys().any(|x| {
                let back = || self.from(i, *x, false).iter().any(|y| self.better(i, *y, s));
                !(self.better(i, *x, s) || inescapable && back())
            })
        })
    }

    /// Whether a group leaves a state alone.
    pub(super) fn coalition(&self, members: &[usize], s: usize, concept: Concept) -> bool {
        let others: Vec<usize> =
            (0..self.makers()).filter(|maker| !members.contains(maker)).collect();
        let better = |x: usize| members.iter().all(|i| self.better(*i, x, s));
        let reach = |from: usize, who: &[usize]| -> Vec<usize> {
            self.sequences(who, from, false).keys().copied().collect()
        };
        let improvements: Vec<usize> =
            reach(s, members).into_iter().filter(|t| better(*t)).collect();
        if concept == Concept::Nash {
            return improvements.is_empty();
        }
        improvements.iter().all(|t| {
            reach(*t, &others).into_iter().any(|x| {
                let back = || reach(x, members).into_iter().any(better);
                !(better(x) || concept == Concept::Smr && back())
            })
        })
    }

    /// Least number of moves, or improvements, by anybody.
    pub(super) fn distances(&self, from: usize, improving: bool) -> Vec<Option<u32>> {
        let mut out = vec![None; self.states];
        out[from] = Some(0);
        let mut now = vec![from];
        while !now.is_empty() {
            let mut next = Vec::new();
            for s in now {
                for i in 0..self.makers() {
                    for t in self.from(i, s, improving) {
                        if out[t].is_none() {
                            out[t] = out[s].map(|steps| steps + 1);
                            next.push(t);
                        }
                    }
                }
            }
            now = next;
        }
        out
    }
}

fn preferences(
    preference: &Preference,
    states: usize,
    find: &dyn Fn(&Named) -> usize,
    pattern: &dyn Fn(usize) -> Pattern,
) -> Vec<i128> {
    match preference {
        Preference::Priorities(wishes) => {
            let all = wishes.len();
            let wishes: Vec<(&Wish, i128)> =
                wishes.iter().enumerate().map(|(k, wish)| (wish, 1 << (all - 1 - k))).collect();
            (0..states).map(|state| value(&wishes, pattern(state))).collect()
        }
        // Weights are made in halves.
        Preference::Weights(wishes) => {
            let twice = |weight: &crate::number::Exact| {
                (weight + weight).to_string().parse::<i128>().expect("halves")
            };
            let wishes: Vec<(&Wish, i128)> =
                wishes.iter().map(|(wish, weight)| (wish, twice(weight))).collect();
            (0..states).map(|state| value(&wishes, pattern(state))).collect()
        }
        Preference::Ranking(classes) => {
            let mut out = vec![0; states];
            for (rank, class) in classes.iter().rev().enumerate() {
                for named in class {
                    out[find(named)] = rank as i128;
                }
            }
            out
        }
    }
}
