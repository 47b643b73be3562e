//! Lengths, numbers and text as OFD writes them.

use gongkai_core::characters::acts;

/// The numbers of a document's objects, each used once.
#[derive(Debug, Default)]
pub(super) struct Ids(u32);

impl Ids {
    /// The next number.
    pub(super) fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }

    /// The last number that was given.
    pub(super) fn last(&self) -> u32 {
        self.0
    }
}

/// A length from points to thousandths of a millimetre, which is finer than any printer.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what no paper reaches")]
pub(super) fn microns(points: f32) -> i32 {
    (f64::from(points) * 25_400.0 / 72.0).round().clamp(-1e8, 1e8) as i32
}

/// Thousandths of a millimetre as millimetres: `12.5`.
pub(super) fn millimetres(microns: i32) -> String {
    let sign = if microns < 0 { "-" } else { "" };
    let (whole, part) = (microns.unsigned_abs() / 1000, microns.unsigned_abs() % 1000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:03}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

/// Text within an element or a value. What XML cannot hold, and what turns the direction of writing, is left out, as it is
/// on the pages.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if acts(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A number of 128 bits that names some bytes (FNV-1a); it guards nothing.
pub(super) fn digest<'b>(parts: impl Iterator<Item = &'b [u8]>) -> u128 {
    parts.flatten().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_millimetres() {
        assert_eq!(millimetres(microns(72.0)), "25.4");
        assert_eq!(escaped("甲\u{202e}<\u{7}\t\u{ffff}&"), "甲&lt; &amp;");
        assert_eq!([millimetres(-50), millimetres(0), millimetres(12_000)], ["-0.05", "0", "12"]);
    }
}
