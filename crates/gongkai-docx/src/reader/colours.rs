//! Colours of text and of what stands behind it: shading, highlighting, the page.

use gongkai_core::document::Colour;
use gongkai_core::format::ReadError;
use gongkai_opc::Element;

/// The colour that text is stated to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Whichever is seen on its ground (自动).
    Automatic,
    Plain(Colour),
}

/// What is stated to be behind text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing: what is farther behind shows.
    Nothing,
    Plain(Colour),
    /// A pattern.
    Unknown,
}

impl Ink {
    /// The colour of `w:color`.
    pub(super) fn of(element: &Element<'_>) -> Result<Option<Self>, ReadError> {
        Ok(element.val()?.map(|value| Colour::of_hex(&value).map_or(Self::Automatic, Self::Plain)))
    }
}

impl Ground {
    /// The ground of `w:shd`.
    pub(super) fn of_shading(element: &Element<'_>) -> Result<Self, ReadError> {
        let pattern = element.val()?;
        let named = match pattern.as_deref().map(str::trim) {
            None | Some("clear") => "fill",
            Some("solid") => "color",
            Some("nil") => return Ok(Self::Nothing),
            Some(_) => return Ok(Self::Unknown),
        };
        let colour = element.attribute(named)?.and_then(|colour| Colour::of_hex(&colour));
        // A solid pattern without a colour is black.
        let nothing = if named == "color" { Self::Plain(Colour::BLACK) } else { Self::Nothing };
        Ok(colour.map_or(nothing, Self::Plain))
    }

    /// The ground of `w:highlight`.
    pub(super) fn of_highlight(element: &Element<'_>) -> Result<Self, ReadError> {
        const NAMES: [(&str, u8, u8, u8); 16] = [
            ("black", 0, 0, 0),
            ("white", 255, 255, 255),
            ("yellow", 255, 255, 0),
            ("green", 0, 255, 0),
            ("cyan", 0, 255, 255),
            ("magenta", 255, 0, 255),
            ("blue", 0, 0, 255),
            ("red", 255, 0, 0),
            ("darkBlue", 0, 0, 128),
            ("darkCyan", 0, 128, 128),
            ("darkGreen", 0, 128, 0),
            ("darkMagenta", 128, 0, 128),
            ("darkRed", 128, 0, 0),
            ("darkYellow", 128, 128, 0),
            ("darkGray", 128, 128, 128),
            ("lightGray", 192, 192, 192),
        ];
        let name = element.val()?.unwrap_or_default();
        let known = NAMES.iter().find(|(own, ..)| *own == name.trim());
        Ok(known.map_or(Self::Nothing, |&(_, red, green, blue)| Self::Plain(Colour::new(red, green, blue))))
    }

    /// What is seen behind text that stands on this, with something behind it; nothing for what cannot be told.
    pub(super) fn on(self, behind: Option<Colour>) -> Option<Colour> {
        match self {
            Self::Nothing => behind,
            Self::Plain(colour) => Some(colour),
            Self::Unknown => None,
        }
    }
}
