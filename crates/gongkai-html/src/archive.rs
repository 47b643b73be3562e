//! Pages that a browser saved into one file with everything that belongs to them (`.mht`): a mail with the page as its
//! first part.

use encoding_rs::Encoding as Charset;
use gongkai_core::document::Document;
use gongkai_core::format::{Meter, ReadError};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders};

use crate::frames;

/// The most parts of such a file, and the most lines that may be headers of them: the parser keeps them all.
pub(crate) const MOST_PARTS: usize = 10_000;
pub(crate) const MOST_HEADERS: usize = 300_000;
/// How far into a file the headers that show it to be one are looked for, in bytes.
const HEAD: usize = 4096;

/// Whether bytes are such a file.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let starts = head.trim_ascii_start().first().is_some_and(u8::is_ascii_alphabetic);
    starts && head.windows(13).any(|window| window.eq_ignore_ascii_case(b"MIME-Version:"))
}

/// A page of the file.
struct Page<'m> {
    location: &'m str,
    bytes: Vec<u8>,
    charset: Option<&'static Charset>,
}

/// Reads the page of such a file; of a saved workbook all sheets that its frame shows, which count together.
pub(crate) fn read(bytes: &[u8], meter: &mut Meter) -> Result<Document, ReadError> {
    admit(bytes)?;
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| ReadError::damaged("不是完整的单文件网页 / no whole MHT file"))?;
    let pages = || message.parts.iter().filter_map(|part| page(&message, part));
    let first = pages().next().ok_or_else(|| ReadError::NoReport {
        message: "单文件网页里没有网页 / the file holds no page".to_owned(),
    })?;
    let shown = frames::frames(&first.bytes, meter.limits());
    if shown.is_empty() {
        return crate::read_page(&first.bytes, first.charset, meter);
    }
    let mut whole = Document::default();
    let is_shown = |page: &Page<'_>| shown.iter().any(|name| frames::unescaped(page.location).ends_with(name.as_str()));
    for sheet in pages().filter(is_shown) {
        whole.append(crate::read_page(&sheet.bytes, sheet.charset, meter)?, 0);
    }
    if whole.blocks.is_empty() { Err(frames::advice(&shown)) } else { Ok(whole) }
}

/// What the parser would keep is counted before it does.
fn admit(bytes: &[u8]) -> Result<(), ReadError> {
    let (mut parts, mut headers) = (0, 0);
    for line in bytes.split(|byte| *byte == b'\n') {
        parts += usize::from(line.starts_with(b"--"));
        headers += usize::from(line.iter().take(80).any(|byte| *byte == b':'));
    }
    if parts > MOST_PARTS {
        return Err(ReadError::TooLarge {
            what: "单文件网页的部分数 / parts of the MHT file", limit: MOST_PARTS
        });
    }
    if headers > MOST_HEADERS {
        return Err(ReadError::TooLarge {
            what: "单文件网页的标头行数 / header lines of the MHT file",
            limit: MOST_HEADERS,
        });
    }
    Ok(())
}

/// A part of the file that is a page, its bytes as they were before they were packed.
fn page<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Option<Page<'m>> {
    let kind = part.content_type()?;
    if !kind.c_type.eq_ignore_ascii_case("text") || !kind.c_subtype.as_deref()?.eq_ignore_ascii_case("html") {
        return None;
    }
    let from = usize::try_from(part.offset_body).ok()?;
    let to = usize::try_from(part.offset_end).ok()?;
    let raw = message.raw_message.get(from..to)?;
    let bytes = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
        Encoding::None => raw.to_vec(),
    };
    let charset = kind.attribute("charset").and_then(|label| Charset::for_label(label.as_bytes()));
    Some(Page { location: part.content_location().unwrap_or_default(), bytes, charset })
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::Limits;

    use super::*;

    fn archive(parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
        let mut out = b"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_b\"\r\n\r\n".to_vec();
        for (location, headers, body) in parts {
            out.extend_from_slice(format!("------=_b\r\nContent-Location: {location}\r\n{headers}\r\n\r\n").as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"------=_b--\r\n");
        out
    }

    fn cells(bytes: &[u8]) -> Vec<String> {
        let document = read(bytes, &mut Meter::new(&Limits::default())).unwrap();
        document.tables().flat_map(|table| table.cells()).map(|cell| cell.text.clone()).collect()
    }

    #[test]
    fn pages_packed_in_every_way() {
        let html = "Content-Type: text/html";
        let table = "<table><tr><td>甲<td>1</table>";
        let gbk = encoding_rs::GBK.encode(table).0.into_owned();
        let quoted: String = gbk
            .iter()
            .map(|byte| format!("={byte:02X}"))
            .collect::<Vec<_>>()
            .chunks(20)
            .map(|c| c.concat())
            .collect::<Vec<_>>()
            .join("=\r\n");
        let picture =
            ("x/a.png", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64", b"iVBORw0KGgo=".as_slice());
        let quoted_headers = format!("{html}; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable");
        for part in [
            ("x/a.htm", quoted_headers.as_str(), quoted.as_bytes()),
            ("x/a.htm", "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", table.as_bytes()),
            (
                "x/a.htm",
                "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
                b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjE8L3RhYmxlPg==",
            ),
        ] {
            let bytes = archive(&[part, picture]);
            assert!(is_archive(&bytes));
            assert_eq!(cells(&bytes), ["甲", "1"], "{}", part.1);
        }
    }

    #[test]
    fn the_sheets_of_a_saved_workbook() {
        let html = "Content-Type: text/html; charset=utf-8";
        let frame =
            "<html><frameset><frame src='a.files/sheet001.htm'><frame src='a.files/tabstrip.htm'></frameset></html>";
        let bytes = archive(&[
            ("file:///C:/x/a.htm", html, frame.as_bytes()),
            ("file:///C:/x/a.files/tabstrip.htm", html, b"<table><tr><td>x<td>y</table>"),
            ("file:///C:/x/a.files/sheet001.htm", html, "<table><tr><td>甲<td>2</table>".as_bytes()),
        ]);
        assert_eq!(cells(&bytes), ["甲", "2"]);
        // Many small sheets are no way around the limits of one file.
        let frame = "<frameset><frame src='a.files/sheet001.htm'><frame src='a.files/sheet002.htm'></frameset>";
        let sheet = "<table><tr><td>甲<td>2</table>".as_bytes();
        let bytes = archive(&[
            ("x/a.htm", html, frame.as_bytes()),
            ("x/a.files/sheet001.htm", html, sheet),
            ("x/a.files/sheet002.htm", html, sheet),
        ]);
        let mut limits = Limits::default();
        limits.cells = 4;
        assert!(read(&bytes, &mut Meter::new(&limits)).is_ok());
        limits.cells = 3;
        assert!(matches!(read(&bytes, &mut Meter::new(&limits)), Err(ReadError::TooLarge { limit: 3, .. })));
    }

    #[test]
    fn what_would_take_too_much_is_refused() {
        let parts = format!("MIME-Version: 1.0\n{}", "--b\n".repeat(MOST_PARTS + 1));
        assert!(matches!(read(parts.as_bytes(), &mut Meter::new(&Limits::default())), Err(ReadError::TooLarge { .. })));
        let headers = "MIME-Version: 1.0\n".repeat(MOST_HEADERS + 1);
        assert!(matches!(
            read(headers.as_bytes(), &mut Meter::new(&Limits::default())),
            Err(ReadError::TooLarge { .. })
        ));
        assert!(read(b"MIME-Version: 1.0\r\n\r\nx", &mut Meter::new(&Limits::default())).is_err());
    }
}
