//! The position that a passage makes of which the coder told party, issue and stance: on whose word,
//! with which condition and rank, as the rules tell it of any other.

use std::ops::Range;

use model::{ActorId, IssueId, Position, Stance};

use super::{About, Context};
use crate::attribution::Outermost;

impl Context<'_> {
    /// The position of a party in some words.
    pub(crate) fn coded(
        &self,
        outermost: &Outermost,
        tokens: &Range<usize>,
        party: &ActorId,
        issue: &IssueId,
        stance: Stance,
    ) -> Position {
        let about = About { issue, choice: self.choice_in(tokens, issue), place: tokens.start };
        let mut out = if let Some(item) = self.said_by(tokens, party) {
            self.told(item, &about, tokens, stance, party)
        } else {
            let teller = outermost.holding(self.items, tokens.start);
            let mut out = self.narrated_position(&about, tokens, stance, party, teller);
            self.flag(&mut out, tokens);
            out
        };
        out.stance = stance;
        out.attitude = stance.attitude();
        out
    }

    /// The attribution of a party in which the words stand, the innermost; or whose cue they hold.
    fn said_by(&self, tokens: &Range<usize>, party: &ActorId) -> Option<usize> {
        let speaks = |at: usize| {
            self.speakers.get(at).and_then(Option::as_ref).is_some_and(|resolved| {
                resolved.parties.contains(party)
                    || (resolved.all_sides && self.sides.contains(party))
            })
        };
        // Sorted by where they begin: what begins far before holds nothing here.
        let end = self.items.partition_point(|item| item.start() < tokens.end);
        let near = || (0..end).rev().take(80).filter(|at| speaks(*at));
        let size = |at: &usize| self.items[*at].content.iter().map(Range::len).sum::<usize>();
        near().filter(|at| self.items[*at].holds(tokens.start)).min_by_key(size).or_else(|| {
            near().find(|at| {
                let cue = self.items[*at].cue.as_ref();
                cue.is_some_and(|cue| tokens.contains(&cue.start))
            })
        })
    }
}
