//! Which language a text is in, where that can be told reliably.

use model::Finding;

use super::{Block, BlockKind, Page};
use crate::codes;
use whatlang::Lang;

/// Enough text to tell a language; more changes nothing.
const ENOUGH: usize = 6_000;
/// Below this the guess is not better than none.
const RELIABLE: f64 = 0.9;
/// Shorter texts are told by chance.
const LEAST: usize = 60;

/// ISO 639-1 code of the paragraphs' language.
pub(super) fn language(text: &str, blocks: &[Block]) -> Option<String> {
    let mut sample = String::new();
    let wanted = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    for block in blocks.iter().filter(wanted) {
        let words = block.span.text(text).unwrap_or_default();
        let room = ENOUGH.saturating_sub(sample.len());
        sample.push_str(words.get(..words.floor_char_boundary(room)).unwrap_or_default());
        sample.push('\n');
        if sample.len() >= ENOUGH {
            break;
        }
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    let info = whatlang::detect(&sample)?;
    (info.confidence() >= RELIABLE).then(|| two_letters(info.lang()).to_owned())
}

/// A note that a text was read as text only.
pub(super) fn foreign(page: &Page, path: &str) -> Option<Finding> {
    let language = page.language.as_deref().filter(|code| *code != "en")?;
    let message = format!("read as text only: no lexicon for language \"{language}\"");
    let hint = "statements are taken from English texts; add an English translation beside it";
    Some(codes::LANGUAGE.of(path, message, hint))
}

/// The two-letter code of each language that can be told.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Mkd => "mk",
        Lang::Bul => "bg",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ell => "el",
        Lang::Bel => "be",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tha => "th",
        Lang::Mya => "my",
        Lang::Khm => "km",
        Lang::Amh => "am",
        Lang::Cat => "ca",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Tgl => "tl",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Mar => "mr",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Sna => "sn",
        Lang::Zul => "zu",
        Lang::Aka => "ak",
        Lang::Jav => "jv",
        Lang::Yid => "yi",
        Lang::Epo => "eo",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use crate::Raw;
    use crate::page::{codes, page};

    fn read(text: &str) -> crate::page::Page {
        page(&Raw { path: "a.txt", bytes: text.as_bytes() })
    }

    #[test]
    fn a_text_in_another_language_is_read_as_text_only() {
        let russian = "Делегации двух стран встретились в понедельник в озёрном доме и договорились обменяться \
                       списками военнопленных до конца месяца. Следующая встреча пройдёт через неделю, сообщил посредник.";
        let page = read(russian);
        assert_eq!(page.language.as_deref(), Some("ru"));
        assert!(page.findings.iter().any(|f| f.code == codes::LANGUAGE.code));
        assert_eq!(page.text, russian);
        let arabic = "\u{200f}التقى الوفدان يوم الاثنين في قصر البحيرة واتفقا على تبادل قوائم الأسرى قبل نهاية الشهر، كما قال الوسيط للصحفيين.";
        let page = read(arabic);
        assert_eq!((page.language.as_deref(), &*page.text), (Some("ar"), arabic));
        assert!(page.blocks.iter().any(|b| b.kind.is_citable()));
    }

    #[test]
    fn english_is_told_and_short_texts_are_not() {
        let page = read(
            "The delegations met on Monday in the lake house and agreed to exchange lists of prisoners before the end of the month, the mediator told reporters.",
        );
        assert_eq!(page.language.as_deref(), Some("en"));
        assert!(page.findings.is_empty(), "{:?}", page.findings);
        assert_eq!(read("Talks resume.").language, None);
    }
}
