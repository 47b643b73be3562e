//! Properties as numbered changes (Sprm): each names a property and what it becomes.

use gongkai_compound::Bytes;

/// One change of a property.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sprm<'a> {
    pub(crate) code: u16,
    pub(crate) operand: Bytes<'a>,
}

/// A row's cells, whose length has two bytes.
pub(crate) const TABLE_CELLS: u16 = 0xd608;
/// Tab stops, which may be longer than their length says.
const TAB_STOPS: u16 = 0xc615;

impl Sprm<'_> {
    pub(crate) fn byte(&self) -> u8 {
        self.operand.u8(0).unwrap_or(0)
    }

    pub(crate) fn word(&self) -> u16 {
        self.operand.u16(0).unwrap_or(0)
    }

    /// How many steps of work it is to take it: those that say something of every cell of a row are more than one.
    pub(crate) fn steps(&self) -> usize {
        const OF_A_ROW: [u16; 5] = [0x5622, 0x5624, 0x5625, 0x7621, 0x7623];
        1 + self.operand.len() / 16 + if OF_A_ROW.contains(&self.code) { 64 } else { 0 }
    }
}

/// The changes of a list, in order, up to one that is cut short.
pub(crate) fn each(list: Bytes<'_>) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = rest.u16(0)?;
        let (skipped, length) = operand(rest.from(2), code)?;
        let operand = rest.part(2 + skipped, length)?;
        rest = rest.from(2 + skipped + length);
        Some(Sprm { code, operand })
    })
}

/// How many bytes before the operand say how long it is, and how long it is.
fn operand(rest: Bytes<'_>, code: u16) -> Option<(usize, usize)> {
    Some(match (code, code >> 13) {
        (TABLE_CELLS, _) => (2, usize::from(rest.u16(0)?).saturating_sub(1)),
        (TAB_STOPS, _) if rest.u8(0)? == u8::MAX => {
            let deleted = usize::from(rest.u8(1)?) * 4;
            let added = usize::from(rest.u8(2 + deleted)?) * 3;
            (1, 2 + deleted + added)
        }
        (_, 0 | 1) => (0, 1),
        (_, 2 | 4 | 5) => (0, 2),
        (_, 3) => (0, 4),
        (_, 7) => (0, 3),
        _ => (1, usize::from(rest.u8(0)?)),
    })
}

/// The change that a short modifier of a piece stands for.
pub(crate) fn short(number: u16) -> Option<u16> {
    Some(match number {
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x43 => 0x0802,
        0x53 => 0x2a33,
        0x55 => 0x0835,
        0x57 => 0x0837,
        0x5c => 0x083c,
        0x68 => 0x2a48,
        0x73 => 0x2a53,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_parted_by_their_own_lengths() {
        let list = [
            0x35, 0x08, 1, 0x43, 0x4a, 24, 0, 0x08, 0xd6, 3, 0, 9, 9, 0x15, 0xc6, 2, 0, 0, 0x49, 0x66, 1, 0, 0, 0, 0x35,
        ];
        let codes: Vec<(u16, usize)> = each(Bytes::new(&list)).map(|sprm| (sprm.code, sprm.operand.len())).collect();
        assert_eq!(codes, [(0x0835, 1), (0x4a43, 2), (0xd608, 2), (0xc615, 2), (0x6649, 4)]);
    }
}
