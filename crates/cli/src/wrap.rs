//! Text in lines of the terminal's width.

use crate::brief::harmless;
use crate::output;

/// Adds text with an indent; what does not fit on a line hangs below it.
pub(crate) fn wrap(out: &mut String, indent: &str, text: &str) {
    let width = output::width().saturating_sub(indent.len() + 2).max(20);
    for (at, line) in textwrap::wrap(&harmless(text), width).iter().enumerate() {
        let hang = if at == 0 { "" } else { "  " };
        put_line!(out, "{indent}{hang}{line}");
    }
}
