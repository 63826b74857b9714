//! A share of draws, with the error that drawing leaves. The only floating-point numbers here, and
//! nothing is decided by them.

#![allow(clippy::cast_precision_loss, reason = "errors are for display, counts stay whole")]

use num_bigint::BigInt;

use crate::number::Exact;

/// So many of so many draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// In so many it was so.
    pub hits: u64,
    /// Of so many.
    pub draws: u64,
}

impl Share {
    /// The share itself; nought without draws.
    pub fn ratio(&self) -> Exact {
        Exact::ratio(BigInt::from(self.hits), BigInt::from(self.draws)).unwrap_or_default()
    }

    /// The standard error of the share, for display.
    pub fn error(&self) -> f64 {
        let draws = (self.draws as f64).max(1.0);
        let share = self.hits as f64 / draws;
        (share * (1.0 - share) / draws).sqrt()
    }

    /// Between what and what the share over all possible draws lies, with 95 of 100 certainty (Wilson
    /// 1927), for display. Unlike the standard error it stays sound at none and at all.
    pub fn range(&self) -> (f64, f64) {
        const Z: f64 = 1.959_963_984_540_054;
        let draws = (self.draws as f64).max(1.0);
        let share = self.hits as f64 / draws;
        let below = 1.0 + Z * Z / draws;
        let middle = share + Z * Z / (2.0 * draws);
        let half = Z * (share * (1.0 - share) / draws + Z * Z / (4.0 * draws * draws)).sqrt();
        (((middle - half) / below).max(0.0), ((middle + half) / below).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_the_tables() {
        let half = Share { hits: 50, draws: 100 };
        assert!((half.error() - 0.05).abs() < 1e-12);
        let (low, high) = half.range();
        assert!((low - 0.403_8).abs() < 1e-3 && (high - 0.596_2).abs() < 1e-3);
        let (low, high) = Share { hits: 0, draws: 10_000 }.range();
        assert!(low < 1e-12 && (high - 0.000_384).abs() < 1e-5);
        assert_eq!(half.ratio().to_string(), "0.5");
    }
}
