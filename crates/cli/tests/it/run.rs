//! Runs the built program and keeps what it printed. A folder of its own for each test.

#![allow(clippy::disallowed_methods, reason = "tests put folders of reports together")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What one run gave.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Done {
    fn new(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8 was printed");
        let done = Self {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            status: output.status.code().expect("no signal ended it"),
        };
        assert!(!done.stderr.contains("panicked"), "{}", done.stderr);
        done
    }

    /// Expects this exit code.
    #[track_caller]
    pub(crate) fn exit(self, status: i32) -> Self {
        let Self { stdout, stderr, status: is } = &self;
        assert_eq!(*is, status, "\nstdout:\n{stdout}\nstderr:\n{stderr}");
        self
    }

    /// Expects these words on stdout.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "no {words:?} in\n{}", self.stdout);
        self
    }

    /// Expects these words on stderr.
    #[track_caller]
    pub(crate) fn complains(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no {words:?} in\n{}", self.stderr);
        self
    }

    /// The codes of the findings printed, in order, each once.
    pub(crate) fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for line in self.stdout.lines().filter(|line| !line.starts_with(' ')) {
            for severity in [": error ", ": warning ", ": note "] {
                let code = line.split_once(severity).and_then(|(_, rest)| rest.split(':').next());
                if let Some(code) = code.filter(|code| code.len() == 4)
                    && !codes.iter().any(|known| known == code)
                {
                    codes.push(code.to_owned());
                }
            }
        }
        codes
    }

    /// The JSON lines on stdout.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let line = |line| serde_json::from_str(line).expect("one JSON object a line");
        self.stdout.lines().map(line).collect()
    }

    /// The one JSON object on stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect("one JSON object")
    }
}

/// The program with these arguments, in this folder, with an empty environment and no terminal.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pourparler"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// Runs it to its end.
#[track_caller]
pub(crate) fn pourparler(folder: &Path, arguments: &[&str]) -> Done {
    Done::new(&command(folder, arguments).output().expect("the program starts"))
}

/// Makes a named pipe; `false` where that is not possible.
pub(crate) fn pipe(path: &Path) -> bool {
    cfg!(unix) && Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success())
}

/// A folder that is gone after the test.
#[derive(Debug)]
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    /// With one more file; folders on the way are made.
    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, bytes).expect("a file is written");
        self
    }

    /// Where a file of it lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Runs the program in this folder.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Done {
        pourparler(self.0.path(), arguments)
    }

    /// What a file of it holds.
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("the file was written")
    }

    /// The names in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}
