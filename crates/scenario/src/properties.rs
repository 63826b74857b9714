//! Laws: what is written is read again as it was; no bytes break the readers.

use proptest::prelude::*;
use weigh::{Constraint, Draft, Exact, Issue, Party};

use crate::{Kind, Reading, read, read_as, recognise, write};

/// Names with everything that a format might trip over.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zà-ü0-9 :#'\"&<>\\\\\n\t{}\\[\\],|*!%@`~?-]{1,12}",
        Just("no".to_owned()),
        Just("null".to_owned()),
        Just("1:30".to_owned()),
        Just("3".to_owned()),
        Just(" x ".to_owned()),
        Just("😀\u{85}\u{2028}\u{feff}".to_owned()),
        Just("k".repeat(2_000)),
    ]
}

fn names(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(name(), count)
        .prop_map(|names| names.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

/// A draft whose values are `steps` of a hundredth.
fn draft(steps: std::ops::Range<i32>) -> impl Strategy<Value = Draft> {
    let issues = names(1..4).prop_flat_map(|names| {
        let options: Vec<_> = names.iter().map(|_| names_of_options()).collect();
        (Just(names), options)
    });
    (issues, names(1..4)).prop_flat_map(move |((issues, options), parties)| {
        let shape: Vec<usize> = options.iter().map(Vec::len).collect();
        let issues: Vec<Issue> = issues
            .into_iter()
            .zip(options)
            .map(|(name, options)| Issue { name, options })
            .collect();
        let row = |count: usize| proptest::collection::vec(steps.clone(), count);
        let tables: Vec<Vec<_>> =
            parties.iter().map(|_| shape.iter().map(|count| row(*count)).collect()).collect();
        let reserves = proptest::collection::vec(proptest::option::of(1..100_i32), parties.len());
        (Just(issues), Just(parties), tables, reserves).prop_map(
            |(issues, names, tables, reserves)| Draft {
                issues,
                parties: names
                    .into_iter()
                    .zip(tables)
                    .zip(reserves)
                    .map(|((name, table), reserve)| Party {
                        name,
                        values: table
                            .into_iter()
                            .map(|row| row.into_iter().map(hundredths).collect())
                            .collect(),
                        reserve: reserve.map(hundredths),
                    })
                    .collect(),
                constraints: Vec::new(),
            },
        )
    })
}

fn names_of_options() -> impl Strategy<Value = Vec<String>> {
    names(1..5)
}

fn hundredths(count: i32) -> Exact {
    Exact::from(count).over(&Exact::from(100)).expect("not over zero")
}

/// Writes and reads again.
fn again(kind: Kind, draft: &Draft) -> Result<Draft, String> {
    let shown = |findings: Vec<model::Finding>| {
        findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let written = write(kind, "again", draft).map_err(shown)?;
    let files: Vec<(&str, &[u8])> =
        written.files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    assert_eq!(recognise(&files), Ok(kind));
    let read = read(&files, Reading::Faithful);
    let scenario = read
        .scenario
        .unwrap_or_else(|| panic!("{}\n{:?}", shown(read.findings.clone()), written.files));
    Ok(scenario.draft)
}

/// GENIUS calls parties by their files.
fn renamed(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    for (at, party) in draft.parties.iter_mut().enumerate() {
        party.name = format!("profile{}", at + 1);
    }
    draft
}

proptest! {
    #[test]
    fn negmas_gives_back_what_was_written(draft in draft(-100..100)) {
        prop_assert_eq!(again(Kind::Negmas, &draft), Ok(draft));
    }

    #[test]
    fn genius_gives_back_what_was_written(draft in draft(0..100)) {
        prop_assert_eq!(again(Kind::Genius, &draft), Ok(renamed(&draft)));
    }

    /// Thirds and negative values have no place in GeniusWeb; whatever is written comes back.
    #[test]
    fn geniusweb_gives_back_what_it_can_hold(mut draft in draft(0..30)) {
        for party in &mut draft.parties {
            party.reserve = None;
        }
        match again(Kind::GeniusWeb, &draft) {
            Ok(read) => prop_assert_eq!(read, draft),
            Err(why) => prop_assert!(why.contains("does not end as a decimal"), "{}", why),
        }
    }

    #[test]
    fn arbitrary_bytes_are_told_and_not_fallen_over(
        start in prop_oneof![
            Just("<utility_space"), Just("<negotiation_template>"), Just("{\"issuesValues\": "),
            Just("type: LinearAdditiveUtilityFunction\n"), Just("type: XOutcomeSpace\nissues:\n"),
        ],
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        yaml in "[-a-z0-9:\\[\\]{}?,&*!|>'\"%@#\n\t ]{0,80}",
    ) {
        for rest in [bytes, yaml.into_bytes()] {
            let text = [start.as_bytes(), &rest].concat();
            for name in ["a.xml", "a.json", "a.yml"] {
                for kind in Kind::ALL {
                    let read = read_as(kind, &[(name, &text)], Reading::Faithful);
                    prop_assert!(read.scenario.is_some() || !read.findings.is_empty());
                }
            }
        }
    }

    /// A few bytes of a good file are changed, taken out or doubled.
    #[test]
    fn damaged_files_are_told_and_not_fallen_over(
        mut draft in draft(1..30),
        kind in prop::sample::select(Kind::ALL.to_vec()),
        at in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..6),
    ) {
        for party in draft.parties.iter_mut().filter(|_| kind == Kind::GeniusWeb) {
            // A number is no deal, and sums above one are refused.
            party.reserve = None;
        }
        let Ok(written) = write(kind, "damaged", &draft) else { return Ok(()) };
        let mut files: Vec<(String, Vec<u8>)> =
            written.files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        for (index, byte, how) in at {
            let count = files.len();
            let Some((_, text)) = files.get_mut(index.index(count)) else { continue };
            let place = index.index(text.len().max(1));
            match how {
                _ if text.is_empty() => {}
                0 => text[place] = byte,
                1 => drop(text.remove(place)),
                _ => text.extend_from_within(place..),
            }
        }
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
        let read = read_as(kind, &files, Reading::Faithful);
        prop_assert!(read.scenario.is_some() || !read.findings.is_empty());
    }
}

fn thirds() -> Draft {
    let third = Exact::from(1).over(&Exact::from(3)).expect("not over zero");
    Draft {
        issues: vec![Issue::new("a", &["x", "y"]), Issue::new("b", &["z"])],
        parties: vec![Party {
            name: "P".to_owned(),
            values: vec![vec![third, Exact::one()], vec![Exact::zero()]],
            reserve: None,
        }],
        constraints: Vec::new(),
    }
}

#[test]
fn what_a_format_cannot_hold_is_refused_with_a_reason() {
    let codes = |kind, draft: &Draft| -> Vec<&str> {
        match write(kind, "", draft) {
            Ok(written) => written.findings.iter().map(|finding| finding.code).collect(),
            Err(findings) => {
                assert!(findings.iter().all(|finding| !finding.hint.is_empty()));
                findings.iter().map(|finding| finding.code).collect()
            }
        }
    };
    let thirds = thirds();
    // GENIUS divides, so it can hold thirds: as 1 of 3.
    assert_eq!(codes(Kind::Genius, &thirds), ["S034", "S034"]);
    assert_eq!(again(Kind::Genius, &thirds), Ok(renamed(&thirds)));
    assert_eq!(codes(Kind::GeniusWeb, &thirds), ["S032"]);
    assert_eq!(codes(Kind::Negmas, &thirds), ["S032"]);

    let mut linked = thirds.clone();
    linked.constraints.push(Constraint::Forbid { issue: 0, options: vec![0] });
    for kind in Kind::ALL {
        assert!(codes(kind, &linked).contains(&"S030"), "{kind}");
    }
    let mut nought = thirds.clone();
    nought.parties[0].reserve = Some(Exact::zero());
    assert!(codes(Kind::Genius, &nought).contains(&"S031"));
    assert!(codes(Kind::GeniusWeb, &nought).contains(&"S031"));
    let mut strange = thirds.clone();
    strange.issues[1].options[0] = "bell \u{7}".to_owned();
    assert!(codes(Kind::Genius, &strange).contains(&"S033"));
    assert!(codes(Kind::Negmas, &Draft::default()).contains(&"S017"));
}

#[test]
fn one_long_line_and_many_entries_take_no_time() {
    let options: Vec<String> = (0..150_000).map(|at| format!("o{at:06}é")).collect();
    let values = (0..150_000).map(Exact::from).collect();
    let large = Draft {
        issues: vec![Issue { name: "a".to_owned(), options }],
        parties: vec![Party { name: "P".to_owned(), values: vec![values], reserve: None }],
        constraints: Vec::new(),
    };
    assert_eq!(again(Kind::Negmas, &large), Ok(large.clone()));
    let long = "x".repeat(10 << 20);
    for (name, text) in [
        ("a.xml", format!("<utility_space a=\"{long}\"")),
        ("a.json", format!("{{\"issuesValues\": \"{long}\"")),
        ("a.yml", format!("OutcomeSpace: [{long}")),
        ("a.yml", format!("OutcomeSpace: {}", "[a, ".repeat(1 << 20))),
        ("a.yml", format!("OutcomeSpace: [{}", "a, ".repeat(1 << 20))),
        ("a.yml", format!("OutcomeSpace: \"{}", "é\\n".repeat(1 << 20))),
    ] {
        let read = read(&[(name, text.as_bytes())], Reading::Faithful);
        assert!(read.scenario.is_none() && !read.findings.is_empty(), "{name}");
    }
}
