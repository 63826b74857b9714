//! Signs to watch, each by a stated rule and with its ground. None of them is a forecast.

use model::talks::Amount;
use model::{CountState, Flag, Position, Stance, When};

use super::agreed::observations;
use super::timeline::round_line;
use crate::brief::material::Material;
use crate::brief::tree::{Block, Line, Section};
use crate::brief::words::{date, flag, folded, short};

/// Words of a quotation.
const QUOTE_WORDS: usize = 22;
/// Days before a round within which an incident counts as close to it.
const CLOSE: i32 = 3;

/// The section: one list for each rule.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let rules: [(&str, Vec<Line>); 7] = [
        ("Undertaken, and nothing seen of it in the dossier", unseen(material)),
        ("Meetings proposed or planned", meetings(material)),
        ("Requests left without an answer", ignored(material)),
        ("Offers and demands that hang on a condition", conditions(material)),
        ("Numbers withheld until something is done", withheld(material)),
        ("Incidents close before a round", close(material)),
        ("Mandates that end", ending(material)),
    ];
    let mut blocks: Vec<Block> = rules
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| Block::List(material.list(heading, "", lines)))
        .collect();
    if blocks.is_empty() {
        blocks.push(Block::List(material.list("", "No rule found a sign.", Vec::new())));
    }
    Section {
        id: "signs",
        heading: "Signs to watch".to_owned(),
        notes: vec![
            "Each list follows the rule in its heading and nothing else. A sign is a place to look, \
             not a forecast."
                .to_owned(),
        ],
        blocks,
    }
}

fn unseen(material: &Material<'_>) -> Vec<Line> {
    material
        .commitments
        .iter()
        .filter(|commitment| observations(material, commitment).is_empty())
        .map(|commitment| {
            let passed = commitment.due.zip(material.as_of);
            let passed = passed.is_some_and(|(due, day)| due.last_day() < day.first_day());
            let due = match (commitment.due, commitment.due_words.as_deref()) {
                (Some(due), _) => format!("due {}", date(due)),
                (None, Some(words)) => format!("due “{}”", folded(words)),
                (None, None) => "no date told".to_owned(),
            };
            Line::on(material.cites(&commitment.evidence))
                .label(material.naming.actors(&commitment.debtors))
                .text(folded(&commitment.what))
                .mark(due)
                .mark(if passed { "the day has passed" } else { "" })
        })
        .collect()
}

fn meetings(material: &Material<'_>) -> Vec<Line> {
    let planned_rounds = material
        .rounds
        .iter()
        .filter(|round| round.start.is_none() && after(material, round.planned))
        .map(|round| round_line(material, round, false));
    let told = material
        .events
        .iter()
        .filter(|event| event.flags.contains(&Flag::Planned))
        .filter(|event| ["talk", "meet", "round", "summit"].iter().any(|w| event.what.contains(w)))
        .filter(|event| after(material, event.date))
        .map(|event| {
            Line::on(material.passage(&event.report, event.span).into_iter().collect())
                .when(event.date)
                .label(event.what.replace('_', " "))
                .quote(short(&material.words(&event.report, event.span), QUOTE_WORDS))
                .marks(event.flags.iter().map(|f| flag(*f).to_owned()))
        });
    planned_rounds.chain(told).collect()
}

/// On or after the day of the brief, or without a date.
fn after(material: &Material<'_>, when: Option<When>) -> bool {
    match (when, material.as_of) {
        (Some(when), Some(day)) => when.last_day() >= day.first_day(),
        _ => true,
    }
}

fn ignored(material: &Material<'_>) -> Vec<Line> {
    let positions = material.positions.iter().filter(|p| p.stance == Stance::Ignore);
    positions.map(|position| line(material, position)).collect()
}

fn conditions(material: &Material<'_>) -> Vec<Line> {
    material
        .positions
        .iter()
        .filter(|position| {
            position.condition.is_some()
                || position.flags.contains(&Flag::Conditional)
                || matches!(position.stance, Stance::OfferOnCondition | Stance::Precondition)
        })
        .filter(|position| !position.flags.contains(&Flag::Past))
        .map(|position| line(material, position))
        .collect()
}

fn line(material: &Material<'_>, position: &Position) -> Line {
    let choice = position.choice.as_ref();
    let choice = choice.map(|choice| material.naming.choice(&position.issue, choice));
    let stance = match position.stance {
        Stance::Precondition => "makes it a precondition",
        Stance::OfferOnCondition => "offers it on a condition",
        Stance::Ignore => "gave no answer",
        other => other.attitude().map_or(other.name(), model::Attitude::words),
    };
    let issue = material.naming.issue(&position.issue);
    let text = match choice {
        Some(choice) => format!("{issue}, {choice}: {}", stance.replace('_', " ")),
        None => format!("{issue}: {}", stance.replace('_', " ")),
    };
    Line::on(material.cites(&position.evidence))
        .when(position.from)
        .label(material.naming.actor(&position.party))
        .text(text)
        .quote(short(&position.words, QUOTE_WORDS))
        .mark(super::matrix::basis(position))
        .marks(
            position.condition.as_deref().map(|c| format!("condition: {}", short(c, QUOTE_WORDS))),
        )
}

fn withheld(material: &Material<'_>) -> Vec<Line> {
    let embargoed = |amount: &Option<Amount>| {
        amount.as_ref().is_some_and(|amount| amount.state == CountState::Embargoed)
    };
    let figures = material.figures.iter().filter(|f| f.state == CountState::Embargoed).map(|f| {
        Line::on(material.passage(&f.report, f.span).into_iter().collect())
            .label(f.unit.clone())
            .text(folded(&f.of))
            .quote(short(&material.words(&f.report, f.span), QUOTE_WORDS))
    });
    let owed = material.commitments.iter().filter(|c| embargoed(&c.amount)).map(|c| {
        Line::on(material.cites(&c.evidence))
            .label(material.naming.actors(&c.debtors))
            .text(folded(&c.what))
    });
    let seen = material.observations.iter().filter(|o| embargoed(&o.amount)).map(|o| {
        Line::on(material.cites(&o.evidence))
            .when(o.date)
            .text(folded(&o.what))
            .mark(format!("says {}", folded(&o.by)))
    });
    figures.chain(owed).chain(seen).collect()
}

fn close(material: &Material<'_>) -> Vec<Line> {
    let incidents = material.talks.map(|talks| talks.incidents.as_slice()).unwrap_or_default();
    let mut lines = Vec::new();
    for incident in incidents {
        let Some(day) = incident.date else { continue };
        let before = material.rounds.iter().find_map(|round| {
            let start = round.start.or(round.planned)?;
            let days = day.last_day().until(start.first_day()).ok()?.get_days();
            (0..=CLOSE).contains(&days).then_some((round, days))
        });
        let Some((round, days)) = before else { continue };
        if !material.was_known(incident.date, &incident.evidence) {
            continue;
        }
        let distance = match days {
            0 => format!("on the day of {}", folded(&round.name)),
            1 => format!("the day before {}", folded(&round.name)),
            days => format!("{days} days before {}", folded(&round.name)),
        };
        lines.push(
            Line::on(material.cites(&incident.evidence))
                .when(Some(day))
                .text(folded(&incident.what))
                .mark(distance)
                .under(material.accounts(&incident.readings)),
        );
    }
    lines
}

fn ending(material: &Material<'_>) -> Vec<Line> {
    let mandates = material.talks.map(|talks| talks.mandates.as_slice()).unwrap_or_default();
    mandates
        .iter()
        .filter(|mandate| mandate.until.is_some() && after(material, mandate.until))
        .filter(|mandate| material.was_known(mandate.from, &mandate.evidence))
        .map(|mandate| {
            Line::on(material.cites(&mandate.evidence))
                .when(mandate.until)
                .label(material.naming.actor(&mandate.of))
                .text(folded(&mandate.instrument))
        })
        .collect()
}
