//! What lies over a page: form fields, typewritten notes, stamps, lines that a reviewer struck out, links.
//!
//! People see it as they see the page, so it is read at its place. What only some viewers show, or what is a remark about
//! the text and not of it, is left out and said.

use gongkai_core::characters;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::RectExt;
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, MaybeRef, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Rect, Shape};

use super::fields::{self, Field, Kind};
use super::fold::UNREADABLE;
use super::forms::Forms;

/// One thing over a page; its area is in the page's own units.
pub(super) enum Note<'a> {
    /// Drawn, or with a value that a viewer would draw.
    Drawn(Appearance<'a>),
    /// An area whose text a reviewer struck out.
    Struck(Rect),
    /// An area that links to an address.
    Link(Rect, String),
}

/// What a note looks like and says.
pub(super) struct Appearance<'a> {
    /// Its drawing, when it has one.
    pub(super) form: Option<Stream<'a>>,
    /// From the drawing's units to the page's.
    pub(super) placed: Affine,
    /// The bounds of the drawing in its own units.
    pub(super) bounds: Rect,
    pub(super) area: Rect,
    /// What it says, when the file states that beside the drawing.
    pub(super) value: Option<Value>,
}

/// What a field or note says, as its file states it.
#[derive(Debug, Clone, Default)]
pub(super) struct Value {
    pub(super) text: String,
    /// The name by which the form knows it; empty for a note.
    pub(super) name: String,
    /// The size of its characters; 0 when they are to fit.
    pub(super) size: f64,
    /// Whether it may be of several lines.
    pub(super) lines: bool,
    /// Whether its characters are spread over equal boxes.
    pub(super) spread: bool,
    /// Whether its drawing shows other choices too.
    pub(super) among_others: bool,
}

/// What lies over a page.
#[derive(Default)]
pub(super) struct Notes<'a> {
    pub(super) notes: Vec<Note<'a>>,
    pub(super) remarks: Vec<Remark>,
}

/// The flags by which a note is not shown on screen.
const HIDDEN: u32 = 1 << 1 | 1 << 5;
/// The most characters of a text that is left out to be told.
const TOLD: usize = 60;

/// What lies over a page.
pub(super) fn of_page<'a>(
    page: &Page<'a>,
    number: usize,
    forms: &Forms<'a>,
    meter: &mut Meter,
) -> Result<Notes<'a>, ReadError> {
    let mut found = Notes::default();
    let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") else { return Ok(found) };
    for item in notes.raw_iter() {
        meter.nodes(1)?;
        let note = match item {
            MaybeRef::Ref(reference) => page.xref().get::<Dict<'_>>(reference.into()),
            MaybeRef::NotRef(object) => object.into_dict(),
        };
        if let Some(note) = note {
            found.add(&note, number, forms, meter)?;
        }
    }
    Ok(found)
}

impl<'a> Notes<'a> {
    fn add(&mut self, note: &Dict<'a>, page: usize, forms: &Forms<'a>, meter: &mut Meter) -> Result<(), ReadError> {
        let kind = note.get::<Name<'_>>(b"Subtype");
        let kind: &[u8] = kind.as_deref().unwrap_or_default();
        let Some(area) = note.get::<object::Rect>(b"Rect").map(|area| area.to_kurbo()) else { return Ok(()) };
        let hidden = note.get::<u32>(b"F").unwrap_or(0) & HIDDEN != 0 || forms.is_off(note);
        match kind {
            b"Popup" => {}
            b"Link" => {
                if let Some(address) = address(note).filter(|_| !hidden) {
                    meter.characters(address.len())?;
                    self.notes.push(Note::Link(area, address));
                }
            }
            b"Widget" => self.field(note, area, hidden, page, forms, meter)?,
            b"StrikeOut" if !hidden => {
                let areas = quads(note, meter)?;
                self.notes.extend(if areas.is_empty() { vec![area] } else { areas }.into_iter().map(Note::Struck));
                self.remark_of(note, page, meter)?;
            }
            b"Text" | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" | b"Caret" => {
                self.remark_of(note, page, meter)?;
            }
            b"FileAttachment" => self.say(RemarkKind::Attachment, "附件未读 / an attached file", page),
            b"Redact" => {
                self.say(
                    RemarkKind::FormField,
                    "标了待涂黑的区域，尚未涂黑，照读 / an area marked for redaction",
                    page,
                );
            }
            b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D" | b"TrapNet" | b"PrinterMark" => {}
            _ => self.drawn(note, kind, area, hidden, page, meter)?,
        }
        Ok(())
    }

    /// A typewritten note, a stamp or a figure.
    fn drawn(
        &mut self,
        note: &Dict<'a>,
        kind: &[u8],
        area: Rect,
        hidden: bool,
        page: usize,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        let typed = kind == b"FreeText";
        let contents = text(note, b"Contents", meter)?;
        if hidden {
            if !contents.trim().is_empty() {
                let detail = format!(
                    "隐藏的注释“{0}”不作数，已略去 / the hidden note “{0}” is not in force, left out",
                    told(&contents)
                );
                self.say(RemarkKind::NotShown, &detail, page);
            }
            return Ok(());
        }
        let value = (typed && !contents.trim().is_empty()).then(|| Value {
            text: contents.clone(),
            size: fields::size(note.get::<object::String<'_>>(b"DA").as_ref().map(|look| look.as_bytes())),
            lines: true,
            ..Value::default()
        });
        if !typed && !contents.trim().is_empty() {
            let detail =
                format!("批注“{0}”不是正文，未读 / the comment “{0}” is none of the text, not read", told(&contents));
            self.say(RemarkKind::NotShown, &detail, page);
        }
        self.put(note, area, value);
        Ok(())
    }

    fn field(
        &mut self,
        note: &Dict<'a>,
        area: Rect,
        hidden: bool,
        page: usize,
        forms: &Forms<'a>,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        let field = Field::of(note, forms, meter)?;
        let text = field.value.text.trim();
        if hidden {
            if !text.is_empty() {
                let detail = format!(
                    "隐藏的表单域“{0}”的值“{1}”不作数，已略去 / the value “{1}” of the hidden field “{0}” is not in force, left out",
                    field.value.name,
                    told(text)
                );
                self.say(RemarkKind::NotShown, &detail, page);
            }
            return Ok(());
        }
        match field.kind {
            Kind::Text | Kind::Choice => self.put(note, area, Some(field.value)),
            Kind::Check => self.put(note, area, None),
            Kind::Push => {}
            Kind::Secret => self.unread(area, &field.value.name, ("是密码框", "is for a password"), page),
            Kind::Signature => {
                if appearance(note).is_some() {
                    self.say(RemarkKind::FormField, "电子签名的图样未读 / the look of a signature", page);
                }
            }
            Kind::Unknown => self.put(note, area, (!text.is_empty()).then_some(field.value)),
            Kind::Unreadable => self.unread(area, &field.value.name, ("的值无法解读", "cannot be made out"), page),
        }
        Ok(())
    }

    /// A field whose value is not known: its place is in doubt.
    fn unread(&mut self, area: Rect, name: &str, (zh, en): (&str, &str), page: usize) {
        self.say(RemarkKind::FormField, &format!("表单域“{name}”{zh}，未读 / the field “{name}” {en}, not read"), page);
        let text = UNREADABLE.to_string();
        self.notes.push(Note::Drawn(Appearance {
            form: None,
            placed: Affine::IDENTITY,
            bounds: area,
            area,
            value: Some(Value { text, name: name.to_owned(), ..Value::default() }),
        }));
    }

    fn put(&mut self, note: &Dict<'a>, area: Rect, value: Option<Value>) {
        let form = appearance(note);
        if form.is_none() && value.is_none() {
            return;
        }
        let bounds = form.as_ref().and_then(|form| form.dict().get::<object::Rect>(b"BBox")).map(|b| b.to_kurbo());
        let bounds = bounds.unwrap_or(area);
        let matrix = form.as_ref().and_then(|form| form.dict().get::<[f64; 6]>(b"Matrix")).map(Affine::new);
        let matrix = matrix.unwrap_or(Affine::IDENTITY);
        // The drawing's bounds, turned as it says, are put on the note's area.
        let turned = (matrix * bounds.to_path(0.1)).bounding_box();
        let scale = |of: f64, to: f64| if of.abs() > 1e-6 { to / of } else { 1.0 };
        let (x, y) = (scale(turned.width(), area.width()), scale(turned.height(), area.height()));
        let fitted = Affine::new([x, 0.0, 0.0, y, area.x0 - x * turned.x0, area.y0 - y * turned.y0]);
        self.notes.push(Note::Drawn(Appearance { form, placed: fitted * matrix, bounds, area, value }));
    }

    /// Says what a reviewer's mark remarks, if anything.
    fn remark_of(&mut self, note: &Dict<'a>, page: usize, meter: &mut Meter) -> Result<(), ReadError> {
        let contents = text(note, b"Contents", meter)?;
        if !contents.trim().is_empty() {
            let detail =
                format!("批注“{0}”不是正文，未读 / the comment “{0}” is none of the text, not read", told(&contents));
            self.say(RemarkKind::NotShown, &detail, page);
        }
        Ok(())
    }

    fn say(&mut self, kind: RemarkKind, detail: &str, page: usize) {
        let remark = Remark::new(kind, detail, Position::default().page(page));
        if self.remarks.len() < 1_000 && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

/// The drawing of a note in its present state.
fn appearance<'a>(note: &Dict<'a>) -> Option<Stream<'a>> {
    match note.get::<Dict<'_>>(b"AP")?.get::<Object<'_>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'_>>(note.get::<Name<'_>>(b"AS")?),
        _ => None,
    }
}

/// The address that a link leads to, outside the file.
fn address(note: &Dict<'_>) -> Option<String> {
    let action = note.get::<Dict<'_>>(b"A")?;
    let address = action.get::<object::String<'_>>(b"URI")?;
    // Nothing but ASCII is allowed here; what is written all the same is mostly UTF-8.
    let address = match std::str::from_utf8(address.as_bytes()) {
        Ok(address) => address.to_owned(),
        Err(_) => decode(address.as_bytes())?,
    };
    Some(in_letters(address.trim())).filter(|address| !address.is_empty())
}

/// An address with the letters that PDF, which knows ASCII alone, makes its writers encode: `%E7%9B%AE` is 目. What is
/// encoded for another reason, such as a space, stays so.
fn in_letters(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let mut bytes = Vec::new();
        let mut letter = None;
        let mut tail = after;
        // The bytes of one character, four at most.
        while bytes.len() < 4
            && let Some((digits, more)) = tail.split_at_checked(2)
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            && let Ok(byte) = u8::from_str_radix(digits, 16)
        {
            bytes.push(byte);
            letter = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
            if letter.is_some() {
                tail = more;
                break;
            }
            let Some(more) = more.strip_prefix('%') else { break };
            tail = more;
        }
        match letter.filter(|c| c.is_alphanumeric() && !c.is_ascii()) {
            Some(letter) => {
                out.push(letter);
                rest = tail;
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The areas of a mark over text, which are given by their corners.
fn quads(note: &Dict<'_>, meter: &mut Meter) -> Result<Vec<Rect>, ReadError> {
    let mut areas = Vec::new();
    let Some(corners) = note.get::<Array<'_>>(b"QuadPoints") else { return Ok(areas) };
    let mut numbers: Vec<f64> = Vec::new();
    for number in corners.iter::<f64>() {
        meter.nodes(1)?;
        numbers.push(number);
    }
    for quad in numbers.chunks_exact(8) {
        let of = |odd: usize| quad.iter().skip(odd).step_by(2);
        let ends = |odd: usize| {
            of(odd).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &at| (low.min(at), high.max(at)))
        };
        let ((x0, x1), (y0, y1)) = (ends(0), ends(1));
        areas.push(Rect::new(x0, y0, x1, y1));
    }
    Ok(areas)
}

/// A text of a dictionary; empty when it has none.
pub(super) fn text(holder: &Dict<'_>, key: &[u8], meter: &mut Meter) -> Result<String, ReadError> {
    let Some(text) = holder.get::<object::String<'_>>(key) else { return Ok(String::new()) };
    meter.characters(text.as_bytes().len())?;
    // What cannot be made out is shown as far as it can: a note that says something is not passed over.
    Ok(decode(text.as_bytes()).unwrap_or_else(|| String::from_utf8_lossy(text.as_bytes()).into_owned()))
}

/// Text as PDF files encode it outside their pages.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = lopdf::Object::string_literal(bytes);
    lopdf::decode_text_string(&text).ok()
}

fn told(text: &str) -> String {
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut told: String = shown.chars().filter(|&c| !characters::is_control(c)).take(TOLD).collect();
    if shown.chars().count() > TOLD {
        told.push('…');
    }
    told
}

#[cfg(test)]
mod tests {
    use super::in_letters;

    #[test]
    fn letters_of_an_address_are_read_and_nothing_else_is_decoded() {
        assert_eq!(in_letters("https://a.example/%E7%9B%AE%E5%BD%95%20(1).html"), "https://a.example/目录%20(1).html");
        for kept in ["a%", "a%2", "%41%zz", "%E7%9B", "%E7x", "%E2%80%AE", "100%25", "%C4%BF%C2%BC%"] {
            let read = in_letters(kept);
            assert!(read == kept || !read.is_ascii(), "{kept}: {read}");
            assert!(!read.contains('\u{202e}'));
        }
    }
}
