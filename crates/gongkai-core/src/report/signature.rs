//! The end of a report: who signs it and when (署名、成文日期).

/// The organ's name and the date that stand alone below the text, as printed. A report without them has an empty one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Who signs (署名), as printed.
    pub organ: Option<String>,
    /// The date of signing (成文日期), as printed.
    pub date: Option<String>,
}

impl Signature {
    /// Whether nobody signs and no date stands.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.organ.is_none() && self.date.is_none()
    }
}
