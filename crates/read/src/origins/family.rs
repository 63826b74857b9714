//! From pairs of reports that share passages to family trees.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Genre, Grain, When};

use super::align::Work;
use super::judge::{Shared, compare};
use super::notice::Notice;
use super::{
    Borrowing, BorrowingKind, COPY, Direction, LEAST_WORDS, OriginDoc, Pair, SharedPassage, cut,
    index, per_mille, wire,
};
use crate::reading::Origin;

/// A correction that holds this much of the corrected text, in a thousand of its own words, is that
/// text in a new form.
const NEW_FORM: usize = 750;

/// One report has words from another, by their numbers.
#[derive(Debug, Clone)]
struct Branch {
    copy: usize,
    from: usize,
    kind: BorrowingKind,
    direction: Direction,
    /// `b` is the copy.
    shared: Shared,
}

/// Each report that declares what it copies, with that report if it is there.
type Declared = BTreeMap<usize, Option<usize>>;

/// The families and who has words from whom. The reports come in the order of their rank.
pub(super) fn families(docs: &[OriginDoc<'_>], pairs: Vec<Pair>) -> (Vec<Origin>, Vec<Borrowing>) {
    let declared = declared(docs);
    let mut branches: Vec<Branch> =
        pairs.into_iter().map(|pair| branch(docs, &declared, pair)).collect();
    let measured: BTreeSet<(usize, usize)> =
        branches.iter().map(|branch| (branch.copy, branch.from)).collect();
    for (copy, from) in &declared {
        let from = from.filter(|from| !measured.contains(&(*copy, *from)));
        branches.extend(from.map(|from| told(*copy, from)));
    }
    let mut groups = Groups::new(docs.len());
    for branch in branches.iter().filter(|branch| branch.kind == BorrowingKind::Copy) {
        groups.join(branch.copy, branch.from);
    }
    join_by_name(docs, &declared, &mut groups);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..docs.len() {
        members.entry(groups.head(at)).or_default().push(at);
    }
    let parents = parents(docs.len(), &branches);
    let mut origins: Vec<Origin> = members
        .into_values()
        .filter_map(|family| origin(docs, &family, &parents, &branches))
        .collect();
    origins.sort_by(|a, b| a.first.cmp(&b.first));
    let kept = kept(docs, branches, &parents);
    (origins, kept.into_iter().map(|branch| borrowing(docs, &branch)).collect())
}

/// Whether the first is surely before the second.
pub(super) fn is_before(first: Option<When>, second: Option<When>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return false };
    let minutes = first.grain() == Grain::Minute && second.grain() == Grain::Minute;
    if minutes && let Some(minutes) = first.minutes_until(second) {
        return minutes > 0;
    }
    first.last_day() < second.first_day()
}

/// Which of two reports has its words from the other, and how that is known.
fn branch(docs: &[OriginDoc<'_>], declared: &Declared, pair: Pair) -> Branch {
    let Pair { a, b, shared } = pair;
    let says = |copy: usize, from: usize| declared.get(&copy) == Some(&Some(from));
    let takes_back = |at: usize| docs[at].print.notice.is_some();
    let enough = |words: usize, of: usize| words * 1000 >= docs[of].print.words.len() * COPY;
    let (turn, direction) = if says(b, a) || says(a, b) {
        (!says(b, a), Direction::Declared)
    } else if takes_back(a) != takes_back(b) {
        (takes_back(a), Direction::Words)
    } else if credits(docs, b, a) != credits(docs, a, b) {
        (credits(docs, a, b), Direction::Credited)
    } else if is_before(docs[a].when, docs[b].when) || is_before(docs[b].when, docs[a].when) {
        (is_before(docs[b].when, docs[a].when), Direction::Dates)
    } else {
        // The shorter may be cut from the longer; either may be first.
        let excerpt = !enough(shared.later(), b) && enough(shared.earlier(), a);
        (excerpt, Direction::NotKnown)
    };
    let (copy, from, shared) = if turn { (a, b, shared.turned()) } else { (b, a, shared) };
    let words = shared.later();
    let whole = direction == Direction::Declared || enough(words, copy) && words >= LEAST_WORDS;
    let kind = match docs[copy].print.notice {
        Some(notice) if direction == Direction::Words => {
            let (own, other) = (docs[copy].print.words.len(), docs[from].print.words.len());
            let new_form =
                notice == Notice::Correction && words * 1000 >= own * NEW_FORM && own * 2 >= other;
            if new_form { BorrowingKind::Copy } else { BorrowingKind::Correction }
        }
        _ if whole => BorrowingKind::Copy,
        _ => BorrowingKind::Part,
    };
    Branch { copy, from, kind, direction, shared }
}

/// Whether a report names the agency that published the other for its whole text.
fn credits(docs: &[OriginDoc<'_>], copy: usize, from: usize) -> bool {
    let Some(publisher) = docs[from].publisher.filter(|_| docs[from].genre == Genre::Wire) else {
        return false;
    };
    let own = docs[copy].publisher.map(wire::key);
    let key = wire::key(publisher);
    let mut whole = docs[copy].print.credits.iter().filter(|credit| credit.span.is_none());
    own.as_ref() != Some(&key) && whole.any(|credit| credit.key() == key)
}

fn told(copy: usize, from: usize) -> Branch {
    let (kind, direction) = (BorrowingKind::Copy, Direction::Declared);
    Branch { copy, from, kind, direction, shared: Shared::default() }
}

/// What reports declare that they copy: the report, if it is there.
fn declared(docs: &[OriginDoc<'_>]) -> Declared {
    if docs.iter().all(|doc| doc.copy_of.is_none()) {
        return Declared::new();
    }
    let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_tail: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_place: Vec<usize> = (0..docs.len()).collect();
    by_place.sort_by_key(|at| docs[*at].path);
    for at in by_place {
        let path = docs[at].path;
        by_path.entry(path).or_insert(at);
        // "reports/a.txt" may be given for "my-talks/reports/a.txt".
        for (slash, _) in path.match_indices('/').take(32) {
            by_tail.entry(path.get(slash + 1..).unwrap_or_default()).or_insert(at);
        }
    }
    let target = |at: usize, name: &str| {
        by_path.get(name).or_else(|| by_tail.get(name)).copied().filter(|other| *other != at)
    };
    let all = docs.iter().enumerate();
    all.filter_map(|(at, doc)| Some((at, target(at, doc.copy_of?)))).collect()
}

/// Reports that declare the same text are joined, also when it is not there.
fn join_by_name(docs: &[OriginDoc<'_>], declared: &Declared, groups: &mut Groups) {
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, _) in declared.iter().filter(|(_, from)| from.is_none()) {
        let Some(name) = docs[*at].copy_of else { continue };
        groups.join(*at, *by_name.entry(name).or_insert(*at));
    }
}

/// For each report the branch by which it hangs on another of its family.
fn parents(count: usize, branches: &[Branch]) -> Vec<Option<usize>> {
    let mut best: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, branch) in branches.iter().enumerate() {
        if branch.kind == BorrowingKind::Copy {
            best.entry(branch.copy).or_default().push(number);
        }
    }
    let mut parents: Vec<Option<usize>> = vec![None; count];
    for (copy, mut numbers) in best {
        // Declared first, then the closest, then where the direction is known, then the earliest.
        numbers.sort_by_key(|number| {
            let branch = &branches[*number];
            let declared = branch.direction == Direction::Declared;
            let known = branch.direction != Direction::NotKnown;
            (!declared, std::cmp::Reverse(branch.shared.same()), !known, branch.from)
        });
        let free = numbers.into_iter().find(|number| {
            let mut at = branches[*number].from;
            // Nobody hangs on itself, also where two declare each other.
            loop {
                if at == copy {
                    return false;
                }
                let Some(next) = parents[at] else { return true };
                at = branches[next].from;
            }
        });
        parents[copy] = free;
    }
    parents
}

/// A family by its first report: the earliest of those that hang on no other.
fn origin(
    docs: &[OriginDoc<'_>],
    family: &[usize],
    parents: &[Option<usize>],
    branches: &[Branch],
) -> Option<Origin> {
    let hangs = |at: usize| {
        parents[at].is_some_and(|branch| branches[branch].direction != Direction::NotKnown)
    };
    let first = *family.iter().min_by_key(|at| (hangs(**at), **at))?;
    let mut copies: Vec<(String, u8)> = family
        .iter()
        .filter(|at| **at != first)
        .map(|at| {
            let known = parents[*at].map(|branch| &branches[branch]);
            let known =
                known.filter(|branch| branch.from == first && !branch.shared.segments.is_empty());
            let same = match known {
                Some(branch) => branch.shared.same(),
                None => in_first(docs, first, *at),
            };
            let percent = same * 100 / docs[*at].print.words.len().max(1);
            (docs[*at].path.to_owned(), u8::try_from(percent.min(100)).unwrap_or(100))
        })
        .collect();
    copies.sort();
    Some(Origin { first: docs[first].path.to_owned(), copies })
}

/// Words that a copy of a copy still has from the first.
fn in_first(docs: &[OriginDoc<'_>], first: usize, copy: usize) -> usize {
    let (a, b) = (docs[first].print, docs[copy].print);
    compare(a, b, &index::seeds(a, b), &mut Work::new(b.words.len())).same()
}

/// The branches worth telling: the tree, corrections, and parts that no other branch explains.
fn kept(docs: &[OriginDoc<'_>], branches: Vec<Branch>, parents: &[Option<usize>]) -> Vec<Branch> {
    let tree: BTreeSet<usize> = parents.iter().flatten().copied().collect();
    let mut covered: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    let mut out = Vec::new();
    let mut rest = Vec::new();
    for (number, branch) in branches.into_iter().enumerate() {
        if tree.contains(&number) {
            let ranges = branch.shared.segments.iter().map(|segment| segment.b.clone());
            covered.entry(branch.copy).or_default().extend(ranges);
            out.push(branch);
        } else {
            rest.push(branch);
        }
    }
    // The same words may stand in many reports: one is named, the closest, else the earliest.
    rest.sort_by(|one, two| {
        let key = |branch: &Branch| {
            let correction = branch.kind == BorrowingKind::Correction;
            (branch.copy, !correction, std::cmp::Reverse(branch.shared.same()), branch.from)
        };
        key(one).cmp(&key(two))
    });
    for mut branch in rest {
        let known = covered.entry(branch.copy).or_default();
        let new = |range: &Range<usize>| {
            let both = |known: &Range<usize>| {
                known.end.min(range.end).saturating_sub(known.start.max(range.start))
            };
            known.iter().map(both).sum::<usize>() * 2 < range.len()
        };
        branch.shared.segments.retain(|segment| new(&segment.b));
        if branch.shared.segments.is_empty() {
            continue;
        }
        known.extend(branch.shared.segments.iter().map(|segment| segment.b.clone()));
        if branch.kind == BorrowingKind::Copy {
            branch.kind = BorrowingKind::Part;
        }
        out.push(branch);
    }
    out.retain(|branch| branch.copy < docs.len());
    out
}

fn borrowing(docs: &[OriginDoc<'_>], branch: &Branch) -> Borrowing {
    let (copy, from) = (&docs[branch.copy], &docs[branch.from]);
    let words = copy.print.words.len();
    let mut passages = Vec::new();
    for segment in &branch.shared.segments {
        for part in cut(&segment.b, &copy.print.paragraphs) {
            let low = segment.same.partition_point(|seed| seed.b < part.start);
            let high = segment.same.partition_point(|seed| seed.b < part.end);
            let same = segment.same.get(low..high).unwrap_or_default();
            let (Some(first), Some(last)) = (same.first(), same.last()) else { continue };
            passages.push(SharedPassage {
                span: copy.print.span(&part),
                from: from.print.span(&(first.a..last.a + 1)),
                same: per_mille(same.len(), part.len()),
            });
        }
    }
    let wire = copy.print.credits.iter().find(|credit| credit.span.is_none());
    Borrowing {
        report: copy.path.to_owned(),
        from: from.path.to_owned(),
        kind: branch.kind,
        share: per_mille(branch.shared.later(), words),
        same: per_mille(branch.shared.same(), words),
        direction: branch.direction,
        since: copy.when,
        wire: wire.map(|credit| credit.name.clone()),
        passages,
    }
}

/// Union-find; the head of a group is its smallest member.
pub(super) struct Groups {
    above: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    pub(super) fn head(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.head(a), self.head(b));
        self.above[a.max(b)] = a.min(b);
    }
}
