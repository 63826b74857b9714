//! The units of one text side by side: which are known as furniture by their own words, where the
//! article begins and ends, and which lines belong to a block that another line opened.

use std::collections::BTreeMap;

use super::byline::starts_with_clock;
use super::credit::{bracketed_credits, is_credit_line, trailing_credit};
use super::lines::Unit;
use super::traits::{Traits, has_mail_address, is_link, is_site, is_symbols};
use super::vocabulary::{Vocabulary, key, vocabulary, words};

/// The units of a text with what is known about each.
pub(super) struct Sheet<'t> {
    pub text: &'t str,
    pub units: Vec<Unit>,
    pub traits: Vec<Traits>,
    /// Label of each unit that is furniture.
    pub labels: Vec<Option<&'static str>>,
    /// First and last paragraph of the article, if there is one.
    pub body: Option<(usize, usize)>,
    /// Speakers' labels that recur at the start of lines (`Ada Stone:`), as [`key`]s, with their number.
    pub turns: BTreeMap<String, usize>,
}

impl<'t> Sheet<'t> {
    /// Looks at all units of a text.
    pub(super) fn new(text: &'t str, units: Vec<Unit>) -> Self {
        let known = vocabulary();
        let traits: Vec<Traits> = units.iter().map(|unit| Traits::of(text, unit, known)).collect();
        let labels = units.iter().map(|unit| unit.label.or_else(|| own_label(text, unit, known)));
        let labels = labels.collect();
        let turns = turns(text, &units);
        let mut sheet = Self { text, units, traits, labels, body: None, turns };
        sheet.find_body();
        sheet.mark_comments();
        sheet.mark_related_tail();
        sheet.mark_related_runs();
        sheet.mark_edges(known);
        sheet.mark_repeated();
        sheet
    }

    /// The text of a unit.
    pub(super) fn line(&self, at: usize) -> &'t str {
        self.units.get(at).and_then(|unit| unit.span.text(self.text)).unwrap_or_default()
    }

    /// Whether the unit opens with a speaker's label that recurs.
    pub(super) fn is_turn(&self, at: usize) -> bool {
        turn_label(self.line(at))
            .is_some_and(|label| self.turns.get(&key(label)).is_some_and(|count| *count > 1))
    }

    /// Above the first paragraph.
    pub(super) fn is_head(&self, at: usize) -> bool {
        self.body.is_some_and(|(first, _)| at < first)
    }

    /// Below the last paragraph.
    pub(super) fn is_foot(&self, at: usize) -> bool {
        self.body.is_some_and(|(_, last)| at > last)
    }

    fn find_body(&mut self) {
        let body = |at: &usize| {
            self.labels[*at].is_none()
                && self.traits[*at].is_body()
                && !matches!(
                    self.units[*at].hint,
                    super::lines::Hint::Title | super::lines::Hint::Heading
                )
        };
        // A headline can be as long as a paragraph, but does not end like one.
        let ended = |at: &usize| body(at) && self.traits[*at].ends;
        let first = (0..self.units.len()).find(ended).or_else(|| (0..self.units.len()).find(body));
        let last = (0..self.units.len()).rev().find(body);
        self.body = first.zip(last);
    }

    /// For each unit, the share of the article's bytes that stand before it, in percent.
    fn progress(&self) -> Vec<usize> {
        let bytes = |at: usize| if self.labels[at].is_none() { self.traits[at].bytes } else { 0 };
        let all = (0..self.units.len()).map(bytes).sum::<usize>().max(1);
        let mut before = 0;
        let mut out = Vec::with_capacity(self.units.len());
        for at in 0..self.units.len() {
            out.push(before * 100 / all);
            before += bytes(at);
        }
        out
    }

    /// Below the heading of the readers' comments stand the readers' comments.
    fn mark_comments(&mut self) {
        let Some((first, _)) = self.body else { return };
        let progress = self.progress();
        let mark = (first + 1..self.units.len()).find(|at| {
            let marked = self.labels[*at] == Some("comment_form") && self.traits[*at].words < 8;
            marked && progress[*at] >= 60
        });
        let Some(mark) = mark else { return };
        for label in self.labels.iter_mut().skip(mark) {
            *label = label.or(Some("comment_form"));
        }
        self.find_body();
    }

    /// Below "You may also like", near the end, stand teasers if most lines are no sentences.
    fn mark_related_tail(&mut self) {
        let Some((first, _)) = self.body else { return };
        let progress = self.progress();
        let mark = (first + 1..self.units.len()).find(|at| {
            let marked = self.labels[*at] == Some("related") && self.traits[*at].words < 6;
            marked && progress[*at] >= 60
        });
        let Some(mark) = mark else { return };
        let rest = (mark + 1..self.units.len()).filter(|at| self.labels[*at].is_none());
        let rest: Vec<usize> = rest.collect();
        let content = rest.iter().filter(|at| {
            let looks = &self.traits[**at];
            looks.is_body() || (looks.ends && looks.verbs > 0) || self.is_turn(**at)
        });
        if content.count() * 2 > rest.len() {
            return;
        }
        for at in rest {
            self.labels[at] = Some("related");
        }
        self.find_body();
    }

    /// Headlines in a row below a "related" or "tags" line belong to it, and so do the words below
    /// "Image caption" or "Correction:".
    fn mark_related_runs(&mut self) {
        for at in 0..self.units.len() {
            let Some(label) = self.labels[at] else { continue };
            let caption = label == "photo_credit" && key(self.line(at)).ends_with("caption");
            if caption && self.labels.get(at + 1) == Some(&None) && !self.traits[at + 1].is_body() {
                self.labels[at + 1] = Some(label);
            }
            let note = label == "disclaimer" && self.traits[at].opens && self.traits[at].words < 4;
            if note && self.labels.get(at + 1) == Some(&None) {
                self.labels[at + 1] = Some(label);
            }
            if !matches!(label, "related" | "tags") || self.traits[at].words > 6 {
                continue;
            }
            let fits = |i: &usize| {
                let looks = &self.traits[*i];
                let short = label == "related" || looks.words <= 4;
                self.labels[*i].is_none() && looks.is_heading_like() && short && !self.is_turn(*i)
            };
            let mut run: Vec<usize> = (at + 1..self.units.len()).take_while(fits).collect();
            let next = run.last().map_or(at + 1, |last| last + 1);
            if self.traits.get(next).is_some_and(|looks| looks.ends) && self.labels[next].is_none()
            {
                run.pop();
            } else if run.len() < 2 && label == "related" && !self.is_foot(at) {
                continue;
            }
            for i in run {
                self.labels[i] = Some(label);
            }
        }
    }

    /// Words that are furniture only above and below the article; other scripts in those places.
    fn mark_edges(&mut self, known: &Vocabulary) {
        let letters: usize = self.traits.iter().map(|t| t.letters).sum();
        let foreign: usize = self.traits.iter().map(|t| t.foreign).sum();
        let latin = foreign * 5 < letters;
        for at in 0..self.units.len() {
            let edge = self.body.is_none() || self.is_head(at) || self.is_foot(at);
            if self.labels[at].is_some() || !edge {
                continue;
            }
            self.labels[at] = known.label(self.line(at), true);
            let looks = &self.traits[at];
            if self.labels[at].is_none() && latin && looks.is_foreign() && looks.words <= 12 {
                self.labels[at] = Some("widget");
            }
        }
    }

    /// The same short line three times between the paragraphs: a button or a credit.
    fn mark_repeated(&mut self) {
        let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for at in 0..self.units.len() {
            let looks = &self.traits[at];
            let short = looks.is_fragment() && !self.units[at].listed && looks.words >= 2;
            if self.labels[at].is_none() && short && !self.is_turn(at) {
                seen.entry(self.line(at)).or_default().push(at);
            }
        }
        for places in seen.into_values().filter(|places| places.len() > 2) {
            for at in places {
                self.labels[at] = Some("widget");
            }
        }
    }
}

/// What the words of a unit alone say.
fn own_label(text: &str, unit: &Unit, known: &Vocabulary) -> Option<&'static str> {
    let line = unit.span.text(text).unwrap_or_default();
    if line.len() > 1_200 {
        return None;
    }
    let words = words(line);
    if is_symbols(line, &words) && !starts_with_clock(line) {
        return Some("widget");
    }
    if is_link(line) {
        return Some("source_link");
    }
    if is_credit_line(line, known) {
        return Some("photo_credit");
    }
    if words.len() <= 60 && trailing_credit(line, known).is_some() {
        // A caption, with whose picture it is.
        return Some("photo_credit");
    }
    if bracketed_credits(line, known).first().is_some_and(|s| s.start == 0 && s.end == line.len()) {
        return Some("photo_credit");
    }
    let bracketed = line.starts_with('(') && line.trim_end_matches('.').ends_with(')');
    if has_mail_address(line) && words.len() <= 30 && (bracketed || words.len() <= 6) {
        return Some("contact");
    }
    if is_site(line) {
        return Some("site_name");
    }
    if words.len() <= 6 && line.ends_with(['»', '›', '→', '⟩']) && !line.contains(['«', '‹'])
    {
        return Some("nav");
    }
    let hashtags = line.split_whitespace().all(|w| w.starts_with('#') && w.len() > 1);
    if hashtags {
        return Some("tags");
    }
    known.label(line, false)
}

/// The words before a colon at the head of a line, if they can be the name of who speaks.
pub(super) fn turn_label(line: &str) -> Option<&str> {
    let head = line.get(..line.floor_char_boundary(60))?;
    let (label, rest) = head.split_once([':', '：'])?;
    let bare = label.trim().trim_matches(['*', '_', '“', '”']);
    let words = words(bare);
    let capital = words.iter().all(|w| w.capital && w.text != "#");
    let named = (1..=6).contains(&words.len()) && (capital || is_site(bare));
    let spoken =
        rest.starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_') || rest.is_empty();
    (named && spoken).then_some(bare)
}

fn turns(text: &str, units: &[Unit]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for unit in units {
        if let Some(label) = unit.span.text(text).and_then(turn_label) {
            *out.entry(key(label)).or_insert(0) += 1;
        }
    }
    out
}
