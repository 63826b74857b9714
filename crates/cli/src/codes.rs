//! The findings about folders and files, `F` and three digits, and all tables of codes together.

use model::{Code, Severity};

/// No reports in the folder.
pub(crate) const NO_REPORTS: Code = Code {
    code: "F001",
    severity: Severity::Warning,
    title: "no reports",
    means: "The folder holds no file that can be a report.",
    mend: "Put articles there as .txt, .md or .html files, or name the folder that holds them.",
};
/// `talks.toml` is no text.
pub(crate) const NOT_UTF8: Code = Code {
    code: "F002",
    severity: Severity::Error,
    title: "talks.toml is not UTF-8",
    means: "`talks.toml` holds a byte that is no character. Nothing of it was used.",
    mend: "Save the file as UTF-8.",
};
/// Not among the endings.
pub(crate) const OTHER_ENDING: Code = Code {
    code: "F003",
    severity: Severity::Warning,
    title: "file of another kind",
    means: "The file's ending is none of .txt, .md and .html. It was not read.",
    mend: "Save it as plain text (a PDF with `pdftotext FILE`), or move it out of the reports.",
};
/// The system does not let us.
pub(crate) const CLOSED: Code = Code {
    code: "F004",
    severity: Severity::Error,
    title: "file cannot be opened",
    means: "The system did not let us read the file. The rest was read without it.",
    mend: "See that the file is there and that you may read it.",
};

/// `decisions.toml` is no text.
pub(crate) const DECISIONS_NOT_UTF8: Code = Code {
    code: "F005",
    severity: Severity::Error,
    title: "decisions.toml is not UTF-8",
    means: "`decisions.toml` holds a byte that is no character. No decision was used.",
    mend: "Save the file as UTF-8.",
};

/// Every code of this area, in order.
const ALL: &[Code] = &[NO_REPORTS, NOT_UTF8, OTHER_ENDING, CLOSED, DECISIONS_NOT_UTF8];

/// Every code with its meaning, for people.
pub(crate) fn list() -> String {
    let mut out = String::new();
    for Code { code, severity, title, means, mend } in every() {
        put_line!(out, "{code}  {severity}: {title}\n      {means}\n      {mend}");
    }
    out
}

fn every() -> impl Iterator<Item = &'static Code> {
    let scenarios = scenario::codes::ALL;
    let conflicts = crate::conflict_command::CODES;
    conflicts
        .iter()
        .chain(model::file::codes::ALL)
        .chain(ALL)
        .chain(read::codes::ALL)
        .chain(scenarios)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_stands_twice() {
        let mut codes: Vec<&str> = every().map(|code| code.code).collect();
        let count = codes.len();
        assert!(codes.is_sorted());
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    /// The reference has a row for each code, and no row besides.
    #[test]
    fn the_reference_lists_every_code() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/reference/findings.md");
        let page = std::fs::read_to_string(page).expect("findings.md");
        for Code { code, severity, title, means, mend } in every() {
            let row = format!("| {code} | {severity} | {title} | {means} | {mend} |\n");
            assert!(page.contains(&row), "findings.md lacks the row:\n{row}");
        }
        let row = |line: &&str| {
            line.strip_prefix("| ")
                .and_then(|rest| rest.get(1..4))
                .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        };
        assert_eq!(page.lines().filter(row).count(), every().count());
    }
}
