//! How a run looks: what its own properties say, put into the newer notation.

use gongkai_opc::Markup;
use gongkai_opc::word::{Colour, Shading, written_colour};

use crate::shading;
use crate::sprm::Sprm;
use crate::styles::{Styles, Toggles};

/// The properties of a run as far as they say what is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) toggles: Toggles,
    struck_twice: Option<bool>,
    /// 1 raised, 2 lowered, 0 expressly neither.
    level: Option<u8>,
    position: Option<i16>,
    size: Option<u16>,
    /// How wide its letters are, in hundredths.
    scale: Option<u16>,
    font: Option<u16>,
    colour: Option<Colour>,
    highlight: Option<u8>,
    shading: Option<Shading>,
    pub(crate) style: Option<u16>,
    /// Whether a tracked change deleted it.
    pub(crate) deleted: bool,
    /// Whether its characters stand for something else than themselves.
    pub(crate) special: bool,
    /// Whether it is a form's data and no picture.
    pub(crate) data: bool,
    /// Where in the data stream it lies.
    pub(crate) data_place: Option<u32>,
    /// The font and the code of a sign.
    pub(crate) symbol: Option<(u16, u16)>,
    /// Whether it stands for an object of another program.
    pub(crate) object: bool,
}

impl Look {
    pub(crate) fn take(&mut self, sprm: &Sprm<'_>) {
        let on = sprm.byte() != 0;
        match sprm.code {
            0x0800 => self.deleted = on,
            0x0835 => self.toggles.bold = Some(sprm.byte()),
            0x0837 => self.toggles.struck = Some(sprm.byte()),
            0x083c => self.toggles.hidden = Some(sprm.byte()),
            0x0855 => self.special = on,
            0x0806 => self.data = on,
            0x080a | 0x0856 => self.object |= on,
            0x2a53 => self.struck_twice = Some(on),
            0x2a48 => self.level = Some(sprm.byte()),
            0x2a33 => {
                // Plain: nothing but what the character's style says, and what the character stands for.
                let Self { style, deleted, special, data, data_place, symbol, object, .. } = std::mem::take(self);
                *self = Self { style, deleted, special, data, data_place, symbol, object, ..Self::default() };
            }
            0x4845 => self.position = sprm.operand.i16(0),
            0x4a43 => self.size = sprm.operand.u16(0),
            0x4852 => self.scale = sprm.operand.u16(0),
            0x2a42 => self.colour = Some(shading::numbered(u16::from(sprm.byte()))),
            0x6870 => self.colour = Some(shading::shares(sprm.operand)),
            0x2a0c => self.highlight = Some(sprm.byte()),
            0x4866 => self.shading = Some(shading::shading_of_word(sprm.word())),
            0xca71 => self.shading = shading::shading(sprm.operand).or(self.shading),
            0x4a4f => self.font = sprm.operand.u16(0),
            0x4a30 => self.style = sprm.operand.u16(0),
            0x6a03 => self.data_place = sprm.operand.u32(0),
            0x6a09 => self.symbol = sprm.operand.u16(0).zip(sprm.operand.u16(2)),
            _ => {}
        }
    }

    /// Writes the properties (`w:rPr`) of a run of a paragraph of this style.
    pub(crate) fn write(&self, paragraph: Option<u16>, styles: &Styles, fonts: &[String], out: &mut Markup) {
        out.open("w:rPr", &[]);
        if let Some(style) = self.style {
            out.empty("w:rStyle", &[("w:val", &crate::styles::id(style))]);
        }
        let around = styles.toggled(paragraph, self.style);
        self.toggles.write(around, out);
        self.write_rest(fonts, out);
        out.close();
    }

    /// Writes what is no toggle.
    pub(crate) fn write_rest(&self, fonts: &[String], out: &mut Markup) {
        if let Some(twice) = self.struck_twice {
            out.empty("w:dstrike", &[("w:val", if twice { "1" } else { "0" })]);
        }
        if let Some(level) = self.level {
            let level = match level {
                1 => "superscript",
                2 => "subscript",
                _ => "baseline",
            };
            out.empty("w:vertAlign", &[("w:val", level)]);
        }
        if let Some(position) = self.position {
            out.empty("w:position", &[("w:val", &position.to_string())]);
        }
        if let Some(size) = self.size {
            out.empty("w:sz", &[("w:val", &size.to_string())]);
        }
        if let Some(scale) = self.scale {
            out.empty("w:w", &[("w:val", &scale.to_string())]);
        }
        if let Some(colour) = self.colour {
            out.empty("w:color", &[("w:val", &written_colour(colour))]);
        }
        if let Some(highlight) = self.highlight {
            out.empty("w:highlight", &[("w:val", shading::highlight(highlight))]);
        }
        if let Some(shading) = self.shading {
            shading.write(out);
        }
        if let Some(name) = self.font.and_then(|font| fonts.get(usize::from(font))) {
            out.empty("w:rFonts", &[("w:ascii", name), ("w:hAnsi", name)]);
        }
    }
}
