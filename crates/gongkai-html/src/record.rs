//! The place in a written page for what its maker records of it: a line of its head whose value has a fixed length, so that
//! it can be filled in when the rest of the page is known.

/// What stands before every record.
pub(crate) const MARK: &str = "<meta name=\"gongkai-record\" content=\"";

/// What stands in the place before it is filled in.
pub(crate) const BLANK: &str = concat!(
    "................................................................",
    "................................................................",
    "................................................................",
    "................................................................",
);

/// How many bytes a record holds.
pub const LENGTH: usize = BLANK.len();

/// The bytes of a page's record, which are `LENGTH`; nothing where the page has no place for it, or more than one.
///
/// ```
/// use gongkai_html::record;
/// assert_eq!(record::place(b"<!DOCTYPE html><title>of another program</title>"), None);
/// ```
#[must_use]
pub fn place(file: &[u8]) -> Option<std::ops::Range<usize>> {
    let mark = MARK.as_bytes();
    let mut marks = file.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark);
    let start = marks.next()?.0 + mark.len();
    let end = start + LENGTH;
    (marks.next().is_none() && file.get(end) == Some(&b'"')).then_some(start..end)
}
