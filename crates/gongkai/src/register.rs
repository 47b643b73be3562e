//! Registers in workbooks of any age.

use gongkai_collate::ledger::{Register, RegisterError};

/// Reads a register from a file's bytes: a workbook of the newer or of the older notation, or else CSV.
///
/// ```
/// let register = gongkai::read_register("编号,收到日期,申请人类型,办结日期,办理结果\n1,2024-01-05,公民,,\n".as_bytes())?;
/// assert_eq!(register.applications()?.entries.len(), 1);
/// # Ok::<(), gongkai::ledger::RegisterError>(())
/// ```
///
/// # Errors
/// As [`Register::read`].
pub fn read_register(bytes: &[u8]) -> Result<Register, RegisterError> {
    #[cfg(feature = "xls")]
    let bytes = &*crate::newer_workbook(bytes, &gongkai_collate::ledger::limits())?;
    Register::read(bytes)
}
