//! Two small spaces for the tests.

use crate::number::Exact;
use crate::space::{Constraint, Draft, Issue, Party, Space};

pub(crate) fn party(name: &str, rows: &[&[i64]], reserve: Option<i64>) -> Party {
    let row = |row: &&[i64]| row.iter().map(|value| Exact::from(*value)).collect();
    Party {
        name: name.to_owned(),
        values: rows.iter().map(row).collect(),
        reserve: reserve.map(Exact::from),
    }
}

/// Two issues with three options; each party cares more for another one.
pub(crate) fn toy() -> Space {
    Draft {
        issues: vec![Issue::new("x", &["a", "b", "c"]), Issue::new("y", &["a", "b", "c"])],
        parties: vec![
            party("north", &[&[10, 6, 0], &[4, 2, 0]], Some(4)),
            party("south", &[&[0, 2, 4], &[0, 6, 10]], Some(4)),
        ],
        constraints: Vec::new(),
    }
    .check()
    .expect("a space")
}

/// The same, where the third option of the first needs the third of the second.
pub(crate) fn linked() -> Space {
    let mut draft = toy().to_draft();
    draft.constraints.push(Constraint::OnlyIf {
        issue: 0,
        options: vec![2],
        requires_issue: 1,
        requires_options: vec![2],
    });
    draft.check().expect("a space")
}
