//! Learning to code positions from articles in which a person marked them.
//!
//! The judge must see what the coder makes of articles from which it did not learn, so the articles
//! are dealt into folds and each is coded by a coder that learned from the others ("jackknifed").

use std::ops::Range;

use super::choice::{Case, Choice, Lessons};
use super::judge::{Judge, Shape};
use super::options::{self, STANCES};
use super::passage::{self, LABELS, allowed, sort};
use super::view::View;
use super::{Candidate, Coder};
use crate::corpus::{Annotated, MarkedPosition};
use crate::crf::{Example, Settings, train};
use crate::positions::Context;
use crate::tagger::tokens_of;

/// How many folds.
const FOLDS: usize = 4;
/// Steps that are told while it learns.
pub(crate) const STEPS: usize = FOLDS + 2;
/// Fewer marked positions than this teach nothing.
const ENOUGH: usize = 100;
/// How much "nothing" is held back: what is never found cannot be judged.
const LEAN: f32 = 1.0;

const PASSAGES: Settings =
    Settings { epochs: 6, rate: 0.2, dropout: 50, least_seen: 2, least_weight: 0.05, seed: 20_412 };
const PARTY: Lessons = Lessons { epochs: 12, rate: 0.1, dropout: 20, least_seen: 3, seed: 20_413 };
const ISSUE: Lessons = Lessons { epochs: 12, rate: 0.1, dropout: 30, least_seen: 3, seed: 20_414 };
const STANCE: Lessons = Lessons { epochs: 12, rate: 0.1, dropout: 50, least_seen: 3, seed: 20_415 };

/// Calls the function with the context of an article by number, as its reader would build it.
pub(crate) type Study<'a> = &'a dyn Fn(usize, &mut dyn FnMut(&Context, usize));

/// What one article teaches.
#[derive(Debug, Default)]
struct Material {
    passages: Vec<Example>,
    party: Vec<Case>,
    issue: Vec<Case>,
    stance: Vec<Case>,
}

/// A marked position as tokens.
struct Gold<'a> {
    tokens: Range<usize>,
    marked: &'a MarkedPosition,
}

/// Learns from annotated articles. `study` gives the context of each, with the attributions that a
/// tagger finds which did not learn from it, and the bytes that stand before its text.
pub(crate) fn learn(
    articles: &[Annotated],
    study: Study,
    progress: &dyn Fn(usize),
) -> Option<Coder> {
    let marked: usize = articles.iter().map(|article| article.positions.len()).sum();
    if marked < ENOUGH {
        return None;
    }
    let mut materials: Vec<Material> = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let mut material = Material::default();
        study(number, &mut |context, head| material = gather(context, article, head));
        materials.push(material);
    }
    progress(1);
    let mut known: Vec<(Shape, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<&Material> = materials
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS != fold)
            .map(|m| m.1)
            .collect();
        let coder = fit(&others, Judge::default());
        for (number, article) in articles.iter().enumerate().filter(|(at, _)| at % FOLDS == fold) {
            study(number, &mut |context, head| {
                known.extend(judged(&coder, context, article, head));
            });
        }
        progress(fold + 2);
    }
    let all: Vec<&Material> = materials.iter().collect();
    let to_find = articles
        .iter()
        .flat_map(|article| &article.positions)
        .filter(|position| position.issue != "other")
        .count();
    let coder = fit(&all, Judge::fit(&known, to_find));
    Some(coder)
}

fn fit(materials: &[&Material], judge: Judge) -> Coder {
    let examples: Vec<Example> =
        materials.iter().flat_map(|material| material.passages.iter().cloned()).collect();
    let cases = |of: fn(&Material) -> &Vec<Case>| -> Vec<Case> {
        materials.iter().flat_map(|material| of(material).iter().cloned()).collect()
    };
    Coder {
        passages: train(&examples, LABELS, &allowed, PASSAGES, &|_| {}),
        lean: LEAN,
        party: Choice::learn(&cases(|material| &material.party), PARTY),
        issue: Choice::learn(&cases(|material| &material.issue), ISSUE),
        stance: Choice::learn(&cases(|material| &material.stance), STANCE),
        judge,
    }
}

/// The marked positions in the order of the text.
fn golds<'a>(context: &Context, article: &'a Annotated, head: usize) -> Vec<Gold<'a>> {
    let mut out: Vec<Gold> = article
        .positions
        .iter()
        .map(|marked| {
            let span = model::Span::new(marked.span.start + head, marked.span.end + head);
            Gold { tokens: tokens_of(context.doc, span), marked }
        })
        .filter(|gold| !gold.tokens.is_empty())
        .collect();
    out.sort_by_key(|gold| (gold.tokens.start, gold.tokens.end));
    out
}

fn gather(context: &Context, article: &Annotated, head: usize) -> Material {
    let rules = context.ruled();
    let view = View::new(context, &rules);
    let golds = golds(context, article, head);
    let mut out = Material {
        passages: passage::examples(&view, &labels(&view, &golds)),
        ..Material::default()
    };
    let mut last = None;
    for gold in &golds {
        let sort = sort(gold.marked.stance);
        let party = view.parties.iter().map(|id| is_party(&view, id, gold.marked)).collect();
        put(&mut out.party, options::parties(&view, &gold.tokens, sort), party);
        let issues = context.lexicon.issues();
        let issue = |at: &usize| issues[*at].id.as_str() == gold.marked.issue;
        let mut right: Vec<bool> = view.issues.iter().map(issue).collect();
        right.push(gold.marked.issue == "other");
        let here = right.iter().position(|right| *right);
        put(&mut out.issue, options::issues(&view, &gold.tokens, last), right);
        last = here.and_then(|at| view.issues.get(at)).map(|issue| (*issue, gold.tokens.start));
        let stance = STANCES.iter().map(|stance| *stance == gold.marked.stance).collect();
        put(&mut out.stance, options::stances(&view, &gold.tokens), stance);
    }
    out
}

/// Keeps a case that has a right option and a wrong one.
fn put(cases: &mut Vec<Case>, options: super::choice::Options, right: Vec<bool>) {
    if right.contains(&true) && right.contains(&false) {
        cases.push(Case { options, right });
    }
}

fn is_party(view: &View, id: &model::ActorId, marked: &MarkedPosition) -> bool {
    let name = view.context.lexicon.actor(id).map(|entry| &*entry.name);
    name.is_some_and(|name| marked.parties.iter().any(|party| party == name))
}

/// A label for each word; where marks lie on each other the longer wins.
fn labels(view: &View, golds: &[Gold]) -> Vec<u8> {
    let mut out = vec![0; view.words.len()];
    let mut order: Vec<&Gold> = golds.iter().collect();
    order.sort_by_key(|gold| (std::cmp::Reverse(gold.tokens.len()), gold.tokens.start));
    for gold in order {
        if let Some(part) = out.get_mut(gold.tokens.clone())
            && part.iter().all(|label| *label == 0)
        {
            part.fill(sort(gold.marked.stance));
        }
    }
    out
}

/// What a coder finds in an article, and whether it is right.
fn judged(
    coder: &Coder,
    context: &Context,
    article: &Annotated,
    head: usize,
) -> Vec<(Shape, bool)> {
    let rules = context.ruled();
    let view = View::new(context, &rules);
    let golds = golds(context, article, head);
    let mut out = Vec::new();
    for candidate in coder.candidates(&view) {
        let beside: Vec<&Gold> =
            golds.iter().filter(|gold| meets(&view, gold, &candidate)).collect();
        let issue = context.lexicon.issues()[candidate.issue].id.as_str();
        let right = beside.iter().any(|gold| gold.marked.issue == issue);
        // On what the codebook calls `other` the lexicon's guess is neither right nor wrong.
        if right || !beside.iter().any(|gold| gold.marked.issue == "other") {
            out.push((candidate.shape, right));
        }
    }
    out
}

fn meets(view: &View, gold: &Gold, candidate: &Candidate) -> bool {
    gold.tokens.start < candidate.tokens.end
        && candidate.tokens.start < gold.tokens.end
        && is_party(view, &view.parties[candidate.party], gold.marked)
}
