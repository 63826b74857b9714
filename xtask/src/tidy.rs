//! The look of the tree: file sizes, headers, leftovers, paths of somebody's machine.

use std::path::Path;

use crate::outcome::Outcome;
use crate::tree::{Tree, ends};

/// No Rust file is longer.
const LONGEST: usize = 1000;
/// The median Rust file should be shorter.
const MEDIAN: usize = 200;
/// Files that a licensed repository has.
const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];
/// Notes to oneself. Written in two parts, so that this file does not find itself.
const LEFTOVERS: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("db", "g!("),
];
/// Folders that say on whose machine something was written.
const MACHINES: [&str; 4] =
    [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/tm", "p/")];

/// The whole check.
pub(crate) fn check(root: &Path) -> Outcome {
    match Tree::read(root) {
        Ok(tree) => Outcome::of(problems(&tree), || praise(&tree)),
        Err(why) => Outcome::could_not("read the tree", why),
    }
}

fn problems(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in tree.ours() {
        if ends(path, "rs") {
            problems.extend(rust_file(path, text));
        }
        if is_code(path) {
            problems.extend(lines(path, text, |line| {
                leftover(line).map(|word| format!("`{word}` is left over; do it or file it"))
            }));
        }
        problems.extend(lines(path, text, |line| {
            (line.trim_end() != line).then(|| "white space at the end of the line".to_owned())
        }));
        if !text.is_empty() && !text.ends_with('\n') {
            problems.push(format!("{path}: no line break at the end"));
        }
    }
    // Raw material too: a collected page may carry anything but not the way to our disks.
    for (path, text) in tree.all() {
        problems.extend(lines(path, text, |line| {
            machine(line).map(|folder| format!("a path of somebody's machine (`{folder}`)"))
        }));
    }
    problems.extend(licences(tree));
    problems
}

fn rust_file(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let count = text.lines().count();
    if count > LONGEST {
        problems.push(format!("{path}: {count} lines, more than {LONGEST}; split it by idea"));
    }
    if !text.starts_with("//!") {
        problems.push(format!("{path}:1: does not start with `//!` and what the file is for"));
    }
    problems
}

/// Files in which a note to oneself is a debt; prose may speak of such notes.
fn is_code(path: &str) -> bool {
    ["rs", "toml", "html", "css", "js", "sh"].iter().any(|ending| ends(path, ending))
        || path.starts_with(".ci/")
}

fn lines(
    path: &str,
    text: &str,
    wrong: impl Fn(&str) -> Option<String>,
) -> impl Iterator<Item = String> {
    text.split('\n')
        .enumerate()
        .filter_map(move |(at, line)| Some(format!("{path}:{}: {}", at + 1, wrong(line)?)))
}

fn leftover(line: &str) -> Option<&'static str> {
    LEFTOVERS.into_iter().find(|word| {
        line.match_indices(word).any(|(at, _)| {
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let after = &line[at + word.len()..];
            !inside(line[..at].chars().next_back())
                && (word.ends_with('(') || !inside(after.chars().next()))
        })
    })
}

/// A machine's folder at the start of a path; `example.org/home/` is an address, not a disk.
fn machine(line: &str) -> Option<&'static str> {
    MACHINES.into_iter().find(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && !"._-~%/$}*".contains(c))
        })
    })
}

fn licences(tree: &Tree) -> Vec<String> {
    let mut problems: Vec<String> = LICENCES
        .iter()
        .filter(|name| tree.text(name).is_none_or(str::is_empty))
        .map(|name| format!("{name} is missing"))
        .collect();
    for (path, text) in tree.ours().filter(|(path, _)| path.ends_with("Cargo.toml")) {
        if !text.contains("license.workspace = true")
            && !text.contains("license = \"MIT OR Apache-2.0\"")
        {
            problems.push(format!("{path}: does not say its licence"));
        }
    }
    problems
}

fn praise(tree: &Tree) -> String {
    let mut counts: Vec<usize> = tree
        .ours()
        .filter(|(path, _)| ends(path, "rs"))
        .map(|(_, text)| text.lines().count())
        .collect();
    counts.sort_unstable();
    let median = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let longest = counts.last().copied().unwrap_or(0);
    let verdict = if median < MEDIAN { "" } else { ": longer than it should be" };
    format!(
        "{} Rust files, {} lines, longest {longest}, median {median}{verdict}",
        counts.len(),
        counts.iter().sum::<usize>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::default();
        for name in LICENCES {
            tree.add(name, b"text\n");
        }
        for (path, text) in files {
            tree.add(path, text.as_bytes());
        }
        tree
    }

    /// A page may speak of such notes.
    const PROSE: &str = concat!("We keep no TO", "DO list.\n");

    #[test]
    fn a_tidy_tree_has_no_problems() {
        let tree = tree(&[("a.rs", "//! A.\n"), ("b.md", PROSE)]);
        assert_eq!(problems(&tree), Vec::<String>::new());
    }

    #[test]
    fn each_kind_of_disorder_is_found_where_it_stands() {
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        let path = format!("let p = \"{}x\";", MACHINES[0]);
        let cases = [
            ("a.rs", "fn main() {}\n", "a.rs:1: does not start with"),
            ("a.rs", long.as_str(), "a.rs: 1001 lines"),
            ("a.rs", &format!("//! A.\n// {}: later\n", LEFTOVERS[1]), "a.rs:2: `"),
            ("a.rs", &format!("//! A.\n{}x);\n", LEFTOVERS[4]), "a.rs:2: `"),
            ("a.md", "one \ntwo\n", "a.md:1: white space"),
            ("a.md", "one", "a.md: no line break"),
            ("examples/x/reports/a.txt", &path, "examples/x/reports/a.txt:1: a path"),
            ("x/Cargo.toml", "[package]\n", "x/Cargo.toml: does not say its licence"),
        ];
        for (file, text, wanted) in cases {
            let found = problems(&tree(&[(file, text)]));
            assert_eq!(found.len(), 1, "{file} {wanted}: {found:?}");
            assert!(found[0].starts_with(wanted), "{found:?}");
        }
    }

    #[test]
    fn addresses_and_longer_words_are_no_disorder() {
        assert_eq!(machine(&format!("https://example.org{}page", MACHINES[0])), None);
        assert_eq!(leftover(&format!("{}LIST", LEFTOVERS[0])), None);
        assert_eq!(leftover(&format!("a_{}x)", LEFTOVERS[3])), None);
    }

    #[test]
    fn raw_material_may_end_its_lines_as_it_likes() {
        let tree = tree(&[("examples/x/reports/a.txt", "furniture \nno end")]);
        assert_eq!(problems(&tree), Vec::<String>::new());
    }
}
