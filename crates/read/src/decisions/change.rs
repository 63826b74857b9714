//! What one decision makes of a statement, of the positions read from it, or of a position.

use std::collections::BTreeMap;

use model::{
    ActorId, ActorKind, AsRead, Basis, Channel, Decided, Decision, Evidence, Flag, Part, Passage,
    Position, Report, Span, Speaker, SpeakerKind, Stance, Statement, Verdict, When,
};

use super::link::Link;
use crate::lexicon::Lexicon;
use crate::reading::Reading;

/// Who has which name, and speaks for whom.
pub(super) struct Names {
    by_name: BTreeMap<String, ActorId>,
    actors: BTreeMap<ActorId, (String, Option<ActorId>)>,
}

impl Names {
    /// The actors of the lexicon with the dossier's, then those learned from the reports.
    pub(super) fn new(reading: &Reading, lexicon: &Lexicon) -> Self {
        let mut names = Self { by_name: BTreeMap::new(), actors: BTreeMap::new() };
        for entry in lexicon.actors() {
            let top = lexicon.party_of(&entry.id);
            let side = matches!(entry.kind, ActorKind::State | ActorKind::Movement);
            let party = (side || top != entry.id).then_some(top);
            names.add(&entry.id, &entry.name, party);
        }
        for actor in &reading.actors {
            let party = actor.of.as_ref().map(|of| lexicon.party_of(of));
            names.add(&actor.id, &actor.name, party);
        }
        names
    }

    fn add(&mut self, id: &ActorId, name: &str, party: Option<ActorId>) {
        self.by_name.entry(name.to_lowercase()).or_insert_with(|| id.clone());
        self.actors.entry(id.clone()).or_insert_with(|| (name.to_owned(), party));
    }

    /// An actor by id or name: handle, name, side.
    fn find(&self, text: &str) -> Option<(&ActorId, &str, Option<&ActorId>)> {
        let by_id = text.parse::<ActorId>().ok().filter(|id| self.actors.contains_key(id));
        let id = by_id.or_else(|| self.by_name.get(&text.to_lowercase()).cloned())?;
        let (id, (name, party)) = self.actors.get_key_value(&id)?;
        Some((id, name, party.as_ref()))
    }

    fn name(&self, id: &ActorId) -> String {
        self.actors.get(id).map_or_else(|| id.to_string(), |(name, _)| name.clone())
    }
}

/// On whose word something is known that this speaker says of a side.
fn by(speaker: &Speaker, side: &ActorId) -> Basis {
    match &speaker.party {
        _ if speaker.expert => Basis::Expert,
        Some(party) if party == side => Basis::Own,
        Some(_) => Basis::Opponent,
        None => Basis::Report,
    }
}

/// A position that another tells now; whose it is stays as it was.
fn follow_teller(was: Option<&Speaker>, speaker: &Speaker, out: &mut Position) {
    if was == Some(speaker) {
        return;
    }
    out.speaker = Some(speaker.name.clone());
    out.basis = by(speaker, &out.party);
}

/// One decision that counts.
pub(super) struct Change<'a> {
    pub(super) decision: &'a Decision,
    pub(super) names: &'a Names,
}

impl Change<'_> {
    fn without(&self, part: Part) -> bool {
        self.decision.right.without.contains(&part)
    }

    /// The statement as a person has it; `None` when it is rejected.
    pub(super) fn statement(&self, before: &Statement) -> Option<Statement> {
        let mut after = before.clone();
        match self.decision.verdict {
            Verdict::Reject => return None,
            Verdict::Confirm => {
                after.flags.remove(&Flag::UncertainSpeaker);
                if let Some(speaker) = &mut after.speaker {
                    speaker.certain = true;
                }
            }
            _ => self.correct(&mut after),
        }
        after.confidence = 100;
        after.decided = Some(mark(self.decision, Some(AsRead::from(before))));
        Some(after)
    }

    fn correct(&self, after: &mut Statement) {
        let right = &self.decision.right;
        if right.speaker.is_some() || right.party.is_some() {
            after.flags.remove(&Flag::UncertainSpeaker);
        }
        self.correct_speaker(after);
        if let Some(issue) = &right.issue {
            if after.issue.as_ref() != Some(issue) {
                after.choice = None;
            }
            after.issue = Some(issue.clone());
        }
        after.choice = right.choice.clone().or(after.choice.take());
        after.stance = right.stance.unwrap_or(after.stance);
        if let Some(flags) = &right.flags {
            after.flags.clone_from(flags);
        }
        if self.without(Part::Issue) {
            (after.issue, after.choice) = (None, None);
        }
        if self.without(Part::Choice) {
            after.choice = None;
        }
    }

    fn correct_speaker(&self, after: &mut Statement) {
        let right = &self.decision.right;
        if self.without(Part::Speaker) {
            after.speaker = None;
            return;
        }
        let known = right.speaker.as_deref().and_then(|text| self.names.find(text));
        let party = right.party.clone().or_else(|| known.and_then(|(.., party)| party.cloned()));
        if let Some(text) = &right.speaker {
            let name = known.map_or(text.as_str(), |(_, name, _)| name);
            let actor = known.map(|(id, ..)| id.clone());
            let place = after.content.first().map_or(0, |span| span.start);
            let none = || Speaker {
                actor: None,
                party: None,
                name: String::new(),
                span: Span::new(place, place),
                kind: SpeakerKind::Named,
                expert: false,
                certain: true,
            };
            let speaker = after.speaker.get_or_insert_with(none);
            // An analyst who was named by mistake takes the mark along.
            speaker.expert &= speaker.name == name;
            (speaker.actor, speaker.name) = (actor, name.to_owned());
        }
        if let Some(speaker) = &mut after.speaker {
            speaker.certain |= right.speaker.is_some() || right.party.is_some();
            speaker.party = party.or(speaker.party.take());
            if self.without(Part::Party) {
                speaker.party = None;
            }
        }
    }

    /// A position that was read from the statement; `None` when nothing is left of it.
    pub(super) fn follow(
        &self,
        before: &Statement,
        after: &Statement,
        position: &Position,
        link: Link,
    ) -> Option<Position> {
        let same = link == Link::Read
            && Some(&position.issue) == before.issue.as_ref()
            && position.choice == before.choice
            && position.stance == before.stance;
        let mut out = position.clone();
        if !after.flags.contains(&Flag::UncertainSpeaker) {
            out.flags.remove(&Flag::UncertainSpeaker);
        }
        if self.decision.verdict == Verdict::Confirm {
            if same {
                out.confidence = 100;
                out.decided = Some(mark(self.decision, Some(AsRead::from(position))));
            }
            return Some(out);
        }
        if self.without(Part::Speaker) {
            return None;
        }
        match (&after.speaker, link) {
            (Some(speaker), Link::Read) => {
                self.follow_speaker(before.speaker.as_ref(), speaker, &mut out)?;
            }
            (Some(speaker), Link::Told) => {
                follow_teller(before.speaker.as_ref(), speaker, &mut out);
            }
            (None, _) => {}
        }
        if same {
            let issue = after.issue.clone()?;
            if after.stance == Stance::Report {
                return None;
            }
            (out.issue, out.choice) = (issue, after.choice.clone());
            (out.stance, out.attitude) = (after.stance, after.stance.attitude());
            if let Some(flags) = &self.decision.right.flags {
                out.flags.clone_from(flags);
            }
        }
        if same || out != *position {
            out.confidence = 100;
            out.decided = Some(mark(self.decision, Some(AsRead::from(position))));
        }
        Some(out)
    }

    /// Name, basis and side of a position after its statement's speaker; `None` when it is left
    /// without a side.
    fn follow_speaker(
        &self,
        was: Option<&Speaker>,
        speaker: &Speaker,
        out: &mut Position,
    ) -> Option<()> {
        let spoke = out.speaker.as_ref() == was.map(|was| &was.name);
        if spoke {
            out.speaker = Some(speaker.name.clone());
        }
        if was.is_some_and(|was| was.expert) && !speaker.expert && out.basis == Basis::Expert {
            out.flags.remove(&Flag::Characterised);
            out.basis = by(speaker, &out.party);
        }
        let old = was.and_then(|was| was.party.as_ref());
        if out.basis == Basis::Own && old != speaker.party.as_ref() {
            out.party = speaker.party.clone()?;
            out.party_name = self.names.name(&out.party);
            if !spoke && out.speaker.is_some() {
                // Somebody of the old side tells it, of another side now.
                out.basis = Basis::Opponent;
            }
        }
        Some(())
    }

    /// The position that a corrected statement shows where the reader had seen none.
    pub(super) fn new_position(&self, reading: &Reading, after: &Statement) -> Option<Position> {
        let right = &self.decision.right;
        let told = right.issue.is_some() || right.stance.is_some() || right.party.is_some();
        let speaker = after.speaker.as_ref()?;
        let (issue, party) = (after.issue.clone()?, speaker.party.clone()?);
        if self.decision.verdict != Verdict::Correct || !told || after.stance == Stance::Report {
            return None;
        }
        let at = reading.reports.binary_search_by(|r| r.path.as_str().cmp(&after.report)).ok()?;
        let report: &Report = reading.reports.get(at)?;
        let span = *after.content.first()?;
        Some(Position {
            party_name: self.names.name(&party),
            party,
            issue,
            choice: after.choice.clone(),
            stance: after.stance,
            attitude: after.stance.attitude(),
            basis: if speaker.expert { Basis::Expert } else { Basis::Own },
            speaker: Some(speaker.name.clone()),
            via: after.via.clone(),
            channel: Channel::Public,
            from: report.published.map(When::to_day),
            until: None,
            evidence: Evidence::Passage(Passage { report: after.report.clone(), span }),
            words: span.text(&report.text).unwrap_or_default().to_owned(),
            flags: after.flags.clone(),
            condition: None,
            confidence: 100,
            key: String::new(),
            decided: Some(mark(self.decision, None)),
        })
    }

    /// The position as a person has it; `None` when it is rejected.
    pub(super) fn position(&self, before: &Position) -> Option<Position> {
        let mut after = before.clone();
        let right = &self.decision.right;
        match self.decision.verdict {
            Verdict::Reject => return None,
            Verdict::Confirm => {
                after.flags.remove(&Flag::UncertainSpeaker);
            }
            _ => {
                if self.without(Part::Party)
                    || self.without(Part::Issue)
                    || right.stance == Some(Stance::Report)
                {
                    return None;
                }
                self.correct_position(&mut after);
            }
        }
        after.confidence = 100;
        after.decided = Some(mark(self.decision, Some(AsRead::from(before))));
        Some(after)
    }

    fn correct_position(&self, after: &mut Position) {
        let right = &self.decision.right;
        let known = right.speaker.as_deref().and_then(|text| self.names.find(text));
        if let Some(text) = &right.speaker {
            after.flags.remove(&Flag::UncertainSpeaker);
            after.speaker = Some(known.map_or(text.as_str(), |(_, name, _)| name).to_owned());
        }
        if let Some(party) = &right.party {
            after.flags.remove(&Flag::UncertainSpeaker);
            after.party = party.clone();
            after.party_name = self.names.name(party);
        }
        if let Some(issue) = &right.issue {
            if after.issue != *issue {
                after.choice = None;
            }
            after.issue = issue.clone();
        }
        after.choice = right.choice.clone().or(after.choice.take());
        after.stance = right.stance.unwrap_or(after.stance);
        after.attitude = after.stance.attitude();
        after.basis = right.basis.unwrap_or(after.basis);
        after.condition = right.condition.clone().or(after.condition.take());
        after.from = right.from.or(after.from);
        if let Some(flags) = &right.flags {
            after.flags.clone_from(flags);
        }
        if self.without(Part::Choice) {
            after.choice = None;
        }
        if self.without(Part::Condition) {
            after.condition = None;
            after.flags.remove(&Flag::Conditional);
        }
        if self.without(Part::Speaker) {
            after.speaker = None;
        }
    }
}

/// The mark that a decision leaves.
fn mark(decision: &Decision, was: Option<AsRead>) -> Box<Decided> {
    Box::new(Decided {
        verdict: decision.verdict,
        by: decision.by.clone(),
        on: decision.on,
        why: decision.why.clone(),
        line: decision.spot.line,
        was,
    })
}
