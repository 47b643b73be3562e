//! The place in a written PDF for what its maker records of it: an entry of the trailer whose value has a fixed length, so
//! that it can be filled in when the rest of the file is known.

/// What stands in the place before it is filled in.
pub(crate) const BLANK: &str = concat!(
    "gongkai-record ",
    "................................................................",
    "................................................................",
    "................................................................",
    "................................................................",
);

/// What every record begins with.
const MARK: &[u8] = b"(gongkai-record ";

/// How many bytes a record holds.
pub const LENGTH: usize = 256;

/// The bytes of a file's record, which are `LENGTH`; nothing where the file has no place for it, or more than one.
///
/// ```
/// use gongkai_pdf::record;
/// assert_eq!(record::place(b"%PDF-1.7 of another program"), None);
/// ```
#[must_use]
pub fn place(file: &[u8]) -> Option<std::ops::Range<usize>> {
    let mut marks = memchr::memmem::find_iter(file, MARK);
    let start = marks.next()? + MARK.len();
    let end = start + LENGTH;
    (marks.next().is_none() && file.get(end) == Some(&b')')).then_some(start..end)
}
