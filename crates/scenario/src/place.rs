//! Keys to names: which issue or option of the domain a profile means.

use std::collections::BTreeMap;

use weigh::BigUint;

/// Options beyond this number are not listed: neither a numeric range nor a file.
pub(crate) const MOST_OPTIONS: usize = 100_000;

/// An issue of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DomainIssue {
    /// What a profile calls it by: its index in GENIUS, else its name.
    pub(crate) key: String,
    /// What people call it.
    pub(crate) name: String,
    /// Ways to settle it.
    pub(crate) options: Vec<String>,
    /// Option to its place.
    pub(crate) places: BTreeMap<String, usize>,
    /// The first number of a numeric issue.
    pub(crate) low: Option<weigh::Exact>,
}

impl DomainIssue {
    /// An issue; the first option that stands there twice, if one does.
    pub(crate) fn new(key: &str, name: &str, options: Vec<String>) -> (Self, Option<usize>) {
        let mut places = BTreeMap::new();
        let mut twice = None;
        for (at, option) in options.iter().enumerate() {
            if places.insert(option.clone(), at).is_some() && twice.is_none() {
                twice = Some(at);
            }
        }
        let (key, name) = (key.to_owned(), name.to_owned());
        (Self { key, name, options, places, low: None }, twice)
    }
}

/// How many deals there are with so many options each: exactly, or by the power of ten below where
/// that is long.
pub(crate) fn deals(options: impl Iterator<Item = usize>) -> String {
    let digits = options.map(BigUint::from).product::<BigUint>().to_string();
    let zeros = digits.len() - 1;
    if zeros < 12 {
        return digits;
    }
    let power = digits.strip_prefix('1').is_some_and(|rest| rest.bytes().all(|b| b == b'0'));
    if power { format!("10^{zeros}") } else { format!("more than 10^{zeros}") }
}

/// The issues of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Domain {
    /// What it is called; may be empty.
    pub(crate) name: String,
    /// In the order of the file.
    pub(crate) issues: Vec<DomainIssue>,
    /// Key to the place of the issue.
    keys: BTreeMap<String, usize>,
}

impl Domain {
    /// A domain without issues yet.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Adds an issue; `false` where its key is taken.
    #[must_use]
    pub(crate) fn add(&mut self, issue: DomainIssue) -> bool {
        if self.keys.contains_key(&issue.key) {
            return false;
        }
        self.keys.insert(issue.key.clone(), self.issues.len());
        self.issues.push(issue);
        true
    }

    /// How many deals there are, in words.
    pub(crate) fn deals(&self) -> String {
        deals(self.issues.iter().map(|issue| issue.options.len()))
    }

    /// Whether somebody could write a line for each deal.
    pub(crate) fn can_be_listed(&self) -> bool {
        let each = |so_far: usize, issue: &DomainIssue| {
            so_far.checked_mul(issue.options.len()).filter(|count| *count <= MOST_OPTIONS)
        };
        self.issues.iter().try_fold(1, each).is_some()
    }

    /// The place of the issue with this key.
    pub(crate) fn place(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_of_deals_are_told_by_their_power_of_ten() {
        assert_eq!(deals([].into_iter()), "1");
        assert_eq!(deals([3, 4, 0].into_iter()), "0");
        assert_eq!(deals([10; 11].into_iter()), "100000000000");
        assert_eq!(deals([10; 40].into_iter()), "10^40");
        assert_eq!(deals([2; 100].into_iter()), "more than 10^30");
    }
}
