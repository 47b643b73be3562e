//! Text that holds more than text: Markdown, and pasted text with tables of a web page in it. It is parted into what
//! each format reads best, and put together again; no format knows of another.

mod cells;
mod markdown;
mod parts;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, Meter, ReadError, Reader};
use gongkai_html::HtmlReader;
use gongkai_text::TextReader;

use self::parts::{Kind, Part};

/// Reads text, Markdown or not, with web tables in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MixedReader {
    /// Whether the text is Markdown.
    pub(crate) markdown: bool,
}

impl Reader for MixedReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        limits.admit(bytes)?;
        let text = gongkai_encoding::decode(bytes, if self.markdown { "Markdown" } else { "文本 / text" })?;
        if is_page(&text) {
            return HtmlReader.read(text.as_bytes(), limits);
        }
        let web_tables = parts::has_web_table(&text);
        if !self.markdown && !web_tables {
            return cells::read(TextReader.read(bytes, limits)?, limits);
        }
        let mut meter = Meter::new(limits);
        meter.characters(text.chars().count())?;
        let parts = if web_tables { parts::by_tables(&text) } else { vec![Part::text(&text, 1)] };
        let parts = if self.markdown { markdown::parts(&parts, &mut meter)? } else { parts };
        put_together(&parts, &mut meter)
    }
}

/// Whether a text is a whole page of the web, saved as text.
fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = start.chars().take(256).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<?xml")
}

/// Reads the parts one after the other into one document.
fn put_together(parts: &[Part], meter: &mut Meter) -> Result<Document, ReadError> {
    let mut whole = Document::default();
    let limits = meter.limits().clone();
    for part in parts.iter().filter(|part| !part.is_blank()) {
        let read = match part.kind {
            Kind::Web => HtmlReader.read(part.text.as_bytes(), &limits),
            Kind::Text => {
                TextReader.read(part.text.as_bytes(), &limits).and_then(|document| cells::read(document, &limits))
            }
        };
        let document = match read {
            // A part without anything to read is no fault of the file.
            Err(ReadError::Empty) => continue,
            other => other?,
        };
        meter.blocks(document.blocks.len())?;
        for table in document.tables() {
            meter.cells(table.cells().len())?;
            meter.places(table.rows().saturating_mul(table.columns()))?;
        }
        whole.append(document, part.line.saturating_sub(1));
    }
    if whole.blocks.is_empty() && whole.remarks.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use gongkai_recognize::recognize;

    use super::*;

    fn read(text: &str, markdown: bool) -> Document {
        MixedReader { markdown }.read(text.as_bytes(), &Limits::default()).unwrap()
    }

    fn words(document: &Document) -> Vec<(&str, Option<u32>)> {
        document.paragraphs().map(|p| (p.text.as_str(), p.position.line)).collect()
    }

    #[test]
    fn web_tables_in_text() {
        let text = "二、主动公开政府信息情况\n第一行\n第二行\n<table>\n<tr><td>信息内容<td>本年处理决定数量\n<tr><td>行政许可<td><del>9</del>34<sup>1</sup>\n</table>\n\n三、下一节\n<TABLE border=1><tr><td>甲</td><td>乙</td></tr>\n";
        for markdown in [false, true] {
            let document = read(text, markdown);
            let words = words(&document);
            assert!(words.contains(&("第二行", Some(3))) || markdown, "{words:?}");
            assert!(words.iter().any(|(text, line)| *text == "三、下一节" && *line == Some(9)), "{words:?}");
            assert_eq!(document.tables().count(), 2);
            assert_eq!(document.tables().next().unwrap().position.line, Some(4));
            let reading = recognize(&document);
            let cell = reading.report.cell("disclosure.licenses.decisions".parse().unwrap()).unwrap();
            assert_eq!(cell.number().map(|number| number.to_string()).as_deref(), Some("34"));
        }
    }

    #[test]
    fn a_page_saved_as_text_is_a_page() {
        let document = read("<!DOCTYPE html><title>题</title><p>甲</p>\n<p>乙</p>", false);
        assert_eq!(document.properties.title.as_deref(), Some("题"));
        assert_eq!(words(&document), [("甲", Some(1)), ("乙", Some(2))]);
    }

    #[test]
    fn text_without_web_tables_is_text() {
        let text = "甲<3件\n规章\t1\t2\t3\n<table 不是表格";
        assert_eq!(read(text, false), TextReader.read(text.as_bytes(), &Limits::default()).unwrap());
    }

    #[test]
    fn markdown_says_what_it_means() {
        let text = "# 某县2023年政府信息公开工作年度报告\n\n**一、总体情况**\n\n第一行\n第二行，见[条例](https://a.example/b)，共18^1^条\n\n1. 甲，乙\n2. 丙\n\n二、主动公开政府信息情况\n---\n\n\
            | 信息内容 | 本年处理决定数量 |\n|---|:-:|\n| 行政许可 | ~~9~~**34**[^1] |\n\n[^1]: 含变更\n\n10~20件，30~40件，3*4*5\n";
        let document = read(text, true);
        let words: Vec<&str> = document.paragraphs().map(|p| p.text.as_str()).collect();
        for wanted in
            ["一、总体情况", "第一行", "1.甲，乙", "2.丙", "二、主动公开政府信息情况", "10~20件，30~40件，3*4*5"]
        {
            assert!(words.contains(&wanted), "{wanted} not in {words:?}");
        }
        let table = document.tables().next().unwrap();
        assert_eq!(table.cells().last().unwrap().text, "34¹");
        assert_eq!(document.paragraphs().find(|p| p.text == "第一行").unwrap().position.line, Some(5));
        let linked = document.paragraphs().find(|p| p.text.starts_with("第二行")).unwrap();
        assert_eq!(linked.marks.len(), 1);
    }

    #[test]
    fn markup_in_a_broken_table_means_what_it_means_elsewhere() {
        for cell in [
            "**34**",
            "__34__",
            "*34*",
            "~~9~~34",
            "~~9~~ **34**",
            "<del>9</del>34",
            "<s>9</s><b>34</b>",
            "`34`",
            "34<br>",
            "[34](https://a.example/b)",
            "<span style='color:red'>34</span>",
            "34<!-- 已核 -->",
            "<font color=white>9</font>34",
        ] {
            // The cell without its last bar, without a rule under its head, and in a table of tabs.
            for text in [
                format!("| 信息内容 | 本年处理决定数量 |\n|---|---|\n| **行政许可** | {cell}\n| 行政处罚 | 5 |\n"),
                format!("| 信息内容 | 本年处理决定数量 |\n| 行政许可 | {cell} |\n| 行政处罚 | 5 |\n| 行政强制 | 1 |\n"),
                format!("信息内容\t本年处理决定数量\n行政许可\t{cell}\n行政处罚\t5\n"),
            ] {
                for markdown in [false, true] {
                    let reading = recognize(&read(&text, markdown));
                    let cell = |key: &str| {
                        let cell = reading.report.cell(key.parse().unwrap());
                        cell.and_then(|cell| cell.number()).map(|number| number.to_string())
                    };
                    assert_eq!(cell("disclosure.licenses.decisions").as_deref(), Some("34"), "{text}");
                    assert_eq!(cell("disclosure.penalties.decisions").as_deref(), Some("5"), "{text}");
                }
            }
        }
        for (cell, shown) in [
            ("18<sup>1</sup>", "18¹"),
            ("18[^1]", "18¹"),
            ("3*4", "3*4"),
            ("<5", "<5"),
            ("1. 信访", "1. 信访"),
            ("- ", "-"),
            ("# 3", "# 3"),
            ("a_b_c", "a_b_c"),
            ("10~20", "10~20"),
            ("1~~2~~3", "1~~2~~3"),
            ("<td>5", "<td>5"),
        ] {
            let document = read(&format!("信息内容\t本年处理决定数量\t注\n行政许可\t{cell}\t无\n"), false);
            assert_eq!(document.tables().next().unwrap().at(1, 1).unwrap().text, shown, "{cell}");
        }
        let said = read("| 信息内容 | 数量 |\n| 行政许可 | ~~9~~34\n| 行政处罚 | 5 |\n", false);
        let remark = said.remarks.first().unwrap();
        assert!(remark.detail.zh.contains('9') && remark.position.line == Some(2), "{remark:?}");
    }

    #[test]
    fn a_broken_table_of_markdown_is_read_as_text() {
        let text = "| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | 34 | 5 |\n";
        let document = read(text, true);
        let cells: Vec<&str> = document.tables().flat_map(|t| t.cells()).map(|c| c.text.as_str()).collect();
        assert!(cells.contains(&"34") && cells.contains(&"5"), "{cells:?}");
        let loose = read("\t第二十条第（五）项\n\n\t信息内容\n\t本年处理决定数量\n\n\t行政许可\n\t4\n", true);
        assert_eq!(recognize(&loose).receipt.read, 1);
    }
}
