//! What is raised, struck out or hidden is told, wherever the file says so: in the run, in a style, in the defaults.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;

use gongkai_core::document::{Document, MarkKind, Paragraph, RemarkKind, Unclear};
use package::{lines, read};

/// A run of these properties.
fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(properties: &str, runs: &[String]) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat())
}

/// A table of one row with one cell more, so that the table is not taken for a frame.
fn table(properties: &str, runs: &[String]) -> String {
    format!(
        "<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        paragraph("", runs)
    )
}

fn remarks(document: &Document, kind: RemarkKind) -> Vec<&str> {
    let of_kind = document.remarks.iter().filter(|remark| remark.kind == kind);
    // What is left out is quoted, in Chinese and again in English.
    of_kind.filter_map(|remark| remark.detail.zh.split_once('“')?.1.split('”').next()).collect()
}

const RAISING: &str = r#"<w:style w:type="character" w:styleId="ref"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="ref2"><w:name w:val="x"/><w:basedOn w:val="ref"/></w:style>
    <w:style w:type="character" w:styleId="flat"><w:basedOn w:val="ref2"/><w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="high"><w:name w:val="h"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="table" w:styleId="T"><w:name w:val="t"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"#;

#[test]
fn a_raised_mark_is_no_part_of_a_number() {
    for mark in [
        r#"<w:vertAlign w:val="superscript"/>"#,
        r#"<w:rStyle w:val="ref"/>"#,
        r#"<w:rStyle w:val="ref2"/>"#,
        r#"<w:position w:val="8"/>"#,
        r#"<w:position w:val="4pt"/>"#,
        r#"<w:sz w:val="12"/><w:position w:val="2"/>"#,
    ] {
        let document = read(&table("", &[r(r#"<w:sz w:val="21"/>"#, "18"), r(mark, "1")]), &[("styles", RAISING)]);
        assert_eq!(lines(&document)[0], "[0,0 1x1] 18¹", "{mark}");
        assert_eq!(remarks(&document, RemarkKind::OffLine), ["1"], "{mark}");
        assert_eq!(document.remarks[0].position.to_string(), "table 1 row 1 column 1");
    }
    for (number, mark) in [
        // Raised as a whole, and so beside nothing.
        (r#"<w:vertAlign w:val="superscript"/>"#, r#"<w:vertAlign w:val="superscript"/>"#),
        // A style raises, the run does not.
        ("", r#"<w:rStyle w:val="flat"/>"#),
        ("", r#"<w:rStyle w:val="ref"/><w:vertAlign w:val="baseline"/>"#),
        ("", r#"<w:position w:val="1"/>"#),
    ] {
        let document = read(&table("", &[r(number, "18"), r(mark, "1")]), &[("styles", RAISING)]);
        assert_eq!(lines(&document)[0], "[0,0 1x1] 181", "{mark}");
        assert_eq!(document.remarks, []);
    }
    let lowered = r#"<w:vertAlign w:val="subscript"/>"#;
    let document = read(&table("", &[r("", "18"), r(lowered, "2"), r(r#"<w:position w:val="-9"/>"#, "注")]), &[]);
    assert_eq!(lines(&document)[0], "[0,0 1x1] 18₂注");
    let marks = &document.tables().next().unwrap().at(0, 0).unwrap().marks;
    assert_eq!(marks.iter().map(|mark| &mark.kind).collect::<Vec<_>>(), [&MarkKind::Lowered]);
}

#[test]
fn styles_of_paragraphs_tables_and_the_defaults_raise_too() {
    let on_line = r(r#"<w:vertAlign w:val="baseline"/>"#, "18");
    let styled = paragraph(r#"<w:pStyle w:val="high"/>"#, &[on_line.clone(), r("", "1")]);
    let document = read(&styled, &[("styles", RAISING)]);
    assert_eq!(lines(&document), ["18¹"]);
    let document = read(&table(r#"<w:tblStyle w:val="T"/>"#, &[on_line.clone(), r("", "1")]), &[("styles", RAISING)]);
    assert_eq!(lines(&document)[0], "[0,0 1x1] 18¹");
    let defaults = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:rPrDefault></w:docDefaults>"#;
    let document = read(&paragraph("", &[on_line, r("", "1")]), &[("styles", defaults)]);
    assert_eq!(lines(&document), ["18¹"]);
}

const STRIKING: &str = r#"<w:style w:type="character" w:styleId="c"><w:name w:val="c"/><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="d"><w:name w:val="d"/><w:rPr><w:dstrike w:val="true"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="p"><w:name w:val="p"/><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="off"><w:basedOn w:val="c"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>"#;

#[test]
fn struck_and_hidden_text_is_not_in_force() {
    for void in [
        "<w:strike/>",
        r#"<w:strike w:val="1"/>"#,
        r#"<w:dstrike w:val="on"/>"#,
        r#"<w:rStyle w:val="c"/>"#,
        r#"<w:rStyle w:val="d"/>"#,
        "<w:vanish/>",
        r#"<w:vanish w:val="true"/>"#,
    ] {
        let document = read(&table("", &[r(void, "9"), r("", "34")]), &[("styles", STRIKING)]);
        assert_eq!(lines(&document)[0], "[0,0 1x1] 34", "{void}");
        assert_eq!(remarks(&document, RemarkKind::NotShown), ["9"], "{void}");
        assert_eq!(document.remarks[0].position.to_string(), "table 1 row 1 column 1");
    }
    for shown in [
        r#"<w:strike w:val="false"/>"#,
        r#"<w:rStyle w:val="c"/><w:strike w:val="0"/>"#,
        r#"<w:rStyle w:val="off"/>"#,
        r#"<w:vanish w:val="0"/>"#,
        r#"<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"#,
        // Hidden on a web page alone.
        "<w:webHidden/>",
    ] {
        let document = read(&table("", &[r(shown, "9"), r("", "34")]), &[("styles", STRIKING)]);
        assert_eq!((lines(&document)[0].as_str(), document.remarks.len()), ("[0,0 1x1] 934", 0), "{shown}");
    }
    // A style that strikes in a style that strikes takes it back; a run has the last word.
    let document = read(
        &paragraph(
            r#"<w:pStyle w:val="p"/>"#,
            &[r("", "甲"), r(r#"<w:rStyle w:val="c"/>"#, "乙"), r(r#"<w:strike w:val="0"/>"#, "丙")],
        ),
        &[("styles", STRIKING)],
    );
    assert_eq!(lines(&document), ["乙丙"]);
    assert_eq!(remarks(&document, RemarkKind::NotShown), ["甲"]);
}

#[test]
fn text_beyond_the_edge_of_its_page_is_not_seen_and_text_near_it_is() {
    let read_with = |properties: &str| {
        let body = paragraph(properties, &[r("", "九百件")]) + &paragraph("", &[r("", "受理三件。")]);
        let document = package::read(&body, &[]);
        let said = remarks(&document, RemarkKind::NotShown).len();
        (document.paragraphs().map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>(), said)
    };
    for beyond in [
        r#"<w:ind w:left="-17000"/>"#,
        r#"<w:ind w:hanging="17000"/>"#,
        r#"<w:framePr w:x="-17000" w:wrap="around"/>"#,
        r#"<w:spacing w:line="20" w:lineRule="exact"/>"#,
    ] {
        assert_eq!(read_with(beyond), (vec!["受理三件。".to_owned()], 1), "{beyond}");
    }
    for seen in [
        r#"<w:ind w:left="-900" w:right="-900" w:firstLine="640"/>"#,
        r#"<w:framePr w:x="1400" w:y="900" w:wrap="around"/>"#,
        r#"<w:spacing w:line="20" w:lineRule="atLeast"/>"#,
        r#"<w:spacing w:line="20"/>"#,
        r#"<w:spacing w:line="280" w:lineRule="exact"/>"#,
    ] {
        assert_eq!(read_with(seen), (vec!["九百件".to_owned(), "受理三件。".to_owned()], 0), "{seen}");
    }
}

#[test]
fn a_box_that_ends_before_its_page_begins_adds_nothing_to_its_cell() {
    let of_cell = |shape: &str| {
        let cell = format!("<w:p>{}<w:r>{shape}</w:r></w:p>", r("", "53"));
        let body =
            format!("<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("", &[r("", "8")]));
        let document = package::read(&body, &[]);
        let text = document.tables().next().expect("a table").cells()[0].text.clone();
        (text, remarks(&document, RemarkKind::NotShown).len())
    };
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("", &[r("", "13")]));
    let drawn = |from: &str, offset: i64| {
        let place =
            format!(r#"<wp:positionH relativeFrom="{from}"><wp:posOffset>{offset}</wp:posOffset></wp:positionH>"#);
        format!(
            r#"<w:drawing><wp:anchor>{place}<wp:extent cx="762000" cy="254000"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"#
        )
    };
    let shape = |at: i64| {
        let style = format!("margin-left:{at}pt;width:60pt;height:20pt;mso-position-horizontal-relative:page");
        format!(r#"<w:pict><v:shape style="{style}"><v:textbox>{inner}</v:textbox></v:shape></w:pict>"#)
    };
    for off in [drawn("page", -900_000), drawn("column", -9_000_000), shape(-70)] {
        assert_eq!(of_cell(&off), ("53".to_owned(), 1), "{off}");
    }
    for on in [drawn("page", -300_000), drawn("column", -900_000), shape(-50)] {
        assert!(of_cell(&on).0.contains("13"), "{on}");
    }
}

#[test]
fn a_paragraph_whose_end_is_hidden_goes_on() {
    let hidden_end = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>";
    let drop = r#"<w:framePr w:dropCap="drop" w:lines="2"/>"#;
    let document = read(
        &[
            paragraph(hidden_end, &[r("", "（一）主动公开。")]),
            paragraph("", &[r("", "全年公开信息12条。")]),
            paragraph(drop, &[r("", "2")]),
            paragraph("", &[r("", "023年，本机关……")]),
        ]
        .concat(),
        &[],
    );
    assert_eq!(lines(&document), ["（一）主动公开。全年公开信息12条。", "2023年，本机关……"]);
}

#[test]
fn links_and_bold_text_keep_their_places() {
    let link = |kind: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            r("", "附件")
        )
    };
    let simple =
        format!(r#"<w:fldSimple w:instr="HYPERLINK &quot;https://b.example/2&quot;">{}</w:fldSimple>"#, r("", "年报"));
    let document = read(
        &paragraph(
            "",
            &[
                r("", "见"),
                link(r#"HYPERLINK "https://a.example/1""#),
                r("", "和"),
                simple,
                link(r#"HYPERLINK \l "_Toc1""#),
                r("<w:b/>", "重点"),
                r("", "。"),
            ],
        ),
        &[],
    );
    let paragraph: &Paragraph = document.paragraphs().next().unwrap();
    assert_eq!(paragraph.text, "见附件和年报附件重点。");
    let marks: Vec<(&str, &MarkKind)> =
        paragraph.marks.iter().map(|mark| (paragraph.text.get(mark.range.clone()).unwrap(), &mark.kind)).collect();
    assert_eq!(
        marks,
        [
            ("附件", &MarkKind::Link("https://a.example/1".into())),
            ("年报", &MarkKind::Link("https://b.example/2".into())),
            ("重点", &MarkKind::Bold)
        ]
    );
}

#[test]
fn fields_that_have_no_result_show_what_they_set() {
    let field = |instruction: &str, form: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let list = r#"<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData>"#;
    let box_ = r#"<w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>"#;
    let cell = |runs: &str| table("", &[runs.to_owned()]);
    let document = read(
        &[
            cell(&format!("{}{}", r("", "18"), field(r"EQ \s\up 5(1)", ""))),
            cell(&field("FORMDROPDOWN", list)),
            cell(&field("FORMCHECKBOX", box_)),
            cell(&field(r"eq \o\ac(○,3)", "")),
            cell(&field("MACROBUTTON NoMacro [单击]", "")),
        ]
        .concat(),
        &[],
    );
    let shown: Vec<String> = lines(&document).into_iter().filter(|line| line.starts_with("[0,0")).collect();
    assert_eq!(shown, ["[0,0 1x1] 18¹", "[0,0 1x1] 乙", "[0,0 1x1] ☑", "[0,0 1x1] ③", "[0,0 1x1] "]);
    assert_eq!(remarks(&document, RemarkKind::NotShown), ["[单击]"]);
    // What is worked out when the document is shown is no blank where its result was not saved.
    for (instruction, unclear) in [
        (" =SUM(ABOVE) ", Some(Unclear::NoResult)),
        ("=B2*2", Some(Unclear::NoResult)),
        ("DOCPROPERTY 受理数", Some(Unclear::NoResult)),
        ("PAGE", None),
    ] {
        let simple = |result: &str| format!(r#"<w:fldSimple w:instr="{instruction}">{result}</w:fldSimple>"#);
        let saved = simple("<w:r><w:t/></w:r>");
        for (shown, unclear) in [(field(instruction, ""), unclear), (simple(""), unclear), (saved, None)] {
            let document = read(&cell(&shown), &[]);
            let own = document.tables().next().and_then(|table| table.cells().first().cloned()).unwrap();
            assert_eq!((own.text.as_str(), own.unclear), ("", unclear), "{shown}");
        }
    }
}

#[test]
fn formulas_keep_what_stands_above_and_below() {
    let math = |content: &str| format!("<w:p><m:oMath>{content}</m:oMath></w:p>");
    let t = |text: &str| format!("<m:r><m:rPr/><m:t>{text}</m:t></m:r>");
    let document = read(
        &[
            math(&format!("<m:sSup><m:sSupPr/><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", t("18"), t("1"))),
            math(&format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", t("1"), t("2"))),
            math(&format!(
                r#"<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{}</m:e></m:d>"#,
                t("甲")
            )),
            math(&format!("<m:rad><m:radPr/><m:deg/><m:e>{}</m:e></m:rad>", t("9"))),
        ]
        .concat(),
        &[],
    );
    assert_eq!(lines(&document), ["18¹", "1/2", "[甲]", "√9"]);
}

#[test]
fn notes_follow_what_refers_to_them_and_comments_are_said() {
    let note = |id: u32, text: &str| {
        format!(
            r#"<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"#
        )
    };
    let footnotes = format!(
        r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{}{}"#,
        note(2, "含结转2件。"),
        note(3, "见附表。")
    );
    let comments = r#"<w:comment w:id="0"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>"#;
    let refer = |id: u32| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let document = read(
        &[
            paragraph(
                "",
                &[r("", "共18"), refer(3), r("", "件"), r#"<w:r><w:commentReference w:id="0"/></w:r>"#.to_owned()],
            ),
            table("", &[r("", "18"), refer(2)]),
            paragraph("", &[r("", "完")]),
        ]
        .concat(),
        &[("footnotes", &footnotes), ("comments", comments)],
    );
    assert_eq!(lines(&document), ["共18¹件", "¹ 见附表。", "[0,0 1x1] 18²", "[0,1 1x1] ", "² 含结转2件。", "完"]);
    assert_eq!(remarks(&document, RemarkKind::NotShown), ["请核实"]);
    assert_eq!(remarks(&document, RemarkKind::OffLine), ["2"]);
}

#[test]
fn signs_and_pictures_in_cells_are_not_blank() {
    let sign = r#"<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>"#.to_owned();
    let picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>".to_owned();
    let typed = r(r#"<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>"#, "\u{f0fe}");
    let control = r("", "4&#x8;52");
    let written = r#"<w:r><w:contentPart r:id="rId5"/></w:r>"#.to_owned();
    let drawn = r#"<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>"#.to_owned();
    let document = read(
        &[&sign, &picture, &typed, &control, &written, &drawn].map(|run| table("", std::slice::from_ref(run))).concat(),
        &[],
    );
    let cells: Vec<_> = document.tables().map(|table| table.at(0, 0).unwrap()).collect();
    assert_eq!(
        cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(),
        ["\u{fffd}", "", "☑", "4\u{fffd}52", "", ""]
    );
    assert_eq!(cells.iter().map(|cell| cell.picture).collect::<Vec<_>>(), [false, true, false, false, true, true]);
}

#[test]
fn what_only_a_newer_program_knows_is_read_from_what_stands_in_for_it() {
    let document = read(
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w16se"><x:symEx xmlns:x="urn:symex" x:char="25CB"/></mc:Choice>
        <mc:Fallback><w:t>○</w:t></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>项</w:t></w:r></w:p>"#,
        &[],
    );
    assert_eq!(lines(&document), ["○项"]);
}

#[test]
fn a_field_that_begins_in_one_of_several_ways_begins_once() {
    let both = |runs: &str| {
        format!(
            r#"<mc:AlternateContent><mc:Choice Requires="w14">{runs}</mc:Choice><mc:Fallback>{runs}</mc:Fallback></mc:AlternateContent>"#
        )
    };
    let sign = |kind: &str| both(&format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#));
    let asked = "<w:r><w:instrText>MERGEFIELD a</w:instrText></w:r>";
    let runs =
        [&sign("begin"), asked, &sign("separate"), &both(&r("", "25")), &sign("end"), &r("", "件")].map(str::to_owned);
    assert_eq!(lines(&read(&table("", &runs), &[])), ["[0,0 1x1] 25件", "[0,1 1x1] "]);
}

#[test]
fn white_space_around_text_counts_where_the_file_says_so() {
    let document = read(
        "<w:p><w:r><w:t>\n 1\n</w:t></w:r><w:r><w:t>8 </w:t></w:r><w:r><w:t xml:space=\"preserve\"> 件</w:t></w:r></w:p>",
        &[],
    );
    assert_eq!(lines(&document), ["18 件"]);
}

#[test]
fn the_own_mark_of_a_note_is_no_digit_whether_it_is_raised_or_not() {
    let mark = r#"<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>1</w:t></w:r>"#;
    let notes = r#"<w:footnote w:id="7"><w:p><w:r><w:t>含结转。</w:t></w:r></w:p></w:footnote>"#;
    let document = read(&table("", &[r("", "25"), mark.to_owned()]), &[("footnotes", notes)]);
    let text = &document.tables().next().and_then(|table| table.cells().first()).expect("the cell").text;
    assert_eq!(gongkai_core::Cell::parse(text).number().expect("a number").to_string(), "25", "{text}");
}

#[test]
fn which_figure_a_cell_states_is_not_known_where_a_box_over_it_holds_another() {
    let cell = |own: &str, boxed: &str| {
        let text = |text: &str| format!("<w:p>{}</w:p>", r("", text));
        let shape = format!(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            text(boxed)
        );
        let body = format!("<w:tbl><w:tr><w:tc>{}{shape}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", text(own), text("8"));
        let document = package::read(&body, &[]);
        let cell = document.tables().next().and_then(|table| table.at(0, 0)).expect("the cell").clone();
        (cell.text, cell.unclear)
    };
    assert_eq!(cell("53", "7"), ("53\n7".to_owned(), Some(Unclear::Contradicted)));
    assert_eq!(cell("", "7"), ("7".to_owned(), None));
    assert_eq!(cell("53", "含结转7件"), ("53\n含结转7件".to_owned(), None));
    assert_eq!(cell("合计", "7"), ("合计\n7".to_owned(), None));
}
