//! Articles that a person annotated: the format of `corpus/`, for training and for scoring.
//!
//! A file is front matter and a text with marks in it, `{HEAD|words}`; `corpus/GUIDE.md` is the
//! codebook. Parsing takes the marks out and gives their spans in the bare text.

use std::fmt::Write;

use model::{Span, Stance};

use crate::tagger::Spans;

mod brat;
mod head;
mod marks;

pub use brat::from_brat;

/// One annotated article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotated {
    /// What the talks are about.
    pub kind: String,
    /// How the text is written: agency, interview ...
    pub manner: String,
    /// The date of the document, as written: an ISO date.
    pub date: String,
    /// The sides and the other bodies that take positions, each with its names.
    pub parties: Vec<Vec<String>>,
    /// The text without marks.
    pub text: String,
    /// Who says what.
    pub attributions: Vec<Attributed>,
    /// Who stands where.
    pub positions: Vec<MarkedPosition>,
    /// Expressions of time, each with its date as written in the mark.
    pub dates: Vec<(Span, String)>,
    /// Numbers that count something.
    pub figures: Vec<MarkedFigure>,
    /// Lines that are not part of the article.
    pub furniture: Vec<Span>,
}

impl Annotated {
    /// A `talks.toml` with the parties of the article: the way which a user's dossier goes. The first
    /// two are the sides.
    pub fn dossier(&self) -> String {
        let mut out = "pourparler = 1\n".to_owned();
        for (at, names) in self.parties.iter().enumerate() {
            let Some((name, aliases)) = names.split_first() else { continue };
            let roles: &[&str] = if at < 2 { &["party"] } else { &[] };
            // Writing to a String cannot fail.
            let _ = write!(
                out,
                "[[actor]]\nid = \"p{at}\"\nname = {name:?}\nkind = \"movement\"\naliases = {aliases:?}\nroles = {roles:?}\n"
            );
        }
        out
    }

    /// The article as a report: its date in front, and how many bytes that takes.
    pub fn report(&self) -> (String, usize) {
        let head = format!("+++\ndate = {}\n+++\n", self.date);
        (format!("{head}{}", self.text), head.len())
    }
}

/// One marked attribution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributed {
    /// Its number in the file.
    pub number: u32,
    /// Who, with the full name where the words do not give it.
    pub source: Vec<(Span, Option<String>)>,
    /// By which words.
    pub cue: Vec<Span>,
    /// What, a span per piece.
    pub content: Vec<Span>,
}

impl Attributed {
    /// The spans without the names.
    pub fn spans(&self) -> Spans {
        Spans {
            source: self.source.iter().map(|(span, _)| *span).collect(),
            cue: self.cue.clone(),
            content: self.content.clone(),
        }
    }
}

/// One marked position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPosition {
    /// The words that show it.
    pub span: Span,
    /// What the party does with the issue.
    pub stance: Stance,
    /// The issue's handle; `other` where the lexicon has none.
    pub issue: String,
    /// The parties by name.
    pub parties: Vec<String>,
    /// Planned, negated and so on, as written.
    pub flags: Vec<String>,
}

/// One marked number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedFigure {
    /// Its words.
    pub span: Span,
    /// The value, or the lower end of a range, as decimal text.
    pub value: String,
    /// The upper end.
    pub to: Option<String>,
    /// What is counted.
    pub of: String,
    /// exact, `at_least`, `at_most`, about or estimated.
    pub state: String,
    /// `each` or `total`, if told.
    pub each: Option<String>,
}

/// What is wrong with a file, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line in the file, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: &'static str,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} ({})", self.line, self.what, self.mend)
    }
}

/// Reads a file of the corpus; returns every fault, and the article as far as it could be read.
pub fn parse(source: &str) -> (Annotated, Vec<Fault>) {
    let (mut out, body, line, mut faults) = head::head(source);
    marks::marks(body, line, &mut out, &mut faults);
    head::complete(&out, &mut faults);
    (out, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "+++\nkind = \"truce\"\nmanner = \"agency\"\ndate = \"2041-06-02\"\n\
                        parties = [\"Tervania | Oskel\", \"Lunmark\"]\n+++\n";

    fn of(body: &str) -> (Annotated, Vec<Fault>) {
        parse(&format!("{HEAD}{body}"))
    }

    #[test]
    fn marks_give_spans_in_the_bare_text() {
        let (found, faults) = of(
            "{S1 =Irena Valk|She} {Q1|said} {D 2041-06-02|on Monday} {C1|that {P refuse withdrawal \
             @Tervania !first|nobody would leave}, all {N 30 guards about|some 30} of them}.",
        );
        assert_eq!(faults, []);
        assert_eq!(found.text, "She said on Monday that nobody would leave, all some 30 of them.");
        let words = |span: Span| span.text(&found.text).unwrap_or_default();
        let item = &found.attributions[0];
        assert_eq!(words(item.source[0].0), "She");
        assert_eq!(item.source[0].1.as_deref(), Some("Irena Valk"));
        assert_eq!(words(item.content[0]), "that nobody would leave, all some 30 of them");
        let position = &found.positions[0];
        assert_eq!((position.stance, &*position.issue), (Stance::Refuse, "withdrawal"));
        assert_eq!(
            (&*position.parties, &*position.flags),
            (&["Tervania".to_owned()][..], &["first".to_owned()][..])
        );
        assert_eq!(words(position.span), "nobody would leave");
        assert_eq!((&*found.figures[0].value, &*found.figures[0].of), ("30", "guards"));
        assert_eq!(found.dates[0].1, "2041-06-02");
        assert_eq!(found.parties[0], ["Tervania", "Oskel"]);
    }

    #[test]
    fn every_fault_has_its_line() {
        let lines =
            |body: &str| of(body).1.into_iter().map(|f| (f.line, f.what)).collect::<Vec<_>>();
        let one = |body: &str| lines(body).into_iter().next().unwrap_or_default();
        assert_eq!(one("a\n{C1|b"), (8, "mark C1 is not closed".to_owned()));
        assert_eq!(one("{C1|a\nb}").0, 7);
        assert_eq!(one("a } b"), (7, "a closing bracket without an opening one".to_owned()));
        assert_eq!(one("{P like ceasefire @Tervania|x}").0, 7);
        assert_eq!(one("{P demand ceasefire @Nowhere|x}").0, 7);
        assert_eq!(one("{P demand ceasefire @Tervania and Lunmark|x}"), (0, String::new()));
        assert_eq!(one("{D soon|x}").0, 7);
        assert_eq!(one("{N many guards exact|x}").0, 7);
        assert_eq!(one("{Z|x}").0, 7);
        assert_eq!(one("{C1| x}").0, 7);
        assert_eq!(one("{C1|x}"), (0, "attribution 1 has no cue".to_owned()));
        let (_, faults) = parse("no front matter");
        assert_eq!(faults[0].line, 1);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\{|\\}|\\||[SQCPDNF]1| |@|!|=|é|\n|a)*") {
            let (found, _) = of(&text);
            for item in &found.attributions {
                for span in &item.content {
                    proptest::prop_assert!(span.text(&found.text).is_some());
                }
            }
        }
    }
}
