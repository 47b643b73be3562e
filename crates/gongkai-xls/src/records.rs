//! The stream of a workbook: records one after another, each with a number and a length.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

/// A record, and those that go on with it.
#[derive(Debug, Clone)]
pub(crate) struct Record<'a> {
    pub(crate) number: u16,
    pub(crate) data: Bytes<'a>,
    /// What goes on with it where it was too long for one.
    pub(crate) more: Vec<Bytes<'a>>,
}

impl Record<'_> {
    /// Counts it and the work of looking through it.
    pub(crate) fn count(&self, meter: &mut Meter) -> Result<(), ReadError> {
        const AT_ONCE: usize = 64;
        if self.number == CONTINUE {
            // The one before it goes on in as many others as it may.
            return Err(ReadError::TooLarge { what: "续记录数 / continued records", limit: MOST_CONTINUED });
        }
        meter.nodes(1)?;
        meter.work(self.more.iter().map(|more| more.len() / AT_ONCE + 1).sum::<usize>() + self.data.len() / AT_ONCE)
    }
}

/// A record goes on in no more others. A file of the largest size has some eight thousand full ones.
pub(crate) const MOST_CONTINUED: usize = 65_536;
const CONTINUE: u16 = 0x3c;
/// The end of a sheet or of what is said of the whole workbook.
pub(crate) const END: u16 = 0x0a;

/// The records from a place on, up to the end of what begins there. What is drawn in between begins and ends too.
pub(crate) fn from(stream: &[u8], at: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = Bytes::new(stream).from(at);
    let mut open = 0_usize;
    let mut over = false;
    std::iter::from_fn(move || {
        if over {
            return None;
        }
        let (number, data) = take(&mut rest)?;
        let mut more = Vec::new();
        while rest.u16(0) == Some(CONTINUE) && more.len() < MOST_CONTINUED {
            more.push(take(&mut rest)?.1);
        }
        match number {
            BEGIN => open += 1,
            END => {
                open = open.saturating_sub(1);
                over = open == 0;
            }
            _ => {}
        }
        Some(Record { number, data, more })
    })
}

/// The beginning of a sheet, of a chart or of what is said of the whole workbook.
pub(crate) const BEGIN: u16 = 0x0809;

fn take<'a>(rest: &mut Bytes<'a>) -> Option<(u16, Bytes<'a>)> {
    let (number, length) = (rest.u16(0)?, usize::from(rest.u16(2)?));
    let data = rest.part(4, length)?;
    *rest = rest.from(4 + length);
    Some((number, data))
}
