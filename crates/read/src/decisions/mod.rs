//! What a person decided is laid over what was read.
//!
//! A decision about a statement reaches the positions that were read from it, unless one of them has
//! a decision of its own: the narrower one counts. Of several decisions with one key the last in the
//! file counts. What no longer fits is a finding and changes nothing.

mod change;
mod link;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use model::{
    AsRead, Decided, Decision, Evidence, Finding, Position, Span, Statement, Subject, Verdict,
};

use crate::codes;
use crate::lexicon::Lexicon;
use crate::reading::Reading;
use change::{Change, Names};
use link::Links;

/// A place that a decision reaches, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The report's path.
    pub report: String,
    /// The first piece of the words.
    pub span: Span,
    /// The reading.
    pub before: AsRead,
    /// What stands in its place; `None` when it was rejected.
    pub after: Option<AsRead>,
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It counts.
    Applied,
    /// A later one of this line has the same key.
    Overtaken(usize),
    /// Nothing was read that has the key, or several things begin with it.
    NoMatch,
    /// The reader reads the words otherwise than when it was decided.
    ReadOtherwise,
}

/// A decision with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The decision.
    pub decision: Decision,
    /// What became of it.
    pub state: State,
    /// Where it holds: one place, and one more for each file with the same bytes.
    pub hits: Vec<Hit>,
}

/// What decisions did to a reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rulings {
    /// Each decision, in the order of the file.
    pub all: Vec<Ruling>,
    /// Statements that were rejected, as they were read.
    pub statements: Vec<Statement>,
    /// Positions that were rejected, or that a correction took away, as they were read.
    pub positions: Vec<Position>,
}

/// The keys of a reading: which places have which.
struct Keys(BTreeMap<(Subject, String), Vec<usize>>);

impl Keys {
    fn of(reading: &Reading) -> Self {
        let mut keys: BTreeMap<(Subject, String), Vec<usize>> = BTreeMap::new();
        for (at, one) in reading.statements.iter().enumerate() {
            keys.entry((Subject::Statement, one.key.clone())).or_default().push(at);
        }
        for (at, one) in reading.positions.iter().enumerate().filter(|(_, p)| !p.key.is_empty()) {
            keys.entry((Subject::Position, one.key.clone())).or_default().push(at);
        }
        Self(keys)
    }

    /// The whole keys that begin so.
    fn begin(&self, of: Subject, start: &str) -> Vec<&str> {
        let from = (of, start.to_owned());
        let inside = |(known, key): &&(Subject, String)| *known == of && key.starts_with(start);
        let found = self.0.range(from..).map(|(key, _)| key).take_while(inside);
        found.map(|(_, key)| key.as_str()).collect()
    }

    fn places(&self, of: Subject, key: &str) -> &[usize] {
        self.0.get(&(of, key.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The whole keys of statements and positions that begin so, each once.
pub fn find(reading: &Reading, start: &str) -> Vec<(Subject, String)> {
    let keys = Keys::of(reading);
    let of = |of: Subject| keys.begin(of, start).into_iter().map(move |key| (of, key.to_owned()));
    of(Subject::Statement).chain(of(Subject::Position)).collect()
}

/// Lays decisions over a reading. `file` is the name under which findings show `decisions.toml`.
pub fn apply(
    reading: &mut Reading,
    decisions: &[Decision],
    file: &str,
    lexicon: &Lexicon,
) -> Vec<Finding> {
    if decisions.is_empty() {
        return Vec::new();
    }
    let keys = Keys::of(reading);
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    let whole: Vec<Option<String>> =
        decisions.iter().map(|decision| resolve(&keys, decision)).collect();
    let mut last: BTreeMap<(Subject, &str), usize> = BTreeMap::new();
    for (at, (decision, key)) in decisions.iter().zip(&whole).enumerate() {
        last.insert((decision.of, key.as_deref().unwrap_or(&decision.key)), at);
    }
    for (at, (decision, key)) in decisions.iter().zip(&whole).enumerate() {
        let later = last.get(&(decision.of, key.as_deref().unwrap_or(&decision.key)));
        let later = later.filter(|later| **later != at).and_then(|later| decisions.get(*later));
        let mut ruling =
            Ruling { decision: decision.clone(), state: State::Applied, hits: Vec::new() };
        if let Some(later) = later {
            ruling.state = State::Overtaken(later.spot.line);
        } else if let Some(key) = key {
            ruling.hits = hits(reading, keys.places(decision.of, key), decision.of);
            if let Some(now) = read_otherwise(&ruling) {
                ruling.state = State::ReadOtherwise;
                findings.push(otherwise(file, decision, &now));
            }
        } else {
            ruling.state = State::NoMatch;
            findings.push(no_match(file, decision, &keys));
        }
        all.push(ruling);
    }
    let names = Names::new(reading, lexicon);
    let mut work = Work { keys: &keys, names, all, moved: Vec::new() };
    work.run(reading);
    findings
}

/// The whole key that a decision means, if there is exactly one.
fn resolve(keys: &Keys, decision: &Decision) -> Option<String> {
    match keys.begin(decision.of, &decision.key).as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    }
}

fn hits(reading: &Reading, places: &[usize], of: Subject) -> Vec<Hit> {
    let hit = |at: &usize| match of {
        Subject::Statement => {
            let statement = reading.statements.get(*at)?;
            let span = statement.content.first().copied().unwrap_or(Span::new(0, 0));
            let before = AsRead::from(statement);
            Some(Hit { report: statement.report.clone(), span, before, after: None })
        }
        Subject::Position => {
            let position = reading.positions.get(*at)?;
            let Evidence::Passage(passage) = &position.evidence else { return None };
            let (report, span) = (passage.report.clone(), passage.span);
            Some(Hit { report, span, before: AsRead::from(position), after: None })
        }
    };
    places.iter().filter_map(hit).collect()
}

/// How the words are read now, when the decision tells that they were read otherwise. A correction
/// says itself what is right, so it needs nothing of the kind.
fn read_otherwise(ruling: &Ruling) -> Option<String> {
    let then = ruling.decision.read.as_deref()?;
    let judged = matches!(ruling.decision.verdict, Verdict::Confirm | Verdict::Reject);
    let now = ruling.hits.first()?.before.in_words();
    (judged && now != then).then_some(now)
}

fn place(finding: Finding, decision: &Decision) -> Finding {
    Finding { spot: Some(decision.spot), ..finding }
}

/// Words of the entry as a message quotes them.
fn quoted(decision: &Decision) -> String {
    const WORDS: usize = 14;
    let Some(words) = &decision.words else { return String::new() };
    let mut out: Vec<&str> = words.split_whitespace().take(WORDS).collect();
    if words.split_whitespace().nth(WORDS).is_some() {
        out.push("...");
    }
    let text: String = out.join(" ").chars().take(160).flat_map(char::escape_debug).collect();
    format!(": \"{text}\"")
}

fn no_match(file: &str, decision: &Decision, keys: &Keys) -> Finding {
    let Decision { of, key, .. } = decision;
    let other = match of {
        Subject::Statement => Subject::Position,
        Subject::Position => Subject::Statement,
    };
    let (what, hint) = if keys.begin(*of, key).len() > 1 {
        (format!("several keys begin with {key}"), "write the whole key of 16 digits".to_owned())
    } else if keys.begin(other, key).len() == 1 {
        (
            format!("no {of} has the key {key}"),
            format!("it is the key of a {other}: write {other} = \"{key}\""),
        )
    } else {
        let hint = "the report was changed or is gone, or the reader reads it differently now; look for \
                    the words with `pourparler decide FOLDER --find WORDS` and decide again, or take \
                    the entry out";
        (format!("no {of} has the key {key}"), hint.to_owned())
    };
    let message = format!("the decision matches nothing, {what}{}", quoted(decision));
    place(codes::NO_MATCH.of(file, message, hint), decision)
}

fn otherwise(file: &str, decision: &Decision, now: &str) -> Finding {
    let then = decision.read.as_deref().unwrap_or_default();
    let now = if now.is_empty() { "nothing" } else { now };
    let message = format!(
        "the decision is about another reading than today's: then {then}, now {now}{}",
        quoted(decision)
    );
    let hint = "look at the words and decide again; the last decision with a key counts";
    place(codes::READ_OTHERWISE.of(file, message, hint), decision)
}

/// The decisions that count, on their way into the reading.
struct Work<'a> {
    keys: &'a Keys,
    names: Names,
    all: Vec<Ruling>,
    /// Statements that lost or changed their speaker: the name that was, the name that is.
    moved: Vec<(Statement, Option<String>)>,
}

impl Work<'_> {
    fn run(&mut self, reading: &mut Reading) {
        let mut rulings = Rulings::default();
        let decided = self.decided();
        let links = Links::new(reading, &decided);
        let (mut gone_statements, mut gone_positions) = (BTreeSet::new(), BTreeSet::new());
        let mut made = Vec::new();
        let own: BTreeSet<usize> = self.places(Subject::Position);
        for (nth, at) in self.work(Subject::Statement) {
            let Some(before) = reading.statements.get(at).cloned() else { continue };
            let Some(ruling) = self.all.get(nth) else { continue };
            let change = Change { decision: &ruling.decision, names: &self.names };
            let all = links.of(at);
            let of = || all.iter().copied().filter(|(place, _)| !own.contains(place));
            match change.statement(&before) {
                None => {
                    gone_statements.insert(at);
                    gone_positions.extend(of().map(|(place, _)| place));
                    self.moved.push((before, None));
                }
                Some(after) => {
                    let mut kept = false;
                    for (place, link) in of() {
                        let Some(position) = reading.positions.get_mut(place) else { continue };
                        match change.follow(&before, &after, position, link) {
                            Some(changed) => {
                                kept |= Some(&changed.issue) == after.issue.as_ref();
                                *position = changed;
                            }
                            None => {
                                gone_positions.insert(place);
                            }
                        }
                    }
                    if !kept && !all.iter().any(|(place, _)| own.contains(place)) {
                        made.extend(change.new_position(reading, &after));
                    }
                    self.note_move(&before, &after);
                    if let Some(statement) = reading.statements.get_mut(at) {
                        *statement = after;
                    }
                }
            }
        }
        for (nth, at) in self.work(Subject::Position) {
            let Some(ruling) = self.all.get(nth) else { continue };
            let change = Change { decision: &ruling.decision, names: &self.names };
            let Some(position) = reading.positions.get_mut(at) else { continue };
            match change.position(position) {
                Some(changed) => *position = changed,
                None => {
                    gone_positions.insert(at);
                }
            }
        }
        self.note_after(reading, &gone_statements, &gone_positions);
        rulings.statements = take(&mut reading.statements, &gone_statements);
        rulings.positions = take(&mut reading.positions, &gone_positions);
        insert(&mut reading.positions, made);
        link::reattribute(reading, &self.moved);
        rulings.all = std::mem::take(&mut self.all);
        reading.rulings = rulings;
    }

    /// The decisions that change something, by their number, with each place.
    fn work(&self, of: Subject) -> Vec<(usize, usize)> {
        let counts = |ruling: &&(usize, &Ruling)| {
            let (_, ruling) = ruling;
            ruling.state == State::Applied
                && ruling.decision.of == of
                && ruling.decision.verdict != Verdict::Withdraw
        };
        self.all
            .iter()
            .enumerate()
            .filter(|pair| counts(&pair))
            .flat_map(|(nth, ruling)| {
                let key = resolve(self.keys, &ruling.decision).unwrap_or_default();
                let places = self.keys.places(of, &key).to_vec();
                places.into_iter().map(move |place| (nth, place))
            })
            .collect()
    }

    fn places(&self, of: Subject) -> BTreeSet<usize> {
        self.work(of).into_iter().map(|(_, place)| place).collect()
    }

    fn decided(&self) -> BTreeSet<usize> {
        self.places(Subject::Statement)
    }

    fn note_move(&mut self, before: &Statement, after: &Statement) {
        let name = |one: &Statement| one.speaker.as_ref().map(|speaker| speaker.name.clone());
        if name(before) != name(after) {
            self.moved.push((before.clone(), name(after)));
        }
    }

    /// What stands now at each place that a decision reached.
    fn note_after(
        &mut self,
        reading: &Reading,
        statements: &BTreeSet<usize>,
        positions: &BTreeSet<usize>,
    ) {
        for of in [Subject::Statement, Subject::Position] {
            let mut nth_hit: BTreeMap<usize, usize> = BTreeMap::new();
            for (nth, at) in self.work(of) {
                let hit = nth_hit.entry(nth).or_default();
                let after = match of {
                    Subject::Statement if statements.contains(&at) => None,
                    Subject::Statement => reading.statements.get(at).map(AsRead::from),
                    Subject::Position if positions.contains(&at) => None,
                    Subject::Position => reading.positions.get(at).map(AsRead::from),
                };
                if let Some(place) = self.all.get_mut(nth).and_then(|r| r.hits.get_mut(*hit)) {
                    place.after = after;
                }
                *hit += 1;
            }
        }
    }
}

/// Takes the places out of a list, in order.
fn take<T>(list: &mut Vec<T>, places: &BTreeSet<usize>) -> Vec<T> {
    let (mut kept, mut taken) = (Vec::new(), Vec::new());
    for (at, one) in std::mem::take(list).into_iter().enumerate() {
        if places.contains(&at) { taken.push(one) } else { kept.push(one) }
    }
    *list = kept;
    taken
}

/// Puts positions where the order by report and place wants them.
fn insert(list: &mut Vec<Position>, made: Vec<Position>) {
    if made.is_empty() {
        return;
    }
    list.extend(made);
    list.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
}

fn place_of(position: &Position) -> Option<(&str, Span)> {
    match &position.evidence {
        Evidence::Passage(passage) => Some((&passage.report, passage.span)),
        Evidence::Entry { .. } => None,
    }
}

/// The mark that a decision leaves.
fn mark(decision: &Decision, was: Option<AsRead>) -> Option<Box<Decided>> {
    Some(Box::new(Decided {
        verdict: decision.verdict,
        by: decision.by.clone(),
        on: decision.on,
        why: decision.why.clone(),
        line: decision.spot.line,
        was,
    }))
}
