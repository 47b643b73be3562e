//! How cells look: number formats, frames, and fonts as far as they say what is in force.

use std::collections::BTreeMap;

use gongkai_core::characters::OffLine;
use gongkai_core::document::Colour;
use gongkai_core::format::{Meter, ReadError};

use super::dates;
use super::palette::Palette;
use super::rich::RunLook;
use crate::{Node, XmlReader};

/// What a cell's style says, as far as reading needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellLook {
    /// The number of its number format.
    pub format: u32,
    /// Whether its font is struck out.
    pub struck: bool,
    /// Whether its font is bold.
    pub bold: bool,
    /// Whether its font is raised or lowered.
    pub off_line: Option<OffLine>,
    /// Whether it has a visible frame, and so belongs to a table even when it is empty.
    pub framed: bool,
    /// The colour of its text, where one is stated.
    pub ink: Option<Colour>,
    /// The colour behind its text, where it is known; see [`CellLook::ground`].
    pub fill: Fill,
}

/// What a cell is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Fill {
    /// Nothing: the sheet is seen.
    #[default]
    None,
    /// One colour.
    Plain(Colour),
    /// A pattern or a gradient, or what changes with the values.
    Unknown,
}

impl CellLook {
    /// The colour behind the cell's text; nothing where it cannot be told.
    #[must_use]
    pub fn ground(&self) -> Option<Colour> {
        match self.fill {
            Fill::None => Some(Colour::WHITE),
            Fill::Plain(colour) => Some(colour),
            Fill::Unknown => None,
        }
    }

    /// Whether text of the cell's own colour has the colour of what is behind it.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.ink.zip(self.ground()).is_some_and(|(ink, ground)| ink.is_lost_on(ground))
    }
}

/// The styles of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    looks: Vec<CellLook>,
    codes: BTreeMap<u32, String>,
    epoch_1904: bool,
    palette: Palette,
}

impl Styles {
    pub(super) fn plain(epoch_1904: bool) -> Self {
        Self { epoch_1904, ..Self::default() }
    }

    pub(super) fn palette(&self) -> &Palette {
        &self.palette
    }

    /// The look of a style by its number; plain for one that there is not.
    #[must_use]
    pub fn look(&self, style: usize) -> CellLook {
        self.looks.get(style).copied().unwrap_or_default()
    }

    /// The code of a number format: the workbook's own, or what every program knows by its number.
    #[must_use]
    pub fn code(&self, format: u32) -> &str {
        self.codes.get(&format).map_or_else(|| known_code(format), String::as_str)
    }

    /// Whether a number format shows days or times.
    #[must_use]
    pub fn is_date(&self, format: u32) -> bool {
        match self.codes.get(&format) {
            Some(code) => dates::is_date(code),
            None => matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58),
        }
    }

    /// Whether the workbook counts its days from 1904.
    #[must_use]
    pub fn has_1904_epoch(&self) -> bool {
        self.epoch_1904
    }
}

/// The formats that are not written into a workbook because every program knows them.
fn known_code(format: u32) -> &'static str {
    match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy-m-d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "yyyy-m-d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32..=35 | 55 | 56 => "h:mm",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        49 => "@",
        _ => "",
    }
}

/// Reads the colours that a workbook sets in its palette: they stand behind the fonts and fills that use them.
fn read_palette(text: &str, part: &str, palette: &mut Palette, meter: &Meter) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, meter.limits());
    loop {
        match reader.node()? {
            Node::Open(element) if element.name() == "rgbColor" => palette.set_next(&element)?,
            Node::End => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the styles part.
pub(super) fn read(
    text: &str,
    part: &str,
    (epoch_1904, palette): (bool, Palette),
    meter: &mut Meter,
) -> Result<Styles, ReadError> {
    let limits = meter.limits().clone();
    let mut reader = XmlReader::new(text, part, &limits);
    let mut styles = Styles { palette, ..Styles::plain(epoch_1904) };
    if text.contains("indexedColors") {
        read_palette(text, part, &mut styles.palette, meter)?;
    }
    let mut fills: Vec<Fill> = Vec::new();
    let mut fonts: Vec<RunLook> = Vec::new();
    let mut frames: Vec<bool> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let number = |name: &str| -> Result<usize, ReadError> {
                    Ok(element.attribute(name)?.and_then(|value| value.parse().ok()).unwrap_or(0))
                };
                let path: [&str; 2] = match open.as_slice() {
                    [_, list] => [list, ""],
                    [_, list, item] => [list, item],
                    _ => ["", ""],
                };
                match (path, element.name()) {
                    (["numFmts", ""], "numFmt") => {
                        meter.nodes(1)?;
                        let code = element.attribute("formatCode")?.unwrap_or_default();
                        meter.characters(code.len())?;
                        let id = u32::try_from(number("numFmtId")?).unwrap_or(0);
                        styles.codes.insert(id, code.into_owned());
                    }
                    (["fonts", ""], "font") => {
                        meter.nodes(1)?;
                        fonts.push(RunLook::default());
                    }
                    (["fonts", "font"], _) => {
                        if let Some(font) = fonts.last_mut() {
                            font.take(&element, &styles.palette)?;
                        }
                    }
                    (["fills", ""], "fill") => {
                        meter.nodes(1)?;
                        fills.push(Fill::None);
                    }
                    (["fills", "fill"], "patternFill") => {
                        let pattern = element.attribute("patternType")?;
                        let fill = match pattern.as_deref() {
                            None | Some("none") => Fill::None,
                            // A solid fill without a colour is black.
                            Some("solid") => Fill::Plain(Colour::BLACK),
                            Some(_) => Fill::Unknown,
                        };
                        fills.last_mut().into_iter().for_each(|last| *last = fill);
                    }
                    (["fills", "fill"], "gradientFill") => {
                        fills.last_mut().into_iter().for_each(|last| *last = Fill::Unknown);
                    }
                    (_, "fgColor") if matches!(open.as_slice(), [_, fills, _, _] if fills == "fills") => {
                        if let (Some(Fill::Plain(last)), Some(colour)) =
                            (fills.last_mut(), styles.palette.colour(&element)?)
                        {
                            *last = colour;
                        }
                    }
                    (["borders", ""], "border") => {
                        meter.nodes(1)?;
                        frames.push(false);
                    }
                    (["borders", "border"], "left" | "right" | "top" | "bottom" | "start" | "end") => {
                        let drawn = element.attribute("style")?.is_some_and(|style| style != "none");
                        if let Some(frame) = frames.last_mut() {
                            *frame |= drawn;
                        }
                    }
                    (["cellXfs", ""], "xf") => {
                        meter.nodes(1)?;
                        let font = fonts.get(number("fontId")?).copied().unwrap_or_default();
                        styles.looks.push(CellLook {
                            format: u32::try_from(number("numFmtId")?).unwrap_or(0),
                            struck: font.struck,
                            bold: font.bold,
                            off_line: font.off_line,
                            ink: font.ink,
                            fill: fills.get(number("fillId")?).copied().unwrap_or_default(),
                            framed: frames.get(number("borderId")?).copied().unwrap_or(false),
                        });
                    }
                    _ => {}
                }
                open.push(element.name().to_owned());
            }
            Node::Close => drop(open.pop()),
            Node::Text(_) => {}
            Node::End => return Ok(styles),
        }
    }
}
