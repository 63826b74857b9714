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
                    part_of: choice.part_of.iter().map(ToString::to_string).collect(),
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

#[cfg(test)]
mod tests {
    use model::{ActorId, Span, talks};

    use crate::lexicon::Lexicon;
    use crate::token::tokens;

    use super::*;

    fn actor(id: &str, name: &str, kind: ActorKind, of: Option<&str>, aliases: &[&str]) -> Actor {
        Actor {
            id: id.parse().expect("an id"),
            name: name.to_owned(),
            kind,
            of: of.map(|of| of.parse().expect("an id")),
            office: None,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            roles: Vec::new(),
            from: None,
            until: None,
            evidence: Vec::new(),
        }
    }

    fn hits(lexicon: &Lexicon, text: &str) -> Vec<(String, HitKind, bool)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let hits = lexicon.actor_hits(&tokens).into_iter();
        hits.map(|hit| (hit.actor.to_string(), hit.by, hit.weak)).collect()
    }

    #[test]
    fn actors_of_the_dossier_go_first_and_keep_the_built_in_words() {
        let talks = Talks {
            actors: vec![
                actor("georgia", "Georgia", ActorKind::State, None, &[]),
                actor("the_front", "Freedom Front", ActorKind::Movement, None, &["the Front"]),
                actor("mira", "Mira Tolen", ActorKind::Person, Some("the_front"), &[]),
                actor("ru_side", "Russian side", ActorKind::Body, Some("ru"), &["Moscow"]),
            ],
            ..Talks::default()
        };
        let lexicon = Lexicon::built_in().with_talks(&talks);
        let sure = |id: &str, by| (id.to_owned(), by, false);
        assert_eq!(hits(&lexicon, "Georgia agreed."), [sure("georgia", HitKind::Name)]);
        assert_eq!(hits(&lexicon, "Tbilisi agreed."), [sure("georgia", HitKind::Metonym)]);
        assert_eq!(hits(&lexicon, "the Front agreed."), [sure("the_front", HitKind::Alias)]);
        assert_eq!(hits(&lexicon, "Moscow agreed."), [sure("ru_side", HitKind::Alias)]);
        assert_eq!(hits(&lexicon, "Mira Tolen spoke."), [sure("mira", HitKind::Person)]);
        assert_eq!(hits(&lexicon, "Tolen"), [("mira".to_owned(), HitKind::Surname, true)]);
        let party = |id: &str| lexicon.party_of(&id.parse::<ActorId>().expect("an id")).to_string();
        assert_eq!(party("mira"), "the_front");
        assert_eq!(party("ru_side"), "ru");
        assert_eq!(party("ge"), "georgia");
        assert_eq!(party("nobody"), "nobody");
    }

    #[test]
    fn issues_of_the_dossier_are_added() {
        let choice = |id: &str, terms: &[&str]| talks::Choice {
            id: id.parse().expect("an id"),
            name: id.to_uppercase(),
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            part_of: Vec::new(),
        };
        let issue = |id: &str, terms: &[&str], choices| talks::Issue {
            id: id.parse().expect("an id"),
            name: format!("The {id} matter"),
            choices,
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            line: 1,
        };
        let talks = Talks {
            issues: vec![
                issue("lighthouse", &["lighthouse*"], vec![choice("shared", &["joint*"])]),
                issue("ceasefire", &["olive tree calm"], vec![choice("winter", &["winter"])]),
            ],
            ..Talks::default()
        };
        let lexicon = Lexicon::built_in().with_talks(&talks);
        let hits = |text: &str| -> Vec<String> {
            let tokens = tokens(text, Span::new(0, text.len()));
            let hits = lexicon.issue_hits(&tokens).into_iter();
            hits.map(|h| format!("{}/{}", h.issue, h.choice.map_or("-".into(), |c| c.to_string())))
                .collect()
        };
        assert_eq!(hits("a joint lighthouse"), ["lighthouse/shared"]);
        assert_eq!(hits("the olive-tree calm"), ["ceasefire/-"]);
        assert_eq!(hits("a truce for the winter"), ["ceasefire/winter"]);
        assert_eq!(hits("a local truce"), ["ceasefire/local"]);
        assert!(lexicon.has_choice("lighthouse", "shared") && lexicon.has_issue("lighthouse"));
        let (issue, choice) = ("lighthouse".parse().expect("id"), "shared".parse().expect("id"));
        assert_eq!(lexicon.issue_name(&issue), "The lighthouse matter");
        assert_eq!(lexicon.choice_name(&issue, &choice), "SHARED");
        let unknown = "unknown".parse().expect("id");
        assert_eq!(lexicon.issue_name(&unknown), "unknown");
    }
}
