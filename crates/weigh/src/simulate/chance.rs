//! Chance as an argument: the same seed gives the same draws on every machine.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// Draws from one seed. Different streams of one seed do not meet.
#[derive(Debug, Clone)]
pub(super) struct Chance(Pcg32);

impl Chance {
    pub(super) fn new(seed: u64, stream: usize) -> Self {
        Self(Pcg32::new(seed, stream as u64))
    }

    /// A number below `of`; 0 if there is none. The bias is at most `of` in two to the 32.
    pub(super) fn below(&mut self, of: usize) -> usize {
        let Ok(of) = u32::try_from(of) else { return 0 };
        ((u64::from(self.0.next_u32()) * u64::from(of)) >> 32) as usize
    }

    /// True in so many of [`super::curve::WHOLE`] cases.
    pub(super) fn happens(&mut self, share: u64) -> bool {
        u64::from(self.0.next_u32()) < share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_streams_differ() {
        let draw = |seed, stream| -> Vec<usize> {
            let mut chance = Chance::new(seed, stream);
            (0..20).map(|_| chance.below(10)).collect()
        };
        assert_eq!(draw(7, 0), draw(7, 0));
        assert_ne!(draw(7, 0), draw(7, 1));
        assert_ne!(draw(7, 0), draw(8, 0));
        assert!(draw(7, 0).iter().all(|drawn| *drawn < 10));
        assert_eq!(Chance::new(1, 1).below(0), 0);
        // Pinned: another version of the generator must not change what was printed before.
        assert_eq!(draw(7, 0)[..8], [9, 4, 6, 7, 8, 1, 4, 5]);
    }
}
