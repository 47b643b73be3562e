//! Tables without rulings, by the alignment of their numbers.

use super::cells::PageTable;
use super::pages::Page;

/// Takes the tables without rulings out of a page's lines.
pub(super) fn tables(_page: &mut Page) -> Vec<PageTable> {
    Vec::new()
}
