//! From a page's bytes to its text: what the page declares of its encoding, and what is no page.

use std::borrow::Cow;

use encoding_rs::Encoding;
use gongkai_core::format::ReadError;

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
