//! From a page's bytes to its text: by the mark at the start, by what the bytes can be, by what the page declares.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongkai_core::format::{ReadError, signature};

/// How far into a page its declaration of the encoding is looked for, in bytes.
const DECLARED_WITHIN: usize = 8192;
/// One character in so many may be broken; real pages have a few broken bytes.
const TOLERATED: usize = 500;

pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return leniently(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(found) = signature(bytes) {
        return Err(ReadError::NotThisFormat { expected: "HTML", found: Some(found.to_owned()) });
    }
    if bytes.get(..256).unwrap_or(bytes).windows(13).any(|window| window.eq_ignore_ascii_case(b"MIME-Version:")) {
        return Err(ReadError::Unsupported {
            format: "MHTML",
            advice: "请在浏览器中另存为“网页，仅 HTML” / save the page as HTML only",
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if text.contains('<') { Ok(Cow::Borrowed(text)) } else { Err(no_page()) };
    }
    let text = match declared(bytes) {
        // A page that declares a Western encoding was never looked at with it: any bytes are text in those.
        Some(encoding) if encoding.is_single_byte() => {
            leniently(GB18030, bytes).or_else(|_| leniently(encoding, bytes))
        }
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => {
            leniently(encoding, bytes).or_else(|error| leniently(GB18030, bytes).map_err(|_| error))
        }
        _ => leniently(GB18030, bytes).or_else(|_| leniently(UTF_8, bytes)),
    }?;
    if text.contains('<') { Ok(text) } else { Err(no_page()) }
}

fn no_page() -> ReadError {
    ReadError::NotThisFormat { expected: "HTML", found: None }
}

fn leniently<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, ReadError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
        if broken * TOLERATED > beyond_ascii.max(TOLERATED) {
            let line = text.split(char::REPLACEMENT_CHARACTER).next().map_or(1, |good| good.matches('\n').count() + 1);
            return Err(ReadError::Encoding { encoding: encoding.name(), line });
        }
    }
    Ok(text)
}

/// The encoding that the page declares in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(DECLARED_WITHIN).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("charset").or_else(|| rest.find("encoding")) {
        rest = rest.get(at..)?.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let value = rest.trim_start().strip_prefix('=');
        let value = value.map(|value| value.trim_start().trim_start_matches(['"', '\'']));
        let label = value.map(|value| value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).next());
        if let Some(encoding) = label.flatten().and_then(|label| Encoding::for_label(label.as_bytes())) {
            return Some(encoding);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><meta charset=\"gb2312\"></head><body>二、主动公开政府信息情况</body></html>";

    #[test]
    fn declared_and_undeclared_encodings() {
        let gb = GB18030.encode(PAGE).0.into_owned();
        assert_eq!(decode(&gb).as_deref(), Ok(PAGE));
        let silent = PAGE.replace("<meta charset=\"gb2312\">", "");
        assert_eq!(decode(&GB18030.encode(&silent).0).as_deref(), Ok(silent.as_str()));
        // What the bytes can be says more than what the page declares.
        assert_eq!(decode(PAGE.as_bytes()).as_deref(), Ok(PAGE));
        let wrong = PAGE.replace("gb2312", "utf-8");
        assert_eq!(decode(&GB18030.encode(&wrong).0).as_deref(), Ok(wrong.as_str()));
        let western = PAGE.replace("gb2312", "iso-8859-1");
        assert_eq!(decode(&GB18030.encode(&western).0).as_deref(), Ok(western.as_str()));
        assert_eq!(declared(PAGE.as_bytes()), Some(encoding_rs::GBK));
    }

    #[test]
    fn what_is_no_page_is_named() {
        assert!(matches!(decode(b"%PDF-1.4"), Err(ReadError::NotThisFormat { .. })));
        assert!(matches!(decode("没有标签".as_bytes()), Err(ReadError::NotThisFormat { .. })));
        assert!(matches!(decode(b"From: x\r\nMIME-Version: 1.0\r\n"), Err(ReadError::Unsupported { .. })));
        assert!(matches!(decode(b"<p>\xff\xff\xfe\xfe\xff"), Err(ReadError::Encoding { .. })));
        let mut broken = PAGE.replace("gb2312", "utf-8").into_bytes();
        broken.splice(90..90, b"\xff\xc3\xff\xff".iter().copied());
        assert!(matches!(decode(&broken), Err(ReadError::Encoding { encoding: "UTF-8", line: 1 })));
    }
}
