//! Word files that hold files of other formats in their places (`w:altChunk`), read from end to end: whoever exports
//! from a site or puts a report together from parts of its departments makes them.
#![cfg(all(feature = "docx", feature = "rtf", feature = "html", feature = "text"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "embedded/mess.rs"]
mod mess;

use std::fmt::Write as _;

use gongkai::document::Table;
use gongkai::form::{CellKey, SectionKey};
use gongkai::{
    Cell, Format, Organ, Part, Prose, ReadOptions, Reading, Report, WriteOptions, Year, compose, open, read, save,
};
use gongkai_opc::PackageWriter;

/// A report of which every cell is another number.
fn report() -> Report {
    let mut report = Report::new(Organ::new("青山县民政局"), Year::new(2023).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

fn tables() -> Vec<Table> {
    compose(&report()).tables().cloned().collect()
}

fn markup(table: &Table) -> String {
    let mut out = String::from("<table border=1>");
    for row in 0..table.rows() {
        out.push_str("<tr>");
        for cell in table.row(row) {
            let _ = write!(out, "<td rowspan={} colspan={}>{}</td>", cell.row_span, cell.column_span, cell.text);
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}

fn tabs(table: &Table) -> String {
    let row = |row: usize| table.row(row).map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t");
    (0..table.rows()).map(row).collect::<Vec<_>>().join("\n") + "\n"
}

fn paragraphs() -> Vec<String> {
    vec![
        "青山县民政局2023年政府信息公开工作年度报告".to_owned(),
        "一、总体情况".to_owned(),
        "本年度公开信息一千二百条。".to_owned(),
    ]
}

const HEADINGS: [&str; 3] =
    ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];
const REST: [&str; 4] =
    ["五、存在的主要问题及改进情况", "解读形式不够丰富。", "六、其他需要报告的事项", "本年度未收取信息处理费。"];

/// Text in RTF: every character by its number.
fn numbered(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        let _ = write!(out, "\\u{unit} ?");
        out
    })
}

/// A table in RTF: the edges of each row's cells, and what goes on from above.
fn rtf_table(table: &Table) -> String {
    let mut out = String::new();
    for row in 0..table.rows() {
        let (mut described, mut cells, mut column) = (String::new(), String::new(), 0);
        while let Some(cell) = table.at(row, column) {
            column += cell.column_span;
            described.push_str(match (cell.row_span > 1, cell.row == row) {
                (false, _) => "",
                (true, true) => "\\clvmgf",
                (true, false) => "\\clvmrg",
            });
            let _ = write!(described, "\\cellx{}", column * 800);
            let lines: Vec<String> = cell.text.lines().filter(|_| cell.row == row).map(numbered).collect();
            let _ = writeln!(cells, "\\pard\\intbl {}\\cell", lines.join("\\par "));
        }
        let _ = writeln!(out, "\\trowd{described}{cells}\\row");
    }
    out + "\\pard "
}

/// A file in RTF of this body.
fn rtf(body: &str) -> Vec<u8> {
    format!("{{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}}}\n{body}}}").into_bytes()
}

/// The whole report as a page, as text, as a web archive, in RTF and as a Word file.
fn whole(kind: &str) -> (String, Vec<u8>) {
    let heads = HEADINGS.iter().zip(tables());
    let page = || {
        let before: String = paragraphs().iter().map(|text| format!("<p>{text}</p>")).collect();
        let middle: String = heads.clone().map(|(head, table)| format!("<p>{head}</p>{}", markup(&table))).collect();
        let rest: String = REST.iter().map(|text| format!("<p>{text}</p>")).collect();
        format!("<html><head><meta charset=utf-8></head><body>{before}{middle}{rest}</body></html>")
    };
    let bytes = match kind {
        "html" => page().into_bytes(),
        "mht" => format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; \
             charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: file:///C:/a.htm\r\n\r\n{}\r\n--b--\r\n",
            page()
        )
        .into_bytes(),
        "txt" => {
            let middle: String = heads.clone().map(|(head, table)| format!("{head}\n{}", tabs(&table))).collect();
            format!("{}\n{middle}{}\n", paragraphs().join("\n"), REST.join("\n")).into_bytes()
        }
        "rtf" => {
            let p = |text: &str| format!("\\pard {}\\par\n", numbered(text));
            let all = |texts: &[&str]| texts.iter().map(|text| p(text)).collect::<String>();
            let before: String = paragraphs().iter().map(|text| p(text)).collect();
            let middle: String = heads.clone().map(|(head, table)| p(head) + &rtf_table(&table)).collect();
            rtf(&[before, middle, all(&REST)].concat())
        }
        _ => {
            let mut report = report();
            report.title = Some(paragraphs()[0].clone());
            let overview = paragraphs()[2].clone();
            for (section, text) in [
                (SectionKey::Overview, overview.as_str()),
                (SectionKey::Problems, REST[1]),
                (SectionKey::OtherMatters, REST[3]),
            ] {
                report.set_narrative(section, vec![Part::from(Prose::from(text))]);
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.docx");
            save(&report, &path, &WriteOptions::default()).unwrap();
            std::fs::read(path).unwrap()
        }
    };
    (format!("part.{kind}"), bytes)
}

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file of this body with files inside it.
fn package(body: &str, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut writer = PackageWriter::new();
    writer.part(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"html\" ContentType=\"text/html\"/><Default Extension=\"txt\" ContentType=\"text/plain\"/>\
         <Default Extension=\"mht\" ContentType=\"message/rfc822\"/></Types>",
    );
    writer.part(
        "_rels/.rels",
        format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r\" Type=\"{TYPE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
    );
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    writer.part("word/document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>"));
    let links: String = files
        .iter()
        .map(|(name, _)| format!("<Relationship Id=\"{name}\" Type=\"{TYPE}/aFChunk\" Target=\"{name}\"/>"))
        .collect();
    writer
        .part("word/_rels/document.xml.rels", format!("<Relationships xmlns=\"{relations}\">{links}</Relationships>"));
    for (name, content) in files {
        writer.part(format!("word/{name}"), content.as_slice());
    }
    writer.finish().unwrap()
}

fn chunk(name: &str) -> String {
    format!("<w:altChunk r:id=\"{name}\"><w:altChunkPr><w:matchSrc w:val=\"1\"/></w:altChunkPr></w:altChunk>")
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn read_word(bytes: &[u8]) -> Reading {
    read(bytes, Format::Docx, &ReadOptions::default()).unwrap()
}

/// Every cell is right, and no sentence is lost.
fn assert_whole(reading: &Reading, what: &str) {
    assert_eq!((reading.receipt.read, reading.receipt.expected), (200, 200), "{what}");
    for (key, cell) in report().cells() {
        assert_eq!(reading.report.cell(key), Some(cell), "{what}: {key}");
    }
    assert_eq!(reading.report.organ.name, "青山县民政局", "{what}");
    let told = format!("{:?}", reading.report);
    for sentence in [paragraphs()[2].as_str(), REST[1], REST[3]] {
        assert!(told.contains(sentence), "{what}: {sentence}");
    }
}

#[test]
fn a_word_file_that_is_nothing_but_a_file_of_another_format() {
    for kind in ["html", "mht", "txt", "rtf", "docx"] {
        let file = whole(kind);
        for body in [
            chunk(&file.0),
            format!("{}{}<w:p/>", "<w:p/>", chunk(&file.0)),
            // A table of one cell only frames what is in it.
            format!("<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>", chunk(&file.0)),
        ] {
            assert_whole(&read_word(&package(&body, std::slice::from_ref(&file))), &format!("{kind} {body}"));
        }
    }
}

#[test]
fn a_file_in_rtf_is_read_under_every_name() {
    let (_, bytes) = whole("rtf");
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.rtf", "a.doc", "a.DOC", "a.wps", "a.docx", "a"] {
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        assert_whole(&open(&path, &ReadOptions::default()).unwrap(), name);
    }
}

#[test]
fn parts_of_several_formats_stand_in_their_places() {
    let [two, three, four]: [Table; 3] = tables().try_into().unwrap();
    let files = [
        ("two.html".to_owned(), format!("<html><meta charset=utf-8>{}</html>", markup(&two)).into_bytes()),
        ("three.txt".to_owned(), tabs(&three).into_bytes()),
        ("four.docx".to_owned(), package(&word_table(&four), &[])),
        ("four.rtf".to_owned(), rtf(&rtf_table(&four))),
        ("rest.txt".to_owned(), REST.join("\n").into_bytes()),
    ];
    let before: String = paragraphs().iter().map(|text| p(text)).collect();
    for fourth in ["four.docx", "four.rtf"] {
        let body = [
            before.clone(),
            p(HEADINGS[0]),
            chunk("two.html"),
            p(HEADINGS[1]),
            chunk("three.txt"),
            p(HEADINGS[2]),
            chunk(fourth),
            chunk("rest.txt"),
        ];
        assert_whole(&read_word(&package(&body.concat(), &files)), fourth);
    }
}

fn word_table(table: &Table) -> String {
    let mut out = String::from("<w:tbl>");
    for row in 0..table.rows() {
        out.push_str("<w:tr>");
        let mut column = 0;
        while let Some(cell) = table.at(row, column) {
            let merge = match (cell.row_span > 1, cell.row == row) {
                (false, _) => "",
                (true, true) => "<w:vMerge w:val=\"restart\"/>",
                (true, false) => "<w:vMerge/>",
            };
            let text = if cell.row == row { cell.text.as_str() } else { "" };
            let span = cell.column_span;
            let _ = write!(out, "<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr>{}</w:tc>", p(text));
            column += span;
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl>"
}

#[test]
fn a_cell_may_hold_a_file_and_what_is_struck_in_it_stays_out_of_force() {
    let files = [
        ("a.html".to_owned(), "<html><meta charset=utf-8><p><s>9</s>34</p></html>".as_bytes().to_vec()),
        ("b.txt".to_owned(), b"5".to_vec()),
    ];
    let row = |label: &str, cell: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{cell}<w:p/></w:tc></w:tr>", p(label));
    let body = format!(
        "{}<w:tbl>{}{}{}</w:tbl>",
        p(HEADINGS[0]),
        row("信息内容", &p("本年处理决定数量")),
        row("行政许可", &chunk("a.html")),
        row("行政处罚", &chunk("b.txt"))
    );
    let reading = read_word(&package(&body, &files));
    let cell = |key: &str| reading.report.cell(key.parse().unwrap()).and_then(Cell::number).map(|n| n.to_string());
    assert_eq!(cell("disclosure.licenses.decisions").as_deref(), Some("34"));
    assert_eq!(cell("disclosure.penalties.decisions").as_deref(), Some("5"));
    assert!(
        reading.receipt.remarks.iter().any(|remark| remark.detail.zh.contains('9')),
        "{:?}",
        reading.receipt.remarks
    );
}

#[test]
fn a_file_that_is_missing_or_not_known_is_named() {
    let known = whole("html");
    let body = format!("{}{}{}", chunk("none.html"), chunk(&known.0), chunk("old.bin"));
    let files = [known, ("old.bin".to_owned(), b"\x01\x02".to_vec())];
    let reading = read_word(&package(&body, &files));
    assert_whole(&reading, "beside missing files");
    let said: Vec<&str> = reading.receipt.remarks.iter().map(|remark| remark.detail.zh.as_str()).collect();
    assert!(said.iter().any(|said| said.contains("嵌入的文件")), "{said:?}");
    assert!(said.iter().any(|said| said.contains("old.bin") && said.contains("其他文件")), "{said:?}");
    let alone = read(&package(&chunk("none.html"), &[]), Format::Docx, &ReadOptions::default());
    assert!(alone.is_err());
}
