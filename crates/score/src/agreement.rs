//! How far two people agree who annotated the same texts without seeing each other's marks.

use std::path::Path;

use read::cues::Cues;
use read::tagger::{Role, labels};

use crate::attributions::{Marking, lessons};
use crate::material::{Document, corpus};
use crate::measure::{Both, whole, words};

/// What is compared. The first person's marks count as the truth; F1 is the same the other way round
/// for words and nearly so for whole attributions.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) texts: usize,
    pub(crate) words: [Both; 3],
    pub(crate) whole: Both,
    pub(crate) positions: Both,
    pub(crate) stances: Both,
}

/// Compares the second pass with the first.
pub(crate) fn agreement(
    first: &[Document],
    folder: &Path,
    cues: &Cues,
) -> Result<Agreement, String> {
    let mut out = Agreement::default();
    for other in corpus(&folder.join("second-pass"))? {
        let name = |document: &Document| {
            let mut parts: Vec<_> = document.path.iter().rev().take(2).collect();
            parts.reverse();
            parts.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let wanted = name(&other);
        let Some(own) = first.iter().find(|document| name(document) == wanted) else {
            return Err(format!("{}: there is no first pass of it", other.path.display()));
        };
        if own.found.text != other.found.text {
            return Err(format!("{}: its text differs from the first pass", other.path.display()));
        }
        out.texts += 1;
        compare(&[own.marking()], &[other.marking()], cues, &mut out);
        positions(own, &other, &mut out);
        positions(&other, own, &mut out);
    }
    Ok(out)
}

fn compare(own: &[Marking], other: &[Marking], cues: &Cues, out: &mut Agreement) {
    let rows = |markings: &[Marking]| -> Vec<Vec<u8>> {
        let lessons = lessons(markings, cues);
        lessons.iter().map(|lesson| labels(lesson.doc.tokens.len(), &lesson.gold)).collect()
    };
    for (a, b) in rows(own).iter().zip(rows(other)) {
        for (role, score) in
            [Role::Source, Role::Cue, Role::Content].into_iter().zip(&mut out.words)
        {
            words(a, &b, role, score);
        }
    }
    for (a, b) in own.iter().zip(other) {
        whole(&a.gold, &b.gold, &mut out.whole);
    }
}

/// Whether each position of one is one of the other's: overlapping words, the party, the issue; and
/// of those, whether the stance is the same.
fn positions(own: &Document, other: &Document, out: &mut Agreement) {
    for position in &own.found.positions {
        let same = |other: &&read::corpus::MarkedPosition| {
            other.span.overlap(position.span) > 0
                && other.issue == position.issue
                && other.parties.iter().any(|party| position.parties.contains(party))
        };
        let found: Vec<_> = other.found.positions.iter().filter(same).collect();
        out.positions.recall.add(!found.is_empty());
        out.positions.precision.add(!found.is_empty());
        if !found.is_empty() {
            let stance = found.iter().any(|other| other.stance == position.stance);
            out.stances.recall.add(stance);
            out.stances.precision.add(stance);
        }
    }
}
