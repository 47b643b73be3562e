//! A page, a template and a document of the national format, as the parts of a file.
#![no_main]

mod guarded;
mod parted;

use gongkai::{Format, ReadOptions};
use gongkai_opc::PackageWriter;
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = r#"<Document><CommonData><TemplatePage ID="1" BaseLoc="t.xml"/></CommonData><Pages><Page BaseLoc="p.xml"/></Pages></Document>"#;

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    let [page, template, document] = parted::parts(data);
    let mut package = PackageWriter::new();
    package.part("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>");
    package.part("Document.xml", if document.is_empty() { DOCUMENT.as_bytes() } else { document });
    package.part("p.xml", page);
    package.part("t.xml", template);
    let Ok(bytes) = package.finish() else { return };
    let _ = gongkai::read(&bytes, Format::Ofd, &ReadOptions::default());
});
