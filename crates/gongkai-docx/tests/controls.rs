//! Content controls and fields of forms show what they hold, and not what their text happens to say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;

use gongkai_core::document::{RemarkKind, TableCell, Unclear};
use package::{lines, read};

const DATA: &str = "<a>34</a><a>35</a><b n=\"6\"/>";

fn control(properties: &str, path: &str, content: &str) -> String {
    format!(
        r#"<w:sdt><w:sdtPr>{properties}<w:dataBinding w:prefixMappings="xmlns:x='urn:x'" w:xpath="{path}" w:storeItemID="1"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"#
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// The cells of a row of these cells.
fn row(cells: &str, parts: &[(&str, &str)]) -> Vec<TableCell> {
    let document = read(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), parts);
    document.tables().next().unwrap().cells().to_vec()
}

fn shown(cell: &TableCell) -> (&str, Option<Unclear>) {
    (cell.text.as_str(), cell.unclear)
}

#[test]
fn a_bound_control_shows_its_data() {
    const TEXT: &str = "<w:text/>";
    const PROMPT: &str = "<w:text/><w:showingPlcHdr/>";
    const A: &str = "/x:customXml[1]/x:a[1]";
    for (properties, path, content, expected) in [
        (TEXT, A, "34", ("34", None)),
        (TEXT, A, "", ("34", None)),
        (PROMPT, A, "单击此处", ("34", None)),
        (PROMPT, "/customXml/a[2]", "单击此处", ("35", None)),
        (PROMPT, "/x:customXml/x:b/@n", "单击此处", ("6", None)),
        // Nothing is kept there, or nothing is in what is.
        (PROMPT, "/x:customXml/x:c", "单击此处", ("", None)),
        (PROMPT, "/x:customXml/x:b", "单击此处", ("", None)),
        (TEXT, A, "33", ("33", Some(Unclear::Contradicted))),
        // Which of them a path means that is not followed, and how a date is shown, is not known.
        (PROMPT, "//x:a[last()]", "单击此处", ("", Some(Unclear::NoResult))),
        (TEXT, "//x:a[last()]", "33", ("33", None)),
        ("<w:date/>", A, "33", ("33", None)),
        ("<w:date/><w:showingPlcHdr/>", A, "单击此处", ("", Some(Unclear::NoResult))),
    ] {
        let p = |runs: &str| format!("<w:p>{runs}</w:p>");
        let tc = |paragraphs: &str| format!("<w:tc>{paragraphs}</w:tc>");
        for cell in [
            tc(&p(&control(properties, path, &run(content)))),
            tc(&control(properties, path, &p(&run(content)))),
            control(properties, path, &tc(&p(&run(content)))),
        ] {
            let cells = row(&format!("{cell}{}", tc(&p(&run("9")))), &[("customXml", DATA)]);
            assert_eq!(shown(&cells[0]), expected, "{cell}");
            assert_eq!((cells.len(), shown(&cells[1])), (2, ("9", None)), "{cell}");
        }
    }
    // In running text too, and what is not read is said.
    let sentence = |path: &str| {
        let held = control(PROMPT, path, &run("单击"));
        read(&format!("<w:p>{}{held}{}</w:p>", run("共"), run("件")), &[("customXml", DATA)])
    };
    assert_eq!(lines(&sentence(A)), ["共34件"]);
    let unread = sentence("//x:a");
    assert!(unread.remarks.iter().any(|remark| remark.kind == RemarkKind::Unknown), "{:?}", unread.remarks);
}

#[test]
fn the_prompt_of_a_whole_cell_leaves_its_cell() {
    let prompt = r"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc><w:p><w:r><w:t>单击</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>";
    let cells = row(&format!("{prompt}<w:tc><w:p>{}</w:p></w:tc>", run("9")), &[]);
    assert_eq!(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["", "9"]);
}

#[test]
fn data_that_is_damaged_is_not_shown() {
    let held = control("<w:text/><w:showingPlcHdr/>", "/customXml/a", &run("单击"));
    let cells = row(&format!("<w:tc><w:p>{held}</w:p></w:tc><w:tc><w:p/></w:tc>"), &[("customXml", "<a>")]);
    assert_eq!(shown(&cells[0]), ("", None));
}

#[test]
fn a_field_that_a_form_was_made_with_is_no_blank() {
    let list = |chosen: &str| {
        let list = format!(r#"<w:ddList>{chosen}<w:listEntry w:val="33"/><w:listEntry w:val="34"/></w:ddList>"#);
        (list, "FORMDROPDOWN")
    };
    let text = |text: &str| (format!("<w:textInput>{text}</w:textInput>"), "FORMTEXT");
    for ((held, instruction), result, expected) in [
        (text(r#"<w:default w:val="34"/>"#), "", ("", Some(Unclear::NoResult))),
        (text(""), "", ("", None)),
        (text(r#"<w:default w:val="34"/>"#), "35", ("35", None)),
        // Who empties a field leaves its room.
        (text(r#"<w:default w:val="34"/>"#), "\u{2002}\u{2002}", ("", None)),
        (list(""), "", ("33", None)),
        (list(r#"<w:default w:val="1"/>"#), "", ("34", None)),
        (list(r#"<w:result w:val="0"/><w:default w:val="1"/>"#), "", ("33", None)),
    ] {
        for separate in ["", r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#] {
            if separate.is_empty() && !result.is_empty() {
                continue;
            }
            let result = if result.is_empty() { String::new() } else { run(result) };
            let field = format!(
                r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{held}</w:ffData></w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
            );
            let cells = row(&format!("<w:tc><w:p>{field}</w:p></w:tc><w:tc><w:p/></w:tc>"), &[]);
            let (text, unclear) = shown(&cells[0]);
            assert_eq!((text.trim(), unclear), expected, "{field}");
        }
    }
}
