//! The order of firmness: when one stance on a thing is softer or harder than another, and when not.

use model::Stance;

/// What happened between two stances on one way of settling one issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Move {
    Same,
    Softened,
    Hardened,
    /// It made the thing a precondition, and asks for it without a word on that.
    NotSaidFirst,
    /// It asked for the thing, and then both agreed on it.
    Settled,
    /// It had agreed on the thing, and asks for it.
    Reopened,
    /// It asked for the thing and refuses it, or the other way round.
    Reversed,
    NotComparable,
}

/// How hard a stance presses: asks without giving way, or with.
fn pressing(stance: Stance) -> Option<u8> {
    Some(match stance {
        Stance::Precondition => 3,
        Stance::Demand => 2,
        Stance::OfferOnCondition | Stance::OpenTo | Stance::Propose => 1,
        _ => return None,
    })
}

/// How far a stance on another's wish is from a yes.
fn yielding(stance: Stance) -> Option<u8> {
    Some(match stance {
        Stance::Refuse => 3,
        Stance::OfferOnCondition | Stance::OpenTo => 2,
        Stance::Accept => 1,
        Stance::Agree | Stance::Commit => 0,
        _ => return None,
    })
}

/// From the first stance to the second.
pub(super) fn between(before: Stance, after: Stance) -> Move {
    use Stance::{Accept, Agree, Commit, Demand, Precondition, Propose, Refuse};
    if before == after {
        return Move::Same;
    }
    let asks = |stance| matches!(stance, Precondition | Demand | Propose);
    let settled = |stance| matches!(stance, Accept | Agree | Commit);
    match (before, after) {
        (Refuse, Precondition | Demand) | (Precondition | Demand | Propose, Refuse) => {
            return Move::Reversed;
        }
        (Refuse, Propose) => return Move::Softened,
        // Silence on the precondition is not giving it up.
        (Precondition, Demand) => return Move::NotSaidFirst,
        (before, after) if asks(before) && settled(after) => return Move::Settled,
        // After an agreement a new proposal is most often about the next step.
        (before, Precondition | Demand) if settled(before) => return Move::Reopened,
        _ => {}
    }
    let scale = |of: fn(Stance) -> Option<u8>| Some((of(before)?, of(after)?));
    match scale(pressing).or_else(|| scale(yielding)) {
        Some((from, to)) if to < from => Move::Softened,
        Some((from, to)) if to > from => Move::Hardened,
        _ => Move::NotComparable,
    }
}

/// Whether a stance is one towards a way of settling the issue, and no remark about it.
pub(super) fn takes(stance: Stance) -> bool {
    pressing(stance).is_some() || yielding(stance).is_some()
}

/// A stance in words, said of "it".
pub fn does(stance: Stance) -> &'static str {
    match stance {
        Stance::Demand => "demands it",
        Stance::Propose => "proposes it",
        Stance::OfferOnCondition => "offers it on a condition",
        Stance::Precondition => "makes it a precondition",
        Stance::Accept => "accepts it",
        Stance::Agree => "says that it was agreed",
        Stance::Commit => "undertakes it",
        Stance::Refuse => "refuses it",
        Stance::Ignore => "leaves it without an answer",
        Stance::OpenTo => "is open to it",
        Stance::Threaten => "threatens",
        Stance::Accuse => "accuses",
        Stance::Support => "speaks well of it",
        Stance::Report => "speaks of it without a stance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::*;

    #[test]
    fn down_the_order_is_softer_and_up_is_harder() {
        for (hard, soft) in [
            (Precondition, Propose),
            (Precondition, OfferOnCondition),
            (Demand, Propose),
            (Demand, OpenTo),
            (Refuse, OpenTo),
            (Refuse, OfferOnCondition),
            (Refuse, Accept),
            (Refuse, Agree),
            (OpenTo, Accept),
            (OfferOnCondition, Commit),
        ] {
            assert_eq!(between(hard, soft), Move::Softened, "{hard:?} {soft:?}");
            assert_eq!(between(soft, hard), Move::Hardened, "{soft:?} {hard:?}");
        }
    }

    #[test]
    fn what_the_order_does_not_hold_is_not_forced_into_it() {
        for (before, after) in
            [(OpenTo, Propose), (Propose, OfferOnCondition), (Support, Demand), (Report, Refuse)]
        {
            assert_eq!(between(before, after), Move::NotComparable, "{before:?} {after:?}");
            assert_eq!(between(after, before), Move::NotComparable, "{after:?} {before:?}");
        }
        assert_eq!(between(Demand, Precondition), Move::Hardened);
        assert_eq!(between(Precondition, Demand), Move::NotSaidFirst);
        assert_eq!(between(Demand, Agree), Move::Settled);
        assert_eq!(between(Agree, Demand), Move::Reopened);
        assert_eq!(between(Demand, Refuse), Move::Reversed);
        assert_eq!(between(Refuse, Precondition), Move::Reversed);
        assert_eq!(between(Refuse, Propose), Move::Softened);
        assert_eq!(between(Agree, Propose), Move::NotComparable);
        assert_eq!(between(Agree, Commit), Move::NotComparable);
        for stance in Stance::ALL {
            assert_eq!(between(*stance, *stance), Move::Same);
        }
    }
}
