//! Where the interpreter of PDF pages looks for a decoder of fax pictures: no picture is decoded, see the README of the folder above.

#![no_std]

/// Why nothing is decoded.
#[derive(Debug)]
pub struct Absent;

/// How a picture would be decoded.
#[derive(Debug, Clone, Copy)]
pub struct DecodeSettings {
    /// Its width in points.
    pub columns: u32,
    /// Its height in points.
    pub rows: u32,
    /// Whether its end may be marked.
    pub end_of_block: bool,
    /// Whether the ends of its lines are marked.
    pub end_of_line: bool,
    /// Whether each line begins at a byte.
    pub rows_are_byte_aligned: bool,
    /// How it is packed.
    pub encoding: EncodingMode,
    /// Whether faults are refused.
    pub strict: bool,
}

/// How a picture is packed.
#[derive(Debug, Clone, Copy)]
pub enum EncodingMode {
    /// As group 4 of fax machines does.
    Group4,
    /// As group 3 does, line by line.
    Group3_1D,
    /// As group 3 does, each line by the one before.
    Group3_2D,
}

/// What takes the lines of a picture.
pub trait Decoder {
    /// One line: where its colour changes.
    fn push_row(&mut self, changes: &[u32]);
}

/// What a decoder keeps between lines.
#[derive(Debug)]
pub struct DecoderContext;

impl DecoderContext {
    /// Keeps nothing.
    pub fn new(_: DecodeSettings) -> Self {
        Self
    }
}

/// Always [`Absent`].
pub fn decode(_: &[u8], _: &mut impl Decoder, _: &mut DecoderContext) -> Result<usize, Absent> {
    Err(Absent)
}
