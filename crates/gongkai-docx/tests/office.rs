//! Other programs read what is written: python-docx when `GONGKAI_PYTHON` names a Python that has it, LibreOffice when
//! `GONGKAI_SOFFICE` names its command. Without them the tests have nothing to ask and say so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

mod marked;
mod reports;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use gongkai_core::document::{Document, MarkKind, ParagraphRole, TableCell};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, compose};
use gongkai_docx::{DocxReader, DocxWriter};
use gongkai_recognize::recognize;

fn program(variable: &str) -> Option<String> {
    let found = std::env::var(variable).ok().filter(|program| !program.is_empty());
    if found.is_none() {
        eprintln!("not run: {variable} is not set");
    }
    found
}

fn write(folder: &Path, seed: u64) -> (Document, std::path::PathBuf) {
    let document = compose(&reports::varied(seed));
    let path = folder.join(format!("{seed}.docx"));
    std::fs::write(&path, DocxWriter::new(Style::gbt9704()).write(&document).unwrap().bytes).unwrap();
    (document, path)
}

fn styles(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::Title => "Title",
        ParagraphRole::Heading1 => "Heading 1",
        ParagraphRole::Heading2 => "Heading 2",
        ParagraphRole::Heading3 => "Heading 3",
        _ => "Body Text",
    }
}

#[test]
fn python_docx_reads_every_cell_and_style() {
    let Some(python) = program("GONGKAI_PYTHON") else { return };
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..8 {
        let (document, path) = write(folder.path(), seed);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/cells.py");
        let output = Command::new(&python).arg(script).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(read["title"].as_str(), document.properties.title.as_deref());
        assert_eq!(
            read["author"].as_str().unwrap_or_default(),
            document.properties.author.as_deref().unwrap_or_default()
        );
        assert_eq!(read["tables"].as_array().unwrap().len(), 3);
        for (number, table) in document.tables().enumerate() {
            for row in 0..table.rows() {
                for column in 0..table.columns() {
                    let expected = table.at(row, column).map_or("", |cell| cell.text.as_str());
                    assert_eq!(
                        read["tables"][number][row][column].as_str(),
                        Some(expected),
                        "{seed} {number} {row},{column}"
                    );
                }
            }
        }
        let read: Vec<(&str, String)> = read["paragraphs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap().replace('\n', "")))
            .collect();
        let expected: Vec<(&str, String)> = document.paragraphs().map(|p| (styles(p.role), p.text.clone())).collect();
        let read: Vec<_> = read.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        assert_eq!(read, expected);
    }
}

#[test]
fn libreoffice_saves_every_cell_again() {
    let Some(soffice) = program("GONGKAI_SOFFICE") else { return };
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again");
    let documents: Vec<_> = (0..6).map(|seed| write(folder.path(), seed)).collect();
    let status = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(&again)
        .args(documents.iter().map(|(_, path)| path))
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    for (document, path) in documents {
        let saved = std::fs::read(again.join(path.file_name().unwrap())).unwrap();
        let read = DocxReader::new().read(&saved, &Limits::default()).unwrap();
        assert_eq!(read.tables().count(), 3);
        let (own, again) = (recognize(&document), recognize(&read));
        assert_eq!(own.report.cells().collect::<Vec<_>>(), again.report.cells().collect::<Vec<_>>(), "{path:?}");
        for (before, after) in document.tables().zip(read.tables()) {
            assert_eq!(before.rows(), after.rows());
            // Where edges of cells lie a hair apart after its rounding, LibreOffice saves a column of that hair: no column of
            // the grid, so every cell must stand and reach as it did when hairs are not counted.
            let is_hair = |column: usize| after.widths.get(column).is_some_and(|width| *width < 10);
            let counted = |column: usize| (0..column).filter(|&column| !is_hair(column)).count();
            assert_eq!(before.columns(), counted(after.columns()), "{path:?}");
            assert_eq!(before.head_rows, after.head_rows);
            for cell in before.cells() {
                let stands = |found: &&TableCell| found.row == cell.row && counted(found.column) == cell.column;
                let found = after.cells().iter().find(stands).unwrap();
                assert_eq!(Cell::parse(&found.text), Cell::parse(&cell.text), "{path:?} {},{}", cell.row, cell.column);
                let span = counted(found.column + found.column_span) - counted(found.column);
                assert_eq!((found.row_span, span), (cell.row_span, cell.column_span));
            }
        }
        let text = |document: &Document| document.paragraphs().map(|p| (p.role, p.text.clone())).collect::<Vec<_>>();
        assert_eq!(text(&read), text(&document));
    }
}

#[test]
fn libreoffice_saves_marks_links_and_small_tables_again() {
    let Some(soffice) = program("GONGKAI_SOFFICE") else { return };
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again");
    let documents: Vec<_> = (0..12)
        .map(|seed| {
            let document = marked::document(seed);
            let path = folder.path().join(format!("{seed}.docx"));
            std::fs::write(&path, DocxWriter::new(Style::gbt9704()).write(&document).unwrap().bytes).unwrap();
            (document, path)
        })
        .collect();
    let status = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(&again)
        .args(documents.iter().map(|(_, path)| path))
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    for (document, path) in documents {
        let saved = std::fs::read(again.join(path.file_name().unwrap())).unwrap();
        let read = DocxReader::new().read(&saved, &Limits::default()).unwrap();
        // LibreOffice ends a link where a raised part of it begins, and parts a column in two where the edges of merged
        // cells differ by a twip: links are compared by where they lead, and cells by their order.
        assert_eq!(addresses(&read), addresses(&document), "{path:?}");
        assert_eq!(marked::shown_in_order(&read), marked::shown_in_order(&document), "{path:?}");
    }
}

/// Where the paragraphs' links lead.
fn addresses(document: &Document) -> BTreeSet<String> {
    let marks = document.paragraphs().flat_map(|paragraph| &paragraph.marks);
    let links = marks.filter_map(|mark| match &mark.kind {
        MarkKind::Link(address) => Some(address.to_string()),
        _ => None,
    });
    links.collect()
}

/// The Word version of the 2021 form that many offices copy, when a folder of real files is at hand.
#[test]
fn a_real_form_has_its_cells() {
    let Some(folder) = program("GONGKAI_CORPUS") else { return };
    let bytes = std::fs::read(Path::new(&folder).join("template-2021.docx")).unwrap();
    let read = DocxReader::new().read(&bytes, &Limits::default()).unwrap();
    let form = gongkai_core::form::Edition::E2021.form();
    for (table, form) in read.tables().zip(form.tables()) {
        assert_eq!((table.rows(), table.columns()), (form.rows, form.columns));
        for cell in &form.cells {
            let found = table.at(cell.row, cell.column).expect("a cell");
            assert_eq!(
                (found.row, found.column, found.text.as_str()),
                (cell.row, cell.column, ""),
                "{}",
                cell.printed_name()
            );
        }
    }
    assert_eq!(read.tables().count(), 3);
}
