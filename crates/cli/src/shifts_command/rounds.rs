//! The facts of each round for people; what is not known is called so.

use model::CountState;
use read::shifts::{RoundFacts, Sitting};

use super::Wish;
use super::text::{Places, bold, cites, day};
use crate::brief::plural;
use crate::wrap::wrap;

/// The rounds in order of date.
pub(super) fn rounds(out: &mut String, all: &[RoundFacts], wish: &Wish<'_>, places: &Places<'_>) {
    if all.is_empty() {
        return;
    }
    put_line!(out, "{}", bold("The rounds beside it"));
    for round in all {
        let cited =
            |evidence: &[model::Evidence]| cites(evidence.iter().map(|e| (e, None)), places);
        wrap(
            out,
            "  ",
            &format!("{}  {}  {}", day(round.start), round.name, cited(&round.evidence)),
        );
        for sitting in &round.sittings {
            let line =
                format!("{}: {}  {}", sitting.format, length(sitting), cited(&sitting.evidence));
            wrap(out, "    ", &line);
        }
        if round.sittings.is_empty() {
            wrap(out, "    ", "length: not known");
        }
        let delay = match round.delay {
            None => "not known".to_owned(),
            Some(0) => "none".to_owned(),
            Some(late) if late > 0 => format!("{late} minutes"),
            Some(early) => format!("began {} minutes early", early.unsigned_abs()),
        };
        let since = match &round.since_last {
            None => "not known".to_owned(),
            Some((days, name)) => {
                format!("{} ({name})", plural(usize::try_from(*days).unwrap_or(0), "day"))
            }
        };
        wrap(out, "    ", &format!("delay: {delay}; since the round before: {since}"));
        for head in &round.heads {
            let name = head.name.as_deref().unwrap_or("head not known");
            let office = head.office.as_deref().unwrap_or("office not known");
            let side = wish.actor(&head.party);
            wrap(out, "    ", &format!("{side}: {name}, {office}  {}", cited(&head.evidence)));
        }
        if round.eve.is_empty() {
            wrap(out, "    ", "incidents in the three days before: not known");
        }
        for incident in &round.eve {
            let line = format!(
                "{} before: {}  {}",
                plural(usize::try_from(incident.days).unwrap_or(0), "day"),
                incident.what,
                cited(&incident.evidence)
            );
            wrap(out, "    ", &line);
            for account in &incident.readings {
                wrap(out, "      ", &format!("{}: {}", account.by, account.words));
            }
        }
    }
    out.push('\n');
}

/// "about 40 minutes", "150 to 180 minutes (disputed)", "not known".
pub(super) fn length(sitting: &Sitting) -> String {
    let Some((low, high)) = sitting.minutes else { return "length not known".to_owned() };
    let number = high.map_or_else(|| low.to_string(), |high| format!("{low} to {high}"));
    match sitting.state {
        CountState::AtLeast => format!("at least {number} minutes"),
        CountState::AtMost => format!("at most {number} minutes"),
        CountState::About => format!("about {number} minutes"),
        CountState::Derived => format!("{number} minutes (computed)"),
        CountState::Disputed => format!("{number} minutes (disputed)"),
        _ => format!("{number} minutes"),
    }
}
