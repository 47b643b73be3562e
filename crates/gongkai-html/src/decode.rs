//! From a page's bytes to its text: what the page declares of its encoding, and what is no page.

use std::borrow::Cow;

use encoding_rs::Encoding;
use gongkai_core::Within;
use gongkai_core::format::ReadError;
use memchr::memmem::find;

/// How far into a page its declaration of the encoding is looked for, in bytes.
const DECLARED_WITHIN: usize = 8192;
/// What a page should be, for errors.
const EXPECTED: &str = "HTML";

pub(crate) fn decode<'a>(bytes: &'a [u8], known: Option<&'static Encoding>) -> Result<Cow<'a, str>, ReadError> {
    let text = gongkai_encoding::decode_page(bytes, EXPECTED, known.or_else(|| declared(bytes)))?;
    if text.contains('<') { Ok(text) } else { Err(ReadError::NotThisFormat { expected: EXPECTED, found: None }) }
}

/// The encoding that the page declares in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.within(..bytes.len().min(DECLARED_WITHIN)).to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = find(rest, b"charset").or_else(|| find(rest, b"encoding")) {
        rest = behind(rest.within(at..), |byte| byte.is_ascii_alphabetic());
        // Whatever the page is written in, a byte that may be a blank is one.
        let blank = |byte: u8| char::from(byte).is_whitespace();
        let value = behind(rest, blank).strip_prefix(b"=");
        let value = value.map(|value| behind(behind(value, blank), |byte| matches!(byte, b'"' | b'\'')));
        let of_label = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let label = value.map(|value| value.within(..value.len() - behind(value, of_label).len()));
        if let Some(encoding) = label.and_then(Encoding::for_label) {
            return Some(encoding);
        }
    }
    None
}

/// What stands behind the bytes of a kind.
fn behind(bytes: &[u8], of_kind: impl Fn(u8) -> bool) -> &[u8] {
    bytes.within(bytes.iter().take_while(|byte| of_kind(**byte)).count()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding() {
        for (head, label) in [
            ("<meta charset=\"gb2312\">", "GBK"),
            ("<META http-equiv=Content-Type content='text/html; charset = Big5'>", "Big5"),
            ("<?xml version=\"1.0\" encoding='utf-8'?>", "UTF-8"),
            ("<meta charset=\"none\"><meta charset=\"gb18030\">", "gb18030"),
        ] {
            assert_eq!(declared(head.as_bytes()).map(Encoding::name), Some(label), "{head}");
        }
        assert_eq!(declared("<title>charset</title>".as_bytes()), None);
        let page = "<meta charset=\"big5\"><p>公開";
        assert_eq!(decode(&encoding_rs::BIG5.encode(page).0, None).as_deref(), Ok(page));
    }

    #[test]
    fn what_is_no_page_is_named() {
        assert!(matches!(decode(b"%PDF-1.4", None), Err(ReadError::NotThisFormat { expected: "HTML", .. })));
        assert!(matches!(decode("没有标签".as_bytes(), None), Err(ReadError::NotThisFormat { .. })));
        assert!(matches!(decode(b"<p>\xff\xff\xfe\xfe\xff", None), Err(ReadError::Encoding { .. })));
    }
}
