//! From an article to attributions: who, by which words, what.
//!
//! The passes, in order: `quoted` gives quotations their speakers; `frames` reads reported
//! speech, wants and acts from their verbs; `accord` reads "according to"; `structure` reads what
//! the shape of the article tells (interview turns, "this was stated by", "reportedly"). Each pass
//! leaves alone the cues that an earlier one used.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Flag, Stance, StatementKind};

use crate::cues::{Class, Cues};
use crate::doc::Doc;

mod accord;
mod content;
mod frames;
pub mod np;
mod places;
mod quoted;
mod structure;
#[cfg(test)]
mod tests;

pub(crate) use places::Outermost;
pub(crate) use structure::headlines;

/// The words that name the speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What the speaker span shows.
    pub full: Range<usize>,
    /// The name or noun phrase itself; for "who" that of the noun before it.
    pub core: Range<usize>,
}

/// One attribution, in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who; `None` for hearsay.
    pub source: Option<Source>,
    /// By which words.
    pub cue: Option<Range<usize>>,
    /// What, a range per piece.
    pub content: Vec<Range<usize>>,
    /// How the words reach the reader.
    pub kind: StatementKind,
    /// What sort of cue.
    pub class: Class,
    /// What the cue alone says about the stance.
    pub stance: Stance,
    /// Words that name who passed it on.
    pub via: Vec<Range<usize>>,
    /// What to keep in mind.
    pub flags: BTreeSet<Flag>,
    /// The subject was taken over from an earlier verb.
    pub shared: bool,
    /// An act or a state told of somebody, not something said.
    pub told: bool,
    /// The content is a thing or an act, not a clause: it ends where the next clause begins.
    pub thing: bool,
    /// Stands inside another's content.
    pub nested: bool,
    /// 0 to 100.
    pub confidence: u8,
}

impl Attribution {
    /// Something said, with nothing else known of it yet.
    pub(crate) fn said(
        source: Option<Source>,
        cue: Option<Range<usize>>,
        content: Vec<Range<usize>>,
        kind: StatementKind,
        confidence: u8,
    ) -> Self {
        Self {
            source,
            cue,
            content,
            kind,
            class: Class::Say,
            stance: Stance::Report,
            via: Vec::new(),
            flags: BTreeSet::new(),
            shared: false,
            told: false,
            thing: false,
            nested: false,
            confidence,
        }
    }

    /// First token of the content.
    pub fn start(&self) -> usize {
        self.content.first().map_or(0, |piece| piece.start)
    }

    /// Whether a token lies in the content.
    pub fn holds(&self, at: usize) -> bool {
        self.content.iter().any(|piece| piece.contains(&at))
    }
}

/// Which words an earlier pass used as a cue.
pub(crate) struct Used(Vec<bool>);

impl Used {
    fn mark(&mut self, range: &Range<usize>) {
        if let Some(part) = self.0.get_mut(range.clone()) {
            part.fill(true);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(true)
    }
}

/// Whether a token is an adjective of a state or people ("Northern", "Ukrainian"): the caller knows
/// the actors, this module does not.
pub type IsAdjective<'a> = &'a dyn Fn(usize) -> bool;

/// Every attribution of an article, in the order of its content.
pub fn attributions(doc: &Doc, cues: &Cues, adjective: IsAdjective) -> Vec<Attribution> {
    let mut used = Used(vec![false; doc.tokens.len()]);
    let mut out = structure::turns(doc, cues);
    out.extend(quoted::find(doc, cues, &mut used));
    out.extend(frames::find(doc, cues, adjective, &mut used));
    accord::find(doc, cues, &mut out);
    structure::goals(doc, cues, &mut out);
    structure::anaphoric(doc, cues, &mut out);
    structure::hearsay(doc, cues, &mut out);
    structure::headlines(doc, &mut out);
    out.retain(|item| item.content.iter().any(|piece| !piece.is_empty()));
    out.sort_by_key(|item| {
        let end = item.content.last().map_or(0, |piece| piece.end);
        (item.start(), std::cmp::Reverse(end), item.cue.clone().map(|cue| cue.start))
    });
    nest(&mut out);
    out
}

/// Marks what stands inside another's content. The items are sorted by where they begin.
pub(crate) fn nest(items: &mut [Attribution]) {
    // Only the last few open contents can hold what follows; articles nest two or three deep.
    let mut open: Vec<usize> = Vec::new();
    for at in 0..items.len() {
        let start = items[at].start();
        open.retain(|outer| items[*outer].content.last().is_some_and(|piece| piece.end > start));
        let inside = open.iter().any(|outer| {
            let outer = &items[*outer];
            let own = items[at].cue.as_ref().map_or(start, |cue| cue.start);
            // An anaphoric statement repeats another's content; it is beside it, not inside.
            outer.content != items[at].content && outer.holds(start) && outer.holds(own)
        });
        items[at].nested = inside;
        open.push(at);
        if open.len() > 64 {
            open.remove(0);
        }
    }
}
