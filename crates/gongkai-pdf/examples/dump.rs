//! Shows what is read from a PDF: `cargo run -p gongkai-pdf --example dump FILE`.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use gongkai_core::document::Block;
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("the path of a PDF is missing")?;
    let document = PdfReader.read(&std::fs::read(path)?, &Limits::default())?;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                println!("[{:?} {}] {}", paragraph.role, paragraph.position, paragraph.text);
            }
            Block::Table(table) => {
                println!("table of {} rows, {} columns, {}", table.rows(), table.columns(), table.position);
                for cell in table.cells() {
                    let (rows, columns) = (cell.row_span, cell.column_span);
                    println!("  {},{} {rows}x{columns} {:?}", cell.row, cell.column, cell.text);
                }
            }
        }
    }
    for remark in &document.remarks {
        println!("remark: {:?} {} {}", remark.kind, remark.position, remark.detail);
    }
    Ok(())
}
