//! The people whom one article names, and every place where it names them.
//!
//! A pronoun or a role noun may mean somebody who has not spoken yet. What the words beside a name
//! tell (a title, a profession, "Mrs") decides whom "the minister" or "she" can mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::ActorId;

use super::{Context, people};
use crate::attribution::Attribution;
use crate::doc::{Paragraph, Part};
use crate::token::{Token, TokenKind, fold};

/// Of how many people with one name in common the article is asked.
const NAMESAKES: usize = 16;
/// A heading with more tokens than this is running text.
const HEADING: usize = 14;

/// As far as the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    She,
    He,
}

/// Somebody whom the article names.
#[derive(Debug, Clone, Default)]
pub(super) struct Member {
    /// The fullest form of the name.
    pub(super) name: String,
    words: Vec<Box<str>>,
    /// Who it is, if the lexicon or the dossier knows the name.
    pub(super) actor: Option<ActorId>,
    /// Which pronoun fits.
    pub(super) gender: Option<Gender>,
    /// Titles, offices and professions that stand beside the name.
    pub(super) nouns: BTreeSet<Box<str>>,
    /// States and movements that stand beside the name.
    pub(super) parties: BTreeSet<ActorId>,
    /// A newspaper or a body: no pronoun for people means it.
    pub(super) paper: bool,
    votes: (u32, u32),
}

/// A place where a member is named.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) tokens: Range<usize>,
    pub(super) member: usize,
    /// The first name of its sentence.
    pub(super) first: bool,
}

/// The people of an article.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) members: Vec<Member>,
    /// In the order of the text.
    pub(super) places: Vec<Place>,
    by_word: BTreeMap<Box<str>, Vec<usize>>,
    /// What stands beside any name.
    nouns: BTreeSet<Box<str>>,
    /// What the article tells of the talks as a whole.
    pub(super) table: super::sides::Table,
    /// Who says "I" outside quotations, and whether the article gives that name as its author's.
    pub(super) voice: super::own::Voice,
}

const SHE: &[&str] = &[
    "mrs", "ms", "miss", "lady", "madam", "dame", "smt", "sister", "mother", "woman",
    "spokeswoman", "chairwoman", "congresswoman", "councilwoman", "ombudswoman", "businesswoman",
    "queen", "princess", "duchess", "countess", "widow", "grandmother", "daughter", "wife", "gran",
    "nun", "aunt", "barmaid", "abbess", "mum", "herself", "girl", "policewoman",
];
const HE: &[&str] = &[
    "mr", "sir", "lord", "brother", "father", "man", "spokesman", "chairman", "congressman",
    "councilman", "businessman", "king", "prince", "duke", "count", "widower", "grandfather",
    "son", "husband", "monk", "uncle", "dad", "himself", "boy", "policeman", "shri", "abbot",
    "fisherman",
];

/// Words that stand before a name and are no part of it.
const BEFORE: &[&str] = &[
    "the", "but", "and", "when", "after", "before", "while", "if", "as", "in", "on", "at", "for",
    "from", "with", "by", "to", "a", "an", "old", "young", "former", "foreign", "prime", "vice",
    "deputy", "senior", "chief", "acting", "interim", "interior", "defence", "defense", "finance",
    "its", "his", "her", "their", "our", "only", "even", "both", "yet", "so", "then", "what",
    "why", "how", "does", "did", "is", "was", "has", "asked", "like", "unlike", "ex", "major",
    "captain", "father", "brother", "sister", "mother", "lord", "lady", "count", "countess",
    "professor", "miss", "madam", "dame", "shri", "smt", "lieutenant", "sergeant", "admiral",
    "commodore", "brigadier", "marshal", "bishop", "canon", "inspector", "superintendent",
    "councillor", "affairs", "relations", "external", "trade", "commerce", "labour", "labor",
    "justice", "health", "agriculture", "honourable", "hon'ble", "judge", "rev", "don", "dona",
];

/// Words of places, bodies and days: not of people.
const NO_NAMES: &[&str] = &[
    "street", "road", "valley", "river", "lake", "mount", "mountain", "city", "university",
    "hotel", "bridge", "line", "pact", "league", "front", "act", "accord", "treaty", "square",
    "palace", "hall", "house", "island", "islands", "isles", "peninsula", "port", "harbour",
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "sea", "bay",
    "strait", "straits", "pass", "province", "provinces", "region", "district", "republic",
    "kingdom", "brotherhood", "companies", "society", "foundation", "association", "federation",
    "conference", "post", "times", "news", "radio", "herald", "ledger", "tribune", "gazette",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "authority", "bloc", "corps", "rifles", "militia", "gate", "station", "airport",
    "works", "mine", "ferry", "day", "church", "school", "hospital", "contact", "weir", "minerals",
];

/// Words that may begin a sentence and name nobody.
const NOBODY: &[&str] = &[
    "neither", "both", "either", "none", "some", "many", "most", "few", "all", "each", "one",
    "two", "three", "four", "five", "six", "roughly", "about", "nearly", "almost", "those",
    "these", "others", "another", "everyone", "everybody", "nobody", "somebody", "someone",
    "anyone", "customers", "critics", "rivals", "admirers", "supporters", "opponents", "smt",
    "shri", "several", "another", "other", "there", "here", "that", "this", "who", "which",
];

/// Which pronoun a word calls for.
pub(super) fn gender_of(word: &str) -> Option<Gender> {
    if SHE.contains(&word) {
        Some(Gender::She)
    } else if HE.contains(&word) {
        Some(Gender::He)
    } else {
        None
    }
}

impl Cast {
    /// Everybody whom the article names.
    pub(super) fn new(context: &Context, items: &[Attribution]) -> Self {
        let mut out = Self { table: context.table(), ..Self::default() };
        let mut runs = Vec::new();
        // An opening paragraph may be set like a heading; a heading proper is short.
        let running = |p: &&Paragraph| {
            p.part == Part::Text || (p.part == Part::Heading && p.tokens.len() > HEADING)
        };
        for paragraph in context.doc.paragraphs.iter().filter(running) {
            let mut at = paragraph.tokens.start;
            while at < paragraph.tokens.end {
                let end = people::run_end(context.doc, at).min(paragraph.tokens.end);
                if end > at {
                    runs.push(at..end);
                }
                at = end.max(at + 1);
            }
        }
        let sources: BTreeSet<usize> = items
            .iter()
            .filter_map(|item| Some(item.source.as_ref()?.full.clone()))
            .flatten()
            .collect();
        let alone = context.alone(&runs);
        let (mut later, mut unsure) = (Vec::new(), Vec::new());
        for run in &runs {
            let name = context.bare_name(run);
            match context.name_words(&name).len() {
                0 => {}
                1 => later.push((run.clone(), name)),
                _ => {
                    let spoke = name.clone().any(|at| sources.contains(&at));
                    let last = context.doc.tokens.get(name.end - 1).map(|t| &t.folded);
                    let alone = last.is_some_and(|last| alone.contains(last));
                    if context.is_name(&name)
                        && (spoke
                            || alone
                            || context.titled(run, &name)
                            || context.told(&name)
                            || context.meant_next(&name))
                    {
                        out.add(context, run, &name);
                    } else {
                        unsure.push((run.clone(), name));
                    }
                }
            }
        }
        // Somebody who is told elsewhere in the article.
        for (run, name) in unsure {
            if out.find(&context.name_words(&name)).is_some() {
                out.add(context, &run, &name);
            }
        }
        // "Mrs Valk" and "Valk said": people of whom the article gives no more.
        for (run, name) in later {
            // "The Headquarters for the Treatment of Prisoners said": the body spoke, not its name.
            let before = name.start.checked_sub(1).and_then(|at| context.doc.tokens.get(at));
            let spoke = name.clone().any(|at| sources.contains(&at))
                && !before.is_some_and(|t| t.is_any(&["of", "for", "on"]));
            let title = name.start > run.start && context.titled(&run, &name);
            let known = context.doc.tokens.get(name.start).map(|t| t.folded.clone());
            let known = known.is_some_and(|word| out.by_word.contains_key(&word));
            if known || (context.is_name(&name) && (title || spoke)) {
                out.add(context, &run, &name);
            }
        }
        out.places.sort_by_key(|place| place.tokens.start);
        let mut sentence = usize::MAX;
        for place in &mut out.places {
            let start = context.doc.segment_of.get(place.tokens.start).map_or(0, |s| s.start);
            place.first = start != sentence;
            sentence = start;
        }
        out.vote(context);
        out.voice = context.voice(&out);
        out.nouns = out.members.iter().flat_map(|m| m.nouns.iter().cloned()).collect();
        out
    }

    fn add(&mut self, context: &Context, run: &Range<usize>, name: &Range<usize>) {
        let words: Vec<Box<str>> = context.name_words(name);
        let Some(number) = self.find(&words).or_else(|| {
            // A surname that two people share names neither.
            let last = words.last()?;
            (words.len() > 1 || !self.by_word.contains_key(last)).then(|| {
                let number = self.members.len();
                for word in &words {
                    let list = self.by_word.entry(word.clone()).or_default();
                    if list.len() < NAMESAKES {
                        list.push(number);
                    }
                }
                self.members.push(Member {
                    name: context.doc.words(name).to_owned(),
                    words,
                    ..Member::default()
                });
                number
            })
        }) else {
            return;
        };
        self.places.push(Place { tokens: name.clone(), member: number, first: false });
        if let Some(member) = self.members.get_mut(number) {
            member.paper |= context.is_paper(name);
            let known = context.hits_in(name).filter(|hit| context.is_person(&hit.actor)).last();
            member.actor = member.actor.take().or_else(|| known.map(|hit| hit.actor.clone()));
            context.describe(run, name, member);
        }
    }

    /// The only member with all these words.
    fn find(&self, words: &[Box<str>]) -> Option<usize> {
        let mut fits = self.by_word.get(words.last()?)?.iter().filter(|number| {
            self.members.get(**number).is_some_and(|m| words.iter().all(|w| m.words.contains(w)))
        });
        let first = *fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// The member whom a name shown elsewhere means.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        let words: Vec<Box<str>> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .filter(|word| self.by_word.contains_key(*word))
            .map(Box::from)
            .collect();
        self.find(&words)
    }

    /// "Brel said she": with one person in the sentence before the pronoun, it tells the gender.
    fn vote(&mut self, context: &Context) {
        let doc = context.doc;
        for (at, token) in doc.tokens.iter().enumerate() {
            let she = token.is_any(&["she", "her", "herself"]);
            // "Brel sent for her": that is somebody else.
            let next = doc.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word);
            let object = token.is("her")
                && next.is_none_or(|t| {
                    t.is_any(&["to", "in", "on", "at", "and", "by", "for", "with", "that", "when"])
                });
            if !(she || token.is_any(&["he", "his", "himself"])) || object || doc.quoted(at) {
                continue;
            }
            let mut low = doc.segment_of.get(at).map_or(at, |segment| segment.start);
            // A sentence that begins with the pronoun leans on the one before it.
            if low == at && token.capital && at > 0 {
                let before = doc.segment_of.get(at - 1).map_or(at, |segment| segment.start);
                if doc.paragraph_of(before) == doc.paragraph_of(at) {
                    low = before;
                }
            }
            let low = low.max(at.saturating_sub(60));
            let (from, to) = (self.from(low), self.from(at));
            let mut seen = self.places.get(from..to).into_iter().flatten().map(|p| p.member);
            let Some(first) = seen.next() else { continue };
            if seen.all(|other| other == first)
                && let Some(member) = self.members.get_mut(first)
            {
                if she {
                    member.votes.0 += 1;
                } else {
                    member.votes.1 += 1;
                }
            }
        }
        for member in &mut self.members {
            member.gender = member.gender.or(match member.votes {
                (she, he) if she > 2 * he => Some(Gender::She),
                (she, he) if he > 2 * she => Some(Gender::He),
                _ => None,
            });
        }
    }

    /// The only member of whom this pronoun is sure to be used.
    pub(super) fn only(&self, gender: Gender) -> Option<usize> {
        let mut fits = self.members.iter().enumerate().filter(|(_, m)| m.gender == Some(gender));
        let (first, _) = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// Somebody is introduced by the word.
    pub(super) fn has_noun(&self, token: &Token) -> bool {
        self.nouns.contains(&token.folded)
    }

    /// The article gives more than one word of the name.
    pub(super) fn is_full(&self, number: usize) -> bool {
        self.members.get(number).is_some_and(|member| member.words.len() > 1)
    }

    /// Whom the head of the article names most, the first of several.
    pub(super) fn most_named(&self) -> Option<usize> {
        let mut told: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (at, place) in self.places.iter().take(60).enumerate() {
            told.entry(place.member).or_insert((0, at)).0 += 1;
        }
        let best = told.iter().max_by_key(|(_, (times, at))| (*times, std::cmp::Reverse(*at)));
        best.map(|(member, _)| *member)
    }

    /// The number of places before a token.
    pub(super) fn from(&self, at: usize) -> usize {
        self.places.partition_point(|place| place.tokens.start < at)
    }
}

impl Context<'_> {
    fn name_words(&self, name: &Range<usize>) -> Vec<Box<str>> {
        let tokens = self.doc.tokens.get(name.clone()).unwrap_or_default();
        let words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.folded.len() > 1);
        words.map(|t| t.folded.clone()).collect()
    }

    /// Last words of runs of one word.
    fn alone(&self, runs: &[Range<usize>]) -> BTreeSet<Box<str>> {
        let bare = runs.iter().map(|run| self.bare_name(run)).filter(|name| name.len() == 1);
        bare.filter_map(|name| Some(self.doc.tokens.get(name.start)?.folded.clone())).collect()
    }

    /// A run of capital words without what only introduces the name.
    fn bare_name(&self, run: &Range<usize>) -> Range<usize> {
        let introduces = |at: &usize| {
            let Some(token) = self.doc.tokens.get(*at) else { return false };
            token.kind != TokenKind::Word
                || token.is_any(BEFORE)
                || self.cues.is_role(token)
                || self.cues.is_in("honorifics", token)
                || self.hits_in(&(*at..*at + 1)).any(|hit| !self.is_person(&hit.actor))
        };
        let start = run.clone().find(|at| !introduces(at)).unwrap_or(run.end);
        start..run.end
    }

    fn is_name(&self, name: &Range<usize>) -> bool {
        let tokens = self.doc.tokens.get(name.clone()).unwrap_or_default();
        let body = |t: &Token| {
            self.cues.is_role(t)
                || self.cues.is_in("documents", t)
                || t.is_any(NO_NAMES)
                || ["pronouns_one", "pronouns_many", "pronouns_own"]
                    .iter()
                    .any(|set| self.cues.is_in(set, t))
        };
        // The name may be the end of a longer one: of a town or a movement.
        let around = name.start.saturating_sub(5)..name.end;
        let group = self
            .hits_in(&around)
            .any(|hit| hit.tokens.end > name.start && !self.is_person(&hit.actor));
        let small = matches!(tokens, [one] if one.is_any(NOBODY));
        // "Chancellor-elect Ana Brel": the first word is half a title.
        let cut =
            self.doc.tokens.get(name.end).is_some_and(|t| t.kind == TokenKind::Hyphen && !t.spaced);
        let the = name.start.checked_sub(1).and_then(|at| self.doc.tokens.get(at));
        tokens.len() <= 7
            && !group
            && !small
            && !cut
            && !tokens.iter().any(body)
            && !the.is_some_and(|t| t.is("the"))
    }

    /// "The portal Lake-Today", "the daily Herald": no person.
    fn is_paper(&self, name: &Range<usize>) -> bool {
        let before = name.start.checked_sub(1).and_then(|at| self.doc.tokens.get(at));
        before.is_some_and(|t| {
            t.is_any(&[
                "portal", "daily", "weekly", "magazine", "site", "paper", "newspaper", "agency",
                "outlet", "website", "channel", "broadcaster",
            ])
        })
    }

    /// A title stands before the name.
    fn titled(&self, run: &Range<usize>, name: &Range<usize>) -> bool {
        let low = self.doc.segment_of.get(run.start).map_or(run.start, |segment| segment.start);
        // "Minister of Foreign Affairs Ana Brel".
        let of = run.start.checked_sub(1).and_then(|at| self.doc.tokens.get(at));
        let back = if of.is_some_and(|t| t.is("of")) && name.start > run.start { 2 } else { 1 };
        let range = run.start.saturating_sub(back).max(low)..name.start;
        let tokens = self.doc.tokens.get(range).unwrap_or_default();
        tokens.iter().any(|t| {
            self.cues.is_in("honorifics", t)
                || ["offices", "experts"].iter().any(|set| self.cues.is_in(set, t))
                || gender_of(&t.folded).is_some()
        })
    }

    /// "Ana Brel, the historian,", "Ana Brel, 47,", "Ana Brel, who".
    fn told(&self, name: &Range<usize>) -> bool {
        let tokens = self.doc.tokens.get(name.end..).unwrap_or_default();
        let [comma, next, ..] = tokens else { return false };
        comma.is(",")
            && (next.kind == TokenKind::Number
                || next.is_any(&["a", "an", "the", "his", "her", "its", "their", "who", "whose"])
                || self.cues.is_role(next))
    }

    /// The next sentence begins with "he" or "she".
    fn meant_next(&self, name: &Range<usize>) -> bool {
        let Some(segment) = self.doc.segment_of.get(name.start) else { return false };
        let next = self.doc.tokens.get(segment.end).filter(|t| t.is_any(&["he", "she"]));
        next.is_some_and(|t| t.capital)
            && self.doc.paragraph_of(segment.end) == self.doc.paragraph_of(name.start)
    }

    /// Takes over what stands beside the name.
    fn describe(&self, run: &Range<usize>, name: &Range<usize>, member: &mut Member) {
        let segment = self.doc.segment_of.get(name.start).cloned().unwrap_or_default();
        let low = segment.start.max(run.start.saturating_sub(6));
        let mut left = name.start;
        while left > low
            && self.doc.tokens.get(left - 1).is_some_and(|t| {
                t.kind == TokenKind::Hyphen
                    || t.is(".")
                    || (t.kind == TokenKind::Word
                        && !t.is_any(&["that", "and", "to", "with", "by", "but", "when", "as"]))
            })
        {
            left -= 1;
        }
        let mut right = name.end;
        if self.told(name) {
            let high = segment.end.min(name.end + 10);
            right += 2;
            while right < high && !self.doc.tokens.get(right).is_none_or(|t| t.is_any(&[",", "."]))
            {
                right += 1;
            }
        }
        // "The chair, Ana Brel": the role stands before a comma.
        let comma = left.checked_sub(1).filter(|at| *at > segment.start);
        if let Some(comma) = comma.filter(|at| self.doc.tokens.get(*at).is_some_and(|t| t.is(",")))
        {
            let words = (segment.start.max(comma.saturating_sub(5))..comma)
                .rev()
                .map_while(|at| self.doc.tokens.get(at))
                .take_while(|t| t.kind == TokenKind::Word && !self.cues.is_verb(t));
            let roles = words.filter(|t| {
                ["offices", "experts"].iter().any(|set| self.cues.is_in(set, t))
                    || gender_of(&t.folded).is_some()
            });
            member.nouns.extend(roles.map(|t| t.folded.clone()));
        }
        for (part, whole) in [(left..name.start, false), (name.end..right, true)] {
            for (step, at) in part.clone().enumerate() {
                let Some(token) = self.doc.tokens.get(at) else { continue };
                let beside = !whole && at + 1 == name.start && token.folded.len() > 3;
                let noun = self.cues.is_role(token)
                    || self.cues.is_in("honorifics", token)
                    || gender_of(&token.folded).is_some()
                    || beside
                    || (whole && step < 5 && token.folded.len() > 3);
                if noun && token.kind == TokenKind::Word {
                    member.nouns.insert(token.folded.clone());
                }
                // Kin and "his opposite number" tell of somebody else's sex only behind "of".
                if member.gender.is_none() && (!whole || step < 4) {
                    member.gender = gender_of(&token.folded);
                }
                if token.is_any(&["who", "whose", "of"]) && whole {
                    break;
                }
            }
            if left < name.start || part.start == name.end {
                let parties = self.hits_in(&part).filter(|hit| !self.is_person(&hit.actor));
                member.parties.extend(parties.map(|hit| self.lexicon.party_of(&hit.actor)));
            }
        }
    }
}
