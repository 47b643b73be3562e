//! A document is read as Word shows it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod package;

use gongkai_core::document::{Document, ParagraphRole, RemarkKind};
use package::{lines, p, package_of, read, tc, try_read};

fn remarks(document: &Document, kind: RemarkKind) -> Vec<&str> {
    document.remarks.iter().filter(|remark| remark.kind == kind).map(|remark| remark.detail.zh.as_str()).collect()
}

#[test]
fn runs_links_tags_and_controls_are_one_text() {
    let document = read(
        r#"<w:p><w:r><w:t>全年</w:t></w:r><w:hyperlink r:id="x"><w:r><w:t>公开</w:t></w:r></w:hyperlink><w:smartTag><w:smartTag><w:r>
        <w:t xml:space="preserve">信息 </w:t></w:r></w:smartTag></w:smartTag><w:sdt><w:sdtPr><w:alias w:val="数"/></w:sdtPr><w:sdtContent><w:r><w:t>12</w:t>
        </w:r></w:sdtContent></w:sdt><w:r><w:t>条</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:t>A&amp;B &lt;&#x4E00;&gt;</w:t></w:r></w:p>
        <w:p><w:r><w:ruby><w:rt><w:r><w:t>tuan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>彖</w:t></w:r></w:rubyBase></w:ruby></w:r><m:oMath><m:r><w:rPr/><m:t>x</m:t></m:r></m:oMath></w:p>
        <w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"#,
        &[],
    );
    assert_eq!(lines(&document), ["全年公开信息 12条-☑\tA&B <一>", "彖x", "控件里的段落"]);
    assert_eq!(remarks(&document, RemarkKind::Unknown), ["拼音指南的注音：“tuan”"]);
    assert_eq!(document.remarks.len(), 1);
}

#[test]
fn fields_show_their_results() {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let document = read(
        &format!(
            r#"<w:p><w:r><w:t>共</w:t></w:r>{begin}<w:r><w:instrText>= 1 + </w:instrText></w:r>{begin}<w:r><w:instrText>X</w:instrText></w:r>{separate}
            <w:r><w:t>内</w:t></w:r>{end}{separate}<w:r><w:t>12</w:t></w:r>{end}<w:r><w:t>件</w:t></w:r></w:p>
            <w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2024年</w:t></w:r></w:fldSimple></w:p>
            <w:p>{begin}<w:r><w:instrText>BROKEN</w:instrText></w:r></w:p><w:p><w:r><w:t>后文仍在</w:t></w:r></w:p>"#
        ),
        &[],
    );
    assert_eq!(lines(&document), ["共12件", "2024年", "后文仍在"]);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let document = read(
        r#"<w:p><w:r><w:t>受理</w:t></w:r><w:del w:id="1"><w:r><w:delText>17</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>71</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>
        <w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>留下</w:t></w:r><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>
        <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>上半段，</w:t></w:r></w:p><w:p><w:r><w:t>下半段。</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="H"/><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"#,
        &[],
    );
    assert_eq!(lines(&document), ["受理71件", "留下移来", "上半段，下半段。", "正文", "[0,0 1x1] 甲", "[0,1 1x1] "]);
    let left_out = remarks(&document, RemarkKind::NotShown);
    assert_eq!(left_out.len(), 3, "{left_out:?}");
    assert!(left_out[0].ends_with("“17”") && left_out[1].ends_with("“移走”") && left_out[2].ends_with("“删行”"));
    assert!(document.paragraphs().all(|paragraph| paragraph.role == ParagraphRole::Body));
    assert_eq!(document.remarks[0].position.to_string(), "paragraph 1");
}

#[test]
fn hidden_text_and_placeholders_are_left_out_and_said() {
    let styles = r#"<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="h2"><w:basedOn w:val="h"/></w:style>"#;
    let document = read(
        r#"<w:p><w:r><w:t>见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>一</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h2"/></w:rPr><w:t>二</w:t></w:r>
        <w:r><w:rPr><w:rStyle w:val="h"/><w:vanish w:val="0"/></w:rPr><w:t>三</w:t></w:r></w:p>
        <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt></w:p>"#,
        &[("styles", styles)],
    );
    assert_eq!(lines(&document), ["见三"]);
    let left_out = remarks(&document, RemarkKind::NotShown);
    assert!(
        left_out.len() == 2 && left_out[0].ends_with("“一二”") && left_out[1].ends_with("“单击此处”"),
        "{left_out:?}"
    );
}

#[test]
fn alternative_contents_are_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let document = read(
        &format!(
            r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><a:graphic><wps:wsp><wps:txbx>{0}</wps:txbx></wps:wsp></a:graphic></w:drawing></mc:Choice>
            <mc:Fallback><w:pict><v:shape><v:textbox>{0}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>段落</w:t></w:r></w:p>
            <w:p><w:r><w:pict><v:shape><v:textpath string="艺术字标题"/></v:shape></w:pict></w:r></w:p>
            <w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>"#,
            text_box("框中文字")
        ),
        &[],
    );
    assert_eq!(lines(&document), ["段落", "框中文字", "艺术字标题"]);
    assert_eq!(remarks(&document, RemarkKind::Picture).len(), 1);
}

#[test]
fn what_word_does_not_know_is_shown_as_its_fallback() {
    let cell = |declared: &str, required: &str| {
        format!(
            r#"<w:tc><w:p><w:r><mc:AlternateContent {declared}><mc:Choice Requires="{required}"><w:t>12</w:t></mc:Choice><mc:Fallback><w:t>34</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p></w:tc>"#
        )
    };
    let own = r#"xmlns:o="https://example.org/figures""#;
    let renamed = r#"xmlns:q="http://schemas.microsoft.com/office/word/2012/wordml""#;
    let cells = [cell("", "wps"), cell(own, "o"), cell(own, "wps o"), cell(renamed, "q"), cell(renamed, "q wps")];
    let document = read(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat()), &[]);
    let table = document.tables().next().unwrap();
    let texts: Vec<&str> = table.cells().iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["12", "34", "34", "12", "12"]);
}

#[test]
fn a_deleted_cell_is_none_of_its_row() {
    let deleted = tc(r#"<w:cellDel w:id="1"/>"#, "旧");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.concat());
    let (label, value) = (tc("", "行政许可"), tc("", "4"));
    let body = format!("<w:tbl>{}{}</w:tbl>", row(&[&label, &deleted, &value]), row(&[&label, &value]));
    let document = read(&body, &[]);
    let table = document.tables().next().unwrap();
    assert_eq!((table.columns(), table.at(0, 1).unwrap().text.as_str()), (2, "4"));
    assert_eq!(remarks(&document, RemarkKind::NotShown), ["修订中已删除的文字：“旧”"]);
}

#[test]
fn line_breaks_part_paragraphs_but_not_titles() {
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="2"><w:name w:val="我的标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="2"/></w:style>
        <w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>"#;
    let styled = |style: &str, content: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{content}</w:r></w:p>"#)
    };
    let document = read(
        &[
            styled("t", "<w:t>青山县人民政府</w:t><w:br/><w:t>2023年政府信息公开工作年度报告</w:t>"),
            styled("c", "<w:t>一、总体情况\t1</w:t>"),
            styled("1", "<w:t>一、总体情况</w:t>"),
            styled("a", "<w:t>　　第一段。</w:t><w:br/><w:t>　　第二段。</w:t><w:br w:type=\"page\"/>"),
            styled("3", "<w:t>（一）主动公开</w:t>"),
            styled("2", &format!("<w:t>{}</w:t>", "误用样式的正文。".repeat(20))),
            styled("a", "<w:t>　</w:t>"),
        ]
        .concat(),
        &[("styles", styles)],
    );
    let roles: Vec<_> = document
        .paragraphs()
        .map(|paragraph| (paragraph.role, paragraph.text.chars().take(7).collect::<String>()))
        .collect();
    use ParagraphRole::{Body, Heading1, Heading2, Title};
    let expected = [
        (Title, "青山县人民政府"),
        (Heading1, "一、总体情况"),
        (Body, "第一段。"),
        (Body, "第二段。"),
        (Heading2, "（一）主动公开"),
        (Body, "误用样式的正文"),
    ];
    assert_eq!(roles, expected.map(|(role, text)| (role, text.to_owned())));
    assert_eq!(lines(&document)[0], "青山县人民政府2023年政府信息公开工作年度报告");
    assert_eq!(remarks(&document, RemarkKind::PageFurniture).len(), 1);
}

#[test]
fn automatic_numbers_are_text() {
    let level = |level: u32, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="5">{}{}{}<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="6"/></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="6"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>
        <w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"#,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    );
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>"#;
    let item = |list: u32, level: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let heading = |style: u32, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        item(1, 0, "总体情况"),
        item(1, 1, "主动公开"),
        item(1, 2, "深化"),
        item(1, 2, "细化"),
        item(1, 3, "圆点"),
        item(1, 1, "依申请公开"),
        item(1, 2, "从头"),
        item(1, 0, "主动公开政府信息情况"),
        item(1, 1, "从头"),
        item(2, 0, "另起"),
        item(1, 0, "接着"),
        item(0, 0, "不编号"),
        heading(1, "甲"),
        heading(2, "2023年"),
        heading(1, "乙"),
        heading(2, "丙"),
        item(4, 1, "中途"),
        // Behind its number a figure is no part of it.
        item(2, 2, "2023年"),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", item(2, 2, ""), item(2, 2, "15")),
    ]
    .concat();
    let document = read(&body, &[("numbering", &numbering), ("styles", styles)]);
    assert_eq!(
        lines(&document),
        [
            "一、总体情况",
            "（一）主动公开",
            "1.深化",
            "2.细化",
            "● 圆点",
            "（二）依申请公开",
            "1.从头",
            "二、主动公开政府信息情况",
            "（一）从头",
            "五、另起",
            "六、接着",
            "不编号",
            "一、甲",
            "1.1 2023年",
            "二、乙",
            "2.1 丙",
            "2.9 中途",
            "1. 2023年",
            "[0,0 1x1] 2.",
            "[0,1 1x1] ³15",
        ]
    );
}

#[test]
fn tables_keep_their_merges() {
    let row =
        |properties: &str, cells: &[String]| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat());
    let table = format!(
        "<w:tbl><w:tblGrid><w:gridCol w:w=\"700\"/><w:gridCol w:w=\"800\"/><w:gridCol w:w=\"900\"/></w:tblGrid>{}{}{}{}{}</w:tbl>",
        row("<w:tblHeader/>", &[tc(r#"<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>"#, "角"), tc("", "头")]),
        row("", &[tc(r#"<w:gridSpan w:val="2"/><w:vMerge/>"#, ""), tc("", "1")]),
        row(r#"<w:gridBefore w:val="1"/>"#, &[tc("", "二"), tc("<w:vMerge w:val=\"continue\"/>", "并不相连")]),
        row(r#"<w:gridAfter w:val="1"/>"#, &[tc("<w:hMerge w:val=\"restart\"/>", "横"), tc("<w:hMerge/>", "藏")]),
        row("<w:hidden/>", &[tc("", "隐行")]),
    );
    let document = read(&table, &[]);
    assert_eq!(
        lines(&document),
        ["[0,0 2x2] 角", "[0,2 1x1] 头", "[1,2 1x1] 1", "[2,1 1x1] 二", "[2,2 1x1] 并不相连", "[3,0 1x2] 横"]
    );
    let read = document.tables().next().unwrap();
    assert_eq!((read.head_rows, read.widths.as_slice()), (1, &[700, 800, 900][..]));
    assert_eq!(read.at(2, 1).unwrap().position.to_string(), "table 1 row 3 column 2");
    let left_out = remarks(&document, RemarkKind::NotShown);
    assert!(
        left_out.len() == 2
            && left_out.iter().any(|r| r.ends_with("“藏”"))
            && left_out.iter().any(|r| r.ends_with("“隐行”")),
        "{left_out:?}"
    );
}

#[test]
fn nested_tables_are_text_or_their_own() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "甲"), tc("", "1"));
    let framed = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("框内段落"), p("之后"));
    let beside = format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc>{}</w:tr></w:tbl>", tc("", "右"));
    let document = read(&format!("{framed}{beside}{}", p("完")), &[]);
    assert_eq!(
        lines(&document),
        ["框内段落", "[0,0 1x1] 甲", "[0,1 1x1] 1", "之后", "[0,0 1x1] 甲 1", "[0,1 1x1] 右", "完"]
    );
    assert_eq!(document.tables().map(|table| table.position.to_string()).collect::<Vec<_>>(), ["table 1", "table 2"]);
    assert_eq!(remarks(&document, RemarkKind::ShownOtherwise).len(), 1);
}

#[test]
fn cells_of_several_paragraphs_and_breaks_have_lines() {
    let cell = "<w:tc><w:p/><w:p><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t></w:r></w:p><w:p><w:r><w:t>（注）</w:t></w:r></w:p><w:p/></w:tc>";
    let document = read(&format!("<w:tbl><w:tr>{cell}<w:tc><w:p/></w:tc></w:tr></w:tbl>"), &[]);
    assert_eq!(lines(&document), ["[0,0 1x1] 商业\n企业\n（注）", "[0,1 1x1] "]);
}

#[test]
fn strict_documents_and_other_prefixes_are_read() {
    let strict = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>"#;
    assert_eq!(lines(&try_read(&package_of(strict, &[])).unwrap()), ["严格"]);
    let default = r#"<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>默认</t></r></p></body></document>"#;
    assert_eq!(lines(&try_read(&package_of(default, &[])).unwrap()), ["默认"]);
}
