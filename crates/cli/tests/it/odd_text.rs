//! Texts that are text, but not as we would have written them: line ends, spaces, scripts.

use serde_json::Value;

use crate::material::{ARTICLE, of, span, text};
use crate::run::Folder;

fn read(article: &str) -> Vec<Value> {
    let lines = Folder::new().with("a.txt", article).run(&["read", "--json", "a.txt"]).lines();
    for line in &lines {
        for piece in line["content"].as_array().into_iter().flatten() {
            let (start, end) = span(&piece["span"]);
            assert_eq!(article.get(start..end), piece["text"].as_str());
        }
    }
    lines
}

/// What was found, without its place: who, how, on what, and the words with single spaces.
fn told(lines: &[Value]) -> Vec<String> {
    let flat = |value: &Value| {
        let value = value.to_string().replace("\\r\\n", " ").replace(['\u{a0}', '\u{202f}'], " ");
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let statement = |line: &&Value| {
        let pieces = line["content"].as_array().into_iter().flatten();
        let words: Vec<String> = pieces.map(|piece| flat(&piece["text"])).collect();
        let speaker = flat(&line["speaker"]["name"]);
        format!("{speaker} {} {} {} {words:?}", line["kind"], line["issue"], line["stance"])
    };
    of(lines, "statement").iter().map(statement).collect()
}

#[test]
fn the_article_says_what_it_says() {
    let found = told(&read(ARTICLE));
    assert!(found.len() >= 3, "{found:#?}");
    assert!(found.iter().any(|line| line.contains("Zelenskyy") && line.contains("prisoners")));
}

#[test]
fn windows_line_ends_change_nothing() {
    assert_eq!(told(&read(&ARTICLE.replace('\n', "\r\n"))), told(&read(ARTICLE)));
    let mark = format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n"));
    assert_eq!(told(&read(&mark)), told(&read(ARTICLE)));
}

#[test]
fn old_line_ends_are_line_ends() {
    assert_eq!(told(&read(&ARTICLE.replace('\n', "\r"))), told(&read(ARTICLE)));
}

#[test]
fn hard_spaces_are_spaces() {
    for space in ["\u{a0}", "\u{202f}", "  ", "\u{2009}"] {
        assert_eq!(told(&read(&ARTICLE.replace(' ', space))), told(&read(ARTICLE)), "{space:?}");
    }
}

#[test]
fn quotes_of_every_house_style() {
    for (open, close) in [("\"", "\""), ("«", "»"), ("„", "“"), ("‘", "’"), ("''", "''")]
    {
        let article = ARTICLE.replace('“', open).replace('”', close);
        let found = told(&read(&article));
        let has = found.iter().any(|l| l.contains("Zelenskyy") && l.contains("all prisoners"));
        assert!(has, "{open}{close}: {found:#?}");
    }
}

#[test]
fn letters_written_with_combining_marks() {
    let article = ARTICLE.replace("Istanbul", "I\u{307}stanbul, C\u{327}\u{131}rag\u{306}an");
    assert_eq!(told(&read(&article)).len(), told(&read(ARTICLE)).len());
}

#[test]
fn right_to_left_text_is_kept_and_told() {
    let arabic = "قال الوزير إن المحادثات ستستمر يوم الاثنين في إسطنبول وإن الطرفين اتفقا على تبادل \
                  جميع الأسرى المرضى والجرحى وإعادة الرفات، وأضاف «نريد وقفا كاملا لإطلاق النار».\n";
    let hebrew = "השר אמר כי השיחות יימשכו ביום שני באיסטנבול, וכי שני הצדדים הסכימו להחליף את כל \
                  השבויים החולים והפצועים ולהשיב את הגופות. \"אנחנו רוצים הפסקת אש מלאה\", הוסיף.\n";
    for (words, code) in [(arabic, "ar"), (hebrew, "he")] {
        let folder = Folder::new().with("t/a.txt", words.repeat(3)).with("t/b.txt", ARTICLE);
        folder.run(&["check", "t"]).exit(0).says("R008").says(&format!("\"{code}\""));
        folder.run(&["brief", "t"]).exit(0).says(&format!("language “{code}”"));
        for form in ["b.html", "b.md"] {
            folder.run(&["brief", "t", "-o", form]).exit(0);
        }
    }
    // Within an English text: marks that turn the direction stay where they are.
    let mixed = ARTICLE.replace("Istanbul", "\u{2067}إسطنبول\u{2069} (Istanbul)");
    assert_eq!(told(&read(&mixed)).len(), told(&read(ARTICLE)).len());
}

#[test]
fn a_report_in_russian_is_told_and_kept() {
    let russian = "Министр иностранных дел заявил, что переговоры продолжатся в понедельник в \
                   Стамбуле. «Мы хотим полного прекращения огня», — сказал он журналистам.\n\n\
                   Стороны договорились об обмене всеми больными и ранеными пленными.\n";
    let folder = Folder::new().with("t/a.txt", russian).with("t/b.txt", ARTICLE);
    let done = folder.run(&["check", "t"]).exit(0).says("t/a.txt: note R008").says("\"ru\"");
    assert!(done.stderr.starts_with("2 reports read"), "{}", done.stderr);
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    assert!(of(&lines, "statement").iter().all(|line| text(line, "source") == "t/b.txt"));
    folder.run(&["brief", "t"]).exit(0).says("language “ru”");
}

#[test]
fn a_report_of_furniture_only_is_told() {
    let page = "Share\n\nFacebook\n\nTwitter\n\nHome\n\nSubscribe to our newsletter\n\n\
                All rights reserved\n\nLeave a comment\n";
    let folder = Folder::new().with("t/a.txt", page);
    folder.run(&["check", "t"]).exit(0).says("t/a.txt: warning R006");
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    assert!(of(&lines, "statement").is_empty() && !of(&lines, "furniture").is_empty());
}

#[test]
fn two_reports_that_are_the_same_are_one_witness() {
    let long = ARTICLE.repeat(3);
    let folder = Folder::new().with("t/a.txt", &long).with("t/b.txt", &long);
    let lines = folder.run(&["read", "--json", "t"]).exit(0).lines();
    let origins = of(&lines, "origin");
    assert_eq!(origins.len(), 1, "{origins:?}");
    assert_eq!(origins[0]["copies"][0][0], "t/b.txt");
    folder.run(&["brief", "t"]).exit(0).says("2, 1 INDEPENDENT ORIGIN");
}
