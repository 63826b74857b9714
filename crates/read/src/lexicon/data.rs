//! The shapes of the files in `lexicons/`, and how a phrase with braces is spelt out.

use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct IssueFile {
    #[serde(default)]
    pub(super) issue: Vec<IssueData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssueData {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) group: String,
    #[serde(default)]
    pub(super) pax: Vec<String>,
    pub(super) pam: Option<String>,
    pub(super) plover: Option<String>,
    #[serde(default)]
    pub(super) terms: Vec<String>,
    #[serde(default)]
    pub(super) weak_terms: Vec<String>,
    /// Words that name no issue, and yet tell what a text is about.
    #[serde(default)]
    pub(super) hints: Vec<String>,
    #[serde(default)]
    pub(super) not: Vec<String>,
    #[serde(default)]
    pub(super) choice: Vec<ChoiceData>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the tests run the test lines"))]
    pub(super) test: Vec<TestData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceData {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) terms: Vec<String>,
    #[serde(default)]
    pub(super) alone: Vec<String>,
    /// Larger choices of which it is a part.
    #[serde(default)]
    pub(super) part_of: Vec<String>,
    /// The choice that is meant when the words name none.
    #[serde(default)]
    pub(super) default: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "only the tests run the test lines"))]
pub(super) struct TestData {
    pub(super) text: String,
    /// The issue; the one it stands under if absent, `none` if that one must not be found.
    pub(super) expect: Option<String>,
    pub(super) choice: Option<String>,
    #[serde(default)]
    pub(super) weak: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorFile {
    #[serde(default)]
    pub(super) state: Vec<ActorData>,
    #[serde(default)]
    pub(super) organisation: Vec<ActorData>,
    #[serde(default)]
    pub(super) movement: Vec<ActorData>,
    #[serde(default)]
    pub(super) body: Vec<ActorData>,
    #[serde(default)]
    pub(super) not: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the tests run the test lines"))]
    pub(super) test: Vec<ActorTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorData {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) of: Option<String>,
    #[serde(default)]
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) adjectives: Vec<String>,
    #[serde(default)]
    pub(super) metonyms: Vec<String>,
    #[serde(default)]
    pub(super) venues: Vec<String>,
    /// Words of the lists above that count only with other evidence.
    #[serde(default)]
    pub(super) weak: Vec<String>,
    /// The place by which the actor is called is claimed by more than one side.
    #[serde(default)]
    pub(super) disputed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "only the tests run the test lines"))]
pub(super) struct ActorTest {
    pub(super) text: String,
    /// The actors that are found for sure, in order of place.
    pub(super) expect: Vec<String>,
    /// Those found only weakly.
    #[serde(default)]
    pub(super) weak: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleFile {
    #[serde(default)]
    pub(super) person: Vec<PersonData>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the tests run the test lines"))]
    pub(super) test: Vec<ActorTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonData {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) surnames: Vec<String>,
    pub(super) of: String,
    #[serde(default)]
    pub(super) surname_alone: bool,
    pub(super) offices: Vec<OfficeData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeData {
    pub(super) office: String,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
}

/// Phrases that one phrase with braces may become, and how deep braces may stand in braces.
const SPELT: usize = 1024;
const DEPTH: usize = 4;

/// Spells out `{a,b} c` as `a c` and `b c`. Braces may stand inside a word and inside braces; what
/// is too long or not closed stays as it is written.
pub(crate) fn spell_out(phrase: &str) -> Vec<String> {
    let mut rest = phrase;
    match sequence(&mut rest, 0) {
        Some(spelt) if rest.is_empty() => spelt,
        _ => vec![phrase.to_owned()],
    }
}

/// Text and groups, up to the end or to what ends the group around it.
fn sequence(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    let mut done = vec![String::new()];
    while let Some(c) = rest.chars().next() {
        if depth > 0 && matches!(c, ',' | '}') {
            break;
        }
        let part = if c == '{' {
            group(rest, depth + 1)?
        } else {
            let end = rest.find(['{', ',', '}']).filter(|end| *end > 0).unwrap_or(c.len_utf8());
            let end = if rest.contains(['{', ',', '}']) { end } else { rest.len() };
            let (text, tail) = rest.split_at(end);
            *rest = tail;
            vec![text.to_owned()]
        };
        if done.len().saturating_mul(part.len()) > SPELT {
            return None;
        }
        done = done
            .iter()
            .flat_map(|head| part.iter().map(move |tail| format!("{head}{tail}")))
            .collect();
    }
    Some(done)
}

/// What stands in braces: every alternative, spelt out.
fn group(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    let mut all = Vec::new();
    if depth > DEPTH {
        return None;
    }
    loop {
        // The first turn takes the opening brace away, the others a comma.
        *rest = rest.get(1..)?;
        all.extend(sequence(rest, depth)?.iter().map(|text| text.trim().to_owned()));
        match rest.chars().next()? {
            '}' => {
                *rest = rest.get(1..)?;
                return Some(all);
            }
            _ if all.len() > SPELT => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_spelt_out() {
        assert_eq!(spell_out("a"), ["a"]);
        assert_eq!(
            spell_out("withdraw{al,} of {troops, forces}"),
            [
                "withdrawal of troops", "withdrawal of forces", "withdraw of troops",
                "withdraw of forces"
            ]
        );
        assert_eq!(spell_out("{a,b{s,z}} c"), ["a c", "bs c", "bz c"]);
        assert_eq!(spell_out("x{,s} 1,000"), ["x 1,000", "xs 1,000"]);
        for odd in ["a {b", "}", ",", "{{{{{{a}}}}}}", "é{"] {
            assert_eq!(spell_out(odd), [odd]);
        }
        assert_eq!(spell_out(&"{a,b}".repeat(40)).len(), 1);
    }
}
