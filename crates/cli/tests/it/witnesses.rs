//! A copied article never counts as a second witness.

use crate::material::{EXAMPLE, all, of, text};

#[test]
fn the_copies_of_the_example_are_one_origin() {
    let example = all().find(|material| material.folder.starts_with(EXAMPLE));
    let lines = example.expect("the example is there").lines();
    let of_round = |path: &str| path.contains("2025-05-16-");
    let origins: Vec<_> =
        of(lines, "origin").into_iter().filter(|line| of_round(text(line, "source"))).collect();
    let [origin] = origins[..] else { panic!("one agency text, one origin: {origins:#?}") };
    assert!(text(origin, "source").ends_with("2025-05-16-meridian-first-round.txt"));
    let copies: Vec<&str> = origin["copies"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|copy| copy[0].as_str()?.rsplit('/').next())
        .collect();
    assert_eq!(
        copies,
        ["2025-05-16-harbour-gazette-first-round.txt", "2025-05-16-inland-post-first-round.md"]
    );
    assert!(of(lines, "origin").len() > 20, "reports written apart stay apart");
}
