//! Only own words are a party's own: not what an expert says of it or puts into its mouth.

use serde_json::Value;

use crate::material::{all, of, real, span, text};

fn inside(outer: &Value, place: (usize, usize)) -> bool {
    outer["content"].as_array().into_iter().flatten().any(|piece| {
        let (start, end) = span(&piece["span"]);
        start <= place.0 && place.1 <= end
    })
}

fn flagged(line: &Value, flag: &str) -> bool {
    line["flags"].as_array().into_iter().flatten().any(|known| known == flag)
}

#[test]
fn nothing_imputed_or_said_by_an_expert_is_a_partys_own() {
    for material in all() {
        let lines = material.lines();
        let statements = of(lines, "statement");
        let own = of(lines, "position").into_iter().filter(|line| line["basis"] == "own");
        let mut count = 0;
        for position in own {
            count += 1;
            assert!(!flagged(position, "imputed"), "{position}");
            let place = span(&position["span"]);
            let around: Vec<&&Value> = statements
                .iter()
                .filter(|line| line["source"] == position["source"] && inside(line, place))
                .collect();
            for statement in &around {
                assert!(
                    statement["kind"] != "imputed" && !flagged(statement, "imputed"),
                    "imputed words count as own\n{position}\n{statement}"
                );
            }
            // An expert's whole sentence may hold the party's own reported words; then those stand
            // as a statement of their own. Without one the words are the expert's.
            let by_expert = around.iter().all(|line| line["speaker"]["expert"] == true);
            assert!(around.is_empty() || !by_expert, "{position}\n{around:#?}");
        }
        assert!(count > 5, "{}: only {count} own positions", material.folder);
    }
}

#[test]
fn what_an_opponent_or_expert_says_is_labelled() {
    let Some(material) = real() else { return };
    let lines = material.lines();
    let positions = of(lines, "position");
    // The interview with two experts: nothing in it is anybody's own position.
    for position in positions.iter().filter(|line| text(line, "source").contains("001_")) {
        assert_ne!(position["basis"], "own", "{position}");
    }
    // The opinion piece puts nothing into a party's mouth.
    for position in positions.iter().filter(|line| text(line, "source").contains("000_")) {
        assert_ne!(position["basis"], "own", "{position}");
    }
}
