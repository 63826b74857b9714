//! What the tests read: the example of the repository, and real articles where somebody has them.

#![allow(clippy::print_stdout, reason = "whoever runs the tests should see what was left out")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::run::pourparler;

/// A short article with two sides, quotes, a count and a date: enough for every kind of line.
pub(crate) const ARTICLE: &str = "\
Northland and Southmark meet again

2 March 2031, Harbour Wire

Ukraine and Russia held talks in Istanbul on Sunday. Ukraine demands a full and unconditional ceasefire, \
President Volodymyr Zelenskyy said on Sunday.

“We want the return of all prisoners,” Zelenskyy told reporters.

Russia refuses a ceasefire, the Russian Foreign Ministry said in a statement. It handed over 40 bodies.
";

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// The example dossier, as a path from [`root`].
pub(crate) const EXAMPLE: &str = "examples/istanbul-2025";

/// A folder of reports, and where the program must be started to name it so.
#[derive(Debug)]
pub(crate) struct Material {
    pub(crate) from: PathBuf,
    pub(crate) folder: &'static str,
    lines: OnceLock<Vec<Value>>,
}

impl Material {
    fn new(from: PathBuf, folder: &'static str) -> Self {
        Self { from, folder, lines: OnceLock::new() }
    }

    /// Everything `read --json` says of it; asked once for all tests.
    pub(crate) fn lines(&self) -> &[Value] {
        let read = || pourparler(&self.from, &["read", "--json", self.folder]).exit(0).lines();
        self.lines.get_or_init(read)
    }

    /// The text in which spans of this source count; the path as from [`Material::from`].
    pub(crate) fn text(&self, source: &str) -> String {
        let html = [".html", ".htm"].iter().any(|ending| source.ends_with(ending));
        if html {
            return pourparler(&self.from, &["read", "--text", source]).exit(0).stdout;
        }
        // The bytes as they lie on disk, without the program in between.
        std::fs::read_to_string(self.from.join(source)).expect("a report is UTF-8")
    }
}

/// The example, and the real articles if they are there.
pub(crate) fn all() -> impl Iterator<Item = &'static Material> {
    static EXAMPLE_MATERIAL: OnceLock<Material> = OnceLock::new();
    let example = EXAMPLE_MATERIAL.get_or_init(|| Material::new(root(), EXAMPLE));
    std::iter::once(example).chain(real())
}

/// The five real articles. They belong to their publishers and are not part of the repository:
/// `POURPARLER_SHARED` tells where they are, else a folder `shared` beside the repository.
#[allow(clippy::print_stderr, reason = "a test that left something out says so")]
pub(crate) fn real() -> Option<&'static Material> {
    static REAL_MATERIAL: OnceLock<Option<Material>> = OnceLock::new();
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let find = || {
        let shared = std::env::var_os("POURPARLER_SHARED").map_or_else(beside, PathBuf::from);
        let found = shared.join("reports/articles").canonicalize().ok();
        found.filter(|path| path.is_dir()).map(|from| Material::new(from, "."))
    };
    let found = REAL_MATERIAL.get_or_init(find).as_ref();
    if found.is_none() {
        eprintln!(
            "left out: the real articles are not here (POURPARLER_SHARED names their folder)"
        );
    }
    found
}

/// The lines of one type.
pub(crate) fn of<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

/// A text field; a missing one is a mistake of the test.
#[track_caller]
pub(crate) fn text<'a>(line: &'a Value, key: &str) -> &'a str {
    line[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {line}"))
}

/// `[start, end]` as numbers.
#[track_caller]
pub(crate) fn span(value: &Value) -> (usize, usize) {
    let at = |n: usize| value[n].as_u64().and_then(|n| usize::try_from(n).ok());
    match (at(0), at(1)) {
        (Some(start), Some(end)) => (start, end),
        _ => panic!("{value} is no span"),
    }
}
