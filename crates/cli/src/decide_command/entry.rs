//! One more entry for `decisions.toml`, as text behind what stands there.

use std::fmt::Write as _;

use model::file::{VERSION, quoted};
use model::{Subject, Verdict};

/// Words of the report that an entry keeps.
const WORDS: usize = 40;

/// What is right, with `correct`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What is right, with `correct`")]
pub(super) struct Right {
    /// Who said it: a name, or the id of an actor
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// The side for which it was said: the id of an actor
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// The issue: an id of the lexicon or of talks.toml
    #[arg(long, value_name = "ID")]
    issue: Option<String>,
    /// The choice on the issue; name the issue too
    #[arg(long, value_name = "ID")]
    choice: Option<String>,
    /// demand, propose, accept, refuse ...
    #[arg(long, value_name = "WORD")]
    stance: Option<String>,
    /// All flags, in place of those that were read; `none` for no flag
    #[arg(long, value_name = "WORD,WORD", value_delimiter = ',')]
    flags: Option<Vec<String>>,
    /// On whose word: own, opponent, expert or report (positions only)
    #[arg(long, value_name = "WORD")]
    basis: Option<String>,
    /// What it depends on (positions only)
    #[arg(long, value_name = "TEXT")]
    condition: Option<String>,
    /// Since when it holds (positions only)
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// What to take away: speaker, party, issue, choice or condition
    #[arg(long, value_name = "PART,PART", value_delimiter = ',')]
    without: Option<Vec<String>>,
}

/// What the entry is about.
pub(super) struct About<'a> {
    pub(super) of: Subject,
    pub(super) key: &'a str,
    pub(super) into: Option<String>,
    pub(super) words: String,
    pub(super) read: Option<String>,
}

/// The entry.
pub(super) fn text(arguments: &super::Arguments, verdict: Verdict, about: &About<'_>) -> String {
    let right = &arguments.right;
    let mut out = String::from("[[decision]]\n");
    let mut line = |key: &str, value: Option<&str>| {
        let _ = value.map(|value| writeln!(out, "{key} = {}", quoted(value)));
    };
    line(about.of.name(), Some(about.key));
    line("verdict", Some(verdict.name()));
    line("into", about.into.as_deref());
    line("speaker", right.speaker.as_deref());
    line("party", right.party.as_deref());
    line("issue", right.issue.as_deref());
    line("choice", right.choice.as_deref());
    line("stance", right.stance.as_deref());
    line("basis", right.basis.as_deref());
    line("condition", right.condition.as_deref());
    line("from", right.from.as_deref());
    for (key, list) in [("flags", &right.flags), ("without", &right.without)] {
        let Some(list) = list else { continue };
        let none = list.iter().all(|word| word == "none");
        let words = list.iter().filter(|_| !none).map(|word| quoted(word.trim()));
        put_line!(out, "{key} = [{}]", words.collect::<Vec<_>>().join(", "));
    }
    let mut line = |key: &str, value: Option<&str>| {
        let _ = value.map(|value| writeln!(out, "{key} = {}", quoted(value)));
    };
    line("by", arguments.by.as_deref());
    line("on", arguments.on.as_deref());
    line("why", arguments.why.as_deref());
    let cut: Vec<&str> = about.words.split(' ').take(WORDS).collect();
    line("words", Some(cut.join(" ").as_str()).filter(|words| !words.is_empty()));
    line("read", about.read.as_deref().filter(|read| !read.is_empty()));
    out
}

/// The file with the entry at its end; what stands in it stays byte for byte.
pub(super) fn added(old: &str, entry: &str) -> String {
    if old.trim().is_empty() {
        return format!("{old}pourparler = {VERSION}\n\n{entry}");
    }
    let end = if old.ends_with('\n') { "" } else { "\n" };
    format!("{old}{end}\n{entry}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_file_stays() {
        assert_eq!(added("", "x\n"), "pourparler = 1\n\nx\n");
        assert_eq!(added("# mine\na = 1", "x\n"), "# mine\na = 1\n\nx\n");
        assert_eq!(added("a = 1\n\n", "x\n"), "a = 1\n\n\nx\n");
    }
}
