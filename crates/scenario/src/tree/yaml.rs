//! YAML to a tree with places. Aliases and tags are refused: a scenario needs none, and a few lines
//! of aliases can stand for terabytes.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{DEEPEST, Node, Value};
use crate::codes;
use crate::source::{Sink, Source};

/// Every so many characters the byte is kept.
const STEP: usize = 64;

/// The tree of the first document, or a finding.
pub(crate) fn parse(source: &Source<'_>, sink: &mut Sink) -> Option<Node> {
    let places = Places::new(source.text);
    let mut parser = Parser::new_from_str(source.text);
    let mut open: Vec<Open> = Vec::new();
    let mut whole: Option<Node> = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = match event {
            Ok(event) => event,
            Err(wrong) => {
                let at = places.byte(source.text, wrong.marker().index());
                let message = format!("no YAML: {}", wrong.info());
                sink.at(source, at, codes::BROKEN, message, codes::BROKEN.mend);
                return None;
            }
        };
        let at = places.byte(source.text, span.start.index());
        if let Some((message, hint)) = refused(&event, open.len()) {
            sink.at(source, at, codes::TOO_MUCH, message, hint);
            return None;
        }
        let node = match event {
            Event::Scalar(text, style, ..) => {
                let quoted = style != ScalarStyle::Plain;
                Some(Node { at, value: Value::Scalar { text: text.into_owned(), quoted } })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                open.push(Open::new(at, matches!(event, Event::MappingStart(..))));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
            // A second document would be another file.
            Event::DocumentEnd => break,
            _ => None,
        };
        if let Some(node) = node {
            match open.last_mut() {
                Some(outer) => outer.take(node),
                None => whole = Some(node),
            }
        }
    }
    if whole.is_none() {
        sink.file(source.name, codes::BROKEN, "the file holds nothing", codes::BROKEN.mend);
    }
    whole
}

fn refused(event: &Event<'_>, depth: usize) -> Option<(String, &'static str)> {
    let tag = match event {
        Event::Alias(_) => {
            let message = "an alias (*name) stands for another part of the file".to_owned();
            return Some((message, "write the part out where it is meant"));
        }
        Event::SequenceStart(_, tag) | Event::MappingStart(_, tag) => {
            if depth >= DEEPEST {
                let message =
                    format!("lists and tables lie more than {DEEPEST} deep in each other");
                return Some((message, codes::TOO_MUCH.mend));
            }
            tag
        }
        Event::Scalar(_, _, _, tag) => tag,
        _ => return None,
    };
    tag.as_ref().map(|_| {
        ("a tag (!name) asks for another type".to_owned(), "write the plain value without the tag")
    })
}

/// A list or table that is not closed yet.
struct Open {
    at: usize,
    is_map: bool,
    key: Option<Node>,
    items: Vec<Node>,
    entries: Vec<(Node, Node)>,
}

impl Open {
    fn new(at: usize, is_map: bool) -> Self {
        Self { at, is_map, key: None, items: Vec::new(), entries: Vec::new() }
    }

    fn take(&mut self, node: Node) {
        if !self.is_map {
            self.items.push(node);
        } else if let Some(key) = self.key.take() {
            self.entries.push((key, node));
        } else {
            self.key = Some(node);
        }
    }

    fn close(self) -> Node {
        let value = if self.is_map { Value::Map(self.entries) } else { Value::List(self.items) };
        Node { at: self.at, value }
    }
}

/// Characters to bytes: the parser counts characters.
struct Places {
    ascii: bool,
    every: Vec<usize>,
}

impl Places {
    fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let every = if ascii {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| at).collect()
        };
        Self { ascii, every }
    }

    fn byte(&self, text: &str, character: usize) -> usize {
        if self.ascii {
            return character.min(text.len());
        }
        let Some(start) = self.every.get(character / STEP) else { return text.len() };
        let rest = text.get(*start..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Option<Node>, String) {
        let mut sink = Sink::default();
        let source = Source::new("a.yml", text.as_bytes(), &mut sink).expect("text");
        let node = parse(&source, &mut sink);
        let findings: Vec<String> = sink.done().iter().map(ToString::to_string).collect();
        (node, findings.join("\n"))
    }

    #[test]
    fn numbers_keep_their_text_and_their_place() {
        let (node, said) = parsed("é: ü\nvalues:\n- 0.10\n- '3'\n- -.inf\n- null\n");
        let node = node.expect(&said);
        let Value::List(items) = &node.get("values").expect("values").value else { panic!() };
        assert_eq!((items[0].text(), items[0].at), (Some("0.10"), 17));
        assert_eq!(items[1].value, Value::Scalar { text: "3".to_owned(), quoted: true });
        assert!(items[3].is_null());
    }

    #[test]
    fn aliases_tags_and_hostile_depth_are_refused() {
        for (text, line) in [
            ("a: &a [x, x]\nb: [*a, *a]\n", ":2:"),
            ("a: !!python/object:os.system x\n", ":1:"),
            (&format!("a: {}", "[".repeat(200)), ":1:"),
            (&"- ".repeat(200), ":1:"),
        ] {
            let (node, said) = parsed(text);
            assert!(node.is_none() && said.contains("S005") && said.contains(line), "{said}");
        }
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_line() {
        let (node, said) = parsed("a: b\nc: [d\ne: f\n");
        assert!(node.is_none() && said.starts_with("a.yml:"), "{said}");
        assert!(parsed("").0.is_none());
    }
}
