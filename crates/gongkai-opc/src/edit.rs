//! Changing single parts of a package: whatever is not changed stays as it is packed, byte for byte.

use gongkai_core::Within;
use std::collections::BTreeMap;
use std::io::Cursor;

use gongkai_core::format::{Limits, ReadError, WriteError};
use zip::{ZipArchive, ZipWriter};

use crate::properties::write;
use crate::xml::{Node, XmlReader};

const CONTENT_TYPES: &str = "[Content_Types].xml";

/// Whether a package carries a digital signature, which any change would break.
#[must_use]
pub fn is_signed<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    names.any(|name| name.to_ascii_lowercase().starts_with("_xmlsignatures/"))
}

/// Changes to a package: parts that are replaced and parts that are added.
///
/// ```
/// use gongkai_core::format::Limits;
/// use gongkai_opc::{Package, PackageEdit, PackageKind, PackageWriter};
/// let mut writer = PackageWriter::new();
/// writer.part("word/document.xml", "<document/>");
/// writer.part("word/media/image1.png", "picture");
/// let mut edit = PackageEdit::default();
/// edit.put("word/document.xml", "<document>changed</document>");
/// let changed = edit.apply(&writer.finish()?)?;
/// let mut package = Package::open(&changed, PackageKind::Word, &Limits::default())?;
/// assert_eq!(package.part("word/media/image1.png")?.as_deref(), Some(&b"picture"[..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PackageEdit {
    parts: BTreeMap<String, Vec<u8>>,
}

impl PackageEdit {
    /// Replaces or adds a part.
    pub fn put(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.parts.insert(name.into(), content.into());
    }

    /// Whether a part is replaced or added.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The package with the changes, its parts in the order that they have; what is added stands at the end.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when the bytes are no package.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, WriteError> {
        let failed = |detail: String| WriteError::Failed { format: "ZIP", detail: detail.into() };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(error.to_string()))?;
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let mut left: BTreeMap<String, &Vec<u8>> =
            self.parts.iter().map(|(name, content)| (name.to_ascii_lowercase(), content)).collect();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| failed(error.to_string()))?;
            let name = entry.name().map_err(|error| failed(error.to_string()))?.into_owned();
            let folded = name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
            match left.remove(&folded) {
                Some(content) => write(&mut out, &name, content).map_err(failed)?,
                None => out.raw_copy_file(entry).map_err(|error| failed(format!("{name}：{error}")))?,
            }
        }
        for (name, content) in &self.parts {
            if left.contains_key(&name.to_ascii_lowercase()) {
                write(&mut out, name, content).map_err(failed)?;
            }
        }
        out.finish().map(Cursor::into_inner).map_err(|error| failed(error.to_string()))
    }
}

/// Markup of a part with insertions at places of its text, which are given in bytes.
#[derive(Debug, Clone, Default)]
pub struct Insertions {
    all: Vec<(usize, usize, String)>,
}

impl Insertions {
    /// Inserts a text at a place; of several at one place, those come first that were asked for first.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.all.push((at, at, text.into()));
    }

    /// Puts a text in the place of another.
    pub fn replace(&mut self, from: usize, to: usize, text: impl Into<String>) {
        self.all.push((from, to, text.into()));
    }

    /// The text with everything inserted. Places that are none are passed over.
    #[must_use]
    pub fn into_text(mut self, text: &str) -> String {
        self.all.sort_by_key(|(from, _, _)| *from);
        let mut out = String::with_capacity(text.len() + self.all.iter().map(|(_, _, new)| new.len()).sum::<usize>());
        let mut done = 0;
        for (from, to, new) in &self.all {
            let Some(before) = text.get(done..*from) else { continue };
            out.push_str(before);
            out.push_str(new);
            done = *to;
        }
        out.push_str(text.within(done..));
        out
    }
}

/// A part's root with one more child at its end.
///
/// # Errors
/// [`ReadError::Damaged`] when the part is no well-formed XML.
pub fn with_last_child(text: &str, part: &str, child: &str, limits: &Limits) -> Result<String, ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut root = None;
    let mut end = None;
    loop {
        match reader.node()? {
            Node::Open(_) if reader.depth() == 1 => root = Some((reader.begun(), reader.position())),
            Node::Close if reader.depth() == 0 => end = Some(reader.begun()),
            Node::End => break,
            _ => {}
        }
    }
    let (Some((start, after)), Some(end)) = (root, end) else {
        return Err(ReadError::damaged(format!("{part}：没有根元素 / no root element")));
    };
    let mut insertions = Insertions::default();
    match open_tag(text, start, after) {
        Some(tag) if tag.empty => {
            insertions.replace(after - 2, after, format!(">{child}</{}>", tag.name));
        }
        Some(_) => insertions.insert(end, child),
        None => return Err(ReadError::damaged(format!("{part}：标记位置不对 / markup out of place"))),
    }
    Ok(insertions.into_text(text))
}

/// An element's start as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTag<'t> {
    /// The name with its prefix: `w:p`.
    pub name: &'t str,
    /// The prefix: `w`, or empty.
    pub prefix: &'t str,
    /// Whether it is an empty element: `<w:p/>`.
    pub empty: bool,
}

/// The start of an element that is written between these places of a part's text; nothing where there is none.
#[must_use]
pub fn open_tag(text: &str, start: usize, end: usize) -> Option<OpenTag<'_>> {
    let tag = text.get(start..end)?.strip_prefix('<')?;
    let name = tag.split(|c: char| c.is_whitespace() || c == '/' || c == '>').next().filter(|name| !name.is_empty())?;
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    Some(OpenTag { name, prefix, empty: tag.ends_with("/>") })
}

/// The list of content types with one more part in it.
///
/// # Errors
/// [`ReadError::Damaged`] when the list is no well-formed XML.
pub fn with_content_type(list: &str, part: &str, kind: &str, limits: &Limits) -> Result<String, ReadError> {
    let child = format!(
        "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" PartName=\"/{part}\" ContentType=\"{kind}\"/>"
    );
    with_last_child(list, CONTENT_TYPES, &child, limits)
}

/// The list of content types with one for an ending of names, where that has none yet.
///
/// # Errors
/// [`ReadError::Damaged`] when the list is no well-formed XML.
pub fn with_default_type(list: &str, ending: &str, kind: &str, limits: &Limits) -> Result<String, ReadError> {
    let mut reader = XmlReader::new(list, CONTENT_TYPES, limits);
    loop {
        match reader.node()? {
            Node::Open(element)
                if element.name() == "Default"
                    && element.attribute("Extension")?.is_some_and(|known| known.eq_ignore_ascii_case(ending)) =>
            {
                return Ok(list.to_owned());
            }
            Node::End => break,
            _ => {}
        }
    }
    let child = format!(
        "<Default xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" Extension=\"{ending}\" ContentType=\"{kind}\"/>"
    );
    with_last_child(list, CONTENT_TYPES, &child, limits)
}

/// Whether a part is written in the strict vocabulary.
#[must_use]
pub fn is_strict(text: &str) -> bool {
    text.contains("http://purl.oclc.org/ooxml/")
}

/// The relationships of a part with one more of a kind, in the strict vocabulary or the transitional, and the id that it
/// got. Without a part there is a new one.
///
/// # Errors
/// [`ReadError::Damaged`] when the part is no well-formed XML.
pub fn with_relationship(
    text: Option<&str>,
    part: &str,
    (kind, strict): (&str, bool),
    target: &str,
    limits: &Limits,
) -> Result<(String, String), ReadError> {
    const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let empty = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{NAMESPACE}\"/>"
    );
    let text = text.unwrap_or(&empty);
    let mut taken: Vec<String> = Vec::new();
    let mut reader = XmlReader::new(text, part, limits);
    loop {
        match reader.node()? {
            Node::Open(element) if element.name() == "Relationship" => {
                taken.extend(element.attribute("Id")?.map(|id| id.into_owned()));
            }
            Node::End => break,
            _ => {}
        }
    }
    let id = (1..=taken.len() + 1).map(|number| format!("rIdNote{number}")).find(|id| !taken.contains(id));
    let id = id.unwrap_or_else(|| "rIdNote".to_owned());
    let base = if strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    };
    let child = format!("<Relationship xmlns=\"{NAMESPACE}\" Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>");
    Ok((with_last_child(text, part, &child, limits)?, id))
}

/// The name of the part that holds the relationships of another.
#[must_use]
pub fn relationships_part(of: &str) -> String {
    match of.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{of}.rels"),
    }
}
