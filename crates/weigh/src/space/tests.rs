//! What is wrong with a space is found, all of it; links behave as they read.

use super::*;
use crate::count::count_at_least;
use crate::enumerate::{Table, enumerate};
use crate::frontier::{estimate, frontier};
use crate::work::{Stop, Work};

fn numbers(texts: &[&str]) -> Vec<Exact> {
    texts.iter().map(|text| text.parse().expect("a number")).collect()
}

fn party(name: &str, rows: &[&[&str]]) -> Party {
    let values = rows.iter().map(|row| numbers(row)).collect();
    Party { name: name.to_owned(), values, reserve: None }
}

/// Two issues of three options; the parties want the opposite.
fn draft() -> Draft {
    Draft {
        issues: vec![Issue::new("land", &["a", "b", "c"]), Issue::new("time", &["x", "y", "z"])],
        parties: vec![
            party("north", &[&["0", "5", "9"], &["0", "2", "3"]]),
            party("south", &[&["9", "5", "0"], &["3", "2", "0"]]),
        ],
        constraints: Vec::new(),
    }
}

fn only_if(issue: usize, option: usize, requires_issue: usize, required: usize) -> Constraint {
    Constraint::OnlyIf {
        issue,
        options: vec![option],
        requires_issue,
        requires_options: vec![required],
    }
}

#[test]
fn every_problem_is_found_at_once() {
    let mut draft = draft();
    draft.issues.push(Issue::new("land", &[]));
    draft.issues[1].options[1] = "x".to_owned();
    draft.parties[0].values[0].pop();
    draft.parties[1].name = "north".to_owned();
    draft.constraints =
        vec![Constraint::Forbid { issue: 7, options: vec![0] }, only_if(0, 9, 1, 0)];
    let problems = draft.check().expect_err("much is wrong");
    let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "\"land\" is the name of more than one issue",
            "\"north\" is the name of more than one party",
            "\"x\" is the name of more than one option of time",
            "the issue \"land\" has no option",
            "\"north\" has values for 2 issues; there are 3",
            "\"north\" has values for 2 issues; there are 3",
            "constraint 1 names issue 8; there is none",
            "constraint 2 names option 10 of \"land\"; there is none",
        ]
    );
    assert!(problems.iter().all(|problem| !problem.advice().is_empty()));
}

#[test]
fn a_negative_weight_is_refused_with_its_place() {
    let wrong = Party::weighted("north", &numbers(&["0.5", "-0.1"]), &[vec![], vec![]], None);
    let problems = wrong.expect_err("a weight below nought");
    assert_eq!(problems[0].to_string(), "\"north\" gives issue 2 the weight -0.1");
}

#[test]
fn a_space_without_any_deal_says_why() {
    let closed = Constraint::Forbid { issue: 1, options: vec![0, 1, 2] };
    let problems = Draft { constraints: vec![closed], ..draft() }.check().expect_err("closed");
    assert_eq!(problems[0].to_string(), "every option is forbidden of time");
    let constraints = vec![
        Constraint::Forbid { issue: 0, options: vec![0, 1] },
        only_if(0, 2, 1, 0),
        Constraint::Forbid { issue: 1, options: vec![0] },
    ];
    let problems = Draft { constraints, ..draft() }.check().expect_err("linked shut");
    assert_eq!(
        problems[0].to_string(),
        "red lines and links together rule out each of the 9 deals"
    );
}

#[test]
fn links_may_run_in_a_circle() {
    let constraints = vec![only_if(0, 2, 1, 2), only_if(1, 2, 0, 2)];
    let space = Draft { constraints, ..draft() }.check().expect("a package");
    // (c, z), or neither of the two.
    assert_eq!(space.admissible_outcomes(), 5_u32.into());
    assert!(space.admits(&[2, 2]) && !space.admits(&[2, 0]) && !space.admits(&[0, 2]));
}

#[test]
fn an_option_may_depend_on_its_own_issue() {
    let never = Draft { constraints: vec![only_if(0, 2, 0, 1)], ..draft() }.check();
    assert_eq!(never.expect("two options are left").admissible_outcomes(), 6_u32.into());
    let always = Draft { constraints: vec![only_if(0, 2, 0, 2)], ..draft() }.check();
    assert_eq!(always.expect("nothing is gone").admissible_outcomes(), 9_u32.into());
}

/// Many issues in which nobody differs: each deal is worth the same.
fn indifferent(issues: usize) -> Space {
    let rows: Vec<Vec<Exact>> = vec![vec![Exact::one(); 10]; issues];
    let names: Vec<String> = (0..10).map(|at| at.to_string()).collect();
    Draft {
        issues: (0..issues)
            .map(|at| Issue { name: at.to_string(), options: names.clone() })
            .collect(),
        parties: ["north", "south"]
            .map(|name| Party { name: name.to_owned(), values: rows.clone(), reserve: None })
            .to_vec(),
        constraints: Vec::new(),
    }
    .check()
    .expect("a space")
}

#[test]
fn counts_may_be_of_any_size() {
    let space = indifferent(60);
    let scaled = Scaled::of(&space).expect("small");
    let frontier = frontier(&space, &scaled, &Work::default()).expect("one vector");
    let all = num_bigint::BigUint::from(10_u32).pow(60);
    assert_eq!((frontier.len(), frontier.deals_count(0)), (1, all.clone()));
    assert_eq!(
        frontier.deals(0, 2),
        [vec![0; 60], {
            let mut second = vec![0; 60];
            second[59] = 1;
            second
        }]
    );
    assert_eq!(space.outcomes(), all);
    assert_eq!(count_at_least(&space, &scaled, &[60, 60], &Work::default()), Ok(all));
    assert_eq!(estimate(&space, &scaled).most_vectors, 1_u32.into());
}

#[test]
fn what_cannot_be_enumerated_is_refused_with_its_number() {
    struct Any;
    impl Table for Any {
        fn parties(&self) -> usize {
            2
        }
        fn worth(&self, _: &[Choice], _: &mut [i128]) -> bool {
            true
        }
    }
    let stop = enumerate(&[10; 40], &Any, &Work::default()).expect_err("far too many");
    assert!(matches!(stop, Stop::TooManyOutcomes { limit: 50_000_000, .. }));
    assert!(stop.to_string().starts_with("10000000000000000000000000000000000000000 outcomes"));
    assert!(stop.advice().contains("issue by issue"));
}

#[test]
fn work_that_is_too_large_or_not_wanted_stops_without_a_result() {
    let space = draft().check().expect("a space");
    let scaled = Scaled::of(&space).expect("small");
    let little = Work { most_points: 2, ..Work::default() };
    let stop = frontier(&space, &scaled, &little).expect_err("three points after one issue");
    assert_eq!(stop, Stop::TooManyPoints { limit: 2, after: 1, of: 2 });
    let never = Work { watch: &|_| std::ops::ControlFlow::Break(()), ..Work::default() };
    assert_eq!(frontier(&space, &scaled, &never).expect_err("stopped"), Stop::Cancelled);
}

#[test]
fn links_that_stand_close_leave_few_states() {
    let issues: Vec<Issue> = (0..12).map(|at| Issue::new(&at.to_string(), &["a", "b"])).collect();
    let rows = vec![numbers(&["0", "1"]); 12];
    let parties = vec![Party { name: "north".to_owned(), values: rows, reserve: None }];
    // A chain, written in another order than it runs.
    let place = |at: usize| at * 5 % 12;
    let constraints = (0..11).map(|at| only_if(place(at), 1, place(at + 1), 1)).collect();
    let space = Draft { issues, parties, constraints }.check().expect("a space");
    assert_eq!(space.admissible_outcomes(), 13_u32.into());
    assert!(space.plan().widest() <= 4, "{} states", space.plan().widest());
}
