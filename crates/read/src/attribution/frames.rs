//! Reported speech, wants and acts, from the verb outward: the subject on its left, the content on
//! its right, or both before it ("..., the minister said").

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Flag, Stance, StatementKind};

use super::content::{before_conjunction, thing_end, trim};
use super::np::{self, Between};
use super::{Attribution, IsAdjective, Source, Used};
use crate::cues::{Class, Cue, Cues, Form, Frame};
use crate::doc::Doc;
use crate::token::TokenKind;

/// Sentences longer than this are read in windows, so that a text without full stops stays cheap.
const WINDOW: usize = 220;
/// Nor is more than this put into somebody's mouth at once.
const IMPUTED: usize = 600;

/// All attributions that a verb carries.
pub(super) fn find(
    doc: &Doc,
    cues: &Cues,
    adjective: IsAdjective,
    used: &mut Used,
) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let Some((len, groups)) = cues.at(&doc.tokens, at).filter(|_| !used.has(at)) else {
            at += 1;
            continue;
        };
        let hit = Hit { doc, cues, adjective, cue: at..at + len, groups };
        if let Some(found) = hit.read(&out) {
            used.mark(&found.cue.clone().unwrap_or(0..0));
            out.push(found);
            at += len;
        } else {
            at += 1;
        }
    }
    cut_coordinated(doc, &mut out);
    cut_at_next_subject(doc, &mut out);
    out
}

struct Hit<'a> {
    doc: &'a Doc<'a>,
    cues: &'a Cues,
    adjective: IsAdjective<'a>,
    cue: Range<usize>,
    groups: Vec<(&'a Cue, Form)>,
}

/// A subject and how it was found.
struct Subject {
    source: Source,
    shared: bool,
    via: Vec<Range<usize>>,
}

impl Hit<'_> {
    fn read(&self, earlier: &[Attribution]) -> Option<Attribution> {
        let (low, high) = self.bounds();
        if self.cue.end > high || self.is_title_word(low) {
            return None;
        }
        let (end, between) = np::skip_left(self.doc, low, self.cue.start);
        if self.is_noun(low, &between) || self.is_passive(&between) {
            return None;
        }
        let subject = self.subject(low, end, &between, earlier);
        if let Some(subject) = subject {
            if let Some(found) = self.forward(&subject, &between, high) {
                return Some(found);
            }
            return self
                .trailing(&subject, &between, low, high)
                .or_else(|| self.bare(&subject, &between, high));
        }
        self.inverted(low, high)
    }

    /// The sentence around the cue, cut to a window.
    fn bounds(&self) -> (usize, usize) {
        let segment = self.doc.segment_of[self.cue.start].clone();
        let low = segment.start.max(self.cue.start.saturating_sub(WINDOW));
        (low, segment.end.min(self.cue.end + WINDOW))
    }

    /// "Hopes Remain Low": a capital word inside a line is part of a name or of a title.
    fn is_title_word(&self, low: usize) -> bool {
        let spoken = |(cue, form): &(&Cue, Form)| {
            cue.class == Class::Say && matches!(form, Form::Past | Form::Third)
        };
        self.doc.tokens[self.cue.start].capital
            && self.cue.start > low
            && !(self.doc.tokens[self.cue.start - 1].capital && self.groups.iter().all(spoken))
    }

    fn has_form(&self, wanted: &[Form]) -> bool {
        self.groups.iter().any(|(_, form)| wanted.contains(form))
    }

    /// "Moscow's demands", "the reports", "to say": forms that are no finite verb here.
    fn is_noun(&self, low: usize, between: &Between) -> bool {
        let before = (self.cue.start > low).then(|| &self.doc.tokens[self.cue.start - 1]);
        let Some(before) = before else { return false };
        let only = |forms: &[Form]| self.groups.iter().all(|(_, form)| forms.contains(form));
        if before.is("'s") && !self.doc.tokens[self.cue.start].is("been") {
            return true;
        }
        if between.to && self.has_form(&[Form::Base]) && !self.has_form(&[Form::Third]) {
            return true;
        }
        if only(&[Form::Base]) && !between.modal {
            // "officials say": a base form is finite after a plural or a pronoun.
            let plural = before.folded.ends_with('s') || before.is_any(&["they", "we", "i", "who"]);
            return !(plural || before.is("people") || before.folded.ends_with("ly"));
        }
        // "media reports appeared": a noun unless a clause follows.
        let noun = self.cues.is_in("unnamed", &self.doc.tokens[self.cue.start])
            || self.cues.is_in("documents", &self.doc.tokens[self.cue.start]);
        let clause = self.doc.tokens.get(self.cue.end).is_some_and(|t| t.is_any(&["that", ":"]));
        if noun && !self.has_form(&[Form::Past]) && !clause {
            return true;
        }
        let noun_like = self.has_form(&[Form::Third, Form::Base]) && !self.has_form(&[Form::Past]);
        noun_like && self.cue.len() == 1 && (self.adjective)(self.cue.start - 1)
    }

    /// "was stated", "is demanded": the subject is what was said, not who said it.
    fn is_passive(&self, between: &Between) -> bool {
        let own_be = self.doc.tokens[self.cue.start].is_any(&[
            "is", "was", "were", "are", "be", "been", "being", "remains", "remained", "remain",
            "'s", "'re",
        ]);
        between.be && !own_be && !self.has_form(&[Form::Ing])
    }

    fn subject(
        &self,
        low: usize,
        end: usize,
        between: &Between,
        earlier: &[Attribution],
    ) -> Option<Subject> {
        let doc = self.doc;
        let ing_only = self.has_form(&[Form::Ing]) && !self.has_form(&[Form::Past, Form::Third]);
        if end == low {
            return ing_only.then(|| self.shared(low, earlier)).flatten();
        }
        let before = &doc.tokens[end - 1];
        if before.is_any(&["who", "which"]) {
            return self.relative(low, end);
        }
        if before.is("it") {
            // "and it demands": a state or a body; elsewhere "it" is mostly nobody.
            let opens = end < 2 || end - 1 == low || {
                let lead = &doc.tokens[end - 2];
                lead.is_any(&["and", "but", "while", "that", ",", "said", "says", ";"])
            };
            return opens.then(|| Subject {
                source: Source { full: end - 1..end, core: end - 1..end },
                shared: false,
                via: Vec::new(),
            });
        }
        if before.is_any(&["and", "but", "or", "then", "while"]) {
            return self.shared(low, earlier);
        }
        if ing_only && !between.be {
            return before.is(",").then(|| self.shared(low, earlier)).flatten();
        }
        if before.is(",") || before.kind == TokenKind::Dash {
            if let Some((mention, skipped)) = np::over_commas(doc, self.cues, low, end - 1) {
                let via = skipped.iter().filter_map(|range| self.relay(range)).collect();
                let source = Source { full: mention.full, core: mention.core };
                return Some(Subject { source, shared: false, via });
            }
            return None;
        }
        let core = np::left(doc, self.cues, low, end)?;
        Some(Subject {
            source: Source { full: core.clone(), core },
            shared: false,
            via: Vec::new(),
        })
    }

    /// "according to X" in a parenthesis: X passed it on.
    fn relay(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let tokens = &self.doc.tokens;
        let start = if tokens[range.start].is("according") {
            range.start + 2
        } else if tokens[range.start].is("citing") {
            range.start + 1
        } else {
            return None;
        };
        np::right(self.doc, self.cues, start, range.end).map(|mention| mention.full)
    }

    /// "X, who has expressed ...": the speaker span is the pronoun, the name stands before it.
    fn relative(&self, low: usize, end: usize) -> Option<Subject> {
        let who = end - 1;
        let noun_end = if who > low && self.doc.tokens[who - 1].is(",") { who - 1 } else { who };
        let core = np::left(self.doc, self.cues, low, noun_end)?;
        Some(Subject { source: Source { full: who..end, core }, shared: false, via: Vec::new() })
    }

    /// The subject of the verb before, or of the sentence.
    fn shared(&self, low: usize, earlier: &[Attribution]) -> Option<Subject> {
        let quote = self.doc.quote_of[self.cue.start];
        let before = |item: &&Attribution| {
            item.cue.as_ref().is_some_and(|cue| {
                cue.start >= low
                    && self.doc.quote_of[cue.start] == quote
                    && item.source.as_ref().is_some_and(|source| source.full.end <= cue.start)
            })
        };
        // "The office said Alba wanted a pause and called on it": a second speech act goes on with
        // who spoke, not with who wanted.
        let speech = self.groups.iter().any(|(cue, _)| cue.class == Class::Say);
        let near = || earlier.iter().rev().take(8).filter(before);
        let last =
            near().find(|item| !speech || item.class == Class::Say).or_else(|| near().next());
        let source = match last.and_then(|item| item.source.clone()) {
            Some(source) => source,
            None => first_phrase(self.doc, self.cues, low, self.cue.start)?,
        };
        Some(Subject { source, shared: true, via: Vec::new() })
    }

    /// Content behind the cue.
    fn forward(&self, subject: &Subject, between: &Between, high: usize) -> Option<Attribution> {
        let doc = self.doc;
        let after = np::skip_date_right(doc, self.cue.end, high);
        let (frame, start) = self.content_start(after, high)?;
        let (cue, _) = *self
            .groups
            .iter()
            .find(|(cue, _)| self.fits_class(cue, subject) && cue.frames.contains(&frame))?;
        let end = match frame {
            Frame::Clause | Frame::Question => high,
            Frame::To | Frame::Np | Frame::Ing | Frame::As => {
                thing_end(doc, self.cues, start, high)
            }
        };
        let content = trim(doc, start..end);
        if content.is_empty() || content.len() < 2 && doc.tokens[content.start].folded.len() < 4 {
            return None;
        }
        let between_words = self.cue.end..start.max(self.cue.end);
        let imputed = self.is_imputed();
        let content = if imputed { self.imputed_end(content) } else { content };
        let clear = doc.tokens[between_words].iter().any(|t| t.is_any(&["that", ":"]));
        let confidence = if clear { 88 } else { 76 };
        let mut found = self.build(cue, subject, between, content, confidence);
        found.thing = !imputed && !matches!(frame, Frame::Clause | Frame::Question);
        if self.is_supposed(subject) {
            // "If Alba accepts", "under the plan, Alba accepts": nobody says that it does.
            found.flags.insert(Flag::Conditional);
            found.stance = Stance::Report;
            found.told = true;
        }
        if imputed {
            found.kind = StatementKind::Imputed;
            found.flags.insert(Flag::Imputed);
            found.confidence = 70;
        }
        Some(found)
    }

    /// Whether the clause is only supposed: behind "if", or told of a plan.
    fn is_supposed(&self, subject: &Subject) -> bool {
        let doc = self.doc;
        let start = subject.source.full.start;
        let low = doc.segment_of[start].start;
        let before = start.checked_sub(1).filter(|at| *at >= low);
        before.is_some_and(|at| {
            doc.tokens[at].is_any(&[
                "if", "unless", "whether", "should", "once", "until", "how", "why", "what",
            ])
        }) || (low < start && doc.tokens[low].is_any(&["under", "if", "unless"]))
    }

    /// "Alba sees it this way: ...": words put into somebody's mouth.
    fn is_imputed(&self) -> bool {
        let tokens = &self.doc.tokens[self.cue.clone()];
        tokens.iter().any(|t| t.is("way")) && self.doc.tokens[self.cue.end].is(":")
    }

    /// Imputed speech goes on to the end of the paragraph or quotation.
    fn imputed_end(&self, content: Range<usize>) -> Range<usize> {
        let doc = self.doc;
        let paragraph = &doc.paragraphs[doc.paragraph_of(content.start)].tokens;
        let quote = doc.quote_of[content.start];
        let high = paragraph.end.min(content.start + IMPUTED);
        let end = (content.start..high)
            .find(|at| doc.quote_of[*at] != quote || doc.tokens[*at].kind == TokenKind::Close)
            .unwrap_or(high);
        trim(doc, content.start..end)
    }

    /// Where the content begins and which frame that is.
    fn content_start(&self, after: usize, high: usize) -> Option<(Frame, usize)> {
        let doc = self.doc;
        let has = |frame| self.groups.iter().any(|(cue, _)| cue.frames.contains(&frame));
        let token = doc.tokens.get(after).filter(|_| after < high)?;
        if token.is("that") && has(Frame::Clause) && after + 1 < high {
            return Some((Frame::Clause, after + 1));
        }
        if token.is(":") && after + 1 < high {
            let frame = if has(Frame::Clause) { Frame::Clause } else { Frame::Np };
            return Some((frame, after + 1));
        }
        let ends_in_to = doc.tokens[self.cue.end - 1].is("to") && self.cue.len() > 1;
        if ends_in_to && has(Frame::To) {
            return Some((Frame::To, self.cue.end - 1));
        }
        if token.is("to") && has(Frame::To) {
            return Some((Frame::To, after));
        }
        if token.is_any(&["why", "how", "what", "where", "when", "whether", "if", "who"])
            && (has(Frame::Question) || has(Frame::Clause))
        {
            let frame = if has(Frame::Question) { Frame::Question } else { Frame::Clause };
            return Some((frame, after));
        }
        if let Some(that) = self.that_after_adjunct(after, high).filter(|_| has(Frame::Clause)) {
            return Some((Frame::Clause, that + 1));
        }
        let preposition = token.is_any(&[
            "in", "at", "on", "with", "by", "for", "from", "of", "and", "or", "but", "as", "after",
            "before", "during", "about", "against", "into", "through", "under", "when", "while",
            "to", "than", "so", "also", "too", "here", "there", "earlier", "later",
        ]);
        let opens = matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Open)
            || token.kind == TokenKind::Straight
            || token.is_any(&["$", "€", "£"]);
        // "the pauses that Alba proposed are nothing new": the verb of another clause.
        let verb = token.is_any(&[
            "is", "are", "was", "were", "will", "would", "has", "have", "had", "can", "could",
            "may", "might", "must", "should", "do", "does", "did",
        ]);
        if verb {
            return None;
        }
        if preposition || !opens {
            return None;
        }
        [Frame::As, Frame::Np, Frame::Clause, Frame::Ing]
            .into_iter()
            .find(|frame| has(*frame))
            .map(|frame| (frame, after))
    }

    /// "said in a statement that": the "that" behind a short adjunct or object.
    fn that_after_adjunct(&self, after: usize, high: usize) -> Option<usize> {
        let end = high.min(after + 12);
        let stop = (after..end).find(|at| {
            let token = &self.doc.tokens[*at];
            token.is("that") || token.is_any(&[".", ";", ":", "and"]) || self.doc.quoted(*at)
        })?;
        let token = &self.doc.tokens[stop];
        // "the road that leads north" is no clause of what was said.
        let object = self.doc.tokens[after].is_any(&["in", "at", "on", "during", "to", "via"])
            || self.doc.tokens[self.cue.start].is_any(&[
                "told", "tells", "tell", "telling", "assured", "reminded", "warned", "informed",
            ]);
        (token.is("that") && object).then_some(stop)
    }

    fn fits_class(&self, cue: &Cue, subject: &Subject) -> bool {
        let range = subject.source.core.clone();
        let tokens = &self.doc.tokens[range];
        let paper = tokens.iter().any(|t| {
            self.cues.is_in("documents", t) || t.is_any(&["interpretations", "views", "ones"])
        });
        let person = tokens.iter().any(|t| self.cues.is_role(t) || t.capital);
        match cue.class {
            Class::Show => paper,
            _ => !paper || person,
        }
    }

    /// Content before the cue: "The road is closed, the mayor said."
    fn trailing(
        &self,
        subject: &Subject,
        between: &Between,
        low: usize,
        high: usize,
    ) -> Option<Attribution> {
        let doc = self.doc;
        let mut after = np::skip_date_right(doc, self.cue.end, high);
        // "..., a source told TASS.", "..., he told reporters."
        let told = doc.tokens[self.cue.start].is_any(&["told", "tells"]);
        while told
            && after < high
            && (doc.tokens[after].capital
                || doc.tokens[after].is_any(&["the", "a", "reporters", "journalists", "agency"]))
        {
            after += 1;
        }
        let ended = after >= high
            || doc.tokens[after].is_any(&[".", ",", ";", "in", "at", "on", "during", "after"])
            || doc.tokens[after].kind == TokenKind::Dash;
        let start = subject.source.full.start;
        let comma = start.checked_sub(1).filter(|at| *at > low)?;
        // A sentence that is one quotation has been read as such; one that ends in a quoted
        // expression ("is \"opposed\", Brel said") is reported speech.
        let whole = doc.quoted(comma - 1) && doc.quote_of[low] == doc.quote_of[comma - 1];
        if !ended || subject.shared || !doc.tokens[comma].is(",") || whole {
            return None;
        }
        let (cue, _) = *self.groups.iter().find(|(cue, _)| {
            matches!(cue.class, Class::Say | Class::Think) && cue.frames.contains(&Frame::Clause)
        })?;
        let content = trim(doc, low..comma);
        (content.len() >= 4).then(|| self.build(cue, subject, between, content, 78))
    }

    /// "Alba refused.", "analysts remain sceptical": nothing follows; the cue is all there is.
    fn bare(&self, subject: &Subject, between: &Between, high: usize) -> Option<Attribution> {
        let doc = self.doc;
        let ended = doc.tokens.get(self.cue.end).is_none_or(|t| t.is_any(&[",", ".", ";"]))
            || self.cue.end >= high;
        if !ended {
            return None;
        }
        let state = self.cue.end - 1..self.cue.end;
        if let Some((cue, _)) =
            self.groups.iter().find(|(cue, _)| cue.class == Class::Think && self.cue.len() > 1)
        {
            return Some(self.build(cue, subject, between, state, 60));
        }
        let (cue, _) = *self.groups.iter().find(|(cue, form)| {
            matches!(cue.stance, Stance::Refuse | Stance::Accept)
                && matches!(form, Form::Past | Form::Third)
        })?;
        let mut found = self.build(cue, subject, between, self.cue.clone(), 62);
        found.told = true;
        Some(found)
    }

    /// "..., said the mayor." without quotation marks.
    fn inverted(&self, low: usize, high: usize) -> Option<Attribution> {
        let doc = self.doc;
        let comma = self.cue.start.checked_sub(1).filter(|at| *at > low)?;
        let dashed = doc.tokens[comma].kind == TokenKind::Dash;
        if !(doc.tokens[comma].is(",") || dashed) || doc.quoted(comma - 1) {
            return None;
        }
        let (cue, _) = *self.groups.iter().find(|(cue, form)| {
            cue.class == Class::Say
                && cue.frames.contains(&Frame::Clause)
                && matches!(form, Form::Past | Form::Third)
        })?;
        let mention = np::right(doc, self.cues, self.cue.end, high)?;
        let after = doc.tokens.get(mention.full.end).filter(|_| mention.full.end < high);
        if after.is_some_and(|t| !t.is_any(&[".", ",", ";", "in", "at", "on", "during", "after"])) {
            return None;
        }
        let content = trim(doc, low..comma);
        let subject = Subject {
            source: Source { full: mention.full, core: mention.core },
            shared: false,
            via: Vec::new(),
        };
        let mut found = self.build(cue, &subject, &Between::default(), content, 74);
        if dashed {
            found.kind = StatementKind::DirectUnquoted;
        }
        (found.content[0].len() >= 4).then_some(found)
    }

    fn build(
        &self,
        cue: &Cue,
        subject: &Subject,
        between: &Between,
        content: Range<usize>,
        confidence: u8,
    ) -> Attribution {
        let doc = self.doc;
        let mut flags = BTreeSet::new();
        let core = &subject.source.core;
        let neither = doc.tokens[core.clone()].iter().any(|t| t.is_any(&["neither", "nor", "no"]));
        let never_cue = matches!(cue.stance, Stance::Refuse | Stance::Ignore);
        let denies = doc.tokens[self.cue.start].is_any(&["denied", "denies", "deny", "denying"]);
        let negated = (between.negated && !(never_cue && self.cue_says_no())) || neither || denies;
        // "wants no exchange": the no stands with the thing.
        let no_thing = doc.tokens.get(content.start).is_some_and(|t| t.is("no"))
            && matches!(
                cue.stance,
                Stance::Demand | Stance::Propose | Stance::Agree | Stance::Accept
            );
        let marks = [
            (negated, Flag::Negated),
            (between.planned, Flag::Planned),
            (between.hearsay, Flag::Hearsay),
        ];
        flags.extend(marks.into_iter().filter(|(set, _)| *set).map(|(_, flag)| flag));
        let quoted_inside = content.clone().any(|at| doc.quoted(at)) && !doc.quoted(self.cue.start);
        let kind = if cue.frames.contains(&Frame::Question) {
            StatementKind::Question
        } else if cue.class == Class::Show {
            StatementKind::Document
        } else if quoted_inside {
            StatementKind::Mixed
        } else if matches!(cue.class, Class::Want | Class::Think) {
            StatementKind::Attitude
        } else {
            StatementKind::Indirect
        };
        let joint = doc.tokens[core.clone()]
            .iter()
            .any(|t| t.is_any(&["sides", "parties", "and", "both", "delegations"]));
        let told = cue.class == Class::Do && (joint || cue.stance == Stance::Ignore);
        let penalty = if subject.shared { 14 } else { 0 };
        Attribution {
            source: Some(subject.source.clone()),
            cue: Some(self.cue.clone()),
            content: vec![content],
            kind,
            class: cue.class,
            stance: if no_thing { Stance::Refuse } else { negate(cue.stance, negated) },
            via: subject.via.clone(),
            flags,
            shared: subject.shared,
            told,
            thing: false,
            nested: false,
            confidence: confidence - penalty,
        }
    }

    /// Whether the cue itself already holds the "no": "is not ready to".
    fn cue_says_no(&self) -> bool {
        self.doc.tokens[self.cue.clone()].iter().any(|t| t.is_any(&["no", "not", "point"]))
    }
}

/// What "not" makes of a stance.
fn negate(stance: Stance, negated: bool) -> Stance {
    if !negated {
        return stance;
    }
    match stance {
        Stance::OpenTo | Stance::Accept | Stance::Agree | Stance::Commit => Stance::Refuse,
        // "does not want", "has not refused": less than the opposite.
        Stance::Demand | Stance::Propose | Stance::Precondition | Stance::Refuse => Stance::Report,
        other => other,
    }
}

/// The noun phrase with which a sentence begins, behind "But" and "On Monday,".
pub(super) fn first_phrase(doc: &Doc, cues: &Cues, low: usize, high: usize) -> Option<Source> {
    let mut at = low;
    while at < high
        && (doc.tokens[at].is_any(&[
            "but", "and", "however", "meanwhile", "still", "also", "yet", "earlier", "later", ",",
            "nevertheless", "nonetheless", "then", "moreover",
        ]) || matches!(doc.tokens[at].kind, TokenKind::Dash))
    {
        at += 1;
    }
    let opener = doc.tokens.get(at)?;
    if opener.is_any(&[
        "on", "in", "at", "during", "after", "before", "with", "while", "despite", "as", "for",
        "by", "following", "amid", "since", "when", "although", "though", "according",
    ]) {
        let comma = (at..high.min(at + 40)).find(|at| doc.tokens[*at].is(","))?;
        at = comma + 1;
    }
    let mention = np::right(doc, cues, at, high)?;
    (mention.full.end <= high).then_some(Source { full: mention.full, core: mention.core })
}

/// "Alba proposed A and Borea proposed B": a thing ends where the next subject begins.
fn cut_at_next_subject(doc: &Doc, items: &mut [Attribution]) {
    for at in 0..items.len() {
        let Some(start) = items[at].source.as_ref().map(|source| source.full.start) else {
            continue;
        };
        let own = !items[at].shared && items[at].cue.as_ref().is_some_and(|cue| cue.start >= start);
        let lead = start
            .checked_sub(1)
            .filter(|at| doc.tokens[*at].is_any(&["and", "but", "while", ",", ";"]));
        let Some(lead) = lead.filter(|_| own) else { continue };
        for earlier in items[at.saturating_sub(8)..at].iter_mut().filter(|item| item.thing) {
            for piece in &mut earlier.content {
                if piece.start < lead && piece.contains(&start) {
                    *piece = trim(doc, piece.start..lead);
                }
            }
        }
    }
}

/// "called for A and reminded that B": the content of the first verb ends before the second.
fn cut_coordinated(doc: &Doc, items: &mut [Attribution]) {
    for at in 0..items.len() {
        if !items[at].shared {
            continue;
        }
        let Some(cue) = items[at].cue.clone() else { continue };
        let source = items[at].source.clone();
        for earlier in &mut items[at.saturating_sub(8)..at] {
            if earlier.source != source {
                continue;
            }
            for piece in &mut earlier.content {
                if piece.contains(&cue.start) && piece.start < cue.start {
                    let end = before_conjunction(doc, piece.start, cue.start);
                    *piece = trim(doc, piece.start..end);
                }
            }
            let quoted = earlier.content.iter().cloned().flatten().any(|at| doc.quoted(at));
            if earlier.kind == StatementKind::Mixed && !quoted {
                earlier.kind = StatementKind::Indirect;
            }
        }
    }
}
