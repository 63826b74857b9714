//! Reports that nobody wrote: a seed gives any number of them, about invented countries, always the
//! same. One in twenty is a copy of another story: whole, two paragraphs of it, or reworded.
//!
//! Each has speakers, claims, figures and days that vary by story, so that what compares claims can
//! be measured with them, too.

use std::fmt::Write;

/// How a report was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    /// For itself.
    New,
    /// Word for word from another, with a line cut.
    Copied(usize),
    /// Two paragraphs from another among its own.
    Partly(usize),
    /// From another, with three words in ten swapped.
    Spun(usize),
}

/// A report.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    /// A path that sorts by number.
    pub(crate) path: String,
    /// The day on which it came out, ISO 8601.
    pub(crate) date: String,
    /// Its text.
    pub(crate) text: String,
    /// How it was made.
    pub(crate) made: Made,
}

/// One report in so many is a copy.
pub(crate) const ONE_IN: usize = 20;

/// Bytes that a report has, about.
const SIZE: usize = 3_000;

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from(z % sides).unwrap_or(0)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.roll(list.len())).copied().unwrap_or_default()
    }
}

const SIDES: [&str; 2] = ["Arvenia", "Bostria"];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const OFFICES: [&str; 10] = [
    "foreign minister",
    "defence minister",
    "chief negotiator",
    "government spokesman",
    "prime minister",
    "deputy head of the delegation",
    "presidential adviser",
    "army commander",
    "regional governor",
    "ombudsman",
];
const OUTLETS: [&str; 8] = [
    "Valley Wire", "The Orle Gazette", "Ford Radio", "Harbour Times", "Calder Courier",
    "Lakeland Post", "Marn Observer", "Evening Bridge",
];
const SYLLABLES: [&str; 32] = [
    "ka", "ro", "mi", "tel", "dor", "vin", "sa", "ber", "lo", "nar", "fe", "gul", "pa", "ris",
    "wen", "to", "zar", "hel", "mo", "dan", "li", "cor", "bre", "una", "os", "var", "que", "tin",
    "jo", "mar", "el", "sk",
];
/// What talks are about; the lexicon of the reader knows many of these.
const THINGS: [&str; 24] = [
    "a full ceasefire",
    "the withdrawal of troops",
    "an exchange of prisoners",
    "security guarantees",
    "the border on the river",
    "the return of displaced families",
    "a joint monitoring mission",
    "the lifting of sanctions",
    "the remains of fallen soldiers",
    "humanitarian corridors",
    "a meeting of the two leaders",
    "the reopening of the crossing",
    "the demining of the fields",
    "an amnesty",
    "the status of the region",
    "free passage for grain ships",
    "local elections",
    "a buffer zone",
    "the return of the children",
    "compensation for the damage",
    "access for inspectors",
    "a hotline between the commands",
    "the neutrality of the country",
    "limits on heavy weapons",
];
const UNITS: [&str; 12] = [
    "prisoners", "soldiers", "civilians", "drones", "families", "bodies", "houses", "vehicles",
    "refugees", "shells", "children", "observers",
];
const VERBS: [&str; 40] = [
    "examined", "opened", "delayed", "welcomed", "questioned", "drafted", "rebuilt", "counted",
    "blocked", "searched", "painted", "guarded", "measured", "repaired", "crossed", "emptied",
    "studied", "visited", "moved", "sealed", "carried", "printed", "marked", "cleared", "watched",
    "followed", "closed", "traded", "covered", "refused", "signed", "filmed", "lifted", "joined",
    "divided", "served", "praised", "feared", "missed", "tested",
];
const ADJECTIVES: [&str; 40] = [
    "narrow", "distant", "muddy", "careful", "early", "quiet", "broken", "northern", "empty",
    "heavy", "hidden", "common", "rough", "sudden", "slow", "formal", "bitter", "local", "wooden",
    "frozen", "steep", "crowded", "private", "lasting", "doubtful", "patient", "famous", "ruined",
    "modest", "eastern", "loud", "gentle", "costly", "strict", "shallow", "vivid", "rusty",
    "foreign", "minor", "grave",
];
const NOUNS: [&str; 64] = [
    "road", "harbour", "school", "warehouse", "orchard", "railway", "archive", "tunnel", "market",
    "station", "valley", "tower", "ferry", "mill", "barracks", "bakery", "bridge", "lake",
    "hospital", "library", "customs house", "forest", "quarry", "village", "pipeline", "workshop",
    "chapel", "museum", "airfield", "cellar", "stadium", "depot", "laboratory", "garden",
    "courthouse", "shore", "canal", "meadow", "hotel", "theatre", "plateau", "vineyard", "gate",
    "hangar", "ward", "reservoir", "square", "pier", "ridge", "camp", "office", "studio", "farm",
    "shelter", "factory", "roof", "garage", "checkpoint", "hill", "stable", "wall", "platform",
    "cemetery", "well",
];
const GROUPS: [&str; 24] = [
    "engineers", "monks", "farmers", "officers", "drivers", "teachers", "traders", "doctors",
    "clerks", "miners", "sailors", "students", "guards", "carpenters", "pilots", "nurses",
    "judges", "fishermen", "witnesses", "volunteers", "veterans", "surveyors", "shepherds",
    "editors",
];
const HOW: [&str; 16] = [
    "before dawn", "under a white flag", "without a word", "in heavy rain", "by the old rules",
    "for the second time", "against all advice", "with borrowed tools", "at their own cost",
    "behind closed doors", "after a short argument", "in plain sight", "on foot", "by candlelight",
    "despite the frost", "within the hour",
];
/// A paragraph that many papers put below whatever they print.
const BACKGROUND: &str = "The war over the Orle valley broke out nine years ago. Tens of thousands \
    of people have been killed since then and more than a million have fled their homes, according to \
    international estimates. Several rounds of talks mediated by Calder have led to exchanges but \
    not to a lasting peace.";

/// So many reports from a seed. The same numbers give the same reports.
pub(crate) fn stories(count: usize, seed: u64) -> Vec<Story> {
    let mut out: Vec<Story> = Vec::with_capacity(count);
    for number in 0..count {
        let mut dice = Dice(seed ^ (number as u64).wrapping_mul(0xA24B_AED4_963E_E407));
        let day = number * 360 / count.max(1);
        let date = format!("2031-{:02}-{:02}", 1 + day / 30, 1 + day % 30 % 28);
        let of = dice.roll(number.max(1));
        let made = match (number % ONE_IN == ONE_IN - 1, number / ONE_IN % 3) {
            (false, _) => Made::New,
            (true, 0) => Made::Copied(of),
            (true, 1) => Made::Partly(of),
            (true, _) => Made::Spun(of),
        };
        let own = story(&mut dice);
        let body = |of: usize| {
            let text = out.get(of).map_or("", |story: &Story| &story.text);
            text.split("\n\n").skip(2).collect::<Vec<_>>()
        };
        let mut parts: Vec<String> = match made {
            Made::New => own,
            Made::Copied(of) => {
                let mut parts = body(of);
                parts.remove(parts.len() / 2);
                parts.into_iter().map(str::to_owned).collect()
            }
            Made::Partly(of) => {
                let body = body(of);
                let from = dice.roll(body.len().saturating_sub(2));
                let mut parts = own;
                let taken = body.into_iter().skip(from).take(2).map(str::to_owned);
                let middle = parts.len() / 2;
                parts.splice(middle..middle, taken);
                parts
            }
            Made::Spun(of) => body(of).into_iter().map(|text| spun(&mut dice, text, 300)).collect(),
        };
        if dice.roll(3) == 0 {
            parts.push(BACKGROUND.to_owned());
        }
        let title = format!("{} and the {}", name(&mut dice), dice.pick(&NOUNS));
        let head = format!("{title}\n\n{}, {date}", dice.pick(&OUTLETS));
        let text = format!("{head}\n\n{}\n", parts.join("\n\n"));
        out.push(Story { path: format!("s/{number:06}.txt"), date, text, made });
    }
    out
}

/// The paragraphs of a report.
fn story(dice: &mut Dice) -> Vec<String> {
    let people: Vec<(String, &str, &str)> = (0..3)
        .map(|_| {
            let person = format!("{} {}", name(dice), name(dice));
            (person, dice.pick(&OFFICES), dice.pick(&SIDES))
        })
        .collect();
    let place = name(dice);
    let (mut out, mut size) = (Vec::new(), 0);
    while size < SIZE {
        let mut text = String::new();
        for _ in 0..2 + dice.roll(3) {
            let (person, office, side) = &people[dice.roll(people.len())];
            let sentence = sentence(dice, person, office, side, &place);
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&sentence);
        }
        size += text.len() + 2;
        out.push(text);
    }
    out
}

fn sentence(dice: &mut Dice, person: &str, office: &str, side: &str, place: &str) -> String {
    let (thing, day) = (dice.pick(&THINGS), dice.pick(&DAYS));
    let number = 2 + dice.roll(4_000);
    let (unit, clause) = (dice.pick(&UNITS), clause(dice));
    let tail = clause.trim_start_matches("the ").to_owned();
    match dice.roll(12) {
        0 => format!("{person}, the {office} of {side}, said on {day} that {clause}."),
        1 => format!("\u{201c}We have shown that {clause},\u{201d} {person} said in {place}."),
        2 => format!("{side} demanded {thing}, and {clause}."),
        3 => format!("According to {person}, {number} {unit} were near the {tail}."),
        4 => format!("At least {number} {unit} reached {place} on {day} while {clause}."),
        5 => format!("{person} rejected {thing} because {clause}."),
        6 => format!("In {place} {clause}, and {clause2}.", clause2 = self::clause(dice)),
        7 => format!("{side} proposed {thing} by {day}; {clause}, {person} added."),
        8 => format!("Whether {clause} is not known."),
        9 => format!("Then {clause}. Nobody in {place} asked why."),
        10 => format!("{person} told reporters that {side} accepted {thing} although {clause}."),
        _ => format!("About {number} {unit} may return, {person} said, once {clause}."),
    }
}

/// "the patient surveyors measured a rusty platform behind the mill by candlelight"
fn clause(dice: &mut Dice) -> String {
    let mut out = String::new();
    let _ =
        write!(out, "the {} {} {}", dice.pick(&ADJECTIVES), dice.pick(&GROUPS), dice.pick(&VERBS));
    let _ = match dice.roll(3) {
        0 => write!(out, " a {} {}", dice.pick(&ADJECTIVES), dice.pick(&NOUNS)),
        1 => write!(out, " the {} behind the {}", dice.pick(&NOUNS), dice.pick(&NOUNS)),
        _ => write!(
            out,
            " every {} of the {} {}",
            dice.pick(&NOUNS),
            dice.pick(&ADJECTIVES),
            dice.pick(&NOUNS)
        ),
    };
    if dice.roll(2) == 0 {
        let _ = write!(out, " {}", dice.pick(&HOW));
    }
    out
}

fn name(dice: &mut Dice) -> String {
    let mut out: String = (0..2 + dice.roll(2)).map(|_| dice.pick(&SYLLABLES)).collect();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}

/// Swaps so many of a thousand words for others. Names, figures and short words stay.
pub(crate) fn spin(text: &str, seed: u64, per_mille: usize) -> String {
    spun(&mut Dice(seed), text, per_mille)
}

fn spun(dice: &mut Dice, text: &str, per_mille: usize) -> String {
    let plain = |word: &str| word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<&str> = text.split(' ').collect();
    let can = words.iter().filter(|word| plain(word)).count();
    // So many of those that can be swapped make so many of all.
    let chance = words.len() * per_mille / can.max(1);
    let swap = |word: &&str| {
        if plain(word) && dice.roll(1000) < chance {
            format!("{}{}", dice.pick(&SYLLABLES), word)
        } else {
            (*word).to_owned()
        }
    };
    words.iter().map(swap).collect::<Vec<_>>().join(" ")
}
