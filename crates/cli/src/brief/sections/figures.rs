//! Figures with their state and with who says them.

use std::collections::BTreeMap;

use model::Figure;

use crate::brief::material::Material;
use crate::brief::tree::{Block, Line, Section};
use crate::brief::words::{counted, flag, folded};

/// The section: one line for each figure, however many reports repeat it.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let mut groups: BTreeMap<(String, Number, String, String), Vec<&Figure>> = BTreeMap::new();
    let mut small = 0;
    for figure in &material.figures {
        if !tells(figure) {
            small += 1;
            continue;
        }
        let key = (
            figure.unit.to_lowercase(),
            Number::of(&figure.value),
            format!("{} {:?}", label(figure), figure.attributed_to),
            folded(&figure.of).to_lowercase(),
        );
        groups.entry(key).or_default().push(figure);
    }
    let lines = groups.into_values().filter_map(|figures| line(material, &figures)).collect();
    Section {
        id: "figures",
        heading: "Figures".to_owned(),
        notes: vec![
            "Each figure stands as it was given, with its state; a number that is withheld or not \
             known is never taken as zero."
                .to_owned(),
            format!(
                "Left out here, not in `read --json`: {small} vague words and counts below five."
            ),
        ],
        blocks: vec![Block::List(material.list("", "No report gives a figure.", lines))],
    }
}

/// Whether a figure tells a reader something: no "thousands", no "two experts".
fn tells(figure: &Figure) -> bool {
    const FIVE: i128 = 5_000_000;
    let withheld = figure.value.is_empty();
    let money = figure.unit.len() == 3 && figure.unit.bytes().all(|b| b.is_ascii_uppercase());
    match Number::of(&figure.value) {
        Number::Exact(value) => value >= FIVE || money || figure.to.is_some(),
        Number::Odd(_) => withheld,
    }
}

fn line(material: &Material<'_>, figures: &[&Figure]) -> Option<Line> {
    let first = figures.first()?;
    let cites = figures.iter().filter_map(|figure| material.passage(&figure.report, figure.span));
    Some(
        Line::on(material.witnesses(cites))
            .label(label(first))
            .text(folded(&first.of))
            .mark(who(first))
            .marks(first.flags.iter().map(|f| flag(*f).to_owned())),
    )
}

/// "at least 1,000 persons each".
pub(super) fn label(figure: &Figure) -> String {
    let value = (!figure.value.is_empty()).then_some(figure.value.as_str());
    counted(value, figure.to.as_deref(), figure.state, &figure.unit, figure.each)
}

/// Who gives a figure.
pub(super) fn who(figure: &Figure) -> String {
    match figure.attributed_to.as_deref().map(folded).filter(|who| !who.is_empty()) {
        Some(who) => format!("says {who}"),
        None => "says the report".to_owned(),
    }
}

/// Plain digits as a number that sorts and compares exactly, in millionths; odd text sorts last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    /// Millionths.
    Exact(i128),
    /// Not plain digits.
    Odd(String),
}

impl Number {
    /// Reads plain digits with an optional decimal point.
    pub(super) fn of(digits: &str) -> Self {
        Self::exact(digits).map_or_else(|| Self::Odd(digits.to_owned()), Self::Exact)
    }

    fn exact(digits: &str) -> Option<i128> {
        const PLACES: usize = 6;
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 24
            || rest.len() > PLACES
            || !plain(whole)
            || !plain(rest)
        {
            return None;
        }
        format!("{whole}{rest:0<PLACES$}").parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_exact_numbers() {
        assert_eq!(Number::of("2.5"), Number::Exact(2_500_000));
        assert_eq!(Number::of("6000"), Number::Exact(6_000_000_000));
        assert!(Number::of("900") < Number::of("6000"));
        assert_eq!(Number::of("1e9"), Number::Odd("1e9".to_owned()));
        assert_eq!(Number::of(""), Number::Odd(String::new()));
    }
}
