//! `NegMAS` folders: the kinds of issue and of value function, and what is refused.

use crate::{Read, Reading, read};

const DOMAIN: &str = "issues:
- name: answer
  type: CategoricalIssue
  values:
  - 'yes'
  - 'no'
- name: count
  type: ContiguousIssue
  values:
  - 2
  - 4
- name: size
  type: negmas.outcomes.DiscreteCardinalIssue
  values: [1, 4]
name: small
path: null
type: DiscreteCartesianOutcomeSpace
";

const UFUN: &str = "name: A
reserved_outcome: null
reserved_value: -.inf
stability: 2047
type: LinearAdditiveUtilityFunction
values:
- mapping:
    'no': 0.5
    'yes': 1
  type: TableFun
- bias: -0.5
  slope: 0.25
  type: AffineFun
- a1: 2
  a2: 1
  bias: 3
  type: QuadraticFun
weights:
- 0.1
- 0.2
- 0.3
";

fn folder(domain: &str, ufun: &str) -> Read {
    let files = [
        ("domain.yml", domain),
        ("a.yml", ufun),
        ("_stats.yaml", "type: UFun: ["),
        ("_info.yml", "a: 1"),
    ];
    read(&files.map(|(name, text)| (name, text.as_bytes())), Reading::Faithful)
}

fn values(read: &Read) -> Vec<String> {
    let scenario = read.scenario.as_ref().unwrap_or_else(|| panic!("{:#?}", read.findings));
    scenario.draft.parties[0].values.concat().iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_value_is_read_exactly() {
    let read = folder(DOMAIN, UFUN);
    assert_eq!(values(&read), ["0.1", "0.05", "0", "0.05", "0.1", "1.8", "8.1"]);
    let scenario = read.scenario.expect("read");
    assert_eq!(scenario.draft.parties[0].reserve, None);
    assert_eq!(scenario.draft.issues[1].options, ["2", "3", "4"]);
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code).collect();
    assert_eq!((scenario.name.as_str(), codes), ("small", vec!["S022"]));
    for (from, to, expected) in [
        ("- bias: -0.5\n  slope: 0.25\n  type: AffineFun", "- type: IdentityFun", "0.4"),
        ("bias: -0.5\n  slope: 0.25\n  type: AffineFun", "type: LinearFun\n  slope: 3", "1.2"),
        ("slope: 0.25\n  type: AffineFun", "type: ConstFun", "-0.1"),
        ("bias: -0.5\n  slope: 0.25\n  type: AffineFun", "{2: 1, 3.0: 2, 4: 1.0e-07}", "0.2"),
        ("bias: -0.5\n  slope: 0.25\n  type: AffineFun", "[1, 2, 3]", "0.2"),
        ("slope: 0.25\n  type: AffineFun", "coefficients: [1, 2]\n  type: PolynomialFun", "1.9"),
    ] {
        let changed = UFUN.replacen(from, to, 1);
        assert_ne!(changed, UFUN, "{from}");
        assert_eq!(values(&folder(DOMAIN, &changed))[2], expected, "{to}");
    }
    let biased = UFUN.replace("weights:", "bias: 1\nweights:");
    assert_eq!(values(&folder(DOMAIN, &biased))[..3], ["1.1", "1.05", "0"]);
    let reserve = folder(DOMAIN, &UFUN.replace("-.inf", "0.25")).scenario.expect("read");
    assert_eq!(reserve.draft.parties[0].reserve, "0.25".parse().ok());
}

#[test]
fn linear_and_discounted_functions_are_read() {
    let domain = DOMAIN.replace("'yes'", "7").replace("'no'", "8");
    let linear = "type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: 0.3\nname: D\nufun:\n  \
                  type: LinearUtilityFunction\n  bias: 2\n  reserved_value: -.inf\n  weights: [1, -1, 0]\n";
    let read = folder(&domain, linear);
    assert_eq!(values(&read), ["9", "10", "-2", "-3", "-4", "0", "0"]);
    let scenario = read.scenario.expect("read");
    assert_eq!(scenario.discounts, ["0.9".parse().ok()]);
    assert_eq!(scenario.draft.parties[0].reserve, "0.3".parse().ok());
    assert!(read.findings.iter().any(|finding| finding.code == "S020"));
}

#[test]
fn json_is_the_same_tree() {
    let domain = r#"{"issues": [{"name": "a", "type": "CategoricalIssue", "values": ["x", "y"]}],
        "name": "d", "path": null, "type": "DiscreteCartesianOutcomeSpace"}"#;
    let ufun = r#"{"name": "P", "reserved_value": -Infinity, "type": "LinearAdditiveUtilityFunction",
        "values": [{"mapping": {"x": 1e-07, "y": 0.1}, "type": "TableFun"}], "weights": [1.0]}"#;
    let files = [("d.json", domain.as_bytes()), ("P.json", ufun.as_bytes())];
    assert_eq!(values(&read(&files, Reading::Raw)), ["0.0000001", "0.1"]);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (from, to, code, line) in [
        ("- 0.3\n", "", "S009", 19),
        ("- 0.3\n", "- -0.3\n", "S013", 21),
        ("- 0.3\n", "- .nan\n", "S012", 21),
        ("- 0.3\n", "- [0.3]\n", "S016", 21),
        ("'no': 0.5", "'nope': 0.5", "S011", 8),
        ("'no': 0.5", "'yes': 0.5", "S010", 9),
        ("    'no': 0.5\n", "", "S009", 8),
        ("type: TableFun", "type: CosFun", "S015", 7),
        ("type: LinearAdd", "type: HyperRectangleUtilityFunction # ", "S015", 1),
        ("reserved_value: -.inf", "reserved_value: .inf", "S012", 3),
        ("weights:", "weights: [", "S004", 19),
        ("mapping:", "mapping: &a", "S009", 7),
    ] {
        let changed = UFUN.replacen(from, to, 1);
        assert_ne!(changed, UFUN, "{from}");
        let read = folder(DOMAIN, &changed);
        if code == "S009" && to.contains('&') {
            // An anchor that nobody uses does no harm.
            assert!(read.scenario.is_some());
            continue;
        }
        assert_eq!(read.scenario, None, "{to}");
        let found = read.findings.iter().find(|finding| finding.code == code);
        let spot = found.and_then(|finding| finding.spot).map(|spot| spot.line);
        assert_eq!(spot, Some(line), "{code} for {to}: {:#?}", read.findings);
    }
    for (from, to, code) in [
        ("ContiguousIssue", "ContinuousIssue", "S014"),
        ("  - 4\n", "  - 4000000000\n", "S005"),
        ("  - 4\n", "  - 1\n", "S016"),
        ("'no'", "'yes'", "S010"),
        ("name: count", "name: answer", "S010"),
        ("CategoricalIssue", "StrangeIssue", "S016"),
        ("  type: CategoricalIssue\n  values:\n  - 'yes'\n  - 'no'\n", "", "S009"),
    ] {
        let changed = DOMAIN.replacen(from, to, 1);
        assert_ne!(changed, DOMAIN, "{from}");
        let read = folder(&changed, UFUN);
        let found =
            read.findings.iter().any(|finding| finding.code == code && finding.spot.is_some());
        assert!(read.scenario.is_none() && found, "{code} for {to}: {:#?}", read.findings);
    }
}
