//! How many marked figures the reader finds, with value, state and unit.
//!
//! A mark is found when a figure of the reader overlaps it and has the same value (and the same upper end);
//! state, unit and each are counted over the found ones. The unit is right when one of its words is
//! the marked noun in singular or plural; a mark often names with a general noun what the text
//! names with a special one ("soldiers" for "men"), so this is a lower bound. Where the text names no
//! currency, marks say `90 million`; that is read as 90000000 without a unit.
//! A figure without a mark is spurious, but for two sorts that annotators did not mark:
//! vague counts ("dozens") and ages.

use std::fmt::Write;

use model::{CountState, Span};
use read::corpus::{Annotated, MarkedFigure};
use read::dates::date_mentions;
use read::doc::Doc;
use read::figures::{FigureFound, figures};
use read::page::page;
use read::{Raw, blocks};

use crate::dates::beside;
use crate::measure::Share;

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct FigureScore {
    /// Marks found with the right value.
    pub(crate) found: Share,
    /// Of the found: the state.
    pub(crate) state: Share,
    /// Of the found: what is counted.
    pub(crate) unit: Share,
    /// Of the found that are marked as each or total: told so.
    pub(crate) each: Share,
    /// Figures that a mark overlaps.
    pub(crate) precision: Share,
    /// Marks outside the article.
    pub(crate) outside: usize,
    /// A line for each miss.
    pub(crate) misses: Vec<String>,
}

impl FigureScore {
    /// Adds a document.
    pub(crate) fn add(&mut self, name: &str, gold: &Annotated) {
        let page = page(&Raw { path: "x.txt", bytes: gold.text.as_bytes() });
        let doc = Doc::new(&page.text, &blocks(&page));
        let dates = date_mentions(&doc.tokens);
        let found = figures(&page.text, &doc.tokens, &doc.sentences, &dates);
        for mark in &gold.figures {
            if !doc.tokens.iter().any(|token| token.span.overlap(mark.span) > 0) {
                self.outside += 1;
                continue;
            }
            self.mark(name, &page.text, mark, &found);
        }
        for figure in &found {
            if figure.value.bytes().any(|b| b.is_ascii_alphabetic()) || is_age(&page.text, figure) {
                continue;
            }
            let marked = gold.figures.iter().any(|mark| mark.span.overlap(figure.span) > 0);
            self.precision.add(marked);
            if !marked {
                let words = beside(&page.text, figure.span);
                self.misses.push(format!("{name}: spurious | {words} | {}", shown(figure)));
            }
        }
    }

    fn mark(&mut self, name: &str, text: &str, mark: &MarkedFigure, found: &[FigureFound]) {
        let (value, to) = (plain(&mark.value, mark), mark.to.as_ref().map(|to| plain(to, mark)));
        let over = || found.iter().filter(|figure| figure.span.overlap(mark.span) > 0);
        let hit = over().find(|figure| figure.value == value && figure.to == to);
        self.found.add(hit.is_some());
        let range = mark.to.as_ref().map(|to| format!("..{to}")).unwrap_or_default();
        let each = mark.each.clone().unwrap_or_default();
        let wanted = format!("{}{range} {} {} {each}", mark.value, mark.of, mark.state);
        let line = |what: &str, got: Option<&FigureFound>| {
            let got = got.map_or("not found".to_owned(), shown);
            format!("{name}: {what} {wanted} | {} | {got}", beside(text, mark.span))
        };
        let Some(figure) = hit else {
            let line = line("value", over().next());
            self.misses.push(line);
            return;
        };
        let same = state(figure.state) == mark.state
            // The model has one word for both.
            || (mark.state == "estimated" && figure.state == CountState::About);
        self.state.add(same);
        if !same {
            self.misses.push(line("state", hit));
        }
        let unit = mark.of == "million" || is_unit(&figure.unit, &mark.of);
        self.unit.add(unit);
        if !unit {
            self.misses.push(line("unit", hit));
        }
        if let Some(each) = &mark.each {
            let right = figure.each == Some(each == "each");
            self.each.add(right);
            if !right {
                self.misses.push(line("each", hit));
            }
        }
    }

    /// The figures in words.
    pub(crate) fn table(&self) -> String {
        let mut out = String::new();
        for (name, share) in [
            ("found", self.found),
            ("state", self.state),
            ("unit", self.unit),
            ("each or total", self.each),
            ("precision", self.precision),
        ] {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "figures {name} {:.3} of {}", share.value(), share.of);
        }
        let _ = writeln!(out, "figures outside the article {}", self.outside);
        out
    }
}

fn shown(figure: &FigureFound) -> String {
    let to = figure.to.as_ref().map(|to| format!("..{to}")).unwrap_or_default();
    let each = match figure.each {
        Some(true) => " each",
        Some(false) => " total",
        None => "",
    };
    format!("{}{to} {} {}{each}", figure.value, figure.unit, figure.state)
}

fn state(state: CountState) -> &'static str {
    match state {
        CountState::AtLeast => "at_least",
        CountState::AtMost => "at_most",
        CountState::About => "about",
        _ => "exact",
    }
}

/// "a man of 46 years", "46 years old": few are marked.
fn is_age(text: &str, figure: &FigureFound) -> bool {
    let Span { end, .. } = figure.span;
    let after = text.get(end..).unwrap_or_default();
    figure.unit == "years" && [" old", "-old", " of age"].iter().any(|w| after.starts_with(w))
}

fn is_unit(found: &str, marked: &str) -> bool {
    let marked = marked.replace('-', " ").to_lowercase();
    let last = marked.rsplit(' ').next().unwrap_or_default();
    found.to_lowercase().split([' ', '-']).any(|word| singular(word) == singular(last))
}

fn plain(value: &str, mark: &MarkedFigure) -> String {
    if mark.of != "million" {
        return value.to_owned();
    }
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    format!("{whole}{fraction:0<6}")
}

fn singular(word: &str) -> String {
    match word {
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        "persons" | "person" => "people".to_owned(),
        "kilos" | "kg" => "kilo".to_owned(),
        "km" => "kilometre".to_owned(),
        "trucks" => "lorry".to_owned(),
        "usd" => "dollar".to_owned(),
        "eur" => "euro".to_owned(),
        "gbp" => "pound".to_owned(),
        _ if word.ends_with("ies") => format!("{}y", word.trim_end_matches("ies")),
        _ if word.ends_with("xes") => word.trim_end_matches("es").to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_found_state_unit_and_spurious() {
        let (gold, faults) = read::corpus::parse(
            "+++\nkind = \"x\"\nmanner = \"agency\"\ndate = \"2041-06-05\"\nparties = [\"A\"]\n+++\n\
             A title\n\nThey freed {N 40 guards exact|about 40 guards} and {N 3 ships exact|three \
             boats} of {N 5 vessels exact|so many} vessels, among 14 islands.\n",
        );
        assert_eq!(faults, []);
        let mut score = FigureScore::default();
        score.add("x", &gold);
        assert_eq!((score.found.right, score.found.of), (2, 3));
        assert_eq!((score.state.right, score.state.of), (1, 2));
        assert_eq!((score.unit.right, score.unit.of), (1, 2));
        assert_eq!((score.precision.right, score.precision.of), (2, 3));
    }

    #[test]
    fn a_unit_is_right_in_any_number() {
        assert!(is_unit("unarmed observers", "observers"));
        assert!(is_unit("body", "bodies"));
        assert!(is_unit("million cubic metres", "cubic-metres"));
        assert!(!is_unit("men", "soldiers"));
    }
}
