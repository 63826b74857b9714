//! Dates of reports that carry none, from the other reports of the folder.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{Grain, When};

use super::words::{month, weekday};
use super::{Base, DateExpr, DateMention, YearWord, resolve};
use crate::tense::is_planned;
use crate::token::{Token, TokenKind};

/// One report, as far as dating it needs.
#[derive(Debug, Clone)]
pub struct CorpusDoc<'a> {
    /// Its path, to say what a date was inferred from.
    pub path: &'a str,
    /// The tokens of the article.
    pub tokens: &'a [Token],
    /// The date expressions in them.
    pub mentions: &'a [DateMention],
    /// The date, if it is known; filled in where it can be inferred.
    pub when: Option<When>,
    /// A date without a year from the head of the report.
    pub partial: Option<DateExpr>,
    /// How the date is known; rewritten where it was inferred.
    pub how: String,
}

/// How far a place name may stand from the hour, in tokens.
const NEAR: usize = 15;

/// Dates the undated reports as far as the dated ones support it, and says from what. In order:
/// a head without a year takes the year of the other reports; a report that gives weekday, hour
/// and place of something that a dated report also gives is dated by it; a report that names the
/// same days gets their year only. What nothing supports stays without a date.
pub fn infer_dates(docs: &mut [CorpusDoc<'_>]) {
    complete_years(docs);
    let hours = known_hours(docs);
    let days = known_days(docs);
    for doc in docs.iter_mut().filter(|doc| doc.when.is_none()) {
        if let Some((when, how)) = by_hour(doc, &hours).or_else(|| by_days(doc, &days)) {
            doc.when = Some(when);
            doc.how = how;
        }
    }
}

/// The dated report in the middle, by date and then by path: the year of the folder.
fn middle<'a>(docs: &[CorpusDoc<'a>]) -> Option<(When, &'a str)> {
    let mut dated: Vec<_> = docs.iter().filter_map(|doc| Some((doc.when?, doc.path))).collect();
    dated.sort_unstable();
    dated.get(dated.len() / 2).copied()
}

fn complete_years(docs: &mut [CorpusDoc<'_>]) {
    let Some((anchor, path)) = middle(docs) else { return };
    for doc in docs.iter_mut().filter(|doc| doc.when.is_none()) {
        let Some(expr) = doc.partial.as_ref() else { continue };
        let Some(found) = resolve(expr, Some(anchor), false) else { continue };
        // A weekday that does not fit, or fits only far away, says that the year is another one.
        let apart = anchor.first_day().until(found.when.first_day());
        if apart.is_ok_and(|apart| apart.get_days().abs() > 200)
            || expr.weekday.is_some_and(|name| name != found.when.first_day().weekday())
        {
            continue;
        }
        doc.when = Some(found.when);
        doc.how = format!("{}, year inferred from {path} ({anchor})", doc.how);
    }
}

/// Weekday, minute and a name beside it, to the days on which dated reports put that.
type Hours = BTreeMap<(i8, i16, Box<str>), BTreeMap<Date, String>>;

fn known_hours(docs: &[CorpusDoc<'_>]) -> Hours {
    let mut out = Hours::new();
    for doc in docs {
        let Some(anchor) = doc.when.filter(|when| when.grain() >= Grain::Day) else { continue };
        for mention in doc.mentions.iter().filter(|mention| mention.expr.clock.is_some()) {
            let planned = is_planned(around(doc.tokens, mention, NEAR));
            let Some(found) = resolve(&mention.expr, Some(anchor), planned) else { continue };
            let Some(minute) = found.when.minute_of_day() else { continue };
            let day = found.when.first_day();
            let name = day.weekday().to_monday_zero_offset();
            for word in names_near(doc.tokens, mention) {
                let known = out.entry((name, minute, word)).or_default();
                let path = known.entry(day).or_insert_with(|| doc.path.to_owned());
                if doc.path < path.as_str() {
                    doc.path.clone_into(path);
                }
            }
        }
    }
    out
}

fn around<'a>(tokens: &'a [Token], mention: &DateMention, reach: usize) -> &'a [Token] {
    let from = mention.tokens.start.saturating_sub(reach);
    let to = (mention.tokens.end + reach).min(tokens.len());
    tokens.get(from..to).unwrap_or_default()
}

/// Names near a mention: capitalised words that do not open a sentence.
fn names_near(tokens: &[Token], mention: &DateMention) -> BTreeSet<Box<str>> {
    let near = around(tokens, mention, NEAR);
    let inside = near.windows(2).filter_map(|pair| match pair {
        [before, word] if !before.is_any(&[".", "!", "?", ":"]) => Some(word),
        _ => None,
    });
    inside
        .filter(|t| t.kind == TokenKind::Word && t.capital && t.folded.chars().count() >= 4)
        .filter(|t| month(&t.folded).is_none() && weekday(&t.folded).is_none())
        .map(|t| t.folded.clone())
        .collect()
}

fn by_hour(doc: &CorpusDoc<'_>, hours: &Hours) -> Option<(When, String)> {
    let mut found: BTreeMap<Date, (&str, &DateMention)> = BTreeMap::new();
    for mention in doc.mentions {
        let (Base::Weekday { day, .. }, Some(clock)) = (&mention.expr.base, mention.expr.clock)
        else {
            continue;
        };
        let minute = i16::from(clock.hour) * 60 + i16::from(clock.minute);
        for word in names_near(doc.tokens, mention) {
            let known = hours.get(&(day.to_monday_zero_offset(), minute, word));
            for (day, path) in known.into_iter().flatten() {
                let entry = found.entry(*day).or_insert((path, mention));
                entry.0 = entry.0.min(path);
            }
        }
    }
    // Two candidate days are no evidence for either.
    let (day, (path, mention)) = found.first_key_value().filter(|_| found.len() == 1)?;
    let when = When::day(day.year(), day.month(), day.day())?;
    if !is_planned(around(doc.tokens, mention, NEAR)) {
        return Some((when, format!("inferred from {path}: the same hour and place on {when}")));
    }
    let before = when.day_before()?;
    let before = When::day(before.year(), before.month(), before.day())?;
    let how = format!(
        "inferred from {path}: announces what it puts on {when}, so not later; the day before is assumed"
    );
    Some((before, how))
}

/// Month and day to the years in which dated reports place them, with the first path.
type Days = BTreeMap<(i8, i8), BTreeMap<i16, String>>;

fn known_days(docs: &[CorpusDoc<'_>]) -> Days {
    let mut out = Days::new();
    for doc in docs {
        let Some(anchor) = doc.when.filter(|when| when.grain() >= Grain::Day) else { continue };
        for mention in doc.mentions {
            let Base::Day { month, day, .. } = mention.expr.base else { continue };
            let Some(found) = resolve(&mention.expr, Some(anchor), false) else { continue };
            let years = out.entry((month, day)).or_default();
            let path =
                years.entry(found.when.first_day().year()).or_insert_with(|| doc.path.to_owned());
            if doc.path < path.as_str() {
                doc.path.clone_into(path);
            }
        }
    }
    out
}

fn by_days(doc: &CorpusDoc<'_>, days: &Days) -> Option<(When, String)> {
    let mut found: BTreeMap<i16, (String, i8, i8)> = BTreeMap::new();
    for mention in doc.mentions {
        let Base::Day { month, day, year: YearWord::Missing, .. } = mention.expr.base else {
            continue;
        };
        for (year, path) in days.get(&(month, day)).into_iter().flatten() {
            found.entry(*year).or_insert_with(|| (path.clone(), month, day));
        }
    }
    let (year, (path, month, day)) = found.first_key_value().filter(|_| found.len() == 1)?;
    let how = format!("only the year, inferred from {path}: both name {month:02}-{day:02}");
    Some((When::year(*year)?, how))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{date_mentions, document_date};
    use crate::token::tokens;
    use model::Span;

    fn infer(texts: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
        let read: Vec<_> = texts
            .iter()
            .map(|(text, when)| {
                let tokens = tokens(text, Span::new(0, text.len()));
                let mentions = date_mentions(&tokens);
                let head = document_date(&[(Span::new(0, text.len()), text)]);
                (tokens, mentions, when.and_then(When::parse), head)
            })
            .collect();
        let paths = ["a.txt", "b.txt", "c.txt"];
        let mut docs: Vec<_> = read
            .iter()
            .zip(paths)
            .map(|((tokens, mentions, when, head), path)| CorpusDoc {
                path,
                tokens,
                mentions,
                when: *when,
                partial: head.partial.clone(),
                how: head.how.clone(),
            })
            .collect();
        infer_dates(&mut docs);
        docs.into_iter()
            .map(|doc| (doc.when.map(|when| when.to_string()).unwrap_or_default(), doc.how))
            .collect()
    }

    #[test]
    fn the_year_comes_from_the_other_reports() {
        let head = "The envoy said Monday (Jun 2) that the hall was ready.";
        let got = infer(&[(head, None), ("Nothing.", Some("2025-06-04"))]);
        assert_eq!(got[0].0, "2025-06-02");
        assert!(got[0].1.ends_with("year inferred from b.txt (2025-06-04)"), "{}", got[0].1);
        // In 2024 the second of June was a Sunday: no year is better than a wrong one.
        assert_eq!(infer(&[(head, None), ("Nothing.", Some("2024-06-04"))])[0].0, "");
        assert_eq!(infer(&[(head, None)])[0].0, "");
    }

    #[test]
    fn an_announced_hour_dates_the_report() {
        let got = infer(&[
            ("The session is due to open on Monday at 1:00 PM in the Harbour House.", None),
            ("It is scheduled to open at 1pm in the Harbour House.", Some("2025-06-02")),
        ]);
        assert_eq!(got[0].0, "2025-06-01");
        assert!(got[0].1.starts_with("inferred from b.txt"));
        let elsewhere = infer(&[
            ("The session is due to open on Monday at 1:00 PM in the Old Mill.", None),
            ("It is scheduled to open at 1pm in the Harbour House.", Some("2025-06-02")),
        ]);
        assert_eq!(elsewhere[0].0, "");
    }

    #[test]
    fn two_candidate_days_are_no_evidence() {
        let got = infer(&[
            ("The session is due to open on Monday at 1:00 PM in the Harbour House.", None),
            ("It is scheduled to open at 1pm in the Harbour House.", Some("2025-06-02")),
            ("It is scheduled to open at 1pm in the Harbour House.", Some("2025-06-09")),
        ]);
        assert_eq!(got[0].0, "");
    }

    #[test]
    fn a_shared_day_gives_the_year_only() {
        let got = infer(&[
            ("The swap of May 25 was the third.", None),
            ("They swapped prisoners on May 25.", Some("2025-05-26")),
        ]);
        assert_eq!(got[0].0, "2025");
    }
}
