//! Words, numbers and marks of a text, each with its bytes in the untouched original.
//!
//! The text is never normalised: folding (case, accents, curly marks) happens beside it, in
//! [`Token::folded`], so that every span still points into the file as it is on disk.

use model::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters; dotted abbreviations such as `U.S.` stay whole, `'s` stands alone.
    Word,
    /// Digits, with inner `,` `.` or `:` (`6,000`, `6.17`, `13:00`).
    Number,
    /// A mark that can only open a quotation.
    Open,
    /// A mark that can only close one.
    Close,
    /// A straight double mark, which may do either.
    Straight,
    /// A hyphen between two word characters.
    Hyphen,
    /// A dash, or a hyphen with space beside it.
    Dash,
    /// Anything else: one character.
    Mark,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Lower case, without accents, with straight apostrophes.
    pub folded: Box<str>,
    /// Starts with a capital letter.
    pub capital: bool,
    /// All letters are capitals, and there are at least two.
    pub upper: bool,
    /// White space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether the folded form is this.
    pub fn is(&self, folded: &str) -> bool {
        &*self.folded == folded
    }

    /// Whether the folded form is one of these.
    pub fn is_any(&self, folded: &[&str]) -> bool {
        folded.contains(&&*self.folded)
    }
}

/// Lower case, accents removed, curly apostrophes straightened: the form in which words compare.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            'ı' => out.push('i'),
            'Ł' | 'ł' => out.push('l'),
            'Ø' | 'ø' => out.push('o'),
            'Đ' | 'đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'Æ' | 'æ' => out.push_str("ae"),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Splits a part of a text into tokens.
pub fn tokens(text: &str, within: Span) -> Vec<Token> {
    let Some(part) = within.text(text) else { return Vec::new() };
    let mut out: Vec<Token> = Vec::with_capacity(part.len() / 5);
    let mut spaced = true;
    let mut rest = part;
    let mut at = within.start;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() || is_invisible(c) {
            spaced = true;
            at += c.len_utf8();
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (len, kind) = next(rest, c, spaced, out.last());
        let (head, tail) = rest.split_at(len);
        let mut letters = head.chars().filter(|c| c.is_alphabetic());
        let upper = letters.clone().count() > 1 && letters.all(char::is_uppercase);
        out.push(Token {
            span: Span::new(at, at + len),
            kind,
            folded: fold(head).into(),
            capital: c.is_uppercase(),
            upper,
            spaced,
        });
        spaced = false;
        at += len;
        rest = tail;
    }
    out
}

/// Characters that are neither seen nor spaces: zero-width marks and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn next(rest: &str, c: char, spaced: bool, before: Option<&Token>) -> (usize, TokenKind) {
    if c.is_ascii_digit() {
        return (number_len(rest), TokenKind::Number);
    }
    if is_apostrophe(c) {
        if let Some(len) = possessive_len(rest).filter(|_| !spaced) {
            return (len, TokenKind::Word);
        }
        // A single mark works as a quotation mark only where it cannot be an apostrophe.
        let kind = match c {
            '‘' => TokenKind::Open,
            _ => TokenKind::Mark,
        };
        return (c.len_utf8(), kind);
    }
    if c.is_alphabetic() {
        return (word_len(rest), TokenKind::Word);
    }
    let kind = match c {
        '“' | '„' | '«' | '‹' => TokenKind::Open,
        '”' | '»' | '›' => TokenKind::Close,
        '"' | '＂' => TokenKind::Straight,
        '—' | '–' | '―' | '−' => TokenKind::Dash,
        '-' | '‐' | '‑' => {
            let joined = !spaced
                && before.is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
                && rest[c.len_utf8()..].starts_with(|n: char| n.is_alphanumeric());
            if joined { TokenKind::Hyphen } else { TokenKind::Dash }
        }
        _ => TokenKind::Mark,
    };
    (c.len_utf8(), kind)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Length of `'s` or of a contraction's tail (`'t`, `'re`), at the start of `rest`.
fn possessive_len(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?.len_utf8();
    let tail = &rest[mark..];
    let letters = tail.chars().take_while(char::is_ascii_alphabetic).count();
    let known = matches!(
        tail[..letters].to_ascii_lowercase().as_str(),
        "s" | "t" | "re" | "ve" | "ll" | "d" | "m"
    );
    known.then_some(mark + letters)
}

fn word_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let inside = c.is_alphanumeric() || is_combining_mark(c);
        // O'Neill keeps its mark: an apostrophe between letters that starts no known tail.
        let name_mark = is_apostrophe(c)
            && after.is_some_and(char::is_alphabetic)
            && possessive_len(&rest[at..]).is_none();
        if !(inside || name_mark) {
            break;
        }
        len = at + c.len_utf8();
    }
    dotted_len(rest).unwrap_or(len).max(len)
}

/// `U.S.`, `U.N.`, `e.g.`: single letters each followed by a dot.
fn dotted_len(rest: &str) -> Option<usize> {
    let mut len = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices();
    while let (Some((_, letter)), Some((at, '.'))) = (chars.next(), chars.next()) {
        if !letter.is_alphabetic() {
            break;
        }
        letters += 1;
        len = at + 1;
    }
    (letters >= 2).then_some(len)
}

fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        let inner = matches!(bytes[len], b',' | b'.' | b':')
            && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[len].is_ascii_digit() || inner) {
            break;
        }
        len += 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text, Span::new(0, text.len())).iter().map(|t| t.folded.to_string()).collect()
    }

    #[test]
    fn splits_as_the_lexicons_expect() {
        assert_eq!(
            words("Ukraine’s all-for-all"),
            ["ukraine", "'s", "all", "-", "for", "-", "all"]
        );
        assert_eq!(words("U.S. doesn’t"), ["u.s.", "doesn", "'t"]);
        assert_eq!(words("$6.17bn, 13:00"), ["$", "6.17", "bn", ",", "13:00"]);
        assert_eq!(words("Çırağan Zełenskı O’Neill"), ["ciragan", "zelenski", "o'neill"]);
        assert_eq!(words("Reed,a renowned.Next"), ["reed", ",", "a", "renowned", ".", "next"]);
    }

    #[test]
    fn spans_are_the_bytes_of_the_original() {
        let text = "“Да”\u{a0}— Kyïv’s 6,000";
        for token in tokens(text, Span::new(0, text.len())) {
            assert!(token.span.text(text).is_some_and(|t| !t.is_empty()));
        }
    }
}
