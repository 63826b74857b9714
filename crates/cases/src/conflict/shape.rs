//! What came out in the shape of the case, and whether the two are alike.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use weigh::conflict::{Conflict, Evolution, Scene, Scenes};

use crate::compare::Differences;

/// A state as it is numbered in cases.
pub(super) fn number(state: Scene) -> Value {
    (u64::from(state) + 1).into()
}

pub(super) fn numbers(states: impl IntoIterator<Item = Scene>) -> Value {
    Value::Array(states.into_iter().map(number).collect())
}

fn all(conflict: &Conflict) -> impl Iterator<Item = Scene> {
    (0..conflict.states()).filter_map(|state| Scene::try_from(state).ok())
}

pub(super) fn states(conflict: &Conflict) -> Value {
    let name = |state: Scene| {
        if conflict.pattern(state).is_some() {
            return conflict.signs(state);
        }
        // The number before the name is ours.
        let name = conflict.state_name(state).unwrap_or_default();
        name.split_once(' ').map_or(name, |(_, name)| name).to_owned()
    };
    all(conflict).map(name).collect()
}

pub(super) fn rankings(conflict: &Conflict) -> Value {
    let of =
        |maker: usize| Value::Array(conflict.ranking(maker).into_iter().map(numbers).collect());
    (0..conflict.makers()).map(of).collect()
}

pub(super) fn distances(conflict: &Conflict, ways: &Evolution, improving: bool) -> Value {
    let far = |state| if improving { ways.improvements(state) } else { ways.moves(state) };
    all(conflict).map(|state| json!(far(state))).collect()
}

/// Character k for state k.
pub(super) fn cells(stable: &Scenes) -> Value {
    let mut text = vec![b'0'; stable.of()];
    for state in stable.iter() {
        if let Some(cell) = text.get_mut(state as usize) {
            *cell = b'1';
        }
    }
    String::from_utf8(text).unwrap_or_default().into()
}

/// Notes a difference unless the two are alike. Where a hash is expected, it is that of the text, or of
/// the list in one of its common spellings. Classes and lists of states have no order.
pub(super) fn same(place: &str, expected: &Value, got: &Value, differences: &mut Differences) {
    if alike(expected, got) {
        return;
    }
    if let (Value::Array(expected), Value::Array(got)) = (expected, got)
        && expected.len() == got.len()
        && expected.len() > 1
        && got.iter().any(Value::is_array)
    {
        for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
            same(&format!("{place} {}", at + 1), expected, got, differences);
        }
        return;
    }
    let shown = |value: &Value| -> String { value.to_string().chars().take(160).collect() };
    differences.say(place, &format!("expected {}, got {}", shown(expected), shown(got)));
}

fn alike(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::String(hash), got) if is_hash(hash) && got.as_str() != Some(hash) => {
            spellings(got).iter().any(|text| *hash == sha256(text))
        }
        _ => expected == got,
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn spellings(got: &Value) -> Vec<String> {
    let Value::Array(items) = got else {
        return vec![got.as_str().map_or_else(|| got.to_string(), str::to_owned)];
    };
    let items: Vec<String> = items
        .iter()
        .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
        .collect();
    let mut out: Vec<String> =
        [",", ", ", " ", "\n", ""].iter().map(|between| items.join(between)).collect();
    out.push(got.to_string());
    out.push(format!("[{}]", items.join(", ")));
    out
}

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Lists of states as sets.
pub(super) fn sorted(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(items) = value.as_array_mut() {
        items.sort_by_key(Value::as_u64);
    }
    value
}
