//! Whether words speak of what is still to come.

use crate::token::Token;

/// Whether one of the tokens plans: "will", "is set for", "is scheduled", "to be held".
pub(crate) fn is_planned(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|t| t.is_any(words));
        let after =
            |words: &[&str]| at.checked_sub(1).is_some_and(|before| tokens[before].is_any(words));
        match &*token.folded {
            "will" => !after(&["the", "political", "good", "free", "a"]),
            "'ll" | "upcoming" | "forthcoming" | "resumes" | "convenes" | "begins" => true,
            // "They meet on Monday"; what is past would be "met".
            "meet" | "meets" => !after(&["did", "t", "'t", "to", "not"]),
            "scheduled" | "slated" | "due" | "planned" | "expected" => next(&["to", "for", "on"]),
            "set" => next(&["for", "to"]) && !after(&["it", "they", "to"]),
            "plan" | "plans" | "planning" | "intend" | "intends" | "proposed" | "proposes" => {
                next(&["to"])
            }
            "prepared" | "ready" | "willing" => next(&["to", "for"]),
            "be" => after(&["to", "would", "could", "should"]),
            "coming" => after(&["this", "the"]),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use model::Span;

    #[test]
    fn tells_plans_from_reports() {
        let planned = |text: &str| is_planned(&tokens(text, Span::new(0, text.len())));
        for text in [
            "The round will open on Monday",
            "a session is set for Monday",
            "talks are scheduled to start",
            "a swap to be held soon",
            "he is prepared to meet",
            "the sides meet again on Monday",
        ] {
            assert!(planned(text), "{text}");
        }
        for text in ["The round opened on Monday", "the political will was there", "set off"] {
            assert!(!planned(text), "{text}");
        }
    }
}
