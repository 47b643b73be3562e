//! Notes on the cells of workbooks that others made, and nothing else changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

use gongkai_core::document::Position;
use gongkai_core::format::{AnnotateError, Annotating, Annotation, Annotator, Limits};
use gongkai_opc::{Package, PackageEdit, PackageKind};
use gongkai_xlsx::XlsxAnnotator;
use rust_xlsxwriter::{Note, Workbook};

fn by() -> Annotating {
    Annotating::by("某县政务公开办公室").on(Some(jiff::civil::date(2025, 1, 20)))
}

fn at(sheet: usize, row: usize, column: usize) -> Position {
    Position::default().page(sheet).table_row(row).table_column(column)
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = Package::open(bytes, PackageKind::Spreadsheet, &Limits::default()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), package.part(&name).unwrap().unwrap())).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, _)| part == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

fn annotated(bytes: &[u8], remarks: &[Annotation]) -> Vec<u8> {
    let annotated = XlsxAnnotator.annotate(bytes, remarks, &by(), &Limits::default()).expect("annotated");
    assert_eq!(annotated.at_start, Vec::<usize>::new(), "every place is found");
    annotated.bytes
}

/// A workbook of two sheets with formulas, the second of which has a note.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_number(5, 3, 12).unwrap();
    sheet.write_formula(6, 3, "=D6*2").unwrap();
    sheet.protect();
    sheet.set_footer("&C&P");
    let sheet = book.add_worksheet();
    sheet.write_number(0, 0, 1).unwrap();
    sheet.insert_note(0, 0, &Note::new("原有批注").set_author("某镇")).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn notes_stand_at_the_very_cells_and_nothing_else_changes() {
    let before = workbook();
    let remarks = [
        Annotation::new(at(1, 6, 4), "问题：填 12\n意见：应为 14"),
        Annotation::new(at(1, 6, 4), "又一条"),
        Annotation::new(at(1, 2, 28), "宽表的格"),
    ];
    let after = annotated(&before, &remarks);
    let sheet = part(&after, "xl/worksheets/sheet1.xml");
    let (before_it, rest) = sheet.split_once("<legacyDrawing").expect("the drawing is named");
    let (_, behind_it) = rest.split_once("/>").expect("an empty element");
    assert_eq!(format!("{before_it}{behind_it}"), part(&before, "xl/worksheets/sheet1.xml"));
    let added: Vec<String> = parts(&after)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !parts(&before).iter().any(|(there, _)| there == name))
        .collect();
    assert_eq!(added, ["xl/comments2.xml", "xl/drawings/vmlDrawing2.vml", "xl/worksheets/_rels/sheet1.xml.rels"]);
    for (name, bytes) in parts(&before) {
        let changed = ["[Content_Types].xml", "xl/worksheets/sheet1.xml"].contains(&name.as_str());
        assert!(changed || parts(&after).contains(&(name.clone(), bytes)), "{name} stays");
    }
    let notes = part(&after, "xl/comments2.xml");
    for said in ["ref=\"D6\"", "ref=\"AB2\"", "某县政务公开办公室 2025-01-20：", "应为 14\n\n又一条"] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    assert_eq!(after, annotated(&before, &remarks), "the same remarks give the same bytes");
}

#[test]
fn a_note_that_is_there_stays_and_ours_stands_below_it() {
    let before = workbook();
    let after = annotated(&before, &[Annotation::new(at(2, 1, 1), "请核对"), Annotation::new(at(2, 2, 1), "另一格")]);
    let notes = part(&after, "xl/comments1.xml");
    assert!(notes.contains("原有批注") && notes.contains("请核对") && notes.contains("ref=\"A2\""), "{notes}");
    assert_eq!(notes.matches("ref=\"A1\"").count(), 1, "a cell has one note: {notes}");
    assert_eq!(part(&after, "xl/worksheets/sheet2.xml"), part(&before, "xl/worksheets/sheet2.xml"));
    let drawing = part(&after, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(drawing.matches("<v:shape ").count(), 2, "{drawing}");
    assert_eq!(part(&after, "[Content_Types].xml"), part(&before, "[Content_Types].xml"));
}

#[test]
fn threads_are_left_alone() {
    let before = workbook();
    let mut edit = PackageEdit::default();
    let notes = part(&before, "xl/comments1.xml").replace("某镇", "tc={5A9C}");
    edit.put("xl/comments1.xml", notes.clone());
    let threaded = edit.apply(&before).unwrap();
    let after = annotated(&threaded, &[Annotation::new(at(2, 1, 1), "请核对")]);
    let changed = part(&after, "xl/comments1.xml");
    let thread = notes.split("<comment ").nth(1).unwrap().split("</comment>").next().unwrap();
    assert!(changed.contains(thread), "the thread is as it was: {changed}");
    assert!(changed.contains("ref=\"B1\"") && changed.contains("（关于 A1）"), "{changed}");
}

#[test]
fn what_has_no_place_stands_at_the_first_cell_and_signed_files_are_left_alone() {
    let before = workbook();
    let nowhere = [Annotation::new(Position::default(), "少了第六部分")];
    let annotated = XlsxAnnotator.annotate(&before, &nowhere, &by(), &Limits::default()).unwrap();
    assert_eq!(annotated.at_start, [0]);
    assert!(part(&annotated.bytes, "xl/comments2.xml").contains("ref=\"A1\""));
    let mut edit = PackageEdit::default();
    edit.put("_xmlsignatures/sig1.xml", "<Signature/>");
    let signed = edit.apply(&before).unwrap();
    let answer = XlsxAnnotator.annotate(&signed, &nowhere, &by(), &Limits::default());
    assert_eq!(answer, Err(AnnotateError::Signed));
}

#[test]
fn openpyxl_finds_the_notes_at_their_cells() {
    let Some(python) = std::env::var("GONGKAI_PYTHON").ok().filter(|program| !program.is_empty()) else {
        eprintln!("not run: GONGKAI_PYTHON is not set");
        return;
    };
    let remarks = [Annotation::new(at(1, 6, 4), "请核对"), Annotation::new(at(2, 1, 1), "也请核对")];
    let after = annotated(&workbook(), &remarks);
    let path = std::env::temp_dir().join(format!("gongkai-annotated-{}.xlsx", std::process::id()));
    std::fs::write(&path, after).unwrap();
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        for sheet in book:\n  \
        for row in sheet.iter_rows():\n    \
        for cell in row:\n      \
        if cell.comment: print(cell.coordinate, repr(cell.value), repr(cell.comment.text))";
    let output = std::process::Command::new(python).args(["-c", script]).arg(&path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    std::fs::remove_file(&path).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("D6 12 ") && lines[0].contains("请核对"), "{said}");
    assert!(lines[1].starts_with("A1 1 ") && lines[1].contains("原有批注") && lines[1].contains("也请核对"), "{said}");
}
