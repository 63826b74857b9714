//! Who may depend on whom: the star of DESIGN.md as a table, checked against what Cargo sees.

use std::path::Path;
use std::process::Command;

use crate::json::{self, Value};
use crate::lock;
use crate::outcome::Outcome;

/// Each crate of ours, and the crates of ours on which it may depend. All of the house stands
/// here, also what is not built yet. Tests and build scripts are held to the same table.
const MAY: [(&str, &[&str]); 12] = [
    ("model", &[]),
    ("read", &["model"]),
    ("weigh", &["model"]),
    // Formats in and out: what they hold is what `weigh` weighs.
    ("scenario", &["model", "weigh"]),
    ("table", &["model"]),
    ("watch", &["model"]),
    ("server", &["model", "read", "weigh", "scenario", "table", "watch"]),
    ("cli", &["model", "read", "weigh", "scenario", "table", "watch"]),
    ("score", &["model", "read"]),
    ("cases", &["model", "weigh", "scenario"]),
    ("peers", &["model", "weigh", "scenario"]),
    ("xtask", &["model", "read", "weigh", "table", "watch", "server", "cli"]),
];

/// One of our crates as Cargo sees it.
#[derive(Debug)]
struct Member {
    /// Its name without the prefix.
    name: String,
    /// Our own crates that it names as dependencies, of any kind.
    depends_on: Vec<String>,
}

/// The whole check.
pub(crate) fn check(root: &Path) -> Outcome {
    let members = match metadata(root) {
        Ok(members) => members,
        Err(why) => return Outcome::could_not("ask Cargo for the crates", why),
    };
    let mut problems = forbidden(&members);
    match std::fs::read_to_string(root.join("Cargo.lock")) {
        Ok(text) => problems.extend(lock::network(&text)),
        Err(why) => problems.push(format!("Cargo.lock: {why}")),
    }
    Outcome::of(problems, || {
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        format!("{} keep to their layers; no network code", names.join(", "))
    })
}

fn metadata(root: &Path) -> Result<Vec<Member>, String> {
    let out = Command::new(crate::steps::cargo())
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .map_err(|why| why.to_string())?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).trim().to_owned());
    }
    let value = json::parse(&String::from_utf8_lossy(&out.stdout)).ok_or("no JSON")?;
    members(&value).ok_or_else(|| "no packages in what it printed".to_owned())
}

/// The members in what `cargo metadata` printed. A dependency is ours when it has a path.
fn members(metadata: &Value) -> Option<Vec<Member>> {
    let short = |name: &str| name.strip_prefix("pourparler-").unwrap_or(name).to_owned();
    let mut members = Vec::new();
    for package in metadata.get("packages")?.list() {
        let mut depends_on: Vec<String> = package
            .get("dependencies")?
            .list()
            .iter()
            .filter(|dependency| dependency.get("path").and_then(Value::text).is_some())
            .filter_map(|dependency| dependency.get("name")?.text())
            .map(short)
            .collect();
        depends_on.sort();
        depends_on.dedup();
        members.push(Member { name: short(package.get("name")?.text()?), depends_on });
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Some(members)
}

/// Every edge that the table does not allow.
fn forbidden(members: &[Member]) -> Vec<String> {
    let mut problems = Vec::new();
    for Member { name, depends_on } in members {
        let Some((_, may)) = MAY.iter().find(|(known, _)| known == name) else {
            problems.push(format!("{name} has no row in the table of xtask/src/layers.rs"));
            continue;
        };
        for on in depends_on.iter().filter(|on| !may.contains(&on.as_str())) {
            problems.push(format!(
                "{name} may not depend on {on} (it may on: {}); see ARCHITECTURE.md",
                if may.is_empty() { "nothing of ours".to_owned() } else { may.join(", ") }
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, depends_on: &[&str]) -> Member {
        Member {
            name: name.to_owned(),
            depends_on: depends_on.iter().map(|on| (*on).to_owned()).collect(),
        }
    }

    #[test]
    fn a_forbidden_edge_is_reported() {
        let house = [
            member("model", &[]),
            member("read", &["model"]),
            member("weigh", &["model", "read"]),
            member("cli", &["model", "read", "weigh"]),
        ];
        let problems = forbidden(&house);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("weigh may not depend on read"), "{problems:?}");
    }

    #[test]
    fn nothing_of_ours_stands_below_model_and_nobody_stands_on_cli() {
        assert_eq!(forbidden(&[member("model", &["read"])]).len(), 1);
        assert_eq!(forbidden(&[member("server", &["cli"])]).len(), 1);
        assert_eq!(forbidden(&[member("xtask", &["cli", "server"])]).len(), 0);
    }

    #[test]
    fn a_crate_without_a_row_is_reported() {
        assert_eq!(forbidden(&[member("util", &[])]).len(), 1);
    }

    #[test]
    fn renamed_and_test_dependencies_count() {
        let text = r#"{"packages": [{"name": "pourparler-weigh", "dependencies": [
            {"name": "pourparler-model", "rename": "model", "path": "/x", "kind": null},
            {"name": "pourparler-read", "rename": "reader", "path": "/x", "kind": "dev"},
            {"name": "toml", "rename": null, "kind": null}]}]}"#;
        let members = json::parse(text).as_ref().and_then(members).expect("members");
        assert_eq!(members[0].depends_on, ["model", "read"]);
        assert_eq!(forbidden(&members).len(), 1);
    }
}
