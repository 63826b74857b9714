//! Quotations: which words stand between marks, also over several paragraphs.
//!
//! Two conventions exist for a quotation that runs on: an opening mark at the head of each
//! paragraph and one closing mark at the end of all, or one opening and one closing mark around
//! everything. Both are read. A mark that is never closed ends with its paragraph.

use std::ops::Range;

use crate::token::{Token, TokenKind};

/// How many paragraphs an unclosed quotation may run on.
const RUN_ON: usize = 6;

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words inside the marks, one range of tokens per paragraph.
    pub pieces: Vec<Range<usize>>,
    /// From the first opening mark to one past the last closing mark.
    pub outer: Range<usize>,
    /// Whether a closing mark was found.
    pub closed: bool,
}

impl Quote {
    /// How many words stand inside.
    pub fn words(&self, tokens: &[Token]) -> usize {
        let inside = self.pieces.iter().cloned().flatten();
        inside.filter(|at| tokens[*at].kind == TokenKind::Word).count()
    }
}

/// The quotations of a text whose paragraphs are these ranges of tokens.
pub fn quotes(tokens: &[Token], paragraphs: &[Range<usize>]) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut open: Option<Open> = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if let Some(running) = open.take() {
            if number - running.paragraph <= RUN_ON && runs_on(tokens, paragraph, &running) {
                open = Some(running);
            } else {
                out.push(running.cut());
            }
        }
        scan(tokens, paragraph, number, paragraphs, &mut open, &mut out);
    }
    out.extend(open.map(Open::cut));
    out.sort_by_key(|quote| quote.outer.start);
    out
}

#[derive(Debug)]
struct Open {
    first: usize,
    paragraph: usize,
    pieces: Vec<Range<usize>>,
    /// Where the piece of the present paragraph begins.
    from: usize,
    end: usize,
}

impl Open {
    fn cut(self) -> Quote {
        // Without a closing mark only the paragraph of the opening mark is believed.
        let pieces: Vec<_> = self.pieces.into_iter().take(1).collect();
        let end = pieces.first().map_or(self.end, |piece| piece.end);
        Quote { pieces, outer: self.first..end, closed: false }
    }
}

/// Whether the quotation that is open goes on in this paragraph: it begins with a mark of its own,
/// or the next mark of any sort closes.
fn runs_on(tokens: &[Token], paragraph: &Range<usize>, running: &Open) -> bool {
    let Some(first) = tokens.get(paragraph.start) else { return false };
    if opens(tokens, paragraph.start) && first.kind != TokenKind::Close {
        return true;
    }
    let straight = tokens[running.first].kind == TokenKind::Straight;
    for at in paragraph.clone() {
        match tokens[at].kind {
            TokenKind::Close => return true,
            TokenKind::Straight if straight => return !opens(tokens, at),
            TokenKind::Open => return false,
            _ => {}
        }
    }
    true
}

/// Whether a mark opens: a curly one by its shape, a straight one by the space around it.
fn opens(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        TokenKind::Open => true,
        TokenKind::Straight => {
            let next_spaced = tokens.get(at + 1).is_none_or(|next| next.spaced);
            let after_bracket = at > 0 && tokens[at - 1].is_any(&["(", "[", "-", "—", "–"]);
            (tokens[at].spaced || after_bracket) && !next_spaced
        }
        _ => false,
    }
}

fn scan(
    tokens: &[Token],
    paragraph: &Range<usize>,
    number: usize,
    paragraphs: &[Range<usize>],
    open: &mut Option<Open>,
    out: &mut Vec<Quote>,
) {
    if let Some(running) = open {
        let repeated = tokens.get(paragraph.start).is_some_and(|_| opens(tokens, paragraph.start));
        running.from = paragraph.start + usize::from(repeated);
    }
    let mut at = paragraph.start;
    while at < paragraph.end {
        let kind = tokens[at].kind;
        let single = kind == TokenKind::Open && tokens[at].span.len() == 3 && tokens[at].is("'");
        if open.is_none() && !single && opens(tokens, at) {
            *open = Some(Open {
                first: at,
                paragraph: number,
                pieces: Vec::new(),
                from: at + 1,
                end: paragraph.end,
            });
        } else if closes(tokens, at)
            && at > paragraph.start
            && let Some(mut done) = open.take()
        {
            done.pieces.push(done.from..at);
            done.pieces.retain(|piece| !piece.is_empty());
            if !done.pieces.is_empty() {
                out.push(Quote { pieces: done.pieces, outer: done.first..at + 1, closed: true });
            }
        }
        at += 1;
    }
    if let Some(running) = open {
        if running.from < paragraph.end {
            running.pieces.push(running.from..paragraph.end);
        }
        running.end = paragraph.end;
        if number + 1 == paragraphs.len() {
            out.extend(open.take().map(Open::cut));
        }
    }
}

fn closes(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        TokenKind::Close => true,
        TokenKind::Straight => !opens(tokens, at),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::token::tokens;

    fn read(paragraphs: &[&str]) -> Vec<Vec<String>> {
        let text = paragraphs.join("\n\n");
        let mut all = Vec::new();
        let mut ranges = Vec::new();
        let mut at = 0;
        for paragraph in paragraphs {
            let before = all.len();
            all.extend(tokens(&text, Span::new(at, at + paragraph.len())));
            ranges.push(before..all.len());
            at += paragraph.len() + 2;
        }
        let words = |piece: &Range<usize>| {
            text[all[piece.start].span.start..all[piece.end - 1].span.end].to_owned()
        };
        quotes(&all, &ranges).iter().map(|quote| quote.pieces.iter().map(words).collect()).collect()
    }

    #[test]
    fn both_conventions_of_a_long_quotation() {
        let one = read(&["“The first.", "The second.", "The third,” she said."]);
        assert_eq!(one, [["The first.", "The second.", "The third,"]]);
        let two = read(&["“The first.", "“The second.", "“The third,” she said."]);
        assert_eq!(two, [["The first.", "The second.", "The third,"]]);
    }

    #[test]
    fn straight_marks_turn_by_the_space_around_them() {
        assert_eq!(read(&["He said \"yes\" and \"no, never\"."]), [["yes"], ["no, never"]]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        let read = read(&["“Never closed.", "A plain paragraph.", "He said “yes” twice."]);
        assert_eq!(read, [["Never closed."], ["yes"]]);
    }
}
