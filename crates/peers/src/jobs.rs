//! What is measured: spaces, and what is done with each of them.

use crate::made::Made;

/// Where a space comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    /// A reference case, a folder of GENIUS XML, read raw as NegMAS reads it.
    Case(&'static str),
    /// Made from a seed.
    Made(Made),
}

/// One space and its tasks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    /// The name of its folder.
    pub(crate) name: &'static str,
    /// What it is, for the table.
    pub(crate) title: &'static str,
    pub(crate) source: Source,
    /// What both sides do.
    pub(crate) both: &'static [&'static str],
    /// What only we do.
    pub(crate) alone: &'static [&'static str],
    /// Whether all values are whole numbers: floating point adds them exactly, so both sides must
    /// find as many vectors.
    pub(crate) whole: bool,
}

const fn of(parties: usize, issues: usize, options: usize) -> Made {
    Made { parties, issues, options, opposed: 0, points: 0, seed: 2031 }
}

const fn opposed(made: Made) -> Made {
    Made { opposed: 90, ..made }
}

const fn points(made: Made, points: i64) -> Made {
    Made { points, ..made }
}

const fn job(
    name: &'static str,
    title: &'static str,
    made: Made,
    both: &'static [&'static str],
) -> Job {
    let whole = made.points > 0;
    Job { name, title, source: Source::Made(made), both, alone: &[], whole }
}

const fn case(name: &'static str, title: &'static str, both: &'static [&'static str]) -> Job {
    Job { name, title, source: Source::Case(name), both, alone: &[], whole: false }
}

const fn alone(
    name: &'static str,
    title: &'static str,
    made: Made,
    alone: &'static [&'static str],
) -> Job {
    let whole = made.points > 0;
    Job { name, title, source: Source::Made(made), both: &[], alone, whole }
}

/// Everything, what takes seconds first.
pub(crate) const ALL: &[Job] = &[
    case("o1-laptop-c", "o1, Laptop C", &["frontier", "merge", "offers", "offers-shared"]),
    case(
        "o2-england-zimbabwe",
        "o2, England-Zimbabwe",
        &["frontier", "merge", "offers", "offers-shared"],
    ),
    case("o3-politics-3p", "o3, Politics", &["frontier"]),
    job("2p-5x5", "5x5, random", of(2, 5, 5), &["frontier", "merge", "offers", "offers-shared"]),
    job("2p-5x5-opposed", "5x5, opposed .9", opposed(of(2, 5, 5)), &["frontier", "merge"]),
    job("2p-6x5", "6x5, random", of(2, 6, 5), &["frontier", "merge"]),
    job(
        "2p-6x5-opposed",
        "6x5, opposed .9",
        opposed(of(2, 6, 5)),
        &["frontier", "merge", "offers", "offers-shared"],
    ),
    job("2p-7x5", "7x5, random", of(2, 7, 5), &["frontier", "merge"]),
    job("2p-7x5-opposed", "7x5, opposed .9", opposed(of(2, 7, 5)), &["frontier", "merge"]),
    job(
        "2p-7x5-points",
        "7x5, opposed .9, 1,000 points",
        points(opposed(of(2, 7, 5)), 1_000),
        &["frontier", "merge"],
    ),
    job("2p-8x5", "8x5, random", of(2, 8, 5), &["frontier", "merge", "enumerate"]),
    job("2p-8x5-opposed", "8x5, opposed .9", opposed(of(2, 8, 5)), &["frontier", "merge"]),
    job("2p-20x5", "20x5, random", of(2, 20, 5), &["merge"]),
    job("2p-40x5", "40x5, random", of(2, 40, 5), &["merge"]),
    job("3p-6x6", "6x6, random", of(3, 6, 6), &["frontier"]),
    job("3p-6x6-opposed", "6x6, opposed .9", opposed(of(3, 6, 6)), &["frontier"]),
    job("3p-6x6-points", "6x6, random, 1,000 points", points(of(3, 6, 6), 1_000), &["frontier"]),
    job("3p-8x4", "8x4, random", of(3, 8, 4), &["frontier", "enumerate"]),
    job("3p-8x5", "8x5, random", of(3, 8, 5), &["frontier"]),
    job("2p-10x4-opposed", "10x4, opposed .9", opposed(of(2, 10, 4)), &["enumerate"]),
    Job {
        alone: &["frontier"],
        ..job("2p-20x5-opposed", "20x5, opposed .9", opposed(of(2, 20, 5)), &["merge"])
    },
    alone("3p-10x5", "10x5, random", of(3, 10, 5), &["frontier"]),
    alone("3p-10x5-opposed", "10x5, opposed .9", opposed(of(3, 10, 5)), &["frontier"]),
    alone("4p-15x5", "15x5, random", of(4, 15, 5), &["frontier"]),
    alone(
        "2p-10x5-draws",
        "10x5, random, 100 points",
        points(of(2, 10, 5), 100),
        &["10,000_draws"],
    ),
    alone(
        "2p-10x5-opposed-draws",
        "10x5, opposed .9, 100 points",
        points(opposed(of(2, 10, 5)), 100),
        &["1,000_draws"],
    ),
];

/// The same ways on small spaces, to see that all of it runs.
pub(crate) const TINY: &[Job] = &[
    case("o1-laptop-c", "o1, Laptop C", &["frontier", "merge", "offers", "offers-shared"]),
    job(
        "2p-3x3",
        "3x3, random",
        of(2, 3, 3),
        &["frontier", "merge", "enumerate", "offers", "offers-shared"],
    ),
    job(
        "2p-4x4-points",
        "4x4, opposed .9, 100 points",
        points(opposed(of(2, 4, 4)), 100),
        &["frontier", "merge"],
    ),
    job("3p-3x3", "3x3, random", of(3, 3, 3), &["frontier", "enumerate"]),
    alone("3p-10x5", "10x5, random", of(3, 10, 5), &["frontier"]),
    alone("2p-5x4-draws", "5x4, random, 100 points", points(of(2, 5, 4), 100), &["10,000_draws"]),
];

/// A job by its name.
pub(crate) fn find(name: &str) -> Option<&'static Job> {
    ALL.iter().chain(TINY).find(|job| job.name == name)
}
