//! The issues and their choices, and where a text speaks of them.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{ChoiceId, IssueId};

use super::data::{ChoiceData, IssueData, spell_out};
use crate::phrases::Phrases;
use crate::token::Token;

/// A matter on the agenda.
#[derive(Debug, Clone)]
pub struct IssueEntry {
    /// The handle.
    pub id: IssueId,
    /// The name for output.
    pub name: String,
    /// One line that says what belongs to it.
    pub about: String,
    /// Security, humanitarian, territory, status, political, economic, process; `own` for an issue
    /// of the dossier.
    pub group: String,
    /// Codes of the PA-X table of peace agreements.
    pub pax: Vec<String>,
    /// The provision of the Kroc Peace Accords Matrix.
    pub pam: Option<String>,
    /// The PLOVER event word, with the mode after a slash.
    pub plover: Option<String>,
    /// Ways of settling it.
    pub choices: Vec<ChoiceEntry>,
    /// Words that tell its choices apart.
    pub(super) choice_words: Phrases<usize>,
    /// The choice that is meant when the words name none.
    default: Option<usize>,
}

/// One way of settling an issue.
#[derive(Debug, Clone)]
pub struct ChoiceEntry {
    /// The handle.
    pub id: ChoiceId,
    /// The name for output.
    pub name: String,
    /// Larger choices of which it is a part: who takes one of them takes this, as a part of it.
    pub part_of: Vec<ChoiceId>,
}

/// A place that speaks of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueHit {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The issue.
    pub issue: IssueId,
    /// The choice, if words close by name one.
    pub choice: Option<ChoiceId>,
    /// A word so general that it counts only where no other issue is named, or beside a stance.
    pub weak: bool,
}

/// What a phrase says about an issue.
#[derive(Debug, Clone, Copy)]
struct Mark {
    issue: usize,
    choice: Option<usize>,
    weak: bool,
    /// From the dossier: goes before the built-in meaning of the same words.
    own: bool,
    /// The phrase has a gap, so that words of other issues may stand inside it.
    gap: bool,
}

/// All issues with the phrases that name them.
#[derive(Debug, Clone, Default)]
pub(super) struct Issues {
    pub(super) entries: Vec<IssueEntry>,
    at: BTreeMap<IssueId, usize>,
    words: Phrases<Mark>,
    /// Phrases that hold an issue's word and mean something else.
    not: Phrases<usize>,
    /// Words that belong to an issue without naming it.
    hints: Phrases<usize>,
}

/// A hit before its choice is known.
pub(super) struct Place {
    pub(super) tokens: Range<usize>,
    pub(super) issue: usize,
    pub(super) choice: Option<usize>,
    pub(super) weak: bool,
}

impl Issues {
    pub(super) fn load(data: Vec<IssueData>) -> Self {
        let mut issues = Self::default();
        for entry in data {
            let Ok(id) = entry.id.parse::<IssueId>() else { continue };
            let at = issues.entry(id, entry.name);
            let known = &mut issues.entries[at];
            (known.about, known.group, known.pax) = (entry.about, entry.group, entry.pax);
            (known.pam, known.plover) = (entry.pam, entry.plover);
            let mark = Mark { issue: at, choice: None, weak: false, own: false, gap: false };
            issues.add(&entry.terms, mark);
            issues.add(&entry.weak_terms, Mark { weak: true, ..mark });
            for phrase in entry.hints.iter().flat_map(|phrase| spell_out(phrase)) {
                issues.hints.add(&phrase, at);
            }
            for phrase in entry.not.iter().flat_map(|phrase| spell_out(phrase)) {
                issues.not.add(&phrase, at);
            }
            for choice in entry.choice {
                issues.add_choice(at, &choice, false);
            }
        }
        issues
    }

    /// The place of the issue with this handle; a new one if there was none.
    pub(super) fn entry(&mut self, id: IssueId, name: String) -> usize {
        if let Some(at) = self.at.get(&id) {
            return *at;
        }
        let at = self.entries.len();
        self.at.insert(id.clone(), at);
        self.entries.push(IssueEntry {
            id,
            name,
            about: String::new(),
            group: "own".to_owned(),
            pax: Vec::new(),
            pam: None,
            plover: None,
            choices: Vec::new(),
            choice_words: Phrases::default(),
            default: None,
        });
        at
    }

    /// Adds terms of the dossier to an issue.
    pub(super) fn add_own(&mut self, issue: usize, terms: &[String]) {
        self.add(terms, Mark { issue, choice: None, weak: false, own: true, gap: false });
    }

    fn add(&mut self, terms: &[String], mark: Mark) {
        for phrase in terms.iter().flat_map(|term| spell_out(term)) {
            let gap = phrase.contains(" .. ");
            self.words.add(&phrase, Mark { gap, ..mark });
        }
    }

    pub(super) fn add_choice(&mut self, issue: usize, choice: &ChoiceData, own: bool) {
        let Ok(id) = choice.id.parse::<ChoiceId>() else { return };
        let Some(entry) = self.entries.get_mut(issue) else { return };
        let at = entry.choices.iter().position(|known| known.id == id).unwrap_or_else(|| {
            let name = choice.name.clone();
            entry.choices.push(ChoiceEntry { id, name, part_of: Vec::new() });
            entry.choices.len() - 1
        });
        if let Some(known) = entry.choices.get_mut(at) {
            known.part_of.extend(choice.part_of.iter().filter_map(|whole| whole.parse().ok()));
        }
        if choice.default {
            entry.default = Some(at);
        }
        let words = choice.terms.iter().chain(&choice.alone);
        for phrase in words.flat_map(|term| spell_out(term)) {
            entry.choice_words.add(&phrase, at);
        }
        self.add(&choice.alone, Mark { issue, choice: Some(at), weak: false, own, gap: false });
    }

    pub(super) fn get(&self, id: &IssueId) -> Option<&IssueEntry> {
        self.entries.get(*self.at.get(id)?)
    }

    /// Words that belong to issues without naming them: where, and the number of each issue.
    pub(super) fn hints(&self, tokens: &[Token]) -> Vec<(usize, Vec<usize>)> {
        let found = |at| {
            let (_, issues) = self.hints.longest(tokens, at)?;
            Some((at, issues.into_iter().copied().collect()))
        };
        // No hint begins with a shorter word or a mark: most tokens need no look-up.
        let long = |at: &usize| tokens[*at].folded.len() > 2;
        (0..tokens.len()).filter(long).filter_map(found).collect()
    }

    /// The number of an issue, as `hints` gives it.
    pub(super) fn number(&self, id: &IssueId) -> Option<usize> {
        self.at.get(id).copied()
    }

    pub(super) fn hits(&self, tokens: &[Token]) -> Vec<IssueHit> {
        let places = self.places(tokens);
        let choices: Vec<_> = (0..places.len())
            .map(|at| {
                let place = places.get(at)?;
                let entry = self.entries.get(place.issue)?;
                let choice = place
                    .choice
                    .or_else(|| super::choices::near(entry, tokens, &places, at))
                    .or(entry.default)?;
                Some(entry.choices.get(choice)?.id.clone())
            })
            .collect();
        places
            .into_iter()
            .zip(choices)
            .map(|(place, choice)| IssueHit {
                tokens: place.tokens,
                issue: self.entries[place.issue].id.clone(),
                choice,
                weak: place.weak,
            })
            .collect()
    }

    /// Every hit in order of place: at each token the longest phrase, then on behind it; but other
    /// issues may be named inside the gap of a phrase ("sign a full ceasefire").
    fn places(&self, tokens: &[Token]) -> Vec<Place> {
        let mut out: Vec<Place> = Vec::new();
        // Ends of phrases that do not count, and whose they are. Few are open at once.
        let mut closed: Vec<(usize, usize)> = Vec::new();
        let mut inside = 0;
        let mut at = 0;
        let mut seen_not = 0;
        while at < tokens.len() {
            // A phrase that does not count may begin before the term that it holds.
            while seen_not <= at {
                self.not.each(tokens, seen_not, &mut |len, issue| {
                    closed.push((seen_not + len, *issue));
                });
                seen_not += 1;
            }
            closed.retain(|(end, _)| *end > at);
            let (len, marks) = self.marks(tokens, at, &closed);
            let mut open = false;
            for mark in marks.into_iter().filter(|mark| !mark.weak || inside <= at) {
                let (issue, choice, weak) = (mark.issue, mark.choice, mark.weak);
                out.push(Place { tokens: at..at + len, issue, choice, weak });
                if mark.gap {
                    open = true;
                    closed.push((at + len, issue));
                }
            }
            if open {
                inside = inside.max(at + len);
            }
            at += if open { 1 } else { len.max(1) };
        }
        out
    }

    /// The longest phrase that starts here and counts, and what it says.
    fn marks(&self, tokens: &[Token], at: usize, closed: &[(usize, usize)]) -> (usize, Vec<Mark>) {
        let mut marks: Vec<Mark> = Vec::new();
        let mut longest = 0;
        self.words.each(tokens, at, &mut |len, mark| {
            let end = at + len;
            if closed.iter().any(|(to, issue)| *issue == mark.issue && *to >= end) {
                return;
            }
            if len > longest {
                marks.clear();
                longest = len;
            }
            if len == longest {
                marks.push(*mark);
            }
        });
        (longest, Self::chosen(&marks))
    }

    /// One mark per issue: the dossier's own first, one that names the choice before one that does
    /// not, a plain one before a weak one.
    fn chosen(marks: &[Mark]) -> Vec<Mark> {
        let own = marks.iter().any(|mark| mark.own);
        let mut out: Vec<Mark> = Vec::new();
        for mark in marks.iter().filter(|mark| mark.own == own) {
            match out.iter_mut().find(|known| known.issue == mark.issue) {
                Some(known) => {
                    known.choice = known.choice.or(mark.choice);
                    known.weak &= mark.weak;
                    known.gap &= mark.gap;
                }
                None => out.push(*mark),
            }
        }
        out
    }
}
