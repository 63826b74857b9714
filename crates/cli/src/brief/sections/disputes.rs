//! What the reports dispute: the cards, then what the dossier itself has in more than one reading.

use read::disputes::{CardsDecided, Dispute, OnRecord, Side};

use super::agreed::{agreement_line, commitment_line};
use crate::brief::material::Material;
use crate::brief::tree::{Block, Line, List, Section};
use crate::brief::words::{folded, plural, short};
use crate::decide_command;

/// Before the key by which a person decides about a card.
pub(in crate::brief) const KEY: &str = "key ";
/// Words of a passage that are shown.
const WORDS: usize = 36;
/// Entries of the record on one side.
const RECORD: usize = 3;
/// Names on one side.
const WHO: usize = 6;

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>, cards: Option<&CardsDecided>) -> Section {
    Section {
        id: "disputed",
        heading: "What the reports dispute".to_owned(),
        notes: vec![
            "Accounts of one thing that differ, side by side; who is right is not said. They are \
             found by rules, which miss some and err at times: read both places. In HTML the words \
             that only one side has are marked where the two are alike. `pourparler decide FOLDER \
             KEY confirm`, `dismiss` or `merge` keeps what you think of a card."
                .to_owned(),
        ],
        blocks: vec![Block::List(list(material, cards))],
    }
}

/// The cards by weight, then what the dossier itself has in several readings.
pub(in crate::brief) fn list(material: &Material<'_>, cards: Option<&CardsDecided>) -> List {
    let found = cards.map(|decided| decided.cards.as_slice()).unwrap_or_default();
    let mut lines: Vec<Line> = found.iter().map(|one| card(material, one)).collect();
    if let Some(talks) = material.talks {
        for dispute in &talks.disputes {
            if material.was_known(dispute.date, &dispute.evidence) {
                lines.push(
                    Line::on(material.cites(&dispute.evidence))
                        .when(dispute.date)
                        .label("Known dispute")
                        .text(folded(&dispute.about))
                        .under(material.accounts(&dispute.readings)),
                );
            }
        }
        for incident in &talks.incidents {
            let readings = material.accounts(&incident.readings);
            if readings.len() > 1 && material.was_known(incident.date, &incident.evidence) {
                lines.push(
                    Line::on(material.cites(&incident.evidence))
                        .when(incident.date)
                        .label("Two readings")
                        .text(folded(&incident.what))
                        .under(readings),
                );
            }
        }
    }
    let agreements = material.agreements.iter().map(|a| agreement_line(material, a));
    let commitments = material
        .commitments
        .iter()
        .zip(material.commitments.iter().map(|commitment| commitment.readings.len()));
    lines.extend(agreements.filter(|line| line.under.len() > 1).map(two_readings));
    for (commitment, readings) in commitments {
        if readings > 1 {
            let mut line = commitment_line(material, commitment);
            line.under.truncate(readings);
            let text = format!("{}: {}", line.label, line.text);
            lines.push(two_readings(line.text(text)));
        }
    }
    let list = material.list("", "Nothing of this sort was found; that is not a proof.", lines);
    List { side_by_side: true, ..list }
}

fn two_readings(line: Line) -> Line {
    let line = line.label("Two readings");
    Line { marks: Vec::new(), ..line }
}

/// A card: what is at issue, and under it each account with its words, its witnesses and its record.
fn card(material: &Material<'_>, card: &Dispute) -> Line {
    let quotes: Vec<String> = card.sides.iter().map(wording).collect();
    let under: Vec<Line> = card
        .sides
        .iter()
        .enumerate()
        .map(|(at, side)| {
            let beside = if at == 0 { quotes.get(1) } else { quotes.first() };
            let beside = beside.filter(|words| !words.is_empty()).cloned();
            Line { beside, ..account(material, side) }
        })
        .collect();
    let cites = under.iter().flat_map(|line| line.cites.iter().take(1).cloned()).collect();
    let decided = card.decided.as_ref().map(|decided| decide_command::mark(decided));
    Line::on(cites)
        .when(card.latest)
        .label(card.kind.words())
        .text(format!("{}: {}", folded(&card.about), card.at_issue))
        .marks(decided)
        .mark(format!("{KEY}{}", card.key))
        .under(under)
}

/// The words of a side that are shown.
fn wording(side: &Side) -> String {
    side.passages.first().map(|told| short(&told.text, WORDS)).unwrap_or_default()
}

fn account(material: &Material<'_>, side: &Side) -> Line {
    let passages = side.passages.iter().filter_map(|t| material.passage(&t.report, t.span));
    let mut cites = material.witnesses(passages);
    let record = side.record.iter().filter(|_| !material.as_of_given);
    let known: Vec<&OnRecord> = record.take(RECORD).collect();
    cites.extend(known.iter().filter_map(|r| material.cite(r.evidence.as_ref()?)));
    let origins = match side.origins {
        0 => String::new(),
        number => plural(number, "independent origin"),
    };
    let record = known.iter().map(|on| format!("on record: {}", folded(&on.text)));
    let who: Vec<String> = side.who.iter().take(WHO).map(|who| folded(who)).collect();
    Line::on(cites)
        .label(folded(&side.claim))
        .text(who.join("; "))
        .quote(wording(side))
        .mark(origins)
        .marks(record)
}
