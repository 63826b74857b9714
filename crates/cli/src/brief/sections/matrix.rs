//! The position matrix: issue by party, each stance with its day, its words and on whose word.

use std::collections::BTreeMap;

use model::{AsRead, Attitude, Basis, Position};
use weigh::{Cell, IssueState};

use super::{decided, verdicts};
use crate::brief::material::Material;
use crate::brief::tree::{Block, Entry, Line, Matrix, Party, Row, Section};
use crate::brief::words::{flag, folded, short};

/// Words of a quotation in a cell.
const QUOTE_WORDS: usize = 18;
/// Rows of the matrix on one page.
const ROWS_IN_BRIEF: usize = 6;

const HOW_TO_READ: &str = "▲ wants, ● accepts, ✕ refuses, · not known. A name alone in brackets says \
    who spoke for the party; “says”, “as told by” and “in the author's words” mark what others say \
    of it, which decides nothing. “Since” is the first day of an unbroken run of the same answer.";

/// The whole matrix.
pub(in crate::brief) fn section(material: &Material<'_>, states: &[IssueState]) -> Section {
    Section {
        id: "matrix",
        heading: "Where the parties stand".to_owned(),
        notes: vec![HOW_TO_READ.to_owned()],
        blocks: vec![Block::Matrix(matrix(material, states))],
    }
}

/// One stance for each cell, and only the rows that matter most.
pub(in crate::brief) fn in_brief(material: &Material<'_>, states: &[IssueState]) -> Section {
    let mut matrix = matrix(material, states);
    matrix.more = matrix.rows.len().saturating_sub(ROWS_IN_BRIEF);
    matrix.rows.truncate(ROWS_IN_BRIEF);
    for row in &mut matrix.rows {
        row.third.clear();
        for cell in &mut row.cells {
            cell.truncate(1);
            for entry in cell {
                entry.line.cites.truncate(1);
            }
        }
    }
    let mut notes = vec!["▲ wants, ● accepts, ✕ refuses, · not known.".to_owned()];
    notes.extend(decided::count(material));
    Section {
        id: "matrix",
        heading: "Where the parties stand, in brief".to_owned(),
        notes,
        blocks: vec![Block::Matrix(matrix)],
    }
}

fn matrix(material: &Material<'_>, states: &[IssueState]) -> Matrix {
    let mut rows: Vec<(usize, usize, Row)> = states
        .iter()
        .map(|state| {
            let row = row(material, state);
            let own = row.cells.iter().filter(|cell| cell.iter().any(|entry| entry.own)).count();
            let known = row.cells.iter().map(Vec::len).sum();
            (own, known, row)
        })
        .filter(|(_, known, _)| *known > 0)
        .collect();
    rows.extend(third_only(material, states).into_iter().map(|row| (0, 0, row)));
    rows.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.name.cmp(&b.2.name)));
    let parties = material
        .parties
        .iter()
        .map(|id| Party { id: id.to_string(), name: material.naming.actor(id) })
        .collect();
    Matrix { parties, rows: rows.into_iter().map(|(_, _, row)| row).collect(), more: 0 }
}

fn row(material: &Material<'_>, state: &IssueState) -> Row {
    let cells = material
        .parties
        .iter()
        .map(|party| {
            let mut own: Vec<&Cell> =
                state.cells.iter().filter(|cell| cell.party == *party).collect();
            own.sort_by_key(|cell| std::cmp::Reverse(cell.last));
            let mut entries: Vec<Entry> =
                own.into_iter().filter_map(|cell| own_entry(material, cell)).collect();
            entries.extend(said_of(material, state, party));
            entries
        })
        .collect();
    Row {
        issue: state.issue.to_string(),
        name: material.naming.issue(&state.issue),
        cells,
        third: third(material, state.issue.as_str()),
        verdict: verdicts::in_a_word(material, state),
    }
}

fn own_entry(material: &Material<'_>, cell: &Cell) -> Option<Entry> {
    let positions: Vec<&Position> =
        cell.positions.iter().filter_map(|at| material.positions.get(*at)).collect();
    let latest = positions.first()?;
    let cites = material.witnesses(positions.iter().filter_map(|p| material.cite(&p.evidence)));
    let mut line = stance_line(material, latest, cites);
    if cell.contradicts_itself {
        line = line.mark("its latest words say both yes and no");
    }
    entry(cell.attitude, true, cell.since, cell.last, line)
}

/// A stance without a place to show is no entry.
fn entry(
    attitude: Attitude,
    own: bool,
    since: Option<model::When>,
    last: Option<model::When>,
    line: Line,
) -> Option<Entry> {
    (!line.cites.is_empty()).then_some(Entry { attitude, own, since, last, line })
}

/// The choice, the words and the marks of one position.
fn stance_line(
    material: &Material<'_>,
    position: &Position,
    cites: Vec<crate::brief::tree::Cite>,
) -> Line {
    let choice = position.choice.as_ref();
    let choice = choice.map(|choice| material.naming.choice(&position.issue, choice));
    let condition =
        position.condition.as_deref().map(|c| format!("condition: {}", short(c, QUOTE_WORDS)));
    let via = position.via.first().map(|via| format!("via {}", folded(via)));
    Line::on(cites)
        .text(choice.unwrap_or_default())
        .quote(short(&position.words, QUOTE_WORDS))
        .mark(spoken(material, position))
        .marks(via)
        .marks(condition)
        .marks(
            position
                .flags
                .iter()
                .filter(|f| position.condition.is_none() || **f != model::Flag::Conditional)
                .map(|f| flag(*f).to_owned()),
        )
        .mark(match position.channel {
            model::Channel::Public => "",
            model::Channel::Private => "said in private",
            model::Channel::Leaked => "leaked",
        })
        .mark(decided::mark(material, position.decided.as_deref(), &AsRead::from(position)))
}

/// Who exactly spoke, and whose word it is when it is not the party's own.
fn spoken(material: &Material<'_>, position: &Position) -> String {
    let speaker = position.speaker.as_deref().map(folded).filter(|speaker| !speaker.is_empty());
    let Some(speaker) = speaker else { return basis(position) };
    match position.basis {
        Basis::Own if speaker == material.naming.actor(&position.party) => String::new(),
        Basis::Own => speaker,
        Basis::Expert => match home(material, &speaker) {
            Some(home) => format!("{} ({home})", basis(position)),
            None => basis(position),
        },
        _ => basis(position),
    }
}

/// The state of an expert, as the report introduces the person.
fn home(material: &Material<'_>, name: &str) -> Option<String> {
    let actor = material.reading.actors.iter().find(|actor| actor.name == name)?;
    actor.of.as_ref().map(|of| material.naming.actor(of))
}

/// Whose word it is, when it is not the party's own.
pub(super) fn basis(position: &Position) -> String {
    let speaker = position.speaker.as_deref().map(folded).filter(|speaker| !speaker.is_empty());
    match (position.basis, speaker) {
        (Basis::Own, _) => String::new(),
        (Basis::Opponent, Some(who)) => format!("says opponent {who}"),
        (Basis::Opponent, None) => "says an opponent".to_owned(),
        (Basis::Expert, Some(who)) => format!("says expert {who}"),
        (Basis::Expert, None) => "says an expert".to_owned(),
        (Basis::Report, Some(who)) => format!("as told by {who}"),
        (Basis::Report, None) => "in the author's words".to_owned(),
    }
}

/// What others say of the party, hearsay and the past: the latest of each kind.
fn said_of(material: &Material<'_>, state: &IssueState, party: &model::ActorId) -> Vec<Entry> {
    let mut groups: BTreeMap<(usize, String), Vec<&Position>> = BTreeMap::new();
    let of_party = state.said_of.iter().filter_map(|at| material.positions.get(*at));
    for (nth, position) in of_party.filter(|p| p.party == *party).enumerate() {
        let choice = position.choice.as_ref().map(ToString::to_string).unwrap_or_default();
        let key = format!(
            "{} {choice} {}",
            basis(position),
            position.attitude.map_or("", Attitude::name)
        );
        // The first of a kind decides its place, so that the latest stand first.
        let place = groups.keys().find(|(_, known)| *known == key).map_or(nth, |(place, _)| *place);
        groups.entry((place, key)).or_default().push(position);
    }
    groups
        .into_values()
        .filter_map(|positions| {
            let latest = positions.first()?;
            let cites =
                material.witnesses(positions.iter().filter_map(|p| material.cite(&p.evidence)));
            let since = positions.iter().filter_map(|p| p.from).min();
            let line = stance_line(material, latest, cites);
            entry(latest.attitude?, false, since, latest.from, line)
        })
        .collect()
}

/// What actors other than the parties want on an issue, the latest word of each.
fn third(material: &Material<'_>, issue: &str) -> Vec<Line> {
    let mut latest: BTreeMap<(String, String), &Position> = BTreeMap::new();
    for position in &material.positions {
        let theirs = position.issue.as_str() == issue
            && position.attitude.is_some()
            && !material.parties.contains(&position.party);
        if !theirs {
            continue;
        }
        let choice = position.choice.as_ref().map(ToString::to_string).unwrap_or_default();
        let key = (material.naming.actor(&position.party), choice);
        let known = latest.entry(key).or_insert(position);
        if (position.from, &position.evidence) > (known.from, &known.evidence) {
            *known = position;
        }
    }
    latest
        .into_iter()
        .filter_map(|((name, _), position)| {
            let attitude = position.attitude?;
            let line = stance_line(material, position, material.cites(&position.evidence));
            let text = match line.text.as_str() {
                "" => attitude.words().to_owned(),
                choice => format!("{} ({choice})", attitude.words()),
            };
            let line = line.label(name).when(position.from).text(text);
            (!line.cites.is_empty()).then_some(line)
        })
        .collect()
}

/// Issues of which only others than the parties speak.
fn third_only(material: &Material<'_>, states: &[IssueState]) -> Vec<Row> {
    let mut issues: Vec<&model::IssueId> = material
        .positions
        .iter()
        .filter(|p| p.attitude.is_some() && !states.iter().any(|state| state.issue == p.issue))
        .map(|p| &p.issue)
        .collect();
    issues.sort();
    issues.dedup();
    issues
        .into_iter()
        .map(|issue| Row {
            issue: issue.to_string(),
            name: material.naming.issue(issue),
            cells: material.parties.iter().map(|_| Vec::new()).collect(),
            third: third(material, issue.as_str()),
            verdict: "not known".to_owned(),
        })
        .filter(|row| !row.third.is_empty())
        .collect()
}
