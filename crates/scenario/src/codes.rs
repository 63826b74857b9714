//! The findings about scenarios of other programs, `S` and three digits: one table from which the
//! reference is made. `S001` to `S029` are about reading, the rest about writing.

model::codes! {
    NO_SCENARIO "S001" Error "no scenario"
        "No file of the folder is part of a scenario in a format that is known."
        "Name the folder that holds the domain file and the profiles; the message lists what was looked for."
    TWO_KINDS "S002" Error "two kinds of scenario"
        "The folder holds files of more than one format, and it is not clear which are meant."
        "Move each format to a folder of its own."
    NOT_UTF8 "S003" Error "not UTF-8"
        "The file holds bytes that are no characters. Nothing of it was used."
        "Save it as UTF-8: `iconv -f LATIN1 -t UTF-8 FILE > NEW`, or -f UTF-16."
    BROKEN "S004" Error "broken file"
        "The file does not follow the rules of its format (XML, JSON or YAML). Nothing of it was used."
        "Mend the place named, or save the scenario again with the program that made it."
    TOO_MUCH "S005" Error "beyond bounds"
        "The file is larger, nested more deeply or lists more than is read, or it builds itself up by entities or aliases."
        "Write it out plainly; join options of numeric issues into steps."
    NO_DOMAIN "S006" Error "no domain"
        "No file says which issues and options there are."
        "Put the domain file beside the profiles."
    TWO_DOMAINS "S007" Error "two domains"
        "More than one file lists issues and options, and they are not the same."
        "Keep one scenario in one folder."
    NO_PROFILE "S008" Error "no profile"
        "No file says what the options are worth to a party."
        "Put the profiles beside the domain file, one for each party."
    MISSING "S009" Error "missing entry"
        "Something that must be there is not: a weight, a value of an option, a name."
        "Add what the message names; an option that is worth nothing has the value 0."
    TWICE "S010" Error "given twice"
        "Two entries stand for one thing, and it is not clear which counts."
        "Take one of the two out, or give it an index or name of its own."
    UNKNOWN "S011" Error "unknown name"
        "The profile names an issue or option that the domain does not have."
        "Correct the name, or add it to the domain."
    NUMBER "S012" Error "not a number"
        "A number is expected, and the text is none, or not a finite one."
        "Write an integer or a decimal such as 0.25."
    NEGATIVE "S013" Error "negative weight"
        "A weight says how much an issue matters; it is not below nought."
        "Write the weight above nought, and turn the values of the issue round."
    ENDLESS "S014" Error "issue without listed options"
        "The issue takes any number of a range, so its options cannot be counted out."
        "Make it an issue with steps: a list of the numbers that matter."
    NOT_ADDITIVE "S015" Error "not additive"
        "What a deal is worth to this party is not the sum of what its parts are worth, or is told by a formula that is not read."
        "List the worth of each option in the program that made the file, or give the party's table of values by hand."
    SHAPE "S016" Error "wrong shape"
        "A list, a table of keys or a text is expected here, and something else stands there."
        "Write the entry as the reference of the format shows it."
    UNSOUND "S017" Error "does not hold together"
        "The files can be read, but what they say is no space of deals."
        "Do what the hint says."
    WORTHLESS "S018" Warning "issue without worth"
        "No option of the issue has an evaluation above nought, so dividing by the best one has no meaning. All count as nought, as in GENIUS."
        "Give at least one option an evaluation above nought, or leave the issue out."
    OUT_OF_RANGE "S019" Warning "outside the range of the format"
        "The format asks for values from 0 to 1, or for weights that sum to 1. The hint says what was done."
        "Check the number; another program may refuse the file or read it otherwise."
    DISCOUNT "S020" Note "discount not used"
        "The profile loses worth with time. The analysis weighs deals, not moments: the discount is kept and not used."
        "Nothing needs to be done."
    UNUSED "S021" Note "not used"
        "The file says something that plays no part in what a deal is worth."
        "Nothing needs to be done; the hint says what it was."
    ONE_PARTY "S022" Warning "only one party"
        "There is one profile, so nobody has to agree with anybody: the best deal is what this party likes best."
        "Put the profiles of the other parties beside it, each in a file of its own."
    LINKS "S030" Error "red lines and links cannot be written"
        "The format has no place for options that are ruled out or depend on each other."
        "Leave them out knowingly, or join the linked issues into one issue with the packages that remain."
    RESERVE "S031" Error "reserve cannot be written"
        "The format holds the reserve in another form, or not at all."
        "Leave the reserve out knowingly, or write another format."
    VALUES "S032" Error "values cannot be written"
        "The format cannot hold these values exactly."
        "Do what the hint says; it names the value."
    NAMES "S033" Error "name cannot be written"
        "The name holds a character that the format has no way to write, or it is empty."
        "Give it another name."
    LOSS "S034" Note "written with a loss"
        "The files hold all numbers, but not everything that was there."
        "Nothing needs to be done; the hint says what is lost."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_say_what_to_do() {
        for pair in ALL.windows(2) {
            assert!(pair[0].code < pair[1].code);
        }
        for code in ALL {
            assert!(!code.title.is_empty() && code.means.ends_with('.'), "{}", code.code);
            assert!(code.mend.ends_with('.'), "{}", code.code);
        }
    }
}
