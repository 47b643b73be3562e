//! What paragraphs say of themselves.

use gongkai_opc::Markup;
use gongkai_opc::word::{Placing, Shading};

use crate::look::Look;
use crate::rows::RowFormat;
use crate::shading;
use crate::sprm::Sprm;

/// The properties of a paragraph as far as they say what it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParagraphFormat {
    /// Which list it is in, from 1; 0 takes it out of its style's.
    list: Option<i16>,
    list_level: Option<u8>,
    outline: Option<u8>,
    dropped_capital: bool,
    shading: Option<Shading>,
    placing: Placing,
    in_table: bool,
    /// In how many tables it stands, one inside the other, where it says so.
    depth: Option<u32>,
    ends_row: bool,
    ends_inner_cell: bool,
    ends_inner_row: bool,
    pub(crate) row: RowFormat,
}

/// What ends with a paragraph's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    Paragraph,
    Cell,
    Row,
}

impl ParagraphFormat {
    pub(crate) fn take(&mut self, sprm: &Sprm<'_>) {
        let on = sprm.byte() != 0;
        match sprm.code {
            0x260a => self.list_level = Some(sprm.byte()),
            0x460b => self.list = sprm.operand.i16(0),
            0x2640 => self.outline = Some(sprm.byte()),
            0x442c => self.dropped_capital = sprm.word() & 0x07 != 0,
            0x442d => self.shading = Some(shading::shading_of_word(sprm.word())),
            0xc64d => self.shading = shading::shading(sprm.operand).or(self.shading),
            0x840f | 0x845e => self.placing.left = sprm.operand.i16(0).map(i32::from),
            0x8411 | 0x8460 => self.placing.first = sprm.operand.i16(0).map(i32::from),
            0x6412 => self.placing.take_line(sprm.operand.i16(0).map_or(0, i32::from)),
            0x2416 => self.in_table = on,
            0x2417 => self.ends_row = on,
            0x244b => self.ends_inner_cell = on,
            0x244c => self.ends_inner_row = on,
            0x6649 => self.depth = sprm.operand.u32(0),
            0x664a => {
                let by = sprm.operand.i32(0).unwrap_or(0);
                self.depth = Some(self.depth.unwrap_or(0).saturating_add_signed(by));
            }
            _ => self.row.take(sprm),
        }
    }

    /// In how many tables the paragraph stands.
    pub(crate) fn depth(&self) -> usize {
        match (self.depth, self.in_table || self.ends_row) {
            (Some(depth), true) => gongkai_compound::whole(depth).max(1),
            (None, true) => 1,
            (_, false) => 0,
        }
    }

    /// What ends where the paragraph ends with a mark of this code.
    pub(crate) fn ends(&self, mark: u16) -> Ends {
        const CELL: u16 = 0x07;
        match self.depth() {
            0 => Ends::Paragraph,
            1 if self.ends_row => Ends::Row,
            1 if mark == CELL => Ends::Cell,
            1 => Ends::Paragraph,
            _ if self.ends_inner_row => Ends::Row,
            _ if self.ends_inner_cell => Ends::Cell,
            _ => Ends::Paragraph,
        }
    }

    /// Writes the properties (`w:pPr`) of a paragraph of a style whose mark looks so.
    pub(crate) fn write(&self, style: u16, mark: &Look, mark_hidden: bool, out: &mut Markup) {
        out.open("w:pPr", &[]);
        out.empty("w:pStyle", &[("w:val", &crate::styles::id(style))]);
        if self.dropped_capital {
            out.empty("w:framePr", &[("w:dropCap", "drop")]);
        }
        self.write_list(out);
        self.write_shading(out);
        self.placing.write(out);
        out.open("w:rPr", &[]);
        if mark.deleted {
            out.empty("w:del", &[]);
        }
        if mark_hidden {
            out.empty("w:vanish", &[]);
        }
        out.close();
        out.close();
    }

    /// Writes what is behind the paragraph.
    pub(crate) fn write_shading(&self, out: &mut Markup) {
        if let Some(shading) = self.shading {
            shading.write(out);
        }
    }

    /// Writes the list and the level that it is at.
    pub(crate) fn write_list(&self, out: &mut Markup) {
        if self.list.is_some() || self.list_level.is_some() {
            out.open("w:numPr", &[]);
            if let Some(level) = self.list_level {
                out.empty("w:ilvl", &[("w:val", &level.to_string())]);
            }
            if let Some(list) = self.list {
                // A negative number remembers a list that the paragraph is no longer in.
                out.empty("w:numId", &[("w:val", &list.max(0).to_string())]);
            }
            out.close();
        }
        if let Some(outline) = self.outline {
            out.empty("w:outlineLvl", &[("w:val", &outline.to_string())]);
        }
    }
}
