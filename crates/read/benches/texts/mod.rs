//! The texts that the benchmark reads: news-like articles about invented countries, the example
//! dossier where it is there, and texts of the sort that could make a reader slow.

use std::fmt::Write;
use std::path::Path;

/// One file: its path and its bytes.
pub(crate) type File = (String, Vec<u8>);

/// Bytes that an article has at least.
const ARTICLE: usize = 5_000;

/// The invented countries, as a dossier would enter them.
pub(crate) const DOSSIER: &str = r#"
pourparler = 1
title = "Talks about the Orle valley"

[[source]]
id = "gazette"
publisher = "The Orle Gazette"

[[actor]]
id = "arvenia"
name = "Arvenia"
kind = "state"
adjectives = ["Arvenian", "Arvenians"]
roles = ["party"]
source = "gazette"

[[actor]]
id = "bostria"
name = "Bostria"
kind = "state"
adjectives = ["Bostrian", "Bostrians"]
roles = ["party"]
source = "gazette"

[[actor]]
id = "calder"
name = "Calder"
kind = "state"
adjectives = ["Calderine"]
roles = ["mediator"]
source = "gazette"

[[actor]]
id = "imre_dovan"
name = "Imre Dovan"
kind = "person"
of = "arvenia"
source = "gazette"

[[actor]]
id = "lia_sandre"
name = "Lia Sandre"
kind = "person"
of = "bostria"
source = "gazette"
"#;

const SIDES: [(&str, &str, &str); 2] =
    [("Arvenia", "Arvenian", "Imre Dovan"), ("Bostria", "Bostrian", "Lia Sandre")];
const OUTLETS: [&str; 5] =
    ["The Orle Gazette", "Valley Wire", "The Calder Courier", "Ford Radio", "Harbour Times"];
const TOWNS: [&str; 6] = ["Kell", "Upper Marn", "Tressa", "Old Ford", "Vint", "Port Sorrel"];
const THINGS: [&str; 8] = [
    "a full ceasefire",
    "the withdrawal of troops from the east bank",
    "an exchange of prisoners, all for all",
    "security guarantees",
    "the border on the Orle",
    "the return of displaced families",
    "a joint lighthouse authority",
    "the lifting of sanctions",
];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 4] = ["March", "April", "May", "June"];

/// What a paragraph of an article looks like; words in braces are put in.
const PARAGRAPHS: [&str; 16] = [
    "{town}, {date} - Delegations of Arvenia and Bostria met in {town} on {day} for talks about \
     {thing}, the {round} round this year. The meeting, hosted by Calder, lasted {n} minutes.",
    "\u{201c}We will not sign a paper that leaves out {thing},\u{201d} {side} Foreign Minister \
     {person} told reporters after the meeting. \u{201c}That has been said in every round, and it \
     will be said in the next one.\u{201d}",
    "{adjective} officials said on {day} that they had handed over a proposal on {thing}. According \
     to two people familiar with the text, it runs to {n} pages and names {town} as the place of a \
     monitoring mission.",
    "{side} rejected the demand. {person} said that {thing} could be discussed only after a \
     ceasefire, and that no date had been agreed.",
    "Calder\u{2019}s mediator, Orsa Pell, urged both sides to keep the talks going. She said the two \
     delegations had agreed to exchange {n} prisoners by {date}.",
    "At least {n} people were killed and {m} wounded when shells fell on {town} on {day}, the \
     {adjective} regional governor said. {other} denied that its forces had fired.",
    "Asked whether {side} would accept {thing}, {person} said: \u{201c}We have shown that we are \
     ready to talk. The other side has shown {n} times that it is not.\u{201d}",
    "The ministry in {town} did not reply to questions. A member of the delegation, who asked not to \
     be named, said that {thing} remained the hardest point and that {other} wanted guarantees first.",
    "The first round was held in {town} in {month} last year and ended without a joint statement. A \
     memorandum of {n} points followed on {date}; neither side has published it.",
    "\"This is a step, not a peace,\" said Teo Garrow, an analyst at the Institute for River \
     Studies in {town}. He expects {side} to insist on {thing} and {other} to ask for more time.",
    "Under the {adjective} draft, troops would withdraw {n} kilometres from the river within {m} \
     days. {other} has called the line unacceptable and proposed talks about {thing} instead.",
    "State television quoted {person} as saying that {side} would never give up {town}. The channel \
     reported that {n} families had returned there since {month}.",
    "Prices for bread rose in {town} as the crossing stayed closed for the {round} week. Traders \
     there said that they had lost about {n},000 crowns since {date}.",
    "{other} reportedly agreed to {thing} in principle, but its parliament has yet to vote. \
     \u{201c}Nothing is agreed until everything is agreed,\u{201d} a spokesman said on {day}.",
    "The two sides also discussed {thing}, the bodies of {n} fallen soldiers, and a hotline between \
     the commands. {person} described the mood as businesslike.",
    "A further meeting is planned for {date} in {town}. {side} demanded that {thing} stand first on \
     the list; Calder proposed that a working group prepare it.",
];

/// Numbers that are always the same and look like none in particular.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from((self.0 >> 33) % sides).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())]
    }

    fn date(&mut self) -> String {
        let day = 1 + self.roll(28);
        format!("{day} {} 2031", self.pick(&MONTHS))
    }

    fn paragraph(&mut self) -> String {
        let own = self.roll(2);
        let (side, adjective, person) = SIDES[own];
        let other = SIDES[1 - own].0;
        let n = (2 + self.roll(97)).to_string();
        let m = (2 + self.roll(30)).to_string();
        let form = self.pick(&PARAGRAPHS);
        form.replace("{side}", side)
            .replace("{adjective}", adjective)
            .replace("{person}", person)
            .replace("{other}", other)
            .replace("{town}", self.pick(&TOWNS))
            .replace("{thing}", self.pick(&THINGS))
            .replace("{day}", self.pick(&DAYS))
            .replace("{month}", self.pick(&MONTHS))
            .replace("{round}", self.pick(&["first", "second", "third", "fourth"]))
            .replace("{date}", &self.date())
            .replace("{n}", &n)
            .replace("{m}", &m)
    }
}

/// Articles of about 5 KB. The same number gives the same articles.
pub(crate) fn articles(count: usize) -> Vec<File> {
    let mut dice = Dice(2031);
    (0..count).map(|number| (format!("{number:04}.txt"), article(&mut dice).into_bytes())).collect()
}

fn article(dice: &mut Dice) -> String {
    let (town, thing) = (dice.pick(&TOWNS), dice.pick(&THINGS));
    let mut out = format!("Talks in {town} turn on {thing}\n\n{}\n", dice.pick(&OUTLETS));
    let _ = writeln!(out, "{}\n", dice.date());
    while out.len() < ARTICLE {
        let _ = writeln!(out, "{}\n", dice.paragraph());
    }
    out
}

/// The reports of the example dossier; none where it is not there.
#[expect(clippy::disallowed_methods, reason = "the bench is the caller that brings the bytes")]
pub(crate) fn example() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/istanbul-2025/reports");
    let mut out: Vec<File> = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if let Ok(bytes) = std::fs::read(entry.path()) {
            out.push((entry.file_name().to_string_lossy().into_owned(), bytes));
        }
    }
    out.sort();
    out
}

/// Texts that could make a reader slow, each with its name and a size in MB.
pub(crate) const WORST: [(&str, usize); 10] = [
    ("one line", 10),
    ("many paragraphs", 10),
    ("no full stop", 2),
    ("only quotations", 2),
    ("quotation marks never closed", 2),
    ("only capital words", 2),
    ("only numbers", 2),
    ("one paragraph again and again", 2),
    ("names joined by \"and\"", 2),
    ("a word a paragraph", 2),
];

/// One of the texts of [`WORST`].
pub(crate) fn worst(name: &str, mega: usize) -> File {
    let size = mega * 1_000_000;
    let mut dice = Dice(7);
    let again = dice.paragraph();
    let mut out = String::with_capacity(size + 1_000);
    while out.len() < size {
        match name {
            "one line" => out.push_str(&dice.paragraph()),
            "no full stop" => out.push_str(&dice.paragraph().replace(['.', '?'], " and")),
            "only quotations" => {
                let words = dice.paragraph().replace(['\u{201c}', '\u{201d}', '"'], "");
                let _ = writeln!(out, "\u{201c}{words}\u{201d}\n");
            }
            "quotation marks never closed" => out.push_str("\u{201c}We said that"),
            "only capital words" => out.push_str(dice.pick(&TOWNS)),
            "only numbers" => out.push_str(&dice.roll(100_000).to_string()),
            "one paragraph again and again" => drop(writeln!(out, "{again}\n")),
            "names joined by \"and\"" => out.push_str("Arvenia and Bostria, and Calder said and"),
            "a word a paragraph" => drop(writeln!(out, "{}\n", dice.pick(&DAYS))),
            _ => drop(writeln!(out, "{}\n", dice.paragraph())),
        }
        out.push(' ');
    }
    (format!("{}.txt", name.replace(' ', "-")), out.into_bytes())
}
