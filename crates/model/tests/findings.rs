//! Each kind of finding: where it points, what it says, and what of the entry stays.

use model::file::{self, KnownIssues};
use model::{Finding, Talks};

/// A little lexicon, as the command line brings one.
struct Lexicon;

impl KnownIssues for Lexicon {
    fn issue(&self, id: &str) -> bool {
        id == "ceasefire"
    }

    fn choice(&self, issue: &str, choice: &str) -> bool {
        issue == "ceasefire" && choice == "thirty_days"
    }

    fn issue_ids(&self) -> Vec<&str> {
        vec!["ceasefire"]
    }

    fn choice_ids(&self, _: &str) -> Vec<&str> {
        vec!["thirty_days"]
    }
}

const HEAD: &str = r#"pourparler = 1
[[source]]
id = "wire"
publisher = "Harbour Wire"
[[actor]]
id = "north"
name = "Northland"
kind = "state"
[[actor]]
id = "south"
name = "Southmark"
kind = "state"
aliases = ["the South"]
"#;

/// Reads the head and `rest`; the findings as `line:column code`, with messages and hints.
fn read(rest: &str) -> (Talks, Vec<Finding>) {
    file::talks("talks.toml", &format!("{HEAD}{rest}"), &Lexicon)
}

/// The findings in short, the lines counted from the first one after the head.
fn places(findings: &[Finding]) -> Vec<String> {
    let head = HEAD.lines().count();
    let place = |finding: &Finding| {
        let spot = finding.spot.expect("a spot");
        format!("{}:{} {}", spot.line - head, spot.column, finding.code)
    };
    findings.iter().map(place).collect()
}

fn one(rest: &str) -> (Talks, Finding) {
    let (talks, mut findings) = read(rest);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    (talks, findings.remove(0))
}

const POSITION: &str = "[[position]]\nparty = \"north\"\nissue = \"ceasefire\"\nstance = \"demand\"\n\
                        words = \"w\"\nsource = \"wire\"\n";

#[test]
fn all_findings_come_at_once_in_the_order_of_the_file() {
    let (talks, findings) = read(
        "[[round]]\nid = \"Round 1\"\nname = \"First\"\nstart = 2025-02-31\nhost = [\"north\"]\n\
         [[position]]\nparty = \"nroth\"\nissue = \"ceasefire\"\nstance = \"wish\"\nwords = 5\n",
    );
    let expected = [
        "1:1 D019", "2:6 D006", "4:9 D008", "5:1 D003", "6:1 D019", "7:9 D010", "9:10 D009",
        "10:9 D005",
    ];
    assert_eq!(places(&findings), expected);
    assert!(talks.rounds.is_empty() && talks.positions.is_empty());
    assert_eq!(talks.actors.len(), 2);
}

#[test]
fn hints_name_what_was_probably_meant() {
    let hint = |rest: &str| one(rest).1.hint;
    assert_eq!(hint(&POSITION.replace("words", "wrods")), "did you mean `words`?");
    assert_eq!(hint(&POSITION.replace("\"north\"", "\"noth\"")), "did you mean \"north\"?");
    assert_eq!(
        hint(&POSITION.replace("\"north\"", "\"The South\"")),
        "did you mean \"south\"? It has that name"
    );
    assert_eq!(
        hint(&POSITION.replace("\"north\"", "\"elsewhere\"")),
        "add [[actor]] with this id, or use one of: north, south"
    );
    assert_eq!(hint(&POSITION.replace("ceasefire", "cease_fire")), "did you mean \"ceasefire\"?");
    assert_eq!(
        hint(&POSITION.replace("stance", "choice = \"thirty_day\"\nstance")),
        "did you mean \"thirty_days\"?"
    );
    assert!(
        hint(&POSITION.replace("demand", "demands"))
            .starts_with("did you mean \"demand\"? One of: ")
    );
    assert_eq!(hint("[[actors]]\nid = \"a\"\n"), "did you mean `actor`?");
    assert!(hint(&format!("{POSITION}title = \"x\"\n")).contains("head of the file"));
    assert!(
        hint("[[actor]]\nid = \"East Isle\"\nname = \"x\"\nkind = \"state\"\n")
            .contains("\"east-isle\"")
    );
}

#[test]
fn only_the_wrong_field_is_left_out_where_the_entry_can_do_without() {
    let (talks, finding) = one(&POSITION.replace("stance", "choice = \"none\"\nstance"));
    assert_eq!((finding.code, talks.positions.len()), ("D013", 1));
    let (talks, finding) = one(&format!("{POSITION}from = 2025-01-02\nuntil = \"2025-01-01\"\n"));
    assert_eq!(finding.code, "D018");
    assert!(talks.positions[0].from.is_some() && talks.positions[0].until.is_none());
    let (talks, finding) = one(&format!("{POSITION}flags = [\"first\", \"maybe\"]\n"));
    assert_eq!((finding.code, talks.positions[0].flags.len()), ("D009", 1));
    let (talks, finding) = one(&POSITION.replace("\"wire\"", "[\"wire\", \"wird\"]"));
    assert_eq!((finding.code, talks.positions.len()), ("D011", 1));
    assert_eq!(finding.hint, "did you mean \"wire\"?");
}

#[test]
fn an_own_issue_adds_to_a_built_in_one() {
    let own = "[[issue]]\nid = \"ceasefire\"\nname = \"C\"\n[[issue.choice]]\nid = \"at_sea\"\nname = \"S\"\n";
    for choice in ["at_sea", "thirty_days"] {
        let position = POSITION.replace("stance", &format!("choice = \"{choice}\"\nstance"));
        let (talks, findings) = read(&format!("{own}{position}"));
        assert_eq!(findings, []);
        assert!(talks.positions[0].choice.is_some());
    }
    let (talks, finding) = one(&format!("{own}[[issue.choice]]\nid = \"at_sea\"\nname = \"S\"\n"));
    assert_eq!((finding.code, talks.issues[0].choices.len()), ("D007", 1));
    assert!(finding.message.contains("of line 17"), "{}", finding.message);
}

#[test]
fn dates_may_be_coarse_but_must_exist() {
    let date =
        |value: &str| read(&format!("[[source]]\nid = \"s\"\npublisher = \"P\"\ndate = {value}\n"));
    for (value, expected) in [
        ("2025-06-02", "2025-06-02"),
        ("\"2025-06\"", "2025-06"),
        ("\"2025\"", "2025"),
        ("2025-06-02T13:00:00+03:00", "2025-06-02T13:00+03:00"),
        ("2025-06-02 13:00", "2025-06-02T13:00"),
        ("2025-06-02T10:00:30Z", "2025-06-02T10:00+00:00"),
    ] {
        let (talks, findings) = date(value);
        assert_eq!(findings, [], "{value}");
        assert_eq!(talks.sources[1].date.map(|date| date.to_string()).as_deref(), Some(expected));
    }
    for value in [
        "\"2025-02-31\"", "2025-02-31", "2025-06", "2025-13-01", "02.06.2025", "02/06/2025",
        "\"Monday\"", "13:00:00", "0000-01-01", "2025-06-02T25:00:00", "2025-6-2",
    ] {
        let (talks, findings) = date(value);
        assert_eq!(places(&findings), ["4:8 D008"], "{value}");
        assert!(!findings[0].hint.is_empty());
        assert_eq!(talks.sources[1].date, None);
    }
    assert_eq!(date("2025").1[0].hint, "write date = \"2025\"");
}

#[test]
fn an_end_on_the_same_day_or_in_the_same_month_is_no_contradiction() {
    for (from, until, wrong) in [
        ("2025-06-02", "2025-06-02", false),
        ("2025-06-02", "\"2025-06\"", false),
        ("\"2025-06\"", "2025-06-01", false),
        ("2025-06-02", "\"2025-05\"", true),
        ("\"2025-06-02T10:00\"", "\"2025-06-02T09:59\"", true),
        ("\"2025-06-02T10:00+03:00\"", "\"2025-06-02T07:30Z\"", false),
        ("\"2025-06-03T00:30+03:00\"", "\"2025-06-02T23:00\"", false),
    ] {
        let (_, findings) = read(&format!("{POSITION}from = {from}\nuntil = {until}\n"));
        assert_eq!(findings.iter().any(|f| f.code == "D018"), wrong, "{from} {until}");
    }
}

#[test]
fn amounts_need_plain_digits_unless_nothing_is_told() {
    let amount = |value: &str| {
        read(&format!(
            "[[commitment]]\nid = \"c\"\ndebtors = \"north\"\nwhat = \"w\"\nsource = \"wire\"\namount = {value}\n"
        ))
    };
    for (value, code) in [
        ("{ value = \"6,000\" }", "D021"),
        ("{ value = -5 }", "D021"),
        ("{ value = 2.5 }", "D005"),
        ("{ value = \"\" }", "D021"),
        ("{ unit = \"x\" }", "D004"),
        ("{ value = \"5\", to = \"4\" }", "D018"),
        ("{ value = \"5\", state = \"circa\" }", "D009"),
        ("{ value = \"5\", each = \"yes\" }", "D005"),
        ("6000", "D005"),
    ] {
        let (_, findings) = amount(value);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [code], "{value}");
    }
    assert_eq!(amount("{ value = \"6,000\" }").1[0].hint, "write \"6000\"");
    let (talks, findings) = amount("{ value = \"many\", state = \"not_known\" }");
    assert_eq!(findings, []);
    let amount = talks.commitments[0].amount.as_ref().expect("an amount");
    assert_eq!((amount.value.as_deref(), amount.state.name()), (None, "not_known"));
}

#[test]
fn circles_of_actors_are_cut_and_named() {
    let actor = |id: &str, of: &str| {
        format!(
            "[[actor]]\nid = \"{id}\"\nname = \"N\"\nkind = \"body\"\nof = \"{of}\"\nsource = \"wire\"\n"
        )
    };
    let text =
        [actor("a", "b"), actor("b", "a"), actor("c", "a"), actor("d", "d"), actor("e", "north")];
    let (talks, findings) = read(&text.concat());
    assert_eq!(places(&findings), ["5:6 D017", "11:6 D017", "23:6 D017"]);
    let above = |id: &str| {
        let actor = talks.actors.iter().find(|actor| actor.id.as_str() == id).expect("an actor");
        actor.of.as_ref().map(|of| of.as_str().to_owned())
    };
    assert_eq!((above("a"), above("b"), above("d")), (None, None, None));
    assert_eq!((above("c").as_deref(), above("e").as_deref()), (Some("a"), Some("north")));
}

#[test]
fn what_states_a_fact_needs_a_source() {
    let (talks, finding) = one("[[incident]]\nwhat = \"w\"\n");
    assert_eq!((finding.code, finding.severity.name()), ("D019", "warning"));
    assert_eq!(talks.incidents.len(), 1);
    // Each account has its own source: that is enough.
    let reading = "[[dispute.reading]]\nby = \"b\"\nwords = \"w\"\n";
    let (_, findings) = read(&format!("[[dispute]]\nabout = \"a\"\n{reading}source = \"wire\"\n"));
    assert_eq!(findings, []);
    // One account has none, and nothing to lean on.
    let (_, findings) =
        read(&format!("[[dispute]]\nabout = \"a\"\n{reading}source = \"wire\"\n{reading}"));
    assert_eq!(places(&findings), ["7:1 D019"]);
    // A name alone states nothing.
    assert_eq!(read("").1, []);
    assert_eq!(
        one("[[actor]]\nid = \"p\"\nname = \"P\"\nkind = \"person\"\noffice = \"o\"\n").1.code,
        "D019"
    );
    // An empty list cites nothing.
    assert_eq!(one("[[incident]]\nwhat = \"w\"\nsource = []\n").1.code, "D019");
}

#[test]
fn broken_toml_hides_neither_what_follows_nor_itself() {
    let (talks, findings) =
        read(&format!("hello there\n[[incident]\n{POSITION}words\nfrom = Monday\n"));
    let codes = places(&findings);
    assert!(codes.contains(&"1:7 D001".to_owned()), "{codes:?}");
    assert!(codes.contains(&"2:12 D001".to_owned()), "{codes:?}");
    assert!(codes.contains(&"9:6 D001".to_owned()), "{codes:?}");
    assert!(codes.contains(&"10:8 D001".to_owned()), "{codes:?}");
    assert_eq!(talks.positions.len(), 1);
}

#[test]
fn one_slip_gives_one_finding() {
    for (text, code) in [
        ("[[incident]]\nwhat = Monday\nsource = \"wire\"\n", "D001"),
        ("[[incident]]\nwhat =\nsource = \"wire\"\n", "D001"),
        ("[[incident]]\nwhat = \u{201c}w\u{201d}\nsource = \"wire\"\n", "D001"),
        ("[[incident]]\nwhat = \"w\nsource = \"wire\"\n", "D001"),
        ("[[incident]]\nwaht = \"w\"\nsource = \"wire\"\n", "D003"),
        ("[incident]\nwhat = \"w\"\nsource = \"wire\"\n", "D005"),
        ("incident = [5]\n", "D003"),
        ("[[incident]]\nwhat = \"w\"\nwhat = \"v\"\nsource = \"wire\"\n", "D002"),
    ] {
        assert_eq!(one(text).1.code, code, "{text}");
    }
}

#[test]
fn the_head_of_the_file_is_checked() {
    let codes = |text: &str| {
        let (_, findings) = file::talks("t", text, &());
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(""), ["D004"]);
    assert_eq!(codes("pourparler = 2"), ["D020"]);
    assert_eq!(codes("pourparler = \"1\""), ["D005"]);
    assert_eq!(codes("\u{feff}pourparler = 1\r\ntitle = \"x\"\r\n"), [""; 0]);
    assert_eq!(codes("pourparler = 1\nactor = [5]\n"), ["D005"]);
}

#[test]
fn rounds_stand_in_the_order_of_their_dates() {
    let round = |id: &str, key: &str| {
        format!("[[round]]\nid = \"{id}\"\nname = \"n\"\nsource = \"wire\"\n{key}\n")
    };
    let (talks, findings) = read(
        &[round("x", ""), round("b", "start = 2025-06-02"), round("a", "planned = \"2025-05\"")]
            .concat(),
    );
    assert_eq!(findings, []);
    assert_eq!(
        talks.rounds.iter().map(|round| round.id.as_str()).collect::<Vec<_>>(),
        ["a", "b", "x"]
    );
}
