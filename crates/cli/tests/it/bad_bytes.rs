//! Files that are no text, or not quite: told by code, and nothing else suffers.

use crate::material::{ARTICLE, of, text};
use crate::run::Folder;

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// Bytes without an order that a program would find.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn binary_files_named_like_texts() {
    let files: [(&str, Vec<u8>, &str, &str); 6] = [
        ("png.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "R002", "a picture (PNG)"),
        ("pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj".to_vec(), "R002", "pdftotext"),
        ("noise.txt", noise(40_000), "R002", "binary"),
        ("zip.md", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), "R002", "archive"),
        ("wide.txt", utf16(ARTICLE), "R003", "iconv -f UTF-16LE"),
        ("noise.html", noise(9_000), "R002", "binary"),
    ];
    for (name, bytes, code, words) in files {
        let folder = Folder::new().with(&format!("t/{name}"), bytes).with("t/good.txt", ARTICLE);
        let done = folder.run(&["check", "t"]).exit(1).says(words);
        assert!(done.stdout.contains(&format!("t/{name}: error {code}: ")), "{}", done.stdout);
        let lines = folder.run(&["read", "--json", "t"]).exit(1).lines();
        let good = of(&lines, "statement");
        assert!(!good.is_empty() && good.iter().all(|line| text(line, "source") == "t/good.txt"));
        folder.run(&["brief", "t"]).exit(0).says(code);
        let done = folder.run(&["read", "--text", &format!("t/{name}")]).exit(1).complains(code);
        assert_eq!(done.stdout, "");
    }
}

#[test]
fn a_damaged_line_is_left_out_and_the_rest_is_read() {
    let (head, tail) = ARTICLE.split_once("Russia refuses").expect("it is there");
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(b"Broken \xff\xfe\x80 words, said Zelenskyy.\n\nRussia refuses");
    bytes.extend(tail.as_bytes());
    let folder = Folder::new().with("a.txt", &bytes);
    let done = folder.run(&["read", "--json", "a.txt"]).exit(0);
    let lines = done.lines();
    assert!(!of(&lines, "statement").is_empty());
    for line in &lines {
        assert!(!line["text"].to_string().contains("Broken"), "{line}");
        for piece in line["content"].as_array().into_iter().flatten() {
            let (start, end) = crate::material::span(&piece["span"]);
            let words = std::str::from_utf8(&bytes[start..end]).expect("whole characters");
            assert_eq!(Some(words), piece["text"].as_str());
        }
    }
    let finding = of(&lines, "finding").into_iter().find(|line| line["code"] == "R004");
    assert_eq!(finding.map(|line| line["line"].as_u64()), Some(Some(9)));
}

#[test]
fn empty_files_and_files_of_spaces() {
    for bytes in [&b""[..], b" \n\t\r\n", b"\xef\xbb\xbf", "\u{a0}\u{2003}\n\u{feff}".as_bytes()] {
        let folder = Folder::new().with("t/a.txt", bytes);
        folder.run(&["check", "t"]).exit(0).says("t/a.txt: warning R001");
        folder.run(&["brief", "t"]).exit(0);
    }
}

#[test]
fn bytes_that_nobody_writes() {
    let odd: [&[u8]; 9] = [
        b"\0", b"\xff", b"+++", b"+++\n+++", b"<", b"\xe2\x80", b"\r", b"\"", b"\xef\xbb\xbf+++\n",
    ];
    for bytes in odd {
        for ending in ["txt", "md", "html"] {
            let name = format!("t/a.{ending}");
            let folder = Folder::new().with(&name, bytes);
            assert!(folder.run(&["check", "t"]).status < 2, "{bytes:?}");
            folder.run(&["brief", "t"]).exit(0);
        }
    }
}
