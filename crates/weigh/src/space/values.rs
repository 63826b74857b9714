//! Whole numbers by issue, option and party, seen over one flat list: small spaces are many, and a
//! list for each option would take longer to make than what is done with it.

/// All of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Values<'a> {
    pub(super) flat: &'a [i128],
    /// Where each issue starts, counted in options; the last is where all end.
    pub(super) starts: &'a [usize],
    pub(super) parties: usize,
}

/// Those of one issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a> {
    flat: &'a [i128],
    parties: usize,
}

impl<'a> Values<'a> {
    /// One issue; `None` if it is not there.
    pub fn get(self, issue: usize) -> Option<Options<'a>> {
        let (from, to) = (*self.starts.get(issue)?, *self.starts.get(issue + 1)?);
        let flat = self.flat.get(from * self.parties..to * self.parties)?;
        Some(Options { flat, parties: self.parties })
    }

    /// Issue by issue.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Options<'a>> + ExactSizeIterator {
        (0..self.starts.len().saturating_sub(1)).map(move |issue| {
            self.get(issue).unwrap_or(Options { flat: &[], parties: self.parties })
        })
    }
}

impl<'a> Options<'a> {
    /// What an option is worth, party by party; `None` if it is not there.
    pub fn get(self, option: usize) -> Option<&'a [i128]> {
        let from = option.checked_mul(self.parties)?;
        self.flat.get(from..from.checked_add(self.parties)?)
    }

    /// Option by option.
    pub fn iter(self) -> std::slice::ChunksExact<'a, i128> {
        self.flat.chunks_exact(self.parties.max(1))
    }

    /// How many options there are.
    pub fn len(self) -> usize {
        self.flat.len() / self.parties.max(1)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.flat.is_empty()
    }
}

impl<'a> IntoIterator for Options<'a> {
    type Item = &'a [i128];
    type IntoIter = std::slice::ChunksExact<'a, i128>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
