//! What files are by how they begin, whatever they are called. Every reader that is handed another file asks here.

use crate::Within;

/// A kind of file that is told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// A PDF file, where nothing stands before its mark.
    Pdf,
    /// A ZIP archive, which documents and workbooks are too.
    Zip,
    /// A ZIP archive that holds nothing.
    EmptyZip,
    /// A compound file: Word and Excel before 2007, WPS's own formats, and encrypted packages.
    Compound,
    /// Rich text.
    Rtf,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Gif,
    /// A picture.
    Tiff,
    /// An archive.
    Rar,
    /// An archive.
    SevenZip,
    /// A packed file.
    Gzip,
    /// A page description.
    PostScript,
}

impl FileKind {
    const BEGINNINGS: [(&[u8], Self); 14] = [
        (b"%PDF", Self::Pdf),
        (b"PK\x03\x04", Self::Zip),
        (b"PK\x05\x06", Self::EmptyZip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Self::Compound),
        (b"{\\rtf", Self::Rtf),
        (b"\x89PNG", Self::Png),
        (b"\xff\xd8\xff", Self::Jpeg),
        (b"GIF8", Self::Gif),
        (b"II*\0", Self::Tiff),
        (b"MM\0*", Self::Tiff),
        (b"Rar!", Self::Rar),
        (b"7z\xbc\xaf\x27\x1c", Self::SevenZip),
        (b"\x1f\x8b", Self::Gzip),
        (b"%!PS", Self::PostScript),
    ];

    /// What bytes are by how they begin; nothing for text and for what is not known.
    ///
    /// ```
    /// use gongkai_core::format::FileKind;
    /// assert_eq!(FileKind::of(b"%PDF-1.7"), Some(FileKind::Pdf));
    /// assert_eq!(FileKind::of("一、总体情况".as_bytes()), None);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind)
    }

    /// Whether bytes may be a ZIP archive: whatever one begins with begins alike, also where it was split once.
    ///
    /// ```
    /// use gongkai_core::format::FileKind;
    /// assert!(FileKind::is_archive(b"PK\x07\x08PK\x03\x04") && !FileKind::is_archive(b"%PDF-1.7"));
    /// ```
    #[must_use]
    pub fn is_archive(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    /// Whether bytes are a PDF file, whose mark may have a few other bytes before it.
    ///
    /// ```
    /// use gongkai_core::format::FileKind;
    /// assert!(FileKind::is_pdf(b"\r\n%PDF-1.7") && !FileKind::is_pdf(b"PK\x03\x04"));
    /// ```
    #[must_use]
    pub fn is_pdf(bytes: &[u8]) -> bool {
        const MARK: &[u8] = b"%PDF-";
        const WITHIN: usize = 1024;
        bytes.within(..bytes.len().min(WITHIN)).windows(MARK.len()).any(|window| window == MARK)
    }

    /// How the kind is called, in the notation `中文 / English`, or alike in both languages.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Zip => "ZIP 压缩包（如 .docx、.xlsx、.ofd） / a ZIP archive (such as .docx, .xlsx, .ofd)",
            Self::EmptyZip => "空的 ZIP 压缩包 / an empty ZIP archive",
            Self::Compound => "旧版 Office 文件（.doc、.xls、.wps） / an Office file from before 2007",
            Self::Rtf => "RTF",
            Self::Png => "PNG 图片 / a PNG picture",
            Self::Jpeg => "JPEG 图片 / a JPEG picture",
            Self::Gif => "GIF 图片 / a GIF picture",
            Self::Tiff => "TIFF 图片 / a TIFF picture",
            Self::Rar => "RAR 压缩包 / a RAR archive",
            Self::SevenZip => "7z 压缩包 / a 7z archive",
            Self::Gzip => "gzip 压缩包 / a gzip archive",
            Self::PostScript => "PostScript",
        }
    }
}
