//! The HTML brief is one file: nothing comes from elsewhere, and each citation leads to its place.

use std::collections::BTreeSet;

use crate::material::{ARTICLE, all};
use crate::run::{Folder, pourparler};

fn page(material: &crate::material::Material, more: &[&str]) -> String {
    let folder = Folder::new();
    let out = folder.path("brief.html").to_string_lossy().into_owned();
    let mut arguments = vec!["brief", material.folder, "-o", &out];
    arguments.extend(more);
    let done = pourparler(&material.from, &arguments).exit(0).complains("wrote ");
    assert_eq!(done.stdout, "");
    folder.text("brief.html")
}

/// The tags with this name, each up to its `>`.
fn tags<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let parts = page.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    parts.filter(|tag| tag.split([' ', '\n', '/']).next() == Some(name)).collect()
}

fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!(" {name}=\"");
    page.split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .flat_map(|tag| tag.split(&open as &str).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn needs_nothing(page: &str) {
    for tag in ["img", "iframe", "video", "audio", "source", "object", "embed", "base", "form"] {
        assert!(tags(page, tag).is_empty(), "<{tag}> in the page");
    }
    for tag in ["link", "script", "image", "use", "svg"] {
        for found in tags(page, tag) {
            let from = found.contains("http:") || found.contains("https:") || found.contains("//");
            assert!(!from || tag == "svg", "<{found}> brings something from elsewhere");
            assert!(!found.contains("src="), "<{found}>");
        }
    }
    for link in tags(page, "link") {
        assert!(link.contains("href=\"data:"), "<{link}>");
    }
    assert!(attributes(page, "src").is_empty() && attributes(page, "srcset").is_empty());
    let styles = tags(page, "style").len();
    let style: String =
        page.split("<style>").skip(1).filter_map(|s| s.split("</style>").next()).collect();
    assert!(styles >= 1 && !style.contains("@import") && !style.contains("url("));
    assert!(page.contains("default-src 'none'"), "the page allows itself nothing from elsewhere");
    for event in [" onclick=", " onload=", " onerror="] {
        assert!(!page.contains(&format!("\"{event}")), "{event}");
    }
    for link in attributes(page, "href") {
        let fine =
            ["#", "https://", "http://", "data:,"].iter().any(|start| link.starts_with(start));
        assert!(fine, "a link to {link}");
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    for material in all() {
        needs_nothing(&page(material, &[]));
        needs_nothing(&page(material, &["--short"]));
    }
}

#[test]
fn every_link_inside_the_page_has_its_target() {
    for material in all() {
        for more in [&[][..], &["--short"], &["--as-of", "2025-06-02", "--since", "2025-05-20"]] {
            let page = page(material, more);
            let targets: Vec<&str> = attributes(&page, "id");
            let set: BTreeSet<&str> = targets.iter().copied().collect();
            assert_eq!(set.len(), targets.len(), "an id stands twice");
            let inside: Vec<&str> =
                attributes(&page, "href").into_iter().filter_map(|l| l.strip_prefix('#')).collect();
            assert!(inside.iter().filter(|link| link.starts_with("p-")).count() > 20);
            for link in inside {
                assert!(set.contains(link), "#{link} leads nowhere");
            }
        }
    }
}

/// Words of a report are text, whatever they look like.
#[test]
fn markup_in_a_report_stays_words() {
    let bad = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1)";
    let article = ARTICLE.replace("in Istanbul", bad).replace("all prisoners", bad);
    let toml = format!(
        "pourparler = 1\ntitle = {bad:?}\n[[source]]\nid = \"s\"\npublisher = {bad:?}\n\
         address = \"javascript:alert(1)\"\n[[actor]]\nid = \"n\"\nname = {bad:?}\nkind = \"state\"\n\
         roles = [\"party\"]\nsource = \"s\"\n[[position]]\nparty = \"n\"\nissue = \"ceasefire\"\n\
         stance = \"demand\"\nwords = {bad:?}\nfrom = 2031-03-01\nsource = \"s\"\n"
    );
    let folder = Folder::new().with("t/reports/<b>a.txt", article).with("t/talks.toml", toml);
    folder.run(&["brief", "t", "-o", "b.html"]).exit(0);
    let page = folder.text("b.html");
    needs_nothing(&page);
    assert!(page.contains("alert(1)"), "the words are there");
    assert_eq!(tags(&page, "script").len(), 1);
}
