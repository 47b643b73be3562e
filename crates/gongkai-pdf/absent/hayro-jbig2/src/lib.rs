//! Where the interpreter of PDF pages looks for a decoder of JBIG2: no picture is decoded, see the README of the folder above.

#![no_std]

/// Why nothing is decoded.
#[derive(Debug)]
pub struct Absent;

/// How a picture would be decoded.
#[derive(Debug)]
pub struct DecodeSettings {
    /// Whether faults are refused.
    pub strict: bool,
}

/// What takes the points of a picture.
pub trait Decoder {
    /// One point.
    fn push_pixel(&mut self, black: bool);
    /// Eight points of one colour, so many times.
    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32);
    /// The end of a line.
    fn next_line(&mut self);
}

/// What several pictures would share. There is none.
#[derive(Debug)]
pub enum Globals {}

impl Globals {
    /// Always [`Absent`].
    pub fn new(_: &[u8], _: &DecodeSettings) -> Result<Self, Absent> {
        Err(Absent)
    }
}

/// A picture. There is none.
#[derive(Debug)]
pub enum Page {}

impl Page {
    /// Always [`Absent`].
    pub fn new_embedded(_: &[u8], _: Option<&Globals>, _: &DecodeSettings) -> Result<Self, Absent> {
        Err(Absent)
    }

    /// Its width in points.
    pub fn width(&self) -> u32 {
        match *self {}
    }

    /// Its height in points.
    pub fn height(&self) -> u32 {
        match *self {}
    }

    /// Its points.
    pub fn decode(&self, _: &mut impl Decoder) -> Result<(), Absent> {
        match *self {}
    }
}
