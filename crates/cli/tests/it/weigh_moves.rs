//! `pourparler weigh movement` and `pourparler weigh simulate`: the example between its rounds, talks
//! played through on it and on a small scenario, and what cannot be asked.

use serde_json::Value;

use crate::material::root;
use crate::run::{Done, Folder, pourparler};

const EXAMPLE: &str = "examples/istanbul-2025";

fn run(arguments: &[&str]) -> Done {
    pourparler(&root(), arguments)
}

/// The list of a movement page that begins with these words.
#[track_caller]
fn list<'a>(note: &'a Value, begins: &str) -> &'a Value {
    let blocks = note["sections"][0]["blocks"].as_array().expect("blocks");
    let found = blocks
        .iter()
        .find(|block| block["heading"].as_str().is_some_and(|heading| heading.starts_with(begins)));
    found.unwrap_or_else(|| panic!("no list {begins} in {note}"))
}

#[test]
fn between_the_second_and_the_third_round() {
    let days = ["--from", "2025-06-02", "--to", "2025-07-23"];
    let mut asked = vec!["weigh", "movement", EXAMPLE, "--json", "--core", "Territory"];
    asked.extend(days);
    let note = run(&asked).exit(0).json();
    let civilians = list(&note, "The gap on each issue").to_string();
    assert!(civilians.contains("return of about 30 people taken in Kursk region"), "{civilians}");
    let demands = list(&note, "New demands").to_string();
    assert!(demands.contains("three working groups"), "{demands}");
    let still = list(&note, "Core issues that stand still").to_string();
    assert!(still.contains("Territory"), "{still}");
    let notes = note["sections"][0]["notes"].to_string();
    assert!(notes.contains("Two days tell no trend") && notes.contains("Silence is"), "{notes}");
    // Nobody gave way on territory, and nothing pretends so.
    assert!(!list(&note, "Concessions").to_string().contains("Territory"));
}

#[test]
fn from_round_to_round() {
    let page = run(&["weigh", "movement", EXAMPLE]).exit(0);
    let page =
        page.says("16 May 2025 to 2 June 2025. New demands").says("10 rounds: counts of steps");
    assert!(page.stdout.contains("Steps side by side"), "{}", page.stdout);
    let few = run(&["weigh", "movement", EXAMPLE, "--as-of", "2022-03-08"]);
    assert!(few.stdout.contains("hree rounds: no trend can be told"), "{}", few.stdout);
}

#[test]
fn what_is_supposed_is_said_on_the_last_day() {
    let asked = [
        "weigh",
        "movement",
        EXAMPLE,
        "--from",
        "2025-06-02",
        "--to",
        "2025-07-23",
        "--json",
        "--if",
        "ru:territory=land_given_up:refuses",
    ];
    // Whatever choices the example has, an unknown one is told with those that are known.
    let done = run(&asked);
    assert_eq!(done.status, 2);
    let done = done.complains("its choices are");
    let known = done.stderr.split("its choices are ").nth(1).expect("choices");
    assert!(known.contains(','), "{known}");
    let same = [
        "weigh",
        "movement",
        EXAMPLE,
        "--from",
        "2025-06-02",
        "--to",
        "2025-07-23",
        "--json",
        "--if",
        "ru:ceasefire=full_unconditional:accepts",
    ];
    let note = run(&same).exit(0).json();
    let text = note["sections"][0].to_string();
    assert!(text.contains("Supposed as said on the last day"), "{text}");
    assert!(text.contains("ru:ceasefire=full_unconditional:accepts"), "{text}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let asked = |more: &[&str]| {
        let mut all = vec!["weigh", "movement", EXAMPLE];
        all.extend(more);
        run(&all).exit(2)
    };
    asked(&["--from", "2025-07-23", "--to", "2025-06-02"]).complains("give the earlier day first");
    asked(&["--from", "2025-06-02", "--to", "2025-06-02"]).complains("does not lie before");
    asked(&["--from", "2025-06-02"]).complains("--to");
    asked(&["--from", "soon", "--to", "2025"]).complains("not a date");
    asked(&["--core", "weather"]).complains("there is no issue \"weather\"; issues are");
    asked(&["--order", "ceasefire"]).complains("write ISSUE=CHOICE");
    asked(&["--order", "ceasefire=local,moon"]).complains("no choice \"moon\"");
    asked(&["--order", "ceasefire=local"]).complains("at least two choices");
    asked(&["--step", "ceasefire=local"]).complains("write --step twice");
    asked(&["--as-of", "2025-06-02", "--from", "2025-05-16", "--to", "2025-07-23"])
        .complains("lies after --as-of");
    asked(&["--as-of", "2022-03-01"]).complains("one round: nothing to compare");
}

#[test]
fn steps_where_worths_are_only_attitudes() {
    let asked = [
        "weigh",
        "movement",
        EXAMPLE,
        "--step",
        "ceasefire=full_unconditional",
        "--step",
        "ceasefire=short_pauses",
    ];
    run(&asked).exit(0).says("not told: ");
    let mut told = asked.to_vec();
    told.extend([
        "--attitude", "accepts=0.5", "--attitude", "not-known=0", "--attitude", "refuses=-1",
    ]);
    let done = run(&told).exit(0);
    assert!(!done.stdout.contains("not told: "), "{}", done.stdout);
    // A weight of nought is possible, so that no change need be felt.
    done.says("not decided; by the weights it can be");
}

/// A scenario of two issues, and a third that only the first party cares about.
fn scenario() -> Folder {
    let issue = |index: u32, name: &str, items: &str| {
        format!(
            "<issue index=\"{index}\" name=\"{name}\" type=\"discrete\" etype=\"discrete\">{items}</issue>"
        )
    };
    let domain = |shares: &str, dates: &str, weights: &str| {
        format!(
            "<utility_space><objective index=\"0\" name=\"root\" type=\"objective\" etype=\"objective\">\
             {}{}{weights}</objective></utility_space>",
            issue(1, "share", shares),
            issue(2, "date", dates)
        )
    };
    let items = |values: [(&str, Option<u32>); 3]| -> String {
        let item = |(at, (name, worth)): (usize, &(&str, Option<u32>))| {
            let worth = worth.map(|worth| format!(" evaluation=\"{worth}\"")).unwrap_or_default();
            format!("<item index=\"{}\" value=\"{name}\"{worth}/>", at + 1)
        };
        values.iter().enumerate().map(item).collect()
    };
    let weights = |first: &str, second: &str| {
        format!("<weight index=\"1\" value=\"{first}\"/><weight index=\"2\" value=\"{second}\"/>")
    };
    let share = |a, b, c| items([("low", a), ("middle", b), ("high", c)]);
    let date = |a, b, c| items([("soon", a), ("later", b), ("late", c)]);
    let template = domain(&share(None, None, None), &date(None, None, None), "")
        .replace("<utility_space>", "<negotiation_template><utility_space>")
        .replace("</utility_space>", "</utility_space></negotiation_template>");
    Folder::new()
        .with("s/domain.xml", template)
        .with(
            "s/profile1.xml",
            domain(
                &share(Some(0), Some(5), Some(10)),
                &date(Some(10), Some(5), Some(0)),
                &weights("0.75", "0.25"),
            ),
        )
        .with(
            "s/profile2.xml",
            domain(
                &share(Some(10), Some(5), Some(0)),
                &date(Some(0), Some(5), Some(10)),
                &weights("0.25", "0.75"),
            ),
        )
}

#[test]
fn offers_on_a_scenario() {
    let folder = scenario();
    let done =
        folder.run(&["weigh", "simulate", "--scenario", "s", "--json", "--strategy", "micro"]);
    let lines = done.exit(0).lines();
    // By hand: each begins with its best (high, soon; low, late), worth 0 to the other. (high, late) is
    // worth .75 to both, and second for both.
    let end = lines.last().expect("an end");
    assert_eq!(end["ended"], "deal");
    assert_eq!(end["deal"], serde_json::json!({"share": "high", "date": "late"}));
    assert_eq!(end["utility"], serde_json::json!(["0.75", "0.75"]));
    assert_eq!(end["undominated"], true);
    assert_eq!(end["frontier_distance_squared"], "0");
    assert!(end["solutions"].to_string().contains("nash"), "{end}");
    let first = lines.iter().find(|line| line["type"] == "act").expect("an act");
    assert_eq!(first["deal"], serde_json::json!({"share": "high", "date": "soon"}));
    assert_eq!(first["utility"], serde_json::json!(["1", "0"]));
    let page =
        folder.run(&["weigh", "simulate", "--scenario", "s", "--strategy", "conceder"]).exit(0);
    page.says("accepts").says("worth exactly").says("undominated");
    let parties: Vec<&str> = lines[0]["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .filter_map(|party| party["party"].as_str())
        .collect();
    let discount = format!("{}=0.5", parties[0]);
    let done = folder.run(&[
        "weigh", "simulate", "--scenario", "s", "--strategy", "micro", "--discount", &discount,
    ]);
    done.says("after discounts");
}

#[test]
fn no_deal_in_one_round_and_a_table_for_r() {
    let folder = scenario();
    let done = folder
        .run(&["weigh", "simulate", "--scenario", "s", "--rounds", "1", "--strategy", "micro"]);
    done.exit(1).says("No deal: the 1 rounds were used up");
    folder.run(&["weigh", "simulate", "--scenario", "s", "-o", "trace.csv"]);
    let table = std::fs::read_to_string(folder.path("trace.csv")).expect("a table");
    let head = table.lines().next().expect("a head");
    assert!(head.starts_with("act,round,party,what,utility_"), "{head}");
    assert!(head.ends_with(",share,date"), "{head}");
    let width = head.split(',').count();
    assert!(table.lines().all(|line| line.split(',').count() == width), "{table}");
    folder
        .run(&["weigh", "simulate", "--scenario", "s", "-o", "trace.pdf"])
        .exit(2)
        .complains(".pdf");
}

#[test]
fn a_single_text_at_any_size_and_the_same_seed_the_same_bytes() {
    let asked =
        ["weigh", "simulate", EXAMPLE, "--single-text", "--steps", "200", "--json", "--seed", "7"];
    let once = run(&asked);
    assert!(once.status < 2, "{}", once.stderr);
    assert_eq!(once.stdout, run(&asked).stdout);
    let lines = once.lines();
    assert_eq!(lines.iter().filter(|line| line["type"] == "proposal").count(), 200);
    // Climbers never lose, so that the last text is worth at least how it stands today.
    assert_eq!(lines.last().expect("an end")["ended"], "deal");
    let annealers = ["weigh", "simulate", EXAMPLE, "--single-text", "--voter", "annealer:20"];
    assert_eq!(run(&annealers).stdout, run(&annealers).stdout);
    let folder = scenario();
    folder.run(&["weigh", "simulate", "--scenario", "s", "--single-text", "-o", "t.csv"]);
    let table = std::fs::read_to_string(folder.path("t.csv")).expect("a table");
    assert_eq!(table.lines().count(), 1_001);
}

#[test]
fn a_dossier_that_is_too_large_is_played_on_some_issues() {
    let all = run(&["weigh", "simulate", EXAMPLE]);
    all.exit(2).complains("--issues").complains("--single-text").complains("admissible deals");
    let asked =
        ["weigh", "simulate", EXAMPLE, "--issues", "prisoners,Ceasefire,children", "--json"];
    let once = run(&asked);
    assert!(once.status < 2, "{}", once.stderr);
    assert_eq!(once.stdout, run(&asked).stdout, "the same seed");
    let lines = once.lines();
    let offers = lines.iter().filter(|line| line["type"] == "act");
    for act in offers {
        assert_eq!(act["deal"]["territory"], "(left open)", "{act}");
    }
    let notes = lines[0]["notes"].to_string();
    assert!(notes.contains("stay as they are today"), "{notes}");
}

#[test]
fn what_cannot_be_played_is_told() {
    let asked = |more: &[&str]| {
        let mut all = vec!["weigh", "simulate", EXAMPLE, "--issues", "prisoners,children"];
        all.extend(more);
        run(&all).exit(2)
    };
    asked(&["--strategy", "xx=linear"]).complains("nobody here is called \"xx\"; the parties are");
    asked(&["--strategy", "ru=stubborn"])
        .complains("\"stubborn\" is no strategy; there are boulware");
    asked(&["--strategy", "linear", "--strategy", "micro"]).complains("more than once");
    asked(&["--strategy", "ru=linear", "--strategy", "ru=micro"]).complains("twice");
    asked(&["--seed", "luck"]).complains("luck");
    asked(&["--rounds", "0"]).complains("0 rounds");
    asked(&["--discount", "ru=1.5"]).complains("above 0 and at most 1");
    asked(&["--discount", "0.9"]).complains("write PARTY=");
    asked(&["--steps", "10"]).complains("--single-text");
    asked(&["--single-text", "--voter", "ru=annealer"]).complains("is no voter");
    asked(&["--single-text", "--strategy", "ru=linear"]).complains("cannot be used with");
    run(&["weigh", "simulate", EXAMPLE, "--issues", "moon"]).exit(2).complains("no issue \"moon\"");
    run(&["weigh", "movement", "--scenario", "s"]).exit(2).complains("has no dates");
}

#[test]
fn steps_of_a_scenario_are_decided() {
    let folder = scenario();
    let asked = |from: &str, to: &str| {
        folder
            .run(&["weigh", "movement", "--scenario", "s", "--step", from, "--step", to, "--json"])
            .exit(0)
    };
    let lines = asked("share=high; date=soon", "share=high; date=late").lines();
    // The first loses a quarter, the second gains three; the same step by the second is selfish.
    let first = lines.first().expect("a step");
    assert_eq!(first["classes"], serde_json::json!(["concession"]));
    assert_eq!(lines.get(1).expect("the other")["classes"], serde_json::json!(["selfish"]));
    let silent = asked("share=high; date=soon", "share=high; date=soon").lines();
    assert_eq!(silent[0]["classes"], serde_json::json!(["silent"]));
}

#[test]
fn help_teaches_each_strategy() {
    let done = run(&["weigh", "simulate", "--help"]).exit(0);
    for word in [
        "boulware", "linear", "conceder", "tit-for-tat", "micro", "annealer", "Faratin",
        "de Jonge 2022",
    ] {
        assert!(done.stdout.contains(word), "{word}");
    }
    run(&["weigh", "movement", "--help"]).exit(0).says("Silence is never movement");
}
