//! What the dossier adds to the lexicon.

use std::collections::BTreeMap;

use model::{Actor, ActorKind, Talks};

use super::actors::{Actors, HitKind, Office};
use super::data::ChoiceData;
use super::issues::Issues;
use crate::token::fold;

impl Issues {
    pub(super) fn add_talks(&mut self, talks: &Talks) {
        for issue in &talks.issues {
            let known = self.get(&issue.id).is_some();
            let at = self.entry(issue.id.clone(), issue.name.clone());
            self.entries[at].name.clone_from(&issue.name);
            self.add_own(at, &issue.terms);
            if !known {
                self.add_own(at, std::slice::from_ref(&issue.name));
            }
            for choice in &issue.choices {
                let data = ChoiceData {
                    id: choice.id.to_string(),
                    name: choice.name.clone(),
                    terms: choice.terms.clone(),
                    alone: Vec::new(),
                    default: false,
                };
                self.add_choice(at, &data, true);
            }
        }
    }
}

impl Actors {
    pub(super) fn add_talks(&mut self, talks: &Talks) {
        let built_in: BTreeMap<(ActorKind, String), usize> = (self.entries.iter().enumerate())
            .map(|(at, entry)| ((entry.kind, fold(&entry.name)), at))
            .collect();
        for actor in &talks.actors {
            let at = self.same(actor, talks, &built_in);
            self.describe(at, actor);
            let person = actor.kind == ActorKind::Person;
            let by = if person { HitKind::Person } else { HitKind::Name };
            self.add_word(&actor.name, at, by, false, true);
            for alias in &actor.aliases {
                self.add_word(alias, at, HitKind::Alias, false, true);
            }
        }
        // Family names come last: they must not take a word that is somebody's name or alias.
        for actor in talks.actors.iter().filter(|actor| actor.kind == ActorKind::Person) {
            self.add_surname(actor);
        }
    }

    /// The entry that the dossier's actor is: the one with its handle, else the built-in one that
    /// bears its name, which then takes the dossier's handle; else a new one.
    fn same(
        &mut self,
        actor: &Actor,
        talks: &Talks,
        built_in: &BTreeMap<(ActorKind, String), usize>,
    ) -> usize {
        if let Some(at) = self.at.get(&actor.id) {
            return *at;
        }
        let names = [&actor.name].into_iter().chain(&actor.aliases);
        let known = names.filter_map(|name| built_in.get(&(actor.kind, fold(name)))).copied();
        // One that the dossier has under its own handle is not this one.
        let free = |at: &usize| talks.actor(&self.entries[*at].id).is_none();
        let Some(at) = known.into_iter().find(free) else {
            return self.entry(actor.id.clone(), &actor.name, actor.kind);
        };
        // The old handle stays known, so that what belongs to it is still found.
        self.entries[at].id = actor.id.clone();
        self.at.insert(actor.id.clone(), at);
        at
    }

    fn describe(&mut self, at: usize, actor: &Actor) {
        let entry = &mut self.entries[at];
        entry.name.clone_from(&actor.name);
        entry.kind = actor.kind;
        if actor.of.is_some() {
            entry.of.clone_from(&actor.of);
        }
        if let Some(office) = &actor.office {
            let (name, from, until) = (office.clone(), actor.from, actor.until);
            entry.office = Some(name.clone());
            entry.offices.push(Office { name, from, until });
        }
    }

    /// The last word of a person's name, weakly, unless somebody bears it already.
    fn add_surname(&mut self, actor: &Actor) {
        let Some(at) = self.at.get(&actor.id).copied() else { return };
        let Some((_, surname)) = actor.name.trim().rsplit_once(char::is_whitespace) else { return };
        let folded = fold(surname);
        let entry = &mut self.entries[at];
        if entry.surnames.iter().any(|known| fold(known) == folded) {
            return;
        }
        entry.surnames.push(surname.to_owned());
        self.add_word(surname, at, HitKind::Surname, true, false);
    }
}
