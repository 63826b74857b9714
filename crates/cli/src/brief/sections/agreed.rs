//! What was agreed, in the words of each who says so, and what was seen of it.

use std::collections::{BTreeMap, BTreeSet};

use model::talks::{Agreement, Commitment, Observation, Outcome};
use model::{Basis, Evidence, Flag, Passage, Position, Stance};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Line, List, Section};
use crate::brief::words::{amount, date, flag, folded, plural, short};

/// Words of a reported agreement.
const QUOTE_WORDS: usize = 30;

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let agreements: Vec<Line> =
        material.agreements.iter().map(|agreement| agreement_line(material, agreement)).collect();
    let commitments: Vec<Line> =
        material.commitments.iter().map(|c| commitment_line(material, c)).collect();
    let mut blocks = Vec::new();
    if material.talks.is_some() {
        blocks.push(Block::List(List {
            side_by_side: true,
            ..material.list("Agreements of the dossier", "The dossier lists none.", agreements)
        }));
        blocks.push(Block::List(List {
            side_by_side: true,
            ..material.list("Who undertook what", "The dossier lists none.", commitments)
        }));
    }
    blocks.push(Block::List(material.list(
        "What reports call agreed or undertaken, and who says so",
        "No report that was read says that anything was agreed.",
        told(material),
    )));
    Section {
        id: "agreed",
        heading: "What was agreed".to_owned(),
        notes: vec![
            "Where accounts of one thing differ they stand side by side, and no verdict is given."
                .to_owned(),
        ],
        blocks,
    }
}

/// The newest agreements, and what reports call agreed, for one page.
pub(in crate::brief) fn in_brief(material: &Material<'_>) -> Section {
    const ROOM: usize = 3;
    let mut lines: Vec<Line> =
        material.agreements.iter().map(|agreement| agreement_line(material, agreement)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.when));
    lines.extend(told(material));
    for line in &mut lines {
        line.under.clear();
    }
    let mut list = material.list("", "Nothing that was read says that anything was agreed.", lines);
    list.more = list.lines.len().saturating_sub(ROOM);
    list.lines.truncate(ROOM);
    Section {
        id: "agreed",
        heading: "What was agreed, in brief".to_owned(),
        notes: Vec::new(),
        blocks: vec![Block::List(list)],
    }
}

/// One agreement with its readings under it.
pub(super) fn agreement_line(material: &Material<'_>, agreement: &Agreement) -> Line {
    let parties = material.naming.actors(&agreement.parties);
    let readings = material.accounts(&agreement.readings);
    let differ = readings.len() > 1;
    Line::on(material.cites(&agreement.evidence))
        .when(agreement.date)
        .label(
            agreement.issue.as_ref().map(|issue| material.naming.issue(issue)).unwrap_or_default(),
        )
        .text(folded(&agreement.name))
        .mark(if parties.is_empty() {
            String::new()
        } else {
            format!("{} {parties}", if agreement.parties.len() > 1 { "between" } else { "by" })
        })
        .mark(agreement.form.as_deref().map(folded).unwrap_or_default())
        .mark(if differ { "the accounts differ" } else { "" })
        .under(readings)
}

/// One commitment with its readings and observations under it.
pub(super) fn commitment_line(material: &Material<'_>, commitment: &Commitment) -> Line {
    let debtors = material.naming.actors(&commitment.debtors);
    let label = if commitment.creditors.is_empty() {
        debtors
    } else {
        format!("{debtors} to {}", material.naming.actors(&commitment.creditors))
    };
    let counted = commitment.amount.as_ref().map(amount).unwrap_or_default();
    let due = match (commitment.due, commitment.due_words.as_deref()) {
        (Some(due), Some(words)) => format!("due {} (“{}”)", date(due), folded(words)),
        (Some(due), None) => format!("due {}", date(due)),
        (None, Some(words)) => format!("due “{}”", folded(words)),
        (None, None) => String::new(),
    };
    let mut under = material.accounts(&commitment.readings);
    let differ = under.len() > 1;
    let seen = observations(material, commitment);
    let none_seen = seen.is_empty();
    under.extend(seen.into_iter().map(|observation| observation_line(material, observation)));
    let labelled =
        |what: &str, words: Option<&str>| words.map(|words| format!("{what}: {}", folded(words)));
    Line::on(material.cites(&commitment.evidence))
        .label(label)
        .text(
            format!("{}: {}", folded(&commitment.what), counted).trim_end_matches(": ").to_owned(),
        )
        .mark(due)
        .marks(labelled("condition", commitment.condition.as_deref()))
        .marks(labelled("checked by", commitment.verified_by.as_deref()))
        .mark(if differ { "the texts differ" } else { "" })
        .mark(if none_seen { "no observation in the dossier" } else { "" })
        .under(under)
}

/// What was seen of a commitment, by date.
pub(super) fn observations<'a>(
    material: &'a Material<'_>,
    commitment: &Commitment,
) -> Vec<&'a Observation> {
    let mut seen: Vec<&Observation> = material
        .observations
        .iter()
        .filter(|observation| observation.commitment == commitment.id)
        .copied()
        .collect();
    seen.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.evidence.cmp(&b.evidence)));
    seen
}

/// What was seen, how many, who says so.
pub(super) fn observation_line(material: &Material<'_>, observation: &Observation) -> Line {
    let counted = observation.amount.as_ref().map(amount).unwrap_or_default();
    Line::on(material.cites(&observation.evidence))
        .when(observation.date)
        .label("seen")
        .text(format!("{}: {counted}", folded(&observation.what)).trim_end_matches(": ").to_owned())
        .mark(format!("says {}", folded(&observation.by)))
        .mark(match observation.outcome {
            Outcome::Done => "done, as far as this goes",
            Outcome::Partly => "done in part",
            Outcome::NotDone => "not done",
            Outcome::Disputed => "disputed",
            Outcome::NotKnown => "",
        })
}

/// Issue, choice, and who tells it of whom.
type Key = (String, String, String);
/// The places where it is told.
type Tellings<'a> = Vec<(&'a Passage, &'a Position)>;

/// What reports call agreed or undertaken: one line for each issue, choice, parties and teller.
fn told(material: &Material<'_>) -> Vec<Line> {
    type Told<'a> = (Key, Tellings<'a>);
    // Words about both sides give a position for each; here they are one thing again.
    let mut places: BTreeMap<(&Passage, String, String), Vec<&Position>> = BTreeMap::new();
    for position in &material.positions {
        let agreed = matches!(position.stance, Stance::Agree | Stance::Commit);
        let Evidence::Passage(passage) = &position.evidence else { continue };
        if !agreed || position.flags.contains(&Flag::Imputed) {
            continue;
        }
        let choice = position.choice.as_ref();
        let choice = choice.map(|choice| material.naming.choice(&position.issue, choice));
        let issue = material.naming.issue(&position.issue);
        places.entry((passage, issue, choice.unwrap_or_default())).or_default().push(position);
    }
    let mut groups: BTreeMap<Key, Tellings<'_>> = BTreeMap::new();
    for ((passage, issue, choice), positions) in places {
        let Some(first) = positions.first() else { continue };
        let key = (issue, choice, who(material, &positions));
        groups.entry(key).or_default().push((passage, first));
    }
    let line = |((issue, choice, who), tellings): Told<'_>| {
        let (_, first) = tellings.first()?;
        let all = tellings.iter().filter_map(|(p, _)| material.passage(&p.report, p.span));
        let times = match tellings.len() {
            1 => String::new(),
            many => format!("{} in all", plural(many, "place")),
        };
        Some(
            Line::on(material.witnesses(all))
                .label(issue)
                .text(choice)
                .quote(short(&first.words, QUOTE_WORDS))
                .mark(who)
                .marks(first.via.first().map(|via| format!("via {}", folded(via))))
                .marks(first.flags.iter().map(|f| flag(*f).to_owned()))
                .mark(times),
        )
    };
    groups.into_iter().filter_map(line).collect()
}

/// Of whom it is told, and by whom: "Russia and Ukraine; says expert Ana Reyes".
fn who(material: &Material<'_>, positions: &[&Position]) -> String {
    let parties: BTreeSet<&model::ActorId> = positions.iter().map(|p| &p.party).collect();
    let parties = material.naming.actors(parties);
    // A teller who is one side is an opponent to the other: the words are that side's own.
    let teller = positions.iter().min_by_key(|position| position.basis);
    let said = teller.map(|position| match (position.basis, position.speaker.as_deref()) {
        (Basis::Own, Some(speaker)) if positions.len() == 1 && folded(speaker) != parties => {
            format!("says {}", folded(speaker))
        }
        (Basis::Own, Some(speaker)) if positions.iter().any(|p| p.basis != Basis::Own) => {
            format!("says {}", folded(speaker))
        }
        (Basis::Own, _) => "as the report tells it".to_owned(),
        _ => super::matrix::basis(position),
    });
    format!("{parties}; {}", said.unwrap_or_default())
}
