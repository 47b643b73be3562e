//! Small files of the older notation, made byte by byte: one page of properties for each run and each paragraph.

#![allow(dead_code, reason = "shared by tests that use parts of it")]

use std::io::{Cursor, Write};

/// A run: its text and the changes of its properties.
pub(crate) type Run<'a> = (&'a str, Vec<u8>);

/// A paragraph: its runs, the mark that ends it, and the changes of its properties.
pub(crate) struct Paragraph<'a> {
    pub(crate) runs: Vec<Run<'a>>,
    pub(crate) mark: char,
    pub(crate) changes: Vec<u8>,
    pub(crate) mark_changes: Vec<u8>,
}

/// A paragraph of running text.
pub(crate) fn text<'a>(runs: &[Run<'a>]) -> Paragraph<'a> {
    Paragraph { runs: runs.to_vec(), mark: '\r', changes: Vec::new(), mark_changes: Vec::new() }
}

/// The text of a cell.
pub(crate) fn cell<'a>(runs: &[Run<'a>]) -> Paragraph<'a> {
    Paragraph { mark: '\u{7}', changes: change(0x2416, &[1]), ..text(runs) }
}

/// The end of a row whose cells have these edges, flags and further changes.
pub(crate) fn row_end<'a>(edges: &[i16], flags: &[u16], more: &[u8]) -> Paragraph<'a> {
    let mut cells = vec![u8::try_from(flags.len()).unwrap()];
    cells.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        cells.extend(flags.to_le_bytes());
        cells.extend([0; 18]);
    }
    let mut changes = [change(0x2416, &[1]), change(0x2417, &[1])].concat();
    changes.extend(0xd608_u16.to_le_bytes());
    changes.extend(u16::try_from(cells.len() + 1).unwrap().to_le_bytes());
    changes.extend(cells);
    changes.extend(more);
    Paragraph { mark: '\u{7}', changes, ..text(&[]) }
}

/// One change of a property.
pub(crate) fn change(code: u16, operand: &[u8]) -> Vec<u8> {
    let mut change = code.to_le_bytes().to_vec();
    if code >> 13 == 6 {
        change.push(u8::try_from(operand.len()).unwrap());
    }
    change.extend(operand);
    change
}

/// Where the text begins in the main stream.
const TEXT: usize = 2048;
const PAGE: usize = 512;

/// The streams of a document.
pub(crate) struct Made {
    pub(crate) main: Vec<u8>,
    pub(crate) table: Vec<u8>,
    pub(crate) others: Vec<(&'static str, Vec<u8>)>,
}

impl Made {
    /// A document of these paragraphs.
    pub(crate) fn of(paragraphs: &[Paragraph<'_>]) -> Self {
        let mut units: Vec<u16> = Vec::new();
        // Where each run and each paragraph ends, in characters, with its changes.
        let (mut runs, mut ends) = (Vec::new(), Vec::new());
        for paragraph in paragraphs {
            for (text, changes) in &paragraph.runs {
                units.extend(text.encode_utf16());
                runs.push((units.len(), changes.clone()));
            }
            units.push(u16::try_from(u32::from(paragraph.mark)).unwrap());
            runs.push((units.len(), paragraph.mark_changes.clone()));
            ends.push((units.len(), paragraph.changes.clone()));
        }
        let mut main = vec![0; TEXT];
        main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        main[0x0b] = 0x02;
        main[0x4c..0x50].copy_from_slice(&u32::try_from(units.len()).unwrap().to_le_bytes());
        main.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        let mut made = Self { main, table: Vec::new(), others: Vec::new() };
        let mut pieces = vec![2];
        pieces.extend(16_u32.to_le_bytes());
        pieces.extend(0_u32.to_le_bytes());
        pieces.extend(u32::try_from(units.len()).unwrap().to_le_bytes());
        pieces.extend([0, 0]);
        pieces.extend(u32::try_from(TEXT).unwrap().to_le_bytes());
        pieces.extend([0, 0]);
        made.hold(33, &pieces);
        let characters = made.pages(&runs, |changes| {
            let mut described = vec![u8::try_from(changes.len()).unwrap()];
            described.extend(changes);
            described
        });
        made.hold(12, &characters);
        let paragraphs = made.pages(&ends, |changes| {
            let mut described = vec![0, 0];
            described.extend(changes);
            if described.len() % 2 == 1 {
                described.push(0);
            }
            let halves = u8::try_from(described.len() / 2).unwrap();
            [vec![0, halves], described].concat()
        });
        made.hold(13, &paragraphs);
        made
    }

    /// Writes a page for each stretch and gives the table that lists them.
    fn pages(&mut self, stretches: &[(usize, Vec<u8>)], describe: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let place = |end: usize| u32::try_from(TEXT + end * 2).unwrap().to_le_bytes();
        let (mut places, mut numbers, mut first) = (place(0).to_vec(), Vec::new(), 0);
        for (end, changes) in stretches {
            self.main.resize(self.main.len().next_multiple_of(PAGE), 0);
            let number = u32::try_from(self.main.len() / PAGE).unwrap();
            let mut page = vec![0; PAGE];
            page[..4].copy_from_slice(&place(first));
            page[4..8].copy_from_slice(&place(*end));
            let described = describe(changes);
            let at = (PAGE - 2 - described.len()) / 2;
            page[8] = u8::try_from(at).unwrap();
            page[at * 2..at * 2 + described.len()].copy_from_slice(&described);
            page[PAGE - 1] = 1;
            self.main.extend(page);
            places.extend(place(*end));
            numbers.extend(number.to_le_bytes());
            first = *end;
        }
        [places, numbers].concat()
    }

    /// Puts a table into the table stream and its place into the head.
    pub(crate) fn hold(&mut self, number: usize, table: &[u8]) {
        let at = 0x9a + number * 8;
        self.main[at..at + 4].copy_from_slice(&u32::try_from(self.table.len()).unwrap().to_le_bytes());
        self.main[at + 4..at + 8].copy_from_slice(&u32::try_from(table.len()).unwrap().to_le_bytes());
        self.table.extend(table);
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let others = self.others.iter().map(|(name, bytes)| (*name, bytes));
        for (name, bytes) in [("WordDocument", &self.main), ("1Table", &self.table)].into_iter().chain(others) {
            if let Some((folder, _)) = name.split_once('/') {
                file.create_storage_all(format!("/{folder}")).unwrap();
            }
            file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
        }
        file.into_inner().into_inner()
    }
}
