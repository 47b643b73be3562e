//! Pages that a browser saved into one file with everything that belongs to them (`.mht`): a mail with the page as its
//! first part.

use encoding_rs::Encoding as Charset;
use gongkai_core::Within;
use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders};

use crate::beside::{Beside, Part};
use crate::frames;

/// The most parts of such a file, and the most lines that may be headers of them: the parser keeps them all.
pub(crate) const MOST_PARTS: usize = 10_000;
pub(crate) const MOST_HEADERS: usize = 300_000;
/// How far into a file the headers that show it to be one are looked for, in bytes.
const HEAD: usize = 4096;

/// Whether bytes are such a file.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    let bytes = begun(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let starts = head.first().is_some_and(u8::is_ascii_alphabetic);
    starts && head.windows(13).any(|window| window.eq_ignore_ascii_case(b"MIME-Version:"))
}

/// The bytes from the first header on.
fn begun(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// A part of the file that is a page or a style sheet, its bytes as they were before they were packed.
struct Packed {
    bytes: Vec<u8>,
    charset: Option<&'static Charset>,
    part: Part,
}

/// Reads the page of such a file; of a saved workbook all sheets that its frame shows, which count together. A page that
/// shows others in itself and has no table of its own goes before them.
pub(crate) fn read(bytes: &[u8], meter: &mut Meter) -> Result<Document, ReadError> {
    admit(bytes)?;
    let message = MessageParser::default().parse(begun(bytes));
    let message = message.ok_or_else(|| ReadError::damaged("不是完整的单文件网页 / no whole MHT file"))?;
    let mut whole = pages(&message, meter)?;
    // What the parser could not unpack it leaves as it is.
    if message.parts.iter().any(is_cut) {
        whole.remarks.push(Remark::new(RemarkKind::Unknown, CUT, Position::default()));
    }
    Ok(whole)
}

fn pages(message: &Message<'_>, meter: &mut Meter) -> Result<Document, ReadError> {
    let (packed, parts): (Vec<_>, Vec<_>) = message
        .parts
        .iter()
        .filter_map(|part| unpacked(message, part))
        .map(|Packed { bytes, charset, part }| ((bytes, charset), part))
        .unzip();
    let read = |at: usize, meter: &mut Meter| {
        let part = parts.get(at).filter(|part| part.sheet.is_none());
        part.zip(packed.get(at))
            .map(|(part, (bytes, charset))| crate::read_page(bytes, *charset, &Beside::new(&parts, part), meter))
    };
    let first = parts.iter().position(|part| part.sheet.is_none());
    let Some((first, (bytes, page))) = first.and_then(|at| Some((at, (&packed.get(at)?.0, parts.get(at)?)))) else {
        let message = "单文件网页里没有网页 / the file holds no page".to_owned();
        return Err(ReadError::no_report(message));
    };
    let is_frame = !frames::frames(bytes, meter.limits()).is_empty();
    let mut whole = match read(first, meter).filter(|_| !is_frame) {
        Some(own) => own?,
        None => Document::default(),
    };
    if whole.tables().next().is_some() {
        return Ok(whole);
    }
    let named = frames::named(bytes, meter.limits());
    let beside = Beside::new(&parts, page);
    meter.work(named.len().saturating_mul(beside.len()))?;
    let mut shown: Vec<usize> = named.iter().filter_map(|name| beside.part(name)).filter(|at| *at != first).collect();
    shown.sort_unstable();
    shown.dedup();
    for at in shown {
        if let Some(sheet) = read(at, meter) {
            whole.append(sheet?, 0);
        }
    }
    if is_frame && whole.blocks.is_empty() { Err(frames::advice(&named)) } else { Ok(whole) }
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

fn unpacked(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Packed> {
    let kind = part.content_type()?;
    let is = |group: &str, name: &str| {
        let own = kind.c_subtype.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(name));
        own && kind.c_type.eq_ignore_ascii_case(group)
    };
    let is_sheet = is("text", "css");
    if !(is_sheet || is("text", "html") || is("application", "xhtml+xml")) {
        return None;
    }
    let from = usize::try_from(part.offset_body).ok()?;
    let to = usize::try_from(part.offset_end).ok()?;
    let raw = message.raw_message.get(from..to)?;
    let bytes = match packing(part) {
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw).or_else(|| base64_decode(beginning(raw)))?,
        Encoding::None => raw.to_vec(),
    };
    let charset = kind.attribute("charset").and_then(|label| Charset::for_label(label.as_bytes()));
    let sheet = is_sheet.then(|| charset.unwrap_or(encoding_rs::UTF_8).decode(&bytes).0.into_owned());
    let (location, id) = (part.content_location().unwrap_or_default(), part.content_id().unwrap_or_default());
    Some(Packed { bytes, charset, part: Part::new(location, id, sheet) })
}

/// How a part is packed, as its header says.
fn packing(part: &MessagePart<'_>) -> Encoding {
    let is = |name: &str| part.content_transfer_encoding().is_some_and(|own| own.trim().eq_ignore_ascii_case(name));
    match part.encoding {
        Encoding::None if is("base64") => Encoding::Base64,
        Encoding::None if is("quoted-printable") => Encoding::QuotedPrintable,
        known => known,
    }
}

/// Whether the file ends, or breaks, within a part.
fn is_cut(part: &MessagePart<'_>) -> bool {
    part.encoding == Encoding::None && packing(part) != Encoding::None
}

/// The lines before the one in which packed bytes end that no longer are any.
fn beginning(raw: &[u8]) -> &[u8] {
    let of_code = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n \t".contains(byte);
    let end = raw.iter().position(|byte| !of_code(byte)).unwrap_or(raw.len());
    let line = raw.get(..end).and_then(|code| code.iter().rposition(|byte| *byte == b'\n'));
    raw.within(..line.unwrap_or(0))
}

const CUT: &str = "单文件网页没有写完或编码有误，后面的内容可能丢失，请核对或重新保存 / the MHT file does not end or is packed wrongly; what \
                   followed may be lost, so compare it or save the page again";

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
            ("x/a.htm", "Content-Type: application/xhtml+xml; charset=utf-8", table.as_bytes()),
            (
                "x/a.htm",
                "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
                b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjE8L3RhYmxlPg==",
            ),
        ] {
            let bytes = archive(&[part, picture]);
            for before in ["", "\r\n\r\n", "\u{feff}"] {
                let bytes = [before.as_bytes(), &bytes].concat();
                assert!(is_archive(&bytes));
                assert_eq!(cells(&bytes), ["甲", "1"], "{} {before:?}", part.1);
            }
        }
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes_and_said() {
        let quoted = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable";
        let coded = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64";
        for (headers, body, cut) in [
            (quoted, "<table><tr><td>=E7=94=B2<td>1=\r\n</table>".as_bytes(), 8),
            (coded, b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjE8L3RhYmxlPg==\r\n".as_slice(), 8),
            (coded, b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjE8\r\nL3RhYmxlPg==\r\n".as_slice(), 30),
            // A figure at the very end may be the half of one.
            (coded, b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjEx\r\nPC90YWJsZT4=\r\n".as_slice(), 30),
        ] {
            let whole = archive(&[("x/a.htm", headers, body)]);
            let said = |bytes: &[u8]| {
                let remarks = read(bytes, &mut Meter::new(&Limits::default())).unwrap().remarks;
                remarks.iter().any(|remark| remark.detail.zh.contains("没有写完"))
            };
            let part = whole.get(..whole.len() - cut).unwrap();
            let (figure, left) =
                if body.starts_with(b"PHRhYmxlPjx0cj48dGQ+55SyPHRkPjEx") { ("11", "11\u{fffd}") } else { ("1", "1") };
            let found = |figure: &str| vec!["甲".to_owned(), figure.to_owned()];
            assert_eq!((cells(&whole), said(&whole)), (found(figure), false), "{headers}");
            assert_eq!((cells(part), said(part)), (found(left), true), "{headers} {cut}");
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
    fn the_style_sheets_that_came_with_a_page_hold() {
        let html = "Content-Type: text/html; charset=utf-8";
        let css = "Content-Type: text/css";
        let cell = |sheets: &[(&str, &str, &str)], link: &str| {
            let page = format!(
                "{link}<style>.b{{color:#000}}</style><table><tr><td>甲<td><b class=n>9</b><span class=m>18<i class=r>1</i></span></table>"
            );
            let mut parts = vec![("http://a.example/nb/t.html", html, page.as_bytes())];
            parts.extend(sheets.iter().map(|(at, headers, text)| (*at, *headers, text.as_bytes())));
            cells(&archive(&parts)).pop().unwrap()
        };
        let sheet = ".n{text-decoration:line-through}.r{vertical-align:super}";
        let coded = format!("{css}\r\nContent-Transfer-Encoding: base64");
        for (at, headers, text, link) in [
            ("http://a.example/css/a.css", css, sheet, "<link rel=stylesheet href='../css/a.css'>"),
            ("cid:css-7@mhtml.blink", css, sheet, "<link rel='stylesheet' href='cid:css-7@mhtml.blink'>"),
            (
                "http://a.example/nb/a.css",
                coded.as_str(),
                "LmJ7fS5uLC5yIC5we30ubntkaXNwbGF5Om5vbmV9LnJ7dmVydGljYWwtYWxpZ246c3VwZXJ9",
                "<link rel=Stylesheet href=a.css>",
            ),
        ] {
            assert_eq!(cell(&[(at, headers, text)], link), "18¹", "{at}");
        }
        // Other sheets than those that are linked, and such as are for paper or for choosing, do not. Where one is not known,
        // figures of other classes are not drawn together.
        let at = "http://a.example/nb/a.css";
        assert_eq!(cell(&[(at, css, sheet)], "<link rel=stylesheet href=b.css>"), "9 18 1");
        for link in [
            "<link rel='alternate stylesheet' href=a.css>",
            "<link rel=stylesheet media=print href=a.css>",
            "<link rel=prefetch href=a.css>",
        ] {
            assert_eq!(cell(&[(at, css, sheet)], link), "9181", "{link}");
        }
        // White text is lost on a page of which all is known, and only there.
        let white = [(at, css, ".n{color:white}.r{display:none}")];
        assert_eq!(cell(&white, "<link rel=stylesheet href=a.css>"), "18");
        assert_eq!(cell(&white, "<link rel=stylesheet href=a.css><link rel=stylesheet href=b.css>"), "9 18");
        assert_eq!(cell(&[(at, css, "@import 'c.css';.n{color:white}")], "<link rel=stylesheet href=a.css>"), "9 18 1");
        // Sheets are read as often as pages link to them, and counted as often.
        let mut limits = Limits::default();
        limits.work = 3 * sheet.len();
        let links = |count: usize| {
            let page = format!("{}<table><tr><td>甲<td>1</table>", "<link rel=stylesheet href=a.css>".repeat(count));
            archive(&[("http://a.example/nb/t.html", html, page.as_bytes()), (at, css, sheet.as_bytes())])
        };
        assert!(read(&links(1), &mut Meter::new(&limits)).is_ok());
        assert!(matches!(read(&links(4), &mut Meter::new(&limits)), Err(ReadError::TooLarge { .. })));
    }

    #[test]
    fn pages_that_a_page_shows_in_itself_are_read_behind_it() {
        let html = "Content-Type: text/html; charset=utf-8";
        let table = "<p>正文</p><table><tr><td>甲<td>3</table>".as_bytes();
        let around = "<p>首页</p><iframe src='cid:frame-1@mhtml.blink'></iframe><iframe src='x.js'></iframe>";
        let other = "<table><tr><td>乙<td>4</table>";
        let bytes = archive(&[
            ("http://a.example/t", html, around.as_bytes()),
            ("cid:frame-1@mhtml.blink", html, table),
            ("cid:frame-2@mhtml.blink", html, other.as_bytes()),
        ]);
        let document = read(&bytes, &mut Meter::new(&Limits::default())).unwrap();
        assert_eq!(cells(&bytes), ["甲", "3"]);
        let texts: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, ["首页", "正文"]);
        // A page that has its table shows advertisements in frames.
        let own = format!("{other}<iframe src='cid:frame-1@mhtml.blink'></iframe>");
        let bytes = archive(&[("http://a.example/t", html, own.as_bytes()), ("cid:frame-1@mhtml.blink", html, table)]);
        assert_eq!(cells(&bytes), ["乙", "4"]);
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
