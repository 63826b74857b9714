//! What one offer does beside another: the class of the step, where it holds whatever the weights are.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use weigh::movement::{Step, ToldStep, step_class};
use weigh::{Deal, Draft, Exact, Party, Space};

use super::Asked;
use crate::brief::tree::{Block, Cite, Line, List, Section};
use crate::weigh_command::best::stopped;
use crate::weigh_command::export::{self, DealMap, deal_map, push};
use crate::weigh_command::matter::Matter;

/// A pair of offers, with a class for each who makes them and each who gets them.
struct Classed {
    from: Deal,
    to: Deal,
    /// Mover, other, class; or why there is none.
    each: Vec<(usize, usize, Result<ToldStep, String>)>,
}

/// Of a scenario: weights are told, so every class is decided.
pub(super) fn of_scenario(
    asked: &Asked,
    offers: [&str; 2],
    output: Option<&Path>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let matter = asked.matter()?;
    let corners = vec![vec![vec![Exact::one(); matter.space.issues().len()]]; matter.parties.len()];
    let (from, to) = parse(&matter, offers)?;
    let each = pairs(&matter)
        .map(|(mover, other)| {
            let told = step_class(&matter.space, &corners, (mover, other), &from, &to);
            Ok((mover, other, Ok(told.map_err(|stop| stopped(&stop))?)))
        })
        .collect::<anyhow::Result<_>>()?;
    let found = Classed { from, to, each };
    let ending = export::ending(output);
    let text = match ending.as_deref() {
        _ if json => lines(&matter, &found)?,
        Some("json" | "jsonl") => lines(&matter, &found)?,
        Some("txt") | None => told(&matter, &found),
        Some(other) => anyhow::bail!(
            "cannot write a .{other} file of a scenario; end its name in .json or .txt"
        ),
    };
    export::deliver(&text, output)?;
    Ok(ExitCode::SUCCESS)
}

/// Of a dossier: for all weights that are possible, each line cited.
pub(super) fn of_dossier(asked: &Asked, offers: [&str; 2]) -> anyhow::Result<Section> {
    let matter = asked.matter()?;
    let (from, to) = parse(&matter, offers)?;
    let changed: Vec<usize> =
        (0..from.len()).filter(|issue| from.get(*issue) != to.get(*issue)).collect();
    let space = before_weighting(&matter)?;
    let mut corners = Vec::new();
    for party in &matter.uncertain {
        corners.push(party.weights.corners(from.len()).map_err(|stop| stopped(&stop))?);
    }
    let mut each = Vec::new();
    for (mover, other) in pairs(&matter) {
        let unknown = [mover, other].iter().find_map(|party| vague(&matter, *party, &from, &to));
        let told = if let Some(why) = unknown {
            Err(why)
        } else {
            let told = step_class(&space, &corners, (mover, other), &from, &to);
            Ok(told.map_err(|stop| stopped(&stop))?)
        };
        each.push((mover, other, told));
    }
    let found = Classed { from, to, each };
    let mut cites: Vec<Cite> = Vec::new();
    for issue in &changed {
        for choice in [found.from.get(*issue), found.to.get(*issue)].into_iter().flatten() {
            for party in 0..matter.parties.len() {
                let ground = matter.ground(party, *issue, *choice);
                cites.extend(ground.and_then(|ground| place(&ground.place)));
            }
        }
    }
    cites.extend(offers.iter().map(|text| Cite::Assumed((*text).to_owned())));
    cites.sort();
    cites.dedup();
    let lines = found
        .each
        .iter()
        .map(|(mover, other, told)| {
            Line::on(cites.clone()).label(pair(&matter, *mover, *other)).text(in_words(told))
        })
        .collect();
    let list = List {
        heading: Some("The step, by who makes it and as it looks to the other".to_owned()),
        lines,
        more: 0,
        none: String::new(),
        side_by_side: false,
    };
    Ok(Section {
        id: "step",
        heading: "What the second offer does beside the first".to_owned(),
        notes: vec![
            format!("Before: {}. After: {}.", matter.deal(&found.from), matter.deal(&found.to)),
            "A class is told only if it holds for all weights that are possible, a weight of nought \
             among them; weights of different sides are taken as independent."
                .to_owned(),
        ],
        blocks: vec![Block::List(list)],
    })
}

fn parse(matter: &Matter, offers: [&str; 2]) -> anyhow::Result<(Deal, Deal)> {
    let [from, to] = offers;
    Ok((matter.parse_deal(from)?, matter.parse_deal(to)?))
}

fn pairs(matter: &Matter) -> impl Iterator<Item = (usize, usize)> {
    let parties = matter.parties.len();
    (0..parties)
        .flat_map(move |mover| (0..parties).map(move |other| (mover, other)))
        .filter(|(mover, other)| mover != other)
}

/// The space with worths before weighting; the lower end stands in for a range, for [`vague`] keeps
/// such choices out.
fn before_weighting(matter: &Matter) -> anyhow::Result<Space> {
    let parties = matter.uncertain.iter().map(|party| Party {
        name: party.name.clone(),
        values: party
            .values
            .iter()
            .map(|row| row.iter().map(|range| range.low.clone()).collect())
            .collect(),
        reserve: None,
    });
    let draft = Draft {
        issues: matter.space.issues().to_vec(),
        parties: parties.collect(),
        constraints: Vec::new(),
    };
    draft.check().map_err(|found| {
        let each: Vec<String> = found.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", each.join("\n"))
    })
}

/// Why no class can be told for a party: a worth on the way is known only as a range, or is a red line.
fn vague(matter: &Matter, party: usize, from: &Deal, to: &Deal) -> Option<String> {
    let of = matter.uncertain.get(party)?;
    for (issue, (old, new)) in from.iter().zip(to).enumerate().filter(|(_, (old, new))| old != new)
    {
        for choice in [*old, *new] {
            let range = of.values.get(issue)?.get(choice)?;
            if shut(matter, party, issue, choice) {
                let name = matter.parties.get(party).map_or("", String::as_str);
                return Some(format!(
                    "not told: {name} refuses {} ({}), which is a red line and no number; read it as one \
                     with --attitude refuses=-1",
                    matter.issue(issue),
                    matter.choice(issue, choice)
                ));
            }
            if range.low != range.high {
                let name = matter.parties.get(party).map_or("", String::as_str);
                return Some(format!(
                    "not told: what {} ({}) is worth to {name} is known only as a range; enter \
                     [[preference]] in talks.toml, or read attitudes as numbers, such as \
                     --attitude accepts=0.5 --attitude not-known=0",
                    matter.issue(issue),
                    matter.choice(issue, choice)
                ));
            }
        }
    }
    None
}

/// Whether a party refuses a choice and that is read as a red line.
fn shut(matter: &Matter, party: usize, issue: usize, choice: usize) -> bool {
    let refuses =
        matter.ground(party, issue, choice).is_some_and(|it| it.words.contains("refuses"));
    refuses
        && matter.space.constraints().iter().any(|one| {
            matches!(one, weigh::Constraint::Forbid { issue: of, options }
                if *of == issue && options.contains(&choice))
        })
}

/// File and line as a citation.
fn place(text: &str) -> Option<Cite> {
    if let Some(words) = text.strip_prefix("supposed: ") {
        return Some(Cite::Assumed(words.to_owned()));
    }
    let (path, line) = text.rsplit_once(':')?;
    Some(Cite::File { path: path.to_owned(), line: line.parse().ok() })
}

fn word(step: Step) -> &'static str {
    match step {
        Step::Concession => "concession",
        Step::Selfish => "selfish",
        Step::Fortunate => "fortunate",
        Step::Unfortunate => "unfortunate",
        Step::Nice => "nice",
        Step::Silent => "silent",
    }
}

fn meaning(step: Step) -> &'static str {
    match step {
        Step::Concession => "its own worth falls, the other's does not",
        Step::Selfish => "its own worth rises, the other's does not",
        Step::Fortunate => "both rise",
        Step::Unfortunate => "its own worth does not rise, the other's falls",
        Step::Nice => "its own worth stays, the other's rises",
        Step::Silent => "both stay",
    }
}

fn in_words(told: &Result<ToldStep, String>) -> String {
    match told {
        Ok(ToldStep::Decided(step)) => format!("{}: {}", word(*step), meaning(*step)),
        Ok(ToldStep::NotDecided(steps)) => {
            let all: Vec<String> =
                steps.iter().map(|step| format!("{} ({})", word(*step), meaning(*step))).collect();
            format!("not decided; by the weights it can be {}", all.join(", or "))
        }
        Err(why) => why.clone(),
    }
}

fn pair(matter: &Matter, mover: usize, other: usize) -> String {
    let name = |party: usize| matter.parties.get(party).map_or("", String::as_str);
    format!("{}, as it looks to {}", name(mover), name(other))
}

fn told(matter: &Matter, found: &Classed) -> String {
    let mut out = format!("{}\n", matter.title);
    crate::wrap::wrap(&mut out, "", &format!("Before: {}", matter.deal(&found.from)));
    crate::wrap::wrap(&mut out, "", &format!("After: {}", matter.deal(&found.to)));
    for (mover, other, told) in &found.each {
        let line = format!("{}: {}", pair(matter, *mover, *other), in_words(told));
        crate::wrap::wrap(&mut out, "  ", &line);
    }
    out
}

#[derive(Serialize)]
struct StepLine<'a> {
    r#type: &'static str,
    mover: &'a str,
    other: &'a str,
    /// One: it is this class. Several: the weights decide among them.
    classes: Vec<&'static str>,
    from: DealMap<'a>,
    to: DealMap<'a>,
}

fn lines(matter: &Matter, found: &Classed) -> anyhow::Result<String> {
    let mut out = String::new();
    let name = |party: usize| matter.parties.get(party).map_or("", String::as_str);
    for (mover, other, told) in &found.each {
        let classes = match told {
            Ok(ToldStep::Decided(step)) => vec![word(*step)],
            Ok(ToldStep::NotDecided(steps)) => steps.iter().map(|step| word(*step)).collect(),
            Err(_) => Vec::new(),
        };
        let line = StepLine {
            r#type: "step",
            mover: name(*mover),
            other: name(*other),
            classes,
            from: deal_map(matter, &found.from),
            to: deal_map(matter, &found.to),
        };
        push(&mut out, &line)?;
    }
    Ok(out)
}
