//! What a file says about itself (摘要): a set of properties, \[MS-OLEPS\].

use encoding_rs::{Encoding, GBK, UTF_8, WINDOWS_1252};

use crate::Bytes;

/// The title, subject and author of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// 标题.
    pub title: Option<String>,
    /// 主题.
    pub subject: Option<String>,
    /// 作者.
    pub author: Option<String>,
}

/// Where the place of the first set stands.
const FIRST_SET: usize = 44;
/// So many properties are looked at; a summary has some twenty.
const MOST: usize = 100;

impl Summary {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let bytes = Bytes::new(bytes);
        let Some(start) = bytes.place(FIRST_SET) else { return Self::default() };
        let set = bytes.from(start);
        let property = |wanted: u32| {
            let count = set.place(4).unwrap_or(0).min(MOST);
            let at = (0..count).map(|index| 8 + index * 8).find(|&at| set.u32(at) == Some(wanted))?;
            Some(set.from(set.place(at + 4)?))
        };
        let code_page = property(1).and_then(|value| value.u16(4)).unwrap_or(0);
        let text = |wanted| property(wanted).and_then(|value| text(value, code_page));
        Self { title: text(2), subject: text(3), author: text(4) }
    }
}

fn text(value: Bytes<'_>, code_page: u16) -> Option<String> {
    const BYTES: u32 = 0x1e;
    const WIDE: u32 = 0x1f;
    let length = value.place(4)?;
    let text = match value.u32(0)? {
        WIDE => value.utf16(8, length)?,
        BYTES => {
            let bytes = value.part(8, length)?;
            let encoding: &'static Encoding = match code_page {
                1200 => return bytes.utf16(0, length / 2).and_then(kept),
                65001 => UTF_8,
                1252 => WINDOWS_1252,
                // Offices that write these files are Chinese; ASCII is the same in either.
                _ => GBK,
            };
            encoding.decode_without_bom_handling(bytes.as_slice()).0.into_owned()
        }
        _ => return None,
    };
    kept(text)
}

fn kept(text: String) -> Option<String> {
    let text = text.split('\0').next().unwrap_or_default().trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A summary of a code page and a title.
    fn summary(code_page: u16, kind: u32, title: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; FIRST_SET];
        bytes.extend(48_u32.to_le_bytes());
        let length = u32::try_from(title.len()).unwrap();
        let numbers = [0, 2, 1, 24, 2, 32, 2, u32::from(code_page), kind, length];
        bytes.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
        bytes.extend(title);
        bytes
    }

    #[test]
    fn titles_are_read_in_their_code_page() {
        let gbk = GBK.encode("山枣镇年度报告").0.into_owned();
        assert_eq!(Summary::of(&summary(936, 0x1e, &gbk)).title.as_deref(), Some("山枣镇年度报告"));
        assert_eq!(Summary::of(&summary(65001, 0x1e, "报告\0".as_bytes())).title.as_deref(), Some("报告"));
        assert_eq!(Summary::of(&summary(936, 0x1e, b"\0")).title, None);
        assert_eq!(Summary::of(b"\xfe\xff"), Summary::default());
    }
}
