//! What stands around an article is kept and marked, and never cited.

use crate::material::{all, of, real, span, text};
use crate::run::Folder;

#[test]
fn nothing_cites_furniture() {
    for material in all() {
        let lines = material.lines();
        let furniture: Vec<_> =
            of(lines, "furniture").iter().map(|f| (text(f, "source"), span(&f["span"]))).collect();
        assert!(furniture.len() > 20);
        let mut cited = Vec::new();
        for line in lines {
            for piece in line["content"].as_array().into_iter().flatten() {
                cited.push((line, span(&piece["span"])));
            }
            if ["position", "event", "figure"].contains(&text(line, "type")) {
                cited.push((line, span(&line["span"])));
            }
            if line["speaker"].is_object() {
                cited.push((line, span(&line["speaker"]["span"])));
            }
        }
        for (line, (start, end)) in cited {
            for (source, (from, to)) in &furniture {
                let apart = *source != text(line, "source") || end <= *from || *to <= start;
                assert!(apart, "furniture at {from}..{to} is cited: {line}");
            }
        }
    }
}

#[test]
fn a_picture_credit_is_nobody_who_speaks() {
    let article = "Two sides met\n\nThe talks went on.\n\nSource: Harbour Pictures\n\n\
                   The minister said that the talks would go on.\n";
    let folder = Folder::new().with("a.txt", article);
    let done = folder.run(&["read", "--json", "a.txt"]).exit(0);
    assert!(!done.stdout.contains("Harbour Pictures\",\"text"), "{}", done.stdout);
    let lines = done.lines();
    for line in of(&lines, "statement") {
        assert!(!line["speaker"]["text"].to_string().contains("Harbour"), "{line}");
    }
    let credit = article.find("Source:").expect("it is there");
    let at = |line: &&serde_json::Value| span(&line["span"]).0 == credit;
    assert!(of(&lines, "furniture").iter().any(at), "{}", done.stdout);
}

#[test]
fn the_real_picture_credit_is_nobody_who_speaks() {
    let Some(material) = real() else { return };
    let lines = material.lines();
    let in_000 = |line: &&&serde_json::Value| text(line, "source").contains("000_");
    let statements = of(lines, "statement");
    assert!(statements.iter().any(|line| in_000(&line)));
    for line in statements.iter().filter(in_000) {
        let speaker = line["speaker"].to_string() + &line["via"].to_string();
        assert!(!speaker.contains("Reuters"), "{line}");
    }
}
