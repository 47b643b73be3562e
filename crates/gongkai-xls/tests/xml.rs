//! Workbooks that Excel saves as XML (XML 表格 2003), and that programs without an office write so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::process::Command;

use gongkai_core::document::{Document, RemarkKind, TableCell};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_core::{Cell, compose};
use gongkai_xlsx::XlsxReader;

fn read(file: &[u8]) -> Document {
    let renewed = gongkai_xls::renew(file, &Limits::default()).unwrap();
    let mut document = XlsxReader::new().read(&renewed.package, &Limits::default()).unwrap();
    document.remarks.extend(renewed.remarks);
    document
}

/// A workbook of these styles and sheets.
fn book(styles: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:html=\"http://www.w3.org/TR/REC-html40\"><ExcelWorkbook xmlns=\"urn:schemas-microsoft-com:office:excel\"><WindowHeight>1</WindowHeight></ExcelWorkbook><Styles><Style ss:ID=\"Default\" ss:Name=\"Normal\"><Alignment ss:Vertical=\"Center\"/></Style>{styles}</Styles>{sheets}</Workbook>"
    )
}

fn sheet(rows: &str) -> String {
    format!(
        "<Worksheet ss:Name=\"附表\"><Table ss:ExpandedColumnCount=\"9\">{rows}</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Print/></WorksheetOptions></Worksheet>"
    )
}

fn texts(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let table = document.tables().next().unwrap();
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

#[test]
fn cells_stand_where_their_numbers_say() {
    let rows = "<Column ss:Width=\"60\"/><Row><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">信息内容</Data></Cell><Cell><Data ss:Type=\"String\">制发</Data></Cell></Row>\
        <Row><Cell ss:Index=\"3\"><Data ss:Type=\"String\">件数</Data></Cell></Row>\
        <Row ss:Index=\"3\"><Cell><Data ss:Type=\"String\">规章</Data></Cell><Cell><Data ss:Type=\"Number\">12</Data></Cell><Cell><Data ss:Type=\"Number\">3.5</Data></Cell></Row>\
        <Row ss:AutoFitHeight=\"0\"><Cell><Data ss:Type=\"String\">行政许可</Data></Cell><Cell ss:Formula=\"=R[-1]C\"><Data ss:Type=\"Number\">7</Data></Cell><Cell/></Row>";
    let document = read(book("", &sheet(rows)).as_bytes());
    assert_eq!(
        texts(&document),
        [
            (0, 0, 2, 2, "信息内容"),
            (0, 2, 1, 1, "制发"),
            (1, 2, 1, 1, "件数"),
            (2, 0, 1, 1, "规章"),
            (2, 1, 1, 1, "12"),
            (2, 2, 1, 1, "3.5"),
            (3, 0, 1, 1, "行政许可"),
            (3, 1, 1, 1, "7"),
            (3, 2, 1, 1, ""),
        ]
    );
}

#[test]
fn what_is_struck_raised_or_not_seen_is_told() {
    let styles = "<Style ss:ID=\"s1\"><Font ss:StrikeThrough=\"1\"/></Style><Style ss:ID=\"s2\" ss:Parent=\"s1\"><Font ss:StrikeThrough=\"0\"/><NumberFormat ss:Format=\"Percent\"/></Style><Style ss:ID=\"s3\"><Font ss:Color=\"#FFFFFF\"/></Style><Style ss:ID=\"s4\"><Font ss:Color=\"#FFFFFF\"/><Interior ss:Color=\"#003366\" ss:Pattern=\"Solid\"/></Style>";
    let cell = |style: &str, kind: &str, data: &str| {
        format!("<Cell ss:StyleID=\"{style}\"><Data ss:Type=\"{kind}\">{data}</Data></Cell>")
    };
    let rich = "<Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><Font html:Color=\"#000000\">34</Font><Sup>1</Sup><S>9</S><Font html:Size=\"1\">7</Font></ss:Data><Comment ss:Author=\"a\"><ss:Data xmlns=\"http://www.w3.org/TR/REC-html40\"><B>a:</B> 请核对</ss:Data></Comment></Cell>";
    let rows = format!(
        "<Row>{}{}{}{}{rich}</Row><Row>{}{}{}{}{}</Row>",
        cell("s1", "String", "甲"),
        cell("s2", "Number", "0.5"),
        cell("s3", "Number", "8"),
        cell("s4", "Number", "6"),
        cell("Default", "String", "乙"),
        cell("Default", "Number", "1"),
        cell("Default", "Number", "2"),
        cell("Default", "Number", "3"),
        cell("Default", "String", "a_x0041_b &lt;"),
    );
    let document = read(book(styles, &sheet(&rows)).as_bytes());
    let texts: Vec<&str> = texts(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["", "50.00%", "", "6", "34¹", "乙", "1", "2", "3", "a_x0041_b <"]);
    let said = |text: &str| document.remarks.iter().any(|remark| remark.detail.zh.contains(text));
    assert!(said("甲") && said("请核对") && said("8") && said("9"), "{:?}", document.remarks);
}

#[test]
fn hidden_sheets_rows_and_columns_are_told() {
    let hidden = "<Worksheet ss:Name=\"旧\"><Table><Row><Cell><Data ss:Type=\"String\">旧数</Data></Cell></Row></Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>";
    let row = |more: &str, text: &str| {
        format!(
            "<Row {more}><Cell><Data ss:Type=\"String\">{text}</Data></Cell><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row>"
        )
    };
    let rows = format!(
        "<Column ss:Index=\"2\" ss:Hidden=\"1\"/>{}{}{}",
        row("", "甲"),
        row("ss:Hidden=\"1\"", "乙"),
        row("", "丙")
    );
    let document = read(book("", &(sheet(&rows) + hidden)).as_bytes());
    let count = |kind| document.remarks.iter().filter(|remark| remark.kind == kind).count();
    // A row and a column were read all the same, a sheet was not.
    assert_eq!((count(RemarkKind::Hidden), count(RemarkKind::NotShown)), (2, 1), "{:?}", document.remarks);
}

#[test]
fn what_is_no_workbook_is_refused_by_name() {
    let refused = |file: &str| gongkai_xls::renew(file.as_bytes(), &Limits::default()).unwrap_err();
    assert!(matches!(refused("<a/>"), ReadError::NotThisFormat { .. }));
    assert!(matches!(refused("<Workbook><Worksheet>"), ReadError::Damaged { .. }));
    assert!(matches!(refused("<!DOCTYPE a><Workbook/>"), ReadError::Damaged { .. }));
    assert!(matches!(refused(&book("", &sheet("<Row ss:Index=\"4294967295\"/>"))), ReadError::Damaged { .. }));
    assert!(matches!(refused(&book("", &sheet("<Row><Cell ss:Index=\"99999\"/></Row>"))), ReadError::Damaged { .. }));
    let cells = format!("<Row>{}</Row>", "<Cell/>".repeat(200).as_str()).repeat(501);
    assert!(matches!(refused(&book("", &sheet(&cells))), ReadError::TooLarge { .. }));
    assert!(matches!(refused(&book("", &sheet("").repeat(1001))), ReadError::TooLarge { .. }));
    let styles = "<Style ss:ID=\"a\"/>".repeat(70_000);
    assert!(matches!(refused(&book(&styles, "")), ReadError::TooLarge { .. }));
    let whole = book(
        "<Style ss:ID=\"a\"/>",
        &sheet("<Row><Cell ss:MergeAcross=\"4294967295\"><Data ss:Type=\"Number\">x</Data></Cell></Row>"),
    );
    for length in (0..=whole.len()).step_by(5).chain([whole.len()]).filter(|&length| whole.is_char_boundary(length)) {
        if let Ok(renewed) = gongkai_xls::renew(&whole.as_bytes()[..length], &Limits::default()) {
            let _ = XlsxReader::new().read(&renewed.package, &Limits::default());
        }
    }
}

/// The tables of a document as programs write them: a sheet for each, every cell with its place.
fn of_document(document: &Document) -> String {
    let mut sheets = String::new();
    for (number, table) in document.tables().enumerate() {
        let mut rows = String::new();
        for row in 0..table.rows() {
            let cell = |cell: &TableCell| {
                let plain = cell.text.parse::<u32>().is_ok_and(|value| value.to_string() == cell.text);
                let kind = if plain { "Number" } else { "String" };
                let text = cell.text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;");
                format!(
                    "<Cell ss:Index=\"{}\" ss:MergeAcross=\"{}\" ss:MergeDown=\"{}\"><Data ss:Type=\"{kind}\">{text}</Data></Cell>",
                    cell.column + 1,
                    cell.column_span - 1,
                    cell.row_span - 1,
                )
            };
            let cells: String = table.row(row).filter(|cell| cell.row == row).map(cell).collect();
            rows.push_str(&format!("<Row>{cells}</Row>"));
        }
        sheets.push_str(&sheet(&rows).replace("附表", &format!("表{number}")));
    }
    book("", &sheets)
}

#[test]
fn every_cell_of_both_editions_is_read_and_libreoffice_reads_the_same() {
    let documents: Vec<Document> = (0..4).map(|seed| compose(&reports::varied(seed))).collect();
    let files: Vec<String> = documents.iter().map(of_document).collect();
    let same = |before: &Document, after: &Document, number: usize| {
        assert_eq!((before.tables().count(), after.tables().count()), (3, 3));
        for (before, after) in before.tables().zip(after.tables()) {
            for cell in before.cells() {
                let found = after.at(cell.row, cell.column).unwrap();
                assert_eq!(Cell::parse(&found.text), Cell::parse(&cell.text), "{number} {},{}", cell.row, cell.column);
                assert_eq!((found.row_span, found.column_span), (cell.row_span, cell.column_span));
            }
        }
    };
    for (number, (document, file)) in documents.iter().zip(&files).enumerate() {
        same(document, &read(file.as_bytes()), number);
    }
    let soffice = std::env::var("GONGKAI_SOFFICE").ok().filter(|program| !program.is_empty());
    let Some(soffice) = soffice else { return eprintln!("not run: GONGKAI_SOFFICE is not set") };
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize, kind: &str| folder.path().join(format!("{number}.{kind}"));
    for (number, file) in files.iter().enumerate() {
        std::fs::write(path(number, "xml"), file).unwrap();
    }
    let output = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path())
        .args((0..files.len()).map(|number| path(number, "xml")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (number, file) in files.iter().enumerate() {
        let newer = std::fs::read(path(number, "xlsx")).unwrap();
        let newer = XlsxReader::new().read(&newer, &Limits::default()).unwrap();
        same(&newer, &read(file.as_bytes()), number);
    }
}
