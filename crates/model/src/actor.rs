//! Who takes part: states, bodies, people, and the parts they play in the talks.

use crate::evidence::Evidence;
use crate::id::ActorId;
use crate::names::words;
use crate::when::When;

words! {
    /// What sort of actor it is.
    ActorKind {
        /// A state.
        State = "state",
        /// An armed or political movement.
        Movement = "movement",
        /// An intergovernmental or non-governmental organisation.
        Organisation = "organisation",
        /// A part of a state or organisation: a ministry, a service, a delegation.
        Body = "body",
        /// A person.
        Person = "person",
    }
}

words! {
    /// The part that an actor plays in the talks.
    Role {
        /// A side in the conflict, whose consent a deal needs.
        Party = "party",
        /// Leads a delegation.
        Head = "head",
        /// Sits in a delegation.
        Member = "member",
        /// Advises a delegation.
        Expert = "expert",
        /// Chairs or carries between the parties.
        Mediator = "mediator",
        /// Gives the place.
        Host = "host",
        /// Watches without a say.
        Observer = "observer",
        /// Answers for what is agreed.
        Guarantor = "guarantor",
        /// Called the talks.
        Convener = "convener",
        /// Checks what is done.
        Monitor = "monitor",
        /// Presses or pays from outside.
        Supporter = "supporter",
    }
}

/// Somebody who acts or speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The handle.
    pub id: ActorId,
    /// The name that output uses.
    pub name: String,
    /// State, movement, organisation, body or person.
    pub kind: ActorKind,
    /// The actor for whom this one speaks: a person's state, a ministry's state.
    pub of: Option<ActorId>,
    /// The office held, in words.
    pub office: Option<String>,
    /// Other spellings and names.
    pub aliases: Vec<String>,
    /// Parts played, sorted. Empty when nothing read says any.
    pub roles: Vec<Role>,
    /// From when the office was held.
    pub from: Option<When>,
    /// Until when the office was held.
    pub until: Option<When>,
    /// Where this stands. Empty for an actor of the built-in lexicon.
    pub evidence: Vec<Evidence>,
}
