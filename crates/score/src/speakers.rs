//! Whether statements carry the name of who spoke, also where the text says "she" or "the envoy".

use std::sync::Arc;

use model::{Span, Statement};
use read::corpus::Attributed;
use read::tagger::Tagger;
use read::{Raw, Reader};

use crate::material::Document;
use crate::measure::{Share, shared, size};

/// Shares of speakers that were named right.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    pub(crate) plain: Share,
    pub(crate) pointed: Share,
    pub(crate) certain: Share,
    pub(crate) uncertain: Share,
}

/// Reads each document by itself and compares the names of speakers.
pub(crate) fn speakers(documents: &[&Document], tagger: Option<Arc<Tagger>>) -> Speakers {
    let reader = Reader::new(None).with_tagger(tagger);
    let mut out = Speakers::default();
    for document in documents {
        let head = format!("+++\ndate = \"{}\"\n+++\n", document.found.date);
        let bytes = format!("{head}{}", document.found.text);
        let raw = Raw { path: "article.txt", bytes: bytes.as_bytes() };
        let reading = reader.read(&[raw], 1, &|_, _| {});
        for item in &document.found.attributions {
            let content: Vec<Span> =
                item.content.iter().map(|span| moved(*span, head.len())).collect();
            let best =
                reading.statements.iter().max_by_key(|s| (shared(&content, &s.content), !s.nested));
            if let Some(best) = best.filter(|s| 2 * shared(&content, &s.content) >= size(&content))
            {
                compare(item, best, head.len(), &document.found.text, &mut out);
            }
        }
    }
    out
}

fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn compare(item: &Attributed, found: &Statement, head: usize, text: &str, out: &mut Speakers) {
    let Some((span, name)) = item.source.first() else { return };
    let Some(speaker) = &found.speaker else { return };
    // Another person's words: that is counted with the attributions.
    if speaker.span.overlap(moved(*span, head)) == 0 || name.as_deref() == Some("?") {
        return;
    }
    let words = span.text(text).unwrap_or_default();
    let right = share_a_word(&speaker.name, name.as_deref().unwrap_or(words));
    if name.is_some() {
        out.pointed.add(right);
        if speaker.certain {
            out.certain.add(right);
        } else {
            out.uncertain.add(right);
        }
    } else {
        out.plain.add(right);
    }
}

/// Names are the same if a word of more than two letters is in both.
fn share_a_word(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = read::token::fold(text);
        let parts = folded.split(|c: char| !c.is_alphanumeric());
        parts.filter(|word| word.chars().count() > 2 && *word != "the").map(str::to_owned).collect()
    };
    let b = words(b);
    words(a).iter().any(|word| b.contains(word))
}
