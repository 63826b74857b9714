//! From differing claims to cards: passages, origins, what is on record, weight, key and order.

use std::collections::BTreeSet;

use model::talks::Account;
use model::{ActorId, Evidence, Role, Span, Talks, When};

use super::card::{Dispute, DisputeKind, OnRecord, Side, Told, key};
use super::claim::{Claim, Sort};
use super::group::{Found, differing};
use super::page::day_number;
use super::rounds::{Past, held};
use super::sittings::Sitting;
use super::words::Words;
use crate::lexicon::Lexicon;
use crate::origins::Families;
use crate::reading::Reading;
use crate::token::fold;

/// Passages listed on one side; the others are counted.
pub(super) const PASSAGES: usize = 12;
/// A sentence longer than this is cut to the clause that is meant.
const LONG: usize = 420;

pub(super) struct Build<'a> {
    pub(super) reading: &'a Reading,
    pub(super) talks: Option<&'a Talks>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words,
    families: Families<'a>,
    parties: BTreeSet<ActorId>,
}

/// A claim with what a passage needs.
pub(super) struct Piece<'c> {
    report: usize,
    span: Span,
    focus: Span,
    voice: &'c super::page::Voice,
    day: Option<i32>,
    when: Option<When>,
}

impl<'c> From<&'c Claim> for Piece<'c> {
    fn from(claim: &'c Claim) -> Self {
        let Claim { report, span, focus, voice, day, when, .. } = claim;
        Self { report: *report, span: *span, focus: *focus, voice, day: *day, when: *when }
    }
}

impl<'c> From<&'c Past> for Piece<'c> {
    fn from(past: &'c Past) -> Self {
        let Past { report, span, voice, day, when, .. } = past;
        Self { report: *report, span: *span, focus: *span, voice, day: *day, when: *when }
    }
}

impl<'c> From<&'c Sitting> for Piece<'c> {
    fn from(told: &'c Sitting) -> Self {
        let Sitting { report, span, focus, voice, day, when, .. } = told;
        Self { report: *report, span: *span, focus: *focus, voice, day: Some(*day), when: *when }
    }
}

impl<'a> Build<'a> {
    pub(super) fn new(
        reading: &'a Reading,
        talks: Option<&'a Talks>,
        lexicon: &'a Lexicon,
        words: &'a Words,
    ) -> Self {
        let families = Families::new(reading);
        let named = talks.map_or(&reading.actors, |talks| &talks.actors);
        let sides = named.iter().filter(|actor| actor.roles.contains(&Role::Party));
        let parties = sides.map(|actor| lexicon.party_of(&actor.id)).collect();
        Self { reading, talks, lexicon, words, families, parties }
    }

    /// Every card, in order.
    pub(super) fn cards(
        &self,
        claims: Vec<Claim>,
        past: &[Past],
        sittings: &[Sitting],
    ) -> Vec<Dispute> {
        let slips = self.slips(&claims);
        let accrues = |key: &str| {
            let id = key.split('|').next().unwrap_or_default();
            self.words.things.iter().any(|thing| thing.named.id == id && thing.accrues)
        };
        let mut out: Vec<Dispute> = slips;
        let found = differing(claims, &accrues);
        out.extend(found.iter().filter_map(|found| self.card(found)));
        out.extend(self.last_met(past));
        out.extend(self.how_many(past));
        out.extend(self.told_otherwise(sittings));
        self.settle(out)
    }

    /// One card for each set of passages, weighed and in order.
    fn settle(&self, mut cards: Vec<Dispute>) -> Vec<Dispute> {
        let newest = self.reading.reports.iter().filter_map(|report| report.published).max();
        for card in &mut cards {
            card.weight = self.weight(card, newest);
        }
        cards.sort_by(|a, b| {
            (b.weight, b.latest, &a.about, &a.key).cmp(&(a.weight, a.latest, &b.about, &b.key))
        });
        let mut seen: BTreeSet<Vec<(String, Span)>> = BTreeSet::new();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        cards.retain(|card| {
            let told = card.sides.iter().flat_map(|side| &side.passages);
            let mut places: Vec<(String, Span)> =
                told.map(|told| (told.report.clone(), told.span)).collect();
            places.sort();
            seen.insert(places) && keys.insert(card.key.clone())
        });
        cards
    }

    /// What matters for the talks: the issue, the witnesses on each side, the two sides of the
    /// conflict, and whether it is new.
    fn weight(&self, card: &Dispute, newest: Option<When>) -> u32 {
        let issue = card.issue.as_deref().map_or(2, |issue| self.words.weight(issue));
        let kind = match card.kind {
            DisputeKind::Contradiction | DisputeKind::Scope => 6,
            DisputeKind::SameSpeaker | DisputeKind::Figure | DisputeKind::Account => 4,
            DisputeKind::Assessment | DisputeKind::Record | DisputeKind::Forecast => 3,
            DisputeKind::DateOrPlace | DisputeKind::Office => 1,
        };
        let few = card.sides.iter().map(|side| side.origins).min().unwrap_or(0).min(5);
        let principals = card.parties().into_iter().filter(|p| self.parties.contains(*p)).count();
        let age = newest
            .zip(card.latest)
            .map_or(0, |(new, old)| day_number(new.last_day()) - day_number(old.first_day()));
        let recent = if age <= 14 { 3 } else { u32::from(age <= 60) };
        let witnesses = u32::try_from(few).unwrap_or(0);
        issue * 3 + kind + witnesses * 2 + if principals > 1 { 5 } else { 0 } + recent
    }

    fn card(&self, found: &Found) -> Option<Dispute> {
        let first = &found.sides.first()?.1.first()?;
        let sort = first.sort;
        let mut sides: Vec<Side> = found
            .sides
            .iter()
            .map(|(label, claims)| {
                let others = || found.sides.iter().filter(|(o, _)| o != label).flat_map(|(_, c)| c);
                let shared: BTreeSet<(usize, Span)> =
                    others().map(|c| (c.report, c.span)).collect();
                let pieces: Vec<Piece<'_>> = claims.iter().map(Piece::from).collect();
                self.side(label.clone(), &pieces, &shared)
            })
            .collect();
        // By day and by the bytes of the report, never by its name: the key rests on this order.
        let sha = |path: &str| {
            let at = self.reading.reports.binary_search_by(|r| r.path.as_str().cmp(path));
            at.ok().and_then(|at| self.reading.reports.get(at)).map(|r| r.sha256.as_str())
        };
        sides.sort_by(|a, b| {
            let place = |side: &Side| {
                side.passages.first().map(|t| (t.day, sha(&t.report).map(str::to_owned), t.span))
            };
            place(a).cmp(&place(b))
        });
        match sort {
            Sort::Weekday => Self::calendar(found, &mut sides),
            Sort::Scope => self.readings(&first.key, &mut sides),
            Sort::Town => self.venues(first.day, &mut sides),
            Sort::Earlier => self.years(&mut sides),
            _ => {}
        }
        let accounts = |side: &&Side| !side.passages.is_empty() || !side.record.is_empty();
        if sides.iter().filter(accounts).count() < 2 {
            return None;
        }
        let (kind, about, at_issue) = (found.kind, first.about.clone(), found.at_issue.clone());
        Some(self.finish(kind, about, at_issue, &first.issue, sides))
    }

    pub(super) fn finish(
        &self,
        kind: DisputeKind,
        about: String,
        at_issue: String,
        issue: &str,
        sides: Vec<Side>,
    ) -> Dispute {
        let told = sides.iter().flat_map(|side| &side.passages);
        let latest = told.filter_map(|told| told.day).max();
        let sha = |path: &str| {
            let at = self.reading.reports.binary_search_by(|r| r.path.as_str().cmp(path));
            at.ok()
                .and_then(|at| self.reading.reports.get(at))
                .map(|r| r.sha256.clone())
                .unwrap_or_default()
        };
        let key = key(kind, &about, &sides, &sha);
        let issue = Some(issue.to_owned()).filter(|issue| !issue.is_empty());
        Dispute {
            kind,
            about,
            at_issue,
            issue,
            sides,
            latest,
            weight: 0,
            key,
            decided: None,
            merged: Vec::new(),
        }
    }

    /// The passages of one account, the earliest first.
    pub(super) fn side(
        &self,
        claim: String,
        pieces: &[Piece<'_>],
        shared: &BTreeSet<(usize, Span)>,
    ) -> Side {
        let mut order: Vec<&Piece<'_>> = pieces.iter().collect();
        let sha = |at: usize| self.reading.reports.get(at).map(|report| report.sha256.as_str());
        order.sort_by(|a, b| (a.day, sha(a.report), a.focus).cmp(&(b.day, sha(b.report), b.focus)));
        let mut witnesses: BTreeSet<(&str, Span)> = BTreeSet::new();
        let (mut who, mut passages, mut more) = (Vec::new(), Vec::<Told>::new(), 0);
        let mut seen: BTreeSet<(usize, Span)> = BTreeSet::new();
        for piece in order {
            let Some(report) = self.reading.reports.get(piece.report) else { continue };
            witnesses.insert((&report.path, piece.span));
            let name = self.who(piece, &report.path);
            if !who.contains(&name) && who.len() < PASSAGES {
                who.push(name);
            }
            let both = shared.contains(&(piece.report, piece.span));
            let span = if both || piece.span.len() > LONG {
                narrow(&report.text, piece.span, piece.focus)
            } else {
                piece.span
            };
            if !seen.insert((piece.report, span)) {
                continue;
            }
            if passages.len() >= PASSAGES {
                more += 1;
                continue;
            }
            let text = span.text(&report.text).unwrap_or_default().to_owned();
            passages.push(Told {
                report: report.path.clone(),
                span,
                text,
                speaker: piece.voice.speaker.clone(),
                party: piece.voice.party.clone(),
                via: piece.voice.via.clone(),
                day: piece.when,
            });
        }
        let witnesses: Vec<(&str, Span)> = witnesses.into_iter().collect();
        let origins = self.families.independent(&witnesses);
        Side { claim, origins, who, passages, more, record: Vec::new() }
    }

    /// "Medinsky through TASS", "Meridian Wire itself".
    fn who(&self, piece: &Piece<'_>, path: &str) -> String {
        let Some(speaker) = &piece.voice.speaker else {
            let publisher =
                self.reading.reports.get(piece.report).and_then(|r| r.publisher.clone());
            let file = path.rsplit('/').next().unwrap_or(path);
            return format!("{} itself", publisher.unwrap_or_else(|| file.to_owned()));
        };
        let via: Vec<&String> = piece.voice.via.iter().filter(|via| *via != speaker).collect();
        if via.is_empty() {
            return speaker.clone();
        }
        let via: Vec<&str> = via.into_iter().map(String::as_str).collect();
        format!("{speaker} through {}", via.join(", "))
    }

    /// The calendar's own word, on the side of those who agree with it.
    fn calendar(found: &Found, sides: &mut Vec<Side>) {
        let Some(wrong) =
            found.sides.iter().flat_map(|(_, c)| c).find(|c| !c.value.class.is_empty())
        else {
            return;
        };
        let claim = format!("{} a {}", wrong.key, wrong.value.class);
        let record = on_record(None, format!("the calendar: {claim}"));
        match sides.iter_mut().find(|side| side.claim == claim) {
            Some(side) => side.record.push(record),
            None => sides.push(Side {
                claim,
                origins: 0,
                who: Vec::new(),
                passages: Vec::new(),
                more: 0,
                record: vec![record],
            }),
        }
    }

    /// The dossier's own readings of the same thing, each on the side that it fits.
    fn readings(&self, id: &str, sides: &mut [Side]) {
        let Some(talks) = self.talks else { return };
        let Some(named) = self.words.scopes.iter().position(|scope| scope.id == id) else { return };
        let disputes = talks.disputes.iter().map(|d| (&d.about, &d.readings));
        let commitments = talks.commitments.iter().map(|c| (&c.what, &c.readings));
        for (about, readings) in disputes.chain(commitments) {
            for account in readings.iter().filter(|account| self.fits(named, about, account)) {
                let label = self.scope_of(&account.words);
                let Some(side) = sides.iter_mut().find(|side| Some(side.claim.as_str()) == label)
                else {
                    continue;
                };
                let record = on_record(
                    Some(&account.evidence),
                    format!("{}: {}", account.by, account.words),
                );
                if !side.record.contains(&record) && side.record.len() < 4 {
                    side.record.push(record);
                }
            }
        }
    }

    fn fits(&self, scope: usize, about: &str, account: &Account) -> bool {
        let text = format!("{about} {}", account.words);
        let tokens = crate::token::tokens(&text, Span::new(0, text.len()));
        let marks = self.words.marks(&tokens);
        marks.iter().any(|mark| mark.of == super::words::Of::Scope(scope))
    }

    fn scope_of(&self, text: &str) -> Option<&'static str> {
        let tokens = crate::token::tokens(text, Span::new(0, text.len()));
        let marks = self.words.marks(&tokens);
        let has = |set: &str| marks.iter().any(|mark| mark.of == self.words.set(set));
        if has("one_sided") {
            return Some("one-sided");
        }
        has("mutual").then_some("mutual")
    }

    /// The town of the dossier's round of those days.
    fn venues(&self, day: Option<i32>, sides: &mut [Side]) {
        let Some(day) = day else { return };
        for (start, when, round) in
            held(self.talks).into_iter().filter(|(d, ..)| (0..10).contains(&(d - day)))
        {
            let Some(place) = &round.place else { continue };
            let town = |side: &&mut Side| {
                fold(place).contains(&fold(side.claim.split(" (").next().unwrap_or_default()))
            };
            if let Some(side) = sides.iter_mut().find(town) {
                let text = format!("{}, {}: {place}", round.name, when.to_day());
                side.record.push(on_record(Some(&round.evidence), text));
            }
            let _ = start;
        }
    }

    /// The dossier's rounds of the years that are named.
    fn years(&self, sides: &mut [Side]) {
        for side in sides {
            let year: Option<i16> =
                side.claim.rsplit(' ').next().and_then(|year| year.parse().ok());
            let rounds = held(self.talks);
            let first =
                rounds.iter().rev().find(|(_, when, _)| Some(when.first_day().year()) == year);
            if let Some((_, when, round)) = first {
                let text = format!("{}, {}", round.name, when.to_day());
                side.record.push(on_record(Some(&round.evidence), text));
            }
        }
    }
}

/// Words on record, with the entry of `talks.toml` if there is one.
pub(super) fn on_record(evidence: Option<&Evidence>, text: String) -> OnRecord {
    let line = match evidence {
        Some(Evidence::Entry { line, .. }) => Some(*line),
        _ => None,
    };
    OnRecord { line, text, evidence: evidence.cloned() }
}

/// The clause around the words that are meant: from one comma or semicolon to the next.
fn narrow(text: &str, span: Span, focus: Span) -> Span {
    const MARKS: [char; 6] = [',', ';', ':', '—', '.', '('];
    let (Some(before), Some(after)) =
        (text.get(span.start..focus.start), text.get(focus.end..span.end))
    else {
        return span;
    };
    let cut = |at: &(usize, char), text: &str| {
        MARKS.contains(&at.1)
            && text
                .get(at.0 + at.1.len_utf8()..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let start =
        before.char_indices().rfind(|at| cut(at, before)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = after.char_indices().find(|at| cut(at, after)).map_or(after.len(), |(at, _)| at);
    let blank = before.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    Span::new(span.start + start + blank, focus.end + end)
}
