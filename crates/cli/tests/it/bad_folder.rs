//! Folders that are empty, missing, no folders, closed to us, or full of small files.

use crate::material::ARTICLE;
use crate::run::{Folder, pipe};

#[test]
fn an_empty_folder_is_told() {
    let folder = Folder::new().with("empty/.keep", "");
    for command in [&["check", "empty"][..], &["read", "empty"]] {
        let done = folder.run(command).exit(0).says("F001: there are no reports in this folder");
        assert!(done.stdout.contains("hint: "), "{}", done.stdout);
    }
    folder.run(&["brief", "empty"]).exit(0).says("No report could be read").says("F001");
}

#[test]
fn a_missing_folder_is_an_error() {
    let folder = Folder::new();
    for command in ["brief", "check", "read"] {
        let done = folder.run(&[command, "nowhere"]).exit(2).complains("error: cannot ");
        assert!(done.stderr.contains("nowhere") && done.stdout.is_empty(), "{done:?}");
    }
    folder.run(&["brief", "nowhere", "-o", "a.md"]).exit(2);
    assert_eq!(folder.names(), [] as [&str; 0], "nothing is written");
}

#[test]
fn a_file_in_place_of_a_folder_is_told() {
    let folder = Folder::new().with("a.txt", ARTICLE);
    for command in ["brief", "check"] {
        folder.run(&[command, "a.txt"]).exit(2).complains("is a file, not a folder");
    }
    folder.run(&["read", "a.txt"]).exit(0).says("a.txt");
}

#[test]
fn files_that_are_no_reports_are_told() {
    let folder = Folder::new()
        .with("t/reports/a.txt", ARTICLE)
        .with("t/reports/b.pdf", "%PDF-1.7")
        .with("t/reports/c.jpeg", "\u{fffd}");
    let done = folder.run(&["check", "t"]).exit(0);
    assert!(
        done.stdout.contains("b.pdf: warning F003") && done.stdout.contains("c.jpeg: warning F003")
    );
}

#[test]
fn file_names_with_spaces_and_letters_of_any_script() {
    let names = ["two words.txt", "Çırağan – 2 июня.txt", "محادثات.md", "a'b\"c.html", "-o.txt"];
    let mut folder = Folder::new();
    for name in names {
        folder = folder.with(&format!("my talks/{name}"), ARTICLE);
    }
    let done = folder.run(&["read", "--json", "my talks"]).exit(0);
    for name in names {
        let quoted = serde_json::to_string(&format!("my talks/{name}")).expect("a string");
        assert!(done.stdout.contains(&quoted), "{name}");
    }
    for form in ["b.html", "b.md", "b.json", "b.txt"] {
        folder.run(&["brief", "my talks", "-o", form]).exit(0);
    }
    assert!(folder.text("b.html").contains("two words.txt"));
}

/// Two names that differ only in such a byte must not become one: one file would be lost.
#[cfg(unix)]
#[test]
fn file_names_that_are_no_utf8_are_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    for name in [b"b\xff.txt", b"b\xfe.txt"] {
        let odd = folder.path("t").join(std::ffi::OsStr::from_bytes(name));
        if std::fs::copy(folder.path("t/a.txt"), odd).is_err() {
            println!("left out: this disk takes no such names");
            return;
        }
    }
    let done = folder.run(&["read", "--json", "t"]).exit(0).says("t/b\\\\xff.txt");
    let reports = done.lines().iter().filter(|line| line["type"] == "report").count();
    assert_eq!(reports, 3);
}

#[cfg(unix)]
#[test]
fn what_we_may_not_read_is_told() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("t/a.txt", ARTICLE).with("t/b.txt", ARTICLE);
    let close = |path: &str, mode| {
        set_permissions(folder.path(path), Permissions::from_mode(mode)).expect("it is ours");
    };
    close("t/b.txt", 0o000);
    if std::fs::read(folder.path("t/b.txt")).is_ok() {
        println!("left out: this user may read everything");
        return;
    }
    folder.run(&["check", "t"]).exit(1).says("t/b.txt: error F004");
    close("t", 0o000);
    let done = folder.run(&["check", "t"]);
    close("t", 0o755);
    done.exit(2).complains("Permission denied");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_do_not_catch_us() {
    let folder = Folder::new().with("t/reports/a.txt", ARTICLE);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(from, folder.path(to)).expect("a link");
    };
    link("..", "t/reports/up");
    link("nowhere.txt", "t/reports/gone.txt");
    link("self.txt", "t/reports/self.txt");
    let done = folder.run(&["check", "t"]).exit(1);
    assert!(done.stdout.contains("gone.txt: error F004"), "{}", done.stdout);
    assert!(done.stdout.contains("self.txt: error F004"), "{}", done.stdout);
}

/// It would be waited for without end.
#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_told() {
    let folder = Folder::new().with("t/a.txt", ARTICLE);
    if !pipe(&folder.path("t/b.txt")) {
        return;
    }
    std::os::unix::fs::symlink("/dev/zero", folder.path("t/c.txt")).expect("a link");
    let done = folder.run(&["check", "t"]).exit(1).says("t/b.txt: error F004");
    assert!(done.stdout.contains("t/c.txt: error F004"), "{}", done.stdout);
}

#[test]
fn two_thousand_small_files() {
    let mut folder = Folder::new();
    for n in 0..2000 {
        let text = format!("On 2 June 2025 office {n} said that point {n} was settled.\n");
        folder = folder.with(&format!("t/{n}.txt"), text);
    }
    let done = folder.run(&["read", "--json", "t"]).exit(0);
    let reports = done.lines().iter().filter(|line| line["type"] == "report").count();
    assert_eq!(reports, 2000);
    folder.run(&["brief", "t", "--short"]).exit(0);
}
