//! What goes into reading and what comes out.

use crate::decisions::Rulings;
use crate::origins::{Borrowing, Credit, Place};
use model::{Actor, Event, Figure, Finding, Furniture, Position, Report, Statement};

/// One file as it came from disk.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a> {
    /// The path as the user gave it, `/` between folders.
    pub path: &'a str,
    /// The untouched bytes.
    pub bytes: &'a [u8],
}

/// Reports that go back to one text: however many they are, they are one witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The earliest report of the family, or the first by path where dates do not tell.
    pub first: String,
    /// The others, each with the share of its words that stands in the first, in percent.
    pub copies: Vec<(String, u8)>,
}

/// Everything found in a set of reports. Each list is sorted by report, then by place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The reports that could be read, sorted by path.
    pub reports: Vec<Report>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Where the parties stand.
    pub positions: Vec<Position>,
    /// What happened or is planned.
    pub events: Vec<Event>,
    /// Counts and amounts.
    pub figures: Vec<Figure>,
    /// What on the page is not the article.
    pub furniture: Vec<Furniture>,
    /// Actors that occur: from the dossier, the built-in lexicon, or learned from the reports
    /// (those carry the passage that taught them). Roles are filled as far as the reports tell.
    pub actors: Vec<Actor>,
    /// Families of reports, one entry for each independent origin.
    pub origins: Vec<Origin>,
    /// Who has words from whom, sorted by report; see [`crate::origins::Families`].
    pub borrowings: Vec<Borrowing>,
    /// Quotations that stand in several reports, each with its places.
    pub quotations: Vec<Vec<Place>>,
    /// Agencies that reports name as their source, sorted by report.
    pub credits: Vec<(String, Credit)>,
    /// What a person decided, and what it did; nothing until [`crate::decisions::apply`].
    pub rulings: Rulings,
    /// What could not be read, and doubts.
    pub findings: Vec<Finding>,
}
