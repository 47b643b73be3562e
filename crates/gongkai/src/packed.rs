//! The names of what a ZIP archive holds, by which its kind is told before anything of it is unpacked.

use gongkai_core::format::FileKind;

/// What begins an entry, what begins its description in the archive's list, and what ends the list.
const ENTRY: &[u8] = b"PK\x03\x04";
const LISTED: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// How far from the archive's end its list's end may lie: behind it stands a comment.
const COMMENT: usize = (1 << 16) + 22;

/// The names of an archive's entries: by its list, which its end points to, and where there is none by the entries
/// themselves.
pub(crate) fn names(bytes: &[u8]) -> impl Iterator<Item = String> {
    let listed = list(bytes);
    // Where in a description its name's length and its name stand.
    let (mark, length, name) = if listed.is_some() { (LISTED, 28, 46) } else { (ENTRY, 26, 30) };
    let within = listed.unwrap_or(bytes);
    let starts = places_of(within, mark);
    starts.filter_map(move |start| {
        let size = usize::from(u16::from_le_bytes(within.get(start + length..)?.first_chunk().copied()?));
        let name = within.get(start + name..)?.get(..size)?;
        Some(String::from_utf8_lossy(name).replace('\\', "/").to_lowercase())
    })
}

/// Whether bytes begin as an archive and its list is not there: the rest was lost on the way.
pub(crate) fn is_cut(bytes: &[u8]) -> bool {
    FileKind::of(bytes) == Some(FileKind::Zip) && list(bytes).is_none()
}

/// The list of an archive, where its end says where that is.
fn list(bytes: &[u8]) -> Option<&[u8]> {
    let tail = bytes.get(bytes.len().saturating_sub(COMMENT)..)?;
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let number = |at: usize| {
        let four = tail.get(end + at..)?.first_chunk().copied()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let (size, start) = (number(12)?, number(16)?);
    let list = bytes.get(start..)?.get(..size)?;
    list.starts_with(LISTED).then_some(list)
}

fn places_of<'b>(bytes: &'b [u8], mark: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    bytes.windows(mark.len()).enumerate().filter(move |(_, window)| *window == mark).map(|(at, _)| at)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An archive's first entry, as far as its name.
    pub(crate) fn entry(name: &str) -> Vec<u8> {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        [ENTRY, &[0; 22], &length, &[0; 2], name.as_bytes()].concat()
    }

    #[test]
    fn names_are_those_of_the_list_and_else_of_the_entries() {
        let inner = entry("word/document.xml");
        let outer = entry("xl/workbook.xml");
        assert_eq!(names(&outer).collect::<Vec<_>>(), ["xl/workbook.xml"]);
        let name = b"XL\\workbook.xml";
        let listed = [LISTED, &[0; 24], &[15, 0], &[0; 16], name].concat();
        let (start, size) = (outer.len() + inner.len(), listed.len());
        let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let whole = [&outer, &inner, &listed, END, &[0; 8], &number(size), &number(start), &[0; 2]].concat();
        assert_eq!(names(&whole).collect::<Vec<_>>(), ["xl/workbook.xml"], "what lies in an entry is none of them");
        // A list that lies elsewhere than its end says.
        let moved = [b"..".as_slice(), &whole].concat();
        assert!(names(&moved).any(|name| name == "xl/workbook.xml"));
        assert_eq!(names(b"PK\x03\x04 xl/ PK\x05\x06").count(), 0);
    }
}
