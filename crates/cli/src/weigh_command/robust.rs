//! `pourparler weigh robust`: how sure the answer is when weights and values are not known.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;
use weigh::robust::{Acceptability, Matters, Share, Unknown};
use weigh::{Deal, Draws, Robustness, Work, never_beaten, robustness};

use super::asked::Asked;
use super::best::{stopped, with_progress};
use super::export::{self, DealMap, deal_map, matter_line, push};
use super::matter::Matter;
use crate::wrap::wrap;

/// Options of the draws.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Weights and values are drawn many times from what is known of them, for all sides at once. Told is in
what share of the draws a deal is undominated, is the Nash deal, and gives every side its reserve, each
with the error that drawing leaves (95 of 100); and which unknown changes the answer most, so that you
know what to find out next. The same seed gives the same draws on any machine.

In a dossier the numbers of attitudes are ranges (accepts: 0 to 1), and so may be what is entered. Of a
scenario of another program weights are taken as unknown, values as told.

For a deal of yours:  pourparler weigh robust my-talks --deal \"ceasefire=full_unconditional\"
For R or Stata:       pourparler weigh robust my-talks -o robust.csv
Method and sources: docs/src/methods/robustness.md.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    draws: u64,
    /// Where chance begins
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// A deal to look at: ISSUE=CHOICE, with ; between them. Several: the option several times
    #[arg(long, value_name = "DEAL")]
    deal: Vec<String>,
    /// How many deals to list beside those
    #[arg(long, value_name = "N", default_value_t = 3)]
    deals: usize,
    /// Write to a file: robust.csv, robust.json or robust.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// What an issue is settled by in fewer draws than this is no answer worth printing.
const CLEAR: f64 = 0.6;
/// Issues that are told of one unknown.
const TURNED: usize = 3;
/// Unknowns that are told.
const UNKNOWNS: usize = 8;

/// Runs the question.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    export::can_deliver(arguments.output.as_deref())?;
    let matter = arguments.asked.matter()?;
    let mut asked: Vec<Deal> = Vec::new();
    for text in &arguments.deal {
        let deal = matter.parse_deal(text)?;
        matter.admits(&deal, text)?;
        asked.push(deal);
    }
    let draws = Draws { draws: arguments.draws, seed: arguments.seed, listed: arguments.deals };
    let found = with_progress("draws", |work| {
        robustness(&matter.space, &matter.uncertain, &asked, &draws, work)
    })
    .map_err(|stop| stopped(&stop))?;
    let sure: Vec<Option<bool>> = asked.iter().map(|deal| never_worse(&matter, deal)).collect();
    let output = arguments.output.as_deref();
    let text = match export::ending(output).as_deref() {
        _ if arguments.json => lines(&matter, &found, &draws, &sure)?,
        Some("json" | "jsonl") => lines(&matter, &found, &draws, &sure)?,
        Some("csv") => csv(&matter, &found)?,
        Some("txt") | None => told(&matter, &found, &draws, &sure),
        Some(other) => {
            anyhow::bail!("cannot write a .{other} file; end its name in .csv, .json or .txt")
        }
    };
    export::deliver(&text, output)?;
    Ok(ExitCode::from(u8::from(found.zone.hits == 0)))
}

/// More undominated results than this over all corners of what is known are not held.
const MOST_AT_CORNERS: u64 = 50_000;

/// Whether no deal beats this one under all weights that are possible; `None` where that cannot be told.
fn never_worse(matter: &Matter, deal: &Deal) -> Option<bool> {
    let work = Work { most_points: MOST_AT_CORNERS, ..Work::default() };
    let found = never_beaten(&matter.space, &matter.uncertain, std::slice::from_ref(deal), &work);
    found.ok()?.first().copied()
}

/// "43 % (40 to 46)".
fn share(share: &Share) -> String {
    let (low, high) = share.range();
    let percent = share.ratio().to_f64() * 100.0;
    format!("{percent:.0} % ({:.0} to {:.0})", low * 100.0, high * 100.0)
}

/// For a person.
fn told(matter: &Matter, found: &Robustness, draws: &Draws, sure: &[Option<bool>]) -> String {
    let mut out = format!(
        "{}: {} draws from what is known, seed {}\n\
         Some deal gives every side at least what it has without one: {}\n\
         Deals that are undominated in at least one draw: {}\n",
        matter.title,
        draws.draws,
        draws.seed,
        share(&found.zone),
        found.seen
    );
    if !found.asked.is_empty() {
        out.push_str("\nThe deals asked about: undominated, the Nash deal, above every reserve\n");
        for (one, sure) in found.asked.iter().zip(sure) {
            tell(&mut out, matter, one);
            let words = match sure {
                Some(true) => {
                    "whatever the weights, no other deal is as good for all and better for one"
                }
                Some(false) => {
                    "some other deal is as good for all whatever the weights, and better for one"
                }
                None => {
                    "whether another deal beats it whatever the weights: not worked out, for values are \
                         ranges or there are too many corners"
                }
            };
            wrap(&mut out, "      ", words);
        }
    }
    let best = found.listed.iter().map(|one| one.nash.ratio().to_f64()).fold(0.0, f64::max);
    if best < 0.5 {
        out.push_str(
            "No deal is the Nash deal in half of the draws: what is known does not tell which is best.\n",
        );
    }
    out.push_str("\nIn how many draws the Nash deal takes each choice\n");
    for (issue, row) in found.choices.iter().enumerate() {
        let mut each: Vec<(&Share, usize)> =
            row.iter().enumerate().map(|(choice, share)| (share, choice)).collect();
        each.sort_by(|a, b| b.0.hits.cmp(&a.0.hits).then(a.1.cmp(&b.1)));
        let words: Vec<String> = each
            .iter()
            .filter(|(share, _)| share.hits > 0)
            .map(|(hits, choice)| format!("{} {}", matter.choice(issue, *choice), share(hits)))
            .collect();
        wrap(&mut out, "  ", &format!("{}: {}", matter.issue(issue), words.join("; ")));
    }
    out.push_str("\nMost often the Nash deal: undominated, the Nash deal, above every reserve\n");
    found.listed.iter().for_each(|one| tell(&mut out, matter, one));
    let turning = found.unknowns.iter().filter(|one| one.turns()).count();
    put_line!(
        out,
        "\nWhat to find out next: {turning} of {} unknowns turn some issue of the Nash deal; \
         in brackets how much of the change each explains alone",
        found.unknowns.len()
    );
    for one in found.unknowns.iter().take(UNKNOWNS) {
        let percent = one.ratio.to_f64() * 100.0;
        wrap(&mut out, "  ", &format!("{} ({percent:.1} %)", unknown(matter, &one.unknown)));
        let clear = |share: &Share| share.ratio().to_f64() >= CLEAR;
        let clear = one.turned.iter().filter(|t| clear(&t.low_share) && clear(&t.high_share));
        for turn in clear.take(TURNED) {
            let settled = |choice: Option<usize>, hits: &Share| {
                let words = choice.map_or("no deal", |choice| matter.choice(turn.issue, choice));
                format!("{words} ({:.0} %)", hits.ratio().to_f64() * 100.0)
            };
            let line = format!(
                "{}: if low, {}; if high, {}",
                matter.issue(turn.issue),
                settled(turn.low, &turn.low_share),
                settled(turn.high, &turn.high_share)
            );
            wrap(&mut out, "      ", &line);
        }
    }
    if found.unknowns.len() > UNKNOWNS {
        put_line!(out, "  and {} more; --json has all", found.unknowns.len() - UNKNOWNS);
    }
    out
}

fn tell(out: &mut String, matter: &Matter, one: &Acceptability) {
    put_line!(
        out,
        "  {}  {}  {}",
        share(&one.undominated),
        share(&one.nash),
        share(&one.above_reserves)
    );
    wrap(out, "      ", &matter.deal(&one.deal));
}

fn unknown(matter: &Matter, unknown: &Unknown) -> String {
    let name = |party: &usize| matter.parties.get(*party).map_or("", String::as_str);
    match unknown {
        Unknown::Weight { party, issue } => {
            format!("how much {} matters to {}", matter.issue(*issue), name(party))
        }
        Unknown::Value { party, issue, option } => format!(
            "what {}: {} is worth to {}",
            matter.issue(*issue),
            matter.choice(*issue, *option),
            name(party)
        ),
    }
}

#[derive(Serialize)]
struct DrawsLine {
    r#type: &'static str,
    draws: u64,
    seed: u64,
    zone: u64,
    seen: u64,
}

#[derive(Serialize)]
struct DealLine<'a> {
    r#type: &'static str,
    asked: bool,
    /// Under all weights that are possible; `null` where that was not asked or not worked out.
    never_beaten: Option<bool>,
    deal: DealMap<'a>,
    /// Counts out of the draws.
    undominated: u64,
    nash: u64,
    above_reserves: u64,
}

#[derive(Serialize)]
struct ChoiceLine<'a> {
    r#type: &'static str,
    issue: &'a str,
    choice: &'a str,
    nash: u64,
}

#[derive(Serialize)]
struct UnknownLine<'a> {
    r#type: &'static str,
    kind: &'static str,
    party: &'a str,
    issue: &'a str,
    choice: Option<&'a str>,
    ratio: String,
    turns: bool,
    low: Option<DealMap<'a>>,
    high: Option<DealMap<'a>>,
}

fn lines(
    matter: &Matter,
    found: &Robustness,
    draws: &Draws,
    sure: &[Option<bool>],
) -> anyhow::Result<String> {
    let mut out = String::new();
    push(&mut out, &matter_line(matter))?;
    push(
        &mut out,
        &DrawsLine {
            r#type: "draws",
            draws: draws.draws,
            seed: draws.seed,
            zone: found.zone.hits,
            seen: found.seen,
        },
    )?;
    for (at, (asked, one)) in rows(found).enumerate() {
        let line = DealLine {
            r#type: "deal",
            asked,
            never_beaten: sure.get(at).copied().flatten(),
            deal: deal_map(matter, &one.deal),
            undominated: one.undominated.hits,
            nash: one.nash.hits,
            above_reserves: one.above_reserves.hits,
        };
        push(&mut out, &line)?;
    }
    for (issue, row) in matter.space.issues().iter().zip(&found.choices) {
        for (choice, share) in issue.options.iter().zip(row) {
            let line =
                ChoiceLine { r#type: "choice", issue: &issue.name, choice, nash: share.hits };
            push(&mut out, &line)?;
        }
    }
    for one in &found.unknowns {
        push(&mut out, &unknown_line(matter, one))?;
    }
    Ok(out)
}

fn unknown_line<'a>(matter: &'a Matter, one: &Matters) -> UnknownLine<'a> {
    let (kind, party, issue, option) = match &one.unknown {
        Unknown::Weight { party, issue } => ("weight", *party, *issue, None),
        Unknown::Value { party, issue, option } => ("value", *party, *issue, Some(*option)),
    };
    let entry = matter.space.issues().get(issue);
    let deal = |deal: &Option<Deal>| deal.as_ref().map(|deal| deal_map(matter, deal));
    UnknownLine {
        r#type: "unknown",
        kind,
        party: matter.space.parties().get(party).map_or("", |party| party.name.as_str()),
        issue: entry.map_or("", |issue| issue.name.as_str()),
        choice: option.and_then(|at| entry?.options.get(at)).map(String::as_str),
        ratio: one.ratio.to_string(),
        turns: one.turns(),
        low: deal(&one.low.deal),
        high: deal(&one.high.deal),
    }
}

fn rows(found: &Robustness) -> impl Iterator<Item = (bool, &Acceptability)> {
    let asked = found.asked.iter().map(|one| (true, one));
    asked.chain(found.listed.iter().map(|one| (false, one)))
}

fn csv(matter: &Matter, found: &Robustness) -> anyhow::Result<String> {
    let issues = matter.space.issues();
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut head: Vec<String> =
        ["asked", "draws", "undominated", "nash", "above_reserves"].map(str::to_owned).to_vec();
    head.extend(issues.iter().map(|issue| issue.name.clone()));
    out.write_record(&head)?;
    for (asked, one) in rows(found) {
        let counts = [&one.undominated, &one.nash, &one.above_reserves];
        let mut row = vec![export::truth(asked).to_owned(), one.nash.draws.to_string()];
        row.extend(counts.map(|share| share.hits.to_string()));
        let choices = issues.iter().zip(&one.deal);
        row.extend(choices.map(|(issue, at)| issue.options.get(*at).cloned().unwrap_or_default()));
        out.write_record(&row)?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}
