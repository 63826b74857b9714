//! The best deals of a scenario of GENIUS, GeniusWeb or NegMAS: frontier and named solutions, exactly.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use weigh::{
    Deal, Disagreement, Exact, Frontier, Named, Scaled, Solutions, Space, Work, estimate, frontier,
    solve,
};

use super::Arguments;
use crate::dossier::read_file;
use crate::output;

/// Deals shown for one solution.
const DEALS: usize = 3;

/// Runs the subcommand on a scenario.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let files = files(&arguments.folder)?;
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let reading = if arguments.raw { scenario::Reading::Raw } else { scenario::Reading::Faithful };
    let read = scenario::read(&named, reading);
    for finding in &read.findings {
        output::complain(&finding.to_string());
    }
    let Some(found) = read.scenario else {
        anyhow::bail!("{} holds no scenario that can be weighed", arguments.folder.display());
    };
    let space = found.draft.check().map_err(|problems| {
        let each: Vec<String> =
            problems.iter().map(|one| format!("{one}; {}", one.advice())).collect();
        anyhow::anyhow!("{}", each.join("\n"))
    })?;
    let stopped = |stop: weigh::Stop| anyhow::anyhow!("no result: {stop}; {}", stop.advice());
    let scaled = Scaled::of(&space).map_err(stopped)?;
    let size = estimate(&space, &scaled);
    output::complain(&format!(
        "{} admissible deals; at most {} undominated results",
        size.outcomes, size.most_vectors
    ));
    let found_frontier = frontier(&space, &scaled, &Work::default()).map_err(stopped)?;
    let solutions =
        solve(&space, &scaled, &found_frontier, &Disagreement::default()).map_err(stopped)?;
    let result = Result {
        space: &space,
        scaled: &scaled,
        frontier: &found_frontier,
        solutions: &solutions,
        deals: arguments.deals,
    };
    let text = if arguments.json { result.lines()? } else { result.page(&found.name) };
    output::print(&text)?;
    Ok(ExitCode::from(u8::from(solutions.found.is_none())))
}

/// The plain files of a folder with their names, in order.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let what =
        || format!("cannot open the folder {}; name one that holds a scenario", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        if entry.file_type().with_context(what)?.is_file() {
            names.push(entry.path());
        }
    }
    names.sort();
    let mut out = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = read_file(&path).with_context(|| format!("cannot read {}", path.display()))?;
        out.push((name, bytes));
    }
    Ok(out)
}

struct Result<'a> {
    space: &'a Space,
    scaled: &'a Scaled,
    frontier: &'a Frontier,
    solutions: &'a Solutions,
    deals: usize,
}

#[derive(Serialize)]
struct PointLine {
    r#type: &'static str,
    utility: Vec<String>,
    outcomes: String,
    deal: Vec<String>,
}

#[derive(Serialize)]
struct SolutionLine {
    r#type: &'static str,
    solution: &'static str,
    value: Option<String>,
    utilities: Vec<Vec<String>>,
    deals: Vec<Vec<String>>,
}

impl Result<'_> {
    /// The solutions by name, with what their value is.
    fn named(&self) -> Vec<(&'static str, &'static str, &Named)> {
        let Some(found) = &self.solutions.found else { return Vec::new() };
        vec![
            ("nash", "Nash (largest product of gains)", &found.nash),
            (
                "kalai_smorodinsky",
                "Kalai-Smorodinsky (largest worst ratio of gain to best possible gain)",
                &found.kalai_smorodinsky,
            ),
            ("egalitarian", "Egalitarian (largest least gain)", &found.egalitarian),
            ("utilitarian", "Utilitarian (largest sum)", &found.utilitarian),
        ]
    }

    fn utility(&self, at: usize) -> Vec<String> {
        self.frontier.vector(at, self.scaled).iter().map(ToString::to_string).collect()
    }

    /// The same for a person to read.
    fn shown(&self, at: usize) -> String {
        let deals = self.frontier.deals_count(at);
        format!("{}  ({})", short_list(&self.frontier.vector(at, self.scaled)), count(&deals))
    }

    fn words(&self, deal: &Deal) -> Vec<String> {
        let issues = self.space.issues().iter();
        let option = |(issue, choice): (&weigh::Issue, &usize)| {
            let option = issue.options.get(*choice).map(String::as_str).unwrap_or_default();
            format!("{}: {option}", issue.name)
        };
        issues.zip(deal).map(option).collect()
    }

    fn lines(&self) -> anyhow::Result<String> {
        let mut out = String::new();
        for (name, _, one) in self.named() {
            let line = SolutionLine {
                r#type: "solution",
                solution: name,
                value: one.value.as_ref().map(ToString::to_string),
                utilities: one.points.iter().map(|at| self.utility(*at)).collect(),
                deals: one
                    .points
                    .iter()
                    .flat_map(|at| self.frontier.deals(*at, DEALS))
                    .map(|deal| self.words(&deal))
                    .collect(),
            };
            out.push_str(&serde_json::to_string(&line)?);
            out.push('\n');
        }
        for at in 0..self.frontier.len() {
            let deal = self.frontier.deals(at, 1);
            let line = PointLine {
                r#type: "frontier",
                utility: self.utility(at),
                outcomes: self.frontier.deals_count(at).to_string(),
                deal: deal.first().map(|deal| self.words(deal)).unwrap_or_default(),
            };
            out.push_str(&serde_json::to_string(&line)?);
            out.push('\n');
        }
        Ok(out)
    }

    /// For a person. Writing to a String cannot fail, so what `writeln!` returns is dropped.
    fn page(&self, name: &str) -> String {
        let parties: Vec<&str> =
            self.space.parties().iter().map(|party| party.name.as_str()).collect();
        let mut out = format!(
            "{name}: {} issues, {} parties ({}), {} possible deals\n\
             Undominated: {} different results, {}\n\
             Without a deal each has: {}\n",
            self.space.issues().len(),
            parties.len(),
            parties.join(", "),
            self.space.outcomes(),
            self.frontier.len(),
            count(&self.frontier.all_deals_count()),
            short_list(&self.solutions.disagreement),
        );
        if let Some(found) = &self.solutions.found {
            let gains: Vec<&str> =
                found.active.iter().filter_map(|at| parties.get(*at).copied()).collect();
            let left: Vec<&str> =
                parties.iter().filter(|name| !gains.contains(name)).copied().collect();
            if !left.is_empty() {
                let _ = writeln!(
                    out,
                    "Cannot gain anything, and left out of rules that compare gains: {}",
                    left.join(", ")
                );
            }
        } else {
            out.push_str("No deal gives every party at least what it has without one.\n");
        }
        for (_, words, one) in self.named() {
            let value = one.value.as_ref().map(short).unwrap_or_default();
            let _ = writeln!(out, "\n{words}: {value}");
            for at in &one.points {
                let _ = writeln!(out, "  worth {}", self.shown(*at));
                for deal in self.frontier.deals(*at, DEALS) {
                    let _ = writeln!(out, "    {}", self.words(&deal).join("; "));
                }
            }
        }
        let shown = self.deals.min(self.frontier.len());
        let _ =
            writeln!(out, "\nUndominated, the best for {} first", parties.first().unwrap_or(&""));
        for at in 0..shown {
            let _ = writeln!(out, "  {}", self.shown(at));
        }
        if shown < self.frontier.len() {
            let _ = writeln!(
                out,
                "  and {} more; --deals N shows more, --json all",
                self.frontier.len() - shown
            );
        }
        out
    }
}

/// Exactly where that is short; else rounded, and marked so. `--json` has every digit.
fn short(number: &Exact) -> String {
    let exact = number.to_string();
    if exact.len() <= 10 { exact } else { format!("≈{:.6}", number.to_f64()) }
}

fn short_list(numbers: &[Exact]) -> String {
    let each: Vec<String> = numbers.iter().map(short).collect();
    each.join(", ")
}

fn count(deals: &weigh::BigUint) -> String {
    let number = deals.to_string();
    if number == "1" { "1 deal".to_owned() } else { format!("{number} deals") }
}
