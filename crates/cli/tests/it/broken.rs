//! `examples/broken/`: a folder for each code that a folder can show, and `check` tells it.

use crate::material::root;
use crate::run::pourparler;

/// The folders: code and name.
fn folders() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root().join("examples/broken")).expect("examples/broken");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().filter_map(|n| Some((n.split_once('-')?.0.to_owned(), n))).collect()
}

#[test]
fn check_tells_the_code_of_each_folder() {
    for (code, name) in folders() {
        let done = pourparler(&root(), &["check", &format!("examples/broken/{name}")]);
        assert!(done.codes().contains(&code), "{name}: {}", done.stdout);
        let error = done.stdout.contains(&format!(": error {code}: "));
        let errors = done.stdout.lines().any(|line| line.contains(": error "));
        assert_eq!(error, errors, "{name} has one mistake:\n{}", done.stdout);
        assert_eq!(done.status, i32::from(error), "{name}");
        let findings = done.stdout.lines().filter(|line| !line.starts_with(' ')).count();
        assert_eq!(
            done.stdout.matches("\n    hint: ").count(),
            findings,
            "each says how to mend it"
        );
    }
}

/// One mistake each: no other code in the folder, so that the example teaches what it is for.
#[test]
fn each_folder_has_one_mistake() {
    for (code, name) in folders() {
        let done = pourparler(&root(), &["check", &format!("examples/broken/{name}")]);
        assert_eq!(done.codes(), [code], "{name}:\n{}", done.stdout);
    }
}
