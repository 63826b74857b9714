//! How somebody stands towards a choice on an issue.

use crate::names::words;

words! {
    /// What a speaker does with an issue. The PLOVER event type is derived from it.
    Stance {
        /// Asks the other side for it.
        Demand = "demand",
        /// Puts it forward for both.
        Propose = "propose",
        /// Offers it if something else happens.
        OfferOnCondition = "offer_on_condition",
        /// Makes it the condition of something else.
        Precondition = "precondition",
        /// Takes what another side put forward.
        Accept = "accept",
        /// Says that the sides settled it together.
        Agree = "agree",
        /// Undertakes to do it.
        Commit = "commit",
        /// Will not have it.
        Refuse = "refuse",
        /// Leaves a request without an answer.
        Ignore = "ignore",
        /// Is ready to talk about it or to do it.
        OpenTo = "open_to",
        /// Announces harm.
        Threaten = "threaten",
        /// Says that another did wrong.
        Accuse = "accuse",
        /// Speaks well of it without undertaking anything.
        Support = "support",
        /// Tells a fact; takes no stance.
        Report = "report",
    }
}

words! {
    /// What one cell of the position matrix says.
    Attitude {
        /// Asks for it.
        Wants = "wants",
        /// Can live with it, or agreed to it.
        Accepts = "accepts",
        /// Says no to it.
        Refuses = "refuses",
        /// Nothing read says it. Never the same as "does not care".
        NotKnown = "not_known",
    }
}

impl Stance {
    /// The attitude that this stance shows, if it shows one.
    pub fn attitude(self) -> Option<Attitude> {
        match self {
            Stance::Demand | Stance::Propose | Stance::Precondition => Some(Attitude::Wants),
            Stance::Accept | Stance::Agree | Stance::Commit | Stance::OpenTo => {
                Some(Attitude::Accepts)
            }
            Stance::Refuse => Some(Attitude::Refuses),
            // An offer on condition is the speaker's own plan, but the attitude belongs to the
            // pair of both halves, which one cell cannot show; support, threats and accusations
            // say nothing about what the speaker would sign.
            Stance::OfferOnCondition
            | Stance::Ignore
            | Stance::Threaten
            | Stance::Accuse
            | Stance::Support
            | Stance::Report => None,
        }
    }

    /// The PLOVER event type, where one fits.
    pub fn plover(self) -> Option<&'static str> {
        Some(match self {
            Stance::Demand | Stance::Precondition => "REQUEST",
            Stance::Propose | Stance::Accept | Stance::Agree | Stance::OpenTo => "AGREE",
            Stance::OfferOnCondition | Stance::Commit => "CONCEDE",
            Stance::Refuse | Stance::Ignore => "REJECT",
            Stance::Threaten => "THREATEN",
            Stance::Accuse => "ACCUSE",
            Stance::Support => "SUPPORT",
            Stance::Report => return None,
        })
    }
}

impl Attitude {
    /// The attitude in words for people.
    pub fn words(self) -> &'static str {
        match self {
            Attitude::NotKnown => "not known",
            other => other.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for stance in Stance::ALL {
            assert_eq!(Stance::parse(stance.name()), Some(*stance));
        }
    }

    #[test]
    fn only_a_clear_stance_makes_a_cell() {
        assert_eq!(Stance::Precondition.attitude(), Some(Attitude::Wants));
        assert_eq!(Stance::OpenTo.attitude(), Some(Attitude::Accepts));
        assert_eq!(Stance::Report.attitude(), None);
        assert_eq!(Stance::Ignore.attitude(), None);
    }
}
