//! The text: pieces of the main stream in the order of the document.

use gongkai_compound::Bytes;
use gongkai_core::Within;
use gongkai_core::format::{Meter, ReadError};

use crate::sprm;

/// A stretch of text that lies together in the stream.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its first character and the one behind its last.
    first: u32,
    end: u32,
    /// Where it lies in the stream.
    at: usize,
    /// Whether its characters have two bytes each.
    wide: bool,
    /// What it changes of the properties of its text.
    modifier: u16,
}

/// The pieces of a document.
#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    main: Bytes<'a>,
    pieces: Vec<Piece>,
    modifiers: Vec<Bytes<'a>>,
}

/// A character as it lies in the stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// Its code, a half of a pair where it has two.
    pub(crate) code: u16,
    /// Where it lies, and the place behind it.
    pub(crate) at: usize,
    pub(crate) end: usize,
    /// The piece that it is in.
    pub(crate) piece: usize,
}

/// What characters of one byte from 0x80 to 0x9f are.
const HIGH: [u16; 32] = [
    0x80, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x8e, 0x8f,
    0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x9e,
    0x178,
];

impl<'a> Pieces<'a> {
    /// Reads the table of pieces.
    pub(crate) fn of(main: &'a [u8], table: Bytes<'a>, meter: &mut Meter) -> Result<Self, ReadError> {
        let damaged = || ReadError::damaged("文字的分段表不完整 / the table of pieces is damaged");
        let mut pieces = Self { main: Bytes::new(main), pieces: Vec::new(), modifiers: Vec::new() };
        let mut rest = table;
        while rest.u8(0) == Some(1) {
            let length = usize::from(rest.u16(1).ok_or_else(damaged)?);
            meter.nodes(1)?;
            pieces.modifiers.push(rest.part(3, length).ok_or_else(damaged)?);
            rest = rest.from(3 + length);
        }
        let length = rest.place(1).filter(|_| rest.u8(0) == Some(2)).ok_or_else(damaged)?;
        let list = rest.part(5, length).ok_or_else(damaged)?;
        let count = length.saturating_sub(4) / 12;
        meter.nodes(count)?;
        let mut reached = 0;
        for index in 0..count {
            let (first, end) = (list.u32(index * 4), list.u32(index * 4 + 4));
            let described = (count + 1) * 4 + index * 8;
            let (Some(first), Some(end), Some(place), Some(modifier)) =
                (first, end, list.u32(described + 2), list.u16(described + 6))
            else {
                return Err(damaged());
            };
            if first < reached || end < first {
                return Err(damaged());
            }
            reached = end;
            let wide = place & 0x4000_0000 == 0;
            let place = gongkai_compound::whole(place & 0x3fff_ffff);
            let at = if wide { place } else { place / 2 };
            pieces.pieces.push(Piece { first, end, at, wide, modifier });
        }
        Ok(pieces)
    }

    /// The piece that holds a character, looked for first where the last one was found.
    fn piece(&self, character: u32, hint: usize) -> Option<(usize, Piece)> {
        let holds = |index: usize| {
            let piece = self.pieces.get(index)?;
            (piece.first <= character && character < piece.end).then_some((index, *piece))
        };
        holds(hint)
            .or_else(|| holds(hint.saturating_add(1)))
            .or_else(|| holds(self.pieces.partition_point(|piece| piece.first <= character).checked_sub(1)?))
    }

    /// A character by its number.
    pub(crate) fn unit(&self, character: u32, hint: &mut usize) -> Option<Unit> {
        let (index, piece) = self.piece(character, *hint)?;
        *hint = index;
        let within = gongkai_compound::whole(character - piece.first);
        let (at, length) = if piece.wide { (piece.at + within * 2, 2) } else { (piece.at + within, 1) };
        let code = if piece.wide {
            self.main.u16(at)?
        } else {
            let byte = self.main.u8(at)?;
            let high = byte.checked_sub(0x80).and_then(|high| HIGH.get(usize::from(high)));
            high.copied().unwrap_or(u16::from(byte))
        };
        Some(Unit { code, at, end: at + length, piece: index })
    }

    /// What a piece changes of the properties of its text, each change in turn.
    pub(crate) fn changes(
        &self,
        piece: usize,
        mut take: impl FnMut(&sprm::Sprm<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let modifier = self.pieces.get(piece).map_or(0, |piece| piece.modifier);
        if modifier & 1 == 1 {
            let list = self.modifiers.get(usize::from(modifier >> 1)).copied().unwrap_or_default();
            sprm::each(list).try_for_each(|sprm| take(&sprm))
        } else if let Some(code) = sprm::short(modifier >> 1 & 0x7f) {
            let value = modifier.to_le_bytes();
            take(&sprm::Sprm { code, operand: Bytes::new(value.within(1..)) })
        } else {
            Ok(())
        }
    }
}
