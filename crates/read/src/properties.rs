//! Properties of dates, figures, events and origins: any text, no panic, spans that fit.

use model::{Genre, Span, When};
use proptest::prelude::*;

use crate::dates::{date_mentions, document_date, resolve};
use crate::doc::{Doc, Part};
use crate::events::{EventInput, EventWords, events};
use crate::figures::figures;
use crate::origins::{OriginDoc, Print, origins};
use crate::token::tokens;

/// Words and marks that the rules look for, in any order, and anything at all between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "2", "31", "2025", "June", "May", "Jun.", "Monday", "Mon", ",", "(", ")", "-", "–", "/",
        "at", "1pm", "13:00", "1000", "GMT", "on", "the", "eve", "of", "last", "next", "this",
        "coming", "week", "month", "year", "years", "ago", "a", "two", "hundred", "and", "half",
        "million", "$", "€", "%", "for", "1,000", "to", "between", "at", "least", "soldiers",
        "each", "side", "talks", "strike", "agreed", "return", "remains", "will", "early", "mid",
        "end", "since", "weekend", "dozens", "one", "12", ".", "\n", "’s", "thousand", "billion",
        "trillion", "99999999999999999999", "02.06.2025", "11", "2025-06-02", "T", "noon", "UTC",
        "+", "14", "today", "overnight", "first", "day", "before", "yesterday",
    ]);
    let piece = prop_oneof![8 => word.prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    (prop::collection::vec((piece, any::<bool>()), 0..60)).prop_map(|pieces| {
        let mut out = String::new();
        for (piece, spaced) in pieces {
            if spaced {
                out.push(' ');
            }
            out.push_str(&piece);
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_fit_any_text(text in text(), cut in 0usize..40) {
        let tokens = tokens(&text, Span::new(0, text.len()));
        let dates = date_mentions(&tokens);
        let anchor = When::parse("2025-06-04");
        for date in &dates {
            prop_assert!(date.span.text(&text).is_some_and(|words| !words.is_empty()));
            prop_assert!(date.tokens.start < date.tokens.end);
            for planned in [false, true] {
                let found = resolve(&date.expr, anchor, planned);
                if let Some(until) = found.as_ref().and_then(|found| found.until) {
                    prop_assert!(found.is_some_and(|found| found.when.to_day() <= until));
                }
                resolve(&date.expr, When::year(9999), planned);
                resolve(&date.expr, When::day(1, 1, 1), planned);
                resolve(&date.expr, None, planned);
            }
        }
        prop_assert!(dates.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        let middle = cut.min(tokens.len());
        let sentences = [0..middle, middle..tokens.len()];
        let found = figures(&text, &tokens, &sentences, &dates);
        for figure in &found {
            prop_assert!(figure.span.text(&text).is_some_and(|words| !words.is_empty()));
        }
        let input = EventInput {
            report: "a", text: &text, tokens: &tokens, sentences: &sentences, dates: &dates,
            actors: &[(0..1, "a".to_owned())], anchor,
        };
        for event in events(&EventWords::built_in(), &input) {
            prop_assert!(event.span.text(&text).is_some_and(|words| !words.is_empty()));
        }
        let article = Doc::new(&text, &[(Span::new(0, text.len()), Part::Text)]);
        let print = Print::new(&article, None);
        let doc = OriginDoc {
            path: "a", when: anchor, copy_of: None, publisher: None, genre: Genre::Interview,
            print: &print,
        };
        let twin = OriginDoc { path: "b", when: None, ..doc };
        let kinship = origins(&[doc, twin], 1);
        prop_assert_eq!(kinship.origins.iter().map(|o| 1 + o.copies.len()).sum::<usize>(), 2);
        for passage in kinship.borrowings.iter().flat_map(|borrowing| &borrowing.passages) {
            prop_assert!(passage.span.text(&text).is_some_and(|words| !words.is_empty()));
            prop_assert!(passage.from.text(&text).is_some_and(|words| !words.is_empty()));
        }
        let head = document_date(&[(Span::new(0, text.len()), &text)]);
        prop_assert!(head.span.is_none_or(|span| span.text(&text).is_some()));
    }
}
