//! Formulas, as far as they only add: whose result was not saved can then be worked out. Of those that reckon otherwise it
//! is known that they give something.

use gongkai_compound::Bytes;
use gongkai_core::document::cell_name;

/// How a formula is written that only reckons or only says a text; nothing for any other, as it may give no text at all.
pub(crate) fn written(tokens: Bytes<'_>) -> Option<String> {
    /// The number of the function SUM.
    const SUM: u16 = 4;
    const MOST: usize = 64;
    /// What is longer is worked out by nobody, and putting it together piece by piece takes longer than it is.
    const LONGEST: usize = 2000;
    let mut rest = tokens;
    let mut stack: Vec<String> = Vec::new();
    while let Some(token) = rest.u8(0) {
        let length = match token {
            0x24 | 0x44 | 0x64 => {
                stack.push(cell(rest.u16(1)?, rest.u16(3)?));
                5
            }
            0x25 | 0x45 | 0x65 => {
                stack.push(area(rest.from(1))?);
                9
            }
            0x1e => {
                stack.push(rest.u16(1)?.to_string());
                3
            }
            0x1f => {
                stack.push(rest.f64(1)?.to_string());
                9
            }
            0x17 => {
                let (count, wide) = (usize::from(rest.u8(1)?), rest.u8(2)? & 1 != 0);
                // No text may be what it gives.
                let text = rest.part(3, if wide { count * 2 } else { count }).filter(|text| !text.is_empty())?;
                let unit = |at: usize| if wide { text.u16(at * 2) } else { text.u8(at).map(u16::from) };
                let text = String::from_utf16_lossy(&(0..count).map_while(unit).collect::<Vec<u16>>());
                stack.push(format!("\"{}\"", text.replace('"', "\"\"")));
                3 + if wide { count * 2 } else { count }
            }
            0x03..=0x08 => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                let sign = ["+", "-", "*", "/", "^", "&"].get(usize::from(token) - 3)?;
                stack.push(format!("{left}{sign}{right}"));
                1
            }
            0x12 | 0x13 => {
                let inner = stack.pop()?;
                stack.push(format!("{}{inner}", if token == 0x12 { "+" } else { "-" }));
                1
            }
            0x14 => {
                stack.last_mut()?.push('%');
                1
            }
            0x15 => {
                let inner = stack.pop()?;
                stack.push(format!("({inner})"));
                1
            }
            0x19 => {
                match rest.u8(1)? {
                    0x10 => {
                        let inner = stack.pop()?;
                        stack.push(format!("SUM({inner})"));
                    }
                    // Spaces that somebody typed, and that it is worked out at every change.
                    0x40 | 0x01 => {}
                    _ => return None,
                }
                4
            }
            0x22 | 0x42 | 0x62 if rest.u16(2)? & 0x7fff == SUM => {
                let count = usize::from(rest.u8(1)? & 0x7f);
                let inner = stack.split_off(stack.len().checked_sub(count)?).join(",");
                stack.push(format!("SUM({inner})"));
                4
            }
            _ => return None,
        };
        if stack.len() > MOST || stack.last().is_some_and(|last| last.len() > LONGEST) {
            return None;
        }
        rest = rest.from(length);
    }
    match stack.as_slice() {
        [whole] => Some(whole.clone()),
        _ => None,
    }
}

/// The part of a sheet that a name means: the number of the reference to the sheet, and the cells.
pub(crate) fn area_of_sheet(tokens: Bytes<'_>) -> Option<(u16, String)> {
    let reference = tokens.u16(1)?;
    match tokens.u8(0)? {
        0x3a | 0x5a | 0x7a => Some((reference, cell(tokens.u16(3)?, tokens.u16(5)?))),
        0x3b | 0x5b | 0x7b => Some((reference, area(tokens.from(3))?)),
        _ => None,
    }
}

/// The column without the bits that say whether it is relative.
fn cell(row: u16, column: u16) -> String {
    cell_name(u32::from(row), u32::from(column & 0xff))
}

fn area(data: Bytes<'_>) -> Option<String> {
    let (top, bottom, left, right) = (data.u16(0)?, data.u16(2)?, data.u16(4)?, data.u16(6)?);
    Some(format!("{}:{}", cell(top, left), cell(bottom, right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_out() {
        let area = [0x25, 1, 0, 4, 0, 1, 0xc0, 1, 0xc0];
        let sum = [area.as_slice(), &[0x19, 0x10, 0, 0]].concat();
        assert_eq!(written(Bytes::new(&sum)).as_deref(), Some("SUM(B2:B5)"));
        let added = [0x44, 0, 0, 0, 0, 0x44, 1, 0, 0, 0, 0x03];
        assert_eq!(written(Bytes::new(&added)).as_deref(), Some("A1+A2"));
        let two = [area.as_slice(), &[0x44, 0, 0, 0, 0, 0x42, 2, 4, 0]].concat();
        assert_eq!(written(Bytes::new(&two)).as_deref(), Some("SUM(B2:B5,A1)"));
        assert_eq!(written(Bytes::new(&[0x17, 0, 0])), None);
        assert_eq!(written(Bytes::new(&[0x03])), None);
    }

    #[test]
    fn what_reckons_otherwise_or_says_a_text_is_written_out_too() {
        let number = [&[0x1f], 86433.5_f64.to_le_bytes().as_slice()].concat();
        let reckoned = [number.as_slice(), &[0x1e, 2, 0, 0x05, 0x13, 0x14]].concat();
        assert_eq!(written(Bytes::new(&reckoned)).as_deref(), Some("-86433.5*2%"));
        let text = [0x17, 2, 0, b'1', b'"', 0x17, 1, 1, 0xf6, 0x4e, 0x08];
        assert_eq!(written(Bytes::new(&text)).as_deref(), Some("\"1\"\"\"&\"件\""));
        // IF may give no text.
        assert_eq!(written(Bytes::new(&[0x1d, 1, 0x17, 0, 0, 0x1e, 1, 0, 0x22, 3, 1, 0])), None);
        assert_eq!(written(Bytes::new(&[0x17, 9, 0, b'x'])), None);
    }
}
