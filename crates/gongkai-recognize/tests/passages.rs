//! What stands in a document between and around the tables of the form: every sentence of it is in the report, in its
//! place, or the reading says that it is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{
    Block, Document, Inline, Look, Mark, MarkKind, Paragraph, ParagraphRole, Position, Remark, RemarkKind, Runs, Table,
    TableCell,
};
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::reading::Reading;
use gongkai_core::words::Text;
use gongkai_core::{Cell, HeadingLevel, Organ, Part, Report, Year, compose};
use gongkai_recognize::recognize;

const TITLE: &str = "青河县民政局2023年政府信息公开工作年度报告";

fn body(text: &str) -> Block {
    Paragraph::new(ParagraphRole::Body, text).into()
}

/// The three tables as they are filed, every cell 0.
fn form_tables() -> Vec<Table> {
    let mut report = Report::new(Organ::new("青河县民政局"), Year::new(2023).unwrap());
    for cell in report.form_cells().collect::<Vec<_>>() {
        report.set(cell.key, Cell::from(0));
    }
    compose(&report).tables().cloned().collect()
}

fn small(rows: &[&[&str]]) -> Table {
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| TableCell::new(row, column, *text))
    });
    Table::new(rows.len(), rows[0].len(), cells.collect()).unwrap()
}

/// A document of lines; `[1]`, `[2]`, `[3]` stand for the tables of the form.
fn document(lines: &[&str]) -> Document {
    let tables = form_tables();
    let blocks = lines.iter().map(|line| match *line {
        "[1]" => Block::Table(tables[0].clone()),
        "[2]" => Block::Table(tables[1].clone()),
        "[3]" => Block::Table(tables[2].clone()),
        text => body(text),
    });
    Document::new(blocks.collect())
}

const REPORT: [&str; 13] = [
    TITLE,
    "一、总体情况",
    "全年公开信息12条。",
    "二、主动公开政府信息情况",
    "[1]",
    "三、收到和处理政府信息公开申请情况",
    "[2]",
    "四、政府信息公开行政复议、行政诉讼情况",
    "[3]",
    "五、存在的主要问题及改进情况",
    "问题不多，正在改进。",
    "六、其他需要报告的事项",
    "本年度未收取信息处理费。",
];

fn with(more: &[&str]) -> Reading {
    recognize(&document(&[&REPORT[..], more].concat()))
}

fn printed(report: &Report, section: SectionKey) -> Vec<String> {
    report.narrative(section).into_iter().map(|part| part.printed().into_owned()).collect()
}

/// What is composed is found again, part by part.
fn comes_back(report: &Report) {
    let again = recognize(&compose(report)).report;
    for section in SectionKey::ALL {
        assert_eq!(again.narrative(section), report.narrative(section));
    }
    assert_eq!(again.preamble, report.preamble);
    assert_eq!(again.signature, report.signature);
}

#[test]
fn a_seventh_heading_and_its_text_stay_in_their_place() {
    let report = with(&["七、下一步工作打算", "2024年继续规范公开。", "八、附件目录", "略。"]).report;
    let other = printed(&report, SectionKey::OtherMatters);
    assert_eq!(
        other,
        ["本年度未收取信息处理费。", "七、下一步工作打算", "2024年继续规范公开。", "八、附件目录", "略。"]
    );
    assert_eq!(report.narrative(SectionKey::OtherMatters).headings().count(), 2);
    let heads: Vec<String> = compose(&report)
        .paragraphs()
        .filter(|paragraph| paragraph.role == ParagraphRole::Heading1)
        .map(|paragraph| paragraph.text.clone())
        .collect();
    assert_eq!(heads.len(), 8);
    assert_eq!(heads[6], "七、下一步工作打算");
    comes_back(&report);
}

#[test]
fn a_heading_between_two_sections_stays_behind_the_table() {
    let mut lines = REPORT.to_vec();
    lines.splice(9..9, ["五、政策解读开展得怎样", "全年解读30篇。"]);
    let report = recognize(&document(&lines)).report;
    let parts = report.narrative(SectionKey::Disputes).parts();
    assert_eq!(parts[0], Part::FormTable);
    assert_eq!(parts[1].printed(), "五、政策解读开展得怎样");
    assert_eq!(parts[2].printed(), "全年解读30篇。");
    comes_back(&report);
}

#[test]
fn sections_are_told_by_wording_and_tables_where_an_overview_has_its_own_numbers() {
    let lines = [
        TITLE,
        "一、总体情况",
        "一年来，稳步开展这项工作。",
        "二、组织领导",
        "成立工作专班。",
        "三、主动公开工作情况",
        "全年编发稿件40篇。",
        "四、政府信息公开申请情况",
        "专人登记、分办、催办。",
        "五、政府信息管理",
        "修订公开目录。",
        "一、主动公开政府信息情况",
        "[1]",
        "二、收到和处理政府信息公开申请情况",
        "[2]",
        "三、政府信息公开行政复议、行政诉讼情况",
        "[3]",
        "四、存在的主要问题及改进措施",
        "目录分得太粗。",
        "五、其他需要报告的事项",
        "没有收费。",
    ];
    let reading = recognize(&document(&lines));
    let report = reading.report;
    assert_eq!(printed(&report, SectionKey::Overview), lines[2..11]);
    assert_eq!(report.narrative(SectionKey::Overview).headings().count(), 4);
    for section in [SectionKey::Disclosure, SectionKey::Applications, SectionKey::Disputes] {
        assert_eq!(printed(&report, section), Vec::<String>::new());
    }
    assert_eq!(report.narrative(SectionKey::Problems), ["目录分得太粗。"]);
    assert_eq!(report.narrative(SectionKey::OtherMatters), ["没有收费。"]);
    assert_eq!(reading.receipt.read, 200);
    // Every heading is known as published: the six, and four that name none of them.
    assert_eq!(report.headings.iter().filter(|heading| heading.section.is_none()).count(), 4);
    comes_back(&report);
}

#[test]
fn an_inner_heading_of_its_own_section_is_text() {
    let mut lines = REPORT.to_vec();
    lines.splice(10..11, ["一、存在的问题", "更新不及时。", "二、改进措施", "加强培训。"]);
    let report = recognize(&document(&lines)).report;
    assert_eq!(
        printed(&report, SectionKey::Problems),
        ["一、存在的问题", "更新不及时。", "二、改进措施", "加强培训。"]
    );
}

#[test]
fn small_tables_stay_and_large_ones_are_named() {
    let mut document = document(&REPORT);
    document.blocks.insert(3, small(&[&["渠道", "条数"], &["网站", "8"], &["公众号", "4"]]).into());
    document.blocks.insert(4, body("以上合计12条。"));
    // A note below the table of the form, and a small table below that.
    document.blocks.insert(7, body("注：含历年。"));
    document.blocks.insert(8, small(&[&["其中", "3"]]).into());
    let long: Vec<Vec<&str>> = (0..300).map(|_| vec!["某事", "某人"]).collect();
    let long: Vec<&[&str]> = long.iter().map(Vec::as_slice).collect();
    document.blocks.push(small(&long).into());
    let Reading { report, receipt, .. } = recognize(&document);
    assert_eq!(
        printed(&report, SectionKey::Overview),
        ["全年公开信息12条。", "渠道 | 条数\n网站 | 8\n公众号 | 4", "以上合计12条。"]
    );
    assert_eq!(printed(&report, SectionKey::Disclosure), ["", "注：含历年。", "其中 | 3"]);
    assert_eq!(receipt.ignored.iter().map(|table| table.size).collect::<Vec<_>>(), [(300, 2)]);
    assert!(receipt.is_lossy() && receipt.is_complete());
    comes_back(&report);
}

#[test]
fn a_table_where_the_forms_own_is_missing_may_be_that_one_and_is_named() {
    let mut lines = REPORT.to_vec();
    lines.remove(4);
    let mut document = document(&lines);
    document.blocks.insert(4, small(&[&["甲", "乙"], &["1", "2"]]).into());
    let Reading { report, receipt, .. } = recognize(&document);
    assert!(report.narrative(SectionKey::Disclosure).is_empty());
    assert_eq!(receipt.ignored.len(), 1);
}

#[test]
fn links_bold_and_raised_parts_come_through() {
    let mut runs = Runs::default();
    runs.push("详见", &Look::default());
    runs.push("附件", &Look { link: Some("https://a.example/1.docx"), bold: true, ..Look::default() });
    runs.push("。", &Look::default());
    let mut document = document(&REPORT);
    document.blocks[2] = Paragraph::of(ParagraphRole::Body, runs.finish()).into();
    // A heading that runs into its text leaves the marks of the text where they are.
    let text = "六、其他需要报告的事项。见 x2。";
    let raised = Mark::new(text.find('2').unwrap()..text.find('2').unwrap() + 1, MarkKind::Raised).unwrap();
    let mut inline = Inline::plain(text);
    inline.marks.push(raised);
    document.blocks[11] = Paragraph::of(ParagraphRole::Body, inline).into();
    let report = recognize(&document).report;
    let linked = report.narrative(SectionKey::Overview).parts()[0].prose().unwrap().clone();
    let pieces: Vec<(&str, usize)> = linked.pieces().map(|(text, kinds)| (text, kinds.len())).collect();
    assert_eq!(pieces, [("详见", 0), ("附件", 2), ("。", 0)]);
    let raised = report.narrative(SectionKey::OtherMatters).parts()[0].prose().unwrap().clone();
    let pieces: Vec<(&str, usize)> = raised.pieces().map(|(text, kinds)| (text, kinds.len())).collect();
    assert_eq!(pieces, [("见 x²。", 0)], "a raised digit has its own sign, and nothing behind it is lost");
    comes_back(&report);
}

#[test]
fn marked_sub_headings_stay_headings() {
    let mut document = document(&REPORT);
    for at in [1, 3, 5, 7, 9, 11] {
        if let Block::Paragraph(paragraph) = &mut document.blocks[at] {
            paragraph.role = ParagraphRole::Heading2;
        }
    }
    document.blocks.insert(2, Paragraph::new(ParagraphRole::Heading3, "主动公开").into());
    document.blocks.insert(3, Paragraph::new(ParagraphRole::Heading3, "（一）网站").into());
    let report = recognize(&document).report;
    let overview = report.narrative(SectionKey::Overview).parts();
    assert!(matches!(&overview[0], Part::Heading(heading) if heading.level == HeadingLevel::Second), "{overview:?}");
    // One that its number shows is known anyway.
    assert_eq!(overview[1], Part::from("（一）网站"));
}

#[test]
fn marks_of_plain_text_are_no_part_of_headings() {
    for [before, behind] in [["## ", ""], ["##", " ##"], ["== ", " =="], ["**", "**"], ["### **", "**"]] {
        let marked: Vec<String> = REPORT
            .iter()
            .map(|line| {
                if line.starts_with(|c| "一二三四五六".contains(c)) {
                    format!("{before}{line}{behind}")
                } else {
                    (*line).to_owned()
                }
            })
            .collect();
        let lines: Vec<&str> = marked.iter().map(String::as_str).collect();
        let Reading { report, receipt, .. } = recognize(&document(&lines));
        assert_eq!(receipt.sections.len(), 6, "{before}");
        assert_eq!(receipt.sections[0].printed, "一、总体情况");
        assert_eq!(report.narrative(SectionKey::Problems), ["问题不多，正在改进。"]);
    }
}

#[test]
fn who_signs_and_when_is_kept_and_set_to_the_right() {
    for (lines, organ, date) in [
        (&["青河县民政局", "2024年1月20日"][..], Some("青河县民政局"), Some("2024年1月20日")),
        (&["青河县民政局（盖章）", "二〇二四年一月二十日"], Some("青河县民政局（盖章）"), Some("二〇二四年一月二十日")),
        (&["　　青河县民政局　　2024年1月20日"], Some("青河县民政局"), Some("2024年1月20日")),
        (&["2024.1.20"], None, Some("2024.1.20")),
        (&["2024-01-20", "青河县民政局"], Some("青河县民政局"), Some("2024-01-20")),
        (&["青河县民政局"], Some("青河县民政局"), None),
        (
            &["青河县民政局", "２０２４年１月２０日", "责任编辑：某某", "版权所有"],
            Some("青河县民政局"),
            Some("２０２４年１月２０日"),
        ),
    ] {
        let report = with(lines).report;
        assert_eq!((report.signature.organ.as_deref(), report.signature.date.as_deref()), (organ, date), "{lines:?}");
        assert_eq!(report.narrative(SectionKey::OtherMatters), ["本年度未收取信息处理费。"], "{lines:?}");
        let roles: Vec<ParagraphRole> = compose(&report).paragraphs().map(|paragraph| paragraph.role).collect();
        assert_eq!(roles.contains(&ParagraphRole::Signature), organ.is_some());
        assert_eq!(roles.contains(&ParagraphRole::SignatureDate), date.is_some());
        comes_back(&report);
    }
    for lines in [&["已报县人民政府"][..], &["2024年1月20日，会议召开。"], &["无。"]] {
        let report = with(lines).report;
        assert!(report.signature.is_empty(), "{lines:?}");
        assert_eq!(report.narrative(SectionKey::OtherMatters).texts().count(), 2);
    }
}

#[test]
fn what_a_page_says_about_itself_gives_the_day_and_does_not_enter_the_text() {
    let meta = [
        "• 索引号：QH001",
        "· 来 源：某县民政局",
        "发布时间：2024年1月20日 来源：某局 字体：[ 大 | 中 | 小 ]",
        "当前位置：首页 > 政务公开",
        "- 浏览次数：123",
        "========",
    ];
    let preamble = "本报告的电子版可在网站下载打印。统计期限为2023年1月1日至12月31日。";
    let mut lines = REPORT.to_vec();
    lines.splice(1..1, meta.into_iter().chain([preamble]));
    let Reading { report, receipt, .. } = recognize(&document(&lines));
    assert_eq!(report.preamble, [preamble]);
    assert_eq!(report.published, Some(jiff::civil::date(2024, 1, 20)));
    let furniture: Vec<_> = receipt.remarks.iter().filter(|remark| remark.kind == RemarkKind::PageFurniture).collect();
    assert!(furniture[0].detail.zh.starts_with("6 行：“• 索引号：QH001｜"), "{furniture:?}");
    assert!(!receipt.is_lossy());
}

#[test]
fn a_line_that_was_taken_for_a_table_gives_the_day_too() {
    for rows in [
        &[&["发布日期: 2024-02-25 16:28    来源:  某县民政局  字体:[", "", "]"][..]][..],
        &[&["索引号", "QH-1", "发布日期", "2024-02-25"], &["发布机构", "某局", "文号", "无"]],
    ] {
        let mut document = document(&REPORT);
        document.blocks.insert(1, small(rows).into());
        let Reading { report, receipt, .. } = recognize(&document);
        assert_eq!(report.published, Some(jiff::civil::date(2024, 2, 25)));
        assert!(report.preamble.is_empty() && receipt.ignored.is_empty());
    }
}

#[test]
fn a_date_that_is_not_understood_and_sentences_outside_are_named() {
    let mut lines = REPORT.to_vec();
    lines.splice(1..1, ["发布日期：元月20日2024"]);
    lines.insert(0, "以下内容由县政府办公室转载，原文见县民政局网站，转载时未作改动。");
    lines.push("上一篇：某局报告");
    lines.push("本网站声明：以上内容仅供参考，不作为执行依据。");
    let mut document = document(&lines);
    document.remarks.push(Remark::new(RemarkKind::Hidden, Text::quotation("某表"), Position::default()));
    let Reading { report, receipt, .. } = recognize(&document);
    assert_eq!(report.published, None);
    let of = |kind: RemarkKind| -> Vec<&str> {
        receipt.remarks.iter().filter(|remark| remark.kind == kind).map(|remark| remark.detail.zh.as_str()).collect()
    };
    assert_eq!(of(RemarkKind::PublicationDate), ["“发布日期 元月20日2024”"]);
    assert_eq!(of(RemarkKind::OutsideReport).len(), 2, "{:?}", receipt.remarks);
    assert!(receipt.is_lossy());
    assert_eq!(RemarkKind::OutsideReport.as_str(), "outside_report");
}

#[test]
fn every_edition_keeps_its_table_before_what_follows_it() {
    for edition in Edition::all() {
        let mut report = Report::in_edition(edition);
        report.set_narrative(SectionKey::Disputes, [Part::from("上文。"), Part::FormTable, Part::from("下文。")]);
        let document = compose(&report);
        let at = |text: &str| {
            document.blocks.iter().position(|block| matches!(block, Block::Paragraph(p) if p.text == text)).unwrap()
        };
        let table = document
            .blocks
            .iter()
            .position(|block| matches!(block, Block::Table(t) if t.form == Some((edition, TableKey::Disputes))))
            .unwrap();
        assert!(at("上文。") < table && table < at("下文。"));
    }
}

#[test]
fn a_heading_in_bold_is_a_heading_and_no_bold_text() {
    let text = "（一）主动公开。全年公开信息12条。";
    let mut paragraph = Paragraph::new(ParagraphRole::Body, text);
    let heading = text.find('全').unwrap();
    paragraph.marks.extend(Mark::new(0..heading, MarkKind::Bold));
    let mut document = document(&REPORT);
    document.blocks[2] = paragraph.clone().into();
    assert_eq!(recognize(&document).report.narrative(SectionKey::Overview), [text]);
    // What is bold beyond it is the text's own.
    paragraph.marks = Mark::new(0..text.len(), MarkKind::Bold).into_iter().collect();
    document.blocks[2] = paragraph.into();
    assert_ne!(recognize(&document).report.narrative(SectionKey::Overview), [text]);
}
