//! Custom properties: what a program says of a package beside what it shows (`docProps/custom.xml`).

use std::io::{Cursor, Read, Write};

use gongkai_core::format::{Limits, ReadError, WriteError};
use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use crate::writer::options;
use crate::xml::{Node, XmlReader, xml_text};

/// Where custom properties stand.
const PART: &str = "docProps/custom.xml";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "_rels/.rels";

/// The identity of every set of custom properties.
const FORMAT_ID: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// How many bytes are unpacked at a time.
const CHUNK: usize = 16 << 10;

/// A package with one custom property, whose value is made from what all its other parts hold: `take` is handed every part
/// but the custom properties, piece by piece, names and lengths included, and `value` is given what it made of them.
///
/// The other parts are copied as they are packed, so that the same package gives the same bytes.
///
/// # Errors
/// [`WriteError::Failed`] when the bytes are no package, or when it has custom properties already.
///
/// ```
/// use gongkai_core::format::Limits;
/// use gongkai_opc::{PackageWriter, custom_property, with_custom_property};
/// let mut writer = PackageWriter::new();
/// writer.part("[Content_Types].xml", "<Types></Types>");
/// writer.part("_rels/.rels", "<Relationships></Relationships>");
/// let count = |count: &mut usize, piece: &[u8]| *count += piece.len();
/// let bytes = with_custom_property(&writer.finish()?, "made", 0, count, |count| format!("of {}", count > 0))?;
/// assert_eq!(custom_property(&bytes, "made", &Limits::default())?.as_deref(), Some("of true"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_custom_property<S>(
    bytes: &[u8],
    name: &str,
    state: S,
    take: impl FnMut(&mut S, &[u8]),
    value: impl FnOnce(S) -> String,
) -> Result<Vec<u8>, WriteError> {
    let mut archive = archive(bytes)?;
    if archive.by_name(PART).is_ok() {
        return Err(failed(format!("{PART} 已经有了 / is there already")));
    }
    completed(archive, PART, announced, state, take, |state| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
             xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
             <property fmtid=\"{FORMAT_ID}\" pid=\"2\" name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
            quick_xml::escape::escape(name),
            quick_xml::escape::escape(value(state).as_str()),
        )
    })
}

/// What a part says of the custom properties, and the end that it says it before; nothing where it does not tell of them.
fn announced(part: &str) -> Option<(&'static str, String)> {
    match part {
        CONTENT_TYPES => Some((
            "</Types>",
            format!(
                "<Override PartName=\"/{PART}\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>"
            ),
        )),
        RELATIONSHIPS => Some((
            "</Relationships>",
            format!(
                "<Relationship Id=\"rIdCustom\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"{PART}\"/>"
            ),
        )),
        _ => None,
    }
}

/// A package in which one part, the last, is made from what all the others hold: `take` is handed them as [`parts_but`]
/// does, and `content` is given what it made of them. A part of that name that is there already is replaced.
///
/// # Errors
/// [`WriteError::Failed`] when the bytes are no package.
pub fn with_part<S>(
    bytes: &[u8],
    part: &str,
    state: S,
    take: impl FnMut(&mut S, &[u8]),
    content: impl FnOnce(S) -> String,
) -> Result<Vec<u8>, WriteError> {
    completed(archive(bytes)?, part, |_| None, state, take, content)
}

/// A package with a last part that is made from all the others, of which some have an addition before their end. Each is
/// unpacked once, to be handed over, and copied as it is packed.
fn completed<S>(
    mut archive: ZipArchive<Cursor<&[u8]>>,
    part: &str,
    added: impl Fn(&str) -> Option<(&'static str, String)>,
    mut state: S,
    mut take: impl FnMut(&mut S, &[u8]),
    content: impl FnOnce(S) -> String,
) -> Result<Vec<u8>, WriteError> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(failed)?;
        let name = entry.name().map_err(failed)?.into_owned();
        if name == part {
            continue;
        }
        let damaged = |error: std::io::Error| failed(format!("{name}：{error}"));
        match added(&name) {
            Some((end, addition)) => {
                let mut text = String::new();
                entry.read_to_string(&mut text).map_err(damaged)?;
                let at = text.rfind(end).ok_or_else(|| failed(format!("{name}：{end}?")))?;
                text.insert_str(at, &addition);
                hand_over(&name, text.as_bytes(), usize::MAX, &mut |piece| take(&mut state, piece)).map_err(failed)?;
                write(&mut out, &name, text.as_bytes()).map_err(failed)?;
            }
            None => {
                hand_over(&name, entry, usize::MAX, &mut |piece| take(&mut state, piece)).map_err(failed)?;
                out.raw_copy_file(archive.by_index_raw(index).map_err(failed)?).map_err(failed)?;
            }
        }
    }
    write(&mut out, part, content(state).as_bytes()).map_err(failed)?;
    out.finish().map(Cursor::into_inner).map_err(failed)
}

fn archive(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, WriteError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(failed)
}

fn failed(detail: impl std::fmt::Display) -> WriteError {
    WriteError::Failed { format: "ZIP", detail: detail.to_string().into() }
}

/// Packs a part, deflated and dated as every other.
pub(crate) fn write(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> Result<(), String> {
    out.start_file(name, options(true)).map_err(|error| format!("{name}：{error}"))?;
    out.write_all(content).map_err(|error| format!("{name}：{error}"))
}

/// The value of a custom property of a package, if it has it.
///
/// # Errors
/// [`ReadError`] when the bytes are no package or the properties are damaged or over a limit.
pub fn custom_property(bytes: &[u8], name: &str, limits: &Limits) -> Result<Option<String>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::damaged(error.to_string()))?;
    let Ok(entry) = archive.by_name(PART) else { return Ok(None) };
    let mut part = Vec::new();
    let most = u64::try_from(limits.settings_bytes).unwrap_or(u64::MAX);
    entry.take(most).read_to_end(&mut part).map_err(|error| ReadError::damaged(error.to_string()))?;
    let text = xml_text(part, PART)?;
    let mut reader = XmlReader::new(&text, PART, limits);
    let (mut found, mut value) = (false, String::new());
    loop {
        match reader.node()? {
            Node::Open(element) if element.name() == "property" => {
                found = element.attribute("name")?.as_deref() == Some(name);
            }
            Node::Text(text) if found => value.push_str(&text),
            Node::Close if found && !value.is_empty() => return Ok(Some(value)),
            Node::End => return Ok(None),
            _ => {}
        }
    }
}

/// Hands over every part of a package but its custom properties; see [`parts_but`].
///
/// # Errors
/// As [`parts_but`].
pub fn parts_but_properties(bytes: &[u8], most: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
    parts_but(bytes, PART, most, take)
}

/// Hands over every part of a package but one, piece by piece: its name, its contents, its length. No part is held in
/// memory.
///
/// # Errors
/// [`ReadError`] when the bytes are no package, are damaged, or unpack to more than `most` bytes.
pub fn parts_but(bytes: &[u8], but: &str, most: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
    let damaged = |error: ZipError| ReadError::damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut room = most;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if name == but {
            continue;
        }
        let over = |error| match error {
            ReadError::TooLarge { what, .. } => ReadError::TooLarge { what, limit: most },
            other => other,
        };
        room -= hand_over(&name, entry, room, take).map_err(over)?;
    }
    Ok(())
}

/// Hands over a part: its name, its contents, its length, which is given back and at most `room`.
fn hand_over(name: &str, mut content: impl Read, room: usize, take: &mut dyn FnMut(&[u8])) -> Result<usize, ReadError> {
    take(name.as_bytes());
    take(&[0]);
    let mut length = 0_usize;
    let mut piece = vec![0; CHUNK];
    loop {
        let read = content.read(&mut piece).map_err(|error| ReadError::damaged(error.to_string()))?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
        length = length.saturating_add(read);
        if length > room {
            return Err(ReadError::TooLarge { what: "解压后的字节数 / bytes unpacked", limit: room });
        }
        take(piece);
    }
    take(&length.to_be_bytes());
    Ok(length)
}
