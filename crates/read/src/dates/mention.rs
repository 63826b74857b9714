//! All date expressions of a text, from left to right.

use model::Span;

use super::clock::{clock_at, dotted_entry};
use super::forms::{core_at, is_new_line};
use super::{Base, Bound, DateExpr, DateMention, YearWord};
use crate::token::{Token, TokenKind};

/// Finds the date expressions in the tokens. Linear: every look ahead or back is short.
pub fn date_mentions(tokens: &[Token]) -> Vec<DateMention> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut floor = 0;
    while at < tokens.len() {
        let Some((mut expr, end)) = expression_at(tokens, at) else {
            at += 1;
            continue;
        };
        let (bound, about) = lead(&tokens[floor..at]);
        expr.bound = bound;
        expr.vague |= about;
        let span = Span::new(tokens[at].span.start, tokens[end - 1].span.end);
        out.push(DateMention { tokens: at..end, span, expr });
        floor = end;
        at = end;
    }
    out
}

fn expression_at(tokens: &[Token], at: usize) -> Option<(DateExpr, usize)> {
    if let Some((mut expr, end)) = core_at(tokens, at) {
        let end = interval(tokens, at, end, &mut expr);
        let end = clock_tail(tokens, end, &mut expr);
        return Some((expr, end));
    }
    let token = &tokens[at];
    if token.kind != TokenKind::Number && !token.is_any(&["noon", "midday", "midnight"]) {
        return None;
    }
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let opens = before.is_none_or(|before| is_new_line(before, token));
    let found = clock_at(tokens, at).or_else(|| dotted_entry(tokens, at).filter(|_| opens))?;
    let led = at.checked_sub(1).is_some_and(|before| {
        tokens[before].is_any(&["at", "from", "around", "by", "until", "before", "after", "about"])
    });
    // "13:00 The doors open": an entry of a live report.
    let bracketed =
        before.is_some_and(|t| t.is("[")) && tokens.get(found.end).is_some_and(|t| t.is("]"));
    let next = tokens.get(found.end);
    let entry = bracketed
        || (opens || before.is_some_and(|t| t.is_any(&[".", "!", "?"])))
            && next.is_some_and(|t| {
                t.capital && t.spaced
                    || t.is_any(&[":", "*"])
                    || matches!(t.kind, TokenKind::Dash | TokenKind::Open | TokenKind::Straight)
            });
    let joint = usize::from(tokens.get(found.end).is_some_and(|t| t.is_any(&["on", ","])));
    if let Some((mut expr, end)) = core_at(tokens, found.end + joint)
        && is_day(&expr.base)
        && expr.clock.is_none()
    {
        expr.clock = Some(found.clock);
        return Some((expr, end));
    }
    if !(found.plain || led || entry) {
        return None;
    }
    let mut expr = DateExpr::plain(Base::Hour);
    expr.clock = Some(found.clock);
    Some((expr, found.end))
}

fn is_day(base: &Base) -> bool {
    matches!(base, Base::Day { .. } | Base::Weekday { .. } | Base::Days(_))
}

/// "May 25 to 27", "25 May to 3 June", "June 2 - June 4", "from June to August", "2033 to 2035".
fn interval(tokens: &[Token], at: usize, end: usize, expr: &mut DateExpr) -> usize {
    let Some(joint) = tokens.get(end) else { return end };
    let led = |words: &[&str]| at.checked_sub(1).is_some_and(|at| tokens[at].is_any(words));
    let loose = (joint.is_any(&["to", "until", "till"]) && led(&["from", "years"]))
        || joint.is("through")
        || (joint.is("and") && led(&["between"]));
    let dash = matches!(joint.kind, TokenKind::Hyphen | TokenKind::Dash);
    let years = matches!(expr.base, Base::Year(_)) && joint.is_any(&["and", "to"]);
    if expr.until.is_some() || !(loose || dash || years || joint.is("to")) {
        return end;
    }
    let Base::Day { year, month, day, .. } = expr.base else {
        // Anything but a day needs the words: "from Monday to Thursday".
        return if loose || years { wide_interval(tokens, end, expr) } else { end };
    };
    let from = end + 1 + usize::from(tokens.get(end + 1).is_some_and(|t| t.is("on")));
    if let Some((other, next)) = core_at(tokens, from)
        && let Base::Day { year: other_year, .. } = other.base
        && other.until.is_none()
    {
        if year == YearWord::Missing
            && let Base::Day { year, .. } = &mut expr.base
        {
            *year = other_year;
        }
        expr.until = Some(other.base);
        return next;
    }
    let last = tokens.get(end + 1).and_then(super::words::day).filter(|last| *last > day);
    let free = tokens.get(end + 2).is_none_or(|t| !t.is_any(&["million", "billion", "percent"]));
    if let Some(last) = last.filter(|_| loose && free) {
        expr.until = Some(Base::Day { year, month, day: last, doubtful: false });
        return end + 2;
    }
    end
}

/// The other end of an interval of weekdays, months or years.
fn wide_interval(tokens: &[Token], end: usize, expr: &mut DateExpr) -> usize {
    if let Base::Year(first) = expr.base {
        let last = tokens.get(end + 1).and_then(super::words::year).filter(|last| *last > first);
        return last.map_or(end, |last| {
            expr.until = Some(Base::Year(last));
            end + 2
        });
    }
    let Some((other, next)) = core_at(tokens, end + 1) else { return end };
    match (&mut expr.base, &other.base) {
        (Base::Weekday { .. }, Base::Weekday { .. }) => {}
        (Base::Month { year, .. }, Base::Month { year: last, .. }) => {
            if *year == YearWord::Missing {
                *year = *last;
            }
        }
        _ => return end,
    }
    expr.until = Some(other.base);
    next
}

/// "at 1pm", ", 14:40" after a day.
fn clock_tail(tokens: &[Token], end: usize, expr: &mut DateExpr) -> usize {
    if !is_day(&expr.base) {
        return end;
    }
    let mut next = end;
    next += usize::from(tokens.get(next).is_some_and(|t| t.is_any(&[",", "|", "-", "–"])));
    let led = tokens.get(next).is_some_and(|t| {
        t.is_any(&["at", "around", "about", "by", "from", "before", "after", "starting"])
    });
    next += usize::from(led);
    next += usize::from(led && tokens.get(next).is_some_and(|t| t.is_any(&["about", "around"])));
    let Some(found) = clock_at(tokens, next) else { return end };
    expr.clock = Some(found.clock);
    found.end
}

/// The words right before an expression: its bound, and whether it is an estimate.
fn lead(before: &[Token]) -> (Bound, bool) {
    let tail = before.get(before.len().saturating_sub(3)..).unwrap_or_default();
    let mut about = false;
    for token in tail.iter().rev() {
        let bound = match &*token.folded {
            "since" => Bound::Since,
            "by" => Bound::By,
            "until" | "till" => Bound::Until,
            "before" => Bound::Before,
            "after" => Bound::After,
            "around" | "about" | "circa" => {
                about = true;
                continue;
            }
            "the" | "on" | "early" | "late" => continue,
            _ => break,
        };
        return (bound, about);
    }
    (Bound::On, about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn found(text: &str) -> Vec<String> {
        let tokens = tokens(text, Span::new(0, text.len()));
        date_mentions(&tokens).iter().map(|m| m.span.text(text).unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn finds_what_news_writes() {
        for (text, expected) in [
            ("They met on 2 June 2025 in Oslo.", "2 June 2025"),
            ("on June 2, 2025, they", "June 2, 2025"),
            ("due Jun. 2 at noon", "Jun. 2 at noon"),
            ("It opens Monday (Jun 2) at 1pm.", "Monday (Jun 2) at 1pm"),
            (
                "opens on Monday at 1:00 PM local time (1000 GMT), near the hall",
                "Monday at 1:00 PM local time (1000 GMT)",
            ),
            ("for this coming Thursday, May 15.", "this coming Thursday, May 15"),
            ("signed in May 2024", "May 2024"),
            ("since 2022", "2022"),
            ("news from October last year shows", "October last year"),
            ("a round last month gave", "last month"),
            ("it fell three years ago", "three years ago"),
            ("04 June 2025 14:40", "04 June 2025 14:40"),
            ("on 2025-06-02 they", "2025-06-02"),
            ("am 02.06.2025.", "02.06.2025"),
            ("on 11/05/2025", "11/05/2025"),
            ("in mid-April 2023", "mid-April 2023"),
            ("by the end of August", "end of August"),
            ("20-30 June", "20-30 June"),
            ("from May 25 to 27 they", "May 25 to 27"),
            ("at 1pm on Monday", "1pm on Monday"),
            ("It rained. 13:00 The doors are shut.", "13:00"),
            ("over the weekend", "the weekend"),
            ("on the second of June", "second of June"),
            ("Monday's session", "Monday"),
            ("Sat, 31 May 2025", "Sat, 31 May 2025"),
            ("under the 2019 treaty they", "2019"),
            ("until about 2046.", "2046"),
            ("before the May ballot", "May"),
            ("Until January Brel was out", "January"),
            ("the years 2033 to 2035", "2033 to 2035"),
            ("on Christmas Eve they", "Christmas Eve"),
            ("they met that evening", "that evening"),
            ("It said.\n\n[16:20] The doors", "16:20"),
            ("It said so\n\n21.15: The doors", "21.15"),
            ("all quiet\n\nToday at the pass", "Today"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn leaves_what_is_no_date() {
        for text in [
            "It may rain, and May said so.",
            "They march on; the sun sat low.",
            "a second round of five",
            "he read Russia Today",
            "2000 soldiers of 2100",
            "call 020 7946 0018",
            "16 px",
            "Bloody Sunday",
            "the 30-day truce",
            "Theresa May 's deal, by May",
            "June Osborne spoke",
            "24/7 and 9/11",
            "the 19th century, on the 3rd round, for the fifth",
            "every Sunday, and the Sunday Ledger",
            "in the winter palace, by spring water; prices fall",
            "Christmas Island and the New Year Honours",
            "a 2000 soldiers strong force of the 1900 men",
            "two weeks earlier than planned",
            "21.15 million",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
