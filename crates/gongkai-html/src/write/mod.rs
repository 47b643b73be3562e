//! Writing: a page for a government site, or the part of one that is pasted into a site's editor.
//!
//! One page holds everything: no script, no picture, nothing from outside. [`content`] turns paragraphs and tables into
//! markup, [`heads`] says which heads each cell of a table stands under, [`dress`] says how each part looks (by classes
//! and one sheet on a page, by styles of its own in a part that is pasted), [`sheet`] is that sheet: for screens of any
//! width, for the dark, for high contrast, and for paper, where it is the filing in its house style.

mod content;
mod dress;
mod page;
mod sheet;
mod table;
mod text;

use gongkai_core::document::Document;
use gongkai_core::format::{WriteError, Writer, Written, holdable};
use gongkai_core::style::Style;

use self::content::Content;
use self::dress::Dress;

/// The format's name in messages.
const FORMAT: &str = "HTML";

/// Writes web pages.
///
/// Every cell of a form's table names the heads that it stands under and its key (`data-key`), and a number as programs
/// read it (`data-value`). The same document gives the same bytes. Characters that a page cannot hold or that turn the
/// direction of writing are refused; links lead to pages and mailboxes, and any other address is lost and said.
///
/// ```
/// use gongkai_core::format::Writer;
/// use gongkai_core::style::Style;
/// use gongkai_core::{Cell, Organ, Report, Year, compose};
/// use gongkai_html::HtmlWriter;
/// let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// report.set("applications.received.total".parse()?, Cell::parse("1,295"));
/// let page = HtmlWriter::new(Style::gbt9704()).write(&compose(&report))?;
/// let page = String::from_utf8(page.bytes)?;
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains(r#"data-key="applications.received.total" data-value="1295">1,295</td>"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct HtmlWriter {
    style: Style,
    report: Option<String>,
    fragment: bool,
}

impl HtmlWriter {
    /// A writer of pages that are printed in a house style.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// The same, putting the report itself into the page as JSON for programs to read.
    #[must_use]
    pub fn with_report(mut self, json: impl Into<String>) -> Self {
        self.report = Some(json.into());
        self
    }

    /// The same, writing only what stands in the page, with styles of its own: to be pasted into a site's editor.
    #[must_use]
    pub fn as_fragment(mut self) -> Self {
        self.fragment = true;
        self
    }
}

impl Writer for HtmlWriter {
    fn write(&self, document: &Document) -> Result<Written, WriteError> {
        holdable(document, FORMAT)?;
        let dress = if self.fragment { Dress::Inline } else { Dress::Classes };
        let content = Content::of(document, &self.style, dress);
        let text = if self.fragment {
            content.markup
        } else {
            page::whole(document, &self.style, &content, self.report.as_deref())
        };
        Ok(Written::new(text.into_bytes()).with_lost(content.lost))
    }
}
