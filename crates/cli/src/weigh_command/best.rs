//! The frontier and the named solutions of a matter, worked out once, with progress.

use std::ops::ControlFlow;

use weigh::{
    Deal, Disagreement, Exact, Frontier, Named, Progress, Scaled, Solutions, Stop, Work, estimate,
    frontier, solve,
};

use super::matter::Matter;
use crate::output::{self, Bar};

/// The solutions that have a name: key, name, what is largest.
pub(super) const RULES: [(&str, &str, &str); 4] = [
    ("nash", "Nash", "the largest product of gains"),
    (
        "kalai_smorodinsky",
        "Kalai-Smorodinsky",
        "the largest share of what it could gain at best for whoever has the smallest share",
    ),
    ("egalitarian", "Egalitarian", "the largest gain for whoever gains least"),
    ("utilitarian", "Utilitarian", "the largest sum"),
];

/// What was worked out.
pub(super) struct Best<'a> {
    pub(super) matter: &'a Matter,
    pub(super) scaled: Scaled,
    pub(super) frontier: Frontier,
    pub(super) solutions: Solutions,
}

/// Why there is no result, and what to do.
pub(super) fn stopped(stop: &Stop) -> anyhow::Error {
    anyhow::anyhow!("no result: {stop}; {}", stop.advice())
}

/// Works something out with a bar for those who wait. Ctrl-C ends it at once and leaves nothing half done.
pub(super) fn with_progress<T>(
    what: &'static str,
    work: impl FnOnce(&Work<'_>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let bar = Bar::new(what);
    let watch = |progress: Progress| {
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        bar.set(whole(progress.done), whole(progress.of));
        ControlFlow::Continue(())
    };
    work(&Work { watch: &watch, ..Work::default() })
}

/// Says how large it can become, before the work.
pub(super) fn announce(matter: &Matter, scaled: &Scaled) {
    let size = estimate(&matter.space, scaled);
    output::complain(&format!(
        "{} admissible deals; at most {} undominated results",
        size.outcomes, size.most_vectors
    ));
}

impl<'a> Best<'a> {
    /// Works out everything.
    pub(super) fn of(matter: &'a Matter, disagreement: &Disagreement) -> anyhow::Result<Self> {
        let scaled = Scaled::of(&matter.space).map_err(|stop| stopped(&stop))?;
        announce(matter, &scaled);
        let found = with_progress("frontier", |work| frontier(&matter.space, &scaled, work))
            .map_err(|stop| stopped(&stop))?;
        let solutions =
            solve(&matter.space, &scaled, &found, disagreement).map_err(|stop| stopped(&stop))?;
        Ok(Self { matter, scaled, frontier: found, solutions })
    }

    /// The solutions by their rule.
    pub(super) fn named(&self) -> Vec<(&'static str, &'static str, &'static str, &Named)> {
        let Some(found) = &self.solutions.found else { return Vec::new() };
        let each = [&found.nash, &found.kalai_smorodinsky, &found.egalitarian, &found.utilitarian];
        RULES.iter().zip(each).map(|((key, name, what), one)| (*key, *name, *what, one)).collect()
    }

    /// Which rules choose the result at this place.
    pub(super) fn rules_of(&self, at: usize) -> Vec<&'static str> {
        let named = self.named();
        let chosen = named.iter().filter(|(_, _, _, one)| one.points.contains(&at));
        chosen.map(|(key, _, _, _)| *key).collect()
    }

    /// What the result at this place is worth to each party.
    pub(super) fn utility(&self, at: usize) -> Vec<Exact> {
        self.frontier.vector(at, &self.scaled)
    }

    /// The first deal with the result at this place.
    pub(super) fn first_deal(&self, at: usize) -> Option<Deal> {
        self.frontier.deals(at, 1).into_iter().next()
    }

    /// Parties that cannot gain anything.
    pub(super) fn indifferent(&self) -> Vec<&str> {
        let Some(found) = &self.solutions.found else { return Vec::new() };
        let parties = self.matter.parties.iter().enumerate();
        parties
            .filter(|(at, _)| !found.active.contains(at))
            .map(|(_, name)| name.as_str())
            .collect()
    }

    /// The largest product of gains among the results that are not the Nash solution.
    pub(super) fn next_product(&self) -> Option<Exact> {
        let found = self.solutions.found.as_ref()?;
        let rest = self.solutions.rational.iter().filter(|at| !found.nash.points.contains(at));
        let product = |at: &usize| {
            let utility = self.utility(*at);
            let gain = |party: &usize| {
                Some(utility.get(*party)? - self.solutions.disagreement.get(*party)?)
            };
            found.active.iter().filter_map(gain).fold(Exact::one(), |all, gain| &all * &gain)
        };
        rest.map(product).max()
    }
}

/// "1 deal", "3 deals".
pub(super) fn count(deals: &weigh::BigUint) -> String {
    let number = deals.to_string();
    if number == "1" { "1 deal".to_owned() } else { format!("{number} deals") }
}
