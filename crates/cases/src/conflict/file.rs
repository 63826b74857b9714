//! A conflict case as it stands in its file, and the draft it means.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use weigh::conflict::{
    Clause, Direction, Draft, Form, Lever, Literal, Maker, Named, Preference, Rule, Wish,
};

#[derive(Deserialize)]
struct File {
    dms: Vec<FileMaker>,
    options: Option<Vec<FileOption>>,
    #[serde(default)]
    infeasible: Vec<FileRule>,
    graph: Option<FileGraph>,
    preferences: Vec<FilePreference>,
    status_quo: Option<u32>,
    #[serde(default)]
    expected: Value,
}

#[derive(Deserialize)]
struct FileMaker {
    name: String,
    #[serde(default)]
    options: Vec<usize>,
}

#[derive(Deserialize)]
struct FileOption {
    name: String,
    direction: FileDirection,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum FileDirection {
    Both,
    OnOnly,
    OffOnly,
}

type FileClause = Vec<(usize, bool)>;

#[derive(Deserialize)]
struct FileRule {
    never: Option<FileClause>,
    at_most_one: Option<Vec<usize>>,
    at_least_one: Option<Vec<usize>>,
    r#if: Option<FileClause>,
    then: Option<FileClause>,
}

#[derive(Deserialize)]
struct FileGraph {
    states: Vec<String>,
    moves: Vec<BTreeMap<usize, Vec<u32>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FilePreference {
    Ranking(Vec<Vec<u32>>),
    Statements(Vec<FileStatement>),
}

#[derive(Deserialize)]
struct FileStatement {
    any: Vec<FileClause>,
}

/// The draft, and what is expected of it.
pub(super) fn read(text: &str) -> Result<(Draft, Value), String> {
    let file: File = serde_json::from_str(text).map_err(|why| format!("no case: {why}"))?;
    if file.preferences.len() != file.dms.len() {
        return Err("not one preference for each decision maker".to_owned());
    }
    let preferences = file.preferences.iter().map(preference).collect::<Result<Vec<_>, _>>()?;
    let makers = file.dms.iter().zip(preferences).enumerate().map(|(at, (maker, preference))| {
        // Cases may repeat names, which mean nothing to them.
        let name = format!("{} {}", at + 1, maker.name);
        Ok(Maker { name, options: from_one(&maker.options)?, preference })
    });
    let makers = makers.collect::<Result<_, String>>()?;
    let form = match (&file.graph, &file.options) {
        (Some(graph), _) => of_graph(graph)?,
        (None, Some(options)) => Form::Options {
            options: options.iter().enumerate().map(lever).collect(),
            rules: file.infeasible.iter().map(rule).collect::<Result<_, _>>()?,
            merges: Vec::new(),
        },
        (None, None) => return Err("neither options nor graph".to_owned()),
    };
    let status_quo = file.status_quo.map(Named::Number);
    Ok((Draft { makers, form, status_quo }, file.expected))
}

fn lever((at, option): (usize, &FileOption)) -> Lever {
    let direction = match option.direction {
        FileDirection::Both => Direction::Both,
        FileDirection::OnOnly => Direction::OnOnly,
        FileDirection::OffOnly => Direction::OffOnly,
    };
    Lever { name: format!("{} {}", at + 1, option.name), direction }
}

fn one(number: usize) -> Result<usize, String> {
    number.checked_sub(1).ok_or_else(|| "numbers begin with 1".to_owned())
}

fn from_one(numbers: &[usize]) -> Result<Vec<usize>, String> {
    numbers.iter().map(|number| one(*number)).collect()
}

fn clause(literals: &FileClause) -> Result<Clause, String> {
    literals.iter().map(|(option, on)| Ok(Literal::new(one(*option)?, *on))).collect()
}

fn rule(written: &FileRule) -> Result<Rule, String> {
    match written {
        FileRule { never: Some(never), .. } => Ok(Rule::Never(clause(never)?)),
        FileRule { at_most_one: Some(of), .. } => Ok(Rule::AtMostOne(from_one(of)?)),
        FileRule { at_least_one: Some(of), .. } => Ok(Rule::AtLeastOne(from_one(of)?)),
        FileRule { r#if: Some(when), then: Some(then), .. } => {
            Ok(Rule::If { when: clause(when)?, then: clause(then)? })
        }
        _ => Err("a rule of a kind that is not known".to_owned()),
    }
}

fn preference(written: &FilePreference) -> Result<Preference, String> {
    match written {
        FilePreference::Ranking(classes) => {
            let named = |class: &Vec<u32>| class.iter().copied().map(Named::Number).collect();
            Ok(Preference::Ranking(classes.iter().map(named).collect()))
        }
        FilePreference::Statements(all) => {
            let wish = |statement: &FileStatement| {
                Ok(Wish { any: statement.any.iter().map(clause).collect::<Result<_, String>>()? })
            };
            all.iter().map(wish).collect::<Result<_, String>>().map(Preference::Priorities)
        }
    }
}

fn of_graph(graph: &FileGraph) -> Result<Form, String> {
    let mut all = Vec::new();
    for moves in &graph.moves {
        let mut lists = vec![Vec::new(); graph.states.len()];
        for (from, to) in moves {
            let list = lists.get_mut(one(*from)?).ok_or("moves from a state that is not there")?;
            for to in to {
                list.push(to.checked_sub(1).ok_or("numbers begin with 1")?);
            }
        }
        all.push(lists);
    }
    let numbered = |(at, name): (usize, &String)| format!("{} {name}", at + 1);
    let states = graph.states.iter().enumerate().map(numbered).collect();
    Ok(Form::Graph { states, moves: all })
}
