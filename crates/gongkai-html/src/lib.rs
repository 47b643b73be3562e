//! Web pages: reading published reports, and writing pages for a site.
//!
//! [`HtmlReader`] parses a page as browsers parse it, whatever is broken in it, its own style sheets are followed as far as they
//! decide what is seen, and it is turned into the paragraphs and tables of a
//! [`Document`]: tables that only lay the page out are walked through, merged
//! cells are kept, what is hidden or struck out is left out and said, links are kept, pictures are remarked.
//! [`HtmlWriter`] writes one page that holds everything, or the part of it that a site's editor takes.

mod archive;
mod beside;
mod cell;
mod content;
mod cut_off;
mod decode;
mod dom;
mod flow;
mod forms;
mod frames;
mod guard;
mod leads;
mod line;
mod links;
mod lists;
mod meta;
mod parse;
mod pictures;
pub mod record;
mod remarks;
mod roles;
mod rows;
mod shown;
mod style;
mod table;
mod write;

use encoding_rs::Encoding;
use gongkai_core::document::Document;
use gongkai_core::format::{Limits, Meter, ReadError, Reader};

use crate::beside::{Beside, Part};
pub use crate::frames::frames;
pub use crate::leads::{Lead, Leads, leads};
use crate::shown::Page;
use crate::style::value::Breaks;
pub use crate::write::HtmlWriter;

/// What web pages are limited in beside the [`Limits`] of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 6] = [
    ("html_attributes", guard::MOST_ATTRIBUTES),
    ("html_value_bytes", parse::LONGEST_VALUE),
    ("html_selector_bytes", style::LONGEST_SELECTORS),
    ("html_condition_depth", style::DEEPEST),
    ("mht_parts", archive::MOST_PARTS),
    ("mht_header_lines", archive::MOST_HEADERS),
];

/// Reads a report from a web page.
///
/// ```
/// use gongkai_core::Cell;
/// use gongkai_core::format::{Limits, Reader};
/// use gongkai_recognize::recognize;
/// use gongkai_html::HtmlReader;
/// let page = "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政<b>许可</b><td>4</table>";
/// let reading = recognize(&HtmlReader.read(page.as_bytes(), &Limits::default())?);
/// assert_eq!(reading.report.cell("disclosure.licenses.decisions".parse()?), Some(&Cell::from(4)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct HtmlReader;

impl Reader for HtmlReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        limits.admit(bytes)?;
        let mut meter = Meter::new(limits);
        if archive::is_archive(bytes) {
            archive::read(bytes, &mut meter)
        } else {
            read_page(bytes, None, &Beside::default(), &mut meter)
        }
    }
}

/// The style sheets that a page calls by their addresses: they may have been saved beside it. None for a page that cannot
/// be read.
///
/// ```
/// let page = "<link rel=Stylesheet href='%E5%B9%B4%E6%8A%A5.files/stylesheet.css'><table><tr><td>4</table>";
/// assert_eq!(gongkai_html::style_sheets(page.as_bytes(), &Default::default()), ["年报.files/stylesheet.css"]);
/// ```
#[must_use]
pub fn style_sheets(bytes: &[u8], limits: &Limits) -> Vec<String> {
    if limits.admit(bytes).is_err() || archive::is_archive(bytes) || !style::may_link(bytes) {
        return Vec::new();
    }
    let Ok(text) = decode::decode(bytes, None) else { return Vec::new() };
    // The links alone are parsed, not all the page twice; of one in a comment nobody asks later.
    let links: String = text
        .match_indices("<link")
        .chain(text.match_indices("<LINK"))
        .filter_map(|(at, _)| text.get(at..)?.split_inclusive('>').next())
        .collect();
    let dom = parse::parse(&links, &mut Meter::new(limits));
    dom.map(|dom| style::linked(&dom).map(beside::plain).collect()).unwrap_or_default()
}

/// Reads a page with style sheets that were saved beside it, each by the address that [`style_sheets`] gives.
///
/// # Errors
/// [`ReadError`] when it is no page, holds no report, or is over a limit.
pub fn read_with_sheets(bytes: &[u8], sheets: &[(String, Vec<u8>)], limits: &Limits) -> Result<Document, ReadError> {
    let text = |bytes| encoding_rs::UTF_8.decode(bytes).0.into_owned();
    let parts: Vec<Part> = sheets.iter().map(|(address, bytes)| Part::new(address, "", Some(text(bytes)))).collect();
    read_page(bytes, None, &Beside::new(&parts, &Part::new("", "", None)), &mut Meter::new(limits))
}

/// Reads one page, whose encoding may be known from elsewhere, with what came with it.
fn read_page(
    bytes: &[u8],
    charset: Option<&'static Encoding>,
    beside: &Beside<'_>,
    meter: &mut Meter,
) -> Result<Document, ReadError> {
    meter.limits().admit(bytes)?;
    let text = cut_off::ended(decode::decode(bytes, charset)?);
    let dom = parse::parse(&text, meter)?;
    let mut page = Page::new(&dom, beside, Breaks::Space, meter)?;
    let mut taken = meter.clone();
    let mut document = flow::document(&page, &mut taken)?;
    if document.tables().next().is_none() && page.has_hidden_table() {
        // Some sites keep the article hidden until a script shows it; what was shown before is thrown away.
        page.hidden_too = true;
        taken = meter.clone();
        document = flow::document(&page, &mut taken)?;
    }
    *meter = taken;
    if document.tables().next().is_none() {
        let files = frames::of(&dom);
        if !files.is_empty() {
            return Err(frames::advice(&files));
        }
    }
    if document.blocks.is_empty() && document.remarks.is_empty() && dom.has_script() {
        return Err(ReadError::no_report(
            "页面没有文字，内容要由脚本显示；请在浏览器里打开，等内容出现后再另存 / the page has no text until its scripts run: open it in a browser and save it once the text is there",
        ));
    }
    Ok(document)
}
