//! Small spaces at random: ties, indifferent parties, reserves, red lines and links are frequent.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::number::Exact;
use crate::space::{Constraint, Draft, Issue, Party};

/// A space in small whole numbers, and by what each party's numbers are divided.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    pub(super) sizes: Vec<usize>,
    /// By party, issue, option.
    pub(super) values: Vec<Vec<Vec<i64>>>,
    pub(super) below: Vec<i64>,
    pub(super) reserves: Vec<Option<i64>>,
    pub(super) constraints: Vec<Constraint>,
}

impl Small {
    pub(crate) fn draft(&self) -> Draft {
        let exact = |number: i64, below: i64| {
            Exact::ratio(number.into(), below.into()).expect("not over zero")
        };
        Draft {
            issues: self
                .sizes
                .iter()
                .enumerate()
                .map(|(at, size)| Issue {
                    name: format!("issue {at}"),
                    options: (0..*size).map(|option| format!("option {option}")).collect(),
                })
                .collect(),
            parties: self
                .values
                .iter()
                .enumerate()
                .map(|(at, rows)| Party {
                    name: format!("party {at}"),
                    values: rows
                        .iter()
                        .map(|row| row.iter().map(|value| exact(*value, self.below[at])).collect())
                        .collect(),
                    reserve: self.reserves[at].map(|reserve| exact(reserve, self.below[at])),
                })
                .collect(),
            constraints: self.constraints.clone(),
        }
    }
}

/// Two to five parties, mostly; now and then one, or seven.
pub(crate) fn small() -> impl Strategy<Value = Small> {
    let parties = prop_oneof![8 => 2..=5_usize, 1 => Just(1_usize), 1 => Just(7_usize)];
    (parties, vec(1..=4_usize, 1..=5)).prop_flat_map(|(parties, sizes)| {
        (
            vec(rows(sizes.clone()), parties),
            vec(prop::sample::select(vec![1_i64, 10, 3, 7]), parties),
            vec(prop::option::weighted(0.3, -2..18_i64), parties),
            vec(constraint(sizes.clone()), 0..=4),
        )
            .prop_map(move |(values, below, reserves, constraints)| Small {
                sizes: sizes.clone(),
                values,
                below,
                reserves,
                constraints,
            })
    })
}

/// One party's values: coarse, so that deals tie; sometimes all alike; sometimes beyond 64 bits.
fn rows(sizes: Vec<usize>) -> impl Strategy<Value = Vec<Vec<i64>>> {
    let most = prop::sample::select(vec![0_i64, 1, 3, 10, 10, 10, 50, 1 << 58]);
    most.prop_flat_map(move |most| {
        sizes.iter().map(|size| vec(-most / 9..=most, *size)).collect::<Vec<_>>()
    })
}

fn constraint(sizes: Vec<usize>) -> impl Strategy<Value = Constraint> {
    let issues = sizes.len();
    (0..issues, 0..issues, any::<bool>(), any::<[u8; 2]>()).prop_map(
        move |(issue, other, forbid, bits)| {
            let some = |of: usize, bits: u8| {
                (0..sizes[of]).filter(|option| bits >> option & 1 == 1).collect::<Vec<_>>()
            };
            if forbid {
                // Rarely all options, or most spaces would be empty.
                Constraint::Forbid { issue, options: some(issue, bits[0] & bits[1] & 0x35) }
            } else {
                Constraint::OnlyIf {
                    issue,
                    options: some(issue, bits[0]),
                    requires_issue: other,
                    requires_options: some(other, bits[1]),
                }
            }
        },
    )
}
