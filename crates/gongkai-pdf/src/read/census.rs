//! How many dictionaries and pages a file names, counted before the parser gathers them.

use gongkai_core::Within;
use gongkai_core::format::{Limits, ReadError};
use memchr::memchr2;

/// The most dictionaries of a file; a report of sixty pages whose every cell is tagged has fifty thousand.
pub(super) const DICTIONARIES: usize = 500_000;
/// How often each page may stand in a file: files that are changed are often written on at their end.
pub(super) const VERSIONS: usize = 4;

/// What was counted in bytes of objects.
#[derive(Debug, Default)]
pub(super) struct Census {
    dictionaries: usize,
    pages: usize,
}

impl Census {
    /// Counts the dictionaries and pages that begin in some bytes.
    pub(super) fn count(&mut self, bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
        let mut rest = bytes;
        while let Some(at) = memchr2(b'<', b'/', rest) {
            rest = rest.within(at..);
            let mut passed = 1;
            if rest.starts_with(b"<<") {
                self.dictionaries += 1;
                passed = 2;
            } else if rest.starts_with(b"/Page") {
                let name = rest.get(5).is_some_and(u8::is_ascii_alphanumeric);
                self.pages += usize::from(!name);
            } else if rest.starts_with(b"/Kids") && holds_pages(rest) {
                return Err(too_many_pages(limits));
            }
            rest = rest.within(passed..);
        }
        self.judge(limits)
    }

    /// Takes in what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self, limits: &Limits) -> Result<(), ReadError> {
        self.dictionaries += other.dictionaries;
        self.pages += other.pages;
        self.judge(limits)
    }

    fn judge(&self, limits: &Limits) -> Result<(), ReadError> {
        if self.dictionaries > DICTIONARIES {
            return Err(ReadError::TooLarge { what: "PDF 对象数 / objects of the file", limit: DICTIONARIES });
        }
        if self.pages > limits.pages.saturating_mul(VERSIONS) {
            return Err(too_many_pages(limits));
        }
        Ok(())
    }
}

/// Whether a list of pages holds the pages themselves and not where they are: no program writes that, and the same list
/// could be named any number of times.
fn holds_pages(kids: &[u8]) -> bool {
    let near = kids.within(5..kids.len().min(256));
    let list = near.trim_ascii_start();
    let end = list.iter().position(|byte| *byte == b']').unwrap_or(list.len());
    list.starts_with(b"[") && list.within(..end).contains(&b'<')
}

fn too_many_pages(limits: &Limits) -> ReadError {
    ReadError::TooLarge { what: "页数 / pages", limit: limits.pages }
}
