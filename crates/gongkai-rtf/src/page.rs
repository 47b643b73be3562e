//! Code pages: what the bytes of text mean, by the font that they stand in and by the document.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, IBM866, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};
use gongkai_core::Within;

/// What bytes of text mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// Signs of a font, which have their places in the private area.
    Signs,
    /// Characters of one encoding.
    Of(&'static Encoding),
    /// Western letters by the font, but pairs of the document's own page where two bytes are one.
    WesternOr(&'static Encoding),
}

/// The encoding of a code page's number; Western letters for one that nobody has.
pub(crate) fn of_number(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        936 | 10008 | 20936 | 51936 | 52936 | 54936 => GB18030,
        950 | 951 | 10002 => BIG5,
        932 | 10001 => SHIFT_JIS,
        949 | 1361 | 10003 => EUC_KR,
        874 => WINDOWS_874,
        866 => IBM866,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 437 | 850 | 28591 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        20866 => KOI8_R,
        65001 => UTF_8,
        _ => return None,
    })
}

/// What the character set of a font says: none of its own, signs, or a code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Charset {
    /// The document's.
    #[default]
    Documents,
    Western,
    Signs,
    Of(&'static Encoding),
}

impl Charset {
    pub(crate) fn of(number: i32) -> Self {
        Self::Of(match number {
            0 => return Self::Western,
            2 => return Self::Signs,
            77 => MACINTOSH,
            128 => SHIFT_JIS,
            129 | 130 => EUC_KR,
            134 => GB18030,
            136 => BIG5,
            161 => WINDOWS_1253,
            162 => WINDOWS_1254,
            163 => WINDOWS_1258,
            177 => WINDOWS_1255,
            178..=181 => WINDOWS_1256,
            186 => WINDOWS_1257,
            204 => WINDOWS_1251,
            222 => WINDOWS_874,
            238 => WINDOWS_1250,
            _ => return Self::Documents,
        })
    }

    /// What bytes mean in a font of this set in a document of a page; nothing where the document does not say one.
    pub(crate) fn page(self, document: Option<&'static Encoding>) -> Page {
        // A document that says nothing was made where its readers are.
        match (self, document) {
            (Self::Signs, _) => Page::Signs,
            (Self::Of(encoding), _) | (Self::Documents, Some(encoding)) => Page::Of(encoding),
            (Self::Western, Some(own)) if !own.is_single_byte() => Page::WesternOr(own),
            (Self::Western, Some(_)) => Page::Of(WINDOWS_1252),
            (Self::Western | Self::Documents, None) => Page::WesternOr(GB18030),
        }
    }
}

impl Page {
    /// Whether two bytes make a character, so that the second may be any.
    pub(crate) fn pairs(self) -> bool {
        matches!(self, Self::Of(encoding) if !encoding.is_single_byte() && encoding != UTF_8)
    }

    /// The text of bytes.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Of(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Signs => bytes.iter().filter_map(|&byte| sign(byte)).collect(),
            Self::WesternOr(pairs) => western_or(bytes, pairs),
        }
    }
}

fn sign(byte: u8) -> Option<char> {
    if byte < 0x20 { Some(char::from(byte)) } else { char::from_u32(0xf000 + u32::from(byte)) }
}

/// Western text uses letters beyond ASCII one at a time; two such bytes together that are a character of the document's
/// page are that.
fn western_or(bytes: &[u8], pairs: &'static Encoding) -> String {
    // Below that stand the quotation marks of Western text, two of which may well follow each other.
    let least = if pairs == SHIFT_JIS { 0x81 } else { 0xa1 };
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        if first.is_ascii() {
            text.push(char::from(first));
            rest = behind;
            continue;
        }
        let pair = rest.get(..2).filter(|pair| pair.iter().all(|&byte| byte >= least));
        match pair.and_then(|pair| pairs.decode_without_bom_handling_and_without_replacement(pair)) {
            Some(pair) => {
                text.push_str(&pair);
                rest = rest.within(2..);
            }
            None => {
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(&[first]).0);
                rest = behind;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_the_font_and_by_the_document() {
        let chinese = Some(GB18030);
        for (charset, document, bytes, text) in [
            (134, None, b"\xd6\xd0A\x81\x40".as_slice(), "中A丂"),
            (136, chinese, b"\xa4\xa4\xa4\xe5", "中文"),
            (1, chinese, b"\xd6\xd0", "中"),
            (0, chinese, b"\xd6\xd0 caf\xe9 \x93a\x94\x93\x94", "中 café “a”“”"),
            (0, Some(WINDOWS_1252), b"\xd6\xd0", "ÖÐ"),
            (0, None, b"\xd6\xd0\xa3\xac", "中，"),
            (204, chinese, b"\xc4\xe0", "Да"),
            (2, chinese, b"\xa3", "\u{f0a3}"),
        ] {
            assert_eq!(Charset::of(charset).page(document).decode(bytes), text, "{charset} {bytes:x?}");
        }
    }
}
