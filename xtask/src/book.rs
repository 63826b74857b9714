//! The book: every page is in the table of contents, and every relative link leads somewhere.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::markdown::{anchors, links};
use crate::outcome::Outcome;
use crate::tree::{Tree, ends};

const PAGES: &str = "docs/src/";
const SUMMARY: &str = "docs/src/SUMMARY.md";

/// The whole check; builds the book too where `mdbook` is installed.
pub(crate) fn check(root: &Path) -> Outcome {
    let tree = match Tree::read(root) {
        Ok(tree) => tree,
        Err(why) => return Outcome::could_not("read the tree", why),
    };
    let mut problems = unlisted(&tree);
    problems.extend(dead(&tree));
    let built = if problems.is_empty() { build(root, &mut problems) } else { "" };
    let pages = pages(&tree).count();
    Outcome::of(problems, || format!("{pages} pages listed, all relative links lead on; {built}"))
}

fn pages(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.ours()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with(PAGES) && ends(path, "md") && *path != SUMMARY)
}

/// Pages that the table of contents does not name.
fn unlisted(tree: &Tree) -> Vec<String> {
    let Some(summary) = tree.text(SUMMARY) else { return vec![format!("{SUMMARY} is missing")] };
    let listed: BTreeSet<String> = links(summary)
        .iter()
        .filter_map(|link| resolve(SUMMARY, link.target.split('#').next()?))
        .collect();
    pages(tree)
        .filter(|page| !listed.contains(*page))
        .map(|page| format!("{page}: not in {SUMMARY}"))
        .collect()
}

/// Links that lead nowhere.
fn dead(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in tree.ours().filter(|(path, _)| ends(path, "md")) {
        for link in links(text) {
            if let Some(why) = why_dead(tree, path, &link.target) {
                problems.push(format!("{path}:{}: `{}` {why}", link.line, link.target));
            }
        }
    }
    problems
}

fn why_dead(tree: &Tree, page: &str, target: &str) -> Option<String> {
    let foreign = target.contains("://") || target.starts_with("mailto:");
    if foreign {
        return None;
    }
    let (file, anchor) = match target.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (target, None),
    };
    let path = if file.is_empty() { Some(page.to_owned()) } else { resolve(page, file) };
    let Some(path) = path.filter(|path| tree.has(path)) else {
        return Some("leads nowhere".to_owned());
    };
    if page.starts_with(PAGES) && !path.starts_with(PAGES) {
        return Some("leads out of the book, where a built book cannot follow".to_owned());
    }
    let known = anchors(tree.text(&path)?);
    let anchor = anchor?;
    (!known.iter().any(|one| one == anchor)).then(|| format!("{path} has no such heading"))
}

/// The path that a relative link means; `None` when it leaves the repository.
fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Builds the book in the target folder; says so when it cannot.
fn build(root: &Path, problems: &mut Vec<String>) -> &'static str {
    let target = root.join("target").join("book");
    let run = Command::new("mdbook")
        .args(["build", "docs", "-d"])
        .arg(&target)
        .current_dir(root)
        .output();
    match run {
        Err(_) => "mdbook is not installed, so the book was not built",
        Ok(out) if out.status.success() => "built by mdbook",
        Ok(out) => {
            problems.push(format!("mdbook: {}", String::from_utf8_lossy(&out.stderr).trim()));
            ""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(page: &str) -> Tree {
        let mut tree = Tree::default();
        tree.add(SUMMARY, b"- [A](a.md)\n- [B](sub/b.md)\n");
        tree.add("docs/src/a.md", b"# Top\n");
        tree.add("docs/src/sub/b.md", page.as_bytes());
        tree.add("README.md", b"[book](docs/src/a.md#top) [out](https://example.org/x#y)\n");
        tree
    }

    #[test]
    fn a_sound_book_has_no_problems() {
        let tree = book("[up](../a.md#top) [here](#own)\n# Own\n");
        assert_eq!(unlisted(&tree), Vec::<String>::new());
        assert_eq!(dead(&tree), Vec::<String>::new());
    }

    #[test]
    fn dead_links_and_anchors_are_found() {
        for link in ["c.md", "../a.md#none", "#none", "../../../../a.md", "../../../README.md"] {
            let tree = book(&format!("[x]({link})\n"));
            assert_eq!(dead(&tree).len(), 1, "{link}");
        }
    }

    #[test]
    fn a_forgotten_page_is_found() {
        let mut tree = book("x\n");
        tree.add("docs/src/c.md", b"x\n");
        assert_eq!(unlisted(&tree), ["docs/src/c.md: not in docs/src/SUMMARY.md"]);
    }
}
