//! Any bytes at all, read and recognised.
#![no_main]

use gongkai_core::format::{Limits, Reader};
use gongkai::recognize::recognize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(document) = gongkai_html::HtmlReader.read(data, &Limits::default()) {
        let _ = recognize(&document);
    }
});
