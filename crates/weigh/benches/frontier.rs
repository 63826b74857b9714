//! How long the exact frontier takes: random and opposed preferences, two to five parties, whole
//! points, links. Spaces are made from a seed and scaled before the clock starts.
//!
//!     cargo bench --package pourparler-weigh

mod made;

use divan::{Bencher, black_box};
use made::{Made, made};
use weigh::{
    Additive, Constraint, Disagreement, Scaled, Space, Work, enumerate, frontier, opposition,
    solve, solve_directly,
};

fn main() {
    divan::main();
}

const fn of(parties: usize, issues: usize, options: usize) -> Made {
    Made { parties, issues, options, opposed: 0, points: 0, seed: 1 }
}

const fn opposed(made: Made, opposed: i64) -> Made {
    Made { opposed, ..made }
}

const fn points(made: Made, points: i64) -> Made {
    Made { points, ..made }
}

fn bench(bencher: Bencher, space: &Space) {
    let scaled = Scaled::of(space).expect("small numbers");
    let work = Work::default();
    let found = frontier(space, &scaled, &work).expect("small enough");
    bencher
        .counter(divan::counter::ItemsCount::new(found.len()))
        .bench(|| frontier(black_box(space), black_box(&scaled), &work));
}

const TWO: &[Made] = &[
    of(2, 3, 3),
    of(2, 6, 4),
    of(2, 8, 5),
    points(of(2, 8, 5), -1),
    of(2, 10, 4),
    opposed(of(2, 10, 4), 90),
    of(2, 20, 5),
    opposed(of(2, 20, 5), 80),
    opposed(of(2, 20, 5), 90),
    opposed(of(2, 20, 5), 95),
    points(opposed(of(2, 20, 5), 90), 1_000),
    of(2, 40, 5),
    of(2, 100, 5),
];

#[divan::bench(args = TWO)]
fn two(bencher: Bencher, of: &Made) {
    bench(bencher, &made(*of));
}

const THREE: &[Made] = &[
    of(3, 8, 4),
    points(of(3, 8, 4), -1),
    of(3, 10, 4),
    of(3, 10, 5),
    opposed(of(3, 10, 5), 90),
    points(of(3, 10, 5), 1_000),
    of(3, 20, 5),
];

#[divan::bench(args = THREE)]
fn three(bencher: Bencher, of: &Made) {
    bench(bencher, &made(*of));
}

const MORE: &[Made] = &[
    of(4, 8, 5),
    of(4, 10, 5),
    of(4, 12, 5),
    of(4, 15, 5),
    points(of(4, 15, 5), 100),
    of(5, 8, 5),
    of(5, 10, 5),
];

#[divan::bench(args = MORE, sample_count = 3, sample_size = 1)]
fn four_and_five(bencher: Bencher, of: &Made) {
    bench(bencher, &made(*of));
}

/// Links over a span of three issues.
#[divan::bench(args = [0, 3, 6, 10, 20])]
fn links(bencher: Bencher, links: usize) {
    let mut seeded = made::Seeded::new(7);
    let mut draft = made(of(2, 20, 5)).to_draft();
    for _ in 0..links {
        let mut pick = |of: u64| usize::try_from(seeded.next() % of).expect("small");
        let issue = pick(17);
        draft.constraints.push(Constraint::OnlyIf {
            issue,
            options: vec![pick(5)],
            requires_issue: issue + 1 + pick(3),
            requires_options: vec![pick(5), pick(5)],
        });
    }
    bench(bencher, &draft.check().expect("a space"));
}

/// All named solutions and the opposition, once the frontier is there.
#[divan::bench(args = [of(2, 8, 5), opposed(of(2, 20, 5), 90), opposed(of(3, 10, 5), 90)])]
fn solutions(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let scaled = Scaled::of(&space).expect("small numbers");
    let found = frontier(&space, &scaled, &Work::default()).expect("small enough");
    bencher.bench(|| {
        let named = solve(&space, &scaled, &found, &Disagreement::ReserveOrLeast);
        (named, opposition(&space, &scaled, &found))
    });
}

const DIRECT: &[Made] = &[
    of(2, 20, 5),
    opposed(of(2, 20, 5), 90),
    opposed(of(3, 20, 5), 90),
    of(4, 20, 5),
    opposed(of(4, 20, 5), 90),
    of(6, 20, 5),
    points(of(6, 20, 5), 1_000),
];

/// The named solutions without the frontier.
#[divan::bench(args = DIRECT, sample_count = 3, sample_size = 1)]
fn direct(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let work = Work { most_points: 100_000, ..Work::default() };
    let found = solve_directly(&space, &Disagreement::ReserveOrLeast, &work).expect("a space");
    let found = found.found.expect("a zone");
    assert!(found.nash.is_ok() && found.kalai_smorodinsky.is_ok() && found.egalitarian.is_ok());
    bencher.bench(|| solve_directly(&space, &Disagreement::ReserveOrLeast, &work));
}

const ONE_BY_ONE: &[Made] =
    &[of(2, 10, 4), opposed(of(2, 10, 4), 90), of(3, 10, 4), opposed(of(3, 10, 4), 90)];

/// A million deals one by one.
#[divan::bench(args = ONE_BY_ONE, sample_count = 3, sample_size = 1)]
fn enumerating(bencher: Bencher, of: &Made) {
    let space = made(*of);
    let scaled = Scaled::of(&space).expect("small numbers");
    let sizes = vec![of.options; of.issues];
    let table = Additive { space: &space, scaled: &scaled };
    bencher
        .counter(divan::counter::ItemsCount::new(1_u64 << 20))
        .bench(|| enumerate(&sizes, &table, &Work::default()));
}
