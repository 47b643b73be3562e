//! Fields of a form (窗体域): boxes that are checked, lists of which one is chosen.

use gongkai_compound::Bytes;
use gongkai_opc::word::{Form, MOST_CHOICES};

/// What stands for a field as it was made, and not as it was filled in.
const AS_MADE: u16 = 25;

/// What the data of a field says; nothing for a field of text.
pub(crate) fn of(data: Bytes<'_>) -> Option<Form> {
    let form = data.from(usize::from(data.u16(4)?));
    let bits = form.u16(4)?;
    // The name, and behind it what the field held when it was made.
    let mut at = behind_text(form, 10)?;
    let made = form.u16(at)?;
    let now = Some(bits >> 2 & 0x1f).filter(|&now| now != AS_MADE).unwrap_or(made);
    match bits & 3 {
        1 => Some(Form::Box { checked: now != 0 }),
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
            Some(Form::List { choices, chosen: now })
        }
        _ => None,
    }
}

/// The place behind a text that has its length before it and an end behind it.
fn behind_text(form: Bytes<'_>, at: usize) -> Option<usize> {
    let length = usize::from(form.u16(at)?);
    form.part(at + 2, length * 2).map(|text| at + 4 + text.len())
}
