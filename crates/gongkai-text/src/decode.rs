//! From bytes to text: UTF-8, UTF-16 or GB18030, told by the mark at the start, else by what the bytes can be.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongkai_core::format::{ReadError, signature};

/// How many characters beyond ASCII make it certain that bytes which are UTF-8 so far are meant as UTF-8.
const CERTAIN: usize = 8;

/// Reads bytes as text.
///
/// # Errors
/// [`ReadError::NotThisFormat`] for bytes of another kind of file, [`ReadError::Encoding`] for text in no encoding that
/// is read, [`ReadError::Damaged`] for text cut inside a character.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(found) = signature(bytes) {
        return Err(ReadError::NotThisFormat { expected: "文本 / text", found: Some(found.to_owned()) });
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return strictly(encoding, bytes);
    }
    if bytes.contains(&0) {
        let found = Some("二进制文件 / binary".to_owned());
        return Err(ReadError::NotThisFormat { expected: "文本 / text", found });
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let beyond_ascii = std::str::from_utf8(good).unwrap_or_default().chars().filter(|c| !c.is_ascii()).count();
    if beyond_ascii >= CERTAIN {
        if error.error_len().is_none() {
            return Err(ReadError::damaged("文字在一个字符中间被截断 / the text is cut inside a character"));
        }
        return Err(ReadError::Encoding { encoding: "UTF-8", line: line_of(bytes, error.valid_up_to()) });
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if !text.chars().any(is_binary) => Ok(text),
        _ => Err(ReadError::Encoding { encoding: "UTF-8/GB18030", line: line_of(bytes, error.valid_up_to()) }),
    }
}

/// The text with the spaces that pages name, which some copies keep by name.
pub(crate) fn spaced(text: Cow<'_, str>) -> Cow<'_, str> {
    const NAMES: [(&str, &str); 5] =
        [("&nbsp;", "\u{a0}"), ("&#160;", "\u{a0}"), ("&ensp;", " "), ("&emsp;", "\u{3000}"), ("&#12288;", "\u{3000}")];
    if !text.contains('&') {
        return text;
    }
    NAMES.iter().fold(
        text,
        |text, (name, space)| {
            if text.contains(name) { Cow::Owned(text.replace(name, space)) } else { text }
        },
    )
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, ReadError> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        let line = if encoding == UTF_8 {
            std::str::from_utf8(bytes).err().map_or(1, |error| line_of(bytes, error.valid_up_to()))
        } else {
            1
        };
        ReadError::Encoding { encoding: encoding.name(), line }
    })
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// UTF-16 without its mark: Chinese text has its line breaks as two bytes, of which one is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let breaks = |pattern: [u8; 2]| bytes.chunks_exact(2).filter(|pair| *pair == pattern).count();
    let (little, big) = (breaks([b'\n', 0]), breaks([0, b'\n']));
    let encoding = match (little, big) {
        (0, 0) => return None,
        (little, big) if little > big => UTF_16LE,
        _ => UTF_16BE,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (mut chinese, mut strange) = (0_usize, 0_usize);
    for c in text.chars() {
        chinese += usize::from(matches!(c, '\u{4e00}'..='\u{9fff}'));
        strange += usize::from(is_binary(c));
    }
    (chinese > 0 && strange == 0).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、总体情况\n2023年，全镇主动公开信息。\n";

    #[test]
    fn every_encoding() {
        let utf16 = |big: bool| -> Vec<u8> {
            let units = TEXT.encode_utf16();
            if big { units.flat_map(u16::to_be_bytes).collect() } else { units.flat_map(u16::to_le_bytes).collect() }
        };
        let gb = GB18030.encode(TEXT).0.into_owned();
        for bytes in [TEXT.as_bytes().to_vec(), utf16(false), utf16(true), gb] {
            assert_eq!(decode(&bytes).as_deref(), Ok(TEXT));
        }
        for (mark, bytes) in [
            (&[0xef, 0xbb, 0xbf][..], TEXT.as_bytes().to_vec()),
            (&[0xff, 0xfe], utf16(false)),
            (&[0xfe, 0xff], utf16(true)),
        ] {
            assert_eq!(decode(&[mark, &bytes].concat()).as_deref(), Ok(TEXT));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let cut = &TEXT.as_bytes()[..TEXT.len() - 5];
        assert!(matches!(decode(cut), Err(ReadError::Damaged { .. })));
        let mut broken = TEXT.as_bytes().to_vec();
        broken.extend(b"\xff\xff\n");
        assert_eq!(decode(&broken), Err(ReadError::Encoding { encoding: "UTF-8", line: 3 }));
        assert!(matches!(decode(b"%PDF-1.7"), Err(ReadError::NotThisFormat { .. })));
        assert!(matches!(decode(b"\x00\x01\x02\x03\x04"), Err(ReadError::NotThisFormat { .. })));
        assert!(matches!(decode(b"a\xff\xfe\xff\n"), Err(ReadError::Encoding { .. })));
    }
}
