//! Whatever a report holds is read back from every format that it is written in, paragraph by paragraph and cell by cell.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use gongkai::document::{Mark, MarkKind, Position, RemarkKind, Table, TableCell};
use gongkai::form::{CellKind, Edition, SectionKey, TableKey};
use gongkai::reading::UnreadReason;
use gongkai::{Cell, Format, Heading, HeadingLevel, Level, Organ, Part, Prose, PublishedHeading, Report, Year};
use gongkai::{ReadOptions, Reading, WriteOptions, read, write};

static OPTIONS: LazyLock<WriteOptions> = LazyLock::new(WriteOptions::default);

/// Numbers that look random and are the same for the same seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const PHRASES: [&str; 14] = [
    "全年主动公开政府信息1,295条",
    "同比增长12.5%",
    "办件时间压缩至3.5个工作日以内",
    "修订《公开指南》〔2023〕9号",
    "建成专栏（含保密审查等8项）",
    "满意度为96.8%",
    "网址https://www.example.gov.cn/zwgk/2023/index.html",
    "电话0517-87220000",
    "做到“应公开、尽公开”",
    "涉及资金123456789012.34元",
    "制度不够健全",
    "培训1,480人次",
    "覆盖全部下属单位",
    "力争2024年底前完成",
];

/// Words that stand in the text with a look of their own.
const MARKED: [&str; 6] = ["门户网站", "公开目录", "重点领域信息", "12345热线", "Annual Report", "年报（2023）"];

const LINKS: [&str; 3] = [
    "https://www.example.gov.cn/a?b=1&c=2",
    "mailto:zwgk@example.gov.cn",
    "https://www.example.gov.cn/政务公开/1.html",
];

/// A paragraph, or a heading that is not bold, with marks and with what stands off the line.
fn prose(numbers: &mut Numbers, phrases: usize) -> Prose {
    let mut text = numbers.pick(&["", "", "", "（一）主动公开。", "一是", "（1）", "①", "1.", "2、"]).to_owned();
    let mut marks = Vec::new();
    for at in 0..=numbers.below(phrases) {
        if at > 0 {
            text.push_str(numbers.pick(&["，", "；", "、"]));
        }
        if numbers.one_in(4) {
            let start = text.len() + "详见".len();
            text = text + "详见" + numbers.pick(&MARKED);
            let kinds: &[MarkKind] = &match numbers.below(4) {
                0 => vec![MarkKind::Bold, MarkKind::Link(numbers.pick(&LINKS).into())],
                1 => vec![MarkKind::Link(numbers.pick(&LINKS).into())],
                _ => vec![MarkKind::Bold],
            };
            marks.extend(kinds.iter().filter_map(|kind| Mark::new(start..text.len(), kind.clone())));
        } else {
            text.push_str(numbers.pick(&PHRASES));
        }
        match numbers.below(12) {
            0 => text.push_str("共18¹件"),
            1 => text.push_str("，面积30m²"),
            2 => text.push_str("，排放CO₂12吨"),
            3 => {
                let start = text.len();
                text.push_str("注a");
                marks.extend(Mark::new(start + "注".len()..text.len(), MarkKind::Raised));
            }
            _ => {}
        }
    }
    text.push('。');
    if numbers.one_in(15) {
        marks.retain(|mark| mark.kind != MarkKind::Bold);
        marks.extend(Mark::new(0..text.len(), MarkKind::Bold));
    }
    Prose::marked(text, marks)
}

const HEADINGS: [&str; 6] =
    ["队伍建设情况", "平台建设", "（二）监督保障", "1.深化公开内容", "存在的不足", "下一步打算"];

/// A small table as reports have them beside the text.
fn table(numbers: &mut Numbers) -> Part {
    let (rows, columns) = (2 + numbers.below(4), 2 + numbers.below(3));
    let heads = ["类别", "数量（件）", "占比", "备注"];
    let mut cells = Vec::new();
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let span = if row > 0 && numbers.one_in(9) { 2.min(columns - column) } else { 1 };
            let text = match (row, column) {
                (0, column) => heads[column],
                (_, 0) => numbers.pick(&["公告", "政策解读", "财政预决算", "合计"]),
                _ => numbers.pick(&[
                    "12",
                    "123456789",
                    "0",
                    "18¹",
                    "9,876,543,210",
                    "3.25%",
                    "",
                    "-",
                    "见附件",
                    "24252.311082",
                ]),
            };
            let mut cell = TableCell::new(row, column, text).spanning(1, span);
            let kind = match numbers.below(8) {
                0 => Some(MarkKind::Bold),
                1 if !text.contains('¹') => Some(MarkKind::Link(numbers.pick(&LINKS).into())),
                _ => None,
            };
            cell.marks = kind.and_then(|kind| Mark::new(0..text.len(), kind)).into_iter().collect();
            cells.push(cell);
            column += span;
        }
    }
    Table::new(rows, columns, cells).unwrap().into()
}

/// What a section says: a paragraph stands at both ends and between any two tables, as in reports.
fn parts(numbers: &mut Numbers, most: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = vec![prose(numbers, 9).into()];
    for _ in 0..numbers.below(most) {
        match numbers.below(6) {
            0 => parts.push(table(numbers)),
            1 => {
                let text = numbers.pick(&HEADINGS);
                let level = numbers.pick(&[HeadingLevel::Second, HeadingLevel::Third]);
                parts.push(if text.starts_with(['（', '1']) { text.into() } else { Heading::new(level, text).into() });
            }
            _ => {}
        }
        parts.push(prose(numbers, 9).into());
    }
    parts
}

fn value(numbers: &mut Numbers, kind: CellKind) -> Cell {
    let printed = match numbers.below(24) {
        0 => String::new(),
        1 => numbers.pick(&["-", "—", "/", "——"]).to_owned(),
        2 => format!("{}（其中修订{}件）", numbers.below(90), numbers.below(9)),
        3 => format!("{}¹", 1 + numbers.below(900)),
        4 => numbers.pick(&["987654321", "1,295", "12345678901", "不适用", "见附件"]).to_owned(),
        5 if kind != CellKind::Count => numbers.pick(&["24252.311082", "123456789012.34", "251000元"]).to_owned(),
        6..=9 => numbers.below(100_000).to_string(),
        10..=14 => numbers.below(100).to_string(),
        _ => "0".to_owned(),
    };
    Cell::parse(&printed)
}

/// How bodies head the six sections otherwise, or number them.
const OWN_HEADINGS: [[&str; 3]; 6] = [
    ["一、总体情况", "一、概述", "一、 总体情况"],
    ["二、主动公开政府信息情况", "二、主动公开政府信息的情况", "二、主动公开情况"],
    ["三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况", "二、依申请公开情况"],
    [
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "三、行政复议、行政诉讼情况",
    ],
    ["五、存在的主要问题及改进情况", "五、存在的问题及改进措施", "四、存在的主要问题及改进情况"],
    ["六、其他需要报告的事项", "六、其他需要报告的情况", "六、需要报告的其他事项"],
];

/// The report of a number.
fn report(seed: u64) -> Report {
    let mut numbers = Numbers(seed);
    let year = numbers.pick(&[2019, 2020, 2021, 2022, 2023, 2024]);
    let organ = Organ::new(numbers.pick(&["临江县青石镇人民政府", "临江区北街街道办事处"])).with_level(Level::Township);
    let mut report = Report::new(organ, Year::new(year).unwrap());
    if numbers.one_in(5) {
        report.set_edition(TableKey::Applications, Edition::E2019);
    }
    for cell in report.form_cells() {
        let value = value(&mut numbers, cell.kind);
        report.set(cell.key, value);
    }
    if numbers.one_in(2) {
        report.preamble = ["根据《中华人民共和国政府信息公开条例》规定，现公布本机关年度报告。"].into();
    }
    for section in SectionKey::ALL {
        let mut said = parts(&mut numbers, if section.table().is_some() { 2 } else { 7 });
        if section.table().is_some() {
            match numbers.below(3) {
                0 => said.clear(),
                1 => {
                    said.push(Part::FormTable);
                    said.push(prose(&mut numbers, 5).into());
                }
                _ => {}
            }
        }
        report.set_narrative(section, said);
    }
    if numbers.one_in(2) {
        let own = OWN_HEADINGS.map(|ways| numbers.pick(&ways)).into_iter().zip(SectionKey::ALL);
        report.headings =
            own.map(|(own, section)| PublishedHeading::new(own, Some(section), Position::default())).collect();
    }
    if numbers.one_in(2) {
        report.signature.organ = Some(report.organ.name.clone());
        report.signature.date = Some(format!("{}年1月20日", year + 1));
    }
    if numbers.one_in(2) {
        report.published = Some(day(year + 1));
    }
    report
}

fn day(year: u16) -> jiff::civil::Date {
    jiff::civil::date(i16::try_from(year).unwrap(), 1, 25)
}

/// Every difference of what was read from what was written.
fn differences(written: &Report, reading: &Reading) -> Vec<String> {
    let read = &reading.report;
    let mut found = Vec::new();
    let mut compare = |what: String, read: String, written: String| {
        if read != written {
            found.push(format!("{what}: read {read}\n    written {written}"));
        }
    };
    for (key, cell) in written.cells() {
        compare(key.to_string(), format!("{:?}", read.cell(key)), format!("{:?}", Some(cell)));
    }
    let mut narratives = vec![("preamble", &read.preamble, &written.preamble)];
    narratives
        .extend(SectionKey::ALL.map(|section| (section.as_str(), read.narrative(section), written.narrative(section))));
    for (section, read, written) in narratives {
        for at in 0..read.parts().len().max(written.parts().len()) {
            let part = |of: &gongkai::Narrative| format!("{:?}", of.parts().get(at));
            compare(format!("{section} {at}"), part(read), part(written));
        }
    }
    compare("title".into(), read.full_title(), written.full_title());
    compare("organ".into(), format!("{:?}", read.organ), format!("{:?}", written.organ));
    compare("year".into(), format!("{:?}", read.year), format!("{:?}", written.year));
    compare("day".into(), format!("{:?}", read.published), format!("{:?}", written.published));
    compare("signature".into(), format!("{:?}", read.signature), format!("{:?}", written.signature));
    // Of a report that has the form's own headings, or that was not read from a document, nothing more is to be kept.
    let headings = |of: &Report| format!("{:?}", SectionKey::ALL.map(|section| of.heading(section).to_owned()));
    compare("headings".into(), headings(read), headings(written));
    compare("unread".into(), format!("{:?}", reading.receipt.unread), "[]".into());
    found
}

/// Takes the links away, and counts them.
fn without_links(report: &mut Report) -> usize {
    let mut links = 0;
    let mut without = |text: &str, marks: &[Mark]| {
        let kept = marks.iter().filter(|mark| !matches!(mark.kind, MarkKind::Link(_))).cloned().collect::<Vec<_>>();
        links += marks.len() - kept.len();
        Prose::marked(text, kept)
    };
    for section in SectionKey::ALL {
        let parts: Vec<Part> = report
            .narrative(section)
            .parts()
            .iter()
            .map(|part| match part {
                Part::Paragraph(prose) => Part::Paragraph(without(prose.text(), prose.marks())),
                Part::Table(table) => {
                    let mut cells = table.cells().to_vec();
                    for cell in &mut cells {
                        cell.marks = without(&cell.text, &cell.marks).marks().to_vec();
                    }
                    Table::new(table.rows(), table.columns(), cells).unwrap().into()
                }
                other => other.clone(),
            })
            .collect();
        report.set_narrative(section, parts);
    }
    links
}

/// The outline of an OFD file has depths and no levels: a heading of the third level right below a section is one of the
/// second there.
fn no_level_left_out(report: &mut Report) {
    for section in SectionKey::ALL {
        let mut parts = report.narrative(section).parts().to_vec();
        for part in &mut parts {
            if let Part::Heading(heading) = part {
                heading.level = HeadingLevel::Second;
            }
        }
        report.set_narrative(section, parts);
    }
}

/// How many differences of one report are shown.
const SHOWN: usize = 4;

fn assert_kept(format: Format, seeds: std::ops::Range<u64>) {
    let first = std::env::var("GONGKAI_KEPT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0_u64);
    let many = std::env::var("GONGKAI_KEPT_CASES").ok().and_then(|many| many.parse().ok()).unwrap_or(seeds.end);
    let mut failed = Vec::new();
    for seed in first..first + many {
        let mut report = report(seed);
        if format == Format::Ofd {
            no_level_left_out(&mut report);
        }
        let written = write(&report, format, &OPTIONS).unwrap();
        let mut reading = read(&written.bytes, format, &ReadOptions::default()).unwrap();
        // Most of a workbook's cells have no place for links, and its sheets bear the form's headings; what is lost is named.
        let mut lost = Vec::new();
        if format == Format::Xlsx {
            let links = without_links(&mut report) - without_links(&mut reading.report);
            let plain = report.clone().with_the_forms_headings();
            lost.resize(links, RemarkKind::Link);
            lost.resize(links + report.headings_lost(&plain).len(), RemarkKind::Heading);
            report = plain;
        }
        let named: Vec<RemarkKind> = written.lost.iter().map(|lost| lost.kind).collect();
        assert_eq!(named, lost, "{format:?} {seed}: {:?}", written.lost);
        let differences = differences(&report, &reading);
        if !differences.is_empty() {
            let first: Vec<&str> = differences.iter().take(SHOWN).map(String::as_str).collect();
            failed.push(format!("{format:?} {seed}, {} differences: {}", differences.len(), first.join("\n  ")));
        }
    }
    assert!(failed.is_empty(), "{} of {many}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn pdf_keeps_all_that_a_report_holds() {
    assert_kept(Format::Pdf, 0..24);
}

#[test]
fn ofd_keeps_all_that_a_report_holds() {
    assert_kept(Format::Ofd, 0..8);
}

#[test]
fn word_files_keep_all_that_a_report_holds() {
    assert_kept(Format::Docx, 0..48);
}

#[test]
fn web_pages_keep_all_that_a_report_holds() {
    assert_kept(Format::Html, 0..48);
}

#[test]
fn workbooks_keep_all_that_a_report_holds() {
    assert_kept(Format::Xlsx, 0..24);
}

#[test]
fn report_files_keep_all_that_a_report_holds() {
    assert_kept(Format::Toml, 0..48);
    assert_kept(Format::Json, 0..48);
}

/// A cell that was not read is no blank in what is written, whatever the format: who reads it finds it unread again, and the
/// others as they are.
#[test]
fn what_was_not_read_is_not_read_again() {
    for seed in 0..6 {
        let mut numbers = Numbers(seed);
        let mut report = report(seed);
        let not_read: Vec<_> = report.form_cells().map(|cell| cell.key).filter(|_| numbers.one_in(12)).collect();
        for key in &not_read {
            report.unset(*key);
        }
        let options = OPTIONS.clone().with_not_read(not_read.clone());
        for format in [Format::Docx, Format::Xlsx, Format::Pdf, Format::Ofd, Format::Html] {
            let written = write(&report, format, &options).unwrap();
            let reading = read(&written.bytes, format, &ReadOptions::default()).unwrap();
            let told: Vec<_> = reading.receipt.unread.iter().map(|cell| (cell.key, cell.reason)).collect();
            let named: Vec<_> = not_read.iter().map(|&key| (key, UnreadReason::NotReadBefore)).collect();
            assert_eq!(told, named, "{format:?} {seed}");
            for (key, cell) in report.cells() {
                assert_eq!(reading.report.cell(key), Some(cell), "{format:?} {seed} {key}");
            }
        }
    }
}

/// Headings that are not the six in their order are set as the form has them, and each that is lost is named.
#[test]
fn headings_that_are_not_kept_are_named() {
    let mut report = report(3);
    let own = [
        ("一、概述", SectionKey::Overview),
        ("三、主动公开情况", SectionKey::Disclosure),
        ("二、申请情况", SectionKey::Applications),
    ];
    report.headings = own.map(|(own, section)| PublishedHeading::new(own, Some(section), Position::default())).to_vec();
    for format in [Format::Docx, Format::Html, Format::Xlsx] {
        let lost = write(&report, format, &OPTIONS).unwrap().lost;
        let named = lost.iter().filter(|lost| lost.kind == RemarkKind::Heading).collect::<Vec<_>>();
        assert_eq!(named.len(), 3, "{lost:?}");
        assert!(named[1].detail.zh.contains("“三、主动公开情况”写作“二、主动公开政府信息情况”"), "{named:?}");
    }
    for format in [Format::Toml, Format::Json] {
        let written = write(&report, format, &OPTIONS).unwrap();
        assert!(written.lost.is_empty());
        let back = read(&written.bytes, format, &ReadOptions::default()).unwrap().report;
        let headings = |report: &Report| -> Vec<(String, Option<SectionKey>)> {
            report.headings.iter().map(|heading| (heading.printed.clone(), heading.section)).collect()
        };
        assert_eq!(headings(&back), headings(&report), "{format:?}");
    }
}
