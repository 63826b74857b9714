//! Whole files through [`super::page`]: articles of several shapes, damaged input, arbitrary bytes.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Page {
    page(&Raw { path: "a.txt", bytes: text.as_bytes() })
}

/// Every block's kind and words.
fn shown(page: &Page) -> Vec<(BlockKind, &str)> {
    page.blocks.iter().map(|block| (block.kind, page.words(block))).collect()
}

fn kind_of(page: &Page, words: &str) -> Option<BlockKind> {
    shown(page).iter().find(|(_, text)| *text == words).map(|(kind, _)| *kind)
}

const FIRST: &str = "The two delegations met for four hours in the lake house on Monday and agreed to exchange lists of prisoners, the mediator said.";
const LAST: &str = "The next session is planned for the end of the month, but neither side has confirmed the date or the place so far.";

#[test]
fn a_saved_page_is_cut_into_article_and_furniture() {
    let text = format!(
        "facebook\ntwitter\nMenu\nEN\nUse of our materials needs a link.\nMeridian © 2025.\nPOLITICS\nA+\nA-\n\n\
         Lake house talks open with little hope\n\nRiver Herald - 2 June 2025 10:15\n\n{FIRST}\n\nSource: Reuters\n\nWhat was agreed\n\n\
         – Exchange of all lists;\n\n– Return of the remains;\n\nSource: Reuters\n\n{LAST}\n\n\
         (If you want to write for us, write to desk@meridian.example).\n\nRiver.Example\nViews: 12\n\
         Share this story with your friends!\nprint\nСкопировано\nads\nA page of stories about the valley\nTags\nvalley\nPost a Comment\n0 Comments\n\
         * Please be kind to others."
    );
    let page = read(&text);
    let furniture = |label| Some(BlockKind::Furniture(label));
    for (words, kind) in [
        ("facebook", furniture("share")),
        ("Menu", furniture("nav")),
        ("EN", furniture("nav")),
        ("Meridian © 2025.", furniture("rights")),
        ("POLITICS", furniture("section_label")),
        ("A+", furniture("widget")),
        ("Lake house talks open with little hope", Some(BlockKind::Title)),
        ("River Herald - 2 June 2025 10:15", Some(BlockKind::Byline)),
        (FIRST, Some(BlockKind::Paragraph)),
        ("Source: Reuters", furniture("photo_credit")),
        ("What was agreed", Some(BlockKind::Heading)),
        ("Exchange of all lists;", Some(BlockKind::ListItem)),
        (LAST, Some(BlockKind::Paragraph)),
        ("River.Example", furniture("site_name")),
        ("Views: 12", furniture("view_counter")),
        ("print", furniture("share")),
        ("ads", furniture("ads")),
        ("Tags", furniture("tags")),
        ("valley", furniture("tags")),
        ("0 Comments", furniture("comment_form")),
        ("Please be kind to others.", furniture("comment_form")),
    ] {
        assert_eq!(kind_of(&page, words), kind, "{words}");
    }
    for words in ["Скопировано", "A page of stories about the valley"] {
        assert!(matches!(kind_of(&page, words), Some(BlockKind::Furniture(_))), "{words}");
    }
    assert_eq!(page.publisher.as_deref(), Some("River.Example"));
    assert_eq!(page.byline_name.and_then(|s| s.text(&page.text)), Some("River Herald"));
    assert_eq!(page.genre, Genre::News);
}

#[test]
fn pages_of_other_makes_are_cut_as_well() {
    let broadcaster = format!(
        "Skip to content\nNews\nHome  |  World  |  Africa\nValley talks open aid road\nBy Ada Stone\nHerald News, Port City\n\
         Published\n3 hours ago\nImage source, Getty Images\nImage caption,\nDelegates in the hall\n{FIRST}\n\
         Advertisement\nWhat comes next\n{LAST}\n{FIRST}\nRelated topics\nValley\nMore on this story\nThe army refuses an offer\n17 May\n© 2025 Herald."
    );
    let page = read(&broadcaster);
    let citable: Vec<&str> =
        page.blocks.iter().filter(|b| b.kind.is_citable()).map(|b| page.words(b)).collect();
    assert_eq!(citable, ["Valley talks open aid road", FIRST, "What comes next", LAST, FIRST]);
    assert_eq!(page.byline_date_lines.len(), 4);

    let agency = format!(
        "Valley talks resume\nReuters\nJune 30, 2024 5:10 PM GMT+3 Updated 2 hours ago\n\n\
         The hall of the lake house, June 30, 2024. REUTERS/Ada Stone\n\n{FIRST}\n\nSign up here.\n\n{LAST}\n\n\
         Reporting by Ada Stone; Editing by Ben Field\n\nCORRECTION:\n\nThe name of the lake was wrong in the first version."
    );
    let page = read(&agency);
    let citable: Vec<&str> =
        page.blocks.iter().filter(|b| b.kind.is_citable()).map(|b| page.words(b)).collect();
    assert_eq!(citable, ["Valley talks resume", FIRST, LAST]);
    assert_eq!(page.genre, Genre::Wire);

    let office = format!(
        "Ministry of Foreign Affairs\nPress release\n12 May 2025\n\nThe minister's call with the mediator\n\n{FIRST}\n\n1. Release of all detainees\n2. Return of the remains"
    );
    let page = read(&office);
    assert_eq!(page.genre, Genre::Official);
    assert_eq!(
        page.title.and_then(|s| s.text(&page.text)),
        Some("The minister's call with the mediator")
    );
    assert_eq!(kind_of(&page, "Return of the remains"), Some(BlockKind::ListItem));
}

#[test]
fn short_lines_of_the_article_stay_in_it() {
    let text = format!(
        "Second round\n\n{FIRST}\n\n“No,” he said.\n\nTHE DISPUTED RIVER\n\n{FIRST}\n\nMore\n\n{LAST}\n\nConclusion\n\n{LAST}\n\nPeace will come.\n"
    );
    let page = read(&text);
    assert_eq!(kind_of(&page, "Second round"), Some(BlockKind::Title));
    assert_eq!(kind_of(&page, "“No,” he said."), Some(BlockKind::Paragraph));
    assert_eq!(kind_of(&page, "THE DISPUTED RIVER"), Some(BlockKind::Heading));
    assert_eq!(kind_of(&page, "More"), Some(BlockKind::Heading));
    assert_eq!(kind_of(&page, "Conclusion"), Some(BlockKind::Heading));
    assert_eq!(kind_of(&page, "Peace will come."), Some(BlockKind::Paragraph));
}

#[test]
fn a_credit_inside_a_line_is_taken_out_of_it() {
    let text = format!("Talks open\n\n{FIRST} (Photo by Ada Stone / Pool) {LAST}\n");
    let page = read(&text);
    let found: Vec<(BlockKind, bool)> = page.blocks.iter().map(|b| (b.kind, b.continues)).collect();
    let paragraph = BlockKind::Paragraph;
    assert_eq!(
        found,
        [
            (BlockKind::Title, false),
            (paragraph, false),
            (BlockKind::Furniture("photo_credit"), false),
            (paragraph, true)
        ]
    );
}

#[test]
fn genres_are_told_by_what_the_text_says() {
    let turns = format!(
        "Two questions\n\n{FIRST}\n\nherald.example: What was agreed?\n\nAda Stone: Lists were exchanged.\n\nherald.example: And the river?\n\nAda Stone: We will see.\n"
    );
    let live = format!(
        "Talks: live updates\n\n10:05 The cars arrive.\n\n10:20 The doors close.\n\n11:40 A break.\n\n12:10 {FIRST}\n"
    );
    for (text, genre, how) in [
        (format!("Talks open\n\n{FIRST}\n\n{LAST}"), Genre::News, "nothing"),
        (format!("Talks open\n\nPORT CITY, June 2 (Reuters) - {FIRST}"), Genre::Wire, "Reuters"),
        (
            format!("Editor's note: This is the author's own opinion.\n\n{FIRST}"),
            Genre::Opinion,
            "note",
        ),
        (format!("OPINION\n\nTalks will not end this\n\n{FIRST}"), Genre::Opinion, "OPINION"),
        (
            format!("Joint statement of the two delegations\n\n{FIRST}"),
            Genre::Official,
            "joint statement",
        ),
        (
            format!(
                "INTERVIEWS\n\nTwo views of the talks\n\n{FIRST}\n\nThe Herald asked analysts on either bank."
            ),
            Genre::Analysis,
            "INTERVIEWS",
        ),
        (turns, Genre::Interview, "turns"),
        (live, Genre::LiveBlog, "time of day"),
        (format!("Transcript: the mediator's remarks\n\n{FIRST}"), Genre::Transcript, "headline"),
        ("Menu\nHome\n".to_owned(), Genre::Unknown, "no paragraph"),
    ] {
        let page = read(&text);
        assert_eq!(page.genre, genre, "{text}\n{}", page.genre_how);
        assert!(page.genre_how.contains(how), "{}", page.genre_how);
    }
}

#[test]
fn a_site_that_asks_is_the_publisher() {
    let page = read(&format!(
        "Talks\n\n{FIRST}\n\nherald.example: Well?\n\nAda Stone: No.\n\nherald.example: Why?\n\nAda Stone: So.\n"
    ));
    assert_eq!(page.publisher.as_deref(), Some("herald.example"));
}

#[test]
fn an_article_that_mentions_a_joint_statement_is_news() {
    let page = read(&format!("Talks end early\n\nA joint statement was read out, {FIRST}"));
    assert_eq!(page.genre, Genre::News, "{}", page.genre_how);
}

#[test]
fn front_matter_is_a_block_of_its_own() {
    let text =
        format!("+++\r\npublisher = \"Meridian\"\r\n+++\r\n\r\nTalks open\r\n\r\n{FIRST}\r\n");
    let page = read(&text);
    assert_eq!(page.blocks[0].kind, BlockKind::FrontMatter);
    assert_eq!(page.front, Some(page.blocks[0].span));
    assert_eq!(page.title.and_then(|s| s.text(&page.text)), Some("Talks open"));
    let open = read(&format!("+++\npublisher = 1\n\n{FIRST}\n"));
    assert_eq!(open.findings[0].code, "D024");
}

#[test]
fn lines_that_are_no_text_are_kept_but_not_cited() {
    let bytes =
        [b"Talks open\n\n", FIRST.as_bytes(), b"\n\n\x93No\x94, he said.\n\n", LAST.as_bytes()]
            .concat();
    let page = page(&Raw { path: "a.txt", bytes: &bytes });
    assert_eq!(page.text.len(), bytes.len());
    assert_eq!(kind_of(&page, "?No?, he said."), Some(BlockKind::Unreadable));
    assert_eq!(page.findings[0].code, codes::NOT_UTF8.code);
    assert_eq!(page.findings.len(), 1);
}

#[test]
fn an_html_page_gives_text_places_and_facts() {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Lake house talks open | Meridian</title>\
         <meta property=\"og:title\" content=\"Lake house talks open\"><meta property=\"og:site_name\" content=\"Meridian\">\
         <meta property=\"article:published_time\" content=\"2025-06-02T10:15:00+03:00\"></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>\
         <article><h1>Lake house talks open</h1><p>{FIRST}</p><h2>What was agreed</h2><ul><li>Exchange of &ldquo;all&rdquo; lists, said both sides;</li>\
         <li>Return of the remains, said the mediator.</li></ul><p>{LAST}</p></article><footer>© 2025 Meridian</footer></body></html>"
    );
    let page = page(&Raw { path: "a.txt", bytes: html.as_bytes() });
    assert_eq!(kind_of(&page, "Lake house talks open"), Some(BlockKind::Title));
    assert_eq!(kind_of(&page, "What was agreed"), Some(BlockKind::Heading));
    assert_eq!(kind_of(&page, FIRST), Some(BlockKind::Paragraph));
    assert_eq!(
        kind_of(&page, "Exchange of “all” lists, said both sides;"),
        Some(BlockKind::ListItem)
    );
    assert_eq!(page.publisher.as_deref(), Some("Meridian"));
    assert_eq!(page.html_meta.date.as_deref(), Some("2025-06-02T10:15:00+03:00"));
    for (at, place) in &page.page_places {
        let (word, there) = (&page.text[*at..*at + 4], &html[*place..*place + 4]);
        assert_eq!(word, there);
    }
    assert!(page.page_places.len() >= 4, "{:?}", page.page_places);
}

#[test]
fn a_page_without_an_article_says_so() {
    let page =
        page(&Raw { path: "a.html", bytes: b"<html><body><script>x()</script></body></html>" });
    assert_eq!(page.findings.iter().map(|f| f.code).collect::<Vec<_>>(), [codes::NO_ARTICLE.code]);
}

#[test]
fn deeply_nested_pages_are_read_without_their_structure() {
    let html = format!("<html>{}<p>{FIRST}</p>", "<div>".repeat(50_000));
    let page = page(&Raw { path: "a.html", bytes: html.as_bytes() });
    assert_eq!(page.findings[0].code, codes::PLAIN_TAGS.code);
    assert!(kind_of(&page, FIRST).is_some());
}

#[test]
fn long_lines_and_many_lines_take_no_time() {
    let line = format!("{FIRST} ").repeat(20_000);
    assert_eq!(read(&line).blocks.len(), 1);
    let many = format!(
        "{}{FIRST}\n{}",
        "Home\n".repeat(20_000),
        "Read more\nReply\nsome words here\n".repeat(20_000)
    );
    let page = read(&many);
    assert!(page.blocks.len() > 60_000);
}

fn check(page: &Page) {
    let mut end = 0;
    for block in &page.blocks {
        let words = block.span.text(&page.text).expect("on character boundaries");
        assert!(!words.is_empty() && block.span.start >= end, "{:?}", page.blocks);
        end = block.span.end;
    }
    for span in page
        .byline_date_lines
        .iter()
        .chain(&page.title)
        .chain(&page.dateline)
        .chain(&page.byline_name)
    {
        assert!(span.text(&page.text).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), ending in "txt|md|html") {
        let page = page(&Raw { path: &format!("a.{ending}"), bytes: &bytes });
        check(&page);
    }

    #[test]
    fn arbitrary_pieces_never_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "+++\n", "\n", "\r\n", "\r", "\u{a0}", "\u{feff}", "(Photo by", ")", "[x/Reuters]", "REUTERS/", "Source: ",
                "Tags", "<p>", "</p>", "<div", ">", "<!--", "&amp;", "* ", "- ", "# ", "> ", "```", "[a](b)", "![", "\t", "1. ",
                "KYIV, June 2 (AFP) - ", "MOSCOW. /TASS/. ", "Ada Stone: ", "“", "”", "\u{200f}", "سلام", "Да", "é", "10:05 ",
                "The two sides agreed to meet again in a week, the mediator said on Monday.", "Post a Comment", "You may also like",
                "© 2025 ", "a@b.cd", "…", " ", "|", "By Ada Stone", "2 June 2025", "<table><tr><td>",
            ]),
            0..60,
        ),
        ending in "txt|md|html",
    ) {
        let text = pieces.concat();
        let page = page(&Raw { path: &format!("a.{ending}"), bytes: text.as_bytes() });
        check(&page);
        if ending != "html" {
            prop_assert!(page.text == text || page.text.is_empty() || ending == "txt");
        }
    }
}

/// Reports with hand-made labels lie outside the repository; where they are present, they count.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the test looks for files that need not be there, and says so when they are not"
)]
mod labelled {
    use std::path::PathBuf;

    use serde_json::Value;

    use super::*;

    fn folder() -> Option<PathBuf> {
        let named = std::env::var_os("POURPARLER_SHARED").map(PathBuf::from);
        let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        named.into_iter().chain([beside]).find(|path| path.join("reports/gold").is_dir())
    }

    fn span(value: &Value) -> Span {
        let number = |key: &str| {
            value[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a byte offset")
        };
        Span::new(number("bstart"), number("bend"))
    }

    fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
        value[key].as_array().map_or(&[], Vec::as_slice)
    }

    #[test]
    fn furniture_covers_the_labelled_furniture_and_no_statement() {
        let Some(folder) = folder() else {
            eprintln!("no labelled reports beside the repository: nothing to compare with");
            return;
        };
        let mut compared = 0;
        for entry in std::fs::read_dir(folder.join("reports/gold")).expect("gold") {
            let path = entry.expect("entry").path();
            let text = std::fs::read_to_string(&path).expect("gold file");
            let gold: Value = serde_json::from_str(&text).expect("JSON");
            let Some(name) = gold["doc"].as_str() else { continue };
            let stem = name.trim_end_matches(".txt");
            let report = folder.join(format!("reports/articles/{stem}.txt"));
            let bytes = std::fs::read(&report).expect("article");
            compare(stem, &page(&Raw { path: "a.txt", bytes: &bytes }), &gold);
            compared += 1;
        }
        assert!(compared > 0);
    }

    fn compare(name: &str, page: &Page, gold: &Value) {
        check(page);
        let around: Vec<Span> =
            page.blocks.iter().filter(|b| !b.kind.is_citable()).map(|b| b.span).collect();
        for item in list(gold, "boilerplate") {
            let wanted = span(&item["span"]);
            for (at, c) in wanted.text(&page.text).expect("span").char_indices() {
                let at = wanted.start + at;
                let covered = around.iter().any(|span| span.start <= at && at < span.end);
                // A list mark stands outside of every block.
                assert!(covered || c.is_whitespace() || c == '*', "{name}: {wanted} {item}");
            }
        }
        let content = list(gold, "statements").iter().flat_map(|s| list(s, "content"));
        for piece in content.chain(list(gold, "positions").iter().map(|p| &p["span"])) {
            let wanted = span(piece);
            let lost: usize = around.iter().map(|span| span.overlap(wanted)).sum();
            assert_eq!(lost, 0, "{name}: {piece}");
        }
        for item in list(gold, "structure") {
            let wanted = span(&item["span"]);
            let kind = page.blocks.iter().find(|b| b.span == wanted).map(|b| b.kind);
            match item["label"].as_str() {
                Some("subheading") => assert_eq!(kind, Some(BlockKind::Heading), "{item}"),
                Some("dateline" | "byline_dateline") => {
                    assert_eq!(kind, Some(BlockKind::Byline), "{item}");
                }
                Some("headline_with_dek_glued") => {
                    assert_eq!(kind, Some(BlockKind::Title), "{item}");
                }
                _ => {}
            }
        }
    }
}

/// A headline of invisible characters once became a block without words.
#[test]
fn a_headline_of_nothing_is_no_block() {
    let bytes = "Northland<h1>\u{feff}".as_bytes();
    let page = page(&Raw { path: "a.html", bytes });
    assert!(page.blocks.iter().all(|block| !block.span.is_empty()), "{:?}", page.blocks);
}
