//! How well attributions are found: words, whole attributions, and whether the confidence is true.

use read::attribution::attributions;
use read::cues::Cues;
use read::doc::Doc;
use read::page::Page;
use read::tagger::learn::Lesson;
use read::tagger::{Marked, Role, Spans, Tagger, WordLists, candidates, labels};
use read::{Raw, blocks};

use crate::measure::{Both, Share, whole, words};

/// A text as the reader opens it, and what a person marked in it.
pub(crate) struct Marking {
    pub(crate) page: Page,
    pub(crate) gold: Vec<Spans>,
}

impl Marking {
    pub(crate) fn new(name: &str, text: &str, gold: Vec<Spans>) -> Self {
        let page = read::page::page(&Raw { path: name, bytes: text.as_bytes() });
        Self { page, gold }
    }
}

/// The markings as lessons for the trainer.
pub(crate) fn lessons<'a>(markings: &'a [Marking], cues: &Cues) -> Vec<Lesson<'a>> {
    let one = |marking: &'a Marking| {
        let doc = Doc::new(&marking.page.text, &blocks(&marking.page));
        let rules = attributions(&doc, cues, &|_| false);
        let gold = marking.gold.iter().map(|spans| Marked::from_spans(&doc, spans)).collect();
        Lesson { doc, gold, rules }
    };
    markings.iter().map(one).collect()
}

/// One confidence and whether it was right.
pub(crate) type Sure = (f32, bool);

/// Everything that is measured on one set of texts.
#[derive(Debug, Default)]
pub(crate) struct Result {
    pub(crate) texts: usize,
    pub(crate) rules: Both,
    pub(crate) both: Both,
    pub(crate) words: [Both; 3],
    pub(crate) sure: Vec<Sure>,
}

/// Measures a tagger on texts that it has not seen.
pub(crate) fn measure(tagger: &Tagger, markings: &[Marking], cues: &Cues) -> Result {
    let lists = WordLists::new(cues);
    let mut out = Result { texts: markings.len(), ..Result::default() };
    for (lesson, marking) in lessons(markings, cues).into_iter().zip(markings) {
        let doc = &lesson.doc;
        let ruled: Vec<Marked> = lesson.rules.iter().map(Marked::from_rule).collect();
        let spans = |marked: &Marked| Spans {
            source: marked.source.iter().map(|range| doc.span(range)).collect(),
            cue: marked.cue.iter().map(|range| doc.span(range)).collect(),
            content: marked.content.iter().map(|range| doc.span(range)).collect(),
        };
        let shown = lesson.rules.iter().zip(&ruled).filter(|(item, _)| !item.told);
        whole(&marking.gold, &shown.map(|(_, m)| spans(m)).collect::<Vec<_>>(), &mut out.rules);
        let tagged = tagger.tag(doc, cues, &lists, &ruled);
        let gold = labels(doc.tokens.len(), &lesson.gold);
        for (role, score) in
            [Role::Source, Role::Cue, Role::Content].into_iter().zip(&mut out.words)
        {
            words(&gold, &tagged.labels, role, score);
        }
        let mut found = Vec::new();
        for candidate in candidates(doc, cues, lesson.rules, &tagged) {
            let likely = tagger.judge.likely(&candidate.shape);
            if likely < tagger.judge.least {
                continue;
            }
            let right = lesson.gold.iter().any(|gold| candidate.marked.is_right(gold));
            out.sure.push((likely, right));
            found.push(spans(&candidate.marked));
        }
        whole(&marking.gold, &found, &mut out.both);
    }
    out
}

/// One row of the reliability table.
pub(crate) struct Bin {
    pub(crate) from: u8,
    pub(crate) items: usize,
    pub(crate) said: f64,
    pub(crate) right: f64,
}

/// The reliability table in tenths, and the expected calibration error (Naeini and others 2015).
#[allow(clippy::cast_precision_loss, reason = "counts of a corpus")]
pub(crate) fn calibration(sure: &[Sure]) -> (Vec<Bin>, f64) {
    let mut bins = Vec::new();
    let mut error = 0.0;
    for tenth in 0..10_u8 {
        let (low, high) = (f32::from(tenth) / 10.0, f32::from(tenth + 1) / 10.0);
        let inside = |(likely, _): &&Sure| *likely >= low && (*likely < high || tenth == 9);
        let own: Vec<&Sure> = sure.iter().filter(inside).collect();
        if own.is_empty() {
            continue;
        }
        let mut right = Share::default();
        for (_, is_right) in &own {
            right.add(*is_right);
        }
        let said = own.iter().map(|(likely, _)| f64::from(*likely)).sum::<f64>() / own.len() as f64;
        error += (said - right.value()).abs() * own.len() as f64 / sure.len() as f64;
        bins.push(Bin { from: tenth * 10, items: own.len(), said, right: right.value() });
    }
    (bins, error)
}
