//! Fields of a form (窗体域): boxes that are checked, lists of which one is chosen.

use gongkai_core::format::{Meter, ReadError};

use crate::Markup;

/// What a field of a form holds that its text does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A box.
    Box {
        /// Whether it is checked.
        checked: bool,
    },
    /// A list of choices.
    List {
        /// All of them.
        choices: Vec<String>,
        /// Which was taken, from 0.
        chosen: u16,
    },
}

/// A list has no more choices.
pub const MOST_CHOICES: usize = 25;

impl Form {
    /// Writes it where its field begins.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when its choices are over the limit of characters.
    pub fn write(&self, meter: &mut Meter, out: &mut Markup) -> Result<(), ReadError> {
        out.open("w:ffData", &[]);
        match self {
            Self::Box { checked } => {
                out.open("w:checkBox", &[]);
                out.empty("w:checked", &[("w:val", if *checked { "1" } else { "0" })]);
            }
            Self::List { choices, chosen } => {
                out.open("w:ddList", &[]);
                out.empty("w:result", &[("w:val", &chosen.to_string())]);
                for choice in choices {
                    meter.characters(choice.chars().count())?;
                    out.empty("w:listEntry", &[("w:val", choice)]);
                }
            }
        }
        out.close();
        out.close();
        Ok(())
    }
}
