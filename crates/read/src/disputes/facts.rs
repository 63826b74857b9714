//! Claims about offices, days, towns and who attends: things on which a calendar or a list decides.

use jiff::civil::Weekday;
use model::{Span, When};

use super::claim::{Claims, Sort, Topic, Value};
use super::page::{Page, Unit, day_number};
use super::words::{Of, Words};
use crate::dates::{Base, YearWord, resolve};
use crate::lexicon::{ActorHit, HitKind, Lexicon};
use crate::token::TokenKind;

/// Everything in this file.
pub(super) fn claims(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    offices(out, words, lexicon);
    days(out);
    let page = out.page;
    for at in 0..page.units.len() {
        window(out, words, at);
        attend(out, words, at);
        earlier(out, words, at);
        town(out, words, lexicon, at);
    }
}

fn topic(sort: Sort, key: String, about: String, issue: &str, apart: i32) -> Topic {
    Topic { sort, key, about, issue: issue.to_owned(), apart }
}

/// "former U.S. President Donald Trump", "US President Donald Trump", "Donald Trump, the former ...".
fn offices(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon) {
    let page = out.page;
    for hit in &page.actors {
        if !matches!(hit.by, HitKind::Person | HitKind::Surname) {
            continue;
        }
        let Some(at) = page.unit_at(page.span(&hit.tokens).start) else { continue };
        let unit = &page.units[at];
        let before = title_before(page, words, unit, hit);
        let found = before.or_else(|| title_after(page, words, unit, hit));
        let Some((office, former, tokens)) = found else { continue };
        let name =
            lexicon.actor(&hit.actor).map_or_else(|| hit.actor.to_string(), |a| a.name.clone());
        let key = format!("{}|{office}", hit.actor);
        let about = format!("whether {name} is {office}");
        let label = if former { format!("former {office}") } else { format!("{office} now") };
        let focus =
            page.span(&(tokens.start.min(hit.tokens.start)..tokens.end.max(hit.tokens.end)));
        let day = page.day;
        let at = out.out.len();
        let topic = topic(Sort::Office, key, about, "talks", 60);
        out.add(
            topic,
            Value { label, class: hit.actor.to_string(), ..Value::default() },
            unit,
            focus,
        );
        // An office is held on the day of the report, whatever happened on other days.
        if let Some(claim) = out.out.get_mut(at) {
            (claim.day, claim.when) = (day, page.published().map(When::to_day));
        }
    }
}

type Title = (String, bool, std::ops::Range<usize>);

fn title_before(page: &Page<'_>, words: &Words, unit: &Unit, hit: &ActorHit) -> Option<Title> {
    let (office, former) = (words.set("office"), words.set("former"));
    let from = hit.tokens.start.saturating_sub(7).max(unit.tokens.start);
    let stop = (from..hit.tokens.start).rfind(|at| {
        let token = &page.doc.tokens[*at];
        !matches!(token.kind, TokenKind::Word | TokenKind::Hyphen)
            || token.is_any(&[
                "of", "with", "by", "and", "to", "that", "from", "for", "the", "a", "an", "his",
                "her", "their", "said", "as",
            ])
    });
    let start = stop.map_or(from, |at| at + 1);
    let title = unit
        .of(office)
        .filter(|m| m.tokens.start >= start && m.tokens.end == hit.tokens.start)
        .max_by_key(|m| m.tokens.len())?;
    let was =
        unit.of(former).find(|m| m.tokens.start >= start && m.tokens.end <= title.tokens.start);
    // "deputy minister" is another office than "minister".
    let joined =
        (start..title.tokens.start).any(|at| page.doc.tokens[at].is_any(&["deputy", "vice"]));
    let first = was.map_or(title.tokens.start, |m| m.tokens.start);
    Some((office_name(page, &title.tokens, joined), was.is_some(), first..hit.tokens.end))
}

fn title_after(page: &Page<'_>, words: &Words, unit: &Unit, hit: &ActorHit) -> Option<Title> {
    let comma = page.doc.tokens.get(hit.tokens.end).is_some_and(|token| token.is(","));
    let to = (hit.tokens.end + 7).min(unit.tokens.end);
    let former = unit
        .of(words.set("former"))
        .find(|m| m.tokens.start > hit.tokens.end && m.tokens.start < to)?;
    let office = unit
        .of(words.set("office"))
        .find(|m| m.tokens.start >= former.tokens.end && m.tokens.end <= to)?;
    let between = hit.tokens.end + 1..former.tokens.start;
    let plain = between.clone().all(|at| page.doc.tokens[at].is_any(&["the", "a", "an"]));
    (comma && plain).then(|| {
        (office_name(page, &office.tokens, false), true, hit.tokens.start..office.tokens.end)
    })
}

fn office_name(page: &Page<'_>, tokens: &std::ops::Range<usize>, deputy: bool) -> String {
    let words: Vec<&str> = page
        .doc
        .tokens
        .get(tokens.clone())
        .unwrap_or_default()
        .iter()
        .map(|t| &*t.folded)
        .collect();
    let name = words.join(" ");
    if deputy { format!("deputy {name}") } else { name }
}

/// "Tuesday, 23 July": the weekday that is told for a day.
fn days(out: &mut Claims<'_, '_>) {
    let page = out.page;
    for (number, date) in page.dates.iter().enumerate() {
        let next = page.dates.get(number + 1);
        let (told, full, end) = match (&date.expr.base, date.expr.weekday) {
            (Base::Day { .. }, Some(day)) => (day, date, date.tokens.end),
            (Base::Weekday { day, .. }, None) => {
                let Some(next) = next.filter(|next| {
                    matches!(next.expr.base, Base::Day { .. })
                        && next.tokens.start <= date.tokens.end + 1
                        && page.doc.tokens.get(date.tokens.end).is_some_and(|t| t.is(","))
                }) else {
                    continue;
                };
                (*day, next, next.tokens.end)
            }
            _ => continue,
        };
        let Some(when) = resolved(&full.expr, page.published()) else { continue };
        let focus = page.span(&(date.tokens.start..end));
        let Some(at) = page.unit_at(focus.start) else { continue };
        let real = when.first_day().weekday();
        let key = when.to_string();
        let label = format!("{when} a {}", weekday(told));
        let about = format!("the weekday of {when}");
        let value = Value {
            label,
            class: if told == real { String::new() } else { weekday(real).to_owned() },
            ..Value::default()
        };
        let count = out.out.len();
        out.add(topic(Sort::Weekday, key, about, "talks", 0), value, &page.units[at], focus);
        if let Some(claim) = out.out.get_mut(count) {
            (claim.day, claim.when) = (Some(day_number(when.first_day())), Some(when));
        }
    }
}

/// A day whose year is told, or that lies within half a year of the report.
pub(super) fn resolved(expr: &crate::dates::DateExpr, published: Option<When>) -> Option<When> {
    let plain = crate::dates::DateExpr { weekday: None, ..expr.clone() };
    if let (Base::Day { year: YearWord::Missing, month, day, .. }, Some(published)) =
        (&plain.base, published)
    {
        let year = published.first_day().year();
        let near =
            [year - 1, year, year + 1].into_iter().filter_map(|year| When::day(year, *month, *day));
        return near.min_by_key(|when| {
            (day_number(when.first_day()) - day_number(published.first_day())).abs()
        });
    }
    let when = resolve(&plain, published, false)?.when;
    (when.grain() == model::Grain::Day).then_some(when)
}

pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// What is to happen between two days: the next round, or a meeting of the leaders.
fn window(out: &mut Claims<'_, '_>, words: &Words, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    for date in page.dates_in(&unit.tokens) {
        let Some(until) = &date.expr.until else { continue };
        let key = format!("{:?} {until:?}", date.expr.base);
        let shown = page.span(&date.tokens).text(page.doc.text).unwrap_or_default().to_owned();
        let near = |mark: &&super::words::Mark| matches!(mark.of, Of::Window(_));
        let nearest = unit
            .marks
            .iter()
            .filter(near)
            .min_by_key(|mark| mark.tokens.start.abs_diff(date.tokens.start));
        let before = || page.before(at).and_then(|b| b.marks.iter().rfind(|mark| near(mark)));
        let Some(mark) = nearest.or_else(before) else { continue };
        let Of::Window(number) = mark.of else { continue };
        let name = &words.windows[number].name;
        let about =
            format!("what is set for {}", shown.split_whitespace().collect::<Vec<_>>().join(" "));
        let focus = page.span(&date.tokens);
        let topic = topic(Sort::Window, key, about, "next_meeting", 14);
        let count = out.out.len();
        out.add(topic, Value::label(name.clone()), unit, focus);
        // The days are the same; what counts is when it was told.
        if let Some(claim) = out.out.get_mut(count) {
            (claim.day, claim.when) = (page.day, page.published().map(When::to_day));
        }
    }
}

/// "Advisers from Germany, France and Britain".
fn attend(out: &mut Claims<'_, '_>, words: &Words, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    let Some(mark) = unit.of(words.set("attend")).next() else { return };
    let hits: Vec<&ActorHit> = page
        .actors_in(&unit.tokens)
        .iter()
        .filter(|hit| {
            matches!(hit.by, HitKind::Name | HitKind::Alias)
                && hit.tokens.start > mark.tokens.start
                && hit.actor.as_str().len() == 2
        })
        .collect();
    let mut list: Vec<&ActorHit> = Vec::new();
    for hit in hits {
        let joined = list.last().is_some_and(|last| {
            (last.tokens.end..hit.tokens.start)
                .all(|i| page.doc.tokens[i].is_any(&[",", "and", "the", "&"]))
        });
        if joined || list.is_empty() {
            list.push(hit);
        } else if list.len() < 2 {
            list = vec![hit];
        }
    }
    if list.len() < 3 {
        return;
    }
    let mut names: Vec<&str> = list.iter().map(|hit| hit.actor.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let focus = page.span(&(first.tokens.start..last.tokens.end));
    let label = names.join(", ").to_uppercase();
    let topic = topic(
        Sort::Attend,
        "attend".to_owned(),
        "whose advisers or observers attend".to_owned(),
        "mediation",
        4,
    );
    out.add(topic, Value::label(label), unit, focus);
}

/// The year of the talks to which these go back.
fn earlier(out: &mut Claims<'_, '_>, words: &Words, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    if !unit.has(words.set("earlier_talks")) || !unit.has(words.set("talks")) {
        return;
    }
    let Some(published) = page.published() else { return };
    let this = published.first_day().year();
    for date in page.dates_in(&unit.tokens) {
        let year = match &date.expr.base {
            Base::Year(year) | Base::Month { year: YearWord::Given(year), .. } => *year,
            Base::Period { shift: -1, unit: crate::dates::Unit::Year }
            | Base::Month { year: YearWord::Shifted(-1), .. } => this - 1,
            _ => continue,
        };
        if year >= this {
            continue;
        }
        let focus = page.span(&date.tokens);
        let topic = topic(
            Sort::Earlier,
            "earlier".to_owned(),
            "the talks to which these go back".to_owned(),
            "talks",
            7,
        );
        out.add(topic, Value::label(format!("talks of {year}")), unit, focus);
        return;
    }
}

/// The town of the talks: named, or "the Turkish capital".
fn town(out: &mut Claims<'_, '_>, words: &Words, lexicon: &Lexicon, at: usize) {
    let page = out.page;
    let unit = &page.units[at];
    if !unit.has(words.set("talks")) {
        return;
    }
    let say = |out: &mut Claims<'_, '_>, host: &str, town: &str, focus: Span| {
        let topic =
            topic(Sort::Town, host.to_owned(), "the town of the talks".to_owned(), "talks", 6);
        out.add(topic, Value { label: town.to_owned(), ..Value::default() }, unit, focus);
    };
    for mark in unit.of(words.set("capital_of")) {
        let hit = page.actors_in(&(mark.tokens.start.saturating_sub(2)..mark.tokens.start)).last();
        let Some(hit) =
            hit.filter(|hit| hit.by == HitKind::Adjective && hit.tokens.end == mark.tokens.start)
        else {
            continue;
        };
        let Some(town) = words.capitals.get(hit.actor.as_str()) else { continue };
        let focus = page.span(&(hit.tokens.start..mark.tokens.end));
        say(out, hit.actor.as_str(), &format!("{town} (\"the capital\")"), focus);
    }
    let tokens = page.doc.tokens.get(unit.tokens.clone()).unwrap_or_default();
    let venues = lexicon.venue_hits(tokens);
    let mut hosts: Vec<&str> = venues.iter().map(|v| v.host.as_str()).collect();
    hosts.dedup();
    // "in Istanbul or Ankara" settles on neither.
    if let ([_], Some(venue)) = (hosts.as_slice(), venues.first()) {
        let range = unit.tokens.start + venue.tokens.start..unit.tokens.start + venue.tokens.end;
        let inside = range
            .start
            .checked_sub(1)
            .and_then(|i| page.doc.tokens.get(i))
            .is_some_and(|t| t.is("in"));
        if inside {
            say(out, venue.host.as_str(), venue.place, page.span(&range));
        }
    }
}
