//! A whole filing set in pages: what must stand on which page, once and in order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use gongkai_core::document::{Block, CellRole, Document, Mark, MarkKind, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{Edition, SectionKey};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_layout::{Fonts, Item, Page, Pages, TextLine, lay_out};

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::system);

fn set(document: &Document, style: &Style) -> Pages {
    lay_out(document, style, &FONTS).expect("the tests need a Chinese font: apt install fonts-noto-cjk")
}

fn report(edition: Edition) -> Report {
    let year = if edition == Edition::E2019 { 2020 } else { 2023 };
    let mut report = Report::new(Organ::new("湘乡市山枣镇人民政府"), Year::new(year).unwrap());
    for (number, cell) in report.form_cells().enumerate() {
        report.set(cell.key, Cell::from(u32::try_from(number * 37 % 2000).unwrap()));
    }
    report.set_narrative(SectionKey::Overview, std::iter::repeat_n("（一）主动公开。全年公开政府信息1,295条。", 12));
    report.set_narrative(SectionKey::Problems, ["一是解读形式单一。", "二是力量薄弱。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度收取信息处理费0元。"]);
    report
}

fn page_of(pages: &Pages, text: &str) -> usize {
    let found = pages.pages.iter().position(|page| page.text_lines().any(|line| line.text.contains(text)));
    found.unwrap_or_else(|| panic!("{text} stands on no page"))
}

fn furniture(page: &Page) -> impl Iterator<Item = &TextLine> {
    page.items.iter().filter_map(|item| match item {
        Item::Furniture(line) => Some(line),
        _ => None,
    })
}

fn all_text(pages: &Pages) -> String {
    pages.pages.iter().flat_map(Page::text_lines).map(|line| line.text.trim_end()).collect()
}

#[test]
fn every_word_and_cell_stands_once_and_in_order() {
    for style in [Style::gbt9704(), Style::plain()] {
        for edition in Edition::all() {
            let document = compose(&report(edition));
            let pages = set(&document, &style);
            let mut written = String::new();
            for block in &document.blocks {
                match block {
                    Block::Paragraph(paragraph) => written.push_str(&paragraph.text),
                    Block::Table(table) => written.extend(table.cells().iter().map(|cell| cell.text.as_str())),
                }
            }
            assert_eq!(all_text(&pages), written, "{edition}");
        }
    }
}

#[test]
fn table_three_stands_on_one_page_with_its_heading() {
    for edition in Edition::all() {
        let pages = set(&compose(&report(edition)), &Style::gbt9704());
        let heading = page_of(&pages, "三、收到和处理政府信息公开申请情况");
        assert_eq!(page_of(&pages, "申请人情况"), heading);
        assert_eq!(page_of(&pages, "四、结转下年度继续办理"), heading);
    }
}

#[test]
fn figures_too_long_for_the_page_turn_it_with_its_heading_and_its_number() {
    let mut report = report(Edition::E2021);
    let keys: Vec<_> =
        report.form_cells().map(|cell| cell.key).filter(|key| key.to_string().starts_with("disputes")).collect();
    for key in keys {
        report.set(key, Cell::from(123_456_789));
    }
    let style = Style::gbt9704();
    let pages = set(&compose(&report), &style);
    let turned: Vec<usize> =
        (0..pages.pages.len()).filter(|&page| pages.pages[page].width > pages.pages[page].height).collect();
    assert_eq!(turned, [page_of(&pages, "行政复议")]);
    let page = &pages.pages[turned[0]];
    assert_eq!(page_of(&pages, "四、政府信息公开行政复议"), turned[0]);
    assert!(
        page.text_lines()
            .filter(|line| line.text.contains("123456789"))
            .all(|line| line.runs.iter().all(|run| run.size >= 7.5))
    );
    let number = furniture(page).last().unwrap();
    assert_eq!(number.text, format!("— {} —", turned[0] + 1));
    assert!(number.baseline < page.height && number.end < page.width);
    assert!(page_of(&pages, "五、") > turned[0]);
}

#[test]
fn notes_beside_figures_do_not_drive_table_three_over_pages() {
    let mut report = report(Edition::E2021);
    for row in ["granted", "partially_granted", "not_held", "total_processed"] {
        for column in ["natural_person", "business", "total"] {
            report.set(format!("applications.{row}.{column}").parse().unwrap(), Cell::parse("22（其中修订16件）"));
        }
    }
    let pages = set(&compose(&report), &Style::gbt9704());
    let heading = page_of(&pages, "三、收到和处理政府信息公开申请情况");
    assert_eq!(page_of(&pages, "四、结转下年度继续办理"), heading);
}

#[test]
fn a_long_title_has_even_lines() {
    let organ = "某某自治区某某盟西某某某某旗某某花镇人民政府办公室（政务公开领导小组办公室）";
    let report = Report::new(Organ::new(organ), Year::new(2023).unwrap());
    let pages = set(&compose(&report), &Style::gbt9704());
    let lines: Vec<&str> = pages.pages[0].text_lines().take(3).map(|line| line.text.as_str()).collect();
    assert_eq!(
        lines,
        [
            "某某自治区某某盟西某某某某旗某某花镇",
            "人民政府办公室（政务公开领导小组办公室）",
            "2023年政府信息公开工作年度报告"
        ]
    );
}

#[test]
fn the_outline_names_the_six_sections_and_the_topics() {
    let pages = set(&compose(&report(Edition::E2021)), &Style::gbt9704());
    let sections: Vec<&str> = pages
        .outline
        .iter()
        .filter(|entry| entry.role == ParagraphRole::Heading1)
        .map(|entry| entry.text.as_str())
        .collect();
    assert_eq!(sections, SectionKey::ALL.map(SectionKey::heading));
    assert!(pages.outline.iter().any(|entry| entry.role == ParagraphRole::Heading2 && entry.text == "（一）主动公开"));
    assert!(
        pages.outline.iter().all(|entry| entry.page == page_of(&pages, &entry.text) || entry.text.starts_with('（'))
    );
}

#[test]
fn page_numbers_stand_right_and_left_in_turn() {
    let pages = set(&compose(&report(Edition::E2021)), &Style::gbt9704());
    for (index, page) in pages.pages.iter().enumerate() {
        let number = furniture(page).last().expect("a page number");
        assert_eq!(number.text, format!("— {} —", index + 1));
        let middle = page.width / 2.0;
        assert_eq!(number.runs[0].glyphs[0].x > middle, index % 2 == 0, "page {}", index + 1);
    }
    let plain = set(&compose(&report(Edition::E2021)), &Style::plain());
    assert_eq!(furniture(&plain.pages[0]).last().unwrap().text, "1");
}

#[test]
fn nothing_stands_outside_the_paper_and_lines_keep_the_measure() {
    for style in [Style::gbt9704(), Style::plain()] {
        let pages = set(&compose(&report(Edition::E2021)), &style);
        let right = style.page.left.points() + style.page.text_width().points();
        let bottom = style.page.top.points() + style.page.text_height().points();
        for line in pages.pages.iter().flat_map(Page::text_lines) {
            let hangs = if line.hangs { line.runs.last().unwrap().size } else { 0.0 };
            let spaces = line.text.len() - line.text.trim_end().len();
            assert!(line.end <= right + hangs + 0.1 || spaces > 0, "{} ends at {}", line.text, line.end);
            assert!(line.baseline <= bottom, "{} stands at {}", line.text, line.baseline);
        }
    }
}

#[test]
fn a_grid_page_holds_22_lines_of_28_characters() {
    let text = "政".repeat(28 * 22 * 2 - 2);
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
    let pages = set(&document, &Style::gbt9704());
    assert_eq!(pages.pages.len(), 2);
    for page in &pages.pages {
        assert_eq!(page.text_lines().count(), 22);
    }
    assert_eq!(pages.pages[0].text_lines().next().unwrap().text.chars().count(), 26);
    assert_eq!(pages.pages[0].text_lines().nth(1).unwrap().text.chars().count(), 28);
}

#[test]
fn a_heading_goes_with_what_follows() {
    let body = |text: &str| Block::from(Paragraph::new(ParagraphRole::Body, text));
    for before in 18..24 {
        let mut blocks: Vec<Block> = (0..before).map(|_| body("一行。")).collect();
        blocks.push(Paragraph::new(ParagraphRole::Heading1, "五、存在的主要问题").into());
        blocks.push(Paragraph::new(ParagraphRole::Heading2, "（一）问题").into());
        blocks.push(body("正文在此。"));
        let pages = set(&Document::new(blocks), &Style::gbt9704());
        let follows = page_of(&pages, "正文在此");
        assert_eq!(page_of(&pages, "五、存在"), follows, "{before} lines before");
        assert_eq!(page_of(&pages, "（一）问题"), follows, "{before} lines before");
    }
}

fn long_table(rows: usize, words: usize) -> Table {
    let mut cells = vec![
        TableCell::new(0, 0, "项目").with_role(CellRole::Head),
        TableCell::new(0, 1, "序号").with_role(CellRole::Head),
        TableCell::new(0, 2, "说明").with_role(CellRole::Head),
        TableCell::new(1, 0, "全部项目").spanning(rows, 1).with_role(CellRole::Label),
    ];
    for row in 1..=rows {
        cells.push(TableCell::new(row, 1, format!("第{row}号")).with_role(CellRole::Value));
        cells.push(TableCell::new(row, 2, "说明文字".repeat(words)).with_role(CellRole::Label));
    }
    let mut table = Table::new(rows + 1, 3, cells).unwrap();
    table.head_rows = 1;
    table
}

#[test]
fn a_long_table_repeats_its_head_and_shows_each_cell_once() {
    let rows = 120;
    let pages = set(&Document::new(vec![long_table(rows, 9).into()]), &Style::gbt9704());
    assert!(pages.pages.len() > 3);
    let text = all_text(&pages);
    for row in 1..=rows {
        assert_eq!(text.matches(&format!("第{row}号")).count(), 1, "row {row}");
    }
    assert_eq!(text.matches("全部项目").count(), 1);
    assert_eq!(text.matches("说明文字").count(), rows * 9);
    for page in &pages.pages[1..] {
        let head: String = furniture(page).take(3).map(|line| line.text.as_str()).collect();
        assert_eq!(head, "项目序号说明");
    }
    // Each page's part is closed by a rule over its whole width.
    for page in &pages.pages {
        let rules: Vec<_> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Rule(rule) => Some(rule),
                _ => None,
            })
            .collect();
        let lowest = rules.iter().map(|rule| rule.to.1).fold(0.0, f32::max);
        let longest =
            rules.iter().filter(|rule| rule.from.1 == rule.to.1).map(|r| r.to.0 - r.from.0).fold(0.0, f32::max);
        let closing = rules.iter().any(|rule| rule.from.1 == lowest && (rule.to.0 - rule.from.0 - longest).abs() < 0.1);
        assert!(closing, "the lowest rule is not whole");
    }
}

#[test]
fn a_row_taller_than_a_page_runs_on_without_loss() {
    let pages = set(&Document::new(vec![long_table(2, 2500).into()]), &Style::gbt9704());
    // Pages end within words, and the label beside them comes in between.
    assert_eq!(all_text(&pages).matches('明').count(), 5000 + "说明".matches('明').count());
    for line in pages.pages.iter().flat_map(Page::text_lines) {
        assert!(line.baseline < 842.0 - 90.0, "{} at {}", line.text, line.baseline);
    }
}

#[test]
fn a_number_too_wide_for_its_cell_has_room_made_or_is_set_smaller_and_not_broken() {
    let size = |report: &Report, number: &str| {
        let pages = set(&compose(report), &Style::gbt9704());
        let mut lines = pages.pages.iter().flat_map(Page::text_lines);
        lines.find(|line| line.text == number).expect("in one piece").runs[0].size
    };
    let mut report = report(Edition::E2021);
    report.set("disputes.reconsideration.upheld".parse().unwrap(), Cell::from(123_456_u32));
    assert_eq!(size(&report, "123456").to_bits(), 10.5_f32.to_bits(), "the other columns have room to spare");
    for row in ["reconsideration", "direct_litigation", "litigation_after_reconsideration"] {
        for column in ["upheld", "corrected", "other", "pending", "total"] {
            report.set(format!("disputes.{row}.{column}").parse().unwrap(), Cell::from(123_456_u32));
        }
    }
    assert!((7.5..10.5).contains(&size(&report, "123456")));
    report.set("disputes.direct_litigation.upheld".parse().unwrap(), Cell::from(7_u32));
    report.set("applications.granted.total".parse().unwrap(), Cell::parse("22（其中延续16件、变更2件）"));
    report.set("applications.not_held.total".parse().unwrap(), Cell::from(98_u32));
    let noted = size(&report, "98");
    assert!((7.5..10.5).contains(&noted), "the figures of a column have one size, {noted}");
}

#[test]
fn the_same_document_gives_the_same_pages() {
    let document = compose(&report(Edition::E2021));
    let first = set(&document, &Style::gbt9704());
    let again = lay_out(&document, &Style::gbt9704(), &Fonts::system()).unwrap();
    assert_eq!(first.pages, again.pages);
    assert_eq!(first.outline, again.outline);
    assert_eq!(first.notes, again.notes);
}

#[test]
fn long_texts_come_to_an_end() {
    let paragraphs = (0..2000).map(|_| Paragraph::new(ParagraphRole::Body, "政府信息公开，".repeat(20)).into());
    let one = Paragraph::new(ParagraphRole::Body, "没有标点的长段落".repeat(20_000));
    let stops = Paragraph::new(ParagraphRole::Body, "。".repeat(20_000));
    let word = Paragraph::new(ParagraphRole::Body, "x".repeat(20_000));
    let blocks: Vec<Block> = paragraphs.chain([one.into(), stops.into(), word.into()]).collect();
    let pages = set(&Document::new(blocks), &Style::gbt9704());
    assert!(pages.pages.len() > 500);
}

#[test]
fn a_style_without_room_still_ends() {
    let mut style = Style::gbt9704();
    style.page.left.0 = 11_000;
    style.page.top.0 = 16_000;
    let pages = set(&compose(&report(Edition::E2021)), &style);
    assert!(!pages.pages.is_empty());
}

#[test]
fn marks_links_small_tables_and_the_signature_are_set() {
    let text = "见目录，300 m2。";
    let at = |part: &str| text.find(part).unwrap()..text.find(part).unwrap() + part.len();
    let mut paragraph = Paragraph::new(ParagraphRole::Body, text);
    let link = MarkKind::Link("https://www.example.gov.cn/1".into());
    let raised = at("m2").end - 1..at("m2").end;
    paragraph.marks = [(at("目录"), link), (raised, MarkKind::Raised), (at("见"), MarkKind::Bold)]
        .into_iter()
        .map(|(range, kind)| Mark::new(range, kind).unwrap())
        .collect();
    let table = Table::new(1, 2, vec![TableCell::new(0, 0, "网站"), TableCell::new(0, 1, "8")]).unwrap();
    let signed = [(ParagraphRole::Signature, "青河县民政局"), (ParagraphRole::SignatureDate, "2024年1月20日")];
    let blocks = [Block::from(paragraph), table.into()]
        .into_iter()
        .chain(signed.into_iter().map(|(role, text)| Paragraph::new(role, text).into()));
    let document = Document::new(blocks.collect());
    let style = Style::gbt9704();
    let pages = set(&document, &style);
    let page = &pages.pages[0];
    let lines: Vec<&TextLine> = page.text_lines().collect();
    // The raised figure is smaller and stands above the line, and the line is where it would be without it.
    let raised = lines[0].runs.iter().find(|run| run.rise > 0.0).expect("something is raised");
    assert!(raised.glyphs.iter().all(|glyph| glyph.character == '2') && raised.size < lines[0].runs[0].size);
    let plain = set(&Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]), &style);
    assert!((plain.pages[0].text_lines().next().unwrap().baseline - lines[0].baseline).abs() < 0.01);
    // The link covers its two characters.
    let links: Vec<_> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Link(link) => Some(link),
            _ => None,
        })
        .collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].address, "https://www.example.gov.cn/1");
    assert!((links[0].width - 2.0 * lines[0].runs[0].size).abs() < 1.0, "{:?}", links[0]);
    assert!(links[0].top < lines[0].baseline && links[0].top + links[0].height > lines[0].baseline);
    // The signature ends two characters from the right edge of the text block.
    let edge = style.page.left.points() + style.page.text_width().points();
    for text in ["青河县民政局", "2024年1月20日"] {
        let line = lines.iter().find(|line| line.text == text).unwrap();
        let size = line.runs[0].size;
        assert!((edge - line.end - 2.0 * size).abs() < 0.5, "{text}: {} of {edge}", line.end);
    }
    assert!(page.items.iter().any(|item| matches!(item, Item::Rule(_))));
}
