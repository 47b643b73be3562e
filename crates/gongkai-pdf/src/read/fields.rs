//! Form fields: their values, which they may inherit from the fields that hold them.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Number, Object};

use super::forms::Forms;
use super::notes::{Value, decode};

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Choice,
    /// A box or round button that is ticked or not.
    Check,
    /// A button to press, which is no part of the page's text.
    Push,
    Signature,
    /// A text that is typed unseen.
    Secret,
    /// A text whose value is not one.
    Unreadable,
    Unknown,
}

/// A field with what it inherits.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) value: Value,
}

/// How deep fields may lie within fields.
pub(super) const DEEPEST: usize = 32;
const LINES: u32 = 1 << 12;
const SECRET: u32 = 1 << 13;
const PUSH: u32 = 1 << 16;
const COMBO: u32 = 1 << 17;
const SPREAD: u32 = 1 << 24;

impl Field {
    /// The field that a note on a page shows.
    pub(super) fn of<'a>(note: &Dict<'a>, forms: &Forms<'a>, meter: &mut Meter) -> Result<Self, ReadError> {
        let mut chain = vec![note.clone()];
        while let Some(parent) = chain.last().and_then(|field| field.get::<Dict<'_>>(b"Parent")) {
            meter.nodes(1)?;
            if chain.len() >= DEEPEST {
                break;
            }
            chain.push(parent);
        }
        let object = |key: &[u8]| chain.iter().find_map(|field| field.get::<Object<'_>>(key));
        let flags = match object(b"Ff") {
            Some(Object::Number(flags)) => u32::try_from(Number::as_i64(&flags)).unwrap_or(0),
            _ => 0,
        };
        let has = |flag: u32| flags & flag != 0;
        let mut names = Vec::new();
        for field in chain.iter().rev() {
            let name = super::notes::text(field, b"T", meter)?;
            if !name.is_empty() {
                names.push(name);
            }
        }
        let kind = match object(b"FT") {
            Some(Object::Name(kind)) => match kind.as_ref() {
                b"Tx" if has(SECRET) => Kind::Secret,
                b"Tx" => Kind::Text,
                b"Ch" => Kind::Choice,
                b"Btn" if has(PUSH) => Kind::Push,
                b"Btn" => Kind::Check,
                b"Sig" => Kind::Signature,
                _ => Kind::Unknown,
            },
            _ => Kind::Unknown,
        };
        let stated = object(b"V");
        if let Some(stated) = &stated {
            meter.characters(length(stated))?;
        }
        let mut text = match &stated {
            Some(stated) => value_text(stated, meter)?,
            None => Some(String::new()),
        };
        if kind == Kind::Choice
            && let (Some(Object::Array(options)), Some(text)) = (object(b"Opt"), &mut text)
        {
            shown_option(&options, text, meter)?;
        }
        let unreadable = text.is_none() && matches!(kind, Kind::Text | Kind::Choice);
        let own = chain.iter().find_map(|field| field.get::<object::String<'_>>(b"DA"));
        let look = own.map(|look| look.as_bytes().to_vec()).or_else(|| forms.look());
        let value = Value {
            text: text.unwrap_or_default(),
            name: names.join("."),
            size: size(look.as_deref()),
            lines: has(LINES) || kind == Kind::Choice && !has(COMBO),
            spread: has(SPREAD) && kind == Kind::Text,
            among_others: kind == Kind::Choice && !has(COMBO),
        };
        Ok(Self { kind: if unreadable { Kind::Unreadable } else { kind }, value })
    }
}

fn length(value: &Object<'_>) -> usize {
    match value {
        Object::String(text) => text.as_bytes().len(),
        Object::Stream(stream) => stream.decoded_data().map_or(0, |bytes| bytes.len()),
        _ => 0,
    }
}

/// The text of a value; nothing when it is none.
fn value_text(value: &Object<'_>, meter: &mut Meter) -> Result<Option<String>, ReadError> {
    Ok(match value {
        Object::Null(_) => Some(String::new()),
        Object::String(text) => decode(text.as_bytes()),
        Object::Name(name) => Some(name.as_str().to_owned()),
        Object::Number(number) => Some(number.as_f64().to_string()),
        Object::Stream(stream) => stream.decoded_data().ok().and_then(|bytes| decode(&bytes)),
        Object::Array(values) => {
            let mut lines = Vec::new();
            for value in values.iter::<object::String<'_>>() {
                meter.nodes(1)?;
                lines.push(decode(value.as_bytes()));
            }
            // Where one line cannot be made out, neither can the value.
            lines.into_iter().collect::<Option<Vec<String>>>().map(|lines| lines.join("\n"))
        }
        _ => None,
    })
}

/// Puts what a choice shows in the place of what it exports.
fn shown_option(options: &Array<'_>, text: &mut String, meter: &mut Meter) -> Result<(), ReadError> {
    for option in options.iter::<Object<'_>>() {
        meter.nodes(1)?;
        let Object::Array(pair) = option else { continue };
        let mut pair = pair.iter::<object::String<'_>>().filter_map(|text| decode(text.as_bytes()));
        if let (Some(exported), Some(shown)) = (pair.next(), pair.next())
            && exported == *text
        {
            *text = shown;
            break;
        }
    }
    Ok(())
}

/// The size of characters that a look sets: the number before `Tf`.
pub(super) fn size(look: Option<&[u8]>) -> f64 {
    let look = String::from_utf8_lossy(look.unwrap_or_default()).into_owned();
    let words: Vec<&str> = look.split_whitespace().collect();
    let at = words.iter().rposition(|word| *word == "Tf").and_then(|at| at.checked_sub(1));
    let size = at.and_then(|at| words.get(at)?.parse::<f64>().ok()).unwrap_or(0.0);
    if size.is_finite() && size > 0.0 && size < 200.0 { size } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_size_that_a_look_sets() {
        assert_eq!(size(Some(b"0 0 0 rg /Helv 7 Tf")), 7.0);
        assert_eq!(size(Some(b"/Helv 0 Tf 0 g")), 0.0);
        assert_eq!(size(None), 0.0);
    }
}
