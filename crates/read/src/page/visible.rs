//! The words of an HTML page in the order of the page, each with its byte: to find where a
//! paragraph of the extracted text stands, and to fall back on where extraction fails.

use std::collections::BTreeMap;

/// Elements whose contents nobody sees as text.
const HIDDEN: &[&str] =
    &["script", "style", "template", "svg", "iframe", "noscript", "title", "textarea", "select"];

/// Elements that do not end a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img",
];

/// What a page shows, white space folded, one line per block.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub text: String,
    /// For the start of each word: its byte in `text` and in the page.
    words: Vec<(usize, usize)>,
    /// How deeply elements are nested, by a rough count.
    pub depth: usize,
}

impl Visible {
    pub(super) fn new(html: &str) -> Self {
        let mut out = Self::default();
        let mut depth = 0usize;
        let mut opened: BTreeMap<String, usize> = BTreeMap::new();
        let mut hidden: Option<&str> = None;
        scan(html, |at, token| match token {
            Token::Tag { name, closing, empty } => {
                let name = lower(name);
                match hidden {
                    Some(open) if closing && name == open => hidden = None,
                    Some(_) => return,
                    None => {}
                }
                if !closing && !empty {
                    hidden = HIDDEN.iter().copied().find(|known| *known == name);
                }
                if !INLINE.contains(&&*name) {
                    out.line();
                }
                if closing && let Some(open) = opened.get_mut(&name).filter(|open| **open > 0) {
                    *open -= 1;
                    depth -= 1;
                } else if !closing && !is_void(&name) {
                    *opened.entry(name).or_insert(0) += 1;
                    depth += 1;
                }
                out.depth = out.depth.max(depth);
            }
            Token::Text(text) if hidden.is_none() => out.words_of(text, at),
            Token::Text(_) => {}
        });
        out
    }

    fn line(&mut self) {
        let bare = self.text.trim_end_matches(' ').len();
        self.text.truncate(bare);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn words_of(&mut self, text: &str, at: usize) {
        let mut inside = self.text.chars().next_back().is_some_and(|c| !c.is_whitespace());
        each_char(text, |offset, c| {
            if c.is_whitespace() {
                if inside {
                    self.text.push(' ');
                }
                inside = false;
                return;
            }
            if !inside {
                self.words.push((self.text.len(), at + offset));
            }
            inside = true;
            self.text.push(c);
        });
    }

    /// The byte of the page for a byte of the visible text that starts a word.
    fn place(&self, at: usize) -> Option<usize> {
        let found = self.words.binary_search_by_key(&at, |(visible, _)| *visible).ok()?;
        self.words.get(found).map(|(_, page)| *page)
    }

    /// For each (byte, text) the byte of the page where its first words stand, if they are found.
    /// Texts come in the order of the page; one that stands elsewhere costs a search from the top.
    pub(super) fn places(&self, blocks: &[(usize, &str)]) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut from = 0;
        // Bounds the whole work: a few searches from the top, never one for each block.
        let mut searches = 40usize;
        for (at, text) in blocks {
            let needle = first_words(text);
            let ahead = self.text.get(from..).unwrap_or_default();
            let found = match self.find(ahead, needle, from) {
                Some(found) => Some(found),
                None if searches > 0 => {
                    searches -= 1;
                    self.find(self.text.get(..from).unwrap_or_default(), needle, 0)
                }
                None => break,
            };
            if let Some((visible, place)) = found {
                out.push((*at, place));
                from = from.max(visible + needle.len());
            }
        }
        out
    }

    fn find(&self, part: &str, needle: &str, from: usize) -> Option<(usize, usize)> {
        if needle.is_empty() {
            return None;
        }
        let hits = part.match_indices(needle).take(20);
        hits.map(|(at, _)| from + at).find_map(|at| self.place(at).map(|place| (at, place)))
    }

    /// The lines, for reading without structure.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// The first words of a text, at most some 40 bytes.
fn first_words(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    let head = line.get(..line.floor_char_boundary(40)).unwrap_or_default();
    if head.len() == line.len() {
        return head.trim_end();
    }
    head.rsplit_once(' ').map_or(head, |(words, _)| words)
}

/// A piece of HTML.
pub(super) enum Token<'a> {
    /// `<name ...>`, `</name>` or `<name/>`.
    Tag { name: &'a str, closing: bool, empty: bool },
    /// What stands between tags, entities not decoded.
    Text(&'a str),
}

/// Goes over HTML once, from tag to tag. Comments and declarations are passed over.
pub(super) fn scan<'a>(html: &'a str, mut take: impl FnMut(usize, Token<'a>)) {
    let mut at = 0;
    // Element whose contents are not markup: only its own end tag ends it.
    let mut raw: Option<&'static str> = None;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|n| at + n) {
        if open > at {
            take(at, Token::Text(html.get(at..open).unwrap_or_default()));
        }
        let rest = html.get(open..).unwrap_or_default();
        let closing = rest.starts_with("</");
        let name = tag_name(rest.get(1 + usize::from(closing)..).unwrap_or_default());
        let ends_raw = raw.is_none_or(|known| closing && name.eq_ignore_ascii_case(known));
        // What is neither a tag nor text: `<!...>`, `<?...>`, `</ ...>`.
        let declared =
            rest.starts_with("<!") || rest.starts_with("<?") || (closing && name.is_empty());
        if !ends_raw || (name.is_empty() && !declared) {
            take(open, Token::Text("<"));
            at = open + 1;
            continue;
        }
        let end = if rest.starts_with("<!--") {
            comment_end(rest)
        } else if declared {
            rest.find('>').map(|n| n + 1)
        } else {
            tag_end(rest)
        };
        let Some(len) = end else {
            at = html.len();
            break;
        };
        at = open + len;
        if declared {
            continue;
        }
        let empty = rest.get(..len).is_some_and(|tag| tag.ends_with("/>"));
        raw = if closing || empty { None } else { raw_name(name) };
        take(open, Token::Tag { name, closing, empty });
    }
    if raw.is_none()
        && let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty())
    {
        take(at, Token::Text(rest));
    }
}

/// Length of a tag up to its `>`; one inside a quoted value does not end it.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if value => (quote, value) = (Some(byte), false),
            (None, b'=') => value = true,
            (None, _) => value &= byte.is_ascii_whitespace(),
        }
    }
    None
}

/// Length of a comment, which `-->` and `--!>` end.
fn comment_end(rest: &str) -> Option<usize> {
    let mut from = 2;
    loop {
        let at = rest.get(from..)?.find("--").map(|n| from + n)? + 2;
        let tail = rest.get(at..)?;
        if tail.starts_with('>') || tail.starts_with("!>") {
            return Some(at + tail.find('>')? + 1);
        }
        from = at - 1;
    }
}

fn raw_name(name: &str) -> Option<&'static str> {
    ["script", "style", "title", "textarea", "iframe"]
        .into_iter()
        .find(|known| name.eq_ignore_ascii_case(known))
}

fn tag_name(rest: &str) -> &str {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let bound = rest.get(..rest.floor_char_boundary(80)).unwrap_or_default();
    let name = bound.split(ends).next().unwrap_or_default();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "" }
}

pub(super) fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr"
        // Browsers close these by themselves; pages rarely do.
        | "p" | "li" | "td" | "tr" | "th" | "option" | "dt" | "dd"
    )
}

/// Calls back for each character of HTML text, with entities decoded.
pub(super) fn each_char(text: &str, mut take: impl FnMut(usize, char)) {
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if c == '&'
            && let Some((decoded, len)) = entity(text.get(at..).unwrap_or_default())
        {
            take(at, decoded);
            skip_to = at + len;
            continue;
        }
        take(at, c);
    }
}

/// The character of an entity at the start of a text, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let head = text.get(1..text.floor_char_boundary(12))?;
    let len = head.find(';')?;
    let name = head.get(..len)?;
    let c = if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let value =
            hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        char::from_u32(value)?
    } else {
        ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)?
    };
    Some((c, len + 2))
}

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("bdquo", '„'),
    ("sbquo", '‚'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("deg", '°'),
    ("times", '×'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("uacute", 'ú'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("ntilde", 'ñ'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_seen_as_lines_with_places() {
        let html = "<html><head><title>T</title><script>if (a<b) {}</script></head>\
                    <body><p>One &amp; <b>two</b>&nbsp;three</p><!-- no --><div>Four\n  five</div></body></html>";
        let visible = Visible::new(html);
        assert_eq!(visible.text, "One & two three\nFour five\n");
        let places = visible.places(&[(0, "One & two three"), (17, "Four five")]);
        assert_eq!(
            places,
            [(0, html.find("One").expect("there")), (17, html.find("Four").expect("there"))]
        );
    }

    #[test]
    fn broken_pages_are_scanned_to_their_end() {
        for html in [
            "<",
            "<p",
            "a < b <p>c",
            "</",
            "<!--",
            "<p>&#xZ; &#55555555; &nosuch;",
            "<script>x",
            "&",
            "<é>",
        ] {
            let _ = Visible::new(html);
        }
        assert_eq!(Visible::new("a < b <p>c").text, "a < b\nc");
        assert_eq!(Visible::new("<p title='a > b'>c</p><!-- x --!>d</ e>f<!-->g").text, "c\ndfg");
    }
}
