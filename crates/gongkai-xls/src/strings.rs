//! Texts: of one byte or two for each character, with runs of their own look, over the ends of records.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

use crate::records::Record;

/// A text with the characters from which on it has another font.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) units: Vec<u16>,
    /// The place of a character and the number of its font.
    pub(crate) runs: Vec<(usize, u16)>,
}

impl Text {
    /// A stretch of the text.
    pub(crate) fn part(&self, from: usize, to: usize) -> String {
        let units = self.units.get(from.min(to)..to.min(self.units.len())).unwrap_or_default();
        char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    pub(crate) fn whole(&self) -> String {
        self.part(0, self.units.len())
    }
}

/// Reads on through the data of a record and of those that go on with it.
pub(crate) struct Reader<'r, 'a> {
    parts: std::iter::Chain<std::iter::Once<Bytes<'a>>, std::iter::Copied<std::slice::Iter<'r, Bytes<'a>>>>,
    now: Bytes<'a>,
}

impl<'r, 'a> Reader<'r, 'a> {
    /// Reads a record from a place on.
    pub(crate) fn new(record: &'r Record<'a>, at: usize) -> Self {
        let mut parts = std::iter::once(record.data.from(at)).chain(record.more.iter().copied());
        let now = parts.next().unwrap_or_default();
        Self { parts, now }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.now = self.parts.next()?;
        }
        let byte = self.now.u8(0);
        self.now = self.now.from(1);
        byte
    }

    pub(crate) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn pass(&mut self, mut length: usize) -> Option<()> {
        while length > self.now.len() {
            length -= self.now.len();
            self.now = self.parts.next()?;
        }
        self.now = self.now.from(length);
        Some(())
    }

    /// Reads so many characters; in every record that goes on it is said anew whether they have two bytes each.
    fn units(&mut self, mut count: usize, mut wide: bool, out: &mut Vec<u16>) -> Option<()> {
        while count > 0 {
            if self.now.is_empty() {
                self.now = self.parts.next()?;
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let unit = if wide { self.now.u16(0) } else { self.now.u8(0).map(u16::from) };
            // Half a character at the end of a record is none.
            out.extend(unit);
            self.now = self.now.from(if wide { 2 } else { 1 });
            count -= 1;
        }
        Some(())
    }

    /// A text with its length before it in two bytes.
    pub(crate) fn text(&mut self, meter: &mut Meter) -> Result<Option<Text>, ReadError> {
        let Some(count) = self.short() else { return Ok(None) };
        self.text_of(usize::from(count), meter)
    }

    /// A text of so many characters; nothing where the record ends before it.
    pub(crate) fn text_of(&mut self, count: usize, meter: &mut Meter) -> Result<Option<Text>, ReadError> {
        meter.characters(count)?;
        let mut text = Text::default();
        let mut read = || -> Option<usize> {
            let flags = self.byte()?;
            let runs = if flags & 8 != 0 { usize::from(self.short()?) } else { 0 };
            let phonetic = if flags & 4 != 0 { gongkai_compound::whole(self.long()?) } else { 0 };
            self.units(count, flags & 1 != 0, &mut text.units)?;
            for _ in 0..runs {
                let (at, font) = (usize::from(self.short()?), self.short()?);
                // They stand in order; one that goes back would say the same text again.
                if text.runs.last().is_none_or(|(last, _)| *last < at) {
                    text.runs.push((at, font));
                }
            }
            self.pass(phonetic)?;
            Some(runs)
        };
        let runs = read();
        meter.nodes(text.runs.len())?;
        Ok(runs.is_some().then_some(text))
    }
}
