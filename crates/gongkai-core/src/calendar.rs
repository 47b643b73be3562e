//! Report years.

use std::fmt;
use std::str::FromStr;

/// The year that a report covers (报告年度), from 2008, when the first reports were written, to 2100.
///
/// ```
/// use gongkai_core::Year;
/// let year = Year::new(2023)?;
/// assert_eq!(year.get(), 2023);
/// assert_eq!(year.previous().map(|y| y.get()), Some(2022));
/// assert!(Year::new(23).is_err());
/// # Ok::<(), gongkai_core::YearError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

/// The number or text is not a report year between 2008 and 2100.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是报告年度（2008—2100） / “{0}” is not a report year (2008–2100)")]
pub struct YearError(pub String);

impl Year {
    /// The first year that a report may be of.
    pub const FIRST: u16 = 2008;
    /// The last year that a report may be of.
    pub const LAST: u16 = 2100;

    /// A year, when it lies between 2008 and 2100.
    ///
    /// # Errors
    /// [`YearError`] for any other number.
    pub fn new(year: u16) -> Result<Self, YearError> {
        if (Self::FIRST..=Self::LAST).contains(&year) { Ok(Self(year)) } else { Err(YearError(year.to_string())) }
    }

    /// The year as a number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }

    /// The year before, where there were reports.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::new(self.0 - 1).ok()
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1).ok()
    }
}

impl FromStr for Year {
    type Err = YearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || YearError(text.to_owned());
        text.trim().parse().map_err(|_| error()).and_then(|year| Self::new(year).map_err(|_| error()))
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
