//! Shows what a Word document holds: `cargo run -p gongkai-docx --example read -- report.docx`.
#![allow(clippy::print_stdout, reason = "an example that prints")]

use gongkai_core::document::Block;
use gongkai_core::format::{Limits, Reader};
use gongkai_docx::DocxReader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: read FILE.docx")?;
    let document = DocxReader::new().read(&std::fs::read(path)?, &Limits::default())?;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => println!("{:?} {}", paragraph.role, paragraph.text),
            Block::Table(table) => {
                println!("table of {} rows, {} columns, head {}", table.rows(), table.columns(), table.head_rows);
                for cell in table.cells() {
                    let (rows, columns) = (cell.row_span, cell.column_span);
                    println!("  {},{} {rows}x{columns} {:?}", cell.row + 1, cell.column + 1, cell.text);
                }
            }
        }
    }
    for remark in &document.remarks {
        println!("{:?} at {}: {}", remark.kind, remark.position, remark.detail);
    }
    println!("{:?}", document.properties);
    Ok(())
}
