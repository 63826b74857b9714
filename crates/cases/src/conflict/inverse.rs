//! The least change of preferences that makes a state stable, and of how many rankings it is stable.

use serde_json::{Map, Value};
use weigh::conflict::{
    Concept, Conflict, Effort, Least, MOST_COUNTED, Wanted, count_rankings, inverse,
};
use weigh::{Stop, Work};

use super::shape::same;
use crate::compare::Differences;

/// Comes back with what was not compared.
pub(super) fn check(
    conflict: &Conflict,
    expected: &Value,
    differences: &mut Differences,
) -> Result<Vec<String>, String> {
    let mut left_out = Vec::new();
    for (at, one) in expected.as_array().into_iter().flatten().enumerate() {
        let place = format!("inverse {}", at + 1);
        let number = |field: &str| -> Result<usize, String> {
            let number = one.get(field).and_then(Value::as_u64).and_then(|n| n.checked_sub(1));
            let known = number.and_then(|number| usize::try_from(number).ok());
            known.ok_or_else(|| format!("{place}: {field} is no number from 1"))
        };
        let (state, maker) = (number("target")?, number("varied_dm")?);
        let state = u32::try_from(state).map_err(|_| format!("{place}: no such state"))?;
        let stopped = |stop: Stop| format!("{place}: {stop}");
        if let Some(expected) = one.get("count").filter(|count| !count.is_null()) {
            if conflict.states() > MOST_COUNTED {
                left_out.push(format!("{place} count"));
            } else {
                let counts = count_rankings(conflict, maker, state, &Work::default());
                let counts = counts.map_err(stopped)?;
                let got = by_concept(expected, |concept| Ok(counts[concept as usize].into()))?;
                same(&format!("{place} count"), expected, &got, differences);
            }
        }
        if let Some(expected) = one.get("min_reversed_pairs").filter(|pairs| !pairs.is_null()) {
            let got = by_concept(expected, |concept| {
                let wanted = Wanted { state, concept, makers: vec![maker] };
                let found = inverse(conflict, &wanted, &Effort::default(), &Work::default());
                Ok(match found.map_err(stopped)?.least {
                    Least::Exactly(pairs) => pairs.into(),
                    Least::Never => Value::Null,
                    Least::Between { low, high } => format!("{low} to {high}").into(),
                    Least::AtLeast(low) => format!("at least {low}").into(),
                })
            })?;
            same(&format!("{place} min_reversed_pairs"), expected, &got, differences);
        }
    }
    Ok(left_out)
}

/// Of the concepts that are expected.
fn by_concept(
    expected: &Value,
    mut find: impl FnMut(Concept) -> Result<Value, String>,
) -> Result<Value, String> {
    let mut out = Map::new();
    for concept in Concept::ALL {
        if expected.get(concept.word()).is_some() {
            out.insert(concept.word().to_owned(), find(concept)?);
        }
    }
    Ok(Value::Object(out))
}
