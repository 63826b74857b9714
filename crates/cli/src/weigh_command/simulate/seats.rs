//! Who plays how: `PARTY=STRATEGY`, `PARTY=FACTOR`, `PARTY=VOTER` of the command line.

use weigh::Exact;
use weigh::simulate::{Exponent, Mirror, Seat, Strategy, Voter};

use crate::weigh_command::matter::Matter;

/// A seat for each party, with what its rule is called.
pub(super) fn seats(
    matter: &Matter,
    strategies: &[String],
    discounts: &[String],
) -> anyhow::Result<Vec<(Seat, String)>> {
    let rules = each(matter, "--strategy", strategies, "boulware", strategy)?;
    let factors = named(matter, "--discount", discounts, factor)?;
    let pair = rules.into_iter().zip(factors);
    Ok(pair
        .map(|((strategy, name), discount)| {
            let name = match &discount {
                Some((_, factor)) => format!("{name}, discount {factor}"),
                None => name,
            };
            (Seat { strategy, discount: discount.map(|(factor, _)| factor) }, name)
        })
        .collect())
}

/// A voter for each party, with its name.
pub(super) fn voters(matter: &Matter, texts: &[String]) -> anyhow::Result<Vec<(Voter, String)>> {
    each(matter, "--voter", texts, "climber", voter)
}

/// A rule by party; a text without a party holds for all that are not named.
fn each<T: Clone>(
    matter: &Matter,
    option: &str,
    texts: &[String],
    usual: &str,
    read: impl Fn(&str) -> anyhow::Result<T>,
) -> anyhow::Result<Vec<(T, String)>> {
    let (own, mut all): (Vec<&String>, Vec<&String>) =
        texts.iter().partition(|text| text.contains('='));
    if all.len() > 1 {
        anyhow::bail!(
            "{option} is given for all parties more than once; write PARTY=... for single ones"
        );
    }
    let rest = all.pop().map_or(usual, |text| text.trim());
    let rest = (read(rest)?, rest.to_owned());
    let own: Vec<String> = own.into_iter().cloned().collect();
    let own = named(matter, option, &own, read)?;
    Ok(own.into_iter().map(|one| one.unwrap_or_else(|| rest.clone())).collect())
}

/// What is said of single parties.
fn named<T: Clone>(
    matter: &Matter,
    option: &str,
    texts: &[String],
    read: impl Fn(&str) -> anyhow::Result<T>,
) -> anyhow::Result<Vec<Option<(T, String)>>> {
    let mut out: Vec<Option<(T, String)>> = vec![None; matter.parties.len()];
    for text in texts {
        let Some((party, what)) = text.split_once('=') else {
            anyhow::bail!(
                "cannot read {option} \"{text}\"; write PARTY=..., such as {}",
                example(matter, option)
            );
        };
        let at = party_of(matter, option, party.trim())?;
        let Some(place) = out.get_mut(at).filter(|place| place.is_none()) else {
            anyhow::bail!("{option} is given twice for \"{}\"", party.trim());
        };
        *place = Some((read(what.trim())?, what.trim().to_owned()));
    }
    Ok(out)
}

fn example(matter: &Matter, option: &str) -> String {
    let party = matter.space.parties().first().map_or("a", |party| party.name.as_str());
    match option {
        "--discount" => format!("{party}=0.98"),
        _ => format!("{party}=linear"),
    }
}

/// A party by handle or name.
fn party_of(matter: &Matter, option: &str, wanted: &str) -> anyhow::Result<usize> {
    let same = |name: &str| name.to_lowercase() == wanted.to_lowercase();
    let mut both = matter.space.parties().iter().zip(&matter.parties);
    if let Some(at) = both.position(|(party, name)| same(&party.name) || same(name)) {
        return Ok(at);
    }
    let all: Vec<&str> = matter.space.parties().iter().map(|party| party.name.as_str()).collect();
    anyhow::bail!(
        "{option}: nobody here is called \"{wanted}\"; the parties are {}",
        all.join(", ")
    )
}

fn strategy(text: &str) -> anyhow::Result<Strategy> {
    Ok(match text {
        "boulware" => Strategy::boulware(),
        "linear" => Strategy::linear(),
        "conceder" => Strategy::conceder(),
        "tit-for-tat" | "tit-for-tat:relative" => Strategy::TitForTat(Mirror::Relative),
        "tit-for-tat:absolute" => Strategy::TitForTat(Mirror::Absolute),
        "micro" => Strategy::Micro,
        _ => match text.strip_prefix("power:").map(power) {
            Some(Some(power)) => Strategy::Timed(power),
            Some(None) => anyhow::bail!(
                "--strategy: \"{text}\" is no power; write power:3 or power:3/2, each number from 1 to 1000"
            ),
            None => anyhow::bail!(
                "--strategy: \"{text}\" is no strategy; there are boulware, linear, conceder, \
                 power:N/M, tit-for-tat, tit-for-tat:absolute and micro"
            ),
        },
    })
}

fn power(text: &str) -> Option<Exponent> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    Exponent::new(over.parse().ok()?, under.parse().ok()?)
}

fn factor(text: &str) -> anyhow::Result<Exact> {
    let fits =
        |factor: &Exact| !factor.is_negative() && !factor.is_zero() && *factor <= Exact::one();
    text.parse().ok().filter(fits).ok_or_else(|| {
        anyhow::anyhow!("--discount: \"{text}\" is no factor; write a number above 0 and at most 1, such as 0.98")
    })
}

fn voter(text: &str) -> anyhow::Result<Voter> {
    if text == "climber" {
        return Ok(Voter::Climber);
    }
    let percent =
        text.strip_prefix("annealer:").and_then(|text| text.trim_end_matches('%').parse().ok());
    match percent {
        Some(percent @ 1..=1_000) => Ok(Voter::Annealer { percent }),
        _ => anyhow::bail!(
            "--voter: \"{text}\" is no voter; write climber, or annealer:20 with a percentage from 1 to 1000"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_or_told() {
        assert_eq!(strategy("boulware").expect("a rule"), Strategy::boulware());
        assert_eq!(strategy("power:4").expect("a rule"), Strategy::boulware());
        assert_eq!(strategy("power:1/4").expect("a rule"), Strategy::conceder());
        for wrong in ["", "Boulware", "power:", "power:0", "power:1/0", "power:-1", "power:1001"] {
            assert!(strategy(wrong).is_err(), "{wrong}");
        }
        assert_eq!(voter("annealer:20").expect("a voter"), Voter::Annealer { percent: 20 });
        for wrong in ["annealer", "annealer:", "annealer:0", "annealer:1e9", "annealer:x", "climb"]
        {
            assert!(voter(wrong).is_err(), "{wrong}");
        }
        assert_eq!(factor("0.98").expect("a factor").to_string(), "0.98");
        for wrong in ["0", "1.01", "-0.5", "NaN", ""] {
            assert!(factor(wrong).is_err(), "{wrong}");
        }
    }
}
