//! Another way of settling an issue: named for the first time, or again after a long while.

use std::collections::{BTreeMap, BTreeSet};

use model::{ChoiceId, Stance, When};

use super::compare::{Direction, Shift, ShiftKind, Words, same_speaker};
use super::rounds::days_between;
use super::wording::{Days, Wording};

/// A choice that was silent for longer than this, while others were spoken of, comes back.
const SILENT: i32 = 180;

/// One choice on one day, with the number of a wording.
#[derive(Clone, Copy)]
struct Named<'a> {
    day: When,
    choice: &'a ChoiceId,
    row: usize,
}

/// The shifts from choice to choice. Only consecutive choices of the party are held together.
pub(super) fn choices(rows: &[Wording], days: &Days, words: &Words<'_>) -> Vec<Shift> {
    let mut all: Vec<Named<'_>> = Vec::new();
    for (choice, days) in days {
        let Some(choice) = choice else { continue };
        let named = |(day, set): (&When, &BTreeSet<usize>)| {
            Some(Named { day: *day, choice, row: *set.first()? })
        };
        all.extend(days.iter().filter_map(named));
    }
    all.sort_by_key(|named| (named.day, named.choice, named.row));
    let mut out = Vec::new();
    let mut last: BTreeMap<&ChoiceId, When> = BTreeMap::new();
    for (at, now) in all.iter().enumerate() {
        let before = last.insert(now.choice, now.day);
        let earlier = all.get(..at).unwrap_or_default();
        let earlier = earlier.get(..earlier.partition_point(|one| one.day < now.day));
        let other = |one: &&Named<'_>| one.choice != now.choice;
        let Some(previous) = earlier.and_then(|all| all.iter().rev().find(other)) else { continue };
        let back = match before {
            None => false,
            // It was spoken of after the other one, or not long ago.
            Some(day) if day >= previous.day => continue,
            Some(day) if days_between(day, now.day).is_none_or(|days| days <= SILENT) => continue,
            Some(_) => true,
        };
        out.extend(shift(rows, words, *previous, *now, back));
    }
    out
}

fn shift(
    rows: &[Wording],
    words: &Words<'_>,
    before: Named<'_>,
    after: Named<'_>,
    back: bool,
) -> Option<Shift> {
    let (was, is) = (rows.get(before.row)?, rows.get(after.row)?);
    if of_two_sides(was.stance, is.stance) {
        return None;
    }
    let name = |n: Named<'_>| words.lexicon.choice_name(&is.issue, n.choice).to_owned();
    let how = match (is.stance == Stance::Refuse, back) {
        (true, _) => "refuses a way of settling it that was not in its words before",
        (false, false) => "another way of settling it",
        (false, true) => "a way of settling it that it had last named long before",
    };
    let refused = if was.stance == Stance::Refuse { ", refused" } else { "" };
    Some(Shift {
        kind: ShiftKind::Choice,
        direction: Direction::Changed,
        text: format!("{how}: “{}”; before it: “{}”{refused}", name(after), name(before)),
        before: before.row,
        after: after.row,
        from: before.day,
        to: after.day,
        same_speaker: same_speaker(rows, before.row, after.row),
    })
}

/// What a side undertakes itself and what it asks of the other are two things.
fn of_two_sides(a: Stance, b: Stance) -> bool {
    let asks = |stance| matches!(stance, Stance::Demand | Stance::Precondition);
    (a == Stance::Commit && asks(b)) || (asks(a) && b == Stance::Commit)
}
