//! Numbers in digits and words, as plain decimal text: no floating point anywhere.

use crate::token::{Token, TokenKind};

/// A number and how many tokens it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Plain digits, with a decimal point if need be.
    pub(crate) value: String,
    /// Tokens taken.
    pub(crate) len: usize,
    /// Written in words.
    pub(crate) words: bool,
    /// A scale word or a thousands mark makes it a quantity beyond doubt.
    pub(crate) scaled: bool,
}

/// The number that starts at a token.
pub(crate) fn number_at(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => digits_at(tokens, at),
        TokenKind::Word if token.folded.len() <= 9 => words_at(tokens, at),
        _ => None,
    }
}

/// Powers of ten of a scale word.
pub(crate) fn scale(word: &str) -> Option<usize> {
    Some(match word {
        "hundred" => 2,
        "thousand" | "k" => 3,
        "million" | "mln" | "mn" => 6,
        "billion" | "bn" | "bln" => 9,
        "trillion" | "tn" | "trn" => 12,
        _ => return None,
    })
}

fn digits_at(tokens: &[Token], at: usize) -> Option<Number> {
    let text = &*tokens[at].folded;
    let mut value = plain(text)?;
    let mut len = 1;
    let mut zeros = 0;
    let mut next = at + 1;
    let spaces = spaced_groups(tokens, at);
    if spaces > 0 {
        value.extend(tokens[next..next + spaces].iter().map(|t| &*t.folded));
        next += spaces;
        len = next - at;
    }
    // "1.2 million", "7bn", "1.2-million"; "100 hundred" is not written.
    while let Some(token) = tokens.get(next) {
        let Some(more) = scale(&token.folded) else { break };
        let short = token.folded.len() <= 3;
        if (short && token.spaced && token.is("k")) || zeros + more > 18 {
            break;
        }
        zeros += more;
        next += 1;
        len = next - at;
    }
    // "1.2m crowns": a tight "m" before a noun is a million, else metres.
    if zeros == 0
        && tokens.get(next).is_some_and(|t| t.is("m") && !t.spaced)
        && tokens.get(next + 1).is_some_and(|t| {
            t.kind == TokenKind::Word && t.spaced && t.folded.len() > 3 && t.folded.ends_with('s')
                || t.is("people")
        })
    {
        zeros = 6;
        len += 1;
    }
    let scaled = zeros > 0 || spaces > 0 || text.contains(',');
    Some(Number { value: expand(&value, zeros), len, words: false, scaled })
}

/// "40 000 tonnes", "1 200 000 people": how many groups of three digits follow with a space. A word
/// must come next, for digits in a row are rather a telephone number.
fn spaced_groups(tokens: &[Token], at: usize) -> usize {
    let bare = |at: usize| {
        tokens
            .get(at)
            .filter(|t| t.kind == TokenKind::Number && t.folded.bytes().all(|b| b.is_ascii_digit()))
    };
    let starts = bare(at).is_some_and(|t| t.folded.len() <= 3 && !t.folded.starts_with('0'))
        && at.checked_sub(1).and_then(bare).is_none();
    let groups = (1..4)
        .take_while(|by| bare(at + by).is_some_and(|t| t.folded.len() == 3 && t.spaced))
        .count();
    let ends = tokens.get(at + 1 + groups).is_some_and(|t| {
        matches!(t.kind, TokenKind::Word | TokenKind::Mark) && !t.is_any(&["-", "/", "("])
    });
    if starts && ends { groups } else { 0 }
}

/// "6,000" to "6000", "6.17" as it is, "1.200.000" to "1200000"; no other mixtures.
fn plain(text: &str) -> Option<String> {
    if text.contains(':') || text.len() > 30 {
        return None;
    }
    let (whole, fraction) = match (text.split_once('.'), text.contains(',')) {
        (None, _) => (text, ""),
        (Some((whole, fraction)), _) if !fraction.contains(['.', ',']) => (whole, fraction),
        // Dots that group thousands, as in much translated news.
        (Some(_), false) => return grouped(text, '.'),
        _ => return None,
    };
    if fraction == "000" && whole.len() <= 3 && !whole.contains(',') {
        return grouped(text, '.');
    }
    let whole = if whole.contains(',') { grouped(whole, ',')? } else { whole.to_owned() };
    Some(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

fn grouped(text: &str, mark: char) -> Option<String> {
    let mut parts = text.split(mark);
    let head = parts.next()?;
    let fits = (1..=3).contains(&head.len()) && parts.clone().all(|part| part.len() == 3);
    fits.then(|| text.replace(mark, ""))
}

/// Moves the decimal point to the right and drops zeros that say nothing.
pub(super) fn expand(value: &str, zeros: usize) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let mut digits = String::from(whole);
    let mut rest = fraction.chars();
    for _ in 0..zeros {
        digits.push(rest.next().unwrap_or('0'));
    }
    let tail = rest.as_str();
    let tail = if zeros > 0 { tail.trim_end_matches('0') } else { tail };
    let whole = digits.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if tail.is_empty() { whole.to_owned() } else { format!("{whole}.{tail}") }
}

fn unit_word(word: &str) -> Option<u64> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn tens_word(word: &str) -> Option<u64> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// "twenty-five", "two hundred and six thousand", "a million", "half a million", "two dozen",
/// "two and a half million".
fn words_at(tokens: &[Token], at: usize) -> Option<Number> {
    let word = |at: usize| tokens.get(at).map_or("", |t| &*t.folded);
    let big = |word: &str| scale(word).filter(|_| word.len() > 3);
    if word(at) == "half" && word(at + 1) == "a" {
        let zeros = big(word(at + 2)).filter(|zeros| *zeros > 2)?;
        return Some(Number { value: expand("0.5", zeros), len: 3, words: true, scaled: true });
    }
    let mut next = at;
    let mut scaled = false;
    // What stands before the next scale word, and what is already scaled.
    let (mut total, mut group) = (0u64, None);
    if matches!(word(at), "a" | "an") {
        (big(word(at + 1)).is_some() || word(at + 1) == "dozen").then_some(())?;
        group = Some(1);
        next += 1;
    }
    while next < at + 12 {
        let here = word(next);
        if let Some((value, len)) = below_hundred(tokens, next) {
            match group {
                None => group = Some(value),
                Some(known) if known % 100 == 0 && known > 0 => group = Some(known + value),
                Some(_) => break,
            }
            next += len;
        } else if let Some(zeros) = big(here) {
            let factor = 10u64.checked_pow(u32::try_from(zeros).ok()?)?;
            let value = group?.checked_mul(factor)?;
            if zeros == 2 {
                group = Some(value);
            } else {
                total = total.checked_add(value)?;
                group = None;
            }
            scaled = true;
            next += 1;
            if group.is_none() && below_hundred(tokens, next).is_none() {
                break;
            }
        } else if here == "dozen" {
            group = Some(group?.checked_mul(12)?);
            scaled = true;
            next += 1;
            break;
        } else if here == "and" && scaled && below_hundred(tokens, next + 1).is_some() {
            // "a hundred and six", but not "two hundred drones and six": only right after a scale.
            if next == at || big(word(next - 1)).is_none() {
                break;
            }
            next += 1;
        } else if here == "and" && word(next + 1) == "a" && word(next + 2) == "half" {
            let (value, zeros) = (group?, big(word(next + 3)));
            let len = next + 3 + usize::from(zeros.is_some()) - at;
            let value = expand(&format!("{value}.5"), zeros.unwrap_or(0));
            return Some(Number { value, len, words: true, scaled: true });
        } else {
            break;
        }
    }
    let value = match group {
        Some(group) => total.checked_add(group)?,
        None if total > 0 => total,
        None => return None,
    };
    Some(Number { value: value.to_string(), len: next - at, words: true, scaled })
}

fn below_hundred(tokens: &[Token], at: usize) -> Option<(u64, usize)> {
    let token = tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
    if let Some(value) = unit_word(&token.folded) {
        return Some((value, 1));
    }
    let tens = tens_word(&token.folded)?;
    let hyphen = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Hyphen);
    let unit = tokens.get(at + 1 + usize::from(hyphen)).and_then(|t| unit_word(&t.folded));
    Some(match unit.filter(|unit| (1..10).contains(unit)) {
        Some(unit) => (tens + unit, 2 + usize::from(hyphen)),
        None => (tens, 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use model::Span;

    fn read(text: &str) -> Option<(String, usize)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        number_at(&tokens, 0).map(|n| (n.value, tokens.len() - n.len))
    }

    #[test]
    fn reads_digits_and_words() {
        for (text, value) in [
            ("6,000", "6000"),
            ("1.2 million", "1200000"),
            ("7bn", "7000000000"),
            ("6.17 billion", "6170000000"),
            ("2.5", "2.5"),
            ("1.200.000", "1200000"),
            ("6.000", "6000"),
            ("twenty-five", "25"),
            ("ninety nine", "99"),
            ("a hundred", "100"),
            ("two hundred and six", "206"),
            ("two hundred and six thousand", "206000"),
            ("three thousand five hundred", "3500"),
            ("half a million", "500000"),
            ("two and a half million", "2500000"),
            ("two dozen", "24"),
            ("one million two hundred thousand", "1200000"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), 0)), "{text}");
        }
    }

    #[test]
    fn stops_where_the_number_ends() {
        assert_eq!(read("two hundred drones and six"), Some(("200".to_owned(), 3)));
        assert_eq!(read("two three"), Some(("2".to_owned(), 1)));
        assert_eq!(read("13:00"), None);
        assert_eq!(read("a drone"), None);
        assert_eq!(read("1.2.3"), None);
        assert_eq!(read("hundred"), None);
    }
}
