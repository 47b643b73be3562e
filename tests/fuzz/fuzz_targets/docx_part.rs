//! Any bytes as the main part of a Word package, so that the fuzzer need not learn to pack.
#![no_main]

use gongkai_core::format::{Limits, Reader};
use gongkai_core::recognize::recognize;
use gongkai_opc::PackageWriter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut package = PackageWriter::new();
    package.part("word/document.xml", data);
    let Ok(bytes) = package.finish() else { return };
    if let Ok(document) = gongkai_docx::DocxReader::new().read(&bytes, &Limits::default()) {
        let _ = recognize(&document);
    }
});
