//! Where the writer of ZIP looks for its slowest packer: nothing is packed so, see the README of the folder above.

use std::io::{Error, ErrorKind, Result, Write};
use std::num::NonZeroU64;

/// How long the packer would look.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How often.
    pub iteration_count: NonZeroU64,
    /// How often without finding anything.
    pub iterations_without_improvement: NonZeroU64,
    /// Into how many pieces it would part what is packed.
    pub maximum_block_splits: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { iteration_count: NonZeroU64::MIN, iterations_without_improvement: NonZeroU64::MAX, maximum_block_splits: 15 }
    }
}

/// What the packed pieces would be like.
#[derive(Debug, Clone, Copy, Default)]
pub enum BlockType {
    /// Each as it comes out smallest.
    #[default]
    Dynamic,
}

/// Takes what is to be packed, and refuses it.
#[derive(Debug)]
pub struct DeflateEncoder<W> {
    sink: W,
}

impl<W> DeflateEncoder<W> {
    /// One that would write into `sink`.
    pub fn new(_: Options, _: BlockType, sink: W) -> Self {
        Self { sink }
    }

    /// What would be written into.
    pub fn get_ref(&self) -> &W {
        &self.sink
    }

    /// What would be written into.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.sink
    }

    /// Never ends well.
    pub fn finish(self) -> Result<W> {
        Err(absent())
    }
}

impl<W> Write for DeflateEncoder<W> {
    fn write(&mut self, _: &[u8]) -> Result<usize> {
        Err(absent())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

fn absent() -> Error {
    Error::new(ErrorKind::Unsupported, "this program packs at levels up to nine")
}
