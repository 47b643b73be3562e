//! Compound files (复合文档, \[MS-CFB\]): what Word, Excel and WPS kept their documents in before 2007, and still do under
//! the names `.doc`, `.xls`, `.wps` and `.et`.
//!
//! [`Compound::open`] looks at the bytes and at the directory, and [`Compound::stream`] unpacks no stream beyond the
//! [`Limits`](gongkai_core::format::Limits). [`CompoundKind`] says what a file is by what lies in it, whatever it is called.
//! [`Bytes`] reads the numbers in a stream, and [`Summary`] what the file says about itself.

mod bytes;
mod kind;
mod open;
mod summary;

pub use bytes::{Bytes, whole};
pub use kind::{CompoundKind, macros_left_out};
pub use open::{Compound, is_compound};
pub use summary::Summary;
