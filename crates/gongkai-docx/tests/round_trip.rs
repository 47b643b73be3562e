//! What is written is read back: every paragraph with its role, every cell with its place, merges and text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod reports;

use gongkai_core::document::{Block, Document, ParagraphRole, Table};
use gongkai_core::form::Edition;
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Report, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_recognize::recognize;
use proptest::prelude::*;

fn written(document: &Document, style: Style) -> Vec<u8> {
    DocxWriter::new(style).write(document).expect("written").bytes
}

fn read(bytes: &[u8]) -> Document {
    DocxReader::new().read(bytes, &Limits::default()).expect("read")
}

type PlacedCell<'t> = (usize, usize, usize, usize, &'t str);

fn cells(table: &Table) -> Vec<PlacedCell<'_>> {
    let cells = table.cells().iter();
    cells.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, cell.text.as_str())).collect()
}

#[derive(Debug, PartialEq)]
enum Shown<'d> {
    Paragraph(ParagraphRole, &'d str),
    Table { size: (usize, usize), head_rows: usize, cells: Vec<PlacedCell<'d>> },
}

fn shown(document: &Document) -> Vec<Shown<'_>> {
    let blocks = document.blocks.iter();
    blocks
        .map(|block| match block {
            Block::Paragraph(paragraph) => Shown::Paragraph(paragraph.role, paragraph.text.trim()),
            Block::Table(table) => {
                Shown::Table { size: (table.rows(), table.columns()), head_rows: table.head_rows, cells: cells(table) }
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_written_is_read(seed in any::<u64>(), plain in any::<bool>()) {
        let document = compose(&reports::varied(seed));
        let style = if plain { Style::plain() } else { Style::gbt9704() };
        let bytes = written(&document, style.clone());
        let back = read(&bytes);
        prop_assert_eq!(shown(&back), shown(&document));
        prop_assert_eq!(&back.properties.title, &document.properties.title);
        prop_assert_eq!(&back.properties.author, &document.properties.author);
        prop_assert_eq!(&back.remarks, &Vec::new());
        prop_assert_eq!(written(&document, style), bytes, "the same document gives the same bytes");
    }
}

#[test]
fn blanks_stay_blank_and_dashes_dashes() {
    for edition in Edition::all() {
        let mut report = Report::in_edition(edition);
        let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
        let values = ["", "0", "—", "/", "22（其中修订16件）", "24252.311082", "-18", "=1+1"];
        for (key, value) in keys.iter().zip(values.iter().cycle()) {
            report.set(*key, Cell::parse(value));
        }
        let document = compose(&report);
        let back = read(&written(&document, Style::gbt9704()));
        for (before, after) in document.tables().zip(back.tables()) {
            for cell in before.cells() {
                let read = after.at(cell.row, cell.column).expect("the cell is there");
                assert_eq!(Cell::parse(&read.text), Cell::parse(&cell.text), "{edition} {:?}", cell.key);
                assert_eq!((read.row, read.column), (cell.row, cell.column));
            }
        }
        assert_eq!(back.tables().count(), 3);
    }
}

#[test]
fn packages_stay_small() {
    for seed in 0..20 {
        let bytes = written(&compose(&reports::varied(seed)), Style::gbt9704());
        assert!(bytes.len() < 40_000, "{seed}: {} bytes", bytes.len());
    }
}

#[test]
fn column_widths_fill_the_text_block() {
    let style = Style::gbt9704();
    let document = compose(&Report::in_edition(Edition::E2021));
    let back = read(&written(&document, style.clone()));
    for (table, before) in back.tables().zip(document.tables()) {
        let widths: Vec<u32> = style.column_widths(before).iter().map(|width| width.0).collect();
        assert_eq!(table.widths, widths);
        assert_eq!(widths.iter().sum::<u32>(), style.page.text_width().0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// Recognising what is read gives the report that was written, cell by cell.
    #[test]
    fn what_is_read_is_the_same_report(seed in any::<u64>()) {
        let report = reports::varied(seed);
        let document = compose(&report);
        let back = recognize(&read(&written(&document, Style::gbt9704()))).report;
        let direct = recognize(&document).report;
        for cell in report.form_cells() {
            prop_assert_eq!(back.cell(cell.key), direct.cell(cell.key), "{}", cell.printed_name());
        }
    }
}
