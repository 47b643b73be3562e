//! What single cells store: runs that are raised or struck, digits, contradictions, pictures, formulas without results.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod parts;

use gongkai_core::document::{Document, RemarkKind, TableCell, Unclear};
use gongkai_core::format::{Limits, Reader};
use gongkai_xlsx::XlsxReader;
use parts::workbook;

const FONTS: &str = "<fonts><font/><font><strike/></font><font><vertAlign val=\"superscript\"/></font></fonts>\
    <borders><border/></borders>\
    <cellXfs><xf/><xf fontId=\"1\"/><xf fontId=\"2\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/><xf numFmtId=\"3\"/></cellXfs>";

fn styles() -> String {
    format!("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{FONTS}</styleSheet>")
}

fn read(sheet: &str, parts: &[(&str, &str)]) -> Document {
    let styles = styles();
    let parts: Vec<(&str, &str)> = parts.iter().copied().chain([("xl/styles.xml", styles.as_str())]).collect();
    XlsxReader::new().read(&workbook(sheet, &parts), &Limits::default()).expect("reads")
}

/// The cell of a sheet's first table at a place of the sheet, from 1.
fn cell(document: &Document, row: u32, column: u32) -> TableCell {
    let cells = document.tables().flat_map(|table| table.cells());
    let at = |cell: &&TableCell| (cell.position.table_row, cell.position.table_column) == (Some(row), Some(column));
    cells.into_iter().find(at).cloned().unwrap_or_else(|| panic!("no cell at {row}, {column}"))
}

/// Cells of one row beside a label, so that they make a table with the row below.
fn row(cells: &str) -> String {
    format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>{cells}</row>\
         <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>乙</t></is></c><c r=\"B2\"><v>5</v></c></row></sheetData>"
    )
}

fn kinds(document: &Document) -> Vec<RemarkKind> {
    document.remarks.iter().map(|remark| remark.kind).collect()
}

#[test]
fn runs_and_fonts_say_what_is_in_force() {
    let rich = "<is><r><rPr><strike/></rPr><t>9</t></r><r><rPr><sz val=\"1\"/></rPr><t>7</t></r><r><rPr><sz val=\"10.5\"/></rPr><t>34</t></r></is>";
    let raised = "<is><r><t>18</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r><rPh sb=\"0\" eb=\"1\"><t>shi</t></rPh></is>";
    let cells = format!(
        "<c r=\"B1\" t=\"inlineStr\">{rich}</c><c r=\"C1\" t=\"inlineStr\">{raised}</c>\
         <c r=\"D1\" s=\"1\"><v>7</v></c><c r=\"E1\" s=\"2\"><v>8</v></c><c r=\"F1\" t=\"str\"><f>A1</f><v>6</v></c>"
    );
    let below = "<c r=\"B2\"><v>5</v></c><c r=\"D2\"><v>5</v></c>";
    let document = read(&row(&cells).replace("<c r=\"B2\"><v>5</v></c>", below), &[]);
    let texts: Vec<String> = (2..=6).map(|column| cell(&document, 1, column).text).collect();
    assert_eq!(texts, ["34", "18¹", "", "8", "6"]);
    assert_eq!(kinds(&document), [RemarkKind::NotShown, RemarkKind::NotShown, RemarkKind::OffLine]);
    let said = &document.remarks[0].detail.zh;
    assert!(said.contains("B1“9") && said.contains("D1“7”"), "{said}");
}

#[test]
fn a_run_that_says_how_it_looks_is_not_struck_by_its_cell() {
    // LibreOffice gives the cell the look of its first run.
    let struck = "<r><rPr><strike val=\"true\"/><sz val=\"11\"/></rPr><t>9</t></r>";
    let rich = format!("{struck}<r><rPr><sz val=\"11\"/></rPr><t>34</t></r>");
    let cells = format!(
        "<c r=\"B1\" s=\"1\" t=\"inlineStr\"><is>{rich}</is></c>\
         <c r=\"C1\" s=\"1\" t=\"inlineStr\"><is><t>77</t></is></c><c r=\"D1\"><v>1</v></c>"
    );
    let below = "<c r=\"B2\"><v>5</v></c><c r=\"C2\"><v>5</v></c>";
    let document = read(&row(&cells).replace("<c r=\"B2\"><v>5</v></c>", below), &[]);
    let texts: Vec<String> = (2..=4).map(|column| cell(&document, 1, column).text).collect();
    assert_eq!(texts, ["34", "", "1"]);
    let said = &document.remarks[0].detail.zh;
    assert!(said.contains("B1“9”") && said.contains("C1“77”"), "{said}");
}

#[test]
fn numbers_keep_the_digits_of_the_file() {
    let cells = "<c r=\"B1\"><v>1234567890123456789</v></c><c r=\"C1\"><v>7730.2800000000007</v></c>\
        <c r=\"D1\" s=\"3\"><v>0.5</v></c><c r=\"E1\" s=\"4\"><v>45291</v></c><c r=\"F1\" s=\"5\"><v>1295</v></c>\
        <c r=\"G1\" t=\"inlineStr\"><is><t>\u{202d}4,529\u{202c}</t></is></c>";
    let document = read(&row(cells), &[]);
    let texts: Vec<String> = (2..=6).map(|column| cell(&document, 1, column).text).collect();
    assert_eq!(texts, ["1234567890123456789", "7730.28", "50.00%", "2023-12-31", "1,295"]);
    assert_eq!(gongkai_core::Cell::parse(&cell(&document, 1, 7).text).number(), Some(4529.into()));
    assert_eq!(kinds(&document), [RemarkKind::ShownOtherwise], "a program shows fewer digits");
}

#[test]
fn what_a_file_states_in_two_ways_is_not_known() {
    let label = "<c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>";
    for (sheet, places) in [
        // A cell of another row's element.
        (
            format!(
                "<sheetData><row r=\"1\">{label}<c r=\"B1\"><v>2629</v></c><c r=\"C1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>乙</t></is></c><c r=\"B1\"><v>7</v></c></row></sheetData>"
            ),
            vec![(1, 2), (2, 2)],
        ),
        // A reference twice, a row twice, two values.
        (row("<c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>"), vec![(1, 2)]),
        (
            row("<c r=\"B1\"><v>1</v></c>")
                .replace("</sheetData>", "<row r=\"1\"><c r=\"B1\"><v>3</v></c></row></sheetData>"),
            vec![(1, 2)],
        ),
        (row("<c r=\"B1\"><v>1</v><v>2</v></c>"), vec![(1, 2)]),
        (row("<c r=\"B1\" t=\"s\"><v>99</v></c>"), vec![(1, 2)]),
    ] {
        let document = read(&sheet, &[]);
        for (line, column) in &places {
            assert_eq!(cell(&document, *line, *column).unclear, Some(Unclear::Contradicted), "{sheet}");
        }
        assert_eq!(document.remarks.len(), 1, "{:?}", document.remarks);
        assert!(document.remarks[0].detail.zh.contains("B1"), "{:?}", document.remarks);
    }
    let same = read(&row("<c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>1</v></c>"), &[]);
    assert_eq!((cell(&same, 1, 2).text.as_str(), same.remarks.len()), ("1", 0), "said twice alike");
}

#[test]
fn control_characters_formulas_and_pictures_are_no_values() {
    let cells = "<c r=\"B1\" t=\"inlineStr\"><is><t>452_x0019_</t></is></c>\
        <c r=\"C1\"><f>IF(SUM(D26:I26)=0,\"\",SUM(D26:I26))</f><v></v></c>\
        <c r=\"D1\" t=\"str\"><f>_xlfn.DISPIMG(\"ID_0\",1)</f><v>=DISPIMG(\"ID_0\",1)</v></c>\
        <c r=\"E1\" t=\"e\" vm=\"1\"><v>#VALUE!</v></c>\
        <c r=\"F1\" t=\"inlineStr\"><is><t>一_x000D_&#10;二</t></is></c>";
    let document = read(&row(cells), &[]);
    assert!(cell(&document, 1, 2).text.contains('\u{FFFD}'));
    assert_eq!(cell(&document, 1, 3).unclear, Some(Unclear::NoResult));
    assert!(!cell(&document, 1, 3).text.contains('\u{FFFD}'), "the reason is not in the text");
    assert!(cell(&document, 1, 4).picture && cell(&document, 1, 5).picture);
    assert_eq!(cell(&document, 1, 6).text, "一\n二");
    assert!(
        document.remarks.iter().any(|remark| remark.detail.zh.contains("打开并保存一次")),
        "{:?}",
        document.remarks
    );
}

#[test]
fn pictures_over_cells_cover_what_is_empty() {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"d\" Type=\"{kind}/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>"
    );
    let corner = |row: u32, column: u32, offset: u32| {
        format!("<col>{column}</col><colOff>{offset}</colOff><row>{row}</row><rowOff>{offset}</rowOff>")
    };
    let text_box = |text: &str, row: u32, column: u32| {
        let from = corner(row, column, 0);
        format!(
            "<absoluteAnchor/><oneCellAnchor><from>{from}</from><sp><txBody><p><r><t>{text}</t></r></p></txBody></sp></oneCellAnchor>"
        )
    };
    let drawing = format!(
        "<wsDr><twoCellAnchor><from>{}</from><to>{}</to><pic/></twoCellAnchor>\
         <oneCellAnchor><from>{}</from><sp><txBody><p><r><t>另附说明</t></r></p></txBody></sp></oneCellAnchor>{}{}</wsDr>",
        corner(0, 1, 0),
        corner(1, 2, 9_525),
        corner(4, 0, 0),
        text_box("47", 0, 3),
        text_box("另附说明", 1, 2).repeat(6),
    );
    let parts = [
        ("xl/worksheets/_rels/sheet1.xml.rels", relationships.as_str()),
        ("xl/drawings/drawing1.xml", drawing.as_str()),
    ];
    let document = read(&format!("{}<drawing r:id=\"d\"/>", row("<c r=\"C1\"><v>3</v></c>")), &parts);
    assert!(cell(&document, 1, 2).picture, "the one cell under the picture");
    assert_eq!((cell(&document, 1, 3).text.as_str(), cell(&document, 2, 2).text.as_str()), ("3", "5"));
    // Text in boxes is lost, and said to be: the first by name. An empty cell under a figure in one is no blank.
    assert!(cell(&document, 1, 4).picture && !cell(&document, 2, 2).picture, "{document:?}");
    let boxes: Vec<&str> = document
        .remarks
        .iter()
        .filter(|remark| remark.kind.is_loss())
        .map(|remark| remark.detail.zh.as_str())
        .collect();
    assert!(
        boxes.iter().any(|said| said.contains("另附说明")) && boxes.iter().any(|said| said.contains("47")),
        "{boxes:?}"
    );
    assert!(boxes.iter().any(|said| said.contains("还有 3 个文本框")), "{boxes:?}");
}
