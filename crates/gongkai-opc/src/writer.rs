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
        let failed = |detail: String| WriteError::Failed { format: "ZIP", detail };
        let (method, level) =
            if self.stored { (CompressionMethod::Stored, None) } else { (CompressionMethod::Deflated, Some(9)) };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Dos);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            archive.start_file(name.as_str(), options).map_err(|error| failed(format!("{name}：{error}")))?;
            archive.write_all(content).map_err(|error| failed(format!("{name}：{error}")))?;
        }
        archive.finish().map(Cursor::into_inner).map_err(|error| failed(error.to_string()))
    }
}
