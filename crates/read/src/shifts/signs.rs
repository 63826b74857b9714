//! Signs under two hypotheses: the same evidence in both columns, one rule for all sides, no score.

use std::collections::BTreeMap;

use model::{ActorId, Evidence, IssueId, Span, Stance, When};
use serde::Deserialize;

use super::compare::{Direction, Shift, ShiftKind};
use super::rounds::{RoundFacts, Sitting};
use super::wording::{Heading, Wording, party};
use super::{Scope, Thread};
use crate::dates::{Base, date_mentions};
use crate::lexicon::spell_out;
use crate::phrases::Phrases;
use crate::token::tokens;

const FILE: &str = include_str!("../../../../lexicons/signs.toml");
/// Places listed under one sign; the latest.
const PLACES: usize = 24;
/// A start is late from so many minutes on.
const LATE: i64 = 15;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    sign: Vec<SignData>,
    office: Vec<OfficeData>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct SignData {
    id: String,
    name: String,
    seeks: String,
    time: String,
    limits: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeData {
    sign: String,
    words: Vec<String>,
}

/// One piece of evidence for a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// When.
    pub when: Option<When>,
    /// What was observed, in words.
    pub text: String,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
}

/// One sort of sign with what was observed of a party. Both readings belong to all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Of whom.
    pub party: ActorId,
    /// The handle in `lexicons/signs.toml`.
    pub id: String,
    /// What it is.
    pub name: String,
    /// How it reads if the party seeks agreement.
    pub seeks: String,
    /// How it reads if the party plays for time.
    pub time: String,
    /// Why it may mean nothing.
    pub limits: String,
    /// What was observed, the earliest first.
    pub observed: Vec<Observed>,
}

/// Collects what was observed, for every side by the same rules.
pub(super) fn signs(
    scope: &Scope<'_>,
    sides: &[ActorId],
    threads: &[Thread],
    rounds: &[RoundFacts],
) -> Vec<Sign> {
    let file: File = toml::from_str(FILE).unwrap_or_default();
    let mut seen = Seen::default();
    for thread in threads.iter().filter(|thread| sides.contains(&thread.party)) {
        of_shifts(scope, thread, &mut seen);
        of_words(scope, thread, &mut seen);
    }
    papers(scope, sides, rounds, &mut seen);
    let offices = offices(&file.office);
    of_rounds(sides, rounds, &offices, &mut seen);
    let mut out = Vec::new();
    for side in sides {
        for data in &file.sign {
            let Some(mut observed) = seen.0.remove(&(side.clone(), data.id.clone())) else {
                continue;
            };
            observed.sort_by(|a, b| {
                (a.when, &a.text, &a.evidence).cmp(&(b.when, &b.text, &b.evidence))
            });
            // Told twice on one day in the same words: one observation with all its places.
            observed.dedup_by(|again, first| {
                let same = (again.when, &again.text) == (first.when, &first.text);
                if same {
                    first.evidence.append(&mut again.evidence);
                    first.evidence.sort();
                    first.evidence.dedup();
                }
                same
            });
            let skip = observed.len().saturating_sub(PLACES);
            let SignData { id, name, seeks, time, limits } = data.clone();
            let observed = observed.into_iter().skip(skip).collect();
            out.push(Sign { party: side.clone(), id, name, seeks, time, limits, observed });
        }
    }
    out
}

#[derive(Default)]
struct Seen(BTreeMap<(ActorId, String), Vec<Observed>>);

impl Seen {
    fn add(
        &mut self,
        side: &ActorId,
        sign: &str,
        when: Option<When>,
        text: String,
        evidence: Vec<Evidence>,
    ) {
        // What stands nowhere is not shown.
        if !evidence.is_empty() {
            let all = self.0.entry((side.clone(), sign.to_owned())).or_default();
            all.push(Observed { when, text, evidence });
        }
    }
}

fn of_shifts(scope: &Scope<'_>, thread: &Thread, seen: &mut Seen) {
    let issue = scope.lexicon.issue_name(&thread.issue);
    for shift in &thread.shifts {
        let sign = match (shift.kind, shift.direction) {
            (_, Direction::Softened) => "softened",
            (_, Direction::Hardened) => "hardened",
            (_, Direction::Reopened) => "reopened",
            (ShiftKind::Condition, Direction::Added) => "new_condition",
            (ShiftKind::Condition, Direction::Dropped) => "condition_gone",
            _ => continue,
        };
        let text = format!("{issue}: {}", shift.text);
        let evidence = places(&thread.wordings, shift);
        seen.add(&thread.party, sign, Some(shift.to), text, evidence);
    }
}

/// Where the two wordings of a shift stand, each on its day.
fn places(wordings: &[Wording], shift: &Shift) -> Vec<Evidence> {
    let place = |at: usize, day: When| {
        let said = &wordings.get(at)?.said;
        let on = said.iter().find(|s| s.when.map(When::to_day) == Some(day));
        on.or(said.first()).map(|said| said.evidence.clone())
    };
    [place(shift.before, shift.from), place(shift.after, shift.to)].into_iter().flatten().collect()
}

fn of_words(scope: &Scope<'_>, thread: &Thread, seen: &mut Seen) {
    const NEXT: [&str; 3] = ["leaders_meeting", "next_meeting", "talks"];
    let issue = thread.issue.as_str();
    let name = scope.lexicon.issue_name(&thread.issue);
    for wording in thread.wordings.iter().filter(|wording| wording.heading == Heading::Own) {
        let asks = matches!(wording.stance, Stance::Propose | Stance::Demand);
        let yes = matches!(wording.stance, Stance::Agree | Stance::Commit | Stance::Accept);
        let in_advance = wording.choice.as_ref().is_some_and(|c| c.as_str() == "in_advance");
        let sign = if yes && humanitarian(scope, &thread.issue) {
            "humanitarian"
        } else if issue == "memorandum" && in_advance && wording.stance == Stance::Refuse {
            "withholds_paper"
        } else if issue == "committees" && asks {
            "offers_format"
        } else if NEXT.contains(&issue) && asks && names_a_date(&wording.words) {
            "offers_date"
        } else {
            continue;
        };
        let words: Vec<&str> = wording.words.split_whitespace().collect();
        let text = format!("{name}: “{}”", words.join(" "));
        let evidence = wording.said.iter().take(3).map(|said| said.evidence.clone()).collect();
        seen.add(&thread.party, sign, wording.first(), text, evidence);
    }
}

fn humanitarian(scope: &Scope<'_>, issue: &IssueId) -> bool {
    scope.lexicon.issue(issue).is_some_and(|entry| entry.group == "humanitarian")
}

fn names_a_date(words: &str) -> bool {
    let tokens = tokens(words, Span::new(0, words.len()));
    let fixed = |base: &Base| matches!(base, Base::Day { .. } | Base::Month { .. });
    date_mentions(&tokens).iter().any(|date| fixed(&date.expr.base))
}

/// Papers given before the round or in it.
fn papers(scope: &Scope<'_>, sides: &[ActorId], rounds: &[RoundFacts], seen: &mut Seen) {
    for paper in scope.talks.iter().flat_map(|talks| &talks.documents) {
        if !scope.allows(paper.handed_over, &paper.evidence) {
            continue;
        }
        let from = paper.from.as_ref().map(|from| party(scope.talks, scope.lexicon, from));
        let round = rounds.iter().find(|round| round.id.is_some() && round.id == paper.round);
        let (Some(from), Some(day)) = (from.filter(|from| sides.contains(from)), paper.handed_over)
        else {
            continue;
        };
        let Some(start) = round.and_then(|round| round.start) else { continue };
        let sign = if day.last_day() < start.first_day() {
            "early_paper"
        } else if day.to_day() == start.to_day() {
            "late_paper"
        } else {
            continue;
        };
        let text = format!("{}: {day}", paper.name);
        seen.add(&from, sign, Some(day), text, vec![paper.evidence.clone()]);
    }
}

/// Words of offices with the sign that each tells.
fn offices(data: &[OfficeData]) -> Phrases<String> {
    let mut out = Phrases::default();
    for office in data {
        for phrase in office.words.iter().flat_map(|word| spell_out(word)) {
            out.add(&phrase, office.sign.clone());
        }
    }
    out
}

/// The level of an office, by its first word that tells one.
fn level<'a>(office: &str, offices: &'a Phrases<String>) -> Option<&'a str> {
    let tokens = tokens(office, Span::new(0, office.len()));
    (0..tokens.len()).find_map(|at| {
        let (_, levels) = offices.longest(&tokens, at)?;
        levels.last().map(|level| level.as_str())
    })
}

fn of_rounds(sides: &[ActorId], rounds: &[RoundFacts], offices: &Phrases<String>, seen: &mut Seen) {
    for round in rounds {
        if let Some(delay) = round.delay.filter(|delay| *delay >= LATE) {
            let text = format!("{} began {delay} minutes late", round.name);
            both(sides, "late_start", round.start, &text, &round.evidence, seen);
        }
        for incident in &round.eve {
            let text = match incident.days {
                0 => format!("on the day of {}: {}", round.name, incident.what),
                1 => format!("the day before {}: {}", round.name, incident.what),
                days => format!("{days} days before {}: {}", round.name, incident.what),
            };
            both(sides, "eve", Some(incident.date), &text, &incident.evidence, seen);
        }
        for head in &round.heads {
            let Some(office) = &head.office else { continue };
            let Some(sign) = level(office, offices) else { continue };
            let name = head.name.as_deref().unwrap_or("name not known");
            let text = format!("{}: {name}, {office}", round.name);
            seen.add(&head.party, sign, round.start, text, head.evidence.clone());
        }
    }
    for (before, after) in rounds.iter().zip(rounds.iter().skip(1)) {
        let (Some(was), Some(is)) = (plenary(before), plenary(after)) else { continue };
        let (Some((low, high)), Some((new_low, new_high))) = (was.minutes, is.minutes) else {
            continue;
        };
        let sign = if new_high.unwrap_or(new_low) < low {
            "shorter_session"
        } else if new_low > high.unwrap_or(low) {
            "longer_session"
        } else {
            continue;
        };
        let text = format!(
            "plenary of {}: {new_low} minutes; of {}: {low} minutes",
            after.name, before.name
        );
        let evidence: Vec<Evidence> = was.evidence.iter().chain(&is.evidence).cloned().collect();
        both(sides, sign, after.start, &text, &evidence, seen);
    }
}

fn plenary(round: &RoundFacts) -> Option<&Sitting> {
    round.sittings.iter().find(|sitting| sitting.format.to_lowercase().starts_with("plenary"))
}

/// What both sides share stands under both in the same words.
fn both(
    sides: &[ActorId],
    sign: &str,
    when: Option<When>,
    text: &str,
    evidence: &[Evidence],
    seen: &mut Seen,
) {
    for side in sides {
        seen.add(side, sign, when, text.to_owned(), evidence.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_both_readings_and_a_limit() {
        let file: File = toml::from_str(FILE).expect("the file parses");
        assert!(file.sign.len() > 10);
        for sign in &file.sign {
            assert!(!sign.seeks.is_empty() && !sign.time.is_empty() && !sign.limits.is_empty());
            assert_ne!(sign.seeks, sign.time, "{}", sign.id);
        }
        let code = include_str!("signs.rs");
        for sign in &file.sign {
            let by_office = file.office.iter().any(|office| office.sign == sign.id);
            let by_code = code.contains(&format!("\"{}\"", sign.id));
            assert!(by_office || by_code, "nothing finds {}", sign.id);
        }
        assert!(file.office.iter().all(|o| file.sign.iter().any(|sign| sign.id == o.sign)));
    }

    #[test]
    fn the_first_word_of_an_office_tells_its_level() {
        let file: File = toml::from_str(FILE).expect("the file parses");
        let offices = offices(&file.office);
        let below = |office: &str| level(office, &offices) == Some("lower_level");
        assert!(below("Aide to the President of Russia") && below("Deputy Minister of Defence"));
        assert!(below("Secretary of the National Security and Defence Council of Ukraine"));
        assert!(!below("Defence Minister of Ukraine") && !below("Secretary of State"));
        assert_eq!(level("Night porter", &offices), None);
    }
}
