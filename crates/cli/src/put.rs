//! Text added to a String. What the macros of the standard library return is dropped here, once and for
//! all: writing to a String cannot fail.

/// Adds text to a `String`.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use ::std::fmt::Write as _;
        let _ = write!($out, $($text)*);
    }};
}

/// Adds a line to a `String`.
macro_rules! put_line {
    ($out:expr $(, $($text:tt)*)?) => {{
        use ::std::fmt::Write as _;
        let _ = writeln!($out $(, $($text)*)?);
    }};
}
