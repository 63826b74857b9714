//! What a person decided is laid over what was read.
//!
//! A decision about a statement reaches the positions that were read from it, unless one of them has
//! a decision of its own: the narrower one counts. Of several decisions with one key the last in the
//! file counts. What no longer fits is a finding and changes nothing.

mod change;
mod link;
#[cfg(test)]
mod tests;
mod told;
mod work;

use std::collections::BTreeMap;

use model::{AsRead, Decision, Evidence, Finding, Position, Span, Statement, Subject, Verdict};

use crate::lexicon::Lexicon;
use crate::reading::Reading;
use change::Names;
pub(crate) use told::no_card;
use work::Work;

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
    // Disputes are found after this; what was decided about them is laid over the cards.
    let decisions: Vec<Decision> =
        decisions.iter().filter(|decision| decision.of != Subject::Dispute).cloned().collect();
    if decisions.is_empty() {
        return Vec::new();
    }
    let decisions = decisions.as_slice();
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
                findings.push(told::otherwise(file, decision, &now));
            }
        } else if decision.verdict != Verdict::Withdraw {
            // What is taken back need not be there any more.
            ruling.state = State::NoMatch;
            findings.push(told::no_match(file, decision, &keys));
        }
        all.push(ruling);
    }
    let names = Names::new(reading, lexicon);
    Work::new(&keys, names, all).run(reading);
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
        Subject::Dispute => None,
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
