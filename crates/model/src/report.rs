//! One document, as it lies on disk, and what is known about it.

use crate::names::words;
use crate::span::Span;
use crate::when::When;

words! {
    /// What sort of text it is. A position in an opinion piece is not a party's position.
    Genre {
        /// A news report in an outlet's own words.
        News = "news",
        /// Taken from an agency.
        Wire = "wire",
        /// Questions and answers.
        Interview = "interview",
        /// News with several interviewed experts, or a longer look.
        Analysis = "analysis",
        /// The author's own view.
        Opinion = "opinion",
        /// A readout, communique or other text of an official body.
        Official = "official",
        /// Short dated entries.
        LiveBlog = "live_blog",
        /// Words as broadcast or spoken.
        Transcript = "transcript",
        /// Not told by the text.
        Unknown = "unknown",
    }
}

/// A report and its text. Spans of statements, positions, events and figures count bytes of `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The path as the user gave it, `/` between folders; the key that evidence uses.
    pub path: String,
    /// The text: for plain text and Markdown the bytes of the file; for HTML the extracted text.
    pub text: String,
    /// For HTML: byte of the text to byte of the page, for the start of each paragraph found.
    pub page_places: Vec<(usize, usize)>,
    /// Who published it, if the text or its front matter says so.
    pub publisher: Option<String>,
    /// Where it was published.
    pub address: Option<String>,
    /// The headline.
    pub title: Option<Span>,
    /// When it was published.
    pub published: Option<When>,
    /// How the date is known: "front matter", "the words \"04 June 2025 14:40\"", "inferred from ...".
    pub published_how: String,
    /// What sort of text it is.
    pub genre: Genre,
    /// How the genre is known.
    pub genre_how: String,
    /// ISO 639-1 code, if it could be told.
    pub language: Option<String>,
    /// A report that the front matter says this one copies.
    pub copy_of: Option<String>,
    /// SHA-256 of the file, as lower-case hexadecimal.
    pub sha256: String,
}
