//! Names of styles by which the reader knows what the writer set.

/// A heading that runs into its text.
pub(crate) const RUN_IN_HEADING: &str = "段首标题";

/// Who signs.
pub(crate) const SIGNATURE: &str = "署名";

/// The day of signing.
pub(crate) const SIGNATURE_DATE: &str = "成文日期";
