//! States as numbers, and sets of them as bits.

/// The place of a state among the states of its conflict, from 0; shown to people from 1.
pub type Scene = u32;

/// A set of states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenes {
    words: Vec<u64>,
    of: usize,
}

/// The place as an index.
pub(super) fn at(scene: Scene) -> usize {
    scene as usize
}

/// An index as a place. There are never more than 2 to the 24 states.
pub(super) fn scene(index: usize) -> Scene {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Scenes {
    /// None of so many states.
    pub fn none(of: usize) -> Self {
        Self { words: vec![0; of.div_ceil(64)], of }
    }

    /// All of so many states.
    pub fn all(of: usize) -> Self {
        let mut out = Self::none(of);
        out.fill();
        out
    }

    /// How many states there are, in the set or not.
    pub fn of(&self) -> usize {
        self.of
    }

    /// Whether a state is in the set.
    pub fn has(&self, scene: Scene) -> bool {
        self.words.get(at(scene) / 64).is_some_and(|word| word >> (scene % 64) & 1 == 1)
    }

    /// How many states are in the set.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no state is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The states in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = Scene> + '_ {
        self.words.iter().enumerate().flat_map(|(place, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then(|| scene(place * 64) + bit)
            })
        })
    }

    /// Takes a state in.
    pub fn insert(&mut self, scene: Scene) {
        if at(scene) < self.of {
            self.words[at(scene) / 64] |= 1 << (scene % 64);
        }
    }

    /// Takes a state out.
    pub fn remove(&mut self, scene: Scene) {
        if at(scene) < self.of {
            self.words[at(scene) / 64] &= !(1 << (scene % 64));
        }
    }

    /// Leaves only what is also in the other.
    pub fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    fn fill(&mut self) {
        self.words.fill(u64::MAX);
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), self.of % 64) {
            *last = (1 << rest) - 1;
        }
    }

    /// Sets each state by what is said of it, without taking new room.
    pub(super) fn set_each(&mut self, mut holds: impl FnMut(usize) -> bool) {
        for (place, word) in self.words.iter_mut().enumerate() {
            let mut bits = 0;
            for bit in 0..(self.of - place * 64).min(64) {
                bits |= u64::from(holds(place * 64 + bit)) << bit;
            }
            *word = bits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        for of in [0, 1, 63, 64, 65, 200] {
            let mut set = Scenes::none(of);
            assert_eq!(Scenes::all(of).len(), of);
            set.set_each(|place| place % 3 == 0);
            let expected: Vec<Scene> = (0..scene(of)).filter(|s| s % 3 == 0).collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), expected);
            set.keep(&Scenes::none(of));
            assert!(set.is_empty() && !set.has(3));
            set.insert(scene(of));
            assert!(set.is_empty(), "what is not there does not go in");
        }
    }
}
