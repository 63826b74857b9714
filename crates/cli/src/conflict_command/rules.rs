//! What each rule says and which states it removes.

use model::Evidence;
use model::conflict::{Rule, RuleKind};
use weigh::conflict::Pattern;

use super::board::Board;
use super::words::{bold, is_on};
use crate::wrap::wrap;

/// Removed states that are shown for one rule.
const SHOWN: usize = 4;

/// What one rule of the entry removes.
pub(super) struct Effect {
    /// Of all combinations of options; `None`: the rule has several parts, which overlap.
    pub(super) hits: Option<String>,
    /// Those that no other rule removes.
    pub(super) alone: Option<u64>,
    /// The first of them.
    pub(super) first: Vec<Pattern>,
}

/// What a rule says, in plain logic.
pub(super) fn says(board: &Board<'_>, rule: &Rule) -> String {
    let ids = |places: &[usize]| {
        let ids = places.iter().filter_map(|at| board.entry.options.get(*at));
        ids.map(|lever| lever.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    match &rule.kind {
        RuleKind::Never(that, _) => format!("never {that}"),
        RuleKind::Always(that, _) => that.to_string(),
        RuleKind::AtMostOne(of) => format!("at most one of {}", ids(of)),
        RuleKind::AtLeastOne(of) => format!("at least one of {}", ids(of)),
    }
}

/// The line of a rule.
pub(super) fn line(rule: &Rule) -> usize {
    match &rule.evidence {
        Evidence::Entry { line, .. } => *line,
        Evidence::Passage(_) | Evidence::Assumed(_) => 0,
    }
}

/// What a rule removes.
pub(super) fn effect(board: &Board<'_>, rule: usize) -> Effect {
    let parts = board.rules.iter().enumerate().filter(|(_, of)| **of == rule);
    let parts: Vec<usize> = parts.map(|(part, _)| part).collect();
    let removed = match parts.as_slice() {
        [part] => board.conflict.removed(*part),
        _ => None,
    };
    let mut first: Vec<Pattern> =
        parts.iter().flat_map(|part| board.conflict.list_removed(*part, SHOWN)).collect();
    first.sort_unstable();
    first.dedup();
    first.truncate(SHOWN);
    let hits = removed.as_ref().map(|removed| removed.hits.to_string());
    Effect { hits, alone: removed.and_then(|removed| removed.alone), first }
}

/// Signs of a pattern that need not be a state.
pub(super) fn signs(board: &Board<'_>, pattern: Pattern) -> String {
    let options = board.entry.options.len();
    (0..options).map(|at| if is_on(pattern, at) { 'Y' } else { 'N' }).collect()
}

/// The rules for people.
pub(super) fn told(out: &mut String, board: &Board<'_>) {
    if board.entry.rules.is_empty() {
        return;
    }
    put_line!(out, "{}", bold("Rules"));
    for (at, rule) in board.entry.rules.iter().enumerate() {
        let effect = effect(board, at);
        let mut text = says(board, rule);
        if let Some(words) = &rule.words {
            put!(text, ": {words}");
        }
        let assumed = if rule.assumed { "assumed, " } else { "" };
        put!(text, " ({assumed}talks.toml:{})", line(rule));
        if let Some(hits) = &effect.hits {
            put!(text, "; removes {hits} combinations");
        }
        if let Some(alone) = effect.alone {
            put!(text, ", {alone} that no other rule does");
        }
        let first: Vec<String> = effect.first.iter().map(|one| signs(board, *one)).collect();
        if !first.is_empty() {
            put!(text, ", such as {}", first.join(" "));
        }
        wrap(out, "  ", &text);
    }
    out.push('\n');
}
