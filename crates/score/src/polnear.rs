//! The attribution corpus `PolNeAR` as JSON lines (Newell, Margolin and Ruths 2018).

use model::Span;
use read::tagger::Spans;
use serde::Deserialize;

/// One article with its attributions.
pub(crate) struct Article {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: Vec<Spans>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    attributions: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Reads the lines; places are characters there and bytes here.
pub(crate) fn articles(lines: &str) -> Result<Vec<Article>, serde_json::Error> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(article).collect()
}

fn article(line: &str) -> Result<Article, serde_json::Error> {
    let line: Line = serde_json::from_str(line)?;
    let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(line.text.len());
    let last = line.text.len();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(last);
    let spans = |list: &[(usize, usize)]| {
        list.iter().map(|(start, end)| Span::new(byte(*start), byte(*end))).collect()
    };
    let gold = line.attributions.iter().map(|raw| Spans {
        source: spans(&raw.source),
        cue: spans(&raw.cue),
        content: spans(&raw.content),
    });
    Ok(Article { name: line.id, gold: gold.collect(), text: line.text })
}
