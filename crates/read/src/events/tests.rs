//! Events of small made-up reports.

use super::*;
use crate::dates::date_mentions;
use crate::token::tokens;

/// Events of a text whose sentences end with a full stop and a space, as `date what` lines.
fn read(text: &str, anchor: &str) -> Vec<String> {
    let tokens = tokens(text, Span::new(0, text.len()));
    let dates = date_mentions(&tokens);
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        let ends =
            token.is(".") && tokens.get(at + 1).is_none_or(|next| next.spaced && next.capital);
        if ends {
            sentences.push(from..at + 1);
            from = at + 1;
        }
    }
    sentences.push(from..tokens.len());
    let actors: Vec<_> = tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| t.is_any(&["arkania", "borovia"]))
        .map(|(at, t)| (at..at + 1, t.folded.to_string()))
        .collect();
    let input = EventInput {
        report: "a.txt",
        text,
        tokens: &tokens,
        sentences: &sentences,
        dates: &dates,
        actors: &actors,
        anchor: When::parse(anchor),
    };
    events(&EventWords::built_in(), &input)
        .into_iter()
        .map(|event| {
            let date = event.date.map_or("-".to_owned(), |date| date.to_string());
            let flags: Vec<_> = event.flags.iter().map(ToString::to_string).collect();
            format!("{date} {} {}", event.what, flags.join("+")).trim_end().to_owned()
        })
        .collect()
}

#[test]
fn joins_events_with_their_dates() {
    for (text, expected) in [
        ("The negotiations held in Oslo on June 2 gave little.", "2025-06-02 talks"),
        (
            "The meeting is planned for Monday at 1:00 PM Oslo time (1000 GMT) in the hall.",
            "2025-06-09T13:00+03:00 meeting planned",
        ),
        ("During their previous session last month, the sides agreed on nothing.", "2025-05 talks"),
        (
            "He is ready to hold direct dialogue in Oslo this coming Thursday, June 5.",
            "2025-06-05 talks planned",
        ),
        ("Since May 2024, when her mandate expired, she has stayed.", "2024-05 end of a mandate"),
        ("Both armies signed a truce in 2022.", "2022 signing"),
    ] {
        assert!(
            read(text, "2025-06-04").iter().any(|e| e == expected),
            "{text}: {:?}",
            read(text, "2025-06-04")
        );
    }
}

#[test]
fn a_date_belongs_to_the_nearest_event() {
    assert_eq!(
        read(
            "The upcoming meeting of the envoys will weigh the results of the negotiations that broke down in 2022.",
            "2025-06-04"
        ),
        ["2022 talks"]
    );
    assert_eq!(
        read(
            "On May 11, in a televised address, the president of Arkania offered direct talks in Oslo this Thursday, May 15.",
            "2025-05-11"
        ),
        ["2025-05-11 statement", "2025-05-15 talks planned"]
    );
}

#[test]
fn what_did_not_happen_is_marked() {
    assert_eq!(read("No truce was agreed in May.", "2025-06-04"), ["2025-05 agreement negated"]);
    assert_eq!(
        read("Arkania proposed a meeting by the end of August.", "2025-06-04"),
        ["2025-08-31 meeting planned+approximate"]
    );
    assert_eq!(
        read("Arkania returned another 1,245 bodies on Monday.", "2025-06-04"),
        ["2025-06-02 return of remains"]
    );
}

#[test]
fn the_day_of_saying_is_not_the_day_of_the_event() {
    assert!(read("The envoy said on Sunday that the talks were useful.", "2025-06-04").is_empty());
}

#[test]
fn sentences_lend_their_dates() {
    let text = "The talks held on June 2 were short. On the eve of the talks, Arkania launched a strike on Borovia.";
    assert_eq!(read(text, "2025-06-04"), ["2025-06-02 talks", "2025-06-01 strike approximate"]);
    let text = "Arkania began a barrage on Sunday. A missile hit a school of Borovia.\n\nAn attack on Arkania failed.";
    assert_eq!(read(text, "2025-06-04"), ["2025-06-01 strike", "2025-06-01 strike approximate"]);
    let text = "The talks of June 2 ended. Arkania agreed to return the bodies.";
    assert_eq!(
        read(text, "2025-06-04"),
        ["2025-06-02 talks", "2025-06-02 agreement: return of remains approximate"]
    );
}

#[test]
fn without_a_date_only_the_clear_and_only_once() {
    assert_eq!(
        read("Arkania and Borovia held talks. The talks of Arkania went on.", "2025-06-04"),
        ["- talks"]
    );
    assert!(read("Arkania signed.", "2025-06-04").is_empty());
    assert!(read("The talks are on Monday.", "").is_empty());
}

#[test]
fn words_between_keep_a_date_away() {
    assert_eq!(
        read("Monday's talks come after Arkania carried out an attack on Borovia.", "2025-06-02"),
        ["2025-06-02 talks", "- strike"]
    );
    assert_eq!(
        read("It is the second peace dialogue since the war began three years ago.", "2025-06-02"),
        ["2022 start of fighting approximate"]
    );
    assert!(
        read("A possible meeting of Arkania and Borovia is in the air.", "2025-06-02").is_empty()
    );
}
