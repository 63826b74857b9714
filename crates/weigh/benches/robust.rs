//! How long it takes to draw weights that nobody told: 10,000 draws, each with its frontier and its
//! Nash deals.
//!
//!     cargo bench --package pourparler-weigh --bench robust

mod made;

use divan::{Bencher, black_box};
use made::{Made, made};
use weigh::robust::{Belief, Draws, Uncertain, robustness};
use weigh::{Space, Work};

fn main() {
    divan::main();
}

const fn of(parties: usize, issues: usize, options: usize, opposed: i64) -> Made {
    Made { parties, issues, options, opposed, points: 100, seed: 1 }
}

fn parties(space: &Space) -> Vec<Uncertain> {
    let of =
        |party: &weigh::Party| Uncertain::valued(&party.name, &party.values, Belief::Unknown, None);
    space.parties().iter().map(of).collect()
}

#[divan::bench(args = [of(2, 6, 4, 0), of(2, 10, 5, 0), of(2, 10, 5, 90)], sample_count = 3, sample_size = 1)]
fn ten_thousand(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let parties = parties(&space);
    bencher.bench(|| {
        robustness(black_box(&space), black_box(&parties), &[], &Draws::default(), &Work::default())
    });
}
