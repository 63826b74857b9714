//! As much JSON as `cargo metadata` needs: values without numbers' worth. Strict enough to refuse
//! what it does not understand.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// A JSON value. Numbers are kept as written; nobody here counts with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// `null`, `true`, `false` or a number, as written.
    Bare(String),
    /// Text.
    Text(String),
    /// `[...]`
    List(Vec<Value>),
    /// `{...}`
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The value under this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(map) => map.get(key),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries, if it is a list; else none.
    pub(crate) fn list(&self) -> &[Value] {
        match self {
            Value::List(list) => list,
            _ => &[],
        }
    }
}

/// Reads one JSON document; `None` when it is not one.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let mut chars = text.chars().peekable();
    let value = value(&mut chars)?;
    skip(&mut chars);
    chars.next().is_none().then_some(value)
}

fn skip(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(char::is_ascii_whitespace).is_some() {}
}

fn value(chars: &mut Peekable<Chars<'_>>) -> Option<Value> {
    skip(chars);
    match chars.peek()? {
        '"' => Some(Value::Text(text(chars)?)),
        '[' => {
            let mut list = Vec::new();
            items(chars, ']', |chars| {
                list.push(value(chars)?);
                Some(())
            })?;
            Some(Value::List(list))
        }
        '{' => {
            let mut map = BTreeMap::new();
            items(chars, '}', |chars| {
                skip(chars);
                let key = text(chars)?;
                skip(chars);
                chars.next_if_eq(&':')?;
                map.insert(key, value(chars)?);
                Some(())
            })?;
            Some(Value::Map(map))
        }
        _ => {
            let mut bare = String::new();
            while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || "+-.".contains(*c)) {
                bare.push(c);
            }
            (!bare.is_empty()).then_some(Value::Bare(bare))
        }
    }
}

/// Reads what stands between two brackets, with commas between the items.
fn items(
    chars: &mut Peekable<Chars<'_>>,
    close: char,
    mut item: impl FnMut(&mut Peekable<Chars<'_>>) -> Option<()>,
) -> Option<()> {
    chars.next();
    skip(chars);
    if chars.next_if_eq(&close).is_some() {
        return Some(());
    }
    loop {
        item(chars)?;
        skip(chars);
        match chars.next()? {
            ',' => {}
            c if c == close => return Some(()),
            _ => return None,
        }
    }
}

fn text(chars: &mut Peekable<Chars<'_>>) -> Option<String> {
    chars.next_if_eq(&'"')?;
    let mut text = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => text.push(match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let mut code = 0;
                    for _ in 0..4 {
                        code = code * 16 + chars.next()?.to_digit(16)?;
                    }
                    // Halves of pairs occur in no crate name; a mark in their place is enough.
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
                c => c,
            }),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_cargo_prints() {
        let text = r#"{"a": [1, -2.5, null, true], "b": {"c\n\u0041": "d\\\""}, "e": [], "f": {}}"#;
        let value = parse(text).expect("JSON");
        assert_eq!(value.get("a").map(|list| list.list().len()), Some(4));
        assert_eq!(
            value.get("b").and_then(|map| map.get("c\nA")).and_then(Value::text),
            Some("d\\\"")
        );
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in ["", "{", "[1,]", "{\"a\" 1}", "\"open", "1 2", "[1 2]"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
