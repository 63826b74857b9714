//! How [`Fields`] turns values into text, words of a list, dates and ids.

use toml::de::DeValue;
use toml::value::{Datetime, Offset};

use super::codes;
use super::fields::{Fields, Value, span_of};
use super::known::{Handle, Kind};
use super::sink::shown;
use crate::span::Span;
use crate::when::When;

/// A closed list of words: all values, and the word of each.
pub(super) type Words<T> = (&'static [T], fn(T) -> &'static str);

impl<'a> Fields<'a> {
    fn text_of(&self, key: &str, value: &'a Value<'a>) -> Option<&'a str> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "text", "\"...\"");
            return None;
        };
        if text.trim().is_empty() {
            self.add(codes::EMPTY, span_of(value), format!("`{key}` is empty"), String::new());
            return None;
        }
        Some(text)
    }

    /// Text as it stands.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        self.text_of(key, value).map(str::to_owned)
    }

    /// The values of a list; one value alone is a list of one.
    pub(super) fn list(&self, key: &'static str) -> &'a [Value<'a>] {
        match self.get(key) {
            None => &[],
            Some(value) => match value.get_ref() {
                DeValue::Array(list) => list.as_ref(),
                _ => std::slice::from_ref(value),
            },
        }
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let texts = self.list(key).iter().filter_map(|value| self.text_of(key, value));
        texts.map(str::to_owned).collect()
    }

    /// `true` or `false`.
    pub(super) fn truth(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        if let DeValue::Boolean(truth) = value.get_ref() {
            return Some(*truth);
        }
        self.wrong_type(key, value, "true or false", "true");
        None
    }

    /// A date in TOML or as text, as fine as it is given.
    pub(super) fn date(&self, key: &'static str) -> Option<When> {
        let value = self.get(key)?;
        let (when, given) = match value.get_ref() {
            DeValue::Datetime(date) => (from_toml(date), date.to_string()),
            DeValue::String(text) => (When::parse(text), text.to_string()),
            DeValue::Integer(year) if year.as_str().len() == 4 => {
                let hint = format!("write {key} = \"{year}\"");
                let message = format!("`{key}` takes a date, and this is a whole number");
                self.add(codes::WRONG_TYPE, span_of(value), message, hint);
                return None;
            }
            _ => {
                self.wrong_type(key, value, "a date", "2025-06-02");
                return None;
            }
        };
        if when.is_none() {
            let message = format!("`{key}`: `{}` is not a date of the calendar", shown(&given));
            self.add(codes::BAD_DATE, span_of(value), message, String::new());
        }
        when
    }

    /// Two dates, the second dropped with a finding when it lies before the first.
    pub(super) fn dates(
        &self,
        first: &'static str,
        second: &'static str,
    ) -> (Option<When>, Option<When>) {
        let (from, until) = (self.date(first), self.date(second));
        let (Some(a), Some(b)) = (from, until) else { return (from, until) };
        if !lies_before(b, a) {
            return (from, until);
        }
        if let Some(value) = self.get(second) {
            let message = format!("`{second}` ({b}) lies before `{first}` ({a})");
            self.add(codes::ORDER, span_of(value), message, String::new());
        }
        (from, None)
    }

    fn word_of<T: Copy>(&self, key: &str, value: &'a Value<'a>, words: Words<T>) -> Option<T> {
        let text = self.text_of(key, value)?;
        let (all, name) = words;
        let found = all.iter().copied().find(|value| name(*value) == text);
        if found.is_none() {
            let allowed: Vec<&str> = all.iter().map(|value| name(*value)).collect();
            let message = format!("`{key}` cannot be \"{}\"", shown(text));
            let hint = match self.shared.sink.near.nearest(text, allowed.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"? One of: {}", allowed.join(", ")),
                None => format!("one of: {}", allowed.join(", ")),
            };
            self.add(codes::BAD_WORD, span_of(value), message, hint);
        }
        found
    }

    /// One word of a closed list.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: Words<T>) -> Option<T> {
        let value = self.get(key)?;
        self.word_of(key, value, words)
    }

    /// Words of a closed list.
    pub(super) fn words<T: Copy>(&self, key: &'static str, words: Words<T>) -> Vec<T> {
        self.list(key).iter().filter_map(|value| self.word_of(key, value, words)).collect()
    }

    /// ISO 639-1 codes.
    pub(super) fn languages(&self, key: &'static str) -> Vec<String> {
        let mut languages = Vec::new();
        for value in self.list(key) {
            let Some(text) = self.text_of(key, value) else { continue };
            if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
                languages.push(text.to_owned());
            } else {
                let message = format!("`{key}`: \"{}\" is not a language code", shown(text));
                self.add(codes::BAD_LANGUAGE, span_of(value), message, String::new());
            }
        }
        languages
    }

    /// The entry's own id, if it can be one and no earlier entry has it.
    pub(super) fn id<T: Handle>(&self) -> Option<T> {
        let first = |id: &str| self.shared.known?.of(T::KIND).first(id);
        self.own_id(first)
    }

    /// The entry's own id; `first` says where the first entry with an id begins.
    pub(super) fn own_id<T: Handle>(&self, first: impl Fn(&str) -> Option<usize>) -> Option<T> {
        let value = self.get("id")?;
        let text = self.text_of("id", value)?;
        let Ok(id) = text.parse::<T>() else {
            let message = format!("\"{}\" cannot be an id", shown(text));
            let hint = match handle_like(text) {
                Some(like) => format!(
                    "use 1 to 64 of the characters a-z, 0-9, _ and -; for example \"{like}\""
                ),
                None => String::new(),
            };
            self.add(codes::BAD_ID, span_of(value), message, hint);
            return None;
        };
        match first(text) {
            Some(start) if start != self.span.start => {
                let line = self.shared.lines.line(start);
                let kind = T::KIND.table();
                let message = format!("the {kind} of line {line} has the id \"{text}\" already");
                self.add(codes::SAME_ID, span_of(value), message, String::new());
                None
            }
            _ => Some(id),
        }
    }

    fn refer_of<T: Handle>(&self, key: &str, value: &'a Value<'a>) -> Option<T> {
        let text = self.text_of(key, value)?;
        let known = self.shared.known?;
        let id = text.parse().ok();
        // A bad id that the file defines has its finding there.
        if known.of(T::KIND).has(text) || (id.is_some() && known.has(T::KIND, text)) {
            return id;
        }
        let kind = T::KIND.table();
        let message = format!("there is no {kind} \"{}\"", shown(text));
        let hint = match known.of(T::KIND).named(text) {
            Some(id) => format!("did you mean \"{}\"? It has that name", shown(id)),
            None => self.offer(text, kind, || known.offers(T::KIND)),
        };
        self.add(T::KIND.missing(), span_of(value), message, hint);
        None
    }

    /// What a hint says when an id is not known.
    fn offer<'k, I: Iterator<Item = &'k str>>(
        &self,
        text: &str,
        kind: &str,
        offers: impl Fn() -> I,
    ) -> String {
        const MANY: usize = 10;
        if let Some(near) = self.shared.sink.near.nearest(text, offers()) {
            return format!("did you mean \"{near}\"?");
        }
        let table = if kind == Kind::Choice.table() { "issue.choice" } else { kind };
        let some: Vec<String> = offers().take(MANY + 1).map(shown).collect();
        if some.is_empty() || some.len() > MANY {
            format!("add [[{table}]] with this id")
        } else {
            format!("add [[{table}]] with this id, or use one of: {}", some.join(", "))
        }
    }

    /// The id of another entry.
    pub(super) fn refer<T: Handle>(&self, key: &'static str) -> Option<T> {
        let value = self.get(key)?;
        self.refer_of(key, value)
    }

    /// Ids of other entries.
    pub(super) fn refers<T: Handle>(&self, key: &'static str) -> Vec<T> {
        self.list(key).iter().filter_map(|value| self.refer_of(key, value)).collect()
    }

    /// A choice on an issue that was found.
    pub(super) fn choice<T: Handle>(&self, key: &'static str, issue: Option<&str>) -> Option<T> {
        let value = self.get(key)?;
        self.choice_of(key, value, issue)
    }

    pub(super) fn choice_of<T: Handle>(
        &self,
        key: &str,
        value: &'a Value<'a>,
        issue: Option<&str>,
    ) -> Option<T> {
        let text = self.text_of(key, value)?;
        self.choice_named(text, span_of(value), issue)
    }

    pub(super) fn choice_named<T: Handle>(
        &self,
        text: &str,
        span: Span,
        issue: Option<&str>,
    ) -> Option<T> {
        let (issue, known) = (issue?, self.shared.known?);
        let id = text.parse().ok();
        if known.choices(issue).has(text) || (id.is_some() && known.has_choice(issue, text)) {
            return id;
        }
        let message = format!("the issue \"{issue}\" has no choice \"{}\"", shown(text));
        let hint = match known.choices(issue).named(text) {
            Some(id) => format!("did you mean \"{}\"? It has that name", shown(id)),
            None => self.offer(text, Kind::Choice.table(), || known.choice_offers(issue)),
        };
        self.add(codes::NO_CHOICE, span, message, hint);
        None
    }
}

/// Whether `b` certainly lies before `a`, as far as both are known.
fn lies_before(b: When, a: When) -> bool {
    if let Some(minutes) = a.minutes_until(b) {
        return minutes < 0;
    }
    // One clock with an offset and one without can differ by most of a day either way.
    let clocks = a.minute_of_day().is_some() && b.minute_of_day().is_some();
    let earliest = if clocks { a.day_before().unwrap_or(a.first_day()) } else { a.first_day() };
    b.last_day() < earliest
}

fn from_toml(date: &Datetime) -> Option<When> {
    let day = date.date?;
    let small = |value: u8| i8::try_from(value).ok();
    let when = When::day(i16::try_from(day.year).ok()?, small(day.month)?, small(day.day)?)?;
    let Some(time) = date.time else { return Some(when) };
    let offset = date.offset.map(|offset| match offset {
        Offset::Z => 0,
        Offset::Custom { minutes } => minutes,
    });
    when.at(small(time.hour)?, small(time.minute)?, offset)
}

/// A handle like the text: `Northland (army)` gives `northland-army`.
fn handle_like(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in text.chars().take(64).flat_map(char::to_lowercase) {
        if matches!(c, 'a'..='z' | '0'..='9' | '_') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    (!out.is_empty() && out.len() <= 64).then(|| out.to_owned())
}
