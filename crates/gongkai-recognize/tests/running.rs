//! Reports that run on in one paragraph: the labels part them, and only the sums part figures that run together. Not
//! one cell is read wrong, and what cannot be told is named.
#![allow(unreachable_pub, dead_code, reason = "the dice are shared with the tests of messy documents")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "mess/mod.rs"]
mod maker;

use std::collections::BTreeSet;

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table};
use gongkai_core::form::{CellKey, Edition, EquationId, SectionKey, TableKey};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;
use maker::Dice;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Space,
    /// Nothing or a space, as it comes.
    Either,
}

/// A report that keeps every sum, most of it 0, as published reports are.
fn sound(dice: &mut Dice, edition: Edition) -> Report {
    let year = Year::new(if edition == Edition::E2019 { 2020 } else { 2023 }).unwrap();
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), year);
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for key in keys {
        let value = match key.table() {
            TableKey::Disclosure => [0, 0, 3, 41, 698, 10690][dice.below(6)],
            _ => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 7, 10, 37, 120][dice.below(19)],
        };
        report.set(key, Cell::from(value));
    }
    if edition == Edition::E2021 && dice.chance(40) {
        report.set("disclosure.administrative_fees.amount".parse().unwrap(), Cell::parse("24252.311082"));
    }
    add_up(&mut report);
    report.set_narrative(SectionKey::Overview, ["2023年，全镇主动公开政府信息12条，收到申请4件。"]);
    report.set_narrative(SectionKey::Problems, ["一是更新不及时。二是渠道不多。下一步将改进。"]);
    let nothing = ["本年度未收取信息处理费。", "无其他需要报告的事项"];
    report.set_narrative(SectionKey::OtherMatters, [nothing[dice.below(2)]]);
    report
}

/// Makes the totals, and of the applications carried in as many as balance the columns.
fn add_up(report: &mut Report) {
    let number = |report: &Report, key: &CellKey| report.cell(*key).unwrap().number().unwrap().to_i64().unwrap();
    for equation in [EquationId::Outcomes, EquationId::Balance, EquationId::Applicants, EquationId::Disputes] {
        for table in [TableKey::Applications, TableKey::Disputes] {
            let sums = report.table_form(table).sums.clone();
            for sum in sums.iter().filter(|sum| sum.equation == equation) {
                let right: i64 = sum.right.iter().map(|key| number(report, key)).sum();
                let received = sum.left.iter().find(|key| key.row() == "received");
                match (sum.total(), received) {
                    (Some(total), _) => report.set(total, Cell::from(right)),
                    (None, Some(received)) => {
                        // Everything was received this year, and what had been carried in is nothing.
                        let others: Vec<CellKey> = sum.left.iter().filter(|key| *key != received).copied().collect();
                        others.into_iter().for_each(|key| report.set(key, Cell::from(0)));
                        report.set(*received, Cell::from(right));
                    }
                    (None, None) => panic!("a balance without what was received"),
                }
            }
        }
    }
}

/// The report as one paragraph.
fn run_on(report: &Report, dice: &mut Dice, between: Between) -> Document {
    let mut text = String::new();
    for block in &compose(report).blocks {
        match block {
            Block::Paragraph(paragraph) => {
                text.push_str(&paragraph.text);
                if between == Between::Space {
                    text.push(' ');
                }
            }
            Block::Table(table) => table_text(table, dice, between, &mut text),
        }
    }
    Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()])
}

fn table_text(table: &Table, dice: &mut Dice, between: Between, text: &mut String) {
    let mut cells: Vec<_> = table.cells().iter().collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in cells {
        let spaced = match between {
            Between::Nothing => false,
            Between::Space => true,
            Between::Either => dice.chance(50),
        };
        text.push_str(&cell.text);
        if spaced {
            text.push(' ');
        }
    }
}

fn assert_not_wrong(reading: &Reading, report: &Report, what: &str) {
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key}: read {cell:?}, published {:?}", report.cell(key)))
        .collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    let receipt = &reading.receipt;
    assert_eq!(receipt.read + receipt.unread.len(), receipt.expected, "{what}: a cell is neither read nor named");
}

fn edition(dice: &mut Dice) -> Edition {
    if dice.chance(25) { Edition::E2019 } else { Edition::E2021 }
}

fn seeds() -> std::ops::Range<u64> {
    let first: u64 = std::env::var("GONGKAI_MESS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let count: u64 = std::env::var("GONGKAI_MESS_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(25);
    first..first + count
}

#[test]
fn single_spaces_lose_nothing() {
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let edition = edition(&mut dice);
        let report = sound(&mut dice, edition);
        let reading = recognize(&run_on(&report, &mut dice, Between::Space));
        assert_not_wrong(&reading, &report, &format!("seed {seed}"));
        assert!(reading.receipt.is_complete(), "seed {seed}: {:#?}", reading.receipt.unread);
        assert_eq!(reading.report.year, report.year);
        assert_eq!(reading.report.organ.name, report.organ.name);
        for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
            assert_eq!(reading.report.narrative(section), report.narrative(section), "seed {seed}");
        }
    }
}

#[test]
fn the_sums_part_what_runs_together() {
    let (mut read, mut expected) = (0, 0);
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let edition = edition(&mut dice);
        let report = sound(&mut dice, edition);
        let between = dice.pick(&[Between::Nothing, Between::Either]);
        let reading = recognize(&run_on(&report, &mut dice, between));
        assert_not_wrong(&reading, &report, &format!("seed {seed}, {between:?}"));
        read += reading.receipt.read;
        expected += reading.receipt.expected;
    }
    assert!(read * 100 >= expected * 85, "only {read} of {expected} cells are read");
}

#[test]
fn blanks_dashes_and_wrong_sums_are_never_guessed() {
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let edition = edition(&mut dice);
        let mut report = sound(&mut dice, edition);
        let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
        // One fault to a row: two can make up for each other, and then nobody can tell.
        let mut spoiled: BTreeSet<(TableKey, &str)> = BTreeSet::new();
        for _ in 0..1 + dice.below(12) {
            let cell = match dice.below(6) {
                0 | 1 => Cell::Blank,
                2 => Cell::parse("-"),
                3 => Cell::parse("22（其中修订16件）"),
                other => Cell::from(u32::try_from(other * 7).unwrap()),
            };
            let key = dice.pick(&keys);
            if spoiled.insert((key.table(), key.row())) {
                report.set(key, cell);
            }
        }
        let between = dice.pick(&[Between::Nothing, Between::Space, Between::Either]);
        let reading = recognize(&run_on(&report, &mut dice, between));
        assert_not_wrong(&reading, &report, &format!("seed {seed}, {between:?}"));
    }
}

#[test]
fn sentences_that_name_cells_stay_sentences() {
    let text = "全年共办结申请23件，其中予以公开9件、部分公开10件；行政复议23件，其中结果维持9件、结果纠正10件；行政诉讼21件，\
                其中结果维持11件，尚未审结3件。行政许可5件、行政处罚7件、行政强制0件，规章0件，行政规范性文件3件。";
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    report.set_narrative(SectionKey::Overview, [text]);
    let reading = recognize(&compose(&report));
    assert_eq!(reading.report.narrative(SectionKey::Overview), [text]);
    let lone = Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
    assert_eq!(recognize(&lone).report.cells().count(), 0);
}

#[test]
fn a_heading_behind_a_full_stop_opens_its_section() {
    let mut document = compose(&sound(&mut Dice::new(7), Edition::E2021));
    let at = document.blocks.iter().position(|block| matches!(block, Block::Paragraph(p) if p.text == "一、总体情况"));
    let at = at.unwrap();
    document.blocks.remove(at);
    let text = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。 一、总体情况 2023年，全镇公开信息12条。";
    document.blocks[at] = Paragraph::new(ParagraphRole::Body, text).into();
    let reading = recognize(&document);
    assert_eq!(reading.report.narrative(SectionKey::Overview), ["2023年，全镇公开信息12条。"]);
    assert_eq!(reading.report.preamble, ["本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"]);
}

#[test]
fn a_corner_that_breaks_beside_a_label_of_the_head_hides_no_column() {
    let mut report = sound(&mut Dice::new(11), Edition::E2021);
    report.set("applications.received.business".parse().unwrap(), Cell::from(9));
    let mut document = compose(&report);
    let at = document.blocks.iter().position(
        |block| matches!(block, Block::Table(table) if table.form.is_some_and(|(_, key)| key == TableKey::Applications)),
    );
    let at = at.unwrap();
    let Block::Table(table) = document.blocks.remove(at) else { panic!("table three") };
    // As a page laid out in columns of characters prints the head, one paragraph a line.
    let mut lines: Vec<String> = vec![
        "申请人情况".into(),
        "（本列数据的勾稽关系为：第一项加第二项之和，                  法人或其他组织".into(),
        "等于第三项加第四项之和）".into(),
        "自然人                                    总计".into(),
        "商业企      科研机     社会公益     法律服务".into(),
        "其他".into(),
        "业        构       组织       机构".into(),
    ];
    for row in 3..table.rows() {
        let cells = table.cells().iter().filter(|cell| cell.row == row);
        lines.push(cells.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("      "));
    }
    let paragraphs = lines.into_iter().map(|line| Paragraph::new(ParagraphRole::Body, line).into());
    document.blocks.splice(at..at, paragraphs);
    let reading = recognize(&document);
    assert_not_wrong(&reading, &report, "a broken corner");
    assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
}

#[test]
fn a_change_whose_sign_is_a_word_is_a_value_where_nothing_parts_the_cells() {
    let changes = [
        ("licenses", "增10"),
        ("other_external_services", "减少3项"),
        ("penalties", "↓2"),
        ("compulsory_measures", "增加1"),
    ];
    let mut report = sound(&mut Dice::new(3), Edition::E2019);
    for (row, change) in changes {
        report.set(format!("disclosure.{row}.change").parse().unwrap(), Cell::parse(change));
    }
    let mut document = compose(&report);
    // As it is copied from a page: one cell a line, the ends of the rows lost.
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = blocks.into_iter().flat_map(one_cell_a_line).collect();
    let reading = recognize(&document);
    assert_not_wrong(&reading, &report, "one cell a line");
    for (row, change) in changes {
        let key = format!("disclosure.{row}.change").parse().unwrap();
        assert_eq!(reading.report.cell(key).map(Cell::printed).as_deref(), Some(change), "{row}");
    }
}

/// The cells of table two as paragraphs; whatever else stays.
fn one_cell_a_line(block: Block) -> Vec<Block> {
    match block {
        Block::Table(table) if table.form.is_some_and(|(_, key)| key == TableKey::Disclosure) => {
            let cells = table.cells().iter().map(|cell| Paragraph::new(ParagraphRole::Body, cell.text.as_str()).into());
            cells.collect()
        }
        other => vec![other],
    }
}
