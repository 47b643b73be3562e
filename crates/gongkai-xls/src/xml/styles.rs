//! Styles of cells: how their text looks, what is behind it, and how numbers are shown.

use std::collections::HashMap;

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::{Element, Markup, Node, XmlReader};

use super::is_on;
use crate::globals::MOST_STYLES;
use crate::package::ROOT;

/// The styles of a workbook, the usual one first.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    by_id: HashMap<String, usize>,
}

/// How a cell looks.
#[derive(Debug, Clone, Default)]
struct Style {
    look: Look,
    fill: Option<String>,
    pattern: Pattern,
    framed: bool,
    format: String,
}

#[derive(Debug, Clone, Copy, Default)]
enum Pattern {
    #[default]
    None,
    Solid,
    Other,
}

/// How text looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) bold: bool,
    pub(super) underlined: bool,
    pub(super) colour: Option<String>,
    pub(super) level: Option<&'static str>,
    /// In points.
    pub(super) size: Option<String>,
}

/// Numbers of formats below this one have a meaning of their own.
const FIRST_FORMAT: usize = 164;

impl Look {
    pub(super) fn write(&self, out: &mut Markup) {
        for (on, name) in [(self.struck, "strike"), (self.bold, "b"), (self.underlined, "u")] {
            if on {
                out.empty(name, &[]);
            }
        }
        if let Some(size) = &self.size {
            out.empty("sz", &[("val", size)]);
        }
        if let Some(colour) = &self.colour {
            out.empty("color", &[("rgb", colour)]);
        }
        if let Some(level) = self.level {
            out.empty("vertAlign", &[("val", level)]);
        }
    }
}

/// A colour as a web page writes it, in the newer notation.
pub(super) fn colour(value: &str) -> Option<String> {
    let digits = value.trim().strip_prefix('#')?;
    let whole = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
    whole.then(|| format!("FF{}", digits.to_ascii_uppercase()))
}

impl Styles {
    /// Reads the styles: the children of the element that was opened last.
    pub(super) fn read(&mut self, xml: &mut XmlReader<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        self.styles.push(Style::default());
        loop {
            match xml.node()? {
                Node::Open(element) if element.name() == "Style" => {
                    meter.nodes(4)?;
                    if self.styles.len() >= MOST_STYLES {
                        return Err(ReadError::TooLarge {
                            what: "单元格样式数 / cell styles", limit: MOST_STYLES
                        });
                    }
                    let id = element.attribute("ID")?.unwrap_or_default().into_owned();
                    meter.characters(id.chars().count())?;
                    let parent = element.attribute("Parent")?;
                    let parent = parent.as_deref().map_or(0, |parent| self.place(parent));
                    let mut style = self.styles.get(parent).cloned().unwrap_or_default();
                    style.read(xml, meter)?;
                    match self.styles.first_mut().filter(|_| id == "Default") {
                        Some(usual) => *usual = style,
                        None => {
                            self.by_id.insert(id, self.styles.len());
                            self.styles.push(style);
                        }
                    }
                }
                Node::Open(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    /// The place of a style; of the usual one where there is none of the name.
    pub(super) fn place(&self, id: &str) -> usize {
        self.by_id.get(id).copied().unwrap_or(0)
    }

    pub(super) fn part(&self, meter: &mut Meter) -> Result<String, ReadError> {
        let mut out = Markup::default();
        out.open("styleSheet", &ROOT);
        out.open("numFmts", &[]);
        for (number, style) in self.styles.iter().enumerate().filter(|(_, style)| !style.format.is_empty()) {
            let id = (FIRST_FORMAT + number).to_string();
            out.empty("numFmt", &[("numFmtId", &id), ("formatCode", &style.format)]);
        }
        out.close();
        out.open("fonts", &[]);
        for style in &self.styles {
            out.open("font", &[]);
            style.look.write(&mut out);
            out.close();
        }
        out.close();
        out.open("fills", &[]);
        for style in &self.styles {
            let pattern = match style.pattern {
                Pattern::None => "none",
                Pattern::Solid => "solid",
                Pattern::Other => "gray125",
            };
            out.open("fill", &[]);
            out.open("patternFill", &[("patternType", pattern)]);
            if let Some(fill) = &style.fill {
                out.empty("fgColor", &[("rgb", fill)]);
            }
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
        for (number, style) in self.styles.iter().enumerate() {
            let format = if style.format.is_empty() { 0 } else { FIRST_FORMAT + number };
            let (format, own) = (format.to_string(), number.to_string());
            let frame = if style.framed { "1" } else { "0" };
            out.empty("xf", &[("numFmtId", &format), ("fontId", &own), ("fillId", &own), ("borderId", frame)]);
            meter.fits(out.len())?;
        }
        meter.renewed(out.len())?;
        Ok(out.finish())
    }
}

impl Style {
    fn read(&mut self, xml: &mut XmlReader<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        let depth = xml.depth();
        while xml.depth() >= depth {
            if let Node::Open(element) = xml.node()? {
                meter.nodes(1)?;
                self.take(&element, meter)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, element: &Element<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        match element.name() {
            "Font" => element.each_attribute(|name, value| {
                match name {
                    "StrikeThrough" => self.look.struck = is_on(value),
                    "Bold" => self.look.bold = is_on(value),
                    "Size" => self.look.size = Some(value.to_owned()),
                    "Underline" => self.look.underlined = value != "None",
                    "Color" => self.look.colour = colour(value),
                    "VerticalAlign" => {
                        self.look.level = match value {
                            "Superscript" => Some("superscript"),
                            "Subscript" => Some("subscript"),
                            _ => None,
                        };
                    }
                    _ => {}
                }
                Ok(())
            }),
            "Interior" => {
                self.fill = element.attribute("Color")?.and_then(|value| colour(&value));
                self.pattern = match element.attribute("Pattern")?.as_deref() {
                    None | Some("None") => Pattern::None,
                    Some("Solid") => Pattern::Solid,
                    Some(_) => Pattern::Other,
                };
                Ok(())
            }
            "Border" => {
                self.framed |= element.attribute("LineStyle")?.is_some_and(|line| line != "None");
                Ok(())
            }
            "NumberFormat" => {
                let format = element.attribute("Format")?.unwrap_or_default();
                meter.characters(format.chars().count())?;
                self.format = code(&format).to_owned();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// The code of a format, which may be called by a name.
fn code(format: &str) -> &str {
    match format {
        "General" => "",
        "General Number" => "",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" | "Euro Currency" => "#,##0.00",
        "General Date" => "yyyy/m/d h:mm",
        "Short Date" => "yyyy/m/d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "Short Time" => "h:mm",
        "Medium Time" => "h:mm AM/PM",
        "Long Time" => "h:mm:ss",
        "Yes/No" => "\"Yes\";\"Yes\";\"No\"",
        "True/False" => "\"True\";\"True\";\"False\"",
        "On/Off" => "\"On\";\"On\";\"Off\"",
        other => other,
    }
}
