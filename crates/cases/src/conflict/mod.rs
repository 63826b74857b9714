//! Conflict cases: who would leave which state, against what is known. The format stands in
//! `docs/src/reference/conflict-cases.md`.

mod file;
mod inverse;
mod results;
mod shape;

use serde_json::Value;
use weigh::Work;
use weigh::conflict::{Conflict, coalitions, evolution, stability};

use crate::compare::Differences;

/// Compares a case; comes back with what of it was not compared.
pub(crate) fn check(text: &str, differences: &mut Differences) -> Vec<String> {
    let (draft, expected) = match file::read(text) {
        Ok(read) => read,
        Err(why) => {
            differences.say("", &why);
            return Vec::new();
        }
    };
    let conflict = match draft.check() {
        Ok(conflict) => conflict,
        Err(problems) => {
            for problem in problems {
                differences.say("", &format!("{problem}; {}", problem.advice()));
            }
            return Vec::new();
        }
    };
    let mut left_out = Vec::new();
    let none = serde_json::Map::new();
    for (field, expected) in expected.as_object().unwrap_or(&none) {
        if expected.is_null() {
            continue;
        }
        match field_of(&conflict, field, expected, differences) {
            Ok(skipped) => left_out.extend(skipped),
            Err(why) => differences.say(field, &why),
        }
    }
    left_out
}

/// One field of what is expected; comes back with what of it was not compared.
fn field_of(
    conflict: &Conflict,
    field: &str,
    expected: &Value,
    differences: &mut Differences,
) -> Result<Vec<String>, String> {
    let work = Work::default();
    let stopped = |stop: weigh::Stop| stop.to_string();
    let plain = field.strip_suffix("_sha256").unwrap_or(field);
    let got = match plain {
        "states" => shape::states(conflict),
        "state_count" => conflict.states().into(),
        "rankings" => shape::rankings(conflict),
        "moves" | "improvements" => {
            results::moves(conflict, plain == "improvements", field, expected, differences);
            return Ok(Vec::new());
        }
        "stability" => {
            let found = stability(conflict, 2, &work).map_err(stopped)?;
            return Ok(results::stability(conflict, &found, field, expected, differences));
        }
        "equilibria" | "equilibria_count" => {
            let found = stability(conflict, 2, &work).map_err(stopped)?;
            return Ok(results::equilibria(&found, field, expected, differences));
        }
        "coalitions" => {
            let found = coalitions(conflict, &work).map_err(stopped)?;
            return Ok(results::coalitions(&found, field, expected, differences));
        }
        "coalition_equilibria" => {
            let found = coalitions(conflict, &work).map_err(stopped)?;
            return Ok(results::coalition_equilibria(&found, field, expected, differences));
        }
        "ui_distance_from_status_quo" | "um_distance_from_status_quo" => {
            let from = conflict.status_quo().ok_or("there is no status quo")?;
            let ways = evolution(conflict, from, &work).map_err(stopped)?;
            shape::distances(conflict, &ways, plain.starts_with("ui"))
        }
        "inverse" => return inverse::check(conflict, expected, differences),
        _ => return Ok(vec![field.to_owned()]),
    };
    shape::same(field, expected, &got, differences);
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = r#"{"id": "t", "dms": [{"name": "A", "options": [1]}, {"name": "A", "options": [2]}],
        "options": [{"name": "c", "direction": "both"}, {"name": "c", "direction": "both"}], "infeasible": [],
        "preferences": [{"ranking": [[3], [4], [1], [2]]}, {"statements": [{"any": [[[1, true]]]}, {"any": [[[2, false]]]}]}],
        "status_quo": 4,
        "expected": {"states": ["NN", "YN", "NY", "YY"], "state_count": 4, "rankings": [[[3], [4], [1], [2]], [[2], [4], [1], [3]]],
            "moves": [{"1": [2], "2": [1], "3": [4], "4": [3]}, {"1": [3], "2": [4], "3": [1], "4": [2]}],
            "improvements": [{"2": [1], "4": [3]}, {"3": [1], "4": [2]}],
            "stability": {"nash": ["1010", "1100"], "sseq": ["1011", "1101"], "sim": ["1011", "1101"]},
            "equilibria": {"nash": [1], "gmr": [1, 4]},
            "coalitions": [{"members": [1, 2], "cnash": "0111", "cgmr": "0111", "csmr": "0111"}],
            "coalition_equilibria": {"cnash": [], "cgmr": [4]},
            "stability_sha256": {"gmr": ["3d0f5b0a7c4b5a8b5a0e2cf5b4a3d9f8f5d90fbb0b2e2d8f1d8f3b0a7c4b5a8b", "1101"]},
            "ui_distance_from_status_quo": [2, 1, 1, 0], "um_distance_from_status_quo": [2, 1, 1, 0],
            "inverse": [{"target": 2, "varied_dm": 1, "count": {"nash": 12, "gmr": 16}, "min_reversed_pairs": {"nash": 1, "gmr": 1}}]}}"#;

    fn lines(text: &str) -> (Vec<String>, Vec<String>) {
        let mut differences = Differences::default();
        let left_out = check(text, &mut differences);
        (differences.lines(), left_out)
    }

    /// The case without its hash, which no text has.
    fn without_hash() -> String {
        let line = CASE.lines().find(|line| line.contains("sha256")).expect("a hash");
        CASE.replace(line, "")
    }

    #[test]
    fn a_case_that_holds_has_no_differences() {
        let (differences, left_out) = lines(&without_hash());
        assert_eq!(differences, Vec::<String>::new());
        assert_eq!(left_out, ["stability sim"]);
    }

    #[test]
    fn hashes_stand_for_cells() {
        use sha2::{Digest, Sha256};
        let hash = |text: &str| {
            let digest = Sha256::digest(text.as_bytes());
            digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
        };
        assert!(lines(CASE).0.iter().any(|line| line.starts_with("stability_sha256 gmr 1")));
        let long = "3d0f5b0a7c4b5a8b5a0e2cf5b4a3d9f8f5d90fbb0b2e2d8f1d8f3b0a7c4b5a8b";
        assert_eq!(lines(&CASE.replace(long, &hash("1011"))).0, Vec::<String>::new());
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let case = without_hash();
        for (from, to) in [
            ("\"NN\", \"YN\"", "\"NN\", \"YY\""),
            ("\"state_count\": 4", "\"state_count\": 5"),
            ("[[2], [4], [1], [3]]", "[[2], [4], [1, 3]]"),
            ("\"moves\": [{\"1\": [2]", "\"moves\": [{\"1\": [2, 3]"),
            ("\"improvements\": [{\"2\": [1], ", "\"improvements\": [{"),
            ("\"1010\"", "\"1011\""),
            ("\"gmr\": [1, 4]", "\"gmr\": [1]"),
            ("\"csmr\": \"0111\"", "\"csmr\": \"1111\""),
            ("\"cgmr\": [4]", "\"cgmr\": []"),
            ("\"ui_distance_from_status_quo\": [2,", "\"ui_distance_from_status_quo\": [null,"),
            ("\"nash\": 12", "\"nash\": 13"),
            ("\"gmr\": 1}", "\"gmr\": null}"),
            ("\"varied_dm\": 1", "\"varied_dm\": 3"),
            ("\"options\": [2]", "\"options\": [1]"),
            ("\"both\"", "\"sideways\""),
        ] {
            let changed = case.replace(from, to);
            assert_ne!(changed, case, "{from}");
            assert_ne!(lines(&changed).0, Vec::<String>::new(), "{from} as {to}");
        }
    }
}
