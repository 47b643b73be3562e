//! Reading PDF: characters with their places and ruling lines become paragraphs and tables.
//!
//! A PDF holds no paragraphs and no tables, only characters and lines at places of a page. The way back has these
//! steps, each in a module of its own: what a page draws (`content`, `characters`), the grids that ruling lines (`rulings`) make (`lattice`) and
//! what stands in their cells (`cells`), text that runs over a ruling (`runs`), rows without side rulings
//! between them (`bands`), tables without column rulings (`rows` and `aligned` find them, `columns` and `anchors` their
//! columns and rows, `placing` fills them and `doubts` marks what is not certain), page numbers and running titles
//! (`furniture`), tables over page breaks (`continued`), and paragraphs from lines (`paragraphs`).

mod aligned;
mod anchors;
mod bands;
mod budget;
mod cells;
mod characters;
mod columns;
mod content;
mod continued;
mod doubts;
mod draws;
mod fold;
mod furniture;
mod guard;
mod lattice;
mod lines;
mod pages;
mod paragraphs;
mod placing;
mod rows;
mod rulings;
mod runs;

use std::panic::AssertUnwindSafe;

use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, ReadError, Reader};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings, RenderContent};

use budget::{Budget, Overrun};
use content::PageContent;
use draws::Draws;

/// Reads PDF.
///
/// Tables are found by their ruling lines, else by alignment; tables that a page break cuts are put together, page
/// numbers and running titles left out, each with a [`Remark`]. Text that nobody sees (under a scanned picture, outside
/// the page) is not read, and a file that has no other text is refused with advice: a machine's guess at a picture's
/// digits is not what was published.
///
/// Digits that one cell holds on two lines are joined when the first line fills the cell's width, as in `5440` over
/// `8`; otherwise they are kept apart by `\n`. Nothing ever joins digits of two cells.
///
/// ```
/// use gongkai_core::format::{Limits, ReadError, Reader};
/// use gongkai_pdf::PdfReader;
///
/// let error = PdfReader.read(b"PK\x03\x04", &Limits::default()).unwrap_err();
/// assert!(matches!(error, ReadError::NotThisFormat { .. }));
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct PdfReader;

/// The stack of the thread that reads: forms within forms are drawn by recursion, fifty deep at most. Only what is
/// used is ever taken from the system.
const STACK: usize = 128 << 20;

impl Reader for PdfReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        limits.admit(bytes)?;
        guard::admit(bytes, limits)?;
        let read = || {
            // The parser is other people's code. Should it panic on a malformed file, or our budget stop it, the
            // unwinding ends here, and nothing of its state is used afterwards.
            std::panic::catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or_else(|payload| {
                Err(payload.downcast_ref::<Overrun>().map_or_else(
                    || ReadError::damaged("PDF 结构无法解析 / its structure cannot be parsed"),
                    |overrun| overrun.error(limits),
                ))
            })
        };
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
            match thread.spawn_scoped(scope, read) {
                Ok(handle) => handle.join().unwrap_or_else(|_| Err(ReadError::damaged("PDF 结构无法解析"))),
                Err(_) => read(),
            }
        })
    }
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut budget = Budget::new(limits);
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refused(&error))?;
    guard::admit_streams(&pdf, limits)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ReadError::damaged("没有页面 / it has no pages"));
    }
    if pages.len() > limits.pages {
        return Err(ReadError::TooLarge { what: "页数 / pages", limit: limits.pages });
    }
    let mut draws = Draws::default();
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut assembled = pages::Pages::default();
    let mut seen = Seen::default();
    for (index, page) in pages.iter().enumerate() {
        draws.admit(page).map_err(|overrun| overrun.error(limits))?;
        let content = content::read_page(page, &cache, &settings, &mut budget);
        seen.add(&content, limits)?;
        assembled.add(index + 1, content, limits)?;
    }
    seen.judge()?;
    let mut document = assembled.document(limits)?;
    document.remarks.extend(seen.remarks);
    document.remarks.sort_by_key(|remark| remark.position.page);
    Ok(document)
}

/// Why the file did not open.
fn refused(error: &LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::damaged("找不到页面目录 / no catalogue of pages"),
    }
}

/// What the pages show and do not show, to say what the file is when it holds no text.
#[derive(Debug, Default)]
struct Seen {
    pages: usize,
    characters: usize,
    unreadable: usize,
    hidden: usize,
    scans: usize,
    remarks: Vec<Remark>,
}

impl Seen {
    fn add(&mut self, content: &PageContent, limits: &Limits) -> Result<(), ReadError> {
        self.pages += 1;
        let position = Position::default().page(self.pages);
        let visible = content.glyphs.iter().filter(|glyph| !glyph.char.is_whitespace()).count();
        self.characters += visible;
        if self.characters > limits.characters {
            return Err(Overrun::Characters.error(limits));
        }
        self.unreadable += content.unreadable;
        self.hidden += content.hidden;
        let scan = content.covered > 0.4 && visible < 40;
        self.scans += usize::from(scan);
        let mut remark = |kind, detail: String| self.remarks.push(Remark::new(kind, detail, position));
        if content.pictures > 0 {
            let detail = format!("{} 幅图片未读 / pictures not read", content.pictures);
            remark(RemarkKind::Picture, detail);
        }
        if content.hidden > 0 {
            remark(
                RemarkKind::NotShown,
                format!("{} 个看不见的字符（如扫描件下的识别文字）未读 / characters drawn in no ink", content.hidden),
            );
        }
        if content.clipped > 0 {
            remark(
                RemarkKind::NotShown,
                format!("{} 个字符在页面或裁剪区之外，未读 / characters outside the page", content.clipped),
            );
        }
        if content.aslant > 0 {
            remark(
                RemarkKind::NotShown,
                format!("{} 个斜排字符（如水印）未读 / characters aslant, as of a watermark", content.aslant),
            );
        }
        if content.unreadable > 0 {
            remark(
                RemarkKind::Unknown,
                format!(
                    "{} 个字符的字体没有 Unicode 对照表，读作“\u{FFFD}” / characters whose font does not name them",
                    content.unreadable
                ),
            );
        }
        Ok(())
    }

    /// Refuses a file whose text is not there or cannot be known.
    fn judge(&self) -> Result<(), ReadError> {
        let message = if self.characters == 0 && self.hidden > 0 {
            "PDF 只有扫描图片和图片下自动识别的文字，识别文字可能有错，不当作公布的数据；\
             请取得由 Word 或 WPS 直接导出的 PDF，或 .docx 文件 \
             / a scan with a layer of recognised text, which is not taken for what was published"
        } else if self.characters == 0 && self.scans > 0 {
            "PDF 是扫描件，只有图片，没有文字；请取得由 Word 或 WPS 直接导出的 PDF，或 .docx 文件 \
             / a scanned PDF: its pages are pictures without text"
        } else if self.characters == 0 {
            "PDF 中没有文字 / no text in the PDF"
        } else if self.unreadable.saturating_mul(3) > self.characters {
            "PDF 的字体没有 Unicode 对照表，文字无法读出；请用 Word 或 WPS 重新导出，或取得 .docx 文件 \
             / its fonts do not say which characters they draw"
        } else if self.scans.saturating_mul(2) > self.pages {
            "PDF 的多数页面是扫描图片，没有文字；请取得由 Word 或 WPS 直接导出的 PDF，或 .docx 文件 \
             / most pages are pictures without text"
        } else {
            return Ok(());
        };
        Err(ReadError::NoReport { message: message.to_owned() })
    }
}
