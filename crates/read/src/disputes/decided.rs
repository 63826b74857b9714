//! What a person decided about cards: confirmed, dismissed, or merged into another card.

use std::collections::BTreeMap;

use model::{Decided as Mark, Decision, Finding, Subject, Verdict};

use super::card::Dispute;
use crate::decisions::no_card;

/// What became of a decision about a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRuling {
    /// The decision.
    pub decision: Decision,
    /// The whole key of the card, when it is there.
    pub key: Option<String>,
    /// How many cards have a key that begins so.
    pub begin: usize,
    /// A later decision, by its line, has the same key.
    pub overtaken: Option<usize>,
}

/// Cards after decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// The cards that stand, those confirmed marked, those merged joined.
    pub cards: Vec<Dispute>,
    /// The cards that were dismissed, as they were found.
    pub dismissed: Vec<Dispute>,
    /// Every decision about a card, in the order of the file.
    pub rulings: Vec<CardRuling>,
}

impl CardRuling {
    /// Whether it should have an effect and has none: no card has its key, or several begin with it.
    pub fn is_lost(&self) -> bool {
        self.key.is_none() && self.overtaken.is_none() && self.decision.verdict != Verdict::Withdraw
    }
}

impl Decided {
    /// The findings about decisions that no longer match a card. `file` holds the decisions.
    pub fn findings(&self, file: &str) -> Vec<Finding> {
        let lost = self.rulings.iter().filter(|ruling| ruling.is_lost());
        lost.map(|ruling| no_card(file, &ruling.decision, ruling.begin)).collect()
    }
}

/// The whole keys of cards that begin so.
pub fn find_key(cards: &[Dispute], start: &str) -> Vec<String> {
    cards.iter().filter(|card| card.key.starts_with(start)).map(|card| card.key.clone()).collect()
}

/// Lays decisions over the cards. The last decision with a key counts.
pub fn decide(cards: &[Dispute], decisions: &[Decision]) -> Decided {
    let about = decisions.iter().filter(|decision| decision.of == Subject::Dispute);
    let whole = |start: &str| match find_key(cards, start).as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    let mut rulings: Vec<CardRuling> = about
        .map(|decision| CardRuling {
            decision: decision.clone(),
            key: whole(&decision.key),
            begin: find_key(cards, &decision.key).len(),
            overtaken: None,
        })
        .collect();
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for (at, ruling) in rulings.iter().enumerate() {
        last.insert(ruling.key.clone().unwrap_or_else(|| ruling.decision.key.clone()), at);
    }
    let lines: Vec<usize> = rulings.iter().map(|ruling| ruling.decision.spot.line).collect();
    for (at, ruling) in rulings.iter_mut().enumerate() {
        let key = ruling.key.clone().unwrap_or_else(|| ruling.decision.key.clone());
        let later = last.get(&key).copied().filter(|later| *later != at);
        ruling.overtaken = later.and_then(|later| lines.get(later).copied());
    }
    let counts: BTreeMap<&str, &Decision> = rulings
        .iter()
        .filter(|ruling| ruling.overtaken.is_none())
        .filter_map(|ruling| Some((ruling.key.as_deref()?, &ruling.decision)))
        .collect();
    let mut out = Decided::default();
    let mut joins: Vec<(String, Dispute)> = Vec::new();
    for mut card in cards.iter().cloned() {
        let Some(decision) = counts.get(card.key.as_str()) else {
            out.cards.push(card);
            continue;
        };
        card.decided = (decision.verdict != Verdict::Withdraw).then(|| mark(decision));
        let into = decision.into.as_deref().and_then(whole).filter(|into| *into != card.key);
        match (decision.verdict, into) {
            (Verdict::Dismiss, _) => out.dismissed.push(card),
            (Verdict::Merge, Some(into)) => joins.push((into, card)),
            _ => out.cards.push(card),
        }
    }
    for (into, card) in joins {
        match out.cards.iter_mut().find(|known| known.key == into) {
            Some(known) => join(known, card),
            // The card into which it was merged is itself gone: it stands on its own again.
            None => out.cards.push(card),
        }
    }
    out.rulings = rulings;
    out
}

/// The sides of a card beside those of another; sides with one claim become one.
fn join(into: &mut Dispute, card: Dispute) {
    into.merged.push(card.key);
    into.merged.sort();
    into.latest = into.latest.max(card.latest);
    for side in card.sides {
        match into.sides.iter_mut().find(|known| known.claim == side.claim) {
            Some(known) => {
                for told in side.passages {
                    if !known.passages.contains(&told) {
                        known.passages.push(told);
                    }
                }
                // The two may share witnesses, so the larger number is the safe one.
                known.origins = known.origins.max(side.origins);
                known.more += side.more;
                for who in side.who {
                    if !known.who.contains(&who) {
                        known.who.push(who);
                    }
                }
            }
            None => into.sides.push(side),
        }
    }
}

fn mark(decision: &Decision) -> Box<Mark> {
    Box::new(Mark {
        verdict: decision.verdict,
        by: decision.by.clone(),
        on: decision.on,
        why: decision.why.clone(),
        line: decision.spot.line,
        was: None,
    })
}
