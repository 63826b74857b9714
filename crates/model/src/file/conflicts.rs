//! Reads `[conflict.NAME]`: models of who can do what and who wants what.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::conflict_rules::{Options, merge, rule};
use super::fields::{Fields, Value, span_of};
use super::sink::shown;
use super::{codes, entry};
use crate::conflict::{Conflict, Direction, Lever, Maker, Scene, StateName, Want};
use crate::evidence::Evidence;
use crate::formula;
use crate::id::{ActorId, ChoiceId, IssueId};
use crate::span::Span;

/// All models, in the order of the file.
pub(super) fn conflicts(top: &Fields<'_>, names: &BTreeMap<ActorId, String>) -> Vec<Conflict> {
    let Some(value) = top.get("conflict") else { return Vec::new() };
    let DeValue::Table(models) = value.get_ref() else {
        let message = "`conflict` is a table of named models, and this is a list".to_owned();
        let hint = "begin each model with a line [conflict.NAME], in single brackets".to_owned();
        top.add(codes::WRONG_TYPE, span_of(value), message, hint);
        return Vec::new();
    };
    let mut out = Vec::new();
    for (name, value) in models {
        let text = name.get_ref().as_ref();
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("`conflict.{}` is no table", shown(text));
            let hint = "begin each model with a line [conflict.NAME], in single brackets";
            top.add(codes::WRONG_TYPE, span_of(name), message, hint.to_owned());
            continue;
        };
        if text.parse::<ActorId>().is_err() {
            let message = format!("\"{}\" cannot be the name of a model", shown(text));
            let hint = "use 1 to 64 of the characters a-z, 0-9, _ and -".to_owned();
            top.add(codes::BAD_ID, span_of(name), message, hint);
            continue;
        }
        let fields = Fields::new(top.shared, table, "conflict", span_of(name));
        out.push(conflict(text, fields, names));
    }
    out.sort_by_key(|conflict| conflict.line);
    out
}

fn conflict(name: &str, fields: Fields<'_>, names: &BTreeMap<ActorId, String>) -> Conflict {
    let before = fields.shared.sink.errors();
    let (title, about) = (fields.text("title"), fields.text("about"));
    let (as_of, analyst) = (fields.date("as_of"), fields.text("analyst"));
    let levers = fields.tables("option", "conflict.option");
    let scenes = fields.tables("state", "conflict.state");
    if !levers.is_empty() && !scenes.is_empty() {
        fields.add(
            codes::TWO_FORMS,
            fields.span,
            format!("the model \"{name}\" has options and states"),
            String::new(),
        );
    }
    let options = each(levers, lever, |one: &Lever| &one.id);
    let states = each(scenes, scene, |one: &Scene| &one.id);
    let known = Options::of(options.iter().map(|one| one.id.as_str()), options.len());
    let places = Options::of(states.iter().map(|one| one.id.as_str()), options.len());
    let makers: Vec<Maker> = (fields.tables("maker", "conflict.maker").into_iter())
        .filter_map(|fields| maker(fields, names, &known, &places))
        .collect();
    let sound = fields.shared.sink.errors() == before;
    if sound && (makers.is_empty() || (options.is_empty() && states.is_empty())) {
        let message = if makers.is_empty() {
            format!("the model \"{name}\" has no decision maker")
        } else {
            format!("the model \"{name}\" has no options")
        };
        fields.add(codes::NO_DECISION, fields.span, message, String::new());
    }
    if sound && !makers.is_empty() {
        owners(&fields, &options, &makers);
    }
    let read = |one: Fields<'_>| rule(one, &known);
    let rules = fields.tables("rule", "conflict.rule").into_iter().filter_map(read).collect();
    let read = |one: Fields<'_>| merge(one, &known);
    let merges = fields.tables("merge", "conflict.merge").into_iter().filter_map(read).collect();
    let status_quo = fields.get("status_quo").and_then(|value| {
        let line = fields.shared.lines.line(span_of(value).start);
        let state = match value.get_ref() {
            DeValue::Array(on) if states.is_empty() => known.signs(&fields, on, value)?,
            _ => state_name(&fields, "status_quo", value, &places)?,
        };
        Some((state, line))
    });
    let line = fields.line();
    let sink = fields.shared.sink;
    fields.finish();
    let whole = sink.errors() == before;
    Conflict {
        name: name.to_owned(),
        title,
        about,
        as_of,
        analyst,
        options,
        states,
        makers,
        rules,
        merges,
        status_quo,
        line,
        whole,
    }
}

/// The entries of a list, without those of an id that was there before.
fn each<'a, T>(
    tables: Vec<Fields<'a>>,
    read: impl Fn(Fields<'a>) -> Option<T>,
    id: impl Fn(&T) -> &String,
) -> Vec<T> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for fields in tables {
        let (shared, span, line) = (fields.shared, fields.span, fields.line());
        let what = fields.what;
        let Some(one) = read(fields) else { continue };
        if let Some(first) = lines.get(id(&one)) {
            let message =
                format!("the `{what}` of line {first} has the id \"{}\" already", id(&one));
            shared.sink.add(codes::SAME_ID, span, message, String::new());
            continue;
        }
        lines.insert(id(&one).clone(), line);
        out.push(one);
    }
    out
}

fn lever(fields: Fields<'_>) -> Option<Lever> {
    fields.need(&["id", "name"]);
    let (id, name) = (handle(&fields), fields.text("name"));
    let direction = fields.word("direction", (Direction::ALL, Direction::name));
    let issue = fields.refer::<IssueId>("issue");
    let choice = fields.choice::<ChoiceId>("choice", issue.as_ref().map(IssueId::as_str));
    if fields.get("choice").is_some() {
        fields.need(&["issue"]);
    }
    if fields.get("issue").is_some() {
        fields.need(&["choice"]);
    }
    let line = fields.line();
    fields.finish();
    let direction = direction.unwrap_or(Direction::Both);
    Some(Lever { id: id?, name: name?, direction, stands_for: issue.zip(choice), line })
}

fn scene(fields: Fields<'_>) -> Option<Scene> {
    fields.need(&["id", "name"]);
    let (id, name, line) = (handle(&fields), fields.text("name"), fields.line());
    fields.finish();
    Some(Scene { id: id?, name: name?, line })
}

/// An id that a statement can name.
fn handle(fields: &Fields<'_>) -> Option<String> {
    let id = fields.text("id")?;
    if formula::is_name(&id) {
        return Some(id);
    }
    let message = format!("\"{}\" cannot be an id here", shown(&id));
    let hint =
        "use 1 to 64 of the characters a-z, 0-9, _ and -, but not the words not, and, or, if, then";
    let span = fields.get("id").map_or(fields.span, span_of);
    fields.add(codes::BAD_ID, span, message, hint.to_owned());
    None
}

fn maker(
    fields: Fields<'_>,
    names: &BTreeMap<ActorId, String>,
    known: &Options<'_>,
    places: &Options<'_>,
) -> Option<Maker> {
    let party = fields.refer::<ActorId>("party");
    let mut name = fields.text("name");
    if fields.get("party").is_none() {
        fields.need(&["name"]);
    } else if let (None, Some(party)) = (&name, &party) {
        name = Some(names.get(party).map_or_else(|| party.to_string(), Clone::clone));
    }
    let options = known.places(&fields, "options");
    let wants: Vec<Want> = (fields.tables("wants", "conflict.maker.wants").into_iter())
        .filter_map(|fields| want(fields, known))
        .collect();
    let ranking = fields.get("ranking").map(|value| {
        let line = fields.shared.lines.line(span_of(value).start);
        (ranking(&fields, places), line)
    });
    let from_positions = fields.truth("from_positions").unwrap_or(false);
    let moves = moves(&fields, places);
    let weighed = wants.iter().filter(|want| want.weight.is_some()).count();
    let mixed = weighed > 0 && (weighed < wants.len() || from_positions);
    if mixed || (ranking.is_some() && (!wants.is_empty() || from_positions)) {
        let message = if mixed {
            "some of what is wanted has a weight, and some has not"
        } else {
            "there is a ranking of states beside statements of what is wanted"
        };
        fields.add(codes::TWO_PREFERENCES, fields.span, message.to_owned(), String::new());
    }
    let line = fields.line();
    fields.finish();
    Some(Maker { party, name: name?, options, wants, ranking, from_positions, moves, line })
}

fn want(fields: Fields<'_>, known: &Options<'_>) -> Option<Want> {
    fields.need(&["that"]);
    let that = known.statement(&fields, "that");
    let weight = fields.get("weight").and_then(|value| fields.decimal("weight", value));
    let words = fields.text("words");
    let (assumed, evidence) = assumed(&fields);
    fields.finish();
    let that = that?;
    let any = that.clauses(&|id| known.place(id))?;
    Some(Want { that, any, weight, words, assumed, evidence })
}

/// Whether the entry is marked as assumed, and where it stands; a warning when neither is told.
fn assumed(fields: &Fields<'_>) -> (bool, Evidence) {
    let assumed = fields.truth("assumed").unwrap_or(false);
    let sources = fields.sources();
    if !assumed && fields.get("source").is_none() {
        let message = format!("nothing says where this `{}` comes from", fields.what);
        let hint = "add source = \"id\", or assumed = true if it is your own assumption";
        fields.add(codes::UNSOURCED, fields.span, message, hint.to_owned());
    }
    (assumed, fields.entry(sources))
}

/// `["best", ["these", "two alike"], "worst"]`.
fn ranking(fields: &Fields<'_>, places: &Options<'_>) -> Vec<Vec<StateName>> {
    let mut out = Vec::new();
    for step in fields.list("ranking") {
        let many = match step.get_ref() {
            DeValue::Array(many) => many.as_ref(),
            _ => std::slice::from_ref(step),
        };
        let named = many.iter().filter_map(|one| state_name(fields, "ranking", one, places));
        out.push(named.collect());
    }
    out
}

/// A number, signs, or the id of a state in graph form.
fn state_name<'a>(
    fields: &Fields<'a>,
    key: &'static str,
    value: &'a Value<'a>,
    places: &Options<'_>,
) -> Option<StateName> {
    let text = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::String(text) => text.trim(),
        _ => {
            fields.wrong_type(key, value, "states", "\"YNY\"");
            return None;
        }
    };
    if let Some(place) = places.place(text) {
        return u32::try_from(place + 1).ok().map(StateName::Number);
    }
    if entry::plain(text)
        && let Ok(number) = text.parse::<u32>()
    {
        return Some(StateName::Number(number));
    }
    let signs: Option<Vec<bool>> = text
        .chars()
        .map(|sign| match sign {
            'Y' | 'y' => Some(true),
            'N' | 'n' => Some(false),
            _ => None,
        })
        .collect();
    let options = places.options;
    let message = match &signs {
        Some(signs) if signs.len() == options && options > 0 => {
            return Some(StateName::Signs(signs.clone()));
        }
        Some(signs) if options > 0 => {
            format!("`{key}`: \"{}\" has {} signs for {options} options", shown(text), signs.len())
        }
        _ => format!("`{key}`: \"{}\" names no state", shown(text)),
    };
    let hint = if options == 0 { "use the id of a [[conflict.NAME.state]]" } else { "" };
    fields.add(codes::NO_STATE, span_of(value), message, hint.to_owned());
    None
}

/// `[["from", "to"], ...]`.
fn moves(fields: &Fields<'_>, places: &Options<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for one in fields.list("moves") {
        let pair = one.get_ref().as_array().map(AsRef::as_ref);
        let Some([from, to]) = pair else {
            fields.wrong_type("moves", one, "pairs of states", "[[\"from\", \"to\"]]");
            continue;
        };
        let place = |value| match state_name(fields, "moves", value, places)? {
            StateName::Number(number) => usize::try_from(number).ok()?.checked_sub(1),
            StateName::Signs(_) => None,
        };
        out.extend(place(from).zip(place(to)));
    }
    out
}

/// Each option is somebody's, and nobody else's.
fn owners(fields: &Fields<'_>, options: &[Lever], makers: &[Maker]) {
    let mut owners: Vec<Vec<&str>> = vec![Vec::new(); options.len()];
    for maker in makers {
        for option in &maker.options {
            if let Some(owners) = owners.get_mut(*option) {
                owners.push(&maker.name);
            }
        }
    }
    for (lever, owners) in options.iter().zip(owners) {
        let (code, message) = match owners.as_slice() {
            [_] => continue,
            [] => (codes::NO_OWNER, format!("nobody has the option \"{}\"", lever.id)),
            [one, rest @ ..] if rest.iter().all(|other| other == one) => {
                (codes::OWNERS, format!("{one} has the option \"{}\" twice", lever.id))
            }
            many => {
                let many = many.join(" and ");
                (codes::OWNERS, format!("the option \"{}\" is owned by {many}", lever.id))
            }
        };
        let start = fields.shared.lines.start(lever.line).unwrap_or(fields.span.start);
        fields.add(code, Span::new(start, start), message, String::new());
    }
}
