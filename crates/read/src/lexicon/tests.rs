//! The lexicon's own tests: every test line of the files, and that the files are sound.

use std::collections::{BTreeMap, BTreeSet};

use model::{Span, When};

use super::data::{ActorFile, ActorTest, IssueData, IssueFile, PeopleFile};
use super::*;
use crate::token::{fold, tokens};

const PAX: [&str; 26] = [
    "Ce", "CeProv", "CeGen", "SsrGua", "SsrArm", "SsrFf", "StDef", "StBor", "StInd", "GRef", "GCh",
    "DevHum", "HrMob", "TjPrire", "TjMis", "TjRep", "TjSan", "TjAm", "Ele", "ConRen", "Med",
    "ImUN", "ImOth", "ImRef", "ImPK", "ImE",
];

const PLOVER: [(&str, &[&str]); 16] = [
    ("AGREE", &[]),
    ("CONSULT", &["visit", "third-party", "multilateral", "phone"]),
    ("SUPPORT", &[]),
    ("CONCEDE", &[]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    ("RETREAT", &["withdraw", "release", "disarm", "ceasefire", "access", "resign"]),
    ("REQUEST", &["assist", "change", "yield", "meet"]),
    ("ACCUSE", &["disapprove", "investigate", "allege"]),
    ("REJECT", &["assist", "change", "yield", "meet"]),
    ("THREATEN", &["restrict", "arrest", "relations", "expel", "territory", "violence"]),
    ("PROTEST", &[]),
    ("SANCTION", &["convict", "expel", "withdraw", "discontinue"]),
    ("MOBILIZE", &["troops", "weapons", "police", "militia"]),
    ("COERCE", &[]),
    ("ASSAULT", &[]),
];

const GROUPS: [&str; 7] =
    ["security", "humanitarian", "territory", "status", "political", "economic", "process"];

/// Loading takes longer than a look-up; the property test asks often.
static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();

/// The ids that other files of the project count on.
const PROMISED: &str = "ceasefire monitoring withdrawal disarmament force_limits foreign_forces \
    arms_supplies guarantees military_operations prisoners remains children civilians hostages \
    missing displaced corridors aid_access territory recognition neutrality alliance_membership \
    political_alignment constitution elections legitimacy language_culture justice power_sharing \
    sanctions assets reconstruction diplomatic_relations talks next_meeting leaders_meeting \
    memorandum mediation committees treaty_text signing root_causes";

fn issue_data() -> Vec<IssueData> {
    let files = ISSUES.map(|text| toml::from_str::<IssueFile>(text).expect("an issue file"));
    files.into_iter().flat_map(|file| file.issue).collect()
}

fn actor_data() -> (ActorFile, PeopleFile) {
    (toml::from_str(ACTORS).expect("actors"), toml::from_str(PEOPLE).expect("people"))
}

fn cut(text: &str) -> Vec<Token> {
    tokens(text, Span::new(0, text.len()))
}

#[test]
fn issue_test_lines_hold() {
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for issue in issue_data() {
        for line in &issue.test {
            let expect = line.expect.as_deref().unwrap_or(&issue.id);
            let hits = lexicon.issue_hits(&cut(&line.text));
            let holds = if expect == "none" {
                hits.iter().all(|hit| hit.issue.as_str() != issue.id)
            } else {
                hits.iter().any(|hit| {
                    hit.issue.as_str() == expect
                        && hit.weak == line.weak
                        && (line.choice.is_none()
                            || hit.choice.as_ref().map(ChoiceId::as_str) == line.choice.as_deref())
                })
            };
            if !holds {
                let hits: Vec<String> = hits
                    .iter()
                    .map(|hit| {
                        let choice = hit.choice.as_ref().map_or("", ChoiceId::as_str);
                        let weak = if hit.weak { "?" } else { "" };
                        format!("{}{weak} {choice} {:?}", hit.issue, hit.tokens)
                    })
                    .collect();
                wrong.push(format!(
                    "{}: \"{}\" wants {expect} {:?}, found {hits:?}",
                    issue.id, line.text, line.choice
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn actor_test_lines_hold() {
    let lexicon = Lexicon::built_in();
    let (actors, people) = actor_data();
    let lines: Vec<ActorTest> = actors.test.into_iter().chain(people.test).collect();
    let mut wrong = Vec::new();
    for line in lines {
        let hits = lexicon.actor_hits(&cut(&line.text));
        let of = |weak: bool| -> Vec<String> {
            hits.iter().filter(|hit| hit.weak == weak).map(|hit| hit.actor.to_string()).collect()
        };
        if of(false) != line.expect || of(true) != line.weak {
            wrong.push(format!("\"{}\": {:?}, weak {:?}", line.text, of(false), of(true)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn issue_files_are_sound() {
    let data = issue_data();
    let mut ids = BTreeSet::new();
    for issue in &data {
        let id = &issue.id;
        assert!(ids.insert(id.clone()), "{id} stands twice");
        assert!(id.parse::<IssueId>().is_ok(), "{id}");
        assert!(GROUPS.contains(&&*issue.group), "{id}: group");
        assert!(issue.pax.iter().all(|code| PAX.contains(&&**code)), "{id}: PA-X code");
        assert!(issue.test.len() >= 2, "{id}: two test lines at least");
        assert!(!issue.terms.is_empty() && issue.about.ends_with('.'), "{id}");
        let plover = issue.plover.as_deref().unwrap_or("AGREE");
        let (word, mode) = plover.split_once('/').unwrap_or((plover, ""));
        let known = PLOVER.iter().find(|(known, _)| *known == word);
        assert!(known.is_some_and(|(_, modes)| mode.is_empty() || modes.contains(&mode)), "{id}");
        let mut choices = BTreeSet::new();
        for choice in &issue.choice {
            assert!(choice.id.parse::<ChoiceId>().is_ok(), "{id}/{}", choice.id);
            assert!(choices.insert(&choice.id), "{id}/{} stands twice", choice.id);
            assert!(!choice.terms.is_empty(), "{id}/{} has no terms", choice.id);
        }
        let named = issue.test.iter().filter_map(|line| line.choice.as_ref());
        for choice in named {
            assert!(choices.contains(choice), "{id}: a test names the choice {choice}");
        }
    }
    let promised = PROMISED.split_whitespace().filter(|id| !ids.contains(*id));
    assert_eq!(promised.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn phrases_are_ones_that_can_be_found() {
    let issues = issue_data();
    let of_choices = |issue: &IssueData| -> Vec<String> {
        issue.choice.iter().flat_map(|c| c.terms.iter().chain(&c.alone)).cloned().collect()
    };
    for issue in &issues {
        let lists = [&issue.terms, &issue.weak_terms, &issue.not].into_iter().flatten().cloned();
        for phrase in lists.chain(of_choices(issue)) {
            assert_eq!(phrase.trim(), phrase, "{}: spaces round a phrase", issue.id);
            assert_eq!(phrase.matches('{').count(), phrase.matches('}').count(), "{phrase}");
            for spelt in spell_out(&phrase) {
                assert!(!spelt.contains(['{', '}']), "{phrase}: too many braces");
                let mut phrases = crate::phrases::Phrases::default();
                phrases.add(&spelt, ());
                let text = spelt.replace('*', "").replace('#', "7").replace(" .. ", " x ");
                let found = phrases.longest(&cut(&text), 0);
                assert!(found.is_some(), "{}: \"{spelt}\" finds nothing", issue.id);
            }
        }
    }
}

#[test]
fn actor_files_are_sound() {
    let (actors, people) = actor_data();
    let lexicon = Lexicon::built_in();
    let lists = [&actors.state, &actors.organisation, &actors.movement, &actors.body];
    let all: Vec<_> = lists.into_iter().flatten().collect();
    let mut ids = BTreeSet::new();
    for id in all.iter().map(|a| &a.id).chain(people.person.iter().map(|p| &p.id)) {
        assert!(ids.insert(id.clone()), "{id} stands twice");
        assert!(id.parse::<ActorId>().is_ok(), "{id}");
    }
    for actor in &all {
        let words: Vec<&String> = [&actor.name]
            .into_iter()
            .chain(&actor.names)
            .chain(&actor.adjectives)
            .chain(&actor.metonyms)
            .collect();
        for weak in &actor.weak {
            assert!(words.contains(&weak), "{}: weak word {weak} is none of its words", actor.id);
        }
        assert!(actor.of.as_ref().is_none_or(|of| ids.contains(of)), "{}: of", actor.id);
    }
    for person in &people.person {
        assert!(ids.contains(&person.of), "{}: of {}", person.id, person.of);
        assert!(!person.offices.is_empty(), "{}: no office", person.id);
        let dates = person.offices.iter().flat_map(|o| [&o.from, &o.until]).flatten();
        for date in dates {
            assert!(When::parse(date).is_some(), "{}: {date}", person.id);
        }
    }
    assert_eq!(actors.state.len(), 198);
    assert!(people.person.len() >= 90);
    assert_eq!(lexicon.party_of(&"zelenskyy".parse().expect("an id")).as_str(), "ua");
}

#[test]
fn no_word_is_claimed_twice_unless_weakly() {
    let (actors, people) = actor_data();
    let mut claims: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    let mut claim = |word: &str, id: &str, weak: bool| {
        for spelt in spell_out(word) {
            let folded = fold(&spelt).replace('-', " ");
            let known = claims.entry(folded).or_default();
            if !known.iter().any(|(other, _)| other == id) {
                known.push((id.to_owned(), weak));
            }
        }
    };
    for actor in [actors.state, actors.organisation, actors.movement, actors.body].iter().flatten()
    {
        let lists = [&actor.names, &actor.adjectives, &actor.metonyms];
        for word in lists.into_iter().flatten().chain([&actor.name]) {
            claim(word, &actor.id, actor.weak.contains(word));
        }
    }
    for person in &people.person {
        for name in person.names.iter().chain([&person.name]) {
            claim(name, &person.id, false);
        }
        for surname in &person.surnames {
            claim(surname, &person.id, !person.surname_alone);
        }
    }
    for (word, by) in claims {
        assert!(by.len() == 1 || by.iter().all(|(_, weak)| *weak), "{word}: {by:?}");
    }
}

#[test]
fn venues_are_places_with_their_state() {
    let lexicon = Lexicon::built_in();
    let tokens = cut("They met at Ciragan Palace in Istanbul, then in Sharm el-Sheikh.");
    let hits = lexicon.venue_hits(&tokens);
    let found: Vec<_> = hits.iter().map(|hit| (hit.place, hit.host.as_str())).collect();
    assert_eq!(found, [("Çırağan Palace", "tr"), ("Istanbul", "tr"), ("Sharm el-Sheikh", "eg")]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Any text: hits lie inside it and stand in order.
    #[test]
    fn hits_of_any_text_are_in_bounds(
        parts in proptest::collection::vec("(ceasefire|talks|US|-|'|,| |prisoners|release|\\PC{1,4})", 0..60)
    ) {
        let lexicon = LEXICON.get_or_init(Lexicon::built_in);
        let tokens = cut(&parts.join(" "));
        let issues = lexicon.issue_hits(&tokens);
        assert!(issues.is_sorted_by_key(|hit| hit.tokens.start));
        assert!(issues.iter().all(|hit| !hit.tokens.is_empty() && hit.tokens.end <= tokens.len()));
        let actors = lexicon.actor_hits(&tokens);
        assert!(actors.is_sorted_by_key(|hit| hit.tokens.start));
        assert!(actors.iter().all(|hit| !hit.tokens.is_empty() && hit.tokens.end <= tokens.len()));
    }
}

/// The table of the reference page is the files' own.
#[test]
fn the_reference_page_lists_the_issues() {
    let page = include_str!("../../../../docs/src/reference/lexicon.md");
    let mut table =
        String::from("| id | name | group | choices | PA-X | PAM provision | PLOVER |\n");
    table.push_str("|---|---|---|---|---|---|---|\n");
    for issue in Lexicon::built_in().issues() {
        let choices: Vec<&str> = issue.choices.iter().map(|choice| choice.id.as_str()).collect();
        let row = [
            format!("`{}`", issue.id),
            issue.name.clone(),
            issue.group.clone(),
            choices.join(" "),
            issue.pax.join(" "),
            issue.pam.clone().unwrap_or_default(),
            issue.plover.clone().unwrap_or_default(),
        ];
        table.extend(["| ", &row.join(" | "), " |\n"]);
    }
    assert!(page.contains(&table), "put this table into the page:\n{table}");
}
