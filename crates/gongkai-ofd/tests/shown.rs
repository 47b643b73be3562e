//! What a file of the national format says, as the reader of PDF reads its pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, ReadError, Reader};
use made::{Page, file, with_resources};

fn try_read(bytes: &[u8]) -> Result<Document, ReadError> {
    let renewed = gongkai_ofd::renew(bytes, &Limits::default())?;
    let mut document = gongkai_pdf::PdfReader.read(&renewed.pdf, &Limits::default())?;
    document.properties.title = renewed.title;
    document.remarks.extend(renewed.remarks);
    Ok(document)
}

fn read(page: Page) -> Document {
    try_read(&file(&[page], false)).unwrap()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

fn cells(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let table = document.tables().next().unwrap();
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

#[test]
fn text_and_a_table_by_its_rulings() {
    let mut page = Page::default();
    page.text(60.0, 30.0, 7.0, "青山县2023年度报告", "");
    page.text(30.0, 45.0, 5.0, "二、主动公开政府信息情况", "");
    page.line((30.0, 60.0), (180.0, 60.0));
    page.line((30.0, 70.0), (180.0, 70.0));
    page.line((80.0, 80.0), (180.0, 80.0));
    page.line((30.0, 90.0), (180.0, 90.0));
    for x in [30.0, 180.0] {
        page.line((x, 60.0), (x, 90.0));
    }
    for x in [80.0, 130.0] {
        page.line((x, 70.0), (x, 90.0));
    }
    page.text(80.0, 67.0, 4.0, "第二十条第（一）项", "");
    page.text(40.0, 82.0, 4.0, "规章", "");
    page.text(100.0, 77.0, 4.0, "1,295", "");
    page.text(150.0, 77.0, 4.0, "7730.28", "");
    page.text(100.0, 87.0, 4.0, "0", "");
    page.text(150.0, 87.0, 4.0, "-", "");
    let document = read(page);
    assert_eq!(paragraphs(&document), ["青山县2023年度报告", "二、主动公开政府信息情况"]);
    assert_eq!(
        cells(&document),
        [
            (0, 0, 1, 3, "第二十条第（一）项"),
            (1, 0, 2, 1, "规章"),
            (1, 1, 1, 1, "1,295"),
            (1, 2, 1, 1, "7730.28"),
            (2, 1, 1, 1, "0"),
            (2, 2, 1, 1, "-"),
        ]
    );
    assert_eq!(document.tables().next().unwrap().position.page, Some(1));
    assert_eq!(document.properties.title.as_deref(), Some("青山县年度报告"));
}

#[test]
fn matrices_deltas_and_characters_without_deltas() {
    let mut page = Page::default();
    page.objects += r#"<ofd:TextObject ID="1" Boundary="20 20 100 10" Font="3" Size="1" CTM="5 0 0 5 0 0"><ofd:TextCode X="0" Y="1" DeltaX="g 3 1">甲乙丙丁</ofd:TextCode></ofd:TextObject>"#;
    page.objects += r#"<ofd:TextObject ID="1" Boundary="20 40 100 10" Font="3" Size="5"><ofd:TextCode X="0" Y="5">共12件</ofd:TextCode><ofd:TextCode X="60" Y="5">完</ofd:TextCode></ofd:TextObject>"#;
    let document = read(page);
    let text = paragraphs(&document).join("");
    assert!(text.contains("甲乙丙丁") && text.contains("共12件") && text.contains("完"), "{text}");
}

#[test]
fn a_sign_that_stands_for_a_glyph_without_a_character_is_in_doubt() {
    let mut page = Page::default();
    page.objects += r#"<ofd:TextObject ID="1" Boundary="20 20 100 10" Font="3" Size="5"><ofd:CGTransform CodePosition="1" CodeCount="2" GlyphCount="2"><ofd:Glyphs>21 24</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="5 3 3">共¤¤件</ofd:TextCode></ofd:TextObject>"#;
    page.text(20.0, 60.0, 5.0, "其他各项见下表，均已按规定公开。", "");
    assert_eq!(paragraphs(&read(page)), ["共\u{FFFD}\u{FFFD}件", "其他各项见下表，均已按规定公开。"]);
}

#[test]
fn struck_raised_and_unseen_text_is_told_as_in_pdf() {
    let mut page = Page::default();
    page.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0, 80.0]);
    page.text(35.0, 67.0, 4.0, "行政许可", "");
    page.text(95.0, 67.0, 4.0, "18", "");
    page.text(99.0, 65.2, 2.2, "1", "");
    // In less than two points.
    page.text(94.6, 67.0, 0.6, "7", "");
    page.text(35.0, 77.0, 4.0, "行政强制", "");
    page.text(90.0, 77.0, 4.0, "95", "");
    page.line((89.5, 75.6), (94.5, 75.6));
    page.text(100.0, 77.0, 4.0, "34", "");
    page.text(35.0, 100.0, 4.0, "看不见", r#"Visible="false""#);
    let document = read(page);
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["行政许可", "18¹", "行政强制", "34"]);
    assert!(!paragraphs(&document).concat().contains("看不见"));
    let left_out = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown).count();
    assert_eq!(left_out, 2, "{:?}", document.remarks);
}

#[test]
fn a_line_that_names_a_year_parts_two_tables_and_another_is_a_row() {
    for (between, tables) in
        [("2023年：", 2), ("（2023年度）", 2), ("上年数据", 2), ("第二十条第（五）项", 1), ("其中上一年项目", 1)]
    {
        let mut page = Page::default();
        page.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0]);
        page.text(35.0, 67.0, 4.0, "行政许可", "");
        page.text(95.0, 67.0, 4.0, "18", "");
        page.text(35.0, 75.0, 4.0, between, "");
        page.grid(&[30.0, 80.0, 130.0], &[78.0, 88.0]);
        page.text(35.0, 85.0, 4.0, "行政许可", "");
        page.text(95.0, 85.0, 4.0, "27", "");
        let document = read(page);
        assert_eq!(document.tables().count(), tables, "{between}");
        assert_eq!(paragraphs(&document).concat().contains(between), tables == 2, "{between}");
    }
}

#[test]
fn a_turned_figure_longer_than_its_cell_is_high_is_in_doubt() {
    // Downwards and upwards; the first has room, the second runs over a ruling.
    for (matrix, inner) in [("0 1 -1 0 4 0", 0.0), ("0 -1 1 0 0 12", 4.0)] {
        let turned = |top: f64, figure: &str| {
            format!(
                r#"<ofd:TextObject ID="9" Boundary="95 {top} 20 20" Font="3" Size="4" CTM="{matrix}"><ofd:TextCode X="0" Y="{inner}" DeltaX="g {} 2">{figure}</ofd:TextCode></ofd:TextObject>"#,
                figure.len() - 1
            )
        };
        let mut page = Page::default();
        page.grid(&[30.0, 80.0, 130.0], &[60.0, 76.0, 84.0, 100.0]);
        page.text(35.0, 68.0, 4.0, "规章", "");
        page.text(35.0, 81.0, 4.0, "行政许可", "");
        page.text(35.0, 93.0, 4.0, "行政强制", "");
        page.objects += &turned(62.0, "487");
        page.objects += &turned(76.5, "75925");
        let document = read(page);
        let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
        let joined = texts.join("|");
        let doubt: Vec<&&str> = texts.iter().filter(|text| text.contains('\u{FFFD}')).collect();
        assert!(texts.get(1) == Some(&"487") && doubt.len() == 2, "{matrix}: {joined}");
        let figures = texts.iter().filter(|text| text.parse::<u32>().is_ok()).count();
        assert_eq!(figures, 1, "{matrix}: {joined}");
    }
}

#[test]
fn text_that_does_not_say_how_large_it_is_is_read() {
    for size in ["", r#"size="5""#] {
        let mut page = Page::default();
        page.objects += &format!(
            r#"<ofd:TextObject ID="1" Boundary="20 40 100 7" Font="3" {size}><ofd:TextCode X="0" Y="5" DeltaX="g 2 5 g 9 2.5">共受理1205件</ofd:TextCode></ofd:TextObject>"#
        );
        assert_eq!(paragraphs(&read(page)).concat(), "共受理1205件", "{size}");
    }
}

#[test]
fn templates_are_under_their_pages() {
    let (mut page, mut template) = (Page::default(), Page::default());
    page.before = r#"<ofd:Template TemplateID="77" ZOrder="Background"/><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"#.to_owned();
    template.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0, 80.0]);
    template.text(35.0, 67.0, 4.0, "规章", "");
    template.text(35.0, 77.0, 4.0, "行政许可", "");
    page.text(95.0, 67.0, 4.0, "3", "");
    page.text(95.0, 77.0, 4.0, "5", "");
    let document = try_read(&file(&[page, template], true)).unwrap();
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["规章", "3", "行政许可", "5"]);
}

#[test]
fn a_scan_is_told_apart() {
    let picture = r#"<ofd:ImageObject ID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="6"/>"#;
    let scan = || Page { objects: picture.to_owned(), ..Page::default() };
    let said = |pages: &[Page]| try_read(&file(pages, false)).unwrap_err().to_string();
    assert!(said(&[scan()]).contains("OFD 是扫描件"));
    let mut text = Page::default();
    text.text(30.0, 45.0, 5.0, "封面", "");
    assert!(said(&[text, scan(), scan()]).contains("多数页面是扫描"));
    assert!(said(&[Page::default()]).contains("没有文字"));
    let letter = r#"<ofd:PathObject ID="5" Boundary="0 0 5 5" Stroke="false" Fill="true"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 3 0 C</ofd:AbbreviatedData></ofd:PathObject>"#;
    let outlined = Page { objects: letter.repeat(300), ..Page::default() };
    assert!(said(&[outlined]).contains("转成了曲线"));
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(try_read(b"").unwrap_err(), ReadError::Empty);
    let mut other = gongkai_opc::PackageWriter::new();
    other.part("word/document.xml", "<document/>");
    assert!(try_read(&other.finish().unwrap()).unwrap_err().to_string().contains("DOCX"));
    let mut protected = gongkai_opc::PackageWriter::new();
    protected.part("OFD.xml", "\u{1}");
    protected.part("Encryptions.xml", "<Encryptions/>");
    assert_eq!(try_read(&protected.finish().unwrap()).unwrap_err(), ReadError::Encrypted);
    let mut page = Page::default();
    page.text(30.0, 45.0, 5.0, "一、总体情况", "");
    let whole = file(&[page], false);
    for length in (1..whole.len()).step_by(53) {
        let read = try_read(&whole[..length]);
        assert!(
            matches!(read, Err(ReadError::Damaged { .. } | ReadError::NotThisFormat { .. })),
            "{length}: {:?}",
            read.err()
        );
    }
    let mut limits = Limits::default();
    limits.characters = 3;
    assert!(matches!(gongkai_ofd::renew(&whole, &limits), Err(ReadError::TooLarge { .. })));
}

#[test]
fn graphics_kept_elsewhere_are_drawn_where_they_are_referred_to() {
    let mut page = Page::default();
    page.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0, 80.0]);
    page.text(35.0, 67.0, 4.0, "规章", "");
    page.text(35.0, 77.0, 4.0, "行政许可", "");
    // The same stamp of a figure in both rows, once larger.
    page.objects += r#"<ofd:CompositeObject ID="20" Boundary="95 60 10 10" CTM="1 0 0 1 0 0" ResourceID="500"/>"#;
    page.objects += r#"<ofd:CompositeObject ID="21" Boundary="95 70 10 10" CTM="1.2 0 0 1.2 0 0" ResourceID="500"/>"#;
    page.objects += r#"<ofd:CompositeObject ID="22" Boundary="95 70 10 10" Visible="false" ResourceID="501"/>"#;
    let figure = r#"<ofd:CompositeGraphicUnit ID="500" Width="10" Height="10"><ofd:Content><ofd:TextObject ID="501" Boundary="0 3 10 4" Font="3" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="2">18</ofd:TextCode></ofd:TextObject></ofd:Content></ofd:CompositeGraphicUnit>"#;
    let document = try_read(&with_resources(&[page], figure)).unwrap();
    let texts: Vec<&str> = cells(&document).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["规章", "18", "行政许可", "18"]);
    assert!(document.remarks.is_empty(), "{:?}", document.remarks);
}

#[test]
fn graphics_within_themselves_or_missing_are_said() {
    for graphic in [
        r#"<ofd:CompositeGraphicUnit ID="500" Width="9" Height="9"><ofd:Content><ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="500"/></ofd:Content></ofd:CompositeGraphicUnit>"#,
        "",
    ] {
        let mut page = Page::default();
        page.grid(&[30.0, 80.0, 130.0], &[60.0, 70.0, 80.0]);
        page.text(35.0, 67.0, 4.0, "规章", "");
        page.objects += r#"<ofd:CompositeObject ID="20" Boundary="95 60 10 10" ResourceID="500"/>"#;
        let document = try_read(&with_resources(&[page], graphic)).unwrap();
        let shown: Vec<_> = document.tables().flat_map(|t| t.cells()).map(|c| (c.text.as_str(), c.picture)).collect();
        assert_eq!(shown, [("规章", false), ("", true), ("", false), ("", false)], "its place is not blank");
        let said: Vec<_> = document.remarks.iter().map(|remark| remark.kind).collect();
        assert_eq!(said, [RemarkKind::Picture, RemarkKind::Unknown]);
    }
}

#[test]
fn graphics_that_grow_by_being_nested_are_refused_before_they_do() {
    // Each graphic draws the one before ten times.
    let mut graphics = String::from(
        r#"<ofd:CompositeGraphicUnit ID="g0"><ofd:Content><ofd:TextObject ID="1" Boundary="0 0 9 9" Font="3" Size="4"><ofd:TextCode X="0" Y="4">一</ofd:TextCode></ofd:TextObject></ofd:Content></ofd:CompositeGraphicUnit>"#,
    );
    for level in 1..8 {
        let inner =
            format!(r#"<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="g{}"/>"#, level - 1).repeat(10);
        graphics += &format!(
            r#"<ofd:CompositeGraphicUnit ID="g{level}"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>"#
        );
    }
    let mut page = Page::default();
    page.objects += r#"<ofd:CompositeObject ID="20" Boundary="95 60 10 10" ResourceID="g7"/>"#;
    let error = try_read(&with_resources(&[page], &graphics)).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
}

#[test]
fn lines_and_letters_take_what_they_do_not_state_from_shared_settings() {
    let mut page = Page::default();
    let line = |from: (f64, f64), to: (f64, f64)| {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        format!(
            r#"<ofd:PathObject ID="2" Boundary="{} {} {width} {height}" DrawParam="400"><ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"#,
            from.0, from.1
        )
    };
    for y in [60.0, 70.0, 80.0] {
        page.objects += &line((30.0, y), (130.0, y));
    }
    for x in [30.0, 80.0, 130.0] {
        page.objects += &line((x, 60.0), (x, 80.0));
    }
    page.text(35.0, 67.0, 4.0, "规章", "");
    page.text(95.0, 67.0, 4.0, "3", "");
    page.text(35.0, 77.0, 4.0, "行政许可", "");
    page.text(95.0, 77.0, 4.0, "5", "");
    let read = |settings: &str| {
        try_read(&with_resources(&[Page { objects: page.objects.clone(), ..Page::default() }], settings))
    };
    let seen = r#"<ofd:DrawParams><ofd:DrawParam ID="400" Relative="401"/><ofd:DrawParam ID="401" LineWidth="0.2"><ofd:StrokeColor Value="0 0 0"/></ofd:DrawParam></ofd:DrawParams>"#;
    assert_eq!(read(seen).unwrap().tables().count(), 1);
    // Nobody sees lines whose settings leave no ink.
    let unseen = seen.replace(r#"Value="0 0 0""#, r#"Value="0 0 0" Alpha="0""#);
    assert_eq!(read(&unseen).unwrap().tables().filter(|table| !table.aligned).count(), 0);
}

#[test]
fn what_lies_outside_of_its_clip_is_not_seen() {
    let clipped = |area: &str, text: &str, y: f64| {
        format!(
            r#"<ofd:TextObject ID="3" Boundary="30 {y} 100 6" Font="3" Size="5"><ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="{area}"><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 6 L 0 6 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>"#
        )
    };
    let mut page = Page::default();
    page.objects += &clipped("0 0 100 6", "一、总体情况", 40.0);
    page.objects += &clipped("0 -90 100 6", "看不见的话", 60.0);
    page.text(30.0, 90.0, 5.0, "本年度无。", "");
    let document = read(page);
    assert_eq!(paragraphs(&document).concat(), "一、总体情况本年度无。");
}

#[test]
fn places_that_lead_to_an_address_are_links() {
    use gongkai_core::document::MarkKind;
    let mut page = Page::default();
    page.text(30.0, 45.0, 5.0, "网址见专栏", "");
    page.objects += r#"<ofd:PathObject ID="4" Boundary="44 40 11 7" Stroke="false"><ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="https://www.example.gov.cn/?a=1&amp;b=(2"/></ofd:Action></ofd:Actions><ofd:AbbreviatedData>M 0 0 L 11 0 L 11 7 L 0 7 C</ofd:AbbreviatedData></ofd:PathObject>"#;
    let document = read(page);
    let paragraph = document.paragraphs().next().unwrap();
    let marks: Vec<(&str, &MarkKind)> =
        paragraph.marks.iter().map(|mark| (paragraph.text.get(mark.range.clone()).unwrap(), &mark.kind)).collect();
    assert_eq!(marks, [("专栏", &MarkKind::Link("https://www.example.gov.cn/?a=1&b=(2".into()))]);
}
