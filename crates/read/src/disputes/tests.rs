//! Planted disputes: each kind found, and what only looks like one left alone.

use model::Talks;
use model::file::AnyIssue;

use super::{CardsDecided as Decided, Dispute, DisputeKind, decide, find};
use crate::{Raw, Reader};

/// A report of the invented lake talks, with its day.
pub(super) fn report(outlet: &str, day: &str, text: &str) -> (String, String) {
    let front = format!("+++\npublisher = \"{outlet}\"\ndate = {day}\nlanguage = \"en\"\n+++\n");
    let name = format!("{day}-{}.txt", outlet.replace(' ', "-").to_lowercase());
    (name, format!("{front}Talks on the lake between Kenya and Uganda\n\nGENEVA - {text}\n"))
}

pub(super) fn cards_with(talks: Option<&Talks>, reports: &[(String, String)]) -> Vec<Dispute> {
    let reader = Reader::new(talks);
    let raws: Vec<Raw<'_>> =
        reports.iter().map(|(path, text)| Raw { path, bytes: text.as_bytes() }).collect();
    let reading = reader.read(&raws, 1, &|_, _| {});
    find(&reading, talks, reader.lexicon(), 1)
}

/// The cards of texts told by two or more outlets on one day.
pub(super) fn cards(texts: &[&str]) -> Vec<Dispute> {
    let outlets = ["Lake Herald", "Hill Post", "Shore Wire", "Delta Mail"];
    let reports: Vec<_> =
        outlets.iter().zip(texts).map(|(o, t)| report(o, "2031-03-04", t)).collect();
    cards_with(None, &reports)
}

pub(super) fn of(kind: DisputeKind, cards: &[Dispute]) -> &Dispute {
    let found = cards.iter().find(|card| card.kind == kind);
    found.unwrap_or_else(|| panic!("no {kind:?} among {cards:#?}"))
}

pub(super) fn none(texts: &[&str]) {
    let found = cards(texts);
    assert!(found.is_empty(), "{found:#?}");
}

pub(super) fn claims(card: &Dispute) -> Vec<&str> {
    card.sides.iter().map(|side| side.claim.as_str()).collect()
}

#[test]
fn figures_that_cannot_both_be_right() {
    let found = cards(&[
        "Kenya said that 12 jets were destroyed at the airfield on Tuesday.",
        "Uganda's army said that about 4 jets were destroyed on Tuesday.",
    ]);
    let card = of(DisputeKind::Figure, &found);
    assert_eq!(claims(card).len(), 2, "{card:#?}");
    assert!(card.sides.iter().all(|side| side.origins == 1));
    none(&[
        "Kenya said that more than 10 jets were destroyed at the airfield on Tuesday.",
        "Uganda's army said that 12 jets were destroyed on Tuesday.",
    ]);
}

#[test]
fn a_share_and_a_sum() {
    let found = cards(&[
        "The two sides will exchange 157 prisoners each, Kenya said.",
        "Kenya and Uganda will exchange 314 prisoners, a minister said.",
    ]);
    assert!(of(DisputeKind::Figure, &found).at_issue.contains("twice"));
}

#[test]
fn counts_of_other_days_add_up() {
    let june = report("Lake Herald", "2031-06-04", "Kenya received 6,000 bodies on Wednesday.");
    let july = report("Hill Post", "2031-07-17", "Kenya received 1,200 bodies on Thursday.");
    assert_eq!(cards_with(None, &[june, july]), []);
}

#[test]
fn an_outlet_that_raises_its_own_count_is_no_dispute() {
    none(&[
        "In Kisumu region 12 people were killed, the police said. In Kisumu region 15 people were killed, the police said later.",
    ]);
}

#[test]
fn scope() {
    let found = cards(&[
        "Kenya will hand over the bodies unilaterally, its minister said.",
        "The bodies are to be returned 500 for 500, Uganda's envoy said.",
    ]);
    let card = of(DisputeKind::Scope, &found);
    assert!(claims(card).contains(&"one-sided") && claims(card).contains(&"mutual"));
    // The same account in other words.
    none(&[
        "Kenya will hand over the bodies unilaterally, its minister said.",
        "The return of the remains is a one-sided step of Kenya, its minister said.",
    ]);
}

#[test]
fn one_speaker_against_himself() {
    let found = cards(&[
        "Kenya's minister John Otieno said that the bodies would be handed over unilaterally.",
        "Kenya's minister John Otieno said that the bodies would be returned 500 for 500.",
    ]);
    assert_eq!(found.first().map(|card| card.kind), Some(DisputeKind::SameSpeaker), "{found:#?}");
}

#[test]
fn offices() {
    let found = cards(&[
        "Former President William Ruto asked for the talks in Geneva.",
        "President William Ruto asked for the talks in Geneva.",
    ]);
    assert_eq!(of(DisputeKind::Office, &found).sides.len(), 2);
    none(&[
        "Former President Uhuru Kenyatta asked for the talks in Geneva.",
        "Uhuru Kenyatta, the former president, asked for the talks in Geneva.",
    ]);
}

#[test]
fn weekdays() {
    // 4 March 2031 was a Tuesday.
    let found = cards(&["The sides met on Monday, 4 March, in the palace."]);
    let card = of(DisputeKind::DateOrPlace, &found);
    assert!(card.sides.iter().any(|side| !side.record.is_empty()));
    none(&["The sides met on Tuesday, 4 March, in the palace."]);
}

#[test]
fn the_town_and_the_capital() {
    let found = cards(&[
        "The talks between Kenya and Uganda will be held in Istanbul on Friday.",
        "The talks between Kenya and Uganda will be held in the Turkish capital on Friday.",
    ]);
    assert!(claims(of(DisputeKind::DateOrPlace, &found)).contains(&"Istanbul"));
    none(&[
        "The talks between Kenya and Uganda will be held in Ankara on Friday.",
        "The talks between Kenya and Uganda will be held in Ankara this week.",
    ]);
}

const TALKS: &str = "pourparler = 1\ntitle = \"Lake\"\n\
    [[source]]\nid = \"s\"\npublisher = \"S\"\n\
    [[actor]]\nid = \"ke\"\nname = \"Kenya\"\nkind = \"state\"\nroles = [\"party\"]\nsource = [\"s\"]\n\
    [[actor]]\nid = \"ug\"\nname = \"Uganda\"\nkind = \"state\"\nroles = [\"party\"]\nsource = [\"s\"]\n\
    [[round]]\nid = \"a\"\nname = \"First\"\nstart = 2029-05-02\nparties = [\"ke\", \"ug\"]\nsource = [\"s\"]\n\
    [[round]]\nid = \"b\"\nname = \"Second\"\nstart = 2031-02-16\nparties = [\"ke\", \"ug\"]\nsource = [\"s\"]\n\
    [[round]]\nid = \"c\"\nname = \"Third\"\nstart = 2031-03-05\nparties = [\"ke\", \"ug\"]\nsource = [\"s\"]\n";

fn talks() -> Talks {
    let (talks, findings) = model::file::talks("talks.toml", TALKS, &AnyIssue);
    assert_eq!(findings, []);
    talks
}

#[test]
fn slips_against_the_rounds_of_the_dossier() {
    let one = |text: &str| cards_with(Some(&talks()), &[report("Lake Herald", "2031-03-05", text)]);
    let gap = one("It is the first time in months that Kenya and Uganda sit down for talks.");
    let card = of(DisputeKind::Record, &gap);
    assert_eq!(card.sides.last().map(|side| side.record.len()), Some(1));
    assert!(card.sides.last().is_some_and(|side| side.record[0].line.is_some()));
    let count = one("This is only the second official round of talks since the war began.");
    assert!(of(DisputeKind::Record, &count).about.contains("how many"));
    assert_eq!(one("This is the third official round of talks since the war began."), []);
    assert_eq!(one("It is the first time in weeks that it rains on the lake."), []);
}

#[test]
fn a_forecast_and_its_result() {
    let before = report(
        "Lake Herald",
        "2031-03-01",
        "A breakthrough is likely at the talks, an envoy said.",
    );
    let after = report("Hill Post", "2031-03-05", "The talks ended and brought no breakthrough.");
    let found = cards_with(None, &[before.clone(), after]);
    of(DisputeKind::Forecast, &found);
    let doubt = report(
        "Lake Herald",
        "2031-03-01",
        "A breakthrough is unlikely at the talks, an envoy said.",
    );
    let after = report("Hill Post", "2031-03-05", "The talks ended and brought no breakthrough.");
    assert_eq!(cards_with(None, &[doubt, after]), []);
}

#[test]
fn assessments() {
    let found = cards(&[
        "Kenya's minister called the talks constructive.",
        "The talks on Tuesday ended without a breakthrough, Uganda said.",
    ]);
    assert_eq!(of(DisputeKind::Assessment, &found).sides.len(), 2);
    none(&[
        "Kenya's minister called the talks constructive.",
        "The talks on Tuesday were productive, Uganda said.",
    ]);
}

#[test]
fn means_it_or_plays_for_time() {
    let found = cards(&[
        "Kenya remains open to dialogue, an analyst in Nairobi said.",
        "Kenya is only buying time, an analyst in Kampala said.",
    ]);
    assert!(of(DisputeKind::Assessment, &found).about.contains("Kenya"));
    none(&[
        "Kenya remains open to dialogue, an analyst in Nairobi said.",
        "Uganda is only buying time, an analyst in Kampala said.",
    ]);
}

#[test]
fn what_was_struck() {
    let found = cards(&[
        "On Monday Kenya attacked residential houses in Uganda, the governor said.",
        "On Monday Kenya attacked an airfield in Uganda, its army said.",
    ]);
    assert!(of(DisputeKind::Account, &found).about.contains("Kenya struck"));
    none(&[
        "On Monday Kenya attacked residential houses in Uganda, the governor said.",
        "On Monday Uganda attacked an airfield in Kenya, the army said.",
    ]);
}

#[test]
fn done_or_denied() {
    let found = cards(&[
        "Kenya postponed the exchange, Uganda said.",
        "Kenya did not postpone the exchange, its ministry said.",
    ]);
    assert_eq!(of(DisputeKind::Contradiction, &found).at_issue, "whether it was done");
    none(&[
        "Kenya postponed the exchange, Uganda said.",
        "Kenya cancelled the exchange, Uganda said.",
    ]);
}

#[test]
fn the_same_days_for_two_things() {
    let found = cards(&[
        "The next round is set for between 20 and 30 March, Kenya said.",
        "The two presidents are to meet between 20 and 30 March, Uganda said.",
    ]);
    assert_eq!(of(DisputeKind::Account, &found).sides.len(), 2);
}

#[test]
fn a_copy_is_no_second_witness() {
    let long = "Kenya will hand over the bodies unilaterally, its minister said on Tuesday after a \
        long day in the old town, where reporters had waited since the morning and where it rained.";
    let found =
        cards(&[long, long, "The bodies are to be returned 500 for 500, Uganda's envoy said."]);
    let card = of(DisputeKind::Scope, &found);
    let side = card.sides.iter().find(|side| side.claim == "one-sided").expect("the side");
    assert_eq!((side.passages.len(), side.origins), (2, 1));
}

/// Two papers with different articles who print the same words of one speaker.
#[test]
fn a_quotation_is_one_witness_whoever_prints_it() {
    let words =
        "\u{201c}We will hand over the bodies unilaterally and without any condition,\u{201d}";
    let first =
        format!("{words} Kenya's minister said on Tuesday. The road to the hotel was shut.");
    let second =
        format!("It rained on the lake all day. {words} the minister of Kenya told the papers.");
    let other = "The bodies are to be returned 500 for 500, Uganda's envoy said.";
    let found = cards(&[&first, &second, other]);
    let card = of(DisputeKind::Scope, &found);
    let side = card.sides.iter().find(|side| side.claim == "one-sided").expect("the side");
    assert_eq!((side.passages.len(), side.origins), (2, 1), "{side:#?}");
}

#[test]
fn every_passage_is_where_it_says_and_the_order_of_files_is_no_matter() {
    let a = report(
        "Lake Herald",
        "2031-03-04",
        "Kenya will hand over the bodies unilaterally, it said.",
    );
    let b = report("Hill Post", "2031-03-04", "The bodies go back 500 for 500, Uganda said.");
    let found = cards_with(None, &[a.clone(), b.clone()]);
    for told in found.iter().flat_map(|card| &card.sides).flat_map(|side| &side.passages) {
        let (_, text) =
            [&a, &b].into_iter().find(|(path, _)| *path == told.report).expect("a report");
        assert_eq!(told.span.text(text), Some(told.text.as_str()));
    }
    assert_eq!(found, cards_with(None, &[b, a]));
}

#[test]
fn a_later_report_keeps_the_key() {
    let a = report(
        "Lake Herald",
        "2031-03-04",
        "Kenya will hand over the bodies unilaterally, it said.",
    );
    let b = report("Hill Post", "2031-03-05", "The bodies go back 500 for 500, Uganda said.");
    let c = report("Shore Wire", "2031-03-06", "Kenya handed over the remains unilaterally.");
    let key = |reports: &[(String, String)]| {
        of(DisputeKind::Scope, &cards_with(None, reports)).key.clone()
    };
    let first = key(&[a.clone(), b.clone()]);
    assert_eq!(first, key(&[a.clone(), b.clone(), c]));
    let renamed = ("z.txt".to_owned(), a.1);
    assert_eq!(first, key(&[renamed, b]));
}

#[test]
fn a_person_dismisses_confirms_and_merges() {
    let found = cards(&[
        "Kenya will hand over the bodies unilaterally. Kenya's minister called the talks constructive.",
        "The bodies go back 500 for 500. The talks ended without a breakthrough, Uganda said.",
    ]);
    let [one, two] = [&found[0], &found[1]].map(|card| card.key.clone());
    let decided = |rest: &str| -> Decided {
        let text = format!("pourparler = 1\n[[decision]]\ndispute = \"{one}\"\n{rest}\n");
        let (decisions, findings) = model::file::decisions("d.toml", &text, &AnyIssue);
        assert_eq!(findings, []);
        decide(&found, &decisions)
    };
    let gone = decided("verdict = \"dismiss\"");
    assert_eq!((gone.cards.len(), gone.dismissed.len()), (found.len() - 1, 1));
    let sure = decided("verdict = \"confirm\"\nby = \"A\"");
    assert_eq!(sure.cards[0].decided.as_ref().and_then(|d| d.by.as_deref()), Some("A"));
    let joined = decided(&format!("verdict = \"merge\"\ninto = \"{two}\""));
    assert_eq!(joined.cards.len(), found.len() - 1);
    assert_eq!(
        (joined.cards[0].merged.as_slice(), joined.cards[0].sides.len()),
        ([one.clone()].as_slice(), 4)
    );
    assert_eq!(joined.findings("d.toml"), []);
    let text =
        format!("pourparler = 1\n[[decision]]\ndispute = \"{one}\"\nverdict = \"dismiss\"\n");
    let (decisions, _) = model::file::decisions("d.toml", &text, &AnyIssue);
    let lost = decide(&[], &decisions).findings("d.toml");
    assert_eq!(lost.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["R024"]);
}

#[test]
fn odd_texts_are_harmless() {
    let long = "Kenya \u{201c}said\u{201d} 5 5 5 each, for 5 for 5 bodies ".repeat(400);
    for text in ["", "\u{feff}", "5 for 5", "Monday, 31 February", "former president", &long] {
        let _ = cards(&[text, text]);
    }
}
