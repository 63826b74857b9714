//! Claims about one thing at one time, held against each other: do they differ, and in what?

use std::collections::{BTreeMap, BTreeSet};

use super::card::DisputeKind;
use super::claim::{Claim, Sort};
use super::{extent, withheld};

/// Claims of one group that are held against each other one by one; the rest only join a side.
pub(super) const COMPARED: usize = 400;

/// Claims that differ, side by side.
pub(super) struct Found {
    pub(super) kind: DisputeKind,
    pub(super) at_issue: String,
    /// The label of each side and its claims, the earliest first.
    pub(super) sides: Vec<(String, Vec<Claim>)>,
}

/// Groups claims by what they are about and by time, and compares inside each group.
pub(super) fn differing(claims: Vec<Claim>, accrues: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut groups: BTreeMap<(Sort, String), Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        groups.entry((claim.sort, claim.key.clone())).or_default().push(claim);
    }
    let mut out = Vec::new();
    for ((sort, key), group) in groups {
        for cluster in clusters(group) {
            out.extend(compare(sort, cluster, accrues(&key)));
        }
    }
    out
}

/// Cuts a group where nothing was said for too long, and where it gets too long.
fn clusters(mut group: Vec<Claim>) -> Vec<Vec<Claim>> {
    group.sort_by_key(|claim| (claim.day, claim.report, claim.focus));
    let mut out: Vec<Vec<Claim>> = Vec::new();
    for claim in group {
        let joins = out.last().and_then(|cluster| {
            let (first, last) = (cluster.first()?, cluster.last()?);
            let (Some(a), Some(b), Some(c)) = (first.day, last.day, claim.day) else {
                // Without a day only the same report can be meant.
                return Some(last.report == claim.report);
            };
            Some(c - b <= claim.apart && c - a <= claim.apart * 3)
        });
        match out.last_mut().filter(|_| joins == Some(true)) {
            Some(cluster) => cluster.push(claim),
            None => out.push(vec![claim]),
        }
    }
    out
}

fn compare(sort: Sort, cluster: Vec<Claim>, accrues: bool) -> Option<Found> {
    let labels: BTreeSet<&str> = cluster.iter().map(|c| c.value.label.as_str()).collect();
    if labels.len() < 2 && sort != Sort::Weekday {
        return None;
    }
    let has = |label: &str| labels.contains(label);
    let (kind, at_issue) = match sort {
        Sort::Count => return counts(&cluster, accrues),
        Sort::Act => return acts(cluster),
        Sort::Attend => return attend(cluster),
        Sort::Forecast => return forecast(cluster),
        Sort::Scope => (DisputeKind::Scope, "one-sided or mutual".to_owned()),
        Sort::Target => {
            (DisputeKind::Account, "what was hit: civil or military targets".to_owned())
        }
        Sort::Outcome => (DisputeKind::Assessment, "whether it was a success".to_owned()),
        Sort::Mood => {
            (DisputeKind::SameSpeaker, "how hopeful the side is, in one report".to_owned())
        }
        Sort::Sincerity => {
            (DisputeKind::Assessment, "whether the side means it or plays for time".to_owned())
        }
        Sort::Office => (DisputeKind::Office, "in office, or out of it".to_owned()),
        Sort::Weekday => {
            let wrong = cluster.iter().find(|claim| !claim.value.class.is_empty())?;
            let day = format!("the calendar has a {}", wrong.value.class);
            (DisputeKind::DateOrPlace, day)
        }
        Sort::Window => (DisputeKind::Account, "what is meant to happen on these days".to_owned()),
        Sort::Reason => (DisputeKind::Account, "why it is so: rival explanations".to_owned()),
        Sort::Earlier => {
            (DisputeKind::DateOrPlace, "of which year the earlier talks are".to_owned())
        }
        Sort::Town if labels.iter().any(|label| label.ends_with(')')) => {
            (DisputeKind::DateOrPlace, "in which town the sides meet".to_owned())
        }
        Sort::Stance => return stances(cluster),
        Sort::Extent => return extent::compare(&cluster),
        Sort::Town => return None,
    };
    let needs: Option<[&str; 2]> = match sort {
        Sort::Scope => Some(["one-sided", "mutual"]),
        Sort::Outcome => Some(["praise", "no success"]),
        _ => None,
    };
    if needs.is_some_and(|pair| pair.iter().any(|label| !has(label))) {
        return None;
    }
    let sides = sides(cluster);
    if matches!(sort, Sort::Outcome | Sort::Sincerity) && one_voice(&sides) {
        return None;
    }
    Some(Found { kind: own(kind, sort, &sides), at_issue, sides })
}

/// Claims by their label, in the order of the first of each.
pub(super) fn sides(cluster: Vec<Claim>) -> Vec<(String, Vec<Claim>)> {
    let mut out: Vec<(String, Vec<Claim>)> = Vec::new();
    for claim in cluster {
        let label = claim.value.label.clone();
        // "7 billion" and "about 7 billion" stand on one side.
        let plain = |label: &str| label.strip_prefix("about ").unwrap_or(label).to_owned();
        match out.iter_mut().find(|(known, _)| plain(known) == plain(&label)) {
            Some((_, side)) => side.push(claim),
            None => out.push((label, vec![claim])),
        }
    }
    out
}

/// The one named speaker of all sides, if there is just one.
fn one_speaker(sides: &[(String, Vec<Claim>)]) -> Option<&str> {
    let mut all = sides.iter().flat_map(|(_, side)| side).map(|c| c.voice.speaker.as_deref());
    let first = all.next()??;
    all.all(|speaker| speaker == Some(first)).then_some(first)
}

/// Whether nobody but one voice says all of it: a speaker, or one report.
fn one_voice(sides: &[(String, Vec<Claim>)]) -> bool {
    let mut all = sides
        .iter()
        .flat_map(|(_, side)| side)
        .map(|c| (c.voice.speaker.as_deref(), c.voice.speaker.is_none().then_some(c.report)));
    let first = all.next();
    all.all(|voice| Some(voice) == first)
}

pub(super) fn own(kind: DisputeKind, sort: Sort, sides: &[(String, Vec<Claim>)]) -> DisputeKind {
    let fits = matches!(sort, Sort::Scope | Sort::Extent | Sort::Target | Sort::Act);
    if fits && one_speaker(sides).is_some() { DisputeKind::SameSpeaker } else { kind }
}

/// Counts that cannot all be right; or a count of each side beside the sum of both.
fn counts(cluster: &[Claim], accrues: bool) -> Option<Found> {
    let compared = cluster.get(..cluster.len().min(COMPARED)).unwrap_or_default();
    let mut apart: BTreeSet<usize> = BTreeSet::new();
    let mut doubled = false;
    for (at, a) in compared.iter().enumerate() {
        for (other, b) in compared.iter().enumerate().skip(at + 1) {
            let double = is_double(a, b);
            if double || (!accrues && disjoint(a, b) && !is_update(a, b)) {
                apart.extend([at, other]);
                doubled |= double;
            }
        }
    }
    if apart.is_empty() {
        return withheld::compare(cluster, accrues);
    }
    let same = |label: &str| apart.iter().any(|at| compared[*at].value.label == label);
    // With things that add up over days only what is twice the other is at issue.
    let kept: Vec<Claim> =
        cluster.iter().filter(|c| !accrues || same(&c.value.label)).cloned().collect();
    let sides = sides(kept);
    let issue = if doubled {
        "one is twice the other: the share of each side, or the sum of both"
    } else {
        "these counts cannot all be right"
    };
    (sides.len() > 1).then(|| Found {
        kind: DisputeKind::Figure,
        at_issue: issue.to_owned(),
        sides,
    })
}

/// "12,000 bodies" and "6,000 each".
fn is_double(a: &Claim, b: &Claim) -> bool {
    let (Some((x, _)), Some((y, _))) = (a.value.bounds, b.value.bounds) else { return false };
    let ((low, small), (high, large)) = if x <= y { ((x, a), (y, b)) } else { ((y, b), (x, a)) };
    let shares = small.value.each == Some(true) && large.value.each != Some(true);
    shares && low >= 2_000 && high == low * 2
}

fn disjoint(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.value.bounds, b.value.bounds) else { return false };
    let same =
        a.value.class == b.value.class || a.value.class.is_empty() || b.value.class.is_empty();
    same && a.value.label != b.value.label && (x.1 < y.0 || y.1 < x.0)
}

/// A later and higher count by the same voice: what it knew grew.
fn is_update(a: &Claim, b: &Claim) -> bool {
    let same = match (&a.voice.speaker, &b.voice.speaker) {
        (Some(x), Some(y)) => x == y,
        _ => a.report == b.report,
    };
    let later = b.day > a.day || (a.report == b.report && b.focus > a.focus);
    same && later && b.value.bounds.map(|x| x.0) >= a.value.bounds.map(|x| x.0)
}

/// An act that is told of one side and denied, or told of both.
fn acts(cluster: Vec<Claim>) -> Option<Found> {
    let denied = |claim: &Claim| claim.value.label.starts_with("not ");
    let agents: BTreeSet<&str> = cluster
        .iter()
        .filter(|c| !denied(c) && !c.value.class.is_empty())
        .map(|c| c.value.class.as_str())
        .collect();
    let contradicted = cluster.iter().any(|no| {
        denied(no)
            && cluster.iter().any(|yes| {
                !denied(yes)
                    && (no.value.class == yes.value.class
                        || no.value.class.is_empty()
                        || yes.value.class.is_empty())
            })
    });
    let at_issue = match (contradicted, agents.len()) {
        (true, _) => "whether it was done",
        (false, 2..) => "which side did it",
        _ => return None,
    };
    let sides = sides(cluster);
    if one_voice(&sides) && !contradicted {
        return None;
    }
    let kind = own(DisputeKind::Contradiction, Sort::Act, &sides);
    Some(Found { kind, at_issue: at_issue.to_owned(), sides })
}

/// A yes by a side's own words and a no by others', or both by its own.
fn stances(cluster: Vec<Claim>) -> Option<Found> {
    let is = |own: bool, label: &str| {
        cluster.iter().any(|c| (c.value.class == "own") == own && c.value.label == label)
    };
    let crossed = (is(true, "yes") && is(false, "no")) || (is(true, "no") && is(false, "yes"));
    let both = is(true, "yes") && is(true, "no");
    let (kind, at_issue) = match (crossed, both) {
        (_, true) => (DisputeKind::SameSpeaker, "its own words say yes and no"),
        (true, _) => {
            (DisputeKind::Contradiction, "its own words say one thing, others tell another")
        }
        _ => return None,
    };
    let named = |mut claim: Claim| {
        let by = if claim.value.class == "own" { "in its own words" } else { "as others tell it" };
        claim.value.label = format!("{} ({by})", claim.value.label);
        claim
    };
    let sides = sides(cluster.into_iter().map(named).collect());
    Some(Found { kind, at_issue: at_issue.to_owned(), sides })
}

/// Lists of states that overlap and differ.
fn attend(cluster: Vec<Claim>) -> Option<Found> {
    let list = |label: &str| -> BTreeSet<String> { label.split(", ").map(str::to_owned).collect() };
    let sides = sides(cluster);
    let lists: Vec<BTreeSet<String>> = sides.iter().map(|(label, _)| list(label)).collect();
    let first = lists.first()?;
    let differs = lists.iter().skip(1).any(|other| {
        first.intersection(other).next().is_some()
            && !first.is_subset(other)
            && !other.is_subset(first)
    });
    differs.then(|| Found {
        kind: DisputeKind::Account,
        at_issue: "which states are on the list".to_owned(),
        sides,
    })
}

/// Something expected that did not come, or came against expectation.
fn forecast(cluster: Vec<Claim>) -> Option<Found> {
    let day = |label: &str, last: bool| {
        let days = cluster.iter().filter(|c| c.value.label == label).filter_map(|c| c.day);
        if last { days.max() } else { days.min() }
    };
    let pairs = [("expected", "it did not come"), ("not expected", "it came")];
    let (before, after) = pairs.into_iter().find(
        |(said, came)| matches!((day(said, false), day(came, true)), (Some(a), Some(b)) if a < b),
    )?;
    let last = day(after, true)?;
    let kept = cluster
        .into_iter()
        .filter(|c| c.value.label == after || (c.value.label == before && c.day < Some(last)))
        .collect();
    let sides = sides(kept);
    (sides.len() > 1).then(|| Found {
        kind: DisputeKind::Forecast,
        at_issue: format!("before: {before}; after: {after}"),
        sides,
    })
}
