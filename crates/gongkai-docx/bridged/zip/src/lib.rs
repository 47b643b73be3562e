//! What the writer of Word files asks for, from the version that the rest is built with: see the README of the folder above.

pub use newer::*;
