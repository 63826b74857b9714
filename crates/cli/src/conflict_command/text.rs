//! A model for people: options, states with signs, equilibria with a paragraph each.

use weigh::conflict::{Concept, Scene, Why};

use super::board::Board;
use super::facts::Facts;
use super::why::{Account, account};
use super::words::{BY_STRENGTH, asks, bold, concept};
use super::{Shown, rules};
use crate::brief::plural;
use crate::wrap::wrap;

/// States that are listed one by one unless all are asked for.
const LISTED: usize = 64;
/// Equilibria with a paragraph unless all are asked for.
const TOLD: usize = 3;

/// The page about one model.
pub(super) fn page(board: &Board<'_>, facts: &Facts, shown: &Shown) -> anyhow::Result<String> {
    let mut out = String::new();
    head(&mut out, board);
    rules::told(&mut out, board);
    states(&mut out, board, facts, shown);
    equilibria(&mut out, facts);
    let found = match shown.why {
        Some(state) => vec![state],
        None => facts.found(board.conflict.states()),
    };
    let most = if shown.all { found.len() } else { TOLD };
    let mut why = Why::of(&board.conflict);
    for state in found.iter().take(most) {
        let account = account(board, facts, &mut why, *state);
        let account = account.map_err(|stop| anyhow::anyhow!("{}: {stop}", board.entry.name))?;
        paragraph(&mut out, board, facts, *state, &account);
    }
    if found.len() > most {
        let more = plural(found.len() - most, "more state");
        let line =
            format!("{more} hold by fewer concepts; --why STATE tells of one, --all of each.");
        wrap(&mut out, "", &line);
        out.push('\n');
    }
    Ok(out)
}

fn head(out: &mut String, board: &Board<'_>) {
    let entry = board.entry;
    let mut title = entry.title.clone().unwrap_or_else(|| entry.name.clone());
    if entry.title.is_some() {
        put!(title, " [{}]", entry.name);
    }
    if let Some(day) = entry.as_of {
        put!(title, ", as of {day}");
    }
    put_line!(out, "{}", bold(&title));
    if let Some(analyst) = &entry.analyst {
        wrap(out, "", &format!("Model of {analyst} (talks.toml:{})", entry.line));
    }
    if let Some(about) = &entry.about {
        wrap(out, "", about);
    }
    out.push('\n');
    for maker in &entry.makers {
        wrap(out, "", &format!("{} (talks.toml:{})", maker.name, maker.line));
        for at in &maker.options {
            let Some(lever) = entry.options.get(*at) else { continue };
            let way = match lever.direction {
                model::conflict::Direction::Both => "",
                model::conflict::Direction::OnOnly => "; cannot be taken back",
                model::conflict::Direction::OffOnly => "; once off it stays off",
            };
            wrap(out, "  ", &format!("{:<3} {} [{}]{way}", letter(*at), lever.name, lever.id));
        }
    }
    out.push('\n');
}

/// a to z, then aa, ab, ...
pub(super) fn letter(at: usize) -> String {
    let one = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    if at < 26 { one(at).to_string() } else { format!("{}{}", one(at / 26 - 1), one(at)) }
}

fn states(out: &mut String, board: &Board<'_>, facts: &Facts, shown: &Shown) {
    let count = board.conflict.states();
    put_line!(out, "{}", bold(&format!("{} (Y on, N off)", plural(count, "state"))));
    let every = 0..u32::try_from(count).unwrap_or(u32::MAX);
    let all = shown.all || count <= LISTED;
    let kept = |state: &Scene| {
        all || board.conflict.status_quo() == Some(*state) || !facts.concepts(*state).is_empty()
    };
    let rows: Vec<Scene> = every.filter(kept).collect();
    let cut = if shown.all { rows.len() } else { LISTED };
    let width = count.to_string().len().max(2);
    let letters: String = (0..board.entry.options.len())
        .map(|at| format!("{:<2}", letter(at)))
        .collect::<Vec<_>>()
        .join(" ");
    if !letters.is_empty() {
        put_line!(out, "  {:>width$}  {}", "", letters.trim_end());
    }
    for state in rows.iter().take(cut) {
        let signs: Vec<String> =
            board.conflict.signs(*state).chars().map(|sign| format!("{sign:<2}")).collect();
        let mut line = format!("  {:>width$}  {}", u64::from(*state) + 1, signs.join(" "));
        if let Some(name) = board.conflict.state_name(*state) {
            put!(line, " {}", crate::brief::harmless(name));
        }
        let by: Vec<&str> = facts.concepts(*state).into_iter().map(concept).collect();
        put!(line, "  {}", by.join(" "));
        if board.conflict.status_quo() == Some(*state) {
            line += "  [status quo]";
        }
        put_line!(out, "{}", line.trim_end());
    }
    let hidden = count - rows.len().min(cut);
    if hidden > 0 {
        put_line!(out, "  {} not listed; --all lists them", plural(hidden, "state"));
    }
    out.push('\n');
}

fn equilibria(out: &mut String, facts: &Facts) {
    const NUMBERS: usize = 40;
    put_line!(out, "{}", bold("Equilibria"));
    for by in BY_STRENGTH {
        let all: Vec<Scene> = facts.equilibria(by).iter().collect();
        let mut numbers: Vec<String> =
            all.iter().take(NUMBERS).map(|state| (u64::from(*state) + 1).to_string()).collect();
        if all.len() > NUMBERS {
            numbers.push(format!("and {} more", all.len() - NUMBERS));
        }
        let numbers = if all.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        wrap(out, "  ", &format!("{:<4} {numbers}: {}", concept(by), asks(by)));
    }
    if let Some(coalitions) = &facts.coalitions {
        let held = coalitions.equilibria(Concept::Nash);
        let numbers: Vec<String> =
            held.iter().take(NUMBERS).map(|state| (u64::from(state) + 1).to_string()).collect();
        let numbers = if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        wrap(out, "  ", &format!("No group has a better move together: {numbers}"));
    } else {
        let line = "Groups are not looked at: too many states or decision makers";
        put_line!(out, "  {line}");
    }
    out.push('\n');
}

fn paragraph(out: &mut String, board: &Board<'_>, facts: &Facts, state: Scene, told: &Account) {
    let by: Vec<&str> = facts.concepts(state).into_iter().map(concept).collect();
    let holds = if by.is_empty() { "no equilibrium".to_owned() } else { by.join(", ") };
    put_line!(out, "{}", bold(&format!("State {}: {holds}", board.state(state))));
    let words = board.in_words(state);
    if !words.is_empty() {
        wrap(out, "  ", &words);
    }
    for line in told.makers.iter().chain(&told.groups) {
        wrap(out, "  ", line);
    }
    if !told.way.is_empty() {
        wrap(out, "  ", &told.way);
    }
    out.push('\n');
}
