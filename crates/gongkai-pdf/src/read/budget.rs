//! How much work one file may ask for.
//!
//! The interpreter of page content cannot be told to stop, and a small file can ask for endless work: a form that
//! draws a form that draws a form, each twice. Every such step passes through our `Device`, so the device counts, and
//! when the budget is spent it unwinds to the reader, which catches it: `resume_unwind` runs no panic hook and prints
//! nothing.

use std::time::{Duration, Instant};

use gongkai_core::format::{Limits, ReadError};

/// What was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overrun {
    /// Characters on one page or in all.
    Characters,
    /// Steps of drawing.
    Steps,
    /// The last resort: the time a file may take.
    Time,
}

/// The work that is left.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    steps: usize,
    spent: Duration,
    /// The most characters that one page may show.
    pub(super) page_glyphs: usize,
}

/// The most steps of drawing; a page of a report takes a few thousand.
const STEPS: usize = 20_000_000;
/// The most characters of one page; a page of a report has about a thousand.
const PAGE_GLYPHS: usize = 400_000;
/// The time after which reading ends. It is only reached by files made to take long, for which steps cost much.
const TIME: Duration = Duration::from_secs(6);

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { steps: STEPS, spent: Duration::ZERO, page_glyphs: PAGE_GLYPHS.min(limits.characters) }
    }

    pub(super) fn spend(&mut self, items: usize, started: Instant) -> Result<(), Overrun> {
        self.steps = self.steps.checked_sub(items.saturating_add(1)).ok_or(Overrun::Steps)?;
        if self.spent.saturating_add(started.elapsed()) > TIME { Err(Overrun::Time) } else { Ok(()) }
    }

    /// Closes the account of a page.
    pub(super) fn page_done(&mut self, started: Instant) -> Result<(), Overrun> {
        self.spent = self.spent.saturating_add(started.elapsed());
        if self.spent > TIME { Err(Overrun::Time) } else { Ok(()) }
    }
}

/// Leaves the interpreter from within a device.
pub(super) fn stop(overrun: Overrun) -> ! {
    std::panic::resume_unwind(Box::new(overrun))
}

impl Overrun {
    pub(super) fn error(self, limits: &Limits) -> ReadError {
        match self {
            Self::Characters => ReadError::TooLarge { what: "文字数 / characters", limit: limits.characters },
            Self::Steps => ReadError::TooLarge { what: "页面绘制步骤数 / steps of drawing", limit: STEPS },
            Self::Time => ReadError::TooLarge { what: "读取秒数 / seconds of reading", limit: 6 },
        }
    }
}
