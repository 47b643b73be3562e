//! Colours of text and of the ground behind it: whether anything of a text is seen.

/// A colour by its shares of red, green and blue.
///
/// ```
/// use gongkai_core::document::Colour;
/// assert_eq!(Colour::of_hex("#FFFFFF"), Some(Colour::WHITE));
/// assert_eq!(Colour::of_hex("auto"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// The share of red.
    pub red: u8,
    /// The share of green.
    pub green: u8,
    /// The share of blue.
    pub blue: u8,
}

/// Colours whose shares differ by no more than this look the same beside each other.
const SLIGHT: u8 = 6;

impl Colour {
    /// The colour of paper, and of pages that say nothing else.
    pub const WHITE: Self = Self::new(255, 255, 255);
    /// The colour of text that says nothing else.
    pub const BLACK: Self = Self::new(0, 0, 0);

    /// A colour by its shares.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The colour of six hexadecimal digits, `FFFFFF` or `#ffffff`.
    #[must_use]
    pub fn of_hex(text: &str) -> Option<Self> {
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        let plain = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
        let number = plain.then(|| u32::from_str_radix(digits, 16).ok())??;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self::new(red, green, blue))
    }

    /// Whether text in this colour is lost on a ground of that one: nobody tells them apart.
    ///
    /// ```
    /// use gongkai_core::document::Colour;
    /// assert!(Colour::new(254, 254, 254).is_lost_on(Colour::WHITE));
    /// assert!(!Colour::WHITE.is_lost_on(Colour::new(192, 0, 0)));
    /// ```
    #[must_use]
    pub fn is_lost_on(self, ground: Self) -> bool {
        let shares = [(self.red, ground.red), (self.green, ground.green), (self.blue, ground.blue)];
        shares.into_iter().all(|(ink, ground)| ink.abs_diff(ground) <= SLIGHT)
    }
}
