//! Any bytes as the parts of a Word package, so that the fuzzer need not learn to pack: the main part, styles, numbering,
//! footnotes, endnotes, and a file of another format that the document puts into its place.
#![no_main]

mod parted;

use gongkai::{Format, ReadOptions};
use gongkai_opc::PackageWriter;
use libfuzzer_sys::fuzz_target;

const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="e" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes" Target="endnotes.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.htm"/></Relationships>"#;

fuzz_target!(|data: &[u8]| {
    let [document, styles, numbering, footnotes, endnotes, chunk] = parted::parts(data);
    let mut package = PackageWriter::new();
    package.part("word/document.xml", document);
    package.part("word/_rels/document.xml.rels", RELATIONSHIPS);
    for (name, part) in [
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", footnotes),
        ("word/endnotes.xml", endnotes),
        ("word/chunk.htm", chunk),
    ] {
        if !part.is_empty() {
            package.part(name, part);
        }
    }
    let Ok(bytes) = package.finish() else { return };
    let _ = gongkai::read(&bytes, Format::Docx, &ReadOptions::default());
});
