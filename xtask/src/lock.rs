//! Nothing leaves the machine: no crate that opens connections is reachable from the command line.

use std::collections::{BTreeMap, BTreeSet};

/// Crates that open connections, or exist for those that do. The server may use them one day; it
/// listens on this machine. The command line and the engines may not.
const NETWORK: [&str; 17] = [
    "async-std", "attohttpc", "curl", "h2", "hickory-resolver", "hyper", "isahc", "mio", "minreq",
    "native-tls", "openssl", "quinn", "reqwest", "rustls", "socket2", "tokio", "ureq",
];

/// The crate from which reachability counts: it stands on every engine.
const FROM: &str = "pourparler-cli";

/// Every network crate reachable from the command line, with the way to it.
pub(crate) fn network(lock: &str) -> Vec<String> {
    let graph = graph(lock);
    let mut seen = BTreeSet::from([FROM]);
    let mut ways = vec![vec![FROM]];
    let mut problems = Vec::new();
    while let Some(way) = ways.pop() {
        let Some(last) = way.last() else { continue };
        for next in graph.get(last).into_iter().flatten() {
            if !seen.insert(*next) {
                continue;
            }
            let longer: Vec<&str> = way.iter().copied().chain([*next]).collect();
            if NETWORK.contains(next) {
                problems.push(format!("{} can open connections", longer.join(" -> ")));
            } else {
                ways.push(longer);
            }
        }
    }
    problems.sort();
    problems
}

/// Name to names; several versions of one crate count as one.
fn graph(lock: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut name = "";
    for line in lock.lines() {
        if let Some(found) = line.strip_prefix("name = \"") {
            name = found.trim_end_matches('"');
        } else if let Some(found) = line.strip_prefix(" \"") {
            let on = found.split([' ', '"']).next().unwrap_or("");
            graph.entry(name).or_default().insert(on);
        }
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"pourparler-cli\"\ndependencies = [\n \"page\",\n]\n\n\
        [[package]]\nname = \"page\"\ndependencies = [\n \"ureq 3.0.0\",\n]\n\n\
        [[package]]\nname = \"ureq\"\n\n\
        [[package]]\nname = \"tool\"\ndependencies = [\n \"tokio\",\n]\n";

    #[test]
    fn a_connection_far_below_is_found_with_its_way() {
        assert_eq!(network(LOCK), ["pourparler-cli -> page -> ureq can open connections"]);
    }

    #[test]
    fn what_the_command_line_does_not_reach_does_not_count() {
        assert_eq!(network(&LOCK.replace(" \"ureq 3.0.0\",\n", "")), Vec::<String>::new());
    }
}
