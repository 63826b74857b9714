//! Who says "I" and "we".
//!
//! In a quotation it is whoever is quoted. Outside quotations it is the author of a column, or
//! whoever answers in an interview; both are told by the article or left in doubt.

use model::SpeakerKind;

use super::cast::Cast;
use super::{Context, Resolved};
use crate::attribution::Source;
use crate::doc::Part;
use crate::token::Token;

/// Lines at the head and at the foot of a page in which an author may be named.
const LINES: usize = 8;
/// A question of an interviewer is not longer, in tokens.
const QUESTION: usize = 60;
/// Words that tell what an author is or does.
const IS: &[&str] = &["is", "was", "writes", "served", "teaches", "edits", "reports", "has"];

/// Who speaks outside quotations.
#[derive(Debug, Default)]
pub(super) struct Voice {
    /// The author, if the page gives a name.
    author: Option<String>,
    /// Who answers the questions, if it is an interview.
    answers: Option<usize>,
}

impl Context<'_> {
    /// Looks for the author and for questions.
    pub(super) fn voice(&self, cast: &Cast) -> Voice {
        let asked = self.doc.paragraphs.iter().filter(|p| p.part != Part::Title);
        let asked = asked.filter(|p| {
            let tokens = self.doc.tokens.get(p.tokens.clone()).unwrap_or_default();
            tokens.len() < QUESTION
                && tokens.last().is_some_and(|t| t.is("?"))
                && !self.doc.quoted(p.tokens.start)
        });
        let answers = (asked.take(2).count() == 2).then(|| cast.most_named()).flatten();
        Voice { author: author(self.doc.text), answers }
    }

    /// I, we.
    pub(super) fn own(
        &self,
        source: &Source,
        token: &Token,
        teller: Option<&Resolved>,
        known: &[(usize, &Resolved)],
        cast: &Cast,
    ) -> Resolved {
        let quoted = self.doc.quoted(source.full.start);
        if let Some(teller) = teller
            && (quoted || teller.speaker.kind == SpeakerKind::Named)
        {
            let mut found = self.same(teller, source);
            found.speaker.certain &= quoted;
            return found;
        }
        if !quoted {
            let answers =
                cast.voice.answers.and_then(|m| self.cast_speaker(source, cast, m, known));
            let author = || {
                let name = cast.voice.author.clone()?;
                let mut found = self.build(source, SpeakerKind::Named, name);
                // "We" of a column may be its author's town, or everybody.
                found.speaker.certain = token.is("i");
                Some(found)
            };
            let doubtful = answers.map(|mut found| {
                found.speaker.certain = false;
                found
            });
            if let Some(mut found) = doubtful.or_else(author) {
                found.speaker.kind = SpeakerKind::Pronoun;
                return found;
            }
        }
        let mut found = self.pronoun(source, token, known, cast, teller);
        found.speaker.certain = false;
        found
    }
}

/// "By Ana Brel" above the text, "Ana Brel is a historian" below it.
fn author(text: &str) -> Option<String> {
    let full = |line: &&str| !line.trim().is_empty();
    let first = text.lines().filter(full).take(LINES);
    let by = first.clone().find_map(|line| byline(line.trim()));
    by.or_else(|| {
        text.lines().rev().filter(full).take(LINES).find_map(|line| signature(line.trim()))
    })
}

/// The name in "By Ana Brel" and "Opinion by Ana Brel, Lake Post".
fn byline(line: &str) -> Option<String> {
    let rest = ["By ", "BY ", "by ", "Opinion by ", "Comment by ", "Column by "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let name = rest.split([',', '|', '-', '\u{2014}', '\u{b7}']).next()?.trim();
    is_name(name).then(|| name.to_owned())
}

/// The name in "Ana Brel is the author of two books" and "— Ana Brel", in a line of its own.
fn signature(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix('\u{2014}') {
        let name = rest.trim();
        return is_name(name).then(|| name.to_owned());
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let verb = words.iter().position(|word| IS.contains(word))?;
    let name = words.get(..verb)?.join(" ");
    (is_name(&name) && line.len() < 200).then_some(name)
}

/// Two to four capital words, none of which is an article.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\u{2019}' | '\''))
    };
    let small = ["The", "This", "A", "An", "Our", "Its", "In", "It", "His", "Her", "Why", "What"];
    (2..=4).contains(&words.len())
        && words.iter().all(capital)
        && !words.iter().any(|word| small.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::samples::{Told, told};

    #[test]
    fn authors_sign_above_or_below() {
        assert_eq!(author("A toll\n\nBy Ana Brel\n\nText.").as_deref(), Some("Ana Brel"));
        let text = "A toll\n\nText of it.\n\nAna Brel is the author of two books.";
        assert_eq!(author(text).as_deref(), Some("Ana Brel"));
        assert_eq!(author("A toll\n\nThe Lake is deep.\n\nIt was late."), None);
    }

    #[test]
    fn i_of_a_column_is_its_author() {
        let found =
            told("I doubt that the line will hold.\n\nAna Brel is the author of two books.");
        assert_eq!(found, [Told::certain("Ana Brel")]);
    }

    #[test]
    fn i_in_a_quotation_is_whoever_is_quoted() {
        let text = "\u{201c}I believe that the line will hold,\u{201d} Ana Brel said.";
        assert!(told(text).iter().all(|one| one.name == "Ana Brel"), "{:?}", told(text));
    }
}
