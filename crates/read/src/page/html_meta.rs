//! What an HTML page says of itself: title, site, author, address and date.

use super::visible::each_char;

/// Facts from the page's head and structured data, as the page words them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HtmlMeta {
    /// The headline.
    pub title: Option<String>,
    /// The name of the site.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The page's own address.
    pub url: Option<String>,
    /// When it was published, as written: mostly ISO 8601, with or without a time.
    pub date: Option<String>,
}

/// Names of `<meta>` fields that hold the date of publication, the best first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "rnews:datepublished",
];

/// Finds the date of publication in a page. The clock is never asked: what the page says is kept.
pub(super) fn date(html: &str) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for tag in tags(html, "<meta") {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| attribute(tag, key));
        let Some(name) = name.map(|name| name.to_ascii_lowercase()) else { continue };
        let Some(rank) = DATES.iter().position(|known| *known == name) else { continue };
        let Some(value) = attribute(tag, "content").filter(|value| is_date(value)) else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| rank < *known) {
            best = Some((rank, value));
        }
    }
    best.map(|(_, value)| value).or_else(|| structured(html)).or_else(|| time_element(html))
}

/// `"datePublished": "2025-06-02T10:00:00Z"` in structured data.
fn structured(html: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = html.get(from..)?.find("\"datePublished\"").map(|n| from + n) {
        from = at + 15;
        let rest = html.get(from..)?.trim_start();
        let value =
            rest.strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('"'));
        let value = value
            .and_then(|rest| rest.get(..rest.floor_char_boundary(60)))
            .and_then(|rest| rest.split('"').next());
        if let Some(value) = value.filter(|value| is_date(value)) {
            return Some(value.trim().to_owned());
        }
    }
    None
}

/// `<time datetime="...">`: the one marked as the date of publication, else the first.
fn time_element(html: &str) -> Option<String> {
    let mut first = None;
    for tag in tags(html, "<time") {
        let Some(value) = attribute(tag, "datetime").filter(|value| is_date(value)) else {
            continue;
        };
        if tag.to_ascii_lowercase().contains("datepublished") || tag.contains("pubdate") {
            return Some(value);
        }
        first = first.or(Some(value));
    }
    first
}

/// Starts with a year, or with a day that is followed by more.
fn is_date(value: &str) -> bool {
    let value = value.trim();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    (8..=60).contains(&value.len()) && digits >= 5
}

/// The tags that begin with these letters (`<meta`), without their `>`.
fn tags<'a>(html: &'a str, open: &'static str) -> impl Iterator<Item = &'a str> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = html.get(from..)?.find('<').map(|n| from + n)?;
            from = at + 1;
            let rest = html.get(at..)?;
            let named = rest.get(..open.len()).is_some_and(|head| head.eq_ignore_ascii_case(open));
            if named {
                // Nothing in a head is longer; an unclosed tag must not be searched to the end again.
                let bound = rest.get(..rest.floor_char_boundary(4_000))?;
                return Some(bound.split('>').next().unwrap_or_default());
            }
        }
    })
}

/// The value of an attribute, entities decoded.
fn attribute(tag: &str, key: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find(key).map(|n| from + n) {
        from = at + key.len();
        let before = lower.get(..at).and_then(|head| head.chars().next_back());
        let rest = tag.get(from..)?.trim_start();
        let Some(rest) = rest.strip_prefix('=').map(str::trim_start) else { continue };
        if before.is_some_and(|c| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let raw = match rest.chars().next()? {
            mark @ ('"' | '\'') => rest.get(1..)?.split(mark).next()?,
            _ => rest.split(|c: char| c.is_whitespace() || c == '>').next()?,
        };
        let mut out = String::new();
        each_char(raw, |_, c| out.push(c));
        return Some(out.trim().to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_where_pages_keep_them() {
        for (html, found) in [
            (
                "<meta property=\"article:published_time\" content=\"2025-06-02T10:00:00+03:00\">",
                "2025-06-02T10:00:00+03:00",
            ),
            ("<META content='2025-06-02' NAME='date'>", "2025-06-02"),
            ("<script>{\"datePublished\" : \"2025-06-02T07:00Z\"}</script>", "2025-06-02T07:00Z"),
            (
                "<time datetime=\"2025-06-01\">a</time><time itemprop=datePublished datetime=\"2025-06-02\">b</time>",
                "2025-06-02",
            ),
            (
                "<meta name=date content=\"2025-01-01\"><meta property=\"article:published_time\" content=\"2025-06-02\">",
                "2025-06-02",
            ),
        ] {
            assert_eq!(date(html).as_deref(), Some(found), "{html}");
        }
        for html in [
            "<meta name=\"date\" content=\"soon\">",
            "<meta",
            "<meta name=date content=",
            "\"datePublished\":",
            "",
        ] {
            assert_eq!(date(html), None, "{html}");
        }
    }
}
