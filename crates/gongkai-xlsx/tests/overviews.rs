//! The reviewing office's workbooks say what was computed, cell by cell, and the same input gives the same bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use gongkai_collate::compare::{Stated, compare};
use gongkai_collate::consolidate::Consolidating;
use gongkai_core::check::Child;
use gongkai_core::form::{CellKey, Edition, SectionKey};
use gongkai_core::{Cell, Organ, Report, Year};
use gongkai_xlsx::{SummaryCounts, SummaryRow, write_comparison, write_contributions, write_summary};

fn report(name: &str, year: u16, offset: u32) -> Report {
    let mut report = Report::new(Organ::new(name), Year::new(year).unwrap());
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        report.set(cell.key, Cell::from(offset + u32::try_from(index).unwrap()));
    }
    report
}

fn key(text: &str) -> CellKey {
    text.parse().unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    book.worksheet_range(name).unwrap()
}

fn text(range: &Range<Data>, row: usize, column: usize) -> String {
    range.get((row, column)).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn contributions_show_where_each_sum_comes_from() {
    let mut first = report("甲局", 2023, 0);
    first.set(key("disclosure.licenses.decisions"), Cell::parse("22（其中修订16件）"));
    first.set(key("disclosure.administrative_fees.amount"), Cell::parse("24252.311082"));
    let mut second = report("乙局", 2023, 1000);
    second.set(key("disclosure.administrative_fees.amount"), Cell::Blank);
    second.unset(key("disputes.reconsideration.total"));
    let members = [Child::new("甲局", first), Child::new("乙局", second)];
    let sum = Consolidating::new(Organ::new("某县"), Year::new(2023).unwrap())
        .expecting(["甲局", "乙局", "丙局"])
        .add_up(&members);
    let written = write_contributions(&sum).unwrap();
    assert_eq!(written, write_contributions(&sum).unwrap());
    let range = sheet(&written.bytes, "汇总明细");
    assert_eq!(range.height(), 201);
    for (index, cell) in sum.contributions.iter().enumerate() {
        assert_eq!(text(&range, index + 1, 0), cell.name);
        assert_eq!(
            text(&range, index + 1, 1),
            cell.sum.map(|sum| sum.to_string()).unwrap_or_default(),
            "{}",
            cell.name
        );
    }
    let line = |wanted: &str| sum.contributions.iter().position(|cell| cell.key == key(wanted)).unwrap() + 1;
    assert_eq!(text(&range, line("disclosure.licenses.decisions"), 2), "22（其中修订16件）");
    assert_eq!(text(&range, line("disclosure.administrative_fees.amount"), 1), "24252.311082");
    assert_eq!(text(&range, line("disputes.reconsideration.total"), 3), "（未读到）");
    let filings = sheet(&written.bytes, "报送情况");
    assert_eq!((text(&filings, 3, 0), text(&filings, 3, 1)), ("丙局".to_owned(), "未报".to_owned()));
    let said = sheet(&written.bytes, "问题与说明");
    let lines: Vec<(String, String)> =
        (1..said.height()).map(|row| (text(&said, row, 0), text(&said, row, 1))).collect();
    assert!(lines.iter().any(|(kind, what)| kind == "问题" && what.contains("丙局：未报")), "{lines:?}");
    assert!(
        lines.iter().any(|(kind, what)| kind == "说明" && what.contains("“22（其中修订16件）”，按 22 计入")),
        "{lines:?}"
    );
    assert!(lines.iter().any(|(kind, what)| kind == "说明" && what.contains("乙局：1 格是空白或横杠")), "{lines:?}");
}

#[test]
fn comparisons_show_values_changes_and_text() {
    let mut earlier = report("某市", 2023, 0);
    earlier.set_narrative(SectionKey::Problems, ["存在三个问题。"]);
    let mut later = report("某市", 2024, 10);
    later.set_narrative(SectionKey::Problems, ["存在两个问题。", "已经改进。"]);
    later.set(key("disclosure.penalties.decisions"), Cell::parse("-"));
    let comparison = compare(&[&earlier, &later]);
    let written = write_comparison(&comparison).unwrap();
    assert_eq!(written, write_comparison(&comparison).unwrap());
    let range = sheet(&written.bytes, "指标");
    for (index, series) in comparison.series.iter().enumerate() {
        for (place, stated) in series.stated.iter().enumerate() {
            assert_eq!(stated, &Stated::Printed(text(&range, index + 1, place + 1)), "{}", series.name);
        }
    }
    let row = comparison.series.iter().position(|s| s.key == key("disclosure.penalties.decisions")).unwrap() + 1;
    assert_eq!(text(&range, row, 3), "填法不同");
    assert_eq!(text(&range, 1, 3), "10");
    let carried = sheet(&written.bytes, "衔接");
    assert_eq!((text(&carried, 1, 0), text(&carried, 1, 1)), ("某市2024年".to_owned(), "GK401".to_owned()));
    assert!(text(&carried, 1, 2).contains("处不符"), "{}", text(&carried, 1, 2));
    let prose = sheet(&written.bytes, "文字");
    let lines: Vec<(String, String)> = (1..=2).map(|row| (text(&prose, row, 2), text(&prose, row, 3))).collect();
    assert_eq!(lines[0], ("修改".to_owned(), "存在三两个问题。".to_owned()));
    assert_eq!(lines[1], ("新增".to_owned(), "已经改进。".to_owned()));
}

#[test]
fn many_years_are_drawn_in_few_charts_that_begin_at_zero_on_one_page() {
    let years: Vec<Report> = (2021..2025).map(|year| report("某县", year, u32::from(year))).collect();
    let written = write_comparison(&compare(&years.iter().collect::<Vec<_>>())).unwrap();
    let charts = |bytes: &[u8]| -> Vec<String> {
        let limits = gongkai_core::format::Limits::default();
        let mut package = gongkai_opc::Package::open(bytes, gongkai_opc::PackageKind::Spreadsheet, &limits).unwrap();
        (1..20).map_while(|number| package.xml_part(&format!("xl/charts/chart{number}.xml")).unwrap()).collect()
    };
    let drawn = charts(&written.bytes);
    assert_eq!(drawn.len(), 4);
    // Columns from zero, in greys alone, with what they stand for below.
    for chart in &drawn {
        for said in ["<c:min val=\"0\"/>", "<c:barChart>", "<c:legendPos val=\"b\"/>"] {
            assert!(chart.contains(said), "{said} is not in {chart}");
        }
        let colours = chart.split("srgbClr val=\"").skip(1).filter_map(|rest| rest.get(..6));
        let is_grey = |colour: &str| colour.get(..2) == colour.get(2..4) && colour.get(2..4) == colour.get(4..6);
        assert!(colours.clone().count() > 0 && colours.clone().all(is_grey), "{chart}");
    }
    // Where nothing was counted there is nothing to draw.
    let empty = |year| Report::new(Organ::new("某县"), Year::new(year).unwrap());
    let written = write_comparison(&compare(&[&empty(2023), &empty(2024)])).unwrap();
    assert!(charts(&written.bytes).is_empty());
}

#[test]
fn summaries_have_a_line_for_each_report() {
    let read = SummaryRow {
        file: "a.docx".into(),
        organ: "=甲局".into(),
        year: "2023".into(),
        counts: Some(SummaryCounts { cells: 200, unread: 4, findings: [1, 2, 3], accepted: 5 }),
        verdict: "不通过".into(),
    };
    let unread = SummaryRow { file: "b.docx".into(), verdict: "无法读取".into(), ..SummaryRow::default() };
    let heads = ["文件", "机关", "年度", "应读单元格", "未读出", "错误", "警告", "提示", "已接受", "结论"];
    let range = sheet(&write_summary(&[read, unread], &heads).unwrap().bytes, "审核汇总");
    let line = |row: usize| -> Vec<String> { (0..10).map(|column| text(&range, row, column)).collect() };
    assert_eq!(line(0), heads);
    // A name that looks like a formula is text.
    assert_eq!(range.get((1, 1)), Some(&Data::String("=甲局".into())));
    assert_eq!(line(1), ["a.docx", "=甲局", "2023", "200", "4", "1", "2", "3", "5", "不通过"]);
    assert_eq!(line(2), ["b.docx", "", "", "", "", "", "", "", "", "无法读取"]);
}
