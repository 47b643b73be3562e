//! How a run looks: what its control words say, put into the newer notation.

use gongkai_opc::Markup;
use gongkai_opc::word::{Pattern, Shading, written_colour};

use crate::tables::Tables;

/// The properties of a run as far as they say what is in force.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    bold: Option<bool>,
    struck: Option<bool>,
    struck_twice: Option<bool>,
    hidden: Option<bool>,
    outlined: Option<bool>,
    pub(crate) deleted: bool,
    level: Option<Level>,
    /// How far above its line it stands, in half-points.
    position: Option<i32>,
    size: Option<i32>,
    /// How wide its letters are, in hundredths.
    scale: Option<i32>,
    pub(crate) font: Option<i32>,
    /// Colours by their numbers in the document's table.
    colour: Option<i32>,
    highlight: Option<i32>,
    pub(crate) behind: Behind,
    pub(crate) style: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Raised,
    Lowered,
    OnLine,
}

/// What is behind text, in colours of the document's table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Behind {
    pub(crate) fore: Option<i32>,
    pub(crate) back: Option<i32>,
    /// How much of the fore colour covers the other, in hundredths of a per cent.
    pub(crate) covered: Option<i32>,
}

impl Behind {
    pub(crate) fn shading(self, tables: &Tables) -> Option<Shading> {
        const ALL: i32 = 10_000;
        if self == Self::default() {
            return None;
        }
        let pattern = match self.covered.unwrap_or(0) {
            ..=0 => Pattern::Clear,
            ALL.. => Pattern::Solid,
            _ => Pattern::Between,
        };
        let colour = |number: Option<i32>| number.and_then(|number| tables.colour(number));
        Some(Shading { fore: colour(self.fore), back: colour(self.back), pattern })
    }
}

impl Look {
    /// Takes a control word; gives whether it is one of a run's.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = Some(number != Some(0));
        match word {
            "plain" => *self = Self::default(),
            "b" => self.bold = on,
            "strike" => self.struck = on,
            "striked" | "strikedl" => self.struck_twice = on,
            "v" => self.hidden = on,
            "outl" | "shad" | "embo" | "impr" => self.outlined = on,
            // What was moved away stands elsewhere now.
            "deleted" | "mvf" => self.deleted = number != Some(0),
            "super" => self.level = Some(if number == Some(0) { Level::OnLine } else { Level::Raised }),
            "sub" => self.level = Some(if number == Some(0) { Level::OnLine } else { Level::Lowered }),
            // Exponents, indices and degrees of formulas.
            "msup" | "mdeg" => self.level = Some(Level::Raised),
            "msub" => self.level = Some(Level::Lowered),
            "nosupersub" => self.level = Some(Level::OnLine),
            "up" => self.position = Some(number.unwrap_or(USUAL_RISE)),
            "dn" => self.position = Some(number.unwrap_or(USUAL_RISE).saturating_neg()),
            "fs" => self.size = number.filter(|&size| size > 0),
            "charscalex" => self.scale = number,
            "f" => self.font = number,
            "cf" => self.colour = number,
            "highlight" => self.highlight = number.filter(|&colour| colour > 0),
            "cb" | "chcbpat" => self.behind.back = number,
            "chcfpat" => self.behind.fore = number,
            "chshdng" => self.behind.covered = number,
            "cs" => self.style = number,
            _ => return false,
        }
        true
    }

    /// Whether it says that text is hidden.
    pub(crate) fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    /// The same above the line.
    pub(crate) fn raised(self) -> Self {
        Self { level: Some(Level::Raised), ..self }
    }

    /// The same where text is no other's: what stands for something else is not deleted.
    pub(crate) fn kept(self) -> Self {
        Self { deleted: false, ..self }
    }

    /// Writes the properties (`w:rPr`) of a run.
    pub(crate) fn write(&self, tables: &Tables, out: &mut Markup) {
        out.open("w:rPr", &[]);
        if let Some(style) = self.style {
            out.empty("w:rStyle", &[("w:val", &crate::styles::character_id(style))]);
        }
        self.write_rest(tables, out);
        out.close();
    }

    /// Writes what is no style.
    pub(crate) fn write_rest(&self, tables: &Tables, out: &mut Markup) {
        for (name, on) in [
            ("w:b", self.bold),
            ("w:strike", self.struck),
            ("w:dstrike", self.struck_twice),
            ("w:vanish", self.hidden),
            ("w:outline", self.outlined),
        ] {
            if let Some(on) = on {
                out.empty(name, &[("w:val", if on { "1" } else { "0" })]);
            }
        }
        if let Some(level) = self.level {
            let level = match level {
                Level::Raised => "superscript",
                Level::Lowered => "subscript",
                Level::OnLine => "baseline",
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
            out.empty("w:w", &[("w:val", &scale.max(0).to_string())]);
        }
        if let Some(colour) = self.colour {
            out.empty("w:color", &[("w:val", &written_colour(tables.colour(colour)))]);
        }
        let highlight = self.highlight.map(|back| Behind { back: Some(back), ..Behind::default() });
        if let Some(shading) = highlight.unwrap_or(self.behind).shading(tables) {
            shading.write(out);
        }
        if let Some(name) = self.font.and_then(|font| tables.signs(font)) {
            out.empty("w:rFonts", &[("w:ascii", name), ("w:hAnsi", name)]);
        }
    }
}

/// How far text is raised or lowered whose control word does not say it, in half-points.
const USUAL_RISE: i32 = 6;
