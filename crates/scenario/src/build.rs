//! From what was read to a draft that holds together.

use std::collections::BTreeSet;

use weigh::{Draft, Exact, Issue, Party};

use crate::codes;
use crate::folder::{Kind, Scenario};
use crate::place::Domain;
use crate::source::{Sink, Source, quoted};

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

/// A profile that gives worth to deals and not to options: how many deals there are is said before
/// anybody waits for them.
pub(crate) fn not_additive(
    source: &Source<'_>,
    at: usize,
    what: &str,
    domain: Option<&Domain>,
    sink: &mut Sink,
) {
    let message = match domain {
        Some(domain) if domain.can_be_listed() => {
            format!("{what}; the domain has {} deals", domain.deals())
        }
        Some(domain) => format!(
            "{what}; the domain has {} deals, which cannot be listed one by one",
            domain.deals()
        ),
        None => what.to_owned(),
    };
    let hint = match domain {
        Some(domain) if domain.can_be_listed() => {
            "give the worth of each option; or join all issues into one, with a value for each deal"
        }
        _ => {
            "give the worth of each option; where some issues depend on each other, join only those into one, with a value for each combination"
        }
    };
    sink.at(source, at, codes::NOT_ADDITIVE, message, hint);
}

/// An issue that nobody can settle.
pub(crate) fn without_options(source: &Source<'_>, at: usize, issue: &str, sink: &mut Sink) {
    let message = format!("the issue {} has no option", quoted(issue));
    let hint = "list the ways to settle it, or take the issue out of the domain and the profiles";
    sink.at(source, at, codes::UNSOUND, message, hint);
}

/// A domain in which there is nothing to settle.
pub(crate) fn without_issues(source: &Source<'_>, at: usize, domain: &Domain, sink: &mut Sink) {
    if domain.issues.is_empty() && !sink.failed() {
        let hint = "list at least one issue with its options";
        sink.at(source, at, codes::UNSOUND, "the domain has no issue", hint);
    }
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
    if let [only] = profiles.as_slice() {
        let message = "this is the only profile, and a deal needs two parties";
        sink.file(&only.file, codes::ONE_PARTY, message, codes::ONE_PARTY.mend);
    }
    let names: BTreeSet<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    let own_names = names.len() == profiles.len() && !names.contains("");
    let stems: BTreeSet<&str> = profiles.iter().map(|profile| profile.stem.as_str()).collect();
    let own_stems = stems.len() == profiles.len();
    let mut discounts = Vec::new();
    let mut parties = Vec::new();
    for profile in profiles {
        if let Some(discount) = &profile.discount {
            let message = format!("the profile has a discount of {discount}");
            sink.file(&profile.file, codes::DISCOUNT, message, codes::DISCOUNT.means);
        }
        discounts.push(profile.discount);
        let name = match (own_names, own_stems) {
            (true, _) => profile.name,
            (_, true) => profile.stem,
            // "north.yml" and "north.yaml".
            _ => profile.file,
        };
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
