//! The documents of our own corpus, apart those that are held out.

use std::fs;
use std::path::PathBuf;

use read::corpus::{Annotated, parse};

/// Which documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those that rules and weights may be made from.
    Train,
    /// Those whose number is divisible by four: only for measuring.
    HeldOut,
}

impl Part {
    fn holds(self, name: &str) -> bool {
        let number: u32 = name.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(1);
        (number % 4 == 0) == (self == Part::HeldOut)
    }
}

/// The documents of a part, by name ("agency/01-ten-day-truce"), sorted.
pub(crate) fn documents(folder: &str, part: Part) -> Vec<(String, Annotated)> {
    let inside = |path: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut out: Vec<_> = entries.map(|entry| entry.path()).collect();
        out.sort();
        out
    };
    let files = inside(folder).into_iter().flat_map(|path| inside(&path.to_string_lossy()));
    files
        .filter_map(|path| {
            let stem = path.file_stem()?.to_string_lossy().into_owned();
            let manner = path.parent()?.file_name()?.to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).ok().filter(|_| part.holds(&stem))?;
            Some((format!("{manner}/{stem}"), parse(&text).0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fourth_is_held_out() {
        assert!(Part::HeldOut.holds("04-a") && !Part::Train.holds("12-b"));
        assert!(Part::Train.holds("01-a") && !Part::HeldOut.holds("22-b"));
    }
}
