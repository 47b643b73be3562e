//! How much work one file may ask for.
//!
//! The interpreter of page content cannot be told to stop, and a small file can ask for endless work: a form that
//! draws a form that draws a form, each twice. Every such step passes through our `Device`, so the device counts, and
//! when the budget is spent it unwinds to the reader, which catches it: `resume_unwind` runs no panic hook and prints
//! nothing. What is read and draws nothing is counted before, in `draws`. No clock is asked: the same file gives the
//! same answer on every machine.

use gongkai_core::format::{Limits, ReadError};

use super::draws::{DEEPEST, MOST_CONTENT};

/// What was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overrun {
    /// Characters on one page or in all.
    Characters,
    /// Steps of drawing.
    Steps,
    /// Content to interpret, each byte as often as it is drawn.
    Content,
    /// Forms drawn within forms.
    Depth,
}

/// The work that is left.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    steps: usize,
    /// The most characters that one page may show.
    pub(super) page_glyphs: usize,
}

/// The most steps of drawing; a page of a report takes a few thousand.
const STEPS: usize = 20_000_000;
/// The most characters of one page; a page of a report has about a thousand.
const PAGE_GLYPHS: usize = 400_000;

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { steps: STEPS, page_glyphs: PAGE_GLYPHS.min(limits.characters) }
    }

    pub(super) fn spend(&mut self, items: usize) -> Result<(), Overrun> {
        self.steps = self.steps.checked_sub(items.saturating_add(1)).ok_or(Overrun::Steps)?;
        Ok(())
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
            Self::Content => ReadError::TooLarge {
                what: "页面内容字节数（重复绘制的重复计） / bytes of page content, as often as they are drawn",
                limit: MOST_CONTENT,
            },
            Self::Depth => ReadError::TooLarge { what: "图形嵌套层数 / forms within forms", limit: DEEPEST },
        }
    }
}
