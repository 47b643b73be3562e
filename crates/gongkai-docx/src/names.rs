//! Names of styles by which the reader knows what the writer set.

/// A heading that runs into its text.
pub(crate) const RUN_IN_HEADING: &str = "段首标题";

/// The end of a line that a narrow cell asks for, and no part of the text.
pub(crate) const LINE_END: &str = "数字后换行";

/// Who signs.
pub(crate) const SIGNATURE: &str = "署名";

/// The day of signing.
pub(crate) const SIGNATURE_DATE: &str = "成文日期";
