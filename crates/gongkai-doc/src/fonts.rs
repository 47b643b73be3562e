//! The names of the fonts, by their numbers.

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

/// Where a font's name begins in what is said of it.
const NAME: usize = 40;

/// The names in the order of their numbers.
pub(crate) fn read(table: Bytes<'_>, meter: &mut Meter) -> Result<Vec<String>, ReadError> {
    let count = usize::from(table.u16(0).unwrap_or(0));
    let mut rest = table.from(4);
    let mut names = Vec::new();
    for _ in 0..count {
        let Some(length) = rest.u8(0).map(usize::from) else { break };
        meter.nodes(1)?;
        let described = rest.part(0, length + 1).unwrap_or_default();
        let name = described.utf16(NAME, described.len().saturating_sub(NAME) / 2).unwrap_or_default();
        names.push(name.split('\0').next().unwrap_or_default().to_owned());
        rest = rest.from(length + 1);
    }
    Ok(names)
}
