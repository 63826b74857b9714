//! `pourparler conflict` from outside: the example, a small model known by hand, other forms, bad input.

use serde_json::Value;

use crate::material::root;
use crate::run::{Folder, pourparler};

const HEAD: &str = "pourparler = 1\n[[source]]\nid = \"wire\"\npublisher = \"Harbour Wire\"\n\
    [[actor]]\nid = \"north\"\nname = \"Northland\"\nkind = \"state\"\nsource = \"wire\"\n";

/// Two that each gain by holding out, whatever the other does: both hold out though both lose by it.
const DILEMMA: &str = "[conflict.river]\nstatus_quo = \"NN\"\n\
    option = [{ id = \"open\", name = \"Open\" }, { id = \"share\", name = \"Share\" }]\n\
    maker = [\n\
    { party = \"north\", options = [\"open\"], wants = [{ that = \"share\", source = \"wire\" }, { that = \"not open\", assumed = true }] },\n\
    { name = \"South\", options = [\"share\"], wants = [{ that = \"open\", assumed = true }, { that = \"not share\", assumed = true }] },\n\
    ]\n";

fn talks(text: &str) -> Folder {
    Folder::new().with("talks.toml", text).with("reports/one.txt", "Northland spoke.\n")
}

fn of<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

/// What was printed, whatever the lines it was broken into.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_dilemma_comes_out_as_in_every_textbook() {
    let folder = talks(&format!("{HEAD}{DILEMMA}"));
    let lines = folder.run(&["conflict", ".", "river", "--json"]).exit(0).lines();
    let states = of(&lines, "state");
    let by = |state: usize| states[state]["equilibrium"].as_array().expect("a list").len();
    // NN by all five; YY by all but Nash: whoever leaves is followed.
    assert_eq!([by(0), by(1), by(2), by(3)], [5, 0, 0, 4]);
    assert_eq!(states[3]["signs"], "YY");
    assert_eq!(states[0]["improvements"], 0);
    assert_eq!(states[3]["improvements"], Value::Null);
    let group = of(&lines, "group");
    assert_eq!(group.len(), 1, "both leave NN together");
    assert_eq!(group[0]["state"], 1);
    let why: Vec<_> = of(&lines, "why").into_iter().filter(|why| why["state"] == 4).collect();
    assert_eq!(why.len(), 2);
    assert_eq!(why[0]["improvements"][0]["because"][0]["that"], "not open");
    assert_eq!(why[0]["improvements"][0]["sanction"]["at"], 1);
}

#[test]
fn each_wish_is_cited_or_marked_as_assumed() {
    let folder = talks(&format!("{HEAD}{DILEMMA}"));
    let line = HEAD.lines().count() + 5;
    let text = flowing(&folder.run(&["conflict", "."]).exit(0).stdout);
    for part in [
        format!("“not open” (assumed, talks.toml:{line})"),
        format!("“share” (talks.toml:{line})"),
        "Northland and South together would leave it for state 4 (YY)".to_owned(),
        "no chain of improvements leads here".to_owned(),
    ] {
        assert!(text.contains(&part), "no {part:?} in\n{text}");
    }
}

#[test]
fn the_inverse_of_the_dilemma_turns_two_pairs() {
    let folder = talks(&format!("{HEAD}{DILEMMA}"));
    let ask = ["conflict", "inverse", ".", "--want", "YY", "--concept", "nash", "--json"];
    let lines = folder.run(&ask).exit(0).lines();
    assert_eq!(of(&lines, "inverse")[0]["pairs"], serde_json::json!({ "low": 2, "high": 2 }));
    let remedy = of(&lines, "remedy");
    assert_eq!(remedy.len(), 1);
    assert_eq!(remedy[0]["changes"][0]["turned"], serde_json::json!([[4, 3]]));
    assert_eq!(remedy[0]["holds"], true);
    let text = ["conflict", "inverse", ".", "--want", "4", "--concept", "nash"];
    let text = flowing(&folder.run(&text).exit(0).stdout);
    assert!(text.contains(
        "If Northland preferred 4 (YY) to 3 (NY), and South preferred 4 (YY) to 2 (YN)."
    ));
    assert!(text.contains("South wanted the opposite of “not share”"));
    let one = ["conflict", "inverse", ".", "--want", "4", "--concept", "nash", "--by", "north"];
    folder.run(&one).exit(1).says("No change of preferences of Northland");
}

#[test]
fn the_example_holds_what_the_guide_says() {
    let example = "examples/istanbul-2025";
    let lines = pourparler(&root(), &["conflict", example, "june-2025", "--json"]).exit(0).lines();
    let nash: Vec<_> = of(&lines, "state")
        .into_iter()
        .filter(|state| {
            state["stable"].as_object().expect("makers").values().all(|by| by[0] == "nash")
        })
        .collect();
    assert_eq!(nash.len(), 1);
    assert_eq!((&nash[0]["signs"], &nash[0]["improvements"]), (&"YNYNYYY".into(), &1.into()));
    let truce = of(&lines, "state").into_iter().find(|state| state["signs"] == "NYNNYNY");
    let truce = truce.expect("a full ceasefire with mediation");
    assert_eq!(truce["equilibrium"], serde_json::json!(["sseq", "seq", "smr", "gmr"]));
    assert_eq!(truce["improvements"], Value::Null);
    // Each wish has a source or is marked.
    let head = of(&lines, "conflict")[0];
    for maker in head["makers"].as_array().expect("makers") {
        for wish in maker["wants"].as_array().expect("wishes") {
            let sources = wish["sources"].as_array().expect("a list").len();
            assert_eq!(sources == 0, wish["assumed"] == true, "{wish}");
        }
    }
}

#[test]
fn two_readings_differ_by_one_statement() {
    let ask = ["conflict", "compare", "examples/istanbul-2025", "june-2025", "june-2025-second"];
    pourparler(&root(), &ask)
        .exit(0)
        .says("Enough for it: what Russia likes better")
        .says("One statement is enough: Russia puts “if not conditional then offensive” (assumed,");
    let same = ["conflict", "compare", "examples/istanbul-2025", "june-2025", "june-2025"];
    pourparler(&root(), &same).exit(1).says("The equilibria are the same.");
}

#[test]
fn draws_depend_on_the_seed_alone() {
    let ask = |seed: &str| {
        let example = "examples/istanbul-2025";
        let ask = ["conflict", example, "june-2025", "--draws", "50", "--seed", seed, "--json"];
        pourparler(&root(), &ask).exit(0).stdout
    };
    let one = ask("1");
    assert_eq!(one, ask("1"));
    assert_ne!(one, ask("2"));
    assert_eq!(one.lines().filter(|line| line.contains("\"type\":\"share\"")).count(), 57);
}

#[test]
fn a_picture_is_one_file_with_nothing_from_outside() {
    let folder = talks(&format!("{HEAD}{DILEMMA}"));
    folder.run(&["conflict", ".", "river", "-o", "graph.svg"]).exit(0);
    let svg = folder.text("graph.svg");
    assert!(
        svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n")
    );
    assert_eq!(svg.matches("<circle").count(), 4);
    assert_eq!(svg.matches("http").count(), 1);
    assert!(!svg.contains("<script") && !svg.contains("href"));
}

#[test]
fn states_one_by_one_rankings_and_merges_work() {
    let graph = "[conflict.steps]\nstatus_quo = \"calm\"\n\
        state = [{ id = \"calm\", name = \"Calm\" }, { id = \"strike\", name = \"Strike\" }, { id = \"deal\", name = \"Deal\" }]\n\
        maker = [\n\
        { name = \"A\", moves = [[\"calm\", \"strike\"]], ranking = [\"strike\", [\"calm\", \"deal\"]] },\n\
        { name = \"B\", moves = [[\"strike\", \"deal\"]], ranking = [\"deal\", \"calm\", \"strike\"] },\n\
        ]\n";
    let folder = talks(&format!("{HEAD}{graph}"));
    let lines = folder.run(&["conflict", ".", "--json"]).exit(0).lines();
    let calm = of(&lines, "state")[0];
    // B's answer leaves A where it was, so the strike is deterred; it cannot be taken back.
    assert_eq!(calm["equilibrium"], serde_json::json!(["sseq", "seq", "smr", "gmr"]));
    assert_eq!(of(&lines, "state")[2]["equilibrium"].as_array().map(Vec::len), Some(5));
    folder.run(&["conflict", ".", "--why", "calm"]).exit(2);
    folder
        .run(&["conflict", ".", "steps", "--why", "calm"])
        .exit(0)
        .says("State 1 “Calm”")
        .says("its ranking (talks.toml:");
}

#[test]
fn weights_add_up_and_positions_count_last() {
    let text = format!(
        "{HEAD}[[issue]]\nid = \"ferry\"\nname = \"Ferry\"\n[[issue.choice]]\nid = \"daily\"\nname = \"Daily\"\n\
         [[position]]\nparty = \"north\"\nissue = \"ferry\"\nchoice = \"daily\"\nstance = \"refuse\"\nfrom = 2031-03-01\nwords = \"no\"\nsource = \"wire\"\n\
         [conflict.ferry]\nas_of = 2031-03-02\n\
         option = [{{ id = \"sail\", name = \"Sail\", issue = \"ferry\", choice = \"daily\" }}, {{ id = \"toll\", name = \"Toll\" }}]\n\
         maker = [\n\
         {{ party = \"north\", options = [\"sail\"], from_positions = true }},\n\
         {{ name = \"South\", options = [\"toll\"], wants = [{{ that = \"toll\", weight = \"1.5\", assumed = true }}, {{ that = \"sail\", weight = 1, assumed = true }}] }},\n\
         ]\n"
    );
    let folder = talks(&text);
    let lines = folder.run(&["conflict", ".", "--json"]).exit(0).lines();
    let states = of(&lines, "state");
    let ranks: Vec<_> = states.iter().map(|state| state["ranks"]["South"].clone()).collect();
    assert_eq!(ranks, [0, 1, 2, 3].map(Value::from));
    let north: Vec<_> = states.iter().map(|state| state["ranks"]["Northland"].clone()).collect();
    assert_eq!(north, [1, 0, 1, 0].map(Value::from));
    let wish = &of(&lines, "conflict")[0]["makers"][0]["wants"][0];
    assert_eq!((&wish["that"], &wish["position"]), (&"not sail".into(), &true.into()));
}

#[test]
fn bad_models_are_told_before_any_work() {
    for (from, to, code) in [
        ("that = \"open\"", "that = \"opne\"", "D040"),
        ("options = [\"share\"]", "options = [\"share\", \"open\"]", "D041"),
        ("that = \"open\"", "that = \"open and\"", "D043"),
        ("status_quo = \"NN\"", "status_quo = \"NNY\"", "D047"),
        ("status_quo = \"NN\"", "status_quo = 9", "C010"),
        (
            "maker = [\n",
            "rule = [{ never = \"open\" }, { never = \"not open\" }]\nmaker = [\n",
            "C004",
        ),
    ] {
        assert!(DILEMMA.contains(from), "{from}");
        let folder = talks(&format!("{HEAD}{}", DILEMMA.replacen(from, to, 1)));
        let check = folder.run(&["check", "."]).exit(1);
        assert!(check.codes().contains(&code.to_owned()), "{code}:\n{}", check.stdout);
        let run = folder.run(&["conflict", ".", "river"]).exit(2).complains(code);
        assert!(run.stdout.is_empty(), "{}", run.stdout);
        assert!(run.stderr.contains("    hint: ") && run.stderr.contains("talks.toml:"));
    }
}

#[test]
fn wrong_questions_say_what_there_is() {
    let folder = talks(&format!("{HEAD}{DILEMMA}"));
    let ask = |arguments: &[&str]| folder.run(arguments).exit(2);
    ask(&["conflict", ".", "rver"]).complains("there are: river");
    ask(&["conflict", ".", "river", "--why", "YYY"]).complains("each of its 2 options");
    ask(&["conflict", ".", "river", "--why", "5"]).complains("there are 4 states");
    ask(&["conflict", ".", "river", "--why", "Y-"]).complains("fits 2 states");
    ask(&["conflict", "inverse", ".", "--want", "YY", "--by", "west"])
        .complains("Northland, South");
    ask(&["conflict", ".", "river", "--draws", "9", "--swap", "2"]).complains("between 0 and 1");
    let bare = talks(HEAD);
    bare.run(&["conflict", "."]).exit(2).complains("no [conflict.NAME]");
}

#[test]
fn the_brief_tells_which_states_would_hold() {
    let brief = |arguments: &[&str]| {
        let mut all = vec!["brief", "examples/istanbul-2025"];
        all.extend(arguments);
        pourparler(&root(), &all).exit(0).stdout
    };
    let whole = brief(&["--json"]);
    assert!(whole.contains("Which states of affairs would hold"));
    assert!(whole.contains("The choices of June 2025 [june-2025]") && whole.contains("Nash 54"));
    // A model of a later day is not known on an earlier one.
    assert!(!brief(&["--as-of", "2025-06-02", "--json"]).contains("june-2025"));
    assert!(!brief(&["--short"]).contains("Which states of affairs would hold"));
}
