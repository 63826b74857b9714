//! Facts about each round beside the words: lengths, delay, heads, days since the last, the eve.

use std::collections::BTreeMap;

use model::talks::{Account, Delegation, Round};
use model::{
    ActorId, CountState, Event, Evidence, Flag, Grain, Passage, Role, RoundId, Span, When,
};

use super::Scope;
use super::wording::party;

/// How many days before a round count as its eve.
pub const EVE_DAYS: i32 = 3;
/// Rounds that are made from the reports alone.
const ROUNDS: usize = 24;
/// Incidents listed for one round.
const INCIDENTS: usize = 12;
/// Places listed for one fact of the reports.
const PLACES: usize = 3;

/// One sitting of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Plenary, heads only, trilateral ...; in words.
    pub format: String,
    /// How long, in minutes; the upper end of a range.
    pub minutes: Option<(i64, Option<i64>)>,
    /// Exact, about, derived, disputed ...
    pub state: CountState,
    /// Where this stands.
    pub evidence: Vec<Evidence>,
}

/// Who led a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadOf {
    /// The side.
    pub party: ActorId,
    /// The head, if known.
    pub name: Option<String>,
    /// The head's office at that time, if known.
    pub office: Option<String>,
    /// Where this stands.
    pub evidence: Vec<Evidence>,
}

/// Something that happened shortly before a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EveIncident {
    /// What, in words.
    pub what: String,
    /// The day.
    pub date: When,
    /// How many days before the round.
    pub days: i32,
    /// How each side reads it.
    pub readings: Vec<Account>,
    /// Where this stands.
    pub evidence: Vec<Evidence>,
}

/// What is known of one round. What is `None` or empty is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundFacts {
    /// The handle; `None` when only the reports tell of it.
    pub id: Option<RoundId>,
    /// The name.
    pub name: String,
    /// When it began, else when it was to begin.
    pub start: Option<When>,
    /// The sittings by format.
    pub sittings: Vec<Sitting>,
    /// How many minutes after the time that was set; below zero: before it.
    pub delay: Option<i64>,
    /// Days since the round before, and its name.
    pub since_last: Option<(i32, String)>,
    /// Who led each side.
    pub heads: Vec<HeadOf>,
    /// What happened in the three days before.
    pub eve: Vec<EveIncident>,
    /// Where the round itself stands.
    pub evidence: Vec<Evidence>,
}

/// The rounds in order of date: those of the dossier, else those that the reports tell.
pub(super) fn rounds(scope: &Scope<'_>, sides: &[ActorId]) -> Vec<RoundFacts> {
    let entered = scope.talks.map(|talks| talks.rounds.as_slice()).unwrap_or_default();
    let mut known: Vec<&Round> = entered
        .iter()
        .filter(|round| scope.allows(round.start.or(round.planned), &round.evidence))
        .collect();
    known.sort_by(|a, b| (a.start.or(a.planned), &a.id).cmp(&(b.start.or(b.planned), &b.id)));
    if known.is_empty() {
        return told(scope, sides);
    }
    let mut out: Vec<RoundFacts> = Vec::new();
    for (at, round) in known.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| known.get(before));
        let start = round.start.or(round.planned);
        out.push(RoundFacts {
            id: Some(round.id.clone()),
            name: round.name.clone(),
            start,
            sittings: sittings(round),
            delay: round.planned.zip(round.start).and_then(|(p, s)| p.minutes_until(s)),
            since_last: before.and_then(|last| {
                let end = last.end.or(last.start).or(last.planned)?;
                Some((days_between(end, start?)?, last.name.clone()))
            }),
            heads: sides.iter().map(|side| head(scope, round, side)).collect(),
            eve: start.map(|start| eve(scope, start)).unwrap_or_default(),
            evidence: vec![round.evidence.clone()],
        });
    }
    out
}

/// Whole days from one day to a later one, where both are known to the day.
pub(super) fn days_between(from: When, to: When) -> Option<i32> {
    let fine = from.grain() >= Grain::Day && to.grain() >= Grain::Day;
    let span = from.last_day().until(to.first_day()).ok().filter(|_| fine)?;
    Some(span.get_days())
}

fn sittings(round: &Round) -> Vec<Sitting> {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<i64>().ok());
    round
        .sessions
        .iter()
        .map(|session| {
            let told = session.minutes.as_ref();
            let value = told.and_then(|told| number(&told.value));
            let derived = || session.start.zip(session.end).and_then(|(s, e)| s.minutes_until(e));
            let (minutes, state) = match (value, told) {
                (Some(low), Some(told)) => (Some((low, number(&told.to))), told.state),
                _ => match derived() {
                    Some(minutes) => (Some((minutes, None)), CountState::Derived),
                    None => (None, CountState::NotKnown),
                },
            };
            let evidence = vec![session.evidence.clone()];
            Sitting { format: session.format.clone(), minutes, state, evidence }
        })
        .collect()
}

fn head(scope: &Scope<'_>, round: &Round, side: &ActorId) -> HeadOf {
    let delegations = scope.talks.map(|talks| talks.delegations.as_slice()).unwrap_or_default();
    let of = |one: &&Delegation| {
        party(scope.talks, scope.lexicon, &one.of) == *side && one.round.as_ref() == Some(&round.id)
    };
    let Some(found) = delegations.iter().find(of) else {
        return HeadOf { party: side.clone(), name: None, office: None, evidence: Vec::new() };
    };
    let actor = found.head.as_ref().and_then(|id| scope.talks.and_then(|talks| talks.actor(id)));
    HeadOf {
        party: side.clone(),
        name: actor.map(|actor| actor.name.clone()),
        office: actor.and_then(|actor| actor.office.clone()),
        evidence: vec![found.evidence.clone()],
    }
}

/// Incidents of the dossier; strikes that the reports tell where it has none.
fn eve(scope: &Scope<'_>, start: When) -> Vec<EveIncident> {
    let near = |date: When| days_between(date, start).filter(|days| (0..=EVE_DAYS).contains(days));
    let entered = scope.talks.map(|talks| talks.incidents.as_slice()).unwrap_or_default();
    let mut out: Vec<EveIncident> = Vec::new();
    for incident in entered.iter().filter(|one| scope.allows(one.date, &one.evidence)) {
        let Some((date, days)) = incident.date.and_then(|date| Some((date, near(date)?))) else {
            continue;
        };
        let known = incident.readings.iter().filter(|one| scope.allows(None, &one.evidence));
        out.push(EveIncident {
            what: incident.what.clone(),
            date,
            days,
            readings: known.cloned().collect(),
            evidence: vec![incident.evidence.clone()],
        });
    }
    if entered.is_empty() {
        for event in scope.reading.events.iter().filter(|e| e.what == "strike" && happened(e)) {
            let Some((date, days)) = event.date.and_then(|date| Some((date, near(date)?))) else {
                continue;
            };
            let evidence = passage(&event.report, event.span);
            let what = words(scope, &event.report, event.span);
            let by = event.attributed_to.clone();
            let reading = by.map(|by| Account {
                by,
                words: "tells of it in these words".to_owned(),
                evidence: evidence.clone(),
            });
            let readings = reading.into_iter().collect();
            out.push(EveIncident { what, date, days, readings, evidence: vec![evidence] });
        }
    }
    out.sort_by(|a, b| (b.days, &a.evidence).cmp(&(a.days, &b.evidence)));
    out.truncate(INCIDENTS);
    out
}

fn happened(event: &Event) -> bool {
    let not = [Flag::Planned, Flag::Negated, Flag::Hearsay, Flag::Approximate];
    !not.iter().any(|flag| event.flags.contains(flag))
}

fn passage(report: &str, span: Span) -> Evidence {
    Evidence::Passage(Passage { report: report.to_owned(), span })
}

fn words(scope: &Scope<'_>, path: &str, span: Span) -> String {
    let reports = &scope.reading.reports;
    let at = reports.binary_search_by(|report| report.path.as_str().cmp(path));
    let text = at.ok().and_then(|at| reports.get(at)).and_then(|report| span.text(&report.text));
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rounds as the reports tell them: the days of talks that took place.
fn told(scope: &Scope<'_>, sides: &[ActorId]) -> Vec<RoundFacts> {
    let mut days: BTreeMap<When, Vec<Evidence>> = BTreeMap::new();
    for event in scope.reading.events.iter().filter(|e| e.what == "talks" && happened(e)) {
        let Some(date) = event.date.filter(|date| date.grain() >= Grain::Day) else { continue };
        let evidence = passage(&event.report, event.span);
        if scope.allows(Some(date), &evidence) {
            days.entry(date.to_day()).or_default().push(evidence);
        }
    }
    let heads = heads_told(scope, sides);
    let lengths = lengths_told(scope);
    let skip = days.len().saturating_sub(ROUNDS);
    let mut out: Vec<RoundFacts> = Vec::new();
    for (day, mut evidence) in days.into_iter().skip(skip) {
        evidence.truncate(PLACES);
        let last = out.last().and_then(|last| Some((last.start?, last.name.clone())));
        out.push(RoundFacts {
            id: None,
            name: format!("Talks of {day}"),
            start: Some(day),
            sittings: lengths
                .range((day, 0)..)
                .take_while(|((when, _), _)| days_between(day, *when).is_some_and(|d| d <= 1))
                .map(|(_, sitting)| sitting.clone())
                .take(PLACES)
                .collect(),
            delay: None,
            since_last: last.and_then(|(at, name)| Some((days_between(at, day)?, name))),
            heads: heads.clone(),
            eve: eve(scope, day),
            evidence,
        });
    }
    out
}

/// Heads that the reports name as such.
fn heads_told(scope: &Scope<'_>, sides: &[ActorId]) -> Vec<HeadOf> {
    let head = |side: &ActorId| {
        let mut of = scope.reading.actors.iter().filter(|actor| {
            actor.roles.contains(&Role::Head)
                && !actor.evidence.is_empty()
                && party(scope.talks, scope.lexicon, &actor.id) == *side
        });
        let found = of.next();
        HeadOf {
            party: side.clone(),
            name: found.map(|actor| actor.name.clone()),
            office: found.and_then(|actor| actor.office.clone()),
            evidence: found
                .map(|actor| actor.evidence.iter().take(PLACES).cloned().collect())
                .unwrap_or_default(),
        }
    };
    sides.iter().map(head).collect()
}

/// Lengths of sittings told by reports, by the day of the report.
fn lengths_told(scope: &Scope<'_>) -> BTreeMap<(When, usize), Sitting> {
    const SITS: [&str; 6] = ["session", "talks", "plenary", "meeting", "round", "lasted"];
    let published: BTreeMap<&str, When> = scope
        .reading
        .reports
        .iter()
        .filter_map(|report| Some((report.path.as_str(), report.published?.to_day())))
        .collect();
    let mut out = BTreeMap::new();
    for (at, figure) in scope.reading.figures.iter().enumerate() {
        let times = match figure.unit.as_str() {
            "minute" | "minutes" => 1,
            "hour" | "hours" => 60,
            _ => continue,
        };
        let about = figure.of.to_lowercase();
        let number = |text: &str| text.parse::<i64>().ok().and_then(|n| n.checked_mul(times));
        let Some(low) = number(&figure.value) else { continue };
        let Some(day) = published.get(figure.report.as_str()) else { continue };
        if SITS.iter().any(|word| about.contains(word)) {
            let sitting = Sitting {
                format: "format not known".to_owned(),
                minutes: Some((low, figure.to.as_deref().and_then(number))),
                state: figure.state,
                evidence: vec![passage(&figure.report, figure.span)],
            };
            out.insert((*day, at), sitting);
        }
    }
    out
}
