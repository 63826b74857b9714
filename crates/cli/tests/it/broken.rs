//! `examples/broken/`: a folder for each code that a small folder can show, with that mistake only.

use crate::material::root;
use crate::run::{Done, pourparler};

/// What no small folder in a repository can show: files that nobody may read, very large ones, and
/// what is wrong with a scenario that is to be written, for which there is no command.
const WITHOUT: [&str; 9] = ["C009", "F004", "R005", "R007", "S030", "S031", "S032", "S033", "S034"];

/// No scenario is recognised in it, so that `check` looks for reports: only `weigh` tells the code.
const NO_SCENARIO: &str = "S001-no-scenario";

/// The names of the folders.
fn folders() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("examples/broken")).expect("examples/broken");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// "D003-unknown-key" for the code D003, "unknown key".
fn folder_of(code: &str, title: &str) -> String {
    let title = title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("{code}-{title}")
}

#[test]
fn every_code_has_its_folder() {
    let done = pourparler(&root(), &["check", "--codes"]).exit(0);
    let heads = done.stdout.lines().filter(|line| !line.starts_with(' '));
    let code = |line: &str| {
        let (code, rest) = line.split_once("  ").expect("code and rest");
        let (_, title) = rest.split_once(": ").expect("severity and title");
        (!WITHOUT.contains(&code)).then(|| folder_of(code, title))
    };
    assert_eq!(heads.filter_map(code).collect::<Vec<_>>(), folders());
}

#[test]
fn check_tells_the_code_of_each_folder_and_no_other() {
    for name in folders().into_iter().filter(|name| name != NO_SCENARIO) {
        let done = pourparler(&root(), &["check", &format!("examples/broken/{name}")]);
        let code = name.get(..4).unwrap_or_default();
        assert_eq!(done.codes(), [code], "{name}:\n{}", done.stdout);
        let error = done.stdout.contains(&format!(": error {code}: "));
        assert_eq!(done.status, i32::from(error), "{name}");
        let findings = done.stdout.lines().filter(|line| !line.starts_with(' ')).count();
        let hints = done.stdout.matches("\n    hint: ").count();
        assert_eq!(hints, findings, "each says how to mend it:\n{}", done.stdout);
    }
}

#[test]
fn weigh_tells_the_code_of_each_scenario_and_no_other() {
    let mut count = 0;
    for name in folders().into_iter().filter(|name| name.starts_with('S')) {
        let folder = format!("examples/broken/{name}");
        let done = pourparler(&root(), &["weigh", "--scenario", &folder]);
        let told = Done { stdout: done.stderr, stderr: String::new(), status: done.status };
        let code = name.get(..4).unwrap_or_default();
        assert_eq!(told.codes(), [code], "{name}:\n{}", told.stdout);
        assert!(told.stdout.contains("\n    hint: "), "{name}:\n{}", told.stdout);
        let error = told.stdout.contains(&format!(": error {code}: "));
        assert_eq!(told.status, if error { 2 } else { 0 }, "{name}:\n{}", told.stdout);
        count += 1;
    }
    assert!(count > 20, "{count}");
}
