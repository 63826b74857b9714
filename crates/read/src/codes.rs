//! The findings about reports, `R` and three digits: one table from which `check --codes` and the
//! reference are made. `R001` to `R019` are about a file and its text, the rest about reading it.

model::codes! {
    EMPTY "R001" Warning "empty file"
        "It holds no bytes, or only white space; there is nothing to read."
        "Save the article again, or take the file out of the folder."
    NOT_TEXT "R002" Error "not a text"
        "It is a document, picture, archive or other binary file; nothing of it was read."
        "Save it as text, Markdown or HTML (for a PDF: `pdftotext FILE.pdf`)."
    WIDE "R003" Error "UTF-16 or UTF-32"
        "Spans count the bytes of UTF-8 text; nothing of the file was read."
        "Convert it: `iconv -f UTF-16 -t UTF-8 FILE > NEW`."
    NOT_UTF8 "R004" Warning "lines that are not UTF-8"
        "The lines named hold bytes that are no characters; they are kept, but never cited. The rest was read."
        "Convert the file with `iconv`; the hint names the likely encoding."
    LARGE "R005" Note "very large file"
        "It is larger than 5 MB, which is unusual for one report. It was read all the same."
        "If it holds many reports, save each as a file of its own: dates and copies are told per file."
    NO_ARTICLE "R006" Warning "no article"
        "The file holds page furniture only, or a page from which no text could be taken."
        "Open the page in a browser and save the article's text as a .txt file."
    CUT "R007" Warning "page read in part"
        "The HTML page is larger than the bound for pages; what follows the bound was not read."
        "Save the article's text as a .txt file."
    LANGUAGE "R008" Note "not in English"
        "It was read as text only: there is no lexicon for its language, so no statements are taken from it."
        "Add an English translation beside it, and say in its front matter what it is a copy of."
    PLAIN_TAGS "R009" Warning "page without structure"
        "The HTML could not be taken apart in the usual way (too deeply nested, or broken); its visible text was read line by line."
        "Look at the text (`pourparler read --text FILE`); if it is not the article, save the article's text as a .txt file."
    UNDATED "R020" Warning "no date"
        "The report carries no date, and the other reports do not tell it. \"Monday\" and \"last month\" in it stay unresolved."
        "Give `date` in front matter."
    DATE_INFERRED "R021" Note "date inferred"
        "The report carries no full date; one was inferred from the other reports, and the finding says how."
        "Give `date` in front matter if it is known."
    NO_ORIGINAL "R022" Warning "copy of an unknown report"
        "`copy-of` names a report that is not in the folder. The report counts as an origin of its own."
        "Name a report of this folder by its path, or leave `copy-of` out."
    NOTHING_SAID "R023" Note "no statement"
        "The text was read, and no attributed statement was found in it."
        "Enter what matters in talks.toml."
    NO_MATCH "R024" Warning "decision without a match"
        "Nothing that was read has the key of this decision: the report was changed or is gone, or the reader reads it differently now. The decision changes nothing."
        "Look for its words with `pourparler decide FOLDER --find WORDS` and decide again, or take the entry out."
    READ_OTHERWISE "R025" Warning "decided about another reading"
        "The words are there, and the reader reads another side, issue, choice or stance in them than when a person confirmed or rejected it. The decision changes nothing."
        "Look at the words, decide again, and take the old entry out or leave it: the last one counts."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_says_how_to_mend() {
        for pair in ALL.windows(2) {
            assert!(pair[0].code < pair[1].code);
        }
        for code in ALL {
            assert!(code.code.starts_with('R') && code.code.len() == 4);
            assert!(!code.title.is_empty() && code.means.ends_with('.'), "{}", code.code);
            assert!(code.mend.ends_with('.'), "{}", code.code);
        }
    }
}
