//! Learning the tagger from articles whose attributions a person marked.
//!
//! The second pass must not be trained on labels that the first gave to its own training texts:
//! those are better than it will ever see again. So the articles are dealt into folds, and each fold
//! is labelled by a first pass that learned from the others ("jackknifed").

use super::facts::{Fact, WordLists, facts};
use super::features::View;
use super::{
    Judge, LABELS, Marked, Shape, Tagged, Tagger, allowed, candidates, label, labels, pass,
    stretches,
};
use model::file::AnyIssue;

use crate::assemble::{Reader, blocks};
use crate::attribution::{Attribution, attributions};
use crate::coding;
use crate::corpus::Annotated;
use crate::crf::{Crf, Example, Settings, train};
use crate::cues::Cues;
use crate::doc::Doc;
use crate::page::{Page, page};
use crate::positions;
use crate::reading::Raw;

/// How many folds.
pub const FOLDS: usize = 4;

/// Settings that were chosen on the development part of `PolNeAR`, once.
pub const SETTINGS: Settings =
    Settings { epochs: 6, rate: 0.2, dropout: 50, least_seen: 2, least_weight: 0.02, seed: 20_411 };

/// An article with what people and rules marked in it.
#[derive(Debug)]
pub struct Lesson<'a> {
    /// The article.
    pub doc: Doc<'a>,
    /// What a person marked.
    pub gold: Vec<Marked>,
    /// What the rules found.
    pub rules: Vec<Attribution>,
}

impl Lesson<'_> {
    fn ruled(&self) -> Vec<Marked> {
        self.rules.iter().map(Marked::from_rule).collect()
    }
}

/// How much the label "nothing" is held back, in log odds. Spans that are found in doubt are judged
/// afterwards; what is never found cannot be.
pub const LEAN: f32 = 0.3;

/// A tagger and what it says of each lesson when it has not learned from it.
#[derive(Debug)]
pub struct Learned {
    /// Trained on everything.
    pub tagger: Tagger,
    /// For each lesson, by models that did not see it.
    pub unseen: Vec<Tagged>,
}

/// What is told while it learns: a step and how many there are.
pub type Progress<'a> = &'a dyn Fn(usize, usize);

/// Learns from the lessons.
pub fn learn(
    lessons: &[Lesson],
    cues: &Cues,
    lists: &WordLists,
    settings: Settings,
    progress: Progress,
) -> Learned {
    let known: Vec<Vec<Fact>> =
        lessons.iter().map(|lesson| facts(&lesson.doc, cues, lists, &lesson.ruled())).collect();
    let steps = 2 * (FOLDS + 1);
    let all: Vec<usize> = (0..lessons.len()).collect();
    let gold: Vec<Vec<u8>> =
        lessons.iter().map(|lesson| labels(lesson.doc.tokens.len(), &lesson.gold)).collect();
    let examples = |chosen: &[usize], priors: Option<&[Vec<u8>]>| -> Vec<Example> {
        let one = |number: &usize| {
            let prior = priors.map(|priors| &*priors[*number]);
            sequences(&lessons[*number].doc, &known[*number], &gold[*number], prior)
        };
        chosen.iter().flat_map(one).collect()
    };
    let fit = |chosen: &[usize], priors: Option<&[Vec<u8>]>| -> Crf {
        train(&examples(chosen, priors), LABELS, &allowed, settings, &|_| {})
    };
    let others = |fold: usize| -> Vec<usize> {
        all.iter().copied().filter(|number| number % FOLDS != fold).collect()
    };
    let mut priors: Vec<Vec<u8>> = vec![Vec::new(); lessons.len()];
    for fold in 0..FOLDS {
        let first = fit(&others(fold), None);
        for number in all.iter().filter(|number| *number % FOLDS == fold) {
            priors[*number] = label(&first, &lessons[*number].doc, &known[*number], None, 0.0);
        }
        progress(fold + 1, steps);
    }
    let first = fit(&all, None);
    progress(FOLDS + 1, steps);
    let mut unseen: Vec<Tagged> = vec![Tagged::default(); lessons.len()];
    for fold in 0..FOLDS {
        let second = fit(&others(fold), Some(&priors));
        for number in all.iter().filter(|number| *number % FOLDS == fold) {
            let (doc, known) = (&lessons[*number].doc, &known[*number]);
            unseen[*number] = pass(&second, doc, known, Some(&priors[*number]), LEAN);
        }
        progress(FOLDS + fold + 2, steps);
    }
    let second = fit(&all, Some(&priors));
    progress(steps, steps);
    let marked = lessons.iter().map(|lesson| lesson.gold.len()).sum();
    let judge = Judge::fit(&judged(lessons, cues, &unseen), marked);
    Learned { tagger: Tagger { first, second, lean: LEAN, judge, coder: None }, unseen }
}

/// A sequence for each paragraph.
fn sequences(doc: &Doc, known: &[Fact], gold: &[u8], prior: Option<&[u8]>) -> Vec<Example> {
    let view = View::new(doc, known, prior);
    let mut out = Vec::new();
    for (number, range) in stretches(doc) {
        let mut example = Example::default();
        for at in range.clone() {
            view.features(at, number, &mut example.features);
            example.ends.push(example.features.len());
        }
        example.classes = known[range.clone()].iter().map(|fact| fact.class).collect();
        example.labels = gold[range].to_vec();
        out.push(example);
    }
    out
}

/// Every candidate of the lessons, and whether it is right.
pub fn judged(lessons: &[Lesson], cues: &Cues, unseen: &[Tagged]) -> Vec<(Shape, bool)> {
    let of = |(lesson, tagged): (&Lesson, &Tagged)| {
        let found = candidates(&lesson.doc, cues, lesson.rules.clone(), tagged);
        let known = found.into_iter().map(|candidate| {
            let right = lesson.gold.iter().any(|gold| candidate.marked.is_right(gold));
            (candidate.shape, right)
        });
        known.collect::<Vec<_>>()
    };
    lessons.iter().zip(unseen).flat_map(of).collect()
}

/// Learns from annotated articles; what `pourparler train` does. The progress is told in steps.
pub fn learn_from(articles: &[Annotated], settings: Settings, progress: Progress) -> Tagger {
    let steps = 2 * (FOLDS + 1) + coding::learn::STEPS;
    let Learned { tagger, unseen } =
        learn_attribution(articles, settings, &|done, _| progress(done, steps));
    let readers: Vec<Reader> = articles.iter().map(reader).collect();
    let study = |number: usize, with: &mut dyn FnMut(&positions::Context, usize)| {
        let (text, head) = articles[number].report();
        let raw = Raw { path: "report.txt", bytes: text.as_bytes() };
        let heard = Some((&unseen[number], &tagger.judge));
        readers[number].study(&raw, heard, &mut |context| with(context, head));
    };
    let coder = coding::learn::learn(articles, &study, &|done| {
        progress(2 * (FOLDS + 1) + done, steps);
    });
    progress(steps, steps);
    Tagger { coder, ..tagger }
}

/// A reader that knows the parties of an article.
fn reader(article: &Annotated) -> Reader {
    let (talks, _) = model::file::talks("talks.toml", &article.dossier(), &AnyIssue);
    Reader::new(Some(&talks)).with_tagger(None)
}

fn learn_attribution(articles: &[Annotated], settings: Settings, progress: Progress) -> Learned {
    let cues = Cues::built_in();
    let pages: Vec<Page> = articles
        .iter()
        .map(|article| page(&Raw { path: "", bytes: article.text.as_bytes() }))
        .collect();
    let lessons: Vec<Lesson> =
        articles.iter().zip(&pages).map(|(article, page)| lesson(article, page, &cues)).collect();
    learn(&lessons, &cues, &WordLists::new(&cues), settings, progress)
}

fn lesson<'a>(article: &Annotated, page: &'a Page, cues: &Cues) -> Lesson<'a> {
    let doc = Doc::new(&page.text, &blocks(page));
    let rules = attributions(&doc, cues, &|_| false);
    let gold = article.attributions.iter().map(|item| Marked::from_spans(&doc, &item.spans()));
    Lesson { gold: gold.collect(), doc, rules }
}
