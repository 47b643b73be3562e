//! Kinds of pasted tables that once cost figures: each is read as it was published, or what cannot be told is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Table};
use gongkai_core::form::{CellKey, EquationId, SectionKey, TableKey};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;
use gongkai_text::TextReader;

/// A report that keeps its sums, nearly every cell another number.
fn sound() -> Report {
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (11_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    let number = |report: &Report, key: &CellKey| report.cell(*key).unwrap().number().unwrap().to_i64().unwrap();
    for equation in [EquationId::Outcomes, EquationId::Balance, EquationId::Applicants, EquationId::Disputes] {
        for table in [TableKey::Applications, TableKey::Disputes] {
            let sums = report.table_form(table).sums.clone();
            for sum in sums.iter().filter(|sum| sum.equation == equation) {
                let right: i64 = sum.right.iter().map(|key| number(&report, key)).sum();
                match (sum.total(), sum.left.iter().find(|key| key.row() == "received")) {
                    (Some(total), _) => report.set(total, Cell::from(right)),
                    (None, Some(received)) => {
                        let others: i64 =
                            sum.left.iter().filter(|key| *key != received).map(|key| number(&report, key)).sum();
                        report.set(*received, Cell::from(right - others));
                    }
                    (None, None) => panic!("a balance without what was received"),
                }
            }
        }
    }
    report.set_narrative(SectionKey::Overview, ["2023年，全镇主动公开政府信息12条。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度未收取信息处理费。"]);
    report
}

/// The rows of a table, merged places left out.
fn rows(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows()).map(|row| table.row(row).map(|cell| cell.text.clone()).collect()).collect()
}

/// The document's text, each row laid out by a function of its number and its cells.
fn paste(document: &Document, lay_out: impl Fn(usize, &[String]) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", paragraph.text)),
            Block::Table(table) => {
                for row in rows(table) {
                    text.push_str(&format!("{}\n", lay_out(number, &row)));
                    number += 1;
                }
            }
        }
    }
    text
}

fn read(text: &str) -> Reading {
    recognize(&TextReader.read(text.as_bytes(), &Limits::default()).unwrap())
}

/// Reads a text; no cell may be wrong. Gives the keys of the cells that were not read.
fn unread(report: &Report, text: &str) -> Vec<CellKey> {
    let reading = read(text);
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key} = {cell}, published {:?}", report.cell(key)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
    for section in SectionKey::ALL {
        assert_eq!(reading.report.narrative(section), report.narrative(section), "{text}");
    }
    reading.receipt.unread.iter().map(|cell| cell.key).collect()
}

#[test]
fn rows_of_one_cell_belong_to_their_table() {
    let report = sound();
    let document = compose(&report);
    for between in ["\t", " | "] {
        let text = paste(&document, |_, row| row.join(between));
        assert!(unread(&report, &text).is_empty(), "{text}");
    }
}

#[test]
fn cells_parted_by_lines_of_one_tab() {
    let report = sound();
    let text = paste(&compose(&report), |_, row| format!("{}\n", row.join("\n\n\t\n\n")));
    assert!(unread(&report, &text).is_empty(), "{text}");
}

#[test]
fn a_tab_behind_every_row() {
    let report = sound();
    let text = paste(&compose(&report), |_, row| format!("{}\t", row.join("\t")));
    assert!(unread(&report, &text).is_empty(), "{text}");
}

#[test]
fn bars_that_fill_each_row_to_the_width_of_its_table() {
    let report = sound();
    let document = compose(&report);
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", paragraph.text)),
            Block::Table(table) => {
                for row in 0..table.rows() {
                    let cells: Vec<_> = table.row(row).collect();
                    let merged: usize = cells.iter().map(|cell| cell.column_span - 1).sum();
                    let cells: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
                    text.push_str(&format!("| {} | {}\n", cells.join(" | "), "|".repeat(merged)));
                }
            }
        }
    }
    assert!(unread(&report, &text).is_empty(), "{text}");
}

#[test]
fn one_row_without_its_last_bar_costs_no_other() {
    let report = sound();
    let document = compose(&report);
    for odd in 14..40 {
        let text = paste(&document, |at, row| {
            format!("{} |", row.join(" | ")).trim_end_matches(|c| at == odd && c == '|').to_owned()
        });
        assert!(unread(&report, &text).is_empty(), "{odd}: {text}");
    }
}

#[test]
fn a_line_break_inside_a_label_costs_at_most_its_row() {
    let report = sound();
    let document = compose(&report);
    for between in ["\t", " | "] {
        let plain = paste(&document, |_, row| row.join(between));
        for label in
            ["商业企业", "其他法律行政法规禁止公开", "本年废止件数", "法人或其他组织", "社会公益组织", "属于国家秘密"]
        {
            for at in 1..label.chars().count() {
                let broken: String = label
                    .chars()
                    .enumerate()
                    .flat_map(|(i, c)| (i == at).then_some('\n').into_iter().chain([c]))
                    .collect();
                let unread = unread(&report, &plain.replacen(label, &broken, 1));
                assert!(unread.len() <= 7, "{broken:?} {between:?}: {unread:?}");
            }
        }
    }
}

#[test]
fn a_number_broken_over_lines_is_never_its_first_part() {
    let mut report = sound();
    let licenses: CellKey = "disclosure.licenses.decisions".parse().unwrap();
    report.set(licenses, Cell::from(4529));
    let document = compose(&report);
    type Layout = fn(&[String]) -> String;
    let layouts: [(&str, Layout); 5] = [
        ("tabs", |row| row.join("\t")),
        ("bars", |row| row.join(" | ")),
        ("spaces", |row| row.join("   ")),
        ("a cell a line", |row| {
            format!("{}\n", row.iter().map(|cell| format!("\t{cell}")).collect::<Vec<_>>().join("\n"))
        }),
        ("lines", |row| row.join("\n")),
    ];
    let keys = [
        licenses,
        "disclosure.normative_documents.in_force".parse().unwrap(),
        "applications.received.total".parse().unwrap(),
        "applications.received.business".parse().unwrap(),
        "applications.carried_out.total".parse().unwrap(),
        "disputes.litigation_after_reconsideration.total".parse().unwrap(),
    ];
    for (name, layout) in layouts {
        for key in keys {
            for break_ in ["\n", "\n\n", "\r\n"] {
                let value = report.cell(key).unwrap().printed().into_owned();
                let marked = {
                    let mut marked = report.clone();
                    marked.set(key, Cell::parse("〇〇"));
                    compose(&marked)
                };
                let (first, rest) = value.split_at(1);
                let broken = format!("{first}{break_}{rest}");
                let text = paste(&marked, |_, row| layout(row)).replace("〇〇", &broken);
                let reading = read(&text);
                let wrong: Vec<String> = reading
                    .report
                    .cells()
                    .filter(|(key, cell)| report.cell(*key) != Some(*cell))
                    .map(|(key, cell)| format!("{key} = {cell}"))
                    .collect();
                assert!(wrong.is_empty(), "{name} {key} {break_:?}: {wrong:?}\n{text}");
            }
        }
    }
    let _ = document;
}

#[test]
fn a_control_character_among_digits_is_named() {
    let report = sound();
    for between in ["\t", " | ", "   ", "\n"] {
        let text = paste(&compose(&report), |_, row| row.join(between));
        let text = text
            .replace("行政许可\t17", "行政许可\t1\u{19}")
            .replace(&format!("行政许可{between}17"), &format!("行政许可{between}1\u{19}"));
        let reading = read(&text);
        let cell = reading.receipt.unread.iter().find(|cell| cell.key.row() == "licenses");
        assert_eq!(cell.map(|cell| cell.reason), Some(UnreadReason::Illegible), "{between:?}\n{text}");
    }
}

#[test]
fn a_head_of_another_name_is_known_by_its_place() {
    let report = sound();
    let document = compose(&report);
    for (label, other) in [("自然人", "公民"), ("商业企业", "企业"), ("科研机构", "科研单位及学校")]
    {
        let text = paste(&document, |_, row| row.join("\t").replace(&format!("{label}\t"), &format!("{other}\t")));
        assert!(unread(&report, &text).is_empty(), "{text}");
        assert!(
            read(&text).receipt.variants.iter().any(|own| own.printed == other && own.expected == label),
            "{other}"
        );
    }
    // Where the sums do not confirm it, it is not read.
    let mut faulty = report.clone();
    for key in report
        .form_cells()
        .map(|cell| cell.key)
        .filter(|key| key.table() == TableKey::Applications && key.column() == "total")
    {
        faulty.set(key, Cell::from(9999));
    }
    let text = paste(&compose(&faulty), |_, row| row.join("\t").replace("商业企业\t", "企业\t"));
    let unread = unread(&faulty, &text);
    assert!(unread.iter().all(|key| key.column() == "business") && unread.len() == 25, "{unread:?}");
}

#[test]
fn labels_without_any_value_are_a_table_of_blanks() {
    let mut report = sound();
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    keys.iter().for_each(|key| report.set(*key, Cell::Blank));
    for between in ["\n", "   "] {
        let text = paste(&compose(&report), |_, row| {
            row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(between)
        });
        let reading = read(&text);
        assert_eq!(
            (reading.receipt.read, reading.receipt.expected),
            (200, 200),
            "{between:?} {:#?}",
            reading.receipt.unread.first()
        );
        assert!(reading.report.cells().all(|(_, cell)| cell.is_blank()));
    }
}

#[test]
fn table_four_in_words() {
    let mut report = sound();
    for word in ["无", "空", "零", "没有"] {
        let keys: Vec<CellKey> =
            report.form_cells().map(|cell| cell.key).filter(|key| key.table() == TableKey::Disputes).collect();
        keys.iter().for_each(|key| report.set(*key, Cell::parse(word)));
        for between in ["\t", " | "] {
            let text = paste(&compose(&report), |_, row| row.join(between));
            assert!(unread(&report, &text).is_empty(), "{text}");
        }
    }
}

#[test]
fn files_of_nothing_but_lines_or_cells_are_refused_before_they_are_laid_out() {
    let limits = Limits::default();
    for text in ["ab\n".repeat(200_000), "|".repeat(200_000), "a\t".repeat(200_000), "a|b\n".repeat(100_001)] {
        assert!(matches!(TextReader.read(text.as_bytes(), &limits), Err(ReadError::TooLarge { .. })));
    }
}

#[test]
fn a_column_whose_label_nobody_knows_takes_no_value_from_its_neighbours() {
    let text = "临江县青石镇人民政府2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n\
                第二十条第（五）项\n信息内容\t上一某某\t本年增/减\t处理决定数量\n行政许可\t7\t8\n\
                第二十条第（六）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n\
                行政处罚\t1\t2\t3\n行政强制\t4\t5\t6\n";
    let reading = read(text);
    let cell = |key: &str| reading.report.cell(key.parse().unwrap()).cloned();
    for key in ["disclosure.licenses.change", "disclosure.licenses.decisions"] {
        assert_eq!(cell(key), None, "{key}");
    }
    assert_eq!(cell("disclosure.penalties.change"), Some(Cell::from(2)));
    assert_eq!(cell("disclosure.penalties.decisions"), Some(Cell::from(3)));
}

#[test]
fn a_number_that_a_line_break_parts_is_not_read_as_several() {
    let text = "临江县青石镇人民政府2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n\n\
                \t第二十条第（一）项\n\t\n\t\n\t\n\n\t信息内容\n\t本年制发件数\n\t本年废止件数\n\t现行有效件数\n\n\
                \t规章\n\t1001\n\t1002\n\t\n\n\t行政规范性文件\n\t10\n\n04\n\t\n\t\n\n";
    let reading = read(text);
    for column in ["issued", "repealed", "in_force"] {
        let key = format!("disclosure.normative_documents.{column}").parse().unwrap();
        assert!(!matches!(reading.report.cell(key), Some(Cell::Number(_))), "{:?}", reading.report.cell(key));
    }
}
