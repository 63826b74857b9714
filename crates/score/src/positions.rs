//! How well the reader's positions match those marked in the corpus: who, on what, and how.
//!
//! Each document is read as a dossier of its own: the parties of its front matter are the actors of
//! a `talks.toml`, so that what is scored is the way which a user's dossier goes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::file::AnyIssue;
use model::{Basis, Evidence, Flag, Span, Stance};
use read::corpus::{Annotated, MarkedPosition};
use read::lexicon::Lexicon;
use read::tagger::Tagger;
use read::token::tokens;
use read::{Raw, Reader};

use crate::attributions::Sure;
use crate::measure::{Both, Share};

mod print;

pub(crate) use print::print;

/// Which documents are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those to learn from.
    Train,
    /// Those kept for the score: every file whose number is a multiple of four.
    HeldOut,
}

/// What was right and what was not.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// Documents read.
    pub(crate) documents: usize,
    /// Same party, same issue, overlapping words.
    pub(crate) exact: Both,
    /// The same with neighbouring issues taken for one.
    pub(crate) near: Both,
    /// The issue of a marked passage, guessed from the text.
    pub(crate) topic: Share,
    pub(crate) topic_shares: BTreeMap<u32, Share>,
    pub(crate) topic_wrong: Vec<String>,
    /// Of the marked positions found (near): the stance is the same.
    pub(crate) stance: Share,
    /// ... or of the same group: wants, offers, accepts, refuses, threatens.
    pub(crate) group: Share,
    /// Found (near) with this very stance.
    pub(crate) stances: BTreeMap<&'static str, Both>,
    /// Found with this very issue.
    pub(crate) issues: BTreeMap<String, Both>,
    /// Of the positions that match: the flag on both sides.
    pub(crate) flags: BTreeMap<&'static str, Both>,
    /// Marked positions without a match, with a guess why.
    pub(crate) missed: Vec<String>,
    /// Of those that no rule read: right.
    pub(crate) learned: Share,
    /// How sure each was, and whether party and issue are right.
    pub(crate) sure: Vec<Sure>,
    /// Positions of the reader without a match.
    pub(crate) spurious: Vec<String>,
    /// Matches with another stance.
    pub(crate) differing: Vec<String>,
}

/// A position of the reader, brought down to what can be compared.
struct Found {
    span: Span,
    party: String,
    issue: String,
    stance: Stance,
    flags: Vec<&'static str>,
    learned: bool,
    sure: f32,
}

const NEAR: [&[&str]; 7] = [
    &["territory", "recognition", "withdrawal"],
    &["talks", "next_meeting", "leaders_meeting"],
    &["neutrality", "alliance_membership", "political_alignment"],
    &["prisoners", "hostages", "civilians", "children"],
    &["disarmament", "force_limits"],
    &["ceasefire", "military_operations"],
    &["treaty_text", "signing"],
];

fn near(a: &str, b: &str) -> bool {
    a == b || NEAR.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn group(stance: Stance) -> u8 {
    match stance {
        Stance::Demand | Stance::Precondition => 0,
        Stance::Propose | Stance::OfferOnCondition | Stance::OpenTo => 1,
        Stance::Accept | Stance::Agree | Stance::Commit | Stance::Support => 2,
        Stance::Refuse | Stance::Ignore => 3,
        Stance::Threaten | Stance::Accuse => 4,
        Stance::Report => 5,
    }
}

/// The flags of the codebook, and what the reader calls them.
fn flag(flag: Flag) -> Option<&'static str> {
    Some(match flag {
        Flag::Negated => "negated",
        Flag::Planned => "planned",
        Flag::Conditional => "condition",
        Flag::Hearsay => "hearsay",
        Flag::Imputed => "imputed",
        Flag::First => "first",
        Flag::Later => "later",
        Flag::Fallback => "fallback",
        Flag::Past => "past",
        _ => return None,
    })
}

/// Scores the documents of a corpus folder.
pub(crate) fn positions(
    corpus: &Path,
    which: Which,
    tagger: Option<&Arc<Tagger>>,
) -> std::io::Result<Scores> {
    let mut out = Scores::default();
    let lexicon = Lexicon::built_in();
    for path in files(corpus, which)? {
        let (marked, _) = read::corpus::parse(&std::fs::read_to_string(&path)?);
        let name = path.strip_prefix(corpus).unwrap_or(&path).display().to_string();
        out.documents += 1;
        out.document(&name, &marked, &found(&marked, tagger), &lexicon);
        out.topics(&name, &marked);
    }
    Ok(out)
}

/// The files of a part of the corpus, sorted.
fn files(corpus: &Path, which: Which) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for folder in std::fs::read_dir(corpus)? {
        let folder = folder?.path();
        if !folder.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder)? {
            let file = file?.path();
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let number = name.split('-').next().and_then(|number| number.parse::<u32>().ok());
            let held_out = number.is_some_and(|number| number.is_multiple_of(4));
            if file.extension().is_some_and(|end| end == "txt")
                && held_out == (which == Which::HeldOut)
            {
                out.push(file);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// What the reader finds in the bare text.
fn found(marked: &Annotated, tagger: Option<&Arc<Tagger>>) -> Vec<Found> {
    let (talks, _) = model::file::talks("talks.toml", &marked.dossier(), &AnyIssue);
    let (text, head) = marked.report();
    let reader = Reader::new(Some(&talks)).with_tagger(tagger.cloned());
    let raw = Raw { path: "report.txt", bytes: text.as_bytes() };
    let reading = reader.read(&[raw], 1, &|_, _| {});
    let mut out: Vec<Found> = Vec::new();
    for position in &reading.positions {
        let Evidence::Passage(passage) = &position.evidence else { continue };
        let span = Span::new(
            passage.span.start.saturating_sub(head),
            passage.span.end.saturating_sub(head),
        );
        out.push(Found {
            span,
            party: position.party_name.clone(),
            issue: position.issue.to_string(),
            stance: position.stance,
            learned: position.flags.contains(&Flag::LearnedOnly),
            sure: f32::from(position.confidence) / 100.0,
            // The codebook calls imputed what the reader tells by the basis.
            flags: position
                .flags
                .iter()
                .filter_map(|f| flag(*f))
                .chain(
                    matches!(position.basis, Basis::Opponent | Basis::Expert).then_some("imputed"),
                )
                .collect(),
        });
    }
    out
}

impl Scores {
    /// Whether the issue of each marked passage would be guessed from the text around it.
    fn topics(&mut self, name: &str, marked: &Annotated) {
        let (talks, _) = model::file::talks("talks.toml", &marked.dossier(), &AnyIssue);
        let lexicon = Lexicon::built_in().with_talks(&talks);
        let page = read::page::page(&Raw { path: "report.txt", bytes: marked.text.as_bytes() });
        let doc = read::doc::Doc::new(&page.text, &read::blocks(&page));
        let issues = lexicon.issue_hits(&doc.tokens);
        let actors = lexicon.actor_hits(&doc.tokens);
        let topics = read::topics::Topics::new(&doc, &issues, &actors, &lexicon);
        for gold in marked.positions.iter().filter(|gold| gold.issue != "other") {
            let start = doc.tokens.partition_point(|t| t.span.end <= gold.span.start);
            let end = doc.tokens.partition_point(|t| t.span.start < gold.span.end);
            let topic = topics.about(&doc, &(start..end));
            let guess = topic.map(|t| lexicon.issues()[t.issue].id.to_string()).unwrap_or_default();
            let right = near(&guess, &gold.issue);
            self.topic.add(right);
            let bucket = topic.map_or(0, |t| t.share / 10);
            self.topic_shares.entry(bucket).or_default().add(right);
            if !right {
                let words = gold.span.text(&marked.text).unwrap_or_default().replace('\n', " ");
                self.topic_wrong
                    .push(format!("{name}: {} guessed {guess} {topic:?} | {words}", gold.issue));
            }
        }
    }

    fn document(&mut self, name: &str, marked: &Annotated, found: &[Found], lexicon: &Lexicon) {
        let words = |span: Span| span.text(&marked.text).unwrap_or_default().replace('\n', " ");
        let same = |gold: &MarkedPosition, other: &Found| {
            gold.span.overlap(other.span) > 0 && gold.parties.contains(&other.party)
        };
        // What the lexicon has no word for cannot be found without an issue of the dossier's own.
        for gold in marked.positions.iter().filter(|gold| gold.issue != "other") {
            let hits: Vec<&Found> = found
                .iter()
                .filter(|other| same(gold, other) && near(&gold.issue, &other.issue))
                .collect();
            let exact = hits.iter().any(|other| other.issue == gold.issue);
            self.exact.recall.add(exact);
            self.near.recall.add(!hits.is_empty());
            self.issues.entry(gold.issue.clone()).or_default().recall.add(exact);
            let stance = hits.iter().any(|other| other.stance == gold.stance);
            self.stances.entry(gold.stance.name()).or_default().recall.add(stance);
            let line = || {
                format!(
                    "{name}: {} {} @{}{} | {}",
                    gold.stance.name(),
                    gold.issue,
                    gold.parties.join("+"),
                    gold.flags.iter().fold(String::new(), |all, flag| all + " !" + flag),
                    words(gold.span),
                )
            };
            if hits.is_empty() {
                let why = why(gold, found, &words(gold.span), lexicon);
                self.missed.push(format!("{} <- {why}", line()));
                continue;
            }
            self.stance.add(stance);
            self.group.add(hits.iter().any(|other| group(other.stance) == group(gold.stance)));
            if !stance {
                let got: Vec<&str> = hits.iter().map(|other| other.stance.name()).collect();
                self.differing.push(format!("{} <- {}", line(), got.join(" ")));
            }
            for mark in [
                "negated", "planned", "condition", "hearsay", "imputed", "first", "later",
                "fallback", "past",
            ] {
                let wanted = gold.flags.iter().any(|f| f == mark);
                let got = hits.iter().any(|other| other.flags.contains(&mark));
                let both = self.flags.entry(mark).or_default();
                if wanted {
                    both.recall.add(got);
                }
                if got {
                    both.precision.add(wanted);
                }
            }
        }
        for other in found {
            let beside: Vec<&MarkedPosition> =
                marked.positions.iter().filter(|gold| same(gold, other)).collect();
            let hits: Vec<&&MarkedPosition> =
                beside.iter().filter(|gold| near(&gold.issue, &other.issue)).collect();
            // On what the codebook calls `other` the lexicon's guess is neither right nor wrong.
            if hits.is_empty() && beside.iter().any(|gold| gold.issue == "other") {
                continue;
            }
            let exact = hits.iter().any(|gold| gold.issue == other.issue);
            self.exact.precision.add(exact);
            self.sure.push((other.sure, exact));
            if other.learned {
                self.learned.add(exact);
            }
            self.near.precision.add(!hits.is_empty());
            self.issues.entry(other.issue.clone()).or_default().precision.add(exact);
            let stance = hits.iter().any(|gold| gold.stance == other.stance);
            self.stances.entry(other.stance.name()).or_default().precision.add(stance);
            if hits.is_empty() {
                self.spurious.push(format!(
                    "{name}: {} {} @{} | {}{}",
                    other.stance.name(),
                    other.issue,
                    other.party,
                    words(other.span),
                    beside.first().map_or(String::new(), |gold| format!(" <- is {}", gold.issue)),
                ));
            }
        }
    }
}

/// A guess why a marked position was not found, for whoever works on the reader.
fn why(gold: &MarkedPosition, found: &[Found], words: &str, lexicon: &Lexicon) -> String {
    let over: Vec<&Found> = found.iter().filter(|o| gold.span.overlap(o.span) > 0).collect();
    if let Some(other) = over.iter().find(|o| gold.parties.contains(&o.party)) {
        return format!("issue {}", other.issue);
    }
    if let Some(other) = over.iter().find(|o| near(&o.issue, &gold.issue)) {
        return format!("party {}", other.party);
    }
    let tokens = tokens(words, Span::new(0, words.len()));
    let hits = lexicon.issue_hits(&tokens);
    let named = hits.iter().find(|hit| near(hit.issue.as_str(), &gold.issue));
    match named {
        Some(hit) if hit.weak => "no position (weak)".to_owned(),
        Some(_) => "no position".to_owned(),
        None if hits.is_empty() => "no word".to_owned(),
        None => format!("word of {}", hits[0].issue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(body: &str) -> Scores {
        let head = "+++\nkind = \"truce\"\nmanner = \"agency\"\ndate = \"2041-06-02\"\n\
                    parties = [\"Tervania | Tervanian | Oskel\", \"Lunmark\"]\n+++\n";
        let (marked, faults) = read::corpus::parse(&format!("{head}Talks\n\n{body}\n"));
        assert_eq!(faults, []);
        let mut out = Scores::default();
        out.document(
            "a.txt",
            &marked,
            &found(&marked, read::tagger::built_in().as_ref()),
            &Lexicon::built_in(),
        );
        out
    }

    #[test]
    fn a_position_is_found_by_party_issue_and_place() {
        let right = scored("Lunmark {P demand ceasefire @Lunmark|demanded a ceasefire}.");
        assert_eq!((right.near.recall.right, right.near.precision.right), (1, 1));
        assert_eq!((right.stance.right, right.stance.of), (1, 1));
        let party = scored("Lunmark {P demand ceasefire @Tervania|demanded a ceasefire}.");
        assert_eq!((party.near.recall.right, party.near.precision.right), (0, 0));
        assert!(party.missed[0].ends_with("<- party Lunmark"), "{:?}", party.missed);
        let stance =
            scored("Lunmark {P refuse military_operations @Lunmark|demanded a ceasefire}.");
        assert_eq!((stance.near.recall.right, stance.exact.recall.right), (1, 0));
        assert_eq!((stance.stance.right, stance.group.right), (0, 0));
    }

    #[test]
    fn what_the_lexicon_has_no_word_for_does_not_count() {
        let other = scored("Lunmark {P demand other @Lunmark|demanded a ceasefire}.");
        assert_eq!((other.near.recall.of, other.near.precision.of), (0, 0));
    }
}
