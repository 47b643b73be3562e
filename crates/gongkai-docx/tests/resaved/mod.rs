//! LibreOffice saves what was written as `.docx` in an older notation, and both say the same. Without `GONGKAI_SOFFICE`
//! naming its command the tests have nothing to ask and say so.

use std::path::PathBuf;
use std::process::Command;

use gongkai_core::document::{Block, Document};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_opc::PackageWriter;

use crate::reports;

/// An older notation of the same documents.
pub(crate) struct Notation {
    /// How its files end.
    pub(crate) ending: &'static str,
    /// What LibreOffice calls it.
    pub(crate) filter: &'static str,
    /// Whether LibreOffice writes which rows are a table's head.
    pub(crate) has_heads: bool,
    /// Puts it into the newer one.
    pub(crate) renew: fn(&[u8]) -> Vec<u8>,
}

/// The files of the newer notation, and what each becomes in the older one.
fn saved(notation: &Notation, files: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let soffice = std::env::var("GONGKAI_SOFFICE").ok().filter(|program| !program.is_empty());
    let Some(soffice) = soffice else {
        eprintln!("not run: GONGKAI_SOFFICE is not set");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.docx"));
    let paths: Vec<PathBuf> = (0..files.len()).map(path).collect();
    for (path, bytes) in paths.iter().zip(files) {
        std::fs::write(path, bytes).unwrap();
    }
    let output = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", &format!("{}:{}", notation.ending, notation.filter), "--outdir"])
        .arg(folder.path())
        .args(&paths)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(paths.iter().map(|path| std::fs::read(path.with_extension(notation.ending)).unwrap()).collect())
}

fn read(notation: &Notation, bytes: &[u8]) -> Document {
    DocxReader::new().read(&(notation.renew)(bytes), &Limits::default()).unwrap()
}

/// Every cell of both editions, and every paragraph, says the same after it was saved in the older notation.
pub(crate) fn every_cell_of_both_editions_is_read(notation: &Notation) {
    let documents: Vec<Document> = (0..6).map(|seed| compose(&reports::varied(seed))).collect();
    let write = |document: &Document| DocxWriter::new(Style::gbt9704()).write(document).unwrap().bytes;
    let files: Vec<Vec<u8>> = documents.iter().map(write).collect();
    let Some(saved) = saved(notation, &files) else { return };
    for (seed, (document, saved)) in documents.iter().zip(saved).enumerate() {
        let read = read(notation, &saved);
        assert_eq!(read.tables().count(), 3);
        for (before, after) in document.tables().zip(read.tables()) {
            assert_eq!((before.rows(), before.columns()), (after.rows(), after.columns()), "{seed}");
            assert!(!notation.has_heads || before.head_rows == after.head_rows);
            for cell in before.cells() {
                let found = after.at(cell.row, cell.column).unwrap();
                assert_eq!(Cell::parse(&found.text), Cell::parse(&cell.text), "{seed} {},{}", cell.row, cell.column);
                assert_eq!((found.row_span, found.column_span), (cell.row_span, cell.column_span));
            }
        }
        let text = |document: &Document| document.paragraphs().map(|p| (p.role, p.text.clone())).collect::<Vec<_>>();
        assert_eq!(text(&read), text(document));
        assert_eq!(read.properties.title, document.properties.title);
    }
}

/// What a document says, without places: LibreOffice moves empty paragraphs about.
fn said(document: &Document) -> Vec<String> {
    let of = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("{:?} {} {:?}", paragraph.role, paragraph.text, paragraph.marks),
        Block::Table(table) => {
            let cell = |c: &gongkai_core::document::TableCell| {
                format!("{},{} {}×{} {:?} {}", c.row, c.column, c.row_span, c.column_span, c.text, c.picture)
            };
            table.cells().iter().map(cell).collect::<Vec<_>>().join("|")
        }
    };
    let remarks = document.remarks.iter().map(|remark| format!("{:?} {}", remark.kind, remark.detail));
    document.blocks.iter().map(of).chain(remarks).collect()
}

/// A file of the newer notation with this body.
fn package(body: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut writer = PackageWriter::new();
    writer.part(
        "[Content_Types].xml",
        format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
        ),
    );
    writer.part(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}" Target="word/document.xml"/></Relationships>"#
        ),
    );
    writer.part("word/document.xml", format!(r#"<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>"#));
    writer.finish().unwrap()
}

/// What is struck, hidden, raised, linked, revised or merged says the same.
pub(crate) fn everything_that_is_not_plain_text_is_read_alike(notation: &Notation) {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let field = |instruction: &str, result: &str| {
        let character = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        format!(
            "{}<w:r><w:instrText xml:space=\"preserve\">{instruction}</w:instrText></w:r>{}{}{}",
            character("begin"),
            character("separate"),
            run("", result),
            character("end"),
        )
    };
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let tc = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(inner));
    let width = "<w:tcW w:w=\"2000\" w:type=\"dxa\"/>";
    let table = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"6000\" w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2000\"/>\
         <w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>\
         <w:tr>{}{}{}</w:tr></w:tbl>",
        tc(&format!("{width}<w:vMerge w:val=\"restart\"/>"), &run("", "行政许可")),
        tc("<w:tcW w:w=\"4000\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/>", &run("", "本年处理决定数量")),
        tc(&format!("{width}<w:vMerge/>"), ""),
        tc(width, &(run("<w:strike/>", "9") + &run("", "34") + &run("<w:vertAlign w:val=\"superscript\"/>", "1"))),
        tc(width, &(run("", "5") + &run("<w:vanish/>", "6"))),
        tc(width, &run("", "行政强制")),
        tc(width, &run("<w:dstrike/>", "7")),
        tc(width, &(run("", "CO") + &run("<w:vertAlign w:val=\"subscript\"/>", "2"))),
    );
    let body = [
        p(&(run("", "全年公开") + &run("<w:strike/>", "12") + &run("<w:b/>", "34") + &run("<w:vanish/>", "密") + &run("", "条。"))),
        p(&(run("", "见") + &field(" HYPERLINK \"https://www.example.gov.cn/a\" ", "网站") + &run("", "，𠮷。"))),
        p(&format!(
            "{}<w:del w:id=\"1\" w:author=\"a\" w:date=\"2024-01-02T00:00:00Z\"><w:r><w:delText>旧的</w:delText></w:r></w:del>{}",
            run("", "修订"),
            run("", "之后")
        )),
        p(&(run("", "第一行") + "<w:r><w:br/></w:r>" + &run("", "第二行"))),
        table,
        p(&run("", "表后。")),
    ]
    .concat();
    let file = package(&body);
    let expected = said(&DocxReader::new().read(&file, &Limits::default()).unwrap());
    let Some(saved) = saved(notation, &[file]) else { return };
    assert_eq!(said(&read(notation, &saved[0])), expected);
}
