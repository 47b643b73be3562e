//! What is said of the whole workbook: its sheets, fonts, formats, styles, shared texts and names.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

use crate::formula;
use crate::records::{self, Record};
use crate::strings::{Reader, Text};

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(crate) struct SheetEntry {
    pub(crate) name: String,
    /// Where in the stream it begins.
    pub(crate) at: usize,
    pub(crate) hidden: bool,
    /// Whether it holds cells; a chart does not.
    pub(crate) has_cells: bool,
}

/// A font as far as it says what is in force.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Font {
    /// In twentieths of a point, where it says so.
    pub(crate) height: Option<u16>,
    pub(crate) struck: bool,
    pub(crate) bold: bool,
    pub(crate) underlined: bool,
    /// 1 raised, 2 lowered.
    pub(crate) level: u16,
    /// The number of its colour.
    pub(crate) colour: u16,
}

/// A style of cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) font: u16,
    pub(crate) format: u16,
    pub(crate) framed: bool,
    /// The pattern that it is filled with, 0 for none and 1 for one colour, and the number of that colour.
    pub(crate) fill: (u16, u16),
}

/// A name: what it is called, and its formula's tokens.
#[derive(Debug)]
struct Name {
    name: String,
    tokens: Vec<u8>,
}

/// Everything that is said of the whole workbook.
#[derive(Debug, Default)]
pub(crate) struct Globals {
    pub(crate) sheets: Vec<SheetEntry>,
    pub(crate) fonts: Vec<Font>,
    pub(crate) formats: Vec<(u16, String)>,
    pub(crate) styles: Vec<Style>,
    pub(crate) texts: Vec<Text>,
    pub(crate) epoch_1904: bool,
    /// The colours that the workbook sets for numbers from 8 on.
    pub(crate) palette: Vec<[u8; 3]>,
    /// Whether it has sheets of macros.
    pub(crate) macro_sheets: bool,
    names: Vec<Name>,
    /// The first sheet that each reference to sheets means.
    references: Vec<i16>,
}

/// The colour that is whichever is seen.
pub(crate) const AUTOMATIC: u16 = 0x7fff;
/// A workbook has no more sheets; each of them costs parts of its own, whatever is on it.
pub(crate) const MOST_SHEETS: usize = 1000;
/// A workbook has no more styles of cells: their numbers have two bytes.
pub(crate) const MOST_STYLES: usize = 65_536;

/// The version that the records are of.
const BIFF8: u16 = 0x0600;

/// A workbook of a version that is not read.
fn too_old() -> ReadError {
    ReadError::Unsupported {
        format: "Excel 95 或更早的工作簿 / workbooks of Excel 95 and before",
        advice: "请用 Excel 或 WPS 打开后另存为 .xlsx / save it as .xlsx",
    }
}

impl Globals {
    pub(crate) fn read(stream: &[u8], meter: &mut Meter) -> Result<Self, ReadError> {
        let mut globals = Self::default();
        let mut records = records::from(stream, 0);
        let first = records.next().filter(|record| record.number == records::BEGIN);
        let damaged = || ReadError::damaged("Workbook 流的开头不对 / the stream does not begin as a workbook");
        if first.ok_or_else(damaged)?.data.u16(0) != Some(BIFF8) {
            return Err(too_old());
        }
        let mut ended = false;
        for record in records {
            record.count(meter)?;
            ended |= record.number == records::END;
            globals.take(&record, meter)?;
        }
        if !ended {
            return Err(ReadError::damaged("Workbook 流不完整 / the stream is cut short"));
        }
        Ok(globals)
    }

    fn take(&mut self, record: &Record<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        let data = record.data;
        match record.number {
            0x2f => return Err(ReadError::Encrypted),
            0x85 => {
                meter.blocks(1)?;
                if self.sheets.len() == MOST_SHEETS {
                    return Err(ReadError::TooLarge { what: "工作表数 / sheets", limit: MOST_SHEETS });
                }
                let (Some(at), Some(state), Some(kind)) = (data.place(0), data.u8(4), data.u8(5)) else {
                    return Ok(());
                };
                let length = usize::from(data.u8(6).unwrap_or(0));
                let name = Reader::new(record, 7).text_of(length, meter)?.unwrap_or_default().whole();
                self.macro_sheets |= matches!(kind, 1 | 6);
                self.sheets.push(SheetEntry { name, at, hidden: state & 3 != 0, has_cells: kind == 0 });
            }
            0x31 => {
                let bits = data.u16(2).unwrap_or(0);
                self.fonts.push(Font {
                    height: data.u16(0).filter(|height| *height > 0),
                    struck: bits & 8 != 0,
                    bold: data.u16(6).is_some_and(|weight| weight >= 600),
                    underlined: data.u8(10).is_some_and(|line| line != 0),
                    level: data.u16(8).unwrap_or(0),
                    colour: data.u16(4).unwrap_or(AUTOMATIC),
                });
            }
            0x041e => {
                let code = Reader::new(record, 2).text(meter)?.unwrap_or_default().whole();
                self.formats.extend(data.u16(0).map(|number| (number, code)));
            }
            0xe0 if self.styles.len() == MOST_STYLES => {
                return Err(ReadError::TooLarge { what: "单元格样式数 / styles of cells", limit: MOST_STYLES });
            }
            0xe0 => self.styles.push(Style {
                font: data.u16(0).unwrap_or(0),
                format: data.u16(2).unwrap_or(0),
                framed: data.u16(10).unwrap_or(0) != 0,
                fill: (data.u16(16).unwrap_or(0) >> 10, data.u16(18).unwrap_or(0) & 0x7f),
            }),
            0x92 => {
                let colour = |index: usize| {
                    let at = 2 + index * 4;
                    Some([data.u8(at)?, data.u8(at + 1)?, data.u8(at + 2)?])
                };
                self.palette = (0..56).map_while(colour).collect();
            }
            0xfc => {
                let mut reader = Reader::new(record, 8);
                while let Some(text) = reader.text(meter)? {
                    meter.nodes(1)?;
                    self.texts.push(text);
                }
            }
            0x22 => self.epoch_1904 = data.u16(0) == Some(1),
            0x17 => {
                let count = usize::from(data.u16(0).unwrap_or(0));
                meter.nodes(count)?;
                self.references.extend((0..count).filter_map(|index| data.i16(2 + index * 6 + 2)));
            }
            0x18 => self.names.extend(Name::of(record, meter)?),
            _ => {}
        }
        Ok(())
    }

    /// The font of a number: there is none of the number 4.
    pub(crate) fn font(&self, number: u16) -> Font {
        let index = if number > 4 { number - 1 } else { number };
        self.fonts.get(usize::from(index)).copied().unwrap_or_default()
    }

    /// The names that mean a part of a sheet, with what they mean.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, String)> {
        self.names.iter().filter_map(|name| {
            let (reference, range) = formula::area_of_sheet(Bytes::new(&name.tokens))?;
            let sheet = usize::try_from(*self.references.get(usize::from(reference))?).ok()?;
            let sheet = self.sheets.get(sheet)?.name.replace('\'', "''");
            Some((name.name.as_str(), format!("'{sheet}'!{range}")))
        })
    }
}

impl Name {
    /// A name that somebody gave; those that the program gives are passed over.
    fn of(record: &Record<'_>, meter: &mut Meter) -> Result<Option<Self>, ReadError> {
        const BUILT_IN: u16 = 0x20;
        let data = record.data;
        let (Some(bits), Some(length), Some(size)) = (data.u16(0), data.u8(3), data.u16(4)) else { return Ok(None) };
        if bits & BUILT_IN != 0 {
            return Ok(None);
        }
        let length = usize::from(length);
        let name = Reader::new(record, 14).text_of(length, meter)?.unwrap_or_default().whole();
        let wide = data.u8(14).unwrap_or(0) & 1 != 0;
        let tokens = data.part(15 + if wide { length * 2 } else { length }, usize::from(size));
        Ok(tokens.map(|tokens| Self { name, tokens: tokens.as_slice().to_vec() }))
    }
}
