//! How long it takes to find all openings and cores: 20 issues with 5 choices and dozens of red lines,
//! without and with links and reserves.
//!
//!     cargo bench --package pourparler-weigh --bench blockers

mod made;

use divan::{Bencher, black_box};
use made::{Made, Seeded, made};
use weigh::blockers::{Bounds, Question, Soft, blockers};
use weigh::{Exact, Link, RedLine, Space, Work};

fn main() {
    divan::main();
}

const ISSUES: usize = 20;
const CHOICES: usize = 5;

fn space(parties: usize) -> Space {
    let points = 100;
    made(Made { parties, issues: ISSUES, options: CHOICES, opposed: 0, points, seed: 1 })
}

/// Red lines at random, and some issues shut altogether.
fn red_lines(seeded: &mut Seeded, lines: usize, shut: usize, parties: u64) -> Vec<Soft> {
    let mut pick = |of: u64| usize::try_from(seeded.next() % of).expect("small");
    let mut out = Vec::new();
    for at in 0..lines {
        let (issue, choice) = if at < shut * CHOICES {
            (at / CHOICES * (ISSUES / shut.max(1)), at % CHOICES)
        } else {
            (pick(ISSUES as u64), pick(CHOICES as u64))
        };
        let party = pick(parties);
        out.push(Soft::RedLine(RedLine { party, issue, choice, evidence: vec![at] }));
    }
    out
}

fn links(seeded: &mut Seeded, links: usize) -> Vec<Soft> {
    let mut pick = |of: u64| usize::try_from(seeded.next() % of).expect("small");
    (0..links)
        .map(|at| {
            let issue = pick(ISSUES as u64 - 3);
            Soft::Link(Link {
                party: Some(0),
                issue,
                options: vec![pick(CHOICES as u64), pick(CHOICES as u64)],
                requires_issue: issue + 1 + pick(3),
                requires_options: vec![pick(CHOICES as u64)],
                evidence: vec![at],
            })
        })
        .collect()
}

fn run(bencher: Bencher, space: &Space, soft: &[Soft]) {
    let question = Question { space, soft, target: &[] };
    bencher.bench(|| {
        let found = blockers(black_box(&question), &Bounds::default(), &Work::default());
        found.expect("within the bounds")
    });
}

#[divan::bench(args = [24, 60, 100])]
fn red(bencher: Bencher, lines: usize) {
    let soft = red_lines(&mut Seeded::new(3), lines, 3, 3);
    run(bencher, &space(3), &soft);
}

#[divan::bench(args = [4, 10, 20])]
fn red_and_links(bencher: Bencher, count: usize) {
    let mut seeded = Seeded::new(4);
    let mut soft = red_lines(&mut seeded, 60, 3, 3);
    soft.extend(links(&mut seeded, count));
    run(bencher, &space(3), &soft);
}

#[divan::bench(args = [50, 70, 80], sample_count = 3, sample_size = 1)]
fn red_and_reserves(bencher: Bencher, least: i64) {
    let mut soft = red_lines(&mut Seeded::new(5), 40, 2, 2);
    soft.extend((0..2).map(|party| Soft::Reserve {
        party,
        least: Exact::from(least),
        evidence: vec![party],
    }));
    run(bencher, &space(2), &soft);
}
