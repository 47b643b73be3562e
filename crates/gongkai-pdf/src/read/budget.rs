//! How the reading of a file ends when the file asks for too much: the interpreter is other people's code and is left
//! by unwinding, with the refusal as what is carried.
//!
//! Only counts decide, never the time a page took nor the memory it asked: the same file gives the same answer on every
//! machine. What is counted and up to where, the [`Meter`] says, as for every reader.

use gongkai_core::format::{Meter, ReadError};

/// The most characters of one page; a page of a report has about a thousand.
pub(super) const PAGE_CHARACTERS: usize = 400_000;
/// What one more character costs of the file's text, for it is kept with its place until the last page is read.
pub(super) const CHARACTER: usize = 2;

/// Leaves the interpreter from within a device.
pub(super) fn stop(error: ReadError) -> ! {
    std::panic::resume_unwind(Box::new(error))
}

/// Counts, and leaves the interpreter when that is too much.
pub(super) fn spend(meter: &mut Meter, steps: usize) {
    if let Err(error) = meter.work(steps.saturating_add(1)) {
        stop(error);
    }
}
