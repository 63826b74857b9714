//! What entries about worth must be together: one for each subject, and of parties.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::fields::{Fields, span_of};
use super::known::{Kind, entries};
use super::{codes, preferences};
use crate::actor::{Actor, Role};
use crate::id::ActorId;
use crate::preference::{Preference, Reserve, StatusQuo};
use crate::span::Span;

/// Offices, bodies and movements above each other beyond this number are not followed.
const HIGHEST: usize = 16;

/// Tables whose entries are weighed for a party.
const WEIGHED: [&str; 5] = ["preference", "red_line", "link", "sequence", "reserve"];

/// Preferences, one for each party and issue.
pub(super) fn preferences(top: &Fields<'_>) -> Vec<Preference> {
    once(top.tables("preference", "preference"), preferences::preference, |one| {
        let of = format!("about \"{}\" and \"{}\"", one.party, one.issue);
        ((one.party.clone(), one.issue.clone()), of)
    })
}

/// Reserves, one for each party.
pub(super) fn reserves(top: &Fields<'_>) -> Vec<Reserve> {
    once(top.tables("reserve", "reserve"), preferences::reserve, |one| {
        (one.party.clone(), format!("about \"{}\"", one.party))
    })
}

/// What holds today, one choice for each issue.
pub(super) fn status_quo(top: &Fields<'_>) -> Vec<StatusQuo> {
    once(top.tables("status_quo", "status_quo"), preferences::status_quo, |one| {
        (one.issue.clone(), format!("about \"{}\"", one.issue))
    })
}

/// The entries of which the first one with a key counts; each other one is told.
fn once<'a, T, K: Ord>(
    tables: Vec<Fields<'a>>,
    read: impl Fn(Fields<'a>) -> Option<T>,
    key: impl Fn(&T) -> (K, String),
) -> Vec<T> {
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for fields in tables {
        let (shared, span, what) = (fields.shared, fields.span, fields.what);
        let Some(entry) = read(fields) else { continue };
        let (key, of) = key(&entry);
        match first.entry(key) {
            Entry::Vacant(place) => {
                place.insert(shared.lines.line(span.start));
                out.push(entry);
            }
            Entry::Occupied(line) => {
                let message = format!("the `{what}` of line {} is {of} already", line.get());
                shared.sink.add(codes::AGAIN, span, message, String::new());
            }
        }
    }
    out
}

/// Who is weighed: tells an only party, and entries about the worth of others.
pub(super) fn parties(top: &Fields<'_>, actors: &[Actor]) {
    let is_party = |actor: &&Actor| actor.roles.contains(&Role::Party);
    let by_id: BTreeMap<&str, &Actor> =
        actors.iter().map(|actor| (actor.id.as_str(), actor)).collect();
    let parties: Vec<&ActorId> = actors.iter().filter(is_party).map(|actor| &actor.id).collect();
    // Without the role in the file, rounds and reports tell who the parties are.
    let Some(first) = parties.first() else { return };
    let weighs = WEIGHED.iter().any(|table| entries(top.table.get(*table)).next().is_some());
    if weighs && parties.len() == 1 {
        let known = top.shared.known.and_then(|known| known.of(Kind::Actor).first(first.as_str()));
        let at = known.unwrap_or(0);
        let message = format!("\"{first}\" alone has the role \"party\"");
        top.add(codes::ONE_PARTY, Span::new(at, at), message, String::new());
    }
    for table in WEIGHED {
        for (_, entry) in entries(top.table.get(table)) {
            let Some(value) = entry.get("party") else { continue };
            let named = value.get_ref().as_str().and_then(|id| by_id.get(id)).copied();
            let Some(actor) = named.filter(|actor| !is_party(actor)) else { continue };
            let message = format!("\"{}\" is not one of the parties", actor.id);
            let above = |actor: &&Actor| by_id.get(actor.of.as_ref()?.as_str()).copied();
            let side = std::iter::successors(Some(actor), above).take(HIGHEST).find(is_party);
            let hint =
                side.map(|side| format!("did you mean \"{}\", to whom it belongs?", side.id));
            top.add(codes::NO_PARTY, span_of(value), message, hint.unwrap_or_default());
        }
    }
}
