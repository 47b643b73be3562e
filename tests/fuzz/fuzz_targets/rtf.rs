//! Any bytes at all as a document in RTF, renewed, read and recognised.
#![no_main]

use gongkai_core::format::{Limits, Reader};
use gongkai::recognize::recognize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(renewed) = gongkai_rtf::renew(data, &Limits::default())
        && let Ok(document) = gongkai_docx::DocxReader::new().read(&renewed.package, &Limits::default())
    {
        let _ = recognize(&document);
    }
});
