//! Where a report's front matter stands; what it says is read elsewhere.

use model::Span;

use super::lines::lines;

/// How far the closing line is looked for; the same as where its values are read.
const FAR: usize = 64 * 1024;

/// What stands at the head of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// No front matter.
    None,
    /// A first line `+++` without a second.
    Open(Span),
    /// The whole of it, both marks included.
    Found(Span),
}

/// Finds the front matter. A byte order mark may stand before it.
pub(super) fn front(text: &str) -> Front {
    let skipped = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if !text.get(skipped..).is_some_and(|rest| rest.starts_with("+++")) {
        return Front::None;
    }
    let mut first = None;
    let end = text.floor_char_boundary(skipped.saturating_add(FAR));
    for line in lines(text, Span::new(skipped, end)) {
        let mark = line.text(text).is_some_and(|l| l.trim_end_matches([' ', '\t']) == "+++");
        match first {
            None if mark => first = Some(line),
            None => return Front::None,
            Some(first) if mark => return Front::Found(first.join(line)),
            Some(_) => {}
        }
    }
    first.map_or(Front::None, Front::Open)
}

/// The span of the front matter, both `+++` lines included, if the text begins with one.
pub fn front_matter_span(text: &str) -> Option<Span> {
    match front(text) {
        Front::Found(span) => Some(span),
        Front::None | Front::Open(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_between_two_marks() {
        let text = "+++\npublisher = \"Meridian Wire\"\n+++\nText.";
        assert_eq!(front_matter_span(text).and_then(|s| s.text(text)), text.get(..35));
        let crlf = "\u{feff}+++\r\ngenre = \"wire\"\r\n+++\r\nText.";
        assert!(front_matter_span(crlf).is_some_and(|s| s.start == 3));
        assert_eq!(front("+++\nText"), Front::Open(Span::new(0, 3)));
        assert_eq!(front("++++\nText\n+++\n"), Front::None);
        assert_eq!(front("Text\n+++\n"), Front::None);
    }
}
