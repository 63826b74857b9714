//! Whether a draft holds together in form: everything that is wrong with it, not the first thing.

use std::collections::BTreeSet;

use super::draft::{Clause, Draft, Form, Lever, Maker, Merge, Preference, Rule};
use super::problem::{MOST_MAKERS, MOST_MOVES, MOST_OPTIONS, Problem};

/// What is wrong before any state is looked at.
pub(super) fn check(draft: &Draft) -> Vec<Problem> {
    let mut problems = makers(&draft.makers);
    match &draft.form {
        Form::Options { options, rules, merges } => {
            levers(options, &draft.makers, &mut problems);
            references(options.len(), rules, merges, &draft.makers, &mut problems);
        }
        Form::Graph { states, moves } => {
            without_options(&draft.makers, &mut problems);
            graph(states, moves, &draft.makers, &mut problems);
        }
    }
    problems
}

fn makers(makers: &[Maker]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if makers.is_empty() {
        problems.push(Problem::NoMakers);
    }
    if makers.len() > MOST_MAKERS {
        problems.push(Problem::TooManyMakers { makers: makers.len() });
    }
    names("decision maker", makers.iter().map(|maker| &maker.name), &mut problems);
    problems
}

/// Names that are missing or stand twice, each told once.
fn names<'a>(what: &str, names: impl Iterator<Item = &'a String>, problems: &mut Vec<Problem>) {
    let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
    for (at, name) in names.enumerate() {
        if name.trim().is_empty() {
            problems.push(Problem::EmptyName { what: format!("{what} {}", at + 1) });
        } else if !seen.insert(name) && told.insert(name) {
            problems.push(Problem::SameName { what: what.to_owned(), name: name.clone() });
        }
    }
}

/// Options and who owns them. Two decision makers may each have an option of one name.
fn levers(options: &[Lever], makers: &[Maker], problems: &mut Vec<Problem>) {
    if options.len() > MOST_OPTIONS {
        problems.push(Problem::TooManyOptions { options: options.len() });
    }
    for (at, option) in options.iter().enumerate() {
        if option.name.trim().is_empty() {
            problems.push(Problem::EmptyName { what: format!("option {}", at + 1) });
        }
        let owners: Vec<String> = makers
            .iter()
            .flat_map(|maker| {
                maker.options.iter().filter(|own| **own == at).map(|_| maker.name.clone())
            })
            .collect();
        match owners.len() {
            0 => problems.push(Problem::NoOwner { option: option.name.clone() }),
            1 => {}
            _ => problems.push(Problem::Owners { option: option.name.clone(), owners }),
        }
    }
    for maker in makers {
        let own: BTreeSet<usize> = maker.options.iter().copied().collect();
        let named = own.iter().filter_map(|own| options.get(*own)).map(|option| &option.name);
        let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
        for name in named.filter(|name| !name.trim().is_empty()) {
            if !seen.insert(name) && told.insert(name) {
                let what = format!("option of {}", maker.name);
                problems.push(Problem::SameName { what, name: name.clone() });
            }
        }
    }
}

/// What names options that are not there.
fn references(
    options: usize,
    rules: &[Rule],
    merges: &[Merge],
    makers: &[Maker],
    problems: &mut Vec<Problem>,
) {
    let mut look = |what: &str, named: &mut dyn Iterator<Item = usize>| {
        let unknown: BTreeSet<usize> = named.filter(|option| *option >= options).collect();
        for option in unknown {
            problems.push(Problem::UnknownOption { what: what.to_owned(), option, options });
        }
    };
    for (at, rule) in rules.iter().enumerate() {
        let what = format!("rule {}", at + 1);
        match rule {
            Rule::Never(clause) => look(&what, &mut clause.iter().map(|l| l.option)),
            Rule::AtMostOne(of) | Rule::AtLeastOne(of) => look(&what, &mut of.iter().copied()),
            Rule::If { when, then } => {
                look(&what, &mut when.iter().chain(then).map(|l| l.option));
            }
        }
    }
    for merge in merges {
        look(&format!("the merge \"{}\"", merge.name), &mut literals(&merge.any));
    }
    for maker in makers {
        let what = format!("the options of \"{}\"", maker.name);
        look(&what, &mut maker.options.iter().copied());
        for (at, any) in wishes(&maker.preference).enumerate() {
            look(&format!("wish {} of \"{}\"", at + 1, maker.name), &mut literals(any));
        }
    }
    names("merge", merges.iter().map(|merge| &merge.name), problems);
}

fn literals(any: &[Clause]) -> impl Iterator<Item = usize> + '_ {
    any.iter().flatten().map(|literal| literal.option)
}

fn wishes(preference: &Preference) -> impl Iterator<Item = &[Clause]> {
    let (plain, weighted): (&[_], &[_]) = match preference {
        Preference::Priorities(wishes) => (wishes, &[]),
        Preference::Weights(wishes) => (&[], wishes),
        Preference::Ranking(_) => (&[], &[]),
    };
    plain.iter().chain(weighted.iter().map(|(wish, _)| wish)).map(|wish| wish.any.as_slice())
}

fn without_options(makers: &[Maker], problems: &mut Vec<Problem>) {
    for maker in makers {
        if !maker.options.is_empty() {
            let what = format!("the options of \"{}\"", maker.name);
            problems.push(Problem::NoOptions { what });
        }
        for (at, any) in wishes(&maker.preference).enumerate() {
            if literals(any).next().is_some() {
                let what = format!("wish {} of \"{}\"", at + 1, maker.name);
                problems.push(Problem::NoOptions { what });
            }
        }
    }
}

fn graph(states: &[String], moves: &[Vec<Vec<u32>>], makers: &[Maker], out: &mut Vec<Problem>) {
    if states.is_empty() {
        out.push(Problem::NoState { rules: Vec::new() });
    }
    names("state", states.iter(), out);
    if moves.len() != makers.len() {
        out.push(Problem::Moves { maker: None, found: moves.len(), expected: makers.len() });
    }
    let all: u64 = moves.iter().flatten().map(|to| to.len() as u64).sum();
    if all > MOST_MOVES {
        out.push(Problem::TooManyMoves { moves: all });
    }
    for (maker, from) in makers.iter().zip(moves) {
        let name = || maker.name.clone();
        if from.len() != states.len() {
            let (found, expected) = (from.len(), states.len());
            out.push(Problem::Moves { maker: Some(name()), found, expected });
        }
        for (state, to) in from.iter().enumerate() {
            for to in to {
                if *to as usize >= states.len() {
                    out.push(Problem::UnknownTarget { maker: name(), from: state, to: *to });
                } else if *to as usize == state {
                    out.push(Problem::MoveToItself { maker: name(), state });
                }
            }
        }
    }
}
