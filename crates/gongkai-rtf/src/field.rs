//! Fields: what they ask for, and what they show for it.

use gongkai_core::format::ReadError;
use gongkai_opc::word::{Form, MOST_CHOICES};

use crate::look::Look;
use crate::story::{Shared, Story};

/// A field that is open.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) instruction: String,
    begun: bool,
    kind: Option<i32>,
    now: Option<i32>,
    made: Option<i32>,
    choices: Vec<String>,
}

/// What stands for a field as it was made, and not as it was filled in.
const AS_MADE: i32 = 25;
/// How long a choice of a list is at most.
const CHOICE: usize = 255;

impl Field {
    /// Takes a control word of a form's field.
    pub(crate) fn take(&mut self, word: &str, number: Option<i32>) {
        match word {
            "fftype" => self.kind = number,
            "ffres" => self.now = number.filter(|&now| now != AS_MADE),
            "ffdefres" => self.made = number,
            "ffl" if self.choices.len() < MOST_CHOICES => self.choices.push(String::new()),
            _ => {}
        }
    }

    /// Takes the text of a choice.
    pub(crate) fn choice(&mut self, text: &str) {
        if let Some(choice) = self.choices.last_mut() {
            let room = CHOICE.saturating_sub(choice.chars().count());
            choice.extend(text.chars().take(room));
        }
    }

    fn form(&self) -> Option<Form> {
        let now = self.now.or(self.made).unwrap_or(0);
        match self.kind? {
            1 => Some(Form::Box { checked: now != 0 }),
            2 => Some(Form::List { choices: self.choices.clone(), chosen: u16::try_from(now).unwrap_or(0) }),
            _ => None,
        }
    }
}

impl Story {
    /// What the innermost field shows begins.
    pub(crate) fn begin_result(&mut self, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.begin_field(look, shared, true)
    }

    /// The innermost field begins, and what it shows where that was saved.
    fn begin_field(&mut self, look: Look, shared: &mut Shared, result: bool) -> Result<(), ReadError> {
        let Some(field) = self.fields.last_mut().filter(|field| !field.begun) else { return Ok(()) };
        field.begun = true;
        let (form, instruction) = (field.form(), std::mem::take(&mut field.instruction));
        self.line.mark(look, &shared.tables, &mut shared.meter, |out, meter| {
            out.open("w:fldChar", &[("w:fldCharType", "begin")]);
            if let Some(form) = form {
                form.write(meter, out)?;
            }
            out.close();
            out.open("w:instrText", &[("xml:space", "preserve")]);
            out.text(&instruction);
            out.close();
            if result {
                out.empty("w:fldChar", &[("w:fldCharType", "separate")]);
            }
            Ok(())
        })
    }

    /// The innermost field ends.
    pub(crate) fn end_field(&mut self, look: Look, shared: &mut Shared) -> Result<(), ReadError> {
        self.begin_field(look, shared, false)?;
        self.fields.pop();
        self.line.mark(look, &shared.tables, &mut shared.meter, |out, _| {
            out.empty("w:fldChar", &[("w:fldCharType", "end")]);
            Ok(())
        })
    }
}
