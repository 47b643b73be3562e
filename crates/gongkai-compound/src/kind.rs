//! What a compound file is, and what is said of what it holds.

use gongkai_core::document::{Position, Remark, RemarkKind};

/// What a compound file is, by the streams that lie at its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CompoundKind {
    /// A document of Word 97 to 2003 or of WPS.
    Document,
    /// A workbook of Excel 97 to 2003 or of WPS.
    Workbook,
    /// A workbook of Excel 5 or 95.
    OldWorkbook,
    /// An encrypted file of the newer formats.
    Encrypted,
    /// Slides.
    Slides,
    /// Something else.
    Other,
}

impl CompoundKind {
    /// What names at the root say. A workbook may hold documents and a document workbooks, but deeper.
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Self {
        const SIGNS: [(&str, CompoundKind); 6] = [
            ("EncryptedPackage", CompoundKind::Encrypted),
            ("WordDocument", CompoundKind::Document),
            ("Workbook", CompoundKind::Workbook),
            ("Book", CompoundKind::OldWorkbook),
            ("PowerPoint Document", CompoundKind::Slides),
            ("PP40", CompoundKind::Slides),
        ];
        SIGNS.into_iter().find(|(name, _)| has(name)).map_or(Self::Other, |(_, kind)| kind)
    }
}

/// What is said of a file that holds macros: they are neither run nor read.
#[must_use]
pub fn macros_left_out() -> Remark {
    let said = "文件带有宏；宏不运行，也没有读取 / the file holds macros, which are neither run nor read";
    Remark::new(RemarkKind::Unknown, said, Position::default())
}
