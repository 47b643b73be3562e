//! Titles, headings, sections and tables in the shapes that published reports give them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{CellKey, Edition, SectionKey, TableKey};
use gongkai_core::reading::{Reading, UnreadReason};
use gongkai_core::{Cell, Level, Organ, Report, Year, compose};
use gongkai_recognize::recognize;

fn document(lines: &[&str]) -> Document {
    Document::new(lines.iter().map(|line| Paragraph::new(ParagraphRole::Body, *line).into()).collect())
}

fn read(lines: &[&str]) -> Reading {
    recognize(&document(lines))
}

fn numbered(edition: Edition) -> Report {
    let year = Year::new(if edition == Edition::E2019 { 2020 } else { 2023 }).unwrap();
    let mut report = Report::new(Organ::new("临江县青石镇人民政府").with_level(Level::Township), year);
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

/// A table of rows of text, one place each.
fn plain(rows: &[Vec<String>]) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(c, text)| TableCell::new(row, c, text.as_str())));
    Table::new(rows.len(), columns, cells.collect()).unwrap()
}

fn words(rows: &[&str]) -> Table {
    plain(&rows.iter().map(|row| row.split(' ').map(str::to_owned).collect()).collect::<Vec<_>>())
}

/// The report with the texts of cells changed.
fn reworded(report: &Report, reword: impl Fn(&TableCell) -> Option<&'static str>) -> Document {
    let mut composed = compose(report);
    for block in &mut composed.blocks {
        let Block::Table(table) = block else { continue };
        let cells = table.cells().iter().map(|cell| {
            let text = reword(cell).unwrap_or(&cell.text);
            TableCell::new(cell.row, cell.column, text).spanning(cell.row_span, cell.column_span)
        });
        *table = Table::new(table.rows(), table.columns(), cells.collect()).unwrap();
    }
    composed
}

fn assert_same(report: &Report, reading: &Reading, table: TableKey) {
    for cell in report.table_form(table).cells.iter() {
        assert_eq!(reading.report.cell(cell.key), report.cell(cell.key), "{}", cell.key);
    }
}

#[test]
fn sections_under_variant_headings() {
    let reading = read(&[
        "临江县青石镇人民政府",
        "2023 年政府信息公开工作",
        "年度报告",
        "根据《条例》要求，编制本报告。",
        "一 、总体情况",
        "全年公开信息12条。",
        "- 1 -",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政法复议、行政诉讼情况",
        "五、存在问题及改进情况",
        "（一）存在的主要问题",
        "更新不及时。",
        "六、其他需要报告的事项。本年度未收取信息处理费。",
        "上一篇：无",
        "版权所有",
    ]);
    let report = &reading.report;
    assert_eq!(report.organ.name, "临江县青石镇人民政府");
    assert_eq!(report.organ.level, Some(Level::Township));
    assert_eq!(report.year.map(Year::get), Some(2023));
    assert_eq!(report.preamble, ["根据《条例》要求，编制本报告。"]);
    let sections: Vec<SectionKey> = reading.receipt.sections.iter().map(|found| found.section).collect();
    assert_eq!(sections, SectionKey::ALL);
    assert_eq!(report.headings[3].printed, "四、政府信息公开行政法复议、行政诉讼情况");
    assert_eq!(report.headings[5].printed, "六、其他需要报告的事项");
    assert_eq!(report.narrative(SectionKey::Overview), ["全年公开信息12条。"]);
    assert_eq!(report.narrative(SectionKey::Problems), ["（一）存在的主要问题", "更新不及时。"]);
    assert_eq!(report.narrative(SectionKey::OtherMatters), ["本年度未收取信息处理费。"]);
    assert_eq!(reading.provenance.paragraphs[&SectionKey::Overview].len(), 1);
}

#[test]
fn numbering_that_starts_again_and_headings_of_others() {
    let reading = read(&[
        "2023年某局政府信息公开工作年度报告",
        "一、总体情况",
        "很好。",
        "一、主动公开政府信息情况",
        "二、收到和处理政府信息公开申请情况",
        "三、政府信息公开行政复议、行政诉讼情况",
        "四、存在的主要问题及整改措施",
        "有问题，也有改进。",
        "五、其他需要报告的事项",
        "无。",
        "六、下一步工作打算",
        "继续努力。",
    ]);
    assert_eq!(reading.receipt.sections.len(), 6);
    assert_eq!(reading.report.headings.len(), 7);
    assert_eq!(reading.report.headings[6].section, None);
    assert_eq!(reading.report.organ.name, "某局");
}

#[test]
fn headings_without_numbers_and_in_arabic_digits() {
    let titles: Vec<&str> = SectionKey::ALL.iter().map(|section| section.title()).collect();
    let bare = read(&titles);
    assert_eq!(bare.receipt.sections.len(), 6);
    let arabic: Vec<String> = titles.iter().enumerate().map(|(at, title)| format!("{}.{title}", at + 1)).collect();
    let arabic = read(&arabic.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(arabic.receipt.sections.len(), 6);
    assert_eq!(arabic.report.headings[0].printed, "1.总体情况");
}

#[test]
fn a_table_of_contents_is_no_report() {
    let mut lines: Vec<&str> = SectionKey::ALL.iter().map(|section| section.heading()).collect();
    for section in SectionKey::ALL {
        lines.extend([section.heading(), "正文。"]);
    }
    let reading = read(&lines);
    assert_eq!(reading.receipt.sections.len(), 6);
    assert_eq!(reading.report.narrative(SectionKey::OtherMatters), ["正文。"]);
}

#[test]
fn the_year_of_the_text_where_the_title_has_none() {
    let year = |lines: &[&str]| read(lines).report.year.map(Year::get);
    assert_eq!(year(&["一、总体情况", "2023年公开5条，比2022年多。2023年受理3件。"]), Some(2023));
    assert_eq!(year(&["一、总体情况", "2023年公开5条，2022年公开3条。"]), None);
    assert_eq!(year(&["一、总体情况", "很好。"]), None);
}

#[test]
fn a_title_that_breaks_wherever_the_line_is_full_is_whole() {
    let title = "临江县青石镇人民政府2023年政府信息公开工作年度报告";
    let rest = ["一、总体情况", "2023年公开5条。"];
    // Within the place's name nothing tells a title from what a page prints above it.
    for at in title.char_indices().map(|(at, _)| at).filter(|&at| at >= "临江县青石镇".len()) {
        let (first, second) = title.split_at(at);
        let reading = read(&[first, second, rest[0], rest[1]]);
        assert_eq!(reading.report.full_title(), title, "{first} / {second}");
        assert_eq!(reading.report.organ.name, "临江县青石镇人民政府", "{first} / {second}");
        assert_eq!(reading.report.year.map(Year::get), Some(2023), "{first} / {second}");
    }
}

#[test]
fn table_four_in_three() {
    let values = ["1 2 3 4 10", "5 6 7 8 26", "9 10 11 12 42"];
    let head = "结果维持 结果纠正 其他结果 尚未审结 总计";
    let captions = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    let mut by_caption: Vec<Block> = document(&["四、政府信息公开行政复议、行政诉讼情况"]).blocks;
    let mut by_row: Vec<Block> = by_caption.clone();
    for (caption, values) in captions.iter().zip(values) {
        by_caption.push(Paragraph::new(ParagraphRole::Body, *caption).into());
        by_caption.push(words(&[head, values]).into());
        let mut cells = vec![TableCell::new(0, 0, *caption).spanning(1, 5)];
        for (row, text) in [head, values].iter().enumerate() {
            cells.extend(text.split(' ').enumerate().map(|(column, text)| TableCell::new(row + 1, column, text)));
        }
        by_row.push(Table::new(3, 5, cells).unwrap().into());
    }
    let rows: Vec<String> =
        captions.iter().zip(values).map(|(caption, values)| format!("{caption} {values}")).collect();
    let head = format!("类别 {head}");
    let in_rows = words(&std::iter::once(head.as_str()).chain(rows.iter().map(String::as_str)).collect::<Vec<_>>());
    let mut by_group = document(&["四、政府信息公开行政复议、行政诉讼情况"]).blocks;
    by_group.push(in_rows.into());
    for (how, blocks) in [("captions", by_caption), ("rows", by_row), ("groups", by_group)] {
        let reading = recognize(&Document::new(blocks));
        let read: Vec<String> = reading
            .report
            .table_form(TableKey::Disputes)
            .cells
            .iter()
            .map(|cell| reading.report.cell(cell.key).map(|cell| cell.to_string()).unwrap_or_default())
            .collect();
        assert_eq!(read.join(" "), values.join(" "), "{how}");
    }
}

#[test]
fn litigation_that_is_not_divided_is_not_guessed() {
    let head = "结果维持 结果纠正 其他结果 尚未审结 总计";
    let mut cells =
        vec![TableCell::new(0, 0, "行政复议").spanning(1, 5), TableCell::new(0, 5, "行政诉讼").spanning(1, 5)];
    for (column, label) in head.split(' ').chain(head.split(' ')).enumerate() {
        cells.push(TableCell::new(1, column, label));
        cells.push(TableCell::new(2, column, column.to_string()));
    }
    let reading = recognize(&Document::new(vec![Table::new(3, 10, cells).unwrap().into()]));
    assert!(reading.report.cells().all(|(key, _)| key.row() == "reconsideration"), "{:?}", reading.report);
}

#[test]
fn three_tables_in_one() {
    for edition in Edition::all() {
        let report = numbered(edition);
        let composed = compose(&report);
        let mut cells: Vec<TableCell> = Vec::new();
        let mut start = 0;
        for (table, section) in
            composed.tables().zip([SectionKey::Disclosure, SectionKey::Applications, SectionKey::Disputes])
        {
            cells.push(TableCell::new(start, 0, section.heading()).spanning(1, 15));
            start += 1;
            cells.extend(table.cells().iter().map(|cell| {
                TableCell::new(start + cell.row, cell.column, cell.text.as_str())
                    .spanning(cell.row_span, cell.column_span)
            }));
            start += table.rows();
        }
        let reading = recognize(&Document::new(vec![Table::new(start, 15, cells).unwrap().into()]));
        for table in TableKey::ALL {
            assert_same(&report, &reading, table);
        }
    }
}

#[test]
fn amounts_in_another_unit_are_not_read_as_ten_thousands() {
    let reading = recognize(&Document::new(vec![
        words(&["信息内容 本年收费金额（单位：元）", "行政事业性收费 77302800"]).into(),
    ]));
    let key: CellKey = "disclosure.administrative_fees.amount".parse().unwrap();
    assert_eq!(reading.report.cell(key), None);
    let unread = reading.receipt.unread.iter().find(|cell| cell.key == key).unwrap();
    assert_eq!(unread.reason, UnreadReason::LabelAmbiguous);
    let right =
        recognize(&Document::new(vec![words(&["信息内容 本年收费金额（万元）", "行政事业性收费 7730.28"]).into()]));
    assert_eq!(right.report.cell(key).map(|cell| cell.to_string()).as_deref(), Some("7730.28"));
}

#[test]
fn a_statistic_of_licences_is_not_table_two() {
    let reading = recognize(&Document::new(vec![words(&["项目 2023年", "行政许可 120", "行政处罚 30"]).into()]));
    assert_eq!(reading.report.cells().count(), 0, "{:?}", reading.report);
}

#[test]
fn variants_and_unplaced_rows_are_named() {
    let report = numbered(Edition::E2021);
    let composed = reworded(&report, |cell| match cell.text.as_str() {
        "2.其他法律行政法规禁止公开" => Some("2.其他法律行政止公开"),
        "行政规范性文件" => Some("规范性文件"),
        "8.属于行政查询事项" => Some("8.某某"),
        _ => None,
    });
    let reading = recognize(&composed);
    let variants: Vec<(&str, &str)> =
        reading.receipt.variants.iter().map(|v| (v.printed.as_str(), v.expected.as_str())).collect();
    assert_eq!(variants, [("规范性文件", "行政规范性文件"), ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开")]);
    assert_eq!(reading.receipt.unplaced.len(), 1);
    assert!(reading.receipt.unplaced[0].printed.contains("8.某某"));
    let unread: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key.row(), cell.reason)).collect();
    assert_eq!(unread, [("administrative_inquiry", UnreadReason::RowMissing); 7]);
}

/// Labels of all three tables, below the rows of each: whatever row a figure stands in, it is read, unread or named.
#[test]
fn no_row_of_figures_vanishes() {
    const LABELS: [&str; 14] = [
        "尚未审结",
        "总计",
        "合计",
        "小计",
        "结果维持",
        "予以公开",
        "自然人",
        "行政复议",
        "行政诉讼",
        "规章",
        "行政许可",
        "上年结转",
        "行政确认",
        "其他",
    ];
    let report = numbered(Edition::E2021);
    let composed = compose(&report);
    for (at, label) in (0..3).flat_map(|at| LABELS.map(|label| (at, label))) {
        let mut document = composed.clone();
        let table = document.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        let table = { table }.nth(at).unwrap();
        let (row, width) = (table.rows(), table.columns());
        let own = table.cells().iter().map(|cell| {
            TableCell::new(cell.row, cell.column, cell.text.as_str()).spanning(cell.row_span, cell.column_span)
        });
        let added = [TableCell::new(row, 0, label), TableCell::new(row, 1, "7177").spanning(1, width - 1)];
        *table = Table::new(row + 1, width, own.chain(added).collect()).unwrap();
        let reading = recognize(&document);
        let said = reading.receipt.unplaced.iter().any(|row| row.printed.contains("7177"))
            || reading
                .receipt
                .unread
                .iter()
                .any(|cell| cell.printed.as_deref().is_some_and(|own| own.contains("7177")));
        assert!(said, "{label} in table {at}: {:#?}", reading.receipt);
        let wrong = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
        assert_eq!(wrong, 0, "{label} in table {at}");
    }
}

/// A row with a label of its own and fewer figures than table four has columns, over or below the form's: it is named, and the
/// form's is read. One with as many figures may be the form's: nothing is read then.
#[test]
fn a_row_of_its_own_in_table_four_costs_no_cell() {
    let mut report = numbered(Edition::E2021);
    let keys: Vec<_> =
        report.form_cells().map(|cell| cell.key).filter(|key| key.table() == TableKey::Disputes).collect();
    for (at, key) in keys.iter().enumerate() {
        report.set(*key, Cell::from([3_u32, 1, 2, 4, 10][at % 5]));
    }
    for (label, figures, merged, read) in [
        ("行政确认", 1, true, true),
        ("其中：县直", 1, false, true),
        ("小计", 6, false, true),
        ("行政裁决", 15, false, false),
    ] {
        for above in [true, false] {
            let mut document = compose(&report);
            let table = document.blocks.iter_mut().rev().find_map(|block| match block {
                Block::Table(table) => Some(table),
                Block::Paragraph(_) => None,
            });
            let table = table.unwrap();
            let (rows, width) = (table.rows(), table.columns());
            let at = if above { rows - 1 } else { rows };
            let own = table.cells().iter().map(|cell| {
                let row = cell.row + usize::from(cell.row >= at);
                TableCell::new(row, cell.column + 1, cell.text.as_str()).spanning(cell.row_span, cell.column_span)
            });
            let row = (0..if merged { 1 } else { width }).map(|column| {
                let text = if column < figures { (7170 + column).to_string() } else { String::new() };
                TableCell::new(at, column + 1, text).spanning(1, if merged { width } else { 1 })
            });
            let before = (0..=rows).map(|row| TableCell::new(row, 0, if row == at { label } else { "" }));
            *table = Table::new(rows + 1, width + 1, own.chain(row).chain(before).collect()).unwrap();
            let reading = recognize(&document);
            let context = format!("{label}, above: {above}: {:#?}", reading.receipt);
            assert_eq!(reading.receipt.unread.is_empty(), read, "{context}");
            let named =
                reading.receipt.unplaced.iter().any(|row| row.printed.contains(label) && row.printed.contains("7170"));
            assert!(named || !read, "{context}");
            let wrong = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
            assert_eq!(wrong, 0, "{context}");
        }
    }
}

/// Words in rows of a form's table that are no label's are named; units, words for nothing and pieces of labels are not.
#[test]
fn words_below_the_figures_are_named() {
    let report = numbered(Edition::E2021);
    for (label, words, named) in [
        ("备注", "含乡镇街道", true),
        ("填表人：王某", "审核人：李某", true),
        ("行政确认", "", true),
        ("单位：件", "", false),
        ("无", "", false),
        ("区分处理的，只计这一情形", "", false),
    ] {
        let mut document = compose(&report);
        let table = document.blocks.iter_mut().find_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        let table = table.unwrap();
        let (row, width) = (table.rows(), table.columns());
        let own = table.cells().iter().map(|cell| {
            TableCell::new(cell.row, cell.column, cell.text.as_str()).spanning(cell.row_span, cell.column_span)
        });
        let added = [TableCell::new(row, 0, label), TableCell::new(row, 1, words).spanning(1, width - 1)];
        *table = Table::new(row + 1, width, own.chain(added).collect()).unwrap();
        let reading = recognize(&document);
        assert_eq!(!reading.receipt.unplaced.is_empty(), named, "{label}: {:?}", reading.receipt.unplaced);
        assert_eq!(reading.receipt.unread, [], "{label}");
    }
}

/// A column that no form has, behind the form's own, with something in the last row: it is named, and the rest is read.
#[test]
fn what_stands_in_a_column_of_no_form_is_named() {
    let report = numbered(Edition::E2021);
    let composed = compose(&report);
    for (at, (head, own)) in
        (0..3).flat_map(|at| [("备注", "含转办2件"), ("增幅", "5.3%"), ("说明", "数据含下属单位")].map(|own| (at, own)))
    {
        let mut document = composed.clone();
        let table = document.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        let table = { table }.nth(at).unwrap();
        let (rows, width) = (table.rows(), table.columns());
        let cells = table.cells().iter().map(|cell| {
            TableCell::new(cell.row, cell.column, cell.text.as_str()).spanning(cell.row_span, cell.column_span)
        });
        let added = (0..rows).map(|row| {
            let text = if row == 0 {
                head
            } else if row + 1 == rows {
                own
            } else {
                ""
            };
            TableCell::new(row, width, text)
        });
        *table = Table::new(rows, width + 1, cells.chain(added).collect()).unwrap();
        let reading = recognize(&document);
        assert!(reading.receipt.unplaced.iter().any(|row| row.printed.contains(own)), "{head} in table {at}");
        assert_eq!(reading.receipt.unread, [], "{head} in table {at}");
        let wrong = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
        assert_eq!(wrong, 0, "{head} in table {at}");
    }
}

/// Words and figures in a row over the head, or left of the labels, are named in every table; units, words and marks for nothing,
/// numbers that count the rows, and the form's labels in other words are not.
#[test]
fn what_stands_over_the_head_or_left_of_the_labels_is_named() {
    const COUNTED: &str = "";
    let report = numbered(Edition::E2021);
    let composed = compose(&report);
    for (at, (printed, named)) in (0..3).flat_map(|at| {
        [
            ("数据取自申请系统", true),
            ("审核：赵某", true),
            ("7177", true),
            ("3", true),
            ("单位：件", false),
            ("—", false),
            ("无", false),
            ("本年办理结果情况", false),
            ("申请人类别", false),
            (COUNTED, false),
        ]
        .map(|own| (at, own))
    }) {
        for left in [false, true] {
            let mut document = composed.clone();
            let table = document.blocks.iter_mut().filter_map(|block| match block {
                Block::Table(table) => Some(table),
                Block::Paragraph(_) => None,
            });
            let table = { table }.nth(at).unwrap();
            let (rows, width) = (table.rows(), table.columns());
            let moved = table.cells().iter().map(|cell| {
                let (row, column) = if left { (cell.row, cell.column + 1) } else { (cell.row + 1, cell.column) };
                TableCell::new(row, column, cell.text.as_str()).spanning(cell.row_span, cell.column_span)
            });
            let added: Vec<TableCell> = if left {
                let text = |row: usize| match printed {
                    COUNTED if row == 0 => "序号".to_owned(),
                    COUNTED => row.to_string(),
                    _ if row + 1 == rows => printed.to_owned(),
                    _ => String::new(),
                };
                (0..rows).map(|row| TableCell::new(row, 0, text(row))).collect()
            } else {
                vec![TableCell::new(0, 0, printed).spanning(1, width)]
            };
            let size = if left { (rows, width + 1) } else { (rows + 1, width) };
            *table = Table::new(size.0, size.1, added.into_iter().chain(moved).collect()).unwrap();
            let reading = recognize(&document);
            let unplaced = &reading.receipt.unplaced;
            let context = format!("{printed} in table {at}, left: {left}: {unplaced:?}");
            // Left of table four no label stands that could be one in other words.
            if !(left && at == 2 && printed.chars().count() > 4 && !named) {
                assert_eq!(!unplaced.is_empty(), named, "{context}");
            }
            assert!(!named || unplaced.iter().any(|row| row.printed.contains(printed)), "{context}");
            // A figure or mark alone over table four may be one that its row has lost.
            if at < 2 || left || !(printed == "—" || printed.parse::<u32>().is_ok()) {
                assert_eq!(reading.receipt.unread, [], "{context}");
            }
            let wrong = reading.report.cells().filter(|(key, cell)| report.cell(*key) != Some(*cell)).count();
            assert_eq!(wrong, 0, "{context}");
        }
    }
}

#[test]
fn a_figure_under_no_head_makes_the_blank_beside_it_unread() {
    let read = |row: &str| {
        let mut document =
            document(&["临江县青石镇人民政府2023年政府信息公开工作年度报告", "二、主动公开政府信息情况"]);
        let head = "信息内容 本年制发件数 本年废止件数 现行有效件数 ";
        document.blocks.push(words(&["第二十条第（一）项    ", head, row]).into());
        let reading = recognize(&document);
        let form = Edition::E2021.form().table(TableKey::Disclosure);
        let row = |key: &CellKey| key.row() == "regulations";
        let stated = form.cells.iter().filter(|cell| row(&cell.key) && reading.report.cell(cell.key).is_some()).count();
        (stated, reading.receipt.unread.iter().filter(|unread| row(&unread.key)).count())
    };
    assert_eq!(read("规章 3 4 5 "), (3, 0));
    assert_eq!(read("规章  4 5 "), (3, 0));
    assert_eq!(read("规章  3 4 5"), (0, 3));
}

#[test]
fn what_the_file_does_not_say_is_unread() {
    let keys = ["disclosure.licenses.decisions", "applications.granted.business", "disputes.reconsideration.pending"];
    let report = numbered(Edition::E2021);
    let reading = recognize(&reworded(&report, |cell| {
        let key = cell.key.map(|key| key.to_string()).unwrap_or_default();
        keys.contains(&key.as_str()).then_some("1\u{FFFD}")
    }));
    let unread: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key.to_string(), cell.reason)).collect();
    assert_eq!(unread, keys.map(|key| (key.to_owned(), UnreadReason::Illegible)));
    assert_eq!(reading.receipt.read, 197);
}

#[test]
fn two_tables_four_that_differ_leave_it_unread() {
    let (report, mut other) = (numbered(Edition::E2021), numbered(Edition::E2021));
    let key: CellKey = "disputes.reconsideration.upheld".parse().unwrap();
    other.set(key, Cell::Blank);
    for reports in [[&report, &other], [&other, &report]] {
        let blocks = reports.iter().flat_map(|report| compose(report).blocks).collect();
        let reading = recognize(&Document::new(blocks));
        assert_eq!(reading.report.cell(key), None);
        let unread: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key, cell.reason)).collect();
        assert_eq!(unread, [(key, UnreadReason::StatedTwice)]);
    }
}

/// A row's number stands before table four's figures, with blanks among them: the last figure under the last head says that
/// none has left its column, and a blank there leaves it open.
#[test]
fn a_row_number_before_table_four() {
    let row = |last: &str| format!("1 _ 2 3 4 9 5 6 7 8 _ 9 _ 11 12 {last}").replace('_', "");
    let read = |last: &str| {
        let report = numbered(Edition::E2021);
        let mut composed = compose(&report);
        let table = composed.blocks.iter_mut().rev().find(|block| matches!(block, Block::Table(_))).unwrap();
        let Block::Table(own) = table else { panic!("a table") };
        let values: Vec<String> = row(last).split(' ').map(str::to_owned).collect();
        let blanks = (0..own.rows()).map(|row| TableCell::new(row, 0, if row + 1 == own.rows() { "1" } else { "" }));
        let mut cells: Vec<TableCell> = blanks.collect();
        cells.extend(own.cells().iter().map(|cell| {
            let text = if cell.row + 1 == own.rows() { values[cell.column + 1].clone() } else { cell.text.clone() };
            TableCell::new(cell.row, cell.column + 1, text).spanning(cell.row_span, cell.column_span)
        }));
        *own = Table::new(own.rows(), own.columns() + 1, cells).unwrap();
        recognize(&composed)
    };
    let key = |text: &str| text.parse::<CellKey>().unwrap();
    let reading = read("7");
    assert_eq!(reading.report.cell(key("disputes.reconsideration.upheld")), Some(&Cell::Blank));
    assert_eq!(reading.report.cell(key("disputes.reconsideration.total")), Some(&Cell::from(9)));
    assert!(reading.receipt.is_complete(), "{:?}", reading.receipt.unread);
    let open = read("");
    assert_eq!(open.report.cell(key("disputes.reconsideration.upheld")), None);
    assert_eq!(open.report.cell(key("disputes.reconsideration.total")), Some(&Cell::from(9)));
}

/// A label over three rows whose neighbours' labels are written out in each, and that lost a character besides.
#[test]
fn a_label_in_three_rows_beside_labels_written_out() {
    let report = numbered(Edition::E2021);
    let mut composed = compose(&report);
    let block = composed.blocks.iter_mut().filter(|block| matches!(block, Block::Table(_))).nth(1).unwrap();
    let Block::Table(own) = block else { panic!("a table") };
    let at = own.cells().iter().find(|cell| cell.text.starts_with("2.没有现成信息")).unwrap().row;
    let mut rows: Vec<Vec<String>> = (0..own.rows())
        .map(|row| (0..own.columns()).map(|column| own.at(row, column).unwrap().text.clone()).collect())
        .collect();
    let piece = |text: &str| {
        let mut row = rows[at].clone();
        row.iter_mut().skip(3).for_each(String::clear);
        text.clone_into(&mut row[2]);
        row
    };
    let (above, below) = (piece("2.没有现"), piece("另行制作"));
    rows[at][2] = "成信息要".to_owned();
    rows.insert(at + 1, below);
    rows.insert(at, above);
    *own = plain(&rows);
    let reading = recognize(&composed);
    assert_same(&report, &reading, TableKey::Applications);
    assert!(reading.receipt.is_complete(), "{:?}", reading.receipt.unread);
}
