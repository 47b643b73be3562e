//! Workbooks that Excel saves as XML (XML 表格 2003), and that programs without an office write under the name `.xls`.

mod sheet;
mod styles;

use gongkai_core::document::Remark;
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Markup, Node, PackageWriter, XmlReader};

use crate::globals::MOST_SHEETS;
use crate::package::{CONTENT, Link, ROOT, relationships};
use sheet::Sheet;
use styles::Styles;

/// How the file is called in messages about its XML.
const FILE: &str = "XML 表格";

/// The package of a workbook in XML, and what is said of it.
pub(crate) fn package(bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, Vec<Remark>), ReadError> {
    let text = gongkai_encoding::decode(bytes, FILE)?;
    let mut meter = Meter::new(limits);
    let mut xml = XmlReader::new(&text, FILE, limits);
    loop {
        match xml.node()? {
            Node::Open(element) if element.name() == "Workbook" => break,
            Node::Open(element) => {
                let found = Some(format!("<{}>", element.name()));
                return Err(ReadError::NotThisFormat { expected: "XML 表格 2003", found });
            }
            Node::End => return Err(ReadError::NotThisFormat { expected: "XML 表格 2003", found: None }),
            Node::Close | Node::Text(_) => {}
        }
    }
    let mut book = Book::default();
    loop {
        match xml.node()? {
            Node::Open(element) => match element.name() {
                "Styles" => book.styles.read(&mut xml, &mut meter)?,
                // Each name stands in them.
                "Names" => {}
                "NamedRange" => {
                    meter.nodes(2)?;
                    let (name, range) = (element.attribute("Name")?, element.attribute("RefersTo")?);
                    if let (Some(name), Some(range)) = (name, range.as_deref().and_then(named)) {
                        meter.characters(name.chars().count().saturating_add(range.len()))?;
                        book.names.push((name.into_owned(), range));
                    }
                    xml.skip()?;
                }
                "Worksheet" => {
                    if book.sheets.len() >= MOST_SHEETS {
                        return Err(ReadError::TooLarge { what: "工作表数 / sheets", limit: MOST_SHEETS });
                    }
                    let name = element.attribute("Name")?.unwrap_or_default().into_owned();
                    meter.characters(name.chars().count())?;
                    book.sheets.push(Sheet::read(name, &mut xml, &book.styles, &mut book.remarks, &mut meter)?);
                }
                // How dates count is said among the settings of the program.
                "ExcelWorkbook" => {}
                "Date1904" => {
                    book.epoch_1904 = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Node::Close | Node::Text(_) => {}
            Node::End => break,
        }
    }
    let remarks = std::mem::take(&mut book.remarks);
    Ok((book.packed(&mut meter)?, remarks))
}

/// A workbook that was read.
#[derive(Debug, Default)]
struct Book {
    styles: Styles,
    sheets: Vec<Sheet>,
    /// Names that mean a part of a sheet, with what they mean.
    names: Vec<(String, String)>,
    remarks: Vec<Remark>,
    epoch_1904: bool,
}

impl Book {
    fn packed(self, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
        // It is read at once, so that nothing is gained by making it smaller.
        let mut package = PackageWriter::new().stored();
        let mut links: Vec<Link> = vec![("styles".to_owned(), "styles", "styles.xml".to_owned(), false)];
        let mut types = Markup::default();
        types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
        types.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let main_type = format!("{CONTENT}.sheet.main+xml");
        types.empty("Override", &[("PartName", "/xl/workbook.xml"), ("ContentType", &main_type)]);
        let mut workbook = Markup::default();
        workbook.open("workbook", &ROOT);
        workbook.empty("workbookPr", &[("date1904", if self.epoch_1904 { "1" } else { "0" })]);
        workbook.open("sheets", &[]);
        for (number, sheet) in self.sheets.into_iter().enumerate() {
            let (id, place) = (format!("s{number}"), (number + 1).to_string());
            let state = if sheet.hidden { "hidden" } else { "visible" };
            workbook.empty("sheet", &[("name", &sheet.name), ("sheetId", &place), ("state", state), ("r:id", &id)]);
            links.push((id, "worksheet", format!("sheet{number}.xml"), false));
            let own: Vec<Link> = sheet
                .addresses
                .into_iter()
                .enumerate()
                .map(|(index, address)| (format!("l{index}"), "hyperlink", address, true))
                .collect();
            package.part(format!("xl/_rels/sheet{number}.xml.rels"), relationships(&own, meter)?);
            package.part(format!("xl/sheet{number}.xml"), sheet.part);
        }
        workbook.close();
        workbook.open("definedNames", &[]);
        for (name, range) in &self.names {
            workbook.open("definedName", &[("name", name)]);
            workbook.text(range);
            workbook.close();
            meter.fits(workbook.len())?;
        }
        package.part("[Content_Types].xml", types.finish());
        let main = ("main".to_owned(), "officeDocument", "xl/workbook.xml".to_owned(), false);
        package.part("_rels/.rels", relationships(&[main], meter)?);
        package.part("xl/workbook.xml", workbook.finish());
        package.part("xl/_rels/workbook.xml.rels", relationships(&links, meter)?);
        package.part("xl/styles.xml", self.styles.part(meter)?);
        package.finish().map_err(|error| ReadError::damaged(error.to_string()))
    }
}

/// A part of a sheet, as the newer notation writes it.
fn named(said: &str) -> Option<String> {
    let (sheet, range) = said.trim_start_matches('=').rsplit_once('!')?;
    Some(format!("{sheet}!{}", sheet::range(range)?))
}

/// Whether a setting is on.
fn is_on(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "True")
}
