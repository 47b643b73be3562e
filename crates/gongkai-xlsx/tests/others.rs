//! Workbooks of other people: everything on one sheet, hidden rows, formats, notes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Position, RemarkKind, Table};
use gongkai_core::form::{Edition, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;
use gongkai_xlsx::XlsxReader;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatBorder, Formula, Workbook, Worksheet};

fn read(mut workbook: Workbook) -> Document {
    XlsxReader::new().read(&workbook.save_to_buffer().unwrap(), &Limits::default()).expect("reads")
}

/// Puts a composed table down from a row on, as somebody who made the form anew in Excel would. Gives the next row.
fn put(sheet: &mut Worksheet, top: u32, table: &Table, frame: &Format) -> u32 {
    for cell in table.cells() {
        let (row, column) = (top + u32::try_from(cell.row).unwrap(), u16::try_from(cell.column).unwrap());
        if cell.row_span * cell.column_span > 1 {
            let last = (
                row + u32::try_from(cell.row_span).unwrap() - 1,
                column + u16::try_from(cell.column_span).unwrap() - 1,
            );
            sheet.merge_range(row, column, last.0, last.1, "", frame).unwrap();
        }
        match Cell::parse(&cell.text).plain_number() {
            Some(number) if cell.key.is_some() => {
                sheet.write_number_with_format(row, column, number.to_f64(), frame).unwrap()
            }
            _ if cell.text.is_empty() => sheet.write_blank(row, column, frame).unwrap(),
            _ => sheet.write_string_with_format(row, column, &cell.text, frame).unwrap(),
        };
    }
    top + u32::try_from(table.rows()).unwrap()
}

fn a_report(edition: Edition) -> Report {
    let mut report = Report::new(Organ::new("某县住房和城乡建设局"), Year::new(2023).unwrap());
    for table in TableKey::ALL {
        report.set_edition(table, edition);
    }
    let cells: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (0_u32..).zip(cells) {
        let cell = match number % 7 {
            0 => Cell::Blank,
            1 => Cell::parse("-"),
            2 => Cell::parse("7730.28"),
            _ => Cell::from(number),
        };
        report.set(key, cell);
    }
    report
}

#[test]
fn three_tables_on_one_sheet_are_recognised_cell_by_cell() {
    for edition in Edition::all() {
        for (framed, apart) in [(true, 1), (false, 1), (true, 0)] {
            let report = a_report(edition);
            let document = compose(&report);
            let mut workbook = Workbook::new();
            let sheet = workbook.add_worksheet();
            let frame = if framed { Format::new().set_border(FormatBorder::Thin) } else { Format::new() };
            sheet
                .merge_range(0, 0, 0, 14, "某县住房和城乡建设局2023年政府信息公开工作年度报告", &Format::new())
                .unwrap();
            let mut row = 1;
            for (section, table) in TableKey::ALL.into_iter().zip(document.tables()) {
                sheet.write_string(row + apart, 0, section.section().heading()).unwrap();
                row = put(sheet, row + apart + 1, table, &frame);
            }
            sheet.write_string(row + 1, 0, "注：本表数据统计期限为全年。").unwrap();
            let read = read(workbook);
            let reading = recognize(&read);
            for cell in report.form_cells() {
                let (stated, found) = (report.cell(cell.key), reading.report.cell(cell.key));
                // Of an unframed sheet the last row may hold nothing at all and still be a row of the form.
                assert_eq!(found, stated, "{edition} framed {framed} apart {apart}: {}", cell.printed_name());
            }
            assert!(read.paragraphs().any(|paragraph| paragraph.text.starts_with("注：")));
        }
    }
}

#[test]
fn numbers_dates_and_formulas_are_read_as_shown() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let shown = |code: &str| Format::new().set_num_format(code);
    sheet.write_string(0, 0, "甲").unwrap().write_string(0, 1, "乙").unwrap();
    let numbers = [
        (1295.0, "#,##0", "1,295"),
        (0.5, "0.00%", "50.00%"),
        (7730.280000000001, "General", "7730.28"),
        (12.0, "0\"件\"", "12件"),
        (73_802_895.9, "0.00", "73802895.90"),
    ];
    for (row, (number, code, _)) in (1..).zip(numbers) {
        sheet.write_number_with_format(row, 0, number, &shown(code)).unwrap().write_string(row, 1, "x").unwrap();
    }
    let date = ExcelDateTime::from_ymd(2023, 12, 31).unwrap();
    sheet.write_datetime_with_format(6, 0, &date, &shown("yyyy\"年\"m\"月\"d\"日\"")).unwrap();
    sheet.write_formula(6, 1, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_string(7, 0, "007").unwrap().write_string(7, 1, "＝1").unwrap();
    let document = read(workbook);
    let table = document.tables().next().expect("a table");
    for (row, (_, _, text)) in (1..).zip(numbers) {
        assert_eq!(table.at(row, 0).map(|cell| cell.text.as_str()), Some(text));
    }
    let text = |row, column| table.at(row, column).map(|cell| cell.text.clone()).unwrap_or_default();
    assert_eq!([text(6, 0), text(6, 1), text(7, 0), text(7, 1)], ["2023年12月31日", "2", "007", "＝1"]);
    assert_eq!(
        table.at(6, 1).map(|cell| cell.position),
        Some(Position::default().page(1).table_row(7).table_column(2))
    );
    assert_eq!(document.remarks, Vec::new());
}

#[test]
fn hidden_things_are_remarked() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..3 {
        for column in 0..3_u16 {
            sheet.write_number(row, column, f64::from(row * 3 + u32::from(column))).unwrap();
        }
    }
    sheet.write_number_with_format(1, 1, 2.5, &Format::new().set_num_format("0")).unwrap();
    sheet.set_row_hidden(1).unwrap().set_column_hidden(2).unwrap();
    let hidden = workbook.add_worksheet();
    hidden.write_string(0, 0, "去年的说明").unwrap();
    hidden.set_hidden(true);
    let document = read(workbook);
    let kinds: Vec<RemarkKind> = document.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(kinds, [RemarkKind::NotShown, RemarkKind::ShownOtherwise, RemarkKind::Hidden, RemarkKind::Hidden]);
    let table = document.tables().next().expect("a table");
    assert_eq!(table.at(1, 1).map(|cell| cell.text.as_str()), Some("2.5"), "the stored number, not the rounded one");
    assert!(!document.paragraphs().any(|paragraph| paragraph.text == "去年的说明"));
}

#[test]
fn hidden_sheets_are_read_where_nothing_else_is_shown() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    workbook.add_worksheet().write_string(0, 0, "一、总体情况").unwrap();
    workbook.worksheet_from_index(1).unwrap().set_hidden(true);
    let document = read(workbook);
    assert!(document.paragraphs().any(|paragraph| paragraph.text == "一、总体情况"));
    assert_eq!(document.remarks.iter().map(|remark| remark.kind).collect::<Vec<_>>(), [RemarkKind::Hidden]);
}

#[test]
fn narrative_and_tables_stay_in_order() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "一、总体情况").unwrap();
    sheet.write_string(1, 0, "　　第一段。\n　　第二段。").unwrap();
    sheet.write_string(2, 0, "二、主动公开政府信息情况").unwrap();
    for (row, label) in [(3, "行政许可"), (4, "行政处罚")] {
        sheet.write_string(row, 0, label).unwrap().write_number(row, 1, 4).unwrap();
    }
    sheet.write_string(5, 0, "五、存在的主要问题及改进情况").unwrap();
    let order: Vec<String> = read(workbook)
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.clone(),
            Block::Table(table) => format!("{}×{}", table.rows(), table.columns()),
        })
        .collect();
    let expected =
        ["一、总体情况", "第一段。", "第二段。", "二、主动公开政府信息情况", "2×2", "五、存在的主要问题及改进情况"];
    assert_eq!(order, expected);
}
