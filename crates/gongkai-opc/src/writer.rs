//! Packing parts so that the same parts give the same bytes.

use std::io::{Cursor, Write};

use gongkai_core::format::WriteError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Packs parts, deflated, in the order given, all dated 1980-01-01 and as if made on one system.
///
/// ```
/// use gongkai_opc::PackageWriter;
/// let pack = || {
///     let mut writer = PackageWriter::new();
///     writer.part("[Content_Types].xml", "<Types/>");
///     writer.finish()
/// };
/// assert_eq!(pack()?, pack()?);
/// # Ok::<(), gongkai_core::format::WriteError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PackageWriter {
    parts: Vec<(String, Vec<u8>)>,
    stored: bool,
}

impl PackageWriter {
    /// A package without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with parts that are not deflated: for a package that is read again at once and kept nowhere.
    #[must_use]
    pub fn stored(mut self) -> Self {
        self.stored = true;
        self
    }

    /// Adds a part. `[Content_Types].xml` should be the first.
    pub fn part(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.parts.push((name.into(), content.into()));
    }

    /// Packs the parts.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when two parts have one name or a part is too large for a ZIP.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        let mut packing = Packing::deflating(!self.stored);
        self.parts.iter().try_for_each(|(name, content)| packing.add(name, content))?;
        packing.finish()
    }
}

/// Packs parts one by one, so that what is packed already need not be held: the same bytes as [`PackageWriter`] gives.
#[derive(Debug)]
pub struct Packing {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
    /// How many bytes were packed.
    written: usize,
}

impl Default for Packing {
    fn default() -> Self {
        Self::new()
    }
}

impl Packing {
    /// A package without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::deflating(true)
    }

    fn deflating(deflated: bool) -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())), options: options(deflated), written: 0 }
    }

    /// Packs a part.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when there is a part of this name or the part is too large for a ZIP.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), WriteError> {
        let failed = |detail: String| WriteError::Failed { format: "ZIP", detail: detail.into() };
        self.archive.start_file(name, self.options).map_err(|error| failed(format!("{name}：{error}")))?;
        self.archive.write_all(content).map_err(|error| failed(format!("{name}：{error}")))?;
        self.written = self.written.saturating_add(content.len());
        Ok(())
    }

    /// How many bytes were packed, before they were made smaller.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.written
    }

    /// The package.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when it is too large for a ZIP.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        let failed = |detail: String| WriteError::Failed { format: "ZIP", detail: detail.into() };
        self.archive.finish().map(Cursor::into_inner).map_err(|error| failed(error.to_string()))
    }
}

/// How every part is packed. Deflated as programs usually do: what deflates most takes two to three times as long and
/// saves one byte in forty.
pub(crate) fn options(deflated: bool) -> SimpleFileOptions {
    let method = if deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT).system(System::Dos)
}
