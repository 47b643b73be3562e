//! LibreOffice saves what was written as `.xlsx` in the older notation, and both say the same. Without `GONGKAI_SOFFICE`
//! naming its command the tests have nothing to ask and say so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::path::PathBuf;
use std::process::Command;

use gongkai_core::document::Document;
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::{Cell, compose};
use gongkai_xlsx::{XlsxReader, XlsxWriter};

/// The files of the newer notation, and what each becomes in the older one.
fn saved(files: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let soffice = std::env::var("GONGKAI_SOFFICE").ok().filter(|program| !program.is_empty());
    let Some(soffice) = soffice else {
        eprintln!("not run: GONGKAI_SOFFICE is not set");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.xlsx"));
    let paths: Vec<PathBuf> = (0..files.len()).map(path).collect();
    for (path, bytes) in paths.iter().zip(files) {
        std::fs::write(path, bytes).unwrap();
    }
    let output = Command::new(soffice)
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--convert-to", "xls:MS Excel 97", "--outdir"])
        .arg(folder.path())
        .args(&paths)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(paths.iter().map(|path| std::fs::read(path.with_extension("xls")).unwrap()).collect())
}

fn read(bytes: &[u8]) -> Document {
    let renewed = gongkai_xls::renew(bytes, &Limits::default()).unwrap();
    XlsxReader::new().read(&renewed.package, &Limits::default()).unwrap()
}

#[test]
fn every_cell_of_both_editions_is_read() {
    let documents: Vec<Document> = (0..6).map(|seed| compose(&reports::varied(seed))).collect();
    let write = |document: &Document| XlsxWriter::new().write(document).unwrap().bytes;
    let files: Vec<Vec<u8>> = documents.iter().map(write).collect();
    let Some(saved) = saved(&files) else { return };
    for (seed, ((document, file), saved)) in documents.iter().zip(&files).zip(saved).enumerate() {
        let newer = XlsxReader::new().read(file, &Limits::default()).unwrap();
        let read = read(&saved);
        assert_eq!(read.tables().count(), 3);
        for ((before, newer), after) in document.tables().zip(newer.tables()).zip(read.tables()) {
            assert_eq!((before.rows(), before.columns(), newer.form), (after.rows(), after.columns(), after.form));
            for cell in before.cells() {
                let found = after.at(cell.row, cell.column).unwrap();
                assert_eq!(Cell::parse(&found.text), Cell::parse(&cell.text), "{seed} {},{}", cell.row, cell.column);
                assert_eq!((found.row_span, found.column_span), (cell.row_span, cell.column_span));
                assert_eq!(found.position, newer.at(cell.row, cell.column).unwrap().position);
            }
        }
        let text = |document: &Document| document.paragraphs().map(|p| (p.role, p.text.clone())).collect::<Vec<_>>();
        assert_eq!(text(&read), text(&newer), "{seed}");
        assert_eq!((read.properties, read.sheets, read.cover), (newer.properties, newer.sheets, newer.cover));
    }
}
