//! Puts the sections together: what is new, what can be agreed, and everything that it rests on.

use model::{Position, Talks, When};
use read::Reading;
use read::disputes::CardsDecided;
use read::shifts::Shifts;
use weigh::{IssueState, Parts};

use super::board::Board;
use super::material::Material;
use super::names::Names;
use super::sections;
use super::tree::{Block, Brief, Glance, List, ReportRef, Section};
use super::words;

/// What the brief is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Options<'a> {
    /// The state on that day; the latest day in the material when absent.
    pub(crate) as_of: Option<When>,
    /// What moved from that day on.
    pub(crate) since: Option<When>,
    /// One page: the first screen and the matrix in brief.
    pub(crate) short: bool,
    /// Accounts that differ, with what a person decided about them.
    pub(crate) cards: Option<&'a CardsDecided>,
    /// How the sides' words moved.
    pub(crate) shifts: Option<&'a Shifts>,
    /// What somebody supposes instead of what a party said.
    pub(crate) assumed: &'a [Position],
    /// How attitudes are read as numbers; as usual when absent.
    pub(crate) attitudes: Option<&'a weigh::packages::Reading>,
}

/// Lines of each answer on the first screen.
const AT_A_GLANCE: usize = 5;
/// The same where everything must stand on one page.
const ON_ONE_PAGE: usize = 3;
/// Citations of each line there; a card with many sides has one for each.
const AT_MOST_CITES: usize = 2;

/// Writes the brief. It rests on nothing but the reading and the dossier.
pub(crate) fn compose(
    reading: &Reading,
    talks: Option<&Talks>,
    names: &dyn Names,
    options: &Options<'_>,
) -> Brief {
    let material = Material::new(reading, talks, names, options);
    let cards = options.cards;
    let parts = names.parts();
    let states = weigh::agreeable(&material.positions, &material.parties, &parts);
    let sections = if options.short {
        vec![sections::agreed::in_brief(&material), sections::matrix::in_brief(&material, &states)]
    } else {
        all_sections(&material, &states, &parts, cards, options.shifts)
    };
    let mut first = first_screen(&material, &states, cards);
    if options.short {
        for glance in &mut first {
            cut(&mut glance.list, ON_ONE_PAGE);
        }
    }
    let brief = Brief {
        title: talks
            .and_then(|talks| talks.title.as_deref())
            .map_or_else(|| "The state of the talks".to_owned(), words::folded),
        as_of: material.as_of,
        as_of_given: material.as_of_given,
        since: material.since,
        short: options.short,
        reports: material
            .reports
            .iter()
            .map(|report| ReportRef {
                path: report.path.clone(),
                about: sections::reports::about(&material, report),
            })
            .collect(),
        first,
        sections,
    };
    debug_assert!(brief.every_line_is_cited(), "a line of the brief has no citation");
    brief
}

/// Asks something of the position matrix without writing a brief.
pub(crate) fn with_board<T>(
    reading: &Reading,
    talks: Option<&Talks>,
    names: &dyn Names,
    options: &Options<'_>,
    ask: impl FnOnce(Board<'_>) -> T,
) -> T {
    let material = Material::new(reading, talks, names, options);
    let parts = names.parts();
    let states = weigh::agreeable(&material.positions, &material.parties, &parts);
    ask(Board::new(&material, &states, &parts))
}

fn first_screen(
    material: &Material<'_>,
    states: &[IssueState],
    cards: Option<&CardsDecided>,
) -> Vec<Glance> {
    let news = match material.since {
        Some(_) => sections::moved::list(material),
        None => sections::news::list(material),
    };
    let see_news = if material.since.is_some() { "moved" } else { "timeline" };
    vec![
        glance("new", "", see_news, news),
        glance("agreeable", "", "agreeable", sections::verdicts::agreeable(material, states)),
        glance("blocked", "", "agreeable", sections::verdicts::blocked(material, states)),
        glance(
            "disputed",
            "What the reports dispute",
            "disputed",
            sections::disputes::list(material, cards),
        ),
    ]
}

fn glance(key: &'static str, heading: &str, see: &'static str, mut list: List) -> Glance {
    if !heading.is_empty() {
        list.heading = Some(heading.to_owned());
    }
    cut(&mut list, AT_A_GLANCE);
    for line in &mut list.lines {
        line.under.clear();
        // The section below has the keys and every place.
        line.marks.retain(|mark| !mark.starts_with(sections::disputes::KEY));
        line.cites.truncate(AT_MOST_CITES);
    }
    Glance { key, list, see }
}

/// Keeps the first lines, and says how many more there are.
fn cut(list: &mut List, room: usize) {
    list.more += list.lines.len().saturating_sub(room);
    list.lines.truncate(room);
}

fn all_sections(
    material: &Material<'_>,
    states: &[IssueState],
    parts: &Parts,
    cards: Option<&CardsDecided>,
    shifts: Option<&Shifts>,
) -> Vec<Section> {
    let mut out = Vec::new();
    if material.since.is_some() {
        out.push(Section {
            id: "moved",
            heading: "What moved".to_owned(),
            notes: Vec::new(),
            blocks: vec![Block::List(sections::moved::list(material))],
        });
    }
    out.push(sections::reports::section(material));
    out.push(sections::people::section(material));
    out.push(sections::matrix::section(material, states));
    out.push(sections::verdicts::section(material, states));
    out.extend(sections::weighing::section(material, states, parts));
    out.push(sections::agreed::section(material));
    out.push(sections::timeline::section(material));
    out.push(sections::figures::section(material));
    out.push(sections::disputes::section(material, cards));
    out.extend(sections::shifts::section(material, shifts));
    out.extend(sections::decided::section(material));
    out.push(sections::doubts::section(material, states));
    out.push(sections::signs::section(material));
    // Last, because it tells how many lines the others had to leave out.
    out.push(sections::method::section(material));
    out
}
