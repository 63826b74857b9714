//! The findings about a file and its text, `R001` to `R019`: what each means and how to mend it.

/// One finding code and what to tell about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code, as printed.
    pub code: &'static str,
    /// What is the case, in a few words.
    pub title: &'static str,
    /// What it means for the reading.
    pub meaning: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

/// Nothing in the file.
pub const EMPTY: &str = "R001";
/// Not a text.
pub const NOT_TEXT: &str = "R002";
/// UTF-16 or UTF-32.
pub const WIDE: &str = "R003";
/// Bytes that are not UTF-8.
pub const NOT_UTF8: &str = "R004";
/// Very large.
pub const LARGE: &str = "R005";
/// No article in the page.
pub const NO_ARTICLE: &str = "R006";
/// Only a part of a page was read.
pub const CUT: &str = "R007";
/// Not in English.
pub const LANGUAGE: &str = "R008";
/// Front matter without an end.
pub const FRONT_OPEN: &str = "R009";
/// The usual extraction did not work.
pub const PLAIN_TAGS: &str = "R010";

/// Every code of this area, in order.
pub const CODES: &[Code] = &[
    Code {
        code: EMPTY,
        title: "The file is empty",
        meaning: "It holds no bytes, or only white space; there is nothing to read.",
        mend: "Save the article again, or take the file out of the folder.",
    },
    Code {
        code: NOT_TEXT,
        title: "The file is not a text",
        meaning: "It is a document, picture, archive or other binary file; nothing of it was read.",
        mend: "Save it as text, Markdown or HTML (for a PDF: `pdftotext FILE.pdf`).",
    },
    Code {
        code: WIDE,
        title: "The file is in UTF-16 or UTF-32",
        meaning: "Spans count the bytes of UTF-8 text; nothing of the file was read.",
        mend: "Convert it: `iconv -f UTF-16 -t UTF-8 FILE > NEW`.",
    },
    Code {
        code: NOT_UTF8,
        title: "Some lines are not UTF-8",
        meaning: "The lines named hold bytes that are no characters; they are kept, but never cited. The rest was read.",
        mend: "Convert the file with `iconv`; the hint names the likely encoding.",
    },
    Code {
        code: LARGE,
        title: "The file is very large",
        meaning: "It is larger than 5 MB, which is unusual for one report. It was read all the same.",
        mend: "If it holds many reports, save each as a file of its own: dates and copies are told per file.",
    },
    Code {
        code: NO_ARTICLE,
        title: "No article was found",
        meaning: "The file holds page furniture only, or a page from which no text could be taken.",
        mend: "Open the page in a browser and save the article's text as a .txt file.",
    },
    Code {
        code: CUT,
        title: "Only the first part of the page was read",
        meaning: "The HTML page is larger than the bound for pages; what follows the bound was not read.",
        mend: "Save the article's text as a .txt file.",
    },
    Code {
        code: LANGUAGE,
        title: "The text is not in English",
        meaning: "It was read as text only: there is no lexicon for its language, so no statements are taken from it.",
        mend: "Add an English translation beside it, and say in its front matter what it is a copy of.",
    },
    Code {
        code: FRONT_OPEN,
        title: "The front matter does not end",
        meaning: "The file begins with a line `+++`, and no second such line follows; it was read as text.",
        mend: "Put a line `+++` below the front matter.",
    },
    Code {
        code: PLAIN_TAGS,
        title: "The page was read without its structure",
        meaning: "The HTML could not be taken apart in the usual way (too deeply nested, or broken); its visible text was read line by line.",
        mend: "Look at the text (`pourparler read --text FILE`); if it is not the article, save the article's text as a .txt file.",
    },
];

/// What is known about a code.
pub fn code(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_says_how_to_mend() {
        for pair in CODES.windows(2) {
            assert!(pair[0].code < pair[1].code);
        }
        assert!(CODES.iter().all(|c| c.meaning.ends_with('.') && c.mend.ends_with('.')));
        assert_eq!(code(NOT_UTF8).map(|c| c.title), Some("Some lines are not UTF-8"));
        assert_eq!(code("R999"), None);
    }
}
