//! From a file's bytes to its text, in the encodings that Chinese offices and sites save: UTF-8, UTF-16 and GB18030 with
//! the GBK and GB 2312 within it.
//!
//! The mark at the start says which; else what the bytes can be; and only then what the file declares, which is often
//! wrong. Files that somebody saves are read whole or refused with the line ([`decode`]); pages of the web have a few
//! broken bytes, which are let pass ([`decode_page`]).

use gongkai_core::Within;
use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongkai_core::document::Position;
use gongkai_core::format::{FileKind, ReadError};
use gongkai_core::words::Text;

/// How many characters beyond ASCII make it certain that bytes which are UTF-8 so far are meant as UTF-8.
const CERTAIN: usize = 8;
/// One character beyond ASCII in so many may be broken on a page.
const TOLERATED: usize = 500;
/// One character in so many may be a control character that no text has, as old programs leave some.
const CONTROLS: usize = 100;

/// The text of a file that is text throughout. `expected` names what the file should be, for the error.
///
/// ```
/// assert_eq!(gongkai_encoding::decode("编号".as_bytes(), "CSV")?, "编号");
/// assert_eq!(gongkai_encoding::decode(b"\xb1\xe0\xba\xc5", "CSV")?, "编号");
/// # Ok::<(), gongkai_core::format::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError::NotThisFormat`] for bytes of another kind of file, [`ReadError::Encoding`] with the first line that is in
/// no encoding that is read, [`ReadError::Damaged`] for text cut inside a character.
pub fn decode<'a>(bytes: &'a [u8], expected: &'static str) -> Result<Cow<'a, str>, ReadError> {
    if let Some((encoding, text)) = certain(bytes, expected)? {
        return read(encoding, text, None);
    }
    if bytes.contains(&0) {
        let found = Some("二进制文件 / binary".to_owned());
        return Err(ReadError::NotThisFormat { expected, found });
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let good = bytes.get(..error.valid_up_to()).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default();
    let line = line_after(good);
    if good.chars().filter(|c| !c.is_ascii()).count() >= CERTAIN {
        return Err(if error.error_len().is_none() {
            let detail = Text::new("文字在一个字符中间被截断", "the text is cut inside a character");
            ReadError::Damaged { detail: Box::new(detail), position: Position::default().line(line) }
        } else {
            ReadError::Encoding { encoding: UTF_8.name(), line }
        });
    }
    let neither = |line| ReadError::Encoding { encoding: "UTF-8/GB18030", line };
    match read(GB18030, bytes, None) {
        Ok(text) if is_text(&text) => Ok(text),
        Err(ReadError::Encoding { line: other, .. }) => Err(neither(line.max(other))),
        _ => Err(neither(line)),
    }
}

/// The text of a page of the web, of which a few characters may be broken. `declared` is the encoding that the page
/// declares of itself, and `expected` names what the file should be, for the error.
///
/// ```
/// let page = b"<p>\xb1\xe0\xba\xc5</p>";
/// assert_eq!(gongkai_encoding::decode_page(page, "HTML", Some(encoding_rs::UTF_8))?, "<p>编号</p>");
/// # Ok::<(), gongkai_core::format::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError::NotThisFormat`] for bytes of another kind of file, [`ReadError::Encoding`] with the first broken line
/// when more is broken than passes for a slip.
pub fn decode_page<'a>(
    bytes: &'a [u8],
    expected: &'static str,
    declared: Option<&'static Encoding>,
) -> Result<Cow<'a, str>, ReadError> {
    let leniently = |encoding, bytes| read(encoding, bytes, Some(TOLERATED));
    if let Some((encoding, text)) = certain(bytes, expected)? {
        return leniently(encoding, text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    match declared {
        // A page that declares a Western encoding was never looked at with it: any bytes are text in those.
        Some(encoding) if encoding.is_single_byte() => {
            leniently(GB18030, bytes).or_else(|_| leniently(encoding, bytes))
        }
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => {
            leniently(encoding, bytes).or_else(|error| leniently(GB18030, bytes).map_err(|_| error))
        }
        _ => leniently(GB18030, bytes).or_else(|_| leniently(UTF_8, bytes)),
    }
}

/// The encoding that leaves no doubt, with the bytes after its mark.
fn certain<'a>(bytes: &'a [u8], expected: &'static str) -> Result<Option<(&'static Encoding, &'a [u8])>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(Some((encoding, bytes.within(mark..))));
    }
    match FileKind::of(bytes) {
        Some(found) => Err(ReadError::NotThisFormat { expected, found: Some(found.in_words().to_owned()) }),
        None => Ok(unmarked_utf16(bytes).map(|encoding| (encoding, bytes))),
    }
}

/// The text in this encoding, when no more than one character in `tolerated` is broken.
fn read<'a>(encoding: &'static Encoding, bytes: &'a [u8], tolerated: Option<usize>) -> Result<Cow<'a, str>, ReadError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let passes = |tolerated: usize| {
        let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
        broken * tolerated <= beyond_ascii.max(tolerated)
    };
    if had_errors && !tolerated.is_some_and(passes) {
        let good = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
        return Err(ReadError::Encoding { encoding: encoding.name(), line: line_after(good) });
    }
    Ok(text)
}

/// The line that follows good text.
fn line_after(good: &str) -> usize {
    good.matches('\n').count() + 1
}

/// Whether this is text and not bytes of something else that happen to be characters.
fn is_text(text: &str) -> bool {
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}');
    text.chars().filter(is_control).count() * CONTROLS <= text.chars().count().max(CONTROLS)
}

/// UTF-16 without its mark: Chinese text has its line breaks as two bytes, of which one is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let breaks = |pattern: [u8; 2]| bytes.chunks_exact(2).filter(|pair| *pair == pattern).count();
    let encoding = match (breaks([b'\n', 0]), breaks([0, b'\n'])) {
        (0, 0) => return None,
        (little, big) if little > big => UTF_16LE,
        _ => UTF_16BE,
    };
    let text = read(encoding, bytes, None).ok()?;
    (text.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) && is_text(&text)).then_some(encoding)
}

#[cfg(test)]
mod tests;
