//! `pourparler weigh` on dossiers small enough to work by hand: worths, reserves, suppositions, trades.

use serde_json::Value;

use crate::material::root;
use crate::run::{Done, Folder, pourparler};

const EXAMPLE: &str = "examples/istanbul-2025";

const HEAD: &str = "pourparler = 1
title = \"The river\"
[[source]]
id = \"s\"
publisher = \"A paper\"
[[actor]]
id = \"a\"
name = \"Arland\"
kind = \"state\"
roles = [\"party\"]
source = \"s\"
[[actor]]
id = \"b\"
name = \"Borland\"
kind = \"state\"
roles = [\"party\"]
source = \"s\"
[[issue]]
id = \"water\"
name = \"Water\"
[[issue.choice]]
id = \"low\"
name = \"Low share\"
[[issue.choice]]
id = \"high\"
name = \"High share\"
[[issue]]
id = \"date\"
name = \"Date\"
[[issue.choice]]
id = \"soon\"
name = \"Soon\"
[[issue.choice]]
id = \"late\"
name = \"Late\"
";

/// Weight times worth: to Arland water 0 or 6, date 4 or 0; to Borland 5 or 1, 0 or 2.
const WORTHS: &str = "
[[preference]]
party = \"a\"
issue = \"water\"
weight = 2
values = { low = 0, high = 3 }
source = \"s\"
[[preference]]
party = \"a\"
issue = \"date\"
weight = 1
values = { soon = 4, late = 0 }
source = \"s\"
[[preference]]
party = \"b\"
issue = \"water\"
weight = 1
values = { low = 5, high = 1 }
source = \"s\"
[[preference]]
party = \"b\"
issue = \"date\"
weight = 1
values = { soon = 0, late = 2 }
source = \"s\"
";

const SAID: &str = "
[[position]]
party = \"a\"
issue = \"water\"
choice = \"high\"
stance = \"demand\"
from = \"2025-01-01\"
words = \"the high share\"
source = \"s\"
[[position]]
party = \"b\"
issue = \"water\"
choice = \"high\"
stance = \"refuse\"
from = \"2025-01-02\"
words = \"not the high share\"
source = \"s\"
";

fn folder(rest: &[&str]) -> Folder {
    Folder::new()
        .with("t/talks.toml", format!("{HEAD}{}", rest.concat()))
        .with("t/r.txt", "The talks went on in Sometown on Monday, officials said.\n")
}

fn of<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

fn solution<'a>(lines: &'a [Value], rule: &str) -> &'a Value {
    of(lines, "solution").into_iter().find(|line| line["solution"] == rule).expect("a solution")
}

fn example(arguments: &[&str]) -> Done {
    let mut all = vec!["weigh"];
    all.extend(arguments);
    pourparler(&root(), &all)
}

#[test]
fn the_frontier_of_entered_worths() {
    let lines = folder(&[WORTHS]).run(&["weigh", "frontier", "t", "--json"]).exit(0).lines();
    let points: Vec<String> =
        of(&lines, "frontier").iter().map(|line| line["utility"].to_string()).collect();
    assert_eq!(points, [r#"["10","1"]"#, r#"["6","3"]"#, r#"["4","5"]"#, r#"["0","7"]"#]);
    let first = of(&lines, "frontier")[0];
    assert_eq!(first["deal"].to_string(), r#"{"date":"soon","water":"high"}"#);
    assert_eq!(first["solutions"].to_string(), r#"["utilitarian"]"#);
}

#[test]
fn the_solutions_of_entered_worths() {
    let lines = folder(&[WORTHS]).run(&["weigh", "solutions", "t", "--json"]).exit(0).lines();
    let told = |rule: &str| {
        let line = solution(&lines, rule);
        (line["value"].to_string(), line["utilities"].to_string())
    };
    assert_eq!(told("nash"), (r#""20""#.to_owned(), r#"[["4","5"]]"#.to_owned()));
    assert_eq!(told("kalai_smorodinsky"), (r#""3/7""#.to_owned(), r#"[["6","3"]]"#.to_owned()));
    assert_eq!(told("egalitarian"), (r#""4""#.to_owned(), r#"[["4","5"]]"#.to_owned()));
    assert_eq!(told("utilitarian"), (r#""11""#.to_owned(), r#"[["10","1"]]"#.to_owned()));
    let page = folder(&[WORTHS]).run(&["weigh", "solutions", "t"]).exit(0);
    page.says("the next best product is 18").says("entered in the dossier [talks.toml:");
}

#[test]
fn a_reserve_leaves_some_deals_out() {
    let reserve = "[[reserve]]\nparty = \"a\"\nvalue = 5\nsource = \"s\"\n";
    let lines =
        folder(&[WORTHS, reserve]).run(&["weigh", "solutions", "t", "--json"]).exit(0).lines();
    let nash = solution(&lines, "nash");
    // Gains over (5, 0): (5, 1) and (1, 3).
    assert_eq!(nash["value"], "5");
    assert_eq!(nash["utilities"].to_string(), r#"[["10","1"]]"#);
    let both = "[[reserve]]\nparty = \"a\"\nvalue = 9\nsource = \"s\"\n\
                [[reserve]]\nparty = \"b\"\nvalue = 4\nsource = \"s\"\n";
    let done = folder(&[WORTHS, both]).run(&["weigh", "solutions", "t"]).exit(1);
    done.says("No deal gives every party at least what it has without one");
}

#[test]
fn what_is_better_than_a_deal_of_mine() {
    let mine = |deal: &str| {
        folder(&[WORTHS])
            .run(&["weigh", "solutions", "t", "--json", "--mine", deal])
            .exit(0)
            .lines()
    };
    assert!(of(&mine("water=low; date=late"), "better").is_empty());
    let lines = mine("Water=low share");
    assert_eq!(of(&lines, "mine")[0]["utility"].to_string(), r#"["0","5"]"#);
    let better: Vec<String> =
        of(&lines, "better").iter().map(|line| line["utility"].to_string()).collect();
    assert_eq!(better, [r#"["4","5"]"#, r#"["0","7"]"#]);
    assert_eq!(of(&lines, "trade").len(), 2);
    let folder = folder(&[WORTHS]);
    let wrong = |deal: &str| folder.run(&["weigh", "solutions", "t", "--mine", deal]).exit(2);
    wrong("fire=high").complains("there are date, water");
    wrong("water=none").complains("there are ");
    wrong("water").complains("write ISSUE=CHOICE");
    wrong("water=low; water=high").complains("settles Water twice");
}

#[test]
fn worths_that_are_known_leave_nothing_to_chance() {
    let lines = folder(&[WORTHS])
        .run(&["weigh", "robust", "t", "--json", "--draws", "50", "--deal", "water=high"])
        .exit(0)
        .lines();
    assert!(of(&lines, "unknown").is_empty());
    let deals = of(&lines, "deal");
    assert_eq!(deals[0]["asked"], true);
    assert_eq!(deals[0]["never_beaten"], false);
    assert_eq!((&deals[0]["undominated"], &deals[0]["nash"]), (&Value::from(0), &Value::from(0)));
    assert_eq!(deals[1]["deal"].to_string(), r#"{"date":"soon","water":"low"}"#);
    assert_eq!(deals[1]["nash"], 50);
}

#[test]
fn an_order_is_read_as_slices() {
    let order = "[[preference]]\nparty = \"a\"\nissue = \"water\"\norder = [\"high\", \"low\"]\nsource = \"s\"\n\
                 [[preference]]\nparty = \"b\"\nissue = \"water\"\norder = [[\"low\", \"high\"]]\nsource = \"s\"\n";
    let lines = folder(&[order]).run(&["weigh", "frontier", "t", "--json"]).exit(0).lines();
    let choices = &of(&lines, "matter")[0]["issues"][0]["choices"];
    let told: Vec<(String, String)> = choices
        .as_array()
        .expect("choices")
        .iter()
        .map(|one| (one["choice"].to_string(), one["utility"].to_string()))
        .collect();
    let expected = [
        ("\"(left open)\"", "[\"0\",\"0\"]"),
        ("\"high\"", "[\"0.75\",\"0.5\"]"),
        ("\"low\"", "[\"0.25\",\"0.5\"]"),
    ];
    for (choice, utility) in expected {
        assert!(told.contains(&(choice.to_owned(), utility.to_owned())), "{choice}: {told:?}");
    }
}

#[test]
fn a_supposition_opens_what_is_shut() {
    let folder = folder(&[SAID]);
    folder.run(&["weigh", "t"]).exit(1).says("sought by Arland, refused by Borland");
    let done = folder.run(&["weigh", "t", "--if", "b:water=high:accepts"]).exit(0);
    let done =
        done.says("Supposed: Borland accepts").says("1 issue instead of 0; new in it: Water");
    done.says("[supposed: b:water=high:accepts]");
    // The dossier itself stays as it is.
    folder.run(&["weigh", "t"]).exit(1);
    let gone = folder.run(&["weigh", "t", "--if", "Borland:Water=High share:not-known"]);
    gone.says("instead of blocked by Borland");
    let wrong = |text: &str| folder.run(&["weigh", "t", "--if", text]).exit(2);
    wrong("water=high:accepts").complains("write PARTY:ISSUE=CHOICE:STANCE");
    wrong("c:water=high:accepts").complains("the parties are a, b");
    wrong("b:fire=high:accepts").complains("issues are ");
    wrong("b:water=some:accepts").complains("its choices are low, high");
    wrong("b:water=high:loves").complains("wants, accepts, refuses or not-known");
}

#[test]
fn attitudes_can_be_read_otherwise() {
    let folder = folder(&[SAID]);
    let lines = folder.run(&["weigh", "frontier", "t", "--json"]).exit(0).lines();
    assert_eq!(of(&lines, "frontier").len(), 1, "a red line leaves only today");
    let lines = folder
        .run(&["weigh", "frontier", "t", "--json", "--attitude", "refuses=-2"])
        .exit(0)
        .lines();
    let points: Vec<String> =
        of(&lines, "frontier").iter().map(|line| line["utility"].to_string()).collect();
    assert_eq!(points, [r#"["1","-2"]"#, r#"["0","0"]"#]);
    folder.run(&["weigh", "t", "--attitude", "refuses=NaN"]).exit(2).complains("no number");
}

#[test]
fn what_blocks_a_deal_of_mine() {
    let folder = folder(&[SAID]);
    let done = folder.run(&["weigh", "blockers", "t", "--deal", "water=high"]).exit(1);
    let done = done.says("Borland takes").says("which it refuses");
    done.says("Borland refuses (high share)");
    folder
        .run(&["weigh", "blockers", "t", "--deal", "date=soon"])
        .exit(2)
        .complains("there are water");
    let reserves = "[[reserve]]\nparty = \"b\"\nvalue = 4\nsource = \"s\"\n";
    let folder = self::folder(&[WORTHS, reserves]);
    let done = folder.run(&["weigh", "blockers", "t", "--deal", "water=high; date=soon"]).exit(1);
    done.says("takes less than its reserve of 4").says("Borland wants at least 4 in all");
    folder.run(&["weigh", "blockers", "t", "--deal", "water=low; date=soon"]).exit(0);
}

#[test]
fn a_link_blocks_and_is_named() {
    let link = "[[link]]\nparty = \"a\"\nissue = \"water\"\nchoices = [\"low\"]\nneeds = \"date\"\n\
                any_of = [\"late\"]\nwords = \"the low share only late\"\nsource = \"s\"\n";
    let folder = folder(&[WORTHS, link]);
    let done = folder.run(&["weigh", "blockers", "t", "--deal", "water=low; date=soon"]).exit(1);
    done.says("Arland lets go of the link: Water (low share) only with Date (late)");
    folder.run(&["weigh", "blockers", "t", "--deal", "water=low"]).exit(0);
    let done = folder.run(&["weigh", "solutions", "t", "--mine", "water=low; date=soon"]).exit(2);
    done.complains("Water only goes with another choice on Date");
}

#[test]
fn what_is_in_force_is_how_it_stands() {
    let today = "[[status_quo]]\nissue = \"water\"\nchoice = \"low\"\nsource = \"s\"\n";
    let lines =
        folder(&[WORTHS, today]).run(&["weigh", "solutions", "t", "--json"]).exit(0).lines();
    // Without a deal Borland has the low share already.
    assert_eq!(solution(&lines, "nash")["disagreement"].to_string(), r#"["0","5"]"#);
    let choices = &of(&lines, "matter")[0]["issues"][1]["choices"];
    assert!(!choices.to_string().contains("left open"), "{choices}");
}

#[test]
fn tables_and_drawings() {
    let folder = folder(&[WORTHS]);
    folder.run(&["weigh", "frontier", "t", "-o", "f.csv"]).exit(0).complains("wrote f.csv");
    let table = folder.text("f.csv");
    let mut rows = table.lines();
    assert_eq!(
        rows.next(),
        Some(
            "point,outcomes,utility_a,utility_b,exact_a,exact_b,nash,kalai_smorodinsky,egalitarian,utilitarian,date,water"
        )
    );
    assert_eq!(rows.next(), Some("1,1,10,1,10,1,FALSE,FALSE,FALSE,TRUE,soon,high"));
    folder.run(&["weigh", "frontier", "t", "-o", "f.svg"]).exit(0);
    let drawing = folder.text("f.svg");
    assert!(drawing.starts_with("<svg") && drawing.trim_end().ends_with("</svg>"));
    for words in ["worth to Arland", "worth to Borland", "Nash: (4, 5)"] {
        assert!(drawing.contains(words), "{words}");
    }
    folder
        .run(&["weigh", "frontier", "t", "-o", "f.svg", "--axes", "a,c"])
        .exit(2)
        .complains("a, b");
    folder.run(&["weigh", "frontier", "t", "-o", "f.png"]).exit(2).complains(".svg, .csv");
    folder.run(&["weigh", "robust", "t", "-o", "r.csv", "--draws", "10"]).exit(0);
    assert!(
        folder.text("r.csv").starts_with("asked,draws,undominated,nash,above_reserves,date,water")
    );
}

#[test]
fn the_example_has_numbers_only_for_what_all_take() {
    let done = example(&["solutions", EXAMPLE, "--as-of", "2025-06-02", "--json"]).exit(0);
    let lines = done.lines();
    let deal = &solution(&lines, "nash")["deals"][0];
    assert_eq!(deal["territory"], "(left open)");
    assert_eq!(deal["ceasefire"], "(left open)");
    assert_eq!(deal["prisoners"], "category_based");
}

#[test]
fn a_supposition_in_other_words() {
    let done =
        example(&[EXAMPLE, "--as-of", "2025-06-02", "--if", "ua:territory=frozen-line:accepts"])
            .exit(0);
    let done = done.complains("\"frozen-line\" is read as freeze_line (Lines as they stand)");
    done.says("Supposed: Ukraine accepts Territory (lines as they stand)");
}

#[test]
fn the_same_seed_draws_the_same() {
    let draw = |seed: &str| {
        let arguments =
            ["robust", EXAMPLE, "--as-of", "2025-06-02", "--draws", "60", "--seed", seed, "--json"];
        example(&arguments).exit(0).stdout
    };
    assert_eq!(draw("7"), draw("7"));
    assert_ne!(draw("7"), draw("8"));
}

#[test]
fn a_folder_without_parties_is_told() {
    let folder = Folder::new().with("t/r.txt", "It rained in Sometown on Monday.\n");
    folder.run(&["weigh", "solutions", "t"]).exit(2).complains("there is nothing to weigh");
    folder
        .run(&["weigh", "blockers", "--scenario", "t"])
        .exit(2)
        .complains("weigh solutions --scenario");
}
