//! Same input, same bytes out: in any order of files, on any number of threads.

use crate::material::{EXAMPLE, all, root};
use crate::run::{Folder, pourparler};

/// The files of a folder of reports, as arguments.
fn files(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder of reports");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned())
        .collect();
    files.sort();
    files
}

#[test]
fn the_order_of_files_changes_nothing() {
    for material in all() {
        let reports = material.from.join(material.folder).join("reports");
        let folder = if reports.is_dir() { reports } else { material.from.clone() };
        let names = files(&folder);
        let mut arguments = vec!["read", "--json"];
        arguments.extend(names.iter().map(String::as_str));
        let forth = pourparler(&folder, &arguments);
        arguments[2..].reverse();
        let back = pourparler(&folder, &arguments);
        assert!(forth.stdout.lines().count() > 50);
        assert!(forth.stdout == back.stdout && forth.status == back.status);
        arguments[2..].rotate_left(2);
        arguments.push(&names[0]);
        assert!(pourparler(&folder, &arguments).stdout == forth.stdout, "a file named twice");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for material in all() {
        for command in [&["read", "--json"][..], &["brief", "--json"], &["brief"], &["check"]] {
            let run = |threads| {
                let mut arguments = command.to_vec();
                arguments.extend([material.folder, "--threads", threads]);
                pourparler(&material.from, &arguments)
            };
            let (one, four) = (run("1"), run("4"));
            assert!(one.stdout == four.stdout && one.stderr == four.stderr, "{command:?}");
            assert!(one.stdout == run("0").stdout, "no thread is one thread");
        }
    }
}

#[test]
fn two_runs_write_the_same_file() {
    let folder = Folder::new();
    let example = root().join(EXAMPLE).to_string_lossy().into_owned();
    for form in ["md", "html", "json", "txt"] {
        let (a, b) = (format!("a.{form}"), format!("b.{form}"));
        folder.run(&["brief", &example, "-o", &a]).exit(0);
        folder.run(&["brief", &example, "-o", &b]).exit(0);
        assert!(folder.text(&a) == folder.text(&b), "{form}");
    }
}

/// The same files in another folder, named in another way: only the names change.
#[test]
fn the_place_of_the_folder_changes_nothing_else() {
    let text = crate::material::ARTICLE;
    let near = Folder::new().with("talks/a.txt", text).with("talks/b.txt", "Nothing.");
    let here = near.run(&["read", "--json", "talks"]).exit(0).stdout;
    let there = near.run(&["read", "--json", "./talks/"]).exit(0).stdout;
    assert_eq!(here, there.replace("./talks/", "talks/"));
}
