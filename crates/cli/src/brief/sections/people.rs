//! Who is at the table: parties, delegations, mediators, hosts, observers, and what binds them.

use std::collections::BTreeMap;

use model::talks::{LegalBar, Mandate};
use model::{Actor, ActorId, Evidence, Role};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::{date, folded, joined};

/// The headings, and the parts that stand under each.
const GROUPS: [(&str, &[Role]); 6] = [
    ("Parties", &[Role::Party]),
    ("Delegations", &[Role::Head, Role::Member, Role::Expert]),
    ("Mediators", &[Role::Mediator]),
    ("Hosts", &[Role::Host]),
    ("Observers", &[Role::Observer]),
    ("Others", &[Role::Guarantor, Role::Convener, Role::Monitor, Role::Supporter]),
];

/// One actor in one part.
#[derive(Default)]
struct Part {
    rounds: Vec<String>,
    cites: Vec<Cite>,
}

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let parts = parts(material);
    let mut blocks = Vec::new();
    for (heading, roles) in GROUPS {
        let mut lines: Vec<Line> = parts
            .iter()
            .filter(|((role, _), _)| roles.contains(role))
            .map(|((role, actor), part)| line(material, *role, actor, part))
            .collect();
        if heading == "Delegations" {
            lines.extend(delegations(material));
        }
        lines.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.cmp_key().cmp(&b.cmp_key())));
        let list = material.list(heading, "Nothing read names any.", lines);
        // Only the first three are always worth an empty line.
        if !list.lines.is_empty() || matches!(heading, "Parties" | "Mediators") {
            blocks.push(Block::List(list));
        }
    }
    let bound = bound(material);
    if !bound.is_empty() {
        blocks.push(Block::List(material.list("Mandates and legal bars", "", bound)));
    }
    let notes = guessed_parties(material).into_iter().collect();
    Section { id: "people", heading: "Who is at the table".to_owned(), notes, blocks }
}

/// What to say when nobody tells who the parties are.
pub(super) fn guessed_parties(material: &Material<'_>) -> Option<String> {
    (!material.parties_told && !material.parties.is_empty()).then(|| {
        format!(
            "Nothing read says who the parties are. {} stand as such here because most positions \
             are theirs; name them in talks.toml.",
            material.naming.actors(&material.parties)
        )
    })
}

impl Line {
    fn cmp_key(&self) -> (&str, &[Cite]) {
        (&self.text, &self.cites)
    }
}

fn parts<'a>(material: &'a Material<'_>) -> BTreeMap<(Role, &'a ActorId), Part> {
    let mut parts: BTreeMap<(Role, &ActorId), Part> = BTreeMap::new();
    let mut add = |role: Role, actor: &'a ActorId, round: Option<&str>, cites: Vec<Cite>| {
        let part = parts.entry((role, actor)).or_default();
        part.rounds.extend(round.map(str::to_owned));
        part.cites.extend(cites);
    };
    let dossier = material.talks.map(|talks| talks.actors.as_slice()).unwrap_or_default();
    for actor in dossier.iter().chain(&material.reading.actors) {
        for role in &actor.roles {
            add(*role, &actor.id, None, ground(material, actor));
        }
    }
    for round in &material.rounds {
        let cites = material.cites(&round.evidence);
        for party in &round.parties {
            add(Role::Party, party, Some(&round.name), cites.clone());
        }
        for (actor, role) in &round.others {
            add(*role, actor, Some(&round.name), cites.clone());
        }
    }
    parts
}

/// Where an actor's part stands: as told, else the first place where it speaks.
fn ground(material: &Material<'_>, actor: &Actor) -> Vec<Cite> {
    let told: Vec<Cite> = actor.evidence.iter().filter_map(|e| material.cite(e)).collect();
    if !told.is_empty() {
        return told;
    }
    let speaks = material.statements.iter().filter_map(|statement| {
        let speaker = statement.speaker.as_ref()?;
        let it =
            speaker.actor.as_ref() == Some(&actor.id) || speaker.party.as_ref() == Some(&actor.id);
        it.then(|| material.passage(&statement.report, speaker.span)).flatten()
    });
    speaks.take(1).collect()
}

fn line(material: &Material<'_>, role: Role, actor: &ActorId, part: &Part) -> Line {
    let known = material
        .talks
        .and_then(|talks| talks.actor(actor))
        .or_else(|| material.reading.actors.iter().find(|known| known.id == *actor));
    let office = known.and_then(|known| known.office.as_deref()).map(folded);
    let of = known.and_then(|known| known.of.as_ref()).map(|of| material.naming.actor(of));
    let mut text: Vec<String> = Vec::new();
    match role {
        Role::Party => {}
        Role::Head => text.push("heads the delegation".to_owned()),
        role => text.push(role.name().to_owned()),
    }
    text.extend(office);
    text.extend(of.filter(|_| role != Role::Party).map(|of| format!("for {of}")));
    let mut rounds = part.rounds.clone();
    rounds.dedup();
    if !rounds.is_empty() {
        text.push(format!("in {}", joined(&rounds)));
    }
    Line::on(material.witnesses(part.cites.iter().cloned()))
        .label(material.naming.actor(actor))
        .text(text.join(", "))
}

fn delegations(material: &Material<'_>) -> Vec<Line> {
    let all = material.talks.map(|talks| talks.delegations.as_slice()).unwrap_or_default();
    all.iter()
        .filter(|delegation| match &delegation.round {
            Some(round) => material.rounds.iter().any(|known| known.id == *round),
            None => material.was_known(None, &delegation.evidence),
        })
        .map(|delegation| {
            let round = delegation
                .round
                .as_ref()
                .and_then(|id| material.rounds.iter().find(|round| round.id == *id));
            let mut text: Vec<String> = Vec::new();
            text.extend(round.map(|round| round.name.clone()));
            text.extend(
                delegation
                    .head
                    .as_ref()
                    .map(|head| format!("head {}", material.naming.actor(head))),
            );
            if !delegation.members.is_empty() {
                let members: Vec<String> =
                    delegation.members.iter().map(|name| member(material, name)).collect();
                text.push(format!("with {}", joined(&members)));
            }
            Line::on(material.cites(&delegation.evidence))
                .when(round.and_then(|round| round.start).map(model::When::to_day))
                .label(material.naming.actor(&delegation.of))
                .text(text.join("; "))
        })
        .collect()
}

/// A member is entered as a name or as a handle.
fn member(material: &Material<'_>, entered: &str) -> String {
    match entered.parse::<ActorId>() {
        Ok(id) => material.naming.actor(&id),
        Err(_) => folded(entered),
    }
}

fn bound(material: &Material<'_>) -> Vec<Line> {
    let Some(talks) = material.talks else { return Vec::new() };
    let knows = |from, evidence: &Evidence| material.was_known(from, evidence);
    let mandates =
        talks.mandates.iter().filter(|m| knows(m.from, &m.evidence)).map(|m| mandate(material, m));
    let bars =
        talks.legal_bars.iter().filter(|b| knows(b.from, &b.evidence)).map(|b| bar(material, b));
    mandates.chain(bars).collect()
}

fn mandate(material: &Material<'_>, mandate: &Mandate) -> Line {
    let scope = mandate.scope.as_deref().map(|scope| format!(": {}", folded(scope)));
    let until = mandate.until.map(|until| format!("until {}", date(until)));
    Line::on(material.cites(&mandate.evidence))
        .when(mandate.from)
        .label(material.naming.actor(&mandate.of))
        .text(format!("{}{}", folded(&mandate.instrument), scope.unwrap_or_default()))
        .marks(until)
        .mark(if mandate.classified { "parts are classified" } else { "" })
}

fn bar(material: &Material<'_>, bar: &LegalBar) -> Line {
    let issues: Vec<String> = bar.issues.iter().map(|issue| material.naming.issue(issue)).collect();
    let until = bar.until.map(|until| format!("until {}", date(until)));
    Line::on(material.cites(&bar.evidence))
        .when(bar.from)
        .label(material.naming.actor(&bar.of))
        .text(format!("{}: {}", folded(&bar.instrument), folded(&bar.words)))
        .marks(until)
        .mark(if issues.is_empty() {
            String::new()
        } else {
            format!("touches {}", joined(&issues))
        })
}
