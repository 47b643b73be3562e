//! Messy Word files and workbooks that LibreOffice saves in the notation of Office 97: what they say is read from it as
//! LibreOffice understood it. Without `GONGKAI_SOFFICE` naming its command the tests have nothing to ask and say so.
#![cfg(all(feature = "docx", feature = "xlsx", feature = "doc", feature = "xls"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a test that was not run says so")]

#[path = "../crates/gongkai-docx/tests/messy/mod.rs"]
mod messy;
#[path = "../crates/gongkai-docx/tests/reports/mod.rs"]
mod reports;
#[path = "older/workbook.rs"]
mod workbook;

use std::path::PathBuf;
use std::process::Command;

use gongkai::form::CellKey;
use gongkai::{Format, ReadOptions, Reading, compose, read};
use gongkai_core::Cell;
use gongkai_opc::PackageWriter;
use reports::Numbers;

fn soffice() -> Option<String> {
    let found = std::env::var("GONGKAI_SOFFICE").ok().filter(|program| !program.is_empty());
    if found.is_none() {
        eprintln!("not run: GONGKAI_SOFFICE is not set");
    }
    found
}

/// What each file becomes when LibreOffice saves it under another ending.
fn saved(soffice: &str, files: &[Vec<u8>], from: &str, to: (&str, &str)) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.{from}"));
    let paths: Vec<PathBuf> = (0..files.len()).map(path).collect();
    for (path, bytes) in paths.iter().zip(files) {
        std::fs::write(path, bytes).unwrap();
    }
    let out = folder.path().join("out");
    let output = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", &format!("{}:{}", to.0, to.1), "--outdir"])
        .arg(&out)
        .args(&paths)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (0..files.len()).map(|number| std::fs::read(out.join(format!("{number}.{}", to.0))).unwrap()).collect()
}

/// A Word file of this body, as LibreOffice asks for it.
fn word(body: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let names = concat!(
        r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
        r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
        r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
        r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
        r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
        r#"xmlns:v="urn:schemas-microsoft-com:vml""#,
    );
    let mut writer = PackageWriter::new();
    let part =
        |name: &str, kind: &str| format!(r#"<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>"#);
    writer.part(
        "[Content_Types].xml",
        format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}{}</Types>"#,
            part("document", "document.main"),
            part("styles", "styles")
        ),
    );
    let relations = |one: &str| format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>"#);
    writer.part(
        "_rels/.rels",
        relations(&format!(r#"<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>"#)),
    );
    writer.part(
        "word/_rels/document.xml.rels",
        relations(&format!(r#"<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>"#)),
    );
    writer.part("word/document.xml", format!("<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>"));
    writer.part("word/styles.xml", format!("<w:styles {names}>{}</w:styles>", messy::STYLES));
    writer.finish().unwrap()
}

fn cases() -> u64 {
    std::env::var("GONGKAI_MESS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

/// What a cell says, without white space.
fn bare(cell: Option<&Cell>) -> Option<String> {
    cell.map(|cell| cell.printed().chars().filter(|c| !c.is_whitespace()).collect())
}

/// What is read from the older notation is what was said, or what LibreOffice took it for.
fn assert_alike(
    seed: u64,
    said: &[(CellKey, String)],
    older: &Reading,
    newer: &Reading,
    whole: &Reading,
) -> [usize; 3] {
    let [mut right, mut unread, mut changed] = [0; 3];
    for (key, text) in said.iter().filter(|(key, _)| whole.report.cell(*key).is_some()) {
        let (found, wanted) = (older.report.cell(*key), Cell::parse(text));
        match found {
            Some(found) if *found == wanted => right += 1,
            None => {
                assert!(newer.report.cell(*key).is_none(), "{key} of {seed} is lost: {text:?}");
                unread += 1;
            }
            found => {
                let taken = newer.report.cell(*key);
                assert_eq!(bare(found), bare(taken), "{key} of {seed}: {text:?}");
                changed += 1;
            }
        }
    }
    [right, unread, changed]
}

fn add(all: &mut [usize; 3], more: [usize; 3]) {
    all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
}

#[test]
fn messy_word_files_say_the_same_in_the_notation_of_word_97() {
    let Some(soffice) = soffice() else { return };
    let (mut files, mut all) = (Vec::new(), Vec::new());
    for seed in 0..cases() {
        let document = compose(&reports::varied(seed));
        let mut numbers = Numbers::new(seed ^ 0x01d);
        let (body, said) = messy::body(&mut numbers, &document, messy::Kinds { ends: false, beyond: false });
        files.push(word(&body));
        all.push((document, said));
    }
    let newer = saved(&soffice, &files, "docx", ("docx", "MS Word 2007 XML"));
    let read = |bytes: &[u8], format| read(bytes, format, &ReadOptions::default());
    let older = saved(&soffice, &files, "docx", ("doc", "MS Word 97"));
    let mut counts = [0; 3];
    for (seed, ((document, said), (older, newer))) in (0..).zip(all.iter().zip(older.iter().zip(&newer))) {
        let whole = gongkai::recognize::recognize(document);
        match (read(older, Format::Doc), read(newer, Format::Docx)) {
            (Ok(older), Ok(newer)) => add(&mut counts, assert_alike(seed, said, &older, &newer, &whole)),
            // LibreOffice repeats the text of some fields over and over.
            (older, newer) => {
                let [older, newer] = [older, newer].map(|read| read.map(|_| ()).unwrap_err().to_string());
                assert_eq!(older, newer, "{seed}");
            }
        }
    }
    assert_mostly_right(counts);
}

/// LibreOffice does not know all that Word knows, such as what a table's style strikes out: what it shows of that is in
/// doubt, and little else.
fn assert_mostly_right(counts: [usize; 3]) {
    println!("right, unread, taken otherwise by LibreOffice: {counts:?}");
    assert!(counts[0] > 3 * (counts[1] + counts[2]), "{counts:?}");
}

#[test]
fn messy_workbooks_say_the_same_in_the_notation_of_excel_97() {
    let Some(soffice) = soffice() else { return };
    let (mut files, mut all) = (Vec::new(), Vec::new());
    for seed in 0..cases() {
        let document = compose(&reports::varied(seed));
        let (file, said) = workbook::made(&mut Numbers::new(seed ^ 0x0b1f), &document);
        files.push(file);
        all.push((document, said));
    }
    let older = saved(&soffice, &files, "xlsx", ("xls", "MS Excel 97"));
    let newer = saved(&soffice, &files, "xlsx", ("xlsx", "Calc MS Excel 2007 XML"));
    let mut counts = [0; 3];
    for (seed, ((document, said), ((older, newer), file))) in
        (0..).zip(all.iter().zip(older.iter().zip(&newer).zip(&files)))
    {
        let read = |bytes: &[u8], format| read(bytes, format, &ReadOptions::default()).unwrap();
        let whole = gongkai::recognize::recognize(document);
        // As it was made, it says what was meant.
        let made = assert_alike(seed, said, &read(file, Format::Xlsx), &whole, &whole);
        assert_eq!(made[2], 0, "{seed}");
        add(&mut counts, assert_alike(seed, said, &read(older, Format::Xls), &read(newer, Format::Xlsx), &whole));
    }
    assert_mostly_right(counts);
}
