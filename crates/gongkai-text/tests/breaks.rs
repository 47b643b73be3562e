//! A line break inside a cell of a pasted table: wherever it stands, no cell is read as its half.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Table};
use gongkai_core::form::CellKey;
use gongkai_core::format::{Limits, Reader};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;
use gongkai_text::TextReader;

/// Not every place is tried each time; a larger share than one in so many with `GONGKAI_BREAKS`.
const ONE_IN: usize = 61;

fn published() -> Report {
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1001_u32..).zip(keys) {
        let cell = match number % 23 {
            0 => Cell::parse(&format!("{number}（其中修订{}件）", number % 29)),
            7 => Cell::parse("不适用"),
            11 => Cell::Blank,
            _ => Cell::from(number),
        };
        report.set(key, cell);
    }
    report
}

/// What is printed; whether a note stands apart from its number shows nothing else.
fn printed(cell: &Cell) -> String {
    cell.printed().replace(' ', "")
}

fn rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    (0..table.rows()).map(|row| table.row(row).map(|cell| cell.text.clone()).collect())
}

fn paste(document: &Document, lay_out: impl Fn(&[String]) -> String) -> String {
    let lines = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.clone()],
        Block::Table(table) => rows(table).map(|row| lay_out(&row)).collect(),
    });
    lines.map(|line| line + "\n").collect()
}

fn read(text: &str) -> Reading {
    recognize(&TextReader.read(text.as_bytes(), &Limits::default()).unwrap())
}

fn cell(reading: &Reading, key: &str) -> Option<Cell> {
    reading.report.cell(key.parse().unwrap()).cloned()
}

fn reason(reading: &Reading, key: &str) -> Option<UnreadReason> {
    let key: CellKey = key.parse().unwrap();
    reading.receipt.unread.iter().find(|unread| unread.key == key).map(|unread| unread.reason)
}

#[test]
fn no_break_inside_a_cell_makes_a_wrong_one() {
    let report = published();
    let document = compose(&report);
    let one_in = std::env::var("GONGKAI_BREAKS").ok().and_then(|own| own.parse().ok()).unwrap_or(ONE_IN);
    let mut wrong: Vec<String> = Vec::new();
    for (name, lay_out) in [
        ("tabs", (|row| row.join("\t")) as fn(&[String]) -> String),
        ("bars", |row| row.join(" | ")),
        ("framed bars", |row| format!("| {} |", row.join(" | "))),
    ] {
        let text = paste(&document, lay_out);
        let chars: Vec<char> = text.chars().collect();
        let table = text.split_once("第二十条").unwrap().0.chars().count();
        let inside = |at: &usize| {
            let is_cell = |c: char| c.is_alphanumeric() || matches!(c, '（' | '）');
            is_cell(chars[*at]) && is_cell(chars[at + 1])
        };
        for at in (table..chars.len() - 1).filter(inside).step_by(one_in) {
            for gap in ["\n", "\n\n"] {
                let (before, behind) = chars.split_at(at + 1);
                let broken = before.iter().collect::<String>() + gap + &behind.iter().collect::<String>();
                let reading = read(&broken);
                let cells =
                    reading.report.cells().filter(|(key, cell)| report.cell(*key).map(printed) != Some(printed(cell)));
                let near: String = chars[at.saturating_sub(6)..(at + 8).min(chars.len())].iter().collect();
                wrong.extend(cells.map(|(key, cell)| format!("{name}, {near:?}, {gap:?}: {key} = {cell:?}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

const DISPUTES: &str = "四、政府信息公开行政复议、行政诉讼情况
行政复议
结果维持\t结果纠正\t其他结果\t尚未审结\t总计
";

#[test]
fn figures_alone_begin_the_row_behind_them() {
    let reading = read(&format!("{DISPUTES}119\n\n1\t2\t3\t4\t1200\n"));
    // The sum of the row says that the figures are one number.
    assert_eq!(cell(&reading, "disputes.reconsideration.upheld"), Some(Cell::from(1191)));
    let reading = read(&format!("{DISPUTES}119\n1\t2\t3\t4\t7\n"));
    assert_eq!(cell(&reading, "disputes.reconsideration.upheld"), None);
    assert_eq!(reason(&reading, "disputes.reconsideration.upheld"), Some(UnreadReason::DigitsAmbiguous));
    assert_eq!(cell(&reading, "disputes.reconsideration.corrected"), Some(Cell::from(2)));
}

#[test]
fn a_word_for_nothing_is_put_together() {
    for (between, end) in [("\t", ""), (" | ", " |")] {
        let row = ["1", "2", "3", "4", "不\n适用"].join(between);
        let reading =
            read(&format!("{}{row}{end}\n", DISPUTES.replace('\t', between).replace("总计", &format!("总计{end}"))));
        assert_eq!(cell(&reading, "disputes.reconsideration.total"), Some(Cell::parse("不适用")), "{row}");
    }
}

#[test]
fn a_piece_of_a_label_is_no_note_of_the_number_above() {
    let text = "三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况
自然人\t法人或其他组织\t总计
商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他
三、本年度办理结果\t（一）予以公开\t31\t32\t33\t34\t35\t36\t37
（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t41\t42\t43\t44\t45\t46\t47
（三）不予公
开\t1.属于国家秘密\t51\t52\t53\t54\t55\t56\t57（其中重复
3件）
2.其他法律行政法规禁止公开\t61\t62\t63\t64\t65\t66\t67
";
    let reading = read(text);
    assert_eq!(cell(&reading, "applications.partially_granted.total"), Some(Cell::from(47)));
    assert_eq!(cell(&reading, "applications.state_secret.total"), Some(Cell::parse("57（其中重复3件）")));
    assert_eq!(cell(&reading, "applications.state_secret.natural_person"), Some(Cell::from(51)));
}

/// What stands in brackets on the line below the last row is the last figure's note, or the table's or section's own words.
#[test]
fn words_of_the_table_in_brackets_are_no_note_of_its_last_figure() {
    for words in [
        "【五、存在的主要问题及改进情况】",
        "〔五、存在的主要问题及改进情况〕",
        "（注：含乡镇上报的件数。）",
        "（以上数据截至年末）",
        "〔数据来源：政务公开办〕",
        "（此表由法制股填报）",
    ] {
        let reading = read(&format!("{DISPUTES}1\t2\t3\t4\t10\n{words}\n工作中仍有不足。\n"));
        assert_eq!(cell(&reading, "disputes.reconsideration.total"), Some(Cell::from(10)), "{words}");
        assert!(format!("{:?}", reading.report).contains(words), "{words}: {:?}", reading.report);
    }
    let reading = read(&format!("{DISPUTES}1\t2\t3\t4\t10\n（含2件合并审理）\n"));
    assert_eq!(cell(&reading, "disputes.reconsideration.total"), Some(Cell::parse("10（含2件合并审理）")));
}

#[test]
fn a_row_that_goes_on_behind_its_frame() {
    let text = "二、主动公开政府信息情况
| 第二十条第（一）项 | | | |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 1 | 2 | 3 |
| 行政规范性文件 | 12（其中修

订4件） | 5 | 6 |
";
    let reading = read(text);
    assert_eq!(cell(&reading, "disclosure.normative_documents.issued"), Some(Cell::parse("12（其中修订4件）")));
    assert_eq!(cell(&reading, "disclosure.normative_documents.in_force"), Some(Cell::from(6)));
}

/// A tab behind the last cell but one and the last on a line of its own: no cell is blank that is not.
#[test]
fn a_last_cell_on_a_line_of_its_own_is_no_blank() {
    let report = published();
    let text = paste(&compose(&report), |row| row.join("\t"));
    for (at, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with("二、上年结转")) {
        let (before, last) = line.rsplit_once('\t').unwrap();
        let broken: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(number, line)| if number == at { format!("{before}\t\n{last}") } else { line.to_owned() })
            .collect();
        let reading = read(&broken.join("\n"));
        let wrong: Vec<_> = reading
            .report
            .cells()
            .filter(|(key, cell)| report.cell(*key).map(printed) != Some(printed(cell)))
            .collect();
        assert_eq!(wrong, []);
    }
}

/// A remark behind the row of table four, in a column of its own: the row is read where its groups add up.
#[test]
fn a_remark_behind_the_row_of_table_four_costs_no_figure() {
    let text = "四、政府信息公开行政复议、行政诉讼情况
行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\t备注
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\t
\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t
19\t3\t2\t4\t28\t5\t1\t2\t3\t11\t2\t0\t1\t0\t3\t含合并审理2件
";
    let reading = read(text);
    assert_eq!(cell(&reading, "disputes.reconsideration.total"), Some(Cell::from(28)));
    assert_eq!(cell(&reading, "disputes.litigation_after_reconsideration.total"), Some(Cell::from(3)));
    assert!(
        reading.receipt.unplaced.iter().any(|row| row.printed == "含合并审理2件"),
        "{:?}",
        reading.receipt.unplaced
    );
    // Where a group does not add up, nothing tells which column has lost its place.
    let reading = read(&text.replace("\t28\t", "\t27\t"));
    assert_eq!(cell(&reading, "disputes.reconsideration.total"), None);
}
