//! A single text that a mediator carries between the sides: the play and its trace.

use serde::Serialize;
use weigh::simulate::{Mediated, Proposal, SingleText, Start, Voter, mediate};
use weigh::{Constraint, Deal, Exact, Scaled, Stop};

use super::end::{Beside, BesideLine, texts};
use super::{Arguments, Play, announce, seats, tell};
use crate::weigh_command::best::stopped;
use crate::weigh_command::export::{self, DealMap, deal_map, matter_line, push};
use crate::weigh_command::matter::{Matter, short_list};
use crate::wrap::wrap;

/// One play.
struct Text {
    mediated: Mediated,
    voters: Vec<(Voter, String)>,
    units: Vec<Exact>,
    steps: u32,
    seed: u64,
    beside: Beside,
}

/// Plays it.
pub(super) fn play(matter: &Matter, arguments: &Arguments) -> anyhow::Result<Box<dyn Play>> {
    let voters = seats::voters(matter, &arguments.voter)?;
    announce(matter);
    let scaled = Scaled::of(&matter.space).map_err(|stop| stopped(&stop))?;
    let start = match (&arguments.start, &matter.today) {
        (Some(text), _) => {
            let deal = matter.parse_deal(text)?;
            matter.admits(&deal, text)?;
            Start::Deal(deal)
        }
        (None, Some(today)) => Start::Deal(today.clone()),
        (None, None) => Start::Drawn,
    };
    // A link can ask for two changes at once.
    let links =
        matter.space.constraints().iter().any(|one| matches!(one, Constraint::OnlyIf { .. }));
    let how = SingleText {
        voters: voters.iter().map(|(voter, _)| *voter).collect(),
        start,
        steps: arguments.steps,
        touches: if links { 2 } else { 1 },
    };
    let mediated =
        mediate(&matter.space, &scaled, &how, arguments.seed).map_err(|stop| match stop {
            Stop::Mismatch(why) => anyhow::anyhow!("cannot play it: {why}"),
            stop => stopped(&stop),
        })?;
    let beside = Beside::of(matter, &scaled, mediated.text.clone());
    let (units, steps, seed) = (scaled.units().to_vec(), arguments.steps, arguments.seed);
    Ok(Box::new(Text { mediated, voters, units, steps, seed, beside }))
}

impl Text {
    fn worth(&self, whole: &[i128]) -> Vec<Exact> {
        whole.iter().zip(&self.units).map(|(steps, unit)| &Exact::from(*steps) * unit).collect()
    }

    /// Each proposal with the text before it.
    fn walk(&self) -> Vec<(&Proposal, Deal)> {
        let mut text = self.mediated.start.clone();
        let mut out = Vec::with_capacity(self.mediated.proposals.len());
        for proposal in &self.mediated.proposals {
            out.push((proposal, text.clone()));
            if proposal.taken {
                text = changed(&text, proposal);
            }
        }
        out
    }

    /// What became part of the text.
    fn trace(&self, matter: &Matter) -> Vec<String> {
        let all = self.walk().into_iter().filter(|(proposal, _)| proposal.taken);
        all.map(|(proposal, before)| {
            let words: Vec<String> = proposal
                .change
                .iter()
                .map(|(issue, to)| {
                    let old = before.get(*issue).copied().unwrap_or_default();
                    format!(
                        "{}: {} instead of {}",
                        matter.issue(*issue),
                        matter.choice(*issue, *to),
                        matter.choice(*issue, old)
                    )
                })
                .collect();
            let worth = short_list(&self.worth(&proposal.whole));
            format!("step {}: ({worth}) {}", proposal.step + 1, words.join("; "))
        })
        .collect()
    }

    fn refused_by<'a>(&self, matter: &'a Matter) -> Vec<&'a str> {
        let all = self.mediated.refused_by.iter();
        all.filter_map(|party| matter.parties.get(*party).map(String::as_str)).collect()
    }
}

/// The text with a change.
fn changed(text: &Deal, proposal: &Proposal) -> Deal {
    let mut out = text.clone();
    for (issue, to) in &proposal.change {
        if let Some(option) = out.get_mut(*issue) {
            *option = *to;
        }
    }
    out
}

impl Play for Text {
    fn is_deal(&self) -> bool {
        self.mediated.refused_by.is_empty()
    }

    fn page(&self, matter: &Matter, most: usize) -> String {
        let mut out = format!(
            "{}: a single text, {} changes proposed, seed {}\n",
            matter.title, self.steps, self.seed
        );
        let each = matter.parties.iter().zip(&self.voters);
        let who: Vec<String> = each.map(|(name, (_, rule))| format!("{name} ({rule})")).collect();
        wrap(&mut out, "", &format!("Who votes: {}", who.join(", ")));
        wrap(&mut out, "", &super::without(matter));
        wrap(&mut out, "", &format!("The first text: {}", matter.deal(&self.mediated.start)));
        let start = matter.worth(&self.mediated.start);
        put_line!(out, "  worth {}", short_list(&start));
        put_line!(out, "\nWhat all took, worth to {}", matter.parties.join(", "));
        let trace = self.trace(matter);
        tell(&mut out, &trace, most);
        let passed = self.mediated.proposals.iter().filter(|one| one.change.is_empty()).count();
        let refused = self.mediated.proposals.len() - trace.len() - passed;
        put_line!(
            out,
            "  {} changes taken, {refused} refused, {passed} steps without an admissible change",
            trace.len()
        );
        let refused_by = self.refused_by(matter);
        if refused_by.is_empty() {
            out.push_str("\nA deal: the last text is signed by all\n");
        } else {
            put_line!(
                out,
                "\nNo deal: {} would have more without one, and does not sign the last text",
                refused_by.join(" and ")
            );
        }
        self.beside.tell(&mut out, matter);
        out
    }

    fn lines(&self, matter: &Matter) -> anyhow::Result<String> {
        let mut out = String::new();
        push(&mut out, &matter_line(matter))?;
        let line = PlayLine {
            r#type: "talks",
            protocol: "single-text",
            rules: self.voters.iter().map(|(_, rule)| rule.as_str()).collect(),
            steps: self.steps,
            seed: self.seed,
            start: deal_map(matter, &self.mediated.start),
        };
        push(&mut out, &line)?;
        for (proposal, before) in self.walk() {
            let text = changed(&before, proposal);
            let line = ProposalLine {
                r#type: "proposal",
                step: proposal.step + 1,
                votes: &proposal.votes,
                taken: proposal.taken,
                utility: texts(&self.worth(&proposal.whole)),
                deal: deal_map(matter, &text),
            };
            push(&mut out, &line)?;
        }
        let line = EndLine {
            r#type: "end",
            ended: if self.is_deal() { "deal" } else { "not-signed" },
            refused_by: self.refused_by(matter),
            beside: self.beside.line(matter),
        };
        push(&mut out, &line)?;
        Ok(out)
    }

    fn table(&self, matter: &Matter) -> anyhow::Result<String> {
        let space = &matter.space;
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut head = vec!["step".to_owned(), "taken".to_owned()];
        for what in ["vote", "utility", "exact"] {
            head.extend(space.parties().iter().map(|party| format!("{what}_{}", party.name)));
        }
        head.extend(space.issues().iter().map(|issue| issue.name.clone()));
        out.write_record(&head)?;
        for (proposal, before) in self.walk() {
            let mut row =
                vec![(proposal.step + 1).to_string(), export::truth(proposal.taken).to_owned()];
            let vote = |at: usize| match proposal.votes.get(at) {
                Some(vote) => export::truth(*vote).to_owned(),
                // No admissible change was found, so that nobody voted: R reads NA.
                None => "NA".to_owned(),
            };
            row.extend((0..space.parties().len()).map(vote));
            let worth = self.worth(&proposal.whole);
            row.extend(worth.iter().map(|worth| worth.to_f64().to_string()));
            row.extend(worth.iter().map(ToString::to_string));
            let text = changed(&before, proposal);
            let deal = space.issues().iter().zip(&text);
            row.extend(deal.map(|(issue, at)| issue.options.get(*at).cloned().unwrap_or_default()));
            out.write_record(&row)?;
        }
        Ok(String::from_utf8(out.into_inner()?)?)
    }
}

#[derive(Serialize)]
struct PlayLine<'a> {
    r#type: &'static str,
    protocol: &'static str,
    /// By party.
    rules: Vec<&'a str>,
    steps: u32,
    seed: u64,
    start: DealMap<'a>,
}

#[derive(Serialize)]
struct ProposalLine<'a> {
    r#type: &'static str,
    step: u32,
    /// By party; empty when no admissible change was found.
    votes: &'a [bool],
    taken: bool,
    utility: Vec<String>,
    /// The text as proposed.
    deal: DealMap<'a>,
}

#[derive(Serialize)]
struct EndLine<'a> {
    r#type: &'static str,
    ended: &'static str,
    refused_by: Vec<&'a str>,
    #[serde(flatten)]
    beside: BesideLine<'a>,
}
