//! Numbers that come out the same on every machine, and chance from a seed.
//!
//! The exponential of the system's mathematics library differs in the last bit between machines.
//! This one uses only additions, multiplications and shifts, which IEEE 754 fixes to the bit.

/// e to the power of x, within three parts in ten million.
#[inline]
pub fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    let x = x.clamp(-87.0, 87.0) * LOG2_E;
    let whole = x.floor();
    let part = (x - whole) * std::f32::consts::LN_2;
    // The Taylor series of e^part for 0 <= part < 0.7.
    let mut sum = 1.0 / 5040.0;
    for term in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * part + term;
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the exponent lies between 1 and 253 after the clamp"
    )]
    let power = f32::from_bits(((whole as i32 + 127) as u32) << 23);
    sum * power
}

/// 1 / (1 + e^-x)
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// `SplitMix64` (Steele, Lea and Flood 2014): the same numbers for the same seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Chance from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Puts a list into an order of chance (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = usize::try_from(self.draw() % (at as u64 + 1)).unwrap_or(0);
            list.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_library() {
        for step in -860..860 {
            let x = f32::from(i16::try_from(step).expect("small")) / 10.0;
            let (ours, theirs) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / theirs - 1.0).abs() < 2e-5, "{x}: {ours} {theirs}");
        }
        assert!((exp(0.0) - 1.0).abs() < 1e-7);
        assert!((logistic(0.0) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_shuffle_keeps_everything() {
        let mut list: Vec<u32> = (0..100).collect();
        Chance::new(7).shuffle(&mut list);
        assert_ne!(list[..5], [0, 1, 2, 3, 4]);
        let mut again: Vec<u32> = (0..100).collect();
        Chance::new(7).shuffle(&mut again);
        assert_eq!(list, again);
        list.sort_unstable();
        assert!(list.iter().zip(0..).all(|(a, b)| *a == b));
    }
}
