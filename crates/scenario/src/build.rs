//! From what was read to a draft that holds together.

use std::collections::BTreeSet;

use weigh::{Draft, Exact, Issue, Party};

use crate::codes;
use crate::folder::{Kind, Scenario};
use crate::place::Domain;
use crate::source::Sink;

/// What one file says about one party.
pub(crate) struct Profile {
    /// The name in the file; may be empty.
    pub(crate) name: String,
    /// The name of the file without ending, and the file.
    pub(crate) stem: String,
    /// As the user named it.
    pub(crate) file: String,
    /// By issue and option, weights applied.
    pub(crate) values: Vec<Vec<Exact>>,
    /// On the scale of the sums.
    pub(crate) reserve: Option<Exact>,
    /// How worth falls with time.
    pub(crate) discount: Option<Exact>,
}

/// Weight times value, for each option.
pub(crate) fn weighted(weight: &Exact, values: &[Exact]) -> Vec<Exact> {
    values.iter().map(|value| weight * value).collect()
}

/// The scenario, checked as a whole.
pub(crate) fn finish(
    kind: Kind,
    domain: Domain,
    profiles: Vec<Profile>,
    domain_file: &str,
    sink: &mut Sink,
) -> Option<Scenario> {
    if profiles.is_empty() && !sink.failed() {
        let message = "no file says what the options are worth to anybody";
        sink.file(domain_file, codes::NO_PROFILE, message, codes::NO_PROFILE.mend);
    }
    if sink.failed() {
        return None;
    }
    let names: BTreeSet<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    let own_names = names.len() == profiles.len() && !names.contains("");
    let mut discounts = Vec::new();
    let mut parties = Vec::new();
    for profile in profiles {
        if let Some(discount) = &profile.discount {
            let message = format!("the profile has a discount of {discount}");
            sink.file(&profile.file, codes::DISCOUNT, message, codes::DISCOUNT.means);
        }
        discounts.push(profile.discount);
        let name = if own_names { profile.name } else { profile.stem };
        parties.push(Party { name, values: profile.values, reserve: profile.reserve });
    }
    let issues = domain
        .issues
        .into_iter()
        .map(|issue| Issue { name: issue.name, options: issue.options })
        .collect();
    let draft = Draft { issues, parties, constraints: Vec::new() };
    if let Err(problems) = draft.clone().check() {
        for problem in problems {
            sink.file(domain_file, codes::UNSOUND, problem.to_string(), problem.advice());
        }
        return None;
    }
    Some(Scenario { kind, name: domain.name, draft, discounts })
}
