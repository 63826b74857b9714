//! A side's stance by its own words, and by what others tell of it.

use std::collections::BTreeMap;

use model::{Attitude, Basis, Evidence, Flag, Position, When};

use super::claim::{Claim, Sort, Value};
use super::page::{Voice, day_number};
use crate::lexicon::Lexicon;
use crate::reading::Reading;

/// Positions less sure than this are no ground for a dispute.
const SURE: u8 = 50;

/// A claim for each position that says yes or no.
pub(super) fn claims(reading: &Reading, lexicon: &Lexicon) -> Vec<Claim> {
    let numbers: BTreeMap<&str, usize> =
        reading.reports.iter().enumerate().map(|(at, r)| (r.path.as_str(), at)).collect();
    // What no rule reads is mostly wrong, so it contradicts nobody.
    let read = reading.positions.iter().filter(|position| {
        !position.flags.contains(&Flag::LearnedOnly) || position.decided.is_some()
    });
    read.filter_map(|position| claim(position, &numbers, lexicon)).collect()
}

fn claim(position: &Position, numbers: &BTreeMap<&str, usize>, lexicon: &Lexicon) -> Option<Claim> {
    let Evidence::Passage(passage) = &position.evidence else { return None };
    let doubtful = [Flag::Past, Flag::UncertainSpeaker, Flag::IssueInferred, Flag::Imputed];
    if doubtful.iter().any(|flag| position.flags.contains(flag)) || position.confidence < SURE {
        return None;
    }
    let label = match position.attitude? {
        Attitude::Wants | Attitude::Accepts => "yes",
        Attitude::Refuses => "no",
        Attitude::NotKnown => return None,
    };
    let issue = lexicon.issue_name(&position.issue).to_lowercase();
    let choice = position
        .choice
        .as_ref()
        .map(|choice| format!(", {}", lexicon.choice_name(&position.issue, choice).to_lowercase()));
    let known = lexicon.actor(&position.party).map(|actor| actor.name.clone());
    let name = known.unwrap_or_else(|| position.party_name.clone());
    let day = position.from.map(|from| day_number(from.first_day()));
    Some(Claim {
        sort: Sort::Stance,
        key: format!("{}|{}|{:?}", position.party, position.issue, position.choice),
        about: format!("{name} on {issue}{}", choice.unwrap_or_default()),
        issue: position.issue.to_string(),
        value: Value {
            label: label.to_owned(),
            class: if position.basis == Basis::Own { "own".to_owned() } else { String::new() },
            ..Value::default()
        },
        report: *numbers.get(passage.report.as_str())?,
        span: passage.span,
        focus: passage.span,
        voice: Voice {
            speaker: position.speaker.clone().or_else(|| Some(position.party_name.clone())),
            party: (position.basis == Basis::Own).then(|| position.party.clone()),
            via: position.via.clone(),
        },
        day,
        when: position.from.map(When::to_day),
        apart: 10,
    })
}
