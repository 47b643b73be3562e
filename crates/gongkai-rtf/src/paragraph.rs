//! What paragraphs say of themselves.

use gongkai_opc::Markup;
use gongkai_opc::word::Placing;

use crate::look::{Behind, Look};
use crate::tables::Tables;

/// The properties of a paragraph as far as they say what it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ParagraphFormat {
    pub(crate) style: Option<i32>,
    outline: Option<i32>,
    pub(crate) list: Option<i32>,
    list_level: Option<i32>,
    dropped_capital: bool,
    behind: Behind,
    placing: Placing,
    in_table: bool,
    /// In how many tables it stands, one inside the other, where it says so.
    depth: Option<i32>,
}

impl ParagraphFormat {
    /// Takes a control word; gives whether it is one of a paragraph's.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "pard" => *self = Self::default(),
            "s" => self.style = number,
            "outlinelevel" => self.outline = number,
            "ls" => self.list = number,
            "ilvl" => self.list_level = number,
            "dropcapli" => self.dropped_capital = number != Some(0),
            "cbpat" => self.behind.back = number,
            "cfpat" => self.behind.fore = number,
            "shading" => self.behind.covered = number,
            "li" | "lin" => self.placing.left = number,
            "fi" => self.placing.first = number,
            "sl" => self.placing.take_line(number.unwrap_or(0)),
            "intbl" => self.in_table = number != Some(0),
            "itap" => self.depth = number,
            _ => return false,
        }
        true
    }

    /// In how many tables the paragraph stands.
    pub(crate) fn depth(&self) -> usize {
        let said = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(0);
        said.max(usize::from(self.in_table))
    }

    /// Writes the properties (`w:pPr`) of a paragraph whose mark looks so. Its number is written where the list is known.
    pub(crate) fn write(&self, mark: &Look, numbered: bool, tables: &Tables, out: &mut Markup) {
        out.open("w:pPr", &[]);
        out.empty("w:pStyle", &[("w:val", &crate::styles::paragraph_id(self.style.unwrap_or(0)))]);
        if self.dropped_capital {
            out.empty("w:framePr", &[("w:dropCap", "drop")]);
        }
        if let Some(list) = self.list.filter(|_| numbered) {
            out.open("w:numPr", &[]);
            out.empty("w:ilvl", &[("w:val", &self.list_level.unwrap_or(0).max(0).to_string())]);
            out.empty("w:numId", &[("w:val", &list.max(0).to_string())]);
            out.close();
        }
        self.write_rest(tables, out);
        self.placing.write(out);
        out.open("w:rPr", &[]);
        if mark.deleted {
            out.empty("w:del", &[]);
        }
        if mark.is_hidden() {
            out.empty("w:vanish", &[]);
        }
        out.close();
        out.close();
    }

    /// Writes what a style says of paragraphs too.
    pub(crate) fn write_rest(&self, tables: &Tables, out: &mut Markup) {
        if let Some(outline) = self.outline.filter(|&outline| outline >= 0) {
            out.empty("w:outlineLvl", &[("w:val", &outline.to_string())]);
        }
        if let Some(shading) = self.behind.shading(tables) {
            shading.write(out);
        }
    }
}
