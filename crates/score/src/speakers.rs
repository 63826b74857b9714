//! Whether statements carry the name of who spoke, also where the text says "she" or "the envoy".
//!
//! Each document is read as a dossier of its own: the parties of its front matter are the actors of
//! a `talks.toml`, as a user of a dossier would have them.

use std::path::Path;
use std::sync::Arc;

use model::file::AnyIssue;
use model::{Span, Statement};
use read::corpus::{Annotated, Attributed};
use read::tagger::Tagger;
use read::{Raw, Reader};

use crate::material::Document;
use crate::measure::{Share, shared, size};

/// Shares of speakers that were named right.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    pub(crate) plain: Share,
    /// The same, where another name of the same party counts too: "FCM" for Free Coast Movement.
    pub(crate) alias: Share,
    pub(crate) pointed: Share,
    pub(crate) certain: Share,
    pub(crate) uncertain: Share,
    /// What was named wrong: document, words, the right name, ours, and whether it was shown as
    /// certain.
    pub(crate) misses: Vec<String>,
}

/// Reads each document by itself and compares the names of speakers.
pub(crate) fn speakers(
    documents: &[&Document],
    folder: &Path,
    tagger: Option<&Arc<Tagger>>,
) -> Speakers {
    let mut out = Speakers::default();
    for document in documents {
        let (talks, _) = model::file::talks("talks.toml", &document.found.dossier(), &AnyIssue);
        let reader = Reader::new(Some(&talks)).with_tagger(tagger.cloned());
        let head = format!("+++\ndate = \"{}\"\n+++\n", document.found.date);
        let bytes = format!("{head}{}", document.found.text);
        let raw = Raw { path: "article.txt", bytes: bytes.as_bytes() };
        let reading = reader.read(&[raw], 1, &|_, _| {});
        let path = document.path.strip_prefix(folder).unwrap_or(&document.path);
        for item in &document.found.attributions {
            let content: Vec<Span> =
                item.content.iter().map(|span| moved(*span, head.len())).collect();
            let best =
                reading.statements.iter().max_by_key(|s| (shared(&content, &s.content), !s.nested));
            if let Some(best) = best.filter(|s| 2 * shared(&content, &s.content) >= size(&content))
                && let Some(miss) = compare(item, best, head.len(), &document.found, &mut out)
            {
                out.misses.push(format!("{}: {miss}", path.display()));
            }
        }
    }
    out
}

fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Counts one item; gives a line about it if the name is wrong.
fn compare(
    item: &Attributed,
    found: &Statement,
    head: usize,
    marked: &Annotated,
    out: &mut Speakers,
) -> Option<String> {
    let (span, name) = item.source.first()?;
    let speaker = found.speaker.as_ref()?;
    // Another person's words: that is counted with the attributions.
    if speaker.span.overlap(moved(*span, head)) == 0 || name.as_deref() == Some("?") {
        return None;
    }
    let words = span.text(&marked.text).unwrap_or_default();
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
        out.alias.add(right || other_name(&speaker.name, words, &marked.parties));
    }
    let sure = if speaker.certain { "certain" } else { "uncertain" };
    let name = name.as_deref().unwrap_or("(its words)");
    (!right).then(|| format!("\"{words}\" is {name}; read as {} ({sure})", speaker.name))
}

/// The shown name is that of a party of which the words give another name.
fn other_name(shown: &str, words: &str, parties: &[Vec<String>]) -> bool {
    let mut rows = parties.iter().filter(|row| row.first().is_some_and(|name| name == shown));
    rows.any(|row| {
        row.iter().any(|name| words.contains(name.as_str()) || share_a_word(name, words))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_may_be_shown_by_its_first_name() {
        let parties = [vec!["Free Coast Movement".to_owned(), "FCM".to_owned()]];
        assert!(other_name("Free Coast Movement", "The FCM", &parties));
        assert!(!other_name("Free Coast Movement", "The harbour master", &parties));
        assert!(!other_name("Tervania", "The FCM", &parties));
    }
}
