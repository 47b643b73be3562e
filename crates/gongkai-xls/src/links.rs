//! Links of cells.

use gongkai_compound::Bytes;

/// The address that a link leads to outside of the workbook.
pub(crate) fn address(data: Bytes<'_>) -> Option<String> {
    const MONIKER: u32 = 0x01;
    const DISPLAYED: u32 = 0x10;
    const FRAME: u32 = 0x80;
    const AS_TEXT: u32 = 0x100;
    /// The class of addresses of the web.
    const WEB: [u8; 16] =
        [0xe0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0x00, 0xaa, 0x00, 0x4b, 0xa9, 0x0b];
    let flags = data.u32(28)?;
    let mut at = 32;
    let text = |at: usize| -> Option<(String, usize)> {
        let length = data.place(at)?;
        Some((data.utf16(at + 4, length)?, length.checked_mul(2)? + 4))
    };
    for part in [DISPLAYED, FRAME] {
        if flags & part != 0 {
            at += text(at)?.1;
        }
    }
    if flags & MONIKER == 0 {
        return None;
    }
    let address = if flags & AS_TEXT != 0 {
        text(at)?.0
    } else {
        if data.part(at, WEB.len())?.as_slice() != WEB {
            return None;
        }
        let length = data.place(at + 16)?;
        data.utf16(at + 20, length / 2)?
    };
    // Behind the address stands a number of the program's own.
    let address = address.split('\0').next().unwrap_or_default().trim().to_owned();
    Some(address).filter(|address| !address.is_empty())
}
