//! The findings of the dossier format: one table from which `check --codes` and the reference are
//! made. A finding can only be raised with a row of it.

crate::codes! {
    SYNTAX "D001" Error "not TOML"
        "The line does not follow the rules of TOML. What can still be read of the file is read."
        "Check quotation marks, brackets and the `=` on that line."
    TWICE "D002" Error "key given twice"
        "One table has the same key twice, or one table is opened twice. The first one counts."
        "Take one of the two out; for a list of entries write `[[name]]` with two brackets."
    UNKNOWN_KEY "D003" Error "unknown key"
        "The format does not know this key, so what stands behind it is not used."
        "Correct the spelling, or take the key out."
    MISSING_KEY "D004" Error "missing key"
        "The entry lacks a key that it must have. The entry is left out."
        "Add the key."
    WRONG_TYPE "D005" Error "wrong type"
        "The value is of another type than the key takes: a number where text belongs, for example."
        "Write the value as the reference says; text stands in quotation marks."
    BAD_ID "D006" Error "bad id"
        "An id has 1 to 64 of the characters a-z, 0-9, _ and -. The entry is left out."
        "Write a short handle in small letters, and the full name under `name`."
    SAME_ID "D007" Error "id used twice"
        "Two entries of one kind have the same id. The first one counts, the second is left out."
        "Give the second entry an id of its own, or join the two."
    BAD_DATE "D008" Error "no such date"
        "The calendar does not have this date, or it is not written as a date. It is left out."
        "Write 2025-06-02, or in quotation marks \"2025\", \"2025-06\" or \"2025-06-02T13:00+03:00\"."
    BAD_WORD "D009" Error "word not in the list"
        "The key takes one of a few words, and this is not one of them."
        "Use one of the words that the hint lists."
    NO_ACTOR "D010" Error "unknown actor"
        "The entry names an actor for whom there is no `[[actor]]`. The name is left out."
        "Correct the id, or add an `[[actor]]` with it."
    NO_SOURCE "D011" Error "unknown source"
        "The entry cites a source for which there is no `[[source]]`. The citation is left out."
        "Correct the id, or add a `[[source]]` with it."
    NO_ISSUE "D012" Error "unknown issue"
        "Neither the built-in lexicon nor the dossier has this issue. It is left out."
        "Correct the id, or add an `[[issue]]` with it."
    NO_CHOICE "D013" Error "unknown choice"
        "The issue has no such choice, neither built in nor in the dossier. It is left out."
        "Correct the id, or add an `[[issue.choice]]` with it to the issue."
    NO_ROUND "D014" Error "unknown round"
        "The entry names a round for which there is no `[[round]]`. It is left out."
        "Correct the id, or add a `[[round]]` with it."
    NO_AGREEMENT "D015" Error "unknown agreement"
        "The entry names an agreement for which there is no `[[agreement]]`. It is left out."
        "Correct the id, or add an `[[agreement]]` with it."
    NO_COMMITMENT "D016" Error "unknown commitment"
        "The observation names a commitment for which there is no `[[commitment]]`."
        "Correct the id, or add a `[[commitment]]` with it."
    CYCLE "D017" Error "actors in a circle"
        "Following `of` from this actor leads back to it, so nobody is at the top. The link is left out."
        "Take out the `of` that is wrong; a state or movement usually has none."
    ORDER "D018" Error "end before start"
        "`until` lies before `from`, `end` before `start`, or `to` below `value`. The later one is left out."
        "Exchange the two, or correct the one that is wrong."
    UNSOURCED "D019" Warning "fact without a source"
        "Nothing says where this fact comes from. It is used, and shown as unsourced."
        "Add `source = \"id\"` and a `[[source]]` with that id."
    VERSION "D020" Error "unknown version"
        "The file is of a version of the format that this program does not know. It is read as version 1."
        "Write `pourparler = 1`, or use a newer program."
    NO_NUMBER "D021" Error "not a number"
        "The value of an amount is not written in plain digits. The amount is left out."
        "Write plain digits, \"6000\" or \"2.5\"; say the rest with `unit` and `state`."
    EMPTY "D022" Error "empty text"
        "The text has nothing in it. It is left out."
        "Fill it in, or take the key out."
    BAD_LANGUAGE "D023" Warning "not a language code"
        "A language is given as two small letters (ISO 639-1). It is left out."
        "Write \"en\", \"uk\", \"ru\", \"fr\", \"ar\" and the like."
    UNCLOSED "D024" Warning "front matter not closed"
        "The report begins with a line `+++`, and no second one follows within 64 KiB. All of it is read as text."
        "Add a line `+++` after the last key, or take the first one out."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_count_up_without_gaps() {
        for (at, code) in ALL.iter().enumerate() {
            assert_eq!(code.code, format!("D{:03}", at + 1));
            assert!(!code.title.is_empty() && code.means.ends_with('.'), "{}", code.code);
            assert!(code.mend.ends_with('.'), "{}", code.code);
        }
    }
}
