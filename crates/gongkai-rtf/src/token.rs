//! Taking the file apart: braces, control words and symbols, text.

/// A piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text that is written as two digits.
    Byte(u8),
    /// Bytes of text.
    Text(&'a [u8]),
    /// Bytes that are none of the text.
    Binary,
}

/// The longest name of a control word.
const LONGEST: usize = 32;

/// What of the file is still to be taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not taken yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// The next piece. Where bytes of text make characters in `pairs`, the second may be one that means something else
    /// alone: programs that write the text as it is do not mind.
    pub(crate) fn next(&mut self, pairs: impl Fn() -> bool) -> Option<Token<'a>> {
        loop {
            let first = *self.rest.first()?;
            match first {
                b'{' | b'}' => {
                    self.skip(1);
                    return Some(if first == b'{' { Token::Open } else { Token::Close });
                }
                // Where lines of the file end says nothing.
                b'\r' | b'\n' => self.skip(1),
                b'\\' => {
                    self.skip(1);
                    return self.control();
                }
                _ => return Some(Token::Text(self.text(&pairs))),
            }
        }
    }

    fn text(&mut self, pairs: &impl Fn() -> bool) -> &'a [u8] {
        let (mut length, mut known) = (0, None);
        while let Some(&byte) = self.rest.get(length) {
            if matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n') {
                break;
            }
            let trail = self.rest.get(length + 1);
            length += match trail {
                Some(b'\\') if self.rest.get(length + 2).is_some_and(|next| b"'\\{}".contains(next)) => 1,
                Some(0x40..) if byte > 0x80 && *known.get_or_insert_with(pairs) => 2,
                _ => 1,
            };
        }
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        text
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            let digit = |at: usize| self.rest.get(at).and_then(|&digit| char::from(digit).to_digit(16));
            let byte = digit(1).zip(digit(2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            self.skip(if byte.is_some() { 3 } else { 1 });
            return Some(byte.map_or(Token::Symbol(b'\''), Token::Byte));
        }
        if !first.is_ascii_alphabetic() {
            self.skip(1);
            return Some(Token::Symbol(first));
        }
        let letters = self.rest.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at_checked(letters)?;
        self.rest = rest;
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.skip(1);
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            self.skip(number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0));
            return Some(Token::Binary);
        }
        Some(Token::Word(name, number))
    }

    /// The number behind a control word; one that is too large is as large as can be.
    fn number(&mut self) -> Option<i32> {
        let minus = self.rest.first() == Some(&b'-');
        let digits = self.rest.get(usize::from(minus)..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let value = self
            .rest
            .iter()
            .skip(usize::from(minus))
            .take(digits)
            .fold(0_i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
        self.skip(usize::from(minus) + digits);
        Some(if minus { -value } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bytes: &[u8], pairs: bool) -> Vec<Token<'_>> {
        let mut tokens = Tokens::new(bytes);
        std::iter::from_fn(|| tokens.next(|| pairs)).collect()
    }

    #[test]
    fn words_take_their_numbers_and_one_space() {
        use Token::{Byte, Close, Open, Symbol, Text, Word};
        assert_eq!(
            taken(b"{\\rtf1\\b0 a\\fs-24b \\u-3913?\\'d6\\~\\par\r\n c}", false),
            [
                Open,
                Word("rtf", Some(1)),
                Word("b", Some(0)),
                Text(b"a"),
                Word("fs", Some(-24)),
                Text(b"b "),
                Word("u", Some(-3913)),
                Text(b"?"),
                Byte(0xd6),
                Symbol(b'~'),
                Word("par", None),
                Text(b" c"),
                Close,
            ]
        );
    }

    #[test]
    fn numbers_without_end_and_bytes_that_are_missing() {
        assert_eq!(taken(b"\\cellx99999999999", false), [Token::Word("cellx", Some(i32::MAX))]);
        assert_eq!(taken(b"\\bin4294967295 abc", false), [Token::Binary]);
        assert_eq!(
            taken(b"\\bin2 }}a\\bin-5 b", false),
            [Token::Binary, Token::Text(b"a"), Token::Binary, Token::Text(b"b")]
        );
        assert_eq!(taken(b"\\'zz\\", false), [Token::Symbol(b'\''), Token::Text(b"zz")]);
        assert_eq!(taken(b"\\b-x", false), [Token::Word("b", None), Token::Text(b"-x")]);
    }

    #[test]
    fn the_second_byte_of_a_pair_is_no_sign() {
        // 乗 is 81 5c, 亄 is 81 7b in the pages that Chinese programs write.
        assert_eq!(taken(b"\x81\\\x81{a", true), [Token::Text(b"\x81\\\x81{a")]);
        assert_eq!(taken(b"\x81\\'5c", true), [Token::Text(b"\x81"), Token::Byte(0x5c)]);
        assert_eq!(taken(b"\x81\\\\a", true), [Token::Text(b"\x81"), Token::Symbol(b'\\'), Token::Text(b"a")]);
        assert_eq!(taken(b"\xe9}", false), [Token::Text(b"\xe9"), Token::Close]);
    }
}
