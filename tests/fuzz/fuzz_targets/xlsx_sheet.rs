//! Any bytes as the only sheet of a workbook, its shared texts, its styles and the drawing on the sheet, so that the fuzzer
//! need not learn to pack.
#![no_main]

mod guarded;
mod parted;

use gongkai_core::format::{Limits, Reader};
use gongkai::recognize::recognize;
use gongkai_opc::PackageWriter;
use libfuzzer_sys::fuzz_target;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const DRAWINGS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>"#;

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    let [sheet, strings, styles, drawing] = parted::parts(data);
    let mut package = PackageWriter::new();
    package.part("[Content_Types].xml", TYPES);
    package.part("_rels/.rels", ROOT);
    package.part("xl/workbook.xml", BOOK);
    package.part("xl/_rels/workbook.xml.rels", SHEETS);
    package.part("xl/worksheets/sheet1.xml", sheet);
    for (name, part) in [("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles)] {
        if !part.is_empty() {
            package.part(name, part);
        }
    }
    if !drawing.is_empty() {
        package.part("xl/worksheets/_rels/sheet1.xml.rels", DRAWINGS);
        package.part("xl/drawings/drawing1.xml", drawing);
    }
    let Ok(bytes) = package.finish() else { return };
    if let Ok(document) = gongkai_xlsx::XlsxReader::new().read(&bytes, &Limits::default()) {
        let _ = recognize(&document);
    }
});
