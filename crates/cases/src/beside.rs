//! The same space in other formats, in a folder beside the case: `NAME-xml`, `NAME-geniusweb`. What
//! is read from there must give the same results. A case with two readings is checked in both from
//! XML; all others are read faithfully.

use std::path::{Path, PathBuf};

use scenario::{Kind, Reading};

use crate::case::Case;
use crate::compare::Differences;
use crate::foreign;

/// The endings of such folders, and their format.
const FORMATS: [(&str, Kind); 2] = [("-xml", Kind::Genius), ("-geniusweb", Kind::GeniusWeb)];

/// Checks every folder beside the case.
pub(crate) fn check(file: &Path, case: &Case, differences: &mut Differences) {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    for (ending, kind) in FORMATS {
        let folder: PathBuf = file.with_file_name(format!("{stem}{ending}"));
        if !folder.is_dir() {
            continue;
        }
        let name = ending.trim_start_matches('-');
        let readings: &[(&str, Reading)] = match (case.has_two_readings(), kind) {
            (true, Kind::Genius) => &[("genius", Reading::Faithful), ("raw", Reading::Raw)],
            (true, _) => &[("genius", Reading::Faithful)],
            (false, _) => &[("", Reading::Faithful)],
        };
        for (expected, reading) in readings {
            match foreign::draft(&folder, kind, *reading).map(|draft| case.tie(draft).check()) {
                Ok(Ok(space)) => case.check_reading(expected, &space, name, differences),
                Ok(Err(problems)) => {
                    for problem in problems {
                        differences.say(name, &problem.to_string());
                    }
                }
                Err(why) => differences.say(name, &why),
            }
        }
    }
}
