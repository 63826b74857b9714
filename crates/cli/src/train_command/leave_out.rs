//! Which documents are left out of the training: those one is measured on afterwards, or those one
//! does not trust.

use std::path::{Component, Path, PathBuf};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LeaveOut {
    /// Documents whose name begins with a number that this one divides.
    Every(u32),
    /// A file, or all files in a folder.
    Path(PathBuf),
}

/// A rule of the command line.
pub(super) fn parse(text: &str) -> Result<LeaveOut, String> {
    let number = text.strip_prefix("every-").and_then(|rest| {
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
        ["st", "nd", "rd", "th"].contains(&rest.get(digits.len()..)?).then_some(digits)
    });
    match number.map(str::parse::<u32>) {
        Some(Ok(number)) if number > 1 => Ok(LeaveOut::Every(number)),
        Some(_) => Err("write every-2nd, every-3rd, every-4th ...".to_owned()),
        None if text.is_empty() => Err("name a file or folder, or every-4th".to_owned()),
        None => Ok(LeaveOut::Path(PathBuf::from(text))),
    }
}

impl LeaveOut {
    /// Whether a document, whose path begins with the folder's, is left out.
    pub(super) fn holds(&self, folder: &Path, document: &Path) -> bool {
        match self {
            Self::Every(number) => first_number(document).is_some_and(|own| own % number == 0),
            Self::Path(path) => {
                let below = plain(document.strip_prefix(folder).unwrap_or(document));
                // As it lies below the folder, or as one would name it from here.
                let near = path.strip_prefix(folder).unwrap_or(path);
                let near = plain(near);
                near != Path::new("") && below.starts_with(near)
            }
        }
    }
}

impl std::fmt::Display for LeaveOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Every(number) => write!(f, "every-{number}th"),
            Self::Path(path) => write!(f, "{}", path.display()),
        }
    }
}

/// The number at the beginning of a file's name.
fn first_number(path: &Path) -> Option<u32> {
    let name = path.file_name()?.to_str()?;
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    name.get(..digits)?.parse().ok()
}

/// Without dots that name the folder itself.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_numbers_or_paths() {
        assert_eq!(parse("every-4th"), Ok(LeaveOut::Every(4)));
        assert_eq!(parse("every-2nd"), Ok(LeaveOut::Every(2)));
        assert_eq!(parse("every-day"), Ok(LeaveOut::Path("every-day".into())));
        for wrong in ["every-0th", "every-1st", "every-99999999999th", "every-th", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_document_is_left_out_by_its_number_or_place() {
        let folder = Path::new("./corpus");
        let holds = |rule: &str, document: &str| {
            parse(rule).expect("a rule").holds(folder, &folder.join(document))
        };
        assert!(holds("every-4th", "agency/08-truce.txt") && holds("every-4th", "12.txt"));
        assert!(!holds("every-4th", "agency/07-truce.txt") && !holds("every-4th", "truce-4.txt"));
        assert!(holds("agency", "agency/07-truce.txt") && holds("./agency/", "agency/07.txt"));
        assert!(holds("./corpus/agency/07.txt", "agency/07.txt"));
        assert!(!holds("age", "agency/07.txt") && !holds("./corpus", "agency/07.txt"));
        assert!(!holds(".", "agency/07.txt"));
    }
}
