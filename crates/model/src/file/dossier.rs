//! Reads a whole `talks.toml`.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::fields::{Fields, Shared, span_of};
use super::known::Known;
use super::sink::Sink;
use super::syntax::Readable;
use super::{KnownIssues, codes, conflicts, deals, people, preferences, rounds, weighed};
use crate::finding::Finding;
use crate::id::ActorId;
use crate::span::{LineMap, Span};
use crate::talks::{Round, Talks};

/// The version of the format that this program writes and reads.
pub const VERSION: &str = "1";

/// Reads `talks.toml`. Never fails: what is wrong is left out and told in the findings, which are
/// in the order of the file.
///
/// ```
/// let text = "pourparler = 1\n[[actor]]\nid = \"north\"\nname = \"Northland\"\nkind = \"stat\"\n";
/// let (talks, findings) = model::file::talks("talks.toml", text, &());
/// assert!(talks.actors.is_empty());
/// assert_eq!(findings[0].code, "D009");
/// assert!(findings[0].hint.starts_with("did you mean \"state\"?"));
/// ```
pub fn talks(path: &str, text: &str, known: &dyn KnownIssues) -> (Talks, Vec<Finding>) {
    let mut sink = Sink::new(0);
    let readable = Readable::new(text);
    let root = readable.parse(&mut sink);
    let lines = LineMap::new(text);
    let known = Known::new(&root, known);
    let shared = Shared { sink: &sink, known: Some(&known), lines: &lines };
    let talks = read(Fields::new(&shared, &root, "", Span::new(0, 0)));
    (talks, sink.into_findings(path, text))
}

fn read(top: Fields<'_>) -> Talks {
    check_version(&top);
    let (title, about) = (top.text("title"), top.text("about"));
    let actors = people::actors(top.tables("actor", "actor"));
    weighed::parties(&top, &actors);
    let names: BTreeMap<ActorId, String> =
        actors.iter().map(|actor| (actor.id.clone(), actor.name.clone())).collect();
    let mut rounds = each(&top, "round", rounds::round);
    rounds.sort_by_key(|round: &Round| {
        let when = round.start.or(round.planned).or(round.end);
        (when.is_none(), when)
    });
    let positions = top.tables("position", "position").into_iter();
    let talks = Talks {
        title,
        about,
        sources: each(&top, "source", people::source),
        actors,
        issues: each(&top, "issue", deals::issue),
        rounds,
        delegations: each(&top, "delegation", people::delegation),
        mandates: each(&top, "mandate", people::mandate),
        legal_bars: each(&top, "legal_bar", people::legal_bar),
        positions: positions.filter_map(|fields| deals::position(fields, &names)).collect(),
        preferences: weighed::preferences(&top),
        red_lines: each(&top, "red_line", preferences::red_line),
        links: preferences::links(top.tables("link", "link")),
        sequences: each(&top, "sequence", preferences::sequence),
        reserves: weighed::reserves(&top),
        status_quo: weighed::status_quo(&top),
        documents: each(&top, "document", rounds::document),
        agreements: each(&top, "agreement", deals::agreement),
        commitments: each(&top, "commitment", deals::commitment),
        observations: each(&top, "observation", deals::observation),
        incidents: each(&top, "incident", rounds::incident),
        disputes: each(&top, "dispute", rounds::dispute),
        conflicts: conflicts::conflicts(&top, &names),
    };
    top.finish();
    talks
}

fn each<'a, T>(
    top: &Fields<'a>,
    table: &'static str,
    read: impl Fn(Fields<'a>) -> Option<T>,
) -> Vec<T> {
    top.tables(table, table).into_iter().filter_map(read).collect()
}

pub(super) fn check_version(top: &Fields<'_>) {
    top.need(&["pourparler"]);
    let Some(value) = top.get("pourparler") else { return };
    match value.get_ref() {
        DeValue::Integer(version) if version.as_str() == VERSION && version.radix() == 10 => {}
        DeValue::Integer(version) => {
            let message = format!("version {version} of the format is not known");
            top.add(codes::VERSION, span_of(value), message, String::new());
        }
        _ => top.wrong_type("pourparler", value, "a whole number", VERSION),
    }
}
