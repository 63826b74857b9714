//! The date of a report, from its head: labels, bylines, datelines, "today, on ...".

use model::{Span, When};

use super::{Base, DateExpr, DateMention, date_mentions, resolve};
use crate::token::{Token, TokenKind, tokens};

/// What the head of a report says about its date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentDate {
    /// The date, if the head tells it whole.
    pub when: Option<When>,
    /// A date without a year, to be completed from the other reports.
    pub partial: Option<DateExpr>,
    /// How it is known; empty when it is not.
    pub how: String,
    /// Where it stands.
    pub span: Option<Span>,
}

/// How a line shows the date of its report, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Label,
    Byline,
    Dateline,
    Today,
    Updated,
    SaidOn,
}

/// How many lines are looked at, and how many tokens of each: a head is short.
const LINES: usize = 60;
const TOKENS: usize = 60;
/// A label or byline is a short line.
const SHORT: usize = 20;

/// The date in the head of a report. `lines` are its head in order: title, byline, and the first
/// paragraphs, each with its place. A date deeper in the text says when things happened, not when
/// they were reported, and is not taken.
pub fn document_date(lines: &[(Span, &str)]) -> DocumentDate {
    let mut best: Option<(Ground, bool, DocumentDate)> = None;
    for (span, line) in lines.iter().take(LINES) {
        let Some((ground, mention)) = ground_of(line) else { continue };
        let lacks_year = mention.expr.lacks_year();
        // A whole date beats one without a year; then the surer ground; then the first.
        if best.as_ref().is_some_and(|(g, lacks, _)| (*lacks, *g) <= (lacks_year, ground)) {
            continue;
        }
        let words = mention.span.text(line).unwrap_or_default();
        let how = match ground {
            Ground::Label | Ground::Byline => format!("the words \"{words}\""),
            Ground::Dateline => format!("the dateline \"{words}\""),
            Ground::Today => format!("the words \"today\" and \"{words}\""),
            Ground::Updated => format!("the update of \"{words}\""),
            Ground::SaidOn => format!("a statement of \"{words}\", taken as the day of the report"),
        };
        let when = resolve(&mention.expr, None, false).map(|found| found.when);
        let place = Span::new(span.start + mention.span.start, span.start + mention.span.end);
        let partial = when.is_none().then_some(mention.expr);
        best = Some((ground, lacks_year, DocumentDate { when, partial, how, span: Some(place) }));
    }
    best.map(|(_, _, found)| found).unwrap_or_default()
}

fn ground_of(line: &str) -> Option<(Ground, DateMention)> {
    // Cut at a char boundary well before tokenising: a line may be a whole book.
    let cut = line.char_indices().nth(TOKENS * 12).map_or(line.len(), |(at, _)| at);
    let mut tokens = tokens(line, Span::new(0, cut));
    let whole = cut == line.len() && tokens.len() <= SHORT;
    tokens.truncate(TOKENS);
    let mentions = date_mentions(&tokens);
    let days = || mentions.iter().filter(|m| is_written_day(&m.expr));
    if whole && let Some(first) = days().next() {
        if let Some(ground) = label(&tokens) {
            return Some((ground, first.clone()));
        }
        if let Some(alone) = days().find(|m| stands_apart(&tokens, m)) {
            return Some((Ground::Byline, alone.clone()));
        }
    }
    // "22 July 2025 · No. 48 · ...": a line that begins with its date, however long.
    let opens = days().next().filter(|m| {
        m.tokens.start == 0
            && tokens.get(m.tokens.end).is_some_and(|t| {
                matches!(t.kind, TokenKind::Dash) || t.is_any(&["|", "·", "•", "*", "_"])
            })
    });
    if let Some(first) = opens {
        return Some((Ground::Byline, first.clone()));
    }
    if let Some(first) = days().next().filter(|m| is_dateline(&tokens, m)) {
        return Some((Ground::Dateline, first.clone()));
    }
    for pair in mentions.windows(2) {
        if let [today, day] = pair
            && today.expr.base == Base::Days(0)
            && is_written_day(&day.expr)
            && tokens.get(today.tokens.end..day.tokens.start).is_some_and(|between| {
                between.len() <= 2 && between.iter().all(|t| t.is_any(&[",", "on", "("]))
            })
        {
            return Some((Ground::Today, day.clone()));
        }
    }
    let said = days().find(|m| m.expr.weekday.is_some() && is_said(&tokens, m))?;
    Some((Ground::SaidOn, said.clone()))
}

fn is_written_day(expr: &DateExpr) -> bool {
    matches!(expr.base, Base::Day { .. }) && expr.until.is_none()
}

/// "Published:", "Updated", "Date:" among the first words.
fn label(tokens: &[Token]) -> Option<Ground> {
    let head = tokens.get(..tokens.len().min(3)).unwrap_or_default();
    if head.iter().any(|t| t.is_any(&["updated", "modified"])) {
        return Some(Ground::Updated);
    }
    let marked = head.iter().any(|t| t.is_any(&["published", "posted", "issued", "date", "dated"]));
    marked.then_some(Ground::Label)
}

/// A date that marks set apart from other words of its line, as in a byline. One that a
/// preposition ties to a headline is no byline.
fn stands_apart(tokens: &[Token], mention: &DateMention) -> bool {
    let free = |token: &Token| {
        matches!(token.kind, TokenKind::Dash) || token.is_any(&["|", ",", "·", "•", ":", "/", "("])
    };
    let before = mention.tokens.start.checked_sub(1).and_then(|at| tokens.get(at));
    let after = tokens.get(mention.tokens.end);
    // A row of a table is no byline.
    let row = tokens.first().is_some_and(|t| t.is("|"));
    let ends = |t: &Token| t.is(")") || (before.is_none() && t.is("."));
    !row && before.is_none_or(free) && after.is_none_or(|t| free(t) || ends(t))
}

/// "ISTANBUL, June 2 (Agency) -": a place in capitals before, a dash or bracket after.
fn is_dateline(tokens: &[Token], mention: &DateMention) -> bool {
    let Some(place) = tokens.get(..mention.tokens.start) else { return false };
    let name = |t: &Token| t.capital || t.is_any(&[",", "/", ".", "-", "("]);
    let led = (1..=8).contains(&place.len()) && place.iter().all(name) && place[0].capital;
    let after = tokens.get(mention.tokens.end);
    led && after
        .is_some_and(|t| matches!(t.kind, TokenKind::Dash) || t.is_any(&["(", "/", ":", ")", "."]))
}

/// "said Monday (Jun 2)": reports of that sort are of the day they name.
fn is_said(tokens: &[Token], mention: &DateMention) -> bool {
    let start = mention.tokens.start;
    let before = tokens.get(start.saturating_sub(2)..start).unwrap_or_default();
    before.iter().any(|t| {
        t.is_any(&["said", "told", "announced", "stated", "says", "declared", "confirmed"])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (String, bool) {
        let lines: Vec<_> = lines.iter().map(|l| (Span::new(0, l.len()), *l)).collect();
        let found = document_date(&lines);
        (found.when.map(|when| when.to_string()).unwrap_or_default(), found.partial.is_some())
    }

    #[test]
    fn reads_the_head() {
        for (lines, when) in [
            (&["A headline on nothing", "04 June 2025 14:40"][..], "2025-06-04T14:40"),
            (&["2 June 2025. All times are local."], "2025-06-02"),
            (&["Morning Courier - 11 May 2025 11:13"], "2025-05-11T11:13"),
            (&["By A. Writer | June 5, 2025"], "2025-06-05"),
            (&["OSLO, June 2, 2025 (Meridian) - Delegates arrived."], "2025-06-02"),
            (&["Updated: 6 June 2025", "Published: 5 June 2025"], "2025-06-05"),
            (&["Today, on June 2, 2025, the sides meet again."], "2025-06-02"),
        ] {
            assert_eq!(read(lines), (when.to_owned(), false), "{lines:?}");
        }
    }

    #[test]
    fn keeps_a_date_without_a_year_apart() {
        assert_eq!(
            read(&["The delegation said Monday (Jun 2) it was there."]),
            (String::new(), true)
        );
        assert_eq!(read(&["OSLO, June 2 (Meridian) - Delegates arrived."]), (String::new(), true));
    }

    #[test]
    fn does_not_take_the_date_of_an_event() {
        for line in [
            "What was agreed on 2 June 2025",
            "The talks held on 2 June 2025 gave little, officials said after a long day of it.",
            "All rights reserved 2025",
            "| 28 February 2022 | 5 hours |",
        ] {
            assert_eq!(read(&[line]), (String::new(), false), "{line}");
        }
    }
}
