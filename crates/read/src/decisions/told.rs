//! The findings about decisions that have no effect, with the words by which to find the place again.

use model::{Decision, Finding, Subject};

use super::Keys;
use crate::codes;

fn place(finding: Finding, decision: &Decision) -> Finding {
    Finding { spot: Some(decision.spot), ..finding }
}

/// Words of the entry as a message quotes them.
fn quoted(decision: &Decision) -> String {
    const WORDS: usize = 14;
    let Some(words) = &decision.words else { return String::new() };
    let mut out: Vec<&str> = words.split_whitespace().take(WORDS).collect();
    if words.split_whitespace().nth(WORDS).is_some() {
        out.push("...");
    }
    let text: String = out.join(" ").chars().take(160).flat_map(char::escape_debug).collect();
    format!(": \"{text}\"")
}

pub(super) fn no_match(file: &str, decision: &Decision, keys: &Keys) -> Finding {
    let Decision { of, key, .. } = decision;
    let other = match of {
        Subject::Statement => Subject::Position,
        Subject::Position | Subject::Dispute => Subject::Statement,
    };
    let (what, hint) = if keys.begin(*of, key).len() > 1 {
        (format!("several keys begin with {key}"), "write the whole key of 16 digits".to_owned())
    } else if keys.begin(other, key).len() == 1 {
        (
            format!("no {of} has the key {key}"),
            format!("it is the key of a {other}: write {other} = \"{key}\""),
        )
    } else {
        let hint = "the report was changed or is gone, or the reader reads it differently now; look for \
                    the words with `pourparler decide FOLDER --find WORDS` and decide again, or take \
                    the entry out";
        (format!("no {of} has the key {key}"), hint.to_owned())
    };
    let message = format!("the decision matches nothing, {what}{}", quoted(decision));
    place(codes::NO_MATCH.of(file, message, hint), decision)
}

/// The same for a decision about a dispute; so many cards have a key that begins so.
pub(crate) fn no_card(file: &str, decision: &Decision, begin: usize) -> Finding {
    let key = &decision.key;
    let (what, hint) = if begin > 1 {
        (format!("several keys begin with {key}"), "write the whole key of 16 digits")
    } else {
        let hint = "the reports agree now, or the passages with which the sides began are read \
                    differently; look for it with `pourparler disputes FOLDER --about WORDS` and \
                    decide again, or take the entry out";
        (format!("no dispute has the key {key}"), hint)
    };
    let message = format!("the decision matches nothing, {what}{}", quoted(decision));
    place(codes::NO_MATCH.of(file, message, hint), decision)
}

pub(super) fn otherwise(file: &str, decision: &Decision, now: &str) -> Finding {
    let then = decision.read.as_deref().unwrap_or_default();
    let now = if now.is_empty() { "nothing" } else { now };
    let message = format!(
        "the decision is about another reading than today's: then {then}, now {now}{}",
        quoted(decision)
    );
    let hint = "look at the words and decide again; the last decision with a key counts";
    place(codes::READ_OTHERWISE.of(file, message, hint), decision)
}
