//! What some formats are limited in beside [`Limits`](crate::Limits), which embedding programs cannot set.

/// The names of these limits, and up to where each goes. A file over one of them is refused like any other.
///
/// ```
/// assert!(gongkai::own_limits().contains(&("html_attributes", 1000)));
/// ```
#[must_use]
pub fn own_limits() -> Vec<(&'static str, usize)> {
    let mut limits = Vec::new();
    #[cfg(feature = "pdf")]
    limits.extend(gongkai_pdf::LIMITS);
    #[cfg(feature = "html")]
    {
        limits.extend(gongkai_html::LIMITS);
        limits.push(("frame_sheets", crate::frames::MOST_SHEETS));
    }
    #[cfg(feature = "docx")]
    limits.extend(gongkai_docx::LIMITS);
    #[cfg(feature = "doc")]
    limits.extend(gongkai_doc::LIMITS);
    #[cfg(feature = "xls")]
    limits.extend(gongkai_xls::LIMITS);
    #[cfg(feature = "ofd")]
    limits.extend(gongkai_ofd::LIMITS);
    #[cfg(any(feature = "docx", feature = "xlsx"))]
    limits.extend(gongkai_opc::LIMITS);
    #[cfg(feature = "ledger")]
    limits.extend(gongkai_collate::ledger::LIMITS);
    limits
}
