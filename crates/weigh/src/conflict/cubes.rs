//! Rules and wishes as bit patterns: a *cube* is a set of options with how each stands, and takes in
//! every pattern that agrees with it. A rule is the union of its cubes.

use num_bigint::BigUint;
use num_traits::{One, Zero};

use super::draft::{Clause, Literal, Pattern, Rule};

/// At most so many states remain.
pub const MOST_STATES: u64 = 1 << 24;
/// At most so many combinations are looked at to find them.
pub const MOST_LOOKED_AT: u64 = 1 << 26;

/// Patterns with these options standing so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cube {
    /// The options that count.
    pub(super) mask: Pattern,
    /// Those of them that are on.
    pub(super) on: Pattern,
}

impl Cube {
    /// `None`: an option would have to be both on and off.
    pub(super) fn of(clause: &[Literal]) -> Option<Self> {
        let mut cube = Self { mask: 0, on: 0 };
        for literal in clause {
            let bit = 1 << literal.option;
            let on = if literal.on { bit } else { 0 };
            if cube.mask & bit != 0 && cube.on & bit != on {
                return None;
            }
            cube.mask |= bit;
            cube.on |= on;
        }
        Some(cube)
    }

    pub(super) fn takes(self, pattern: Pattern) -> bool {
        pattern & self.mask == self.on
    }

    /// Whether patterns that stand so in these options can still be taken.
    fn may_take(self, pattern: Pattern, known: Pattern) -> bool {
        (pattern ^ self.on) & self.mask & known == 0
    }
}

/// The cubes of clauses of which one must hold.
pub(super) fn any(clauses: &[Clause]) -> Vec<Cube> {
    clauses.iter().filter_map(|clause| Cube::of(clause)).collect()
}

/// What a rule removes.
pub(super) fn removed(rule: &Rule) -> Vec<Cube> {
    let bit = |option: &usize| Literal::new(*option, true);
    match rule {
        Rule::Never(clause) => Cube::of(clause).into_iter().collect(),
        Rule::AtMostOne(options) => {
            let options = distinct(options);
            let pairs = options.iter().enumerate().flat_map(|(at, a)| {
                options.iter().skip(at + 1).map(move |b| Cube::of(&[bit(a), bit(b)]))
            });
            pairs.flatten().collect()
        }
        Rule::AtLeastOne(options) => {
            let off: Clause = options.iter().map(|o| Literal::new(*o, false)).collect();
            Cube::of(&off).into_iter().collect()
        }
        Rule::If { when, then } => {
            let against = |literal: &Literal| {
                let mut clause = when.clone();
                clause.push(Literal::new(literal.option, !literal.on));
                Cube::of(&clause)
            };
            then.iter().filter_map(against).collect()
        }
    }
}

fn distinct(options: &[usize]) -> Vec<usize> {
    let mut options = options.to_vec();
    options.sort_unstable();
    options.dedup();
    options
}

/// How many of all combinations of so many options a rule hits.
pub(super) fn count_removed(rule: &Rule, options: usize) -> BigUint {
    let free = |mask: Pattern| {
        let left = options.saturating_sub(mask.count_ones() as usize);
        BigUint::one() << left
    };
    let size = |clause: &[Literal]| Cube::of(clause).map_or_else(BigUint::zero, |c| free(c.mask));
    match rule {
        Rule::Never(_) | Rule::AtLeastOne(_) => {
            removed(rule).first().map_or_else(BigUint::zero, |cube| free(cube.mask))
        }
        Rule::AtMostOne(of) => {
            let of = distinct(of);
            let mask = of.iter().fold(0, |mask, option| mask | 1 << option);
            // All ways but those with none and with one of them.
            free(mask) * ((BigUint::one() << of.len()) - BigUint::from(of.len() + 1))
        }
        Rule::If { when, then } => {
            let both: Clause = when.iter().chain(then).copied().collect();
            size(when) - size(&both)
        }
    }
}

/// Why the states of a set of rules cannot be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// All patterns that no cube takes, ascending. They are counted before any is kept.
pub(super) fn feasible(cubes: &[Cube], options: usize) -> Result<Vec<Pattern>, TooMany> {
    let size = count_feasible(cubes, options)?;
    if size == 0 {
        return Ok(Vec::new());
    }
    let mut out = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let order: Vec<u32> = (0..64).take(options).rev().collect();
    walk(cubes, &order, &mut |pattern| {
        out.push(pattern);
        Ok(())
    })?;
    Ok(out)
}

/// How many there are. Options in no rule only multiply what the others leave.
pub(super) fn count_feasible(cubes: &[Cube], options: usize) -> Result<u64, TooMany> {
    let tied = cubes.iter().fold(0, |tied, cube| tied | cube.mask);
    let order: Vec<u32> = (0..64).take(options).rev().filter(|bit| tied >> bit & 1 == 1).collect();
    let free = options - order.len();
    let mut left = 0_u64;
    walk(cubes, &order, &mut |_| {
        left += 1;
        let most = MOST_STATES.checked_shr(u32::try_from(free).unwrap_or(64)).unwrap_or(0);
        if left > most { Err(TooMany) } else { Ok(()) }
    })?;
    Ok(left << free.min(63))
}

/// Sets options in this order and ends a branch as soon as a cube takes it.
fn walk(
    cubes: &[Cube],
    order: &[u32],
    tell: &mut dyn FnMut(Pattern) -> Result<(), TooMany>,
) -> Result<(), TooMany> {
    if cubes.iter().any(|cube| cube.mask == 0) {
        return Ok(());
    }
    // A cube is decided when the last of its options is set: the lowest, in this order.
    let mut decided: Vec<Vec<Cube>> = vec![Vec::new(); 64];
    for cube in cubes {
        decided[cube.mask.trailing_zeros() as usize].push(*cube);
    }
    let mut looked_at = 0_u64;
    let mut stack: Vec<(usize, Pattern)> = vec![(0, 0)];
    while let Some((at, pattern)) = stack.pop() {
        looked_at += 1;
        // Each combination passes through at most two places of the tree.
        if looked_at > 2 * MOST_LOOKED_AT {
            return Err(TooMany);
        }
        let Some(bit) = order.get(at) else {
            tell(pattern)?;
            continue;
        };
        for set in [pattern | 1 << bit, pattern] {
            if !decided[*bit as usize].iter().any(|cube| cube.takes(set)) {
                stack.push((at + 1, set));
            }
        }
    }
    Ok(())
}

/// The first patterns that one of the cubes takes, ascending, at most so many.
pub(super) fn first_taken(cubes: &[Cube], options: usize, most: usize) -> Vec<Pattern> {
    let mut out = Vec::new();
    let mut stack: Vec<(usize, Pattern, Pattern)> = vec![(options, 0, 0)];
    while let Some((left, known, pattern)) = stack.pop() {
        if out.len() >= most {
            break;
        }
        let Some(next) = left.checked_sub(1) else {
            out.push(pattern);
            continue;
        };
        let known = known | 1 << next;
        for set in [pattern | 1 << next, pattern] {
            if cubes.iter().any(|cube| cube.may_take(set, known)) {
                stack.push((next, known, set));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(options: &[usize]) -> Clause {
        options.iter().map(|option| Literal::new(*option, true)).collect()
    }

    fn rules() -> Vec<Rule> {
        vec![
            Rule::Never(vec![Literal::new(0, true), Literal::new(3, false)]),
            Rule::Never(vec![Literal::new(0, true), Literal::new(0, false)]),
            Rule::AtMostOne(vec![1, 2, 4, 2]),
            Rule::AtLeastOne(vec![0, 2]),
            Rule::If { when: on(&[1]), then: on(&[2, 3]) },
            Rule::If { when: on(&[1]), then: vec![Literal::new(1, false)] },
            Rule::If { when: on(&[1]), then: on(&[1]) },
        ]
    }

    fn hits(rule: &Rule, pattern: Pattern) -> bool {
        let is_on = |option: &usize| pattern >> option & 1 == 1;
        let hold = |clause: &Clause| clause.iter().all(|l| is_on(&l.option) == l.on);
        match rule {
            Rule::Never(clause) => hold(clause),
            Rule::AtMostOne(options) => {
                distinct(options).iter().filter(|option| is_on(option)).count() > 1
            }
            Rule::AtLeastOne(options) => !options.iter().any(is_on),
            Rule::If { when, then } => hold(when) && !hold(then),
        }
    }

    #[test]
    fn rules_remove_what_they_say_and_count_it() {
        for rule in rules() {
            let expected: Vec<Pattern> = (0..32).filter(|p| hits(&rule, *p)).collect();
            let cubes = removed(&rule);
            assert_eq!(first_taken(&cubes, 5, 100), expected, "{rule:?}");
            assert_eq!(first_taken(&cubes, 5, 2), expected[..expected.len().min(2)]);
            assert_eq!(count_removed(&rule, 5), expected.len().into(), "{rule:?}");
            let left: Vec<Pattern> = (0..32).filter(|p| !hits(&rule, *p)).collect();
            assert_eq!(feasible(&cubes, 5), Ok(left));
        }
    }

    #[test]
    fn forty_options_are_too_many_only_if_they_are_free() {
        assert_eq!(feasible(&[], 40), Err(TooMany));
        let all: Vec<usize> = (0..40).collect();
        let one = removed(&Rule::AtMostOne(all));
        assert_eq!(feasible(&one, 40).map(|states| states.len()), Ok(41));
        assert_eq!(feasible(&one, 64).map(|states| states.len()), Err(TooMany));
        let mut none = removed(&Rule::Never(on(&[0])));
        none.extend(removed(&Rule::AtLeastOne(vec![0])));
        assert_eq!(feasible(&none, 64), Ok(Vec::new()));
    }
}
