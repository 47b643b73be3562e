//! Heads of table three in other words than the form's, with a label too many, or one label a line: a column is known by its
//! label or by its place and the sums of its rows, else its cells are unread.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

const COLUMNS: [&str; 6] =
    ["natural_person", "business", "research_institution", "public_interest", "legal_service", "other_organization"];

/// A report whose rows of table three add up, each otherwise, with zeros among them.
fn report() -> Report {
    let mut report = Report::new(Organ::new("石桥县林业局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for key in &keys {
        report.set(*key, Cell::from(0));
    }
    let rows: Vec<&str> =
        keys.iter().filter(|key| key.table() == TableKey::Applications).map(|key| key.row()).collect();
    let mut seen: Vec<&str> = Vec::new();
    for row in rows {
        if seen.contains(&row) {
            continue;
        }
        seen.push(row);
        let number = u32::try_from(seen.len()).unwrap();
        let parts: Vec<u32> = (0..6).map(|at| if (number + at) % 3 == 0 { 0 } else { number * 7 + at }).collect();
        for (column, part) in COLUMNS.iter().zip(&parts) {
            report.set(format!("applications.{row}.{column}").parse().unwrap(), Cell::from(*part));
        }
        report.set(format!("applications.{row}.total").parse().unwrap(), Cell::from(parts.iter().sum::<u32>()));
    }
    report
}

/// The document of a report with its table three changed.
fn with(report: &Report, change: impl Fn(&Table) -> Vec<Block>) -> Document {
    let blocks = compose(report).blocks.into_iter().flat_map(|block| match block {
        Block::Table(table) if table.form.is_some_and(|(_, key)| key == TableKey::Applications) => change(&table),
        other => vec![other],
    });
    Document::new(blocks.collect())
}

fn bare(table: &Table, cells: Vec<TableCell>, columns: usize) -> Vec<Block> {
    vec![Table::new(table.rows(), columns, cells).unwrap().into()]
}

fn wrong(report: &Report, reading: &Reading) -> Vec<String> {
    let cells = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell));
    cells.map(|(key, cell)| format!("{key}: {cell:?}")).collect()
}

const NAMES: [&[(&str, &str)]; 4] = [
    &[("自然人", "公民"), ("商业企业", "企业"), ("其他", "其他组织")],
    &[("商业企业", "公司企业"), ("社会公益组织", "公益组织"), ("法律服务机构", "律师事务所")],
    &[("科研机构", "科研单位"), ("总计", "小计")],
    &[("自然人", "申请人")],
];

#[test]
fn labels_of_other_names_are_known_by_their_place_and_the_sums() {
    let report = report();
    for names in NAMES {
        let other = |cell: &TableCell| {
            let mut cell = cell.clone();
            if cell.key.is_none() && cell.row < 3 {
                let own = names.iter().find(|(label, _)| *label == cell.text);
                cell.text = own.map_or(cell.text, |(_, other)| (*other).to_owned());
            }
            cell
        };
        let reading =
            recognize(&with(&report, |table| bare(table, table.cells().iter().map(other).collect(), table.columns())));
        assert_eq!(wrong(&report, &reading), [""; 0], "{names:?}");
        assert_eq!(reading.receipt.unread, [], "{names:?}");
        // One cell a line, as pages are copied.
        let lines = with(&report, |table| {
            let texts = table.cells().iter().map(other).map(|cell| cell.text);
            texts.map(|text| Paragraph::new(ParagraphRole::Body, text).into()).collect()
        });
        let reading = recognize(&lines);
        assert_eq!(wrong(&report, &reading), [""; 0], "{names:?} in lines");
        assert_eq!(reading.receipt.unread, [], "{names:?} in lines");
    }
}

/// Two labels that say nothing of their places may have changed them.
#[test]
fn two_strange_labels_of_one_group_are_unread() {
    let report = report();
    let reading = recognize(&with(&report, |table| {
        let cells = table.cells().iter().cloned().map(|mut cell| {
            if cell.row < 3 && matches!(cell.text.as_str(), "商业企业" | "法律服务机构") {
                cell.text = if cell.text == "商业企业" { "甲类".to_owned() } else { "乙类".to_owned() };
            }
            cell
        });
        bare(table, cells.collect(), table.columns())
    }));
    assert_eq!(wrong(&report, &reading), [""; 0]);
    assert!(reading.receipt.unread.len() >= 50, "{}", reading.receipt.unread.len());
}

/// One label of the head stands twice, and the rows end a column earlier: where the two cells below the doubled label are
/// alike the rest has still moved.
#[test]
fn a_row_under_a_doubled_label_is_not_read_by_its_place() {
    let report = report();
    for doubled in 3..10 {
        let document = with(&report, |table| {
            let mut cells: Vec<TableCell> = Vec::new();
            for cell in table.cells() {
                let head = cell.key.is_none() && cell.row < 3;
                let mut own = cell.clone();
                if head && cell.column > doubled {
                    own = own.moved_to(cell.row, cell.column + 1);
                } else if head && cell.column_span > 1 && cell.column + cell.column_span > doubled && cell.column >= 3 {
                    own = own.spanning(cell.row_span, cell.column_span + 1);
                }
                let below = head && own.column == doubled && own.column_span == 1;
                if below {
                    cells.push(own.clone().moved_to(own.row, doubled + 1));
                }
                cells.push(own);
            }
            let last = table.columns();
            cells.extend((3..table.rows()).map(|row| TableCell::new(row, last, "")));
            bare(table, cells, last + 1)
        });
        assert_eq!(wrong(&report, &recognize(&document)), [""; 0], "column {doubled}");
    }
}

/// Words for nothing below a head whose labels stand one a line are the cells of table four, and no blanks.
#[test]
fn words_one_a_line_are_what_table_four_states() {
    for word in ["没有", "未发生", "暂无", "无"] {
        let mut report = report();
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        for key in keys.into_iter().filter(|key| key.table() == TableKey::Disputes) {
            report.set(key, Cell::parse(word));
        }
        let blocks = compose(&report).blocks.into_iter().flat_map(|block| match block {
            Block::Table(table) if table.form.is_some_and(|(_, key)| key == TableKey::Disputes) => {
                let texts = table.cells().iter().map(|cell| cell.text.clone());
                texts.map(|text| Paragraph::new(ParagraphRole::Body, text).into()).collect()
            }
            other => vec![other],
        });
        let reading = recognize(&Document::new(blocks.collect()));
        assert_eq!(wrong(&report, &reading), [""; 0], "{word}");
        assert_eq!(reading.receipt.unread, [], "{word}");
    }
}

/// The five results over rows of groups, with the places of merged labels written out as blanks.
#[test]
fn groups_of_table_four_beside_a_blank_place() {
    let labels = ["", "", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let rows = [
        ["行政复议", "", "1", "2", "3", "4", "10"],
        ["行政诉讼", "未经复议直接起诉", "5", "0", "0", "1", "6"],
        ["", "复议后起诉", "7", "8", "9", "10", "34"],
    ];
    let mut cells: Vec<TableCell> = labels.iter().enumerate().map(|(at, text)| TableCell::new(0, at, *text)).collect();
    for (row, texts) in rows.iter().enumerate() {
        cells.extend(texts.iter().enumerate().map(|(at, text)| TableCell::new(row + 1, at, *text)));
    }
    let heading = Paragraph::new(ParagraphRole::Heading1, "四、政府信息公开行政复议、行政诉讼情况");
    let reading = recognize(&Document::new(vec![heading.into(), Table::new(4, 7, cells).unwrap().into()]));
    for (group, own) in ["reconsideration", "direct_litigation", "litigation_after_reconsideration"].iter().zip(rows) {
        for (result, text) in ["upheld", "corrected", "other", "pending", "total"].iter().zip(own.iter().skip(2)) {
            let key = format!("disputes.{group}.{result}").parse().unwrap();
            assert_eq!(reading.report.cell(key), Some(&Cell::parse(text)), "{key}");
        }
    }
}

/// Somebody's own figures stand right of the table, under no head: they are named, and the rows are read whose sums hold
/// without them. A row with a figure too many among its own is none of these.
#[test]
fn figures_beside_the_table_under_no_head_cost_it_nothing() {
    let report = report();
    for gap in 0..2 {
        for doubled in [None, Some(4), Some(8)] {
            let document = with(&report, |table| {
                let beside = table.columns() + gap;
                let mut cells: Vec<TableCell> = Vec::new();
                for cell in table.cells() {
                    let moved = doubled.is_some_and(|at| cell.key.is_some() && cell.row == 7 && cell.column >= at);
                    if doubled == Some(cell.column) && moved {
                        cells.push(TableCell::new(7, cell.column, "5"));
                    }
                    if !(moved && cell.column + 1 == table.columns()) {
                        cells.push(cell.clone().moved_to(cell.row, cell.column + usize::from(moved)));
                    }
                }
                cells.extend((3..table.rows()).map(|row| TableCell::new(row, beside, "88")));
                bare(table, cells, beside + 1)
            });
            let reading = recognize(&document);
            assert_eq!(wrong(&report, &reading), [""; 0], "{gap} {doubled:?}");
            assert_eq!(reading.receipt.unread.len(), if doubled.is_some() { 7 } else { 0 }, "{gap} {doubled:?}");
            assert!(reading.receipt.unplaced.iter().any(|row| row.printed.contains("88")), "{gap}");
        }
    }
}

/// Lines drawn by hand do not meet: between the heads, and between the values, there are narrow columns that are none, and
/// no widths that tell. A row with a figure too few is not one of these.
#[test]
fn values_stand_in_the_order_of_heads_whose_lines_do_not_meet_theirs() {
    let report = report();
    for short in [false, true] {
        let document = with(&report, |table| {
            let last = table.columns();
            // Which way an edge is off: every line of a row is drawn by itself, those of the labels and the last are not.
            // The last head of the group ends before the group does.
            let off = |row: usize, edge: usize| match row {
                0..3 => usize::from(row == 2 && edge + 1 == last),
                _ => usize::from(edge > 3 && edge < last && (row + edge).is_multiple_of(3)),
            };
            let placed = table.cells().iter().filter_map(|cell| {
                let lacking = short && cell.row == 7 && cell.key.is_some() && cell.column == 5;
                let right = cell.column + cell.column_span;
                let left = cell.column * 2 - off(cell.row, cell.column);
                let span = right * 2 - off(cell.row, right) - left;
                let mut own = TableCell::new(cell.row, left, cell.text.clone());
                own.key = cell.key;
                (!lacking).then(|| own.spanning(cell.row_span, span))
            });
            bare(table, placed.collect(), last * 2)
        });
        let reading = recognize(&document);
        assert_eq!(wrong(&report, &reading), [""; 0], "{short}");
        assert_eq!(reading.receipt.unread.len(), if short { 7 } else { 0 }, "{short}");
    }
}
