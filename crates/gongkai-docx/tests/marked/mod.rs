//! Documents of marked text, links, small tables, headings and a signature, made from a number.

#![allow(dead_code, reason = "shared by tests that use parts of it")]

use gongkai_core::Prose;
use gongkai_core::characters::OffLine;
use gongkai_core::document::{
    Block, Document, Inline, Look, Mark, MarkKind, Paragraph, ParagraphRole, Runs, Table, TableCell,
};

use crate::reports::Numbers;

const TEXTS: [&str; 12] =
    ["全年公开信息", "18", "1", "m²", "注1", "（其中", "CO₂", "A&B <年报>", " ", "；收到申请3件", "①", "“引号”"];

const LINKS: [&str; 3] =
    ["https://www.example.gov.cn/a?b=1&c=<2>", "mailto:zwgk@example.gov.cn", "http://例子.example/年报"];

fn inline(numbers: &mut Numbers, bold: bool) -> Inline {
    let mut runs = Runs::default();
    for _ in 0..=numbers.below(6) {
        let index = usize::try_from(numbers.below(TEXTS.len() as u64)).unwrap();
        let off_line = [None, None, None, Some(OffLine::Raised), Some(OffLine::Lowered)];
        let link = usize::try_from(numbers.below(9)).unwrap();
        let look = Look {
            off_line: off_line[usize::try_from(numbers.below(5)).unwrap()],
            bold: bold && numbers.below(4) == 0,
            // What XML cannot hold as an address is another test's.
            link: LINKS.get(link).filter(|link| !link.contains('<')).copied(),
            ..Look::default()
        };
        runs.push(TEXTS[index], &look);
    }
    runs.finish().trimmed()
}

fn table(numbers: &mut Numbers) -> Table {
    let (rows, columns) = (2 + numbers.below(3), 2 + numbers.below(4));
    let (rows, columns) = (usize::try_from(rows).unwrap(), usize::try_from(columns).unwrap());
    let mut cells = Vec::new();
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let span = if numbers.below(4) == 0 { 2.min(columns - column) } else { 1 };
            let mut text = inline(numbers, true);
            if numbers.below(5) == 0 {
                text = Inline::default();
            }
            let mut cell = TableCell::new(row, column, text.text).spanning(1, span);
            cell.marks = text.marks;
            cells.push(cell);
            column += span;
        }
    }
    Table::new(rows, columns, cells).unwrap()
}

/// The document of a number.
pub(crate) fn document(seed: u64) -> Document {
    use ParagraphRole::{Body, Heading1, Heading2, Heading3, Signature, SignatureDate, Title};
    let mut numbers = Numbers::new(seed);
    let mut blocks: Vec<Block> = vec![Paragraph::new(Title, "青山县2023年政府信息公开工作年度报告").into()];
    for _ in 0..numbers.below(12) {
        let block: Block = match numbers.below(6) {
            0 => table(&mut numbers).into(),
            1 => {
                let role = [Heading1, Heading2, Heading3][usize::try_from(numbers.below(3)).unwrap()];
                Paragraph::of(role, inline(&mut numbers, false)).into()
            }
            _ => Paragraph::of(Body, inline(&mut numbers, true)).into(),
        };
        if !matches!(&block, Block::Paragraph(paragraph) if paragraph.text.is_empty()) {
            blocks.push(block);
        }
    }
    blocks.push(Paragraph::new(Body, "完。").into());
    blocks.push(Paragraph::new(Signature, "青山县人民政府办公室").into());
    blocks.push(Paragraph::new(SignatureDate, "2024年1月20日").into());
    Document::new(blocks)
}

/// What is shown of a document: roles, texts and marks, however they were cut.
pub(crate) fn shown(document: &Document) -> Vec<String> {
    shown_of(document, |_| true)
}

/// The same without its links, and without the places of cells.
pub(crate) fn shown_in_order(document: &Document) -> Vec<String> {
    let shown = shown_of(document, |kind| !matches!(kind, MarkKind::Link(_)));
    let prose = |line: String| line.split_once("Prose").map(|(_, prose)| prose.to_owned());
    shown.into_iter().filter_map(prose).collect()
}

fn shown_of(document: &Document, of: fn(&MarkKind) -> bool) -> Vec<String> {
    let prose = |text: &str, marks: &[Mark]| {
        let marks = marks.iter().filter(|mark| of(&mark.kind)).cloned().collect();
        format!("{:?}", Prose::marked(text, marks))
    };
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                lines.push(format!("{:?} {}", paragraph.role, prose(&paragraph.text, &paragraph.marks)));
            }
            Block::Table(table) => {
                lines.push(format!("{}x{}", table.rows(), table.columns()));
                lines.extend(table.cells().iter().map(|cell| {
                    format!("{},{}+{} {}", cell.row, cell.column, cell.column_span, prose(&cell.text, &cell.marks))
                }));
            }
        }
    }
    lines
}
