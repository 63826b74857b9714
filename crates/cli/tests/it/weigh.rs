//! `pourparler weigh`: the example as of the second round, and a scenario of another program.

use crate::material::root;
use crate::run::{Done, Folder, pourparler};

const EXAMPLE: &str = "examples/istanbul-2025";

fn run(arguments: &[&str]) -> Done {
    pourparler(&root(), arguments)
}

#[test]
fn the_second_round_of_the_example() {
    let done = run(&["weigh", EXAMPLE, "--as-of", "2025-06-02", "--json"]).exit(0);
    let note = done.json();
    let text = note.to_string();
    // Agreeable: prisoners by category, remains as a part of a mutual return, a list to be checked.
    let line = |label: &str, words: &str| {
        let lists = note["sections"].as_array().expect("sections");
        lists.iter().any(|section| {
            let section = section.to_string();
            section.contains(label) && section.contains(words)
        })
    };
    assert!(line("Agreeable together", "By category") || line("Agreeable together", "by category"));
    assert!(line("Agreeable together", "each name on it to be checked"));
    assert!(line("Agreeable together", "takes it as a part of (mutual)"));
    // Blocked, by whom, with the words.
    for issue in ["Ceasefire", "Territory", "Alliance membership"] {
        assert!(line("Left open in it, and who holds out", issue), "{issue}");
        assert!(line("Smallest openings", issue), "{issue}");
    }
    // The deadlock of order, with ways out.
    assert!(line("Deadlocks of order", "Ceasefire and Talks and settlement"), "{text}");
    assert!(line("Deadlocks of order", "at the same moment"));
    assert!(line("Smallest openings", "stays out of the deal"));
}

#[test]
fn the_same_run_prints_the_same() {
    let once = run(&["weigh", EXAMPLE, "--threads", "1"]).exit(0).stdout;
    assert_eq!(once, run(&["weigh", EXAMPLE, "--threads", "2"]).exit(0).stdout);
}

const DOMAIN: &str = "<negotiation_template><utility_space>\
    <objective index=\"0\" name=\"root\" type=\"objective\" etype=\"objective\">\
    <issue index=\"1\" name=\"share\" type=\"discrete\" etype=\"discrete\">\
    <item index=\"1\" value=\"low\"/><item index=\"2\" value=\"high\"/></issue>\
    <issue index=\"2\" name=\"date\" type=\"discrete\" etype=\"discrete\">\
    <item index=\"1\" value=\"soon\"/><item index=\"2\" value=\"late\"/></issue>\
    </objective></utility_space></negotiation_template>";

fn profile(share: (u32, u32), date: (u32, u32)) -> String {
    format!(
        "<utility_space><objective index=\"0\" name=\"root\" type=\"objective\" etype=\"objective\">\
         <issue index=\"1\" name=\"share\" type=\"discrete\" etype=\"discrete\">\
         <item index=\"1\" value=\"low\" evaluation=\"{}\"/>\
         <item index=\"2\" value=\"high\" evaluation=\"{}\"/></issue>\
         <issue index=\"2\" name=\"date\" type=\"discrete\" etype=\"discrete\">\
         <item index=\"1\" value=\"soon\" evaluation=\"{}\"/>\
         <item index=\"2\" value=\"late\" evaluation=\"{}\"/></issue>\
         <weight index=\"1\" value=\"0.5\"/><weight index=\"2\" value=\"0.5\"/></objective></utility_space>",
        share.0, share.1, date.0, date.1
    )
}

#[test]
fn a_scenario_of_genius() {
    let folder = Folder::new()
        .with("s/domain.xml", DOMAIN)
        .with("s/profile1.xml", profile((0, 10), (5, 10)))
        .with("s/profile2.xml", profile((10, 0), (10, 5)));
    let done = folder.run(&["weigh", "--scenario", "s", "--json"]).exit(0);
    let lines = done.lines();
    let nash = lines.iter().find(|line| line["solution"] == "nash").expect("Nash");
    // Worth of (low, soon), (low, late), (high, soon), (high, late) by hand:
    // (1/4, 1), (1/2, 3/4), (3/4, 1/2), (1, 1/4); gains over 1/4 have the product 1/8 twice.
    assert_eq!(nash["value"], "0.125");
    assert_eq!(nash["utilities"].as_array().map(Vec::len), Some(2));
    let lines = folder.run(&["weigh", "frontier", "--scenario", "s", "--json"]).exit(0).lines();
    let frontier = lines.iter().filter(|line| line["type"] == "frontier").count();
    assert_eq!(frontier, 4);
    folder.run(&["weigh", "--scenario", "s"]).exit(0).says("Kalai-Smorodinsky");
}

#[test]
fn what_is_no_scenario_is_told() {
    let folder = Folder::new().with("s/a.txt", "nothing").with("t/domain.xml", "<negotiation_");
    folder.run(&["weigh", "--scenario", "s"]).exit(2).complains("looked for GENIUS XML");
    folder.run(&["weigh", "--scenario", "t"]).exit(2);
    folder.run(&["weigh", "--scenario", "none"]).exit(2).complains("cannot open the folder");
    folder.run(&["weigh", "none"]).exit(2).complains("none");
}
