//! The files of the repository: what is tracked or would be, with the text of those that are text.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::process::Command;

/// Files by path (`/` between folders), sorted.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// Every file and every folder that holds one.
    paths: BTreeSet<String>,
    /// The text of the files that are UTF-8 without NUL.
    texts: BTreeMap<String, String>,
}

/// Folders of raw material: as it came, with whatever stands in it. Not ours to tidy.
const MATERIAL: [&str; 4] = ["/reports/", "examples/broken/", "cases/", "corpus/"];

impl Tree {
    /// Reads the repository at `root`, in the manner of `git status`: ignored files do not count.
    pub(crate) fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Tree::default();
        for path in list(root)? {
            let full = root.join(&path);
            if !full.is_file() {
                // Deleted in the working copy, but not yet in the index.
                continue;
            }
            tree.add(&path, &std::fs::read(full)?);
        }
        Ok(tree)
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, bytes: &[u8]) {
        for (at, _) in path.match_indices('/') {
            self.paths.insert(path[..at].to_owned());
        }
        self.paths.insert(path.to_owned());
        if let Ok(text) = std::str::from_utf8(bytes)
            && !text.contains('\0')
        {
            self.texts.insert(path.to_owned(), text.to_owned());
        }
    }

    /// Whether a file or folder of this name is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Text files that we wrote: no raw material, no generated files.
    pub(crate) fn ours(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .filter(|(path, _)| !is_material(path) && !is_generated(path))
    }

    /// Every text file but the generated ones, raw material too.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .filter(|(path, _)| !is_generated(path))
    }
}

/// Whether the path ends so, whatever the case of the letters.
pub(crate) fn ends(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

fn is_material(path: &str) -> bool {
    !ends(path, "rs") && MATERIAL.iter().any(|part| path.contains(part))
}

fn is_generated(path: &str) -> bool {
    path == "Cargo.lock" || ends(path, "snap")
}

fn list(root: &Path) -> io::Result<Vec<String>> {
    let out = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output();
    if let Ok(out) = out
        && out.status.success()
    {
        let text = String::from_utf8_lossy(&out.stdout);
        return Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect());
    }
    // An archive without its history: take what lies there.
    let mut found = Vec::new();
    walk(root, "", &mut found)?;
    Ok(found)
}

fn walk(root: &Path, below: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "target" || name == ".git" {
            continue;
        }
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            walk(root, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_material_is_not_ours() {
        let mut tree = Tree::default();
        tree.add("examples/a/reports/x.txt", b"as it came ");
        tree.add("crates/read/src/lib.rs", b"//! x");
        tree.add("docs/picture.png", b"\x89PNG\0");
        assert_eq!(tree.ours().count(), 1);
        assert_eq!(tree.all().count(), 2);
        assert!(tree.has("docs/picture.png"));
        assert!(tree.has("examples/a/reports"));
        assert_eq!(tree.text("docs/picture.png"), None);
    }
}
