//! Where the interpreter of PDF pages looks for a decoder of JPEG: no picture is decoded, see the README of the folder above.

#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::marker::PhantomData;

pub use zune_core;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Why nothing is decoded.
#[derive(Debug)]
pub struct Absent;

/// What the head of a picture says.
#[derive(Debug)]
pub struct ImageInfo {
    /// How many numbers a point has.
    pub components: u8,
}

/// A decoder that finds no picture.
#[derive(Debug)]
pub struct JpegDecoder<T>(PhantomData<T>);

impl<T> JpegDecoder<T> {
    /// Takes the bytes and leaves them alone.
    pub fn new_with_options(_: T, _: DecoderOptions) -> Self {
        Self(PhantomData)
    }

    /// Always [`Absent`].
    pub fn decode_headers(&mut self) -> Result<(), Absent> {
        Err(Absent)
    }

    /// Unknown.
    pub fn input_colorspace(&self) -> Option<ColorSpace> {
        None
    }

    /// Unknown.
    pub fn info(&self) -> Option<ImageInfo> {
        None
    }

    /// Unknown.
    pub fn dimensions(&self) -> Option<(usize, usize)> {
        None
    }

    /// Changes nothing.
    pub fn set_options(&mut self, _: DecoderOptions) {}

    /// Always [`Absent`].
    pub fn decode(&mut self) -> Result<Vec<u8>, Absent> {
        Err(Absent)
    }
}
