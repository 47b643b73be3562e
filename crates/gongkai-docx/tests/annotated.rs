//! Comments in files that others made: at the very cells and sentences, and nothing else changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that was not run says so")]

mod package;

use gongkai_core::document::{Document, Position};
use gongkai_core::format::{AnnotateError, Annotating, Annotation, Annotator, Limits};
use gongkai_docx::DocxAnnotator;
use gongkai_opc::{Package, PackageKind, PackageWriter};
use package::{lines, p, package, package_of, try_read};

fn by() -> Annotating {
    Annotating::by("某县政务公开办公室").on(Some(jiff::civil::date(2025, 1, 20)))
}

fn annotated(bytes: &[u8], remarks: &[Annotation]) -> Vec<u8> {
    let annotated = DocxAnnotator.annotate(bytes, remarks, &by(), &Limits::default()).expect("annotated");
    assert_eq!(annotated.at_start, Vec::<usize>::new(), "every place is found");
    annotated.bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = Package::open(bytes, PackageKind::Word, &Limits::default()).unwrap();
    package.xml_part(name).unwrap().unwrap_or_else(|| panic!("no {name}"))
}

/// What the comment of a number is anchored at: the text between its marks.
fn anchored(bytes: &[u8], id: u32) -> String {
    let text = part(bytes, "word/document.xml");
    let from = text
        .split(&format!("commentRangeStart w:id=\"{id}\"/>"))
        .nth(1)
        .or_else(|| text.split("commentRangeStart").find(|rest| rest.contains(&format!("w:id=\"{id}\"/>"))));
    let between = from.expect("a mark").split("commentRangeEnd").next().unwrap();
    let mut said = String::new();
    for piece in between
        .split("<")
        .filter(|piece| piece.starts_with("w:t>") || piece.starts_with("t>") || piece.starts_with("w:t xml"))
    {
        said.push_str(piece.split_once('>').unwrap().1);
    }
    said
}

fn without_remarks(document: &Document) -> Vec<String> {
    lines(document)
}

const TABLE: &str = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>总计</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";

#[test]
fn comments_stand_at_the_cell_and_at_the_sentence() {
    let body = format!(
        "{}<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t>全年收到</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>申请 13 件</w:t></w:r><w:r><w:t>。另有来信。</w:t></w:r></w:p>{TABLE}",
        p("一、总体情况")
    );
    let before = package(&body, &[("settings", "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>")]);
    let cell = |column| Position::default().table(1).table_row(1).table_column(column);
    let after = annotated(
        &before,
        &[
            Annotation::new(cell(2), "问题：填 12\n依据：表三\n意见：必须修改：应为 13"),
            Annotation::new(Position::default().paragraph(2), "与表三不一致").about("申请13件"),
            Annotation::new(cell(3), "空白"),
            Annotation::new(cell(2), "又一条"),
        ],
    );
    assert_eq!([0, 1, 2, 3].map(|id| anchored(&after, id)), ["12", "申请 13 件", "", "12"]);
    assert_eq!(without_remarks(&try_read(&after).unwrap()), lines(&try_read(&before).unwrap()));
    for name in ["word/settings.xml", "_rels/.rels"] {
        assert_eq!(part(&after, name), part(&before, name), "{name}");
    }
    let comments = part(&after, "word/comments.xml");
    for said in
        ["w:author=\"某县政务公开办公室\"", "w:date=\"2025-01-20T00:00:00Z\"", "问题：填 12", "意见：必须修改：应为 13"]
    {
        assert!(comments.contains(said), "{said}: {comments}");
    }
    assert!(part(&after, "[Content_Types].xml").contains("/word/comments.xml"));
    assert!(part(&after, "word/_rels/document.xml.rels").contains("relationships/comments\""));
    // The main part without the marks is the main part that there was.
    let mut text = part(&after, "word/document.xml");
    for id in 0..4 {
        for mark in [
            format!("<w:commentRangeStart w:id=\"{id}\"/>"),
            format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"),
        ] {
            assert_eq!(text.matches(&mark).count(), 1, "{mark}");
            text = text.replace(&mark, "");
        }
    }
    assert_eq!(text.replace("<w:p></w:p>", "<w:p/>"), part(&before, "word/document.xml"));
    assert_eq!(after, annotated_again(&before), "the same remarks give the same bytes");
}

fn annotated_again(before: &[u8]) -> Vec<u8> {
    let cell = |column| Position::default().table(1).table_row(1).table_column(column);
    annotated(
        before,
        &[
            Annotation::new(cell(2), "问题：填 12\n依据：表三\n意见：必须修改：应为 13"),
            Annotation::new(Position::default().paragraph(2), "与表三不一致").about("申请13件"),
            Annotation::new(cell(3), "空白"),
            Annotation::new(cell(2), "又一条"),
        ],
    )
}

#[test]
fn comments_that_are_there_and_tracked_changes_stay() {
    let body = "<w:p><w:commentRangeStart w:id=\"7\"/><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>收到12件</w:t></w:r></w:ins><w:del w:id=\"2\" w:author=\"甲\"><w:r><w:delText>收到11件</w:delText></w:r></w:del><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
    let there = "<w:comment w:id=\"7\" w:author=\"某镇\"><w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment>";
    let before = package(body, &[("comments", there)]);
    let after = annotated(&before, &[Annotation::new(Position::default().paragraph(1), "请核对").about("收到12件")]);
    assert_eq!(anchored(&after, 8), "收到12件");
    let comments = part(&after, "word/comments.xml");
    assert!(comments.contains(there) && comments.contains("w:id=\"8\""), "{comments}");
    assert!(part(&after, "word/document.xml").contains("<w:delText>收到11件</w:delText>"));
    let types = |bytes: &[u8]| part(bytes, "[Content_Types].xml");
    assert_eq!(types(&after), types(&before));
}

#[test]
fn other_prefixes_and_text_boxes_are_anchored_too() {
    // The vocabulary without a prefix of its own for elements.
    let main = "<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><p><r><t>收到12件</t></r></p><sectPr/></body></document>";
    let after = annotated(&package_of(main, &[]), &[Annotation::new(Position::default().paragraph(1), "请核对")]);
    assert_eq!(anchored(&after, 0), "收到12件");
    assert!(part(&after, "word/document.xml").contains("xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\""));
    assert!(
        part(&after, "word/_rels/document.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
    // A text box stands in a paragraph, which bears the comment.
    let body = format!(
        "<w:p><w:r><w:t>外面</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>",
        p("框里")
    );
    let after =
        annotated(&package(&body, &[]), &[Annotation::new(Position::default().paragraph(1), "请核对").about("框里")]);
    let text = part(&after, "word/document.xml");
    let inside = text.split("txbxContent>").nth(1).unwrap();
    assert!(!inside.contains("comment"), "none inside the box: {text}");
}

#[test]
fn what_has_no_place_stands_at_the_beginning_and_signed_files_are_left_alone() {
    let before = package(&p("收到12件"), &[]);
    let nowhere = [
        Annotation::new(Position::default(), "少了第六部分"),
        Annotation::new(Position::default().paragraph(99), "甲"),
    ];
    let annotated = DocxAnnotator.annotate(&before, &nowhere, &by(), &Limits::default()).unwrap();
    assert_eq!(annotated.at_start, [0, 1]);
    assert_eq!(anchored(&annotated.bytes, 1), "收到12件");
    let mut writer = PackageWriter::new();
    for name in ["[Content_Types].xml", "_rels/.rels", "word/document.xml"] {
        writer.part(name, part(&before, name));
    }
    writer.part("_xmlsignatures/sig1.xml", "<Signature/>");
    let signed = DocxAnnotator.annotate(&writer.finish().unwrap(), &nowhere, &by(), &Limits::default());
    assert_eq!(signed, Err(AnnotateError::Signed));
}

#[test]
fn python_docx_opens_it_and_finds_the_comments_at_their_cells() {
    let Some(python) = std::env::var("GONGKAI_PYTHON").ok().filter(|program| !program.is_empty()) else {
        eprintln!("not run: GONGKAI_PYTHON is not set");
        return;
    };
    let report =
        gongkai_core::Report::new(gongkai_core::Organ::new("青山镇人民政府"), gongkai_core::Year::new(2024).unwrap());
    let document = gongkai_core::compose(&report);
    let written = gongkai_core::format::Writer::write(
        &gongkai_docx::DocxWriter::new(gongkai_core::style::Style::gbt9704()),
        &document,
    );
    let before = written.unwrap().bytes;
    let cell = try_read(&before).unwrap().tables().next().and_then(|table| table.at(0, 0)).unwrap().clone();
    let after = annotated(&before, &[Annotation::new(cell.position, "问题：请核对")]);
    let path = tempfile::tempdir().unwrap().keep().join("青山镇-批注.docx");
    std::fs::write(&path, after).unwrap();
    let script = "import sys, docx\n\
        d = docx.Document(sys.argv[1])\n\
        cell = d.tables[0].cell(0, 0)\n\
        print('commentReference' in cell._tc.xml, cell.text)\n\
        print([p.blob.decode() for p in d.part.package.iter_parts() if str(p.partname) == '/word/comments.xml'][0])";
    let output = std::process::Command::new(python).args(["-c", script]).arg(&path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with(&format!("True {}", cell.text)) && said.contains("问题：请核对"), "{said}");
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}
