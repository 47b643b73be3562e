//! Exact numbers: what a value cell counts.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

/// A number as a report states it: a count in 件 or an amount in 万元, exact to the last decimal.
///
/// Counts and amounts share one exact decimal type so that a sum never rounds; whether a cell must hold a whole
/// number is said by its [`CellKind`](crate::form::CellKind) and checked by a rule, not by the type, because a
/// published report may hold `2.5` where a count belongs and must be shown as it is.
///
/// ```
/// use gongkai_core::Number;
/// let fee: Number = "24252.311082".parse()?;
/// assert_eq!(fee.to_string(), "24252.311082");
/// assert!(!fee.is_whole());
/// assert_eq!(Number::from(3_u64).checked_add(Number::from(4_u64)), Some(Number::from(7_u64)));
/// # Ok::<(), gongkai_core::NumberError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(Decimal);

/// The text is not a plain decimal number of at most 28 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是数字 / “{0}” is not a number")]
pub struct NumberError(pub String);

impl Number {
    /// Zero, which a cell holds only when the report states it.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Whether the number is whole, as a count (件) must be.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.fract().is_zero()
    }

    /// Whether the number is below zero; `-0` is not.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether the number is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The sum, or nothing when it does not fit in 28 digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or nothing when it does not fit in 28 digits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The exact sum of many numbers, or nothing when it does not fit in 28 digits.
    pub fn checked_sum<I: IntoIterator<Item = Self>>(numbers: I) -> Option<Self> {
        numbers.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The exact decimal.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The nearest double, for formats (XLSX) that know no other number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Parsing the decimal's own digits gives the nearest double; the shortest form of that double prints the
        // same digits again up to fifteen of them.
        self.0.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The count, where the number is one that is written without decimals and sign and fits.
    pub(crate) fn to_plain_count(self) -> Option<usize> {
        (self.0.scale() == 0 && self.0.is_sign_positive()).then(|| usize::try_from(self.0.mantissa()).ok())?
    }

    /// The whole number, when it is one and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.0.trunc().mantissa()).ok() } else { None }
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

macro_rules! from_whole {
    ($($whole:ty),*) => {$(
        impl From<$whole> for Number {
            fn from(value: $whole) -> Self {
                Self(Decimal::from(value))
            }
        }
    )*};
}

from_whole!(i32, i64, u32, u64);

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !plain {
            return Err(NumberError(text.to_owned()));
        }
        Decimal::from_str_exact(text.strip_prefix('+').unwrap_or(text))
            .map(Self)
            .map_err(|_| NumberError(text.to_owned()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_decimal() {
        for text in ["0", "-18", "7730.28", "24252.311082", "73802895.90"] {
            assert_eq!(text.parse::<Number>().map(|n| n.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn refuses_what_is_not_plain() {
        for text in ["", "-", "1e3", ".5", "5.", "1 2", "0x1", "NaN", "1_000", "99999999999999999999999999999999"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn knows_whole_and_negative() {
        assert_eq!("-0".parse::<Number>().map(Number::is_negative), Ok(false));
        assert_eq!("2.00".parse::<Number>().map(Number::is_whole), Ok(true));
        assert_eq!("2.00".parse::<Number>().ok().and_then(Number::to_i64), Some(2));
        assert_eq!("2.5".parse::<Number>().ok().and_then(Number::to_i64), None);
    }
}
