//! `pourparler conflict compare`: which equilibria appeared or vanished between two models, and why.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;
use weigh::Work;
use weigh::conflict::{Comparison, Concept, Edit, Item, Scene, Turn, compare};

use super::board::Board;
use super::json::{line, number};
use super::open;
use super::words::{bold, concept, listed};
use crate::brief::plural;
use crate::dossier::Dossier;
use crate::output;
use crate::wrap::wrap;

/// Equilibria that appeared or vanished between two models, and because of which statement.
#[derive(Debug, clap::Args)]
#[group(id = "conflict-compare")]
#[command(after_help = "\
Two dates:          pourparler conflict compare my-talks may-2025 june-2025
Two analysts:       pourparler conflict compare my-talks june-2025 june-2025-second
For a program:      pourparler conflict compare my-talks may-2025 june-2025 --json

States are the same when the same options are on, by the names of the options; decision makers are the
same by name. Of each equilibrium that one model has and the other has not, it tells whose
preferences, or which other difference, is enough to bring it about, and which single statement.
Exit code: 0 the equilibria differ; 1 they do not; 2 could not.")]
pub(super) struct Arguments {
    /// The dossier's folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The first model
    #[arg(value_name = "A")]
    a: String,
    /// The second model
    #[arg(value_name = "B")]
    b: String,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

struct Two<'a> {
    a: Board<'a>,
    b: Board<'a>,
}

/// A state in the first model and in the second.
type Pair = (Option<Scene>, Option<Scene>);

/// Equilibria that came or went for the same reason: each state with its concepts.
struct Group<'a> {
    first: &'a Turn,
    states: Vec<(Pair, Vec<Concept>)>,
}

/// Runs the subcommand.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let dossier = Dossier::open(&arguments.folder)?;
    let two = Two {
        a: open(&dossier, &arguments.folder, Some(&arguments.a))?,
        b: open(&dossier, &arguments.folder, Some(&arguments.b))?,
    };
    let found = compare(&two.a.conflict, &two.b.conflict, &Work::default())
        .map_err(|stop| anyhow::anyhow!("{stop}"))?;
    let text = if arguments.json { two.lines(&found) } else { two.page(&found) };
    output::print(&text)?;
    Ok(ExitCode::from(u8::from(found.turns.is_empty())))
}

impl Two<'_> {
    fn page(&self, found: &Comparison) -> String {
        let mut out = String::new();
        let title = |board: &Board<'_>| {
            let day = board.entry.as_of.map(|day| format!(", as of {day}")).unwrap_or_default();
            let who = board.entry.analyst.as_ref().map(|who| format!(", {who}"));
            format!("{}{day}{}", board.entry.name, who.unwrap_or_default())
        };
        put_line!(out, "{}", bold(&format!("A: {}", title(&self.a))));
        put_line!(out, "{}", bold(&format!("B: {}", title(&self.b))));
        let text = format!(
            "{} in both, {} only in {}, {} only in {}",
            plural(found.shared.len(), "state"),
            found.only_a.len(),
            self.a.entry.name,
            found.only_b.len(),
            self.b.entry.name
        );
        wrap(&mut out, "  ", &text);
        let names = |board: &Board<'_>, makers: &[usize]| -> Vec<String> {
            makers.iter().map(|maker| board.conflict.maker(*maker).to_owned()).collect()
        };
        for (board, makers) in [(&self.a, &found.makers_a), (&self.b, &found.makers_b)] {
            if !makers.is_empty() {
                let names = listed(&names(board, makers));
                wrap(&mut out, "  ", &format!("Only {} has {names}", board.entry.name));
            }
        }
        let moves = found.moves_a.len() + found.moves_b.len();
        if moves > 0 {
            let text = plural(moves, "move");
            wrap(
                &mut out,
                "  ",
                &format!("{text} between shared states are in one of the two only"),
            );
        }
        out.push('\n');
        if found.turns.is_empty() {
            out += "The equilibria are the same.\n";
        }
        // What has the same causes is told once.
        let mut groups: Vec<Group<'_>> = Vec::new();
        for turn in &found.turns {
            let like = |group: &&mut Group<'_>| {
                group.first.appeared == turn.appeared
                    && group.first.causes == turn.causes
                    && group.first.statements == turn.statements
                    && group.first.unsure == turn.unsure
            };
            let state = (turn.a, turn.b);
            let Some(group) = groups.iter_mut().find(like) else {
                groups.push(Group { first: turn, states: vec![(state, vec![turn.concept])] });
                continue;
            };
            match group.states.iter_mut().find(|(known, _)| *known == state) {
                Some((_, by)) => by.push(turn.concept),
                None => group.states.push((state, vec![turn.concept])),
            }
        }
        for group in &groups {
            self.group(&mut out, group);
        }
        out
    }

    fn group(&self, out: &mut String, group: &Group<'_>) {
        let turn = group.first;
        let (what, model) = if turn.appeared {
            ("Appeared", &self.b.entry.name)
        } else {
            ("Vanished", &self.a.entry.name)
        };
        put_line!(out, "{}", bold(&format!("{what}: equilibria only in {model}")));
        for ((a, b), by) in &group.states {
            let state = match (a, b) {
                (Some(a), Some(b)) if a == b => self.a.state(*a),
                (Some(a), Some(b)) => format!("{}, there {}", self.a.state(*a), self.b.state(*b)),
                (Some(a), None) => self.a.state(*a),
                (None, Some(b)) => self.b.state(*b),
                (None, None) => String::new(),
            };
            let by: Vec<&str> = by.iter().map(|by| concept(*by)).collect();
            wrap(out, "  ", &format!("{state}: {}", by.join(" ")));
        }
        for cause in &turn.causes {
            let parts: Vec<String> = cause.iter().map(|item| self.item(item)).collect();
            wrap(out, "  ", &format!("Enough for it: {}", listed(&parts)));
        }
        for statement in &turn.statements {
            let edit = self.edit(statement.maker, &statement.edit);
            wrap(out, "  ", &format!("One statement is enough: {edit}"));
        }
        if turn.unsure {
            wrap(out, "  ", "Whether less would be enough is not known: too much to try");
        }
        out.push('\n');
    }

    fn item(&self, item: &Item) -> String {
        match item {
            Item::Preferences(maker) => {
                format!("what {} likes better", self.a.conflict.maker(*maker))
            }
            Item::Shape => "options, rules or moves".to_owned(),
        }
    }

    fn edit(&self, maker: usize, edit: &Edit) -> String {
        let name = self.a.conflict.maker(maker);
        let of_a = |wish: usize| self.a.wish(maker, wish).unwrap_or_default();
        // The same decision maker can stand in another place in the second model.
        let there = (0..self.b.conflict.makers()).find(|at| self.b.conflict.maker(*at) == name);
        let of_b = |wish: usize| there.and_then(|at| self.b.wish(at, wish)).unwrap_or_default();
        match edit {
            Edit::Drop { wish } => format!("{name} no longer wants {}", of_a(*wish)),
            Edit::Take { wish, .. } => format!("{name} now wants {}", of_b(*wish)),
            Edit::Replace { old, new } => {
                format!("{name} wants {} instead of {}", of_b(*new), of_a(*old))
            }
            Edit::Move { wish, to } => {
                format!("{name} puts {} in place {} of its wishes", of_a(*wish), to + 1)
            }
        }
    }

    fn lines(&self, found: &Comparison) -> String {
        let mut out = String::new();
        let numbers = |states: &[u32]| states.iter().map(|one| number(*one)).collect::<Vec<_>>();
        let shared: Vec<_> =
            found.shared.iter().map(|(a, b)| json!([number(*a), number(*b)])).collect();
        line(
            &mut out,
            &json!({
                "type": "comparison",
                "a": self.a.entry.name,
                "b": self.b.entry.name,
                "shared": shared,
                "only_a": numbers(&found.only_a),
                "only_b": numbers(&found.only_b),
            }),
        );
        for turn in &found.turns {
            let causes: Vec<Vec<String>> = (turn.causes.iter())
                .map(|cause| cause.iter().map(|item| self.item(item)).collect())
                .collect();
            let statements: Vec<String> = (turn.statements.iter())
                .map(|statement| self.edit(statement.maker, &statement.edit))
                .collect();
            line(
                &mut out,
                &json!({
                    "type": "turn",
                    "concept": turn.concept.word(),
                    "a": turn.a.map(number),
                    "b": turn.b.map(number),
                    "signs": turn.a.map(|a| self.a.conflict.signs(a))
                        .or_else(|| turn.b.map(|b| self.b.conflict.signs(b))),
                    "appeared": turn.appeared,
                    "causes": causes,
                    "statements": statements,
                    "unsure": turn.unsure,
                }),
            );
        }
        out
    }
}
