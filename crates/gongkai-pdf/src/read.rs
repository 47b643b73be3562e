//! Reading PDF: characters with their places and ruling lines become paragraphs and tables.
//!
//! A PDF holds no paragraphs and no tables, only characters and lines at places of a page. The way back has these
//! steps, each in a module of its own: what a page draws (`content`, `characters`) and what lies over it (`notes`,
//! `fields`, `typed`), which of that is seen (`ink`), what lies over other text (`overprint`) and what is in force (`strikes`),
//! what stands at one place of all pages (`fixed`, over the `sketch` of each), what stands off its line (`raised`), the grids that ruling lines (`rulings`) or
//! shaded areas (`shades`) make (`lattice`), what stands in their cells (`cells`) and in rows without rulings of their own (`open_row`), text that runs over a ruling (`runs`), rows without side rulings
//! between them (`bands`), tables without column rulings (`rows` and `aligned` find them, `columns` and `anchors` their
//! columns and rows, `groups` the columns of their upper heads, `placing` fills them and `doubts` marks what is not certain), page numbers and running titles
//! (`furniture`), tables over page breaks (`continued`), paragraphs from lines (`paragraphs`), and headings by the file's own
//! `outline`. What a file asks for
//! is counted before it is given (`guard`, `census`, `draws`, `paints`, `typefaces`).

mod aligned;
mod anchors;
mod bands;
mod boxes;
mod budget;
mod cells;
mod census;
mod characters;
mod columns;
mod compatibility;
mod content;
mod continued;
mod digits;
mod doubts;
mod draws;
mod encodings;
mod fields;
mod fixed;
mod fold;
mod forms;
mod furniture;
mod groups;
mod guard;
mod ink;
mod lattice;
mod limits;
mod lines;
mod notes;
mod open_row;
mod outline;
mod outside_faces;
mod overprint;
mod page;
mod pages;
mod paints;
mod paragraphs;
mod pictures;
mod placing;
mod raised;
mod rows;
mod rulings;
mod runs;
mod shades;
mod sketch;
mod streams;
mod strikes;
mod typed;
mod typefaces;

use std::panic::AssertUnwindSafe;

use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError, Reader};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings, RenderContent};

use content::{Interpreting, PageContent};
use digits::Digits;
use draws::Draws;
use forms::Forms;
use guard::Unpackings;
pub use limits::LIMITS;
use outline::Outline;

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
        let unpackings = guard::admit(bytes, limits)?;
        let read = || {
            // The parser is other people's code. Should it panic on a malformed file, or our count stop it, the
            // unwinding ends here, and nothing of its state is used afterwards.
            std::panic::catch_unwind(AssertUnwindSafe(|| read(bytes, &unpackings, limits))).unwrap_or_else(|payload| {
                let broken = || ReadError::damaged("PDF 结构无法解析 / its structure cannot be parsed");
                Err(payload.downcast::<ReadError>().map_or_else(|_| broken(), |error| *error))
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

fn read(bytes: &[u8], unpackings: &Unpackings, limits: &Limits) -> Result<Document, ReadError> {
    let mut meter = Meter::new(limits);
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refused(&error))?;
    let streams = guard::admit_streams(&pdf, unpackings, limits)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ReadError::damaged("没有页面 / it has no pages"));
    }
    meter.pages(pages.len())?;
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        cmap_resolver: encodings::resolver(),
        font_resolver: outside_faces::resolver(),
        ..InterpreterSettings::default()
    };
    let forms = Forms::of(&pdf, &mut meter)?;
    let mut with = Interpreting {
        cache: InterpreterCache::new(),
        settings,
        forms,
        draws: Draws::of(streams),
        scale: 1.0,
        digits: Digits::default(),
        outlined: std::collections::HashSet::new(),
        watermarks: std::collections::BTreeSet::new(),
    };
    let mut assembled = pages::Pages::default();
    let mut seen = Seen { remarks: with.forms.remarks(), ..Seen::default() };
    for (index, page) in pages.iter().enumerate() {
        let mut content = content::read_page(page, index + 1, &mut with, &mut meter)?;
        seen.add(&mut content);
        assembled.add(index + 1, content, &mut meter)?;
    }
    let beside = with.draws.broken_beside();
    if beside > 0 {
        let detail = format!(
            "文件里有 {beside} 段数据损坏（如字体的文字对照），读出的文字可能有缺错 / pieces of the file's data are damaged, such as what a font says of its characters; the text may lack some or be wrong"
        );
        seen.remarks.push(Remark::new(RemarkKind::Unknown, detail, Position::default()));
    }
    seen.judge()?;
    let misnamed = with.digits.judge()?;
    seen.remarks.extend(misnamed.remark());
    let mut document = assembled.document(&misnamed, &mut meter)?;
    Outline::of(&pdf, &mut meter)?.mark(&mut document.blocks);
    if let Some(said) = pdf.metadata().keywords.as_deref().and_then(notes::decode) {
        document.properties.take_publication(&said);
    }
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
    fn add(&mut self, content: &mut PageContent) {
        self.pages += 1;
        self.remarks.append(&mut content.remarks);
        let position = Position::default().page(self.pages);
        let visible = content.glyphs.iter().filter(|glyph| !glyph.char.is_whitespace()).count();
        self.characters += visible;
        self.unreadable += content.unreadable;
        self.hidden += content.hidden;
        let scan = content.covered > 0.4 && visible < 40;
        self.scans += usize::from(scan);
        let mut remark = |kind, detail: String| self.remarks.push(Remark::new(kind, detail, position));
        let pictures = content.pictures.iter().filter(|picture| !picture.drawn).count();
        if pictures > 0 {
            remark(RemarkKind::Picture, format!("{pictures} 幅图片未读 / pictures not read"));
        }
        if content.broken > 0 {
            remark(
                RemarkKind::Unknown,
                format!(
                    "本页有 {} 段内容损坏，其中的文字没有读全 / pieces of the page's content are damaged; not all of their text is read",
                    content.broken
                ),
            );
        }
        if content.hidden > 0 {
            remark(
                RemarkKind::NotShown,
                format!(
                    "{} 个看不见的字符（如扫描件下的识别文字、白底白字、被盖住的字）未读 / characters that nobody sees",
                    content.hidden
                ),
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
        Err(ReadError::no_report(message))
    }
}
