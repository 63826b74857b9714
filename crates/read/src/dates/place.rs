//! The date expressions of a whole text in the calendar: each with the tense of its clause, and
//! "the next day" counted from the day named before it.

use std::ops::Range;

use model::{Grain, When};

use super::relative::shift;
use super::told::told;
use super::{Base, DateMention, Resolved, Told, Unit, resolve_told};
use crate::token::Token;

/// How far behind, in tokens, the day may be from which "the next day" is counted.
const CARRY: usize = 200;

/// Places every mention. `sentences` are token ranges in order.
pub fn placed(
    tokens: &[Token],
    sentences: &[Range<usize>],
    mentions: &[DateMention],
    anchor: Option<When>,
) -> Vec<Option<Resolved>> {
    // Blocks without words give empty sentences, which have no place in the order.
    let sentences: Vec<_> = sentences.iter().filter(|s| !s.is_empty()).cloned().collect();
    // The last date behind the report, and where it stands.
    let mut last: Option<(When, usize)> = None;
    let mut out = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let tense = tense(tokens, &sentences, mention);
        let found = match mention.expr.base {
            Base::Later { count, unit } => last
                .filter(|(day, at)| {
                    let fine = match unit {
                        Unit::Year => Grain::Year,
                        Unit::Month => Grain::Month,
                        Unit::Day | Unit::Week => Grain::Day,
                    };
                    mention.tokens.start - at <= CARRY && day.grain() >= fine
                })
                .and_then(|(day, _)| shift(count, unit, day.first_day(), &day.to_string()))
                .map(|found| Resolved { approximate: true, ..found }),
            _ => resolve_told(&mention.expr, anchor, tense),
        };
        if let Some(day) = found.as_ref().map(|found| found.when)
            && mention.expr.base != Base::Hour
            && anchor.is_none_or(|anchor| day.first_day() <= anchor.last_day())
        {
            last = Some((day.to_day(), mention.tokens.end));
        }
        out.push(found);
    }
    out
}

/// How the clause around a mention speaks of its time. No sentence may be empty.
pub(crate) fn tense(tokens: &[Token], sentences: &[Range<usize>], mention: &DateMention) -> Told {
    let at = &mention.tokens;
    let next = sentences.partition_point(|sentence| sentence.end <= at.start);
    let sentence = sentences.get(next).filter(|s| s.start <= at.start).unwrap_or(at);
    // "gave them until Sunday to reopen".
    let to = tokens.get(at.end).is_some_and(|t| t.is("to"));
    if mention.expr.bound == super::Bound::Until && to {
        return Told::Ahead;
    }
    told(tokens, sentence, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::date_mentions;
    use crate::token::tokens;
    use model::Span;

    fn read(text: &str) -> Vec<String> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let mentions = date_mentions(&tokens);
        let sentence = 0..tokens.len();
        // 2025-06-04 is a Wednesday.
        placed(&tokens, std::slice::from_ref(&sentence), &mentions, When::parse("2025-06-04"))
            .into_iter()
            .map(|found| found.map_or("none".to_owned(), |found| found.when.to_string()))
            .collect()
    }

    #[test]
    fn the_next_day_is_counted_on() {
        assert_eq!(
            read("They met on 12 May; the next day they signed, and two days later it failed."),
            ["2025-05-12", "2025-05-13", "2025-05-15"]
        );
        assert_eq!(
            read("It fell on Monday, after a storm a week earlier."),
            ["2025-06-02", "2025-05-26"]
        );
        assert_eq!(read("The next day was quiet."), ["none"]);
        assert_eq!(
            read("He spoke on Monday and wrote that evening."),
            ["2025-06-02", "2025-06-02"]
        );
    }

    #[test]
    fn the_tense_decides_the_side() {
        assert_eq!(read("The talks resume on Monday."), ["2025-06-09"]);
        assert_eq!(read("The talks ended on Monday."), ["2025-06-02"]);
        assert_eq!(read("The heating failed in August."), ["2024-08"]);
        assert_eq!(read("The heating will be mended in August."), ["2025-08"]);
        assert_eq!(read("They held the pass until August."), ["2024-08"]);
        assert_eq!(read("Fields must be clear by March."), ["2026-03"]);
        assert_eq!(read("They gave both sides until Sunday to reopen it."), ["2025-06-08"]);
    }
}
