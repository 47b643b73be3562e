//! Text of pages that nobody sees because of where it stands, and tables in cells of other tables: neither a figure nor a
//! sentence changes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Table};
use gongkai_core::form::{CellKey, SectionKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_html::HtmlReader;
use gongkai_recognize::recognize;

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Declarations by which a box is nowhere to be seen.
const UNSEEN: [&str; 15] = [
    "position:absolute;left:-5000px",
    "position:fixed;top:-200px",
    "position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden",
    "position:absolute;clip-path:inset(100%)",
    "text-indent:-999em;display:block;overflow:hidden",
    "margin-left:-9999px;display:block",
    "font-size:0",
    "font-size:1.5pt",
    "color:#fff;background:#fff",
    "opacity:0",
    "visibility:hidden",
    "display:none",
    "display:inline-block;width:0;overflow:hidden",
    "display:inline-block;height:0;overflow:hidden",
    "transform:scale(0);display:inline-block",
];

const SENTENCES: [&str; 3] =
    ["全年发布图文三百余篇，点击量二十万次。", "一是更新不够及时。", "本年度未收取信息处理费。"];

fn report() -> Report {
    let mut report = Report::new(Organ::new("秋水县商务局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (201_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    let sections = [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters];
    for (section, sentence) in sections.into_iter().zip(SENTENCES) {
        report.set_narrative(section, [sentence]);
    }
    report
}

fn row(table: &Table, row: usize, value: &mut dyn FnMut(&str) -> String) -> String {
    let cells = table.row(row).map(|cell| {
        let text = if cell.key.is_some() { value(&cell.text) } else { cell.text.clone() };
        format!("<td rowspan={} colspan={}>{text}</td>", cell.row_span, cell.column_span)
    });
    format!("<tr>{}</tr>", cells.collect::<String>())
}

/// The report as a page, its values and tables put down in some way.
fn page(report: &Report, value: &mut dyn FnMut(&str) -> String, around: &dyn Fn(String) -> String) -> String {
    let blocks = compose(report).blocks.into_iter().map(|block| match block {
        Block::Paragraph(paragraph) => format!("<p>{}</p>", paragraph.text),
        Block::Table(table) => {
            let rows: String = (0..table.rows()).map(|at| row(&table, at, value)).collect();
            around(format!("<table border=1>{rows}</table>"))
        }
    });
    blocks.collect()
}

fn assert_reads(report: &Report, body: &str, what: &str) {
    let page = format!("<!DOCTYPE html><html><body>{body}</body></html>");
    let reading = recognize(&HtmlReader.read(page.as_bytes(), &Limits::default()).unwrap());
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key}: {cell:?}"))
        .collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    assert_eq!(reading.receipt.unread, [], "{what}");
    let said = format!("{:?}", reading.report);
    for sentence in SENTENCES {
        assert!(said.contains(sentence), "{what}: {sentence}");
    }
}

#[test]
fn what_nobody_sees_is_no_part_of_a_figure_or_a_sentence() {
    let report = report();
    let mut dice = Dice(77);
    for style in UNSEEN {
        let mut value = |text: &str| {
            let unseen = format!("<span style=\"{style}\">{}</span>", dice.below(90));
            match dice.below(5) {
                0 => unseen + text,
                1 => text.to_owned() + &unseen,
                2 => format!("<p>{text}</p><p style=\"{style}\">{}</p>", dice.below(90)),
                _ => text.to_owned(),
            }
        };
        let body = page(&report, &mut value, &|table| table);
        assert_reads(&report, &body, style);
    }
}

#[test]
fn tables_in_cells_of_other_tables_are_tables() {
    let report = report();
    let ways: [(&str, &dyn Fn(String) -> String); 4] = [
        ("alone in a cell", &|table| format!("<table><tr><td>{table}</td></tr></table>")),
        ("beside another cell", &|table| format!("<table><tr><td>栏目导航</td><td>{table}</td></tr></table>")),
        ("below a row", &|table| format!("<table><tr><td>正文</td></tr><tr><td>{table}</td></tr></table>")),
        ("twice within", &|table| {
            format!("<table><tr><td><table><tr><td><div>{table}</div></td></tr></table></td></tr></table>")
        }),
    ];
    for (what, around) in ways {
        assert_reads(&report, &page(&report, &mut str::to_owned, around), what);
    }
    let body = page(&report, &mut str::to_owned, &|table| table);
    assert_reads(&report, &format!("<table width=900><tr><td>{body}</td></tr></table>"), "all in one cell");
}

/// A report that is one table, its sentences in rows of their own.
#[test]
fn a_report_in_the_rows_of_one_table_keeps_its_text() {
    let report = report();
    let rows = compose(&report).blocks.into_iter().map(|block| match block {
        Block::Paragraph(paragraph) => format!("<tr><td colspan=15>{}</td></tr>", paragraph.text),
        Block::Table(table) => (0..table.rows()).map(|at| row(&table, at, &mut str::to_owned)).collect(),
    });
    assert_reads(&report, &format!("<table>{}</table>", rows.collect::<String>()), "rows of one table");
}
