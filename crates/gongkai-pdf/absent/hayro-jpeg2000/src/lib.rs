//! Where the interpreter of PDF pages looks for a decoder of JPEG 2000: no picture is decoded, see the README of the folder above.

#![no_std]

extern crate alloc;

use alloc::vec::Vec;

/// Why nothing is decoded.
#[derive(Debug)]
pub struct Absent;

/// How a picture would be decoded.
#[derive(Debug)]
pub struct DecodeSettings {
    /// Whether places in a palette become colours.
    pub resolve_palette_indices: bool,
    /// Whether faults are refused.
    pub strict: bool,
    /// The size that is wanted.
    pub target_resolution: Option<(u32, u32)>,
}

/// What a decoder keeps between pictures.
#[derive(Debug, Default)]
pub struct DecoderContext;

/// What the numbers of a point mean.
#[derive(Debug)]
pub enum ColorSpace {
    /// One shade.
    Gray,
    /// Three colours of light.
    RGB,
    /// Four inks.
    CMYK,
    /// Something else.
    Unknown {
        /// How many numbers a point has.
        num_channels: u8,
    },
    /// By a profile.
    Icc {
        /// The profile.
        profile: Vec<u8>,
        /// How many numbers a point has.
        num_channels: u8,
    },
}

/// A picture. There is none.
#[derive(Debug)]
pub enum Image {}

impl Image {
    /// Always [`Absent`].
    pub fn new(_: &[u8], _: &DecodeSettings) -> Result<Self, Absent> {
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

    /// How many bits each number had.
    pub fn original_bit_depth(&self) -> u8 {
        match *self {}
    }

    /// What its numbers mean.
    pub fn color_space(&self) -> &ColorSpace {
        match *self {}
    }

    /// Whether its points may be seen through.
    pub fn has_alpha(&self) -> bool {
        match *self {}
    }

    /// Its points.
    pub fn decode(&self, _: &mut DecoderContext) -> Result<Bitmap, Absent> {
        match *self {}
    }
}

/// The points of a picture. There are none.
#[derive(Debug)]
pub enum Bitmap {}

impl Bitmap {
    /// Eight bits a number.
    pub fn data_u8(self) -> Vec<u8> {
        match self {}
    }
}
