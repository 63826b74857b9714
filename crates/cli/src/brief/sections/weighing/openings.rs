//! The smallest openings: for each issue that no choice settles, or for a deal that somebody asks
//! about, the fewest steps that would let it through; and the words that cannot all stand.

use model::{Attitude, ChoiceId};
use weigh::blockers::Opening;
use weigh::{
    Blockers, Bounds, Draft, Exact, Issue, Party, Question, RedLine, Soft, Space, Work, blockers,
};

use crate::brief::board::{Board, Row};
use crate::brief::material::Material;
use crate::brief::tree::{Line, List};
use crate::brief::words::{joined, plural};

/// The heading of the list.
pub(crate) const OPENINGS: &str = "Smallest openings";
/// How its notes begin.
pub(crate) const OPENING_NOTE: &str = "An opening is";
/// Openings and cores that are shown for one issue.
const SHOWN: usize = 6;

/// A question about some issues, with its answer.
struct Answer<'a> {
    rows: Vec<&'a Row<'a>>,
    soft: Vec<Soft>,
    found: Blockers,
}

/// A line for each issue that needs an opening.
pub(super) fn list(board: &mut Board<'_>, notes: &mut Vec<String>) -> Option<List> {
    let extra = Extra::of(board);
    let board = &*board;
    let mut lines = Vec::new();
    for row in &board.rows {
        match ask(board, &extra, vec![row], &[]) {
            Ok(answer) => lines.extend(issue_line(board, &answer)),
            Err(why) => {
                notes.push(format!("Openings were not worked out: {why}."));
                return None;
            }
        }
    }
    if !lines.is_empty()
        && let Ok(all) = ask(board, &extra, board.rows.iter().collect(), &[])
        && let Some(least) = all.found.smallest()
    {
        let sets = all.found.by_size.get(&least).map(ToString::to_string).unwrap_or_default();
        notes.push(format!(
            "{OPENING_NOTE} a smallest set of steps: one less, and the issue stays shut. A step is that a party takes a \
             choice that it refuses, or of which it has not said that it takes it; where a dossier has links or \
             reserves, that one of them is let go. To settle all {} it takes at least {}; sets of that size: {sets}.",
            plural(board.rows.len(), "issue"),
            plural(least, "step"),
        ));
    }
    notes.extend(extra.notes);
    Some(board.material.list(OPENINGS, "Nothing needs an opening.", lines))
}

/// Openings and cores of each issue, or of a deal that somebody asks about.
pub(super) fn asked(
    board: &mut Board<'_>,
    target: Option<&[(usize, ChoiceId)]>,
    notes: &mut Vec<String>,
) -> Result<Vec<List>, String> {
    let Some(target) = target else {
        let openings = list(board, notes);
        let extra = Extra::of(board);
        let mut cores = Vec::new();
        for row in &board.rows {
            cores.extend(core_line(board, &ask(board, &extra, vec![row], &[])?, Some(row)));
        }
        notes.push(CORE_NOTE.to_owned());
        let cores = board.material.list(CORES, "Nothing conflicts.", cores);
        return Ok(openings.into_iter().chain([cores]).collect());
    };
    let extra = Extra::of(board);
    let board = &*board;
    let places = extra.closure(target.iter().map(|(row, _)| *row).collect());
    let rows: Vec<&Row<'_>> = places.iter().filter_map(|at| board.rows.get(*at)).collect();
    let mut wanted = Vec::new();
    for (row, choice) in target {
        let Some(at) = places.iter().position(|place| place == row) else { continue };
        let choices = board.rows.get(*row).map(|row| row.choices.as_slice()).unwrap_or_default();
        wanted.extend(choices.iter().position(|known| known == choice).map(|c| (at, vec![c])));
    }
    let answer = ask(board, &extra, rows, &wanted)?;
    let openings = deal_lines(board, &answer);
    let cores: Vec<Line> =
        core_line(board, &answer, None).map(|line| line.under).unwrap_or_default();
    notes.push(format!(
        "{OPENING_NOTE} a smallest set of steps: one less, and the deal stays shut. Sets in all: {}.",
        answer.found.total
    ));
    notes.push(CORE_NOTE.to_owned());
    let none = if answer.found.is_open() {
        "Nothing stands in its way."
    } else {
        "No step that was looked at opens it."
    };
    Ok(vec![
        board.material.list(OPENINGS, none, openings),
        board.material.list(CORES, "Nothing conflicts.", cores),
    ])
}

const CORES: &str = "Words that cannot all stand";
const CORE_NOTE: &str = "Words that cannot all stand: a smallest set such that, as long as all of it holds, \
    no choice goes through. Each opening takes one from every such set.";

/// What the dossier tells beside attitudes, by places of all rows.
struct Extra {
    red_lines: Vec<RedLine>,
    links: Vec<weigh::Link>,
    /// By party.
    reserves: Vec<Option<Least>>,
    notes: Vec<String>,
}

/// What a party wants at least in all.
struct Least {
    /// Worth of each choice of each row.
    worths: Vec<Vec<Exact>>,
    reserve: Exact,
    evidence: Vec<usize>,
}

impl Extra {
    fn of(board: &mut Board<'_>) -> Self {
        let red_lines = board.red_lines();
        let links = board.links();
        let mut notes = Vec::new();
        let mut reserves = Vec::new();
        let parties = board.material.parties.clone();
        for party in &parties {
            let Some((reserve, evidence)) = board.reserve(party) else {
                reserves.push(None);
                continue;
            };
            let worths: Option<Vec<Vec<Exact>>> =
                board.rows.iter().map(|row| board.worth_in_all(row, party)).collect();
            if worths.is_none() {
                let name = board.material.naming.actor(party);
                notes.push(format!(
                    "The reserve of {name} was left aside: its worths and weights are not entered for every issue."
                ));
            }
            reserves.push(worths.map(|worths| Least { worths, reserve, evidence }));
        }
        Self { red_lines, links, reserves, notes }
    }

    /// These rows, and those on which a link makes them depend.
    fn closure(&self, mut rows: Vec<usize>) -> Vec<usize> {
        let mut at = 0;
        while let Some(row) = rows.get(at).copied() {
            for link in self.links.iter().filter(|link| link.issue == row) {
                if !rows.contains(&link.requires_issue) {
                    rows.push(link.requires_issue);
                }
            }
            at += 1;
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// Asks the engine about some issues: every cell that is no yes could be relaxed, and so could every red
/// line, link and reserve that was told.
fn ask<'a>(
    board: &'a Board<'_>,
    extra: &Extra,
    rows: Vec<&'a Row<'a>>,
    target: &[(usize, Vec<usize>)],
) -> Result<Answer<'a>, String> {
    let all: Vec<usize> = rows
        .iter()
        .filter_map(|row| board.rows.iter().position(|one| std::ptr::eq(one, *row)))
        .collect();
    let mut soft = Vec::new();
    for (issue, row) in rows.iter().enumerate() {
        for (choice, id) in row.choices.iter().enumerate() {
            for (party, of) in board.material.parties.iter().enumerate() {
                let drawn = extra.red_lines.iter().find(|line| {
                    Some(&line.issue) == all.get(issue)
                        && line.party == party
                        && line.choice == choice
                });
                let said = board.said(row, of, id);
                let worth = board.entered(row, of).is_some();
                let yes = matches!(said.attitude, Attitude::Wants | Attitude::Accepts)
                    || (worth && said.attitude == Attitude::NotKnown);
                if yes && drawn.is_none() {
                    continue;
                }
                let mut evidence = said.positions;
                evidence.extend(drawn.iter().flat_map(|line| &line.evidence));
                soft.push(Soft::RedLine(RedLine { party, issue, choice, evidence }));
            }
        }
    }
    let place = |of: usize| all.iter().position(|row| *row == of);
    for link in &extra.links {
        if let (Some(issue), Some(requires_issue)) = (place(link.issue), place(link.requires_issue))
        {
            soft.push(Soft::Link(weigh::Link { issue, requires_issue, ..link.clone() }));
        }
    }
    let whole = rows.len() == board.rows.len();
    for (party, told) in extra.reserves.iter().enumerate() {
        if let (true, Some(told)) = (whole, told) {
            let (least, evidence) = (told.reserve.clone(), told.evidence.clone());
            soft.push(Soft::Reserve { party, least, evidence });
        }
    }
    let space = space(board, extra, &rows, whole)?;
    let question = Question { space: &space, soft: &soft, target };
    let found = blockers(&question, &Bounds::default(), &Work::default());
    found.map(|found| Answer { rows, soft, found }).map_err(|stop| stop.to_string())
}

/// The issues with their choices. Worth plays a part only beside a reserve.
fn space(
    board: &Board<'_>,
    extra: &Extra,
    rows: &[&Row<'_>],
    whole: bool,
) -> Result<Space, String> {
    let issue = |row: &&Row<'_>| Issue {
        name: row.state.issue.to_string(),
        options: row.choices.iter().map(ToString::to_string).collect(),
    };
    let nought = || rows.iter().map(|row| vec![Exact::zero(); row.choices.len()]).collect();
    let party = |(party, told): (&model::ActorId, &Option<Least>)| {
        let told = told.as_ref().filter(|_| whole);
        Party {
            name: party.to_string(),
            values: told.map_or_else(nought, |told| told.worths.clone()),
            reserve: None,
        }
    };
    let draft = Draft {
        issues: rows.iter().map(issue).collect(),
        parties: board.material.parties.iter().zip(&extra.reserves).map(party).collect(),
        constraints: Vec::new(),
    };
    draft.check().map_err(|problems| problems.first().map(ToString::to_string).unwrap_or_default())
}

/// The openings of one issue under its name.
fn issue_line(board: &Board<'_>, answer: &Answer<'_>) -> Option<Line> {
    let row = answer.rows.first()?;
    if answer.found.is_open() || !answer.found.possible {
        return None;
    }
    let mut positions = Vec::new();
    let mut under = Vec::new();
    for opening in answer.found.listed.iter().take(SHOWN) {
        let (line, own) = opening_line(board, answer, opening);
        positions.extend(own);
        under.push(line);
    }
    under.extend(let_go(board, row));
    let more = answer.found.listed.len().saturating_sub(SHOWN);
    let line = Line::on(board.cites(&positions))
        .label(board.material.naming.issue(&row.state.issue))
        .text("opens if")
        .under(under);
    Some(if more > 0 { line.mark(format!("and {more} more")) } else { line })
}

/// The openings of a deal, one a line.
fn deal_lines(board: &Board<'_>, answer: &Answer<'_>) -> Vec<Line> {
    if answer.found.is_open() {
        return Vec::new();
    }
    let listed = answer.found.listed.iter();
    listed.map(|opening| opening_line(board, answer, opening).0).collect()
}

/// One opening: what each party would have to do. Also the evidence.
fn opening_line(board: &Board<'_>, answer: &Answer<'_>, opening: &Opening) -> (Line, Vec<usize>) {
    let mut own = Vec::new();
    let mut steps: Vec<String> = Vec::new();
    for (party, places) in weigh::blockers::by_party(&answer.soft, &opening.relax) {
        let softs = places.iter().filter_map(|at| answer.soft.get(*at));
        let each: Vec<String> =
            softs.filter_map(|soft| step(board, answer, soft, &mut own)).collect();
        let name = party.and_then(|at| board.material.parties.get(at));
        let name = name.map(|party| board.material.naming.actor(party));
        steps.push(match name {
            Some(name) => format!("{name} {}", joined(&each)),
            None => joined(&each),
        });
    }
    if own.is_empty() {
        let cells = answer.rows.iter().flat_map(|row| &row.state.cells);
        own.extend(cells.filter_map(|cell| cell.positions.first().copied()));
    }
    (Line::on(board.cites(&own)).text(steps.join("; and ")), own)
}

/// What giving up one obstacle means, and on what it rests.
fn step(
    board: &Board<'_>,
    answer: &Answer<'_>,
    soft: &Soft,
    own: &mut Vec<usize>,
) -> Option<String> {
    own.extend(soft.evidence());
    let several = answer.rows.len() > 1;
    Some(match soft {
        Soft::RedLine(one) => {
            let (party, row) =
                (board.material.parties.get(one.party)?, answer.rows.get(one.issue)?);
            let choice = row.choices.get(one.choice)?;
            let (wants, places) = board.wants(row, party);
            own.extend(places);
            let refuses = board.said(row, party, choice).attitude == Attitude::Refuses;
            let held = match (refuses, wants.is_empty(), one.evidence.is_empty()) {
                (true, _, _) => ", which it refuses".to_owned(),
                (false, true, true) => ", of which its own words are not known".to_owned(),
                (false, true, false) => ", which crosses its red line".to_owned(),
                (false, false, _) => format!("; it wants {}", joined(&wants)),
            };
            let on =
                if several { format!("{}: ", name_of(board.material, row)) } else { String::new() };
            format!("takes {on}{}{held}", board.choice(row, choice))
        }
        Soft::Link(link) => format!("lets go of the link: {}", link_words(board, answer, link)?),
        Soft::Reserve { least, .. } => format!("takes less than its reserve of {least}"),
    })
}

fn name_of(material: &Material<'_>, row: &Row<'_>) -> String {
    material.naming.issue(&row.state.issue)
}

/// "Territory (frozen line) only with Ceasefire (unconditional)".
fn link_words(board: &Board<'_>, answer: &Answer<'_>, link: &weigh::Link) -> Option<String> {
    let side = |issue: usize, options: &[usize]| {
        let row = answer.rows.get(issue)?;
        let each: Vec<String> = options
            .iter()
            .filter_map(|choice| Some(board.choice(row, row.choices.get(*choice)?)))
            .collect();
        Some(format!("{} {}", name_of(board.material, row), each.join(" or ")))
    };
    let needs = side(link.requires_issue, &link.requires_options)?;
    Some(format!("{} only with {needs}", side(link.issue, &link.options)?))
}

/// What cannot all hold, under the name of an issue.
fn core_line(board: &Board<'_>, answer: &Answer<'_>, row: Option<&Row<'_>>) -> Option<Line> {
    if answer.found.is_open() {
        return None;
    }
    let cores = answer.found.cores.as_ref().ok()?;
    let mut positions = Vec::new();
    let mut under = Vec::new();
    for core in cores.listed.iter().take(SHOWN) {
        let mut own = Vec::new();
        let softs = core.iter().filter_map(|at| answer.soft.get(*at));
        let each: Vec<String> =
            softs.filter_map(|soft| obstacle(board, answer, soft, &mut own)).collect();
        if own.is_empty() {
            let cells = answer.rows.iter().flat_map(|row| &row.state.cells);
            own.extend(cells.filter_map(|cell| cell.positions.first().copied()));
        }
        positions.extend(own.iter().copied());
        under.push(Line::on(board.cites(&own)).text(each.join("; ")));
    }
    let label = row.map(|row| name_of(board.material, row)).unwrap_or_default();
    let line =
        Line::on(board.cites(&positions)).label(label).text("these cannot all stand").under(under);
    let more = &cores.total - weigh::BigUint::from(cores.listed.len().min(SHOWN));
    let none = more == weigh::BigUint::default();
    Some(if none { line } else { line.mark(format!("and {more} more")) })
}

/// One obstacle as it stands, and on what it rests.
fn obstacle(
    board: &Board<'_>,
    answer: &Answer<'_>,
    soft: &Soft,
    own: &mut Vec<usize>,
) -> Option<String> {
    own.extend(soft.evidence());
    let name = |party: usize| {
        board.material.parties.get(party).map(|party| board.material.naming.actor(party))
    };
    Some(match soft {
        Soft::RedLine(one) => {
            let (party, row) =
                (board.material.parties.get(one.party)?, answer.rows.get(one.issue)?);
            let choice = row.choices.get(one.choice)?;
            let shown = board.choice(row, choice);
            let who = name(one.party)?;
            match board.said(row, party, choice).attitude {
                Attitude::Refuses => format!("{who} refuses {shown}"),
                _ if one.evidence.is_empty() => format!("{who} has not said that it takes {shown}"),
                _ => format!("{who} draws a red line against {shown}"),
            }
        }
        Soft::Link(link) => link_words(board, answer, link)?,
        Soft::Reserve { party, least, .. } => {
            format!("{} wants at least {least} in all", name(*party)?)
        }
    })
}

/// The other way round: the issue stays out of the deal, if those who want something here let go of it.
fn let_go(board: &Board<'_>, row: &Row<'_>) -> Option<Line> {
    let mut positions = Vec::new();
    let each: Vec<String> = board
        .material
        .parties
        .iter()
        .filter_map(|party| {
            let (wants, places) = board.wants(row, party);
            positions.extend(places);
            let name = board.material.naming.actor(party);
            (!wants.is_empty()).then(|| format!("{name} lets go of {}", joined(&wants)))
        })
        .collect();
    let text = format!("or it stays out of the deal: {}", joined(&each));
    (!each.is_empty()).then(|| Line::on(board.cites(&positions)).text(text))
}
