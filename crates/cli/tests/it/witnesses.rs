//! A copied article never counts as a second witness.

use crate::material::{EXAMPLE, all, of, text};

#[test]
fn the_copies_of_the_example_are_one_origin() {
    let example = all().find(|material| material.folder.starts_with(EXAMPLE));
    let lines = example.expect("the example is there").lines();
    let of_round =
        |path: &str| path.contains("2025-05-16-") || path.contains("2025-05-17-newsloop");
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
        [
            "2025-05-16-harbour-gazette-first-round.txt",
            "2025-05-16-inland-post-first-round.md",
            "2025-05-17-newsloop-spun.txt",
        ]
    );
    assert_eq!(of(lines, "origin").len(), 28, "reports written apart stay apart");
}

#[test]
fn the_reworded_copy_of_the_example_is_told_with_its_passages() {
    let example = all().find(|material| material.folder.starts_with(EXAMPLE));
    let lines = example.expect("the example is there").lines();
    let borrowings = of(lines, "borrowing");
    let of_spun = |line: &&&serde_json::Value| text(line, "source").ends_with("newsloop-spun.txt");
    let [spun] = borrowings.iter().filter(of_spun).collect::<Vec<_>>()[..] else {
        panic!("one text from which it comes: {borrowings:#?}")
    };
    assert_eq!((text(spun, "kind"), text(spun, "direction")), ("copy", "dates"));
    assert_eq!(spun["reworded"], true);
    assert!(spun["passages"].as_array().is_some_and(|passages| passages.len() >= 5));
}
