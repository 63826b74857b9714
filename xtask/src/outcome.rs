//! What a check says at its end: one line of praise, or every problem it saw.

/// The end of a check.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well; one line about what was looked at.
    Fine(String),
    /// Every problem, not the first only.
    Wrong(Vec<String>),
}

impl Outcome {
    /// Fine with this note when there are no problems.
    pub(crate) fn of(problems: Vec<String>, note: impl FnOnce() -> String) -> Self {
        if problems.is_empty() { Outcome::Fine(note()) } else { Outcome::Wrong(problems) }
    }

    /// The problem "this chore could not run".
    pub(crate) fn could_not(what: &str, why: impl std::fmt::Display) -> Self {
        Outcome::Wrong(vec![format!("could not {what}: {why}")])
    }
}

/// Prints problems, one a line.
pub(crate) fn print(problems: &[String]) {
    for problem in problems {
        eprintln!("  {problem}");
    }
    let many = if problems.len() == 1 { "problem" } else { "problems" };
    eprintln!("{} {many}", problems.len());
}
