//! Fields of a form (窗体域): boxes that are checked, lists of which one is chosen.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;

/// What a field of a form holds that its text does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    Box { checked: bool },
    List { choices: Vec<String>, chosen: u16 },
}

/// What stands for a field as it was made, and not as it was filled in.
const AS_MADE: u16 = 25;

impl Form {
    /// What the data of a field says; nothing for a field of text.
    pub(crate) fn of(data: Bytes<'_>) -> Option<Self> {
        let form = data.from(usize::from(data.u16(4)?));
        let bits = form.u16(4)?;
        // The name, and behind it what the field held when it was made.
        let mut at = behind_text(form, 10)?;
        let made = form.u16(at)?;
        let now = Some(bits >> 2 & 0x1f).filter(|&now| now != AS_MADE).unwrap_or(made);
        match bits & 3 {
            1 => Some(Self::Box { checked: now != 0 }),
            2 => {
                at += 2;
                // Its format, help, status, and the macros at its beginning and end.
                for _ in 0..5 {
                    at = behind_text(form, at)?;
                }
                let count = usize::from(form.u16(at + 2)?);
                at += 6;
                let mut choices = Vec::new();
                for _ in 0..count.min(MOST_CHOICES) {
                    let length = usize::from(form.u16(at)?);
                    choices.push(form.utf16(at + 2, length)?);
                    at += 2 + length * 2;
                }
                Some(Self::List { choices, chosen: now })
            }
            _ => None,
        }
    }

    pub(crate) fn write(&self, meter: &mut Meter, out: &mut Markup) -> Result<(), ReadError> {
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

/// A list has no more choices.
const MOST_CHOICES: usize = 25;

/// The place behind a text that has its length before it and an end behind it.
fn behind_text(form: Bytes<'_>, at: usize) -> Option<usize> {
    let length = usize::from(form.u16(at)?);
    form.part(at + 2, length * 2).map(|text| at + 4 + text.len())
}
