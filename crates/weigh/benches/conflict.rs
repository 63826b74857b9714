//! How long it takes to say which states would hold: all states, all decision makers, five concepts.
//!
//!     cargo bench --package pourparler-weigh --bench conflict

mod chance;

use std::fmt;

use chance::Chance;
use divan::{Bencher, black_box};
use weigh::Work;
use weigh::conflict::{
    Conflict, Direction, Draft, Engine, Form, Lever, Literal, Maker, Preference, Wish, coalitions,
    stability,
};

fn main() {
    divan::main();
}

#[derive(Clone, Copy)]
struct Made {
    makers: usize,
    options: usize,
    threads: usize,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { makers, options, threads } = self;
        write!(f, "{makers} makers, {} states, {threads} threads", 1_u64 << options)
    }
}

const fn of(makers: usize, options: usize, threads: usize) -> Made {
    Made { makers, options, threads }
}

impl Chance {
    fn literal(&mut self, options: usize) -> Literal {
        Literal::new(self.below(options), self.below(2) == 1)
    }

    fn wish(&mut self, options: usize) -> Wish {
        let long = (0..3).map(|_| self.literal(options)).collect();
        Wish { any: vec![long, vec![self.literal(options)]] }
    }
}

fn draft(of: Made) -> Draft {
    let mut chance = Chance(7);
    let lever = |at: usize| Lever { name: format!("option {at}"), direction: Direction::Both };
    let maker = |at: usize| Maker {
        name: format!("maker {at}"),
        options: (0..of.options).filter(|option| option * of.makers / of.options == at).collect(),
        preference: Preference::Priorities(
            (0..of.options).map(|_| chance.wish(of.options)).collect(),
        ),
    };
    let makers = (0..of.makers).map(maker).collect();
    let options = (0..of.options).map(lever).collect();
    let form = Form::Options { options, rules: Vec::new(), merges: Vec::new() };
    Draft { makers, form, status_quo: None }
}

/// By wishes in order of priority.
fn conflict(of: Made) -> Conflict {
    draft(of).check().expect("a conflict")
}

/// The same, each state with a rank at random: the states in which little is stable.
fn at_random(of: Made) -> Conflict {
    let conflict = conflict(of);
    let mut chance = Chance(11);
    let mut rank = || u32::try_from(chance.below(1 << of.options)).unwrap_or_default();
    let own = |_| (0..conflict.states()).map(|_| rank()).collect();
    let ranks: Vec<Vec<u32>> = (0..of.makers).map(own).collect();
    conflict.with_ranks(&ranks).expect("ranks")
}

const SMALL: [Made; 4] = [of(3, 5, 1), of(3, 7, 1), of(3, 12, 1), of(4, 16, 1)];
const LARGE: [Made; 3] = [of(6, 16, 1), of(6, 20, 1), of(6, 20, 2)];

#[divan::bench(args = SMALL)]
fn wishes(bencher: Bencher, of: &Made) {
    let conflict = conflict(*of);
    bencher.bench(|| stability(black_box(&conflict), of.threads, &Work::default()));
}

#[divan::bench(args = LARGE, sample_count = 5, sample_size = 1)]
fn wishes_many(bencher: Bencher, of: &Made) {
    let conflict = conflict(*of);
    bencher.bench(|| stability(black_box(&conflict), of.threads, &Work::default()));
}

#[divan::bench(args = [of(3, 12, 1), of(4, 16, 1)])]
fn random(bencher: Bencher, of: &Made) {
    let conflict = at_random(*of);
    bencher.bench(|| stability(black_box(&conflict), of.threads, &Work::default()));
}

#[divan::bench(args = [of(6, 20, 1)], sample_count = 3, sample_size = 1)]
fn random_many(bencher: Bencher, of: &Made) {
    let conflict = at_random(*of);
    bencher.bench(|| stability(black_box(&conflict), of.threads, &Work::default()));
}

/// From the draft to states, moves and ranks.
#[divan::bench(args = [of(4, 16, 1), of(6, 20, 1)], sample_count = 5, sample_size = 1)]
fn checking(bencher: Bencher, of: &Made) {
    let draft = draft(*of);
    bencher.bench(|| black_box(&draft).check());
}

/// Other ranks for one decision maker, and everything anew, in room that is there.
#[divan::bench(args = [of(3, 5, 1), of(3, 7, 1)])]
fn again(bencher: Bencher, of: &Made) {
    let conflict = at_random(*of);
    let mut found = stability(&conflict, 1, &Work::default()).expect("small");
    let mut engine = Engine::of(&conflict);
    let ranks = conflict.ranks()[0].clone();
    bencher.bench_local(|| {
        engine.set_ranks(0, black_box(&ranks));
        engine.stability(&mut found, &Work::default())
    });
}

#[divan::bench(args = [of(3, 7, 1), of(4, 10, 1), of(4, 12, 1)], sample_count = 5, sample_size = 1)]
fn groups(bencher: Bencher, of: &Made) {
    let conflict = conflict(*of);
    bencher.bench(|| coalitions(black_box(&conflict), &Work::default()));
}
