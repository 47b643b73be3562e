//! Numbers in bytes, the lowest byte first, and nothing where there are too few.

/// A stretch of bytes that numbers are read from.
///
/// ```
/// use gongkai_compound::Bytes;
/// let bytes = Bytes::new(&[0x34, 0x12, 0xff]);
/// assert_eq!((bytes.u16(0), bytes.u8(2), bytes.u16(2)), (Some(0x1234), Some(0xff), None));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// These bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The bytes themselves.
    #[must_use]
    pub fn as_slice(self) -> &'a [u8] {
        self.0
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    /// The byte at a place.
    #[must_use]
    pub fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    /// The number of two bytes at a place.
    #[must_use]
    pub fn u16(self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_le_bytes)
    }

    /// The signed number of two bytes at a place.
    #[must_use]
    pub fn i16(self, at: usize) -> Option<i16> {
        self.array(at).map(i16::from_le_bytes)
    }

    /// The number of four bytes at a place.
    #[must_use]
    pub fn u32(self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    /// The signed number of four bytes at a place.
    #[must_use]
    pub fn i32(self, at: usize) -> Option<i32> {
        self.array(at).map(i32::from_le_bytes)
    }

    /// The number of four bytes at a place, as a place or a count.
    #[must_use]
    pub fn place(self, at: usize) -> Option<usize> {
        self.u32(at).map(whole)
    }

    /// The double at a place.
    #[must_use]
    pub fn f64(self, at: usize) -> Option<f64> {
        self.array(at).map(f64::from_le_bytes)
    }

    /// So many bytes from a place on.
    #[must_use]
    pub fn part(self, at: usize, length: usize) -> Option<Self> {
        self.0.get(at..at.checked_add(length)?).map(Self)
    }

    /// All bytes from a place on; none where it lies behind the end.
    #[must_use]
    pub fn from(self, at: usize) -> Self {
        Self(self.0.get(at..).unwrap_or_default())
    }

    /// So many characters of two bytes each, from a place on.
    #[must_use]
    pub fn utf16(self, at: usize, characters: usize) -> Option<String> {
        let part = self.part(at, characters.checked_mul(2)?)?;
        let (units, _) = part.0.as_chunks::<2>();
        let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
        Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}

/// A number of four bytes as a place or a count.
#[must_use]
pub fn whole(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
