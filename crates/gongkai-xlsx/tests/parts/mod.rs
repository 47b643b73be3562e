//! Workbooks of given parts, as no program writes them.

use gongkai_opc::PackageWriter;

/// The namespaces of a workbook's parts.
pub(crate) const NAMESPACES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A workbook of one sheet with the given content of its part, and other parts that replace or join the usual.
pub(crate) fn workbook(sheet: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let usual = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{kind}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {NAMESPACES}><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{kind}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {NAMESPACES}>{sheet}</worksheet>")),
    ];
    let mut writer = PackageWriter::new();
    for (name, content) in usual {
        let replaced = parts.iter().find(|part| part.0 == name).map_or(content.as_str(), |part| part.1);
        writer.part(name, replaced);
    }
    for (name, content) in parts.iter().filter(|part| !part.0.contains("workbook.xml") && part.0 != "_rels/.rels") {
        writer.part(*name, *content);
    }
    writer.finish().expect("packs")
}
