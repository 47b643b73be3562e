//! One pass over the content that docx-rs builds, which puts right what the schema of ISO/IEC 29500-1 or Microsoft's
//! validator does not take: the order of properties, an attribute too many, and the missing repetition of head rows.
//!
//! What is read is written on at once. Where an element ends, it is known whether it says anything, and the properties in
//! it are put in order where they lie.

use gongkai_core::Within;
use gongkai_core::document::{Document, Table};
use gongkai_core::format::WriteError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::FORMAT;

/// What repeats a row of a table on every page that the table reaches.
const REPEATS: &str = "<w:tblHeader/>";

/// The part with its elements in order.
///
/// # Errors
/// [`WriteError::Failed`] when the part is not well-formed, which is not expected of docx-rs.
pub(super) fn mend(part: &[u8], document: &Document) -> Result<Vec<u8>, WriteError> {
    let failed = |detail: String| WriteError::Failed { format: FORMAT, detail: detail.into() };
    let text = std::str::from_utf8(part).map_err(|error| failed(error.to_string()))?;
    let mut reader = Reader::from_str(text);
    let mut out = String::with_capacity(text.len());
    out.push_str(super::furniture::DECLARATION);
    let mut mended = Mended { out, open: Vec::new(), tables: document.tables(), heads: Vec::new() };
    loop {
        match reader.read_event().map_err(|error| failed(error.to_string()))? {
            Event::Start(start) => mended.begin(&start),
            Event::Empty(start) => {
                mended.begin(&start);
                mended.end();
            }
            Event::End(_) => mended.end(),
            Event::Text(text) => mended.text(&text.into_inner()),
            Event::GeneralRef(reference) => mended.text(&format!("&{};", &*reference)),
            Event::Eof => return Ok(mended.out.into_bytes()),
            _ => {}
        }
    }
}

/// The part as far as it is written.
struct Mended<T> {
    out: String,
    /// The elements that have begun, the innermost last.
    open: Vec<Open>,
    /// The tables that are still to come.
    tables: T,
    /// Of each table that has begun, how many rows of its head are still to come.
    heads: Vec<usize>,
}

/// An element that has begun. Places are bytes of what is written.
struct Open {
    /// Where its start begins.
    start: usize,
    /// Where its name ends.
    name_end: usize,
    /// Where its start ends and its content begins.
    inner: usize,
    /// The order of its children, by the schema.
    order: Option<&'static [&'static str]>,
    /// Of each child of an element whose children have an order, its place in it and where it ends.
    children: Vec<(usize, usize)>,
    /// Whether it is a row of a table's head.
    repeats: bool,
}

impl<'d, T: Iterator<Item = &'d Table>> Mended<T> {
    fn begin(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        let name: &str = name.as_ref();
        let start = self.out.len();
        self.out.push('<');
        self.out.push_str(name);
        let name_end = self.out.len();
        self.attributes(name, element);
        self.out.push('>');
        let mut repeats = false;
        match name {
            "w:tbl" => self.heads.push(self.tables.next().map_or(0, |table| table.head_rows)),
            "w:tr" => {
                if let Some(left) = self.heads.last_mut().filter(|left| **left > 0) {
                    *left -= 1;
                    repeats = true;
                }
            }
            _ => {}
        }
        let (inner, order) = (self.out.len(), order(name));
        self.open.push(Open { start, name_end, inner, order, children: Vec::new(), repeats });
    }

    /// The attributes without those that do not belong: a type on grid columns, and paragraph ids, which are all the same.
    fn attributes(&mut self, name: &str, element: &BytesStart<'_>) {
        if !matches!(name, "w:gridCol" | "w:p") {
            let raw = element.attributes_raw().trim();
            if !raw.is_empty() {
                self.out.push(' ');
                self.out.push_str(raw);
            }
            return;
        }
        for attribute in element.attributes().flatten() {
            let key: &str = attribute.key.as_ref();
            if !matches!(key, "w:type" | "w14:paraId") {
                self.out.extend([" ", key, "=\"", &attribute.value, "\""]);
            }
        }
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        let empty = self.out.len() == element.inner;
        match self.name(&element) {
            "w:tbl" => {
                self.heads.pop();
            }
            // Properties that say nothing.
            "w:rPr" | "w:pPr" | "w:tcPr" | "w:trPr" if empty => return self.out.truncate(element.start),
            _ => {}
        }
        let of_row = self.name(&element) == "w:trPr";
        if of_row && self.open.last_mut().is_some_and(|row| std::mem::take(&mut row.repeats)) {
            self.out.push_str(REPEATS);
        }
        self.put_in_order(&element);
        if empty {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.extend_from_within(element.start + 1..element.name_end);
            self.out.push('>');
        }
        self.is_child(Some(&element));
    }

    fn name(&self, element: &Open) -> &str {
        self.out.within(element.start + 1..element.name_end)
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.is_child(None);
        }
    }

    /// What was written last is a child: an element or text. Those that the schema's order does not name come last.
    fn is_child(&mut self, element: Option<&Open>) {
        let Some(order) = self.open.last().and_then(|parent| parent.order) else { return };
        let name = element.and_then(|element| self.name(element).strip_prefix("w:")).unwrap_or_default();
        let place = order.iter().position(|known| *known == name).unwrap_or(order.len());
        let end = self.out.len();
        if let Some(parent) = self.open.last_mut() {
            parent.children.push((place, end));
        }
    }

    /// Puts the children of an element in the order of the schema.
    fn put_in_order(&mut self, element: &Open) {
        if element.children.is_sorted_by_key(|(place, _)| place) {
            return;
        }
        let starts = std::iter::once(element.inner).chain(element.children.iter().map(|(_, end)| *end));
        let mut children: Vec<(usize, usize, usize)> =
            element.children.iter().zip(starts).map(|(&(place, end), start)| (place, start, end)).collect();
        children.sort_by_key(|(place, ..)| *place);
        let ordered: String = children.iter().map(|(_, start, end)| self.out.within(*start..*end)).collect();
        self.out.replace_range(element.inner.., &ordered);
    }
}

/// The order of the children of a properties element.
fn order(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:rPr" => &["rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "vertAlign", "lang"],
        "w:pPr" => &["pStyle", "keepNext", "keepLines", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr"],
        "w:tblPr" => &["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"],
        "w:tcPr" => &["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"],
        "w:sectPr" => {
            &["headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
        }
        _ => return None,
    })
}
