//! Writes varied reports and documents of marked text into a folder, to be opened and validated elsewhere:
//! `cargo run -p gongkai-docx --example varied -- DIR COUNT`.
#![allow(clippy::unwrap_used, reason = "shared with the tests")]

#[path = "../tests/marked/mod.rs"]
mod marked;
#[path = "../tests/reports/mod.rs"]
mod reports;

use gongkai_core::compose;
use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_docx::DocxWriter;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(arguments.next().ok_or("usage: varied DIR COUNT")?);
    let count: u64 = arguments.next().map_or(Ok(20), |count| count.parse())?;
    std::fs::create_dir_all(&folder)?;
    for seed in 0..count {
        let style = if seed % 4 == 3 { Style::plain() } else { Style::gbt9704() };
        let written = DocxWriter::new(style).write(&compose(&reports::varied(seed)))?;
        std::fs::write(folder.join(format!("{seed:03}.docx")), written.bytes)?;
        let written = DocxWriter::new(Style::gbt9704()).write(&marked::document(seed))?;
        std::fs::write(folder.join(format!("{seed:03}-marked.docx")), written.bytes)?;
    }
    Ok(())
}
