//! Plain logic about options, as people write it: `ceasefire and not offensive`, `if arms then a or b`.
//!
//! Names are ids. `not` binds closest, then `and`, then `or`; `if ... then ...` takes all that follows.

use std::fmt;
use std::ops::Range;

/// How deep statements may be nested.
const DEEPEST: usize = 64;
/// The most alternatives that a statement may come to.
pub const MOST_CLAUSES: usize = 256;

/// A statement in plain logic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// The option with this id is on.
    Name(String),
    /// This does not hold.
    Not(Box<Formula>),
    /// All of these hold.
    And(Vec<Formula>),
    /// One of these holds.
    Or(Vec<Formula>),
    /// The second holds wherever the first does.
    IfThen(Box<Formula>, Box<Formula>),
}

/// Why a text is no statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFormula {
    /// The bytes of the text that do not fit; empty at its end when something is missing.
    pub at: Range<usize>,
    /// What is the case.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

/// All of these options stand so: by place, on or off, ascending.
pub type Clause = Vec<(usize, bool)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Name(&'a str),
    Not,
    And,
    Or,
    If,
    Then,
    Open,
    Close,
}

impl Formula {
    /// Reads a statement.
    ///
    /// ```
    /// use model::formula::Formula;
    /// let read = Formula::parse("ceasefire and not (arms or strikes)").unwrap();
    /// assert_eq!(read.to_string(), "ceasefire and not (arms or strikes)");
    /// assert_eq!(Formula::parse("ceasefire and").unwrap_err().at, 13..13);
    /// ```
    pub fn parse(text: &str) -> Result<Self, NoFormula> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), depth: 0 };
        let all = parser.all()?;
        match parser.peek() {
            None => Ok(all),
            Some(Token::Close) => {
                Err(parser.wrong("a `)` without its `(`", "take it out, or open it before"))
            }
            Some(Token::If) => Err(parser.wrong(
                "`if` stands in the middle",
                "put it and what follows in parentheses: a or (if b then c)",
            )),
            Some(_) => Err(parser.wrong(
                "two parts stand side by side",
                "join them by `and` or `or`; an id has no blanks, write `_` or `-`",
            )),
        }
    }

    /// All names in the text of a statement, with their places.
    pub fn names(text: &str) -> Vec<(&str, Range<usize>)> {
        let tokens = tokens(text).unwrap_or_default();
        let name = |(token, at)| match token {
            Token::Name(name) => Some((name, at)),
            _ => None,
        };
        tokens.into_iter().filter_map(name).collect()
    }

    /// The alternatives of which one must hold, with ids as places; `None`: a name that is not known, or
    /// more than [`MOST_CLAUSES`]. No alternative: never true.
    pub fn clauses(&self, place: &impl Fn(&str) -> Option<usize>) -> Option<Vec<Clause>> {
        self.alternatives(true, place)
    }

    /// The alternatives of which one holds wherever the statement does not.
    pub fn clauses_against(&self, place: &impl Fn(&str) -> Option<usize>) -> Option<Vec<Clause>> {
        self.alternatives(false, place)
    }

    fn alternatives(
        &self,
        holds: bool,
        place: &impl Fn(&str) -> Option<usize>,
    ) -> Option<Vec<Clause>> {
        match (self, holds) {
            (Self::Name(name), _) => Some(vec![vec![(place(name)?, holds)]]),
            (Self::Not(one), _) => one.alternatives(!holds, place),
            (Self::And(all), true) | (Self::Or(all), false) => {
                let mut parts = all.iter().map(|one| one.alternatives(holds, place));
                parts.try_fold(vec![Vec::new()], |out, one| both(&out, &one?))
            }
            (Self::And(all), false) | (Self::Or(all), true) => {
                let mut out = Vec::new();
                for one in all {
                    out.extend(one.alternatives(holds, place)?);
                    if out.len() > 4 * MOST_CLAUSES {
                        return None;
                    }
                }
                least(out)
            }
            (Self::IfThen(when, then), true) => {
                let mut out = when.alternatives(false, place)?;
                out.extend(then.alternatives(true, place)?);
                least(out)
            }
            (Self::IfThen(when, then), false) => {
                both(&when.alternatives(true, place)?, &then.alternatives(false, place)?)
            }
        }
    }
}

/// One of these and one of those.
fn both(a: &[Clause], b: &[Clause]) -> Option<Vec<Clause>> {
    let mut out = Vec::new();
    for one in a {
        for other in b {
            let mut joined: Clause = one.iter().chain(other).copied().collect();
            joined.sort_unstable();
            joined.dedup();
            let torn = joined.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
            if !torn {
                out.push(joined);
            }
        }
        if out.len() > 64 * MOST_CLAUSES {
            return None;
        }
    }
    least(out)
}

/// Without those that say no more than another.
fn least(mut all: Vec<Clause>) -> Option<Vec<Clause>> {
    all.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    all.dedup();
    let mut out: Vec<Clause> = Vec::new();
    for one in all {
        let holds = |part: &(usize, bool)| one.binary_search(part).is_ok();
        if !out.iter().any(|short| short.iter().all(holds)) {
            if out.len() == MOST_CLAUSES {
                return None;
            }
            out.push(one);
        }
    }
    Some(out)
}

fn tokens(text: &str) -> Result<Vec<(Token<'_>, Range<usize>)>, NoFormula> {
    let mut out = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut end = start + letter.len_utf8();
        if letter.is_whitespace() {
            continue;
        }
        if letter == '(' || letter == ')' {
            let token = if letter == '(' { Token::Open } else { Token::Close };
            out.push((token, start..end));
            continue;
        }
        if !in_word(letter) {
            return Err(no_sign(letter, start..end));
        }
        while let Some((at, next)) = letters.next_if(|(_, next)| in_word(*next)) {
            end = at + next.len_utf8();
        }
        out.push((word(text.get(start..end).unwrap_or_default(), start..end)?, start..end));
    }
    Ok(out)
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '-'
}

fn word(word: &str, at: Range<usize>) -> Result<Token<'_>, NoFormula> {
    const KEYWORDS: [(&str, Token<'static>); 5] = [
        ("not", Token::Not),
        ("and", Token::And),
        ("or", Token::Or),
        ("if", Token::If),
        ("then", Token::Then),
    ];
    if let Some((_, token)) = KEYWORDS.iter().find(|(key, _)| word.eq_ignore_ascii_case(key)) {
        return Ok(*token);
    }
    if is_name(word) {
        return Ok(Token::Name(word));
    }
    let message = format!("\"{}\" is no id", short(word));
    let hint = "an option is named by its id: small letters, digits, `_` and `-`".to_owned();
    Err(NoFormula { at, message, hint })
}

/// Whether a statement can name an option with this id.
pub fn is_name(word: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
    let keyword = ["not", "and", "or", "if", "then"].contains(&word);
    (1..=64).contains(&word.len()) && word.bytes().all(plain) && !keyword
}

fn no_sign(sign: char, at: Range<usize>) -> NoFormula {
    let hint = match sign {
        '&' | ',' | '+' => "write `and`",
        '|' | '/' => "write `or`",
        '!' | '~' | '¬' => "write `not`",
        '>' | '=' => "write `if a then b`",
        _ => "a statement has ids, `not`, `and`, `or`, `if ... then ...` and parentheses",
    };
    NoFormula { at, message: format!("`{sign}` has no meaning here"), hint: hint.to_owned() }
}

fn short(word: &str) -> String {
    word.chars().take(48).flat_map(char::escape_debug).collect()
}

struct Parser<'a> {
    tokens: &'a [(Token<'a>, Range<usize>)],
    at: usize,
    end: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token<'_>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    fn takes(&mut self, token: Token<'_>) -> bool {
        let is = self.peek() == Some(token);
        self.at += usize::from(is);
        is
    }

    fn wrong(&self, message: &str, hint: &str) -> NoFormula {
        let here = self.tokens.get(self.at).map_or(self.end..self.end, |(_, at)| at.clone());
        NoFormula { at: here, message: message.to_owned(), hint: hint.to_owned() }
    }

    fn all(&mut self) -> Result<Formula, NoFormula> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("nested too deeply", "write several statements instead"));
        }
        let out = if self.takes(Token::If) {
            let when = self.all()?;
            if !self.takes(Token::Then) {
                return Err(self.wrong("`if` without `then`", "write if a then b"));
            }
            Formula::IfThen(Box::new(when), Box::new(self.all()?))
        } else {
            self.any()?
        };
        self.depth -= 1;
        Ok(out)
    }

    fn any(&mut self) -> Result<Formula, NoFormula> {
        let mut parts = vec![self.each()?];
        while self.takes(Token::Or) {
            parts.push(self.each()?);
        }
        Ok(one_or(parts, Formula::Or))
    }

    fn each(&mut self) -> Result<Formula, NoFormula> {
        let mut parts = vec![self.one()?];
        while self.takes(Token::And) {
            parts.push(self.one()?);
        }
        Ok(one_or(parts, Formula::And))
    }

    fn one(&mut self) -> Result<Formula, NoFormula> {
        let mut negations = 0;
        while self.takes(Token::Not) {
            negations += 1;
            if negations > DEEPEST {
                return Err(self.wrong("too many `not`", "one is enough"));
            }
        }
        let mut out = if self.takes(Token::Open) {
            let inside = self.all()?;
            if !self.takes(Token::Close) {
                return Err(self.wrong("a `(` is not closed, or `and`/`or` is missing", "add `)`"));
            }
            inside
        } else if let Some((Token::Name(name), _)) = self.tokens.get(self.at) {
            self.at += 1;
            Formula::Name((*name).to_owned())
        } else {
            let found = match self.peek() {
                None => "an option is missing at the end",
                Some(Token::If) => "`if` stands in the middle",
                _ => "an option is missing before this word",
            };
            return Err(self.wrong(found, "name an option by its id; put an inner `if` in ( )"));
        };
        for _ in 0..negations {
            out = Formula::Not(Box::new(out));
        }
        Ok(out)
    }
}

fn one_or(mut parts: Vec<Formula>, many: impl Fn(Vec<Formula>) -> Formula) -> Formula {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            many(parts)
        }
    }
}

impl fmt::Display for Formula {
    /// Reading what is printed gives the same statement.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Not(one) => {
                f.write_str("not ")?;
                inside(f, one, matches!(**one, Self::Name(_) | Self::Not(_)))
            }
            Self::And(all) => {
                joined(f, all, " and ", |one| matches!(one, Self::Name(_) | Self::Not(_)))
            }
            Self::Or(all) => joined(f, all, " or ", |one| {
                matches!(one, Self::Name(_) | Self::Not(_) | Self::And(_))
            }),
            Self::IfThen(when, then) => write!(f, "if {when} then {then}"),
        }
    }
}

fn inside(f: &mut fmt::Formatter<'_>, one: &Formula, bare: bool) -> fmt::Result {
    if bare { write!(f, "{one}") } else { write!(f, "({one})") }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    all: &[Formula],
    by: &str,
    bare: impl Fn(&Formula) -> bool,
) -> fmt::Result {
    for (at, one) in all.iter().enumerate() {
        if at > 0 {
            f.write_str(by)?;
        }
        inside(f, one, bare(one))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formulas() -> impl Strategy<Value = Formula> {
        let names = vec!["a", "b", "deep-strikes", "x_1", "2"];
        let leaf = proptest::sample::select(names).prop_map(|name| Formula::Name(name.to_owned()));
        leaf.prop_recursive(5, 40, 4, |inner| {
            let many = || proptest::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                inner.clone().prop_map(|one| Formula::Not(Box::new(one))),
                many().prop_map(Formula::And),
                many().prop_map(Formula::Or),
                (inner.clone(), inner.clone())
                    .prop_map(|(when, then)| Formula::IfThen(Box::new(when), Box::new(then))),
            ]
        })
    }

    fn place(name: &str) -> Option<usize> {
        ["a", "b", "deep-strikes", "x_1", "2"].iter().position(|known| *known == name)
    }

    fn is_true(formula: &Formula, on: u32) -> bool {
        match formula {
            Formula::Name(name) => place(name).is_some_and(|place| on >> place & 1 == 1),
            Formula::Not(one) => !is_true(one, on),
            Formula::And(all) => all.iter().all(|one| is_true(one, on)),
            Formula::Or(all) => all.iter().any(|one| is_true(one, on)),
            Formula::IfThen(when, then) => !is_true(when, on) || is_true(then, on),
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_the_same(formula in formulas()) {
            let printed = formula.to_string();
            prop_assert_eq!(Formula::parse(&printed), Ok(formula), "{}", printed);
        }

        #[test]
        fn alternatives_hold_where_the_statement_does(formula in formulas()) {
            let holds = |clause: &Clause, on: u32| {
                clause.iter().all(|(option, is)| (on >> option & 1 == 1) == *is)
            };
            let (with, against) = (formula.clauses(&place), formula.clauses_against(&place));
            for on in 0..32 {
                let is = is_true(&formula, on);
                if let Some(all) = &with {
                    prop_assert_eq!(all.iter().any(|one| holds(one, on)), is, "{}", formula);
                }
                if let Some(all) = &against {
                    prop_assert_eq!(all.iter().any(|one| holds(one, on)), !is, "{}", formula);
                }
            }
        }

        #[test]
        fn any_text_is_a_statement_or_says_where_it_is_none(text in "[ a-cé()!,]{0,40}|\\PC{0,60}|(if |then |not |or |and |a |\\( |\\) ){0,200}") {
            let _ = Formula::names(&text);
            if let Err(wrong) = Formula::parse(&text) {
                prop_assert!(text.get(wrong.at).is_some());
                prop_assert!(!wrong.message.is_empty() && !wrong.hint.is_empty());
            }
        }
    }

    #[test]
    fn words_bind_as_told() {
        for (text, same) in [
            ("a or b and c", "a or (b and c)"),
            ("not a and b", "(not a) and b"),
            ("if a then b or c", "if a then (b or c)"),
            ("NOT (a) And b", "not a and b"),
        ] {
            let all = |text| {
                let place = |name: &str| ["a", "b", "c"].iter().position(|known| *known == name);
                Formula::parse(text).expect(text).clauses(&place)
            };
            assert_eq!(all(text), all(same), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, at, part) in [
            ("", 0..0, "missing at the end"),
            ("a and", 5..5, "missing at the end"),
            ("a b", 2..3, "side by side"),
            ("a & b", 2..3, "`&`"),
            ("(a or b", 7..7, "not closed"),
            ("a)", 1..2, "without its"),
            ("if a", 4..4, "without `then`"),
            ("and a", 0..3, "before this word"),
            ("Halt", 0..4, "no id"),
            ("a or if b then c", 5..7, "in the middle"),
        ] {
            let wrong = Formula::parse(text).expect_err(text);
            assert_eq!(wrong.at, at, "{text}: {}", wrong.message);
            assert!(wrong.message.contains(part), "{text}: {}", wrong.message);
        }
        assert!(Formula::parse(&"(".repeat(100_000)).is_err());
        assert!(Formula::parse(&"not ".repeat(100_000)).is_err());
    }

    #[test]
    fn too_many_alternatives_are_not_listed() {
        let pairs: Vec<String> = (0..12).map(|at| format!("(a{at} or b{at})")).collect();
        let formula = Formula::parse(&pairs.join(" and ")).expect("a statement");
        let place = |name: &str| {
            Some(usize::from(name.starts_with('b')) * 20 + name.get(1..)?.parse::<usize>().ok()?)
        };
        assert_eq!(formula.clauses(&place), None);
        assert_eq!(formula.clauses_against(&place).map(|all| all.len()), Some(12));
    }
}
