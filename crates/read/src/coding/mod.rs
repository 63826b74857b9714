//! Coding: who stands where on what, learned from articles in which a person marked it.
//!
//! Four questions one after the other. Where does the text show a position (`passage`, a conditional
//! random field over words)? Whose is it, on what, and how (`options`, a conditional logit for
//! each)? What the rules of [`crate::positions`] read is evidence for all four, and stands beside
//! what is found here: `judge` says of each how likely it is right, and what is less likely than
//! not to be worth showing is left out.

mod choice;
mod file;
mod judge;
pub(crate) mod learn;
mod options;
mod passage;
mod view;

use std::collections::BTreeMap;
use std::ops::Range;

use model::{Flag, Position, Stance};

use crate::attribution::Outermost;
use crate::crf::{Crf, Marginals};
use crate::positions::Context;
use crate::topics::NAMED;
use choice::Choice;
use judge::{Group, Judge, Shape};
use options::STANCES;
use passage::sort;
use view::{Ruled, View};

pub(crate) use file::Rest;

/// A second party or issue of the same words must be at least as likely as this.
const SECOND: f32 = 0.3;
const SECOND_NAMED: f32 = 0.15;

/// No passage is longer than this in tokens, or nearly none.
const LONG: usize = 2_000;

/// What was learned.
#[derive(Debug, Clone)]
pub struct Coder {
    /// Where.
    passages: Crf,
    /// How much "nothing" is held back there, in log odds.
    lean: f32,
    /// Whose.
    party: Choice,
    /// On what.
    issue: Choice,
    /// How.
    stance: Choice,
    /// How likely all that is right.
    judge: Judge,
}

/// A position that may be right.
#[derive(Debug, Clone)]
struct Candidate {
    tokens: Range<usize>,
    party: usize,
    issue: usize,
    stance: Stance,
    /// The position of the rules that says the same.
    rule: Option<usize>,
    shape: Shape,
}

/// What was answered for one passage.
struct Answers {
    party: Vec<f32>,
    issue: Vec<f32>,
    stance: Vec<f32>,
}

impl Coder {
    /// The positions of an article: those of the rules and those found here, as far as they are
    /// likely enough.
    pub(crate) fn code(&self, context: &Context, rules: &[Position]) -> Vec<Position> {
        let view = View::new(context, rules);
        let mut out: Vec<Position> = Vec::new();
        let mut kept: Vec<(Candidate, f32)> = self
            .candidates(&view)
            .into_iter()
            .map(|candidate| {
                let likely = self.judge.likely(&candidate.shape);
                (candidate, likely)
            })
            .filter(|(candidate, likely)| {
                // Where a phrase of the lexicon and a named issue stand together, doubt is shown and
                // nothing is left out.
                let plain = candidate.rule.and_then(|number| view.rules.get(number));
                *likely >= self.judge.least || plain.is_some_and(|rule| !rule.inferred)
            })
            .collect();
        // The surest first; what says the same of the same words again adds nothing.
        kept.sort_by(|a, b| {
            let key = |c: &Candidate| (c.tokens.start, c.tokens.end, c.party, c.issue);
            b.1.total_cmp(&a.1).then_with(|| key(&a.0).cmp(&key(&b.0)))
        });
        let mut shown = Shown::default();
        let outermost = Outermost::new(context.items);
        for (candidate, likely) in &kept {
            if shown.is_new(candidate) {
                out.push(position(&view, &outermost, candidate, rules, *likely));
            }
        }
        out
    }

    /// Everything that may be a position.
    fn candidates(&self, view: &View) -> Vec<Candidate> {
        let (labels, marginals) = passage::label(&self.passages, view, self.lean);
        let mut out = Vec::new();
        let mut used = vec![false; view.rules.len()];
        // Issue and place of the positions so far.
        let mut before: Vec<(usize, usize)> = Vec::new();
        for found in passage::passages(view, &labels) {
            let range = &found.tokens;
            if options::is_imputed(view, range) {
                continue;
            }
            let answers = self.answers(view, range, found.sort, before.last().copied());
            let Some(stance) = top(&answers.stance).and_then(|at| STANCES.get(at)) else {
                continue;
            };
            let issues = chosen_issues(view, range, &answers.issue);
            for issue in &issues {
                for party in chosen_parties(&answers.party) {
                    let mut twin = None;
                    for (number, rule) in view.rules_at(range) {
                        if rule.party == party && view.issues[*issue] == rule.issue {
                            used[number] = true;
                            twin = twin.or(Some(number));
                        }
                    }
                    let shape =
                        shape(view, range, (party, *issue, *stance), &answers, &marginals, twin);
                    out.push(Candidate {
                        tokens: range.clone(),
                        party,
                        issue: view.issues[*issue],
                        stance: *stance,
                        rule: twin,
                        shape,
                    });
                }
            }
            if let Some(issue) = issues.first() {
                before.push((view.issues[*issue], range.start));
            }
        }
        for (number, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
            out.extend(self.ruled(view, number, &marginals, &before));
        }
        out
    }

    /// A position of the rules that was not found here.
    fn ruled(
        &self,
        view: &View,
        number: usize,
        marginals: &Marginals,
        before: &[(usize, usize)],
    ) -> Option<Candidate> {
        let Ruled { tokens, party, issue, stance, .. } = view.rules[number].clone();
        let end = before.partition_point(|(_, start)| *start < tokens.start);
        let last = before[..end].last().copied();
        let answers = self.answers(view, &tokens, sort(stance), last);
        let at = view.issues.iter().position(|known| *known == issue)?;
        let shape =
            shape(view, &tokens, (party, at, stance), &answers, marginals, Some(number)).alone();
        Some(Candidate { tokens, party, issue, stance, rule: Some(number), shape })
    }

    fn answers(
        &self,
        view: &View,
        range: &Range<usize>,
        sort: u8,
        last: Option<(usize, usize)>,
    ) -> Answers {
        Answers {
            party: self.party.likely(&options::parties(view, range, sort)),
            issue: self.issue.likely(&options::issues(view, range, last)),
            stance: self.stance.likely(&options::stances(view, range)),
        }
    }
}

/// What is shown already: by party and issue, where it begins and ends, and its stance.
#[derive(Default)]
struct Shown(BTreeMap<(usize, usize), BTreeMap<usize, (usize, Stance)>>);

impl Shown {
    /// Whether nothing says the same of the same words yet; notes the candidate if so.
    fn is_new(&mut self, candidate: &Candidate) -> bool {
        let known = self.0.entry((candidate.party, candidate.issue)).or_default();
        let Range { start, end } = candidate.tokens;
        // Passages are short: what begins far before does not reach here.
        let mut near = known.range(start.saturating_sub(LONG)..end);
        let again = near.any(|(_, (other, stance))| {
            *other > start && (candidate.rule.is_none() || *stance == candidate.stance)
        });
        if !again {
            known.insert(start, (end, candidate.stance));
        }
        !again
    }
}

fn top(likely: &[f32]) -> Option<usize> {
    // Of two alike the first.
    (0..likely.len()).rev().max_by(|a, b| likely[*a].total_cmp(&likely[*b]))
}

/// The likeliest issue, and others that the words name; nothing if it is none of the lexicon's.
fn chosen_issues(view: &View, range: &Range<usize>, likely: &[f32]) -> Vec<usize> {
    let Some(first) = top(likely) else { return Vec::new() };
    let known = likely.len() - 1;
    let first = if first == known {
        // None of the lexicon's: shown only where a close second is.
        let second = top(&likely[..known]).filter(|at| likely[*at] >= SECOND);
        let Some(second) = second else { return Vec::new() };
        second
    } else {
        first
    };
    let mut out = vec![first];
    let named = |at: usize| {
        let issue = view.issues[at];
        let marks = view.context.topics.marks();
        let from = marks.partition_point(|mark| mark.0 < range.start);
        marks[from..]
            .iter()
            .take_while(|mark| mark.0 < range.end)
            .any(|mark| mark.1 == issue && mark.2 >= NAMED)
    };
    out.extend((0..known).filter(|at| {
        *at != first && (likely[*at] >= SECOND || likely[*at] >= SECOND_NAMED && named(*at))
    }));
    out
}

/// The likeliest party, and others that are about as likely ("the two sides agreed").
fn chosen_parties(likely: &[f32]) -> Vec<usize> {
    let Some(first) = top(likely) else { return Vec::new() };
    let mut out = vec![first];
    out.extend((0..likely.len()).filter(|at| *at != first && likely[*at] >= SECOND));
    out
}

/// What the judge sees.
fn shape(
    view: &View,
    range: &Range<usize>,
    (party, issue, stance): (usize, usize, Stance),
    answers: &Answers,
    marginals: &Marginals,
    rule: Option<usize>,
) -> Shape {
    let rows = marginals.get(range.clone()).unwrap_or_default();
    #[allow(clippy::cast_precision_loss, reason = "an average over few words")]
    let passage = rows.iter().map(|row| 1.0 - row[0]).sum::<f32>() / rows.len().max(1) as f32;
    let at = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(0.0);
    let stance = STANCES.iter().position(|known| *known == stance).unwrap_or(STANCES.len());
    let rule = rule.and_then(|number| view.rules.get(number));
    let strong = range.clone().any(|at| view.words.get(at).is_some_and(|word| word.issue == 3));
    let inner = view.words.get(range.start).and_then(|word| word.inner);
    Shape {
        group: rule.map_or(Group::Coder, |_| Group::Both),
        passage,
        party: at(&answers.party, party),
        issue: at(&answers.issue, issue),
        stance: at(&answers.stance, stance),
        rule: rule.map_or(0.0, |rule| f32::from(rule.confidence) / 100.0),
        inferred: f32::from(u8::from(rule.is_some_and(|rule| rule.inferred))),
        named: f32::from(u8::from(strong)),
        said: f32::from(u8::from(inner.is_some())),
    }
}

/// The position that a candidate makes.
fn position(
    view: &View,
    outermost: &Outermost,
    candidate: &Candidate,
    rules: &[Position],
    likely: f32,
) -> Position {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let confidence = ((likely * 100.0).round() as u8).clamp(1, 99);
    let party = &view.parties[candidate.party];
    let issue = &view.context.lexicon.issues()[candidate.issue].id;
    let rule = candidate.rule.and_then(|number| rules.get(view.rules.get(number)?.number));
    if let Some(rule) = rule {
        return Position { confidence, ..rule.clone() };
    }
    let mut out = view.context.coded(outermost, &candidate.tokens, party, issue, candidate.stance);
    out.confidence = confidence;
    out.flags.insert(Flag::LearnedOnly);
    let hits = &view.context.issues;
    let from = hits.partition_point(|hit| hit.tokens.start < candidate.tokens.start);
    let mut inside = hits[from..].iter().take_while(|hit| hit.tokens.start < candidate.tokens.end);
    let named = inside.any(|hit| !hit.weak && hit.issue == *issue);
    if !named {
        out.flags.insert(Flag::IssueInferred);
    }
    out
}
