//! What a passage is about where its own words name no issue.
//!
//! "He would not move one boot" speaks of a withdrawal in an article about a withdrawal. The words
//! that name issues and the hints of the lexicon are weighed: those of the clause most, then those
//! of its sentence, of the sentences before it, and of the whole article with its title. All in
//! whole numbers, so that the same text gives the same guess everywhere.

use std::ops::Range;

use crate::doc::{Doc, Part};
use crate::lexicon::{ActorHit, IssueHit, Lexicon};

/// What a word that names an issue weighs.
pub(crate) const NAMED: u32 = 12;
/// ... one that has other meanings too.
const WEAK: u32 = 5;
/// What a hint weighs, by the number of issues that share it.
const HINT: [u32; 4] = [9, 5, 3, 2];
/// Times the weight of a word: in the clause, in its sentence, in the text shortly before.
const NEAR: [u32; 3] = [8, 2, 1];
/// How far back, in tokens, the text before a sentence counts.
const BEFORE: usize = 60;
/// What the article as a whole weighs beside all that.
const WHOLE: u32 = 150;
/// Words of the title count so many times for the whole.
const TITLE: u32 = 2;

/// A guess at the issue of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The place of the issue in [`Lexicon::issues`].
    pub issue: usize,
    /// Its share of all the weight near the passage, in percent.
    pub share: u32,
    /// Words of the passage itself speak for it.
    pub here: bool,
}

/// What an article speaks of, and where.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    /// Token, issue and weight, in order of place.
    marks: Vec<(usize, usize, u32)>,
    /// The weight of each issue in the whole article.
    whole: Vec<u32>,
}

impl Topics {
    /// Weighs the words of an article.
    pub fn new(doc: &Doc, issues: &[IssueHit], actors: &[ActorHit], lexicon: &Lexicon) -> Self {
        let mut marks: Vec<(usize, usize, u32)> = Vec::new();
        for hit in issues {
            if let Some(issue) = lexicon.issue_number(&hit.issue) {
                let weight = if hit.weak { WEAK } else { NAMED };
                marks.push((hit.tokens.start, issue, weight));
            }
        }
        let mut names = actors.iter().peekable();
        for (at, issues) in lexicon.hints(&doc.tokens) {
            // "Hearth Party", "the Bank": words of a name hint at nothing.
            while names.next_if(|hit| hit.tokens.end <= at).is_some() {}
            if names.peek().is_some_and(|hit| hit.tokens.start <= at) {
                continue;
            }
            let weight = HINT.get(issues.len() - 1).or(HINT.last()).copied().unwrap_or_default();
            marks.extend(issues.into_iter().map(|issue| (at, issue, weight)));
        }
        marks.sort_unstable();
        // A word that names an issue and hints at it counts once.
        marks.dedup_by(|b, a| {
            let same = a.0 == b.0 && a.1 == b.1;
            if same {
                a.2 = a.2.max(b.2);
            }
            same
        });
        let mut out = Self { marks, whole: vec![0; lexicon.issues().len()] };
        for (at, issue, weight) in &out.marks {
            let title =
                doc.paragraphs.get(doc.paragraph_of(*at)).is_some_and(|p| p.part == Part::Title);
            if let Some(sum) = out.whole.get_mut(*issue) {
                *sum += weight * if title { TITLE } else { 1 };
            }
        }
        // Talk about talks, texts and meetings stands in every such article.
        for (sum, entry) in out.whole.iter_mut().zip(lexicon.issues()) {
            if entry.group == "process" || entry.id.as_str() == "military_operations" {
                *sum /= 4;
            }
        }
        out
    }

    /// Words that speak for an issue: token, issue and weight, in order of place.
    pub(crate) fn marks(&self) -> &[(usize, usize, u32)] {
        &self.marks
    }

    /// The weight of each issue in the whole article.
    pub(crate) fn shares(&self) -> &[u32] {
        &self.whole
    }

    /// The weight of each issue near a passage.
    pub(crate) fn scores(&self, doc: &Doc, passage: &Range<usize>) -> Vec<u32> {
        self.weighed(doc, passage).0
    }

    /// The issue that a passage is most likely about.
    pub fn about(&self, doc: &Doc, passage: &Range<usize>) -> Option<Topic> {
        let (sums, here) = self.weighed(doc, passage);
        let total: u32 = sums.iter().sum();
        // Of two that weigh the same the first of the lexicon is taken.
        let issue = (0..sums.len()).rev().max_by_key(|at| sums[*at])?;
        let share = sums[issue] * 100 / total.max(1);
        (sums[issue] > 0).then(|| Topic { issue, share, here: here.contains(&issue) })
    }

    /// The weights near a passage, and the issues for which words of the passage itself speak.
    fn weighed(&self, doc: &Doc, passage: &Range<usize>) -> (Vec<u32>, Vec<usize>) {
        let Some(segment) = doc.segment_of.get(passage.start) else {
            return (vec![0; self.whole.len()], Vec::new());
        };
        let sentence = segment.start.min(passage.start)..segment.end.max(passage.end);
        let low = sentence.start.saturating_sub(BEFORE);
        let mut sums: Vec<u32> = vec![0; self.whole.len()];
        let all: u64 = self.whole.iter().map(|sum| u64::from(*sum)).sum();
        for (sum, whole) in sums.iter_mut().zip(&self.whole) {
            let share = u64::from(*whole) * u64::from(WHOLE) / all.max(1);
            *sum = u32::try_from(share).unwrap_or(WHOLE);
        }
        let mut here: Vec<usize> = Vec::new();
        let from = self.marks.partition_point(|mark| mark.0 < low);
        for (at, issue, weight) in self.marks[from..].iter().take_while(|m| m.0 < sentence.end) {
            let near = if passage.contains(at) {
                here.push(*issue);
                NEAR[0]
            } else if sentence.contains(at) {
                NEAR[1]
            } else {
                NEAR[2]
            };
            if let Some(sum) = sums.get_mut(*issue) {
                *sum += weight * near;
            }
        }
        (sums, here)
    }
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;

    fn guess(title: &str, text: &str, passage: &str) -> Option<String> {
        let all = format!("{title}\n\n{text}");
        let head = Span::new(0, title.len());
        let body = Span::new(title.len() + 2, all.len());
        let doc = Doc::new(&all, &[(head, Part::Title), (body, Part::Text)]);
        let lexicon = Lexicon::built_in();
        let issues = lexicon.issue_hits(&doc.tokens);
        let topics = Topics::new(&doc, &issues, &[], &lexicon);
        let start = all.find(passage)?;
        let from = doc.tokens.partition_point(|t| t.span.start < start);
        let to = doc.tokens.partition_point(|t| t.span.end <= start + passage.len());
        Some(lexicon.issues()[topics.about(&doc, &(from..to))?.issue].id.to_string())
    }

    #[test]
    fn the_text_around_tells_what_a_passage_is_about() {
        let title = "No troop withdrawal before spring";
        let text = "The garrison stays on the ridge, the general said. \u{201c}Not one boot moves.\u{201d}";
        assert_eq!(guess(title, text, "Not one boot moves").as_deref(), Some("withdrawal"));
    }

    #[test]
    fn words_of_the_passage_go_before_the_article() {
        let title = "No troop withdrawal before spring";
        let text = "The garrison stays. The union spoke of observers and inspectors with cameras.";
        let found = guess(title, text, "observers and inspectors with cameras");
        assert_eq!(found.as_deref(), Some("monitoring"));
    }

    #[test]
    fn a_text_without_issues_is_about_nothing() {
        assert_eq!(guess("Rain", "It rained again.", "It rained again"), None);
    }
}
