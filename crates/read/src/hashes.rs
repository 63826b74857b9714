//! Hashes of words and features: the same on every machine, small, and of no use against anybody
//! who wants them to meet.

/// FNV-1a, which needs no table and is the same everywhere.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Adds a value to a sum of values in which their order counts.
#[inline]
pub(crate) fn mix(sum: u64, value: u64) -> u64 {
    (sum.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A sum as 32 bits. Never zero: that marks a free slot.
#[inline]
pub(crate) fn fold(sum: u64) -> u32 {
    ((sum ^ (sum >> 29)) >> 32) as u32 | 1
}

/// A distance as one of few.
#[inline]
pub(crate) fn near(distance: usize) -> u64 {
    match distance {
        0..=5 => distance as u64,
        6..=8 => 6,
        9..=14 => 7,
        15..=25 => 8,
        _ => 9,
    }
}
