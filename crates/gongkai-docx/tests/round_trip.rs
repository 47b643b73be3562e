//! What is written is read back: every paragraph with its role, every cell with its place, merges and text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod reports;

use gongkai_core::document::{Block, Document, ParagraphRole, Table};
use gongkai_core::form::Edition;
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Report, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_opc::{Package, PackageEdit, PackageKind};
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

/// A report with a note beside every figure.
fn noted(edition: Edition, figure: u64, note: &str) -> Document {
    let mut report = Report::in_edition(edition);
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (0..).zip(keys) {
        report.set(key, Cell::parse(&format!("{}{note}", figure + 3 * number)));
    }
    compose(&report)
}

#[test]
fn lines_that_end_for_want_of_room_are_none_of_the_text() {
    let notes = ["（其中修订16件）", "（含本年度新增件）", "，含结转", "(其中涉及市场监管领域2件)", "件（按季公布）"];
    for edition in Edition::all() {
        for (note, figure) in notes.iter().flat_map(|note| [2, 220, 85_301, 1_853_829].map(|figure| (note, figure))) {
            let document = noted(edition, figure, note);
            for style in [Style::gbt9704(), Style::plain()] {
                let back = read(&written(&document, style));
                assert_eq!(shown(&back), shown(&document), "{edition} {figure}{note}");
            }
        }
    }
}

#[test]
fn what_is_typed_where_a_line_ends_for_want_of_room_has_its_own_lines() {
    let bytes = written(&noted(Edition::E2021, 1_853_829, "（其中修订16件）"), Style::gbt9704());
    let mut package = Package::open(&bytes, PackageKind::Word, &Limits::default()).expect("a package");
    let part = package.xml_part("word/document.xml").expect("read").expect("there");
    let style = part.find(r#"w:val="LineEnd""#).expect("a line ends");
    let (before, run) = part.split_at(style);
    let (run, after) = run.split_at(run.find("</w:r>").expect("the run ends"));
    // Lines without anything are no lines of a cell.
    for (typed, shown) in [("<w:t>12</w:t>", "1853859\n12（其中修订16件）"), ("<w:br/>", "1853859\n（其中修订16件）")]
    {
        let mut edits = PackageEdit::default();
        edits.put("word/document.xml", [before, run, typed, after].concat());
        let back = read(&edits.apply(&bytes).expect("a package"));
        let cell = |cell: &&gongkai_core::document::TableCell| cell.text.starts_with("1853859");
        let found = back.tables().flat_map(Table::cells).find(cell).expect("the figure");
        assert_eq!(found.text, shown);
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
