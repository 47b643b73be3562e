//! Small workbooks of the older notation, made record by record.

#![allow(dead_code, reason = "shared by tests that use parts of it")]

use std::io::{Cursor, Write};

/// A record.
pub(crate) fn record(number: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [number.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
}

/// Numbers of two bytes each.
pub(crate) fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A text with its length before it.
pub(crate) fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [shorts(&[u16::try_from(units.len()).unwrap()]), vec![1], shorts(&units)].concat()
}

pub(crate) const BEGIN: u16 = 0x0809;
pub(crate) const END: u16 = 0x0a;

/// A font of these bits, weight and level.
pub(crate) fn font(bits: u16, weight: u16, level: u16) -> Vec<u8> {
    record(0x31, &[shorts(&[220, bits, 0, weight, level]), vec![0; 4], vec![1, 0, b'A']].concat())
}

/// A style of a font and a number format, with a frame or not.
pub(crate) fn style(font: u16, format: u16, framed: bool) -> Vec<u8> {
    record(0xe0, &[shorts(&[font, format, 0, 0, 0, if framed { 0x1111 } else { 0 }]), vec![0; 8]].concat())
}

/// A workbook: what is said of all of it, and its sheets with their state and their records.
pub(crate) struct Made {
    pub(crate) globals: Vec<Vec<u8>>,
    pub(crate) sheets: Vec<(&'static str, u8, Vec<Vec<u8>>)>,
    pub(crate) others: Vec<&'static str>,
    pub(crate) stream: &'static str,
}

impl Made {
    pub(crate) fn of(globals: Vec<Vec<u8>>, sheets: Vec<(&'static str, u8, Vec<Vec<u8>>)>) -> Self {
        Self { globals, sheets, others: Vec::new(), stream: "Workbook" }
    }

    /// The stream of the records.
    pub(crate) fn records(&self) -> Vec<u8> {
        let begin = |kind: u16| record(BEGIN, &[shorts(&[0x0600, kind]), vec![0; 12]].concat());
        let sheets: Vec<Vec<u8>> =
            self.sheets.iter().map(|(_, _, rows)| [begin(0x10), rows.concat(), record(END, &[])].concat()).collect();
        let listed = |places: &[usize]| -> Vec<u8> {
            let entry = |((name, state, _), at): (&(&str, u8, _), &usize)| {
                let units: Vec<u16> = name.encode_utf16().collect();
                let head = [&u32::try_from(*at).unwrap().to_le_bytes()[..], &[*state, 0]].concat();
                record(0x85, &[head, vec![u8::try_from(units.len()).unwrap(), 1], shorts(&units)].concat())
            };
            self.sheets.iter().zip(places).flat_map(entry).collect()
        };
        let globals =
            |places: &[usize]| [begin(0x05), self.globals.concat(), listed(places), record(END, &[])].concat();
        let mut at = globals(&vec![0; sheets.len()]).len();
        let places: Vec<usize> = sheets
            .iter()
            .map(|sheet| {
                let place = at;
                at += sheet.len();
                place
            })
            .collect();
        [globals(&places), sheets.concat()].concat()
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.file(&self.records())
    }

    /// The file with another stream.
    pub(crate) fn file(&self, stream: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(format!("/{}", self.stream)).unwrap().write_all(stream).unwrap();
        for name in &self.others {
            file.create_storage_all(format!("/{name}")).unwrap();
        }
        file.into_inner().into_inner()
    }
}
