//! As much Markdown as the link check needs: links, pictures, headings. Code is skipped.

/// A link or picture as it stands in a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// From 1.
    pub(crate) line: usize,
    /// Where it leads, as written.
    pub(crate) target: String,
}

/// The lines outside fenced code, counted from 1, with code spans blanked.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fence: Option<(char, usize)> = None;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let mark = start.chars().next().filter(|c| "`~".contains(*c));
        let width = mark.map_or(0, |mark| start.chars().take_while(|c| *c == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if width >= 3 => fence = Some((mark, width)),
            (None, _) if line.starts_with("    ") && !start.starts_with(['-', '*', '+', '[']) => {}
            (None, _) => lines.push((at + 1, without_code(line))),
            (Some((open, wide)), Some(mark)) if mark == open && width >= wide => fence = None,
            (Some(_), _) => {}
        }
    }
    lines
}

fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let ticks = rest[at..].chars().take_while(|c| *c == '`').count();
        let mark = &rest[at..at + ticks];
        let Some(length) = rest[at + ticks..].find(mark) else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + ticks + length + ticks..];
    }
    out.push_str(rest);
    out
}

/// Every link target: `[a](b)`, `![a](b)`, `[a]: b`, `href="b"`, `src="b"`.
pub(crate) fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, words) in prose(text) {
        let mut add = |target: &str| {
            // A title may follow the target.
            let target = target.split_whitespace().next().unwrap_or("");
            let target = target.trim_start_matches('<').trim_end_matches('>');
            if !target.is_empty() {
                links.push(Link { line, target: target.to_owned() });
            }
        };
        for part in words.split("](").skip(1) {
            add(part.split(')').next().unwrap_or(""));
        }
        for mark in ["href=\"", "src=\""] {
            for part in words.split(mark).skip(1) {
                add(part.split('"').next().unwrap_or(""));
            }
        }
        if words.starts_with('[')
            && let Some((_, target)) = words.split_once("]: ")
        {
            add(target);
        }
    }
    links
}

/// The anchors of a page: its headings as mdBook names them, and `id="..."`.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        // Headings count with the words of their code spans, so the raw line is read.
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        if (1..=6).contains(&level) && heading.starts_with(' ') && in_prose(text, at + 1) {
            let base = slug(heading.trim());
            let twins = anchors.iter().filter(|seen| is_twin(seen, &base)).count();
            anchors.push(if twins == 0 { base } else { format!("{base}-{twins}") });
        }
        for part in line.split("id=\"").skip(1) {
            anchors.extend(part.split('"').next().map(str::to_owned));
        }
    }
    anchors
}

fn in_prose(text: &str, line: usize) -> bool {
    let opened = text.lines().take(line).filter(|line| line.trim_start().starts_with("```"));
    opened.count() % 2 == 0
}

fn is_twin(seen: &str, base: &str) -> bool {
    seen.strip_prefix(base).is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// A heading as an anchor: small letters, spaces as hyphens, no other marks.
fn slug(heading: &str) -> String {
    if let Some((_, id)) = heading.split_once("{#") {
        return id.trim_end_matches('}').to_owned();
    }
    heading
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_lowercase().collect()),
            c if c.is_whitespace() => Some("-".to_owned()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_and_code_is_not() {
        let text = "See [a](b.md#c) and ![p](i.png \"t\").\n`[x](y)`\n```\n[x](y)\n```\n\
                    [r]: d.md\n<a href=\"e.md\">\n";
        let found: Vec<(usize, String)> =
            links(text).into_iter().map(|link| (link.line, link.target)).collect();
        let wanted = [(1, "b.md#c"), (1, "i.png"), (6, "d.md"), (7, "e.md")];
        assert_eq!(found, wanted.map(|(line, target)| (line, target.to_owned())));
    }

    #[test]
    fn headings_become_anchors() {
        let text = "# The `read` verb, today\n## Same\n## Same\n```\n# not one\n```\n";
        assert_eq!(anchors(text), ["the-read-verb-today", "same", "same-1"]);
    }
}
