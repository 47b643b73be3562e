//! A cell or paragraph as its element stands in the file: what makes its look, and what it holds beside text.

use std::borrow::Cow;
use std::ops::Range;

use gongkai_core::characters::is_control;
use gongkai_core::format::Limits;
use gongkai_opc::{Node, XmlReader};
use quick_xml::escape::escape;

use super::Held;

/// Why an element is not written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It holds something that would be lost.
    Holds(Held),
    /// It cannot be read by itself.
    Damaged,
}

/// What would be lost if the text around it were replaced, by the names of elements, in Chinese and English.
const KEPT: [(&[&str], Held); 6] = [
    (&["tbl"], Held { zh: "表格", en: "a table" }),
    (&["drawing", "pict", "object"], Held { zh: "图片或图形", en: "a picture" }),
    (&["sdt"], Held { zh: "内容控件", en: "a content control" }),
    (&["fldChar", "fldSimple", "hyperlink"], Held { zh: "域或链接", en: "a field or a link" }),
    (&["ins", "del", "moveFrom", "moveTo"], Held { zh: "修订", en: "a tracked change" }),
    (
        &["footnoteReference", "endnoteReference", "commentReference", "altChunk"],
        Held { zh: "注或批注", en: "a note or a comment" },
    ),
];

/// An element of the file, with the ranges of what makes its look.
#[derive(Debug)]
pub(super) struct Element<'x> {
    source: &'x str,
    /// Its own start tag.
    opening: Range<usize>,
    cell: bool,
    /// The settings of a cell.
    cell_settings: Range<usize>,
    /// The settings of its first paragraph.
    paragraph_settings: Range<usize>,
    /// The settings of its first run, or of the paragraph's end.
    run_settings: Range<usize>,
    /// Bookmarks, which other places may refer to.
    bookmarks: Vec<Range<usize>>,
    text: String,
}

impl<'x> Element<'x> {
    /// The element of this text, `<w:tc>…</w:tc>` or `<w:p>…</w:p>`.
    pub(super) fn of(source: &'x str) -> Result<Self, Unfit> {
        let limits = Limits::default();
        let mut xml = XmlReader::new(source, "", &limits);
        let mut element = Self {
            source,
            opening: 0..0,
            cell: false,
            cell_settings: 0..0,
            paragraph_settings: 0..0,
            run_settings: 0..0,
            bookmarks: Vec::new(),
            text: String::new(),
        };
        // What is open, from the outside: its name, where it began, where its content begins.
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut of_mark = 0..0;
        loop {
            match xml.node().map_err(|_| Unfit::Damaged)? {
                Node::Open(tag) => {
                    let name = tag.name().to_owned();
                    if open.is_empty() {
                        element.opening = 0..xml.position();
                        element.cell = name == "tc";
                    }
                    let in_settings = open.iter().any(|(name, _)| name.ends_with("Pr"));
                    if let Some((_, what)) = KEPT.iter().find(|(names, _)| names.contains(&name.as_str()))
                        && !in_settings
                    {
                        return Err(Unfit::Holds(*what));
                    }
                    let paragraphs = open.iter().filter(|(name, _)| name == "p").count();
                    match name.as_str() {
                        "p" if paragraphs == 0 && !element.text.is_empty() => element.text.push('\n'),
                        "br" | "cr" => element.text.push('\n'),
                        "tab" if !in_settings => element.text.push('\t'),
                        _ => {}
                    }
                    open.push((name, xml.begun()));
                }
                Node::Close => {
                    let Some((name, begun)) = open.pop() else { return Err(Unfit::Damaged) };
                    let range = begun..xml.position();
                    let parent = open.last().map(|(name, _)| name.as_str());
                    match (name.as_str(), parent) {
                        ("tcPr", Some("tc")) => element.cell_settings = range,
                        ("pPr", Some("p")) if element.paragraph_settings.is_empty() => {
                            element.paragraph_settings = range;
                        }
                        ("rPr", Some("r")) if element.run_settings.is_empty() => element.run_settings = range,
                        ("rPr", Some("pPr")) if of_mark.is_empty() => of_mark = range,
                        ("bookmarkStart" | "bookmarkEnd", _) => element.bookmarks.push(range),
                        _ => {}
                    }
                }
                Node::Text(text) => {
                    if open.last().is_some_and(|(name, _)| name == "t") {
                        element.text.push_str(&text);
                    }
                }
                Node::End => break,
            }
        }
        // A paragraph's end says in its own settings what a tracked change did to it, which a run cannot say.
        let marked = element.part(&of_mark);
        if element.run_settings.is_empty() && !["ins ", "del "].iter().any(|change| marked.contains(change)) {
            element.run_settings = of_mark;
        }
        Ok(element)
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(&self) -> bool {
        self.cell
    }

    /// Its text, paragraphs parted by line ends.
    pub(super) fn text(&self) -> &str {
        self.text.trim_end_matches('\n')
    }

    /// The cell with these paragraphs.
    pub(super) fn refilled<'t>(&self, lines: impl Iterator<Item = &'t str>) -> String {
        let (opening, name) = (self.part(&self.opening), self.name());
        let mut lines: Vec<String> = lines.map(|line| self.paragraph(line)).collect();
        if let Some(first) = lines.first_mut()
            && let Some(end) = first.rfind("</")
        {
            // Bookmarks stay in the cell, so that what refers to them finds it.
            first.insert_str(end, &self.bookmarks());
        }
        // Word writes an empty element for nothing, which ends where it begins.
        let opening = opening.strip_suffix("/>").map_or(Cow::Borrowed(opening), |tag| Cow::Owned(format!("{tag}>")));
        format!("{opening}{}{}</{name}>", self.part(&self.cell_settings), lines.concat())
    }

    /// A paragraph of this look.
    pub(super) fn like(&self, text: &str) -> String {
        self.paragraph(text)
    }

    /// What stays of a paragraph whose text is replaced elsewhere: bookmarks, and the end of a section of pages.
    pub(super) fn left_over(&self) -> String {
        let settings = self.part(&self.paragraph_settings);
        let prefix = self.prefix();
        match (settings.contains("sectPr"), self.bookmarks()) {
            (true, bookmarks) => format!("<{prefix}p>{settings}{bookmarks}</{prefix}p>"),
            (false, bookmarks) => bookmarks,
        }
    }

    fn paragraph(&self, text: &str) -> String {
        let prefix = self.prefix();
        let settings = self.part(&self.paragraph_settings);
        // The end of a section of pages belongs to one paragraph alone.
        let settings = if settings.contains("sectPr") { "" } else { settings };
        let run = if text.is_empty() {
            String::new()
        } else {
            format!("<{prefix}r>{}{}</{prefix}r>", self.part(&self.run_settings), texts(prefix, text))
        };
        format!("<{prefix}p>{settings}{run}</{prefix}p>")
    }

    fn bookmarks(&self) -> String {
        self.bookmarks.iter().map(|range| self.part(range)).collect()
    }

    fn part(&self, range: &Range<usize>) -> &'x str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// The element's name with its prefix.
    fn name(&self) -> &'x str {
        let tag = self.part(&self.opening).trim_start_matches('<');
        tag.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default()
    }

    /// The prefix with its colon; nothing where the file has none.
    fn prefix(&self) -> &'x str {
        let name = self.name();
        name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
    }
}

/// A paragraph without a look of its own.
pub(super) fn plain(prefix: &str, text: &str) -> String {
    format!("<{prefix}p><{prefix}r>{}</{prefix}r></{prefix}p>", texts(prefix, text))
}

fn texts(prefix: &str, text: &str) -> String {
    let shown: String = text.chars().filter(|&c| !is_control(c)).collect();
    format!("<{prefix}t xml:space=\"preserve\">{}</{prefix}t>", escape(shown.as_str()))
}

/// The part's bytes, which are UTF-8 whatever its declaration said before.
pub(super) fn as_utf8(text: String) -> Vec<u8> {
    let Some(end) = text.find("?>").filter(|_| text.starts_with("<?xml")) else { return text.into_bytes() };
    let (declaration, rest) = text.split_at(end);
    if declaration.to_lowercase().contains("utf-16") {
        return format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"{rest}").into_bytes();
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_look() {
        let source = "<w:tc><w:tcPr><w:tcW w:w=\"9\"/></w:tcPr><w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
            <w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>\
            <w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc>";
        let element = Element::of(source).unwrap();
        assert_eq!(element.text(), "12");
        assert_eq!(
            element.refilled(["<3>"].into_iter()),
            "<w:tc><w:tcPr><w:tcW w:w=\"9\"/></w:tcPr><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
             <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">&lt;3&gt;</w:t></w:r>\
             <w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/></w:p></w:tc>"
        );
    }

    #[test]
    fn what_would_be_lost_is_named() {
        let holding = |inner: &str| match Element::of(&format!("<w:tc><w:p>{inner}</w:p></w:tc>")) {
            Err(Unfit::Holds(held)) => held.zh,
            _ => "",
        };
        assert_eq!(holding("<w:r><w:drawing/></w:r>"), "图片或图形");
        assert_eq!(holding("<w:ins><w:r/></w:ins>"), "修订");
        // What a paragraph's end says of a change is no content.
        let source = "<w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr></w:p>";
        assert_eq!(
            Element::of(source).unwrap().like("x"),
            "<w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">x</w:t></w:r></w:p>"
        );
    }

    #[test]
    fn an_empty_cell_takes_the_look_of_its_mark() {
        let source = "<tc><p><pPr><rPr><sz val=\"21\"/></rPr></pPr></p></tc>";
        let filled = Element::of(source).unwrap().refilled(["7"].into_iter());
        assert!(filled.contains("<r><rPr><sz val=\"21\"/></rPr><t xml:space=\"preserve\">7</t></r>"), "{filled}");
    }
}
