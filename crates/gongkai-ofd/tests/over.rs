//! What lies over pages, beside them and under them: notes, stamps, watermarks, seals, attached files, versions, layers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::document::{Document, MarkKind, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use made::{File, OFD, Page};

fn read(file: &File<'_>) -> Document {
    read_bytes(&file.made())
}

fn read_bytes(bytes: &[u8]) -> Document {
    let renewed = gongkai_ofd::renew(bytes, &Limits::default()).unwrap();
    let mut document = gongkai_pdf::PdfReader.read(&renewed.pdf, &Limits::default()).unwrap();
    document.remarks.extend(renewed.remarks);
    document
}

fn texts(document: &Document) -> Vec<&str> {
    let table = document.tables().next().expect("a table");
    table.cells().iter().map(|cell| cell.text.as_str()).collect()
}

fn said(document: &Document) -> Vec<(RemarkKind, Option<u32>, String)> {
    document.remarks.iter().map(|remark| (remark.kind, remark.position.page, remark.detail.zh.clone())).collect()
}

/// A table of two figures.
fn table() -> Page {
    let mut page = Page::default();
    page.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0, 80.0]);
    page.text(35.0, 67.0, 4.0, "行政许可", "");
    page.text(95.0, 67.0, 4.0, "118", "");
    page.text(35.0, 77.0, 4.0, "行政强制", "");
    page.text(95.0, 77.0, 4.0, "205", "");
    page
}

const LISTED: &str = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>";

/// What lies over the first page.
fn notes(notes: &str) -> [(&'static str, String); 2] {
    let list = format!(
        r#"<ofd:Annotations {OFD}><ofd:Page PageID="0"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"#
    );
    [
        ("Doc_0/Annots/Annotations.xml", list),
        ("Doc_0/Annots/Page_0/Annotation.xml", format!("<ofd:PageAnnot {OFD}>{notes}</ofd:PageAnnot>")),
    ]
}

fn with_notes(over: &str) -> Document {
    read(&File { pages: &[table()], document: LISTED, parts: &notes(over), ..File::default() })
}

/// Text at a place of what surrounds it.
fn text(x: f64, y: f64, text: &str, more: &str) -> String {
    let mut page = Page::default();
    page.text(x, y, 4.0, text, more);
    page.objects
}

#[test]
fn what_is_typed_and_drawn_over_a_page_is_read_at_its_place() {
    // A third figure is typed into the first row, and the second one is struck out by hand.
    let typed = format!(
        r#"<ofd:Annot ID="1" Type="Stamp" Subtype="FreeText"><ofd:Remark>补填</ofd:Remark><ofd:Appearance Boundary="100.5 60 20 10">{}</ofd:Appearance></ofd:Annot>"#,
        text(1.0, 7.0, "件", "")
    );
    let drawn = r#"<ofd:Annot ID="2" Type="Path" Subtype="Pencil"><ofd:Appearance Boundary="94 70 10 10"><ofd:PathObject ID="3" Boundary="0 0 10 10" LineWidth="0.3"><ofd:AbbreviatedData>M 0 5.6 L 8 5.4</ofd:AbbreviatedData></ofd:PathObject></ofd:Appearance></ofd:Annot>"#;
    let document = with_notes(&(typed + drawn));
    assert_eq!(texts(&document), ["行政许可", "118件", "行政强制", ""]);
    let said = said(&document);
    assert!(said.iter().any(|(kind, _, said)| *kind == RemarkKind::NotShown && said.contains("205")), "{said:?}");
    assert!(
        said.iter()
            .any(|(kind, page, said)| (*kind, *page) == (RemarkKind::NotShown, Some(1)) && said.contains("补填"))
    );
}

#[test]
fn watermarks_seals_and_marks_over_a_page_are_no_text_of_it() {
    let over = |kind: &str, drawn: &str| {
        format!(
            r#"<ofd:Annot ID="1" {kind}><ofd:Appearance Boundary="90 60 60 20">{drawn}</ofd:Appearance></ofd:Annot>"#
        )
    };
    let opaque = r#"<ofd:PathObject ID="4" Boundary="0 0 20 20" Fill="true" Stroke="false"><ofd:FillColor Value="255 255 0"/><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"#;
    let document = with_notes(&[
        over(r#"Type="Watermark""#, &text(2.0, 7.0, "7内部资料", "")),
        over(r#"Type="Stamp" Subtype="SignatureInFile""#, &text(2.0, 17.0, "3709021", "")),
        over(r#"Type="Highlight" Subtype="Highlight""#, opaque),
        over(r#"Type="Path" Subtype="Underline""#, r#"<ofd:PathObject ID="5" Boundary="0 15 20 1"><ofd:AbbreviatedData>M 0 0 L 20 0</ofd:AbbreviatedData></ofd:PathObject>"#),
        over(r#"Type="Stamp" Subtype="FreeText" Visible="false""#, &text(2.0, 7.0, "99", "")),
    ].concat());
    assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"]);
    let kinds: Vec<(RemarkKind, Option<u32>)> = said(&document).into_iter().map(|said| (said.0, said.1)).collect();
    let first = Some(1);
    assert_eq!(
        kinds,
        [(RemarkKind::PageFurniture, first), (RemarkKind::FormField, first), (RemarkKind::NotShown, first)]
    );
    assert!(said(&document)[0].2.contains("7内部资料") && said(&document)[2].2.contains("99"));
}

#[test]
fn a_line_that_strikes_text_out_strikes_it() {
    let line = r#"<ofd:PathObject ID="3" Boundary="0 0 10 10" LineWidth="0.3"><ofd:AbbreviatedData>M 0 5.6 L 8 5.6</ofd:AbbreviatedData></ofd:PathObject>"#;
    for kind in [r#"Type="Highlight" Subtype="Strikeout""#, r#"Type="Path" Subtype="DeleteLine""#] {
        let document = with_notes(&format!(
            r#"<ofd:Annot ID="1" {kind}><ofd:Appearance Boundary="94 60 10 10">{line}</ofd:Appearance></ofd:Annot>"#
        ));
        assert_eq!(texts(&document), ["行政许可", "", "行政强制", "205"], "{kind}");
    }
}

#[test]
fn links_over_a_page_lead_to_their_address_and_draw_nothing() {
    let frame = r#"<ofd:PathObject ID="3" Boundary="0 0 8 10" Visible="false"><ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="https://www.example.gov.cn/xk"/></ofd:Action></ofd:Actions><ofd:AbbreviatedData>M 0 5 L 8 5</ofd:AbbreviatedData></ofd:PathObject>"#;
    let document = with_notes(&format!(
        r#"<ofd:Annot ID="1" Type="Link" Subtype="None"><ofd:Appearance Boundary="35 60 8 10">{frame}</ofd:Appearance></ofd:Annot>"#
    ));
    let table = document.tables().next().unwrap();
    let marks: Vec<&MarkKind> = table.cells()[0].marks.iter().map(|mark| &mark.kind).collect();
    assert_eq!(marks, [&MarkKind::Link("https://www.example.gov.cn/xk".into())]);
    assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"]);
}

#[test]
fn what_a_seal_covers_is_read_and_the_seal_is_said() {
    let signature = |page: &str| {
        format!(
            r#"<ofd:Signature {OFD}><ofd:SignedInfo><ofd:Provider ProviderName="x"/><ofd:StampAnnot ID="2" PageRef="{page}" Boundary="90 55 42 42"/><ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo></ofd:Signature>"#
        )
    };
    let list = format!(
        r#"<ofd:Signatures {OFD}><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/><ofd:Signature ID="2" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_1/Signature.xml"/></ofd:Signatures>"#
    );
    let parts = [
        ("Doc_0/Signs/Signatures.xml", list),
        ("Doc_0/Signs/Sign_0/Signature.xml", signature("1")),
        ("Doc_0/Signs/Sign_0/Seal.esl", "0\u{1}".to_owned()),
        ("Doc_0/Signs/Sign_1/Signature.xml", signature("1")),
    ];
    let mut first = Page::default();
    first.text(30.0, 45.0, 5.0, "一、总体情况", "");
    let document = read(&File {
        pages: &[first, table()],
        entry: "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        parts: &parts,
        ..File::default()
    });
    assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"]);
    let said = said(&document);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!((said[0].0, said[0].1), (RemarkKind::FormField, Some(2)));
}

#[test]
fn attached_files_are_said() {
    let list = format!(
        r#"<ofd:Attachments {OFD}><ofd:Attachment ID="1" Name="填报表" Format="xlsx" Visible="false"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"#
    );
    let document = read(&File {
        pages: &[table()],
        document: "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        parts: &[("Doc_0/Attachs/Attachments.xml", list)],
        ..File::default()
    });
    let said = said(&document);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].0 == RemarkKind::Attachment && said[0].2.contains("填报表"));
}

/// A document of one page with parts of its own.
fn other(page: &Page) -> [(&'static str, String); 2] {
    let document = format!(
        r#"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="0" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>"#
    );
    [("Doc_1/Document.xml", document), ("Doc_1/Page.xml", page.part())]
}

#[test]
fn every_document_of_a_file_is_read() {
    let mut page = Page::default();
    page.text(30.0, 45.0, 5.0, "六、其他需要报告的事项", "");
    let document = read(&File {
        pages: &[table()],
        entry: "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>",
        parts: &other(&page),
        ..File::default()
    });
    assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"]);
    let after: Vec<(&str, Option<u32>)> =
        document.paragraphs().map(|paragraph| (paragraph.text.as_str(), paragraph.position.page)).collect();
    assert_eq!(after, [("六、其他需要报告的事项", Some(2))]);
}

#[test]
fn the_current_version_of_a_document_is_in_force() {
    let mut now = Page::default();
    now.text(30.0, 45.0, 5.0, "收到申请26件", "");
    let mut parts = other(&now).to_vec();
    parts.push((
        "Doc_0/Versions/V2.xml",
        format!(r#"<ofd:DocVersion {OFD} ID="2"><ofd:FileList/><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocVersion>"#),
    ));
    let mut then = Page::default();
    then.text(30.0, 45.0, 5.0, "收到申请25件", "");
    let document = read(&File {
        pages: &[then],
        entry: r#"<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="Doc_0/Versions/V1.xml"/><ofd:Version ID="2" Index="2" Current="true" BaseLoc="Doc_0/Versions/V2.xml"/></ofd:Versions>"#,
        parts: &parts,
        ..File::default()
    });
    let read: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(read, ["收到申请26件"]);
    assert_eq!(said(&document).iter().map(|said| said.0).collect::<Vec<_>>(), [RemarkKind::NotShown]);
}

/// A box over both figures.
fn covering(more: &str) -> String {
    format!(
        r#"<ofd:PathObject ID="4" Boundary="90 61 20 18" Fill="true" Stroke="false" {more}><ofd:FillColor Value="255 250 200"/><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 18 L 0 18 C</ofd:AbbreviatedData></ofd:PathObject>"#
    )
}

#[test]
fn what_shows_through_is_seen_and_what_is_covered_is_not() {
    let over = |more: &str| {
        let mut page = table();
        page.objects += &covering(more);
        read(&File { pages: &[page], ..File::default() })
    };
    assert_eq!(texts(&over(r#"Alpha="90""#)), ["行政许可", "118", "行政强制", "205"]);
    assert_eq!(texts(&over("")), ["行政许可", "", "行政强制", ""]);
    // Ink that covers nothing is not seen, however that is written.
    for zero in [r#"Alpha="0""#, r#"Alpha="0.0""#] {
        let mut page = table();
        page.text(101.0, 67.0, 4.0, "4", zero);
        let document = read(&File { pages: &[page], ..File::default() });
        assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"], "{zero}");
    }
}

#[test]
fn a_picture_hides_what_does_not_show_through_it() {
    // How pictures of each kind begin.
    let png =
        |kind: u8| [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08".as_slice(), &[kind, 0, 0, 0]].concat();
    let gif = |flags: u8| [b"GIF89a\x10\0\x10\0\0\0\0\x21\xf9\x04".as_slice(), &[flags, 0, 0, 0, 0]].concat();
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec();
    for (head, more, hidden) in [
        (png(6), "", false),
        (png(4), "", false),
        ([png(3), b"....tRNS".to_vec()].concat(), "", false),
        (gif(1), "", false),
        (jpeg.clone(), r#"Alpha="120""#, false),
        (jpeg.clone(), r#"ImageMask="9""#, false),
        (png(2), "", true),
        (gif(0), "", true),
        (jpeg, "", true),
    ] {
        let mut page = table();
        page.objects +=
            &format!(r#"<ofd:ImageObject ID="5" Boundary="92 61 18 8" CTM="18 0 0 8 0 0" ResourceID="6" {more}/>"#);
        let made = File {
            pages: &[page],
            resources: Some(r#"<ofd:MultiMedias><ofd:MultiMedia ID="6" Type="Image"><ofd:MediaFile>seal.img</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>"#),
            ..File::default()
        }
        .with("Doc_0/Res/Res/seal.img", &head);
        let document = read_bytes(&made);
        let table = document.tables().next().expect("a table");
        let figure = &table.cells()[1];
        assert_eq!(figure.text != "118", hidden, "{} {more}: {:?}", head.escape_ascii(), figure.text);
        // What is hidden is not blank.
        assert!(figure.picture || !hidden);
        assert_eq!(table.cells()[3].text, "205");
    }
}

#[test]
fn layers_lie_over_each_other_as_they_say() {
    // The background is stated last and covers nothing.
    let content = |layers: &str| format!(r#"<ofd:Page {OFD}><ofd:Content>{layers}</ofd:Content></ofd:Page>"#);
    let layer = |kind: &str, objects: &str| format!(r#"<ofd:Layer ID="9" Type="{kind}">{objects}</ofd:Layer>"#);
    let page = |second: &str| content(&(layer("Body", &table().objects) + &layer(second, &covering(""))));
    let read = |page: String| {
        let list = format!(
            r#"<ofd:Document {OFD}><ofd:CommonData/><ofd:Pages><ofd:Page ID="0" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>"#
        );
        read(&File {
            pages: &[Page::default()],
            entry: "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>",
            parts: &[("Doc_1/Document.xml", list), ("Doc_1/Page.xml", page)],
            ..File::default()
        })
    };
    assert_eq!(texts(&read(page("Background"))), ["行政许可", "118", "行政强制", "205"]);
    assert_eq!(texts(&read(page("Foreground"))), ["行政许可", "", "行政强制", ""]);
}

#[test]
fn characters_without_a_distance_of_their_own_stand_as_far_apart_as_those_before() {
    let mut page = table();
    page.objects += r#"<ofd:TextObject ID="1" Boundary="30 40 100 10" Font="3" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="2.5">1995件，共1100件</ofd:TextCode></ofd:TextObject>"#;
    page.objects += r#"<ofd:TextObject ID="1" Boundary="30 50 100 10" Font="3" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 2 2.5">1133</ofd:TextCode></ofd:TextObject>"#;
    let document = read(&File { pages: &[page], ..File::default() });
    let read: String = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(read, "1995件，共1100件1133");
}

#[test]
fn a_pattern_that_fills_an_area_is_no_text() {
    let mut page = table();
    page.objects += r#"<ofd:PathObject ID="4" Boundary="90 61 20 18" Fill="true" Stroke="false"><ofd:FillColor><ofd:Pattern Width="5" Height="5"><ofd:CellContent><ofd:TextObject ID="7" Boundary="0 0 5 5" Font="3" Size="4"><ofd:TextCode X="0" Y="4">8</ofd:TextCode></ofd:TextObject><ofd:PathObject ID="8" Boundary="0 0 5 5"><ofd:AbbreviatedData>M 0 9 L 90 9</ofd:AbbreviatedData></ofd:PathObject></ofd:CellContent></ofd:Pattern></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 0.1 0 L 0.1 0.1 C</ofd:AbbreviatedData></ofd:PathObject>"#;
    let document = read(&File { pages: &[page], ..File::default() });
    assert_eq!(texts(&document), ["行政许可", "118", "行政强制", "205"]);
}

#[test]
fn parts_are_found_where_programs_put_them() {
    let mut page = Page::default();
    page.text(30.0, 45.0, 5.0, "从包的根写起", "");
    // From the root of the package without a stroke, and with those of Windows.
    for place in ["Doc_1/Page.xml", "Doc_1\\Page.xml", "\\Doc_1\\Page.xml", "../Doc_1/Page.xml"] {
        let list = format!(
            r#"<ofd:Document {OFD}><ofd:CommonData/><ofd:Pages><ofd:Page ID="0" BaseLoc="{place}"/></ofd:Pages></ofd:Document>"#
        );
        let document = read(&File {
            pages: &[table()],
            entry: "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>",
            parts: &[("Doc_1/Document.xml", list), ("Doc_1/Page.xml", page.part())],
            ..File::default()
        });
        let read: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(read, ["从包的根写起"], "{place}");
    }
}
