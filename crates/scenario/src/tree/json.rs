//! JSON to a tree with places. `NaN` and `Infinity`, which Python writes into JSON, are kept as
//! words, so that the finding can be about the number and not about the file.

use super::{DEEPEST, Node, Value};
use crate::codes;
use crate::source::{Sink, Source};

/// The tree, or a finding.
pub(crate) fn parse(source: &Source<'_>, sink: &mut Sink) -> Option<Node> {
    let mut parser = Parser { text: source.text, at: 0 };
    match parser.whole() {
        Ok(node) => Some(node),
        Err(Wrong::Deep) => {
            let message = format!("lists and tables lie more than {DEEPEST} deep in each other");
            sink.at(source, parser.at, codes::TOO_MUCH, message, codes::TOO_MUCH.mend);
            None
        }
        Err(Wrong::Expected(what)) => {
            let message = format!("no JSON: {what} is expected here");
            sink.at(source, parser.at, codes::BROKEN, message, codes::BROKEN.mend);
            None
        }
    }
}

enum Wrong {
    Deep,
    Expected(&'static str),
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Result<Node, Wrong> {
        let node = self.value(0)?;
        self.white();
        if self.at < self.text.len() {
            return Err(Wrong::Expected("the end of the file"));
        }
        Ok(node)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn white(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes the byte if it comes next, after white space.
    fn takes(&mut self, byte: u8) -> bool {
        self.white();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, Wrong> {
        if depth > DEEPEST {
            return Err(Wrong::Deep);
        }
        self.white();
        let at = self.at;
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Scalar { text: self.string()?, quoted: true },
            _ => Value::Scalar { text: self.word()?.to_owned(), quoted: false },
        };
        Ok(Node { at, value })
    }

    fn map(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.takes(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.white();
            let at = self.at;
            if self.peek() != Some(b'"') {
                return Err(Wrong::Expected("a key in quotation marks"));
            }
            let key = Value::Scalar { text: self.string()?, quoted: true };
            if !self.takes(b':') {
                return Err(Wrong::Expected("a colon"));
            }
            entries.push((Node { at, value: key }, self.value(depth + 1)?));
            if self.takes(b'}') {
                return Ok(Value::Map(entries));
            }
            if !self.takes(b',') {
                return Err(Wrong::Expected("a comma or }"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.takes(b']') {
                return Ok(Value::List(items));
            }
            if !self.takes(b',') {
                return Err(Wrong::Expected("a comma or ]"));
            }
        }
    }

    /// A number, `true`, `false`, `null`, or what Python writes for numbers that are none.
    fn word(&mut self) -> Result<&'a str, Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        let word = rest.split(|c| !part(c)).next().unwrap_or_default();
        let known = ["true", "false", "null", "NaN", "Infinity", "-Infinity"].contains(&word);
        if !known && !is_number(word) {
            return Err(Wrong::Expected("a value"));
        }
        self.at += word.len();
        Ok(word)
    }

    fn string(&mut self) -> Result<String, Wrong> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let stop = |c: char| matches!(c, '"' | '\\') || c < ' ';
            let plain = rest.find(stop).ok_or(Wrong::Expected("a closing quotation mark"))?;
            out.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(Wrong::Expected("an escape (\\n and its like)")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let kind = self.text.as_bytes().get(self.at + 1).copied();
        let plain = match kind {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(Wrong::Expected("a known escape")),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\u` and four digits, or two of them for one character.
    fn unicode(&mut self) -> Result<char, Wrong> {
        let wrong = Wrong::Expected("\\u and the four digits of a character");
        let Some(first) = self.four(self.at) else { return Err(wrong) };
        if let Some(character) = char::from_u32(first) {
            self.at += 6;
            return Ok(character);
        }
        let second = self.four(self.at + 6).filter(|unit| (0xdc00..0xe000).contains(unit));
        match second {
            Some(second) if first < 0xdc00 => {
                let unit = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                self.at += 12;
                char::from_u32(unit).ok_or(wrong)
            }
            _ => Err(wrong),
        }
    }

    fn four(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex { u32::from_str_radix(digits, 16).ok() } else { None }
    }
}

/// Whether this is a number as JSON writes it.
fn is_number(word: &str) -> bool {
    let bare = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, power) = match bare.split_once(['e', 'E']) {
        None => (bare, None),
        Some((mantissa, power)) => (mantissa, Some(power)),
    };
    let (whole, part) = match mantissa.split_once('.') {
        None => (mantissa, None),
        Some((whole, part)) => (whole, Some(part)),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && part.is_none_or(digits)
        && power.is_none_or(|power| digits(power.strip_prefix(['-', '+']).unwrap_or(power)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Option<Node> {
        let mut sink = Sink::default();
        let source = Source::new("a.json", text.as_bytes(), &mut sink)?;
        parse(&source, &mut sink)
    }

    #[test]
    fn numbers_keep_their_text_and_their_place() {
        let node = parsed("{\"a\": [0.10, -1e3,\n NaN]}").expect("JSON");
        let list = node.get("a").expect("a");
        let Value::List(items) = &list.value else { panic!("no list") };
        assert_eq!(items[0].text(), Some("0.10"));
        assert_eq!((items[2].text(), items[2].at), (Some("NaN"), 20));
    }

    #[test]
    fn hostile_depth_is_refused() {
        assert!(parsed(&"[".repeat(1_000_000)).is_none());
        assert!(parsed(&format!("{}1{}", "[".repeat(64), "]".repeat(64))).is_some());
    }

    proptest! {
        /// What a common reader takes, this one takes, and the other way round.
        #[test]
        fn as_a_common_reader(text in r#"([\[\]{},:"\\ \n0-9.eE+u-]|true|null|"[a-z]*"|\\u[0-9a-f]{4}|é){0,24}"#) {
            let common = serde_json::from_str::<serde_json::Value>(&text);
            // Only a number too large for floating point is no JSON for it.
            let large = common.as_ref().is_err_and(|why| why.to_string().contains("out of range"));
            prop_assert!(large || common.is_ok() == parsed(&text).is_some(), "{:?}", text);
        }
    }
}
