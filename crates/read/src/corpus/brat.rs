//! From brat standoff annotation to the format of the corpus.
//!
//! brat (Stenetorp and others 2012) keeps the bare text in one file and spans with relations in
//! another. `PARC` and `PolNeAR` use it with the types Source, Cue and Content; a relation, an event
//! or an equivalence joins the parts of one attribution. What cannot be carried over is a fault;
//! nothing is dropped without one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::Fault;

/// One span of text.
struct Piece {
    /// The line in the .ann file.
    line: usize,
    role: char,
    /// In characters.
    ranges: Vec<Range<usize>>,
}

/// What one line joins: the keys of spans.
struct Group {
    line: usize,
    keys: Vec<String>,
}

/// A mark: where, and for which part of which attribution. In the order in which marks open.
type Mark = (usize, Reverse<usize>, char, usize);

/// More marks than this over one word are a mistake.
const DEEPEST: usize = 64;

/// Turns a text and its `.ann` file into a corpus file. `date` and `manner` go into its front matter.
/// Lines of faults are lines of the `.ann` file.
///
/// Round brackets and a stroke take the place of `{`, `}` and `|`, of which marks are made; a
/// span that runs over a line end or crosses another becomes two marks with the same number.
pub fn from_brat(text: &str, ann: &str, date: &str, manner: &str) -> (String, Vec<Fault>) {
    let chars: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    let (pieces, groups) = read(ann, &chars, &mut faults);
    let numbers = numbered(&pieces, &groups, &mut faults);
    let mut marks: BTreeSet<Mark> = BTreeSet::new();
    for (key, piece) in &pieces {
        let lines = || piece.ranges.iter().flat_map(|range| by_line(&chars, range));
        for number in numbers.get(key).into_iter().flatten() {
            marks.extend(lines().map(|r| (r.start, Reverse(r.end), piece.role, *number)));
        }
        if lines().next().is_none() {
            faults.push(Fault {
                line: piece.line,
                what: format!("{key} covers no words"),
                mend: "let it cover the words, or take it out",
            });
        }
    }
    let marks = nested(&chars, marks, &mut faults);
    let mut out = format!(
        "+++\nkind = \"unknown\"\nmanner = \"{manner}\"\ndate = \"{date}\"\nparties = []\n+++\n"
    );
    let mut marks = marks.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    for at in 0..=chars.len() {
        while open.pop_if(|end| *end == at).is_some() {
            out.push('}');
        }
        while let Some((_, Reverse(end), role, number)) = marks.next_if(|mark| mark.0 == at) {
            // Writing to a String cannot fail.
            let _ = write!(out, "{{{role}{number}|");
            open.push(end);
        }
        match chars.get(at) {
            Some('{') => out.push('('),
            Some('}') => out.push(')'),
            Some('|') => out.push('/'),
            Some(c) => out.push(*c),
            None => {}
        }
    }
    faults.sort_by_key(|fault| fault.line);
    (out, faults)
}

type Pieces = BTreeMap<String, Piece>;

fn read(ann: &str, chars: &[char], faults: &mut Vec<Fault>) -> (Pieces, Vec<Group>) {
    let (mut pieces, mut groups, mut others) = (Pieces::new(), Vec::new(), 0);
    let mut told = BTreeSet::new();
    for (line, text) in ann.lines().enumerate().map(|(at, text)| (at + 1, text)) {
        let mut columns = text.split('\t');
        let (key, middle) = (columns.next().unwrap_or_default(), columns.next());
        match (key.chars().next(), middle) {
            (None, _) => {}
            (Some('T'), Some(middle)) => match piece(line, middle, columns.next(), chars) {
                Ok(found) => {
                    pieces.insert(key.to_owned(), found);
                }
                Err((what, mend)) => {
                    told.insert(key);
                    faults.push(Fault { line, what, mend });
                }
            },
            // "R1 <tab> Attribution Arg1:T1 Arg2:T2", "E1 <tab> Cue:T2 Source:T1 Content:T3",
            // "* <tab> Equiv T1 T2 T3".
            (Some('R' | 'E' | '*'), Some(middle)) => {
                let ends = middle.split_whitespace();
                let ends = ends.map(|word| word.rsplit(':').next().unwrap_or(word));
                let keys = ends.filter(|word| is_key(word)).map(str::to_owned).collect();
                groups.push(Group { line, keys });
            }
            // Attributes, normalisations and notes.
            (Some('A' | 'M' | 'N' | '#'), _) => others += 1,
            _ => faults.push(Fault {
                line,
                what: format!("\"{}\" is not read", text.chars().take(60).collect::<String>()),
                mend: "a line is a key, a tab and what it says",
            }),
        }
    }
    for Group { line, keys } in &groups {
        let strange = |key: &&String| !pieces.contains_key(*key) && !told.contains(&***key);
        faults.extend(keys.iter().filter(strange).map(|key| Fault {
            line: *line,
            what: format!("{key} is joined here and is no span of this file"),
            mend: "join spans (T1, T2 ...), and keep them in the same file",
        }));
    }
    if others > 0 {
        faults.push(Fault {
            line: 0,
            what: format!("{others} attributes, notes or normalisations are not carried over"),
            mend: "the format has no place for them; they stay in the .ann file",
        });
    }
    (pieces, groups)
}

/// Whether a word names a span or an event: a letter and digits.
fn is_key(word: &str) -> bool {
    let digits = word.strip_prefix(['T', 'E']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

type Wrong = (String, &'static str);

fn piece(line: usize, middle: &str, words: Option<&str>, chars: &[char]) -> Result<Piece, Wrong> {
    const SHAPE: &str = "types are Source, Cue and Content, with start and end in characters";
    let wrong = || (format!("\"{middle}\" is not read"), SHAPE);
    let (name, places) = middle.split_once(' ').ok_or_else(wrong)?;
    let role = match &*name.to_ascii_lowercase() {
        "source" => 'S',
        "cue" => 'Q',
        "content" => 'C',
        _ => return Err(wrong()),
    };
    let ranges = places.split(';').map(|range| {
        let (start, end) = range.trim().split_once(' ')?;
        let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some(start..end)
    });
    let ranges = ranges.collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
    let mut here = String::new();
    for range in &ranges {
        here.extend(chars.get(range.clone()).ok_or_else(|| {
            (
                format!("\"{middle}\" ends behind the text, which has {} characters", chars.len()),
                "give the text to which the file belongs, unchanged",
            )
        })?);
    }
    // Blanks differ: brat writes them for line ends and between the parts of a span.
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match words.filter(|words| bare(words) != bare(&here)) {
        Some(words) => Err((
            format!("\"{words}\" stands here, but the text has \"{here}\" at \"{places}\""),
            "give the text to which the file belongs, unchanged",
        )),
        None => Ok(Piece { line, role, ranges }),
    }
}

/// The numbers of the attributions that a span belongs to: a cue makes an attribution; a source or
/// content may belong to several.
fn numbered(
    pieces: &Pieces,
    groups: &[Group],
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<usize>> {
    let mut by_key: BTreeMap<&str, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        for key in &group.keys {
            by_key.entry(key).or_default().push(group);
        }
    }
    let role = |key: &str| pieces.get(key).map(|piece| piece.role);
    let mut cues: Vec<(usize, &str)> = (pieces.iter().filter(|(_, piece)| piece.role == 'Q'))
        .map(|(key, piece)| (piece.ranges.first().map_or(0, |range| range.start), &**key))
        .collect();
    cues.sort_unstable();
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut count = 0;
    for (_, cue) in cues {
        let joined = by_key.get(cue).into_iter().flatten().flat_map(|group| &group.keys);
        let joined = joined.map(|key| &**key).chain([cue]);
        let members: BTreeSet<&str> =
            joined.filter(|key| *key == cue || matches!(role(key), Some('S' | 'C'))).collect();
        if !members.iter().any(|key| role(key) == Some('C')) {
            faults.push(Fault {
                line: pieces.get(cue).map_or(0, |piece| piece.line),
                what: format!("cue {cue} is joined to no content"),
                mend: "join them by a relation, an event or an equivalence",
            });
            continue;
        }
        count += 1;
        for key in members {
            out.entry(key.to_owned()).or_default().push(count);
        }
    }
    let loose = pieces.iter().filter(|(key, piece)| piece.role != 'Q' && !out.contains_key(*key));
    faults.extend(loose.map(|(key, piece)| Fault {
        line: piece.line,
        what: format!("{key} belongs to no cue that has a content"),
        mend: "join it to a cue by a relation, an event or an equivalence",
    }));
    out
}

/// Marks of which each lies inside another or beside it: what crosses is cut in two.
fn nested(chars: &[char], mut marks: BTreeSet<Mark>, faults: &mut Vec<Fault>) -> Vec<Mark> {
    let (mut out, mut open): (Vec<Mark>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut deep = 0;
    while let Some(mark) = marks.pop_first() {
        let (start, Reverse(end), role, number) = mark;
        while open.pop_if(|last| *last <= start).is_some() {}
        match open.last().copied().filter(|last| *last < end) {
            Some(last) => {
                let parts = [start..last, last..end].into_iter();
                let parts = parts.flat_map(|part| by_line(chars, &part));
                marks.extend(parts.map(|part| (part.start, Reverse(part.end), role, number)));
            }
            None if open.len() >= DEEPEST => deep += 1,
            None => {
                out.push(mark);
                open.push(end);
            }
        }
    }
    if deep > 0 {
        faults.push(Fault {
            line: 0,
            what: format!("{deep} spans lie deeper than {DEEPEST} others and are left out"),
            mend: "see whether the same span stands there many times",
        });
    }
    out
}

/// A range without line ends and without blanks at its ends.
fn by_line(chars: &[char], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let lines = chars.get(range.clone()).unwrap_or_default().split(|c| *c == '\n');
    let mut out = Vec::new();
    for line in lines {
        let lead = line.iter().take_while(|c| c.is_whitespace()).count();
        let trail = line.iter().rev().take_while(|c| c.is_whitespace()).count();
        if lead < line.len() {
            out.push(start + lead..start + line.len() - trail);
        }
        start += line.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, ann: &str) -> (String, Vec<(usize, String)>) {
        let (out, faults) = from_brat(text, ann, "2041-06-02", "agency");
        let body = out.split_once("[]\n+++\n").map(|(_, body)| body.to_owned());
        (body.unwrap_or_default(), faults.into_iter().map(|f| (f.line, f.what)).collect())
    }

    #[test]
    fn spans_and_relations_become_marks() {
        let text = "Valk said “no,\nnever” {again}.";
        let ann = "T1\tSource 0 4\tValk\nT2\tCue 5 9\tsaid\nT3\tContent 10 21\t“no, \
                   never”\nR1\tSourceOf Arg1:T1 Arg2:T2\nR2\tContentOf Arg1:T3 Arg2:T2\n";
        let (out, faults) = body(text, ann);
        assert_eq!(faults, []);
        assert_eq!(out, "{S1|Valk} {Q1|said} {C1|“no,}\n{C1|never”} (again).");
        let (found, faults) = super::super::parse(&from_brat(text, ann, "2041", "agency").0);
        assert_eq!(faults, []);
        assert_eq!(found.attributions[0].content.len(), 2);
    }

    #[test]
    fn what_cannot_be_carried_over_is_told() {
        let lines = |ann: &str| {
            body("Valk said no", ann).1.into_iter().map(|(line, _)| line).collect::<Vec<_>>()
        };
        let said = "T1\tCue 5 9\tsaid\n";
        assert_eq!(lines(&format!("{said}T2\tPerson 0 4\tValk\n")), [1, 2]);
        assert_eq!(lines("T1\tSource 0 4\tValk\n"), [1]);
        assert_eq!(lines("T1\tCue 5 90\tsaid\n"), [1]);
        assert_eq!(lines("T1\tCue 4 8\tsaid\n"), [1]);
        assert_eq!(lines("T1\tCue 18446744073709551614 18446744073709551615\n"), [1]);
        assert_eq!(lines("T1 Cue 5 9 said\n"), [1]);
        assert_eq!(lines("R1\tContentOf Arg1:T3 Arg2:E2\n"), [1, 1]);
        assert_eq!(lines("#1\tAnnotatorNotes T1\tsure?\n"), [0]);
    }

    #[test]
    fn spans_that_cross_are_cut() {
        let text = "Valk and Orm said no";
        let ann = "T1\tContent 0 12\nT2\tCue 13 17\nT3\tContent 5 20\nT4\tSource 9 12\n\
                   *\tEquiv T1 T2 T3 T4\n";
        let (out, faults) = body(text, ann);
        assert_eq!(faults, []);
        assert_eq!(out, "{C1|Valk {C1|and {S1|Orm}}} {C1|{Q1|said} no}");
    }

    proptest::proptest! {
        #[test]
        fn any_spans_give_a_file_that_parses(
            text in "[ab{} |\n]{0,30}",
            spans in proptest::collection::vec((0_usize..30, 1_usize..30, 0_usize..3), 0..9),
        ) {
            let count = text.chars().count();
            let mut ann = String::new();
            let mut all = String::new();
            for (number, (start, len, role)) in spans.iter().enumerate() {
                let (role, end) = (["Source", "Cue", "Content"][*role], (start + len).min(count));
                let _ = writeln!(ann, "T{number}\t{role} {start} {end}");
                let _ = write!(all, " T{number}");
            }
            let _ = writeln!(ann, "*\tEquiv{all}");
            let (out, _) = from_brat(&text, &ann, "2041", "agency");
            let (found, faults) = super::super::parse(&out);
            proptest::prop_assert_eq!(found.text, text.replace('{', "(").replace('}', ")").replace('|', "/"));
            // A cue whose words are all blank is told by from_brat and missed here.
            let whole = |what: &str| what.starts_with("attribution");
            proptest::prop_assert!(faults.iter().all(|fault| whole(&fault.what)), "{:?}", faults);
        }
    }
}
