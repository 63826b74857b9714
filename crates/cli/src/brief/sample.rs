//! A hand-made reading and dossier for tests: two invented states, a mediator, three reports.

use std::collections::BTreeSet;

use model::talks::{
    Account, Agreement, Amount, Commitment, Delegation, Incident, KnownDispute, Mandate,
    Observation, Outcome, Round, Session, Source,
};
use model::{
    Actor, ActorId, ActorKind, Attitude, Basis, Channel, ChoiceId, CountState, Event, Evidence,
    Figure, Finding, Flag, Furniture, Genre, IssueId, Passage, Position, Report, Role, Severity,
    Span, Speaker, SpeakerKind, Stance, Statement, StatementKind, Talks, When,
};
use read::origins::{Borrowing, BorrowingKind, Direction};
use read::{Origin, Reading};

use super::Names;

pub(crate) const WIRE: &str = "reports/01-wire.txt";
pub(crate) const COPY: &str = "reports/02-copy.txt";
pub(crate) const ANALYSIS: &str = "reports/03-analysis.txt";

const WIRE_TEXT: &str = "MENU | Home | World\nArvenia and Belmark meet for a second round\n\n\
The delegations of Arvenia and Belmark met in Port Solan on 2 June for a second round of talks. \
Foreign Minister Oru Talan of Kesh chaired. Arvenia demands a full ceasefire on land, at sea and \
in the air, its delegation head Mira Voss said. Belmark will not accept a full ceasefire before a \
treaty, its envoy Joren Hald said. Both sides agreed to exchange at least 1,000 prisoners each, \
Voss and Hald said separately. Hald said that 312 drones were launched overnight. A next meeting \
may take place by the end of June.\n\nShare this <story> & subscribe\n";

const COPY_TEXT: &str = "Second round in Port Solan\n\nThe delegations of Arvenia and Belmark met in \
Port Solan on 2 June. Arvenia demands a full ceasefire on land, at sea and in the air, its \
delegation head Mira Voss said. Some 290 drones were launched overnight.\n";

const ANALYSIS_TEXT: &str = "What Belmark may settle for\n\nBelmark would live with a full ceasefire \
if sanctions went, says Prof. Ana Reyes of the Solan Institute. \"We accept an exchange of all for \
all,\" Hald told reporters. He added that numbers will be published after the exchange is done.\n";

/// The names that a lexicon would give.
pub(crate) struct Lexicon;

impl Names for Lexicon {
    fn issue(&self, id: &IssueId) -> Option<String> {
        let name = match id.as_str() {
            "ceasefire" => "Ceasefire",
            "prisoners" => "Prisoners",
            "territory" => "Territory",
            _ => return None,
        };
        Some(name.to_owned())
    }

    fn choice(&self, _issue: &IssueId, id: &ChoiceId) -> Option<String> {
        let name = match id.as_str() {
            "full" => "full ceasefire",
            "all_for_all" => "exchange all for all",
            _ => return None,
        };
        Some(name.to_owned())
    }

    fn actor(&self, _id: &ActorId) -> Option<String> {
        None
    }

    fn parts(&self) -> weigh::Parts {
        weigh::Parts::default()
    }
}

pub(crate) fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is a handle"))
}

pub(crate) fn on(text: &str) -> Option<When> {
    let when = When::parse(text);
    assert!(when.is_some(), "{text} is a date");
    when
}

fn text_of(report: &str) -> &'static str {
    match report {
        WIRE => WIRE_TEXT,
        COPY => COPY_TEXT,
        _ => ANALYSIS_TEXT,
    }
}

/// The place of these words in a report.
pub(crate) fn span(report: &str, words: &str) -> Span {
    let start = text_of(report).find(words).unwrap_or_else(|| panic!("{report} says: {words}"));
    Span::new(start, start + words.len())
}

fn passage(report: &str, words: &str) -> Evidence {
    Evidence::Passage(Passage { report: report.to_owned(), span: span(report, words) })
}

fn entry(line: usize, sources: &[&str]) -> Evidence {
    Evidence::Entry { line, sources: sources.iter().map(|source| id(source)).collect() }
}

fn report(path: &str, publisher: Option<&str>, title: &str, published: Option<When>) -> Report {
    Report {
        path: path.to_owned(),
        text: text_of(path).to_owned(),
        page_places: Vec::new(),
        publisher: publisher.map(str::to_owned),
        address: None,
        title: Some(span(path, title)),
        published,
        published_how: "front matter".to_owned(),
        genre: Genre::Wire,
        genre_how: "front matter".to_owned(),
        language: Some("en".to_owned()),
        copy_of: None,
        sha256: String::new(),
    }
}

pub(crate) fn actor(handle: &str, name: &str, kind: ActorKind, roles: &[Role]) -> Actor {
    Actor {
        id: id(handle),
        name: name.to_owned(),
        kind,
        of: None,
        office: None,
        aliases: Vec::new(),
        roles: roles.to_vec(),
        from: None,
        until: None,
        evidence: Vec::new(),
    }
}

/// A stance of a party, known by words of a report.
pub(crate) fn position(
    party: &str,
    issue: &str,
    choice: Option<&str>,
    stance: Stance,
    from: &str,
    report: &str,
    words: &str,
) -> Position {
    Position {
        party: id(party),
        party_name: party.to_owned(),
        issue: id(issue),
        choice: choice.map(id),
        stance,
        attitude: stance.attitude(),
        basis: Basis::Own,
        speaker: None,
        via: Vec::new(),
        channel: Channel::Public,
        from: on(from),
        until: None,
        evidence: passage(report, words),
        words: words.to_owned(),
        flags: BTreeSet::new(),
        condition: None,
        confidence: 80,
        key: String::new(),
        decided: None,
    }
}

fn statement(report: &str, speaker: Option<(&str, &str, bool)>, words: &str) -> Statement {
    Statement {
        report: report.to_owned(),
        speaker: speaker.map(|(name, mention, certain)| Speaker {
            actor: None,
            party: None,
            name: name.to_owned(),
            span: span(report, mention),
            kind: SpeakerKind::Named,
            expert: false,
            certain,
        }),
        cue: None,
        content: vec![span(report, words)],
        kind: StatementKind::Indirect,
        via: Vec::new(),
        issue: Some(id("prisoners")),
        choice: Some(id("all_for_all")),
        stance: Stance::Agree,
        flags: BTreeSet::new(),
        nested: false,
        confidence: 80,
        key: String::new(),
        decided: None,
    }
}

fn figure(
    report: &str,
    value: &str,
    unit: &str,
    of: &str,
    state: CountState,
    words: &str,
) -> Figure {
    Figure {
        report: report.to_owned(),
        value: value.to_owned(),
        to: None,
        unit: unit.to_owned(),
        of: of.to_owned(),
        state,
        each: None,
        attributed_to: None,
        span: span(report, words),
        flags: BTreeSet::new(),
    }
}

fn positions() -> Vec<Position> {
    let full = Some("full");
    let all = Some("all_for_all");
    let mut expert = position(
        "bel",
        "ceasefire",
        full,
        Stance::Accept,
        "2025-06-04",
        ANALYSIS,
        "Belmark would live with a full ceasefire if sanctions went",
    );
    expert.basis = Basis::Expert;
    expert.speaker = Some("Ana Reyes".to_owned());
    expert.flags = BTreeSet::from([Flag::Conditional, Flag::Characterised]);
    vec![
        position(
            "arv",
            "ceasefire",
            full,
            Stance::Demand,
            "2025-06-02",
            WIRE,
            "Arvenia demands a full ceasefire on land, at sea and in the air",
        ),
        position(
            "bel",
            "ceasefire",
            full,
            Stance::Refuse,
            "2025-06-02",
            WIRE,
            "Belmark will not accept a full ceasefire before a treaty",
        ),
        position(
            "arv",
            "ceasefire",
            full,
            Stance::Demand,
            "2025-06-02",
            COPY,
            "Arvenia demands a full ceasefire on land, at sea and in the air",
        ),
        expert,
        position(
            "bel",
            "prisoners",
            all,
            Stance::Accept,
            "2025-06-04",
            ANALYSIS,
            "We accept an exchange of all for all",
        ),
        both_sides("arv"),
        both_sides("bel"),
    ]
}

/// What a report tells of both sides together.
fn both_sides(party: &str) -> Position {
    let words = "Both sides agreed to exchange at least 1,000 prisoners each";
    let mut joint = position(party, "prisoners", None, Stance::Agree, "2025-06-02", WIRE, words);
    joint.basis = Basis::Report;
    joint
}

fn events() -> Vec<Event> {
    let event = |date: Option<When>, what: &str, words: &str, flags: &[Flag]| Event {
        report: WIRE.to_owned(),
        date,
        how: "written out".to_owned(),
        what: what.to_owned(),
        participants: vec!["Belmark".to_owned(), "Arvenia".to_owned()],
        attributed_to: None,
        span: span(WIRE, words),
        flags: flags.iter().copied().collect(),
    };
    vec![
        event(
            on("2025-06-02"),
            "talks",
            "The delegations of Arvenia and Belmark met in Port Solan on 2 June",
            &[],
        ),
        event(
            on("2025-06"),
            "meeting",
            "A next meeting may take place by the end of June",
            &[Flag::Planned, Flag::Approximate],
        ),
    ]
}

/// What a reader would find in the three reports.
#[allow(clippy::too_many_lines, reason = "one table of sample values reads better whole")]
pub(crate) fn reading() -> Reading {
    let mut talan = actor("talan", "Oru Talan", ActorKind::Person, &[Role::Mediator]);
    talan.of = Some(id("kesh"));
    talan.office = Some("Foreign Minister".to_owned());
    talan.evidence = vec![passage(WIRE, "Foreign Minister Oru Talan of Kesh chaired")];
    let kesh = actor("kesh", "Kesh", ActorKind::State, &[]);
    let mut embargoed = figure(
        ANALYSIS,
        "",
        "persons",
        "exchange",
        CountState::Embargoed,
        "numbers will be published after the exchange is done",
    );
    embargoed.attributed_to = Some("Joren Hald".to_owned());
    Reading {
        reports: vec![
            report(
                WIRE,
                Some("Meridian Wire"),
                "Arvenia and Belmark meet for a second round",
                on("2025-06-02T21:40+03:00"),
            ),
            report(COPY, None, "Second round in Port Solan", on("2025-06-03")),
            report(
                ANALYSIS,
                Some("The Solan Review"),
                "What Belmark may settle for",
                on("2025-06-04"),
            ),
        ],
        statements: vec![
            statement(
                WIRE,
                Some(("Mira Voss", "Voss and Hald", true)),
                "Both sides agreed to exchange at least 1,000 prisoners each",
            ),
            statement(
                ANALYSIS,
                Some(("Joren Hald", "He added", false)),
                "numbers will be published after the exchange is done",
            ),
        ],
        positions: positions(),
        events: events(),
        figures: vec![
            figure(
                WIRE,
                "1000",
                "prisoners",
                "exchange",
                CountState::AtLeast,
                "at least 1,000 prisoners each",
            ),
            figure(WIRE, "312", "drones", "launched overnight", CountState::Exact, "312 drones"),
            figure(COPY, "290", "drones", "launched overnight", CountState::Exact, "290 drones"),
            embargoed,
        ],
        furniture: vec![
            Furniture {
                report: WIRE.to_owned(),
                label: "nav",
                span: span(WIRE, "MENU | Home | World"),
            },
            Furniture {
                report: WIRE.to_owned(),
                label: "share",
                span: span(WIRE, "Share this <story> & subscribe"),
            },
        ],
        actors: vec![kesh, talan],
        origins: vec![
            Origin { first: WIRE.to_owned(), copies: vec![(COPY.to_owned(), 86)] },
            Origin { first: ANALYSIS.to_owned(), copies: Vec::new() },
        ],
        borrowings: vec![Borrowing {
            report: COPY.to_owned(),
            from: WIRE.to_owned(),
            kind: BorrowingKind::Copy,
            share: 900,
            same: 860,
            direction: Direction::Dates,
            since: on("2025-06-03"),
            wire: None,
            passages: Vec::new(),
        }],
        quotations: Vec::new(),
        credits: Vec::new(),
        rulings: read::decisions::Rulings::default(),
        findings: vec![Finding {
            file: "reports/04-picture.txt".to_owned(),
            spot: None,
            code: "R001",
            severity: Severity::Warning,
            message: "the file is not text".to_owned(),
            hint: "remove it or save it as text".to_owned(),
        }],
    }
}

fn account(by: &str, words: &str, line: usize) -> Account {
    Account { by: by.to_owned(), words: words.to_owned(), evidence: entry(line, &["agency"]) }
}

fn amount(value: &str, unit: &str, state: CountState, each: Option<bool>) -> Amount {
    Amount { value: Some(value.to_owned()), to: None, unit: unit.to_owned(), state, each }
}

fn round() -> Round {
    Round {
        id: id("r2"),
        name: "Second round".to_owned(),
        place: Some("Harbour House, Port Solan".to_owned()),
        format: Some("delegations".to_owned()),
        planned: on("2025-06-02T13:00"),
        start: on("2025-06-02T14:44"),
        end: on("2025-06-02T15:57"),
        languages: vec!["en".to_owned()],
        parties: vec![id("arv"), id("bel")],
        others: vec![(id("kesh"), Role::Host)],
        sessions: vec![
            Session {
                format: "heads only".to_owned(),
                start: None,
                end: None,
                minutes: Some(amount("150", "minutes", CountState::About, None)),
                evidence: entry(41, &["meridian"]),
            },
            Session {
                format: "plenary".to_owned(),
                start: on("2025-06-02T14:44"),
                end: on("2025-06-02T15:57"),
                minutes: None,
                evidence: entry(44, &["meridian"]),
            },
        ],
        result: Some("exchange agreed, no ceasefire".to_owned()),
        evidence: entry(30, &["meridian", "review"]),
    }
}

fn sources() -> Vec<Source> {
    let source = |handle: &str, publisher: &str, line: usize| Source {
        id: id(handle),
        publisher: publisher.to_owned(),
        address: Some(format!("https://{handle}.example/a?b=1&c=2")),
        date: on("2025-06-03"),
        side: None,
        relays: None,
        line,
    };
    let side = Source { side: Some(id("bel")), ..source("agency", "Belmark State Agency", 13) };
    vec![source("meridian", "Meridian Wire", 5), source("review", "The Solan Review", 9), side]
}

fn commitments() -> Vec<Commitment> {
    let commitment = Commitment {
        id: id("c1"),
        agreement: Some(id("a1")),
        debtors: vec![id("arv"), id("bel")],
        creditors: Vec::new(),
        what: "hand over prisoners".to_owned(),
        amount: Some(amount("1000", "prisoners", CountState::AtLeast, Some(true))),
        due_words: Some("coming days".to_owned()),
        due: None,
        condition: None,
        verified_by: None,
        readings: vec![
            account("Arvenia", "1,000 from each side, by category", 91),
            account("Belmark", "a thousand, one-sided, as a gesture", 95),
        ],
        evidence: entry(88, &["meridian"]),
    };
    let unseen = Commitment {
        id: id("c2"),
        what: "name a joint medical commission".to_owned(),
        amount: None,
        due: on("2025-06-03"),
        due_words: None,
        readings: Vec::new(),
        evidence: entry(99, &["review"]),
        ..commitment.clone()
    };
    vec![commitment, unseen]
}

/// What a person entered beside the reports.
pub(crate) fn talks() -> Talks {
    let mut arv = actor("arv", "Arvenia", ActorKind::State, &[Role::Party]);
    let mut bel = actor("bel", "Belmark", ActorKind::State, &[Role::Party]);
    arv.evidence = vec![entry(18, &["meridian"])];
    bel.evidence = vec![entry(22, &["meridian"])];
    let mut by_hand = position(
        "arv",
        "prisoners",
        Some("all_for_all"),
        Stance::Propose,
        "2025-05-20",
        WIRE,
        "exchange",
    );
    by_hand.evidence = entry(70, &["meridian"]);
    by_hand.words = "all prisoners, all for all".to_owned();
    Talks {
        title: Some("Arvenia and Belmark: the Port Solan track".to_owned()),
        sources: sources(),
        actors: vec![arv, bel],
        rounds: vec![round()],
        delegations: vec![Delegation {
            of: id("arv"),
            round: Some(id("r2")),
            head: None,
            members: vec!["Mira Voss".to_owned()],
            evidence: entry(60, &["meridian"]),
        }],
        mandates: vec![Mandate {
            of: id("bel"),
            instrument: "Order 12".to_owned(),
            scope: Some("humanitarian items only".to_owned()),
            from: None,
            until: on("2025-07-01"),
            classified: true,
            evidence: entry(64, &[]),
        }],
        positions: vec![by_hand],
        agreements: vec![Agreement {
            id: id("a1"),
            name: "Exchange of prisoners".to_owned(),
            date: on("2025-06-02"),
            round: Some(id("r2")),
            issue: Some(id("prisoners")),
            parties: vec![id("arv"), id("bel")],
            form: Some("stated by both".to_owned()),
            readings: Vec::new(),
            evidence: entry(80, &["meridian"]),
        }],
        commitments: commitments(),
        observations: vec![Observation {
            commitment: id("c1"),
            date: on("2025-06-04"),
            what: "buses with prisoners crossed".to_owned(),
            amount: Some(amount("390", "prisoners", CountState::Exact, Some(true))),
            by: "both ministries".to_owned(),
            outcome: Outcome::Partly,
            evidence: entry(110, &["review"]),
        }],
        incidents: vec![Incident {
            what: "strike on a rail bridge".to_owned(),
            date: on("2025-06-01"),
            round: Some(id("r2")),
            readings: vec![
                account("Arvenia", "a response to shelling", 121),
                account("Belmark", "an attempt to wreck the talks", 124),
            ],
            evidence: entry(118, &["meridian"]),
        }],
        disputes: vec![KnownDispute {
            about: "whether a date for the exchange was agreed".to_owned(),
            date: None,
            readings: vec![
                account("Arvenia", "no date was agreed", 131),
                account("Belmark", "7 June was agreed", 134),
            ],
            evidence: entry(128, &["meridian"]),
        }],
        ..Talks::default()
    }
}

/// A stance of nobody in particular, to show that it makes no cell.
pub(crate) fn no_stance(mut position: Position) -> Position {
    position.attitude = Some(Attitude::NotKnown);
    position
}
