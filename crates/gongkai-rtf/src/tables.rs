//! The fonts and colours that a document names once and then calls by number.

use std::collections::HashMap;

use encoding_rs::Encoding;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::word::Colour;

use crate::page::{self, Charset, Page};

/// The fonts, the colours and the code page of a document.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The document's code page, where it says one.
    pub(crate) page: Option<&'static Encoding>,
    pub(crate) usual_font: Option<i32>,
    fonts: HashMap<i32, Font>,
    colours: Vec<Colour>,
    /// The font and the colour that are being described.
    font: Option<(i32, Font)>,
    colour: Colour,
}

#[derive(Debug, Default)]
struct Font {
    charset: Charset,
    name: String,
}

/// How much of a font's name is kept.
const NAME: usize = 32;

impl Tables {
    /// What bytes mean in a font.
    pub(crate) fn page(&self, font: Option<i32>) -> Page {
        let font = font.or(self.usual_font).and_then(|font| self.fonts.get(&font));
        font.map_or(Charset::Documents, |font| font.charset).page(self.page)
    }

    /// The name of a font whose characters are signs, or may be.
    pub(crate) fn signs(&self, font: i32) -> Option<&str> {
        let font = self.fonts.get(&font)?;
        let of_text = matches!(font.charset, Charset::Of(_));
        Some(font.name.as_str()).filter(|name| !of_text && !name.is_empty())
    }

    /// A colour by its number; none where it is automatic.
    pub(crate) fn colour(&self, number: i32) -> Colour {
        usize::try_from(number).ok().and_then(|number| self.colours.get(number)).copied().flatten()
    }

    /// Takes a control word of the table of fonts.
    pub(crate) fn font_word(&mut self, word: &str, number: Option<i32>, meter: &mut Meter) -> Result<(), ReadError> {
        match (word, &mut self.font) {
            ("f", _) => {
                self.end_font();
                meter.nodes(2)?;
                self.font = number.map(|number| (number, Font::default()));
            }
            ("fcharset", Some((_, font))) => font.charset = Charset::of(number.unwrap_or(1)),
            ("cpg", Some((_, font))) => {
                font.charset = number.and_then(page::of_number).map_or(font.charset, Charset::Of);
            }
            _ => {}
        }
        Ok(())
    }

    /// What bytes of the name of the font mean that is being described.
    pub(crate) fn page_of_name(&self) -> Page {
        let charset = self.font.as_ref().map_or(Charset::Documents, |(_, font)| font.charset);
        // The name of a font of signs is in letters.
        (if charset == Charset::Signs { Charset::Documents } else { charset }).page(self.page)
    }

    pub(crate) fn font_text(&mut self, text: &str) {
        let mut ends = false;
        if let Some((_, font)) = &mut self.font {
            let name = text.split(';').next().unwrap_or_default();
            ends = text.contains(';');
            let room = NAME.saturating_sub(font.name.chars().count());
            font.name.extend(name.chars().take(room));
        }
        if ends {
            self.end_font();
        }
    }

    pub(crate) fn end_font(&mut self) {
        if let Some((number, mut font)) = self.font.take() {
            font.name = font.name.trim().to_owned();
            self.fonts.insert(number, font);
        }
    }

    /// Takes a control word of the table of colours.
    pub(crate) fn colour_word(&mut self, word: &str, number: Option<i32>) {
        let share = number.and_then(|number| u8::try_from(number.clamp(0, 255)).ok()).unwrap_or(0);
        let at = match word {
            "red" => 0,
            "green" => 1,
            "blue" => 2,
            _ => return,
        };
        if let Some(place) = self.colour.get_or_insert_with(Default::default).get_mut(at) {
            *place = share;
        }
    }

    pub(crate) fn colour_text(&mut self, text: &str, meter: &mut Meter) -> Result<(), ReadError> {
        for _ in text.matches(';') {
            meter.nodes(1)?;
            self.colours.push(self.colour.take());
        }
        Ok(())
    }
}
