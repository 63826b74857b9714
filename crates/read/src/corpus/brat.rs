//! From brat standoff annotation to the format of the corpus.
//!
//! brat (Stenetorp and others 2012) keeps the bare text in one file and spans with relations in
//! another. `PARC` and `PolNeAR` use it with the types Source, Cue and Content; a relation, an event
//! or an equivalence joins the parts of one attribution.

use std::collections::BTreeMap;

use super::Fault;

/// One span of text.
struct Piece {
    role: char,
    /// In characters.
    ranges: Vec<(usize, usize)>,
}

/// Turns a text and its `.ann` file into a corpus file. `date` and `manner` go into its front matter.
pub fn from_brat(text: &str, ann: &str, date: &str, manner: &str) -> (String, Vec<Fault>) {
    let mut faults = Vec::new();
    let (pieces, groups) = read(ann, &mut faults);
    let numbers = numbered(&pieces, &groups, &mut faults);
    // Opening marks: outer before inner; closing marks: inner before outer.
    let mut marks: Vec<(usize, bool, std::cmp::Reverse<usize>, String)> = Vec::new();
    let starts = line_ends(text);
    for (key, piece) in &pieces {
        for number in numbers.get(key).into_iter().flatten() {
            for (start, end) in
                piece.ranges.iter().flat_map(|range| at_lines(text, *range, &starts))
            {
                let head = format!("{{{}{number}|", piece.role);
                marks.push((start, true, std::cmp::Reverse(end), head));
                marks.push((end, false, std::cmp::Reverse(start), "}".to_owned()));
            }
        }
    }
    marks.sort();
    let front = format!(
        "+++\nkind = \"unknown\"\nmanner = \"{manner}\"\ndate = \"{date}\"\nparties = []\n+++\n"
    );
    let mut out = front;
    let mut marks = marks.into_iter().peekable();
    for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
        while let Some((_, _, _, mark)) = marks.next_if(|(place, ..)| *place <= at) {
            out.push_str(&mark);
        }
        // The three characters that marks are made of stand for themselves nowhere else.
        match c {
            Some('{') => out.push('('),
            Some('}') => out.push(')'),
            Some('|') => out.push('/'),
            Some(c) => out.push(c),
            None => {}
        }
    }
    (out, faults)
}

type Groups = Vec<Vec<String>>;

fn read(ann: &str, faults: &mut Vec<Fault>) -> (BTreeMap<String, Piece>, Groups) {
    let (mut pieces, mut groups) = (BTreeMap::new(), Groups::new());
    for (number, line) in ann.lines().enumerate() {
        let mut columns = line.split('\t');
        let (Some(key), Some(middle)) = (columns.next(), columns.next()) else { continue };
        match key.chars().next() {
            Some('T') => match piece(middle) {
                Some(found) => {
                    pieces.insert(key.to_owned(), found);
                }
                None => faults.push(Fault {
                    line: number + 1,
                    what: format!("\"{middle}\" is not read"),
                    mend: "types are Source, Cue and Content, with start and end in characters",
                }),
            },
            // "R1 <tab> Attribution Arg1:T1 Arg2:T2", "E1 <tab> Cue:T2 Source:T1 Content:T3",
            // "* <tab> Equiv T1 T2 T3".
            Some('R' | 'E' | '*') => {
                let ends =
                    middle.split_whitespace().map(|word| word.rsplit(':').next().unwrap_or(word));
                let ends = ends.filter(|word| word.starts_with('T')).map(str::to_owned);
                groups.push(ends.collect());
            }
            _ => {}
        }
    }
    (pieces, groups)
}

fn piece(middle: &str) -> Option<Piece> {
    let (name, places) = middle.split_once(' ')?;
    let lower = name.to_ascii_lowercase();
    let role = match &*lower {
        "source" => 'S',
        "cue" => 'Q',
        "content" => 'C',
        _ => return None,
    };
    let ranges = places.split(';').map(|range| {
        let (start, end) = range.trim().split_once(' ')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some((start, end))
    });
    Some(Piece { role, ranges: ranges.collect::<Option<Vec<_>>>()? })
}

/// The numbers of the attributions that a span belongs to: spans joined by relations share one.
fn numbered(
    pieces: &BTreeMap<String, Piece>,
    groups: &Groups,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<usize>> {
    // A cue makes an attribution; a source or content may belong to several.
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut count = 0;
    for (cue, _) in pieces.iter().filter(|(_, piece)| piece.role == 'Q') {
        let joined: Vec<&String> =
            groups.iter().filter(|group| group.contains(cue)).flatten().collect();
        let has =
            |role: char| joined.iter().any(|key| pieces.get(*key).is_some_and(|p| p.role == role));
        if !has('C') {
            faults.push(Fault {
                line: 0,
                what: format!("cue {cue} is joined to no content"),
                mend: "join them by a relation, an event or an equivalence",
            });
            continue;
        }
        count += 1;
        let mut members: Vec<&String> = joined.into_iter().chain([cue]).collect();
        members.sort();
        members.dedup();
        for key in members {
            let other_cue = key != cue && pieces.get(key).is_none_or(|piece| piece.role == 'Q');
            if !other_cue {
                out.entry(key.clone()).or_default().push(count);
            }
        }
    }
    out
}

/// Where lines end, in characters.
fn line_ends(text: &str) -> Vec<usize> {
    text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at).collect()
}

/// A range without line ends and without blanks at its ends.
fn at_lines(text: &str, (start, end): (usize, usize), ends: &[usize]) -> Vec<(usize, usize)> {
    let chars: Vec<char> = text.chars().skip(start).take(end - start).collect();
    let from = ends.partition_point(|at| *at < start);
    let inner = ends[from..].iter().copied().take_while(|at| *at < end);
    let mut out = Vec::new();
    let mut low = start;
    for high in inner.chain([start + chars.len()]) {
        let part = chars.get(low - start..high - start).unwrap_or_default();
        let lead = part.iter().take_while(|c| c.is_whitespace()).count();
        let trail = part.iter().rev().take_while(|c| c.is_whitespace()).count();
        if lead < part.len() {
            out.push((low + lead, high - trail));
        }
        low = high + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_relations_become_marks() {
        let text = "Valk said “no,\nnever” {again}.";
        let ann = "T1\tSource 0 4\tValk\nT2\tCue 5 9\tsaid\nT3\tContent 10 21\t“no,\n\
                   never”\nR1\tSourceOf Arg1:T1 Arg2:T2\nR2\tContentOf Arg1:T3 Arg2:T2\n";
        let (out, faults) = from_brat(text, ann, "2041-06-02", "agency");
        assert_eq!(faults, []);
        let body = out.rsplit("+++\n").next().unwrap_or_default();
        assert_eq!(body, "{S1|Valk} {Q1|said} {C1|“no,}\n{C1|never”} (again).");
        let (found, faults) = super::super::parse(&out);
        assert_eq!(faults, []);
        assert_eq!(found.attributions[0].content.len(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let (_, faults) =
            from_brat("Valk said no", "T1\tCue 5 9\tsaid\nT2\tPerson 0 4\tValk\n", "2041", "x");
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0].line, 2);
    }
}
