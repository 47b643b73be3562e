//! Reading workbooks.

/// Reads Excel workbooks (.xlsx).
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsxReader;
