//! Putting the parts of the newer notation together.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::{Markup, PackageWriter};

use crate::globals::{AUTOMATIC, Font, Globals};
use crate::sheet::Sheet;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub(crate) const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// The vocabularies of the parts.
pub(crate) const ROOT: [(&str, &str); 2] = [("xmlns", MAIN), ("xmlns:r", OF_OFFICE)];

/// A relationship: its id, its kind, its target, and whether that lies outside.
pub(crate) type Link = (String, &'static str, String, bool);

/// The package of a workbook.
pub(crate) fn of(stream: &[u8], globals: &Globals, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
    // It is read at once, so that nothing is gained by making it smaller.
    let mut package = PackageWriter::new().stored();
    let mut links: Vec<Link> = vec![
        ("styles".to_owned(), "styles", "styles.xml".to_owned(), false),
        ("texts".to_owned(), "sharedStrings", "sharedStrings.xml".to_owned(), false),
    ];
    let mut types = Markup::default();
    types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    types.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let main_type = format!("{CONTENT}.sheet.main+xml");
    types.empty("Override", &[("PartName", "/xl/workbook.xml"), ("ContentType", &main_type)]);
    for (number, entry) in globals.sheets.iter().enumerate() {
        // Of a chart nothing is read but its name.
        let (kind, part) = if entry.has_cells { ("worksheet", "sheet") } else { ("chartsheet", "chart") };
        links.push((format!("s{number}"), kind, format!("{part}{number}.xml"), false));
        if !entry.has_cells {
            continue;
        }
        let mut sheet = Sheet::read(stream, entry, meter)?;
        let text = sheet.part(&ROOT, meter)?;
        package.part(format!("xl/sheet{number}.xml"), text);
        let mut own: Vec<Link> = sheet
            .addresses()
            .enumerate()
            .map(|(index, address)| (format!("l{index}"), "hyperlink", address.to_owned(), true))
            .collect();
        if let Some(drawing) = sheet.drawing(meter)? {
            own.push(("drawing".to_owned(), "drawing", format!("drawing{number}.xml"), false));
            package.part(format!("xl/drawing{number}.xml"), drawing);
        }
        package.part(format!("xl/_rels/sheet{number}.xml.rels"), relationships(&own, meter)?);
    }
    package.part("[Content_Types].xml", types.finish());
    let main = ("main".to_owned(), "officeDocument", "xl/workbook.xml".to_owned(), false);
    package.part("_rels/.rels", relationships(&[main], meter)?);
    package.part("xl/workbook.xml", workbook(globals, meter)?);
    package.part("xl/_rels/workbook.xml.rels", relationships(&links, meter)?);
    package.part("xl/styles.xml", styles(globals, meter)?);
    package.part("xl/sharedStrings.xml", texts(globals, meter)?);
    package.finish().map_err(|error| ReadError::damaged(error.to_string()))
}

/// A part that is done.
fn done(part: Markup, meter: &mut Meter) -> Result<String, ReadError> {
    meter.renewed(part.len())?;
    Ok(part.finish())
}

pub(crate) fn relationships(links: &[Link], meter: &mut Meter) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
    for (id, kind, target, outside) in links {
        let kind = format!("{OF_OFFICE}/{kind}");
        let mode = if *outside { "External" } else { "Internal" };
        out.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target), ("TargetMode", mode)]);
        meter.fits(out.len())?;
    }
    done(out, meter)
}

fn workbook(globals: &Globals, meter: &mut Meter) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open("workbook", &ROOT);
    out.empty("workbookPr", &[("date1904", if globals.epoch_1904 { "1" } else { "0" })]);
    out.open("sheets", &[]);
    for (number, sheet) in globals.sheets.iter().enumerate() {
        let (id, place) = (format!("s{number}"), (number + 1).to_string());
        let state = if sheet.hidden { "hidden" } else { "visible" };
        out.empty("sheet", &[("name", &sheet.name), ("sheetId", &place), ("state", state), ("r:id", &id)]);
    }
    out.close();
    out.open("definedNames", &[]);
    for (name, range) in globals.named() {
        out.open("definedName", &[("name", name)]);
        out.text(&range);
        out.close();
        meter.fits(out.len())?;
    }
    done(out, meter)
}

fn styles(globals: &Globals, meter: &mut Meter) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open("styleSheet", &ROOT);
    out.open("numFmts", &[]);
    for (number, code) in &globals.formats {
        out.empty("numFmt", &[("numFmtId", &number.to_string()), ("formatCode", code)]);
        meter.fits(out.len())?;
    }
    out.close();
    out.open("fonts", &[]);
    // One for each style, so that no number has to be counted anew.
    for style in &globals.styles {
        out.open("font", &[]);
        look(globals.font(style.font), &mut out);
        out.close();
    }
    out.close();
    out.open("fills", &[]);
    for style in &globals.styles {
        let (pattern, colour) = style.fill;
        let name = match pattern {
            0 => "none",
            1 => "solid",
            _ => "gray125",
        };
        out.open("fill", &[]);
        out.open("patternFill", &[("patternType", name)]);
        out.empty("fgColor", &[("indexed", &colour.to_string())]);
        out.close();
        out.close();
    }
    out.close();
    out.open("borders", &[]);
    for line in ["none", "thin"] {
        out.open("border", &[]);
        out.empty("left", &[("style", line)]);
        out.close();
    }
    out.close();
    out.open("cellXfs", &[]);
    for (number, style) in globals.styles.iter().enumerate() {
        let (format, font) = (style.format.to_string(), number.to_string());
        let frame = if style.framed { "1" } else { "0" };
        // Each has its own fill, as it has its own font.
        out.empty("xf", &[("numFmtId", &format), ("fontId", &font), ("fillId", &font), ("borderId", frame)]);
    }
    out.close();
    if !globals.palette.is_empty() {
        out.open("colors", &[]);
        out.open("indexedColors", &[]);
        (0..8).for_each(|_| out.empty("rgbColor", &[]));
        for [red, green, blue] in &globals.palette {
            out.empty("rgbColor", &[("rgb", &format!("FF{red:02X}{green:02X}{blue:02X}"))]);
        }
        out.close();
        out.close();
    }
    done(out, meter)
}

/// What a font says of the look of its text.
fn look(font: Font, out: &mut Markup) {
    for (on, name) in [(font.struck, "strike"), (font.bold, "b"), (font.underlined, "u")] {
        if on {
            out.empty(name, &[]);
        }
    }
    if let Some(height) = font.height {
        // In twentieths of a point.
        out.empty("sz", &[("val", &(f32::from(height) / 20.0).to_string())]);
    }
    if font.colour != AUTOMATIC {
        out.empty("color", &[("indexed", &font.colour.to_string())]);
    }
    match font.level {
        1 => out.empty("vertAlign", &[("val", "superscript")]),
        2 => out.empty("vertAlign", &[("val", "subscript")]),
        _ => {}
    }
}

fn texts(globals: &Globals, meter: &mut Meter) -> Result<String, ReadError> {
    let mut out = Markup::default();
    out.open("sst", &ROOT);
    for text in &globals.texts {
        out.open("si", &[]);
        let write = |part: &str, out: &mut Markup| {
            out.open("t", &[("xml:space", "preserve")]);
            // The newer notation reads `_x0041_` as a character's number.
            out.text(&part.replace("_x", "_x005F_x"));
            out.close();
        };
        if text.runs.is_empty() {
            write(&text.whole(), &mut out);
        } else {
            let first = text.runs.first().map_or(0, |(at, _)| *at);
            let ends = text.runs.iter().skip(1).map(|(at, _)| *at).chain([text.units.len()]);
            let runs = text.runs.iter().zip(ends).map(|((at, font), end)| (*at, end, Some(*font)));
            for (from, to, font) in std::iter::once((0, first, None)).chain(runs).filter(|(from, to, _)| from < to) {
                out.open("r", &[]);
                if let Some(font) = font {
                    out.open("rPr", &[]);
                    look(globals.font(font), &mut out);
                    out.close();
                }
                write(&text.part(from, to), &mut out);
                out.close();
            }
        }
        out.close();
        meter.fits(out.len())?;
    }
    done(out, meter)
}
