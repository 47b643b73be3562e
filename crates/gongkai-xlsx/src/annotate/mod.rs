//! Notes on the cells of a workbook that somebody else made, and nothing else changed.
//!
//! A sheet gets its notes in the part of its comments and their shapes in its drawing; where it had none, both are added
//! with their relationships and content types, and the sheet's own part gets the one element that names the drawing.
//! Cells, formulas and styles are not touched. A note that a cell has stays, and ours stands below it; threaded comments
//! are left alone, and what belongs to their cell stands at the next free one.

mod drawing;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::document::cell_name;
use gongkai_core::format::{AnnotateError, Annotated, Annotating, Annotation, Annotator, Limits, Meter, ReadError};
use gongkai_opc::workbook::{Place, Workbook};
use gongkai_opc::{
    Insertions, Node, Package, PackageEdit, PackageKind, Relationships, XmlReader, is_signed, is_strict, open_tag,
    relationships_part, resolve, with_content_type, with_default_type, with_relationship,
};

use notes::Notes;

const CONTENT_TYPES: &str = "[Content_Types].xml";
const NOTES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Puts notes on the cells of workbooks (`.xlsx`, `.xlsm`).
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsxAnnotator;

impl XlsxAnnotator {
    /// An annotator.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Annotator for XlsxAnnotator {
    fn annotate(
        &self,
        bytes: &[u8],
        remarks: &[Annotation],
        by: &Annotating,
        limits: &Limits,
    ) -> Result<Annotated, AnnotateError> {
        let sheets = sheets(bytes, limits)?;
        let first = sheets.iter().position(|sheet| !sheet.hidden && sheet.part.is_some());
        let Some(first) = first else {
            return Err(AnnotateError::NoPlace("工作簿没有显示的工作表 / no sheet is shown".to_owned()));
        };
        let mut by_sheet: BTreeMap<usize, BTreeMap<Place, Vec<&str>>> = BTreeMap::new();
        let mut at_start = Vec::new();
        for (index, remark) in remarks.iter().enumerate() {
            let number = |part: Option<u32>| part.and_then(|number| number.checked_sub(1));
            let sheet = number(remark.at.page).and_then(|page| usize::try_from(page).ok());
            let sheet = sheet.filter(|sheet| sheets.get(*sheet).is_some_and(|sheet| sheet.part.is_some()));
            let cell = sheet.and(number(remark.at.table_row).zip(number(remark.at.table_column)));
            if cell.is_none() {
                at_start.push(index);
            }
            let place = cell.unwrap_or((0, 0));
            by_sheet.entry(sheet.unwrap_or(first)).or_default().entry(place).or_default().push(&remark.text);
        }
        let mut package = Package::open(bytes, PackageKind::Spreadsheet, limits)?;
        if is_signed(package.names()) {
            return Err(AnnotateError::Signed);
        }
        let types = package.xml_part(CONTENT_TYPES)?.ok_or_else(|| ReadError::damaged(CONTENT_TYPES))?;
        let mut changing = Changing { package, edit: PackageEdit::default(), types, limits };
        for (sheet, cells) in by_sheet {
            let Some(part) = sheets.get(sheet).and_then(|sheet| sheet.part.as_deref()) else { continue };
            changing.sheet(part, &cells, by)?;
        }
        changing.edit.put(CONTENT_TYPES, changing.types);
        Ok(Annotated::new(changing.edit.apply(bytes)?, at_start))
    }
}

/// A sheet as the workbook lists it.
struct Listed {
    hidden: bool,
    part: Option<String>,
}

fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Listed>, ReadError> {
    let book = Workbook::open(bytes, &mut Meter::new(limits))?;
    let listed = book.sheets().iter().map(|sheet| Listed {
        hidden: sheet.hidden,
        part: sheet.part().filter(|_| sheet.has_cells).map(str::to_owned),
    });
    Ok(listed.collect())
}

/// A package that is being changed.
struct Changing<'p> {
    package: Package<'p>,
    edit: PackageEdit,
    types: String,
    limits: &'p Limits,
}

impl Changing<'_> {
    /// Puts notes on the cells of a sheet.
    fn sheet(&mut self, part: &str, cells: &BTreeMap<Place, Vec<&str>>, by: &Annotating) -> Result<(), AnnotateError> {
        let text = self.text(part)?;
        let strict = is_strict(&text);
        let links = self.package.relationships(part)?;
        let rels_name = relationships_part(part);
        let mut rels = self.package.xml_part(&rels_name)?;

        let there = links.target(part, "comments").filter(|name| self.package.has(name));
        let before = there.as_deref().map(|name| self.text(name)).transpose()?;
        let mut notes = Notes::after(before.as_deref(), there.as_deref().unwrap_or_default(), strict, self.limits)?;
        let mut shapes = Vec::new();
        let mut taken: BTreeSet<Place> = cells.keys().copied().collect();
        taken.extend(notes.places());
        for (&place, texts) in cells {
            let said = signed(by, &texts.join("\n\n"));
            if notes.append(place, &said) {
                continue;
            }
            let (place, said) = if notes.has(place) {
                let free = free(place, &taken);
                (free, format!("（关于 {}）{said}", cell_name(place.0, place.1)))
            } else {
                (place, said)
            };
            taken.insert(place);
            notes.add(place, &said, &by.author);
            shapes.push((place, said.lines().count()));
        }
        match &there {
            Some(name) => self.edit.put(name, notes.finish(self.limits)?),
            None => {
                let name = self.free_name("xl/comments", "xml");
                let target = format!("/{name}");
                let (with_link, _) =
                    with_relationship(rels.as_deref(), &rels_name, ("comments", strict), &target, self.limits)?;
                rels = Some(with_link);
                self.types = with_content_type(&self.types, &name, NOTES_TYPE, self.limits)?;
                self.edit.put(name, notes.finish(self.limits)?);
            }
        }
        if !shapes.is_empty() {
            self.draw(part, &text, &links, &mut rels, &shapes)?;
        }
        if let Some(rels) = rels {
            self.edit.put(rels_name, rels);
        }
        Ok(())
    }

    /// Puts the shapes of new notes into the sheet's drawing.
    fn draw(
        &mut self,
        part: &str,
        text: &str,
        links: &Relationships,
        rels: &mut Option<String>,
        shapes: &[(Place, usize)],
    ) -> Result<(), AnnotateError> {
        let sheet = Outline::of(text, part, self.limits)?;
        let there =
            sheet.drawing.as_deref().and_then(|id| links.by_id(id)).and_then(|link| resolve(part, &link.target));
        if let Some(name) = there.filter(|name| self.package.has(name)) {
            let before = self.text(&name)?;
            self.edit.put(name, drawing::with_shapes(&before, shapes)?);
            return Ok(());
        }
        let name = self.free_name("xl/drawings/vmlDrawing", "vml");
        let rels_name = relationships_part(part);
        let strict = is_strict(text);
        let (with_link, id) =
            with_relationship(rels.as_deref(), &rels_name, ("vmlDrawing", strict), &format!("/{name}"), self.limits)?;
        *rels = Some(with_link);
        self.types = with_default_type(&self.types, "vml", DRAWING_TYPE, self.limits)?;
        self.edit.put(name, drawing::with_shapes(drawing::EMPTY, shapes)?);
        let namespace = if strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        let prefix = if sheet.prefix.is_empty() { String::new() } else { format!("{}:", sheet.prefix) };
        let element = format!("<{prefix}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>");
        let mut insertions = Insertions::default();
        insertions.insert(sheet.drawing_at, element);
        self.edit.put(part, insertions.into_text(text));
        Ok(())
    }

    /// A part as UTF-8 text; parts in UTF-16 are not rewritten.
    fn text(&mut self, name: &str) -> Result<String, AnnotateError> {
        let bytes = self.package.part(name)?;
        let bytes = bytes.ok_or_else(|| ReadError::damaged(format!("包内没有部件 {name} / no such part")))?;
        String::from_utf8(bytes)
            .map_err(|_| AnnotateError::NoPlace(format!("{name} 不是 UTF-8，不能加批注 / is not in UTF-8")))
    }

    /// A name that no part has.
    fn free_name(&self, stem: &str, ending: &str) -> String {
        let names = (1..).map(|number: u32| format!("{stem}{number}.{ending}"));
        names.into_iter().find(|name| !self.package.has(name) && !self.edit.has(name)).unwrap_or_default()
    }
}

/// What of a sheet's part matters for its drawing of notes.
struct Outline {
    prefix: String,
    /// The relationship of the drawing that it has.
    drawing: Option<String>,
    /// Where the element that names one belongs.
    drawing_at: usize,
}

impl Outline {
    fn of(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        /// What the schema puts behind the drawing of notes.
        const BEHIND: [&str; 9] = [
            "legacyDrawingHF",
            "drawingHF",
            "picture",
            "oleObjects",
            "controls",
            "webPublishItems",
            "tableParts",
            "extLst",
            "AlternateContent",
        ];
        let mut reader = XmlReader::new(text, part, limits);
        let mut outline = Self { prefix: String::new(), drawing: None, drawing_at: 0 };
        loop {
            match reader.node()? {
                Node::Open(_) if reader.depth() == 1 => {
                    let tag = open_tag(text, reader.begun(), reader.position());
                    outline.prefix = tag.map(|tag| tag.prefix.to_owned()).unwrap_or_default();
                }
                Node::Open(element) if reader.depth() == 2 => {
                    if element.name() == "legacyDrawing" {
                        outline.drawing = element.attribute("id")?.map(|id| id.into_owned());
                    } else if BEHIND.contains(&element.name()) && outline.drawing_at == 0 {
                        outline.drawing_at = reader.begun();
                    }
                }
                Node::Close if reader.depth() == 0 && outline.drawing_at == 0 => outline.drawing_at = reader.begun(),
                Node::End => return Ok(outline),
                _ => {}
            }
        }
    }
}

/// A text with who says it and when, since a note has no other place for either.
fn signed(by: &Annotating, text: &str) -> String {
    let date = by.date.map(|date| format!(" {date}")).unwrap_or_default();
    format!("{}{date}：\n{text}", by.author)
}

/// The next cell at the right, else below, that has no note.
fn free((row, column): Place, taken: &BTreeSet<Place>) -> Place {
    const NEAR: u32 = 16;
    let right = (1..NEAR).map(|step| (row, column.saturating_add(step)));
    let below = (1..).map(|step: u32| (row.saturating_add(step), column));
    right.chain(below).find(|place| !taken.contains(place)).unwrap_or((row, column))
}
