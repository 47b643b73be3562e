//! A workbook in many ways of saying the same, made from a number: a table a sheet, with what is not in force beside its
//! figures.

use std::fmt::Write as _;

use gongkai::document::{Document, Table};
use gongkai::form::CellKey;
use gongkai_opc::PackageWriter;

use crate::reports::Numbers;

/// The looks that cells have, by their numbers: plain, with separated thousands, struck out and white.
const STYLES: &str = r#"
    <fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><strike/><sz val="11"/><name val="宋体"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/></font></fonts>
    <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
    <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
    <cellXfs count="4"><xf/><xf numFmtId="3" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf fontId="2" applyFont="1"/></cellXfs>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The name of a place: `AB12`.
fn place(row: usize, column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    let letters: String =
        if column < 26 { letter(column).into() } else { [letter(column / 26 - 1), letter(column)].iter().collect() };
    format!("{letters}{}", row + 1)
}

fn inline(at: &str, runs: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is>{runs}</is></c>"#)
}

fn run(properties: &str, text: &str) -> String {
    format!(
        r#"<r><rPr>{properties}<sz val="11"/><rFont val="宋体"/></rPr><t xml:space="preserve">{}</t></r>"#,
        escaped(text)
    )
}

fn text(at: &str, text: &str) -> String {
    inline(at, &format!(r#"<t xml:space="preserve">{}</t>"#, escaped(text)))
}

/// A number as it is shown with its thousands separated.
fn separated(value: &str) -> String {
    let plain = value.trim_start_matches('0');
    let plain = if plain.is_empty() { "0" } else { plain };
    let digits: Vec<char> = plain.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    groups.join(",")
}

/// A figure in one of its ways, and what the cell then says.
fn figure(numbers: &mut Numbers, at: &str, value: &str) -> (String, String) {
    let other = numbers.below(99).to_string();
    let cell = match numbers.below(10) {
        0 => text(at, value),
        1 => text(at, &format!(" {value}\u{3000}")),
        2 => format!(r#"<c r="{at}"><f>{value}+0</f><v>{value}</v></c>"#),
        3 => return (format!(r#"<c r="{at}" s="1"><v>{value}</v></c>"#), separated(value)),
        4 => inline(at, &(run("<strike/>", &other) + &run("", value))),
        5 => inline(at, &(run("", value) + &run("<strike/>", &other))),
        6 => {
            return (
                inline(at, &(run("", value) + &run(r#"<vertAlign val="superscript"/>"#, "1"))),
                format!("{value}¹"),
            );
        }
        _ => format!(r#"<c r="{at}"><v>{value}</v></c>"#),
    };
    (cell, value.to_owned())
}

/// A sheet of a table, and what each of its value cells then says.
fn sheet(numbers: &mut Numbers, heading: &str, table: &Table) -> (String, Vec<(CellKey, String)>) {
    let (mut said, mut rows, mut merges) = (Vec::new(), String::new(), String::new());
    let _ = write!(rows, r#"<row r="1">{}</row>"#, text("A1", heading));
    let top = 1 + usize::try_from(numbers.below(3)).unwrap();
    for row in 0..table.rows() {
        let mut cells = String::new();
        for cell in table.row(row).filter(|cell| cell.row == row) {
            let at = place(top + row, cell.column);
            if cell.row_span > 1 || cell.column_span > 1 {
                let last = place(top + row + cell.row_span - 1, cell.column + cell.column_span - 1);
                let _ = write!(merges, r#"<mergeCell ref="{at}:{last}"/>"#);
            }
            let plain =
                !cell.text.is_empty() && cell.text.len() < 9 && cell.text.bytes().all(|byte| byte.is_ascii_digit());
            let (set, text) = match cell.key {
                Some(_) if plain => figure(numbers, &at, &cell.text),
                _ => (text(&at, &cell.text), cell.text.clone()),
            };
            cells += &set;
            said.extend(cell.key.map(|key| (key, text)));
        }
        let _ = write!(rows, r#"<row r="{}">{cells}</row>"#, top + row + 1);
    }
    // What is struck out as a whole, or white on white, under the table.
    for style in [2, 3] {
        let row = top + table.rows() + 1 + style;
        let cells = format!(
            r#"<c r="A{row}" s="{style}" t="inlineStr"><is><t>作废</t></is></c><c r="B{row}" s="{style}"><v>9</v></c>"#
        );
        let _ = write!(rows, r#"<row r="{row}">{cells}</row>"#);
    }
    let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    let names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    (format!(r#"<worksheet xmlns="{names}"><sheetData>{rows}</sheetData>{merges}</worksheet>"#), said)
}

/// The workbook of a document's tables, and what their value cells then say.
pub(crate) fn made(numbers: &mut Numbers, document: &Document) -> (Vec<u8>, Vec<(CellKey, String)>) {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const HEADINGS: [&str; 3] =
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];
    let mut writer = PackageWriter::new();
    let (mut types, mut listed, mut links, mut said, mut sheets) =
        (String::new(), String::new(), String::new(), Vec::new(), Vec::new());
    for (number, (heading, table)) in (1..).zip(HEADINGS.iter().zip(document.tables())) {
        let (made, own) = sheet(numbers, heading, table);
        let _ = write!(
            types,
            r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPE}.worksheet+xml"/>"#
        );
        let _ = write!(listed, r#"<sheet name="表{number}" sheetId="{number}" r:id="s{number}"/>"#);
        let _ = write!(
            links,
            r#"<Relationship Id="s{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        sheets.push((format!("xl/worksheets/sheet{number}.xml"), made));
        said.extend(own);
    }
    writer.part(
        "[Content_Types].xml",
        format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{types}</Types>"#
        ),
    );
    let relations = |inner: &str| format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>"#);
    writer.part(
        "_rels/.rels",
        relations(&format!(r#"<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#)),
    );
    let styles = format!(r#"<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/>"#);
    writer.part("xl/_rels/workbook.xml.rels", relations(&(links + &styles)));
    writer.part(
        "xl/workbook.xml",
        format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>"#),
    );
    writer.part("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#));
    for (name, sheet) in sheets {
        writer.part(name, sheet);
    }
    (writer.finish().unwrap(), said)
}
