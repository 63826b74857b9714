//! What-if on the command line: another stance of a party, another number for an attitude.

use std::collections::BTreeSet;

use model::{
    ActorId, Attitude, Basis, Channel, ChoiceId, Evidence, IssueId, Position, Span, Stance,
};
use read::lexicon::Lexicon;
use read::{Reader, Reading};
use weigh::Exact;
use weigh::packages::{Range, Reading as Attitudes, Refused};

use crate::dossier::Dossier;
use crate::output;

/// The words for attitudes on the command line.
const STANCES: [(&str, Attitude); 4] = [
    ("wants", Attitude::Wants),
    ("accepts", Attitude::Accepts),
    ("refuses", Attitude::Refuses),
    ("not-known", Attitude::NotKnown),
];

/// Each supposition as a position of the party, or what is wrong with it and what is known.
pub(super) fn positions(
    texts: &[String],
    dossier: &Dossier,
    reader: &Reader,
    reading: &Reading,
) -> anyhow::Result<Vec<Position>> {
    texts.iter().map(|text| position(text, dossier, reader.lexicon(), reading)).collect()
}

fn position(
    text: &str,
    dossier: &Dossier,
    lexicon: &Lexicon,
    reading: &Reading,
) -> anyhow::Result<Position> {
    let parts: Option<(&str, &str, &str, &str)> = text.split_once(':').and_then(|(party, rest)| {
        let (what, stance) = rest.rsplit_once(':')?;
        let (issue, choice) = what.split_once('=')?;
        Some((party.trim(), issue.trim(), choice.trim(), stance.trim()))
    });
    let Some((party, issue, choice, stance)) = parts else {
        anyhow::bail!(
            "cannot read --if \"{text}\"; write PARTY:ISSUE=CHOICE:STANCE, such as \
             ua:territory=freeze_line:accepts"
        );
    };
    let Some((_, attitude)) = STANCES.iter().find(|(word, _)| *word == stance) else {
        anyhow::bail!(
            "--if \"{text}\": \"{stance}\" is no stance; write wants, accepts, refuses or not-known"
        );
    };
    let (party, party_name) = party_of(party, dossier, lexicon, reading, text)?;
    let issue = issue_of(issue, lexicon, text)?;
    let choice = choice_of(&issue, choice, lexicon, text)?;
    Ok(Position {
        party,
        party_name,
        issue,
        choice: Some(choice),
        stance: stance_of(*attitude),
        attitude: Some(*attitude),
        basis: Basis::Own,
        speaker: None,
        via: Vec::new(),
        channel: Channel::Public,
        from: None,
        until: None,
        evidence: Evidence::Assumed(text.to_owned()),
        words: String::new(),
        flags: BTreeSet::new(),
        condition: None,
        confidence: 100,
        key: String::new(),
        decided: None,
    })
}

fn stance_of(attitude: Attitude) -> Stance {
    match attitude {
        Attitude::Wants => Stance::Demand,
        Attitude::Accepts => Stance::Accept,
        Attitude::Refuses => Stance::Refuse,
        Attitude::NotKnown => Stance::Ignore,
    }
}

/// A party by its handle or its name.
fn party_of(
    wanted: &str,
    dossier: &Dossier,
    lexicon: &Lexicon,
    reading: &Reading,
    text: &str,
) -> anyhow::Result<(ActorId, String)> {
    let own = dossier.talks.iter().flat_map(|talks| &talks.actors);
    let known: Vec<&model::Actor> = own.chain(&reading.actors).collect();
    let same = |name: &str| name.to_lowercase() == wanted.to_lowercase();
    let found = known.iter().find(|actor| same(actor.id.as_str()) || same(&actor.name));
    if let Some(actor) = found {
        let above = dossier.talks.as_ref().map(|talks| talks.party_of(&actor.id).clone());
        return Ok((above.unwrap_or_else(|| actor.id.clone()), actor.name.clone()));
    }
    let id = wanted.to_lowercase().parse::<ActorId>().ok();
    if let Some(actor) = id.as_ref().and_then(|id| lexicon.actor(id)) {
        return Ok((actor.id.clone(), actor.name.clone()));
    }
    let parties: Vec<&str> = known
        .iter()
        .filter(|actor| actor.roles.contains(&model::Role::Party))
        .map(|actor| actor.id.as_str())
        .collect();
    anyhow::bail!(
        "--if \"{text}\": nobody here is called \"{wanted}\"; the parties are {}",
        or_none(&parties)
    )
}

fn issue_of(wanted: &str, lexicon: &Lexicon, text: &str) -> anyhow::Result<IssueId> {
    let found = lexicon.issues().iter().find(|issue| {
        same_handle(issue.id.as_str(), wanted) || issue.name.to_lowercase() == wanted.to_lowercase()
    });
    if let Some(issue) = found {
        return Ok(issue.id.clone());
    }
    let all: Vec<&str> = lexicon.issues().iter().map(|issue| issue.id.as_str()).collect();
    anyhow::bail!("--if \"{text}\": there is no issue \"{wanted}\"; issues are {}", or_none(&all))
}

fn choice_of(
    issue: &IssueId,
    wanted: &str,
    lexicon: &Lexicon,
    text: &str,
) -> anyhow::Result<ChoiceId> {
    let entry = lexicon.issue(issue);
    let choices = || entry.iter().flat_map(|entry| &entry.choices);
    let found = choices().find(|choice| {
        same_handle(choice.id.as_str(), wanted)
            || choice.name.to_lowercase() == wanted.to_lowercase()
    });
    if let Some(choice) = found {
        return Ok(choice.id.clone());
    }
    if let Some(choice) = by_words(issue, wanted, lexicon) {
        let name = lexicon.choice_name(issue, &choice);
        output::complain(&format!("\"{wanted}\" is read as {choice} ({name})"));
        return Ok(choice);
    }
    let all: Vec<&str> = choices().map(|choice| choice.id.as_str()).collect();
    anyhow::bail!(
        "--if \"{text}\": {issue} has no choice \"{wanted}\"; its choices are {}",
        or_none(&all)
    )
}

/// Handles are alike when only `-` and `_` differ, or capitals.
pub(super) fn same_handle(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('-', "_");
    plain(a) == plain(b)
}

/// The choice that the words mean to the reader of reports, if they mean one only.
fn by_words(issue: &IssueId, wanted: &str, lexicon: &Lexicon) -> Option<ChoiceId> {
    let words = wanted.replace(['-', '_'], " ");
    let text = format!("{} {words}", lexicon.issue_name(issue).to_lowercase());
    let tokens = read::token::tokens(&text, Span::new(0, text.len()));
    let hits = lexicon.issue_hits(&tokens);
    let meant: BTreeSet<ChoiceId> =
        hits.into_iter().filter(|hit| hit.issue == *issue).filter_map(|hit| hit.choice).collect();
    let mut meant = meant.into_iter();
    meant.next().filter(|_| meant.next().is_none())
}

fn or_none(list: &[&str]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}

/// The usual numbers of attitudes with those that somebody asked for.
pub(super) fn attitudes(texts: &[String]) -> anyhow::Result<Attitudes> {
    let mut out = Attitudes::default();
    for text in texts {
        let Some((word, number)) = text.split_once('=') else {
            anyhow::bail!(
                "cannot read --attitude \"{text}\"; write accepts=0.5 or not-known=-1..0"
            );
        };
        if word == "refuses" && number == "red-line" {
            out.refuses = Refused::RedLine;
            continue;
        }
        let range = range(number).ok_or_else(|| {
            anyhow::anyhow!(
                "--attitude \"{text}\": \"{number}\" is no number and no range; write 0.5 or -1..0"
            )
        })?;
        match word {
            "wants" => out.wants = range,
            "accepts" => out.accepts = range,
            "refuses" => out.refuses = Refused::Worth(range),
            "not-known" => out.not_known = range,
            _ => anyhow::bail!(
                "--attitude \"{text}\": \"{word}\" is no attitude; write wants, accepts, refuses or \
                 not-known"
            ),
        }
    }
    Ok(out)
}

fn range(text: &str) -> Option<Range> {
    let number = |text: &str| text.trim().parse::<Exact>().ok();
    let (low, high) = match text.split_once("..") {
        Some((low, high)) => (number(low)?, number(high)?),
        None => (number(text)?, number(text)?),
    };
    (low <= high).then_some(Range { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::attitudes_in_words;

    #[test]
    fn numbers_of_attitudes() {
        let read = |texts: &[&str]| {
            attitudes(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
        };
        let usual = read(&[]).expect("usual");
        assert_eq!(
            attitudes_in_words(&usual),
            "wants 1, accepts 0 to 1, refuses a red line, not known -1 to 1"
        );
        let own = read(&["accepts=0.5", "refuses=-3..-2", "not-known=0"]).expect("own");
        assert_eq!(attitudes_in_words(&own), "wants 1, accepts 0.5, refuses -3 to -2, not known 0");
        for wrong in ["accepts", "likes=1", "accepts=much", "accepts=1..0", "wants=NaN"] {
            assert!(read(&[wrong]).is_err(), "{wrong}");
        }
    }
}
