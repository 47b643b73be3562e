//! Word documents built by hand from the XML of their parts.
#![allow(dead_code, reason = "shared by tests that use parts of it")]

use gongkai_core::document::{Block, Document};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_docx::DocxReader;
use gongkai_opc::PackageWriter;

/// The namespaces of WordprocessingML and of what stands inside it.
pub(crate) const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of this body, with the parts given by the last segment of their relationship: `styles`, `numbering`.
pub(crate) fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>");
    package_of(&document, parts)
}

/// A document of this main part.
pub(crate) fn package_of(document: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut writer = PackageWriter::new();
    writer.part("[Content_Types].xml", "<Types/>");
    writer.part(
        "_rels/.rels",
        format!(r#"<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>"#),
    );
    writer.part("word/document.xml", document);
    let relationships: String = parts
        .iter()
        .map(|(kind, _)| format!(r#"<Relationship Id="{kind}" Type="{TYPE}/{kind}" Target="{kind}.xml"/>"#))
        .collect();
    writer.part(
        "word/_rels/document.xml.rels",
        format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{relationships}</Relationships>"#),
    );
    for (kind, content) in parts {
        writer.part(format!("word/{kind}.xml"), format!("<w:{kind} {NAMESPACES}>{content}</w:{kind}>"));
    }
    writer.finish().unwrap()
}

pub(crate) fn try_read(bytes: &[u8]) -> Result<Document, ReadError> {
    DocxReader::new().read(bytes, &Limits::default())
}

pub(crate) fn read(body: &str, parts: &[(&str, &str)]) -> Document {
    try_read(&package(body, parts)).expect("read")
}

/// Every paragraph's text and every table's cells in reading order, one line each.
pub(crate) fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Table(table) => {
                for cell in table.cells() {
                    let (rows, columns) = (cell.row_span, cell.column_span);
                    lines.push(format!("[{},{} {rows}x{columns}] {}", cell.row, cell.column, cell.text));
                }
            }
        }
    }
    lines
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with properties.
pub(crate) fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}
