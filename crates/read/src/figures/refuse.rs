//! Numbers that count nothing: names, labels, list numbers, years, pronouns.

use super::number::number_at;
use super::unit::is_counted_singular;
use crate::token::{Token, TokenKind};

/// Whether what stands around a number shows that it is no count.
pub(super) fn is_no_count(tokens: &[Token], at: usize, len: usize, first: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let after = tokens.get(at + len);
    // "one in five": a share, not five of anything.
    let share = before.is_some_and(|t| t.is("in"))
        && at.checked_sub(2).is_some_and(|at| number_at(tokens, at).is_some());
    if share || token.is("zero") || before.is_some_and(is_label) || is_page_count(tokens, at, len) {
        return true;
    }
    // "the Five Rivers": a name. "[3]": a note.
    let named = token.kind == TokenKind::Word
        && token.capital
        && !token.upper
        && at > first
        && before.is_some_and(|t| t.kind == TokenKind::Word && (t.is("the") || t.is("of")));
    let note = before.is_some_and(|t| t.is("[")) && after.is_some_and(|t| t.is("]"));
    if named || note {
        return true;
    }
    if token.kind != TokenKind::Number {
        return before.is_some_and(|t| t.kind == TokenKind::Hyphen) && !token.spaced;
    }
    // "Shahed-136", "/2025/", "+380", "#3": part of a name, an address or a telephone number.
    let glued = !token.spaced
        && before.is_some_and(|t| {
            matches!(t.kind, TokenKind::Hyphen | TokenKind::Word | TokenKind::Number)
                || t.is_any(&["/", "#", "+", ".", "@", "_", "&", "=", "?"])
        });
    glued
        || is_telephone(tokens, at, len)
        || after.is_some_and(|next| {
            let tight = !next.spaced;
            let ordinal = tight && next.is_any(&["st", "nd", "rd", "th"]);
            let grown = tight && next.kind == TokenKind::Word && !is_short_unit(next);
            let address = tight && next.is_any(&["/", "@", "_", "="]);
            let listed = next.is(")") && !bracketed(tokens, at);
            let dotted = at == first && tight && next.is(".") && tokens.get(at + len + 1).is_some();
            ordinal || grown || address || listed || dotted || next.is_any(&["px", "pt"])
        })
}

fn is_short_unit(token: &Token) -> bool {
    token.is_any(&["km", "kg", "m", "mm", "cm", "km2", "t", "kt", "mw", "gw", "ha"])
}

/// "(... 12)": an opening bracket nearby that holds more than the number.
fn bracketed(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(8);
    let before = tokens.get(from..at).unwrap_or_default();
    before.iter().rev().take_while(|t| !t.is(")")).position(|t| t.is("(")).is_some_and(|n| n > 0)
}

/// Groups of bare digits in a row.
fn is_telephone(tokens: &[Token], at: usize, len: usize) -> bool {
    let bare = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            t.kind == TokenKind::Number && t.folded.bytes().all(|b| b.is_ascii_digit())
        })
    };
    bare(at) && (bare(at + len) || at.checked_sub(1).is_some_and(bare))
}

/// Words that a number names: "Article 5", "Resolution 1701", "round two".
fn is_label(token: &Token) -> bool {
    token.is_any(&[
        "article", "articles", "section", "resolution", "page", "pages", "chapter", "point",
        "paragraph", "room", "channel", "no", "number", "route", "flight", "step", "part",
        "figure", "table", "annex", "protocol", "item", "phase", "day", "round", "option", "area",
        "track", "level", "stage", "version", "group", "clause", "decree", "unit", "line",
        "highway", "aged", "ages", "age", "gate", "week", "season", "episode", "war", "type",
        "plan", "track", "©",
    ])
}

/// "Views: 473", "0 Comments": counters of the page.
fn is_page_count(tokens: &[Token], at: usize, len: usize) -> bool {
    const COUNTERS: [&str; 8] =
        ["views", "comments", "comment", "shares", "likes", "replies", "followers", "reads"];
    let colon = at.checked_sub(1).is_some_and(|at| tokens[at].is(":"));
    let labelled = colon && at.checked_sub(2).is_some_and(|at| tokens[at].is_any(&COUNTERS));
    // "It drew 4,000 replies" is told; "4,000 Replies" stands alone.
    let told = at.checked_sub(1).is_some_and(|at| tokens[at].kind == TokenKind::Word);
    labelled || (!told && tokens.get(at + len).is_some_and(|t| t.is_any(&COUNTERS)))
}

/// Four bare digits that are read as a year unless a noun follows.
pub(super) fn is_year(tokens: &[Token], at: usize, len: usize) -> bool {
    let text = &*tokens[at].folded;
    let year = text.len() == 4 && matches!(text.get(..2), Some("18" | "19" | "20" | "21"));
    len == 1 && year
}

/// A small number word that points instead of counting: "the two leaders", "one of them".
pub(super) fn is_pointing(
    tokens: &[Token],
    at: usize,
    value: &str,
    end: usize,
    unit: Option<&(usize, String)>,
) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let after = tokens.get(end);
    if value == "1" {
        let noun = unit.is_some_and(|(next, _)| {
            next.checked_sub(1).is_some_and(|at| is_counted_singular(&tokens[at].folded))
        });
        let pronoun = after.is_some_and(|t| t.is("of"))
            || before.is_some_and(|t| {
                t.is_any(&["no", "any", "the", "this", "that", "each", "every", "which", "as"])
            });
        // "But one day they will": some day.
        let some_day = unit.is_some_and(|(_, words)| words == "day")
            && !before.is_some_and(|t| {
                t.is_any(&["least", "only", "just", "than", "for", "within", "most"])
            });
        return !noun || pronoun || some_day;
    }
    let small = value.len() == 1;
    // "the three districts" counts them; "the two leaders" points at them.
    let many = unit.is_some() && value > "2";
    // "two sides" are the parties; "two large ones" name nothing.
    let sides = unit.is_some_and(|(_, words)| {
        words.rsplit(' ').next().is_some_and(|noun| matches!(noun, "sides" | "foes" | "ones"))
    });
    small
        && (sides
            || before.is_some_and(|t| {
                (t.is("the") && !many)
                    || t.is_any(&[
                        "these", "those", "both", "other", "first", "its", "their", "our", "'s",
                    ])
            }))
}
