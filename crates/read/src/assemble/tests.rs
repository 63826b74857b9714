//! Small articles about real states and invented events, read the whole way.

use model::{Basis, Flag, Position, Role, Stance};

use super::Reader;
use crate::reading::{Raw, Reading};

fn read(files: &[(&str, &str)]) -> Reading {
    let raws: Vec<Raw> =
        files.iter().map(|(path, text)| Raw { path, bytes: text.as_bytes() }).collect();
    Reader::new(None).read(&raws, 1, &|_, _| {})
}

fn one(text: &str) -> Reading {
    let head = "Kenya and Uganda in lake talks\n\nNairobi Post - 4 March 2024\n\n\
                Talks between Kenya and Uganda on the lake went on in Geneva.\n\n";
    read(&[("a.txt", &format!("{head}{text}\n"))])
}

/// Those that can decide something: what is only learned comes and goes with the weights.
fn positions<'a>(reading: &'a Reading, party: &str, issue: &str) -> Vec<&'a Position> {
    let of = |p: &&Position| p.party.as_str() == party && p.issue.as_str() == issue;
    let read = |p: &&Position| !p.flags.contains(&Flag::LearnedOnly);
    reading.positions.iter().filter(of).filter(read).collect()
}

#[test]
fn the_sides_are_those_set_against_each_other() {
    let reading = one("Swiss Foreign Minister Jean Aubry will mediate the talks.");
    let parties: Vec<&str> = reading
        .actors
        .iter()
        .filter(|actor| actor.roles.contains(&Role::Party))
        .map(|actor| actor.id.as_str())
        .collect();
    assert_eq!(parties, ["ke", "ug"]);
}

#[test]
fn own_words_an_opponents_and_an_experts_are_told_apart() {
    let reading = one("Kenya demanded an immediate ceasefire.\n\n\
         Kenya said that Uganda refused a ceasefire.\n\n\
         Peter Holm, a political analyst at the Lake Institute, said that Uganda wants a ceasefire.");
    let kenya = positions(&reading, "ke", "ceasefire");
    assert_eq!(
        kenya.iter().map(|p| (p.stance, p.basis)).collect::<Vec<_>>(),
        [(Stance::Demand, Basis::Own)]
    );
    let uganda: Vec<_> = positions(&reading, "ug", "ceasefire")
        .iter()
        .map(|p| (p.stance, p.basis, p.speaker.clone().unwrap_or_default()))
        .collect();
    assert_eq!(
        uganda,
        [
            (Stance::Refuse, Basis::Opponent, "Kenya".to_owned()),
            (Stance::Demand, Basis::Expert, "Peter Holm".to_owned()),
        ]
    );
}

#[test]
fn what_a_writer_says_a_party_wants_is_a_characterisation() {
    let reading = one("Uganda wants all sanctions lifted.");
    let [position] = positions(&reading, "ug", "sanctions")[..] else { panic!("one position") };
    assert_eq!(position.basis, Basis::Report);
    assert!(position.flags.contains(&Flag::Characterised));
}

#[test]
fn imputed_words_are_nobodys_position() {
    let reading = one(
        "“Uganda sees it this way: they want talks? Fine. They will propose a prisoner exchange,” \
         said Peter Holm, an analyst.",
    );
    assert!(positions(&reading, "ug", "prisoners").is_empty());
}

#[test]
fn agreeing_to_write_about_a_thing_is_not_agreeing_to_it() {
    let reading = one("Both sides agreed to set down in writing how a ceasefire could work.");
    assert!(positions(&reading, "ke", "ceasefire").iter().all(|p| p.attitude.is_none()));
    let reading = one("Both sides agreed on a large prisoner exchange.");
    assert_eq!(positions(&reading, "ke", "prisoners")[0].stance, Stance::Agree);
    assert_eq!(positions(&reading, "ug", "prisoners")[0].stance, Stance::Agree);
}

#[test]
fn a_ranked_list_keeps_its_order() {
    let reading = one(
        "“First – a full ceasefire. Second – the release of prisoners,” Kenya's foreign minister said.",
    );
    let flags = |issue| positions(&reading, "ke", issue)[0].flags.clone();
    assert!(flags("ceasefire").contains(&Flag::First));
    assert!(flags("prisoners").contains(&Flag::Later));
}

#[test]
fn a_relay_of_the_other_side_is_an_opponents_word() {
    let reading =
        one("Uganda did not agree to a ceasefire, according to Kenya's foreign minister.");
    let bases: Vec<Basis> =
        positions(&reading, "ug", "ceasefire").iter().map(|p| p.basis).collect();
    assert_eq!(bases, [Basis::Opponent]);
}

#[test]
fn people_learned_in_one_report_are_known_in_the_other() {
    let reading = read(&[
        (
            "a.txt",
            "Talks\n\n4 March 2024\n\nPeter Holm, a political analyst at the Lake Institute, \
                   said that the talks between Kenya and Uganda would last.\n",
        ),
        ("b.txt", "More\n\n5 March 2024\n\n“Nothing moves for now,” Holm said on Tuesday.\n"),
    ]);
    let second = reading.statements.iter().find(|s| s.report == "b.txt").expect("a statement");
    let speaker = second.speaker.as_ref().expect("a speaker");
    assert_eq!((speaker.name.as_str(), speaker.expert), ("Peter Holm", true));
}

#[test]
fn neither_order_nor_threads_change_anything() {
    let files = [
        ("b.txt", "Kenya demanded an immediate ceasefire on 4 March 2024, a spokesman said.\n"),
        ("a.txt", "Uganda refused a ceasefire in talks with Kenya, its army said.\n"),
        ("c.txt", "\u{feff}“Да,” he said.\r\n\r\nThe rest is silence.\r\n"),
    ];
    let mut raws: Vec<Raw> =
        files.iter().map(|(path, text)| Raw { path, bytes: text.as_bytes() }).collect();
    let reader = Reader::new(None);
    let first = reader.read(&raws, 1, &|_, _| {});
    raws.reverse();
    assert_eq!(reader.read(&raws, 3, &|_, _| {}), first);
    let paths: Vec<&str> = first.reports.iter().map(|report| report.path.as_str()).collect();
    assert_eq!(paths, ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_role_noun_points_to_the_last_who_has_it() {
    let reading = one(
        "Peter Holm, a political analyst at the Lake Institute, said that the lake was calm.\n\n\
         According to the Ugandan affairs expert Ruth Adler, the lake was rough.\n\n\
         “Nobody will sail before the summer,” the analyst said. In her view, the boats were old.",
    );
    let names: Vec<&str> =
        reading.statements.iter().filter_map(|s| Some(s.speaker.as_ref()?.name.as_str())).collect();
    assert_eq!(names, ["Peter Holm", "Ruth Adler", "Ruth Adler", "Ruth Adler"]);
}
