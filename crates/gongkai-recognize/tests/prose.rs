//! Sentences that name the forms' labels with figures are prose, word for word, wherever they stand; tables that run
//! together are tables all the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole};
use gongkai_core::form::SectionKey;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

/// Sentences and lists of eight labels or more.
const SENTENCES: [&str; 12] = [
    "当年按期答复的申请里，予以公开和部分公开合计31件（21.4%），不予公开4件（2.8%），无法提供66件（45.5%），不予处理18件（12.4%），\
     其他处理26件（17.9%，里面有9件是申请人自己撤回的）。没有因此发生行政复议纠错或者行政诉讼败诉的情况。",
    "办理结果：予以公开6件；部分公开2件；不予公开3件；无法提供4件；不予处理1件；其他处理2件；总计18件；结转下年度继续办理1件。",
    "予以公开：6件；部分公开：2件；不予公开：3件；无法提供：4件；不予处理：1件；其他处理：2件；总计：18件；行政许可：35件。",
    "全年6件予以公开、2件部分公开、3件不予公开、4件无法提供、1件不予处理、2件其他处理，总计18件，另有行政许可35件、行政处罚18件。",
    "予以公开6件 部分公开2件 不予公开3件 无法提供4件 不予处理1件 其他处理2件 总计18件 行政许可35件 行政处罚18件 行政强制2件",
    "予以公开6件部分公开2件不予公开3件无法提供4件不予处理1件其他处理2件总计18件行政许可35件行政处罚18件行政强制2件",
    "予以公开 6\n部分公开 2\n不予公开 3\n无法提供 4\n不予处理 1\n其他处理 2\n总计 18\n行政许可 35\n行政处罚 18",
    "申请人中，自然人12件，商业企业2件，科研机构0件，社会公益组织0件，法律服务机构0件，其他0件，总计14件；予以公开5件，部分公开2件。",
    "规章0件，行政规范性文件3件，行政许可35件，行政处罚18件，行政强制2件，行政事业性收费20.3万元，予以公开5件，部分公开2件，不予公开1件。",
    "行政复议总计23件,其中结果维持9件,结果纠正10件,其他结果3件,尚未审结1件;行政诉讼总计21件,其中结果维持11件,尚未审结3件,总计21件。",
    "第二十条第（五）项行政许可35件，第二十条第（六）项行政处罚18件、行政强制2件，第二十条第（八）项行政事业性收费20.3万元，规章0件，行政规范性文件3件。",
    "（一）予以公开5件（占比35%）、（二）部分公开2件（占比14%）、（三）不予公开0件、（四）无法提供5件（占比36%）、（五）不予处理0件、（六）其他处理0件、（七）总计12件、四、结转下年度继续办理2件。",
];

fn report() -> Report {
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1001_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

#[test]
fn sentences_beside_tables_stay_sentences() {
    for sentence in SENTENCES {
        for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
            let mut report = report();
            let before = "工作有序开展。";
            report.set_narrative(section, [before, sentence, "下一步继续努力。"]);
            let reading = recognize(&compose(&report));
            assert_eq!(reading.report.narrative(section), report.narrative(section), "{section:?}");
            assert_eq!(reading.receipt.read, 200, "{sentence}: {:#?}", reading.receipt.unread);
            assert!(reading.receipt.unplaced.is_empty(), "{sentence}: {:?}", reading.receipt.unplaced);
            let cells = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
            assert_eq!(cells, 0, "{sentence}");
        }
    }
}

#[test]
fn lists_of_one_line_each_stay_a_list() {
    let lines = [
        "予以公开：6件",
        "部分公开：2件",
        "不予公开 3件",
        "无法提供4件",
        "不予处理 1",
        "其他处理 2",
        "总计 18",
        "行政许可 35",
    ];
    let mut report = report();
    report.set_narrative(SectionKey::Overview, lines);
    let reading = recognize(&compose(&report));
    assert_eq!(reading.report.narrative(SectionKey::Overview), lines);
    assert_eq!(reading.receipt.read, 200);
}

#[test]
fn sentences_alone_make_no_cell() {
    for sentence in SENTENCES {
        let title = "临江县青石镇人民政府2023年政府信息公开工作年度报告";
        let texts = [title, "一、总体情况", sentence, "二、主动公开政府信息情况", "见附件。"];
        let blocks: Vec<Block> = texts.iter().map(|text| Paragraph::new(ParagraphRole::Body, *text).into()).collect();
        let reading = recognize(&Document::new(blocks));
        assert_eq!(reading.report.cells().count(), 0, "{sentence}");
        assert_eq!(reading.report.narrative(SectionKey::Overview), [sentence]);
    }
}

/// The tables in lines of one cell each, and right over or below them a line that says one of their cells: it is text, and costs no
/// row.
#[test]
fn a_count_beside_a_table_of_one_cell_a_line_is_text() {
    let report = report();
    let composed = compose(&report);
    for line in ["结果维持9件", "自然人180件", "行政许可3450件", "商业企业20件", "行政复议18件"]
    {
        for (at, over) in (0..3).flat_map(|at| [(at, true), (at, false)]) {
            let mut blocks: Vec<Block> = Vec::new();
            let mut number = 0;
            let text = |text: &str| Block::from(Paragraph::new(ParagraphRole::Body, text));
            for block in &composed.blocks {
                let Block::Table(table) = block else {
                    blocks.push(block.clone());
                    continue;
                };
                if over && number == at {
                    blocks.push(text(line));
                }
                blocks.extend(table.cells().iter().filter(|cell| !cell.text.is_empty()).map(|cell| text(&cell.text)));
                if !over && number == at {
                    blocks.push(text(line));
                }
                number += 1;
            }
            let reading = recognize(&Document::new(blocks));
            let context = format!("{line} at table {at}, over: {over}: {:#?}", reading.receipt.unread);
            assert_eq!(reading.receipt.read, 200, "{context}");
            let cells = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
            assert_eq!(cells, 0, "{context}");
            let kept = SectionKey::ALL
                .iter()
                .any(|section| format!("{:?}", reading.report.narrative(*section)).contains(line));
            assert!(kept, "{context}");
        }
    }
}
