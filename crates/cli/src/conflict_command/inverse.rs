//! `pourparler conflict inverse`: the least change of preferences that makes a wanted state hold.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;
use weigh::Work;
use weigh::conflict::{
    Arrangement, Change, Concept, Effort, Engine, Inverse, Least, Pair, Placed, Remedy, Reworded,
    Rewording, Scenes, Wanted, inverse, reworded,
};

use super::board::Board;
use super::json::{line, number};
use super::open;
use super::words::{bold, concept, listed};
use crate::brief::plural;
use crate::dossier::Dossier;
use crate::output;
use crate::wrap::wrap;

/// Answers that are printed; `--json` has them all.
const TOLD: usize = 6;
/// Pairs that are said of one decision maker.
const PAIRS: usize = 4;

/// What would have to change so that a wanted state holds.
#[derive(Debug, clap::Args)]
#[group(id = "conflict-inverse")]
#[command(after_help = "\
What if all could change their minds:  pourparler conflict inverse my-talks june-2025 --want YNNY
Only one of them:                      pourparler conflict inverse my-talks june-2025 --want 7 --by ru
Held by no answer of others:           pourparler conflict inverse my-talks june-2025 --want 7 --concept nash
For a program:                         pourparler conflict inverse my-talks june-2025 --want 7 --json

An answer is a smallest set of pairs of states whose order would have to turn round: \"if North
preferred 3 to 5\". All smallest answers are found, and each is put to the engine again before it is
printed. Then come the smallest changes of the wishes themselves: which would have to stand higher, or
be wished the other way round. It says what would do, not what anybody should want.
Exit code: 0 it holds, or an answer was found; 1 no change brings it about; 2 could not.")]
pub(super) struct Arguments {
    /// The dossier's folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The model: NAME of [conflict.NAME]; may be left out when there is only one
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The wanted state: its number, or its signs such as YNNY; - for either
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    want: String,
    /// By which concept it is to hold
    #[arg(long, value_name = "CONCEPT", default_value = "seq", value_parser = ["nash", "gmr", "smr", "seq", "sseq"])]
    concept: String,
    /// Only this decision maker may change (its name or party; may be repeated)
    #[arg(long, value_name = "WHO")]
    by: Vec<String>,
    /// How many steps the search may take
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    steps: u64,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let dossier = Dossier::open(&arguments.folder)?;
    let board = open(&dossier, &arguments.folder, arguments.name.as_deref())?;
    let by = Concept::ALL.into_iter().find(|one| one.word() == arguments.concept);
    let wanted = Wanted {
        state: board.find(&arguments.want)?,
        concept: by.unwrap_or(Concept::Seq),
        makers: board.makers(&arguments.by)?,
    };
    let effort = Effort { nodes: arguments.steps, ..Effort::default() };
    let work = Work::default();
    let stop = |stop: weigh::Stop| anyhow::anyhow!("{stop}");
    let found = inverse(&board.conflict, &wanted, &effort, &work).map_err(stop)?;
    for remedy in &found.remedies {
        if !holds(&board, &wanted, remedy)? {
            anyhow::bail!("an answer does not hold when it is put to the engine; this is a fault");
        }
    }
    let words = reworded(&board.conflict, &wanted, &effort, &work).map_err(stop)?;
    let text = if arguments.json {
        lines(&board, &wanted, &found, &words)
    } else {
        page(&board, &wanted, &found, &words)
    };
    output::print(&text)?;
    let none = matches!(found.least, Least::Never | Least::AtLeast(_));
    Ok(ExitCode::from(u8::from(none)))
}

/// Whether the wanted state holds once preferences are changed so.
fn holds(board: &Board<'_>, wanted: &Wanted, remedy: &Remedy) -> anyhow::Result<bool> {
    let mut engine = Engine::of(&board.conflict);
    for change in &remedy.changes {
        if !engine.set_ranks(change.maker, &change.ranks) {
            return Ok(false);
        }
    }
    let mut scenes = Scenes::none(board.conflict.states());
    for maker in 0..board.conflict.makers() {
        let done = engine.stable(maker, wanted.concept, &mut scenes, &Work::default());
        done.map_err(|stop| anyhow::anyhow!("{stop}"))?;
        if !scenes.has(wanted.state) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Board<'_> {
    /// Decision makers by name or party.
    pub(super) fn makers(&self, names: &[String]) -> anyhow::Result<Vec<usize>> {
        let mut out = Vec::new();
        for name in names {
            let is = |maker: &model::conflict::Maker| {
                let party = maker.party.as_ref().is_some_and(|party| party.as_str() == name);
                party || maker.name.to_lowercase() == name.to_lowercase()
            };
            let Some(place) = self.entry.makers.iter().position(is) else {
                let all: Vec<String> =
                    self.entry.makers.iter().map(|maker| maker.name.clone()).collect();
                anyhow::bail!("{name}: decides nothing here; there are: {}", all.join(", "));
            };
            out.push(place);
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    /// "Russia preferred 3 (YN) to 5 (NN), and 3 (YN) to 6 (NY)".
    fn preferred(&self, wanted: &Wanted, change: &Change) -> String {
        let mut kernel: Vec<Pair> = change.kernel(wanted.state).collect();
        let mut rest = change.turned.len().saturating_sub(kernel.len());
        if kernel.is_empty() {
            kernel.extend(change.turned.iter().take(PAIRS).copied());
            rest = change.turned.len().saturating_sub(kernel.len());
        }
        let said: Vec<String> = kernel
            .iter()
            .take(PAIRS)
            .map(|pair| format!("{} to {}", self.state(pair.above), self.state(pair.below)))
            .collect();
        rest += kernel.len().saturating_sub(PAIRS);
        let more = match rest {
            0 => String::new(),
            1 => " (and one more pair follows from that)".to_owned(),
            rest => format!(" (and {rest} more pairs follow from that)"),
        };
        format!("{} preferred {}{more}", self.conflict.maker(change.maker), listed(&said))
    }

    /// What stands against it now: the wishes that decide the pairs.
    fn against(&self, change: &Change) -> String {
        let mut wishes: Vec<usize> = (change.turned.iter())
            .flat_map(|pair| self.deciding(change.maker, pair.below, pair.above))
            .collect();
        wishes.sort_unstable();
        wishes.dedup();
        let cited: Vec<String> =
            wishes.into_iter().filter_map(|wish| self.wish(change.maker, wish)).collect();
        if cited.is_empty() { self.ranked(change.maker) } else { listed(&cited) }
    }

    /// "Russia put “a” before “b”", "Russia wanted the opposite of “c”".
    fn said(&self, rewording: &Rewording) -> Vec<String> {
        rewording.changes.iter().map(|change| self.arranged(change)).collect()
    }

    fn arranged(&self, change: &Arrangement) -> String {
        let name = self.conflict.maker(change.maker);
        let cite = |placed: &Placed| {
            let wish = self.wish(change.maker, placed.wish).unwrap_or_default();
            if placed.negated { format!("the opposite of {wish}") } else { wish }
        };
        if change.swaps == 0 {
            let turned: Vec<String> =
                change.order.iter().filter(|placed| placed.negated).map(cite).collect();
            return format!("{name} wanted {}", listed(&turned));
        }
        let moved = |(at, placed): &(usize, &Placed)| placed.wish != *at || placed.negated;
        let places: Vec<usize> =
            change.order.iter().enumerate().filter(moved).map(|(at, _)| at).collect();
        let (first, last) = (places.first().copied(), places.last().copied());
        let range = first.unwrap_or(0)..=last.unwrap_or(0);
        let order: Vec<String> =
            change.order.get(range).unwrap_or_default().iter().map(cite).collect();
        format!("{name} put {}", order.join(" before "))
    }
}

fn page(board: &Board<'_>, wanted: &Wanted, found: &Inverse, words: &Reworded) -> String {
    let mut out = String::new();
    let by = concept(wanted.concept);
    let head = format!("What would make state {} hold ({by})?", board.state(wanted.state));
    out += &bold(&head);
    out.push('\n');
    wrap(&mut out, "  ", &board.in_words(wanted.state));
    let who: Vec<String> =
        wanted.makers.iter().map(|maker| board.conflict.maker(*maker).to_owned()).collect();
    let who = if who.is_empty() { "all decision makers".to_owned() } else { listed(&who) };
    let count = |pairs: u64| plural(usize::try_from(pairs).unwrap_or(usize::MAX), "pair");
    let told = match found.least {
        Least::Exactly(0) => "It holds already: nothing has to change.".to_owned(),
        Least::Exactly(pairs) => format!(
            "At least {} of states would have to change order, in the minds of {who}; these are {}answers of that size.",
            count(pairs),
            if found.all { "all " } else { "" }
        ),
        Least::Between { low, high } => format!(
            "Between {low} and {} of states would have to change order; the best answers found:",
            count(high)
        ),
        Least::AtLeast(pairs) => format!(
            "No answer was found within {} steps; fewer than {} cannot do. --steps allows more.",
            found.nodes,
            count(pairs)
        ),
        Least::Never => format!("No change of preferences of {who} can make it hold."),
    };
    wrap(&mut out, "  ", &told);
    for (at, remedy) in found.remedies.iter().take(TOLD).enumerate() {
        let ifs: Vec<String> =
            remedy.changes.iter().map(|change| board.preferred(wanted, change)).collect();
        wrap(&mut out, "  ", &format!("{}. If {}.", at + 1, ifs.join(", and ")));
        for change in &remedy.changes {
            let name = board.conflict.maker(change.maker);
            wrap(
                &mut out,
                "     ",
                &format!("Now the other way for {name}: {}", board.against(change)),
            );
        }
    }
    if found.remedies.len() > TOLD {
        let more = found.remedies.len() - TOLD;
        wrap(&mut out, "  ", &format!("and {more} more, with --json"));
    }
    if !found.remedies.is_empty() {
        wrap(&mut out, "  ", "Each was put to the engine again: with that change the state holds.");
    }
    reworded_page(&mut out, board, words);
    out
}

fn reworded_page(out: &mut String, board: &Board<'_>, words: &Reworded) {
    if matches!(words.least, Least::Exactly(0)) {
        return;
    }
    out.push('\n');
    *out += &bold("By the wishes themselves");
    out.push('\n');
    if words.rewordings.is_empty() {
        let line = match words.least {
            Least::Never => "No order of the wishes that were entered makes it hold.".to_owned(),
            _ => format!("No order of the wishes was found after {} tries.", words.tried),
        };
        wrap(out, "  ", &line);
        return;
    }
    for (at, rewording) in words.rewordings.iter().take(TOLD).enumerate() {
        let said = board.said(rewording);
        wrap(out, "  ", &format!("{}. If {}.", at + 1, said.join(", and if ")));
    }
    if words.rewordings.len() > TOLD {
        wrap(out, "  ", &format!("and {} more, with --json", words.rewordings.len() - TOLD));
    }
}

fn least(least: &Least) -> serde_json::Value {
    match least {
        Least::Exactly(pairs) => json!({ "low": pairs, "high": pairs }),
        Least::Between { low, high } => json!({ "low": low, "high": high }),
        Least::AtLeast(low) => json!({ "low": low, "high": null }),
        Least::Never => json!({ "low": null, "high": null }),
    }
}

fn lines(board: &Board<'_>, wanted: &Wanted, found: &Inverse, words: &Reworded) -> String {
    let mut out = String::new();
    let makers: Vec<&str> = wanted.makers.iter().map(|at| board.conflict.maker(*at)).collect();
    line(
        &mut out,
        &json!({
            "type": "inverse",
            "model": board.entry.name,
            "state": number(wanted.state),
            "signs": board.conflict.signs(wanted.state),
            "concept": wanted.concept.word(),
            "by": makers,
            "pairs": least(&found.least),
            "all": found.all,
            "steps": found.nodes,
            "rewording": least(&words.least),
        }),
    );
    let pair = |pair: &Pair| json!([number(pair.above), number(pair.below)]);
    for remedy in &found.remedies {
        let changes: Vec<_> = (remedy.changes.iter())
            .map(|change| {
                json!({
                    "maker": board.conflict.maker(change.maker),
                    "turned": change.turned.iter().map(pair).collect::<Vec<_>>(),
                    "parted": change.parted.iter().map(pair).collect::<Vec<_>>(),
                    "words": board.preferred(wanted, change),
                    "now": board.against(change),
                })
            })
            .collect();
        let one = json!({ "type": "remedy", "model": board.entry.name, "pairs": remedy.pairs, "holds": true, "changes": changes });
        line(&mut out, &one);
    }
    for rewording in &words.rewordings {
        let changes: Vec<_> = (rewording.changes.iter().zip(board.said(rewording)))
            .map(|(change, words)| {
                let order: Vec<_> = (change.order.iter())
                    .map(|placed| {
                        let behind =
                            board.behind.get(change.maker).and_then(|b| b.get(placed.wish));
                        json!({ "wish": behind.map(super::json::wish), "opposite": placed.negated })
                    })
                    .collect();
                json!({
                    "maker": board.conflict.maker(change.maker),
                    "swaps": change.swaps,
                    "opposites": change.negations,
                    "order": order,
                    "words": words,
                })
            })
            .collect();
        let one = json!({ "type": "rewording", "model": board.entry.name, "steps": rewording.steps, "changes": changes });
        line(&mut out, &one);
    }
    out
}
