//! The scores of positions, in words and tables.
//!
//! What `write!` and `writeln!` return is dropped: writing to a String cannot fail.

use std::fmt::Write;

use super::Scores;
use crate::attributions::calibration;
use crate::measure::{Both, Share};

fn share(share: Share) -> String {
    if share.of == 0 { "-".to_owned() } else { format!("{:.3}", share.value()) }
}

fn row(out: &mut String, name: &str, both: Both) {
    let _ = writeln!(
        out,
        "  {name:<22} marked {:>4}  R {:>5}  read {:>4}  P {:>5}  F {:.3}",
        both.recall.of,
        share(both.recall),
        both.precision.of,
        share(both.precision),
        both.f1()
    );
}

/// The tables; with `show`, as many lines of what went wrong.
pub(crate) fn print(scores: &Scores, show: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} documents", scores.documents);
    row(&mut out, "positions", scores.exact);
    row(&mut out, "... near issues", scores.near);
    let _ = writeln!(
        out,
        "  stance {} of {} found, its group {}",
        share(scores.stance),
        scores.stance.of,
        share(scores.group)
    );
    let _ = writeln!(
        out,
        "  read by no rule, party and issue right {} of {}",
        share(scores.learned),
        scores.learned.of
    );
    let (bins, error) = calibration(&scores.sure);
    let _ = writeln!(out, "  expected calibration error {error:.3} over {}", scores.sure.len());
    for bin in bins {
        let _ = writeln!(
            out,
            "    confidence from {:>2}: {:>4} items, said {:.2}, right {:.2}",
            bin.from, bin.items, bin.said, bin.right
        );
    }
    let _ = writeln!(
        out,
        "  issue guessed from the text {} of {}",
        share(scores.topic),
        scores.topic.of
    );
    for (bucket, right) in &scores.topic_shares {
        let _ = writeln!(out, "    share {bucket}x: {} of {}", share(*right), right.of);
    }
    out.push_str("stance\n");
    for (name, both) in &scores.stances {
        row(&mut out, name, *both);
    }
    out.push_str("flags, on matches\n");
    for (name, both) in &scores.flags {
        row(&mut out, name, *both);
    }
    out.push_str("issue\n");
    for (name, both) in &scores.issues {
        row(&mut out, name, *both);
    }
    let lists = [
        ("missed", &scores.missed),
        ("spurious", &scores.spurious),
        ("differing", &scores.differing),
        ("topic", &scores.topic_wrong),
    ];
    for (name, lines) in lists {
        for line in lines.iter().take(show) {
            let _ = writeln!(out, "{name} {line}");
        }
    }
    out
}
