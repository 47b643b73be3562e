//! Styles: their names, what they are based on, and what they say.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;

use crate::look::Look;
use crate::paragraph::ParagraphFormat;
use crate::rows::RowFormat;
use crate::sprm;

/// Properties that are on, off, as the style says, or otherwise than the style says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Toggles {
    pub(crate) bold: Option<u8>,
    pub(crate) struck: Option<u8>,
    pub(crate) hidden: Option<u8>,
}

/// Whether each of the toggles is on.
pub(crate) type On = [bool; 3];

impl Toggles {
    fn each(self) -> [(&'static str, Option<u8>); 3] {
        [("w:b", self.bold), ("w:strike", self.struck), ("w:vanish", self.hidden)]
    }

    /// What they come to over what the style says.
    fn over(self, style: On) -> On {
        let mut on = style;
        for (on, (_, value)) in on.iter_mut().zip(self.each()) {
            *on = match value {
                None | Some(0x80) => *on,
                Some(0x81) => !*on,
                Some(value) => value != 0,
            };
        }
        on
    }

    /// Writes those that are stated.
    pub(crate) fn write(self, style: On, out: &mut Markup) {
        for ((name, value), on) in self.each().into_iter().zip(self.over(style)) {
            if value.is_some_and(|value| value != 0x80) {
                out.empty(name, &[("w:val", if on { "1" } else { "0" })]);
            }
        }
    }
}

/// The styles by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: Vec<Option<Style>>,
    on: Vec<On>,
}

#[derive(Debug, Clone)]
struct Style {
    name: String,
    kind: Kind,
    base: Option<u16>,
    look: Look,
    format: ParagraphFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Character,
    Other,
}

/// The id of a style in the newer notation.
pub(crate) fn id(style: u16) -> String {
    format!("s{style}")
}

/// What stands for no style.
const NONE: u16 = 0x0fff;

impl Styles {
    pub(crate) fn read(table: Bytes<'_>, meter: &mut Meter) -> Result<Self, ReadError> {
        let head = usize::from(table.u16(0).unwrap_or(0));
        let count = usize::from(table.u16(2).unwrap_or(0));
        let base_length = usize::from(table.u16(4).unwrap_or(0));
        let mut rest = table.from(2 + head);
        let mut styles = Self::default();
        for _ in 0..count {
            let Some(length) = rest.u16(0).map(usize::from) else { break };
            meter.nodes(4)?;
            let described = rest.part(2, length).unwrap_or_default();
            styles.styles.push(Style::of(described, base_length));
            rest = rest.from(2 + length + length % 2);
        }
        // A style is based on one of its own kind.
        let kinds: Vec<Option<Kind>> = styles.styles.iter().map(|style| style.as_ref().map(|s| s.kind)).collect();
        for style in styles.styles.iter_mut().flatten() {
            let kind = |base: &u16| kinds.get(usize::from(*base)).copied().flatten();
            style.base = style.base.filter(|base| kind(base) == Some(style.kind));
        }
        styles.on = (0..styles.styles.len()).map(|index| styles.resolve(index)).collect();
        Ok(styles)
    }

    /// What a style's toggles come to with those that it is based on.
    fn resolve(&self, index: usize) -> On {
        const DEEPEST: usize = 32;
        let mut way = Vec::new();
        let mut next = self.styles.get(index).and_then(Option::as_ref);
        while let Some(style) = next.filter(|_| way.len() < DEEPEST) {
            way.push(style);
            next = style.base.and_then(|base| self.styles.get(usize::from(base))).and_then(Option::as_ref);
        }
        way.iter().rev().fold([false; 3], |on, style| style.look.toggles.over(on))
    }

    /// What a paragraph's and a character's style say together: what both set is taken back.
    pub(crate) fn toggled(&self, paragraph: Option<u16>, character: Option<u16>) -> On {
        let on =
            |style: Option<u16>| style.and_then(|style| self.on.get(usize::from(style))).copied().unwrap_or_default();
        let (mut both, other) = (on(paragraph), on(character));
        for (both, other) in both.iter_mut().zip(other) {
            *both ^= other;
        }
        both
    }

    /// The part that defines the styles.
    pub(crate) fn part(&self, root: &[(&str, &str)], fonts: &[String], meter: &mut Meter) -> Result<String, ReadError> {
        let mut out = Markup::default();
        out.open("w:styles", root);
        for (number, style) in (0..=u16::MAX).zip(&self.styles) {
            let Some(style) = style else { continue };
            let kind = match style.kind {
                Kind::Paragraph => "paragraph",
                Kind::Character => "character",
                Kind::Other => continue,
            };
            let default = if number == 0 { "1" } else { "0" };
            out.open("w:style", &[("w:type", kind), ("w:default", default), ("w:styleId", &id(number))]);
            out.empty("w:name", &[("w:val", &style.name)]);
            if let Some(base) = style.base {
                out.empty("w:basedOn", &[("w:val", &id(base))]);
            }
            out.open("w:pPr", &[]);
            style.format.write_list(&mut out);
            style.format.write_shading(&mut out);
            out.close();
            out.open("w:rPr", &[]);
            let below = style.base.and_then(|base| self.on.get(usize::from(base))).copied().unwrap_or_default();
            style.look.toggles.write(below, &mut out);
            style.look.write_rest(fonts, &mut out);
            out.close();
            out.close();
            meter.fits(out.len())?;
        }
        meter.renewed(out.len())?;
        Ok(out.finish())
    }
}

impl Style {
    /// Reads a style; nothing for a place that is empty.
    fn of(described: Bytes<'_>, base_length: usize) -> Option<Self> {
        let (known, kind, counts) = (described.u16(0)? & 0x0fff, described.u16(2)?, described.u16(4)?);
        let base = Some(kind >> 4).filter(|&base| base != NONE);
        let length = usize::from(described.u16(base_length)?);
        let name = described.utf16(base_length + 2, length).unwrap_or_default();
        let name = name.split(',').next().unwrap_or_default().to_owned();
        let mut style = Self {
            name: known_name(known).unwrap_or(name),
            kind: match kind & 0x0f {
                1 => Kind::Paragraph,
                2 => Kind::Character,
                _ => Kind::Other,
            },
            base,
            look: Look::default(),
            format: ParagraphFormat::default(),
        };
        // After the name and its end come the properties, each list at an even place.
        let mut at = base_length + 2 + length * 2 + 2;
        let mut lists = Vec::new();
        for _ in 0..usize::from(counts & 0x0f).min(4) {
            at += at % 2;
            let length = usize::from(described.u16(at)?);
            lists.push(described.part(at + 2, length).unwrap_or_default());
            at += 2 + length;
        }
        let (paragraph, character) = match (style.kind, lists.as_slice()) {
            (Kind::Paragraph, [paragraph, character, ..]) => (paragraph.from(2), *character),
            (Kind::Paragraph, [paragraph]) => (paragraph.from(2), Bytes::default()),
            (Kind::Character, [character, ..]) => (Bytes::default(), *character),
            _ => return Some(style),
        };
        sprm::each(paragraph).for_each(|sprm| style.format.take(&sprm));
        // Of the rows of a style of tables nothing is written.
        style.format.row = RowFormat::default();
        sprm::each(character).for_each(|sprm| style.look.take(&sprm));
        Some(style)
    }
}

/// The names of the styles that every version of Word has, whatever its language calls them.
fn known_name(number: u16) -> Option<String> {
    Some(match number {
        0 => "Normal".to_owned(),
        1..=9 => format!("heading {number}"),
        19..=27 => format!("toc {}", number - 18),
        62 => "Title".to_owned(),
        74 => "Subtitle".to_owned(),
        _ => return None,
    })
}
