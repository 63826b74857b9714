//! Alternating offers: the play and its trace.

use serde::Serialize;
use weigh::simulate::{Ended, Ranking, Seat, Talks, Told, What, alternate};
use weigh::{Exact, Scaled, Stop};

use super::end::{Beside, BesideLine, texts};
use super::{Arguments, Play, announce, seats, tell};
use crate::weigh_command::best::{stopped, with_progress};
use crate::weigh_command::export::{DealMap, deal_map, matter_line, push};
use crate::weigh_command::matter::{Matter, short_list};
use crate::wrap::wrap;

/// One play.
struct Offers {
    ranking: Ranking,
    talks: Talks,
    seats: Vec<(Seat, String)>,
    rounds: u32,
    seed: u64,
    beside: Option<Beside>,
}

/// Plays it.
pub(super) fn play(matter: &Matter, arguments: &Arguments) -> anyhow::Result<Box<dyn Play>> {
    let seats = seats::seats(matter, &arguments.strategy, &arguments.discount)?;
    announce(matter);
    let scaled = Scaled::of(&matter.space).map_err(|stop| stopped(&stop))?;
    let ranking = with_progress("ranking", |work| Ranking::of(&matter.space, &scaled, work))
        .map_err(|stop| too_many(matter, arguments, &stop))?;
    let each: Vec<Seat> = seats.iter().map(|(seat, _)| seat.clone()).collect();
    let talks =
        alternate(&ranking, &each, arguments.rounds, arguments.seed).map_err(
            |stop| match stop {
                Stop::Mismatch(why) => anyhow::anyhow!("cannot play it: {why}"),
                stop => stopped(&stop),
            },
        )?;
    let beside = talks.deal().map(|outcome| Beside::of(matter, &scaled, ranking.deal(outcome)));
    let (rounds, seed) = (arguments.rounds, arguments.seed);
    Ok(Box::new(Offers { ranking, talks, seats, rounds, seed, beside }))
}

/// Offers need every deal ranked; a single text does not.
fn too_many(matter: &Matter, arguments: &Arguments, stop: &Stop) -> anyhow::Error {
    if !matches!(stop, Stop::TooManyOutcomes { .. }) {
        return stopped(stop);
    }
    let fewer = if arguments.asked.scenario {
        String::new()
    } else {
        let issues = matter.space.issues().iter().take(3);
        let names: Vec<&str> = issues.map(|issue| issue.name.as_str()).collect();
        format!(
            "play some issues only, the others as they are today: --issues {}; or ",
            names.join(",")
        )
    };
    anyhow::anyhow!(
        "offers need every deal ranked for each side, and there are {} admissible deals, more than can be \
         held; {fewer}let a mediator carry one text, which works at any size: --single-text",
        matter.space.admissible_outcomes()
    )
}

impl Offers {
    fn name(matter: &Matter, party: u32) -> &str {
        usize::try_from(party).ok().and_then(|at| matter.parties.get(at)).map_or("", String::as_str)
    }

    /// One line for each act; what a side offers again unchanged is told once.
    fn trace(&self, matter: &Matter) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut last: Vec<Option<Told>> = vec![None; matter.parties.len()];
        for told in self.talks.told(&self.ranking) {
            let party = usize::try_from(told.act.party).unwrap_or_default();
            let name = Self::name(matter, told.act.party);
            let round = told.act.round + 1;
            let what = match told.act.what {
                What::Leave => format!("{name} leaves: no deal is worth as much to it as none"),
                What::Accept(_) => format!("{name} accepts ({})", short_list(&told.worth)),
                What::Offer(_) => {
                    let before = last.get(party).and_then(Option::as_ref);
                    if before.is_some_and(|before| before.deal == told.deal) {
                        continue;
                    }
                    let words = match before {
                        Some(before) => changes(matter, &before.deal, &told.deal),
                        None => matter.deal(&told.deal),
                    };
                    format!("{name} offers ({}) {words}", short_list(&told.worth))
                }
            };
            out.push(format!("round {round}: {what}"));
            if let Some(place) = last.get_mut(party) {
                *place = Some(told);
            }
        }
        out
    }

    fn ended(&self, matter: &Matter) -> String {
        match self.talks.ended {
            Ended::Deal { offered, accepted, .. } => {
                let last = self.talks.acts.last().map_or("", |act| Self::name(matter, act.party));
                format!(
                    "A deal: offered in round {}, accepted in round {} by {last}",
                    offered + 1,
                    accepted + 1
                )
            }
            Ended::Deadline => format!("No deal: the {} rounds were used up", self.rounds),
            Ended::Left { party } => {
                format!("No deal: {} left", matter.parties.get(party).map_or("", String::as_str))
            }
        }
    }

    /// What the deal is worth after discounts, where there are any.
    fn discounted(&self) -> Option<Vec<Exact>> {
        let seats: Vec<Seat> = self.seats.iter().map(|(seat, _)| seat.clone()).collect();
        let any = seats.iter().any(|seat| seat.discount.is_some());
        any.then(|| self.talks.result(&self.ranking, &seats)).flatten()
    }
}

/// What differs from the side's offer before.
fn changes(matter: &Matter, before: &[usize], after: &[usize]) -> String {
    let each = after.iter().zip(before).enumerate().filter(|(_, (new, old))| new != old);
    let words: Vec<String> = each
        .map(|(issue, (new, old))| {
            format!(
                "{}: {} instead of {}",
                matter.issue(issue),
                matter.choice(issue, *new),
                matter.choice(issue, *old)
            )
        })
        .collect();
    words.join("; ")
}

impl Play for Offers {
    fn is_deal(&self) -> bool {
        self.talks.deal().is_some()
    }

    fn page(&self, matter: &Matter, most: usize) -> String {
        let mut out = format!(
            "{}: alternating offers, {} rounds, seed {}\n",
            matter.title, self.rounds, self.seed
        );
        let each = matter.parties.iter().zip(&self.seats);
        let who: Vec<String> = each.map(|(name, (_, rule))| format!("{name} ({rule})")).collect();
        wrap(&mut out, "", &format!("In the order of turns: {}", who.join(", ")));
        wrap(&mut out, "", &super::without(matter));
        put_line!(out, "\nWho offered what, worth to {}", matter.parties.join(", "));
        let trace = self.trace(matter);
        tell(&mut out, &trace, most);
        let acts = self.talks.acts.len();
        put_line!(
            out,
            "  {acts} acts in all; what a side offers again unchanged is not repeated here"
        );
        put_line!(out, "\n{}", self.ended(matter));
        if let Some(beside) = &self.beside {
            beside.tell(&mut out, matter);
        }
        if let Some(worth) = self.discounted() {
            put_line!(out, "  after discounts: {}", short_list(&worth));
        }
        out
    }

    fn lines(&self, matter: &Matter) -> anyhow::Result<String> {
        let mut out = String::new();
        push(&mut out, &matter_line(matter))?;
        let rules = self.seats.iter().map(|(_, rule)| rule.as_str()).collect();
        let line = PlayLine {
            r#type: "talks",
            protocol: "alternating-offers",
            rules,
            rounds: self.rounds,
            seed: self.seed,
        };
        push(&mut out, &line)?;
        for (at, told) in self.talks.told(&self.ranking).enumerate() {
            let (party, what) = handle(matter, &told);
            let deal = (!told.deal.is_empty()).then(|| deal_map(matter, &told.deal));
            let line = ActLine {
                r#type: "act",
                act: at + 1,
                round: told.act.round + 1,
                party,
                what,
                utility: texts(&told.worth),
                deal,
            };
            push(&mut out, &line)?;
        }
        let (ended, round) = match self.talks.ended {
            Ended::Deal { accepted, .. } => ("deal", accepted + 1),
            Ended::Deadline => ("deadline", self.rounds),
            Ended::Left { .. } => ("left", self.talks.rounds()),
        };
        let line = EndLine {
            r#type: "end",
            ended,
            round,
            discounted: self.discounted().map(|worth| texts(&worth)),
            beside: self.beside.as_ref().map(|beside| beside.line(matter)),
        };
        push(&mut out, &line)?;
        Ok(out)
    }

    fn table(&self, matter: &Matter) -> anyhow::Result<String> {
        let space = &matter.space;
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut head = ["act", "round", "party", "what"].map(str::to_owned).to_vec();
        head.extend(space.parties().iter().map(|party| format!("utility_{}", party.name)));
        head.extend(space.parties().iter().map(|party| format!("exact_{}", party.name)));
        head.extend(space.issues().iter().map(|issue| issue.name.clone()));
        out.write_record(&head)?;
        for (at, told) in self.talks.told(&self.ranking).enumerate() {
            let (party, what) = handle(matter, &told);
            let mut row = vec![
                (at + 1).to_string(),
                (told.act.round + 1).to_string(),
                party.to_owned(),
                what.to_owned(),
            ];
            if told.deal.is_empty() {
                // Nothing lies on the table any more: R reads NA.
                row.resize(head.len(), "NA".to_owned());
            } else {
                row.extend(told.worth.iter().map(|worth| worth.to_f64().to_string()));
                row.extend(told.worth.iter().map(ToString::to_string));
                let deal = space.issues().iter().zip(&told.deal);
                row.extend(
                    deal.map(|(issue, at)| issue.options.get(*at).cloned().unwrap_or_default()),
                );
            }
            out.write_record(&row)?;
        }
        Ok(String::from_utf8(out.into_inner()?)?)
    }
}

/// The handle of who acts, and what it does.
fn handle<'a>(matter: &'a Matter, told: &Told) -> (&'a str, &'static str) {
    let party = usize::try_from(told.act.party).ok();
    let party = party.and_then(|at| matter.space.parties().get(at));
    let what = match told.act.what {
        What::Offer(_) => "offer",
        What::Accept(_) => "accept",
        What::Leave => "leave",
    };
    (party.map_or("", |party| party.name.as_str()), what)
}

#[derive(Serialize)]
struct PlayLine<'a> {
    r#type: &'static str,
    protocol: &'static str,
    /// By party.
    rules: Vec<&'a str>,
    rounds: u32,
    seed: u64,
}

#[derive(Serialize)]
struct ActLine<'a> {
    r#type: &'static str,
    act: usize,
    round: u32,
    party: &'a str,
    what: &'static str,
    utility: Vec<String>,
    deal: Option<DealMap<'a>>,
}

#[derive(Serialize)]
struct EndLine<'a> {
    r#type: &'static str,
    ended: &'static str,
    round: u32,
    discounted: Option<Vec<String>>,
    #[serde(flatten)]
    beside: Option<BesideLine<'a>>,
}
