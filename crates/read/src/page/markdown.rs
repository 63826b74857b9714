//! Markdown: headings, paragraphs, list items and quotations, with their bytes in the file.

use model::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::lines::{Hint, Unit, trimmed};

/// Above this nesting or size the file is read as plain text: the parser is not meant for it.
const LARGEST: usize = 20_000_000;

/// The pieces of a Markdown text. Lines in `barred` are left out of every piece.
pub(super) fn units(text: &str, within: Span, barred: &[Span]) -> Vec<Unit> {
    let source = within.text(text).unwrap_or_default();
    if source.len() > LARGEST {
        return super::lines::units(text, within, barred);
    }
    let mut reader = Reader { out: Vec::new(), open: None, items: Vec::new(), titled: false };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.take(&event, Span::new(within.start + range.start, within.start + range.end));
    }
    let mut out = reader.out;
    out.retain_mut(|unit| {
        unit.span = trimmed(text, unit.span);
        !unit.span.is_empty()
    });
    out.sort_by_key(|unit| unit.span);
    without(text, &out, barred)
}

/// A piece that is being read.
struct Open {
    unit: Unit,
    /// Bytes from the first to the last word, marks outside of them left out.
    inner: Option<Span>,
    /// Bytes of words that are no link and no picture.
    words: usize,
    links: usize,
    depth: usize,
}

struct Reader {
    out: Vec<Unit>,
    open: Option<Open>,
    /// For each open list item, whether its own words are still to come.
    items: Vec<bool>,
    titled: bool,
}

impl Reader {
    fn take(&mut self, event: &Event, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => self.words(event, span),
            Event::Html(_) | Event::Rule => self.furniture(span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, span: Span) {
        let listed = !self.items.is_empty();
        match tag {
            Tag::Heading { level, .. } => {
                let first = *level == pulldown_cmark::HeadingLevel::H1 && !self.titled;
                self.titled |= first;
                let hint = if first { Hint::Title } else { Hint::Heading };
                self.begin(Unit { span, listed: false, hint, label: None });
            }
            Tag::Paragraph | Tag::TableCell => {
                self.begin(Unit { span, listed, hint: Hint::Paragraph, label: None });
            }
            Tag::Item => {
                self.close();
                self.items.push(true);
            }
            Tag::CodeBlock(_) => {
                self.begin(Unit { span, listed: false, hint: Hint::None, label: Some("widget") });
            }
            Tag::Link { .. } | Tag::Image { .. } => {
                self.loose(span);
                if let Some(open) = &mut self.open {
                    open.depth += 1;
                    open.links += 1;
                    open.inner = Some(open.inner.map_or(span, |inner| inner.join(span)));
                }
            }
            Tag::List(_) | Tag::BlockQuote(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell | TagEnd::CodeBlock => {
                self.close();
            }
            TagEnd::Item => {
                self.close();
                self.items.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some(open) = &mut self.open {
                    open.depth = open.depth.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    /// Words straight inside a list item, without a paragraph of their own.
    fn loose(&mut self, span: Span) {
        if self.open.is_none() && !self.items.is_empty() {
            self.begin(Unit { span, listed: true, hint: Hint::Paragraph, label: None });
        }
    }

    fn words(&mut self, event: &Event, span: Span) {
        self.loose(span);
        let Some(open) = &mut self.open else { return };
        if !matches!(event, Event::InlineHtml(_)) {
            open.inner = Some(open.inner.map_or(span, |inner| inner.join(span)));
            if open.depth == 0 {
                open.words += span.len();
            }
        }
    }

    fn furniture(&mut self, span: Span) {
        self.close();
        self.out.push(Unit { span, listed: false, hint: Hint::None, label: Some("widget") });
    }

    fn begin(&mut self, unit: Unit) {
        self.close();
        self.open = Some(Open { unit, inner: None, words: 0, links: 0, depth: 0 });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut unit = open.unit;
        if unit.label.is_none() {
            let Some(inner) = open.inner else { return };
            unit.span = inner;
            // Links and pictures alone are ways to other pages; a heading may be a link.
            let bare = open.words <= open.links.saturating_sub(1) * 3;
            if open.links > 0 && bare && unit.hint == Hint::Paragraph {
                unit.label = Some("related");
            }
        }
        self.out.push(unit);
    }
}

/// Cuts unreadable lines out of the pieces.
fn without(text: &str, units: &[Unit], barred: &[Span]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units {
        let from = out.last().map_or(0, |last| last.span.end);
        let mut start = unit.span.start.max(from);
        let first = barred.partition_point(|line| line.end <= start);
        for line in barred.iter().skip(first).take_while(|line| line.start < unit.span.end) {
            keep(text, unit, start, line.start, &mut out);
            start = start.max(line.end);
        }
        keep(text, unit, start, unit.span.end, &mut out);
    }
    out
}

fn keep(text: &str, unit: &Unit, start: usize, end: usize, out: &mut Vec<Unit>) {
    let span = trimmed(text, Span::new(start, end));
    if !span.is_empty() && start < end {
        out.push(Unit { span, ..*unit });
    }
}

#[cfg(test)]
mod tests {
    use crate::Raw;
    use crate::page::{BlockKind, page};

    #[test]
    fn blocks_are_told_by_the_marks_and_hold_the_bytes_of_the_file() {
        let text = "\
# Second round opens

By Ada Stone

The delegations met for four hours in the lake house and agreed to go on, the *mediator* said on Monday.

## What was agreed

1. Lists of prisoners are exchanged.
2. The river stays open.

> “We came to listen,” the minister said.

![A hall](hall.png)

[Another article](https://meridian.example/2)

<!-- a remark -->

```
code
```

They will meet again in a week, the mediator told [reporters](https://meridian.example) after the session had ended.
";
        let page = page(&Raw { path: "a.md", bytes: text.as_bytes() });
        let found: Vec<_> = page.blocks.iter().map(|b| (b.kind, page.words(b))).collect();
        let of = |kind: BlockKind| -> Vec<&str> {
            found.iter().filter(|(k, _)| *k == kind).map(|(_, words)| *words).collect()
        };
        assert_eq!(of(BlockKind::Title), ["Second round opens"]);
        assert_eq!(of(BlockKind::Heading), ["What was agreed"]);
        assert_eq!(of(BlockKind::Byline), ["By Ada Stone"]);
        assert_eq!(
            of(BlockKind::ListItem),
            ["Lists of prisoners are exchanged.", "The river stays open."]
        );
        assert_eq!(of(BlockKind::Paragraph).len(), 3, "{found:?}");
        assert!(
            found.iter().filter(|(k, _)| matches!(k, BlockKind::Furniture(_))).count() >= 4,
            "{found:?}"
        );
    }
}
