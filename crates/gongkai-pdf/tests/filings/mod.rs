//! Filings made up at random, for other programs to set.
#![allow(dead_code, reason = "each test takes what it needs")]

use gongkai_core::document::{Document, Table};
use gongkai_core::form::{CellKind, Edition, GridContent, TableForm, TableKey};
use serde_json::{Value, json};

/// Numbers that look random and are the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut made = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            made.next();
        }
        made
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit.max(1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let index = usize::try_from(self.below(from.len() as u64)).expect("small");
        &from[index]
    }
}

/// A cell as it is printed: its place, spans, text and kind.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) row_span: usize,
    pub(crate) column_span: usize,
    pub(crate) text: String,
    pub(crate) kind: &'static str,
}

#[derive(Debug, Clone)]
pub(crate) struct PrintedTable {
    pub(crate) rows: usize,
    pub(crate) head_rows: usize,
    pub(crate) widths: Vec<u32>,
    pub(crate) cells: Vec<Printed>,
}

/// A filing and the style in which it is set.
pub(crate) struct Filing {
    pub(crate) edition: Edition,
    pub(crate) name: String,
    pub(crate) title: Vec<String>,
    pub(crate) parts: Vec<(Option<String>, Vec<String>, Option<PrintedTable>)>,
    pub(crate) style: Value,
}

const SENTENCES: &[&str] = &[
    "本年度坚持以公开为常态、不公开为例外，依法做好各项工作。",
    "全年通过门户网站发布信息1136条，其中政策文件25件、解读材料17篇。",
    "共收到申请21件，均在法定期限内答复，未发生超期情况。",
    "完善工作制度（含保密审查、信息发布等8项），明确责任到人。",
    "举办培训2期，参训人员110余人次，覆盖全部下属单位；",
    "如有疑问请与办公室联系，电话：0517-87220000，邮编：223100。",
    "工作机制还不够健全，公开内容的深度和广度还有待提升。",
    "下一步将加强统筹协调，做到“应公开、尽公开”。",
];

/// A paragraph of so many sentences at most.
pub(crate) fn prose(random: &mut Random, most: u64) -> String {
    (0..1 + random.below(most)).map(|_| *random.pick(SENTENCES)).collect()
}

fn number(random: &mut Random) -> String {
    match random.below(12) {
        0..=5 => "0".to_owned(),
        6 | 7 => random.below(10).to_string(),
        8 | 9 => random.below(100).to_string(),
        10 => random.below(1000).to_string(),
        _ => random.below(100_000).to_string(),
    }
}

fn table(random: &mut Random, form: &TableForm) -> PrintedTable {
    let blank_columns = random.chance(25);
    let dashes = random.chance(15);
    let cells = form.grid.iter().map(|cell| {
        let (text, kind) = match &cell.content {
            GridContent::Head(text) => ((*text).to_owned(), "head"),
            GridContent::Label(text) => ((*text).to_owned(), "label"),
            GridContent::Value(key) => {
                let amount = form.cell(*key).is_some_and(|cell| cell.kind != CellKind::Count);
                let text = if blank_columns && form.key == TableKey::Applications && (4..9).contains(&cell.column) {
                    String::new()
                } else if dashes && random.chance(10) {
                    (*random.pick(&["-", "—", "/"])).to_owned()
                } else if amount && random.chance(60) {
                    format!("{}.{:02}", random.below(30_000), random.below(100))
                } else {
                    number(random)
                };
                (text, "value")
            }
            other => panic!("{other:?}"),
        };
        let (row_span, column_span) = (cell.row_span, cell.column_span);
        Printed { row: cell.row, column: cell.column, row_span, column_span, text, kind }
    });
    let cells = cells.collect();
    PrintedTable { rows: form.rows, head_rows: form.head_rows, widths: form.widths.clone(), cells }
}

impl Filing {
    pub(crate) fn random(random: &mut Random, seed: u64) -> Self {
        let edition = if random.chance(30) { Edition::E2019 } else { Edition::E2021 };
        let form = edition.form();
        let title = if random.chance(50) {
            vec!["某县某某镇人民政府2023年政府信息公开工作年度报告".to_owned()]
        } else {
            vec!["某县某某镇人民政府".to_owned(), "2023年政府信息公开工作年度报告".to_owned()]
        };
        let mut parts = vec![(None, vec![prose(random, 4)], None)];
        let overview = (0..1 + random.below(6)).map(|_| prose(random, 6)).collect();
        parts.push((Some("一、总体情况".to_owned()), overview, None));
        for key in TableKey::ALL {
            let form = form.table(key);
            let before = if random.chance(20) { vec![prose(random, 2)] } else { Vec::new() };
            parts.push((Some(form.heading().to_owned()), before, Some(table(random, form))));
        }
        let problems = (0..1 + random.below(3)).map(|_| prose(random, 5)).collect();
        parts.push((Some("五、存在的主要问题及改进情况".to_owned()), problems, None));
        parts.push((Some("六、其他需要报告的事项".to_owned()), vec![prose(random, 2)], None));
        let chinese = *random.pick(&["Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"]);
        let size = *random.pick(&[12, 14, 16]);
        let line = *random.pick(&[0, 0, 24, 28]);
        let style = json!({
            "chinese": chinese,
            "latin": random.pick(&["Liberation Serif", "Liberation Sans", "DejaVu Sans", chinese]),
            "size": size,
            "title_size": 22,
            "table_size": random.pick(&[8.0, 9.0, 10.0, 10.5, 11.0, 12.0]),
            "margin": random.pick(&[20, 25, 28]),
            "margin_top": random.pick(&[25, 30, 37]),
            "landscape": random.chance(15),
            "number": random.pick(&["", "N", "- N -", "— N —", "第N页"]),
            "header": if random.chance(20) { "某某镇人民政府信息公开" } else { "" },
            "borders": random.pick(&["all", "all", "all", "no_sides", "no_frame"]),
            "border": random.pick(&["single", "single", "double", "dotted", "dashed"]),
            "border_size": random.pick(&[4, 8, 12]),
            "row_height": random.pick(&[0, 0, 20, 30]),
            "repeat_head": random.chance(30),
            "keep_rows": random.chance(50),
            "values": random.pick(&["centre", "centre", "left", "right"]),
            "middle": random.chance(60),
            "bold": random.chance(50),
            "justify": random.chance(80),
            "line": if line < size + 4 { 0 } else { line },
        });
        Self { edition, name: format!("filing-{seed}"), title, parts, style }
    }

    pub(crate) fn to_json(&self) -> Value {
        let parts = self.parts.iter().map(|(heading, paragraphs, table)| {
            let table = table.as_ref().map(|table| {
                let cells = table
                    .cells
                    .iter()
                    .map(|cell| json!([cell.row, cell.column, cell.row_span, cell.column_span, cell.text, cell.kind]));
                json!({
                    "rows": table.rows,
                    "head_rows": table.head_rows,
                    "widths": table.widths,
                    "cells": cells.collect::<Vec<_>>(),
                })
            });
            json!({ "heading": heading, "paragraphs": paragraphs, "table": table })
        });
        let parts: Vec<Value> = parts.collect();
        json!({ "name": self.name, "title": self.title, "parts": parts, "style": self.style })
    }

    pub(crate) fn to_html(&self, random: &mut Random) -> String {
        let borders = *random.pick(&[
            "table{border-collapse:collapse}td{border:1px solid #000}",
            "table{border-collapse:collapse}td{border:1px solid #ccc}",
            "table{border:1px solid #888}td{border:1px solid #888}",
        ]);
        let (size, padding) = (*random.pick(&[12, 14, 16]), *random.pick(&[1, 3, 6]));
        let font = self.style["chinese"].as_str().unwrap_or_default();
        let mut html = format!(
            "<meta charset=utf-8><title>年报</title><style>body{{font-family:'{font}';font-size:{size}px}}\
             {borders}td{{padding:{padding}px;text-align:center}}table{{width:100%}}p{{text-indent:2em}}\
             h1{{text-align:center;font-size:22px}}</style>"
        );
        html += &format!("<h1>{}</h1>", self.title.join("<br>"));
        for (heading, paragraphs, table) in &self.parts {
            html += &heading.as_ref().map(|heading| format!("<p><b>{heading}</b></p>")).unwrap_or_default();
            html += &paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect::<String>();
            let Some(table) = table else { continue };
            html += "<table>";
            for row in 0..table.rows {
                html += "<tr>";
                for cell in table.cells.iter().filter(|cell| cell.row == row) {
                    let (rows, columns) = (cell.row_span, cell.column_span);
                    html += &format!("<td rowspan={rows} colspan={columns}>{}</td>", cell.text);
                }
                html += "</tr>";
            }
            html += "</table>";
        }
        html
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// Every figure that is recognised as another one than was printed, or not at all.
fn compare_figures(filing: &Filing, document: &Document) -> Vec<String> {
    let reading = gongkai_recognize::recognize(document);
    let mut differences = Vec::new();
    let form = filing.edition.form();
    for (key, (_, _, table)) in TableKey::ALL.iter().zip(filing.parts.iter().filter(|(_, _, table)| table.is_some())) {
        let (form, table) = (form.table(*key), table.as_ref().expect("a table"));
        for cell in &form.cells {
            let printed = table.cells.iter().find(|other| (other.row, other.column) == (cell.row, cell.column));
            let printed = printed.expect("the cell is printed");
            let read = reading.report.cell(cell.key).map(|cell| cell.printed().into_owned());
            let named = reading.receipt.unread.iter().any(|unread| unread.key == cell.key);
            if filing.style["borders"] == "none" && named {
                // Without any rulings wrapped numbers cannot be told from others: they must be named, not guessed.
                continue;
            }
            if read.as_deref() != Some(&printed.text) {
                differences.push(format!("{}: {read:?} for {:?}", cell.printed_name(), printed.text));
            }
        }
    }
    differences.truncate(6);
    differences
}

/// Every difference between a filing and what was read of it.
pub(crate) fn compare(filing: &Filing, document: &Document) -> Vec<String> {
    let mut differences = compare_figures(filing, document);
    if filing.style["borders"] == "none" {
        return differences;
    }
    if filing.style["borders"] == "no_frame" {
        // Without a frame a row that spans the table's top is a line of text; the figures say enough.
        return differences;
    }
    let expected: Vec<&PrintedTable> = filing.parts.iter().filter_map(|(_, _, table)| table.as_ref()).collect();
    let found: Vec<&Table> = document.tables().collect();
    if expected.len() != found.len() {
        differences.push(format!("{} tables for {}", found.len(), expected.len()));
    }
    for (number, (expected, found)) in expected.iter().zip(&found).enumerate() {
        let shape = (expected.rows, expected.widths.len());
        if shape != (found.rows(), found.columns()) {
            differences.push(format!("table {}: {:?} for {shape:?}", number + 1, (found.rows(), found.columns())));
        }
        for cell in &expected.cells {
            let place = format!("table {} at {},{}", number + 1, cell.row, cell.column);
            match found.at(cell.row, cell.column) {
                Some(read) => {
                    let same_place = (read.row, read.column, read.row_span, read.column_span)
                        == (cell.row, cell.column, cell.row_span, cell.column_span);
                    let same_text = if cell.kind == "value" {
                        read.text == cell.text
                    } else {
                        bare(&read.text) == bare(&cell.text)
                    };
                    if !same_place || !same_text {
                        differences.push(format!("{place}: {:?} for {:?}", read.text, cell.text));
                    }
                }
                None => differences.push(format!("{place}: nothing for {:?}", cell.text)),
            }
        }
    }
    differences.truncate(6);
    let expected: Vec<String> = std::iter::once(filing.title.concat())
        .chain(filing.parts.iter().flat_map(|(heading, paragraphs, _)| heading.iter().chain(paragraphs).cloned()))
        .collect();
    let found: Vec<String> = document.paragraphs().map(|paragraph| paragraph.text.clone()).collect();
    let missing = expected.iter().filter(|text| !found.contains(text));
    differences.extend(missing.take(3).map(|text| format!("not read: {text:?}")));
    let extra = found.iter().filter(|text| !expected.contains(text));
    differences.extend(extra.take(3).map(|text| format!("read instead: {text:?}")));
    differences
}
