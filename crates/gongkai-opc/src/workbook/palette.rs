//! The colours of a workbook: stated outright, by their place in the theme, or by a number of the older palette.

use gongkai_core::document::Colour;
use gongkai_core::format::{Meter, ReadError};

use crate::{Element, Node, XmlReader};

/// The colours that a workbook names by numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Palette {
    /// In the order of the theme's part: dark and light, dark and light, six accents, two links.
    theme: Vec<Colour>,
    /// Those that the workbook sets in place of the usual numbered ones.
    numbered: Vec<Option<Colour>>,
}

/// The colours of the usual palette from its number 8 on; the eight before them are the first eight again.
const NUMBERED: [u32; 56] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080, 0x99_99ff, 0x99_3366, 0xff_ffcc, 0xcc_ffff,
    0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff, 0x00_0080, 0xff_00ff, 0xff_ff00, 0x00_ffff, 0x80_0080, 0x80_0000,
    0x00_8080, 0x00_00ff, 0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99, 0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99,
    0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900, 0xff_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966,
    0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];
/// The number of the system's colour for grounds.
const SYSTEM_GROUND: usize = 65;

impl Palette {
    /// Reads the theme's part.
    pub(super) fn read_theme(&mut self, text: &str, part: &str, meter: &Meter) -> Result<(), ReadError> {
        const MOST: usize = 12;
        let mut reader = XmlReader::new(text, part, meter.limits());
        let mut in_scheme = false;
        loop {
            match reader.node()? {
                Node::Open(element) => match element.name() {
                    "clrScheme" => in_scheme = true,
                    "fontScheme" => return Ok(()),
                    "srgbClr" | "sysClr" if in_scheme && self.theme.len() < MOST => {
                        let stated = if element.name() == "sysClr" { "lastClr" } else { "val" };
                        let colour = element.attribute(stated)?.and_then(|colour| Colour::of_hex(&colour));
                        self.theme.push(colour.unwrap_or(Colour::BLACK));
                    }
                    _ => {}
                },
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Takes a colour that the workbook sets in its palette.
    pub(super) fn set_next(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        if self.numbered.len() < NUMBERED.len() + 8 {
            self.numbered.push(element.attribute("rgb")?.and_then(|argb| opaque(&argb)));
        }
        Ok(())
    }

    /// The colour that an element names; nothing for an automatic one.
    pub(super) fn colour(&self, element: &Element<'_>) -> Result<Option<Colour>, ReadError> {
        if let Some(argb) = element.attribute("rgb")? {
            return Ok(opaque(&argb));
        }
        let number = |name: &str| -> Result<Option<usize>, ReadError> {
            Ok(element.attribute(name)?.and_then(|value| value.trim().parse().ok()))
        };
        if let Some(theme) = number("theme")? {
            // The numbers have the light ones before the dark ones, the part has not.
            let place = match theme {
                0 => 1,
                1 => 0,
                2 => 3,
                3 => 2,
                other => other,
            };
            let tint = element.attribute("tint")?.and_then(|tint| tint.trim().parse::<f64>().ok()).unwrap_or(0.0);
            return Ok(self.theme.get(place).map(|colour| tinted(*colour, tint)));
        }
        Ok(number("indexed")?.and_then(|number| self.numbered(number)))
    }

    fn numbered(&self, number: usize) -> Option<Colour> {
        if number == SYSTEM_GROUND {
            return Some(Colour::WHITE);
        }
        let own = self.numbered.get(number).copied().flatten();
        let usual = NUMBERED.get(number.checked_sub(8).unwrap_or(number)).map(|colour| {
            let [_, red, green, blue] = colour.to_be_bytes();
            Colour::new(red, green, blue)
        });
        own.or(usual)
    }
}

/// The colour of `FFRRGGBB`. Programs take no notice of how much of it shows.
fn opaque(argb: &str) -> Option<Colour> {
    let digits = argb.trim();
    let colour = if digits.len() == 8 { digits.get(2..)? } else { digits };
    Colour::of_hex(colour)
}

/// A colour made lighter or darker by a share of the way to white or black.
fn tinted(colour: Colour, tint: f64) -> Colour {
    let part = |share: u8| {
        let share = f64::from(share);
        let moved = if tint < 0.0 { share * (1.0 + tint) } else { share + (255.0 - share) * tint };
        format!("{:.0}", moved.clamp(0.0, 255.0)).parse().unwrap_or(u8::MAX)
    };
    Colour::new(part(colour.red), part(colour.green), part(colour.blue))
}
