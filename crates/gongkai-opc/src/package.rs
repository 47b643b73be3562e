//! Opening packages within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use gongkai_core::format::{FileKind, Limits, ReadError};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::look;
use crate::relationships::{OFFICE_DOCUMENT, Relationships, resolve};
use crate::xml::{Node, XmlReader, xml_text};

/// How each entry of a ZIP's directory begins.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// Parts up to this size may be packed however well they pack.
const RATIO_FREE: u64 = 1 << 20;

/// What a package is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PackageKind {
    /// A text document: `.docx`, `.docm`, `.dotx`.
    Word,
    /// A workbook: `.xlsx`, `.xlsm`, `.xltx`.
    Spreadsheet,
    /// Pages of the national format: `.ofd`.
    Ofd,
}

impl PackageKind {
    /// The name used in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "DOCX",
            Self::Spreadsheet => "XLSX",
            Self::Ofd => "OFD",
        }
    }

    /// The folder in which every producer puts this kind's parts, or the part that each has.
    fn folder(self) -> &'static str {
        match self {
            Self::Word => "word/",
            Self::Spreadsheet => "xl/",
            Self::Ofd => "ofd.xml",
        }
    }
}

/// A package opened for reading. Parts are unpacked when asked for, and what has been unpacked is counted.
///
/// ```
/// use gongkai_core::format::Limits;
/// use gongkai_opc::{Package, PackageKind, PackageWriter};
/// let mut writer = PackageWriter::new();
/// writer.part("word/document.xml", "<document/>");
/// let bytes = writer.finish()?;
/// let mut package = Package::open(&bytes, PackageKind::Word, &Limits::default())?;
/// assert_eq!(package.part("word/document.xml")?.as_deref(), Some(&b"<document/>"[..]));
/// assert_eq!(package.part("word/styles.xml")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The entry of each part by its name in lower case: part names do not differ by case alone.
    entries: BTreeMap<String, (String, usize)>,
    limits: Limits,
    unpacked: usize,
}

impl<'a> Package<'a> {
    /// Opens a package and looks at its directory; no part is unpacked yet.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes are no package of this kind, are damaged or encrypted, when a name is unsafe or
    /// stands twice, or when the sizes that the directory states are over a limit.
    pub fn open(bytes: &'a [u8], kind: PackageKind, limits: &Limits) -> Result<Self, ReadError> {
        limits.admit(bytes)?;
        if !FileKind::is_archive(bytes) {
            return Err(look::not_a_package(bytes, kind));
        }
        let over = || ReadError::TooLarge { what: "包内部件数 / parts of the package", limit: limits.parts };
        // The library makes an entry of everything that begins like one before it says how many there are.
        if occurrences(bytes, DIRECTORY_ENTRY) > limits.parts {
            return Err(over());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| without_directory(&error))?;
        if archive.len() > limits.parts {
            return Err(over());
        }
        if archive.has_duplicate_names() {
            return Err(ReadError::damaged("包内有重名的部件 / two parts of one name"));
        }
        let entries = directory(&mut archive, limits)?;
        let overlapping = archive.has_overlapping_files().map_err(|error| damaged("ZIP 目录 / directory", &error))?;
        if overlapping {
            return Err(ReadError::damaged("包内部件互相重叠 / parts overlap"));
        }
        let package = Self { archive, entries, limits: limits.clone(), unpacked: 0 };
        package.is_of(kind)?;
        Ok(package)
    }

    /// The names of the parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.values().map(|(name, _)| name.as_str())
    }

    /// Whether the package has a part.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&folded(name))
    }

    /// Unpacks a part, or nothing when there is none of this name; case does not matter.
    ///
    /// # Errors
    /// [`ReadError`] when the part is damaged or unpacks to more than the limits allow.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&(_, index)) = self.entries.get(&folded(name)) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| damaged(name, &error))?;
        let room = self.limits.unpacked_bytes.saturating_sub(self.unpacked).min(self.limits.part_bytes);
        let stated = usize::try_from(entry.size().min(RATIO_FREE)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(stated.min(room));
        // The size that the directory states may be a lie; one byte more than there is room for shows it.
        let read = entry.take(u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() > room {
            return Err(if room < self.limits.part_bytes { over_all(&self.limits) } else { over_part(&self.limits) });
        }
        read.map_err(|error| ReadError::damaged_at(name, &error))?;
        self.unpacked = self.unpacked.saturating_add(bytes.len());
        Ok(Some(bytes))
    }

    /// Unpacks no more of a part than its first bytes, such as the head of a picture; nothing when there is none of this
    /// name.
    ///
    /// # Errors
    /// [`ReadError`] when the part is damaged or unpacks to more than the limits allow.
    pub fn head(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&(_, index)) = self.entries.get(&folded(name)) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| damaged(name, &error))?;
        let room = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        let read = entry.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes);
        if bytes.len() > room {
            return Err(over_all(&self.limits));
        }
        read.map_err(|error| ReadError::damaged_at(name, &error))?;
        self.unpacked = self.unpacked.saturating_add(bytes.len());
        Ok(Some(bytes))
    }

    /// Unpacks an XML part as text, or nothing when there is none of this name.
    ///
    /// # Errors
    /// Those of [`Package::part`], and [`ReadError::Damaged`] when it is neither UTF-8 nor UTF-16.
    pub fn xml_part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        self.part(name)?.map(|bytes| xml_text(bytes, name)).transpose()
    }

    /// The relationships of a part; of the package itself for an empty name. None at all when it has no
    /// relationships part.
    ///
    /// # Errors
    /// Those of [`Package::xml_part`] and of reading XML.
    pub fn relationships(&mut self, of: &str) -> Result<Relationships, ReadError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        match self.xml_part(&name)? {
            Some(text) => Relationships::read(&text, &name, &self.limits),
            None => Ok(Relationships::default()),
        }
    }

    /// What the package says that a part is (`text/html`), in lower case, or nothing when it does not say.
    ///
    /// # Errors
    /// Those of [`Package::xml_part`] and of reading XML.
    pub fn content_type(&mut self, of: &str) -> Result<Option<String>, ReadError> {
        const LIST: &str = "[Content_Types].xml";
        let Some(text) = self.xml_part(LIST)? else { return Ok(None) };
        let of = folded(of);
        let extension = of.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned();
        let mut reader = XmlReader::new(&text, LIST, &self.limits);
        let mut by_extension = None;
        loop {
            match reader.node()? {
                Node::Open(element) => {
                    let (key, wanted) = match element.name() {
                        "Override" => ("PartName", &of),
                        "Default" => ("Extension", &extension),
                        _ => continue,
                    };
                    if element.attribute(key)?.is_some_and(|value| folded(&value) == *wanted) {
                        let stated = element.attribute("ContentType")?.map(|kind| kind.trim().to_ascii_lowercase());
                        if key == "PartName" {
                            return Ok(stated);
                        }
                        by_extension = stated;
                    }
                }
                Node::End => return Ok(by_extension),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The name of the main part: what the package's relationships say, and else the usual name.
    ///
    /// # Errors
    /// Those of [`Package::relationships`]; [`ReadError::Damaged`] when there is no main part.
    pub fn main_part(&mut self, usual: &str) -> Result<String, ReadError> {
        let relationships = self.relationships("")?;
        let target = relationships.of_type(OFFICE_DOCUMENT).next().and_then(|r| resolve("", &r.target));
        [target, Some(usual.to_owned())]
            .into_iter()
            .flatten()
            .find(|name| self.has(name))
            .ok_or_else(|| ReadError::damaged(format!("包内没有正文部件 {usual} / no main part")))
    }

    /// Whether the parts are those of the expected kind of package.
    fn is_of(&self, kind: PackageKind) -> Result<(), ReadError> {
        let has_folder =
            |folder: &str| self.entries.range(folder.to_owned()..).next().is_some_and(|(n, _)| n.starts_with(folder));
        if has_folder(kind.folder()) {
            return Ok(());
        }
        let found = if has_folder("xl/") {
            "XLSX 表格 / a workbook"
        } else if has_folder("word/") {
            "DOCX 文档 / a text document"
        } else if has_folder("ppt/") {
            "PPTX 演示文稿 / a presentation"
        } else if self.has("OFD.xml") {
            "OFD"
        } else if self.has("content.xml") {
            "OpenDocument 文件（.odt/.ods） / an OpenDocument file"
        } else {
            // A document may keep its parts elsewhere; its relationships then say which is the main one.
            if kind != PackageKind::Ofd && self.has("_rels/.rels") && self.has("[Content_Types].xml") {
                return Ok(());
            }
            "ZIP 压缩包 / a ZIP archive"
        };
        Err(ReadError::NotThisFormat { expected: kind.name(), found: Some(found.to_owned()) })
    }
}

/// Opens a package, unpacks every part within the limits, and parses every XML part once, so that a library that has
/// no limits of its own can be given the same bytes.
///
/// # Errors
/// What [`Package::open`], [`Package::part`] and [`XmlReader::node`] refuse.
pub fn vet(bytes: &[u8], kind: PackageKind, limits: &Limits) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, kind, limits)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names {
        let Some(part) = package.part(&name)? else { continue };
        let folded = folded(&name);
        if [".xml", ".rels", ".vml"].iter().any(|ending| folded.ends_with(ending)) {
            let text = xml_text(part, &name)?;
            let mut reader = XmlReader::new(&text, &name, limits);
            while !matches!(reader.node()?, Node::End) {}
        }
    }
    Ok(())
}

/// The entries by folded name, each with its name and index, when names and stated sizes are sound.
fn directory(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    limits: &Limits,
) -> Result<BTreeMap<String, (String, usize)>, ReadError> {
    let mut entries = BTreeMap::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        // The raw entry needs no password, so that encryption is seen and not stumbled over.
        let entry = archive.by_index_raw(index).map_err(|error| damaged("ZIP 目录 / directory", &error))?;
        if entry.encrypted() {
            return Err(ReadError::Encrypted);
        }
        let name = entry.name().map_err(|error| damaged("ZIP 目录 / directory", &error))?.replace('\\', "/");
        if !is_safe(&name) {
            return Err(ReadError::damaged(format!("部件名不安全：{} / unsafe part name", name.escape_debug())));
        }
        if entry.is_dir() {
            continue;
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        total = total.saturating_add(size);
        if exceeds(size, limits.part_bytes) {
            return Err(over_part(limits));
        }
        if exceeds(total, limits.unpacked_bytes) {
            return Err(over_all(limits));
        }
        let most = packed.saturating_mul(u64::try_from(limits.ratio).unwrap_or(u64::MAX));
        if size > RATIO_FREE && size > most {
            return Err(ReadError::TooLarge { what: "压缩比 / compression ratio", limit: limits.ratio });
        }
        if entries.insert(folded(&name), (name, index)).is_some() {
            return Err(ReadError::damaged("包内有重名的部件 / two parts of one name"));
        }
    }
    Ok(entries)
}

/// A part's name must stay inside the package: no root, no drive, no way up, nothing that cannot be printed.
fn is_safe(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(':')
        && !name.contains(char::is_control)
        && !name.split('/').any(|segment| segment == "..")
}

fn folded(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

fn occurrences(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).filter(|window| *window == mark).count()
}

fn exceeds(size: u64, limit: usize) -> bool {
    usize::try_from(size).map_or(true, |size| size > limit)
}

fn over_part(limits: &Limits) -> ReadError {
    ReadError::TooLarge { what: "部件解压后的字节数 / bytes of an unpacked part", limit: limits.part_bytes }
}

fn over_all(limits: &Limits) -> ReadError {
    ReadError::TooLarge {
        what: "全部解压后的字节数 / bytes of all unpacked parts", limit: limits.unpacked_bytes
    }
}

/// Why a package's directory, which stands at its end, was not found: what the library says of that helps nobody.
fn without_directory(error: &ZipError) -> ReadError {
    match damaged("", error) {
        ReadError::Encrypted => ReadError::Encrypted,
        _ => ReadError::damaged(
            "末尾的目录缺失或损坏，多半没有复制完或下载完，请重新取得 / the directory at its end is missing or broken; it was probably not copied or downloaded to the end: get it again",
        ),
    }
}

fn damaged(what: &str, error: &ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        _ => ReadError::damaged_at(what, error),
    }
}
