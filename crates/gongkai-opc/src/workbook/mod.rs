//! The cells of a workbook (SpreadsheetML) as they are stored: what each holds, how it looks, and what lies over them.
//!
//! Reports and registers come in the same workbooks, and both are read cell by cell from here: shared and rich text
//! with what is raised or struck in it, numbers with all the digits that the file has, formulas without a result, cells
//! that a file states twice, pictures over cells. Empty rectangles cost nothing, and everything kept is counted first.

mod cells;
mod dates;
mod drawing;
mod palette;
mod place;
mod rich;
mod styles;

pub use cells::{Cells, Held, Stored};
pub use dates::Moment;
pub use drawing::TextBox;
pub use place::{Place, Rectangle, parse, parse_range, parse_reference};
pub use rich::Rich;
pub use styles::{CellLook, Fill, Styles};

use gongkai_core::format::{Limits, Meter, ReadError};

use self::palette::Palette;
use crate::{Node, Package, PackageKind, Relationships, XmlReader};

/// A workbook that was opened: its sheets by name, its styles and its strings.
#[derive(Debug)]
pub struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<SheetEntry>,
    names: Vec<(String, String)>,
    strings: Vec<Rich>,
    styles: Styles,
    limits: Limits,
}

/// A sheet as the workbook lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// Its name on the tab.
    pub name: String,
    /// Whether the program does not show it.
    pub hidden: bool,
    /// Whether it holds cells; a sheet of a chart does not.
    pub has_cells: bool,
    part: Option<String>,
}

impl SheetEntry {
    /// The name of its part in the package, where it has one.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        self.part.as_deref()
    }
}

impl<'a> Workbook<'a> {
    /// Opens a workbook and reads its styles and strings.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes are no workbook, are damaged, encrypted, or over a limit.
    pub fn open(bytes: &'a [u8], meter: &mut Meter) -> Result<Self, ReadError> {
        let limits = meter.limits().clone();
        let mut package = Package::open(bytes, PackageKind::Spreadsheet, &limits)?;
        let main = package.main_part("xl/workbook.xml").or_else(|error| {
            // The binary workbook has another main part.
            if package.has("xl/workbook.bin") { Ok("xl/workbook.bin".to_owned()) } else { Err(error) }
        })?;
        if main.to_lowercase().ends_with(".bin") {
            return Err(ReadError::Unsupported {
                format: "二进制工作簿（.xlsb） / binary workbooks (.xlsb)",
                advice: "请打开后另存为 .xlsx / save it as .xlsx",
            });
        }
        let relationships = package.relationships(&main)?;
        let text = package.xml_part(&main)?.unwrap_or_default();
        let (sheets, names, epoch_1904) = listed(&text, &main, &relationships, meter)?;
        drop(text);
        let beside = |kind: &str, usual: &str| {
            relationships.target(&main, kind).unwrap_or_else(|| match main.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/{usual}"),
                None => usual.to_owned(),
            })
        };
        let (styles_part, strings_part) =
            (beside("styles", "styles.xml"), beside("sharedStrings", "sharedStrings.xml"));
        let mut palette = Palette::default();
        let theme_part = beside("theme", "theme/theme1.xml");
        if let Some(text) = package.xml_part(&theme_part)? {
            palette.read_theme(&text, &theme_part, meter)?;
        }
        let styles = match package.xml_part(&styles_part)? {
            Some(text) => styles::read(&text, &styles_part, (epoch_1904, palette), meter)?,
            None => Styles::plain(epoch_1904),
        };
        let strings = match package.xml_part(&strings_part)? {
            Some(text) => rich::read_shared(&text, &strings_part, styles.palette(), meter)?,
            None => Vec::new(),
        };
        Ok(Self { package, sheets, names, strings, styles, limits })
    }

    /// The sheets in their order.
    #[must_use]
    pub fn sheets(&self) -> &[SheetEntry] {
        &self.sheets
    }

    /// The defined names with their formulas.
    #[must_use]
    pub fn names(&self) -> &[(String, String)] {
        &self.names
    }

    /// How cells look.
    #[must_use]
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The shared string of a number.
    #[must_use]
    pub fn string(&self, number: usize) -> Option<&Rich> {
        self.strings.get(number)
    }

    /// Reads the cells of a sheet by its place in [`Workbook::sheets`]; none at all for a sheet of a chart. So many
    /// empty cells are kept as have a frame, because a form's empty cells are blanks of the report; a whole sheet
    /// formatted in advance is not.
    ///
    /// # Errors
    /// [`ReadError`] when the sheet's part is missing or damaged, or holds more than the meter allows.
    pub fn cells(&mut self, index: usize, framed_blanks: usize, meter: &mut Meter) -> Result<Cells, ReadError> {
        let Some(entry) = self.sheets.get(index).filter(|sheet| sheet.has_cells) else { return Ok(Cells::default()) };
        let part = entry.part.clone().unwrap_or_default();
        let Some(text) = self.package.xml_part(&part)? else {
            return Err(ReadError::damaged(format!("缺少工作表“{}”的部件 / a sheet's part is missing", entry.name)));
        };
        let mut cells = cells::read(&text, &part, (&self.strings, &self.styles), framed_blanks, meter)?;
        drop(text);
        let relationships = self.package.relationships(&part)?;
        cells.name_links(&relationships);
        let drawings: Vec<String> = relationships
            .of_type("drawing")
            .filter_map(|entry| crate::relationships::resolve(&part, &entry.target))
            .collect();
        for drawing in drawings {
            if let Some(text) = self.package.xml_part(&drawing)? {
                drawing::read(&text, &drawing, &self.limits, &mut cells, meter)?;
            }
        }
        Ok(cells)
    }
}

type Listed = (Vec<SheetEntry>, Vec<(String, String)>, bool);

/// The sheets and names that the workbook's main part lists, and whether its days are counted from 1904.
fn listed(text: &str, part: &str, relationships: &Relationships, meter: &mut Meter) -> Result<Listed, ReadError> {
    let limits = meter.limits().clone();
    let mut reader = XmlReader::new(text, part, &limits);
    let (mut sheets, mut names, mut epoch_1904) = (Vec::new(), Vec::new(), false);
    let mut name: Option<(String, String)> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => match element.name() {
                "workbookPr" => {
                    epoch_1904 = element.attribute("date1904")?.is_some_and(|value| is_true(&value));
                }
                "sheet" => {
                    meter.blocks(1)?;
                    let id = element.attribute("id")?.unwrap_or_default();
                    let kind = relationships.by_id(&id).map(|entry| entry.kind.clone()).unwrap_or_default();
                    let state = element.attribute("state")?.unwrap_or_default();
                    sheets.push(SheetEntry {
                        name: element.attribute("name")?.unwrap_or_default().into_owned(),
                        hidden: matches!(state.as_ref(), "hidden" | "veryHidden"),
                        has_cells: kind.is_empty() || kind == "worksheet",
                        part: relationships.part(part, &id),
                    });
                }
                "definedName" => {
                    meter.nodes(1)?;
                    name = Some((element.attribute("name")?.unwrap_or_default().into_owned(), String::new()));
                }
                _ => {}
            },
            Node::Text(text) => {
                if let Some((_, formula)) = &mut name {
                    meter.characters(text.len().div_ceil(3))?;
                    formula.push_str(&text);
                }
            }
            Node::Close => names.extend(name.take()),
            Node::End => return Ok((sheets, names, epoch_1904)),
        }
    }
}

/// Whether an attribute says yes.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
