//! The same small report pasted in every layout gives the same cells.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, CellRole, Document, Table};
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::{recognize, why_no_report};
use gongkai_text::TextReader;

/// A report whose every cell is another number, so that a cell in the wrong place shows.
fn numbered(edition: Edition) -> Report {
    let year = Year::new(if edition == Edition::E2019 { 2020 } else { 2023 }).unwrap();
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), year);
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

/// The document's text with the cells of each table laid out by a function.
fn paste(document: &Document, lay_out: impl Fn(&Table, &mut String)) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", paragraph.text)),
            Block::Table(table) => {
                lay_out(table, &mut text);
                text.push('\n');
            }
        }
    }
    text
}

/// The cells of each row that start there; merged places are left out, or stand empty.
fn rows(table: &Table, merged_empty: bool) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| {
            (0..table.columns())
                .filter_map(|column| {
                    let cell = table.at(row, column)?;
                    let starts = cell.row == row && cell.column == column;
                    (starts || merged_empty).then(|| if starts { cell.text.clone() } else { String::new() })
                })
                .collect()
        })
        .collect()
}

fn read(text: &str) -> Reading {
    recognize(&TextReader.read(text.as_bytes(), &Limits::default()).unwrap())
}

fn assert_same(report: &Report, text: &str, layout: &str) {
    let reading = read(text);
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key} = {cell}"))
        .collect();
    assert!(wrong.is_empty(), "{layout}: {wrong:?}\n{text}");
    assert!(reading.receipt.is_complete(), "{layout}: {:#?}\n{text}", reading.receipt.unread);
}

#[test]
fn every_layout_gives_the_same_cells() {
    for edition in Edition::all() {
        let report = numbered(edition);
        let document = compose(&report);
        for merged_empty in [false, true] {
            for (layout, between) in [("tabs", "\t"), ("bars", " | ")] {
                let text = paste(&document, |table, text| {
                    for row in rows(table, merged_empty) {
                        text.push_str(&format!("{}\n", row.join(between)));
                    }
                });
                assert_same(&report, &text, &format!("{edition} {layout} {merged_empty}"));
            }
            let markdown = paste(&document, |table, text| {
                text.push('\n');
                for (at, row) in rows(table, merged_empty).into_iter().enumerate() {
                    text.push_str(&format!("| {} |\n", row.join(" | ")));
                    if at == 0 {
                        text.push_str(&format!("|{}\n", " --- |".repeat(table.columns())));
                    }
                }
            });
            assert_same(&report, &markdown, &format!("{edition} markdown {merged_empty}"));
            let cell_a_line = paste(&document, |table, text| {
                for row in rows(table, merged_empty) {
                    let cells: Vec<String> = row.iter().map(|cell| format!("\t{cell}\n")).collect();
                    text.push_str(&format!("{}\n", cells.concat()));
                }
            });
            assert_same(&report, &cell_a_line, &format!("{edition} one cell a line {merged_empty}"));
        }
        // What mail, other systems and a drawn frame make of a table of tabs or bars.
        let tabs = paste(&document, |table, text| {
            rows(table, true).iter().for_each(|row| text.push_str(&format!("{}\n", row.join("\t"))));
        });
        let quoted: String = tabs.lines().map(|line| format!("> {line}\n")).collect();
        assert_same(&report, &format!("收到，见下。\n\n{quoted}"), &format!("{edition} quoted"));
        for end in ["\r", "\u{b}", "\u{85}", "\u{2028}"] {
            assert_same(&report, &tabs.replace('\n', end), &format!("{edition} {end:?}"));
        }
        for (across, bar) in [("═", "║"), ("━", "┃"), ("─", "│")] {
            let drawn = paste(&document, |table, text| {
                let rule = format!("{}\n", across.repeat(60));
                text.push_str(&rule);
                for row in rows(table, true) {
                    text.push_str(&format!("{bar}{}{bar}\n{rule}", row.join(bar)));
                }
            });
            assert_same(&report, &drawn, &format!("{edition} {bar}"));
        }
        let commas = paste(&document, |table, text| {
            for row in rows(table, true) {
                text.push_str(&format!("{}\n", row.join(",")));
            }
        });
        assert_same(&report, &commas, &format!("{edition} commas"));
    }
}

#[test]
fn text_without_anything_between_the_cells() {
    for edition in Edition::all() {
        let report = numbered(edition);
        let document = compose(&report);
        let spaces = paste(&document, |table, text| {
            for row in rows(table, false) {
                text.push_str(&format!("{}\n", row.join(" ")));
            }
        });
        assert_same(&report, &spaces, &format!("{edition} spaces"));
        let wide = spaces.replace(' ', "      ");
        assert_same(&report, &wide, &format!("{edition} aligned"));
        let lines = paste(&document, |table, text| {
            for row in rows(table, false) {
                text.push_str(&format!("{}\n", row.join("\n")));
            }
        });
        assert_same(&report, &lines, &format!("{edition} one cell a line without tabs"));
    }
}

#[test]
fn labels_that_wrap_around_their_values() {
    let text = "\
某县某局2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
                                           法人或其他组织
                                  自然人                               总计
                                           商业   科研   社会公益 法律服务 其他
                                           企业   机构   组织   机构
一、本年新收政府信息公开申请数量                  30     7    0   1    0     2   40
本             1.属于国家秘密             2       0     0   0    0     0    2
办
理             2.其他法律行政法规禁止公
结             开                    1       0     0   0    0     3    4
果
     （四）      2.没有现成信息需要另行制
     无法       作                    5       1    0   0    0     0   6
     提供
              5.要求行政机关确认或重新
                                   0       1     0   0    0     0    1
              出具已获取信息
     （六）
     其他       2.申请人逾期未按收费通知要求缴
     处理       纳费用、行政机关不再处理其政府              8      0     0   0    0     0   8
              信息公开申请
    （七）总计                         9     0    0   1    5     2   17
四、政府信息公开行政复议、行政诉讼情况
行政复议                          行政诉讼

                              未经复议直接起诉                              复议后起诉

结果   结果    其他结    尚未
                        总计
                              结 果   结果       其他       尚未            结果   结果    其他   尚未审
维持   纠正    果      审结
                                                               总计                           总计
                              维持    纠正       结果       审结            维持   纠正    结果   结

7    6    18    3    34   1    4        8        1        14   2    1     1    6       10
五、存在的主要问题及改进情况
无。
";
    let reading = read(text);
    let cells = |reading: &Reading, table: TableKey, row: &str| {
        let keys = reading.report.form_cells().map(|cell| cell.key).filter(|key| key.table() == table);
        let keys = keys.filter(|key| row.is_empty() || key.row() == row);
        let cells = keys.map(|key| reading.report.cell(key).map_or("?".to_owned(), |cell| cell.printed().into_owned()));
        cells.collect::<Vec<_>>().join(" ")
    };
    let row = |row: &str| cells(&reading, TableKey::Applications, row);
    assert_eq!(row("prohibited_by_law"), "1 0 0 0 0 3 4");
    assert_eq!(row("needs_creation"), "5 1 0 0 0 0 6");
    assert_eq!(row("confirmation_or_reissue"), "0 1 0 0 0 0 1");
    assert_eq!(row("fee_overdue"), "8 0 0 0 0 0 8");
    assert_eq!(row("total_processed"), "9 0 0 1 5 2 17");
    assert_eq!(cells(&reading, TableKey::Disputes, ""), "7 6 18 3 34 1 4 8 1 14 2 1 1 6 10");
    // With one figure changed no order can be told, and nothing is read.
    let reading = read(&text.replace("34   1", "35   1"));
    assert_eq!(reading.report.cells().filter(|(key, _)| key.table() == TableKey::Disputes).count(), 0);
}

#[test]
fn other_encodings() {
    let report = numbered(Edition::E2021);
    let text = paste(&compose(&report), |table, text| {
        for row in rows(table, false) {
            text.push_str(&format!("{}\r\n", row.join("\t")));
        }
    });
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [gb, utf16] {
        let reading = recognize(&TextReader.read(&bytes, &Limits::default()).unwrap());
        assert!(reading.receipt.is_complete());
    }
}

#[test]
fn a_row_with_a_value_too_many_is_not_read() {
    let report = numbered(Edition::E2021);
    let text = paste(&compose(&report), |table, text| {
        for row in rows(table, false) {
            let more = if row.iter().any(|cell| cell == "2.重复申请") { "\t999" } else { "" };
            text.push_str(&format!("{}{more}\n", row.join("\t")));
        }
    });
    let reading = read(&text);
    let unread: Vec<(&str, UnreadReason)> =
        reading.receipt.unread.iter().map(|cell| (cell.key.row(), cell.reason)).collect();
    assert_eq!(unread.len(), 7, "{unread:?}");
    assert!(unread.iter().all(|(row, _)| *row == "duplicate"), "{unread:?}");
    assert_eq!(reading.receipt.read, 193);
}

#[test]
fn a_blank_behind_a_label_is_a_value_where_no_merge_is_written_out() {
    let mut report = numbered(Edition::E2021);
    let rows_of = ["carried_in", "duplicate"];
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    let first = |row: &str| keys.iter().copied().find(|key| key.table() == TableKey::Applications && key.row() == row);
    for row in rows_of {
        report.set(first(row).unwrap(), Cell::Blank);
    }
    let text = paste(&compose(&report), |table, text| {
        for row in rows(table, false) {
            let long = row.iter().any(|cell| cell == "2.重复申请" || cell.starts_with("二、上年结转"));
            let cells = row.join("\t");
            text.push_str(&if long { format!("{cells}\t999\n") } else { format!("{cells}\n") });
        }
    });
    let reading = read(&text);
    let unread = reading.receipt.unread.iter().filter(|cell| rows_of.contains(&cell.key.row())).count();
    assert_eq!((reading.receipt.read, unread), (186, 14));
}

/// A column of the form in another table than the rest, one below the other: what stands right behind a label there is that
/// label's place, and no blank of the first column.
#[test]
fn a_table_cut_between_its_columns_states_no_blanks() {
    for edition in Edition::all() {
        let report = numbered(edition);
        for left in 1..7 {
            let text = paste(&compose(&report), |table, text| {
                let rows = rows(table, true);
                let third = table.form.is_some_and(|(_, key)| key == TableKey::Applications);
                let labels = if third { table.columns() - 7 } else { 0 };
                let cut = if third { labels + left } else { table.columns() };
                for (from, to) in [(labels, cut), (cut, table.columns())].into_iter().filter(|(from, to)| from < to) {
                    for row in &rows {
                        let shown = row.iter().take(labels).chain(row.iter().take(to).skip(from));
                        text.push_str(&shown.map(String::as_str).collect::<Vec<_>>().join("\t"));
                        text.push('\n');
                    }
                }
            });
            let reading = read(&text);
            for cell in report.form_cells() {
                let read = reading.report.cell(cell.key);
                assert!(read.is_none() || read == report.cell(cell.key), "{left}: {} {read:?}\n{text}", cell.key);
                let named = reading.receipt.unread.iter().any(|unread| unread.key == cell.key);
                assert_eq!(named, read.is_none(), "{left}: {}", cell.key);
            }
        }
    }
}

#[test]
fn two_tables_three_that_differ() {
    let report = numbered(Edition::E2021);
    let mut other = report.clone();
    other.set("applications.received.total".parse().unwrap(), Cell::from(12_345));
    let table = |report: &Report| {
        let document = compose(report);
        let third = document.tables().nth(1).unwrap().clone();
        rows(&third, false).iter().map(|row| format!("{}\n", row.join("\t"))).collect::<String>()
    };
    let reading = read(&format!("三、收到和处理政府信息公开申请情况\n{}\n附表\n{}", table(&report), table(&other)));
    let twice: Vec<_> = reading
        .receipt
        .unread
        .iter()
        .filter(|cell| cell.reason == UnreadReason::StatedTwice)
        .map(|cell| (cell.key.to_string(), cell.printed.clone()))
        .collect();
    let printed = report.cell("applications.received.total".parse().unwrap()).unwrap().to_string();
    assert_eq!(twice, [("applications.received.total".to_owned(), Some(format!("{printed}；12345")))]);
    assert_eq!(reading.report.cells().filter(|(key, _)| key.table() == TableKey::Applications).count(), 174);
}

#[test]
fn a_table_without_its_head_is_read_by_order_and_says_so() {
    let report = numbered(Edition::E2021);
    let text = paste(&compose(&report), |table, text| {
        let head = table.cells().iter().filter(|cell| cell.role == CellRole::Value).map(|cell| cell.row).min().unwrap();
        let skip = if table.form.is_some_and(|(_, key)| key == TableKey::Applications) { head } else { 0 };
        for row in rows(table, false).into_iter().skip(skip) {
            text.push_str(&format!("{}\n", row.join("\t")));
        }
    });
    assert_same(&report, &text, "without head");
    assert_eq!(read(&text).receipt.by_order.len(), 25);
}

#[test]
fn bad_input_is_named() {
    let read = |bytes: &[u8]| TextReader.read(bytes, &Limits::default());
    assert_eq!(read(b""), Err(ReadError::Empty));
    assert_eq!(read(" \n\t\n".as_bytes()), Err(ReadError::Empty));
    assert!(matches!(read(b"\x89PNG\r\n"), Err(ReadError::NotThisFormat { .. })));
    let document = read("明天下雨。".as_bytes()).unwrap();
    assert!(matches!(why_no_report(&document, &recognize(&document)), Some(ReadError::NoReport { .. })));
}
