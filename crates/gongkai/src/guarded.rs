//! A fault of the program over one file is that file's error, and nothing else's.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does something with one file; a panic is given as what it said, so that whoever has other files goes on with them.
///
/// What the action changes outside of itself must be thrown away when it fails.
///
/// # Errors
/// What the panic said.
///
/// ```
/// assert_eq!(gongkai::guarded(|| 2 + 2), Ok(4));
/// let broken: Result<(), String> = gongkai::guarded(|| panic!("out of order"));
/// assert_eq!(broken, Err("out of order".to_owned()));
/// ```
pub fn guarded<T>(action: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(action)).map_err(|said| {
        let text = said.downcast_ref::<&str>().map(ToString::to_string);
        text.or_else(|| said.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
    })
}
