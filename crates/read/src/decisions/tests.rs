//! Decisions over a small reading: what each verdict does, and what it leaves alone.

use model::file::AnyIssue;
use model::{Basis, Finding, Flag, Position, Stance, Statement, Subject, Verdict};

use super::{State, apply, find};
use crate::{Raw, Reader, Reading};

const TEXT: &str = "Kenya and Uganda in lake talks\n\nNairobi Post - 4 March 2024\n\n\
    Talks between Kenya and Uganda on the lake went on in Geneva.\n\n\
    Kenya demanded an immediate ceasefire.\n\nUganda refused a ceasefire.\n\n\
    Uganda said that 40 prisoners were handed over.\n";

/// Actors of any id may be named here; the lexicon checks them on the command line.
struct All;

impl model::file::KnownIssues for All {
    fn issue(&self, id: &str) -> bool {
        AnyIssue.issue(id)
    }

    fn choice(&self, issue: &str, id: &str) -> bool {
        AnyIssue.choice(issue, id)
    }

    fn actor(&self, _: &str) -> bool {
        true
    }
}

fn plain() -> (Reader, Reading) {
    // The rules alone: what is learned may add to them.
    let reader = Reader::new(None).with_tagger(None);
    let raw = Raw { path: "a.txt", bytes: TEXT.as_bytes() };
    let reading = reader.read(&[raw], 1, &|_, _| {});
    (reader, reading)
}

fn words<'a>(reading: &'a Reading, statement: &Statement) -> &'a str {
    let report = reading.reports.first().expect("a report");
    statement.content.first().and_then(|span| span.text(&report.text)).unwrap_or_default()
}

fn statement_at<'a>(reading: &'a Reading, of: &str) -> &'a Statement {
    let has = |one: &&Statement| words(reading, one).contains(of);
    reading.statements.iter().find(has).unwrap_or_else(|| panic!("no statement: {of}"))
}

fn position_at(reading: &Reading, of: Stance) -> &Position {
    reading.positions.iter().find(|one| one.stance == of).expect("a position")
}

/// Lays a file over the reading of the text; `{s:WORDS}` and `{p:STANCE}` stand for keys.
fn decide(entries: &str) -> (Reading, Vec<Finding>) {
    let (reader, mut reading) = plain();
    let mut text = format!("pourparler = 1\n{entries}");
    while let Some((start, end)) = text.find('{').zip(text.find('}')) {
        let (kind, what) = text[start + 1..end].split_once(':').expect("a kind");
        let key = match kind {
            "s" => statement_at(&reading, what).key.clone(),
            _ => position_at(&reading, Stance::parse(what).expect("a stance")).key.clone(),
        };
        text.replace_range(start..=end, &key);
    }
    let (decisions, wrong) = model::file::decisions("d.toml", &text, &All);
    assert_eq!(wrong, []);
    let findings = apply(&mut reading, &decisions, "d.toml", reader.lexicon());
    (reading, findings)
}

fn entry(of: &str, verdict: &str, rest: &str) -> String {
    format!("[[decision]]\n{of}\nverdict = \"{verdict}\"\n{rest}\n")
}

#[test]
fn nothing_decided_changes_nothing() {
    let (reading, findings) = decide("");
    assert_eq!((reading, findings), (plain().1, Vec::new()));
}

#[test]
fn a_rejected_statement_takes_its_positions_along() {
    let (reading, findings) = decide(&entry("statement = \"{s:a ceasefire}\"", "reject", ""));
    assert_eq!(findings, []);
    assert!(reading.positions.iter().all(|one| one.stance != Stance::Refuse));
    assert!(reading.statements.iter().all(|one| words(&reading, one) != "a ceasefire"));
    assert_eq!((reading.rulings.statements.len(), reading.rulings.positions.len()), (1, 1));
    let [ruling] = reading.rulings.all.as_slice() else { panic!("one ruling") };
    assert_eq!(ruling.state, State::Applied);
    assert!(ruling.hits[0].after.is_none() && ruling.hits[0].before.issue.is_some());
}

#[test]
fn a_confirmed_statement_confirms_the_position_that_it_shows() {
    let (reading, _) = decide(&entry("statement = \"{s:a ceasefire}\"", "confirm", "by = \"A\""));
    let refused = position_at(&reading, Stance::Refuse);
    let mark = refused.decided.as_ref().expect("a mark");
    assert_eq!(
        (refused.confidence, mark.verdict, mark.by.as_deref()),
        (100, Verdict::Confirm, Some("A"))
    );
    assert_eq!(position_at(&reading, Stance::Demand).decided, None);
    assert_eq!(reading.positions.len(), plain().1.positions.len());
}

#[test]
fn a_corrected_speaker_moves_position_and_side() {
    let right = "speaker = \"kenya\"\nflags = [\"conditional\"]";
    let (reading, _) = decide(&entry("statement = \"{s:a ceasefire}\"", "correct", right));
    let refused = position_at(&reading, Stance::Refuse);
    assert_eq!((refused.party.as_str(), refused.basis), ("ke", Basis::Own));
    assert_eq!(refused.speaker.as_deref(), Some("Kenya"));
    assert!(refused.flags.contains(&Flag::Conditional));
    let was = refused.decided.as_ref().and_then(|mark| mark.was.as_ref()).expect("what was read");
    assert_eq!(was.party.as_ref().map(model::ActorId::as_str), Some("ug"));
}

#[test]
fn what_the_reader_told_by_a_speaker_goes_with_the_statement() {
    let told = |reading: &Reading| reading.figures.iter().find(|f| f.value == "40").cloned();
    assert_eq!(told(&plain().1).and_then(|f| f.attributed_to).as_deref(), Some("Uganda"));
    let (reading, _) =
        decide(&entry("statement = \"{s:40 prisoners}\"", "correct", "speaker = \"Red Cross\""));
    assert_eq!(told(&reading).and_then(|f| f.attributed_to).as_deref(), Some("Red Cross"));
    let (reading, _) = decide(&entry("statement = \"{s:40 prisoners}\"", "reject", ""));
    assert_eq!(told(&reading).map(|f| f.attributed_to), Some(None));
}

#[test]
fn a_correction_makes_the_position_that_the_reader_missed() {
    let right = "issue = \"prisoners\"\nstance = \"commit\"";
    let (reading, _) = decide(&entry("statement = \"{s:40 prisoners}\"", "correct", right));
    let made = position_at(&reading, Stance::Commit);
    assert_eq!(
        (made.party.as_str(), made.issue.as_str(), made.key.as_str()),
        ("ug", "prisoners", "")
    );
    assert!(made.decided.as_ref().is_some_and(|mark| mark.was.is_none()));
    assert!(made.words.contains("40 prisoners"));
    let places = |one: &Position| one.evidence.clone();
    assert!(reading.positions.is_sorted_by_key(places));
}

#[test]
fn a_position_has_decisions_of_its_own() {
    let both = entry("statement = \"{s:a ceasefire}\"", "reject", "")
        + &entry(
            "position = \"{p:refuse}\"",
            "correct",
            "stance = \"open_to\"\nwithout = \"condition\"",
        );
    let (reading, findings) = decide(&both);
    assert_eq!(findings, []);
    let open = position_at(&reading, Stance::OpenTo);
    assert_eq!(open.attitude, Stance::OpenTo.attitude());
    assert_eq!((reading.rulings.statements.len(), reading.rulings.positions.len()), (1, 0));
    for gone in ["without = \"issue\"", "stance = \"report\""] {
        let (reading, _) = decide(&entry("position = \"{p:refuse}\"", "correct", gone));
        assert_eq!(reading.rulings.positions.len(), 1, "{gone}");
    }
}

#[test]
fn the_last_decision_with_a_key_counts() {
    let of = "statement = \"{s:a ceasefire}\"";
    let twice = entry(of, "reject", "") + &entry(of, "withdraw", "");
    let (reading, findings) = decide(&twice);
    assert_eq!(findings, []);
    assert_eq!(reading.positions, plain().1.positions);
    let states: Vec<State> = reading.rulings.all.iter().map(|ruling| ruling.state).collect();
    assert_eq!(states, [State::Overtaken(6), State::Applied]);
}

#[test]
fn what_matches_nothing_is_a_finding_with_its_words() {
    let (reading, findings) = decide(&entry(
        "statement = \"000000000000\"",
        "reject",
        "words = \"a ceasefire\\u001b on the lake\"",
    ));
    assert_eq!(reading.statements, plain().1.statements);
    let [finding] = findings.as_slice() else { panic!("one finding") };
    assert_eq!((finding.code, finding.spot.map(|spot| spot.line)), ("R024", Some(2)));
    assert!(finding.message.contains("ceasefire\\u{1b} on the lake"), "{}", finding.message);
    let (_, findings) = decide(&entry("position = \"{s:a ceasefire}\"", "reject", ""));
    assert!(findings[0].hint.contains("write statement = "), "{}", findings[0].hint);
}

#[test]
fn a_judgement_about_another_reading_does_not_count() {
    let of = "statement = \"{s:a ceasefire}\"";
    let (reading, findings) = decide(&entry(of, "reject", "read = \"party ug, stance threaten\""));
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["R025"]);
    assert_eq!(reading.positions, plain().1.positions);
    let (_, findings) =
        decide(&entry(of, "correct", "stance = \"ignore\"\nread = \"party ug, stance threaten\""));
    assert_eq!(findings, []);
}

#[test]
fn keys_are_found_by_their_beginning() {
    let (_, reading) = plain();
    let key = &statement_at(&reading, "a ceasefire").key;
    assert_eq!(find(&reading, &key[..12]), [(Subject::Statement, key.clone())]);
    let all = reading.statements.len() + reading.positions.len();
    assert_eq!(find(&reading, "").len(), all);
}

#[test]
fn what_one_tells_of_another_hangs_on_both() {
    let reader = Reader::new(None).with_tagger(None);
    let text = TEXT.replace("Uganda refused a", "Kenya said that Uganda refused a");
    let raw = Raw { path: "a.txt", bytes: text.as_bytes() };
    let plain = reader.read(&[raw], 1, &|_, _| {});
    let refused = |reading: &Reading| {
        let found = reading.positions.iter().find(|one| one.stance == Stance::Refuse);
        found.map(|one| (one.party.to_string(), one.basis, one.speaker.clone().unwrap_or_default()))
    };
    let is =
        |party: &str, basis, speaker: &str| Some((party.to_owned(), basis, speaker.to_owned()));
    assert_eq!(refused(&plain), is("ug", Basis::Opponent, "Kenya"));
    let key = |words: &str| {
        let has = |one: &&Statement| words_of(&text, one) == words;
        plain.statements.iter().find(has).expect("a statement").key.clone()
    };
    for (words, right, then) in [
        ("Uganda refused a ceasefire", "reject\"", None),
        ("a ceasefire", "reject\"", None),
        (
            "Uganda refused a ceasefire",
            "correct\"\nspeaker = \"ug\"",
            is("ug", Basis::Own, "Uganda"),
        ),
        (
            "Uganda refused a ceasefire",
            "correct\"\nspeaker = \"A bystander\"\nwithout = \"party\"",
            is("ug", Basis::Report, "A bystander"),
        ),
    ] {
        let file = format!(
            "pourparler = 1\n[[decision]]\nstatement = \"{}\"\nverdict = \"{right}\n",
            key(words)
        );
        let (decisions, wrong) = model::file::decisions("d.toml", &file, &All);
        assert_eq!(wrong, []);
        let mut reading = plain.clone();
        assert_eq!(apply(&mut reading, &decisions, "d.toml", reader.lexicon()), []);
        assert_eq!(refused(&reading), then, "{words}: {right}");
    }
}

fn words_of<'a>(text: &'a str, statement: &Statement) -> &'a str {
    statement.content.first().and_then(|span| span.text(text)).unwrap_or_default()
}

/// Every verdict and every correction on everything that was read, alone and all together.
#[test]
fn whatever_is_decided_the_reading_stays_whole() {
    let rights = [
        "confirm\"",
        "reject\"",
        "withdraw\"",
        "correct\"\nspeaker = \"Uganda\"",
        "correct\"\nspeaker = \"Nobody\"\nwithout = \"party\"",
        "correct\"\nparty = \"ke\"\nissue = \"ceasefire\"\nstance = \"accept\"",
        "correct\"\nissue = \"x\"\nchoice = \"y\"\nstance = \"demand\"\nflags = [\"past\"]",
        "correct\"\nwithout = [\"speaker\", \"issue\", \"choice\", \"condition\"]",
        "correct\"\nwithout = \"speaker\"\nstance = \"refuse\"",
    ];
    let (reader, plain) = plain();
    let all = find(&plain, "");
    let entry = |(of, key): &(Subject, String), right: &str| {
        format!("[[decision]]\n{of} = \"{key}\"\nverdict = \"{right}\n")
    };
    let mut files: Vec<String> = Vec::new();
    for right in rights {
        files.extend(all.iter().map(|one| entry(one, right)));
        files.push(all.iter().map(|one| entry(one, right)).collect());
    }
    for file in files {
        let file = format!("pourparler = 1\n{file}");
        let (decisions, wrong) = model::file::decisions("d.toml", &file, &All);
        assert_eq!(wrong, [], "{file}");
        let mut reading = plain.clone();
        assert_eq!(apply(&mut reading, &decisions, "d.toml", reader.lexicon()), [], "{file}");
        let text = &reading.reports[0].text;
        for one in &reading.statements {
            assert!(one.speaker.iter().all(|speaker| speaker.span.text(text).is_some()));
        }
        let of_reader = |one: &&Position| !one.key.is_empty();
        let kept = reading.positions.iter().filter(of_reader).count();
        assert_eq!(kept + reading.rulings.positions.len(), plain.positions.len(), "{file}");
        let gone = reading.rulings.statements.len();
        assert_eq!(reading.statements.len() + gone, plain.statements.len(), "{file}");
        assert!(reading.positions.is_sorted_by_key(|one| one.evidence.clone()), "{file}");
        assert!(reading.positions.iter().all(|one| one.stance != Stance::Report), "{file}");
        let shown = |one: &Position| one.attitude == one.stance.attitude();
        assert!(reading.positions.iter().all(shown), "{file}");
    }
}
