//! The weights that come with the program.

use std::sync::{Arc, OnceLock};

use super::Tagger;

static BYTES: &[u8] = include_bytes!("../../../../weights/attribution.crf");

/// The tagger with the built-in weights, read once. `None` only if they were left out of the build;
/// then the rules read alone.
pub fn built_in() -> Option<Arc<Tagger>> {
    static ONCE: OnceLock<Option<Arc<Tagger>>> = OnceLock::new();
    ONCE.get_or_init(|| Tagger::from_bytes(BYTES).ok().map(Arc::new)).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_whole_and_small() {
        assert!(built_in().is_some());
        assert!(BYTES.len() < 3_000_000, "{}", BYTES.len());
    }
}
