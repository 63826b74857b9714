//! GeniusWeb JSON: exact decimals, numeric issues, the reservation bid, and what is refused.

use crate::{Read, Reading, read};

const DOMAIN: &str = r#"{"name": "trip", "issuesValues": {
 "city": {"values": ["Oslo", "Bern"]},
 "days": {"range": {"low": 1, "high": 2, "step": "0.5"}}}}"#;

const PROFILE: &str = r#"{"LinearAdditiveUtilitySpace": {
 "issueUtilities": {
  "days": {"numberutils": {"lowValue": 1, "lowUtility": 0.0, "highValue": 2, "highUtility": 1.0}},
  "city": {"discreteutils": {"valueUtilities": {"Oslo": 0.1, "Bern": 1.0}}}
 },
 "issueWeights": {"city": 0.3, "days": 0.7},
 "reservationBid": {"issuevalues": {"city": "Oslo", "days": 1.50}},
 "name": "north"
}}"#;

fn folder(domain: &str, profile: &str) -> Read {
    read(&[("domain.json", domain.as_bytes()), ("p.json", profile.as_bytes())], Reading::Faithful)
}

#[test]
fn decimals_stay_exact_and_the_reserve_is_the_worth_of_the_bid() {
    let scenario = folder(DOMAIN, PROFILE).scenario.expect("read");
    assert_eq!(scenario.name, "trip");
    assert_eq!(scenario.draft.issues[1].options, ["1", "1.5", "2"]);
    let party = &scenario.draft.parties[0];
    let text: Vec<String> = party.values.concat().iter().map(ToString::to_string).collect();
    assert_eq!(text, ["0.03", "0.3", "0", "0.35", "0.7"]);
    assert_eq!((party.name.as_str(), party.reserve.clone()), ("north", "0.38".parse().ok()));
}

#[test]
fn a_profile_brings_its_domain_along() {
    let profile = PROFILE.replace("\"name\"", &format!("\"domain\": {DOMAIN}, \"name\""));
    let read = read(&[("p.json", profile.as_bytes())], Reading::Faithful);
    assert_eq!(read.scenario, folder(DOMAIN, PROFILE).scenario);
    let read = folder(&DOMAIN.replace("Bern", "Genf"), &profile);
    assert_eq!(read.findings[0].code, "S007");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (from, to, code, line) in [
        ("\"city\": 0.3, ", "", "S009", 6),
        ("0.3", "-0.3", "S013", 6),
        ("0.3", "NaN", "S012", 6),
        ("0.3", "[0.3]", "S016", 6),
        ("\"Oslo\": 0.1", "\"Osla\": 0.1", "S011", 4),
        ("\"Oslo\": 0.1", "\"Bern\": 0.1", "S010", 4),
        ("\"Oslo\": 0.1, ", "", "S009", 4),
        ("discreteutils", "strangeutils", "S009", 4),
        ("\"highValue\": 2", "\"highValue\": 1", "S016", 3),
        ("\"days\": 1.50", "\"days\": 7", "S011", 7),
        (", \"days\": 1.50", "", "S009", 7),
        ("\"name\": \"north\"", "\"name\" \"north\"", "S004", 8),
    ] {
        let changed = PROFILE.replacen(from, to, 1);
        assert_ne!(changed, PROFILE, "{from}");
        let read = folder(DOMAIN, &changed);
        assert_eq!(read.scenario, None, "{to}");
        let found = read.findings.iter().find(|finding| finding.code == code);
        let spot = found.and_then(|finding| finding.spot).map(|spot| spot.line);
        assert_eq!(spot, Some(line), "{code} for {to}: {:#?}", read.findings);
    }
    for (from, to, code) in [
        ("\"values\"", "\"options\"", "S009"),
        ("\"0.5\"", "0", "S016"),
        ("\"0.5\"", "1e-9", "S005"),
        ("\"Bern\"", "\"Oslo\"", "S010"),
        ("\"days\"", "\"city\"", "S010"),
        ("{\"values\": [\"Oslo\", \"Bern\"]}", "{\"values\": []}", "S017"),
    ] {
        let profile = PROFILE.replace("\"Oslo\": 0.1, \"Bern\": 1.0", "");
        let profile = if code == "S017" { &profile } else { PROFILE };
        let profile = profile.replace(
            " \"reservationBid\": {\"issuevalues\": {\"city\": \"Oslo\", \"days\": 1.50}},\n",
            "",
        );
        let read = folder(&DOMAIN.replacen(from, to, 1), &profile);
        let found = read.findings.iter().any(|finding| finding.code == code);
        assert!(read.scenario.is_none() && found, "{code} for {to}: {:#?}", read.findings);
    }
    let other = "{\"DefaultPartialOrdering\": {\"domain\": {\"issuesValues\": {}}}}";
    assert_eq!(folder(DOMAIN, other).findings[0].code, "S015");
}

#[test]
fn what_the_format_does_not_allow_is_used_and_told() {
    let read = folder(DOMAIN, &PROFILE.replace("0.3", "0.2").replace("1.0", "1.5"));
    assert!(read.scenario.is_some());
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["S019", "S019", "S019", "S022"]);
}
