//! What was learned as bytes, behind the weights of attribution in the same file.

use super::Coder;
use super::choice::Choice;
use super::judge::{GROUPS, Judge, WEIGHTS};
use super::passage::allowed;
use crate::crf::Crf;

/// What is still to be read of a file of weights.
pub(crate) trait Rest {
    /// So many bytes.
    fn take(&mut self, count: usize) -> Option<&[u8]>;
    /// A whole number.
    fn word(&mut self) -> Option<u32>;
    /// A finite number.
    fn number(&mut self) -> Option<f32>;
    /// A field whose labels may follow each other as told.
    fn crf(&mut self, allowed: &dyn Fn(usize, usize) -> bool) -> Option<Crf>;
}

impl Coder {
    /// The bytes behind those of the passages.
    pub(crate) fn write(&self, out: &mut Vec<u8>, crf: &dyn Fn(&Crf, &mut Vec<u8>)) {
        crf(&self.passages, out);
        for choice in [&self.party, &self.issue, &self.stance] {
            let rows = choice.rows();
            out.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
            for (hash, weight) in rows {
                out.extend(hash.to_le_bytes());
                out.extend(weight.to_le_bytes());
            }
        }
        out.extend(self.lean.to_le_bytes());
        out.extend(self.judge.least.to_le_bytes());
        for weight in self.judge.weights.iter().flatten() {
            out.extend(weight.to_le_bytes());
        }
    }

    /// Reads what [`Coder::write`] wrote.
    pub(crate) fn read(rest: &mut impl Rest) -> Option<Self> {
        let passages = rest.crf(&allowed)?;
        let (party, issue, stance) = (choice(rest)?, choice(rest)?, choice(rest)?);
        let (lean, least) = (rest.number()?, rest.number()?);
        let mut weights = [[0.0; WEIGHTS]; GROUPS];
        for weight in weights.iter_mut().flatten() {
            *weight = rest.number()?;
        }
        Some(Self { passages, lean, party, issue, stance, judge: Judge { weights, least } })
    }
}

fn choice(rest: &mut impl Rest) -> Option<Choice> {
    let count = rest.word()? as usize;
    let rows = rest.take(count.checked_mul(6)?)?.chunks_exact(6).filter_map(|row| {
        let (hash, weight) = row.split_at_checked(4)?;
        Some((
            u32::from_le_bytes(hash.try_into().ok()?),
            i16::from_le_bytes(weight.try_into().ok()?),
        ))
    });
    Some(Choice::place(rows.collect()))
}
