//! Documents of other formats that stand in a place of a Word file (`w:altChunk`).

use gongkai_core::document::{Block, Document, Position, Properties, RemarkKind};
use gongkai_core::format::{FileKind, Limits, Meter, ReadError};
use gongkai_core::words::{InWords as _, Text};
use gongkai_opc::Package;

use super::remarks::Remarks;
use super::{DocxReader, MOST_NESTED, Places};

/// A file inside a Word file that is to be read in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Embedded<'a> {
    /// The name of its part in the package.
    pub name: &'a str,
    /// What the package says that it is, in lower case: `text/html`.
    pub content_type: Option<&'a str>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl<'a> Embedded<'a> {
    /// A file inside a Word file.
    #[must_use]
    pub fn new(name: &'a str, content_type: Option<&'a str>, bytes: &'a [u8]) -> Self {
        Self { name, content_type, bytes }
    }
}

/// Reads a file inside a Word file. A format knows no other format, so that whoever knows all of them hands this to
/// [`DocxReader::with_embedded`].
pub type ReadEmbedded = fn(&Embedded<'_>, &Limits) -> Result<Document, ReadError>;

/// The files inside one Word file.
pub(super) struct Inside<'r, 'p> {
    pub(super) reader: &'r DocxReader,
    pub(super) package: &'r mut Package<'p>,
    /// What the first of them says about itself.
    pub(super) properties: Option<Properties>,
    /// Why one could not be read.
    pub(super) unread: Option<ReadError>,
}

impl Inside<'_, '_> {
    /// The blocks of a file in its place; none, with a remark, for one that cannot be read.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when it is over what the limits leave.
    pub(super) fn read(
        &mut self,
        part: Option<&str>,
        target: &str,
        place: Position,
        meter: &mut Meter,
        remarks: &mut Remarks,
    ) -> Result<Vec<Block>, ReadError> {
        let read = match part {
            Some(part) => self.part(part, meter),
            // Not said what file is meant, or one that lies beside this one.
            None => Err(ReadError::damaged(format!("找不到嵌入的文件 {target} / no embedded file {target}"))),
        };
        match read {
            Ok(document) => {
                meter.document(&document)?;
                self.properties.get_or_insert(document.properties);
                remarks.extend(document.remarks);
                Ok(document.blocks)
            }
            Err(error @ ReadError::TooLarge { .. }) => Err(error),
            Err(error) => {
                let (zh, en) =
                    (format!("嵌入的文件 {target} 未读入"), format!("the embedded file {target} is not read"));
                let detail = Text::new(zh, en).and(&error.in_words());
                remarks.say(RemarkKind::Unknown, detail, place);
                self.unread.get_or_insert(error);
                Ok(Vec::new())
            }
        }
    }

    fn part(&mut self, part: &str, meter: &mut Meter) -> Result<Document, ReadError> {
        let content_type = self.package.content_type(part)?;
        let bytes = self
            .package
            .part(part)?
            .ok_or_else(|| ReadError::damaged(format!("包内没有部件 {part} / no such part")))?;
        // One file may be named a thousand times.
        meter.work(bytes.len())?;
        let limits = meter.left();
        let embedded = Embedded { name: part, content_type: content_type.as_deref(), bytes: &bytes };
        if FileKind::of(&bytes) == Some(FileKind::Zip) {
            if self.reader.nested >= MOST_NESTED {
                let what = "嵌入文件的层数 / files inside files";
                return Err(ReadError::TooLarge { what, limit: MOST_NESTED });
            }
            let inner = DocxReader { nested: self.reader.nested + 1, ..self.reader.clone() };
            return inner.read_document(&bytes, &limits, &mut Places::default());
        }
        match self.reader.embedded {
            Some(read) => read(&embedded, &limits),
            None => Err(ReadError::Unsupported {
                format: "Word 文件中嵌入的其他文件 / other files inside a Word file",
                advice: "请在 Word 中打开后另存为 .docx / open it in Word and save it again",
            }),
        }
    }
}
