//! From lines of results to the tables of `docs/src/benchmarks-peers.md`.
//!
//! What `write!` and `writeln!` return is dropped: writing to a String cannot fail.

use std::fmt::Write as _;
use std::path::Path;

use crate::jobs::{self, Job};
use crate::record::Record;
use crate::table::{Table, bytes, count, plain, ratio, seconds};

/// Everything that was measured.
struct Results {
    facts: Record,
    lines: Vec<Record>,
}

/// A task on a space, both sides.
struct Pair<'a> {
    job: &'a Job,
    ours: &'a Record,
    theirs: &'a Record,
}

/// Reads the lines and writes the tables.
pub(crate) fn report(results: &Path) -> Result<String, String> {
    let text =
        std::fs::read_to_string(results).map_err(|why| format!("{}: {why}", results.display()))?;
    let results = Results::read(&text);
    let mut out = String::new();
    results.facts(&mut out);
    results.frontier(&mut out);
    results.merge(&mut out);
    results.enumerate(&mut out);
    results.offers(&mut out);
    results.alone(&mut out);
    results.differences(&mut out);
    Ok(out)
}

impl Results {
    fn read(text: &str) -> Self {
        let mut facts = Record::default();
        let mut lines = Vec::new();
        for line in text.lines() {
            let record = Record::read(line);
            if record.text("facts").is_empty() {
                lines.push(record);
            } else {
                facts = record;
            }
        }
        Self { facts, lines }
    }

    fn one(&self, name: &str, side: &str, task: &str) -> Option<&Record> {
        let fits = |line: &&Record| {
            line.text("name") == name && line.text("side") == side && line.text("task") == task
        };
        self.lines.iter().rev().find(fits)
    }

    /// Spaces on which both sides did the task, in the order in which they were measured.
    fn pairs(&self, task: &str) -> Vec<Pair<'_>> {
        let ours = self.lines.iter().filter(|line| line.text("side") == "ours");
        ours.filter(|line| line.text("task") == task)
            .filter_map(|ours| {
                let name = ours.text("name");
                let job = jobs::find(name)?;
                Some(Pair { job, ours, theirs: self.one(name, "negmas", task)? })
            })
            .collect()
    }

    fn facts(&self, out: &mut String) {
        let say = |key: &str| self.facts.text(key).replace('_', " ");
        let _ = writeln!(
            out,
            "{}. {} cores of {}, {}; {}; NegMAS {}, Python {}, NumPy {}.\n",
            say("date"),
            say("cores"),
            say("cpu"),
            say("system"),
            say("rust"),
            say("negmas"),
            say("python"),
            say("numpy")
        );
    }

    fn frontier(&self, out: &mut String) {
        let mut table = Table::new(
            "The exact frontier against `pareto_frontier`",
            &[
                "space", "parties", "outcomes", "vectors", "NegMAS", "ours", "times as fast",
                "ours, scaled before", "times as fast", "target",
            ],
        );
        for pair in self.pairs("frontier") {
            let outcomes = pair.ours.number("outcomes").unwrap_or_default();
            let target = match pair.ours.text("parties") {
                "2" if (3_000.0..=400_000.0).contains(&outcomes) => Some(5_000.0),
                "3" if outcomes >= 20_000.0 => Some(3_000.0),
                _ => None,
            };
            table.row(&[
                pair.job.title.to_owned(),
                pair.ours.text("parties").to_owned(),
                count(pair.ours, "outcomes"),
                count(pair.ours, "vectors"),
                seconds(pair.theirs, "seconds"),
                seconds(pair.ours, "seconds"),
                plain(pair.ratio()),
                seconds(pair.ours, "bare"),
                plain(pair.bare_ratio()),
                pair.target(target),
            ]);
        }
        table.write(out);
    }

    fn merge(&self, out: &mut String) {
        let mut table = Table::new(
            "The exact frontier against its merging (`MOBANOSParetoSampler`), two parties",
            &[
                "space", "outcomes", "vectors", "NegMAS", "ours", "times as fast",
                "ours, scaled before", "times as fast", "target",
            ],
        );
        for pair in self.pairs("merge") {
            let outcomes = pair.ours.number("outcomes").unwrap_or_default();
            let target = match pair.job.name {
                "2p-20x5-opposed" => Some(2_000.0),
                _ if outcomes >= 500.0 => Some(50.0),
                _ => None,
            };
            table.row(&[
                pair.job.title.to_owned(),
                count(pair.ours, "outcomes"),
                count(pair.ours, "vectors"),
                seconds(pair.theirs, "seconds"),
                seconds(pair.ours, "seconds"),
                plain(pair.ratio()),
                seconds(pair.ours, "bare"),
                plain(pair.bare_ratio()),
                pair.target(target),
            ]);
        }
        table.write(out);
    }

    fn enumerate(&self, out: &mut String) {
        let mut table = Table::new(
            "Deal by deal (`enumerate`, for values that are no sums) against `pareto_frontier`",
            &[
                "space", "parties", "outcomes", "NegMAS", "ours", "times as fast", "target",
                "NegMAS, memory", "ours, memory", "share", "target of 1/5",
            ],
        );
        for pair in self.pairs("enumerate") {
            let peak = |record: &Record| record.number("peak_kb");
            let share = peak(pair.theirs).zip(peak(pair.ours)).map(|(theirs, ours)| theirs / ours);
            table.row(&[
                pair.job.title.to_owned(),
                pair.ours.text("parties").to_owned(),
                count(pair.ours, "outcomes"),
                seconds(pair.theirs, "seconds"),
                seconds(pair.ours, "seconds"),
                plain(pair.ratio()),
                ratio(pair.ratio(), Some(60.0)),
                bytes(pair.theirs),
                bytes(pair.ours),
                share.map_or_else(String::new, |share| format!("1/{share:.0}")),
                reached(share, 5.0),
            ]);
        }
        table.write(out);
    }

    fn offers(&self, out: &mut String) {
        let mut table = Table::new(
            "Alternating offers, 100 steps, Boulware against Boulware, with the trace",
            &[
                "space", "outcomes", "ranking of NegMAS", "rounds, NegMAS", "rounds, ours",
                "NegMAS", "ours", "times as fast", "target",
            ],
        );
        for (task, how) in [("offers", "as shipped"), ("offers-shared", "shared")] {
            for pair in self.pairs(task) {
                table.row(&[
                    pair.job.title.to_owned(),
                    count(pair.ours, "outcomes"),
                    how.to_owned(),
                    pair.theirs.text("steps").to_owned(),
                    pair.ours.text("steps").to_owned(),
                    seconds(pair.theirs, "seconds"),
                    seconds(pair.ours, "seconds"),
                    plain(pair.ratio()),
                    ratio(pair.ratio(), Some(500.0)),
                ]);
            }
        }
        table.write(out);
    }

    fn alone(&self, out: &mut String) {
        let mut table = Table::new(
            "What has no counterpart",
            &["task", "parties", "space", "outcomes", "vectors", "ours", "memory", "target"],
        );
        for line in self.lines.iter().filter(|line| line.text("side") == "ours") {
            let (name, task) = (line.text("name"), line.text("task"));
            let Some(job) = jobs::find(name).filter(|job| job.alone.contains(&task)) else {
                continue;
            };
            let target = match (name, task) {
                ("2p-20x5-opposed", _) => Some((0.02, Some(31_250.0))),
                ("4p-15x5", _) => Some((3.0, None)),
                ("2p-10x5-draws", _) => Some((2.0, None)),
                (_, "frontier") => Some((0.02, None)),
                _ => None,
            };
            let draws = task.strip_suffix("_draws");
            let what = draws.map_or_else(
                || "exact frontier".to_owned(),
                |draws| format!("{draws} draws of weights, with frontier and Nash deals"),
            );
            table.row(&[
                what,
                line.text("parties").to_owned(),
                job.title.to_owned(),
                count(line, "outcomes"),
                if draws.is_some() { String::new() } else { count(line, "vectors") },
                seconds(line, "seconds"),
                bytes(line),
                target.map_or_else(String::new, |(most, memory)| under(line, most, memory)),
            ]);
        }
        table.write(out);
    }

    /// Where both sides found a different number, and how many were compared.
    fn differences(&self, out: &mut String) {
        let (mut compared, mut whole, mut differ) = (0, 0, Vec::new());
        for (task, key) in [("frontier", "vectors"), ("enumerate", "vectors"), ("merge", "deals")] {
            for pair in self.pairs(task) {
                let (ours, theirs) = (pair.ours.text(key), pair.theirs.text(key));
                if ours.is_empty() || theirs.is_empty() {
                    continue;
                }
                compared += 1;
                whole += u32::from(pair.job.whole);
                if ours != theirs {
                    let must =
                        if pair.job.whole { ", though all values are whole numbers" } else { "" };
                    differ.push(format!(
                        "- {} ({}, {task}): ours {ours}, NegMAS {theirs}{must}\n",
                        pair.job.title, pair.job.name
                    ));
                }
            }
        }
        let _ = writeln!(
            out,
            "### Do they find the same?\n\n{compared} sizes of frontiers compared, {whole} of them of spaces with whole numbers: {} differ.\n",
            differ.len()
        );
        if !differ.is_empty() {
            let _ = writeln!(out, "{}", differ.concat());
        }
    }
}

impl Pair<'_> {
    fn ratio(&self) -> Option<f64> {
        let ours = self.ours.number("seconds").filter(|ours| *ours > 0.0)?;
        Some(self.theirs.number("seconds")? / ours)
    }

    /// Without what our side does before the work proper.
    fn bare_ratio(&self) -> Option<f64> {
        let ours = self.ours.number("bare").filter(|ours| *ours > 0.0)?;
        Some(self.theirs.number("seconds")? / ours)
    }

    /// Whether a target is reached, with scaling or only without it.
    fn target(&self, target: Option<f64>) -> String {
        let with = ratio(self.ratio(), target);
        let without = ratio(self.bare_ratio(), target);
        if with.ends_with("reached") || !without.ends_with("reached") {
            with
        } else {
            format!("{without}, scaled before")
        }
    }
}

fn reached(found: Option<f64>, target: f64) -> String {
    match found {
        Some(found) if found >= target => "reached".to_owned(),
        Some(_) => "**missed**".to_owned(),
        None => String::new(),
    }
}

/// A target in seconds and kilobytes, and whether a line keeps to both.
fn under(line: &Record, most: f64, memory: Option<f64>) -> String {
    let fits = line.number("seconds").is_some_and(|seconds| seconds < most)
        && memory.is_none_or(|most| line.number("peak_kb").is_some_and(|peak| peak < most));
    let time = seconds(&Record::default().with("most", most), "most");
    let and = memory.map_or_else(String::new, |most| format!(" and {:.0} MB", most * 1.024 / 1e3));
    format!("under {time}{and}: {}", if fits { "reached" } else { "**missed**" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "\
facts=machine date=2031-02-03 cores=2 cpu=A_B system=S rust=rustc_1 python=3 negmas=0 numpy=2
name=2p-7x5-points side=ours task=frontier parties=2 outcomes=78125 vectors=40 seconds=0.00001 bare=0.000005 runs=5
name=2p-7x5-points side=negmas task=frontier parties=2 vectors=41 seconds=0.2 runs=5
name=3p-6x6 side=ours task=frontier parties=3 outcomes=46656 vectors=50 seconds=0.001 bare=0.0005 runs=5
name=3p-6x6 side=negmas task=frontier parties=3 vectors=50 seconds=0.5 runs=3
name=2p-20x5-opposed side=ours task=frontier parties=2 outcomes=95367431640625 vectors=9 seconds=0.001 peak_kb=40000
";

    #[test]
    fn targets_are_told_and_so_are_differences() {
        let results = Results::read(LINES);
        let mut out = String::new();
        results.frontier(&mut out);
        assert!(out.contains("| 40,000 | 5,000: reached |"), "{out}");
        assert!(out.contains("| 500 | 500 µs | 1,000 | 3,000: **missed** |"), "{out}");
        assert!(out.contains("500 ms (3 runs)"), "{out}");
        let mut out = String::new();
        results.differences(&mut out);
        assert!(out.contains("2 sizes") && out.contains("1 differ"), "{out}");
        assert!(out.contains("ours 40, NegMAS 41, though"), "{out}");
        let mut out = String::new();
        results.alone(&mut out);
        assert!(out.contains("under 20 ms and 32 MB: **missed**"), "{out}");
    }
}
