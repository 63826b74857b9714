//! Reads what happened: rounds with their sessions, documents, incidents, disputes.

use super::fields::Fields;
use crate::actor::Role;
use crate::talks::{Document, Incident, KnownDispute, Round, Session};

const AROUND: [(&str, Role); 5] = [
    ("mediators", Role::Mediator),
    ("hosts", Role::Host),
    ("observers", Role::Observer),
    ("guarantors", Role::Guarantor),
    ("conveners", Role::Convener),
];

pub(super) fn round(fields: Fields<'_>) -> Option<Round> {
    fields.need(&["id", "name"]);
    let (id, name) = (fields.id(), fields.text("name"));
    let (place, format) = (fields.text("place"), fields.text("format"));
    let planned = fields.date("planned");
    let (start, end) = fields.dates("start", "end");
    let (languages, parties) = (fields.languages("languages"), fields.refers("parties"));
    let mut others = Vec::new();
    for (key, role) in AROUND {
        others.extend(fields.refers(key).into_iter().map(|actor| (actor, role)));
    }
    let result = fields.text("result");
    let sources = fields.sources();
    let evidence = fields.fact();
    let tables = fields.tables("session", "round.session");
    let sessions = tables.into_iter().filter_map(|table| session(table, &sources)).collect();
    fields.finish();
    let (id, name) = (id?, name?);
    Some(Round {
        id,
        name,
        place,
        format,
        planned,
        start,
        end,
        languages,
        parties,
        others,
        sessions,
        result,
        evidence,
    })
}

/// A sitting; without sources of its own it stands on those of its round.
fn session(fields: Fields<'_>, of_round: &[crate::SourceId]) -> Option<Session> {
    fields.need(&["format"]);
    let format = fields.text("format");
    let (start, end) = fields.dates("start", "end");
    let minutes = fields.amount("minutes", "minutes");
    let mut sources = fields.sources();
    if sources.is_empty() {
        sources = of_round.to_vec();
    }
    let evidence = fields.entry(sources);
    fields.finish();
    Some(Session { format: format?, start, end, minutes, evidence })
}

pub(super) fn document(fields: Fields<'_>) -> Option<Document> {
    fields.need(&["id", "name"]);
    let (id, name) = (fields.id(), fields.text("name"));
    let (from, to, round) = (fields.refer("from"), fields.refers("to"), fields.refer("round"));
    let (handed_over, published) = (fields.date("handed_over"), fields.date("published"));
    let (languages, note) = (fields.languages("languages"), fields.text("note"));
    let evidence = fields.fact();
    fields.finish();
    let (id, name) = (id?, name?);
    Some(Document { id, name, from, to, round, handed_over, published, languages, note, evidence })
}

pub(super) fn incident(fields: Fields<'_>) -> Option<Incident> {
    fields.need(&["what"]);
    let (what, date, round) = (fields.text("what"), fields.date("date"), fields.refer("round"));
    let (readings, evidence) = fields.readings("incident.reading");
    fields.finish();
    Some(Incident { what: what?, date, round, readings, evidence })
}

pub(super) fn dispute(fields: Fields<'_>) -> Option<KnownDispute> {
    fields.need(&["about"]);
    let (about, date) = (fields.text("about"), fields.date("date"));
    let (readings, evidence) = fields.readings("dispute.reading");
    fields.finish();
    Some(KnownDispute { about: about?, date, readings, evidence })
}
