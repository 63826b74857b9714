//! The sections of the brief, a file each.

pub(super) mod agreed;
pub(super) mod decided;
pub(super) mod disputes;
pub(super) mod doubts;
pub(super) mod figures;
pub(super) mod matrix;
pub(super) mod method;
pub(super) mod moved;
pub(super) mod movement;
pub(super) mod news;
pub(super) mod people;
pub(super) mod reports;
pub(super) mod shifts;
pub(super) mod signs;
pub(super) mod supposed;
pub(super) mod timeline;
pub(super) mod verdicts;
pub(super) mod weighing;
