//! Reads who there is: sources, actors, delegations, mandates, legal bars.

use std::collections::BTreeMap;

use super::codes;
use super::fields::{Fields, span_of};
use crate::actor::{Actor, ActorKind, Role};
use crate::id::ActorId;
use crate::talks::{Delegation, LegalBar, Mandate, Source};

pub(super) fn source(fields: Fields<'_>) -> Option<Source> {
    fields.need(&["id", "publisher"]);
    let (id, publisher) = (fields.id(), fields.text("publisher"));
    let (address, date) = (fields.text("address"), fields.date("date"));
    let (side, relays) = (fields.refer("side"), fields.text("relays"));
    let line = fields.line();
    fields.finish();
    Some(Source { id: id?, publisher: publisher?, address, date, side, relays, line })
}

pub(super) fn actor(fields: Fields<'_>) -> Option<Actor> {
    fields.need(&["id", "name", "kind"]);
    let (id, name) = (fields.id(), fields.text("name"));
    let kind = fields.word("kind", (ActorKind::ALL, ActorKind::name));
    let (of, office) = (fields.refer("of"), fields.text("office"));
    let aliases = fields.texts("aliases");
    let mut roles = fields.words("roles", (Role::ALL, Role::name));
    roles.sort_unstable();
    roles.dedup();
    let (from, until) = fields.dates("from", "until");
    // A bare name states no fact yet; an office, a part played or a time does.
    let states = ["of", "office", "roles", "from", "until"];
    let evidence = if states.iter().any(|key| fields.table.contains_key(*key)) {
        fields.fact()
    } else {
        fields.entry(fields.sources())
    };
    fields.finish();
    let evidence = vec![evidence];
    let (id, name, kind) = (id?, name?, kind?);
    Some(Actor { id, name, kind, of, office, aliases, roles, from, until, evidence })
}

/// The actors of a file, none of whom stands above itself.
pub(super) fn actors(tables: Vec<Fields<'_>>) -> Vec<Actor> {
    let mut links = Vec::new();
    let mut actors: Vec<Actor> = Vec::new();
    for fields in tables {
        let (sink, link) = (fields.shared.sink, fields.table.get("of").map(span_of));
        if let Some(actor) = actor(fields) {
            links.push((sink, link));
            actors.push(actor);
        }
    }
    for at in in_circles(&actors) {
        let (Some(actor), Some((sink, link))) = (actors.get_mut(at), links.get(at)) else {
            continue;
        };
        actor.of = None;
        let message = format!("following `of` from \"{}\" leads back to it", actor.id);
        sink.add(codes::CYCLE, link.unwrap_or(crate::Span::new(0, 0)), message, String::new());
    }
    actors
}

/// The actors whose `of` leads back to themselves, in order.
fn in_circles(actors: &[Actor]) -> Vec<usize> {
    let by_id: BTreeMap<&ActorId, usize> =
        actors.iter().enumerate().map(|(at, actor)| (&actor.id, at)).collect();
    let above = |at: usize| by_id.get(actors.get(at)?.of.as_ref()?).copied();
    // Each actor is walked over once: `seen` holds the walk that came by first.
    let mut seen = vec![usize::MAX; actors.len()];
    let mut found = Vec::new();
    for start in 0..actors.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|here| seen[*here] == usize::MAX) {
            seen[here] = start;
            at = above(here);
        }
        let Some(entrance) = at.filter(|here| seen[*here] == start) else { continue };
        found.push(entrance);
        let mut next = above(entrance);
        while let Some(here) = next.filter(|here| *here != entrance) {
            found.push(here);
            next = above(here);
        }
    }
    found.sort_unstable();
    found
}

pub(super) fn delegation(fields: Fields<'_>) -> Option<Delegation> {
    fields.need(&["of"]);
    let (of, round, head) = (fields.refer("of"), fields.refer("round"), fields.refer("head"));
    let members = fields.texts("members");
    let evidence = fields.fact();
    fields.finish();
    Some(Delegation { of: of?, round, head, members, evidence })
}

pub(super) fn mandate(fields: Fields<'_>) -> Option<Mandate> {
    fields.need(&["of", "instrument"]);
    let (of, instrument) = (fields.refer("of"), fields.text("instrument"));
    let scope = fields.text("scope");
    let (from, until) = fields.dates("from", "until");
    let classified = fields.truth("classified").unwrap_or(false);
    let evidence = fields.fact();
    fields.finish();
    Some(Mandate { of: of?, instrument: instrument?, scope, from, until, classified, evidence })
}

pub(super) fn legal_bar(fields: Fields<'_>) -> Option<LegalBar> {
    fields.need(&["of", "instrument", "words"]);
    let (of, instrument) = (fields.refer("of"), fields.text("instrument"));
    let (words, issues) = (fields.text("words"), fields.refers("issues"));
    let (from, until) = fields.dates("from", "until");
    let evidence = fields.fact();
    fields.finish();
    let (of, instrument, words) = (of?, instrument?, words?);
    Some(LegalBar { of, instrument, words, issues, from, until, evidence })
}
