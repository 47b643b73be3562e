//! Small files made to exhaust whoever reads them.
#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod older;

use gongkai_opc::PackageWriter;

use crate::run::report;

/// A PDF of one page with this content and this map from codes to characters.
pub(crate) fn pdf(content: &str, map: &str) -> Vec<u8> {
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        stream(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_owned(),
        stream(&format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n1 \
             begincodespacerange <00> <ff> endcodespacerange\n{map}\nendcmap end end"
        )),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let xref = file.len();
    file.push_str("xref\n0 7\n0000000000 65535 f \n");
    file.extend(places.iter().map(|place| format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"));
    file.into_bytes()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of these parts, the first of which is the main one.
fn package(parts: &[(&str, String)], kinds: &[&str]) -> Vec<u8> {
    let mut writer = PackageWriter::new();
    let overrides: String = parts
        .iter()
        .zip(kinds)
        .map(|((name, _), kind)| {
            format!("<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}+xml\"/>")
        })
        .collect();
    writer.part(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{overrides}</Types>"
        ),
    );
    let relationships = |entries: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{entries}</Relationships>"
        )
    };
    let main = parts[0].0;
    writer.part(
        "_rels/.rels",
        relationships(format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/>")),
    );
    let (folder, file) = main.rsplit_once('/').unwrap();
    let others: String = parts
        .iter()
        .skip(1)
        .enumerate()
        .map(|(index, (name, _))| {
            let target = name.strip_prefix(&format!("{folder}/")).unwrap();
            let kind = target.rsplit('/').next().unwrap().trim_end_matches(".xml").trim_end_matches('1');
            let kind = if kind == "sheet" { "worksheet" } else { kind };
            format!("<Relationship Id=\"r{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", index + 1)
        })
        .collect();
    writer.part(format!("{folder}/_rels/{file}.rels"), relationships(others));
    for (name, content) in parts {
        writer.part(*name, content.clone());
    }
    writer.finish().unwrap()
}

fn word(body: &str, numbering: &str) -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    package(
        &[
            ("word/document.xml", format!("<w:document {space}><w:body>{body}</w:body></w:document>")),
            ("word/numbering.xml", format!("<w:numbering {space}>{numbering}</w:numbering>")),
        ],
        &["wordprocessingml.document.main", "wordprocessingml.numbering"],
    )
}

pub(crate) fn workbook(rows: &str, strings: &str, styles: &str) -> Vec<u8> {
    let space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    package(
        &[
            (
                "xl/workbook.xml",
                format!(
                    "<workbook {space} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            ("xl/worksheets/sheet1.xml", format!("<worksheet {space}><sheetData>{rows}</sheetData></worksheet>")),
            ("xl/sharedStrings.xml", format!("<sst {space}>{strings}</sst>")),
            ("xl/styles.xml", format!("<styleSheet {space}>{styles}</styleSheet>")),
        ],
        &["spreadsheetml.sheet.main", "spreadsheetml.worksheet", "spreadsheetml.sharedStrings", "spreadsheetml.styles"],
    )
}

/// The files, by name. Those that cost time rather than memory are as long as a program built for tests can bear.
pub(crate) fn attacks() -> Vec<(&'static str, Vec<u8>)> {
    let page = |body: String| format!("<html><meta charset=\"utf-8\"><body>{body}</body></html>").into_bytes();
    let shown = |text: &str| format!("BT /F 12 Tf 40 700 Td {text} ET");
    let paragraph = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
    let level = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        "%1".repeat(2000)
    );
    let overview = |text: String| report(11).replace("一是主动公开。", &text).into_bytes();
    vec![
        ("one-code-many-characters.pdf", {
            let map = format!("1 beginbfchar <41> <{}> endbfchar", "4e00".repeat(500));
            pdf(&shown(&format!("({}) Tj", "A".repeat(20_000))), &map)
        }),
        ("long-string.pdf", pdf(&shown(&format!("({}) Tj", "A".repeat(1_000_000))), "")),
        ("long-line.pdf", pdf(&shown(&"(A) Tj ".repeat(60_000)), "")),
        ("small-boxes.pdf", pdf(&"1 1 2 2 re f ".repeat(400_000), "")),
        ("long-numbering.docx", word(&paragraph.repeat(30_000), &level)),
        ("wide-row.docx", {
            let cells = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>".repeat(100_001);
            word(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "")
        }),
        ("runs-in-one-string.xlsx", {
            let strings = format!("<si>{}</si>", "<r><t>a</t></r>".repeat(300_000));
            workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &strings, "")
        }),
        ("many-styles.xlsx", {
            let styles = format!("<cellXfs>{}</cellXfs>", "<xf numFmtId=\"0\"/>".repeat(1_000_000));
            workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "", &styles)
        }),
        ("far-cells.xlsx", {
            let rows =
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
            workbook(rows, "", "")
        }),
        ("attributes.html", page(format!("<p {}>1</p>", (0..200_000).map(|n| format!("a{n} ")).collect::<String>()))),
        ("text-in-table.html", page("<table>甲<tr>".repeat(20_000))),
        ("spans.html", page(format!("<table>{}</table>", "<tr><td rowspan=0 colspan=1000>1".repeat(2000)))),
        ("wide.html", page(format!("<table><tr>{}</table>", "<td colspan=1000>1".repeat(99_000)))),
        ("hidden.html", page(format!("{}1", "<div style=\"display:none\">".repeat(100_000)))),
        ("breaks.html", page("x<br>".repeat(400_000))),
        ("lines.txt", "甲乙\n".repeat(50_000).into_bytes()),
        ("bars.txt", "|".repeat(3_000_000).into_bytes()),
        ("rows.txt", "一、本年新收政府信息公开申请数量1234567890".repeat(20_000).into_bytes()),
        ("commas.txt", ",".repeat(3_000_000).into_bytes()),
        ("years.toml", overview("2022年".repeat(1_500))),
        ("dates.toml", overview("2023年1月2日，".repeat(800))),
        ("quotes.toml", overview("“甲”".repeat(25_000))),
        ("sentences.toml", overview("制定规范性文件3件。".repeat(1_500))),
        ("deep.json", "[".repeat(1_000_000).into_bytes()),
        ("deep.toml", format!("a = {}", "[".repeat(1_000_000)).into_bytes()),
    ]
}
