//! What sort of text it is, and who published it, from what the text itself says.

use model::{Genre, Span};

use super::byline::{byline, dateline, starts_with_clock};
use super::sheet::{Sheet, turn_label};
use super::traits::is_site;
use super::vocabulary::{key, vocabulary, words};
use super::{Block, BlockKind, Page};

/// Openings of a headline or of the first lines by which an official text is known.
const OFFICIAL: &[&str] = &[
    "joint statement", "joint communique", "communique", "readout of", "readout from", "readout",
    "press release", "press statement", "official statement", "statement by the",
    "statement of the", "statement from the", "remarks by", "joint declaration", "declaration of",
    "memorandum of", "letter dated", "resolution",
];
/// Words of a byline or label by which an official text is known.
const OFFICE: &[&str] = &[
    "press service",
    "press office",
    "press secretary s office",
    "ministry of foreign affairs",
    "office of the president",
    "presidential office",
];
/// Labels above an official text.
const RELEASE: &[&str] = &[
    "press release", "press releases", "official statement", "readout", "communique",
    "press statement",
];
const OPINION: &[&str] = &[
    "opinion", "opinions", "op ed", "editorial", "column", "commentary", "viewpoint",
    "guest essay", "comment and opinion",
];
const ANALYSIS: &[&str] = &[
    "analysis", "analytics", "explainer", "explained", "long read", "special report", "in depth",
    "backgrounder",
];
const INTERVIEW: &[&str] = &["interview", "interviews", "q a", "q and a"];
const LIVE: &[&str] = &["live updates", "live blog", "liveblog", "as it happened", "live"];
/// Words in a note by which an opinion is known.
const OWN_VIEW: &[&str] = &[
    "personal opinion", "own opinion", "own views", "opinions expressed", "views expressed",
    "personal views", "views of the author", "is an opinion",
];

/// The genre and its ground, from the strongest sign to the weakest.
pub(super) fn genre(sheet: &Sheet, blocks: &[Block], page: &Page) -> (Genre, String) {
    let said = Said::new(sheet, blocks, page);
    said.official()
        .or_else(|| said.opinion())
        .or_else(|| said.transcript())
        .or_else(|| said.live_blog())
        .or_else(|| said.interview())
        .or_else(|| said.wire(page))
        .or_else(|| said.analysis())
        .unwrap_or_else(|| {
            if blocks.iter().any(|b| b.kind == BlockKind::Paragraph) {
                (Genre::News, "nothing in the text says otherwise".to_owned())
            } else {
                (Genre::Unknown, "no paragraph to tell by".to_owned())
            }
        })
}

/// The parts of a text that say what it is.
struct Said<'t> {
    sheet: &'t Sheet<'t>,
    title: &'t str,
    /// Section labels and other furniture above the article.
    labels: Vec<&'t str>,
    notes: Vec<&'t str>,
    bylines: Vec<&'t str>,
    /// Headline and first paragraph.
    first: &'t str,
    citable: Vec<&'t str>,
}

impl<'t> Said<'t> {
    fn new(sheet: &'t Sheet<'t>, blocks: &[Block], page: &Page) -> Self {
        let text = sheet.text;
        let of = |wanted: &dyn Fn(&Block) -> bool| -> Vec<&'t str> {
            blocks.iter().filter(|b| wanted(b)).filter_map(|b| b.span.text(text)).collect()
        };
        let first = blocks
            .iter()
            .find(|b| b.kind == BlockKind::Paragraph)
            .map_or(text.len(), |b| b.span.start);
        let citable = of(&|b| b.kind.is_citable() && !b.continues);
        Self {
            sheet,
            title: page.title.and_then(|span| span.text(text)).unwrap_or_default(),
            labels: of(&|b| {
                matches!(b.kind, BlockKind::Furniture(_))
                    && b.span.start < first
                    && b.span.len() < 80
            }),
            notes: of(&|b| b.kind == BlockKind::Note),
            bylines: of(&|b| b.kind == BlockKind::Byline),
            first: of(&|b| b.kind == BlockKind::Paragraph).first().copied().unwrap_or_default(),
            citable,
        }
    }

    fn official(&self) -> Option<(Genre, String)> {
        let start = [self.title, self.first].into_iter().find_map(|line| {
            let folded = key(head(line));
            let phrase = OFFICIAL.iter().find(|phrase| begins(&folded, phrase))?;
            // A report may begin with "A joint statement was read out": a headline must carry it.
            (line == self.title || self.title.is_empty() && !folded.contains(" said "))
                .then_some(*phrase)
        });
        let office = self.bylines.iter().chain(&self.labels).find(|line| {
            let folded = key(line);
            OFFICE.iter().any(|phrase| holds(&folded, phrase)) || RELEASE.contains(&&*folded)
        });
        match (start, office) {
            (Some(phrase), _) => Some((Genre::Official, format!("it begins as a \"{phrase}\""))),
            (None, Some(line)) => Some((Genre::Official, format!("the line \"{}\"", short(line)))),
            (None, None) => None,
        }
    }

    fn opinion(&self) -> Option<(Genre, String)> {
        let note = self.notes.iter().find(|note| {
            let folded = key(note);
            OWN_VIEW.iter().any(|phrase| holds(&folded, phrase))
        });
        if let Some(note) = note {
            return Some((Genre::Opinion, format!("the note \"{}\"", short(note))));
        }
        self.labelled(OPINION).map(|how| (Genre::Opinion, how))
    }

    fn transcript(&self) -> Option<(Genre, String)> {
        let folded = key(self.title);
        if holds(&folded, "transcript") {
            return Some((Genre::Transcript, format!("the headline \"{}\"", short(self.title))));
        }
        let rush = self.citable.iter().take(5).chain(&self.notes).find(|line| {
            let folded = key(head(line));
            ["rush transcript", "this transcript", "transcript below", "full transcript"]
                .iter()
                .any(|p| holds(&folded, p))
        });
        if let Some(line) = rush {
            return Some((Genre::Transcript, format!("the words \"{}\"", short(line))));
        }
        let (turns, names, example) = self.turns(true);
        let spoken = turns >= 6 && names >= 2 && turns * 2 > self.citable.len();
        spoken.then(|| {
            (
                Genre::Transcript,
                format!("{turns} turns with speakers in capitals, such as \"{example}:\""),
            )
        })
    }

    fn live_blog(&self) -> Option<(Genre, String)> {
        let lines = self.sheet.units.len();
        let clocks =
            (0..lines).map(|at| self.sheet.line(at)).filter(|line| starts_with_clock(line));
        let clocks: Vec<&str> = clocks.collect();
        // A time on a line of its own heads an entry of any length.
        let alone = clocks.iter().filter(|line| line.len() < 20).count();
        let many = alone >= 3 || (clocks.len() >= 4 && clocks.len() * 6 >= lines);
        if let Some(first) = clocks.first().filter(|_| many) {
            let count = clocks.len();
            let how =
                format!("{count} entries start with a time of day, such as \"{}\"", short(first));
            return Some((Genre::LiveBlog, how));
        }
        let folded = key(self.title);
        let named = LIVE.iter().any(|phrase| {
            begins(&folded, phrase) && (phrase.contains(' ') || self.title.contains(':'))
        });
        let ended = ["live updates", "as it happened", "live blog"]
            .iter()
            .any(|phrase| folded.ends_with(phrase));
        (named || ended)
            .then(|| (Genre::LiveBlog, format!("the headline \"{}\"", short(self.title))))
    }

    fn interview(&self) -> Option<(Genre, String)> {
        let (turns, names, example) = self.turns(false);
        let asked = (0..self.sheet.units.len())
            .any(|at| self.sheet.is_turn(at) && self.sheet.line(at).contains(['?', '؟']));
        if turns >= 4 && names >= 2 && asked && turns * 4 >= self.citable.len() {
            return Some((
                Genre::Interview,
                format!("{turns} turns with speakers' names, such as \"{example}:\""),
            ));
        }
        let folded = key(self.title);
        if INTERVIEW.iter().any(|phrase| begins(&folded, phrase)) {
            return Some((Genre::Interview, format!("the headline \"{}\"", short(self.title))));
        }
        let label = self.labelled(INTERVIEW)?;
        // Several people who are quoted one after the other are not one person interviewed.
        let several = self.citable.iter().take(8).find(|line| {
            let folded = key(head(line));
            ["spoke with", "spoke to", "asked", "interviewed"]
                .iter()
                .any(|verb| holds(&folded, verb))
                && [
                    "experts", "analysts", "scholars", "observers", "specialists", "commentators",
                    "political scientists",
                ]
                .iter()
                .any(|people| holds(&folded, people))
        });
        Some(match several {
            Some(_) => (Genre::Analysis, format!("{label}, and several people were asked")),
            None => (Genre::Interview, label),
        })
    }

    fn wire(&self, page: &Page) -> Option<(Genre, String)> {
        if let Some(agency) = &page.agency {
            return Some((Genre::Wire, format!("the dateline names the agency \"{agency}\"")));
        }
        let signed = self.bylines.iter().find(|line| {
            let parts = line.split([',', '|', '/', '-', '–', '—', '·', '(', ')']);
            let mut parts = parts.map(|part| {
                part.trim().trim_start_matches("By ").trim_start_matches("Source:").trim()
            });
            parts.any(|part| vocabulary().is_agency(part))
        });
        signed.map(|line| (Genre::Wire, format!("the line \"{}\"", short(line))))
    }

    fn analysis(&self) -> Option<(Genre, String)> {
        self.labelled(ANALYSIS).map(|how| (Genre::Analysis, how))
    }

    /// A section label above the article, or `Label: ` or `Label |` at the start of the headline.
    fn labelled(&self, known: &[&str]) -> Option<String> {
        let label = self.labels.iter().find(|label| known.contains(&&*key(label)));
        if let Some(label) = label {
            return Some(format!("the label \"{}\"", short(label)));
        }
        let (lead, _) = self.title.split_once([':', '|'])?;
        known.contains(&&*key(lead)).then(|| format!("the headline \"{}\"", short(self.title)))
    }

    /// Turns with recurring labels: how many, of how many speakers, and one label.
    fn turns(&self, capitals: bool) -> (usize, usize, &'t str) {
        let mut names = std::collections::BTreeSet::new();
        let mut example = "";
        let mut count = 0;
        for at in 0..self.sheet.units.len() {
            if !self.sheet.is_turn(at) || self.sheet.labels.get(at).is_none_or(Option::is_some) {
                continue;
            }
            let Some(label) = turn_label(self.sheet.line(at)) else { continue };
            let upper = !label.chars().any(char::is_lowercase) && label.chars().count() > 2;
            if capitals && !upper {
                continue;
            }
            count += 1;
            names.insert(key(label));
            example = if example.is_empty() { label } else { example };
        }
        (count, names.len(), example)
    }
}

/// Fills in the headline, bylines, dateline and publisher.
pub(super) fn publisher_and_bylines(page: &mut Page, sheet: &Sheet, blocks: &[Block]) {
    let text = sheet.text;
    page.title = blocks.iter().find(|b| b.kind == BlockKind::Title).map(|b| b.span);
    page.byline_date_lines =
        blocks.iter().filter(|b| b.kind == BlockKind::Byline).map(|b| b.span).collect();
    page.byline_name = page.byline_date_lines.iter().find_map(|span| {
        let name = span.text(text).and_then(byline).and_then(|found| found.name)?;
        Some(Span::new(span.start + name.start, span.start + name.end))
    });
    let first = blocks.iter().find(|b| b.kind == BlockKind::Paragraph);
    let found = first.and_then(|b| {
        let found = dateline(b.span.text(text)?, vocabulary())?;
        Some((Span::new(b.span.start, b.span.start + found.span.end), found.agency))
    });
    // "Name: words" opens an interview, not a place.
    let turn = first.is_some_and(|b| {
        let label = b.span.text(text).and_then(turn_label).map(key);
        label.is_some_and(|label| sheet.turns.get(&label).is_some_and(|count| *count > 1))
    });
    if let Some((span, agency)) = found.filter(|_| !turn) {
        (page.dateline, page.agency) = (Some(span), agency);
    }
    let asks = || {
        let mut lines = (0..sheet.units.len())
            .filter(|at| sheet.is_turn(*at))
            .filter_map(|at| turn_label(sheet.line(at)));
        lines.find(|label| is_site(label)).map(str::to_owned)
    };
    let meta = page.html_meta.publisher.clone();
    page.publisher = meta.or_else(|| publisher(text, blocks)).or_else(asks);
}

/// The name beside `©`, or a site's name on a line of its own.
fn publisher(text: &str, blocks: &[Block]) -> Option<String> {
    let of = |label: &'static str| {
        blocks
            .iter()
            .filter(move |b| b.kind == BlockKind::Furniture(label))
            .filter_map(|b| b.span.text(text))
    };
    of("site_name").next_back().map(str::to_owned).or_else(|| of("rights").find_map(rights_holder))
}

fn rights_holder(line: &str) -> Option<String> {
    let (before, after) = line.split_once('©')?;
    let outer = |part: &str| -> Option<String> {
        let part = part.split(". ").next().unwrap_or_default();
        let skip = |c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '-' | '–' | ',' | '.' | '|' | ':')
        };
        let name = part.trim_matches(skip);
        let name = ["Copyright", "copyright", "COPYRIGHT"]
            .iter()
            .fold(name, |name, word| name.trim_start_matches(word))
            .trim();
        let count = words(name).len();
        let named = (1..=5).contains(&count)
            && name.starts_with(char::is_uppercase)
            && !name.contains("rights");
        named.then(|| name.to_owned())
    };
    outer(before).or_else(|| outer(after))
}

fn head(line: &str) -> &str {
    line.get(..line.floor_char_boundary(300)).unwrap_or_default()
}

fn begins(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, _)| {
        let before = folded.get(..at).is_some_and(|head| head.is_empty() || head.ends_with(' '));
        let after = folded
            .get(at + phrase.len()..)
            .is_some_and(|tail| tail.is_empty() || tail.starts_with(' '));
        before && after
    })
}

/// A line, cut to what fits in a message.
fn short(line: &str) -> String {
    let line = line.split(['\n', '\r']).next().unwrap_or_default();
    if line.chars().count() <= 90 {
        return line.to_owned();
    }
    let cut: String = line.chars().take(87).collect();
    format!("{} ...", cut.rsplit_once(' ').map_or(&*cut, |(words, _)| words))
}
