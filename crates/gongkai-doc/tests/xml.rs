//! Documents that Word saves as one file of XML: in the notation of 2003, and as a package in one file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Document, ParagraphRole, RemarkKind};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_docx::DocxReader;

fn read(file: &str) -> Document {
    let renewed = gongkai_doc::renew(file.as_bytes(), &Limits::default()).unwrap();
    DocxReader::new().read(&renewed.package, &Limits::default()).unwrap()
}

/// A document of 2003 with this body, as Word writes it.
fn of_2003(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"
 xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" w:macrosPresent="no" xml:space="preserve">
<w:ignoreElements w:val="http://schemas.microsoft.com/office/word/2003/wordml/sp2"/>
<o:DocumentProperties><o:Title>年报</o:Title><o:Author>甲</o:Author><o:TotalTime>1</o:TotalTime></o:DocumentProperties>
<w:fonts><w:defaultFonts w:ascii="Times New Roman"/></w:fonts>
<w:lists><w:listDef w:listDefId="0"><w:plt w:val="Multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/>
<w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/><w:rPr><w:rFonts w:h-ansi="宋体"/></w:rPr></w:lvl></w:listDef>
<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list>
<w:list w:ilfo="2"><w:ilst w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:list></w:lists>
<w:styles><w:versionOfBuiltInStylenames w:val="4"/><w:latentStyles w:defLockedState="off"/>
<w:style w:type="paragraph" w:default="on" w:styleId="a"><w:name w:val="Normal"/><wx:uiName wx:val="正文"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="x"><w:name w:val="废止"/><w:rPr><w:strike/></w:rPr></w:style></w:styles>
<w:docPr><w:view w:val="print"/></w:docPr><w:body><wx:sect>{body}<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>
<w:pgSz w:w="11906"/></w:sectPr></wx:sect></w:body></w:wordDocument>"#
    )
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

fn left_out(document: &Document) -> Vec<&str> {
    let said = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown);
    said.map(|remark| remark.detail.zh.split_once('“').unwrap().1.split('”').next().unwrap()).collect()
}

#[test]
fn text_is_read_as_word_shows_it() {
    let list = |list: &str| {
        format!(
            "<w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"{list}\"/><wx:t wx:val=\"一、\"/></w:listPr></w:pPr>"
        )
    };
    let change = |kind: &str, inner: &str| {
        format!(
            "<aml:annotation aml:id=\"0\" w:type=\"Word.{kind}\" aml:author=\"a\"><aml:content>{inner}</aml:content></aml:annotation>"
        )
    };
    let body = [
        format!("<wx:sub-section><w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr>{}</w:p>", run("", "总体情况")),
        format!("<w:p>{}{}</w:p>", list("1"), run("", "甲")),
        format!("<w:p>{}{}</w:p></wx:sub-section>", list("2"), run("", "乙")),
        format!(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>{}{}{}{}{}{}<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p>",
            run("", "全年 "),
            run("<w:strike/>", "9"),
            run("<w:vanish w:val=\"on\"/>", "8"),
            run("<w:strike w:val=\"off\"/>", "34"),
            run("<w:vertAlign w:val=\"superscript\"/>", "1"),
            run("<w:rStyle w:val=\"x\"/>", "7"),
        ),
        format!(
            "<w:p>{}{}{}<aml:annotation w:type=\"Word.Bookmark.Start\" w:name=\"b\"/></w:p>",
            run("", "修订"),
            change("Deletion", "<w:r><w:delText>旧</w:delText></w:r>"),
            change("Insertion", &run("<aml:annotation w:type=\"Word.Formatting\"><aml:content><w:rPr><w:strike/></w:rPr></aml:content></aml:annotation>", "新")),
        ),
        format!(
            "<w:p>{}<w:r><w:footnote><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote></w:r><w:hlink w:dest=\"https://www.example.gov.cn/a\">{}</w:hlink><w:r>{}</w:r></w:p>",
            run("", "收到3件"),
            run("", "含结转"),
            run("", "网站"),
            change("Comment", "<w:p><w:r><w:t>请核对</w:t></w:r></w:p>"),
        ),
        format!("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", run("", "框")),
    ]
    .concat();
    let document = read(&of_2003(&body));
    assert_eq!(
        paragraphs(&document),
        ["总体情况", "一、甲", "五、乙", "全年 34¹\tx", "y", "修订新", "收到3件¹网站", "¹ 含结转", "框"]
    );
    assert_eq!(document.paragraphs().next().unwrap().role, ParagraphRole::Heading1);
    assert_eq!(left_out(&document), ["9", "8", "7", "旧", "请核对"]);
    assert_eq!(document.properties.title.as_deref(), Some("年报"));
    let said = |text: &str| document.remarks.iter().any(|remark| remark.detail.zh.contains(text));
    assert!(said("请核对") && said("页眉"), "{:?}", document.remarks);
    assert!(format!("{:?}", document.blocks).contains("https://www.example.gov.cn/a"));
}

#[test]
fn cells_are_merged_as_they_say() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>", run("", text))
    };
    let picture = "<w:tc><w:p><w:r><w:pict><w:binData w:name=\"wordml://1.png\">iVBO</w:binData><v:shape><v:imagedata src=\"wordml://1.png\"/></v:shape></w:pict></w:r></w:p></w:tc>";
    let body = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>\
         <w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{picture}</w:tr>\
         <w:tr><w:trPr><aml:annotation w:type=\"Word.Deletion\"/></w:trPr>{}</w:tr></w:tbl>",
        cell("<w:vmerge w:val=\"restart\"/>", "A"),
        cell("<w:gridSpan w:val=\"2\"/>", "B"),
        cell("<w:vmerge/>", ""),
        cell("<w:hmerge w:val=\"restart\"/>", "1"),
        cell("<w:hmerge/>", ""),
        cell("", "C"),
        cell("", "2"),
        cell("<w:gridSpan w:val=\"3\"/>", "旧行"),
    );
    let document = read(&of_2003(&body));
    let table = document.tables().next().unwrap();
    let cells: Vec<_> = table
        .cells()
        .iter()
        .map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str(), c.picture))
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, "A", false),
            (0, 1, 1, 2, "B", false),
            (1, 1, 1, 2, "1", false),
            (2, 0, 1, 1, "C", false),
            (2, 1, 1, 1, "2", false),
            (2, 2, 1, 1, "", true),
        ]
    );
    assert_eq!(table.head_rows, 1);
}

/// A package in one file.
fn flat(parts: &[(&str, &str, &str)]) -> String {
    let part = |(name, kind, content): &(&str, &str, &str)| {
        format!(
            "<pkg:part pkg:name=\"{name}\" pkg:contentType=\"{kind}\"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>"
        )
    };
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{}<pkg:part pkg:name=\"/word/media/image1.png\" pkg:contentType=\"image/png\"><pkg:binaryData>iVBO</pkg:binaryData></pkg:part></pkg:package>",
        parts.iter().map(part).collect::<String>()
    )
}

const RELATIONSHIPS: &str = "application/vnd.openxmlformats-package.relationships+xml";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

#[test]
fn a_package_in_one_file_is_read_as_the_package() {
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let body = |text: &str| {
        format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
        )
    };
    let file = flat(&[
        ("/_rels/.rels", RELATIONSHIPS, links),
        ("/word/document.xml", MAIN, &body("甲&lt;乙")),
        ("/word/document.xml", MAIN, &body("丙")),
    ]);
    assert_eq!(paragraphs(&read(&file)), ["甲<乙"]);
}

#[test]
fn what_is_no_document_is_refused_by_name() {
    let refused = |file: &str| gongkai_doc::renew(file.as_bytes(), &Limits::default()).unwrap_err();
    assert!(matches!(refused("<a/>"), ReadError::NotThisFormat { .. }));
    assert!(matches!(refused("<w:wordDocument xmlns:w=\"x\"><w:body>"), ReadError::Damaged { .. }));
    assert!(matches!(refused("<!DOCTYPE a [<!ENTITY b \"c\">]><wordDocument/>"), ReadError::Damaged { .. }));
    let deep = of_2003(&"<w:p>".repeat(300));
    assert!(matches!(refused(&deep), ReadError::TooLarge { .. }));
    let many = of_2003(&"<w:r/>".repeat(1_000_001));
    assert!(matches!(refused(&many), ReadError::TooLarge { .. }));
    // A package without a main part.
    let renewed = gongkai_doc::renew(flat(&[]).as_bytes(), &Limits::default()).unwrap();
    assert!(DocxReader::new().read(&renewed.package, &Limits::default()).is_err());
    for file in [of_2003("<w:p/>"), flat(&[("/a", "b", "<c/>")])] {
        for length in (0..file.len()).step_by(7).filter(|&length| file.is_char_boundary(length)) {
            let _ = gongkai_doc::renew(&file.as_bytes()[..length], &Limits::default());
        }
    }
}
