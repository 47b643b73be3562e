//! What a file in RTF says, as the reader of the newer notation reads it: written as Word, WPS, WordPad, the Mac and programs
//! without an office write it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Document, ParagraphRole, RemarkKind, Unclear};
use gongkai_core::format::{Limits, Reader};
use gongkai_docx::DocxReader;

fn read_bytes(file: &[u8]) -> Document {
    let renewed = gongkai_rtf::renew(file, &Limits::default()).unwrap();
    let mut document = DocxReader::new().read(&renewed.package, &Limits::default()).unwrap();
    document.remarks.extend(renewed.remarks);
    document
}

/// The head that Chinese Word writes, as far as text depends on it.
const HEAD: &str = r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\adeff0\deff0\stshfdbch31505\stshfloch31506
{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}
{\f3\froman\fcharset2\fprq2 Symbol;}{\f5\fnil\fcharset2\fprq2 Wingdings;}
{\f13\fnil\fcharset134\fprq2{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}
{\f31505\fnil\fcharset134\fprq2 \'cb\'ce\'cc\'e5;}{\f38\fnil\fcharset136 PMingLiU;}}
{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green51\blue102;}
{\stylesheet{\ql \f0\fs21 \snext0 Normal;}{\s1\ql \b\fs44\outlinelevel0 \sbasedon0 \snext0 heading 1;}
{\s9\strike \sbasedon0 \'b7\'cf\'d6\'b9;}{\*\cs10 \additive Default Paragraph Font;}
{\*\cs15 \additive \v \sbasedon10 \'d2\'fe\'b2\'d8;}}
{\*\rsidtbl \rsid1}{\*\generator Microsoft Word 11.0.0000;}{\info{\title \'c4\'ea\'b1\'a8}{\author \'bc\'d7}}
";

fn read(body: &str) -> Document {
    read_bytes(format!("{HEAD}{body}}}").as_bytes())
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

fn cells(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let table = document.tables().next().unwrap();
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

fn texts(document: &Document) -> Vec<&str> {
    cells(document).into_iter().map(|cell| cell.4).collect()
}

fn left_out(document: &Document) -> Vec<&str> {
    let said = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown);
    said.map(|remark| remark.detail.zh.split_once('“').unwrap().1.split('”').next().unwrap()).collect()
}

#[test]
fn text_is_read_by_its_font_its_number_and_its_kind() {
    for (body, text) in [
        // Word: which characters a run is made of, the font of each kind, and bytes of text two by two.
        (
            r"\pard\plain \rtlch\fcs1 \af0 \ltrch\fcs0 \f0\loch\af0\hich\af0\dbch\f13 \'b9\'ab\'bf\'aa\hich\af0\dbch\af13\loch\f0 12\par",
            "公开12",
        ),
        // The second byte is written as the letter that it is alone.
        (r"\pard\f13 \'81@\'95C\par", "丂旵"),
        // Only the kind says that these are pairs.
        (r"\pard\f0 \dbch\af13 \'b9\'ab\'81\'40\par", "公丂"),
        // A Western font, as programs without an office name it, and Western letters in it.
        (r"\pard\f0 \'b9\'ab\'bf\'aa caf\'e9 \'93x\'94\par", "公开 café “x”"),
        (r"\pard\f38 \'a4\'a4\'a4\'e5\par", "中文"),
        // Other text follows each number, of the length that the group says.
        (
            r"\pard\f13 {\uc2\u20844\'b9\'ab\u24320\'bf\'aa}{\uc1\u-28646?\u8212\emdash x}{\uc0\u22320 \u22336}\par",
            "公开通—x地址",
        ),
        (r"\pard\uc1\u-10187?\u-9138?\u20013 ?\par", "\u{1d44e}中"),
        (r"\pard\uc1{\u20013}?\par", "中?"),
        (r"\pard a\~b\_c\-d\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet\par", "a\u{a0}b-cd—–‘’“”•"),
        (r"\pard \{1\}\\2\tab 3\par", r"{1}\2	3"),
    ] {
        assert_eq!(paragraphs(&read(body)), [text], "{body}");
    }
    assert_eq!(read("").properties.title.as_deref(), Some("年报"));
    let title = read(r"{\info{\upr{\title ?}{\*\ud{\title \uc2 \u20844\'b9\'ab\uc1 \u24320?}}}}").properties.title;
    assert_eq!(title.as_deref(), Some("年报公开"));
    assert_eq!(read("").properties.author.as_deref(), Some("甲"));
}

#[test]
fn files_without_a_code_page_and_with_text_as_it_is() {
    // 乗 ends in the byte of a backslash, 亄 in that of a brace.
    let raw = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fnil\\fcharset134 \xcb\xce\xcc\xe5;}}\\f0 \xb9\xab\x81\\\x81{\xbf\xaa\\par}";
    assert_eq!(paragraphs(&read_bytes(raw)), ["公乗亄开"]);
    assert_eq!(paragraphs(&read_bytes(b"{\\rtf1\\ansi \xb9\xab\xbf\xaa\\par}")), ["公开"]);
    assert_eq!(paragraphs(&read_bytes("{\\rtf1\\ansi\\ansicpg1252\\f0 公开12件\\par}".as_bytes())), ["公开12件"]);
    let mac = r"{\rtf1\ansi\ansicpg936\cocoartf2513
{\fonttbl\f0\fswiss\fcharset0 Helvetica;\f1\fnil\fcharset134 PingFangSC-Regular;}
\pard\f1\fs24 \'b9\'ab
\f0 12\
\uc0\u20844 \u24320 \
}";
    assert_eq!(paragraphs(&read_bytes(mac.as_bytes())), ["公12", "公开"]);
}

#[test]
fn what_is_not_in_force_is_left_out_and_said() {
    let document = read(
        r"\pard\plain\f13 \'c8\'ab\'c4\'ea{\strike 9}{\striked1 8}{\v 7}{\revised 34}{\deleted 6}{\super 1}{\b\'bc\'fe}\strike0\striked0 {\*\cs15\v 5}{\cs15 4}\par
\pard\plain\s9\strike\f13 \'cd\'a3\'d3\'c3\par\pard\plain\s9 2{\strike0 3}\par",
    );
    assert_eq!(paragraphs(&document), ["全年34¹件", "3"]);
    assert_eq!(left_out(&document), ["6", "98", "754", "停用", "2"]);
    let raised = read(r"\pard 34{\up6\fs14 1} CO{\sub 2}{\dn6\fs14 3}x{\nosupersub 4}\par");
    assert_eq!(paragraphs(&raised), ["34¹ CO₂₃x4"]);
}

#[test]
fn text_in_the_colour_of_what_is_behind_it_is_left_out() {
    let document = read(
        r"\pard 1{\cf2 2}{\cf2\highlight3 3}{\cf2\chshdng0\chcbpat3 4}{\cf3\chcbpat3 5}\par
\trowd\clcbpat3\cellx1000\clcbpat2\cellx2000\pard\intbl{\cf2 6}\cell{\cf2 7}8\cell\row\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row",
    );
    assert_eq!(paragraphs(&document), ["134"]);
    assert_eq!(texts(&document), ["6", "8", "a", "b"]);
    assert_eq!(left_out(&document), ["25", "7"]);
}

#[test]
fn text_beyond_the_edge_of_its_page_is_left_out_and_said() {
    for beyond in [r"\li-20000", r"\fi-20000", r"\sl-20\slmult0", r"\charscalex1"] {
        let document = read(&format!(r"\pard\plain{beyond} 9\par\pard\plain\li420\fi-420\sl-480 34\par"));
        assert_eq!((paragraphs(&document), left_out(&document)), (vec!["34"], vec!["9"]), "{beyond}");
    }
    let row =
        |height: &str, figure: &str| format!(r"\trowd{height}\cellx1000\cellx2000\pard\intbl a\cell {figure}\cell\row");
    let document = read(&(row("", "34") + &row(r"\trrh-1", "9") + &row(r"\trrh-400", "5") + &row(r"\trrh20", "6")));
    assert_eq!(texts(&document), ["a", "34", "a", "5", "a", "6"]);
}

#[test]
fn cells_span_by_their_edges_and_their_merges() {
    // Rows are described before their cells, and by Word behind them again.
    let document = read(
        r"\trowd\trhdr\trleft-108\cellx4000\pard\intbl A\cell\row
\trowd\trhdr\trleft-108\clvmgf\cellx2000\cellx3010\cellx4000\pard\intbl B\cell C\cell D\cell{\trowd\trhdr\trleft-108\clvmgf\cellx2000\cellx3010\cellx4000\row}
\trowd\trleft-100\clvmrg\cellx2011\cellx2995\cellx4003\pard\intbl\cell 1\cell 2\cell\row
\trowd\trleft-108\cellx2000\clmgf\cellx3000\clmrg\cellx4000\pard\intbl E\cell 3\cell x\cell\row
\pard F\par",
    );
    assert_eq!(
        cells(&document),
        [
            (0, 0, 1, 3, "A"),
            (1, 0, 2, 1, "B"),
            (1, 1, 1, 1, "C"),
            (1, 2, 1, 1, "D"),
            (2, 1, 1, 1, "1"),
            (2, 2, 1, 1, "2"),
            (3, 0, 1, 1, "E"),
            (3, 1, 1, 2, "3"),
        ]
    );
    assert_eq!(left_out(&document), ["x"]);
    assert_eq!(paragraphs(&document), ["F"]);
    assert_eq!(document.tables().next().unwrap().head_rows, 2);
}

#[test]
fn rows_that_say_little_are_rows_all_the_same() {
    for (body, cells, text) in [
        // The row is described once for all.
        (r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row 3\cell 4\cell\row\pard a\par", "1|2|3|4", "a"),
        // No paragraph says that it stands in a table.
        (
            r"\trowd\cellx1000\cellx2000 1\par x\cell 2\cell\row\trowd\cellx1000\cellx2000 3\cell 4\cell\row\pard a\par",
            "1\nx|2|3|4",
            "a",
        ),
        // The last cell, and the last row, do not end.
        (r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\row\pard\intbl 3\cell 4\cell", "1|2|3|4", ""),
        // Edges out of order, and fewer of them than cells.
        (r"\trowd\cellx3000\cellx2000\cellx4000\pard\intbl 1\cell 2\cell 3\cell 4\cell\row\pard a\par", "1|2|3|4", "a"),
        // One cell is ended too many.
        (
            r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell\cell\cell\row\pard\intbl 3\cell 4\cell\row\pard a\par",
            "1||3|4",
            "a",
        ),
        // Paragraphs and line breaks in cells.
        (
            r"\trowd\cellx1000\cellx2000\pard\intbl 1\line 2\cell\pard\intbl 3\par\pard\intbl 4\cell\row\pard a\par",
            "1\n2|3\n4",
            "a",
        ),
        // A row was begun, but there is none.
        (r"\trowd\cellx1000\cellx2000\pard a\par\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row", "1|2", "a"),
        // Behind the last row the paragraph still says that it stands in a table.
        (r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row a\par", "1|2", "a"),
    ] {
        let document = read(body);
        assert_eq!(texts(&document).join("|"), cells, "{body}");
        assert_eq!(paragraphs(&document).join("|"), text, "{body}");
    }
}

#[test]
fn a_table_in_a_cell_keeps_its_text_where_it_stands() {
    let inner = r"\pard\intbl\itap2 a\nestcell{\nonesttables\par}b\nestcell{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}{\nonesttables\par}";
    let document = read(&format!(
        r"\trowd\cellx1000\cellx2000{inner}\pard\intbl 1\cell 2\cell\row\trowd\cellx1000\cellx2000\pard\intbl 3\cell 4\cell\row\pard z\par"
    ));
    assert_eq!(texts(&document), ["a b\n1", "2", "3", "4"]);
    assert_eq!(paragraphs(&document), ["z"]);
    // Described before its cells, and without a paragraph of the outer cell behind it.
    let document = read(
        r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell\intbl\itap2\trowd\cellx500\cellx900 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}\intbl 2\cell\row\trowd\cellx1000\cellx2000\pard\intbl 3\cell 4\cell\row",
    );
    assert_eq!(texts(&document), ["1", "a b\n2", "3", "4"]);
    // A depth alone makes no table.
    let document = read(
        r"\trowd\cellx1000\cellx2000\pard\intbl\itap2 1\par\pard\intbl 2\cell 3\cell\row\trowd\cellx1000\cellx2000\pard\intbl 4\cell 5\cell\row",
    );
    assert_eq!(texts(&document), ["1\n2", "3", "4", "5"]);
}

#[test]
fn a_cell_of_only_a_picture_is_not_blank() {
    let picture = r"{\*\shppict{\pict\picw10\pich10\pngblip 89504e470d0a}}{\nonshppict{\pict\wmetafile8 0100}}";
    let document = read(&format!(
        r"\trowd\cellx1000\cellx2000\pard\intbl{picture}\cell\cell\row\trowd\cellx1000\cellx2000\pard\intbl{{\pict\pngblip\bin2 {{}}}}3\cell{{\object\objemb{{\*\objdata 0105}}{{\result{{\pict\wmetafile8 01}}}}}}\cell\row"
    ));
    let table = document.tables().next().unwrap();
    let seen: Vec<(&str, bool)> = table.cells().iter().map(|cell| (cell.text.as_str(), cell.picture)).collect();
    assert_eq!(seen, [("", true), ("", false), ("3", true), ("", true)]);
    let remarks = |kind| document.remarks.iter().filter(|remark| remark.kind == kind).count();
    assert_eq!((remarks(RemarkKind::Picture), remarks(RemarkKind::Unknown)), (3, 1));
}

#[test]
fn fields_show_their_results_and_lead_where_they_say() {
    let document = read(
        r#"\pard a{\field{\*\fldinst { HYPERLINK "https://www.example.gov.cn/a" }}{\fldrslt {\cs16\ul b}}}c{\field\fldedit{\*\fldinst PAGE}{\fldrslt 7}}{\field{\*\fldinst SYMBOL 254 \\f "Wingdings"}{\fldrslt}}{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1{\*\ffname x}}}}{\fldrslt}}{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl \'bc\'d7}{\*\ffl \'d2\'d2}}}}}\par"#,
    );
    assert_eq!(paragraphs(&document), ["abc7☑☑乙"]);
    let marks = &document.paragraphs().next().unwrap().marks;
    assert!(format!("{marks:?}").contains("https://www.example.gov.cn/a"), "{marks:?}");
}

#[test]
fn what_a_field_works_out_is_no_blank_where_its_result_was_not_saved() {
    let unclear = |field: &str| {
        let document = read(&format!(r"\trowd\cellx1000\cellx2000\intbl {field}\cell 8\cell\row\pard"));
        document.tables().next().and_then(|table| table.at(0, 0)).expect("the cell").unclear
    };
    assert_eq!(unclear(r"{\field{\*\fldinst =SUM(LEFT)}}"), Some(Unclear::NoResult));
    assert_eq!(unclear(r"{\field{\*\fldinst =SUM(LEFT)}{\fldrslt }}"), None);
}

#[test]
fn lists_print_their_numbers() {
    let lists = r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37\levelnfcn37\leveljc0\levelfollow0\levelstartat1{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}\f13}{\listlevel\levelnfc23\levelnfcn23\levelfollow0\levelstartat1{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f3}{\listname ;}\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls2}}";
    let document = read(&format!(
        r"{lists}\pard\plain{{\listtext\pard\plain\f13 \'d2\'bb\'a1\'a2\tab}}\ls1\f13 A\par\pard{{\listtext\'d2\'bb\'a1\'a2\tab}}\ls1 B\par\pard\ls1\ilvl1 C\par\pard\ls2 D\par\pard{{\listtext\f13 \'b6\'fe\'a1\'a2\tab}}\ls9 E\par\pard{{\pntext\pard\plain\f3 \'b7\tab}}{{\*\pn\pnlvlblt\pnf3{{\pntxtb\'b7}}}}F\par\pard{{\*\pntext 3.\tab}}G\par{{\pntext 4.\tab}}15\par"
    ));
    let cell = read(r"\trowd\cellx1000\cellx2000\intbl{\pntext 4.\tab}15\cell{\listtext 2\tab}16\cell\row\pard");
    assert_eq!(texts(&cell), ["⁴15", "²16"]);
    // Behind its number a figure is no part of it.
    assert_eq!(paragraphs(&document), ["一、A", "二、B", "• C", "五、D", "二、E", "• F", "3.G", "4. 15"]);
}

#[test]
fn headings_are_what_their_styles_and_their_levels_say() {
    let document = read(r"\pard\plain\s1\b A\par\pard\plain\outlinelevel1 B\par\pard\plain\s0 C\par");
    let roles: Vec<ParagraphRole> = document.paragraphs().map(|paragraph| paragraph.role).collect();
    assert_eq!(roles, [ParagraphRole::Heading1, ParagraphRole::Heading2, ParagraphRole::Body]);
    assert!(document.paragraphs().all(|paragraph| paragraph.marks.is_empty()), "a heading's look marks nothing");
}

#[test]
fn texts_apart_stand_apart() {
    let document = read(
        r"{\header\pard H\par}{\footer\pard{\field{\*\fldinst PAGE}{\fldrslt 1}}\par}{\*\ftnsep\chftnsep}\pard 3{\super\chftn{\footnote\pard\plain{\super\chftn}N\par}}a{\super *{\*\footnote\pard *M}}{\*\annotation\pard K\par}{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard T\par U\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext\pard T\par}}}}\par
\pard b{\*\do\dobxpage\dptxbx{\dptxbxtext\pard V\par}}{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv \u26631?\u39064?}}}}{\footnote\ftnalt E}\par{\xe\v x}{\*\bkmkstart y}{\upr{old}{\*\ud{new}}}\par",
    );
    assert_eq!(paragraphs(&document), ["3¹a*", "T", "U", "¹ N", "*M", "b", "V", "标题", "E", "new"]);
    let said = |text: &str| document.remarks.iter().any(|remark| remark.detail.zh.contains(text));
    assert!(said("H") && said("K"), "{:?}", document.remarks);
}

#[test]
fn a_note_s_own_mark_is_no_part_of_the_number_before_it_and_nothing_behind_it_is_one() {
    let document = read(
        r"\trowd\cellx1000\cellx2000\cellx3000\cellx4000\intbl 251{\footnote\pard\plain 1 A}\cell 18*{\footnote\pard\plain{\super *}B}9\cell 7{\cs15\v0\super 2)}{\footnote 2) C}\cell 365{\footnote\pard\plain 5D}\cell\row\pard a*{\footnote\pard\plain * E}b\par",
    );
    assert_eq!(texts(&document), ["25¹", "18*9", "7²⁾", "365"]);
    let marks = |cell: usize| format!("{:?}", document.tables().next().unwrap().cells()[cell].marks);
    assert!(marks(1).contains("Raised"), "{}", marks(1));
    let last = document.paragraphs().find(|paragraph| paragraph.text == "a*b").unwrap();
    let raised = format!("{:?}", last.marks);
    assert!(raised.contains("1..2") && !raised.contains("..3"), "{raised}");
}

#[test]
fn what_a_formula_sets_above_and_below_the_line_is_no_part_of_the_number() {
    let formula = |inside: &str| format!(r"{{\mmath {{\*\moMath {inside}}}{{\mmathPict 9}}}}");
    let exponent = formula(r"{\msSup{\msSupPr{\mctrlPr}}{\me{\mr 18}}{\msup{\mr 2}}}");
    let index = formula(r"{\msSub{\me{\mr 7}}{\msub{\mr 1}}}");
    let fraction = formula(r"{\mf{\mfPr}{\mnum{\mr 1}}{\mden{\mr 2}}}");
    let document = read(&format!(
        r"\trowd\cellx1000\cellx2000\cellx3000\intbl {exponent}\cell {index}\cell 5{fraction}\cell\row\pard"
    ));
    assert_eq!(texts(&document), ["18²", "7₁", "51/2"]);
}

#[test]
fn what_is_cut_off_or_stands_behind_the_end_is_said() {
    for (file, text, said) in [
        (r"{\rtf1 a\par b", "a|b", "没有写完"),
        (r"{\rtf1 a\par}}{\rtf1 b}", "a", "正文结束之后"),
        ("{\\rtf1 a\\par}\r\n\0\0", "a", ""),
    ] {
        let document = read_bytes(file.as_bytes());
        assert_eq!(paragraphs(&document).join("|"), text, "{file}");
        let remarks: String = document.remarks.iter().map(|remark| remark.detail.zh.clone()).collect();
        assert_eq!(remarks.contains("RTF"), !said.is_empty(), "{file}");
        assert!(remarks.contains(said), "{remarks}");
    }
    let cut = read_bytes(br"{\rtf1\trowd\cellx1000\cellx2000 1\cell 2");
    assert_eq!(texts(&cut), ["1", "2"]);
}
