//! The marks inside a corpus text.

use model::{Span, Stance};

use super::{Annotated, Attributed, Fault, MarkedFigure, MarkedPosition};

/// A head longer than this is no head.
const HEAD: usize = 160;
const STATES: &[&str] = &["exact", "at_least", "at_most", "about", "estimated"];
const FLAGS: &[&str] = &[
    "negated", "planned", "hypothetical", "hearsay", "condition", "first", "later", "fallback",
    "past", "imputed",
];

struct Open {
    head: String,
    line: usize,
    start: usize,
}

/// Takes the marks out of a text.
pub(super) fn marks(body: &str, line: usize, out: &mut Annotated, faults: &mut Vec<Fault>) {
    let (mut line, mut open): (usize, Vec<Open>) = (line, Vec::new());
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '{' => match rest.split_once('|').filter(|(head, _)| head.len() <= HEAD) {
                Some((head, after)) => {
                    let head = head.trim().to_owned();
                    open.push(Open { head, line, start: out.text.len() });
                    rest = after;
                }
                None => {
                    faults.push(fault(line, "an opening bracket without |", "write {HEAD|words}"));
                }
            },
            '}' => match open.pop() {
                Some(mark) => close(&mark, line, out, faults),
                None => faults.push(fault(
                    line,
                    "a closing bracket without an opening one",
                    "take it out, or open the mark",
                )),
            },
            '|' => faults.push(fault(line, "an upright bar outside a mark", "take it out")),
            _ => {
                line += usize::from(c == '\n');
                out.text.push(c);
            }
        }
    }
    for mark in open {
        let what = format!("mark {} is not closed", mark.head);
        faults.push(fault(mark.line, &what, "close it with }"));
    }
    out.attributions.sort_by_key(|item| item.number);
    out.positions.sort_by_key(|item| item.span);
    out.dates.sort();
    out.figures.sort_by_key(|item| item.span);
    for item in &mut out.attributions {
        item.source.sort();
        item.cue.sort_unstable();
        item.content.sort_unstable();
    }
}

fn fault(line: usize, what: &str, mend: &'static str) -> Fault {
    Fault { line, what: what.to_owned(), mend }
}

fn close(mark: &Open, line: usize, out: &mut Annotated, faults: &mut Vec<Fault>) {
    let span = Span::new(mark.start, out.text.len());
    let words = span.text(&out.text).unwrap_or_default();
    if mark.line != line {
        let what = format!("mark {} runs over a line end", mark.head);
        faults.push(fault(
            mark.line,
            &what,
            "close it before the line end and open it again behind it",
        ));
    }
    if words.trim() != words || words.is_empty() {
        let what = format!("mark {} is empty or begins or ends with a blank", mark.head);
        faults.push(fault(mark.line, &what, "put the blank outside"));
    }
    if let Err((what, mend)) = place(&mark.head, span, out) {
        faults.push(fault(mark.line, &what, mend));
    }
}

type Wrong = (String, &'static str);

fn place(head: &str, span: Span, out: &mut Annotated) -> Result<(), Wrong> {
    let (key, rest) = head.split_once(' ').unwrap_or((head, ""));
    let rest = rest.trim();
    match key.chars().next() {
        Some('S' | 'Q' | 'C') if key.len() > 1 => part(key, rest, span, out),
        Some('P') if key == "P" => position(rest, span, out),
        Some('D') if key == "D" && is_date(rest) => {
            out.dates.push((span, rest.to_owned()));
            Ok(())
        }
        Some('D') if key == "D" => Err((
            format!("\"{rest}\" is no date"),
            "write 2041-06-02, 2041-06, 2041, a/b, or ~2041",
        )),
        Some('N') if key == "N" => figure(rest, span, out),
        Some('F') if head == "F" => {
            out.furniture.push(span);
            Ok(())
        }
        _ => Err((format!("unknown mark {head}"), "marks are S1, Q1, C1, P, D, N and F")),
    }
}

fn part(key: &str, rest: &str, span: Span, out: &mut Annotated) -> Result<(), Wrong> {
    let number = key.get(1..).and_then(|number| number.parse::<u32>().ok());
    let Some(number) = number else {
        return Err((format!("{key} has no number"), "write S1, Q1, C1"));
    };
    let known = out.attributions.iter().position(|item| item.number == number);
    let at = known.unwrap_or_else(|| {
        out.attributions.push(Attributed { number, ..Attributed::default() });
        out.attributions.len() - 1
    });
    let item = &mut out.attributions[at];
    let name = rest.strip_prefix('=').map(|name| name.trim().to_owned());
    match key.chars().next() {
        Some('S') if rest.is_empty() || name.is_some() => item.source.push((span, name)),
        Some('Q') if rest.is_empty() => item.cue.push(span),
        Some('C') if rest.is_empty() => item.content.push(span),
        _ => {
            return Err((
                format!("\"{rest}\" behind {key}"),
                "only a source has a name: {S1 =Name|words}",
            ));
        }
    }
    Ok(())
}

fn position(rest: &str, span: Span, out: &mut Annotated) -> Result<(), Wrong> {
    const SHAPE: &str = "write {P stance issue @Party !flag|words}";
    let mut words = rest.splitn(3, ' ');
    let (stance, issue, who) = (words.next(), words.next(), words.next());
    let stance_word = stance.unwrap_or_default();
    let Some(stance) = Stance::parse(stance_word) else {
        return Err((format!("\"{stance_word}\" is no stance"), SHAPE));
    };
    let (Some(issue), Some(who)) = (issue, who.and_then(|who| who.trim().strip_prefix('@'))) else {
        return Err(("a position without issue or party".to_owned(), SHAPE));
    };
    let mut parts = who.split('!').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let flags: Vec<String> = parts.map(str::to_owned).collect();
    if let Some(flag) = flags.iter().find(|flag| !FLAGS.contains(&flag.as_str())) {
        return Err((format!("\"{flag}\" is no flag"), "the codebook lists the flags"));
    }
    let known =
        |name: &str| out.parties.iter().any(|names| names.first().is_some_and(|n| n == name));
    let parties: Vec<String> = if known(name) {
        vec![name.to_owned()]
    } else {
        name.split(" and ").map(str::to_owned).collect()
    };
    if let Some(stranger) = parties.iter().find(|name| !known(name)) {
        return Err((
            format!("party \"{stranger}\" is not in the front matter"),
            "add it to parties",
        ));
    }
    out.positions.push(MarkedPosition { span, stance, issue: issue.to_owned(), parties, flags });
    Ok(())
}

fn figure(rest: &str, span: Span, out: &mut Annotated) -> Result<(), Wrong> {
    const SHAPE: &str = "write {N 1200 prisoners exact|words}, {N 5..7 soldiers about each|words}";
    let words: Vec<&str> = rest.split_whitespace().collect();
    let (Some(value), Some(of), Some(state)) = (words.first(), words.get(1), words.get(2)) else {
        return Err((format!("\"{rest}\" is no figure"), SHAPE));
    };
    let (value, to) = value.split_once("..").map_or((*value, None), |(a, b)| (a, Some(b)));
    let number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    if !number(value) || !to.is_none_or(number) || !STATES.contains(state) {
        return Err((format!("\"{rest}\" is no figure"), SHAPE));
    }
    out.figures.push(MarkedFigure {
        span,
        value: value.to_owned(),
        to: to.map(str::to_owned),
        of: (*of).to_owned(),
        state: (*state).to_owned(),
        each: words.get(3).map(|each| (*each).to_owned()),
    });
    Ok(())
}

/// An ISO date, month or year, or two of them, perhaps about.
fn is_date(text: &str) -> bool {
    let text = text.strip_prefix('~').unwrap_or(text);
    !text.is_empty()
        && text.split('/').count() <= 2
        && text.split('/').all(|part| model::When::parse(part).is_some())
}
