//! The formats that are known, by name and by extension.

use gongkai_core::words::parted;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use gongkai_core::Report;
use gongkai_core::format::{Reader, Writer};

use crate::{ErrorKind, ReadOptions, WriteOptions};

/// A file format.
///
/// ```
/// use gongkai::Format;
/// assert_eq!(Format::of_path("报告.DOCX".as_ref()), Some(Format::Docx));
/// assert_eq!("pdf".parse(), Ok(Format::Pdf));
/// assert!(Format::Text.is_read() && !Format::Text.is_written());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Word documents (`.docx`).
    Docx,
    /// Documents of Word 97 to 2003 and of WPS (`.doc`, `.wps`).
    Doc,
    /// Documents in RTF (`.rtf`), also under the name of Word documents.
    Rtf,
    /// PDF (`.pdf`).
    Pdf,
    /// Pages of the national format (`.ofd`).
    Ofd,
    /// Excel workbooks (`.xlsx`).
    Xlsx,
    /// Workbooks of Excel 97 to 2003 and of WPS (`.xls`, `.et`).
    Xls,
    /// Web pages (`.html`, `.htm`), also saved into one file (`.mht`).
    Html,
    /// Text pasted from a published page (`.txt`).
    Text,
    /// Text with marks of its own for headings, tables and links (`.md`).
    Markdown,
    /// The file that people write (`.toml`).
    Toml,
    /// The same for programs (`.json`).
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Docx,
        Self::Doc,
        Self::Rtf,
        Self::Pdf,
        Self::Ofd,
        Self::Xlsx,
        Self::Xls,
        Self::Html,
        Self::Text,
        Self::Markdown,
        Self::Toml,
        Self::Json,
    ];

    /// The name, which is also the usual extension.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Toml => "toml",
            Self::Json => "json",
        }
    }

    /// The name in both languages, in the notation `中文 / English`, or alike in both.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Docx => "Word（.docx） / Word (.docx)",
            Self::Doc => "旧版 Word、WPS（.doc、.wps） / old Word or WPS (.doc, .wps)",
            Self::Rtf => "RTF",
            Self::Pdf => "PDF",
            Self::Ofd => "OFD",
            Self::Xlsx => "Excel（.xlsx） / Excel (.xlsx)",
            Self::Xls => "旧版 Excel、WPS（.xls、.et） / old Excel or WPS (.xls, .et)",
            Self::Html => "网页（HTML） / a web page (HTML)",
            Self::Text => "文本（.txt） / text (.txt)",
            Self::Markdown => "Markdown（.md） / Markdown (.md)",
            Self::Toml => "TOML",
            Self::Json => "JSON",
        }
    }

    /// The name as messages print it.
    #[must_use]
    pub fn printed(self) -> &'static str {
        parted(self.in_words()).map_or(self.in_words(), |(zh, _)| zh)
    }

    /// The name as lists in English print it.
    #[must_use]
    pub fn in_english(self) -> &'static str {
        parted(self.in_words()).map_or(self.in_words(), |(_, en)| en).trim_start_matches("a ")
    }

    /// The extensions of its files without the dot; the first is the one to write.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Docx => &["docx"],
            Self::Doc => &["doc", "wps", "dot", "wpt"],
            Self::Rtf => &["rtf"],
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Xlsx => &["xlsx"],
            Self::Xls => &["xls", "et", "xlt", "ett"],
            Self::Html => &["html", "htm", "xhtml", "shtml"],
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown", "mkd"],
            Self::Toml => &["toml"],
            Self::Json => &["json"],
        }
    }

    /// The extensions of files that hold the same and are read alone: templates, files with macros, which are never run, and
    /// pages with their pictures in one file.
    #[must_use]
    pub fn read_extensions(self) -> &'static [&'static str] {
        match self {
            Self::Docx => &["docm", "dotx", "dotm"],
            Self::Xlsx => &["xlsm", "xltx", "xltm"],
            Self::Html => &["mht", "mhtml"],
            _ => &[],
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Rtf => "application/rtf",
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Toml => "application/toml",
            Self::Json => "application/json",
        }
    }

    /// What a written file is for, in both languages; nothing for formats that are read alone.
    #[must_use]
    pub fn purpose(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Docx => {
                ("报送：按公文格式排版，可继续修改", "to hand in: laid out as an official document, can be edited")
            }
            Self::Pdf => ("公示和存档：版面固定", "to publish and keep: the pages are fixed"),
            Self::Xlsx => {
                ("填表、下年继续用：带公式和下拉说明", "to fill in, and for next year: with formulas and hints")
            }
            Self::Html => ("公示：放到网站上的页面", "to publish: a page for the website"),
            Self::Ofd => ("存档：国家标准的版式文件", "to archive: pages in the national standard's format"),
            Self::Toml => (
                "存成文本：可用记事本修改，用于版本管理",
                "as text: can be edited anywhere and kept under version control",
            ),
            Self::Json => ("给别的程序用", "for other programs"),
            Self::Doc | Self::Rtf | Self::Xls | Self::Text | Self::Markdown => return None,
        })
    }

    /// The format of a file by its extension, upper or lower case.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// The format that a file is read as, by its extension.
    ///
    /// ```
    /// use gongkai::Format;
    /// let name = std::path::Path::new("报告.docm");
    /// assert_eq!((Format::of_input(name), Format::of_path(name)), (Some(Format::Docx), None));
    /// ```
    #[must_use]
    pub fn of_input(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let named = |format: &Self| format.read_extensions().contains(&extension.as_str());
        Self::of_path(path).or_else(|| Self::ALL.into_iter().find(named))
    }

    /// Whether reports can be read from it.
    #[must_use]
    pub fn is_read(self) -> bool {
        true
    }

    /// Whether reports can be written to it.
    #[must_use]
    pub fn is_written(self) -> bool {
        self.purpose().is_some()
    }

    /// The formats that reports are written in, as messages list them.
    pub(crate) fn list_written() -> String {
        let written = Self::ALL.into_iter().filter(|format| format.is_written());
        written.map(Self::as_str).collect::<Vec<_>>().join("、")
    }

    /// The formats that reports are read from, as messages list them.
    pub(crate) fn list_read() -> String {
        let read = Self::ALL.into_iter().filter(|format| format.is_read());
        read.map(Self::as_str).collect::<Vec<_>>().join("、")
    }

    /// Whether the file is text, so that places in it are lines and columns.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Text | Self::Markdown | Self::Toml | Self::Json)
    }

    /// Whether writing it takes faces.
    #[must_use]
    pub fn needs_fonts(self) -> bool {
        matches!(self, Self::Pdf | Self::Ofd)
    }

    /// Whether a report can be filled in there and read back.
    #[must_use]
    pub fn is_for_filling_in(self) -> bool {
        matches!(self, Self::Xlsx | Self::Toml)
    }

    /// The reader of documents of this format; TOML and JSON hold reports, not documents.
    #[cfg_attr(not(feature = "xlsx"), expect(unused_variables))]
    pub(crate) fn reader(self, options: &ReadOptions) -> Result<Box<dyn Reader>, ErrorKind> {
        match self {
            #[cfg(feature = "markdown")]
            Self::Text | Self::Markdown => Ok(Box::new(crate::mixed::MixedReader { markdown: self == Self::Markdown })),
            #[cfg(all(feature = "text", not(feature = "markdown")))]
            Self::Text => Ok(Box::new(gongkai_text::TextReader)),
            #[cfg(feature = "html")]
            Self::Html => Ok(Box::new(gongkai_html::HtmlReader)),
            #[cfg(feature = "docx")]
            Self::Docx => Ok(Box::new(gongkai_docx::DocxReader::with_embedded(crate::embedded::read))),
            #[cfg(feature = "doc")]
            Self::Doc => Ok(Box::new(crate::renewed::DocReader)),
            #[cfg(feature = "rtf")]
            Self::Rtf => Ok(Box::new(crate::renewed::RtfReader)),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => Ok(Box::new(match &options.sheet {
                Some(sheet) => gongkai_xlsx::XlsxReader::new().with_sheet(sheet),
                None => gongkai_xlsx::XlsxReader::new(),
            })),
            #[cfg(feature = "ofd")]
            Self::Ofd => Ok(Box::new(crate::renewed::OfdReader)),
            #[cfg(feature = "xls")]
            Self::Xls => Ok(Box::new(crate::renewed::XlsReader { sheet: options.sheet.clone() })),
            #[cfg(feature = "pdf")]
            Self::Pdf => Ok(Box::new(gongkai_pdf::PdfReader)),
            _ => Err(ErrorKind::NotBuiltIn(self)),
        }
    }

    /// The writer of documents of this format, for the document of a report.
    #[cfg_attr(
        not(any(feature = "html", feature = "pdf")),
        allow(unused_variables, reason = "each is asked by some of the formats")
    )]
    pub(crate) fn writer(self, report: Option<&Report>, options: &WriteOptions) -> Result<Box<dyn Writer>, ErrorKind> {
        match self {
            #[cfg(feature = "docx")]
            Self::Docx => Ok(Box::new(gongkai_docx::DocxWriter::new(options.style.clone()))),
            #[cfg(feature = "html")]
            Self::Html => {
                let writer = gongkai_html::HtmlWriter::new(options.style.clone());
                Ok(Box::new(match report {
                    _ if options.fragment => writer.as_fragment(),
                    Some(report) => writer.with_report(gongkai_data::write_json(report)),
                    None => writer,
                }))
            }
            #[cfg(feature = "xlsx")]
            Self::Xlsx => Ok(Box::new(
                gongkai_xlsx::XlsxWriter::with_style(options.style.clone()).with_hints(options.hints.clone()),
            )),
            #[cfg(feature = "pdf")]
            Self::Pdf => {
                let writer = gongkai_pdf::PdfWriter::new(options.fonts(), options.style.clone());
                Ok(Box::new(match report {
                    Some(report) => writer.with_report(gongkai_data::write_json(report)),
                    None => writer,
                }))
            }
            #[cfg(feature = "ofd")]
            Self::Ofd => Ok(Box::new(gongkai_ofd::OfdWriter::new(options.fonts(), options.style.clone()))),
            _ => Err(ErrorKind::NotBuiltIn(self)),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = ErrorKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = name.trim().trim_start_matches('.').to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == name)
            .ok_or(ErrorKind::UnknownFormat { name, content: None })
    }
}
