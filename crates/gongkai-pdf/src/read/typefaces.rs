//! Typefaces: what the interpreter takes apart when one is first used, counted before it does.

use std::collections::HashMap;

use gongkai_core::format::ReadError;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Number, Object, ObjectIdentifier, Stream};

use super::draws::{DRAWING, within};
use super::streams::Streams;

/// A byte of a face's program is looked up and not drawn; it costs so many times less than one of content.
const SHARE: usize = 16;
/// The most bytes that a table of characters' names may unpack to; one of all of Unicode's first plane has about one
/// million.
pub(super) const NAMES: usize = 2 << 20;
/// The most bytes that the tables of names of all faces may unpack to.
pub(super) const ALL_NAMES: usize = 8 << 20;
/// The most widths that a face may state one by one, the highest code or width, and the most codes of its ranges, each
/// as often as it is stated.
pub(super) const WIDTHS: usize = 70_000;
const HIGHEST: f64 = 70_000.0;
const RANGES: u32 = 4_000_000;
/// The most bytes of one letter's outline, whatever the face's program.
pub(super) const OUTLINE: usize = 7 << 20;

/// The faces that were met.
#[derive(Debug, Default)]
pub(super) struct Typefaces {
    known: HashMap<ObjectIdentifier, Face>,
    names: usize,
}

/// What a face asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    /// What it costs where it is used, as bytes of content.
    pub(super) cost: usize,
    /// The most bytes that one of its letters' outlines may take.
    pub(super) outline: usize,
}

impl Typefaces {
    /// What a face costs by where it stands in the file, where it was met before: nothing more.
    pub(super) fn known(&self, id: ObjectIdentifier) -> Option<Face> {
        self.known.get(&id).map(|face| Face { cost: 0, ..*face })
    }

    /// What a face costs; one that was met before costs nothing more.
    pub(super) fn admit(&mut self, font: &Dict<'_>, streams: &Streams) -> Result<Face, ReadError> {
        if let Some(face) = font.obj_id().and_then(|id| self.known(id)) {
            return Ok(face);
        }
        let descendant = font.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let described = descendant.as_ref().unwrap_or(font);
        for dictionary in [font, described] {
            for key in [b"FirstChar".as_slice(), b"LastChar"] {
                if dictionary.get::<Number>(key).is_some_and(|code| code.as_f64() > HIGHEST) {
                    return Err(too_wide());
                }
            }
        }
        for key in [b"W".as_slice(), b"W2"] {
            if let Some(widths) = described.get::<Array<'_>>(key) {
                stated_widths(&widths)?;
            }
        }
        let mut cost = DRAWING;
        for (holder, key) in [(font, b"ToUnicode".as_slice()), (font, b"Encoding"), (described, b"CIDToGIDMap")] {
            let Some(stream) = holder.get::<Stream<'_>>(key) else { continue };
            let size = streams.size(&stream);
            within(size, NAMES, "一种字体对照表的字节数 / bytes of a face's table of characters")?;
            self.names = self.names.saturating_add(size);
            within(self.names, ALL_NAMES, "各字体对照表的字节数 / bytes of all faces' tables of characters")?;
            cost = cost.saturating_add(size);
        }
        let program = described.get::<Dict<'_>>(b"FontDescriptor").and_then(|descriptor| {
            let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
            keys.into_iter().find_map(|key| descriptor.get::<Stream<'_>>(key))
        });
        let program = program.map_or(64 << 10, |program| streams.size(&program));
        cost = cost.saturating_add(program / SHARE);
        let face = Face { cost, outline: program.saturating_mul(8).min(OUTLINE) };
        if let Some(id) = font.obj_id() {
            self.known.insert(id, face);
        }
        Ok(face)
    }
}

/// Refuses widths for more characters than there are: the interpreter notes one for each code of a range, and where a
/// range begins is known only as it reads on, so any two neighbours may be the first and the last code of one.
fn stated_widths(widths: &Array<'_>) -> Result<(), ReadError> {
    let mut count = 0_usize;
    let mut ranges = 0.0_f64;
    let mut before = f64::INFINITY;
    for item in widths.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => {
                let number = number.as_f64();
                ranges += (number - before).max(0.0);
                before = number;
                if number > HIGHEST {
                    return Err(too_wide());
                }
            }
            Object::Array(list) => count += list.iter::<Object<'_>>().take(WIDTHS + 1).count(),
            _ => {}
        }
        count += 1;
        if count > WIDTHS || ranges > f64::from(RANGES) {
            return Err(too_wide());
        }
    }
    Ok(())
}

fn too_wide() -> ReadError {
    ReadError::TooLarge { what: "字体宽度表的字符数 / characters in a face's widths", limit: WIDTHS }
}
