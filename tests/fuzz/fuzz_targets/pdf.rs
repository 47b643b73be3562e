//! Any bytes at all, read and recognised.
#![no_main]

mod guarded;

use gongkai_core::format::{Limits, Reader};
use gongkai::recognize::recognize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    if let Ok(document) = gongkai_pdf::PdfReader.read(data, &Limits::default()) {
        let _ = recognize(&document);
    }
});
