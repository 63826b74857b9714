//! Whose position a passage shows, on what, and how: the options of each question and what speaks for
//! them.

use std::ops::Range;

use model::{Stance, StatementKind};

use super::choice::Options;
use super::view::View;
use crate::hashes::{fold, mix, near};
use crate::stance::Stances;
use crate::topics::NAMED;

/// Every stance that a position can show, in the order of the options.
pub(super) const STANCES: [Stance; 13] = [
    Stance::Demand,
    Stance::Propose,
    Stance::OfferOnCondition,
    Stance::Precondition,
    Stance::Accept,
    Stance::Agree,
    Stance::Commit,
    Stance::Refuse,
    Stance::Ignore,
    Stance::OpenTo,
    Stance::Threaten,
    Stance::Accuse,
    Stance::Support,
];

/// How far around its sentence words count for the issue of a passage.
const AROUND: usize = 60;

/// Of longer passages only the first words count one by one.
const LONG: usize = 16;

/// Before a name these make it something else than the subject.
const OBLIQUE: [&str; 14] = [
    "with", "by", "against", "to", "from", "on", "in", "at", "about", "toward", "towards", "than",
    "between", "into",
];

/// Adds features of one family.
struct Add<'a> {
    out: &'a mut Options,
    family: u64,
}

impl Add<'_> {
    fn one(&mut self, template: u64, value: u64) {
        self.out.add(fold(mix(mix(self.family, template), value)));
    }
}

/// The attributions around a passage, the innermost first.
fn around(view: &View, range: &Range<usize>) -> Vec<u32> {
    let items = view.context.items;
    // Items are sorted by where they begin; what begins far before holds no passage of this one.
    let end = items.partition_point(|item| item.start() <= range.start);
    let mut out: Vec<usize> =
        (0..end).rev().take(80).filter(|at| items[*at].holds(range.start)).collect();
    out.sort_by_key(|at| (items[*at].content.iter().map(Range::len).sum::<usize>(), *at));
    out.into_iter().filter_map(|at| u32::try_from(at).ok()).collect()
}

/// Whether somebody put the words into another's mouth: they are nobody's position.
pub(super) fn is_imputed(view: &View, range: &Range<usize>) -> bool {
    around(view, range)
        .iter()
        .any(|at| view.context.items[*at as usize].kind == StatementKind::Imputed)
}

/// What is asked about every party of a passage alike.
struct Case {
    /// The sort of stance that the passage shows.
    sort: u64,
    /// The attributions around it, the innermost first.
    holders: Vec<u32>,
    /// The passage may show the act of saying itself: "has rejected the list".
    act: Option<u32>,
    /// "We" or "I" stands in it or before it in its sentence.
    we: bool,
    /// Whether the innermost speaker is known, and stands for a party.
    spoken: u64,
}

impl Case {
    fn new(view: &View, range: &Range<usize>, sort: u8) -> Self {
        let holders = around(view, range);
        let act = range
            .clone()
            .find_map(|at| view.words.get(at)?.cue)
            .or_else(|| view.words.get(range.start)?.source);
        let we = (view.close(range).start..range.end).any(|at| {
            let token = view.context.doc.tokens.get(at);
            token.is_some_and(|t| t.is_any(&["we", "i", "our", "us", "my"]))
        });
        let spoken = |holder: &u32| 1 + u64::from(view.has_party(Some(*holder)));
        let spoken = holders.first().map_or(0, spoken);
        Self { sort: sort.into(), holders, act, we, spoken }
    }
}

/// Each party as whose position the passage may be.
pub(super) fn parties(view: &View, range: &Range<usize>, sort: u8) -> Options {
    let mut out = Options::default();
    let case = Case::new(view, range, sort);
    for party in 0..view.parties.len() {
        let mut add = Add { out: &mut out, family: 101 };
        add.one(1, view.named.get(party).copied().unwrap_or(0).min(6));
        add.one(2, party.min(4) as u64);
        add.one(3, u64::from(view.context.sides.contains(&view.parties[party])));
        says(view, &case, party, &mut add);
        mentions(view, range, party, mix(case.sort, case.spoken), &mut add);
        let (mut same, mut another) = (0, 0);
        for (_, rule) in view.rules_at(range) {
            if rule.party == party {
                same = same.max(1 + u64::from(rule.inferred));
            } else {
                another = 1;
            }
        }
        add.one(40, same << 1 | another);
        out.close();
    }
    out
}

/// Whether a party is who speaks.
fn says(view: &View, case: &Case, party: usize, add: &mut Add) {
    for (depth, holder) in case.holders.iter().take(2).enumerate() {
        let item = &view.context.items[*holder as usize];
        let speaks = view.speaks(Some(*holder), party);
        let depth = depth as u64 + 10 * u64::from(speaks);
        add.one(4, depth);
        add.one(5, mix(depth, mix(item.class as u64, item.kind as u64)));
        add.one(6, mix(depth, case.sort));
        add.one(7, mix(depth, u64::from(case.we)));
        add.one(8, mix(depth, item.stance as u64));
        let speaker = view.context.speakers[*holder as usize].as_ref().map(|r| &r.speaker);
        add.one(9, mix(depth, speaker.map_or(2, |speaker| speaker.certain.into())));
        add.one(10, mix(depth, speaker.map_or(2, |speaker| speaker.expert.into())));
    }
    if let Some(act) = case.act {
        let speaks = u64::from(view.speaks(Some(act), party));
        add.one(11, speaks);
        add.one(12, mix(speaks, mix(case.spoken, case.sort)));
    }
    let opposed =
        |holder: &u32| view.has_party(Some(*holder)) && !view.speaks(Some(*holder), party);
    add.one(41, mix(case.holders.first().is_some_and(opposed).into(), case.sort));
}

/// Where a party is named around a passage.
fn mentions(view: &View, range: &Range<usize>, party: usize, with: u64, add: &mut Add) {
    let tokens = &view.context.doc.tokens;
    let sentence = view.close(range);
    let is = |at: usize| view.words[at].party == u8::try_from(party).ok();
    let any = |at: usize| view.words[at].party.is_some();
    let begins =
        |at: usize| any(at) && (at == 0 || view.words[at - 1].party != view.words[at].party);
    let oblique = |at: usize| {
        let before = (at.saturating_sub(2)..at).rev().find(|at| !tokens[*at].is("the"));
        before.is_some_and(|at| tokens[at].is_any(&OBLIQUE))
    };
    // Those named before it in the sentence, the nearest first.
    let before: Vec<usize> =
        (sentence.start..range.start).rev().filter(|at| begins(*at)).take(6).collect();
    if let Some((order, at)) = before.iter().enumerate().find(|(_, at)| is(**at)) {
        let order = order.min(3) as u64;
        let cut =
            (*at..range.start).any(|at| tokens[at].is_any(&[",", ";", ":", "that", "and", "but"]));
        let far = near(range.start - at);
        add.one(20, order << 1 | u64::from(oblique(*at)));
        add.one(21, mix(far, u64::from(cut) << 1 | u64::from(oblique(*at))));
        add.one(22, mix(with, order << 1 | u64::from(oblique(*at))));
        let end = (*at..range.start).find(|at| !is(*at)).unwrap_or(range.start);
        let owner = tokens.get(end).is_some_and(|t| t.is_any(&["'s", "\u{2019}s", "'"]));
        add.one(23, u64::from(owner) << 4 | far);
    }
    if before.last().is_some_and(|first| is(*first) && !oblique(*first)) {
        add.one(24, with);
        add.one(25, u64::from(before.len() > 1));
    }
    if let Some(at) = range.clone().find(|at| view.words.get(*at).is_some() && is(*at)) {
        let offset = near(at - range.start);
        add.one(26, mix(offset, u64::from(oblique(at))));
        add.one(27, mix(with, u64::from(oblique(at)) | u64::from(offset == 0) << 1));
    }
    let after = (range.end..sentence.end).filter(|at| begins(*at)).position(is);
    if let Some(order) = after {
        let at = (range.end..sentence.end).find(|at| is(*at)).unwrap_or(range.end);
        add.one(28, (order.min(3) as u64) << 1 | u64::from(at > 0 && tokens[at - 1].is("by")));
    }
    let pronoun = (sentence.start..range.start)
        .rev()
        .take(12)
        .find(|at| tokens[*at].is_any(&["they", "it", "he", "she", "their", "its", "his", "her"]));
    let low = sentence.start.saturating_sub(90);
    let earlier: Vec<usize> =
        (low..sentence.start).rev().filter(|at| begins(*at)).take(6).collect();
    let order = earlier.iter().position(|at| is(*at)).map_or(7, |order| order as u64);
    add.one(29, mix(order.min(4), u64::from(pronoun.is_some())));
    add.one(30, mix(order.min(4), u64::from(before.is_empty())));
    add.one(31, mix(with, order.min(2) | u64::from(before.is_empty()) << 3));
}

/// How an issue stands in some words: not, by hints, by a word with other meanings, by name.
fn strength(view: &View, marks: &[(usize, usize, u32)], range: &Range<usize>, issue: usize) -> u64 {
    let from = marks.partition_point(|mark| mark.0 < range.start);
    let here = marks[from..].iter().take_while(|mark| mark.0 < range.end);
    let (mut best, mut count) = (0, 0_u64);
    for (at, _, weight) in here.filter(|mark| mark.1 == issue) {
        best = best.max(match weight {
            NAMED.. => 4,
            9.. => 3,
            _ if view.words.get(*at).is_some_and(|word| word.issue == 2) => 2,
            _ => 1,
        });
        count += 1;
    }
    best << 2 | count.min(3)
}

/// Each issue of which the article speaks, and none of them at the end. `last` is the issue of the
/// position before and how far back that was.
pub(super) fn issues(view: &View, range: &Range<usize>, last: Option<(usize, usize)>) -> Options {
    let context = view.context;
    let marks = context.topics.marks();
    let sentence = view.close(range);
    let before = sentence.start.saturating_sub(AROUND)..sentence.start;
    let after = sentence.end..sentence.end + AROUND / 2;
    let scores = context.topics.scores(context.doc, range);
    let whole = context.topics.shares();
    let rank = |list: &[u32], issue: usize| {
        list.iter().filter(|other| **other > list[issue]).count().min(5) as u64
    };
    let all: u32 = scores.iter().sum();
    let named = |issue: usize| strength(view, marks, range, issue) >> 2;
    let strongest = view.issues.iter().map(|issue| named(*issue)).max().unwrap_or(0);
    let sole = view.issues.iter().filter(|issue| named(**issue) == 4).count();
    let mut out = Options::default();
    let mut top = 0;
    for issue in &view.issues {
        let id = view.issue_hash[*issue];
        let mut add = Add { out: &mut out, family: 102 };
        let inside = strength(view, marks, range, *issue);
        let beside = strength(view, marks, &sentence, *issue);
        add.one(1, inside);
        add.one(2, mix(inside >> 2, strongest));
        add.one(3, mix(inside >> 2, sole.min(3) as u64));
        add.one(4, beside);
        add.one(5, mix(inside >> 2, beside >> 2));
        add.one(6, strength(view, marks, &before, *issue));
        add.one(7, strength(view, marks, &after, *issue));
        let share = scores[*issue] * 10 / all.max(1);
        top = top.max(share);
        add.one(8, u64::from(share));
        add.one(9, mix(rank(&scores, *issue), u64::from(share)));
        add.one(10, rank(whole, *issue));
        let own = whole[*issue] * 10 / whole.iter().sum::<u32>().max(1);
        add.one(11, u64::from(own));
        add.one(12, mix(u64::from(own), strongest));
        add.one(13, mix(rank(whole, *issue), mix(strongest, inside >> 2)));
        add.one(14, id);
        add.one(15, mix(id, inside >> 2));
        let process = context.lexicon.issues().get(*issue).is_some_and(|e| e.group == "process");
        add.one(16, mix(u64::from(process), strongest));
        if let Some((issue_before, at)) = last {
            let same = u64::from(issue_before == *issue);
            add.one(17, mix(same, near(range.start.saturating_sub(at) / 4)));
            add.one(18, mix(same, mix(strongest, inside >> 2)));
        }
        let rules = view.rules_at(range).map(|(_, rule)| rule);
        let said = rules.filter(|rule| rule.issue == *issue).map(|r| 1 + u64::from(!r.inferred));
        let said = said.max();
        add.one(19, said.unwrap_or(0));
        for at in range.clone().take(LONG) {
            if let Some(word) = view.words.get(at) {
                add.one(20, mix(id, word.stem));
            }
        }
        for at in range.start.saturating_sub(4).max(sentence.start)..range.start {
            add.one(21, mix(id, view.words[at].stem));
        }
        out.close();
    }
    let mut add = Add { out: &mut out, family: 103 };
    add.one(1, 0);
    add.one(2, strongest);
    add.one(3, u64::from(top));
    let best = whole.iter().max().copied().unwrap_or(0) * 10 / whole.iter().sum::<u32>().max(1);
    add.one(4, u64::from(best));
    if last.is_none() {
        add.one(5, 0);
    }
    for at in range.clone().take(LONG) {
        if let Some(word) = view.words.get(at) {
            add.one(6, word.stem);
        }
    }
    out.close();
    out
}

/// Each stance that the passage may show. The sort that the field gave is left out: it is often
/// wrong where it is wanted most, and never wrong where one learns.
pub(super) fn stances(view: &View, range: &Range<usize>) -> Options {
    let known = known(view, range);
    let mut out = Options::default();
    for stance in STANCES {
        for feature in &known {
            out.add(fold(mix(mix(104, stance as u64), *feature)));
        }
        out.close();
    }
    out
}

/// What is known of a passage, for its stance.
fn known(view: &View, range: &Range<usize>) -> Vec<u64> {
    let tokens = &view.context.doc.tokens;
    let mut out: Vec<u64> = Vec::with_capacity(96);
    let mut one = |template: u64, value: u64| out.push(mix(template, value));
    one(1, 0);
    let mut turns = 0_u64;
    for at in range.clone().take(40) {
        let word = &view.words[at];
        one(3, word.hash);
        one(4, word.stem);
        if at + 1 < range.end {
            one(5, mix(word.hash, view.words[at + 1].hash));
        }
        if word.stance != 0 {
            one(6, word.stance.into());
        }
        if word.told != 0 {
            one(8, word.told.into());
        }
        if word.turn != 0 {
            turns |= 1_u64 << (word.turn - 1);
        }
    }
    one(10, turns);
    for at in range.start.saturating_sub(5)..range.start {
        one(12, view.words[at].stem);
        one(13, mix(view.words[at].hash, (range.start - at) as u64));
        if view.words[at].told != 0 {
            one(14, view.words[at].told.into());
        }
    }
    let first = view.words.get(range.start).map_or(0, |word| word.hash);
    one(15, first);
    one(17, view.words.get(range.end).map_or(0, |word| word.hash));
    let shape = Stances::shape(tokens, range).map_or(0, |(stance, _)| stance as u64 + 1);
    one(18, shape);
    if let Some(rule) = view.rules_at(range).map(|(_, rule)| rule).next() {
        one(20, rule.stance as u64);
        one(22, mix(rule.stance as u64, rule.inferred.into()));
    }
    let inner = around(view, range).first().copied();
    let act = range.clone().find_map(|at| view.words.get(at)?.cue);
    for (which, item) in [(0, inner), (1, act)] {
        let Some(item) = item.and_then(|at| view.context.items.get(at as usize)) else {
            one(23, which);
            continue;
        };
        one(24, mix(which, mix(item.stance as u64, item.class as u64)));
        for at in item.cue.clone().into_iter().flatten().take(6) {
            one(26, mix(which, view.words[at].stem));
        }
    }
    let conditions = view.context.stances.condition(tokens, range).is_some();
    let fallback = view.context.stances.fallback(tokens, range).is_some();
    one(28, u64::from(conditions) << 1 | u64::from(fallback));
    one(30, near(range.len()));
    out
}
