//! CPU time of this thread, and the most memory that this process held.

use std::hint::black_box;
use std::time::Duration;

/// One measurement lasts at least this long; what is quicker is repeated and divided.
const LEAST: Duration = Duration::from_millis(50);
/// What takes longer is run three times instead of five.
const SLOW: Duration = Duration::from_secs(5);
/// What takes longer is run once.
const VERY_SLOW: Duration = Duration::from_secs(20);

/// What one piece of work took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Took {
    /// Seconds, the median of the runs.
    pub(crate) seconds: f64,
    /// How many runs.
    pub(crate) runs: usize,
}

#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let parts = u64::try_from(time.tv_nsec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(parts)
}

#[cfg(not(unix))]
fn now() -> Duration {
    Duration::ZERO
}

/// Does the work until the clock is sure of it. Everything runs on this thread.
pub(crate) fn time<T>(mut work: impl FnMut() -> Result<T, String>) -> Result<Took, String> {
    if cfg!(not(unix)) {
        return Err("there is no clock for CPU time on this system".to_owned());
    }
    let mut run = |times: u32| -> Result<Duration, String> {
        let start = now();
        for _ in 0..times {
            drop(black_box(work()?));
        }
        Ok(now().saturating_sub(start))
    };
    let mut times = 1;
    let mut first = run(times)?;
    while first < LEAST && times < 1 << 30 {
        times *= 2;
        first = run(times)?;
    }
    let runs = if first > VERY_SLOW {
        1
    } else if first > SLOW {
        3
    } else {
        5
    };
    let mut took = vec![first];
    while took.len() < runs {
        took.push(run(times)?);
    }
    took.sort_unstable();
    let middle = took.get(runs / 2).copied().unwrap_or(first);
    Ok(Took { seconds: middle.as_secs_f64() / f64::from(times), runs })
}

/// The most memory that the process has held, in kilobytes; told by Linux only.
pub(crate) fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quick_is_repeated_and_divided() {
        let mut count = 0_u64;
        let took = time(|| {
            count += 1;
            Ok((0..1_000_u64).map(black_box).sum::<u64>())
        });
        let took = took.expect("a clock");
        assert_eq!(took.runs, 5);
        assert!(count > 100 && took.seconds > 0.0 && took.seconds < 0.01, "{count} {took:?}");
    }

    #[test]
    fn what_fails_is_told() {
        assert_eq!(time(|| Err::<(), _>("no".to_owned())), Err("no".to_owned()));
    }
}
