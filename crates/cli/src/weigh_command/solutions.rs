//! `pourparler weigh solutions`: the named solutions, why each, and what is better than a deal of yours.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;
use weigh::{
    Deal, Direct, Disagreement, Exact, Pinned, Scaled, Stop, Trades, no_worse, solve_directly,
    trades,
};

use super::asked::Asked;
use super::best::{Best, RULES, stopped, with_progress};
use super::export::{self, DealMap, deal_map, matter_line, push};
use super::frontier::head;
use super::matter::{Matter, short, short_list};
use super::page;
use crate::wrap::wrap;

/// Deals shown for one solution.
const DEALS: usize = 3;
/// Trades that are listed.
const TRADES: usize = 10;

/// Options of the solutions.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each rule is one idea of what is fair; they often differ, and none of them is a forecast. Beside each
deal stands what each side said of every choice in it, and where.

What is better than a deal of mine, with a witness and the trades that lead there:
  pourparler weigh solutions my-talks --mine \"ceasefire=full_unconditional; prisoners=all_for_all\"
In a dossier the issues that are not named stay as they are today.
Method and sources: docs/src/methods/frontier.md, docs/src/methods/best-deals.md.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// A deal to compare with: ISSUE=CHOICE, with ; between them
    #[arg(long, value_name = "DEAL")]
    mine: Option<String>,
    /// What each side has without a deal: its reserve, or nought for all
    #[arg(long, value_name = "POINT", value_enum, default_value = "reserve")]
    without: Without,
    /// Write to a file: solutions.json or solutions.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// The disagreement point.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Without {
    /// The reserve; without one, how it stands today, or the worst deal
    Reserve,
    /// Nought for everybody
    Zero,
}

/// Runs the question.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    export::can_deliver(arguments.output.as_deref())?;
    let matter = arguments.asked.matter()?;
    let disagreement = match arguments.without {
        Without::Reserve => Disagreement::ReserveOrLeast,
        Without::Zero => Disagreement::Zero,
    };
    answer(&matter, &disagreement, arguments)
}

/// `pourparler weigh --scenario FOLDER`: the page of a scenario is its solutions.
pub(super) fn of_scenario(arguments: &page::Arguments) -> anyhow::Result<ExitCode> {
    let matter = arguments.asked.matter()?;
    let best = Best::of(&matter, &Disagreement::default())?;
    let text = if arguments.json { lines(&best, None)? } else { told(&best, None) };
    export::deliver(&text, arguments.output.as_deref())?;
    Ok(ExitCode::from(u8::from(best.solutions.found.is_none())))
}

/// A deal of somebody's, with what is better.
struct Mine {
    deal: Deal,
    utility: Vec<Exact>,
    /// Undominated results that are worse for nobody; none: no deal is better for one and worse for none.
    better: Vec<(Vec<Exact>, Deal)>,
    more: usize,
    trades: Trades,
}

fn answer(
    matter: &Matter,
    disagreement: &Disagreement,
    arguments: &Arguments,
) -> anyhow::Result<ExitCode> {
    let scaled = Scaled::of(&matter.space).map_err(|stop| stopped(&stop))?;
    let mine = match (&arguments.mine, &matter.today) {
        (Some(text), _) => {
            let deal = matter.parse_deal(text)?;
            matter.admits(&deal, text)?;
            Some(mine(matter, &scaled, deal).map_err(|stop| stopped(&stop))?)
        }
        // Nobody asked: what leads away from how it stands today.
        (None, Some(today)) => mine(matter, &scaled, today.clone()).ok(),
        (None, None) => None,
    };
    let output = arguments.output.as_deref();
    let json = arguments.json || export::ending(output).as_deref() == Some("json");
    if let Ok(best) = Best::of(matter, disagreement) {
        let text = if json { lines(&best, mine.as_ref())? } else { told(&best, mine.as_ref()) };
        export::deliver(&text, output)?;
        return Ok(ExitCode::from(u8::from(best.solutions.found.is_none())));
    }
    // Too many results to hold: the solutions can be found without them.
    let found =
        with_progress("solutions", |work| solve_directly(&matter.space, disagreement, work))
            .map_err(|stop| stopped(&stop))?;
    let text = if json { direct_lines(matter, &found)? } else { direct(matter, &found) };
    export::deliver(&text, output)?;
    Ok(ExitCode::from(u8::from(found.found.is_none())))
}

fn mine(matter: &Matter, scaled: &Scaled, deal: Deal) -> Result<Mine, Stop> {
    let found =
        with_progress("what is better", |work| no_worse(&matter.space, scaled, &deal, work))?;
    let utility = matter.worth(&deal);
    let all: Vec<(Vec<Exact>, Deal)> = (0..found.len())
        .filter_map(|at| Some((found.vector(at, scaled), found.deals(at, 1).into_iter().next()?)))
        .filter(|(worth, _)| *worth != utility)
        .collect();
    let more = all.len().saturating_sub(DEALS);
    // The ends and the middle say more than the first three.
    let better = [0, all.len() / 2, all.len().saturating_sub(1)]
        .into_iter()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .filter_map(|at| all.get(at).cloned())
        .collect();
    Ok(Mine { trades: trades(&matter.space, scaled, &deal, TRADES), deal, utility, better, more })
}

/// For a person.
fn told(best: &Best<'_>, mine: Option<&Mine>) -> String {
    let matter = best.matter;
    let mut out = head(best);
    for (at, (_, name, what, one)) in best.named().into_iter().enumerate() {
        let value = one.value.as_ref().map(short).unwrap_or_default();
        put_line!(out, "\n{name} ({what}): {value}");
        for point in &one.points {
            let utility = best.utility(*point);
            let deals = super::best::count(&best.frontier.deals_count(*point));
            put_line!(out, "  worth {}  ({deals})", short_list(&utility));
            if let Some(why) = why(best, at, &utility) {
                wrap(&mut out, "  ", &why);
            }
            if let Some(deal) = best.first_deal(*point) {
                wrap(&mut out, "    ", &matter.deal(&deal));
            }
        }
    }
    if let Some(deal) =
        best.solutions.found.as_ref().and_then(|found| best.first_deal(*found.nash.points.first()?))
    {
        out.push_str("\nThe first Nash deal, issue by issue\n");
        issue_by_issue(&mut out, matter, &deal);
    }
    if let Some(mine) = mine {
        tell_mine(&mut out, matter, mine);
    }
    out
}

/// Why a deal is the solution, with what comes next.
fn why(best: &Best<'_>, rule: usize, utility: &[Exact]) -> Option<String> {
    let found = best.solutions.found.as_ref()?;
    let gain = |party: usize| Some(utility.get(party)? - best.solutions.disagreement.get(party)?);
    let name = |party: usize| best.matter.parties.get(party).map_or("", String::as_str);
    let gains: Vec<String> = found
        .active
        .iter()
        .filter_map(|party| Some(format!("{} gains {}", name(*party), short(&gain(*party)?))))
        .collect();
    Some(match rule {
        0 => match best.next_product() {
            Some(next) => {
                format!("why: {}; the next best product is {}", gains.join(", "), short(&next))
            }
            None => {
                format!("why: {}; it is the only result for which nobody loses", gains.join(", "))
            }
        },
        1 => {
            let shares: Vec<String> = found
                .active
                .iter()
                .filter_map(|party| {
                    let most =
                        found.ideal.get(*party)? - best.solutions.disagreement.get(*party)?;
                    let share = gain(*party)?.over(&most)?;
                    Some(format!(
                        "{} has {} of what it could gain at best",
                        name(*party),
                        short(&share)
                    ))
                })
                .collect();
            format!("why: {}", shares.join(", "))
        }
        2 => format!("why: {}", gains.join(", ")),
        _ => format!("why: the sum of {}", short_list(utility)),
    })
}

/// Each issue with what its choice is worth to each side, and what the side said.
fn issue_by_issue(out: &mut String, matter: &Matter, deal: &Deal) {
    for (issue, choice) in deal.iter().enumerate() {
        put_line!(out, "  {}: {}", matter.issue(issue), matter.choice(issue, *choice));
        for (party, name) in matter.parties.iter().enumerate() {
            let worth = matter.space.parties().get(party);
            let worth = worth.and_then(|of| of.values.get(issue)?.get(*choice)).map(short);
            let Some(ground) = matter.ground(party, issue, *choice) else { continue };
            let place = if ground.place.is_empty() {
                String::new()
            } else {
                format!(" [{}]", ground.place)
            };
            put_line!(out, "      {name} {}: {}{place}", worth.unwrap_or_default(), ground.words);
        }
    }
}

fn tell_mine(out: &mut String, matter: &Matter, mine: &Mine) {
    out.push('\n');
    wrap(out, "", &format!("Beside this deal: {}", matter.deal(&mine.deal)));
    put_line!(out, "  worth {}", short_list(&mine.utility));
    if mine.better.is_empty() {
        out.push_str("  No deal gives one side more and no side less.\n");
    }
    for (worth, deal) in &mine.better {
        put_line!(out, "  no side has less, and one more: worth {}", short_list(worth));
        wrap(out, "    ", &matter.deal(deal));
    }
    if mine.more > 0 {
        put_line!(out, "  and {} more undominated results", mine.more);
    }
    if mine.trades.total > 0 {
        put_line!(
            out,
            "\nSteps from it that help all: {}. First those in which whoever gains least gains most",
            mine.trades.total
        );
    }
    for trade in &mine.trades.listed {
        let changes: Vec<String> = trade
            .changes
            .iter()
            .map(|(issue, to)| {
                let now = mine.deal.get(*issue).copied().unwrap_or_default();
                format!(
                    "{}: {} instead of {}",
                    matter.issue(*issue),
                    matter.choice(*issue, *to),
                    matter.choice(*issue, now)
                )
            })
            .collect();
        let gains: Vec<String> = matter
            .parties
            .iter()
            .zip(&trade.gains)
            .map(|(name, gain)| format!("{name} +{}", short(gain)))
            .collect();
        wrap(out, "  ", &changes.join("; with "));
        put_line!(out, "      {}", gains.join(", "));
    }
}

#[derive(Serialize)]
struct SolutionLine<'a> {
    r#type: &'static str,
    solution: &'static str,
    value: Option<String>,
    disagreement: Vec<String>,
    utilities: Vec<Vec<String>>,
    deals: Vec<DealMap<'a>>,
}

#[derive(Serialize)]
struct BetterLine<'a> {
    r#type: &'static str,
    utility: Vec<String>,
    deal: DealMap<'a>,
}

#[derive(Serialize)]
struct TradeLine<'a> {
    r#type: &'static str,
    changes: DealMap<'a>,
    gains: Vec<String>,
    deal: DealMap<'a>,
}

fn texts(numbers: &[Exact]) -> Vec<String> {
    numbers.iter().map(ToString::to_string).collect()
}

fn lines(best: &Best<'_>, mine: Option<&Mine>) -> anyhow::Result<String> {
    let matter = best.matter;
    let mut out = String::new();
    push(&mut out, &matter_line(matter))?;
    for (key, _, _, one) in best.named() {
        let deals: Vec<Deal> =
            one.points.iter().flat_map(|at| best.frontier.deals(*at, DEALS)).collect();
        let line = SolutionLine {
            r#type: "solution",
            solution: key,
            value: one.value.as_ref().map(ToString::to_string),
            disagreement: texts(&best.solutions.disagreement),
            utilities: one.points.iter().map(|at| texts(&best.utility(*at))).collect(),
            deals: deals.iter().map(|deal| deal_map(matter, deal)).collect(),
        };
        push(&mut out, &line)?;
    }
    let Some(mine) = mine else { return Ok(out) };
    let own = BetterLine {
        r#type: "mine",
        utility: texts(&mine.utility),
        deal: deal_map(matter, &mine.deal),
    };
    push(&mut out, &own)?;
    for (worth, deal) in &mine.better {
        let deal = deal_map(matter, deal);
        push(&mut out, &BetterLine { r#type: "better", utility: texts(worth), deal })?;
    }
    for trade in &mine.trades.listed {
        let after = deal_map(matter, &trade.deal);
        let changed: Vec<&str> = trade
            .changes
            .iter()
            .filter_map(|(issue, _)| Some(matter.space.issues().get(*issue)?.name.as_str()))
            .collect();
        let changes = after.iter().filter(|(issue, _)| changed.contains(issue));
        let line = TradeLine {
            r#type: "trade",
            changes: changes.map(|(issue, choice)| (*issue, *choice)).collect(),
            gains: texts(&trade.gains),
            deal: after.clone(),
        };
        push(&mut out, &line)?;
    }
    Ok(out)
}

/// The solutions where the frontier is too large to hold.
fn pinned(found: &Direct) -> Vec<(&'static str, &'static str, &Result<Pinned, Stop>)> {
    let Some(found) = &found.found else { return Vec::new() };
    let each = [&found.nash, &found.kalai_smorodinsky, &found.egalitarian, &found.utilitarian];
    RULES.iter().zip(each).map(|((key, name, _), one)| (*key, *name, one)).collect()
}

fn direct(matter: &Matter, found: &Direct) -> String {
    let mut out = format!(
        "{}: more undominated results than can be held; the named solutions without them\n",
        matter.title
    );
    if found.found.is_none() {
        out.push_str("No deal gives every party at least what it has without one.\n");
    }
    for (_, name, one) in pinned(found) {
        match one {
            Ok(one) => {
                let value = one.value.as_ref().map(short).unwrap_or_default();
                put_line!(out, "\n{name}: {value}");
                for vector in &one.vectors {
                    put_line!(out, "  worth {}", short_list(&vector.vector));
                    for deal in vector.witnesses.iter().take(1) {
                        wrap(&mut out, "    ", &matter.deal(deal));
                    }
                }
            }
            Err(stop) => {
                put_line!(out, "\n{name}: not worked out: {stop}; {}", stop.advice());
            }
        }
    }
    out
}

fn direct_lines(matter: &Matter, found: &Direct) -> anyhow::Result<String> {
    let mut out = String::new();
    push(&mut out, &matter_line(matter))?;
    for (key, _, one) in pinned(found) {
        let Ok(one) = one else { continue };
        let witnesses = || one.vectors.iter().flat_map(|v| v.witnesses.iter().take(DEALS));
        let line = SolutionLine {
            r#type: "solution",
            solution: key,
            value: one.value.as_ref().map(ToString::to_string),
            disagreement: texts(&found.disagreement),
            utilities: one.vectors.iter().map(|v| texts(&v.vector)).collect(),
            deals: witnesses().map(|deal| deal_map(matter, deal)).collect(),
        };
        push(&mut out, &line)?;
    }
    Ok(out)
}
