//! Custom properties: what a program says of a package beside what it shows (`docProps/custom.xml`).

use std::io::{Cursor, Read, Write};

use gongkai_core::format::{Limits, ReadError, WriteError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::xml::{Node, XmlReader, xml_text};

/// Where custom properties stand.
const PART: &str = "docProps/custom.xml";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "_rels/.rels";

/// The identity of every set of custom properties.
const FORMAT_ID: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// How many bytes are unpacked at a time.
const CHUNK: usize = 64 << 10;

/// A package with one custom property, whose value is made from what all its other parts hold: `value` is given a
/// function that hands over every part but the custom properties, piece by piece, names and lengths included.
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
/// let bytes = with_custom_property(&writer.finish()?, "made", |_| "here".to_owned())?;
/// assert_eq!(custom_property(&bytes, "made", &Limits::default())?.as_deref(), Some("here"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_custom_property(
    bytes: &[u8],
    name: &str,
    value: impl FnOnce(&dyn Fn(&mut dyn FnMut(&[u8])) -> Result<(), WriteError>) -> String,
) -> Result<Vec<u8>, WriteError> {
    let failed = |detail: String| WriteError::Failed { format: "ZIP", detail };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(error.to_string()))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| failed(error.to_string()))?;
        let name = entry.name().map_err(|error| failed(error.to_string()))?.into_owned();
        let added = match name.as_str() {
            PART => return Err(failed(format!("{PART} 已经有了 / is there already"))),
            CONTENT_TYPES => (
                "</Types>",
                format!(
                    "<Override PartName=\"/{PART}\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>"
                ),
            ),
            RELATIONSHIPS => (
                "</Relationships>",
                format!(
                    "<Relationship Id=\"rIdCustom\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"{PART}\"/>"
                ),
            ),
            _ => {
                out.raw_copy_file(entry).map_err(|error| failed(error.to_string()))?;
                continue;
            }
        };
        let mut text = String::new();
        entry.read_to_string(&mut text).map_err(|error| failed(format!("{name}：{error}")))?;
        let (end, addition) = added;
        let at = text.rfind(end).ok_or_else(|| failed(format!("{name}：{end}?")))?;
        text.insert_str(at, &addition);
        write(&mut out, &name, text.as_bytes()).map_err(failed)?;
    }
    let packed = out.finish().map_err(|error| failed(error.to_string()))?.into_inner();
    with_part(&packed, PART, |others| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
             xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
             <property fmtid=\"{FORMAT_ID}\" pid=\"2\" name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
            quick_xml::escape::escape(name),
            quick_xml::escape::escape(value(others).as_str()),
        )
    })
}

/// A package in which one part, the last, is made from what all the others hold: `content` is given a function that hands
/// them over as [`parts_but`] does. A part of that name that is there already is replaced.
///
/// # Errors
/// [`WriteError::Failed`] when the bytes are no package.
pub fn with_part(
    bytes: &[u8],
    part: &str,
    content: impl FnOnce(&dyn Fn(&mut dyn FnMut(&[u8])) -> Result<(), WriteError>) -> String,
) -> Result<Vec<u8>, WriteError> {
    let failed = |detail: String| WriteError::Failed { format: "ZIP", detail };
    let others = |take: &mut dyn FnMut(&[u8])| {
        parts_but(bytes, part, usize::MAX, take).map_err(|error| failed(error.to_string()))
    };
    let text = content(&others);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(error.to_string()))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| failed(error.to_string()))?;
        if entry.name().map_err(|error| failed(error.to_string()))? != part {
            out.raw_copy_file(entry).map_err(|error| failed(error.to_string()))?;
        }
    }
    write(&mut out, part, text.as_bytes()).map_err(failed)?;
    out.finish().map(Cursor::into_inner).map_err(|error| failed(error.to_string()))
}

/// Packs a part, deflated and dated as every other.
pub(crate) fn write(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> Result<(), String> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos);
    out.start_file(name, options).map_err(|error| format!("{name}：{error}"))?;
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
    let damaged = |detail: String| ReadError::damaged(detail);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let mut unpacked = 0_usize;
    let mut piece = vec![0; CHUNK];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = entry.name().map_err(|error| damaged(error.to_string()))?.into_owned();
        if name == but {
            continue;
        }
        take(name.as_bytes());
        take(&[0]);
        let before = unpacked;
        loop {
            let read = entry.read(&mut piece).map_err(|error| damaged(error.to_string()))?;
            let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
            unpacked = unpacked.saturating_add(read);
            if unpacked > most {
                return Err(ReadError::TooLarge { what: "解压后的字节数 / bytes unpacked", limit: most });
            }
            take(piece);
        }
        take(&(unpacked - before).to_be_bytes());
    }
    Ok(())
}
