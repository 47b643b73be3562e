//! What is composed is recognised again, whatever the report holds; and recognition never fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{CellKey, Edition, SectionKey, TableKey};
use gongkai_core::{Cell, Level, Organ, Report, Year, compose};
use gongkai_recognize::{recognize, why_no_report};
use proptest::prelude::*;

fn cell() -> impl Strategy<Value = Cell> {
    let printed = prop_oneof![
        6 => (0_u32..3000).prop_map(|number| number.to_string()),
        1 => Just(String::new()),
        1 => prop::sample::select(vec!["-", "—", "/", "不适用", "无", "见附件"]).prop_map(str::to_owned),
        1 => (1_u32..99, 0_u32..99).prop_map(|(a, b)| format!("{a}（其中修订{b}件）")),
        1 => (0_u32..99_999, 0_u32..1_000_000).prop_map(|(a, b)| format!("{a}.{b:06}")),
        1 => prop::sample::select(vec!["1,295", "+1036", "-18", "251000元", "007"]).prop_map(str::to_owned),
    ];
    printed.prop_map(|printed| Cell::parse(&printed))
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let begin = prop::sample::select(vec!["", "（一）", "1.", "一是", "2023年，"]);
    let words = prop::sample::select(vec![
        "全镇主动公开政府信息12条。",
        "收到申请3件，均已答复。",
        "更新不够及时；渠道不够丰富。",
        "加强培训。下一步将改进。",
    ]);
    prop::collection::vec((begin, words, 0_usize..40), 0..4).prop_map(|parts| {
        parts.into_iter().map(|(begin, words, times)| format!("{begin}{}", words.repeat(times % 7 + 1))).collect()
    })
}

fn report() -> impl Strategy<Value = Report> {
    let organ = prop::sample::select(vec!["临江县青石镇人民政府", "临江区北街街道办事处"]);
    let cells = prop::collection::vec(cell(), 240);
    let texts = (paragraphs(), paragraphs(), paragraphs(), paragraphs());
    (organ, 2019_u16..2026, any::<bool>(), any::<bool>(), cells, texts).prop_map(
        |(organ, year, mixed_two, mixed_three, cells, (preamble, overview, problems, other))| {
            let organ = Organ::new(organ).with_level(Level::Township);
            let mut report = Report::new(organ, Year::new(year).unwrap());
            let own_edition = report.edition(TableKey::Disclosure);
            let other_edition = Edition::all().find(|edition| *edition != own_edition).unwrap();
            if mixed_two {
                report.set_edition(TableKey::Disclosure, other_edition);
            }
            if mixed_three {
                report.set_edition(TableKey::Applications, other_edition);
            }
            let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
            for (key, cell) in keys.into_iter().zip(cells) {
                report.set(key, cell);
            }
            report.preamble = preamble.into_iter().filter(|text| !text.starts_with(['（', '1'])).collect();
            report.set_narrative(SectionKey::Overview, overview);
            report.set_narrative(SectionKey::Problems, problems);
            report.set_narrative(SectionKey::OtherMatters, other);
            report
        },
    )
}

/// Any table at all, with words of the forms among its cells.
fn table() -> impl Strategy<Value = Option<Table>> {
    let word = prop::sample::select(vec![
        "",
        "0",
        "1 0",
        "713000074",
        "总计",
        "其他",
        "行政复议",
        "行政诉讼",
        "结果维持",
        "自然人",
        "（六）其他处理",
        "3.其他",
        "二、上年结转政府信息公开申请数量",
        "第二十条第（一）项",
        "规章",
        "本年制发件数",
        "现行有效件数",
        "三、本年度办理结果",
        "- 3 -",
        "行政",
        "申请人情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]);
    let cell = (0_usize..8, 0_usize..8, 1_usize..9, 1_usize..9, word);
    prop::collection::vec(cell, 0..30).prop_map(|cells| {
        let mut kept: Vec<TableCell> = Vec::new();
        for (row, column, rows, columns, text) in cells {
            let cell = TableCell::new(row, column, text).spanning(rows.min(8 - row), columns.min(8 - column));
            let apart = |other: &TableCell| {
                other.row + other.row_span <= cell.row
                    || cell.row + cell.row_span <= other.row
                    || other.column + other.column_span <= cell.column
                    || cell.column + cell.column_span <= other.column
            };
            if kept.iter().all(apart) {
                kept.push(cell);
            }
        }
        Table::new(8, 8, kept).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_composed_is_recognised(report in report()) {
        let reading = recognize(&compose(&report));
        prop_assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
        prop_assert!(reading.receipt.variants.is_empty(), "{:#?}", reading.receipt.variants);
        prop_assert!(reading.receipt.inferred.is_empty() && reading.receipt.unplaced.is_empty());
        prop_assert_eq!(reading.report.headings.len(), 6);
        let mut read = reading.report;
        read.headings.clear();
        for (key, cell) in report.cells() {
            prop_assert_eq!(read.cell(key), Some(cell), "{}", key);
        }
        for section in SectionKey::ALL {
            prop_assert_eq!(read.narrative(section), report.narrative(section));
        }
        prop_assert_eq!(&read.preamble, &report.preamble);
        prop_assert!(read == report, "another difference: {:?} {:?} {:?} {:?}", read.organ, read.year, read.title, TableKey::ALL.map(|t| (read.edition(t), report.edition(t))));
    }

    #[test]
    fn nothing_makes_recognition_fail(
        tables in prop::collection::vec(table(), 0..4),
        texts in prop::collection::vec("\\PC{0,40}", 0..6),
    ) {
        let mut blocks: Vec<Block> = tables.into_iter().flatten().map(Block::from).collect();
        for (at, text) in texts.into_iter().enumerate() {
            blocks.insert(at.min(blocks.len()), Paragraph::new(ParagraphRole::Body, text).into());
        }
        let document = Document::new(blocks);
        let reading = recognize(&document);
        prop_assert_eq!(reading.receipt.read + reading.receipt.unread.len(), reading.receipt.expected);
        prop_assert_eq!(why_no_report(&document, &reading).is_none(), reading.receipt.read > 0);
    }
}

#[test]
fn a_large_table_of_other_things_is_left_alone() {
    let cells = (0..100_000).map(|at| TableCell::new(at / 20, at % 20, format!("第{at}号行政许可事项办理情况")));
    let table = Table::new(5_000, 20, cells.collect()).unwrap();
    let reading = recognize(&Document::new(vec![table.into()]));
    assert_eq!(reading.receipt.ignored.len(), 1);
}
