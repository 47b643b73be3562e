//! The clock, which the library that makes workbooks asks although nothing of it is kept.

use std::time::{SystemTime, UNIX_EPOCH};

use rust_xlsxwriter::XlsxError;

/// Refuses where the library would panic: on a computer whose clock stands before 1970.
pub(crate) fn clock_is_sound() -> Result<(), XlsxError> {
    if SystemTime::now() < UNIX_EPOCH {
        return Err(XlsxError::ParameterError(
            "电脑的日期早于 1970 年，请校正 / the clock stands before 1970; set it right".to_owned(),
        ));
    }
    Ok(())
}
