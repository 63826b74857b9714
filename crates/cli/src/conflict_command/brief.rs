//! A conflict model in the brief: which states would hold, with a paragraph for the first of them.

use model::{Severity, When};
use weigh::conflict::{Concept, Scene, Why};

use super::board::Board;
use super::facts::Facts;
use super::why::account;
use super::words::{BY_STRENGTH, concept};
use crate::brief::plural;
use crate::brief::tree::{Block, Cite, Line, List, Section};
use crate::dossier::Dossier;

/// States with a paragraph; `pourparler conflict` tells of the others.
const TOLD: usize = 2;
/// Models with more states are named and not worked out: a brief must not wait for them.
const LARGEST: usize = 4_096;
/// State numbers of one concept that are listed.
const NUMBERS: usize = 12;

const MEANS: &str = "A state says for each option of a model whether it is taken. It holds when nobody has a better move of \
    its own (Nash), or when every better move would be answered (SEQ, SSEQ: by moves that are good for those who answer; GMR, SMR: if \
    need be at their own cost). What follows from a model is only as good as its wishes, of which each is cited or marked as assumed.";

/// The section, if the dossier has models that were known on the day.
pub(crate) fn section(dossier: &Dossier, as_of: Option<When>) -> Option<Section> {
    let talks = dossier.talks.as_ref()?;
    let (file, text) = dossier.talks_file.as_ref()?;
    let known = |day: Option<When>| match (day, as_of) {
        (Some(day), Some(limit)) => day.first_day() <= limit.last_day(),
        _ => true,
    };
    let mut lines = Vec::new();
    for entry in talks.conflicts.iter().filter(|entry| entry.whole && known(entry.as_of)) {
        let errors = |found: &[model::Finding]| {
            found.iter().filter(|one| one.severity == Severity::Error).count()
        };
        let title = entry.title.clone().unwrap_or_else(|| entry.name.clone());
        let line = Line::on(at(entry.line)).label(format!("{title} [{}]", entry.name));
        let line = line.when(entry.as_of).mark(entry.analyst.clone().unwrap_or_default());
        lines.push(match Board::of(entry, talks, (file, text)) {
            Ok(board) if board.conflict.states() <= LARGEST => told(&board, line),
            Ok(board) => line.text(format!(
                "{}: ask `pourparler conflict`",
                plural(board.conflict.states(), "state")
            )),
            Err(found) => line.text(format!("{}; see `check`", plural(errors(&found), "error"))),
        });
    }
    if lines.is_empty() {
        return None;
    }
    let list = List {
        heading: None,
        lines,
        more: 0,
        none: "No model was entered.".to_owned(),
        side_by_side: false,
    };
    Some(Section {
        id: "conflict",
        heading: "Which states of affairs would hold".to_owned(),
        notes: vec![MEANS.to_owned()],
        blocks: vec![Block::List(list)],
    })
}

fn at(line: usize) -> Vec<Cite> {
    vec![Cite::Entry { line, sources: Vec::new() }]
}

/// One model: the equilibria by number, and the first of them in words.
fn told(board: &Board<'_>, line: Line) -> Line {
    let facts = match Facts::of(board, Some(1)) {
        Ok(facts) => facts,
        Err(why) => return line.text(format!("not worked out: {why}")),
    };
    let each: Vec<String> =
        BY_STRENGTH.iter().map(|by| format!("{} {}", concept(*by), numbers(&facts, *by))).collect();
    let states = plural(board.conflict.states(), "state");
    let found = facts.found(board.conflict.states());
    let mut why = Why::of(&board.conflict);
    let mut under = Vec::new();
    for state in found.iter().take(TOLD) {
        under.push(paragraph(board, &facts, &mut why, *state));
    }
    let more = found.len().saturating_sub(TOLD);
    let line = line.text(format!("{states}; these hold: {}", each.join("; "))).under(under);
    if more > 0 { line.mark(format!("{more} more told by `pourparler conflict`")) } else { line }
}

fn numbers(facts: &Facts, by: Concept) -> String {
    let all: Vec<Scene> = facts.equilibria(by).iter().collect();
    let mut shown: Vec<String> =
        all.iter().take(NUMBERS).map(|state| (u64::from(*state) + 1).to_string()).collect();
    if all.len() > NUMBERS {
        shown.push(format!("and {} more", all.len() - NUMBERS));
    }
    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
}

/// A state in words; under it a line for each decision maker, cited where its wishes begin.
fn paragraph(board: &Board<'_>, facts: &Facts, why: &mut Why<'_>, state: Scene) -> Line {
    let by: Vec<&str> = facts.concepts(state).into_iter().map(concept).collect();
    let line = Line::on(at(board.entry.line))
        .label(format!("State {}", board.state(state)))
        .text(board.in_words(state))
        .mark(by.join(", "));
    let Ok(account) = account(board, facts, why, state) else { return line };
    let places = board.entry.makers.iter().map(|maker| maker.line);
    let mut under: Vec<Line> = account
        .makers
        .iter()
        .zip(places)
        .map(|(words, place)| Line::on(at(place)).text(words.clone()))
        .collect();
    let rest = account.groups.iter().chain([&account.way]).filter(|words| !words.is_empty());
    under.extend(rest.map(|words| Line::on(at(board.entry.line)).text(words.clone())));
    line.under(under)
}
