//! Two articles laid beside each other: local alignment (Smith and Waterman 1981) in a band around
//! the places where their features agree.

use std::ops::Range;

use super::print::Word;

/// A place that two articles share: a word of the earlier and one of the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    /// The word in the later article. First, so that seeds are sorted by it.
    pub(super) b: usize,
    /// The word in the earlier article.
    pub(super) a: usize,
}

/// Words of both articles that were laid upon each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// In the earlier article.
    pub(super) a: Range<usize>,
    /// In the later article.
    pub(super) b: Range<usize>,
    /// The pairs of equal words.
    pub(super) same: Vec<Seed>,
}

/// What a word costs that stands in one article only, or is another one in the other.
const MISS: i16 = 2;
/// An alignment ends where it has lost this much: about 20 words in a row that differ.
const DROP: i16 = 40;
/// Seeds this far apart in the later article belong to different chains.
const GAP: usize = 80;
/// Seeds of one chain may shift against each other by this many words from one to the next.
const SHIFT: usize = 14;
/// How far beyond the seeds of a chain an alignment may drift to either side.
const MARGIN: usize = 20;
/// How far before the first and behind the last seed an alignment may reach.
const REACH: usize = 40;
/// Longest piece and widest band that are aligned at once.
const LONGEST: usize = 1_500;
const WIDEST: usize = 160;
/// Chains that are followed at the same time.
const OPEN: usize = 64;
/// Cells that may be computed for each word of the later article, over all its comparisons.
const CELLS_A_WORD: usize = 400;

/// What has been done for the later article of a comparison.
#[derive(Debug)]
pub(super) struct Work {
    /// Cells that may still be computed.
    budget: usize,
    /// For each word: in how many earlier articles it was found.
    found: Vec<u8>,
    /// For each word: how often it was laid upon an earlier article, whatever came of it.
    tried: Vec<u8>,
}

/// Words that were found in so many articles are not looked for in more: the nearest source and the
/// next are enough, and a line that everybody prints costs no more than two.
const ENOUGH: u8 = 2;
/// Words that agreed so often and were nothing copied are what everybody prints: the most alike come
/// first.
const TRIES: u8 = 6;

impl Work {
    pub(super) fn new(words: usize) -> Self {
        let budget = words.saturating_add(300).saturating_mul(CELLS_A_WORD);
        Self { budget, found: vec![0; words], tried: vec![0; words] }
    }

    /// Notes where words of the later article were found.
    pub(super) fn note(&mut self, segments: &[Segment]) {
        count(&mut self.found, segments);
    }

    /// The places in words that have not been found often enough.
    pub(super) fn open(&self, seeds: &[Seed]) -> Vec<Seed> {
        let below = |counts: &[u8], word: usize, most: u8| {
            counts.get(word).is_none_or(|count| *count < most)
        };
        let open =
            |seed: &&Seed| below(&self.found, seed.b, ENOUGH) && below(&self.tried, seed.b, TRIES);
        seeds.iter().filter(open).copied().collect()
    }
}

fn count(counts: &mut [u8], segments: &[Segment]) {
    for word in segments.iter().flat_map(|segment| segment.b.clone()) {
        if let Some(count) = counts.get_mut(word) {
            *count = count.saturating_add(1);
        }
    }
}

/// Lays two articles beside each other around their shared places, sorted. Stops when `work` has
/// nothing left.
pub(super) fn align(a: &[Word], b: &[Word], seeds: &[Seed], work: &mut Work) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut left = work.open(seeds);
    'work: while left.len() >= super::index::LEAST_SEEDS {
        let mut rest = Vec::new();
        for chain in chains(&left) {
            if chain.len() < super::index::LEAST_SEEDS {
                continue;
            }
            let window = Window::around(&chain, a.len(), b.len());
            let cells = window.rows.len().saturating_mul(window.width);
            let Some(left) = work.budget.checked_sub(cells) else { break 'work };
            work.budget = left;
            let steps = window.best(a, b);
            let seen = match (steps.first(), steps.last()) {
                (Some(first), Some(last)) => first.b..last.b + 1,
                _ => 0..0,
            };
            out.extend(pieces(&steps));
            let outside = chain.iter().filter(|seed| !seen.contains(&seed.b));
            // A path that leaves all its seeds aside would be found again and again.
            let outside: Vec<Seed> = outside.copied().collect();
            if outside.len() < chain.len() {
                rest.extend(outside);
            }
        }
        rest.sort_unstable();
        left = rest;
    }
    count(&mut work.tried, &out);
    out
}

/// Seeds in a row on about the same diagonal.
fn chains(seeds: &[Seed]) -> Vec<Vec<Seed>> {
    struct Chain {
        seeds: Vec<Seed>,
        low: isize,
        high: isize,
    }
    let mut done: Vec<Chain> = Vec::new();
    let mut open: Vec<Chain> = Vec::new();
    for seed in seeds {
        let here = diagonal(seed);
        let mut at = 0;
        while let Some(chain) = open.get(at) {
            if chain.seeds.last().is_some_and(|last| seed.b - last.b <= GAP) {
                at += 1;
            } else {
                done.push(open.remove(at));
            }
        }
        let fits = |chain: &Chain| {
            let shift = chain.seeds.last().map(diagonal)?.abs_diff(here);
            let wide = chain.high.max(here).abs_diff(chain.low.min(here));
            let long = seed.b - chain.seeds.first()?.b;
            (shift <= SHIFT && wide <= WIDEST - 2 * MARGIN && long <= LONGEST).then_some(shift)
        };
        let near = open.iter().enumerate().filter_map(|(at, chain)| Some((fits(chain)?, at))).min();
        let room = open.len() < OPEN;
        match near.and_then(|(_, at)| open.get_mut(at)) {
            Some(chain) => {
                chain.seeds.push(*seed);
                (chain.low, chain.high) = (chain.low.min(here), chain.high.max(here));
            }
            None if room => open.push(Chain { seeds: vec![*seed], low: here, high: here }),
            None => {}
        }
    }
    done.extend(open);
    let mut out: Vec<Vec<Seed>> = done.into_iter().map(|chain| chain.seeds).collect();
    // The longest first: what it explains need not be looked at again.
    out.sort_by(|one, two| two.len().cmp(&one.len()).then_with(|| one.cmp(two)));
    out
}

fn signed(at: usize) -> isize {
    isize::try_from(at).unwrap_or(isize::MAX / 4)
}

fn diagonal(seed: &Seed) -> isize {
    signed(seed.a) - signed(seed.b)
}

/// One step of an alignment, from left to right.
#[derive(Debug, Clone, Copy)]
struct Step {
    a: usize,
    b: usize,
    score: i16,
}

/// How the best path into a cell comes.
const STOP: u8 = 0;
const BOTH: u8 = 1;
const LATER: u8 = 2;
const EARLIER: u8 = 3;

/// A band of cells: rows are words of the later article, columns those of the earlier.
struct Window {
    rows: Range<usize>,
    /// The row of the last seed.
    last: usize,
    /// Column of the first cell in the first row; may lie before the first word.
    left: isize,
    width: usize,
}

/// The band as far as it has been computed. Scores have 16 bits, so that the machine works on eight
/// at a time; no window is so long that they would not do.
struct Band {
    ways: Vec<u8>,
    above: Vec<i16>,
    row: Vec<i16>,
    both: Vec<i16>,
    later: Vec<i16>,
    /// Codes and weights of the words that some row meets, and the first of them.
    codes: Vec<u32>,
    weights: Vec<i16>,
    from: usize,
}

impl Window {
    fn around(chain: &[Seed], a: usize, b: usize) -> Self {
        let first = chain.first().map_or(0, |seed| seed.b);
        let last = chain.last().map_or(0, |seed| seed.b);
        let diagonals = chain.iter().map(diagonal);
        let low = diagonals.clone().min().unwrap_or(0) - signed(MARGIN);
        let high = diagonals.max().unwrap_or(0) + signed(MARGIN);
        // Rows without any column of the earlier article are left out.
        let from = first.saturating_sub(REACH).max(usize::try_from(-high).unwrap_or(0));
        let to = (last + REACH).min(b);
        let to = to.min(usize::try_from(signed(a) - low).unwrap_or(0));
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        Self { rows: from..to.max(from), last, left: signed(from) + low, width }
    }

    fn band(&self, a: &[Word]) -> Band {
        let from = usize::try_from(self.left).unwrap_or(0).min(a.len());
        let end = self.left + signed(self.rows.len() + self.width);
        let end = usize::try_from(end).unwrap_or(0).clamp(from, a.len());
        let columns = a.get(from..end).unwrap_or_default();
        Band {
            ways: vec![STOP; self.rows.len() * self.width],
            above: vec![0; self.width + 1],
            row: vec![0; self.width + 1],
            both: vec![0; self.width],
            later: vec![0; self.width],
            codes: columns.iter().map(|word| word.code).collect(),
            weights: columns.iter().map(|word| word.class.weight()).collect(),
            from,
        }
    }

    /// The best local alignment in the band.
    fn best(&self, a: &[Word], b: &[Word]) -> Vec<Step> {
        let mut band = self.band(a);
        let (mut most, mut end) = (0, None);
        for (line, at) in self.rows.clone().enumerate() {
            let Some(word) = b.get(at) else { break };
            let top = self.fill(&mut band, line, word);
            if top > most {
                let cell = band.row.iter().position(|score| *score == top);
                (most, end) = (top, cell.map(|cell| (line, cell)));
            } else if at > self.last && top <= most.saturating_sub(DROP) {
                break;
            }
            std::mem::swap(&mut band.row, &mut band.above);
        }
        self.path(&band.ways, a, b, end)
    }

    /// Computes one row and gives its best score.
    fn fill(&self, band: &mut Band, line: usize, word: &Word) -> i16 {
        let left = self.left + signed(line);
        band.row.fill(0);
        // The cells whose column lies in the earlier article.
        let skip = usize::try_from(-left).unwrap_or(0).min(self.width);
        let column = usize::try_from(left).unwrap_or(0).saturating_sub(band.from);
        let codes = band.codes.get(column..).unwrap_or_default();
        let weights = band.weights.get(column..).unwrap_or_default();
        let cells = (self.width - skip).min(codes.len());
        let weight = word.class.weight();
        let Band { ways, above, row, both, later, .. } = band;
        let (both, later) = (&mut both[..cells], &mut later[..cells]);
        let row = &mut row[skip..skip + cells];
        let (up, next) = (&above[skip..skip + cells], &above[skip + 1..=skip + cells]);
        let words = codes[..cells].iter().zip(&weights[..cells]);
        for ((both, above), (code, other)) in both.iter_mut().zip(up).zip(words) {
            // Worked out either way, so that there is nothing to jump over.
            let gain = weight.min(*other);
            let gain = if *code == word.code { gain } else { -MISS };
            *both = above.saturating_add(gain);
        }
        for ((later, above), (best, both)) in
            later.iter_mut().zip(next).zip(row.iter_mut().zip(both.iter()))
        {
            *later = above.saturating_sub(MISS);
            *best = (*both).max(*later).max(0);
        }
        let mut before = 0_i16;
        for best in row.iter_mut() {
            before = (*best).max(before - MISS);
            *best = before;
        }
        let from = line * self.width + skip;
        let ways = ways[from..from + cells].iter_mut();
        for ((way, score), (both, later)) in ways.zip(row.iter()).zip(both.iter().zip(later.iter()))
        {
            let moved = if score == later { LATER } else { EARLIER };
            let moved = if score == both { BOTH } else { moved };
            *way = if *score > 0 { moved } else { STOP };
        }
        row.iter().copied().max().unwrap_or(0)
    }

    /// The way back from the best cell.
    fn path(
        &self,
        ways: &[u8],
        a: &[Word],
        b: &[Word],
        mut end: Option<(usize, usize)>,
    ) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some((line, cell)) = end {
            let way = ways[line * self.width + cell];
            let at = self.rows.start + line;
            let column = self.left + signed(line + cell);
            let (Ok(column), true) = (usize::try_from(column), way != STOP) else { break };
            let score = match (way, b.get(at), a.get(column)) {
                (BOTH, Some(word), Some(other)) => gain(word, other),
                _ => -MISS,
            };
            steps.push(Step { a: column, b: at, score });
            end = match way {
                BOTH => line.checked_sub(1).map(|line| (line, cell)),
                LATER => line.checked_sub(1).map(|line| (line, cell + 1)),
                _ => cell.checked_sub(1).map(|cell| (line, cell)),
            };
            end = end.filter(|(_, cell)| *cell < self.width);
        }
        steps.reverse();
        steps
    }
}

fn gain(word: &Word, other: &Word) -> i16 {
    if word.code == other.code { word.class.weight().min(other.class.weight()) } else { -MISS }
}

/// A path is cut where it runs through too many words that differ; each piece begins and ends with
/// an equal word.
fn pieces(steps: &[Step]) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut same: Vec<Seed> = Vec::new();
    let (mut score, mut most, mut until) = (0, 0, 0);
    for step in steps {
        if step.score > 0 {
            same.push(Seed { b: step.b, a: step.a });
        }
        if !same.is_empty() {
            score += step.score;
        }
        if score > most {
            (most, until) = (score, same.len());
        } else if score <= most - DROP || score < 0 {
            same.truncate(until);
            out.extend(segment(std::mem::take(&mut same)));
            (score, most, until) = (0, 0, 0);
        }
    }
    same.truncate(until);
    out.extend(segment(same));
    out
}

fn segment(same: Vec<Seed>) -> Option<Segment> {
    let (first, last) = (*same.first()?, *same.last()?);
    Some(Segment { a: first.a..last.a + 1, b: first.b..last.b + 1, same })
}
