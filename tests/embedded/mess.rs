//! Reports of many kinds, parted at random into files of other formats that stand in the places of a Word file: every
//! cell is right, and no sentence is lost.

#[path = "../../crates/gongkai-docx/tests/reports/mod.rs"]
mod reports;

use gongkai::document::{Block, Document, TableCell};
use gongkai::{Format, ReadOptions, compose, read};
use gongkai_core::Cell;
use reports::Numbers;

use super::{chunk, numbered, package, rtf, rtf_table, word_table};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The block with what its notation takes for its own written otherwise.
fn escaped_block(block: &Block) -> Block {
    match block.clone() {
        Block::Paragraph(mut paragraph) => {
            paragraph.text = escaped(&paragraph.text);
            paragraph.marks = <_>::default();
            paragraph.into()
        }
        Block::Table(table) => {
            let cell = |cell: &TableCell| {
                TableCell::new(cell.row, cell.column, escaped(&cell.text)).spanning(cell.row_span, cell.column_span)
            };
            let cells = table.cells().iter().map(cell).collect();
            gongkai::document::Table::new(table.rows(), table.columns(), cells).expect("the same table").into()
        }
    }
}

fn in_html(blocks: &[Block]) -> String {
    let body: String = blocks
        .iter()
        .map(|block| match escaped_block(block) {
            Block::Paragraph(paragraph) => format!("<p>{}</p>", paragraph.text),
            Block::Table(table) => super::markup(&table),
        })
        .collect();
    format!("<html><head><meta charset=utf-8></head><body>{body}</body></html>")
}

fn in_rtf(blocks: &[Block]) -> Vec<u8> {
    let body: String = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => format!("\\pard {}\\par\n", numbered(&paragraph.text)),
            Block::Table(table) => rtf_table(table),
        })
        .collect();
    rtf(&body)
}

fn in_word(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match escaped_block(block) {
            Block::Paragraph(paragraph) => super::p(&paragraph.text),
            Block::Table(table) => word_table(&table),
        })
        .collect()
}

/// A stretch of a document as a file that stands in its place, and the file.
fn part(numbers: &mut Numbers, number: usize, blocks: &[Block]) -> (String, Option<(String, Vec<u8>)>) {
    let tables = blocks.iter().any(|block| matches!(block, Block::Table(_)));
    let (ending, bytes) = match numbers.below(if tables { 5 } else { 6 }) {
        0 => return (in_word(blocks), None),
        1 => ("html", in_html(blocks).into_bytes()),
        2 => ("rtf", in_rtf(blocks)),
        // A Word file, whose text may stand in a file in it.
        3 if numbers.below(2) == 0 => {
            let inner = ("inner.html".to_owned(), in_html(blocks).into_bytes());
            ("docx", package(&chunk("inner.html"), &[inner]))
        }
        3 => ("docx", package(&in_word(blocks), &[])),
        4 => (
            "mht",
            format!(
                "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; \
                 charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: file:///C:/a.htm\r\n\r\n{}\r\n--b--\r\n",
                in_html(blocks)
            )
            .into_bytes(),
        ),
        _ => {
            let line = |block: &Block| match block {
                Block::Paragraph(paragraph) => paragraph.text.clone() + "\r\n",
                _ => String::new(),
            };
            ("txt", blocks.iter().map(line).collect::<String>().into_bytes())
        }
    };
    let name = format!("part{number}.{ending}");
    (chunk(&name), Some((name, bytes)))
}

/// A Word file that says what a document says, in parts.
fn parted(numbers: &mut Numbers, document: &Document) -> Vec<u8> {
    let (mut body, mut files, mut rest) = (String::new(), Vec::new(), document.blocks.as_slice());
    while !rest.is_empty() {
        let length = usize::try_from(1 + numbers.below(5)).unwrap().min(rest.len());
        let (blocks, after) = rest.split_at(length);
        let (set, file) = part(numbers, files.len(), blocks);
        body += &set;
        // A chunk may stand between paragraphs that say nothing.
        body += if numbers.below(3) == 0 { "<w:p/>" } else { "" };
        files.extend(file);
        rest = after;
    }
    package(&body, &files)
}

fn cases() -> u64 {
    std::env::var("GONGKAI_MESS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40)
}

#[test]
fn a_report_in_parts_of_every_format_says_what_it_says_whole() {
    for seed in 0..cases() {
        let document = compose(&reports::varied(seed));
        let mut numbers = Numbers::new(seed ^ 0xc0de);
        let reading = read(&parted(&mut numbers, &document), Format::Docx, &ReadOptions::default()).unwrap();
        let whole = gongkai::recognize::recognize(&document);
        for cell in document.tables().flat_map(|table| table.cells()) {
            let Some(key) = cell.key.filter(|key| whole.report.cell(*key).is_some()) else { continue };
            assert_eq!(reading.report.cell(key), Some(&Cell::parse(&cell.text)), "{key} of {seed}");
        }
        // What stands between the tables and around them is said in the same words and in the same order.
        let bare = |text: String| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let told = |report: &gongkai::Report| {
            let sections = gongkai::form::SectionKey::ALL.map(|section| format!("{:?}", report.narrative(section)));
            bare(format!("{:?} {:?} {}", report.title, report.preamble, sections.concat()))
        };
        assert_eq!(told(&reading.report), told(&whole.report), "{seed}");
    }
}
