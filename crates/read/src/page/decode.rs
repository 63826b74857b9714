//! From bytes to text: what can be read as UTF-8, which lines cannot, and what is no text at all.

use model::{Finding, LineMap, Span, Spot};

use super::lines::{is_blank_char, lines};
use crate::codes;

/// Stands for each byte that is no character, so that offsets stay those of the file.
const PLACEHOLDER: u8 = b'?';
/// A file above this size is worth a note.
const LARGE: usize = 5_000_000;

/// A text with the offsets of the file on disk.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// As long as the file, byte by byte; empty if the file is no text.
    pub text: String,
    /// Lines that hold bytes that are no text, sorted.
    pub unreadable: Vec<Span>,
    pub findings: Vec<Finding>,
}

/// Reads bytes as text. What is no text gives an empty text and a finding that says what it is.
pub(super) fn decode(path: &str, bytes: &[u8]) -> Decoded {
    if let Some(finding) = not_text(path, bytes) {
        return Decoded { findings: vec![finding], ..Decoded::default() };
    }
    let (text, bad) = characters(bytes);
    let mut out = Decoded { text, ..Decoded::default() };
    if out.text.chars().all(is_blank_char) {
        let hint = "save the article again, or take the file out of the folder";
        out.findings.push(codes::EMPTY.of(path, "the file is empty", hint));
        return out;
    }
    if !bad.is_empty() {
        out.unreadable = lines_with(&out.text, &bad);
        out.findings.push(not_utf8(path, &out, bytes, bad[0]));
    }
    if bytes.len() > LARGE {
        let message = format!("the file is large: {} MB", bytes.len() / 1_000_000);
        let hint = "it was read; if it holds many reports, save each as a file of its own";
        out.findings.push(codes::LARGE.of(path, message, hint));
    }
    out
}

/// First bytes by which files of other kinds are known, what they are, and what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF document", "take the text out first: pdftotext FILE.pdf FILE.txt"),
    (
        b"PK\x03\x04",
        "a word processor document or an archive (DOCX, ODT, EPUB, ZIP)",
        "open it and save it as plain text (UTF-8)",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old word processor document (DOC)",
        "open it and save it as plain text (UTF-8)",
    ),
    (b"{\\rtf", "a rich text document (RTF)", "open it and save it as plain text (UTF-8)"),
    (
        b"\x89PNG",
        "a picture (PNG)",
        "a picture of a text must be typed or run through character recognition first",
    ),
    (
        b"\xff\xd8\xff",
        "a picture (JPEG)",
        "a picture of a text must be typed or run through character recognition first",
    ),
    (b"GIF8", "a picture (GIF)", "take the file out of the folder"),
    (b"RIFF", "a picture or sound file", "take the file out of the folder"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it first: gunzip FILE"),
    (b"BZh", "a compressed file (bzip2)", "unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ", "a compressed file (xz)", "unpack it first: unxz FILE"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it first"),
    (b"Rar!", "an archive (RAR)", "unpack it first"),
    (b"ID3", "a sound file (MP3)", "a recording must be written down first"),
    (b"OggS", "a sound file (Ogg)", "a recording must be written down first"),
    (b"SQLite format 3", "a database", "take the file out of the folder"),
    (b"\x7fELF", "a program", "take the file out of the folder"),
];

fn not_text(path: &str, bytes: &[u8]) -> Option<Finding> {
    let wide = match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => Some("UTF-32BE"),
        [0xff, 0xfe, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] => Some("UTF-16BE"),
        _ => wide_without_mark(bytes),
    };
    if let Some(name) = wide {
        let hint = format!("convert it: iconv -f {name} -t UTF-8 FILE > NEW");
        let message = format!("the file is in {name}; it was not read");
        return Some(codes::WIDE.of(path, message, hint));
    }
    let magic = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
    // "BZh", "ID3", "GIF8" and "RIFF" are also letters that a text may start with.
    let magic = magic.filter(|(magic, ..)| {
        !magic.is_ascii() || magic.len() > 4 || *magic == b"%PDF" || !is_mostly_text(bytes)
    });
    if let Some((_, what, hint)) = magic {
        let message = format!("this is {what}, not a text; it was not read");
        return Some(codes::NOT_TEXT.of(path, message, *hint));
    }
    (!is_mostly_text(bytes)).then(|| {
        let message = "the file is binary, not a text; it was not read";
        let hint = "save the article as plain text (UTF-8), or take the file out of the folder";
        codes::NOT_TEXT.of(path, message, hint)
    })
}

/// Fewer than one control byte in a hundred; a text does not have more even when damaged.
fn is_mostly_text(bytes: &[u8]) -> bool {
    let control = bytes.iter().filter(|b| is_control(**b)).count();
    control * 100 <= bytes.len()
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)
}

/// Latin text in UTF-16 without a byte order mark: every other byte is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..bytes.len().min(400)).filter(|head| head.len() >= 8)?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 8 / 10;
    match (even, odd) {
        (0, odd) if odd >= most => Some("UTF-16LE"),
        (even, 0) if even >= most => Some("UTF-16BE"),
        _ => None,
    }
}

/// The characters, and the offsets of the bytes that are none.
fn characters(bytes: &[u8]) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(bytes.len());
    let mut bad = Vec::new();
    for chunk in bytes.utf8_chunks() {
        for piece in chunk.valid().split_inclusive(|c: char| c.is_ascii() && is_control(c as u8)) {
            out.push_str(piece);
            if piece.bytes().last().is_some_and(is_control) {
                out.pop();
                bad.push(out.len());
                out.push(PLACEHOLDER.into());
            }
        }
        for _ in chunk.invalid() {
            bad.push(out.len());
            out.push(PLACEHOLDER.into());
        }
    }
    (out, bad)
}

fn lines_with(text: &str, bad: &[usize]) -> Vec<Span> {
    let mut bad = bad.iter().peekable();
    let mut out = Vec::new();
    for line in lines(text, Span::new(0, text.len())) {
        let mut hit = false;
        while bad.next_if(|at| **at < line.end).is_some() {
            hit = true;
        }
        if hit {
            out.push(line);
        }
    }
    out
}

fn not_utf8(path: &str, decoded: &Decoded, bytes: &[u8], first: usize) -> Finding {
    let map = LineMap::new(&decoded.text);
    let count = decoded.unreadable.len();
    let named: Vec<String> =
        decoded.unreadable.iter().take(5).map(|span| map.line(span.start).to_string()).collect();
    let more = if count > named.len() { ", ..." } else { "" };
    let lines = if count == 1 { "1 line holds" } else { &format!("{count} lines hold") };
    let message = format!(
        "{lines} bytes that are not UTF-8 text (line {}{more}); kept, but not cited",
        named.join(", ")
    );
    let guess = likely_encoding(bytes);
    let hint = format!(
        "the file is probably in {guess}; convert it: iconv -f {guess} -t UTF-8 FILE > NEW"
    );
    let spot = Spot::new(&decoded.text, &map, Span::new(first, first + 1));
    let mut out = codes::NOT_UTF8.of(path, message, hint);
    out.spot = Some(spot);
    out
}

/// A guess at the encoding, from which high bytes are frequent.
fn likely_encoding(bytes: &[u8]) -> &'static str {
    let mut high = [0usize; 256];
    let mut letters = 0usize;
    for byte in bytes {
        high[usize::from(*byte)] += 1;
        letters += usize::from(byte.is_ascii_alphabetic());
    }
    let sum = |from: usize, to: usize| high[from..=to].iter().sum::<usize>();
    let upper = sum(0xc0, 0xff);
    if upper > letters {
        // Small letters stand at E0-FF in the one and at C0-DF in the other.
        return if sum(0xe0, 0xff) >= sum(0xc0, 0xdf) { "WINDOWS-1251" } else { "KOI8-R" };
    }
    let turkish = high[0xfd] + high[0xfe] + high[0xf0];
    if turkish * 4 > upper && turkish > 1 { "WINDOWS-1254" } else { "WINDOWS-1252" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(bytes: &[u8]) -> Vec<&'static str> {
        decode("a.txt", bytes).findings.iter().map(|f| f.code).collect()
    }

    #[test]
    fn files_that_are_no_text_say_what_they_are() {
        for (bytes, code, word) in [
            (&b"%PDF-1.7\n..."[..], codes::NOT_TEXT.code, "pdftotext"),
            (b"PK\x03\x04\x14\0\0\0", codes::NOT_TEXT.code, "plain text"),
            (b"\xff\xfeh\0i\0", codes::WIDE.code, "UTF-16LE"),
            (b"t\0h\0e\0 \0t\0a\0l\0k\0s\0", codes::WIDE.code, "UTF-16LE"),
            (b"\0t\0h\0e\0 \0t\0a\0l\0k\0s", codes::WIDE.code, "UTF-16BE"),
            (b"\x01\x02\x03\x04rest", codes::NOT_TEXT.code, "plain text"),
            (b"", codes::EMPTY.code, "save"),
            (b"\xef\xbb\xbf \n\xc2\xa0\n", codes::EMPTY.code, "save"),
        ] {
            let out = decode("a.txt", bytes);
            assert_eq!(out.findings[0].code, code, "{bytes:?}");
            assert!(out.findings[0].hint.contains(word), "{}", out.findings[0].hint);
        }
        assert!(codes_of(b"RIFF talks resume. GIF8 is not a word.").is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_keep_their_place() {
        let bytes = b"first line\r\nthe \x93second\x94 line\nlast line";
        let out = decode("a.txt", bytes);
        assert_eq!(out.text.len(), bytes.len());
        assert_eq!(out.unreadable.len(), 1);
        assert_eq!(out.unreadable[0].text(&out.text), Some("the ?second? line"));
        assert_eq!(out.findings[0].spot.map(|s| (s.line, s.column)), Some((2, 5)));
        assert!(out.findings[0].hint.contains("WINDOWS-1252"));
        let nul = decode("a.txt", &[&b"a".repeat(300)[..], b"\0", &b"b".repeat(300)].concat());
        assert_eq!((nul.text.len(), nul.unreadable.len()), (601, 1));
    }

    #[test]
    fn the_likely_encoding_is_named() {
        // "Переговоры" in two encodings, and a Turkish name.
        assert_eq!(likely_encoding(b"\xcf\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb"), "WINDOWS-1251");
        assert_eq!(likely_encoding(b"\xf0\xc5\xd2\xc5\xc7\xcf\xd7\xcf\xd2\xd9"), "KOI8-R");
        assert_eq!(likely_encoding(b"The palace of \xc7\xfdra\xf0an in the city"), "WINDOWS-1254");
    }

    #[test]
    fn a_large_file_is_read_with_a_note() {
        let bytes = b"The talks resumed on Monday. ".repeat(200_000);
        let out = decode("a.txt", &bytes);
        assert_eq!(out.text.len(), bytes.len());
        assert_eq!(out.findings[0].code, codes::LARGE.code);
    }
}
