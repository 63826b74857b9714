//! Reads `decisions.toml`: what a person decided about statements and positions.

use std::fmt::Write as _;

use super::KnownIssues;
use super::codes;
use super::dossier::check_version;
use super::fields::{Fields, Shared, span_of};
use super::known::Known;
use super::sink::{Sink, Walk, shown};
use super::syntax::Readable;
use super::values::Words;
use crate::decision::{Correction, Decision, Part, Subject, Verdict};
use crate::finding::{Finding, Spot};
use crate::id::IssueId;
use crate::position::{Basis, Flag};
use crate::span::{LineMap, Span};
use crate::stance::Stance;

/// Digits of a key as it is shown.
pub const KEY_DIGITS: usize = 16;
/// Fewer digits would now and then fit a statement that nobody meant.
pub const KEY_LEAST: usize = 12;

/// What only a correction may have.
const RIGHT: [&str; 10] = [
    "speaker", "party", "issue", "choice", "stance", "flags", "basis", "condition", "from",
    "without",
];
/// What a statement does not have.
const OF_POSITIONS: [&str; 3] = ["basis", "condition", "from"];

/// Reads `decisions.toml`, in the order of the file. Never fails: a decision of which anything is
/// wrong is left out as a whole and told in the findings, for half a correction may say what
/// nobody meant.
///
/// ```
/// let text = "pourparler = 1\n[[decision]]\nstatement = \"3f9a02c17b44e0d1\"\nverdict = \"confrim\"\n";
/// let (decisions, findings) = model::file::decisions("decisions.toml", text, &());
/// assert!(decisions.is_empty());
/// assert!(findings[0].hint.starts_with("did you mean \"confirm\"?"));
/// ```
pub fn decisions(path: &str, text: &str, known: &dyn KnownIssues) -> (Vec<Decision>, Vec<Finding>) {
    let mut sink = Sink::new(0);
    let readable = Readable::new(text);
    let root = readable.parse(&mut sink);
    let lines = LineMap::new(text);
    let known = Known::new(&root, known);
    let shared = Shared { sink: &sink, known: Some(&known), lines: &lines };
    let top = Fields::new(&shared, &root, "", Span::new(0, 0));
    check_version(&top);
    let tables = top.tables("decision", "decision").into_iter();
    let mut out: Vec<Decision> = tables.filter_map(decision).collect();
    top.finish();
    let mut walk = Walk::new(text);
    for decision in &mut out {
        walk.to(decision.spot.span.start);
        decision.spot = Spot { line: walk.line, column: walk.column, ..decision.spot };
    }
    (out, sink.into_findings(path, text))
}

fn decision(fields: Fields<'_>) -> Option<Decision> {
    fields.need(&["verdict"]);
    let subject = subject(&fields);
    let verdict = fields.word("verdict", (Verdict::ALL, Verdict::name));
    let right = right(&fields);
    let (by, why, words) = (fields.text("by"), fields.text("why"), fields.text("words"));
    let (on, read) = (fields.date("on"), fields.text("read"));
    let line = fields.line();
    let spot = Spot { line, column: 1, span: fields.span };
    let fits = fits(&fields, verdict, subject.as_ref().map(|(of, _)| *of));
    let into = fields.get("into").is_some().then(|| key(&fields, "into"));
    fields.finish();
    let ((of, key), verdict, right) = (subject?, verdict?, right?);
    // A card into which nothing can be merged makes the whole decision void.
    let into = match into {
        Some(into) => Some(into?),
        None => None,
    };
    fits.then_some(Decision { of, key, verdict, right, into, by, on, why, words, read, spot })
}

/// The one statement, position or dispute, by its key.
fn subject(fields: &Fields<'_>) -> Option<(Subject, String)> {
    let all = [Subject::Statement, Subject::Position, Subject::Dispute];
    let given: Vec<Subject> =
        all.into_iter().filter(|of| fields.get(of.name()).is_some()).collect();
    match given.as_slice() {
        [of] => key(fields, of.name()).map(|key| (*of, key)),
        [] => {
            neither(fields);
            None
        }
        _ => {
            let message = "a decision is about one thing: a statement, a position or a dispute";
            let last = given.last().map_or("position", |of| of.name());
            let place = fields.get(last).map_or(fields.span, span_of);
            fields.add(codes::TWO_SUBJECTS, place, message.to_owned(), String::new());
            None
        }
    }
}

/// No subject at all; a misspelt one is told as an unknown key.
fn neither(fields: &Fields<'_>) {
    let near = &fields.shared.sink.near;
    let keys = fields.table.iter().map(|(key, _)| key.get_ref().as_ref());
    let meant = |key: &str| near.nearest(key, ["statement", "position", "dispute"]).is_some();
    if !keys.into_iter().any(meant) {
        let message = "`decision` must have `statement`, `position` or `dispute`";
        let hint =
            "add statement = \"KEY\"; `pourparler decide FOLDER --find WORDS` tells the keys";
        fields.add(codes::MISSING_KEY, fields.span, message.to_owned(), hint.to_owned());
    }
}

fn key(fields: &Fields<'_>, name: &'static str) -> Option<String> {
    let text = fields.text(name)?;
    let key = text.trim().to_ascii_lowercase();
    let long = (KEY_LEAST..=KEY_DIGITS).contains(&key.len());
    if long && key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(key);
    }
    if let Some(value) = fields.get(name) {
        let message = format!("\"{}\" is not a key", shown(&text));
        fields.add(codes::NO_KEY, span_of(value), message, String::new());
    }
    None
}

/// The correction; `None` when a part of it cannot be used.
fn right(fields: &Fields<'_>) -> Option<Correction> {
    let given = |key: &'static str| fields.get(key).is_some();
    if given("choice") {
        // Ids of choices mean something on their issue only.
        fields.need(&["issue"]);
    }
    let issue = fields.refer::<IssueId>("issue");
    let choice = fields.choice("choice", issue.as_ref().map(IssueId::as_str));
    let flags: Words<Flag> = (Flag::ALL, Flag::name);
    let (flags, all_flags) = (fields.words("flags", flags), count(fields, "flags"));
    let without = fields.words("without", (Part::ALL, Part::name));
    let whole = flags.len() == all_flags && without.len() == count(fields, "without");
    let right = Correction {
        speaker: fields.text("speaker"),
        party: fields.refer("party"),
        issue,
        choice,
        stance: fields.word("stance", (Stance::ALL, Stance::name)),
        flags: given("flags").then(|| flags.into_iter().collect()),
        basis: fields.word("basis", (Basis::ALL, Basis::name)),
        condition: fields.text("condition"),
        from: fields.date("from"),
        without: without.into_iter().collect(),
    };
    let read = [
        right.speaker.is_some(),
        right.party.is_some(),
        right.issue.is_some(),
        right.choice.is_some(),
        right.stance.is_some(),
        right.flags.is_some(),
        right.basis.is_some(),
        right.condition.is_some(),
        right.from.is_some(),
        true,
    ];
    let all = RIGHT.iter().zip(read).all(|(key, read)| read || !given(key));
    (whole && all).then_some(right)
}

/// How many values a list has.
fn count(fields: &Fields<'_>, key: &'static str) -> usize {
    match fields.get(key).map(toml::Spanned::get_ref) {
        None => 0,
        Some(value) => value.as_array().map_or(1, |list| list.len()),
    }
}

/// Whether verdict and correction belong together.
fn fits(fields: &Fields<'_>, verdict: Option<Verdict>, of: Option<Subject>) -> bool {
    let Some(verdict) = verdict else { return false };
    if let Some(message) = of.and_then(|of| unfit(fields, verdict, of)) {
        let span = fields.get("verdict").map_or(fields.span, span_of);
        fields.add(codes::VERDICT, span, message, String::new());
        return false;
    }
    let first = RIGHT.iter().find(|key| fields.table.contains_key(**key));
    let strange = OF_POSITIONS.iter().find(|key| fields.table.contains_key(**key));
    let (place, message) = match (verdict, first, strange) {
        (Verdict::Correct, None, _) => {
            ("verdict", "this correction does not say what is right".to_owned())
        }
        (Verdict::Correct, Some(_), Some(key)) if of == Some(Subject::Statement) => {
            (*key, format!("a statement has no `{key}`; a position has"))
        }
        (Verdict::Correct, Some(_), _) | (_, None, _) => return true,
        (_, Some(key), _) => {
            (*key, format!("`{key}` says what is right, and the verdict is \"{verdict}\""))
        }
    };
    let span = fields.get(place).map_or(fields.span, span_of);
    fields.add(codes::VERDICT, span, message, String::new());
    false
}

/// Why a verdict cannot be about such a thing.
fn unfit(fields: &Fields<'_>, verdict: Verdict, of: Subject) -> Option<String> {
    let cards = [Verdict::Confirm, Verdict::Dismiss, Verdict::Merge, Verdict::Withdraw];
    let read = [Verdict::Confirm, Verdict::Reject, Verdict::Correct, Verdict::Withdraw];
    let allowed = if of == Subject::Dispute { cards } else { read };
    if !allowed.contains(&verdict) {
        let names: Vec<&str> = allowed.iter().map(|verdict| verdict.name()).collect();
        return Some(format!("the verdict on a {of} is one of {}", names.join(", ")));
    }
    match (verdict, fields.get("into").is_some()) {
        (Verdict::Merge, false) => {
            Some("`merge` needs `into`, the key of the card that takes the sides".to_owned())
        }
        (Verdict::Merge, true) | (_, false) => None,
        (_, true) => Some(format!("`into` belongs to `merge`, and the verdict is \"{verdict}\"")),
    }
}

/// A text as TOML writes it on one line, whatever it holds.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Characters that turn the direction of writing would show a file that is not there.
            _ if c.is_control()
                || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::AnyIssue;
    use super::*;

    const KEY: &str = "3f9a02c17b44e0d1";

    fn read(entry: &str) -> (Vec<Decision>, Vec<Finding>) {
        let text = format!("pourparler = 1\n[[decision]]\n{entry}");
        decisions("decisions.toml", &text, &AnyIssue)
    }

    fn codes_of(entry: &str) -> Vec<&'static str> {
        let (decisions, findings) = read(entry);
        assert!(decisions.is_empty() || findings.is_empty(), "{entry}");
        findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_correction_has_all_its_fields() {
        let (decisions, findings) = read(&format!(
            "position = \"{KEY}\"\nverdict = \"correct\"\nspeaker = \"Mira Voss\"\n\
             issue = \"ceasefire\"\nchoice = \"full\"\nstance = \"refuse\"\nbasis = \"own\"\n\
             flags = []\ncondition = \"if\"\nfrom = 2031-03-01\nwithout = \"party\"\n\
             by = \"A\"\non = 2031-03-02\nwhy = \"w\"\nwords = \"x\"\nread = \"y\"\n"
        ));
        assert_eq!(findings, []);
        let [decision] = decisions.as_slice() else { panic!("one decision") };
        assert_eq!((decision.of, decision.key.as_str()), (Subject::Position, KEY));
        assert_eq!(decision.right.flags.as_ref().map(std::collections::BTreeSet::len), Some(0));
        assert_eq!(decision.right.stance, Some(Stance::Refuse));
        assert!(decision.right.without.contains(&Part::Party));
        assert_eq!((decision.spot.line, decision.spot.column), (2, 1));
    }

    #[test]
    fn keys_are_digits_in_any_letters() {
        let (decisions, _) = read("statement = \" 3F9A02C17B44 \"\nverdict = \"reject\"\n");
        assert_eq!(decisions[0].key, "3f9a02c17b44");
        for bad in ["3f9a", "3f9a02c17b44e0d12", "zebrazebrazebra", "é9a02c17b44e0d"] {
            assert_eq!(
                codes_of(&format!("statement = \"{bad}\"\nverdict = \"reject\"\n")),
                ["D025"]
            );
        }
    }

    #[test]
    fn what_is_quoted_is_read_back() {
        for text in ["a \"b\" \\ c", "line\nline\t\r", "\u{1b}[2J\u{0}\u{7f}\u{85}", "é \u{202e}长"]
        {
            let entry =
                format!("statement = \"{KEY}\"\nverdict = \"reject\"\nwhy = {}\n", quoted(text));
            let (decisions, findings) = read(&entry);
            assert_eq!(findings, []);
            assert_eq!(decisions[0].why.as_deref(), Some(text));
            assert_eq!(quoted(text).lines().count(), 1);
        }
    }

    #[test]
    fn a_dispute_is_confirmed_dismissed_or_merged() {
        let with = |rest: &str| read(&format!("dispute = \"{KEY}\"\n{rest}"));
        let (decisions, findings) = with("verdict = \"merge\"\ninto = \"00112233445566ff\"\n");
        assert_eq!((decisions.len(), findings.len()), (1, 0));
        assert_eq!(decisions[0].into.as_deref(), Some("00112233445566ff"));
        assert_eq!(with("verdict = \"dismiss\"\nwhy = \"two things\"\n").0.len(), 1);
        assert_eq!(with("verdict = \"confirm\"\n").0.len(), 1);
        for bad in [
            "verdict = \"reject\"",
            "verdict = \"merge\"",
            "verdict = \"confirm\"\ninto = \"00112233445566ff\"",
        ] {
            assert_eq!(codes_of(&format!("dispute = \"{KEY}\"\n{bad}\n")), ["D027"], "{bad}");
        }
        assert_eq!(codes_of(&format!("statement = \"{KEY}\"\nverdict = \"dismiss\"\n")), ["D027"]);
    }

    #[test]
    fn half_a_decision_is_none() {
        let with = |rest: &str| codes_of(&format!("statement = \"{KEY}\"\n{rest}"));
        assert_eq!(codes_of("verdict = \"confirm\"\n"), ["D004"]);
        assert_eq!(with("why = \"x\"\n"), ["D004"]);
        assert_eq!(with(&format!("position = \"{KEY}\"\nverdict = \"confirm\"\n")), ["D026"]);
        assert_eq!(with("verdict = \"correct\"\n"), ["D027"]);
        assert_eq!(with("verdict = \"confirm\"\nstance = \"refuse\"\n"), ["D027"]);
        assert_eq!(with("verdict = \"correct\"\nbasis = \"own\"\n"), ["D027"]);
        assert_eq!(with("verdict = \"correct\"\nchoice = \"full\"\n"), ["D004"]);
        assert_eq!(with("verdict = \"correct\"\nstance = \"refuze\"\nspeaker = \"A\"\n"), ["D009"]);
        assert_eq!(with("verdict = \"correct\"\nflags = [\"past\", \"maybe\"]\n"), ["D009"]);
        assert_eq!(with("verdict = \"correct\"\nparty = \"nroth\"\n"), ["D010"]);
    }
}
