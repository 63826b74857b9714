//! Moves by options, without a list of them: states that differ only in what one decision maker can
//! switch both ways form a *clique*, in which each can reach each. Cliques that differ only in what it
//! can switch one way form a *block*, in which a clique leads to those that have more switched.

use crate::conflict::draft::Pattern;
use crate::conflict::scenes::{Scene, at, scene};

/// What one decision maker can switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::conflict) struct Switches {
    pub(in crate::conflict) both: Pattern,
    pub(in crate::conflict) on_only: Pattern,
    pub(in crate::conflict) off_only: Pattern,
}

impl Switches {
    fn all(self) -> Pattern {
        self.both | self.on_only | self.off_only
    }

    /// How many combinations its options have.
    pub(in crate::conflict) fn ways(self) -> usize {
        1_usize.checked_shl(self.all().count_ones()).unwrap_or(usize::MAX)
    }

    /// All other combinations to which it can switch, whether they are states or not.
    pub(in crate::conflict) fn each(self, from: Pattern) -> impl Iterator<Item = Pattern> {
        let free = self.both | self.on_only & !from | self.off_only & from;
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let switched: Pattern = next?;
            // The next larger number made of these bits only.
            let more = (switched | !free).wrapping_add(1) & free;
            next = (more != 0).then_some(more);
            Some(from ^ switched)
        })
        .skip(1)
    }
}

/// One decision maker's cliques.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::conflict) struct Groups {
    /// By state.
    clique: Vec<u32>,
    /// By clique, where its states begin in a list sorted by clique; one more at the end.
    start: Vec<u32>,
    /// Only if something can be switched one way.
    one_way: Option<OneWay>,
    moves: bool,
}

/// Blocks of cliques.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OneWay {
    /// By clique.
    block: Vec<u32>,
    /// By block its first clique; one more at the end.
    first: Vec<u32>,
    /// By clique, which one-way options have been switched; ascending in each block.
    switched: Vec<Pattern>,
    /// How many one-way options there are.
    bits: u32,
}

/// Picks the bits of a mask and pushes them together.
#[derive(Debug, Clone)]
struct Gather(Vec<(Pattern, u32)>);

impl Gather {
    fn of(mask: Pattern) -> Self {
        let (mut runs, mut rest, mut packed) = (Vec::new(), mask, 0);
        while rest != 0 {
            let low = rest.trailing_zeros();
            let length = (rest >> low).trailing_ones();
            let run = self::low(length) << low;
            runs.push((run, low - packed));
            packed += length;
            rest &= !run;
        }
        Self(runs)
    }

    fn pack(&self, pattern: Pattern) -> Pattern {
        self.0.iter().fold(0, |out, (run, shift)| out | (pattern & run) >> shift)
    }
}

impl Groups {
    /// The cliques of states that are given by their patterns, ascending.
    pub(in crate::conflict) fn of(patterns: &[Pattern], options: usize, own: Switches) -> Self {
        let one_way = own.on_only | own.off_only;
        let all = low(u32::try_from(options).unwrap_or(64));
        let (others, mine) = (Gather::of(all & !(own.both | one_way)), Gather::of(one_way));
        let bits = one_way.count_ones();
        let key = |pattern: &Pattern| {
            // A one-way option counts as switched when it stands where it cannot leave.
            others.pack(*pattern).checked_shl(bits).unwrap_or_default()
                | mine.pack(pattern ^ own.off_only)
        };
        let width = options - own.both.count_ones() as usize;
        let (clique, keys) = number(patterns, width, key);
        let mut start = vec![0; keys.len() + 1];
        for one in &clique {
            start[at(*one) + 1] += 1;
        }
        for place in 0..keys.len() {
            start[place + 1] += start[place];
        }
        let moves = keys.len() < patterns.len() || one_way != 0;
        let one_way = (one_way != 0).then(|| OneWay::of(&keys, bits));
        Self { clique, start, one_way, moves }
    }

    pub(in crate::conflict) fn can_move(&self) -> bool {
        self.moves
    }

    /// How many cliques there are.
    pub(in crate::conflict) fn cliques(&self) -> usize {
        self.start.len() - 1
    }

    /// The clique of a state.
    pub(in crate::conflict) fn clique(&self, state: Scene) -> u32 {
        self.clique[at(state)]
    }

    /// Where the states of a clique stand in a list sorted by clique.
    pub(in crate::conflict) fn span(&self, clique: u32) -> (u32, u32) {
        (self.start[at(clique)], self.start[at(clique) + 1])
    }

    /// States with what they carry, by clique, within each in the given order.
    pub(in crate::conflict) fn sort(
        &self,
        order: impl Iterator<Item = (u32, Scene)>,
        next: &mut Vec<u32>,
        out: &mut [(u32, Scene)],
    ) {
        next.clear();
        next.extend_from_slice(&self.start);
        for (rank, state) in order {
            let place = &mut next[at(self.clique(state))];
            out[at(*place)] = (rank, state);
            *place += 1;
        }
    }

    /// Where each clique begins in such a list, with nothing known of its ranks.
    pub(in crate::conflict) fn starts(&self, out: &mut Vec<(u32, u32)>) {
        out.extend(self.start.iter().take(self.cliques()).map(|start| (0, *start)));
    }

    /// No fewer moves than there are.
    pub(in crate::conflict) fn most_moves(&self) -> u64 {
        let square = |list: &[u32], size: &dyn Fn(u32) -> u64| -> u64 {
            list.windows(2)
                .map(|pair| size(pair[1]).abs_diff(size(pair[0])))
                .map(|one| one * one)
                .sum()
        };
        match &self.one_way {
            None => square(&self.start, &u64::from),
            Some(one_way) => square(&one_way.first, &|clique| u64::from(self.start[at(clique)])),
        }
    }

    pub(in crate::conflict) fn is_one_way(&self) -> bool {
        self.one_way.is_some()
    }

    /// Tells each clique from which this one is reached, itself among them, and does not go on behind
    /// one that says it is done.
    pub(in crate::conflict) fn before(
        &self,
        clique: u32,
        stack: &mut Vec<u32>,
        is_new: &mut impl FnMut(u32) -> bool,
    ) {
        let Some(one_way) = &self.one_way else {
            is_new(clique);
            return;
        };
        let (first, last) = one_way.span(clique);
        let switched = one_way.switched[at(clique)];
        if !one_way.is_full(first, last) {
            for other in first..last {
                if one_way.switched[at(other)] & !switched == 0 {
                    is_new(other);
                }
            }
            return;
        }
        // All combinations are there, so a clique is where its options say.
        stack.clear();
        if is_new(clique) {
            stack.push(clique);
        }
        while let Some(clique) = stack.pop() {
            let mut rest = one_way.switched[at(clique)];
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                rest ^= bit;
                let other = clique - scene(usize::try_from(bit).unwrap_or_default());
                if is_new(other) {
                    stack.push(other);
                }
            }
        }
    }

    /// For each state the largest value there and where one move leads.
    pub(in crate::conflict) fn best_after(
        &self,
        values: &[u32],
        best: &mut Vec<u32>,
        out: &mut [u32],
    ) {
        best.clear();
        best.resize(self.cliques(), 0);
        for (clique, value) in self.clique.iter().zip(values) {
            let best = &mut best[at(*clique)];
            *best = (*best).max(*value);
        }
        if let Some(one_way) = &self.one_way {
            one_way.spread(best);
        }
        for (clique, out) in self.clique.iter().zip(out) {
            *out = best[at(*clique)];
        }
    }

    /// Where one move leads, ascending.
    pub(in crate::conflict) fn from(&self, from: Scene, out: &mut Vec<Scene>) {
        let own = self.clique(from);
        let reached = |clique: u32| match &self.one_way {
            None => clique == own,
            Some(one_way) => {
                one_way.block[at(clique)] == one_way.block[at(own)]
                    && one_way.switched[at(own)] & !one_way.switched[at(clique)] == 0
            }
        };
        let all = self.clique.iter().enumerate().filter(|(_, clique)| reached(**clique));
        out.extend(all.map(|(state, _)| scene(state)).filter(|state| *state != from));
    }

    /// What has been switched counts as still to be switched.
    pub(in crate::conflict) fn mirrored(&self) -> Self {
        let Some(one_way) = &self.one_way else { return self.clone() };
        let last = scene(self.cliques()).saturating_sub(1);
        let clique: Vec<u32> = self.clique.iter().map(|clique| last - clique).collect();
        let all = self.start.last().copied().unwrap_or_default();
        let start = self.start.iter().rev().map(|start| all - start).collect();
        let mask = low(one_way.bits);
        let blocks = scene(one_way.first.len()).saturating_sub(2);
        let cliques = scene(self.cliques());
        let one_way = OneWay {
            block: one_way.block.iter().rev().map(|block| blocks - block).collect(),
            first: one_way.first.iter().rev().map(|first| cliques - first).collect(),
            switched: one_way.switched.iter().rev().map(|switched| switched ^ mask).collect(),
            bits: one_way.bits,
        };
        Self { clique, start, one_way: Some(one_way), moves: self.moves }
    }
}

impl OneWay {
    fn of(keys: &[Pattern], bits: u32) -> Self {
        let (mut block, mut first, mut switched) = (Vec::new(), Vec::new(), Vec::new());
        let mut last = None;
        let mask = low(bits);
        for (clique, key) in keys.iter().enumerate() {
            let other = key.checked_shr(bits).unwrap_or_default();
            if last != Some(other) {
                last = Some(other);
                first.push(scene(clique));
            }
            block.push(scene(first.len() - 1));
            switched.push(key & mask);
        }
        first.push(scene(keys.len()));
        Self { block, first, switched, bits }
    }

    fn span(&self, clique: u32) -> (u32, u32) {
        let block = at(self.block[at(clique)]);
        (self.first[block], self.first[block + 1])
    }

    /// Whether every combination of the one-way options is there.
    fn is_full(&self, first: u32, last: u32) -> bool {
        self.bits < 32 && last - first == 1 << self.bits
    }

    /// Gives each clique the best of those to which it leads.
    fn spread(&self, best: &mut [u32]) {
        for block in self.first.windows(2) {
            let &[first, last] = block else { continue };
            let best = &mut best[at(first)..at(last)];
            if self.is_full(first, last) {
                for bit in 0..self.bits {
                    for place in (0..best.len()).filter(|place| place >> bit & 1 == 0) {
                        best[place] = best[place].max(best[place | 1 << bit]);
                    }
                }
                continue;
            }
            let switched = &self.switched[at(first)..at(last)];
            for (place, own) in switched.iter().enumerate() {
                // Those with more switched stand behind, for they are larger numbers.
                for (other, theirs) in switched.iter().enumerate().skip(place + 1) {
                    if own & !theirs == 0 {
                        best[place] = best[place].max(best[other]);
                    }
                }
            }
        }
    }
}

/// So many ones.
fn low(bits: u32) -> Pattern {
    u64::MAX.checked_shr(64_u32.saturating_sub(bits)).unwrap_or_default()
}

/// Numbers the different keys in ascending order: by state its number, and the keys.
fn number(
    patterns: &[Pattern],
    width: usize,
    key: impl Fn(&Pattern) -> Pattern,
) -> (Vec<u32>, Vec<Pattern>) {
    // A table of all keys is quicker than sorting where it is not much longer than the states.
    if width < 31 && (1_u64 << width) <= 4 * patterns.len() as u64 {
        let index = |key: Pattern| usize::try_from(key).unwrap_or_default();
        let mut table = vec![0_u32; 1 << width];
        for pattern in patterns {
            table[index(key(pattern))] = 1;
        }
        let mut keys = Vec::new();
        for (key, there) in (0_u64..).zip(&mut table) {
            if *there == 1 {
                *there = scene(keys.len());
                keys.push(key);
            }
        }
        return (patterns.iter().map(|pattern| table[index(key(pattern))]).collect(), keys);
    }
    let all: Vec<Pattern> = patterns.iter().map(key).collect();
    let mut keys = all.clone();
    keys.sort_unstable();
    keys.dedup();
    let place = |key: &Pattern| scene(keys.binary_search(key).unwrap_or_default());
    (all.iter().map(place).collect(), keys)
}
