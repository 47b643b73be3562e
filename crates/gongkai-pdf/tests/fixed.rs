//! Running titles and page numbers that are drawn at one place of every page, over whatever stands there: they are no
//! words of a cell, and no digits of a figure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests draw more with it")]
mod small;

use std::fmt::Write as _;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_pdf::PdfReader;
use gongkai_recognize::recognize;
use small::Small;

fn text(x: f64, y: f64, size: f64, words: &str) -> String {
    let codes: String = words.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04x}");
        codes
    });
    format!("BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

fn read(pages: &[String]) -> Document {
    let pdf = pages.iter().fold(Small::new(), |pdf, content| pdf.page(content));
    PdfReader.read(&pdf.bytes(), &Limits::default()).expect("it is read")
}

/// Rows of three cells of a hundred points, from 700 down.
fn table(rows: &[[&str; 3]]) -> String {
    let mut content = String::from("0.5 w ");
    for (row, cells) in (0_u32..).zip(rows) {
        let y = 680.0 - 20.0 * f64::from(row);
        for (x, words) in [100.0, 200.0, 300.0].into_iter().zip(cells) {
            let _ = write!(content, "{x} {y} 100 20 re S {}", text(x + 10.0, y + 6.0, 9.0, words));
        }
    }
    content
}

const ROWS: [[&str; 3]; 4] =
    [["事项", "第一项", "第二项"], ["甲", "934", "20"], ["乙", "17", "305"], ["丙", "8", "41"]];
const WHOLE: &str = "事项|第一项|第二项|甲|934|20|乙|17|305|丙|8|41";

fn cells(document: &Document, table: usize) -> String {
    let table = document.tables().nth(table).expect("a table");
    table.cells().iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
}

fn furniture(document: &Document) -> usize {
    document.remarks.iter().filter(|remark| remark.kind == RemarkKind::PageFurniture).count()
}

fn prose(count: usize) -> Vec<String> {
    (0..count).map(|at| text(100.0, 400.0, 9.0, &format!("这一页的正文有{at}行。"))).collect()
}

/// A table on the first page and text on others, all with what is drawn at one place of each.
fn with(pages: usize, fixed: impl Fn(usize) -> String) -> Document {
    let mut contents = vec![table(&ROWS)];
    contents.extend(prose(pages - 1));
    for (number, content) in (1..).zip(&mut contents) {
        content.push_str(&fixed(number));
    }
    read(&contents)
}

#[test]
fn what_is_fixed_over_a_table_is_left_out_and_said() {
    for (x, y, size) in [(230.0, 666.0, 9.0), (212.0, 666.0, 9.0), (205.0, 664.0, 12.0), (290.0, 646.0, 9.0)] {
        let document = with(2, |_| text(x, y, size, "公开工作办公室"));
        assert_eq!(cells(&document, 0), WHOLE, "{x}");
        assert_eq!(furniture(&document), 2, "{x}");
        assert_eq!(document.paragraphs().count(), 1, "{x}");
    }
    let numbers: [fn(usize) -> String; 4] =
        [|n| format!("— {n} —"), |n| format!("{n}/3"), |n| format!("第{n}页"), |n| format!("第 {n} 页 共 3 页")];
    for number in numbers {
        let document = with(3, |page| text(240.0, 666.0, 9.0, &number(page)));
        assert_eq!(cells(&document, 0), WHOLE, "{}", number(1));
        assert_eq!(furniture(&document), 3, "{}", number(1));
    }
}

#[test]
fn a_bare_figure_is_a_page_number_only_when_enough_pages_count() {
    let document = with(3, |page| text(231.0, 666.0, 9.0, &page.to_string()));
    assert_eq!(cells(&document, 0), WHOLE);
    for x in [231.0, 214.0] {
        let two = cells(&with(2, |page| text(x, 666.0, 9.0, &page.to_string())), 0);
        assert!(two.contains('\u{FFFD}') && !two.contains("|934|") && !two.contains("9341"), "{two}");
    }
    // A figure that stands alone in its cell, where other pages have their number.
    let blank = [["事项", "第一项", "第二项"], ["甲", "", "20"]];
    let mut pages = vec![table(&blank) + &text(210.0, 666.0, 9.0, "1")];
    pages.extend((2..5).map(|number| text(210.0, 666.0, 9.0, &number.to_string())));
    assert_eq!(cells(&read(&pages), 0), "事项|第一项|第二项|甲|\u{FFFD}|20");
    // Figures that count as the pages do, all in cells of their own.
    let own = |figure: &'static str| table(&[["事项", "第一项", "第二项"], ["甲", figure, "20"]]);
    let pages: Vec<String> =
        ["1", "2", "3"].map(|figure| own(figure) + &text(100.0, 600.0, 9.0, "以上为本页各项。")).to_vec();
    for (at, figure) in ["1", "2", "3"].iter().enumerate() {
        assert_eq!(cells(&read(&pages), at), format!("事项|第一项|第二项|甲|{figure}|20"));
    }
}

#[test]
fn a_head_that_is_repeated_stays() {
    // The rest of a table, with its head again, beside figures that differ.
    let rest = [["事项", "第一项", "第二项"], ["丁", "6", "7"], ["戊", "934", "5"]];
    let document = read(&[table(&ROWS), table(&rest)]);
    assert_eq!(cells(&document, 0), format!("{WHOLE}|丁|6|7|戊|934|5"));
    // Sheets of one form, whose words stand at the same places beside figures of each.
    let sheet = |figure: &str| {
        // All figures are drawn before all words.
        let figures = [210.0, 310.0].map(|x| text(x, 666.0, 9.0, figure)).concat();
        let words = [228.0, 328.0].map(|x| text(x, 666.0, 9.0, "万元")).concat();
        let blank = table(&[["事项", "第一项", "第二项"], ["甲", "", ""]]);
        blank + &figures + &words + &text(100.0, 600.0, 9.0, "以上为本页各项。")
    };
    let document = read(&[sheet("34"), sheet("71")]);
    assert_eq!(cells(&document, 0), "事项|第一项|第二项|甲|34万元|34万元");
    assert_eq!(cells(&document, 1), "事项|第一项|第二项|甲|71万元|71万元");
}

#[test]
fn a_sentence_under_a_running_title_is_whole() {
    let line = "今年共办结群众来信四百余件，均在期限内答复。";
    let pages = [1, 2].map(|number| text(100.0, 500.0 - 30.0 * f64::from(number), 9.0, line));
    let document = read(&pages.map(|page| page + &text(150.0, 470.0, 9.0, "内部资料")));
    let texts: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(texts, [[line, line].concat()]);
}

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn within(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * f64::from(u32::try_from(self.below(1000)).unwrap()) / 1000.0
    }
}

/// The report's table two on one page and text on the others; what is fixed lies anywhere over the table's rows.
#[test]
fn nothing_fixed_to_the_pages_changes_a_figure() {
    let mut dice = Dice(83);
    for round in 0..60 {
        let mut report = Report::new(Organ::new("上河县司法局"), Year::new(2023).unwrap());
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        let keys: Vec<CellKey> = keys.into_iter().filter(|key| key.table() == TableKey::Disclosure).collect();
        for key in &keys {
            report.set(*key, Cell::from(u32::try_from(dice.below(900)).unwrap()));
        }
        let composed = compose(&report);
        let table = composed.tables().next().unwrap();
        let mut content = text(60.0, 800.0, 12.0, "二、主动公开政府信息情况");
        for cell in table.cells() {
            let at = |index: usize, step: f64| f64::from(u32::try_from(index).unwrap()) * step;
            let (x, y) = (60.0 + at(cell.column, 118.0), 780.0 - at(cell.row + cell.row_span, 24.0));
            let _ = writeln!(content, "0.5 w {x} {y} {} 24 re S", at(cell.column_span, 118.0));
            content += &text(x + 5.0, y + 8.0, 8.0, &cell.text);
        }
        let rows = u32::try_from(dice.below(table.rows() as u64)).unwrap();
        // On the row's baseline, or near it.
        let y = 780.0 - f64::from(rows) * 24.0 - 16.0 + [0.0, 0.0, 2.0, -3.0][usize::try_from(dice.below(4)).unwrap()];
        let (x, size) = (dice.within(60.0, 480.0), dice.within(7.0, 12.0));
        let kind = dice.below(4);
        let pages = usize::try_from(2 + dice.below(3)).unwrap();
        let mut contents = vec![content];
        contents.extend(prose(pages - 1));
        for (number, content) in (1..).zip(&mut contents) {
            let words = match kind {
                0 => "信息公开工作办公室编".to_owned(),
                1 => format!("— {number} —"),
                2 => format!("{number}/{pages}"),
                _ => format!("第{number}页"),
            };
            content.push_str(&text(x, y, size, &words));
        }
        let reading = recognize(&read(&contents));
        for key in &keys {
            assert_eq!(reading.report.cell(*key), report.cell(*key), "{round}: {kind} at {x} {y}: {key}");
        }
    }
}
