//! Agreeable now, blocked by whom, and what is open.

use model::{ActorId, ChoiceId};
use weigh::{Cell, IssueState, Verdict, WhyOpen};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, List, Section};
use crate::brief::words::joined;

const MEANS: &str = "“Agreeable now” means that by its own latest words every party wants or \
    accepts the same choice. “Blocked” means that one party refuses what another wants or accepts, \
    or that they want different things and nothing read says that either accepts the other's. What \
    others say of a party decides nothing; neither does silence. “As a part of” is inferred, not said: \
    who takes the larger choice is taken to take what it contains.";

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>, states: &[IssueState]) -> Section {
    Section {
        id: "agreeable",
        heading: "Agreeable now, and what is blocked by whom".to_owned(),
        notes: std::iter::once(MEANS.to_owned())
            .chain(super::people::guessed_parties(material))
            .collect(),
        blocks: vec![
            Block::List(agreeable(material, states)),
            Block::List(blocked(material, states)),
            Block::List(open(material, states)),
        ],
    }
}

/// What could be agreed.
pub(in crate::brief) fn agreeable(material: &Material<'_>, states: &[IssueState]) -> List {
    let lines = lines(material, states, |verdict| {
        matches!(verdict, Verdict::Agreeable { .. } | Verdict::AsPart { .. })
    });
    material.list(
        "Agreeable now",
        "Nothing that was read shows all parties behind one choice.",
        lines,
    )
}

/// What is blocked.
pub(in crate::brief) fn blocked(material: &Material<'_>, states: &[IssueState]) -> List {
    let lines = lines(material, states, |verdict| {
        matches!(verdict, Verdict::Blocked { .. } | Verdict::Apart { .. })
    });
    material.list(
        "Blocked, and by whom",
        "Nothing that was read shows a refusal of another's wish.",
        lines,
    )
}

fn open(material: &Material<'_>, states: &[IssueState]) -> List {
    let lines = lines(material, states, |verdict| matches!(verdict, Verdict::Open(_)));
    material.list("Open", "No issue is left open.", lines)
}

fn lines(
    material: &Material<'_>,
    states: &[IssueState],
    wanted: fn(&Verdict) -> bool,
) -> Vec<Line> {
    let mut lines: Vec<Line> = states
        .iter()
        .flat_map(|state| state.verdicts.iter().map(move |verdict| (state, verdict)))
        .filter(|(_, verdict)| wanted(verdict))
        .map(|(state, verdict)| line(material, state, verdict))
        .collect();
    lines.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.text.cmp(&b.text)));
    lines
}

fn line(material: &Material<'_>, state: &IssueState, verdict: &Verdict) -> Line {
    let names = |parties: &[ActorId]| material.naming.actors(parties);
    let choice = |choice: &ChoiceId| material.naming.choice(&state.issue, choice);
    let on = |c: &Option<ChoiceId>| cites(material, state, |cell| cell.choice == *c);
    let line = match verdict {
        Verdict::Agreeable { choice: Some(told), conditional } => Line::on(on(&Some(told.clone())))
            .text(format!("({}) {}", choice(told), stances(material, state, Some(told))))
            .mark(condition(material, conditional)),
        Verdict::Agreeable { choice: None, conditional } => Line::on(on(&None))
            .text(format!("in principle, details not given: {}", stances(material, state, None)))
            .mark(condition(material, conditional)),
        Verdict::AsPart { choice: part, within, conditional } => {
            let mut each: Vec<String> = state
                .cells
                .iter()
                .filter(|cell| cell.choice.as_ref() == Some(part))
                .map(|cell| {
                    format!("{} {}", material.naming.actor(&cell.party), cell.attitude.words())
                })
                .collect();
            each.extend(within.iter().map(|(party, whole)| {
                let party = material.naming.actor(party);
                format!("{party} takes it as a part of ({})", choice(whole))
            }));
            let cites = cites(material, state, |cell| {
                let whole =
                    |(party, c): &(_, _)| cell.party == *party && cell.choice.as_ref() == Some(c);
                cell.choice.as_ref() == Some(part) || within.iter().any(whole)
            });
            Line::on(cites)
                .text(format!("({}), and no more: {}", choice(part), joined(&each)))
                .mark(condition(material, conditional))
        }
        Verdict::Blocked { choice: c, sought_by, by } => {
            let what = c.as_ref().map_or_else(|| "details not given".to_owned(), choice);
            Line::on(on(c)).text(format!(
                "({what}) sought by {}, refused by {}",
                names(sought_by),
                names(by)
            ))
        }
        Verdict::Apart { wants } => {
            let each: Vec<String> = wants
                .iter()
                .map(|(party, c)| format!("{} wants ({})", material.naming.actor(party), choice(c)))
                .collect();
            let cites = cites(material, state, |cell| {
                wants
                    .iter()
                    .any(|(party, c)| cell.party == *party && cell.choice.as_ref() == Some(c))
            });
            Line::on(cites)
                .text(format!("apart: {}", each.join("; ")))
                .mark("nothing read says that either accepts the other's")
        }
        Verdict::Open(why) => {
            let mut places = cites(material, state, |_| true);
            if places.is_empty() {
                let said = state.said_of.iter().filter_map(|at| material.positions.get(*at));
                places = material.witnesses(said.filter_map(|p| material.cite(&p.evidence)));
            }
            Line::on(places).text(match why {
                WhyOpen::NotKnown(silent) => {
                    format!("not known by its own words: {}", names(silent))
                }
                WhyOpen::NoCommonTerm => "all have spoken, but not of the same choice".to_owned(),
                WhyOpen::NoParties => "fewer than two parties are known".to_owned(),
            })
        }
    };
    line.label(material.naming.issue(&state.issue))
}

fn condition(material: &Material<'_>, conditional: &[ActorId]) -> String {
    if conditional.is_empty() {
        return String::new();
    }
    format!("on a condition: {}", material.naming.actors(conditional))
}

/// One place for each party behind a verdict.
fn cites(material: &Material<'_>, state: &IssueState, wanted: impl Fn(&Cell) -> bool) -> Vec<Cite> {
    let mut out: Vec<Cite> = Vec::new();
    for cell in state.cells.iter().filter(|cell| wanted(cell)) {
        let mut positions = cell.positions.iter().filter_map(|at| material.positions.get(*at));
        if let Some(cite) = positions.find_map(|p| material.cite(&p.evidence))
            && !out.contains(&cite)
        {
            out.push(cite);
        }
    }
    out
}

/// "A wants it, B accepts it".
fn stances(material: &Material<'_>, state: &IssueState, choice: Option<&ChoiceId>) -> String {
    let cells = state.cells.iter().filter(|cell| cell.choice.as_ref() == choice);
    let each: Vec<String> = cells
        .map(|cell| format!("{} {}", material.naming.actor(&cell.party), cell.attitude.words()))
        .collect();
    joined(&each)
}

/// The verdict for the end of a matrix row.
pub(super) fn in_a_word(material: &Material<'_>, state: &IssueState) -> String {
    let mut out: Vec<String> = Vec::new();
    for verdict in &state.verdicts {
        let word = match verdict {
            Verdict::Agreeable { choice: Some(_), .. } => "agreeable now".to_owned(),
            Verdict::Agreeable { choice: None, .. } => "agreeable in principle".to_owned(),
            Verdict::AsPart { .. } => "agreeable in part".to_owned(),
            Verdict::Blocked { by, .. } => format!("blocked by {}", material.naming.actors(by)),
            Verdict::Apart { .. } => "apart".to_owned(),
            Verdict::Open(_) => "open".to_owned(),
        };
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out.join("; ")
}
