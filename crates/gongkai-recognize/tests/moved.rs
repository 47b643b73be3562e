//! Tables whose rows stand otherwise under their head than the form's: the head has lost a label, the table is cut into two
//! halves, every row begins with a blank, a blank column parts them, or the head is text above the figures. What is read is
//! right, whatever is left unread.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

const PARTS: [&str; 6] =
    ["natural_person", "business", "research_institution", "public_interest", "legal_service", "other_organization"];

/// A report whose rows of tables three and four add up, no two figures of a row alike but for zeros.
fn report(seed: u32) -> Report {
    let mut report = Report::new(Organ::new("西坪县水利局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for key in &keys {
        report.set(*key, Cell::from(seed % 50 + 3));
    }
    let mut rows: Vec<(TableKey, &str)> = Vec::new();
    for key in keys.iter().filter(|key| key.table() != TableKey::Disclosure) {
        if !rows.contains(&(key.table(), key.row())) {
            rows.push((key.table(), key.row()));
        }
    }
    for (number, (table, row)) in (seed..).zip(rows) {
        let (name, parts): (_, &[&str]) = match table {
            TableKey::Applications => ("applications", &PARTS),
            _ => ("disputes", &["upheld", "corrected", "other", "pending"]),
        };
        let figure = |at: u32| if (number + at) % 4 == 1 { 0 } else { number * 3 + at * 17 };
        let figures: Vec<u32> = (0..).map(figure).take(parts.len()).collect();
        for (column, figure) in parts.iter().zip(&figures) {
            report.set(format!("{name}.{row}.{column}").parse().unwrap(), Cell::from(*figure));
        }
        report.set(format!("{name}.{row}.total").parse().unwrap(), Cell::from(figures.iter().sum::<u32>()));
    }
    report
}

/// The document of a report with some of its tables changed.
fn with(report: &Report, tables: &[TableKey], change: impl Fn(&Table) -> Vec<Block>) -> Document {
    let blocks = compose(report).blocks.into_iter().flat_map(|block| match block {
        Block::Table(table) if table.form.is_some_and(|(_, key)| tables.contains(&key)) => change(&table),
        Block::Table(mut table) => {
            table.form = None;
            vec![table.into()]
        }
        other => vec![other],
    });
    Document::new(blocks.collect())
}

fn wrong(report: &Report, reading: &Reading) -> Vec<String> {
    let cells = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell));
    cells.map(|(key, cell)| format!("{key}: {cell:?} for {:?}", report.cell(key))).collect()
}

/// The cells of a table without those that stand for a key, as another program writes them.
fn plain(table: &Table) -> Vec<TableCell> {
    let own = |cell: &TableCell| {
        TableCell::new(cell.row, cell.column, cell.text.clone()).spanning(cell.row_span, cell.column_span)
    };
    table.cells().iter().map(own).collect()
}

fn block(rows: usize, columns: usize, cells: Vec<TableCell>) -> Block {
    Table::new(rows, columns, cells).unwrap().into()
}

/// The head of table three without one of its labels; what stood behind it has moved up, or the place is left out at the end.
fn without_label(table: &Table, label: &str, padded: bool) -> Vec<Block> {
    let cells = plain(table);
    let lost = cells.iter().find(|cell| cell.row < 3 && cell.text == label).unwrap().clone();
    let cells: Vec<TableCell> = cells
        .into_iter()
        .filter(|cell| !(cell.row < 3 && cell.text == label))
        .map(|cell| {
            let over =
                cell.row < lost.row && cell.column <= lost.column && cell.column + cell.column_span > lost.column;
            if cell.row >= 3 {
                cell
            } else if over {
                let (rows, columns) = (cell.row_span, cell.column_span - 1);
                cell.spanning(rows, columns)
            } else if cell.column > lost.column {
                let (row, column) = (cell.row, cell.column - 1);
                cell.moved_to(row, column)
            } else {
                cell
            }
        })
        .collect();
    let mut cells = cells;
    if padded {
        cells.extend((0..3).map(|row| TableCell::new(row, table.columns() - 1, "")));
    }
    vec![block(table.rows(), table.columns(), cells)]
}

#[test]
fn a_head_that_lost_a_label_is_completed_by_the_sums() {
    for (seed, label) in (11..).zip(["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"])
    {
        let report = report(seed);
        for padded in [false, true] {
            let reading =
                recognize(&with(&report, &[TableKey::Applications], |table| without_label(table, label, padded)));
            assert_eq!(wrong(&report, &reading), [""; 0], "{label} {padded}");
            assert_eq!(reading.receipt.unread.len(), 0, "{label} {padded}");
        }
    }
}

#[test]
fn a_row_that_does_not_add_up_is_unread_under_such_a_head() {
    let mut report = report(5);
    report.set("applications.granted.business".parse().unwrap(), Cell::from(999));
    for label in ["自然人", "科研机构"] {
        let reading = recognize(&with(&report, &[TableKey::Applications], |table| without_label(table, label, true)));
        assert_eq!(wrong(&report, &reading), [""; 0], "{label}");
        assert!(reading.receipt.unread.iter().all(|cell| cell.key.row() == "granted"), "{label}");
        assert_eq!(reading.receipt.unread.len(), 7, "{label}");
    }
}

/// The rows have lost a column with their head, and a blank one fills the table: nothing moves into the lost one's place.
#[test]
fn a_column_that_head_and_rows_lost_stays_unread() {
    let report = report(21);
    for (column, label) in (3..).zip(["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"])
    {
        let reading = recognize(&with(&report, &[TableKey::Applications], |table| {
            let mut cells = Vec::new();
            for cell in plain(table) {
                let (row, rows, columns) = (cell.row, cell.row_span, cell.column_span);
                let spans =
                    cell.column < column && cell.column + columns > column || columns > 1 && cell.column == column;
                match cell.column.cmp(&column) {
                    _ if spans => cells.push(cell.spanning(rows, columns - 1)),
                    std::cmp::Ordering::Equal => {}
                    std::cmp::Ordering::Less => cells.push(cell),
                    std::cmp::Ordering::Greater => {
                        let at = cell.column - 1;
                        cells.push(cell.moved_to(row, at));
                    }
                }
            }
            cells.extend((0..table.rows()).map(|row| TableCell::new(row, table.columns() - 1, "")));
            vec![block(table.rows(), table.columns(), cells)]
        }));
        assert_eq!(wrong(&report, &reading), [""; 0], "{label}");
        assert!(reading.receipt.unread.len() >= 25, "{label}");
    }
}

/// Table three cut between its columns, before 总计 or behind 自然人 as well; the parts may stand right below each other in one
/// table, as text has them.
#[test]
fn a_table_cut_into_halves_is_read_where_its_rows_add_up() {
    for (seed, cut) in (30..).zip(4..10) {
        let report = report(seed);
        for below in [false, true] {
            let reading = recognize(&with(&report, &[TableKey::Applications], |table| {
                let half = |from: usize, to: usize, down: usize| {
                    let mut cells = Vec::new();
                    for cell in plain(table) {
                        let (start, end) = (cell.column.max(from), (cell.column + cell.column_span).min(to));
                        let (row, rows, columns) = (cell.row + down, cell.row_span, cell.column_span);
                        let column = cell.column;
                        if column < 3 {
                            cells.push(cell.moved_to(row, column).spanning(rows, columns));
                        } else if start < end {
                            cells.push(cell.moved_to(row, start - from + 3).spanning(rows, end - start));
                        }
                    }
                    cells
                };
                let (left, right) = (cut, 13 - cut);
                if below {
                    let cells = half(3, cut, 0).into_iter().chain(half(cut, 10, table.rows())).collect();
                    return vec![block(table.rows() * 2, left.max(right), cells)];
                }
                let title = Paragraph::new(ParagraphRole::Body, "续表").into();
                vec![block(table.rows(), left, half(3, cut, 0)), title, block(table.rows(), right, half(cut, 10, 0))]
            }));
            assert_eq!(wrong(&report, &reading), [""; 0], "{cut} {below}");
            assert_eq!(reading.receipt.unread, [], "{cut} {below}");
        }
    }
}

/// Every row with figures begins with a blank cell that the head's rows do not have.
#[test]
fn rows_moved_by_a_blank_are_read_in_their_order() {
    let report = report(44);
    let all = [TableKey::Disclosure, TableKey::Applications, TableKey::Disputes];
    let reading = recognize(&with(&report, &all, |table| {
        let valued: Vec<usize> = table.cells().iter().filter(|cell| cell.key.is_some()).map(|cell| cell.row).collect();
        let rows = |row: usize, span: usize| (row..row + span).any(|row| valued.contains(&row));
        let mut cells: Vec<TableCell> = Vec::new();
        for row in 0..table.rows() {
            cells.push(TableCell::new(row, if rows(row, 1) { 0 } else { table.columns() }, ""));
        }
        for cell in plain(table) {
            let moved = rows(cell.row, cell.row_span);
            let (row, column) = (cell.row, cell.column + usize::from(moved));
            cells.push(cell.moved_to(row, column));
        }
        vec![block(table.rows(), table.columns() + 1, cells)]
    }));
    assert_eq!(wrong(&report, &reading), [""; 0]);
    assert_eq!(reading.receipt.unread.len(), 0);
}

/// A blank column between the labels and the figures parts no table in two: 其他 and 总计 head columns as well as rows.
#[test]
fn a_blank_column_parts_no_table() {
    let report = report(57);
    for at in [3, 4, 9] {
        let reading = recognize(&with(&report, &[TableKey::Applications], |table| {
            let mut cells = Vec::new();
            let mut open: Vec<usize> = Vec::new();
            for cell in plain(table) {
                let (row, column, rows, columns) = (cell.row, cell.column, cell.row_span, cell.column_span);
                if column >= at {
                    cells.push(cell.moved_to(row, column + 1));
                } else if column + columns > at {
                    open.extend(row..row + rows);
                    cells.push(cell.spanning(rows, columns + 1));
                } else {
                    cells.push(cell);
                }
            }
            cells.extend((0..table.rows()).filter(|row| !open.contains(row)).map(|row| TableCell::new(row, at, "")));
            vec![block(table.rows(), table.columns() + 1, cells)]
        }));
        assert_eq!(wrong(&report, &reading), [""; 0], "{at}");
        assert_eq!(reading.receipt.unread.len(), 0, "{at}");
    }
}

/// The head of table four as lines of text, and its figures in a table or in lines without a label: no labels of blanks.
#[test]
fn figures_behind_a_head_in_lines_are_no_blanks() {
    let report = report(63);
    for (name, figures) in [("in a table", true), ("parted by commas", false)] {
        let document = with(&report, &[TableKey::Disputes], |table| {
            let (head, own): (Vec<_>, Vec<_>) = table.cells().iter().partition(|cell| cell.key.is_none());
            let mut lines = vec![String::new(); 4];
            head.iter().for_each(|cell| lines[cell.row] += &cell.text);
            let lines = lines.into_iter().filter(|line| !line.is_empty());
            let mut blocks: Vec<Block> = lines.map(|line| Paragraph::new(ParagraphRole::Body, line).into()).collect();
            let texts: Vec<String> = own.iter().map(|cell| cell.text.clone()).collect();
            blocks.push(if figures {
                let cells = texts.iter().enumerate().map(|(at, text)| TableCell::new(0, at, text.clone())).collect();
                block(1, texts.len(), cells)
            } else {
                Paragraph::new(ParagraphRole::Body, format!("：{}", texts.join("、"))).into()
            });
            blocks
        });
        let reading = recognize(&document);
        assert_eq!(wrong(&report, &reading), [""; 0], "{name}");
    }
}

/// The end of two years' tables beside each other, which a page break parted from their heads: the labels that head columns as
/// well count as rows by their numbers, so that the tables are parted, and nothing is read of the right one.
#[test]
fn the_end_of_two_tables_beside_each_other_is_parted() {
    let labels = ["3.其他", "（七）总计", "四、结转下年度继续办理"];
    let mut cells = Vec::new();
    for (row, label) in labels.iter().enumerate() {
        for (left, figures) in [(0, [0, 0, 0, 0, 0, 0, 0]), (9, [0, 0, 11, 0, 0, 8, 19])] {
            cells.push(TableCell::new(row, left, *label));
            let figures = figures.iter().enumerate();
            cells.extend(figures.map(|(at, figure)| TableCell::new(row, left + 1 + at, figure.to_string())));
        }
        cells.push(TableCell::new(row, 8, ""));
    }
    let heading = Paragraph::new(ParagraphRole::Heading1, "三、收到和处理政府信息公开申请情况");
    let own = Table::new(3, 17, cells).unwrap();
    let reading = recognize(&Document::new(vec![heading.into(), own.into()]));
    let right = |cell: &Cell| cell.number().is_some_and(|number| number.to_string() != "0");
    assert_eq!(reading.report.cells().filter(|(_, cell)| right(cell)).count(), 0);
}

/// A head without a row below it is a table all the same: its row is what is missing.
#[test]
fn a_head_without_a_row_is_said_to_have_lost_its_row() {
    let report = report(70);
    let reading = recognize(&with(&report, &[TableKey::Disputes], |table| {
        let head: Vec<TableCell> = plain(table).into_iter().filter(|cell| cell.row < 3).collect();
        vec![block(3, table.columns(), head)]
    }));
    assert_eq!(wrong(&report, &reading), [""; 0]);
    assert_eq!(reading.receipt.unread.len(), 15);
    assert!(reading.receipt.unread.iter().all(|cell| cell.reason == UnreadReason::RowMissing));
    assert_eq!(compose(&reading.report).tables().count(), 3);
}

/// A head whose row stands in another table, or in a line below it, is the form's: no further table of the section.
#[test]
fn a_head_whose_row_stands_below_it_is_not_kept_as_a_table() {
    let report = report(80);
    for in_lines in [false, true] {
        let reading = recognize(&with(&report, &[TableKey::Disputes], |table| {
            let (head, mut row): (Vec<_>, Vec<_>) = plain(table).into_iter().partition(|cell| cell.row < 3);
            let figures: Vec<String> = row.iter().map(|cell| cell.text.clone()).collect();
            row.iter_mut().for_each(|cell| cell.row = 0);
            let below = if in_lines {
                Paragraph::new(ParagraphRole::Body, figures.join(" ")).into()
            } else {
                block(1, 15, row)
            };
            vec![block(3, table.columns(), head), below]
        }));
        assert_eq!(wrong(&report, &reading), [""; 0], "{in_lines}");
        assert_eq!(reading.receipt.unread, [], "{in_lines}");
        assert_eq!(compose(&reading.report).tables().count(), 3, "{in_lines}");
    }
}

/// Figures below such a head are its row only where there are just as many as it has columns.
#[test]
fn figures_below_a_head_are_its_row_or_unread() {
    let report = report(120);
    for (lines, whole) in
        [(vec![15], true), (vec![5; 3], true), (vec![1; 15], true), (vec![14], false), (vec![16], false)]
    {
        let reading = recognize(&with(&report, &[TableKey::Disputes], |table| {
            let (head, row): (Vec<_>, Vec<_>) = plain(table).into_iter().partition(|cell| cell.row < 3);
            let mut figures = row.into_iter().map(|cell| cell.text).chain(["7".to_owned()]);
            let lines = lines.iter().map(|count| figures.by_ref().take(*count).collect::<Vec<_>>().join("　"));
            let lines = lines.map(|line| Paragraph::new(ParagraphRole::Body, line).into());
            std::iter::once(block(3, table.columns(), head)).chain(lines).collect()
        }));
        assert_eq!(wrong(&report, &reading), [""; 0], "{lines:?}");
        assert_eq!(reading.receipt.unread.is_empty(), whole, "{lines:?}");
    }
}

/// Rows printed as columns are read as what they are.
#[test]
fn tables_on_their_side_are_turned_back() {
    let report = report(95);
    for written_out in [false, true] {
        let tables = [TableKey::Applications, TableKey::Disputes];
        let reading = recognize(&with(&report, &tables, |table| {
            let cells = plain(table).into_iter().flat_map(|cell| {
                let (rows, columns) = if written_out { (cell.row_span, cell.column_span) } else { (1, 1) };
                let places = (0..rows).flat_map(move |row| (0..columns).map(move |column| (row, column)));
                places.map(move |(row, column)| {
                    let text = if (row, column) == (0, 0) { cell.text.clone() } else { String::new() };
                    let spans = if written_out { (1, 1) } else { (cell.column_span, cell.row_span) };
                    TableCell::new(cell.column + column, cell.row + row, text).spanning(spans.0, spans.1)
                })
            });
            vec![block(table.columns(), table.rows(), cells.collect())]
        }));
        assert_eq!(wrong(&report, &reading), [""; 0], "{written_out}");
        assert_eq!(reading.receipt.unread, [], "{written_out}");
    }
}
