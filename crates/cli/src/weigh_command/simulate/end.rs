//! How a play ended, beside all the deals that there could have been.

use serde::Serialize;
use weigh::{Deal, Disagreement, Exact, Scaled, no_worse};

use crate::weigh_command::best::{Best, RULES, with_progress};
use crate::weigh_command::export::{DealMap, deal_map};
use crate::weigh_command::matter::{Matter, short, short_list};
use crate::wrap::wrap;

/// The deal beside the frontier.
pub(super) struct Beside {
    deal: Deal,
    worth: Vec<Exact>,
    /// Whether no deal gives one side more and none less; or why that was not worked out.
    undominated: Result<bool, String>,
    /// An undominated deal that is worse for nobody, where there is a better one.
    better: Option<(Vec<Exact>, Deal)>,
    frontier: Result<Frontier, String>,
}

/// What takes the whole frontier.
struct Frontier {
    /// Square of the straight distance to the nearest undominated result.
    squared: Exact,
    /// Keys of the named solutions that it is.
    solutions: Vec<&'static str>,
    /// Results of the Nash rule.
    nash: Vec<Vec<Exact>>,
}

impl Beside {
    /// Looks the deal up. Where something is too large, it is said and not guessed.
    pub(super) fn of(matter: &Matter, scaled: &Scaled, deal: Deal) -> Self {
        let worth = matter.worth(&deal);
        let found =
            with_progress("what is better", |work| no_worse(&matter.space, scaled, &deal, work));
        let (undominated, better) = match found {
            Err(stop) => (Err(format!("{stop}; {}", stop.advice())), None),
            Ok(found) => {
                let mut all = (0..found.len()).map(|at| (found.vector(at, scaled), at));
                let better = all.find(|(vector, _)| *vector != worth);
                let better = better.and_then(|(vector, at)| {
                    Some((vector, found.deals(at, 1).into_iter().next()?))
                });
                (Ok(better.is_none()), better)
            }
        };
        let frontier = Best::of(matter, &Disagreement::default())
            .map(|best| Frontier::of(&best, &worth))
            .map_err(|why| why.to_string());
        Self { deal, worth, undominated, better, frontier }
    }

    /// For a person.
    pub(super) fn tell(&self, out: &mut String, matter: &Matter) {
        wrap(out, "  ", &matter.deal(&self.deal));
        let each: Vec<String> = matter
            .parties
            .iter()
            .zip(&self.worth)
            .map(|(name, worth)| format!("{name} {worth}"))
            .collect();
        put_line!(out, "  worth exactly: {}", each.join(", "));
        match (&self.undominated, &self.better) {
            (Ok(true), _) => {
                out.push_str("  undominated: no deal gives one side more and no side less\n");
            }
            (Ok(false), Some((worth, deal))) => {
                put_line!(
                    out,
                    "  left on the table: another deal is worse for nobody and better for one: {}",
                    short_list(worth)
                );
                wrap(out, "    ", &matter.deal(deal));
            }
            (Ok(false), None) => {}
            (Err(why), _) => {
                wrap(out, "  ", &format!("whether a deal is better: not worked out: {why}"));
            }
        }
        match &self.frontier {
            Err(why) => wrap(out, "  ", &format!("beside the frontier: not worked out: {why}")),
            Ok(found) => found.tell(out),
        }
    }

    /// The same for programs.
    pub(super) fn line<'a>(&'a self, matter: &'a Matter) -> BesideLine<'a> {
        let frontier = self.frontier.as_ref().ok();
        BesideLine {
            deal: deal_map(matter, &self.deal),
            utility: texts(&self.worth),
            undominated: self.undominated.as_ref().ok().copied(),
            better: self.better.as_ref().map(|(_, deal)| deal_map(matter, deal)),
            better_utility: self.better.as_ref().map(|(worth, _)| texts(worth)),
            frontier_distance_squared: frontier.map(|found| found.squared.to_string()),
            solutions: frontier.map(|found| found.solutions.clone()),
            not_worked_out: self.frontier.as_ref().err().map(String::as_str),
        }
    }
}

impl Frontier {
    fn of(best: &Best<'_>, worth: &[Exact]) -> Self {
        let mut squared: Option<Exact> = None;
        let mut solutions = Vec::new();
        for at in 0..best.frontier.len() {
            let point = best.utility(at);
            if point == worth {
                solutions = best.rules_of(at);
            }
            let square = |(a, b): (&Exact, &Exact)| {
                let far = a - b;
                &far * &far
            };
            let sum: Exact = point.iter().zip(worth).map(square).sum();
            if squared.as_ref().is_none_or(|least| sum < *least) {
                squared = Some(sum);
            }
        }
        let named = best.named();
        let nash = named.iter().find(|(key, ..)| *key == "nash");
        let nash =
            nash.map(|(_, _, _, one)| one.points.iter().map(|at| best.utility(*at)).collect());
        Self { squared: squared.unwrap_or_default(), solutions, nash: nash.unwrap_or_default() }
    }

    fn tell(&self, out: &mut String) {
        let far = self.squared.root_f64().unwrap_or_default();
        if self.squared.is_zero() {
            out.push_str("  distance to the frontier: 0\n");
        } else {
            put_line!(
                out,
                "  distance to the nearest undominated result: ≈{far:.4} in the units of the worths"
            );
        }
        let names: Vec<&str> = RULES
            .iter()
            .filter(|(key, ..)| self.solutions.contains(key))
            .map(|(_, name, _)| *name)
            .collect();
        if names.is_empty() {
            out.push_str("  it is none of the named solutions");
            if let Some(nash) = self.nash.first() {
                let each: Vec<String> = nash.iter().map(short).collect();
                put!(out, "; the Nash deal is worth {}", each.join(", "));
            }
            out.push('\n');
        } else {
            put_line!(out, "  it is as good as the solution of: {}", names.join(", "));
        }
    }
}

/// Numbers with every digit.
pub(super) fn texts(numbers: &[Exact]) -> Vec<String> {
    numbers.iter().map(ToString::to_string).collect()
}

#[derive(Serialize)]
pub(super) struct BesideLine<'a> {
    deal: DealMap<'a>,
    utility: Vec<String>,
    undominated: Option<bool>,
    better: Option<DealMap<'a>>,
    better_utility: Option<Vec<String>>,
    frontier_distance_squared: Option<String>,
    solutions: Option<Vec<&'static str>>,
    not_worked_out: Option<&'a str>,
}
