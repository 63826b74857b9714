//! How many talks a second: alternating offers of at most 100 rounds with the whole trace, the
//! ranking shared; the ranking itself; a single text.
//!
//!     cargo bench --package pourparler-weigh --bench simulate

mod made;

use divan::{Bencher, black_box};
use made::{Made, made};
use weigh::simulate::{Ranking, Seat, SingleText, Start, Strategy, Voter, alternate, mediate};
use weigh::{Scaled, Space, Work};

fn main() {
    divan::main();
}

/// 27, 576, 3,024 and 15,625 deals.
const SIZES: &[&[usize]] = &[&[3, 3, 3], &[3, 3, 4, 4, 4], &[3, 4, 6, 6, 7], &[5, 5, 5, 5, 5, 5]];

/// Two opposed parties over issues with so many options each.
fn space(sizes: &[usize]) -> Space {
    let options = sizes.iter().copied().max().unwrap_or(1);
    let issues = sizes.len();
    let whole = made(Made { parties: 2, issues, options, opposed: 90, points: 0, seed: 1 });
    let mut draft = whole.to_draft();
    for (at, size) in sizes.iter().enumerate() {
        draft.issues[at].options.truncate(*size);
        for party in &mut draft.parties {
            party.values[at].truncate(*size);
        }
    }
    draft.check().expect("a space")
}

/// Items are acts: offers and acceptances, each with its place in the trace.
fn talks(bencher: Bencher, sizes: &[usize], strategies: [Strategy; 2]) {
    let space = space(sizes);
    let scaled = Scaled::of(&space).expect("small numbers");
    let ranking = Ranking::of(&space, &scaled, &Work::default()).expect("small enough");
    let seats: Vec<Seat> = strategies.map(Seat::from).to_vec();
    let acts = alternate(&ranking, &seats, 100, 1).expect("two seats").acts.len();
    bencher
        .counter(divan::counter::ItemsCount::new(acts))
        .bench(|| alternate(black_box(&ranking), &seats, 100, 1));
}

#[divan::bench(args = SIZES)]
fn boulware_conceder(bencher: Bencher, of: &[usize]) {
    talks(bencher, of, [Strategy::boulware(), Strategy::conceder()]);
}

#[divan::bench(args = SIZES)]
fn boulware_boulware(bencher: Bencher, of: &[usize]) {
    talks(bencher, of, [Strategy::boulware(); 2]);
}

#[divan::bench(args = SIZES)]
fn linear_linear(bencher: Bencher, of: &[usize]) {
    talks(bencher, of, [Strategy::linear(); 2]);
}

#[divan::bench(args = SIZES)]
fn micro_micro(bencher: Bencher, of: &[usize]) {
    talks(bencher, of, [Strategy::Micro; 2]);
}

#[divan::bench(args = SIZES)]
fn ranking(bencher: Bencher, of: &[usize]) {
    let space = space(of);
    let scaled = Scaled::of(&space).expect("small numbers");
    bencher.bench(|| Ranking::of(black_box(&space), &scaled, &Work::default()));
}

#[divan::bench(args = [&[5_usize; 6] as &[usize], &[5; 20]])]
fn single_text(bencher: Bencher, of: &[usize]) {
    let space = space(of);
    let scaled = Scaled::of(&space).expect("small numbers");
    let voters = vec![Voter::Annealer { percent: 10 }; 2];
    let how = SingleText { voters, start: Start::Drawn, steps: 1_000, touches: 1 };
    bencher.bench(|| mediate(black_box(&space), &scaled, &how, 1));
}
