//! A case as it stands in its file, and the spaces it means.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use weigh::{Constraint, Draft, Exact, Issue, Party, Problem, Space};

use crate::compare::{Differences, Got};
use crate::{reading, uncertain};

/// A number as written: never through floating point.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number(pub(crate) Exact);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get().trim_matches('"');
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct File {
    kind: String,
    issues: Vec<FileIssue>,
    parties: Vec<FileParty>,
    #[serde(default)]
    constraints: Vec<FileConstraint>,
    outcomes: Option<Value>,
    unconstrained_pareto_vectors: Option<Value>,
    expected: Value,
}

#[derive(Deserialize)]
struct FileIssue {
    name: String,
    options: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct FileParty {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) weights: Vec<Number>,
    evaluations: Option<Vec<Vec<Number>>>,
    values: Option<Vec<Vec<Number>>>,
    points: Option<Vec<Vec<Number>>>,
    values_tenths: Option<Vec<Vec<Number>>>,
    reserve: Option<Number>,
    file_reservation: Option<Number>,
    #[serde(default)]
    pub(crate) weight_scenarios: Vec<Vec<Number>>,
    #[serde(default)]
    pub(crate) weight_intervals: Vec<(Number, Number)>,
}

#[derive(Deserialize)]
struct FileConstraint {
    r#type: String,
    issue: usize,
    options: Vec<usize>,
    requires: Option<FileRequires>,
}

#[derive(Deserialize)]
struct FileRequires {
    issue: usize,
    options: Vec<usize>,
}

/// A case, ready to be checked.
pub(crate) struct Case {
    file: File,
    issues: Vec<Issue>,
    constraints: Vec<Constraint>,
}

impl Case {
    /// Reads a case; what is wrong with its form comes back in words.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|why| format!("no case: {why}"))?;
        let issues = file
            .issues
            .iter()
            .map(|issue| Issue { name: issue.name.clone(), options: issue.options.clone() })
            .collect();
        let constraints = file.constraints.iter().map(constraint).collect::<Result<_, _>>()?;
        Ok(Self { file, issues, constraints })
    }

    /// Checks every reading of the case against what it expects.
    pub(crate) fn check(&self, differences: &mut Differences) {
        let readings: &[&str] = match self.file.kind.as_str() {
            "additive-genius" => &["genius", "raw"],
            "additive-decimal" | "additive-points" => &[""],
            "additive-uncertain" => {
                return uncertain::check(self, &self.file.expected, differences);
            }
            other => return differences.say("kind", &format!("\"{other}\" is not known")),
        };
        for reading in readings {
            match self.space(reading) {
                Ok(space) => self.check_reading(reading, &space, "", differences),
                Err(problems) => self.check_without_deal(reading, &problems, differences),
            }
        }
    }

    /// Checks one reading, from this file or from a folder beside it (`from`).
    pub(crate) fn check_reading(
        &self,
        reading: &str,
        space: &Space,
        from: &str,
        differences: &mut Differences,
    ) {
        let mut place = vec![from, reading];
        place.retain(|part| !part.is_empty());
        let place = place.join(" ");
        if let Some(outcomes) = &self.file.outcomes {
            let got = Got::Count(space.outcomes().to_string());
            differences.same(&format!("{place} outcomes"), outcomes, &got);
        }
        if let Some(expected) = &self.file.unconstrained_pareto_vectors {
            let free = Draft { constraints: Vec::new(), ..space.to_draft() };
            let got = match free.check() {
                Ok(free) => reading::pareto_vectors(&free),
                Err(_) => Got::Nothing,
            };
            let place = format!("{place} unconstrained_pareto_vectors");
            differences.same(&place, expected, &got);
        }
        match self.expected(reading) {
            Some(expected) => reading::check(space, expected, &place, differences),
            None => differences.say(&place, "nothing is expected of this reading"),
        }
    }

    /// A case whose constraints leave nothing expects noughts.
    fn check_without_deal(
        &self,
        reading: &str,
        problems: &[Problem],
        differences: &mut Differences,
    ) {
        let nothing = problems.iter().any(|p| matches!(p, Problem::NothingAdmissible { .. }));
        let expected =
            self.expected(reading).and_then(|expected| expected.get("outcomes_admissible"));
        if nothing && expected.and_then(crate::compare::as_count).as_deref() == Some("0") {
            return;
        }
        for problem in problems {
            differences.say(reading, &format!("{problem}; {}", problem.advice()));
        }
    }

    fn expected(&self, reading: &str) -> Option<&Value> {
        if reading.is_empty() { Some(&self.file.expected) } else { self.file.expected.get(reading) }
    }

    /// The space in one reading.
    fn space(&self, reading: &str) -> Result<Space, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut parties = Vec::new();
        for party in &self.file.parties {
            match party.read(reading) {
                Ok(party) => parties.push(party),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { self.with(parties) } else { Err(problems) }
    }

    /// The issues and constraints with these parties.
    pub(crate) fn with(&self, parties: Vec<Party>) -> Result<Space, Vec<Problem>> {
        Draft { issues: self.issues.clone(), parties, constraints: self.constraints.clone() }
            .check()
    }

    pub(crate) fn parties(&self) -> &[FileParty] {
        &self.file.parties
    }
}

impl FileParty {
    /// The values of options before weighting, where weights are uncertain.
    pub(crate) fn tenths(&self) -> Vec<Vec<Exact>> {
        let tenth = "0.1".parse().unwrap_or_else(|_| Exact::zero());
        let table = self.values_tenths.as_deref().unwrap_or_default();
        match (&self.values_tenths, &self.values) {
            (None, Some(values)) => exact(values),
            _ => exact(table)
                .iter()
                .map(|row| row.iter().map(|value| value * &tenth).collect())
                .collect(),
        }
    }

    fn read(&self, reading: &str) -> Result<Party, Vec<Problem>> {
        let reserve = self.reserve.as_ref().map(|number| number.0.clone());
        let weights = plain(&self.weights);
        if let Some(points) = &self.points {
            return Ok(Party { name: self.name.clone(), values: exact(points), reserve });
        }
        if let Some(values) = &self.values {
            return Party::weighted(&self.name, &weights, &exact(values), reserve);
        }
        let mut evaluations = exact(self.evaluations.as_deref().unwrap_or_default());
        if reading != "genius" {
            return Party::weighted(&self.name, &weights, &evaluations, reserve);
        }
        for row in &mut evaluations {
            let most = row.iter().max().cloned().unwrap_or_default();
            for value in row {
                *value = value.over(&most).unwrap_or_default();
            }
        }
        let written = self.file_reservation.as_ref().map(|number| number.0.clone());
        let above = written.filter(|number| !number.is_zero() && !number.is_negative());
        Party::weighted(&self.name, &weights, &evaluations, above.or(reserve))
    }
}

pub(crate) fn plain(numbers: &[Number]) -> Vec<Exact> {
    numbers.iter().map(|number| number.0.clone()).collect()
}

fn exact(rows: &[Vec<Number>]) -> Vec<Vec<Exact>> {
    rows.iter().map(|row| plain(row)).collect()
}

fn constraint(written: &FileConstraint) -> Result<Constraint, String> {
    let (issue, options) = (written.issue, written.options.clone());
    match (written.r#type.as_str(), &written.requires) {
        ("forbid", _) => Ok(Constraint::Forbid { issue, options }),
        ("only_if", Some(requires)) => Ok(Constraint::OnlyIf {
            issue,
            options,
            requires_issue: requires.issue,
            requires_options: requires.options.clone(),
        }),
        ("only_if", None) => Err("an only_if without requires".to_owned()),
        (other, _) => Err(format!("a constraint of the type \"{other}\", which is not known")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = r#"{"case": "t", "kind": "additive-decimal",
        "issues": [{"name": "i", "options": ["a", "b", "c"]}],
        "parties": [
            {"name": "P", "weights": ["1"], "values": [["0.1", "0.2", 0.30]], "reserve": null},
            {"name": "Q", "weights": [1], "values": [[3, "1/3", 0]], "reserve": "0.1"}],
        "outcomes": "3",
        "expected": {"pareto_vectors": 3, "pareto": [[["0.3", "0"], "1"], [["0.2", "1/3"], 1], [["0.1", "3"], "1"]],
            "solutions": {"disagreement": ["0.1", "0.1"], "outcomes_rational": "2", "active_parties": [0, 1],
                "nash": {"value": "7/300", "value_float": 0.0233333333333333, "n_vectors": 1,
                    "vectors": [{"u": ["0.2", "1/3"], "u_float": [0.2, 0.333333333333333], "outcomes": "1", "witnesses": [[1]]}]}}}}"#;

    fn lines(text: &str) -> Vec<String> {
        let mut differences = Differences::default();
        Case::read(text).expect("a case").check(&mut differences);
        differences.lines()
    }

    #[test]
    fn a_case_that_holds_has_no_differences() {
        assert_eq!(lines(CASE), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        for (from, to) in [
            ("\"outcomes\": \"3\"", "\"outcomes\": \"4\""),
            ("\"pareto_vectors\": 3", "\"pareto_vectors\": 2"),
            ("[[\"0.3\", \"0\"], \"1\"]", "[[\"0.3\", \"0\"], \"2\"]"),
            ("\"1/3\"], 1]", "\"0.333333333333333333\"], 1]"),
            ("[\"0.1\", \"0.1\"]", "[\"0\", \"0.1\"]"),
            ("\"outcomes_rational\": \"2\"", "\"outcomes_rational\": \"3\""),
            ("[0, 1]", "[0]"),
            ("7/300", "8/300"),
            ("0.0233333333333333", "0.0233333333333313"),
            ("\"n_vectors\": 1", "\"n_vectors\": 2"),
            ("[[1]]", "[[2]]"),
            ("\"disagreement\"", "\"disagrement\""),
        ] {
            let changed = CASE.replace(from, to);
            assert_ne!(changed, CASE, "{from}");
            assert_ne!(lines(&changed), Vec::<String>::new(), "{from} as {to}");
        }
    }

    #[test]
    fn what_is_no_number_is_no_case() {
        for wrong in ["NaN", "1e9999"] {
            let text = CASE.replace("\"0.2\", 0.30", &format!("\"{wrong}\", 0.30"));
            assert!(Case::read(&text).is_err_and(|why| why.contains("no case")), "{wrong}");
        }
    }
}
