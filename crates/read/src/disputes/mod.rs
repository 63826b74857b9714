//! What the reports dispute: claims about one thing that differ, laid side by side, without a verdict.
//!
//! Each report is cut into sentences once and gives its claims; claims with the same key that lie
//! close in time are compared with each other and with nothing else. So the work grows with the text.

mod build;
mod card;
mod claim;
mod counts;
mod decided;
mod extent;
mod facts;
mod group;
mod page;
mod record;
mod rounds;
mod sittings;
mod slips;
mod stances;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_more;
mod withheld;
mod wording;
mod words;

use model::{Report, Talks};

pub use card::{Dispute, DisputeKind, OnRecord, Side, Told};
pub use decided::{CardRuling, Decided as CardsDecided, decide, find_key};

use crate::lexicon::Lexicon;
use crate::parallel;
use crate::reading::Reading;
use claim::{Claim, Claims};
use page::{Page, Parts};
use words::Words;

/// Every dispute in a reading, the weightiest first. The same input gives the same cards.
pub fn find(
    reading: &Reading,
    talks: Option<&Talks>,
    lexicon: &Lexicon,
    threads: usize,
) -> Vec<Dispute> {
    let words = Words::built_in();
    let parts: Vec<Parts<'_>> = reading.reports.iter().map(|r| parts(reading, r)).collect();
    let found = parallel::map(&parts, threads, &|at, parts| read(at, parts, lexicon, &words));
    let mut claims: Vec<Claim> = Vec::new();
    let (mut past, mut sittings) = (Vec::new(), Vec::new());
    for one in found {
        claims.extend(one.claims);
        past.extend(one.past);
        sittings.extend(one.sittings);
    }
    claims.extend(stances::claims(reading, lexicon));
    let build = build::Build::new(reading, talks, lexicon, &words);
    build.cards(claims, &past, &sittings)
}

/// What one report says.
struct Said {
    claims: Vec<Claim>,
    past: Vec<rounds::Past>,
    sittings: Vec<sittings::Sitting>,
}

fn read(at: usize, parts: &Parts<'_>, lexicon: &Lexicon, words: &Words) -> Said {
    let page = Page::new(parts, lexicon, words);
    let mut claims = Claims { page: &page, report: at, out: Vec::new() };
    counts::claims(&mut claims, words, lexicon);
    wording::claims(&mut claims, words, lexicon);
    facts::claims(&mut claims, words, lexicon);
    extent::claims(&mut claims, words, lexicon);
    withheld::claims(&mut claims, words, lexicon);
    let past = rounds::past(&page, words, at);
    let sittings = sittings::sittings(&page, words, lexicon, at);
    Said { claims: claims.out, past, sittings }
}

/// What was read of one report; all lists are sorted by report.
fn parts<'a>(reading: &'a Reading, report: &'a Report) -> Parts<'a> {
    fn of<'a, T>(all: &'a [T], path: &str, name: impl Fn(&T) -> &str) -> &'a [T] {
        let from = all.partition_point(|one| name(one) < path);
        let to = all.partition_point(|one| name(one) <= path);
        all.get(from..to).unwrap_or_default()
    }
    let path = report.path.as_str();
    Parts {
        report,
        statements: of(&reading.statements, path, |s| s.report.as_str()),
        figures: of(&reading.figures, path, |f| f.report.as_str()),
        events: of(&reading.events, path, |e| e.report.as_str()),
        furniture: of(&reading.furniture, path, |f| f.report.as_str()),
    }
}
