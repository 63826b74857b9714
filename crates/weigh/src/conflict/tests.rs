//! What is wrong with drafts, merging, and what a small conflict looks like from outside.

use super::*;
use crate::number::Exact;
use crate::work::Work;

fn lever(name: &str) -> Lever {
    Lever { name: name.to_owned(), direction: Direction::Both }
}

fn one_way(name: &str) -> Lever {
    Lever { name: name.to_owned(), direction: Direction::OnOnly }
}

fn draft(makers: Vec<Maker>, options: Vec<Lever>, rules: Vec<Rule>) -> Draft {
    Draft { makers, form: Form::Options { options, rules, merges: Vec::new() }, status_quo: None }
}

fn on(options: &[usize]) -> Clause {
    options.iter().map(|option| Literal::new(*option, true)).collect()
}

fn problems(draft: &Draft) -> Vec<String> {
    let problems = draft.check().expect_err("something is wrong");
    assert!(problems.iter().all(|problem| !problem.advice().is_empty()));
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut a = Maker::indifferent("A", &[0, 1, 7]);
    a.preference = Preference::Priorities(vec![Wish::one(0, true), Wish::one(9, true)]);
    let makers = vec![a, Maker::indifferent("A", &[1]), Maker::indifferent(" ", &[])];
    let rules = vec![Rule::AtMostOne(vec![0, 5])];
    let draft = draft(makers, vec![lever("x"), lever("y"), lever(""), lever("x")], rules);
    assert_eq!(
        problems(&draft),
        [
            "\"A\" is the name of more than one decision maker",
            "decision maker 3 has no name",
            "the option \"y\" is owned by \"A\" and \"A\"",
            "option 3 has no name",
            "the option \"\" is nobody's",
            "the option \"x\" is nobody's",
            "rule 1 names option 6; there are 4",
            "the options of \"A\" names option 8; there are 4",
            "wish 2 of \"A\" names option 10; there are 4",
        ]
    );
}

#[test]
fn rules_that_leave_nothing_are_named() {
    let makers = vec![Maker::indifferent("A", &[0, 1])];
    let rules = vec![
        Rule::AtMostOne(vec![0, 1]),
        Rule::AtLeastOne(vec![0]),
        Rule::Never(vec![Literal::new(1, true)]),
        Rule::If { when: on(&[0]), then: on(&[1]) },
    ];
    let draft = draft(makers, vec![lever("x"), lever("y")], rules);
    assert_eq!(problems(&draft), ["no state is left by rules 2, 3, 4"]);
}

#[test]
fn forty_free_options_are_refused_at_once() {
    let options: Vec<Lever> = (0..40).map(|at| lever(&at.to_string())).collect();
    let all: Vec<usize> = (0..40).collect();
    let draft = draft(vec![Maker::indifferent("A", &all)], options, Vec::new());
    let said = problems(&draft);
    assert!(said[0].starts_with("40 options, 40 of them in no rule"), "{said:?}");
}

#[test]
fn rankings_name_each_state_once() {
    let mut a = Maker::indifferent("A", &[0, 1]);
    let class = |numbers: &[u32]| numbers.iter().map(|number| Named::Number(*number)).collect();
    a.preference = Preference::Ranking(vec![class(&[1, 1]), class(&[9]), vec![Named::Pattern(3)]]);
    let mut draft = draft(vec![a], vec![lever("x"), lever("y")], vec![Rule::AtMostOne(vec![0, 1])]);
    draft.status_quo = Some(Named::Number(0));
    assert_eq!(
        problems(&draft),
        [
            "the ranking of \"A\" names state 1 twice",
            "the ranking of \"A\" names state 9; there are 3",
            "the ranking of \"A\" names the state with options 1, 2 on and no other; there is none",
            "the ranking of \"A\" misses states 2, 3",
            "the status quo names state 0; there are 3",
        ]
    );
}

#[test]
fn graphs_have_a_list_for_each_state() {
    let mut a = Maker::indifferent("A", &[0]);
    a.preference = Preference::Priorities(vec![Wish::one(0, true)]);
    let form = Form::Graph {
        states: vec!["s".to_owned(), "s".to_owned()],
        moves: vec![vec![vec![0, 5]], vec![]],
    };
    let draft = Draft { makers: vec![a], form, status_quo: None };
    assert_eq!(
        problems(&draft),
        [
            "the options of \"A\": this conflict has states and moves, and no options",
            "wish 1 of \"A\": this conflict has states and moves, and no options",
            "\"s\" is the name of more than one state",
            "moves of 2 decision makers; there are 1",
            "\"A\" has moves from 1 states; there are 2",
            "\"A\" moves from state 1 to state 1",
            "\"A\" moves from state 1 to state 6; there is none",
        ]
    );
}

/// Two options; whoever abandons ends it, whatever else.
fn abandon() -> Draft {
    let makers = vec![Maker::indifferent("A", &[0]), Maker::indifferent("B", &[1])];
    let mut out = draft(makers, vec![lever("modify"), one_way("abandon")], Vec::new());
    if let Form::Options { merges, .. } = &mut out.form {
        merges.push(Merge { name: "over".to_owned(), any: vec![on(&[1])] });
    }
    out
}

#[test]
fn merged_states_are_one_and_nobody_leaves_them() {
    let conflict = abandon().check().expect("a conflict");
    assert_eq!(conflict.states(), 3);
    let signs: Vec<String> = (0..3).map(|state| conflict.signs(state)).collect();
    assert_eq!(signs, ["NN", "YN", "-Y"]);
    assert_eq!(conflict.state_name(2), Some("over"));
    assert_eq!((conflict.find(2), conflict.find(3)), (Some(2), Some(2)));
    assert_eq!((conflict.moves(1, 0), conflict.moves(1, 2)), (vec![2], vec![]));
    assert!(conflict.moves(0, 2).is_empty() && conflict.is_graph());
}

#[test]
fn merged_states_must_be_liked_alike() {
    let mut draft = abandon();
    draft.makers[0].preference = Preference::Priorities(vec![Wish::one(0, true)]);
    assert_eq!(problems(&draft), ["\"A\" does not like all states alike that \"over\" makes one"]);
    let modify = Wish { any: vec![vec![Literal::new(0, true), Literal::new(1, false)]] };
    draft.makers[0].preference = Preference::Priorities(vec![modify]);
    let conflict = draft.check().expect("a conflict");
    assert_eq!(conflict.ranks()[0], [0, 1, 0]);
    if let Form::Options { merges, .. } = &mut draft.form {
        merges.push(Merge { name: "modified".to_owned(), any: vec![on(&[0])] });
        merges.push(Merge { name: "none".to_owned(), any: Vec::new() });
    }
    assert_eq!(
        problems(&draft),
        [
            "a state is in both of the merges \"over\" and \"modified\"",
            "the merge \"none\" takes in no state",
        ]
    );
}

#[test]
fn weights_add_up_and_are_exact() {
    let mut a = Maker::indifferent("A", &[0, 1, 2]);
    let weight = |option, text: &str| (Wish::one(option, true), text.parse().expect("a number"));
    a.preference = Preference::Weights(vec![weight(0, "0.1"), weight(1, "0.2"), weight(2, "0.3")]);
    let mut draft = draft(vec![a], vec![lever("x"), lever("y"), lever("z")], Vec::new());
    let conflict = draft.check().expect("a conflict");
    // A tenth and two tenths are three tenths.
    assert_eq!(conflict.ranks()[0], [0, 1, 2, 3, 3, 4, 5, 6]);
    let long: Exact = format!("0.{}1", "0".repeat(60)).parse().expect("a number");
    draft.makers[0].preference =
        Preference::Weights(vec![weight(1, "1"), (Wish::one(0, true), long)]);
    assert_eq!(problems(&draft).len(), 1);
}

#[test]
fn more_than_sixty_four_wishes_still_decide_in_order() {
    let mut a = Maker::indifferent("A", &[0, 1]);
    let mut wishes = vec![Wish { any: Vec::new() }; 70];
    wishes.insert(0, Wish::one(1, true));
    wishes.push(Wish::one(0, true));
    a.preference = Preference::Priorities(wishes);
    let draft = draft(vec![a], vec![lever("x"), lever("y")], Vec::new());
    assert_eq!(draft.check().expect("a conflict").ranks()[0], [0, 1, 2, 3]);
}

#[test]
fn rules_say_what_they_remove() {
    let rules = vec![Rule::AtMostOne(vec![0, 1, 2]), Rule::Never(on(&[0, 1]))];
    let options = vec![lever("x"), lever("y"), lever("z")];
    let conflict = draft(vec![Maker::indifferent("A", &[0, 1, 2])], options, rules);
    let conflict = conflict.check().expect("a conflict");
    let first = conflict.removed(0).expect("a rule");
    assert_eq!((first.hits, first.alone), (4_u32.into(), Some(2)));
    assert_eq!(conflict.removed(1).expect("a rule").alone, Some(0));
    assert_eq!(conflict.list_removed(0, 10), [3, 5, 6, 7]);
    assert!(conflict.removed(2).is_none() && conflict.list_removed(2, 1).is_empty());
}

#[test]
fn ranks_must_fit() {
    let conflict = abandon().check().expect("a conflict");
    assert!(conflict.with_ranks(&[vec![0; 3]]).is_err());
    assert!(conflict.with_ranks(&[vec![0; 3], vec![0; 2]]).is_err());
    let mut engine = Engine::of(&conflict);
    assert!(!engine.set_ranks(0, &[1]) && !engine.set_ranks(2, &[0; 3]));
    assert!(engine.set_ranks(1, &[0, u32::MAX, 5]));
    assert_eq!(engine.ranks(1), [0, 2, 1]);
}

#[test]
fn somebody_may_say_stop() {
    let watch = |_| std::ops::ControlFlow::Break(());
    let work = Work { watch: &watch, ..Work::default() };
    let conflict = abandon().check().expect("a conflict");
    assert_eq!(stability(&conflict, 1, &work), Err(crate::Stop::Cancelled));
    assert_eq!(stability(&conflict, 2, &work), Err(crate::Stop::Cancelled));
    assert_eq!(coalitions(&conflict, &work), Err(crate::Stop::Cancelled));
    assert!(evolution(&conflict, 3, &Work::default()).is_err());
}
