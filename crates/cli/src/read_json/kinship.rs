//! The lines that tell which reports have their words from which.

use read::Reading;
use read::origins::Borrowing;
use serde::Serialize;

use super::{Line, Lines, pair};

/// A report has words from another.
#[derive(Serialize)]
pub(super) struct BorrowingLine<'a> {
    source: &'a str,
    from: &'a str,
    kind: &'static str,
    share: u16,
    same: u16,
    reworded: bool,
    direction: &'static str,
    since: Option<String>,
    agency: Option<&'a str>,
    passages: Vec<PassageLine>,
}

#[derive(Serialize)]
struct PassageLine {
    span: [usize; 2],
    from: [usize; 2],
    same: u16,
}

/// A place of a quotation that several reports have.
#[derive(Serialize)]
pub(super) struct QuotedPlace<'a> {
    source: &'a str,
    span: [usize; 2],
}

/// All lines about copies, after those about single reports.
pub(super) fn kinship(reading: &Reading, out: &mut Lines) -> anyhow::Result<()> {
    for origin in &reading.origins {
        let copies = origin.copies.iter().map(|(path, share)| (path.as_str(), *share)).collect();
        out.push(&Line::Origin { source: &origin.first, copies })?;
    }
    for borrowing in &reading.borrowings {
        out.push(&Line::Borrowing(line(borrowing)))?;
    }
    for places in &reading.quotations {
        let mut places =
            places.iter().map(|(source, span)| QuotedPlace { source, span: pair(*span) });
        let Some(QuotedPlace { source, span }) = places.next() else { continue };
        out.push(&Line::Quotation { source, span, also: places.collect() })?;
    }
    for (source, credit) in &reading.credits {
        out.push(&Line::Credit { source, agency: &credit.name, span: credit.span.map(pair) })?;
    }
    Ok(())
}

fn line(borrowing: &Borrowing) -> BorrowingLine<'_> {
    let passage = |one: &read::origins::SharedPassage| PassageLine {
        span: pair(one.span),
        from: pair(one.from),
        same: one.same / 10,
    };
    BorrowingLine {
        source: &borrowing.report,
        from: &borrowing.from,
        kind: borrowing.kind.name(),
        share: borrowing.share / 10,
        same: borrowing.same / 10,
        reworded: borrowing.is_reworded(),
        direction: borrowing.direction.name(),
        since: borrowing.since.map(|since| since.to_string()),
        agency: borrowing.wire.as_deref(),
        passages: borrowing.passages.iter().map(passage).collect(),
    }
}
