//! "Only if" links that lead back to where they began, and links that contradict each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::codes;
use crate::evidence::Evidence;
use crate::finding::Code;
use crate::id::{ChoiceId, IssueId};
use crate::preference::Link;

/// Steps that looking for contradictions may cost in one file. Beyond it one finding says so.
const BUDGET: usize = 2_000_000;
/// More links than this are counted in a message, not listed.
const SHOWN: usize = 6;

/// Something to tell about the links of a file.
pub(super) struct Told {
    /// The place of the link in the list.
    pub(super) link: usize,
    /// Which problem.
    pub(super) code: Code,
    /// What is the case.
    pub(super) message: String,
    /// How to mend it; empty for what the table of codes says.
    pub(super) hint: String,
}

/// Circles and contradictions, in the order of the links at which they are told.
pub(super) fn look(links: &[Link]) -> Vec<Told> {
    let web = Web::new(links);
    let mut told = web.circles();
    told.extend(web.contradictions());
    told.sort_by_key(|told| told.link);
    told
}

/// A choice on an issue, as a place in the list of those that links name.
type Node = usize;

/// Links with their choices by number.
struct Web<'a> {
    links: &'a [Link],
    names: Vec<(&'a IssueId, &'a ChoiceId)>,
    /// By link: the choices that depend, and those of which one will do.
    sides: Vec<(BTreeSet<Node>, BTreeSet<Node>)>,
    /// By choice: the links that it needs met.
    needs: Vec<Vec<usize>>,
    /// By choice: the links that it meets.
    meets: Vec<Vec<usize>>,
    /// By issue: the links that begin or end there.
    touch: BTreeMap<&'a IssueId, Vec<usize>>,
}

impl<'a> Web<'a> {
    fn new(links: &'a [Link]) -> Self {
        let mut names: Vec<(&IssueId, &ChoiceId)> = links
            .iter()
            .flat_map(|link| {
                let choices = link.choices.iter().map(|choice| (&link.issue, choice));
                choices.chain(link.any_of.iter().map(|choice| (&link.needs, choice)))
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        let side = |issue: &IssueId, choices: &[ChoiceId]| -> BTreeSet<Node> {
            let number = |choice| names.binary_search(&(issue, choice)).ok();
            choices.iter().filter_map(number).collect()
        };
        let mut needs = vec![Vec::new(); names.len()];
        let mut meets = vec![Vec::new(); names.len()];
        let mut touch: BTreeMap<&IssueId, Vec<usize>> = BTreeMap::new();
        let mut sides = Vec::new();
        for (at, link) in links.iter().enumerate() {
            let (choices, any_of) =
                (side(&link.issue, &link.choices), side(&link.needs, &link.any_of));
            for node in &choices {
                needs[*node].push(at);
            }
            for node in &any_of {
                meets[*node].push(at);
            }
            touch.entry(&link.issue).or_default().push(at);
            touch.entry(&link.needs).or_default().push(at);
            sides.push((choices, any_of));
        }
        Self { links, names, sides, needs, meets, touch }
    }

    /// "prisoners" (all-for-all)
    fn name(&self, node: Node) -> String {
        let (issue, choice) = self.names[node];
        format!("\"{issue}\" ({choice})")
    }

    fn line(&self, link: usize) -> usize {
        match self.links[link].evidence {
            Evidence::Entry { line, .. } => line,
            Evidence::Passage(_) | Evidence::Assumed(_) => 0,
        }
    }

    /// For each choice that cannot come first, a link that it waits for; `None` for the others. A
    /// choice can come first when each of its links is met by one that can.
    fn waiting(&self) -> Vec<Option<usize>> {
        let mut open: Vec<usize> = self.needs.iter().map(Vec::len).collect();
        let mut met = vec![false; self.links.len()];
        let mut free: Vec<Node> = (0..open.len()).filter(|node| open[*node] == 0).collect();
        while let Some(node) = free.pop() {
            for link in &self.meets[node] {
                if std::mem::replace(&mut met[*link], true) {
                    continue;
                }
                for waits in &self.sides[*link].0 {
                    open[*waits] -= 1;
                    if open[*waits] == 0 {
                        free.push(*waits);
                    }
                }
            }
        }
        self.needs.iter().map(|links| links.iter().copied().find(|link| !met[*link])).collect()
    }

    /// Each choice that cannot come first leads along one link into a circle.
    fn circles(&self) -> Vec<Told> {
        let waiting = self.waiting();
        let next = |node: Node| self.sides[waiting[node]?].1.first().copied();
        // Each choice is walked over once: `seen` holds the walk that came by first.
        let mut seen = vec![usize::MAX; self.names.len()];
        let mut told = Vec::new();
        for start in 0..self.names.len() {
            let mut at = Some(start);
            while let Some(here) = at.filter(|here| seen[*here] == usize::MAX) {
                seen[here] = start;
                at = next(here);
            }
            let Some(entrance) = at.filter(|here| seen[*here] == start) else { continue };
            let mut circle = Vec::new();
            let mut here = Some(entrance);
            while let Some(node) = here {
                circle.extend(waiting[node].map(|link| (link, node)));
                here = next(node).filter(|node| *node != entrance);
            }
            told.extend(self.circle(circle));
        }
        told
    }

    fn circle(&self, mut circle: Vec<(usize, Node)>) -> Option<Told> {
        let first = (0..circle.len()).min_by_key(|at| circle[*at])?;
        circle.rotate_left(first);
        let (link, back) = *circle.first()?;
        let step = |(link, node): &(usize, Node)| {
            format!("{} only if (line {}) ", self.name(*node), self.line(*link))
        };
        let mut words: String = circle.iter().take(SHOWN).map(step).collect();
        if circle.len() > SHOWN {
            words.extend([(circle.len() - SHOWN).to_string(), " more, ".to_owned()]);
        }
        let message = format!("the links go in a circle: {words}{}", self.name(back));
        Some(Told { link, code: codes::CIRCLE, message, hint: String::new() })
    }

    /// Choices that no deal can hold.
    fn contradictions(&self) -> Vec<Told> {
        let mut left = BUDGET;
        let mut told = Vec::new();
        for node in 0..self.names.len() {
            let Some(own) = self.needs[node].first() else { continue };
            let found = match self.follow(node, &mut left) {
                Ok(None) => continue,
                Ok(Some(links)) => links,
                Err(Spent) => {
                    let message =
                        "there are too many links to look for contradictions in all of them"
                            .to_owned();
                    let hint = "take out links that say the same".to_owned();
                    told.push(Told { link: *own, code: codes::RULED_OUT, message, hint });
                    break;
                }
            };
            let lines: Vec<String> =
                found.iter().take(SHOWN).map(|link| self.line(*link).to_string()).collect();
            let more = found.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let message = format!(
                "no deal can hold {}: the links of the lines {}{more} contradict each other",
                self.name(node),
                lines.join(", "),
            );
            told.push(Told { link: *own, code: codes::RULED_OUT, message, hint: String::new() });
        }
        told
    }

    /// What follows from a choice. The links that leave nothing for some issue, if they do.
    fn follow(&self, start: Node, left: &mut usize) -> Result<Option<BTreeSet<usize>>, Spent> {
        let (issue, _) = self.names[start];
        let mut state = State::default();
        state.open.insert(issue, (BTreeSet::from([start]), BTreeSet::new()));
        let mut queue = VecDeque::from([issue]);
        while let Some(issue) = queue.pop_front() {
            for at in self.touch.get(issue).into_iter().flatten() {
                let reasons = state.open.get(issue).map_or(0, |(_, why)| why.len());
                let cost = self.sides[*at].0.len() + self.sides[*at].1.len() + reasons + 1;
                *left = left.checked_sub(cost).ok_or(Spent)?;
                let (link, (choices, any_of)) = (&self.links[*at], &self.sides[*at]);
                let changed = if link.issue == *issue {
                    state.require(issue, choices, &link.needs, any_of, *at).then_some(&link.needs)
                } else {
                    state.exclude(issue, any_of, &link.issue, choices, *at).then_some(&link.issue)
                };
                let Some(changed) = changed else { continue };
                match state.open.get(changed) {
                    Some((nodes, why)) if nodes.is_empty() => return Ok(Some(why.clone())),
                    Some(_) => queue.push_back(changed),
                    None => {}
                }
            }
        }
        Ok(None)
    }
}

/// The budget is spent.
struct Spent;

/// What a choice leaves open on other issues, and by which links.
#[derive(Default)]
struct State<'a> {
    /// Issues that must be settled: by which choices, and why.
    open: BTreeMap<&'a IssueId, (BTreeSet<Node>, BTreeSet<usize>)>,
    /// Choices that are out, for issues that need not be settled so far.
    shut: BTreeMap<&'a IssueId, (BTreeSet<Node>, BTreeSet<usize>)>,
}

impl<'a> State<'a> {
    /// If all that is open on an issue depends, one of `any_of` is taken. Whether that is news.
    fn require(
        &mut self,
        issue: &IssueId,
        choices: &BTreeSet<Node>,
        needs: &'a IssueId,
        any_of: &BTreeSet<Node>,
        link: usize,
    ) -> bool {
        let Some((_, why)) = self.open.get(issue).filter(|(open, _)| open.is_subset(choices))
        else {
            return false;
        };
        let mut why = why.clone();
        why.insert(link);
        if let Some((kept, reasons)) = self.open.get_mut(needs) {
            let before = kept.len();
            kept.retain(|node| any_of.contains(node));
            let news = kept.len() < before;
            if news {
                reasons.append(&mut why);
            }
            return news;
        }
        let mut kept = any_of.clone();
        if let Some((shut, reasons)) = self.shut.remove(needs)
            && !shut.is_disjoint(&kept)
        {
            kept.retain(|node| !shut.contains(node));
            why.extend(reasons);
        }
        self.open.insert(needs, (kept, why));
        true
    }

    /// If nothing open on an issue will do, what depends on it is out. Whether that is news.
    fn exclude(
        &mut self,
        issue: &IssueId,
        any_of: &BTreeSet<Node>,
        depends: &'a IssueId,
        choices: &BTreeSet<Node>,
        link: usize,
    ) -> bool {
        let Some((_, why)) = self.open.get(issue).filter(|(open, _)| open.is_disjoint(any_of))
        else {
            return false;
        };
        let mut why = why.clone();
        why.insert(link);
        if let Some((kept, reasons)) = self.open.get_mut(depends) {
            let before = kept.len();
            kept.retain(|node| !choices.contains(node));
            let news = kept.len() < before;
            if news {
                reasons.append(&mut why);
            }
            return news;
        }
        let (shut, reasons) = self.shut.entry(depends).or_default();
        shut.extend(choices);
        reasons.append(&mut why);
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ISSUES: [&str; 4] = ["a", "b", "c", "d"];
    const CHOICES: [&str; 3] = ["x", "y", "z"];

    /// "a:x,y b:z" is: a by x or y only if b by z. The line is the place, from 1.
    fn links(lines: &[&str]) -> Vec<Link> {
        let side = |text: &str| {
            let (issue, choices) = text.split_once(':').expect("issue and choices");
            let choices = choices.split(',').map(|choice| choice.parse().expect("an id")).collect();
            (issue.parse().expect("an id"), choices)
        };
        let link = |(at, line): (usize, &&str)| {
            let (one, other) = line.split_once(' ').expect("two sides");
            let ((issue, choices), (needs, any_of)) = (side(one), side(other));
            let evidence = Evidence::Entry { line: at + 1, sources: Vec::new() };
            Link { party: None, issue, choices, needs, any_of, words: None, evidence }
        };
        lines.iter().enumerate().map(link).collect()
    }

    fn told(lines: &[&str]) -> Vec<String> {
        look(&links(lines))
            .iter()
            .map(|told| format!("{} {}", told.code.code, told.message))
            .collect()
    }

    #[test]
    fn a_circle_is_told_once_and_in_words() {
        assert_eq!(
            told(&["c:x a:x", "a:x b:y", "b:y a:x"]),
            [
                "D033 the links go in a circle: \"a\" (x) only if (line 2) \"b\" (y) only if (line 3) \"a\" (x)"
            ]
        );
        let two = told(&["a:x b:x", "b:x a:x", "c:y d:y", "d:y c:y"]);
        assert_eq!(two.len(), 2, "{two:?}");
        assert!(told(&["a:x b:x", "b:x c:x", "c:x a:x,y"]).is_empty(), "y needs nothing");
        // Two choices of one issue are no circle; but b cannot be both.
        let out = told(&["a:x b:x", "b:y a:x"]);
        assert!(out.len() == 1 && out[0].starts_with("D034 no deal can hold \"b\" (y)"), "{out:?}");
    }

    #[test]
    fn a_choice_that_needs_two_choices_on_one_issue_is_told() {
        assert_eq!(
            told(&["a:x b:x", "d:x c:y", "a:x b:y"]),
            ["D034 no deal can hold \"a\" (x): the links of the lines 1, 3 contradict each other"]
        );
        // By way of others, and not by those that play no part.
        assert_eq!(
            told(&["a:x b:x", "b:x c:x", "a:x c:y,z", "a:x d:x"]),
            [
                "D034 no deal can hold \"a\" (x): the links of the lines 1, 2, 3 contradict each other"
            ]
        );
        assert!(told(&["a:x b:x,y", "a:x b:y,z"]).is_empty(), "y will do");
    }

    #[test]
    fn very_many_links_take_no_time() {
        let chain: Vec<String> = (0..20_000).map(|at| format!("i{at}:x i{}:x", at + 1)).collect();
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        assert!(told(&chain).iter().all(|told| told.contains("too many links")));
        let mut circle = chain.clone();
        circle.push("i20000:x i0:x");
        let told = told(&circle);
        assert!(told.first().is_some_and(|told| told.contains("19995 more")), "{:.400}", told[0]);
        let same = vec!["a:x,y b:x,y"; 20_000];
        assert!(look(&links(&same)).is_empty());
    }

    /// Every way to settle the issues or leave them open that keeps to the links.
    fn deals(links: &[Link]) -> Vec<[usize; 4]> {
        let holds = |deal: &[usize; 4], link: &Link| {
            let takes = |issue: &IssueId, choices: &[ChoiceId]| {
                let at = ISSUES.iter().position(|name| *name == issue.as_str());
                let choice = at.and_then(|at| CHOICES.get(deal[at]));
                choice.is_some_and(|choice| choices.iter().any(|known| known.as_str() == *choice))
            };
            !takes(&link.issue, &link.choices) || takes(&link.needs, &link.any_of)
        };
        (0..256_usize)
            .map(|at| [at % 4, at / 4 % 4, at / 16 % 4, at / 64])
            .filter(|deal| links.iter().all(|link| holds(deal, link)))
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_ruled_out_stands_in_no_deal(
            lines in proptest::collection::vec(
                (0..4_usize, 1..8_usize, 0..4_usize, 1..8_usize), 1..9),
        ) {
            let side = |issue: usize, bits: usize| {
                let choices: Vec<&str> =
                    (0..3).filter(|at| bits >> at & 1 == 1).map(|at| CHOICES[at]).collect();
                format!("{}:{}", ISSUES[issue], choices.join(","))
            };
            let lines: Vec<String> = lines
                .into_iter()
                .filter(|(one, _, other, _)| one != other)
                .map(|(one, left, other, right)| format!("{} {}", side(one, left), side(other, right)))
                .collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let links = links(&lines);
            let (told, deals) = (told(&lines), deals(&links));
            for (at, issue) in ISSUES.iter().enumerate() {
                for (choice, name) in CHOICES.iter().enumerate() {
                    let out = format!("D034 no deal can hold \"{issue}\" ({name}):");
                    if told.iter().any(|told| told.starts_with(&out)) {
                        prop_assert!(deals.iter().all(|deal| deal[at] != choice), "{lines:?} {told:?}");
                    }
                    // Two links that contradict each other outright are never missed.
                    let needed = |to: &str| {
                        let own = links.iter().filter(|link| {
                            link.issue.as_str() == *issue && link.needs.as_str() == to
                                && link.choices.iter().any(|known| known.as_str() == *name)
                        });
                        let mut sets = own.map(|link| link.any_of.iter().cloned().collect::<BTreeSet<_>>());
                        let first = sets.next()?;
                        Some(sets.fold(first, |kept, set| &kept & &set))
                    };
                    if ISSUES.iter().any(|to| needed(to).is_some_and(|set| set.is_empty())) {
                        prop_assert!(told.iter().any(|told| told.starts_with(&out)), "{lines:?} {told:?}");
                    }
                }
            }
        }
    }
}
