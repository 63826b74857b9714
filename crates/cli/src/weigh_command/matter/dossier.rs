//! The position matrix of a dossier as a matter: what parties said, or what the dossier tells of
//! worth, becomes numbers. Where only a range is known one number of it is taken (see [`End`]), and the
//! range stays beside it for drawing.
//!
//! Each issue can be left open; that is one more choice. Where the dossier says what is in force today,
//! leaving it open means that.

use model::{ActorId, Attitude, ChoiceId};
use weigh::packages::{Range, Refused};
use weigh::{Belief, Constraint, Draft, Exact, Issue, Party, Uncertain, WeightRanges};

use super::{Ground, Label, Matter};
use crate::brief;
use crate::brief::board::{Board, Row, middle};
use crate::brief::tree::Cite;
use crate::weigh_command::asked::End;

/// What leaving an issue open is called. No handle of a choice can look like it.
const OPEN: &str = "(left open)";

/// One number of a party with what it rests on.
struct Told {
    range: Range,
    ground: Ground,
    /// The party refuses it, and that is read as a red line.
    never: bool,
    /// The party has not said anything of it.
    silent: bool,
}

/// Turns a board into numbers.
pub(in crate::weigh_command) fn of_board(mut board: Board<'_>, end: End) -> anyhow::Result<Matter> {
    if board.material.parties.len() < 2 || board.rows.is_empty() {
        anyhow::bail!(
            "there is nothing to weigh: there must be two parties and an issue on which both have \
             spoken for themselves, or for which talks.toml tells what it is worth to them"
        );
    }
    by_consent(&mut board);
    let told: Vec<Vec<Vec<Told>>> = board
        .material
        .parties
        .iter()
        .map(|party| board.rows.iter().map(|row| row_of(&board, row, party)).collect())
        .collect();
    let constraints = constraints(&mut board, &told);
    let weights: Vec<Weights> =
        board.material.parties.iter().map(|party| Weights::of(&board, party)).collect();
    let today: Vec<usize> = board.rows.iter().map(|row| today_of(&board, row)).collect();
    let issues: Vec<Issue> = board.rows.iter().map(|row| issue(&board, row)).collect();
    let reserves: Vec<Option<Exact>> = board
        .material
        .parties
        .iter()
        .map(|party| board.reserve(party).map(|(reserve, _)| reserve))
        .collect();
    let mut parties = Vec::new();
    let mut uncertain = Vec::new();
    let each = board.material.parties.iter().zip(&told).zip(&weights).zip(reserves);
    for (((id, told), weights), reserve) in each {
        let values: Vec<Vec<Exact>> =
            told.iter().map(|row| row.iter().map(|one| one.number(end)).collect()).collect();
        let name = id.to_string();
        let mut party = Party::weighted(&name, &weights.middles, &values, None)
            .map_err(|problems| super::problems(&problems))?;
        party.reserve = reserve.or_else(|| party.worth(&today));
        uncertain.push(Uncertain {
            name,
            values: told
                .iter()
                .map(|row| row.iter().map(|one| weights.scaled(&one.range)).collect())
                .collect(),
            weights: weights.belief.clone(),
            reserve: party.reserve.clone(),
        });
        parties.push(party);
    }
    let space = super::checked(Draft { issues, parties, constraints })?;
    let material = board.material;
    let labels = board.rows.iter().map(|row| label(&board, row)).collect();
    let grounds = told
        .into_iter()
        .map(|rows| {
            rows.into_iter().map(|row| row.into_iter().map(|one| one.ground).collect()).collect()
        })
        .collect();
    Ok(Matter {
        title: material
            .talks
            .and_then(|talks| talks.title.clone())
            .unwrap_or_else(|| "The talks".to_owned()),
        parties: material.parties.iter().map(|party| material.naming.actor(party)).collect(),
        notes: notes(&board, &weights, end),
        today: Some(today),
        space,
        uncertain,
        labels,
        grounds,
    })
}

/// Of deals of one worth the first is shown, so choices that every side takes come first, then leaving
/// the issue open, then the rest: the deal that is shown presumes least.
fn by_consent(board: &mut Board<'_>) {
    let mut sorted = Vec::new();
    for row in &board.rows {
        let mut choices = row.choices.clone();
        choices.sort_by_key(|choice| !taken_by_all(board, row, choice));
        sorted.push(choices);
    }
    for (row, choices) in board.rows.iter_mut().zip(sorted) {
        row.choices = choices;
    }
}

fn taken_by_all(board: &Board<'_>, row: &Row<'_>, choice: &ChoiceId) -> bool {
    board.material.parties.iter().all(|party| {
        let attitude = board.said(row, party, choice).attitude;
        matches!(attitude, Attitude::Wants | Attitude::Accepts)
    })
}

/// How an issue stands without a deal, as a place among the choices of the issue.
fn today_of(board: &Board<'_>, row: &Row<'_>) -> usize {
    board.in_force(row).or_else(|| open_place(board, row)).unwrap_or_default()
}

/// The place of leaving an issue open among its choices; `None`: one of the choices is in force.
fn open_place(board: &Board<'_>, row: &Row<'_>) -> Option<usize> {
    if board.in_force(row).is_some() {
        return None;
    }
    Some(row.choices.iter().take_while(|choice| taken_by_all(board, row, choice)).count())
}

/// A place among the choices of a row becomes one among those of its issue.
fn shift(board: &Board<'_>, row: usize, choice: usize) -> usize {
    let open = board.rows.get(row).and_then(|row| open_place(board, row));
    if open.is_some_and(|open| choice >= open) { choice + 1 } else { choice }
}

fn issue(board: &Board<'_>, row: &Row<'_>) -> Issue {
    let mut options: Vec<String> = row.choices.iter().map(ToString::to_string).collect();
    if let Some(at) = open_place(board, row) {
        options.insert(at, OPEN.to_owned());
    }
    Issue { name: row.state.issue.to_string(), options }
}

fn label(board: &Board<'_>, row: &Row<'_>) -> Label {
    let naming = &board.material.naming;
    let mut choices: Vec<String> =
        row.choices.iter().map(|choice| naming.choice(&row.state.issue, choice)).collect();
    if let Some(at) = open_place(board, row) {
        choices.insert(at, "left open".to_owned());
    } else if let Some(today) = board.in_force(row).and_then(|at| choices.get_mut(at)) {
        today.push_str(" (in force today)");
    }
    Label { issue: naming.issue(&row.state.issue), choices }
}

/// What the choices of an issue are worth to a party before weighting.
fn row_of(board: &Board<'_>, row: &Row<'_>, party: &ActorId) -> Vec<Told> {
    let entered = board.entered(row, party).map(|one| board.material.cites(&one.evidence));
    let entered = entered.unwrap_or_default().first().map(place).unwrap_or_default();
    let from_entry = |range: Range, words: String| Told {
        range,
        ground: Ground { words, place: entered.clone() },
        never: false,
        silent: false,
    };
    let mut out: Vec<Told> = if let Some(ranges) = board.worths(row, party) {
        let words = "entered in the dossier".to_owned();
        ranges.into_iter().map(|range| from_entry(range, words.clone())).collect()
    } else if let Some(ranks) = board.ranks(row, party) {
        let steps = ranks.iter().max().map_or(1, |last| last + 1);
        ranks
            .into_iter()
            .map(|rank| from_entry(slice(rank, steps), format!("place {} of {steps}", rank + 1)))
            .collect()
    } else {
        row.choices.iter().map(|choice| said(board, row, party, choice)).collect()
    };
    if let Some(at) = open_place(board, row) {
        let worth = board.left_open(row, party);
        let words = if worth.is_some() { "entered in the dossier" } else { "left open" };
        let worth = worth.unwrap_or_else(|| Range::whole(0, 0));
        out.insert(at, from_entry(worth, words.to_owned()));
    }
    out
}

/// The slice of 0 to 1 for a place in an order of so many steps; the best is the uppermost.
fn slice(rank: usize, steps: usize) -> Range {
    let part = |of: usize| Exact::from(of).over(&Exact::from(steps)).unwrap_or_default();
    Range { low: part(steps - rank - 1), high: part(steps - rank) }
}

/// An attitude as a number.
fn said(board: &Board<'_>, row: &Row<'_>, party: &ActorId, choice: &ChoiceId) -> Told {
    let said = board.said(row, party, choice);
    let reading = &board.material.attitudes;
    let silent = said.attitude == Attitude::NotKnown;
    let wants_another = silent && !board.wants(row, party).0.is_empty();
    let (range, never) = match said.attitude {
        Attitude::Wants => (reading.wants.clone(), false),
        Attitude::Accepts => (reading.accepts.clone(), false),
        Attitude::NotKnown => (silence(&reading.not_known, wants_another), false),
        Attitude::Refuses => match &reading.refuses {
            Refused::RedLine => (Range::whole(0, 0), true),
            Refused::Worth(range) => (range.clone(), false),
        },
    };
    let words = match said.within {
        Some(_) => "takes it as a part of more".to_owned(),
        None if wants_another => "not known; it wants something else".to_owned(),
        None => said.attitude.words().to_owned(),
    };
    let place = board.cites(&said.positions).first().map(place).unwrap_or_default();
    Told { range, ground: Ground { words, place }, never, silent }
}

/// A choice of which a side has not spoken may be a gain to it, unless it asks for another: then it is
/// taken for no better than leaving the issue open.
fn silence(range: &Range, wants_another: bool) -> Range {
    let high = if wants_another { Exact::zero() } else { range.high.clone() };
    Range { low: range.low.clone(), high: high.max(range.low.clone()).min(range.high.clone()) }
}

/// File and line.
fn place(cite: &Cite) -> String {
    match cite {
        Cite::Passage { report, line, .. } => format!("{report}:{line}"),
        Cite::Entry { line, .. } => format!("talks.toml:{line}"),
        Cite::File { path, line: Some(line) } => format!("{path}:{line}"),
        Cite::File { path, line: None } => path.clone(),
        Cite::Assumed(words) => format!("supposed: {words}"),
    }
}

/// Red lines, told or read from refusals, and links. What is in force today is never ruled out: the
/// talks can always end where they began.
fn constraints(board: &mut Board<'_>, told: &[Vec<Vec<Told>>]) -> Vec<Constraint> {
    let mut out = Vec::new();
    let lines = board.red_lines();
    for (issue, row) in board.rows.iter().enumerate() {
        let today = board.in_force(row);
        let refused = |choice: usize| {
            let place = shift(board, issue, choice);
            told.iter().any(|rows| {
                rows.get(issue).and_then(|row| row.get(place)).is_some_and(|one| one.never)
            })
        };
        let drawn = |choice: usize| lines.iter().any(|l| l.issue == issue && l.choice == choice);
        let options: Vec<usize> = (0..row.choices.len())
            .filter(|choice| Some(*choice) != today && (refused(*choice) || drawn(*choice)))
            .map(|choice| shift(board, issue, choice))
            .collect();
        if !options.is_empty() {
            out.push(Constraint::Forbid { issue, options });
        }
    }
    for link in board.links() {
        let moved = |row: usize, choices: &[usize]| -> Vec<usize> {
            choices.iter().map(|choice| shift(board, row, *choice)).collect()
        };
        out.push(Constraint::OnlyIf {
            issue: link.issue,
            options: moved(link.issue, &link.options),
            requires_issue: link.requires_issue,
            requires_options: moved(link.requires_issue, &link.requires_options),
        });
    }
    out
}

/// How much the issues matter to one party.
struct Weights {
    middles: Vec<Exact>,
    belief: Belief,
    told: usize,
    /// Drawn weights sum to 1 where nobody told any; values times this bring them to the scale of 1 an issue.
    times: Exact,
}

impl Weights {
    /// Nobody told any: 1 for each issue, and to draw from any weights with the same sum. Somebody told
    /// some: the others lie between nought and the largest of these, in the middle at the mean; the sum
    /// is held.
    fn of(board: &Board<'_>, party: &ActorId) -> Self {
        let each: Vec<Option<Range>> =
            board.rows.iter().map(|row| board.weight(row, party)).collect();
        let known: Vec<&Range> = each.iter().flatten().collect();
        let part = |sum: Exact, of: usize| sum.over(&Exact::from(of)).unwrap_or_default();
        if known.is_empty() {
            let (middles, times) = (vec![Exact::one(); each.len()], Exact::from(each.len()));
            return Self { middles, belief: Belief::Unknown, told: 0, times };
        }
        let mean = part(known.iter().map(|range| middle(range)).sum(), known.len());
        let most = known.iter().map(|range| &range.high).max().cloned().unwrap_or_default();
        let middles: Vec<Exact> =
            each.iter().map(|range| range.as_ref().map_or_else(|| mean.clone(), middle)).collect();
        let told = known.len();
        let sure = each.iter().all(|one| one.as_ref().is_some_and(|r| r.low == r.high));
        let belief = if sure {
            Belief::Known(middles.clone())
        } else {
            let range = |one: &Option<Range>| match one {
                Some(range) => (range.low.clone(), range.high.clone()),
                None => (Exact::zero(), most.clone()),
            };
            let total = middles.iter().cloned().sum();
            Belief::Ranges(WeightRanges { ranges: each.iter().map(range).collect(), total })
        };
        Self { middles, belief, told, times: Exact::one() }
    }

    /// A range on the scale of the drawn weights.
    fn scaled(&self, range: &Range) -> Range {
        Range { low: &range.low * &self.times, high: &range.high * &self.times }
    }
}

impl Told {
    fn number(&self, end: End) -> Exact {
        match end {
            End::Cautious if self.silent => self.range.low.clone(),
            End::Low => self.range.low.clone(),
            End::Cautious | End::Middle => middle(&self.range),
            End::High => self.range.high.clone(),
        }
    }
}

/// How the numbers came about.
fn notes(board: &Board<'_>, weights: &[Weights], end: End) -> Vec<String> {
    let material = board.material;
    let mut out = vec![format!(
        "Attitudes as numbers, where leaving an issue open is 0: {}. Of a range {} is taken; `weigh robust` \
         draws from the whole of it. Change this with --attitude and --of-a-range.",
        brief::attitudes_in_words(&material.attitudes),
        match end {
            End::Cautious => {
                "the middle, and of what a side has not said the lower end, so that silence never counts as \
                 consent,"
            }
            End::Low => "the lower end",
            End::Middle => "the middle",
            End::High => "the upper end",
        }
    )];
    let none: Vec<String> = material
        .parties
        .iter()
        .zip(weights)
        .filter(|(_, weights)| weights.told == 0)
        .map(|(party, _)| material.naming.actor(party))
        .collect();
    if !none.is_empty() {
        out.push(format!(
            "Nobody told how much the issues matter to {}: all weigh 1 here. Enter `weight` in [[preference]].",
            none.join(" and ")
        ));
    }
    let partly = board.rows.iter().flat_map(|row| {
        let short = |party: &&ActorId| {
            board.entered(row, party).is_some()
                && board.worths(row, party).is_none()
                && board.ranks(row, party).is_none()
        };
        let entered = material.parties.iter().filter(short);
        entered.map(|party| (material.naming.actor(party), material.naming.issue(&row.state.issue)))
    });
    for (party, issue) in partly {
        out.push(format!(
            "What is entered of {party} on {issue} does not have every choice, so attitudes are read there."
        ));
    }
    out.extend(board.left_aside());
    out
}
