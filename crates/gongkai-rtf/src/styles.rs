//! Styles: their names and what they say.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::ROOT;

use crate::look::Look;
use crate::paragraph::ParagraphFormat;
use crate::tables::Tables;

/// A style that is described.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    number: i32,
    kind: Kind,
    name: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Paragraph,
    Character,
    Other,
}

/// The id of a paragraph's style in the newer notation.
pub(crate) fn paragraph_id(style: i32) -> String {
    format!("s{style}")
}

/// The id of a style of characters.
pub(crate) fn character_id(style: i32) -> String {
    format!("c{style}")
}

/// How much of a style's name is kept.
const NAME: usize = 64;

impl Style {
    /// Takes a control word that says which style it is; gives whether it was one.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        self.kind = match word {
            "s" => Kind::Paragraph,
            "cs" => Kind::Character,
            "ts" | "ds" => Kind::Other,
            _ => return false,
        };
        self.number = number.unwrap_or(0);
        true
    }

    pub(crate) fn text(&mut self, text: &str) {
        let room = NAME.saturating_sub(self.name.chars().count());
        self.name.extend(text.chars().filter(|&c| c != ';').take(room));
    }

    /// Writes the style with what its words came to. A style says all of itself, whatever it is based on.
    pub(crate) fn write(
        &self,
        look: &Look,
        format: &ParagraphFormat,
        tables: &Tables,
        out: &mut Markup,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        let (kind, id) = match self.kind {
            Kind::Paragraph => ("paragraph", paragraph_id(self.number)),
            Kind::Character => ("character", character_id(self.number)),
            Kind::Other => return Ok(()),
        };
        meter.nodes(4)?;
        let default = if self.kind == Kind::Paragraph && self.number == 0 { "1" } else { "0" };
        out.open("w:style", &[("w:type", kind), ("w:default", default), ("w:styleId", &id)]);
        out.empty("w:name", &[("w:val", self.name.trim())]);
        if self.kind == Kind::Paragraph {
            out.open("w:pPr", &[]);
            format.write_rest(tables, out);
            out.close();
        }
        out.open("w:rPr", &[]);
        look.write_rest(tables, out);
        out.close();
        out.close();
        meter.fits(out.len())
    }
}

/// The part of no styles yet.
pub(crate) fn part() -> Markup {
    let mut out = Markup::default();
    out.open("w:styles", &ROOT);
    out
}
