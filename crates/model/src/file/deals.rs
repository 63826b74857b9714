//! Reads what is on the table and what came of it: issues, positions, agreements, commitments,
//! observations.

use std::collections::BTreeMap;

use super::fields::Fields;
use crate::id::{ActorId, IssueId};
use crate::position::{Basis, Channel, Flag, Position};
use crate::stance::Stance;
use crate::talks::{Agreement, Choice, Commitment, Issue, Observation, Outcome};

pub(super) fn issue(fields: Fields<'_>) -> Option<Issue> {
    fields.need(&["id", "name"]);
    let id = fields.id::<IssueId>();
    let (name, terms) = (fields.text("name"), fields.texts("terms"));
    // Checked like any other source; an issue is a word of the dossier, not a fact.
    fields.sources();
    let of = fields.table.get("id").and_then(|id| id.get_ref().as_str());
    let tables = fields.tables("choice", "issue.choice");
    let choices = tables.into_iter().filter_map(|table| choice(table, of)).collect();
    let line = fields.line();
    fields.finish();
    Some(Issue { id: id?, name: name?, choices, terms, line })
}

fn choice(fields: Fields<'_>, issue: Option<&str>) -> Option<Choice> {
    fields.need(&["id", "name"]);
    let first = |id: &str| fields.shared.known?.choices(issue?).first(id);
    let id = fields.own_id(first);
    let (name, terms) = (fields.text("name"), fields.texts("terms"));
    let part_of = fields.choices("part_of", issue);
    fields.finish();
    Some(Choice { id: id?, name: name?, terms, part_of })
}

pub(super) fn position(fields: Fields<'_>, names: &BTreeMap<ActorId, String>) -> Option<Position> {
    fields.need(&["party", "issue", "stance", "words"]);
    let party = fields.refer::<ActorId>("party");
    let issue = fields.refer::<IssueId>("issue");
    let choice = fields.choice("choice", issue.as_ref().map(IssueId::as_str));
    let stance = fields.word("stance", (Stance::ALL, Stance::name));
    let basis = fields.word("basis", (Basis::ALL, Basis::name)).unwrap_or(Basis::Own);
    let channel = fields.word("channel", (Channel::ALL, Channel::name));
    let (speaker, via) = (fields.text("speaker"), fields.texts("via"));
    let (from, until) = fields.dates("from", "until");
    let words = fields.text("words");
    let flags = fields.words("flags", (Flag::ALL, Flag::name)).into_iter().collect();
    let condition = fields.text("condition");
    let evidence = fields.fact();
    fields.finish();
    let (party, issue, stance, words) = (party?, issue?, stance?, words?);
    let party_name = names.get(&party).cloned().unwrap_or_else(|| party.to_string());
    Some(Position {
        party,
        party_name,
        issue,
        choice,
        stance,
        attitude: stance.attitude(),
        basis,
        speaker,
        via,
        channel: channel.unwrap_or(Channel::Public),
        from,
        until,
        evidence,
        words,
        flags,
        condition,
        confidence: 100,
        key: String::new(),
        decided: None,
    })
}

pub(super) fn agreement(fields: Fields<'_>) -> Option<Agreement> {
    fields.need(&["id", "name"]);
    let (id, name, date) = (fields.id(), fields.text("name"), fields.date("date"));
    let (round, issue) = (fields.refer("round"), fields.refer("issue"));
    let (parties, form) = (fields.refers("parties"), fields.text("form"));
    let (readings, evidence) = fields.readings("agreement.reading");
    fields.finish();
    let (id, name) = (id?, name?);
    Some(Agreement { id, name, date, round, issue, parties, form, readings, evidence })
}

pub(super) fn commitment(fields: Fields<'_>) -> Option<Commitment> {
    fields.need(&["id", "debtors", "what"]);
    let (id, agreement) = (fields.id(), fields.refer("agreement"));
    let (debtors, creditors) = (fields.refers("debtors"), fields.refers("creditors"));
    let (what, amount) = (fields.text("what"), fields.amount("amount", ""));
    let (due, due_words) = (fields.date("due"), fields.text("due_words"));
    let (condition, verified_by) = (fields.text("condition"), fields.text("verified_by"));
    let (readings, evidence) = fields.readings("commitment.reading");
    fields.finish();
    let (id, what) = (id?, what?);
    // Without anybody who owes it, it is no commitment; why there is nobody has its finding.
    (!debtors.is_empty()).then_some(Commitment {
        id,
        agreement,
        debtors,
        creditors,
        what,
        amount,
        due_words,
        due,
        condition,
        verified_by,
        readings,
        evidence,
    })
}

pub(super) fn observation(fields: Fields<'_>) -> Option<Observation> {
    fields.need(&["commitment", "what", "by"]);
    let (commitment, date) = (fields.refer("commitment"), fields.date("date"));
    let (what, amount) = (fields.text("what"), fields.amount("amount", ""));
    let by = fields.text("by");
    let outcome = fields.word("outcome", (Outcome::ALL, Outcome::name));
    let outcome = outcome.unwrap_or(Outcome::NotKnown);
    let evidence = fields.fact();
    fields.finish();
    let (commitment, what, by) = (commitment?, what?, by?);
    Some(Observation { commitment, date, what, amount, by, outcome, evidence })
}
