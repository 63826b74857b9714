//! Where attributions stand, so that no rule has to look through all of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Attribution;
use crate::doc::Doc;

/// Attributions by the place of their cue, and the words that name who passed something on.
pub(super) struct Places {
    /// Place and number of each item.
    cues: BTreeSet<(usize, usize)>,
    /// For each token whether it is part of such a name.
    relays: Vec<bool>,
}

impl Places {
    pub(super) fn new(doc: &Doc, items: &[Attribution]) -> Self {
        let mut out = Self { cues: BTreeSet::new(), relays: vec![false; doc.tokens.len()] };
        for (number, item) in items.iter().enumerate() {
            out.add(number, item);
        }
        out
    }

    /// Notes an item that was added.
    pub(super) fn add(&mut self, number: usize, item: &Attribution) {
        self.cues.insert((place(item), number));
        for via in &item.via {
            self.relay(via);
        }
    }

    /// Notes words that name who passed something on.
    pub(super) fn relay(&mut self, words: &Range<usize>) {
        if let Some(part) = self.relays.get_mut(words.clone()) {
            part.fill(true);
        }
    }

    /// Whether some of these words are known to name who passed something on.
    pub(super) fn is_relay(&self, words: &Range<usize>) -> bool {
        self.relays.get(words.clone()).is_some_and(|part| part.contains(&true))
    }

    /// The item added last of those that fit and whose cue stands in a range.
    pub(super) fn last(
        &self,
        within: &Range<usize>,
        items: &[Attribution],
        fits: impl Fn(&Attribution) -> bool,
    ) -> Option<usize> {
        if within.is_empty() {
            return None;
        }
        let near = self.cues.range((within.start, 0)..(within.end, 0));
        near.map(|(_, number)| *number).filter(|number| items.get(*number).is_some_and(&fits)).max()
    }
}

/// The cue, or for what has none the content.
fn place(item: &Attribution) -> usize {
    item.cue.as_ref().map_or_else(|| item.start(), |cue| cue.start)
}

/// The attributions that stand in no other's content, ready to be asked who holds a place. Made
/// from items in the order of their content.
pub(crate) struct Outermost {
    /// Where each begins, and its number.
    starts: Vec<(usize, usize)>,
    /// How far the content of it and of those before it reaches.
    reach: Vec<usize>,
}

impl Outermost {
    pub(crate) fn new(items: &[Attribution]) -> Self {
        let mut out = Self { starts: Vec::new(), reach: Vec::new() };
        let mut far = 0;
        for (number, item) in items.iter().enumerate().filter(|(_, item)| !item.nested) {
            far = item.content.iter().map(|piece| piece.end).fold(far, usize::max);
            out.starts.push((item.start(), number));
            out.reach.push(far);
        }
        out
    }

    /// The first item that holds a place.
    pub(crate) fn holding(&self, items: &[Attribution], place: usize) -> Option<usize> {
        // Whatever ends before the place cannot hold it, nor what begins behind it.
        let from = self.reach.partition_point(|end| *end <= place);
        let to = self.starts.partition_point(|(start, _)| *start <= place);
        let near = self.starts.get(from..to)?;
        let holds = |number: &usize| items.get(*number).is_some_and(|item| item.holds(place));
        near.iter().map(|(_, number)| *number).find(holds)
    }
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::attribution::attributions;
    use crate::cues::Cues;
    use crate::doc::Part;

    #[test]
    fn looking_near_finds_what_looking_everywhere_finds() {
        let text = "The mayor said that the road was closed and that the bridge, according to a \
                    source, would open. “We will wait. The guards said they would wait too,” Ana \
                    Brel said. It rained. Alba demanded a pause, the mayor said, citing Ana Brel.";
        let doc = Doc::new(text, &[(Span::new(0, text.len()), Part::Text)]);
        let items = attributions(&doc, &Cues::built_in(), &|_| false);
        let outermost = Outermost::new(&items);
        let places = Places::new(&doc, &items);
        assert!(items.len() > 3 && items.iter().any(|item| item.nested), "{items:?}");
        for at in 0..=doc.tokens.len() {
            let first = items.iter().position(|item| !item.nested && item.holds(at));
            assert_eq!(outermost.holding(&items, at), first, "token {at}");
            let within = at.saturating_sub(9)..at;
            let last = items.iter().rposition(|item| within.contains(&place(item)));
            assert_eq!(places.last(&within, &items, |_| true), last, "token {at}");
            let via = |item: &Attribution| item.via.iter().any(|via| via.contains(&at));
            assert_eq!(places.is_relay(&(at..at + 1)), items.iter().any(via), "token {at}");
        }
    }
}
