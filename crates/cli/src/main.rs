//! The pourparler command line.

#![cfg_attr(not(test), allow(dead_code, unused_imports, reason = "the front end calls the brief"))]

mod brief;

fn main() {}
