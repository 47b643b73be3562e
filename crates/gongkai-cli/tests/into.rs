//! A report put into an office's own Word file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;

use gongkai_opc::{Package, PackageKind};
use run::{gongkai, report, report_of};

/// Every part of a package but the main one, by name.
fn other_parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = fs::read(path).unwrap();
    let mut package = Package::open(&bytes, PackageKind::Word, &gongkai::Limits::default()).unwrap();
    let names: Vec<String> = package.names().filter(|name| *name != "word/document.xml").map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), package.part(&name).unwrap().unwrap())).collect()
}

fn main_part(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let mut package = Package::open(&bytes, PackageKind::Word, &gongkai::Limits::default()).unwrap();
    package.xml_part("word/document.xml").unwrap().unwrap()
}

/// A template of an office: last year's file in another look, with a sentence of its own below.
fn template(path: &Path) {
    fs::write(path.join("去年.toml"), report_of("青山镇人民政府", 2022, 12)).unwrap();
    let made = gongkai(path, &["convert", "去年.toml", "-o", "模板.docx", "--profile", "plain"]);
    assert_eq!(made.status, 0, "{}", made.err);
}

#[test]
fn figures_and_text_go_into_the_template_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    template(path);
    fs::write(path.join("今年.toml"), report(11).replace("issued = 0", "issued = 3")).unwrap();
    let made = gongkai(path, &["convert", "今年.toml", "--into", "模板.docx", "-o", "报告.docx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("模板的标题没有改"), "{}", made.err);
    assert_eq!(other_parts(&path.join("模板.docx")), other_parts(&path.join("报告.docx")));
    let read = |name: &str| gongkai::open(path.join(name), &gongkai::ReadOptions::default()).unwrap().report;
    let (filled, wanted) = (read("报告.docx"), read("今年.toml"));
    for cell in wanted.form_cells() {
        assert_eq!(filled.cell(cell.key), wanted.cell(cell.key), "{}", cell.printed_name());
    }
    for section in gongkai::form::SectionKey::ALL {
        let of = |report: &gongkai::Report| report.narrative(section).texts().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(of(&filled), of(&wanted), "{section:?}");
    }
    // As many paragraphs and cells as before, each with the settings that it had.
    let (before, after) = (main_part(&path.join("模板.docx")), main_part(&path.join("报告.docx")));
    for element in ["<w:tc>", "<w:tcPr>", "<w:tr>", "<w:tbl>", "<w:sectPr", "<w:pPr>"] {
        assert_eq!(before.matches(element).count(), after.matches(element).count(), "{element}");
    }
}

#[test]
fn cells_that_the_template_lacks_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    template(path);
    let whole = main_part(&path.join("模板.docx"));
    // Without its third table.
    let third = whole.rfind("<w:tbl>").unwrap()..whole.rfind("</w:tbl>").unwrap() + "</w:tbl>".len();
    let mut without = whole.clone();
    without.replace_range(third, "");
    let mut writer = gongkai_opc::PackageWriter::new();
    for (name, bytes) in other_parts(&path.join("模板.docx")) {
        writer.part(name, bytes);
    }
    writer.part("word/document.xml", without);
    fs::write(path.join("缺表.docx"), writer.finish().unwrap()).unwrap();
    fs::write(path.join("今年.toml"), report(11)).unwrap();
    let made = gongkai(path, &["convert", "今年.toml", "--into", "缺表.docx", "-o", "报告.docx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("15 格没有填进去"), "{}", made.err);
    assert!(made.err.contains("表四“行政复议”“总计”列"), "{}", made.err);
    let strict = gongkai(path, &["convert", "今年.toml", "--into", "缺表.docx", "-o", "严.docx", "--strict"]);
    assert_eq!(strict.status, 2);
    assert!(!path.join("严.docx").exists());
}

#[test]
fn no_template_is_refused_and_the_template_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    template(path);
    fs::write(path.join("今年.toml"), report(11)).unwrap();
    let own = gongkai(path, &["convert", "今年.toml", "--into", "模板.docx", "-o", "模板.docx", "--force"]);
    assert_eq!(own.status, 2, "{}", own.err);
    let toml = gongkai(path, &["convert", "今年.toml", "--into", "去年.toml", "-o", "报告.docx"]);
    assert_eq!(toml.status, 2);
    let pdf = gongkai(path, &["convert", "今年.toml", "--into", "模板.docx", "-o", "报告.pdf"]);
    assert!(pdf.err.contains("请用同样的扩展名"), "{}", pdf.err);
}

#[test]
fn figures_go_into_a_workbook_whose_formulas_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    template(path);
    let made = gongkai(path, &["new", "--from", "去年.toml", "-o", "填报.xlsx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    fs::write(path.join("今年.toml"), report(11).replace("issued = 0", "issued = 3")).unwrap();
    let made = gongkai(path, &["convert", "今年.toml", "--into", "填报.xlsx", "-o", "报告.xlsx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("正文没有放进去"), "{}", made.err);
    let parts = |name: &str| {
        let bytes = fs::read(path.join(name)).unwrap();
        let mut package = Package::open(&bytes, PackageKind::Spreadsheet, &gongkai::Limits::default()).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        names.into_iter().map(|name| (package.xml_part(&name).unwrap().unwrap_or_default(), name)).collect::<Vec<_>>()
    };
    let (before, after) = (parts("填报.xlsx"), parts("报告.xlsx"));
    let changed: Vec<&str> =
        before.iter().zip(&after).filter(|(one, other)| one != other).map(|(one, _)| one.1.as_str()).collect();
    assert!(changed.iter().all(|name| name.starts_with("xl/worksheets/sheet")), "{changed:?}");
    let formulas =
        |parts: &[(String, String)]| parts.iter().map(|(text, _)| text.matches("<f>").count()).sum::<usize>();
    assert_eq!(formulas(&before), formulas(&after));
    let read = |name: &str| gongkai::open(path.join(name), &gongkai::ReadOptions::default()).unwrap().report;
    let (filled, wanted) = (read("报告.xlsx"), read("今年.toml"));
    for cell in wanted.form_cells() {
        assert_eq!(filled.cell(cell.key), wanted.cell(cell.key), "{}", cell.printed_name());
    }
}

#[test]
fn cells_that_were_not_read_say_so_in_the_template() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    template(path);
    fs::write(path.join("今年.toml"), report(11).replace("issued = 0", "issued = 3")).unwrap();
    let made = gongkai(path, &["convert", "去年.toml", "今年.toml", "--to", "xlsx,html", "-d", "出"]);
    assert_eq!(made.status, 0, "{}", made.err);
    // One cell of this year's page holds two figures.
    let page = fs::read_to_string(path.join("出/今年.html")).unwrap();
    let cell = page.split("<td").find(|cell| cell.contains(">3<")).unwrap().to_owned();
    fs::write(path.join("难读.html"), page.replace(&cell, &cell.replace(">3<", ">3 8<"))).unwrap();
    let key = "disclosure.regulations.issued".parse().unwrap();
    for (template, output) in [("模板.docx", "报告.docx"), ("出/去年.xlsx", "报告.xlsx")] {
        let made = gongkai(path, &["convert", "难读.html", "--into", template, "-o", output]);
        assert_eq!(made.status, 0, "{}", made.err);
        let read = gongkai::open(path.join(output), &gongkai::ReadOptions::default()).unwrap();
        let unread: Vec<_> = read.receipt.unread.iter().map(|cell| (cell.key, cell.reason)).collect();
        assert_eq!(unread, [(key, gongkai::reading::UnreadReason::NotReadBefore)], "{output}");
        assert!(made.err.contains("没有读出，模板里的“0”换成了“未读出”"), "{}", made.err);
    }
}
