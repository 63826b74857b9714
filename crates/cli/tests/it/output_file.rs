//! Where output goes: a file is whole or not there, and a closed pipe is no failure.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::material::{ARTICLE, EXAMPLE, root};
use crate::run::{Folder, command, pipe};

#[test]
fn the_ending_chooses_the_form() {
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    for (name, start) in [
        ("b.html", "<!doctype html>"),
        ("b.HTM", "<!doctype html>"),
        ("b.md", "# "),
        ("b.json", "{\"type\":\"brief\""),
        ("b.txt", "The state of the talks"),
        ("b", "The state"),
    ] {
        let done = folder.run(&["brief", "t", "-o", name]).exit(0);
        assert_eq!((&done.stdout as &str, done.stderr), ("", format!("wrote {name}\n")));
        assert!(folder.text(name).starts_with(start), "{name}");
        assert!(folder.text(name).ends_with('\n'), "{name}");
    }
    assert_eq!(folder.names().len(), 7, "nothing else is left: {:?}", folder.names());
}

#[test]
fn a_missing_folder_for_the_output_is_told() {
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    let done = folder.run(&["brief", "t", "-o", "out/b.md"]).exit(2);
    assert!(done.stderr.contains("cannot write out/b.md"), "{}", done.stderr);
    assert!(!done.stderr.contains(".pourparler-"), "our own names are nobody's: {}", done.stderr);
    assert_eq!(folder.names(), ["t"]);
}

#[test]
fn a_folder_in_place_of_the_output_is_told() {
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    folder.run(&["brief", "t", "-o", "t"]).exit(2).complains("it is a folder");
}

#[cfg(unix)]
#[test]
fn an_output_that_we_may_not_write_is_told() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("t/a.txt", ARTICLE).with("shut/old.md", "old");
    set_permissions(folder.path("shut"), Permissions::from_mode(0o555)).expect("it is ours");
    if tempfile::tempfile_in(folder.path("shut")).is_ok() {
        println!("left out: this user may write everywhere");
    } else {
        folder.run(&["brief", "t", "-o", "shut/old.md"]).exit(2).complains("cannot write");
        assert_eq!(folder.text("shut/old.md"), "old");
    }
    set_permissions(folder.path("shut"), Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn an_old_file_is_replaced_as_a_whole() {
    let folder = Folder::new().with("t/a.txt", ARTICLE).with("b.md", "old\n".repeat(100_000));
    folder.run(&["brief", "t", "-o", "b.md"]).exit(0);
    assert!(!folder.text("b.md").contains("old\n"));
    folder.run(&["brief", "nowhere", "-o", "b.md"]).exit(2);
    assert!(folder.text("b.md").starts_with("# "));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = Folder::new().with("t/a.txt", ARTICLE).with("far/old.md", "old");
    std::os::unix::fs::symlink("far/old.md", folder.path("b.md")).expect("a link");
    folder.run(&["brief", "t", "-o", "b.md"]).exit(0);
    assert!(folder.path("b.md").is_symlink() && folder.text("far/old.md").starts_with("# "));
}

/// A device must not be replaced by a file, whoever runs the program.
#[test]
fn a_pipe_is_written_into() {
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    let path = folder.path("pipe.md");
    if !pipe(&path) {
        return;
    }
    let reader = std::thread::spawn(move || std::fs::read_to_string(path).expect("text"));
    folder.run(&["brief", "t", "-o", "pipe.md"]).exit(0);
    assert!(reader.join().expect("it ends").starts_with("# "));
    assert_eq!(folder.names(), ["pipe.md", "t"]);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    for arguments in [&["brief", EXAMPLE][..], &["read", "--json", EXAMPLE], &["check", "--codes"]]
    {
        let mut child = command(&root(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let mut out = BufReader::with_capacity(16, child.stdout.take().expect("a pipe"));
        out.read_line(&mut line).expect("a line");
        assert!(!line.is_empty());
        drop(out);
        let mut told = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut told).expect("text");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), &told as &str), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn wrong_arguments_are_told() {
    let folder = Folder::new().with("t/a.txt", ARTICLE).with("t/b.txt", ARTICLE);
    for arguments in [
        &[][..],
        &["brief"],
        &["read"],
        &["check"],
        &["what"],
        &["brief", "t", "--what"],
        &["read", "--threads", "x", "t"],
        &["read", "--threads", "-1", "t"],
        &["brief", "t", "u"],
        &["read", "--text", "--json", "t/a.txt"],
        &["read", "--text", "t"],
    ] {
        let done = folder.run(arguments).exit(2);
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["help", "brief"], &["--version"], &["read", "-h"]] {
        let done = folder.run(arguments).exit(0);
        assert!(done.stderr.is_empty() && !done.stdout.is_empty(), "{arguments:?}");
    }
}
