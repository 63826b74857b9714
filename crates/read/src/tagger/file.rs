//! The weights as bytes: what `pourparler train` writes and the reader carries inside.
//!
//! Little-endian throughout. A head of sixteen bytes, the two passes, the lean, the judge, and the
//! first eight bytes of the SHA-256 of everything before, so that a damaged file is found out.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Tagger;
use super::judge::{GROUPS, Judge, WEIGHTS};
use super::labels::{LABELS, allowed};
use crate::coding::{self, Coder, Rest as _};
use crate::crf::{CLASSES, Chain, Crf, Rows, Transitions, WIDTH};

/// The last byte is the version of the format and of the features: weights of other features are
/// of no use.
const HEAD: &[u8; 16] = b"pourparler-attr\x02";
const SUM: usize = 8;

/// Why bytes are no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadWeights {
    /// Another kind of file, or another version.
    Other,
    /// Cut off or changed.
    Damaged,
}

impl fmt::Display for BadWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Other => "this is no weights file of this version of pourparler; train it again",
            Self::Damaged => "the weights file is cut off or was changed; copy or train it again",
        })
    }
}

impl std::error::Error for BadWeights {}

impl Tagger {
    /// The weights as they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.to_vec();
        for pass in [&self.first, &self.second] {
            write(pass, &mut out);
        }
        out.extend(self.lean.to_le_bytes());
        out.extend(self.judge.least.to_le_bytes());
        for weight in self.judge.weights.iter().flatten() {
            out.extend(weight.to_le_bytes());
        }
        out.push(u8::from(self.coder.is_some()));
        if let Some(coder) = &self.coder {
            coder.write(&mut out, &write);
        }
        let sum = Sha256::digest(&out);
        out.extend(sum.iter().take(SUM));
        out
    }

    /// Reads stored weights.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadWeights> {
        if bytes.get(..HEAD.len()) != Some(HEAD) {
            return Err(BadWeights::Other);
        }
        let end = bytes.len().checked_sub(SUM).filter(|end| *end >= HEAD.len());
        let (body, sum) = bytes.split_at(end.ok_or(BadWeights::Damaged)?);
        if Sha256::digest(body).iter().take(SUM).ne(sum) {
            return Err(BadWeights::Damaged);
        }
        let mut rest = Rest(body.get(HEAD.len()..).unwrap_or_default());
        Self::parts(&mut rest).filter(|_| rest.0.is_empty()).ok_or(BadWeights::Damaged)
    }

    fn parts(rest: &mut Rest) -> Option<Self> {
        let (first, second) = (rest.crf(&allowed)?, rest.crf(&allowed)?);
        let (lean, least) = (rest.number()?, rest.number()?);
        let mut weights = [[0.0; WEIGHTS]; GROUPS];
        for weight in weights.iter_mut().flatten() {
            *weight = rest.number()?;
        }
        let coder = match rest.take(1)? {
            [0] => None,
            _ => Some(Coder::read(rest)?),
        };
        Some(Self { first, second, lean, judge: Judge { weights, least }, coder })
    }
}

fn write(crf: &Crf, out: &mut Vec<u8>) {
    let rows = crf.rows.sorted();
    out.extend(crf.rows.unit().to_le_bytes());
    out.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
    for (hash, _) in &rows {
        out.extend(hash.to_le_bytes());
    }
    for (_, row) in &rows {
        out.extend(row.iter().take(LABELS).map(|weight| weight.to_le_bytes()[0]));
    }
    for table in crf.chain.weights() {
        for row in table.iter().take(LABELS) {
            for weight in row.iter().take(LABELS) {
                out.extend(weight.to_le_bytes());
            }
        }
    }
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl coding::Rest for Rest<'_> {
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }

    fn word(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn number(&mut self) -> Option<f32> {
        self.take(4)?.try_into().ok().map(f32::from_le_bytes).filter(|number| number.is_finite())
    }

    fn crf(&mut self, allowed: &dyn Fn(usize, usize) -> bool) -> Option<Crf> {
        let (unit, count) = (self.number()?, self.word()? as usize);
        let hashes: Vec<u32> = self
            .take(count.checked_mul(4)?)?
            .chunks_exact(4)
            .filter_map(|chunk| chunk.try_into().ok().map(u32::from_le_bytes))
            .collect();
        let rows = self.take(count.checked_mul(LABELS)?)?.chunks_exact(LABELS).map(|chunk| {
            let mut row = [0_i8; WIDTH];
            for (weight, byte) in row.iter_mut().zip(chunk) {
                *weight = i8::from_le_bytes([*byte]);
            }
            row
        });
        let rows = Rows::place(hashes.into_iter().zip(rows).collect(), unit);
        let mut table: Transitions = [[[0.0; WIDTH]; WIDTH]; CLASSES];
        for from in table.iter_mut().flat_map(|table| table.iter_mut().take(LABELS)) {
            for weight in from.iter_mut().take(LABELS) {
                *weight = self.number()?;
            }
        }
        Some(Crf { rows, chain: Chain::new(LABELS, &table, allowed) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toy() -> Tagger {
        let weights =
            (1..200_u32).map(|hash| (hash << 7 | 1, [0.5, -0.25, 0.1, 0.0, 0.3, 0.2, -0.5, 0.0]));
        let mut table: Transitions = [[[0.0; WIDTH]; WIDTH]; CLASSES];
        table[3][1][2] = 0.75;
        let chain = Chain::new(LABELS, &table, &allowed);
        let crf = Crf { rows: Rows::new(&weights.collect(), 0.0), chain };
        let judge = Judge { weights: [[0.5; WEIGHTS]; GROUPS], least: 0.4 };
        Tagger { first: crf.clone(), second: crf, lean: 0.5, judge, coder: None }
    }

    #[test]
    fn weights_come_back_from_their_bytes() {
        let bytes = toy().to_bytes();
        let again = Tagger::from_bytes(&bytes).expect("whole");
        assert_eq!(again.to_bytes(), bytes);
        assert_eq!(again.judge, toy().judge);
    }

    #[test]
    fn damage_is_found_out() {
        let bytes = toy().to_bytes();
        let error = |bytes: &[u8]| Tagger::from_bytes(bytes).err();
        assert_eq!(error(b"something else"), Some(BadWeights::Other));
        for len in [HEAD.len(), HEAD.len() + 3, bytes.len() - 1] {
            assert_eq!(error(&bytes[..len]), Some(BadWeights::Damaged));
        }
        let mut changed = bytes;
        changed[100] ^= 1;
        assert_eq!(error(&changed), Some(BadWeights::Damaged));
    }
}
