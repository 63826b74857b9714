//! The same space in other formats, in a folder beside the case: `NAME-xml`, `NAME-geniusweb`.
//!
//! No reader of these formats is there yet. When one is, its spaces go through
//! [`crate::case::Case::check_reading`], and must give the same results.

use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::compare::Differences;

/// The endings of such folders, and what reads them.
const FORMATS: [(&str, Option<Reader>); 2] = [("-xml", None), ("-geniusweb", None)];

/// Reads a folder into the reading of the case ("genius", "raw", or "" where there is only one) and
/// its space.
type Reader = fn(&Path) -> Result<Vec<(String, weigh::Space)>, String>;

/// Checks every folder beside the case for whose format there is a reader.
pub(crate) fn check(file: &Path, case: &Case, differences: &mut Differences) {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    for (ending, reader) in FORMATS {
        let folder: PathBuf = file.with_file_name(format!("{stem}{ending}"));
        let Some(reader) = reader.filter(|_| folder.is_dir()) else { continue };
        let name = ending.trim_start_matches('-');
        match reader(&folder) {
            Ok(spaces) => {
                for (reading, space) in spaces {
                    case.check_reading(&reading, &space, name, differences);
                }
            }
            Err(why) => differences.say(name, &why),
        }
    }
}
