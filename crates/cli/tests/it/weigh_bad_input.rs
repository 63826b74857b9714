//! Bad input to the weighing, in `talks.toml` and in scenario files: told with file, line and a way to
//! mend it, by `check` and by `weigh`.

use crate::material::ARTICLE;
use crate::run::{Done, Folder};

const HEAD: &str = r#"pourparler = 1
[[source]]
id = "wire"
publisher = "Harbour Wire"
[[actor]]
id = "north"
name = "Northland"
kind = "state"
roles = ["party"]
source = "wire"
[[actor]]
id = "south"
name = "Southmark"
kind = "state"
roles = ["party"]
source = "wire"
[[issue]]
id = "bridge"
name = "Bridge"
choice = [{ id = "open", name = "Open" }, { id = "closed", name = "Closed" }]
[[issue]]
id = "ferry"
name = "Ferry"
choice = [{ id = "daily", name = "Daily" }, { id = "weekly", name = "Weekly" }]
"#;

/// Checks a dossier with these entries; `weigh` must live through it as well.
fn dossier(toml: &str) -> Done {
    let folder = Folder::new().with("t/reports/a.txt", ARTICLE).with("t/talks.toml", toml);
    assert!(folder.run(&["weigh", "t"]).status < 2);
    folder.run(&["check", "t"])
}

/// Expects the finding at this line behind the head, with this hint.
#[track_caller]
fn told(entries: &str, line: usize, what: &str, hint: &str) {
    let entries =
        entries.replace("<p>", "party = \"north\"\n").replace("<s>", "source = \"wire\"\n");
    let done = dossier(&format!("{HEAD}{entries}"));
    let place = format!("t/talks.toml:{}:", HEAD.lines().count() + line);
    let mut lines =
        done.stdout.lines().skip_while(|text| !text.starts_with(&place) || !text.contains(what));
    let (found, mend) = (lines.next(), lines.next().unwrap_or_default());
    assert!(found.is_some(), "no {what:?} at {place} in\n{}", done.stdout);
    assert!(mend.starts_with("    hint: ") && mend.contains(hint), "{hint:?} is not in {mend:?}");
    let error = done.stdout.contains(": error ");
    assert_eq!(done.status, i32::from(error), "{}", done.stdout);
}

#[test]
fn what_is_not_there_is_told_by_name() {
    told(
        "[[preference]]\nparty = \"nroth\"\nissue = \"bridge\"\nweight = 1\n<s>",
        2,
        "D010: there is no actor \"nroth\"",
        "did you mean \"north\"?",
    );
    told(
        "[[preference]]\n<p>issue = \"brigde\"\nweight = 1\n<s>",
        3,
        "D012",
        "did you mean \"bridge\"?",
    );
    told(
        "[[preference]]\n<p>issue = \"bridge\"\nvalues = { opne = 1 }\n<s>",
        4,
        "D013",
        "did you mean \"open\"?",
    );
    told(
        "[[preference]]\n<p>issue = \"bridge\"\norder = [\"half\"]\n<s>",
        4,
        "D013",
        "use one of: closed, open",
    );
    told(
        "[[red_line]]\n<p>issue = \"bridge\"\nchoices = [\"shut\"]\n<s>",
        4,
        "D013",
        "use one of: closed, open",
    );
    told(
        "[[link]]\nissue = \"bridge\"\nchoices = [\"open\"]\nneeds = \"fery\"\nany_of = [\"daily\"]\n<s>",
        4,
        "D012",
        "did you mean \"ferry\"?",
    );
    told(
        "[[link]]\nissue = \"bridge\"\nchoices = [\"open\"]\nneeds = \"ferry\"\nany_of = [\"dayly\"]\n<s>",
        5,
        "D013",
        "did you mean \"daily\"?",
    );
    told("[[sequence]]\n<p>first = \"bridge\"\nthen = \"tunnel\"\n<s>", 4, "D012", "[[issue]]");
    told("[[reserve]]\nparty = \"nobody\"\nvalue = 3\n<s>", 2, "D010", "use one of: north, south");
    told(
        "[[status_quo]]\nissue = \"bridge\"\nchoice = \"half\"\n<s>",
        3,
        "D013",
        "use one of: closed, open",
    );
    told(
        "[[status_quo]]\nissue = \"bridg\"\nchoice = \"open\"\n<s>",
        2,
        "D012",
        "did you mean \"bridge\"?",
    );
}

#[test]
fn numbers_that_cannot_be_weighed_are_told() {
    for number in ["nan", "inf", "-inf", "1e999999", "\"NaN\"", "\"1,5\"", "0x10"] {
        told(&format!("[[reserve]]\n<p>value = {number}\n<s>"), 3, "D021", "plain digits");
    }
    let long = "9".repeat(65);
    told(
        &format!("[[reserve]]\n<p>value = \"{long}\"\n<s>"),
        3,
        "more than 64 digits",
        "plain digits",
    );
    let worth =
        "[[preference]]\n<p>issue = \"bridge\"\nvalues = { open = NUMBER, closed = 0 }\n<s>";
    told(
        &worth.replace("NUMBER", "nan"),
        4,
        "D021: `values`: \"nan\" is not a finite number",
        "plain digits",
    );
    told(
        &worth.replace("NUMBER", "[5, 2]"),
        4,
        "D018: `values`: the upper end (2) lies below",
        "exchange",
    );
    told(&worth.replace("NUMBER", "[1, 2, 3]"), 4, "D005", "write values");
    let weight = "[[preference]]\n<p>issue = \"bridge\"\nweight = NUMBER\n<s>";
    told(&weight.replace("NUMBER", "-3"), 4, "D028: `weight` lies below zero", "above nought");
    told(
        &weight.replace("NUMBER", "[5, 2]"),
        4,
        "D018: `weight`: the upper end (2) lies below",
        "exchange",
    );
}

#[test]
fn worth_that_is_doubled_or_has_gaps_is_told() {
    let one = "[[preference]]\n<p>issue = \"bridge\"\nvalues = { open = 1, closed = 0 }\n<s>";
    told(&format!("{one}{one}"), 6, "D029: the `preference` of line", "join the two");
    told("[[reserve]]\n<p>value = 1\n<s>[[reserve]]\n<p>value = 2\n<s>", 5, "D029", "join the two");
    let today = "[[status_quo]]\nissue = \"bridge\"\nchoice = \"open\"\n<s>";
    told(&format!("{today}{}", today.replace("open", "closed")), 5, "D029", "take one of them out");
    told(&one.replace("<s>", "order = [\"open\", \"closed\"]\n<s>"), 5, "D029", "`values` counts");
    told(
        &one.replace(", closed = 0", ""),
        4,
        "D030: `values` on \"bridge\" passes over: closed",
        "value 0",
    );
    told(
        "[[preference]]\n<p>issue = \"bridge\"\norder = [\"open\", \"open\"]\n<s>",
        4,
        "D007: `order` has \"open\" twice",
        "take the other one out",
    );
    told(
        "[[preference]]\n<p>issue = \"bridge\"\n<s>",
        1,
        "D004: this `preference` says nothing",
        "values",
    );
    told(
        "[[red_line]]\n<p>issue = \"bridge\"\nchoices = []\n<s>",
        4,
        "D004: `choices` of this `red_line`",
        "at least one choice",
    );
}

#[test]
fn nothing_to_weigh_is_told() {
    told(
        "[[issue]]\nid = \"port\"\nname = \"Port\"\n[[preference]]\n<p>issue = \"port\"\nweight = 1\n<s>",
        6,
        "D031: the issue \"port\" has no choices",
        "[[issue.choice]]",
    );
    told(
        "[[actor]]\nid = \"arden\"\nname = \"Ada Arden\"\nkind = \"person\"\nof = \"north\"\n<s>[[reserve]]\nparty = \"arden\"\nvalue = 1\n<s>",
        8,
        "D035: \"arden\" is not one of the parties",
        "did you mean \"north\"",
    );
    let head = HEAD.replacen("roles = [\"party\"]\n", "", 1);
    let done =
        dossier(&format!("{head}[[reserve]]\nparty = \"south\"\nvalue = 1\nsource = \"wire\"\n"));
    done.says("warning D036: \"south\" alone has the role \"party\"").says("roles = [\"party\"]");
    // Nothing at all is no mistake, and nobody waits for an answer.
    let bare = Folder::new().with("t/talks.toml", "pourparler = 1\n");
    bare.run(&["weigh", "t"]).exit(1);
    bare.run(&["check", "t"]).exit(0).says("F001");
}

#[test]
fn links_that_bite_their_tail_or_each_other_are_told() {
    let link = |issue: &str, choice: &str, needs: &str, other: &str| {
        format!(
            "[[link]]\nissue = \"{issue}\"\nchoices = [\"{choice}\"]\nneeds = \"{needs}\"\nany_of = [\"{other}\"]\n<s>"
        )
    };
    let (there, back) =
        (link("bridge", "open", "ferry", "daily"), link("ferry", "daily", "bridge", "open"));
    let head = HEAD.lines().count();
    let words = format!(
        "D033: the links go in a circle: \"bridge\" (open) only if (line {}) \"ferry\" (daily) only if (line {}) \"bridge\" (open)",
        head + 1,
        head + 7
    );
    told(&format!("{there}{back}"), 1, &words, "take out the link that is wrong");
    told(
        &link("bridge", "open", "bridge", "closed"),
        4,
        "D032: this `link` has \"bridge\" on both sides",
        "another issue",
    );
    told(
        "[[sequence]]\n<p>first = \"ferry\"\nthen = \"ferry\"\n<s>",
        4,
        "D032: this `sequence`",
        "another issue",
    );
    let other = link("bridge", "open", "ferry", "weekly");
    let words = format!(
        "D034: no deal can hold \"bridge\" (open): the links of the lines {}, {} contradict",
        head + 1,
        head + 7
    );
    told(&format!("{there}{other}"), 1, &words, "correct or take out one of the links");
}

#[test]
fn very_many_and_very_deep_entries_are_told_in_time() {
    let deep = format!(
        "{HEAD}[[preference]]\nvalues = {}1{}\n",
        "{ a = ".repeat(20_000),
        " }".repeat(20_000)
    );
    dossier(&deep).exit(1).says("error D001");
    let issue = |at: usize| {
        format!(
            "[[issue]]\nid = \"x{at}\"\nname = \"X\"\nchoice = [{{ id = \"c\", name = \"C\" }}]\n"
        )
    };
    let link = |at: usize| {
        format!(
            "[[link]]\nissue = \"x{at}\"\nchoices = \"c\"\nneeds = \"x{}\"\nany_of = \"c\"\nsource = \"wire\"\n",
            (at + 1) % 3_000
        )
    };
    let many: String = (0..3_000).map(issue).chain((0..3_000).map(link)).collect();
    dossier(&format!("{HEAD}{many}")).exit(0).says("warning D033").says("2994 more");
}

/// A domain and two utility functions as NegMAS writes them.
fn negmas(domain: &str, north: &str) -> Folder {
    let south =
        "type: LinearAdditiveUtilityFunction\nname: South\nvalues:\n- {x: 1, y: 0}\n- {z: 1}\n";
    Folder::new().with("s/domain.yml", domain).with("s/north.yml", north).with("s/south.yml", south)
}

const DOMAIN: &str = "type: DiscreteCartesianOutcomeSpace\nissues:\n- name: a\n  values: [x, y]\n- name: b\n  values: [z]\n";
const NORTH: &str = "type: LinearAdditiveUtilityFunction\nname: North\nweights: [2, 1]\nvalues:\n- {x: 0, y: 3}\n- {z: 1}\n";

/// `check` tells it and answers no; `weigh` tells the same and does not work.
#[track_caller]
fn refused(folder: &Folder, what: &str, hint: &str) {
    let done = folder.run(&["check", "s"]).exit(1).says(what).complains("checked as a scenario");
    let hints = done
        .stdout
        .lines()
        .filter(|line| line.starts_with("    hint: "))
        .any(|line| line.contains(hint));
    assert!(hints, "no hint {hint:?} in\n{}", done.stdout);
    let weighed = folder.run(&["weigh", "--scenario", "s"]).exit(2).complains("    hint: ");
    assert!(weighed.stdout.is_empty(), "{}", weighed.stdout);
    let lines = folder.run(&["check", "--json", "s"]).exit(1).lines();
    assert!(lines.iter().all(|line| line["type"] == "finding" && line["hint"] != ""));
}

#[test]
fn a_good_scenario_is_checked_as_one() {
    negmas(DOMAIN, NORTH)
        .run(&["check", "s"])
        .exit(0)
        .complains("checked as a scenario (NegMAS): 2 issues, 2 parties, 2 deals; 0 errors");
    // With a talks.toml, or reports in their folder, it is a dossier with other files beside.
    let dossier = negmas(DOMAIN, NORTH).with("s/talks.toml", "pourparler = 1\n");
    dossier.run(&["check", "s"]).complains("0 reports read");
    let dossier = negmas(DOMAIN, NORTH).with("s/reports/a.txt", ARTICLE);
    dossier.run(&["check", "s"]).complains("1 reports read");
}

#[test]
fn scenarios_without_issues_options_or_parties_are_refused() {
    let none = "type: DiscreteCartesianOutcomeSpace\nissues: []\n";
    refused(
        &negmas(none, NORTH),
        "s/domain.yml:2:9: error S017: the domain has no issue",
        "at least one issue",
    );
    let empty = DOMAIN.replace("[z]", "[]");
    refused(
        &negmas(&empty, NORTH),
        "s/domain.yml:6:11: error S017: the issue \"b\" has no option",
        "ways to settle",
    );
    let alone = Folder::new().with("s/domain.yml", DOMAIN);
    refused(&alone, "error S008", "profiles beside the domain");
    let one = Folder::new().with("s/domain.yml", DOMAIN).with("s/north.yml", NORTH);
    one.run(&["check", "s"]).exit(0).says("warning S022: this is the only profile");
}

#[test]
fn numbers_and_names_of_scenarios_are_checked() {
    for number in
        [".nan", ".inf", "-.inf", "NaN", "1e999999", "1e-99999", "lots", &"9".repeat(3_000)]
    {
        refused(
            &negmas(DOMAIN, &NORTH.replace('3', number)),
            "s/north.yml:5:13: error S012",
            "decimal such as 0.25",
        );
    }
    let weight = |number: &str| NORTH.replace("[2, 1]", &format!("[{number}, 1]"));
    refused(
        &negmas(DOMAIN, &weight("-2")),
        "s/north.yml:3:11: error S013: the weight of \"a\" is -2",
        "above nought",
    );
    refused(&negmas(DOMAIN, &weight(".nan")), "s/north.yml:3:11: error S012", "decimal");
    refused(
        &negmas(DOMAIN, &format!("{NORTH}reserved_value: .nan\n")),
        "s/north.yml:7:17: error S012",
        "decimal",
    );
    refused(
        &negmas(DOMAIN, &NORTH.replace("y: 3", "w: 3")),
        "error S011: \"a\" has no option \"w\"",
        "add it to the domain",
    );
    refused(
        &negmas(DOMAIN, &NORTH.replace(", y: 3", "")),
        "s/north.yml:5:3: error S009",
        "has the value 0",
    );
    refused(
        &negmas(DOMAIN, &NORTH.replace("{x: 0,", "{x: 0, x: 1,")),
        "error S010",
        "take one of the two out",
    );
    refused(
        &negmas(&DOMAIN.replace("[x, y]", "[x, y, x]"), NORTH),
        "s/domain.yml:4:18: error S010",
        "take one of the two out",
    );
    refused(
        &negmas(DOMAIN, &NORTH.replace("[2, 1]", "{a: 2, c: 1}")),
        "error S011: \"weights\": \"c\" is no issue",
        "correct the name",
    );
    let json = Folder::new()
        .with("s/domain.json", "{\"issuesValues\": {\"a\": {\"values\": [\"x\"]}}}")
        .with("s/p.json", "{\"LinearAdditiveUtilitySpace\": {\"issueWeights\": {\"a\": NaN},\n\"issueUtilities\": {\"a\": {\"discreteutils\": {\"valueUtilities\": {\"x\": 1}}}}}}");
    refused(&json, "s/p.json:1:55: error S012: the weight of \"a\": \"NaN\"", "decimal");
}

#[test]
fn tables_of_deals_are_refused_with_the_size_of_the_domain() {
    let choices: Vec<String> =
        (0..10).map(|at| format!("<item index=\"{at}\" value=\"o{at}\"/>")).collect();
    let choices = choices.concat();
    let issues: Vec<String> = (1..=40)
        .map(|at| {
            format!("<issue index=\"{at}\" name=\"i{at}\" type=\"discrete\">{choices}</issue>")
        })
        .collect();
    let domain = format!(
        "<negotiation_template><utility_space>{}</utility_space></negotiation_template>",
        issues.concat()
    );
    let boxes = "<utility_space>\n<ufun><hyperRectangle utility=\"10\"/></ufun></utility_space>";
    let said = "the domain has 10^40 deals, which cannot be listed one by one";
    let hint = "join only those into one";
    let genius = Folder::new().with("s/domain.xml", domain).with("s/p.xml", boxes);
    refused(&genius, said, hint);
    genius.run(&["check", "s"]).says("s/p.xml:2:1: error S015: <ufun> gives worth to boxes");

    let listed: Vec<String> = (0..40)
        .map(|at| format!("- name: i{at}\n  values: [a, b, c, d, e, f, g, h, i, j]\n"))
        .collect();
    let domain = format!("type: DiscreteCartesianOutcomeSpace\nissues:\n{}", listed.concat());
    for kind in ["MappingUtilityFunction", "HyperRectangleUtilityFunction"] {
        refused(&negmas(&domain, &format!("name: North\ntype: {kind}\n")), said, hint);
    }

    let listed: Vec<String> =
        (0..40).map(|at| format!("\"i{at}\": {{\"values\": [0,1,2,3,4,5,6,7,8,9]}}")).collect();
    let domain = format!("{{\"issuesValues\": {{{}}}}}", listed.join(","));
    let table = format!("{{\"DefaultPartialOrdering\": {{\"domain\": {domain}, \"better\": []}}}}");
    refused(&Folder::new().with("s/domain.json", domain).with("s/p.json", table), said, hint);

    let small = negmas(DOMAIN, "name: North\ntype: MappingUtilityFunction\n");
    refused(&small, "the domain has 2 deals", "join all issues into one");
}

#[test]
fn scenarios_beyond_bounds_are_refused_at_once() {
    let deep =
        Folder::new().with("s/d.json", format!("{{\"issuesValues\": {}", "[".repeat(300_000)));
    refused(&deep, "s/d.json:1:82: error S005", "write it out plainly");
    let range = |low: &str, high: &str, step: &str| {
        Folder::new().with("s/d.json", format!("{{\"issuesValues\": {{\"a\": {{\"range\": {{\"low\": \"{low}\", \"high\": \"{high}\", \"step\": \"{step}\"}}}}}}}}"))
    };
    refused(
        &range("0", "1e900", "1e-900"),
        "error S005: the range of \"a\" has numbers",
        "fewer digits",
    );
    refused(
        &range("0", "1e9", "1"),
        "error S005: the range of \"a\" has more than",
        "larger steps",
    );
    refused(&range("5", "2", "1"), "error S016", "not below");
    let numbers = "type: DiscreteCartesianOutcomeSpace\nissues:\n- name: a\n  type: ContiguousIssue\n  values: ";
    refused(
        &negmas(&format!("{numbers}[0, 99999999999]\n"), NORTH),
        "s/domain.yml:5:11: error S005",
        "larger steps",
    );
    refused(
        &negmas(&format!("{numbers}[5, 2]\n"), NORTH),
        "s/domain.yml:5:11: error S016",
        "lowest",
    );
    let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><utility_space/>";
    refused(&Folder::new().with("s/p.xml", entities), "s/p.xml:1:1: error S005", "DOCTYPE");
    let nothing: [&[u8]; 3] =
        [b"\xff\xfe<utility_space", b"<utility_space", b"<utility_space></utility_spac>"];
    for bytes in nothing {
        refused(&Folder::new().with("s/p.xml", bytes), "s/p.xml", "");
    }
    refused(
        &Folder::new()
            .with("s/p.xml", [b'<'; 100].repeat(50_000))
            .with("s/d.xml", "<utility_space/>"),
        "error S0",
        "",
    );
}
