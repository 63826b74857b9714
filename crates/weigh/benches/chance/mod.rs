//! Numbers that look random, the same in every run (`SplitMix64`), for the benches of conflicts.

/// Where the numbers come from.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// From 0 to below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ z >> 31) >> 33).unwrap_or_default() % most
    }
}
