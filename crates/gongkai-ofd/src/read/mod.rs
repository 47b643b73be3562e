//! Reading: from the package to pages, and from pages to a PDF that draws the same.

mod beside;
mod canvas;
mod media;
mod notes;
mod numbers;
mod objects;
mod page;
mod pdf;
mod resources;
mod structure;
mod things;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Package, PackageKind};

use canvas::Typefaces;
use page::Drawn;
use resources::Resources;

/// What such a file is limited in beside the limits of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 2] = [("ofd_path_steps", numbers::MOST_STEPS), ("ofd_text_bytes", things::LONGEST)];

/// The pages of an OFD file as a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewed {
    /// The PDF: characters in no face, lines, areas, and a blank in the place of each picture.
    pub pdf: Vec<u8>,
    /// The title that the file states of itself.
    pub title: Option<String>,
    /// Who made it, as the file states.
    pub author: Option<String>,
    /// The words that the file states it is found by.
    pub keywords: Vec<String>,
    /// What was left out on the way.
    pub remarks: Vec<Remark>,
}

/// How much of a page a picture covers that is a scan of it, and how few characters such a page has.
const SCAN: f64 = 0.4;
const FEW: usize = 40;

/// Puts the pages of an OFD file into a PDF.
///
/// # Errors
/// [`ReadError`] when the bytes are no OFD file, are damaged, encrypted, over a limit, or hold no text.
///
/// ```
/// use gongkai_core::format::{Limits, ReadError};
/// let error = gongkai_ofd::renew(b"%PDF-1.7", &Limits::default()).unwrap_err();
/// assert!(matches!(error, ReadError::NotThisFormat { .. }));
/// ```
pub fn renew(bytes: &[u8], limits: &Limits) -> Result<Renewed, ReadError> {
    let mut package = Package::open(bytes, PackageKind::Ofd, limits)?;
    let mut meter = Meter::new(limits);
    let structure = structure::read(&mut package, limits, &mut meter)?;
    let count = structure.documents.iter().map(|document| document.pages.len()).sum();
    meter.pages(count)?;
    if count == 0 {
        return Err(ReadError::damaged("没有页面 / it has no pages"));
    }
    let mut faces = Typefaces::default();
    let (mut pages, mut remarks, mut outline) = (Vec::new(), Vec::new(), Vec::new());
    let (mut characters, mut scans, mut outlines) = (0_usize, 0_usize, 0_usize);
    for document in &structure.documents {
        // Numbers are a document's own.
        let mut resources = Resources::default();
        for part in &document.resources {
            resources.add(&mut package, part, limits, &mut meter)?;
        }
        let lists = notes::lists(&mut package, document, limits, &mut meter)?;
        beside::seals(&mut package, document, pages.len() + 1, &mut remarks, (limits, &mut meter))?;
        for (id, entry) in &document.pages {
            let number = pages.len() + 1;
            let mut drawn =
                page::read(&mut package, entry, document, (&mut resources, &mut faces), (limits, &mut meter))?;
            for part in lists.get(id).into_iter().flatten() {
                let (on, with) = ((&mut drawn, number), (&resources, &mut faces));
                notes::draw(&mut package, part, on, with, &mut remarks, (limits, &mut meter))?;
            }
            characters = characters.saturating_add(drawn.characters);
            scans += usize::from(drawn.covered > SCAN && drawn.characters < FEW);
            outlines = outlines.saturating_add(drawn.outlines);
            say(&drawn, number, &mut remarks);
            pages.push(drawn.canvas);
        }
        beside::attachments(&mut package, document, &mut remarks, limits, &mut meter)?;
        outline.extend(document.outline.iter().cloned());
    }
    judge(characters, (scans, outlines), pages.len())?;
    if structure.outdated > 0 {
        let said =
            format!("另有 {} 个版本不是当前版本，未读 / versions that are not the current one", structure.outdated);
        remarks.push(Remark::new(RemarkKind::NotShown, said, Position::default()));
    }
    let pdf = pdf::file(pages, &faces, &outline);
    Ok(Renewed { pdf, title: structure.title, author: structure.author, keywords: structure.keywords, remarks })
}

/// Says what of a page cannot be read.
fn say(drawn: &Drawn, number: usize, remarks: &mut Vec<Remark>) {
    if drawn.composites > 0 {
        let said = format!(
            "{} 个组合图形找不到或层层相套，未读入 / composite graphics are missing or nested too deep, and not read",
            drawn.composites
        );
        remarks.push(Remark::new(RemarkKind::Unknown, said, Position::default().page(number)));
    }
}

/// Refuses a file whose text is not there.
fn judge(characters: usize, (scans, outlines): (usize, usize), pages: usize) -> Result<(), ReadError> {
    /// A report of fewer letters says nothing; a badge or a chart has fewer drawings.
    const LETTERS: usize = 300;
    let message = if characters == 0 && scans > 0 {
        "OFD 是扫描件，只有图片，没有文字；请取得由 Word 或 WPS 直接导出的 OFD、PDF，或 .docx 文件 \
         / a scanned OFD: its pages are pictures without text"
    } else if characters == 0 && outlines >= LETTERS {
        "OFD 的文字都转成了曲线，没有文字可读；请取得由 Word 或 WPS 直接导出的 OFD、PDF，或 .docx 文件 \
         / its letters were turned into outlines, so that there is no text"
    } else if characters == 0 {
        "OFD 中没有文字 / no text in the OFD"
    } else if scans.saturating_mul(2) > pages {
        "OFD 的多数页面是扫描图片，没有文字；请取得由 Word 或 WPS 直接导出的 OFD、PDF，或 .docx 文件 \
         / most pages are pictures without text"
    } else {
        return Ok(());
    };
    Err(ReadError::no_report(message))
}
