//! What is written is read back: every paragraph with its role and marks, every cell with its place, merges and text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

#[path = "../../gongkai-docx/tests/marked/mod.rs"]
mod marked;
#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::collections::BTreeSet;

use gongkai_core::characters::is_invisible;
use gongkai_core::document::{Block, Document, Look, Mark, Paragraph, ParagraphRole, Runs, Table, TableCell, pieces};
use gongkai_core::form::Edition;
use gongkai_core::format::{Limits, Reader, WriteError, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_html::{HtmlReader, HtmlWriter};
use gongkai_recognize::recognize;
use proptest::prelude::*;

fn page(document: &Document) -> String {
    String::from_utf8(HtmlWriter::new(Style::gbt9704()).write(document).expect("written").bytes).unwrap()
}

fn fragment(document: &Document) -> String {
    let written = HtmlWriter::new(Style::plain()).as_fragment().write(document).expect("written");
    String::from_utf8(written.bytes).unwrap()
}

fn read(page: &str) -> Document {
    HtmlReader.read(page.as_bytes(), &Limits::default()).expect("read")
}

/// Every block as it is shown; white space is what browsers make of it.
fn shown(document: &Document) -> Vec<String> {
    let drawn = |text: &str| {
        let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let lines = seen.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let cell = |cell: &TableCell| {
        (cell.row, cell.column, cell.row_span, cell.column_span, drawn(&cell.text), cell.marks.clone())
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.role, drawn(&paragraph.text)),
        Block::Table(table) => {
            let cells: Vec<_> = table.cells().iter().map(cell).collect();
            format!("{}x{} {} {:?} {cells:?}", table.rows(), table.columns(), table.head_rows, table.form)
        }
    };
    document.blocks.iter().map(block).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(seed in any::<u64>()) {
        let report = reports::varied(seed);
        let document = compose(&report);
        for text in [page(&document), fragment(&document)] {
            let back = read(&text);
            prop_assert_eq!(shown(&back), shown(&document));
            prop_assert_eq!(&back.remarks, &Vec::new());
            let read = recognize(&back).report;
            for cell in report.form_cells() {
                let direct = report.cell(cell.key).cloned().unwrap_or(Cell::Blank);
                prop_assert_eq!(read.cell(cell.key), Some(&direct), "{}", cell.printed_name());
            }
        }
        let text = page(&document);
        let back = read(&text);
        prop_assert_eq!(&back.properties.title, &document.properties.title);
        prop_assert_eq!(&back.properties.author, &document.properties.author);
        prop_assert_eq!(&back.properties.published, &document.properties.published);
        prop_assert_eq!(page(&document), text, "the same document gives the same bytes");
    }

    #[test]
    fn marks_links_tables_and_signatures_are_read_as_they_were_written(seed in any::<u64>()) {
        let document = marked::document(seed);
        for text in [page(&document), fragment(&document)] {
            prop_assert_eq!(inked(&read(&text)), inked(&narrow(&document)));
        }
    }
}

/// Every character that takes ink with its marks: browsers draw white space together, and a mark on it alone is none.
fn inked(document: &Document) -> Vec<String> {
    let inked = |text: &str, marks: &[Mark]| {
        let characters = pieces(text, marks).flat_map(|(piece, kinds)| {
            let kinds: Vec<_> = kinds.into_iter().cloned().collect();
            piece.chars().map(move |c| (c, if c == ' ' { Vec::new() } else { kinds.clone() })).collect::<Vec<_>>()
        });
        let mut characters: Vec<_> = characters.collect();
        characters.dedup_by(|next, last| next.0 == ' ' && last.0 == ' ');
        format!("{characters:?}")
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.role, inked(&paragraph.text, &paragraph.marks)),
        Block::Table(table) => {
            let cell = |cell: &TableCell| {
                format!("{},{} {} {}", cell.row, cell.column, cell.column_span, inked(&cell.text, &cell.marks))
            };
            table.cells().iter().map(cell).collect()
        }
    };
    document.blocks.iter().map(block).collect()
}

/// The document without columns in which no cell begins, which markup does not know.
fn narrow(document: &Document) -> Document {
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.clone().into(),
        Block::Table(table) => {
            let edges: BTreeSet<usize> = table.cells().iter().map(|cell| cell.column).collect();
            let before = |column: usize| edges.iter().filter(|edge| **edge < column).count();
            let cells = table.cells().iter().map(|cell| {
                let (left, right) = (before(cell.column), before(cell.column + cell.column_span));
                let mut moved = cell.clone().spanning(cell.row_span, right - left);
                moved.column = left;
                moved
            });
            Table::new(table.rows(), edges.len(), cells.collect()).unwrap().into()
        }
    });
    Document::new(blocks.collect())
}

fn full(edition: Edition) -> Document {
    let mut report = Report::in_edition(edition);
    report.organ = Organ::new("青山县人民政府");
    report.year = Some(Year::new(2023).unwrap());
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    let values = ["", "0", "—", "/", "22（其中修订16件）", "24252.311082", "-18", "1,295", "18¹"];
    for (key, value) in keys.iter().zip(values.iter().cycle()) {
        report.set(*key, Cell::parse(value));
    }
    compose(&report)
}

/// The attributes of every start of an element of a page, with its name.
fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let starts = page.split('<').filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    let element = |part: &str| {
        let inside = part.split('>').next().unwrap();
        let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let pairs = rest.split("\" ").filter_map(|pair| pair.split_once("=\""));
        let attributes = pairs.map(|(name, value)| (name.to_owned(), value.trim_end_matches('"').to_owned()));
        (name.to_owned(), attributes.collect())
    };
    starts.map(element).collect()
}

fn attribute<'a>(element: &'a (String, Vec<(String, String)>), name: &str) -> Option<&'a str> {
    element.1.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_figure_names_its_heads_and_its_key() {
    for edition in Edition::all() {
        let text = page(&full(edition));
        let elements = elements(&text);
        let ids: BTreeSet<&str> = elements.iter().filter(|e| e.0 == "th").filter_map(|e| attribute(e, "id")).collect();
        assert!(elements.iter().filter(|e| e.0 == "th").all(|e| attribute(e, "scope").is_some()));
        let form: Vec<String> = edition.form().cells().map(|cell| cell.key.to_string()).collect();
        let keys: Vec<&str> = elements.iter().filter_map(|e| attribute(e, "data-key")).collect();
        assert_eq!(keys, form);
        for figure in elements.iter().filter(|e| attribute(e, "data-key").is_some()) {
            let heads: Vec<&str> = attribute(figure, "headers").expect("its heads").split(' ').collect();
            assert!(heads.iter().all(|head| ids.contains(head)), "{figure:?}");
        }
        let values: BTreeSet<&str> = elements.iter().filter_map(|e| attribute(e, "data-value")).collect();
        assert_eq!(values, BTreeSet::from(["0", "22", "24252.311082", "-18", "1295", "18"]));
    }
}

#[test]
fn a_figure_stands_under_the_words_that_the_form_prints_for_it() {
    let text = page(&full(Edition::E2021));
    let words = |id: &str| {
        let start = text.find(&format!("id=\"{id}\"")).expect("the head");
        let rest = &text[start..];
        rest[rest.find('>').unwrap() + 1..rest.find("</th>").unwrap()].to_owned()
    };
    for (key, expected) in [
        ("disclosure.licenses.decisions", vec!["第二十条第（五）项", "本年处理决定数量", "行政许可"]),
        ("applications.received.natural_person", vec!["申请人情况", "自然人", "一、本年新收政府信息公开申请数量"]),
        ("disputes.reconsideration.total", vec!["行政复议", "总计"]),
    ] {
        let elements = elements(&text);
        let figure = elements.iter().find(|e| attribute(e, "data-key") == Some(key)).expect(key);
        let heads: Vec<String> = attribute(figure, "headers").unwrap().split(' ').map(words).collect();
        assert_eq!(heads, expected, "{key}");
    }
}

#[test]
fn a_page_needs_nothing_but_itself_and_runs_nothing() {
    let document = full(Edition::E2021);
    let written = HtmlWriter::new(Style::gbt9704()).with_report("{\"title\": \"</script><b>\"}");
    let text = String::from_utf8(written.write(&document).unwrap().bytes).unwrap();
    for (name, attributes) in elements(&text) {
        assert!(!["link", "img", "iframe", "object", "embed", "form"].contains(&name.as_str()), "{name}");
        assert!(attributes.iter().all(|(name, _)| !name.starts_with("on") && name != "src"), "{attributes:?}");
    }
    assert_eq!(text.matches("<script").count(), 1);
    assert_eq!(text.matches("</script").count(), 1);
    assert!(text.contains(r#"<script type="application/json" id="gongkai-report">"#));
    assert!(!text.contains("url(") && !text.contains("@import"));
    assert!(text.contains("{\"title\": \"\\u003c/script>\\u003cb>\"}"));
    assert_eq!(shown(&read(&text)), shown(&document), "what programs read is no text of the page");
}

#[test]
fn a_fragment_has_no_sheet_and_no_frame() {
    let text = fragment(&full(Edition::E2021));
    assert!(text.starts_with("<h1 style="));
    for without in ["<html", "<head", "<style", "<script", "class=", "<main", "<meta"] {
        assert!(!text.contains(without), "{without}");
    }
}

#[test]
fn headings_leave_no_level_out() {
    let roles = [ParagraphRole::Title, ParagraphRole::Heading1, ParagraphRole::Heading3, ParagraphRole::Heading2];
    let blocks = roles.map(|role| Paragraph::new(role, "标题").into());
    let document = Document::new(blocks.into());
    let text = page(&document);
    for element in ["<h1>", "<h2 data-role=\"heading-1\">", "<h3 data-role=\"heading-3\">", "<h3>"] {
        assert!(text.contains(element), "{element}");
    }
    assert_eq!(shown(&read(&text)), shown(&document));
}

#[test]
fn what_a_page_cannot_hold_is_refused_and_what_it_must_not_link_is_said() {
    let refused = Document::new(vec![Paragraph::new(ParagraphRole::Body, "a\u{202e}b").into()]);
    let error = HtmlWriter::default().write(&refused).unwrap_err();
    assert!(matches!(error, WriteError::Character { format: "HTML", code: 0x202e, .. }));
    let mut runs = Runs::default();
    runs.push("见", &Look::default());
    runs.push("附件", &Look { link: Some("javascript:alert(1)"), ..Look::default() });
    let written = HtmlWriter::default()
        .write(&Document::new(vec![Paragraph::of(ParagraphRole::Body, runs.finish()).into()]))
        .unwrap();
    assert!(written.lost.len() == 1 && written.lost[0].detail.zh.contains("javascript:alert(1)"), "{:?}", written.lost);
    assert!(String::from_utf8(written.bytes).unwrap().contains("<p>见附件</p>"));
}
