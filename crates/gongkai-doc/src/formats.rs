//! Which stretch of the stream has which properties: pages of 512 bytes that list runs of characters and of paragraphs.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

/// A stretch of the stream whose text has the same properties.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatRun<'a> {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// The style of paragraphs.
    pub(crate) style: u16,
    pub(crate) changes: Bytes<'a>,
}

/// Stretches in the order of the stream.
#[derive(Debug, Default)]
pub(crate) struct Formats<'a>(Vec<FormatRun<'a>>);

/// What the stretches are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Characters,
    Paragraphs,
}

/// How long a page is.
const PAGE: usize = 512;

impl<'a> Formats<'a> {
    /// Reads the pages that a table lists.
    pub(crate) fn of(main: &'a [u8], table: Bytes<'a>, of: Of, meter: &mut Meter) -> Result<Self, ReadError> {
        let main = Bytes::new(main);
        let count = table.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        for index in 0..count {
            let Some(number) = table.place((count + 1) * 4 + index * 4) else { break };
            let Some(page) = main.part((number & 0x003f_ffff) * PAGE, PAGE) else { continue };
            let listed = usize::from(page.u8(PAGE - 1).unwrap_or(0));
            meter.nodes(listed)?;
            runs.extend((0..listed).filter_map(|run| of.run(page, listed, run)));
        }
        runs.sort_by_key(|run: &FormatRun<'_>| run.first);
        Ok(Self(runs))
    }

    /// The properties of what lies at a place, looked for first where the last ones were found.
    pub(crate) fn at(&self, place: usize, hint: &mut usize) -> Option<&FormatRun<'a>> {
        let holds = |index: usize| {
            let run = self.0.get(index)?;
            (run.first <= place && place < run.end).then_some(index)
        };
        let found = holds(*hint)
            .or_else(|| holds(hint.saturating_add(1)))
            .or_else(|| holds(self.0.partition_point(|run| run.first <= place).checked_sub(1)?))?;
        *hint = found;
        self.0.get(found)
    }
}

impl Of {
    /// A run of a page that lists so many.
    fn run<'a>(self, page: Bytes<'a>, listed: usize, index: usize) -> Option<FormatRun<'a>> {
        let (first, end) = (page.place(index * 4)?, page.place(index * 4 + 4)?);
        let described = (listed + 1) * 4;
        let (style, changes) = match self {
            Self::Characters => {
                let at = usize::from(page.u8(described + index)?) * 2;
                let length = usize::from(page.u8(at)?);
                (0, if at == 0 { Bytes::default() } else { page.part(at + 1, length)? })
            }
            Self::Paragraphs => {
                let at = usize::from(page.u8(described + index * 13)?) * 2;
                if at == 0 {
                    (0, Bytes::default())
                } else {
                    let (start, length) = match usize::from(page.u8(at)?) {
                        0 => (at + 2, usize::from(page.u8(at + 1)?) * 2),
                        halves => (at + 1, halves * 2 - 1),
                    };
                    let whole = page.part(start, length)?;
                    (whole.u16(0)?, whole.from(2))
                }
            }
        };
        (first < end).then_some(FormatRun { first, end, style, changes })
    }
}
