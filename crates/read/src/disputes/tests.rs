//! Planted disputes: each kind found, and what only looks like one left alone.
