//! The learned half of attribution: each word is source, cue, content or nothing.
//!
//! Two passes of a conditional random field ([`crate::crf`]). The first sees words, shapes, quotation
//! marks, the lexicon and what the rules found; the second sees the labels of the first as well
//! ("stacked": Wolpert 1992; Cohen and Carvalho 2005), so that a content can know that a source stands
//! far to its left. `link` joins the spans to attributions.

mod built_in;
mod facts;
mod features;
mod file;
mod judge;
mod labels;
pub mod learn;
mod link;
mod material;
mod merge;

pub use built_in::built_in;
pub use facts::WordLists;
pub use file::BadWeights;
pub use judge::{Judge, Shape};
pub(crate) use judge::{best_cut, descend};
pub use labels::{LABELS, Marked, Role, allowed, begins, labels, spans};
pub use link::{Linked, link};
pub use material::{Spans, tokens_of};
pub use merge::{Candidate, candidates, keep};

use crate::attribution::Attribution;
use crate::coding::Coder;
use crate::crf::{Crf, Marginals, Scores, WIDTH};
use crate::cues::Cues;
use crate::doc::Doc;
use facts::{Fact, facts};
use features::View;

/// Longer paragraphs are labelled piece by piece, so that a text without line ends stays cheap.
const LONG: usize = 2_000;

/// The two passes.
#[derive(Debug, Clone)]
pub struct Tagger {
    /// The first.
    pub first: Crf,
    /// The second, which sees the first's labels.
    pub second: Crf,
    /// How much the label "nothing" is held back in the second pass, in log odds.
    pub lean: f32,
    /// How likely what was found is right.
    pub judge: Judge,
    /// Who stands where, if the corpus told.
    pub coder: Option<Coder>,
}

/// The labels of an article, and how likely each label is at each word.
#[derive(Debug, Clone, Default)]
pub struct Tagged {
    /// One label a token.
    pub labels: Vec<u8>,
    /// The probabilities of all labels.
    pub marginals: Marginals,
}

impl Tagged {
    /// How likely the words of a range are to belong to a part, on average.
    pub fn likely(&self, role: Role, range: &std::ops::Range<usize>) -> f32 {
        let rows = self.marginals.get(range.clone()).unwrap_or_default();
        if rows.is_empty() {
            return 0.0;
        }
        let (first, later) = (usize::from(role.label(true)), usize::from(role.label(false)));
        let sum: f32 = rows.iter().map(|row| row[first] + row[later]).sum();
        #[allow(clippy::cast_precision_loss, reason = "an average over few words")]
        let mean = sum / rows.len() as f32;
        mean.min(1.0)
    }
}

impl Tagger {
    /// The attributions of an article: what the rules found and what the tagger finds, as far as it is
    /// likely enough to be right.
    pub fn read(
        &self,
        doc: &Doc,
        cues: &Cues,
        lists: &WordLists,
        rules: Vec<Attribution>,
    ) -> Vec<Attribution> {
        let ruled: Vec<Marked> = rules.iter().map(Marked::from_rule).collect();
        heard(doc, cues, rules, &self.tag(doc, cues, lists, &ruled), &self.judge)
    }

    /// Labels an article. `rules` are the attributions that the rules found in it.
    pub fn tag(&self, doc: &Doc, cues: &Cues, lists: &WordLists, rules: &[Marked]) -> Tagged {
        let facts = facts(doc, cues, lists, rules);
        let first = label(&self.first, doc, &facts, None, 0.0);
        pass(&self.second, doc, &facts, Some(&first), self.lean)
    }
}

/// The attributions of an article of which the labels are known.
pub(crate) fn heard(
    doc: &Doc,
    cues: &Cues,
    rules: Vec<Attribution>,
    tagged: &Tagged,
    judge: &Judge,
) -> Vec<Attribution> {
    let mut out = keep(candidates(doc, cues, rules, tagged), judge);
    crate::attribution::headlines(doc, &mut out);
    crate::attribution::nest(&mut out);
    out
}

/// The stretches that are labelled at once: a paragraph, or a part of a very long one.
fn stretches(doc: &Doc) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut out = Vec::with_capacity(doc.paragraphs.len());
    for (number, paragraph) in doc.paragraphs.iter().enumerate() {
        let range = &paragraph.tokens;
        out.extend(
            range.clone().step_by(LONG).map(|start| (number, start..(start + LONG).min(range.end))),
        );
    }
    out
}

fn scored(
    model: &Crf,
    view: &View,
    facts: &[Fact],
    (number, range): (usize, std::ops::Range<usize>),
    lean: f32,
) -> (Vec<Scores>, Vec<u8>) {
    let mut list = Vec::with_capacity(96);
    let mut scores = Vec::with_capacity(range.len());
    for at in range.clone() {
        list.clear();
        view.features(at, number, &mut list);
        let mut score: [f32; WIDTH] = model.score(&list);
        score[0] -= lean;
        scores.push(score);
    }
    let classes = facts[range].iter().map(|fact| fact.class).collect();
    (scores, classes)
}

/// The best labels alone.
fn label(model: &Crf, doc: &Doc, facts: &[Fact], prior: Option<&[u8]>, lean: f32) -> Vec<u8> {
    let view = View::new(doc, facts, prior);
    let mut out = Vec::with_capacity(facts.len());
    for stretch in stretches(doc) {
        let (scores, classes) = scored(model, &view, facts, stretch, lean);
        out.extend(model.chain.best(&scores, &classes));
    }
    out
}

/// The best labels and how likely all are.
fn pass(model: &Crf, doc: &Doc, facts: &[Fact], prior: Option<&[u8]>, lean: f32) -> Tagged {
    let view = View::new(doc, facts, prior);
    let mut out = Tagged::default();
    for stretch in stretches(doc) {
        let (scores, classes) = scored(model, &view, facts, stretch, lean);
        out.labels.extend(model.chain.best(&scores, &classes));
        out.marginals.extend(model.chain.marginals(&scores, &classes, |_, _| {}));
    }
    out
}
