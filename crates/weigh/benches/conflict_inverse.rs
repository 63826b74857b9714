//! How long it takes to say what would have to change for a state to hold, and how firm what holds is:
//! random conflicts of about 100 states.
//!
//!     cargo bench --package pourparler-weigh --bench conflict_inverse

mod chance;

use chance::Chance;
use divan::{Bencher, black_box};
use weigh::Work;
use weigh::conflict::{
    Concept, Conflict, Direction, Doubt, Draft, Effort, Form, Lever, Literal, Maker, Preference,
    Rule, Sample, Scene, Unsure, Wanted, Wish, firmness, inverse, reworded,
};

fn main() {
    divan::main();
}

/// Three decision makers, seven options, two rules: 96 to 112 states. With wishes, or with a rank at
/// random for each state.
fn conflict(seed: u64, random: bool) -> Conflict {
    let mut chance = Chance(seed);
    let lever = |at: usize| Lever { name: format!("option {at}"), direction: Direction::Both };
    let owned = [vec![0, 1, 2], vec![3, 4], vec![5, 6]];
    let mut wish = || {
        let literals =
            (0..=chance.below(2)).map(|_| Literal::new(chance.below(7), chance.below(2) == 1));
        Wish { any: vec![literals.collect()] }
    };
    let makers = owned.into_iter().enumerate().map(|(at, options)| Maker {
        name: format!("maker {at}"),
        options,
        preference: Preference::Priorities((0..8).map(|_| wish()).collect()),
    });
    let rule = |a, b, c| {
        Rule::Never(vec![Literal::new(a, true), Literal::new(b, true), Literal::new(c, true)])
    };
    let form = Form::Options {
        options: (0..7).map(lever).collect(),
        rules: vec![rule(0, 3, 5), rule(1, 4, 6)],
        merges: Vec::new(),
    };
    let makers: Vec<Maker> = makers.collect();
    let conflict = Draft { makers, form, status_quo: None }.check().expect("a conflict");
    if !random {
        return conflict;
    }
    let states = conflict.states();
    let mut chance = Chance(seed + 1);
    let mut own = || -> Vec<u32> {
        (0..states).map(|_| u32::try_from(chance.below(10_000)).unwrap_or_default()).collect()
    };
    let ranks: Vec<Vec<u32>> = (0..3).map(|_| own()).collect();
    conflict.with_ranks(&ranks).expect("ranks")
}

/// Every fifth state of one conflict, wanted of one decision maker after the other.
fn wants(conflict: &Conflict, concept: Concept) -> Vec<Wanted> {
    let states = (0..).take(conflict.states()).step_by(5);
    states
        .zip([0, 1, 2].into_iter().cycle())
        .map(|(state, maker): (Scene, usize)| Wanted { state, concept, makers: vec![maker] })
        .collect()
}

#[divan::bench(args = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq], sample_count = 5, sample_size = 1)]
fn one_ranking_twenty_states(bencher: Bencher, concept: Concept) {
    let conflict = conflict(1, true);
    let wants = wants(&conflict, concept);
    bencher.bench(|| {
        let ask =
            |wanted| inverse(black_box(&conflict), wanted, &Effort::default(), &Work::default());
        wants.iter().flat_map(ask).count()
    });
}

#[divan::bench(args = [Concept::Nash, Concept::Smr, Concept::Seq], sample_count = 3, sample_size = 1)]
fn statements_twenty_states(bencher: Bencher, concept: Concept) {
    let conflict = conflict(1, false);
    let wants = wants(&conflict, concept);
    let effort = Effort { nodes: 20_000, listed: 100 };
    bencher.bench(|| {
        let ask = |wanted| reworded(black_box(&conflict), wanted, &effort, &Work::default());
        wants.iter().flat_map(ask).count()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn thousand_draws(bencher: Bencher) {
    let conflict = conflict(1, true);
    let two = weigh::Exact::one() + weigh::Exact::one();
    let doubt = |maker| Doubt { maker, unsure: Unsure::Noise(two.clone()) };
    let doubts = [doubt(0), doubt(1), doubt(2)];
    bencher.bench(|| {
        firmness(black_box(&conflict), &doubts, &[0, 1, 2], &Sample::default(), &Work::default())
    });
}
