//! The front matter of a corpus file.

use serde::Deserialize;

use super::{Annotated, Fault};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    manner: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    parties: Vec<String>,
}

const FENCE: &str = "+++\n";

/// The front matter, the rest, and the line on which the rest begins.
pub(super) fn head(source: &str) -> (Annotated, &str, usize, Vec<Fault>) {
    let mut faults = Vec::new();
    let inner = source.strip_prefix(FENCE);
    let parts = inner.and_then(|rest| {
        let end =
            if rest.starts_with(FENCE) { Some(0) } else { rest.find("\n+++\n").map(|at| at + 1) };
        end.and_then(|end| Some((rest.get(..end)?, rest.get(end + FENCE.len()..)?)))
    });
    let Some((front, body)) = parts else {
        faults.push(Fault {
            line: 1,
            what: "no front matter between two lines of +++".to_owned(),
            mend: "begin the file with +++, kind, manner, date and parties, and +++",
        });
        return (Annotated::default(), source, 1, faults);
    };
    let line = 3 + front.matches('\n').count();
    let front: Front = match toml::from_str(front) {
        Ok(front) => front,
        Err(error) => {
            let before = error.span().and_then(|span| front.get(..span.start)).unwrap_or_default();
            faults.push(Fault {
                line: 2 + before.matches('\n').count(),
                what: format!("front matter: {}", error.message()),
                mend: "keys are kind, manner, date and parties",
            });
            Front::default()
        }
    };
    let names = |entry: &String| entry.split('|').map(|name| name.trim().to_owned()).collect();
    let out = Annotated {
        kind: front.kind,
        manner: front.manner,
        date: front.date,
        parties: front.parties.iter().map(names).collect(),
        ..Annotated::default()
    };
    (out, body, line, faults)
}

/// What only the whole file tells: fields left out, attributions without a part.
pub(super) fn complete(found: &Annotated, faults: &mut Vec<Fault>) {
    let mut fault = |what: String, mend| faults.push(Fault { line: 0, what, mend });
    if found.date.is_empty() || found.manner.is_empty() {
        fault("front matter lacks date or manner".to_owned(), "give both");
    }
    for item in &found.attributions {
        for (missing, name) in [(item.cue.is_empty(), "cue"), (item.content.is_empty(), "content")]
        {
            if missing {
                fault(
                    format!("attribution {} has no {name}", item.number),
                    "mark it with the same number; only the source may be missing",
                );
            }
        }
    }
}
