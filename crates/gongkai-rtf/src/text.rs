//! Text on its way from bytes to characters: by code pages, and by numbers of half a character.

use crate::page::Page;

/// Bytes and characters that are not put where they go yet.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    bytes: Vec<u8>,
    page: Option<Page>,
    text: String,
    /// The first half of a character.
    half: Option<u16>,
}

impl Pending {
    /// Adds bytes of a code page.
    pub(crate) fn bytes(&mut self, bytes: &[u8], page: Page) {
        self.no_half();
        if self.page != Some(page) {
            self.settle_bytes();
            self.page = Some(page);
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds a character.
    pub(crate) fn character(&mut self, c: char) {
        self.settle();
        self.text.push(c);
    }

    /// Adds a character by its number, or half of one.
    pub(crate) fn number(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number & 0xffff) else { return };
        if let Ok(whole) = u32::try_from(number)
            && whole > 0xffff
        {
            // By its whole number, as no program should write it.
            self.character(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
            return;
        }
        self.settle_bytes();
        match (self.half.take(), unit) {
            (half, 0xd800..=0xdbff) => {
                self.broken(half);
                self.half = Some(unit);
            }
            (half, 0xdc00..=0xdfff) => {
                let both = [half.unwrap_or(unit), unit];
                let whole = char::decode_utf16(both).next().and_then(Result::ok);
                self.text.push(whole.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (half, _) => {
                self.broken(half);
                self.text.extend(char::from_u32(u32::from(unit)));
            }
        }
    }

    /// How many bytes wait.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len().saturating_add(self.text.len())
    }

    /// Whether nothing waits but half of a character.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.text.is_empty()
    }

    /// The text that waits. Half of a character goes on waiting: between the halves stand words.
    pub(crate) fn take(&mut self) -> String {
        self.settle_bytes();
        std::mem::take(&mut self.text)
    }

    fn settle(&mut self) {
        self.settle_bytes();
        self.no_half();
    }

    fn settle_bytes(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        let page = self.page.take();
        self.decode(&bytes, page);
    }

    fn decode(&mut self, bytes: &[u8], page: Option<Page>) {
        if let Some(page) = page.filter(|_| !bytes.is_empty()) {
            self.text.push_str(&page.decode(bytes));
        }
    }

    fn no_half(&mut self) {
        let half = self.half.take();
        self.broken(half);
    }

    fn broken(&mut self, half: Option<u16>) {
        if half.is_some() {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::*;

    #[test]
    fn halves_make_a_character_and_bytes_keep_their_page() {
        let mut pending = Pending::default();
        pending.bytes(b"\xd6", Page::Of(GB18030));
        pending.bytes(b"\xd0", Page::Of(GB18030));
        pending.bytes(b"\xa4\xa4", Page::Of(BIG5));
        for number in [-10187, -9138, 0x4e00, -10187, 19968, 0x20bb7] {
            pending.number(number);
        }
        pending.character('。');
        assert_eq!(pending.take(), "中中\u{1d44e}一\u{fffd}一𠮷。");
        assert!(pending.is_empty());
    }
}
