//! GENIUS XML: both readings, numeric issues, nested objectives, and what is refused.

use crate::{Kind, Read, Reading, read};

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2">
<objective index="0" etype="objective" type="objective" name="root">
<issue index="1" type="discrete" name="Food"><item index="1" value="bread"/><item index="2" value="rice"/></issue>
<objective index="2" type="objective" name="Time">
<issue index="3" type="integer" name="Days" lowerbound="3" upperbound="5"/>
</objective></objective></utility_space></negotiation_template>"#;

const PROFILE: &str = r#"<utility_space>
<objective index="0" etype="objective" type="objective" name="root">
<issue index="1" type="discrete" name="Food">
<item index="1" value="bread" evaluation="10" cost="3"/>
<item index="2" value="rice" evaluation="40"/></issue>
<objective index="2" type="objective" name="Time">
<issue index="3" type="integer" name="Days" lowerbound="3" upperbound="5"><evaluator ftype="linear" offset="0.1" slope="0.25"/></issue>
<weight index="3" value="0.4"/>
</objective>
<weight index="1" value="0.6"/>
<weight index="2" value="0.5"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.3"/>
</utility_space>"#;

fn folder(domain: &str, profile: &str, reading: Reading) -> Read {
    read(&[("s/domain.xml", domain.as_bytes()), ("s/p.xml", profile.as_bytes())], reading)
}

fn values(read: &Read) -> Vec<Vec<String>> {
    let scenario = read.scenario.as_ref().unwrap_or_else(|| panic!("{:#?}", read.findings));
    let text = |row: &Vec<weigh::Exact>| row.iter().map(ToString::to_string).collect();
    scenario.draft.parties[0].values.iter().map(text).collect()
}

#[test]
fn the_faithful_reading_divides_by_the_best_and_keeps_the_reserve() {
    let read = folder(DOMAIN, PROFILE, Reading::Faithful);
    assert_eq!(values(&read), [vec!["0.15", "0.6"], vec!["0.04", "0.14", "0.24"]]);
    let scenario = read.scenario.expect("read");
    assert_eq!(scenario.kind, Kind::Genius);
    assert_eq!(scenario.draft.issues[1].options, ["3", "4", "5"]);
    let party = &scenario.draft.parties[0];
    assert_eq!((party.name.as_str(), party.reserve.clone()), ("p", "0.3".parse().ok()));
    assert_eq!(scenario.discounts, ["0.9".parse().ok()]);
    let said: Vec<&str> = read.findings.iter().map(|finding| finding.code).collect();
    // The group's weight, the cost, that there is one profile, the discount.
    assert_eq!(said, ["S021", "S021", "S022", "S020"]);
    assert_eq!(read.findings[1].spot.map(|spot| spot.line), Some(4));
}

#[test]
fn the_raw_reading_multiplies_as_written() {
    let read = folder(DOMAIN, PROFILE, Reading::Raw);
    assert_eq!(values(&read), [vec!["6", "24"], vec!["0.34", "0.44", "0.54"]]);
    assert_eq!(read.scenario.expect("read").draft.parties[0].reserve, None);
}

/// So NegMAS writes a numeric issue, and the constant of a function.
#[test]
fn numeric_issues_may_list_their_evaluations() {
    let items = "<item index=\"1\" value=\"3\" evaluation=\"0.5\"/><item index=\"2\" value=\"4\" \
                 evaluation=\"1\"/><item index=\"3\" value=\"5\" evaluation=\"2\"/>";
    let line = "<evaluator ftype=\"linear\" offset=\"0.1\" slope=\"0.25\"/>";
    let listed = PROFILE.replace(line, items).replace("weight index=\"2\"", "weight index=\"9\"");
    let faithful = folder(DOMAIN, &listed, Reading::Faithful);
    assert_eq!(values(&faithful)[1], ["0.1", "0.2", "0.4"]);
    assert!(faithful.findings[0].message.contains("belongs to no issue"), "{faithful:#?}");
    assert_eq!(values(&folder(DOMAIN, &listed, Reading::Raw))[1], ["0.2", "0.4", "0.8"]);
}

#[test]
fn numeric_values_are_cut_off_as_genius_does() {
    let steep = PROFILE.replace("slope=\"0.25\"", "slope=\"-0.6\"").replace("\"0.1\"", "\"1.1\"");
    let read = folder(DOMAIN, &steep, Reading::Faithful);
    assert_eq!(values(&read)[1], ["0.4", "0.2", "0"]);
    assert!(read.findings.iter().any(|finding| finding.code == "S019"));
}

#[test]
fn an_issue_without_worth_counts_as_nought() {
    let worthless = PROFILE.replace("evaluation=\"40\"", "evaluation=\"-1\"");
    let read = folder(
        DOMAIN,
        &worthless.replace("evaluation=\"10\"", "evaluation=\"0\""),
        Reading::Faithful,
    );
    assert_eq!(values(&read)[0], ["0", "0"]);
    assert!(read.findings.iter().any(|finding| finding.code == "S018"));
}

/// One change to the profile or domain, and the code and line that must come of it.
#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (from, to, code, line) in [
        ("<weight index=\"1\" value=\"0.6\"/>", "", "S009", 3),
        ("value=\"0.6\"", "value=\"-0.6\"", "S013", 10),
        ("value=\"0.6\"", "value=\"NaN\"", "S012", 10),
        ("value=\"0.6\"", "value=\"0,6\"", "S012", 10),
        ("<weight index=\"2\" value=\"0.5\"/>", "<weight index=\"1\" value=\"0.5\"/>", "S010", 11),
        ("value=\"rice\"", "value=\"pasta\"", "S011", 5),
        ("value=\"rice\"", "value=\"bread\"", "S010", 5),
        ("evaluation=\"40\"", "evaluation=\"lots\"", "S012", 5),
        ("evaluation=\"40\"", "", "S009", 3),
        ("issue index=\"1\"", "issue index=\"7\"", "S011", 3),
        ("issue index=\"3\"", "issue index=\"1\"", "S010", 7),
        ("ftype=\"linear\"", "ftype=\"triangular\"", "S015", 7),
        ("value=\"0.9\"", "value=\"inf\"", "S012", 13),
        ("</utility_space>", "<ufun type=\"u\"/></utility_space>", "S015", 15),
        ("</utility_space>", "", "S004", 15),
    ] {
        let changed = PROFILE.replacen(from, to, 1);
        assert_ne!(changed, PROFILE, "{from}");
        let read = folder(DOMAIN, &changed, Reading::Faithful);
        assert_eq!(read.scenario, None, "{to}");
        let found = read.findings.iter().find(|finding| finding.code == code);
        let spot = found.and_then(|finding| finding.spot).map(|spot| spot.line);
        assert_eq!(spot, Some(line), "{code} for {to}: {:#?}", read.findings);
        assert!(found.is_some_and(|finding| finding.file == "s/p.xml" && !finding.hint.is_empty()));
    }
    for (from, to, code) in [
        ("type=\"integer\"", "type=\"real\"", "S014"),
        ("upperbound=\"5\"", "upperbound=\"900000000\"", "S005"),
        ("upperbound=\"5\"", "upperbound=\"2\"", "S016"),
        ("upperbound=\"5\"", "", "S009"),
        ("upperbound=\"5\"", "upperbound=\"5.5\"", "S012"),
        ("value=\"rice\"", "value=\"bread\"", "S010"),
        ("index=\"3\"", "index=\"1\"", "S010"),
        ("name=\"Food\"", "", "S009"),
        ("type=\"integer\"", "type=\"colour\"", "S016"),
    ] {
        let changed = DOMAIN.replacen(from, to, 1);
        let read = folder(&changed, PROFILE, Reading::Faithful);
        assert!(read.scenario.is_none(), "{to}");
        let found =
            read.findings.iter().any(|finding| finding.code == code && finding.spot.is_some());
        assert!(found, "{code} for {to}: {:#?}", read.findings);
    }
}

#[test]
fn a_folder_must_be_whole() {
    let codes = |files: &[(&str, &[u8])]| -> Vec<&str> {
        read(files, Reading::Faithful).findings.iter().map(|finding| finding.code).collect()
    };
    let (domain, profile) = (("d.xml", DOMAIN.as_bytes()), ("p.xml", PROFILE.as_bytes()));
    assert_eq!(codes(&[profile]), ["S006"]);
    assert_eq!(codes(&[domain]), ["S008"]);
    assert_eq!(codes(&[domain, ("p.xml", b"<utility_space \xff/>")]), ["S003"]);
    let other = DOMAIN.replace("rice", "pasta");
    assert_eq!(codes(&[domain, ("e.xml", other.as_bytes()), profile]), ["S007"]);
    let empty = "<negotiation_template><utility_space/></negotiation_template>";
    let none = "<utility_space><weight index=\"1\" value=\"1\"/></utility_space>";
    assert_eq!(codes(&[("d.xml", empty.as_bytes()), ("p.xml", none.as_bytes())]), ["S017"]);
}
