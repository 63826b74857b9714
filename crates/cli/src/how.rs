//! How to read: on how many threads and with which weights. The same options wherever reports are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use model::Talks;
use read::Reader;
use read::tagger::Tagger;

use crate::dossier::read_file;

/// Says that the rules read alone.
const NONE: &str = "none";

/// Options of every subcommand that reads.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// How many threads to use; the result is the same with any number
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Read with weights that `pourparler train` wrote instead of the built-in ones; `none`: by the
    /// rules alone
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

/// The options, with the weights in memory.
pub(crate) struct How {
    /// How many threads; as many as there are cores when absent.
    pub(crate) threads: Option<usize>,
    weights: Weights,
}

enum Weights {
    BuiltIn,
    None,
    Own { name: String, mark: String, tagger: Arc<Tagger> },
}

impl Options {
    /// Opens the weights, so that a wrong file is told before anything is read.
    pub(crate) fn open(&self) -> anyhow::Result<How> {
        let weights = match self.weights.as_deref() {
            None => Weights::BuiltIn,
            Some(path) if path == Path::new(NONE) => Weights::None,
            Some(path) => own(path)?,
        };
        Ok(How { threads: self.threads, weights })
    }
}

fn own(path: &Path) -> anyhow::Result<Weights> {
    let bytes = read_file(path).with_context(|| {
        format!(
            "cannot read the weights {}; name a file that `pourparler train` wrote, or {NONE}",
            path.display()
        )
    })?;
    let tagger = Tagger::from_bytes(&bytes)
        .with_context(|| format!("cannot use the weights {}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Weights::Own { name, mark: mark(&bytes), tagger: Arc::new(tagger) })
}

/// The sum at the end of the file, by which two weights can be told apart.
pub(crate) fn mark(weights: &[u8]) -> String {
    let sum = weights.last_chunk().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(sum))
}

impl How {
    /// A reader of that kind.
    pub(crate) fn reader(&self, talks: Option<&Talks>) -> Reader {
        let reader = Reader::new(talks);
        match &self.weights {
            Weights::BuiltIn => reader,
            Weights::None => reader.with_tagger(None),
            Weights::Own { tagger, .. } => reader.with_tagger(Some(Arc::clone(tagger))),
        }
    }

    /// What the reader of a brief must know, if it was not read as usual.
    pub(crate) fn note(&self) -> Option<String> {
        match &self.weights {
            Weights::BuiltIn => None,
            Weights::None => {
                Some("Attributions were found by the rules alone, without weights.".to_owned())
            }
            Weights::Own { name, mark, .. } => Some(format!(
                "Attributions were found with the weights {name} (sum {mark}), not with those that \
                 come with the program."
            )),
        }
    }
}
