//! Text in lines of the terminal's width.

use std::fmt::Write;

use crate::brief::harmless;
use crate::output;

/// Adds text with an indent; what does not fit on a line hangs below it. Writing to a String cannot
/// fail, so what `writeln!` returns is dropped.
pub(crate) fn wrap(out: &mut String, indent: &str, text: &str) {
    let width = output::width().saturating_sub(indent.len() + 2).max(20);
    for (at, line) in textwrap::wrap(&harmless(text), width).iter().enumerate() {
        let hang = if at == 0 { "" } else { "  " };
        let _ = writeln!(out, "{indent}{hang}{line}");
    }
}
