//! From wordings in order of date to shifts: what was added, dropped, softened or hardened.

use std::collections::{BTreeMap, BTreeSet};

use model::{Flag, IssueId, When};

use super::choices::choices;
use super::coded::Glossary;
use super::facets::Size;
use super::firmness::{Move, between, does};
use super::wording::{Wording, days};
use crate::lexicon::Lexicon;

/// In which respect two wordings differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShiftKind {
    /// What the party does with it: demands, offers, refuses ...
    Stance,
    /// Another way of settling the issue.
    Choice,
    /// A number.
    Figure,
    /// Full or partial, mutual or unilateral and the like.
    Scope,
    /// What it depends on.
    Condition,
    /// Its place in an order.
    Rank,
    /// A coded phrase.
    Phrase,
}

impl ShiftKind {
    /// The word of JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stance => "stance",
            Self::Choice => "choice",
            Self::Figure => "figure",
            Self::Scope => "scope",
            Self::Condition => "condition",
            Self::Rank => "rank",
            Self::Phrase => "phrase",
        }
    }
}

/// Which way it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Down the order of firmness.
    Softened,
    /// Up the order of firmness.
    Hardened,
    /// Was not there before.
    Added,
    /// Is not there any more; it may have been left out only.
    Dropped,
    /// Another in its place, neither softer nor harder.
    Changed,
    /// Asked for before, agreed now.
    Settled,
    /// Agreed before, asked for now.
    Reopened,
    /// Asked for before and refused now, or the other way round.
    Reversed,
    /// Differs, and the order of firmness does not tell.
    NotComparable,
}

impl Direction {
    /// The word of JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Softened => "softened",
            Self::Hardened => "hardened",
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::Settled => "settled",
            Self::Reopened => "reopened",
            Self::Reversed => "reversed",
            Self::NotComparable => "not_comparable",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Dropped => "not named any more",
            Self::Settled => "asked for, then agreed",
            Self::Reopened => "asked for after it was agreed",
            Self::NotComparable => "differs, not comparable",
            other => other.name(),
        }
    }
}

/// One difference between two consecutive wordings of one party on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// In which respect.
    pub kind: ShiftKind,
    /// Which way.
    pub direction: Direction,
    /// What exactly, in words.
    pub text: String,
    /// Number of the wording before, in [`super::Thread::wordings`].
    pub before: usize,
    /// Number of the wording after.
    pub after: usize,
    /// The day of the one before.
    pub from: When,
    /// The day of the one after.
    pub to: When,
    /// Whether one voice spoke both times; a party's voices may differ without anything having moved.
    pub same_speaker: bool,
}

/// The words by which things are named.
pub(super) struct Words<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) glossary: &'a Glossary,
}

impl Words<'_> {
    /// Whether wordings that name no way of settling the issue may still be about one thing.
    fn has_no_choices(&self, issue: &IssueId) -> bool {
        self.lexicon.issue(issue).is_none_or(|entry| entry.choices.is_empty())
    }
}

/// Every shift among the wordings of one party on one issue, by day.
pub(super) fn shifts(rows: &[Wording], words: &Words<'_>) -> Vec<Shift> {
    let days = days(rows);
    let mut out = choices(rows, &days, words);
    for (choice, by_day) in &days {
        // Two wordings without a choice on an issue that has several may be about two things; but a
        // length of time is most often that of the thing itself.
        let issue = rows.first().map(|row| &row.issue);
        let loose = choice.is_none() && issue.is_some_and(|issue| !words.has_no_choices(issue));
        let order: Vec<(&When, &BTreeSet<usize>)> = by_day.iter().collect();
        for (before, after) in order.iter().zip(order.iter().skip(1)) {
            let pair = Pair { rows, words, before: *before, after: *after };
            if loose {
                pair.figures(Some("time"), &mut out);
            } else {
                pair.shifts(&mut out);
            }
        }
    }
    out.sort_by(|a, b| {
        (a.to, a.from, a.kind, a.after, a.before, &a.text)
            .cmp(&(b.to, b.from, b.kind, b.after, b.before, &b.text))
    });
    out
}

pub(super) fn same_speaker(rows: &[Wording], before: usize, after: usize) -> bool {
    let name = |at: usize| rows.get(at).and_then(|row| row.speaker.as_deref());
    name(before).is_some() && name(before) == name(after)
}

/// A wording with its number.
type Row<'a> = (usize, &'a Wording);

/// Two consecutive days on one choice.
struct Pair<'a> {
    rows: &'a [Wording],
    words: &'a Words<'a>,
    before: (&'a When, &'a BTreeSet<usize>),
    after: (&'a When, &'a BTreeSet<usize>),
}

/// Wordings of one day that are compared; the others only join in.
const COMPARED: usize = 12;

impl<'a> Pair<'a> {
    fn shifts(&self, out: &mut Vec<Shift>) {
        // What was repeated stands on both days: nothing moved in what it says.
        self.stance(out);
        self.figures(None, out);
        self.scope(out);
        self.condition(out);
        self.rank(out);
        self.phrases(out);
    }

    fn of(&self, side: (&'a When, &'a BTreeSet<usize>)) -> Vec<Row<'a>> {
        let row = |at: &usize| Some((*at, self.rows.get(*at)?));
        side.1.iter().take(COMPARED).filter_map(row).collect()
    }

    /// Every pairing of the two days; a difference counts only if all of them show it.
    fn pairs(&self) -> Vec<(Row<'a>, Row<'a>)> {
        let (before, after) = (self.of(self.before), self.of(self.after));
        before.iter().flat_map(|b| after.iter().map(move |a| (*b, *a))).collect()
    }

    /// A difference between two rows.
    fn push(
        &self,
        out: &mut Vec<Shift>,
        kind: ShiftKind,
        direction: Direction,
        text: String,
        (before, after): (usize, usize),
    ) {
        let same_speaker = same_speaker(self.rows, before, after);
        let (from, to) = (*self.before.0, *self.after.0);
        out.push(Shift { kind, direction, text, before, after, from, to, same_speaker });
    }

    fn stance(&self, out: &mut Vec<Shift>) {
        let pairs = self.pairs();
        let moves: BTreeSet<Move> =
            pairs.iter().map(|((_, b), (_, a))| between(b.stance, a.stance)).collect();
        let Some(((before, b), (after, a))) = pairs.first() else { return };
        if moves.contains(&Move::Same) {
            return;
        }
        let direction = match (moves.len(), moves.first()) {
            (1, Some(Move::Softened)) => Direction::Softened,
            (1, Some(Move::Hardened)) => Direction::Hardened,
            (1, Some(Move::Settled)) => Direction::Settled,
            (1, Some(Move::Reopened)) => Direction::Reopened,
            (1, Some(Move::Reversed)) => Direction::Reversed,
            (1, Some(Move::NotSaidFirst)) => Direction::Dropped,
            _ => Direction::NotComparable,
        };
        let text = format!("before: {}; now: {}", does(b.stance), does(a.stance));
        self.push(out, ShiftKind::Stance, direction, text, (*before, *after));
    }

    fn figures(&self, only: Option<&str>, out: &mut Vec<Shift>) {
        let (before, after) = (self.of(self.before), self.of(self.after));
        let by_unit = |rows: &[(usize, &'a Wording)]| {
            let mut units: BTreeMap<&'a str, Vec<(usize, &'a Size)>> = BTreeMap::new();
            for (at, row) in rows {
                for size in &row.facets.sizes {
                    units.entry(&size.unit).or_default().push((*at, size));
                }
            }
            units
        };
        let (old, new) = (by_unit(&before), by_unit(&after));
        for (unit, was) in &old {
            let wanted = only.is_none_or(|only| only == *unit);
            let Some(is) = new.get(unit).filter(|_| wanted) else { continue };
            let same = was.iter().any(|(_, w)| is.iter().any(|(_, i)| overlap(w, i)));
            // Several numbers of one sort in one wording: which belongs to which is not told.
            let distinct = |all: &[(usize, &Size)]| {
                all.iter().map(|(_, size)| (size.low, size.high)).collect::<BTreeSet<_>>().len()
            };
            if same || distinct(was) != 1 || distinct(is) != 1 {
                continue;
            }
            let (Some((b, w)), Some((a, i))) = (was.first(), is.first()) else { continue };
            let way = if i.low >= w.high { "more" } else { "less" };
            let text = format!("“{}” → “{}” ({way})", w.shown, i.shown);
            self.push(out, ShiftKind::Figure, Direction::Changed, text, (*b, *a));
        }
    }

    fn scope(&self, out: &mut Vec<Shift>) {
        for (number, axis) in self.words.glossary.axes.iter().enumerate() {
            let poles = |rows: &[(usize, &'a Wording)]| {
                let found = rows.iter().flat_map(|(at, row)| {
                    let here = row.facets.noted.scope.iter().filter(|(axis, _)| *axis == number);
                    here.map(|(_, pole)| (*pole, *at)).collect::<Vec<_>>()
                });
                found.collect::<BTreeMap<usize, usize>>()
            };
            let (was, is) = (poles(&self.of(self.before)), poles(&self.of(self.after)));
            let (Some((from, b)), Some((to, a))) = (was.first_key_value(), is.first_key_value())
            else {
                continue;
            };
            if was.len() > 1 || is.len() > 1 || from == to {
                continue;
            }
            let name = |pole: &usize| axis.poles.get(*pole).map_or("", String::as_str);
            let text = format!("{}: {} → {}", axis.name, name(from), name(to));
            self.push(out, ShiftKind::Scope, Direction::Changed, text, (*b, *a));
        }
    }

    fn condition(&self, out: &mut Vec<Shift>) {
        let (before, after) = (self.of(self.before), self.of(self.after));
        let all = |rows: &[(usize, &Wording)], yes: bool| {
            !rows.is_empty() && rows.iter().all(|(_, row)| row.facets.conditional == yes)
        };
        let named = |rows: &[(usize, &'a Wording)]| {
            let told = rows.iter().find(|(_, row)| row.facets.condition.is_some());
            told.or(rows.first()).map(|(at, row)| (*at, row.facets.condition.as_deref()))
        };
        let (Some((b, was)), Some((a, is))) = (named(&before), named(&after)) else { return };
        let quote = |condition: Option<&str>| match condition {
            Some(words) => format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" ")),
            None => "not told which".to_owned(),
        };
        let (direction, text) = if all(&before, false) && all(&after, true) {
            (Direction::Added, format!("a condition that was not named before: {}", quote(is)))
        } else if all(&before, true) && all(&after, false) {
            (Direction::Dropped, format!("a condition is not named any more: {}", quote(was)))
        } else if all(&before, true) && all(&after, true) && was.is_some() && is.is_some() {
            let words = |rows: &[(usize, &Wording)]| -> BTreeSet<String> {
                let told = rows.iter().filter_map(|(_, row)| row.facets.condition.as_deref());
                told.map(str::to_lowercase).collect()
            };
            if !words(&before).is_disjoint(&words(&after)) {
                return;
            }
            let text = format!("the condition is worded otherwise: {} → {}", quote(was), quote(is));
            (Direction::NotComparable, text)
        } else {
            return;
        };
        self.push(out, ShiftKind::Condition, direction, text, (b, a));
    }

    fn rank(&self, out: &mut Vec<Shift>) {
        let ranks = |rows: &[(usize, &'a Wording)]| {
            let told = rows.iter().filter_map(|(at, row)| Some((row.facets.rank?, *at)));
            told.collect::<BTreeMap<Flag, usize>>()
        };
        let (was, is) = (ranks(&self.of(self.before)), ranks(&self.of(self.after)));
        let (Some((from, b)), Some((to, a))) = (was.first_key_value(), is.first_key_value()) else {
            return;
        };
        if was.len() > 1 || is.len() > 1 || from == to {
            return;
        }
        let name = |flag: &Flag| match flag {
            Flag::First => "first in order",
            Flag::Later => "later in order",
            _ => "a fallback",
        };
        let text = format!("{} → {}", name(from), name(to));
        self.push(out, ShiftKind::Rank, Direction::Changed, text, (*b, *a));
    }

    fn phrases(&self, out: &mut Vec<Shift>) {
        let coded = |rows: &[(usize, &'a Wording)]| {
            let found = rows.iter().flat_map(|(at, row)| {
                row.facets.noted.coded.iter().map(|phrase| (*phrase, *at)).collect::<Vec<_>>()
            });
            found.collect::<BTreeMap<usize, usize>>()
        };
        let (before, after) = (self.of(self.before), self.of(self.after));
        let (Some(first_b), Some(first_a)) = (before.first(), after.first()) else { return };
        let (was, is) = (coded(&before), coded(&after));
        let name = |at: usize| self.words.glossary.coded(at).map_or("", |coded| &coded.name);
        let issue = first_a.1.issue.as_str();
        let own = |phrase: &usize| {
            let coded = self.words.glossary.coded(*phrase);
            coded.is_none_or(|coded| coded.names.iter().any(|name| name == issue))
        };
        for (phrase, a) in is.iter().filter(|(p, _)| !was.contains_key(p) && !own(p)) {
            let text = format!("the phrase “{}” is new here", name(*phrase));
            self.push(out, ShiftKind::Phrase, Direction::Added, text, (first_b.0, *a));
        }
        for (phrase, b) in was.iter().filter(|(p, _)| !is.contains_key(p) && !own(p)) {
            let text = format!("the phrase “{}” is not used here", name(*phrase));
            self.push(out, ShiftKind::Phrase, Direction::Dropped, text, (*b, first_a.0));
        }
    }
}

/// Whether two sizes are the same; "two to three days" and "24 to 48 hours" only touch.
fn overlap(a: &Size, b: &Size) -> bool {
    (a.low, a.high) == (b.low, b.high) || (a.low < b.high && b.low < a.high)
}
