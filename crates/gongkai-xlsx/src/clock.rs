//! The clock, which the library that makes workbooks asks although nothing of it is kept.

use rust_xlsxwriter::XlsxError;

/// Refuses where the library would panic: on a computer whose clock stands before 1970.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn clock_is_sound() -> Result<(), XlsxError> {
    use std::time::{SystemTime, UNIX_EPOCH};
    if SystemTime::now() < UNIX_EPOCH {
        return Err(XlsxError::ParameterError(
            "电脑的日期早于 1970 年，请校正 / the clock stands before 1970; set it right".to_owned(),
        ));
    }
    Ok(())
}

/// Where there is no system clock the library asks the host's, which it takes as it is.
#[cfg(target_family = "wasm")]
pub(crate) fn clock_is_sound() -> Result<(), XlsxError> {
    Ok(())
}
