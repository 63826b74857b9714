//! What a person decided about the reading: who, when, why, and what had been read.

use model::{AsRead, Decided, Decision, Flag, Verdict};
use read::decisions::{Hit, Ruling, State};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::{date, flag, folded, plural, short};

/// Words of a quotation.
const QUOTE_WORDS: usize = 22;
/// Where decisions stand.
const FILE: &str = "decisions.toml";

/// Whether a decision belongs under a heading.
type Counts = fn(&Ruling) -> bool;

/// The section; none when nobody decided anything.
pub(in crate::brief) fn section(material: &Material<'_>) -> Option<Section> {
    let groups: [(&str, Counts); 5] = [
        ("Confirmed", |ruling| applied(ruling, Verdict::Confirm)),
        ("Corrected", |ruling| applied(ruling, Verdict::Correct)),
        ("Rejected: in no other part of this brief", |ruling| applied(ruling, Verdict::Reject)),
        ("Taken back: the reading stands", |ruling| applied(ruling, Verdict::Withdraw)),
        ("No longer matched: without effect", |ruling| {
            matches!(ruling.state, State::NoMatch | State::ReadOtherwise)
        }),
    ];
    let blocks: Vec<Block> = groups
        .into_iter()
        .filter_map(|(heading, of)| {
            let rulings = material.reading.rulings.all.iter().filter(|ruling| of(ruling));
            let lines: Vec<Line> = rulings.filter_map(|ruling| line(material, ruling)).collect();
            let list = material.list(heading, "", lines);
            (!list.lines.is_empty()).then_some(Block::List(list))
        })
        .collect();
    (!blocks.is_empty()).then(|| Section {
        id: "decided",
        heading: "What a person decided".to_owned(),
        notes: vec![
            "A person overruled the rules here, in decisions.toml. A decision is tied to the words \
             of the report; when they change, it no longer counts."
                .to_owned(),
        ],
        blocks,
    })
}

/// How many decisions count, for the page on the method.
pub(super) fn count(material: &Material<'_>) -> Option<String> {
    let all = &material.reading.rulings.all;
    let counts = all.iter().filter(|ruling| {
        ruling.state == State::Applied && ruling.decision.verdict != Verdict::Withdraw
    });
    let count = counts.count();
    (count > 0).then(|| {
        format!("A person overruled or confirmed the rules in {}.", plural(count, "place"))
    })
}

fn applied(ruling: &Ruling, verdict: Verdict) -> bool {
    ruling.state == State::Applied && ruling.decision.verdict == verdict
}

fn line(material: &Material<'_>, ruling: &Ruling) -> Option<Line> {
    let decision = &ruling.decision;
    let passages: Vec<Cite> =
        ruling.hits.iter().filter_map(|hit| material.passage(&hit.report, hit.span)).collect();
    // The reports that it is about are of a later day than the brief.
    if passages.is_empty() && !ruling.hits.is_empty() {
        return None;
    }
    let own = Cite::File { path: FILE.to_owned(), line: Some(decision.spot.line) };
    let mut cites = material.witnesses(passages);
    cites.push(own);
    let hit = ruling.hits.first();
    let words = hit.map(|hit| material.words(&hit.report, hit.span));
    let words = words.or_else(|| decision.words.as_deref().map(folded)).unwrap_or_default();
    let text = hit.map_or_else(String::new, |hit| told(material, now(ruling, hit)));
    let was = hit.map(|hit| was(material, &hit.before, hit.after.as_ref())).unwrap_or_default();
    Some(
        Line::on(cites)
            .when(decision.on)
            .label(who(decision))
            .text(text)
            .quote(short(&words, QUOTE_WORDS))
            .mark(if ruling.state == State::Applied { was } else { String::new() })
            .marks(decision.why.as_deref().map(|why| format!("why: {}", folded(why)))),
    )
}

/// What stands there after the decision, or what was rejected.
fn now<'a>(ruling: &Ruling, hit: &'a Hit) -> &'a AsRead {
    match (&hit.after, ruling.state) {
        (Some(after), State::Applied) => after,
        _ => &hit.before,
    }
}

fn who(decision: &Decision) -> String {
    decision.by.as_deref().map_or_else(|| "A person".to_owned(), folded)
}

/// "Mira Voss for Arvenia on Ceasefire, full ceasefire: demand".
fn told(material: &Material<'_>, read: &AsRead) -> String {
    let party = read.party.as_ref().map(|party| material.naming.actor(party));
    let speaker = read.speaker.as_deref().map(folded);
    let mut out = match (speaker, party) {
        (Some(speaker), Some(party)) if speaker != party => format!("{speaker} for {party}"),
        (Some(name), _) | (None, Some(name)) => name,
        (None, None) => "Nobody named".to_owned(),
    };
    if let Some(issue) = &read.issue {
        out.push_str(" on ");
        out.push_str(&material.naming.issue(issue));
        if let Some(choice) = &read.choice {
            out.push_str(", ");
            out.push_str(&material.naming.choice(issue, choice));
        }
    }
    if let Some(stance) = read.stance {
        out.push_str(": ");
        out.push_str(&stance.name().replace('_', " "));
    }
    out
}

/// "was: party Belmark, stance refuse"; only what is another now.
fn was(material: &Material<'_>, before: &AsRead, after: Option<&AsRead>) -> String {
    let Some(after) = after else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    let mut part = |name: &str, differs: bool, value: Option<String>| {
        if differs {
            let value = value.filter(|value| !value.is_empty());
            parts.push(format!("{name} {}", value.unwrap_or_else(|| "none".to_owned())));
        }
    };
    let name = |id: &model::ActorId| material.naming.actor(id);
    part("speaker", before.speaker != after.speaker, before.speaker.as_deref().map(folded));
    part("party", before.party != after.party, before.party.as_ref().map(name));
    let issue = before.issue.as_ref();
    part("issue", before.issue != after.issue, issue.map(|id| material.naming.issue(id)));
    let choice = before.choice.as_ref().zip(issue);
    let choice = choice.map(|(choice, issue)| material.naming.choice(issue, choice));
    part("choice", before.choice != after.choice, choice);
    let stance = before.stance.map(|stance| stance.name().replace('_', " "));
    part("stance", before.stance != after.stance, stance);
    part("basis", before.basis != after.basis, before.basis.map(|basis| basis.name().to_owned()));
    part("doubts", before.flags != after.flags, Some(flags(before)));
    let condition = before.condition.as_deref().map(|words| short(words, QUOTE_WORDS));
    part("condition", before.condition != after.condition, condition);
    part("since", before.from != after.from, before.from.map(date));
    if parts.is_empty() { String::new() } else { format!("was: {}", parts.join(", ")) }
}

fn flags(read: &AsRead) -> String {
    let words = |one: &Flag| match flag(*one) {
        "" => one.name().replace('_', " "),
        words => words.to_owned(),
    };
    read.flags.iter().map(words).collect::<Vec<_>>().join(" and ")
}

/// The mark at a stance: "confirmed by A. Analyst", "corrected by a person, was: stance refuse".
pub(super) fn mark(material: &Material<'_>, decided: Option<&Decided>, now: &AsRead) -> String {
    let Some(decided) = decided else { return String::new() };
    let by = crate::decide_command::mark(decided);
    match (decided.verdict, &decided.was) {
        (Verdict::Correct, None) => format!("{by}, was: no position"),
        (Verdict::Correct, Some(before)) => {
            let was = was(material, before, Some(now));
            if was.is_empty() { by } else { format!("{by}, {was}") }
        }
        _ => by,
    }
}
