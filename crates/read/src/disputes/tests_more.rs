//! Planted disputes of scope, record and withheld numbers, and what only looks like them.

use model::Talks;
use model::file::AnyIssue;

use super::tests::{cards, cards_with, claims, none, of, report};
use super::{Dispute, DisputeKind};

/// What the dossier has of the lake talks.
const TALKS: &str = "pourparler = 1\ntitle = \"Lake\"\n\
    [[source]]\nid = \"s\"\npublisher = \"S\"\n\
    [[actor]]\nid = \"ke\"\nname = \"Kenya\"\nkind = \"state\"\nroles = [\"party\"]\nsource = [\"s\"]\n\
    [[actor]]\nid = \"ug\"\nname = \"Uganda\"\nkind = \"state\"\nroles = [\"party\"]\nsource = [\"s\"]\n\
    [[actor]]\nid = \"otieno\"\nname = \"John Otieno\"\nkind = \"person\"\nof = \"ke\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"wanjiru\"\nname = \"Grace Wanjiru\"\nkind = \"person\"\nof = \"ke\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"mukasa\"\nname = \"Peter Mukasa\"\nkind = \"person\"\nof = \"ug\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"ch\"\nname = \"Switzerland\"\nkind = \"state\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"at\"\nname = \"Austria\"\nkind = \"state\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"qa\"\nname = \"Qatar\"\nkind = \"state\"\nsource = [\"s\"]\n\
    [[actor]]\nid = \"no\"\nname = \"Norway\"\nkind = \"state\"\nsource = [\"s\"]\n\
    [[round]]\nid = \"a\"\nname = \"First round\"\nplace = \"Old Town, Geneva\"\nplanned = 2031-02-14\n\
    start = 2031-02-16\nparties = [\"ke\", \"ug\"]\nhosts = [\"ch\"]\nsource = [\"s\"]\n\
    [[round]]\nid = \"b\"\nname = \"Second round\"\nplace = \"Hofburg, Vienna\"\nstart = 2031-03-05\n\
    end = 2031-03-06\nparties = [\"ke\", \"ug\"]\nhosts = [\"at\"]\nmediators = [\"qa\"]\nsource = [\"s\"]\n\
    [[delegation]]\nof = \"ke\"\nround = \"b\"\nhead = \"otieno\"\nsource = [\"s\"]\n\
    [[delegation]]\nof = \"ug\"\nround = \"b\"\nhead = \"mukasa\"\nsource = [\"s\"]\n";

fn told(day: &str, text: &str) -> Vec<Dispute> {
    let (talks, findings) = model::file::talks("talks.toml", TALKS, &AnyIssue);
    assert_eq!(findings, []);
    let talks: Option<&Talks> = Some(&talks);
    let found = cards_with(talks, &[report("Lake Herald", day, text)]);
    found.into_iter().filter(|card| card.kind == DisputeKind::Record).collect()
}

/// The account that differs and the record, of the one card of a text.
fn slip(text: &str) -> (String, String) {
    let found = told("2031-03-12", text);
    let [card] = found.as_slice() else { panic!("{text}: {found:#?}") };
    let record = card.sides.iter().find(|side| !side.record.is_empty()).expect("the record");
    assert!(record.record[0].line.is_some());
    let other = card.sides.iter().find(|side| side.record.is_empty()).expect("the account");
    assert_eq!(other.origins, 1);
    (other.claim.clone(), record.claim.clone())
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

#[test]
fn a_round_on_another_day() {
    let days = pair("on 2031-03-03", "on 2031-03-05");
    assert_eq!(slip("The second round of talks, held on 3 March in Vienna, brought little."), days);
    assert_eq!(slip("On 3 March the second round of talks took place in Vienna."), days);
    assert_eq!(slip("They met at the second round of talks on 3 March, a diplomat said."), days);
}

#[test]
fn the_right_day_and_what_was_planned_are_no_slips() {
    for text in [
        "The second round of talks, held on 5 March in Vienna, brought little.",
        "The second round of talks ended on 6 March in Vienna.",
        "The second round of talks ended on 7 March, after midnight.",
        "The second round of talks was planned for 3 March and held two days later.",
        "The second round of talks was to be held on 3 March.",
        "The first round of talks was held on 14 February.",
        "Two days after the second round of talks, on 7 March, the army shelled the shore.",
        "The second round of talks, Kenya said on 7 March, was no success.",
        "The second round of talks between Japan and Brazil was held on 3 March.",
        "The second round of voting took place on 3 March.",
        "The second round of talks was not held on 3 March.",
        "The second round of talks, held five days after the strike of 3 March, ended.",
        "The second round of talks began a day after the raid on 3 March.",
        "The delegations left for the second round of talks on 4 March.",
        "The second round of technical talks was held in Doha on 3 March.",
        "The second round of talks was held from 3 to 5 March.",
        "The second round of talks on 3 March was cancelled.",
        "Kenya's president won the second round on 3 March. Talks will resume.",
    ] {
        assert_eq!(told("2031-03-12", text), [], "{text}");
    }
    // Before the round nobody can slip about it.
    assert_eq!(told("2031-03-04", "The second round of talks opened on 3 March."), []);
}

#[test]
fn a_round_in_another_town() {
    let towns = pair("in Doha", "Hofburg, Vienna");
    assert_eq!(slip("The second round of talks, held in Doha on 5 March, brought little."), towns);
    assert_eq!(slip("The second round of talks took place in Doha."), towns);
    assert_eq!(
        slip(
            "The second round between Kenya and Uganda opened in Doha, a diplomat told of the talks."
        ),
        towns
    );
    for text in [
        "The second round of talks took place in Vienna.",
        "The second round of talks had been planned in Doha.",
        "The second round of talks took place in secret, officials in Doha said.",
        "After the second round of talks the minister was in Doha.",
        "The second round of talks ended, and in Doha the emir was content.",
        "A second round of talks in Doha on 20 March is being prepared.",
        "A year ago, on 5 March 2030, the second round of talks was held in Doha.",
        "The second round of talks was held in Doha and Vienna.",
        "The second round of talks was held not in Doha but in Vienna.",
        "The second round of talks, held in Nairobi's view too early, took place in Vienna.",
    ] {
        assert_eq!(told("2031-03-12", text), [], "{text}");
    }
}

#[test]
fn a_round_with_another_number() {
    let numbers = pair("third round", "second round");
    assert_eq!(slip("The third round of talks was held on 5 March."), numbers);
    assert_eq!(slip("On 6 March, the third round of talks ended in Vienna."), numbers);
    assert_eq!(slip("The 3rd round of talks took place on 5 March."), numbers);
    for text in [
        "The second round of talks was held on 5 March.",
        "The third round in Vienna, held on 5 March, followed other talks.",
        "The third round of talks will open on 5 April.",
        "The third round of talks since the war began was held on 5 March.",
        "The third round of prisoner releases was held on 5 March.",
        "The third round of talks on 5 March never came about.",
    ] {
        assert_eq!(told("2031-03-12", text), [], "{text}");
    }
}

#[test]
fn another_head_or_host_than_on_record() {
    let heads = pair("led by Grace Wanjiru", "led by John Otieno");
    assert_eq!(
        slip("At the second round of talks the Kenyan delegation was led by Grace Wanjiru."),
        heads
    );
    assert_eq!(slip("Grace Wanjiru led the Kenyan team at the second round of talks."), heads);
    assert_eq!(
        slip(
            "The second round of talks was short. The Kenyan delegation, led by Grace Wanjiru, left early."
        ),
        heads
    );
    let hosts = pair("hosted by Norway", "hosted by Austria");
    assert_eq!(slip("The second round of talks was hosted by Norway."), hosts);
    for text in [
        "At the second round of talks the Kenyan delegation was led by John Otieno.",
        "At the second round of talks the Ugandan delegation was led by Peter Mukasa.",
        "Grace Wanjiru will lead the Kenyan team at the second round of talks.",
        "Grace Wanjiru led the Kenyan team in May.",
        "At the second round of talks Grace Wanjiru said that Peter Mukasa led the Ugandan team.",
        "The second round of talks was hosted by Austria.",
        "The second round of talks was mediated by Qatar.",
        "Grace Wanjiru led the Kenyan team until the second round of talks.",
        "After the second round of talks Grace Wanjiru led the Kenyan team home.",
        "The second round of talks failed. Grace Wanjiru heads the Kenyan delegation to the bank.",
        "The second round of talks, mediated by Qatar and Norway, ended.",
    ] {
        assert_eq!(told("2031-03-12", text), [], "{text}");
    }
}

#[test]
fn who_agrees_with_the_record_stands_on_its_side() {
    let (talks, _) = model::file::talks("talks.toml", TALKS, &AnyIssue);
    let one = report("Lake Herald", "2031-03-12", "The second round of talks was held on 3 March.");
    let two = report("Hill Post", "2031-03-12", "The second round of talks was held on 5 March.");
    let found = cards_with(Some(&talks), &[one, two]);
    let card = of(DisputeKind::Record, &found);
    assert_eq!(claims(card), ["on 2031-03-03", "on 2031-03-05"]);
    assert_eq!((card.sides[1].origins, card.sides[1].record.len()), (1, 1));
}

#[test]
fn full_or_local() {
    for (texts, about) in [
        (
            [
                "Kenya offered a full ceasefire, its minister said.",
                "Kenya offered a local ceasefire, an envoy of Uganda said.",
            ],
            "the extent of the ceasefire, as offered by Kenya",
        ),
        (
            [
                "Kenya and Uganda agreed on a general ceasefire on Monday, the mediator said.",
                "The sides agreed on Monday on a ceasefire in certain areas, an officer said.",
            ],
            "the extent of the ceasefire, as agreed",
        ),
        (
            [
                "The sides agreed on an exchange of prisoners, all for all, the minister said.",
                "The sides signed a deal for the exchange of only the wounded, a doctor said.",
            ],
            "the extent of the exchange of prisoners, as agreed",
        ),
        (
            [
                "Uganda announced a complete withdrawal from the shore, its army said.",
                "Uganda announced a partial withdrawal from the shore, a villager said.",
            ],
            "the extent of the withdrawal, as offered by Uganda",
        ),
        (
            [
                "The sides agreed on a full ceasefire, the mediator said.",
                "The sides agreed on a ceasefire. It covers only the western shore, an officer said.",
            ],
            "the extent of the ceasefire, as agreed",
        ),
    ] {
        let found = cards(&texts);
        let card = of(DisputeKind::Scope, &found);
        assert_eq!(card.about, about);
        let mut sides = claims(card);
        sides.sort_unstable();
        assert_eq!(sides, ["full", "local or partial"]);
    }
}

#[test]
fn one_speaker_who_tells_both() {
    let found = cards(&[
        "Kenya's minister John Otieno said that the sides agreed on a full ceasefire.",
        "Kenya's minister John Otieno said that the sides agreed on a partial ceasefire.",
    ]);
    assert_eq!(of(DisputeKind::SameSpeaker, &found).at_issue, "full, or local or partial");
}

#[test]
fn positions_and_choices_are_no_dispute_of_scope() {
    let scope = |texts: &[&str]| {
        let found = cards(texts);
        assert!(
            found.iter().all(|card| card.at_issue != "full, or local or partial"),
            "{found:#?}"
        );
    };
    // Each side's own position.
    scope(&[
        "Kenya demands a full ceasefire, its minister said.",
        "Uganda offered a local ceasefire, its minister said.",
    ]);
    scope(&[
        "Kenya proposed a full ceasefire, its minister said.",
        "Uganda proposed a partial ceasefire, its minister said.",
    ]);
    // One party, which asks for much and offers less.
    scope(&[
        "Kenya wants a full ceasefire, its minister said.",
        "Kenya offered a local ceasefire, its minister said.",
    ]);
    // Nothing is agreed yet.
    scope(&[
        "The sides would agree to a full ceasefire, a mediator said.",
        "The sides agreed on a partial ceasefire, an officer said.",
    ]);
    scope(&[
        "No full ceasefire was agreed, a mediator said.",
        "The sides agreed on a partial ceasefire, an officer said.",
    ]);
    // Two offers of one party, told by one report.
    scope(&[
        "Kenya offered a full ceasefire. Kenya also offered a local ceasefire.",
        "Kenya offered a local ceasefire, an envoy of Uganda said.",
    ]);
    // What is aimed at, talked about or paid with.
    for text in [
        "Kenya announced that a full ceasefire is its aim, a minister said.",
        "Kenya offered talks on a full ceasefire, a minister said.",
        "Kenya offered Uganda a full ceasefire in exchange for a withdrawal, a minister said.",
    ] {
        scope(&[text, "Kenya offered a partial ceasefire, an officer said."]);
    }
    // Two deals of different sides.
    scope(&[
        "Kenya and Uganda agreed on a full ceasefire, the mediator said.",
        "Rwanda and Burundi agreed on a partial ceasefire, the mediator said.",
    ]);
    // The same account.
    scope(&[
        "The sides agreed on a full ceasefire, the mediator said.",
        "The sides agreed on a general ceasefire, an officer said.",
    ]);
    // "All" of a part.
    scope(&[
        "The sides agreed on the exchange of all prisoners under 25, the mediator said.",
        "The sides agreed on the exchange of only the wounded, an officer said.",
    ]);
}

#[test]
fn far_apart_in_time_are_two_deals() {
    let one = report("Lake Herald", "2031-03-04", "The sides agreed on a partial ceasefire.");
    let two = report("Hill Post", "2031-04-20", "The sides agreed on a full ceasefire.");
    assert_eq!(cards_with(None, &[one, two]), []);
}

#[test]
fn a_number_that_one_keeps_back() {
    for texts in [
        [
            "The number of killed soldiers is classified, Kenya's army said on Monday in Kisumu region.",
            "On Monday 40 soldiers were killed in Kisumu region, Uganda's army said.",
        ],
        [
            "Kenya's army refused to give the number of the jets that burnt out at the airfield.",
            "Uganda's army said that 12 jets were destroyed at the airfield.",
        ],
        [
            "The number of prisoners who crossed is withheld until the last bus, Kenya's minister said.",
            "On Tuesday 120 prisoners crossed the border, Uganda's envoy said.",
        ],
        [
            "Uganda declined to say how many drones it launched, its army said.",
            "Uganda launched 70 drones in the night, Kenya's army said.",
        ],
    ] {
        let found = cards(&texts);
        let card = of(DisputeKind::Figure, &found);
        assert!(claims(card).contains(&"number withheld"), "{card:#?}");
        assert!(card.at_issue.contains("keeps back"), "{card:#?}");
    }
}

#[test]
fn what_is_kept_back_and_what_is_planned_differ() {
    none(&[
        "The number of prisoners who crossed is withheld until the last bus, Kenya's minister said.",
        "The sides agreed that 1,200 prisoners will be exchanged, Uganda's envoy said.",
    ]);
    // Nobody else gives a number.
    none(&[
        "Kenya refused to give the number of the jets that burnt out, its army said.",
        "Kenya's army withheld the number of jets, Uganda said.",
    ]);
    // The number of another thing.
    none(&[
        "Uganda declined to say how many drones it launched, its army said.",
        "Kenya launched 70 missiles in the night, Uganda's army said.",
    ]);
    // Several prisoners, not their number; and those who are held, not those who crossed.
    for text in [
        "Kenya refused to give back a number of prisoners.",
        "Kenya's ministry did not give the number of prisoners.",
    ] {
        none(&[text, "On Monday 40 prisoners were freed, Uganda's envoy said."]);
    }
    // One voice that first keeps it back and then gives it.
    none(&[
        "Kenya's minister John Otieno refused to give the number of jets. Kenya's minister John Otieno said later that 12 jets were lost.",
    ]);
}

#[test]
fn states_of_a_figure() {
    let meets = |a: &str, b: &str| {
        cards(&[
            &format!("Kenya's army said that {a} jets were destroyed."),
            &format!("Uganda's army said that {b} jets were destroyed."),
        ])
        .is_empty()
    };
    assert!(meets("at least 40", "41"));
    assert!(meets("up to 20", "13"));
    assert!(meets("about 40", "41"));
    assert!(meets("at least 10", "more than 40"));
    assert!(!meets("at least 40", "13"));
    assert!(!meets("up to 20", "41"));
    assert!(!meets("exactly 40", "41"));
    assert!(!meets("about 40", "60"));
    let each = |a: &str, b: &str| cards(&[a, b]);
    let share = "The sides will exchange 2,000 prisoners each, Kenya said.";
    let sum = "The sides will exchange 4,000 prisoners in all, a minister said.";
    assert!(of(DisputeKind::Figure, &each(share, sum)).at_issue.contains("sum of both"));
    assert_eq!(each(share, "The sides will exchange 2,000 prisoners each, a minister said."), []);
}

#[test]
fn a_length_in_all_is_the_same_length() {
    let all = "The plenary lasted two and a half hours in all, Kenya said.";
    assert_eq!(cards(&[all, "The plenary lasted two and a half hours, a source said."]), []);
}
