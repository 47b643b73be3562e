//! Writes varied reports as OFD and as PDF into a folder, to be drawn by other programs and compared:
//! `cargo run -p gongkai-ofd --example varied_ofd -- DIR COUNT [FONTS]`, with the fonts of a folder
//! alone where one is named.
#![allow(clippy::unwrap_used, reason = "shared with the tests")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::sync::Arc;

use gongkai_core::compose;
use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_layout::Fonts;
use gongkai_ofd::OfdWriter;
use gongkai_pdf::PdfWriter;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(arguments.next().ok_or("usage: varied_ofd DIR COUNT")?);
    let count: u64 = arguments.next().map_or(Ok(5), |count| count.parse())?;
    std::fs::create_dir_all(&folder)?;
    let fonts = Arc::new(arguments.next().map_or_else(Fonts::system, |folder| Fonts::only_dirs(&[folder])));
    let ofd = OfdWriter::new(Arc::clone(&fonts), Style::gbt9704());
    let pdf = PdfWriter::new(fonts, Style::gbt9704());
    for seed in 0..count {
        let document = compose(&reports::varied(seed));
        std::fs::write(folder.join(format!("{seed:03}.ofd")), ofd.write(&document)?.bytes)?;
        std::fs::write(folder.join(format!("{seed:03}.pdf")), pdf.write(&document)?.bytes)?;
    }
    Ok(())
}
