//! How many talks a second: alternating offers of at most 100 rounds with the whole trace, the
//! ranking shared; the ranking itself; a single text.
//!
//!     cargo bench --package pourparler-weigh --bench simulate

mod made;

use divan::{Bencher, black_box};
use made::{Made, made};
use weigh::simulate::{Ranking, Seat, SingleText, Start, Strategy, Voter, alternate, mediate};
use weigh::{Scaled, Work};

fn main() {
    divan::main();
}

const fn of(issues: usize, options: usize) -> Made {
    Made { parties: 2, issues, options, opposed: 90, points: 0, seed: 1 }
}

/// 27, 625, 3,125 and 15,625 deals.
const SIZES: &[Made] = &[of(3, 3), of(4, 5), of(5, 5), of(6, 5)];

fn talks(bencher: Bencher, of: &Made, strategies: [Strategy; 2]) {
    let space = made(*of);
    let scaled = Scaled::of(&space).expect("small numbers");
    let ranking = Ranking::of(&space, &scaled, &Work::default()).expect("small enough");
    let seats: Vec<Seat> = strategies.map(Seat::from).to_vec();
    bencher
        .counter(divan::counter::ItemsCount::new(1_usize))
        .bench(|| alternate(black_box(&ranking), &seats, 100, 1));
}

#[divan::bench(args = SIZES)]
fn boulware_conceder(bencher: Bencher, of: &Made) {
    talks(bencher, of, [Strategy::boulware(), Strategy::conceder()]);
}

#[divan::bench(args = SIZES)]
fn boulware_boulware(bencher: Bencher, of: &Made) {
    talks(bencher, of, [Strategy::boulware(); 2]);
}

#[divan::bench(args = SIZES)]
fn linear_linear(bencher: Bencher, of: &Made) {
    talks(bencher, of, [Strategy::linear(); 2]);
}

#[divan::bench(args = SIZES)]
fn micro_micro(bencher: Bencher, of: &Made) {
    talks(bencher, of, [Strategy::Micro; 2]);
}

#[divan::bench(args = SIZES)]
fn ranking(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let scaled = Scaled::of(&space).expect("small numbers");
    bencher.bench(|| Ranking::of(black_box(&space), &scaled, &Work::default()));
}

#[divan::bench(args = [of(6, 5), of(20, 5)])]
fn single_text(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let scaled = Scaled::of(&space).expect("small numbers");
    let voters = vec![Voter::Annealer { percent: 10 }; 2];
    let how = SingleText { voters, start: Start::Drawn, steps: 1_000, touches: 1 };
    bencher.bench(|| mediate(black_box(&space), &scaled, &how, 1));
}
