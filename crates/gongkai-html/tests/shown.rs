//! What of a page is seen: raised, struck and hidden text, pictures, marks that are nothing, by every way in which a
//! page can say so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::Cell;
use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_html::HtmlReader;
use gongkai_recognize::recognize;

fn read(page: &str) -> Document {
    HtmlReader.read(page.as_bytes(), &Limits::default()).unwrap()
}

/// The page of a style sheet and one cell.
fn page(sheet: &str, inside: &str) -> String {
    format!(
        "<!DOCTYPE html><head><style>{sheet}</style></head><body id=b class='page'><div class=zw>\
         <table class=data><tr><td>信息内容<td>本年处理决定数量<tr class=row><td>行政许可<td class=v>{inside}</table></div>"
    )
}

/// The text of the cell, and the kinds of what is said beside it.
fn cell(sheet: &str, inside: &str) -> (String, Vec<RemarkKind>) {
    let document = read(&page(sheet, inside));
    let text = document.tables().next().unwrap().cells().last().unwrap().text.clone();
    (text, document.remarks.iter().map(|remark| remark.kind).collect())
}

/// Ways to say that characters are raised (and the lowered ones beside them).
const RAISED: [(&str, &str); 27] = [
    ("", "<sup>1</sup>"),
    ("", "<sup><font size=1>1</font></sup>"),
    ("", "<small><sup>1</sup></small>"),
    ("", "<a href=#n1><sup>1</sup></a>"),
    ("", "<span style='vertical-align:super'>1</span>"),
    ("", "<span style='VERTICAL-ALIGN : SUPER ; font-size:50%'>1</span>"),
    ("", "<span style='vertical-align:4pt;font-size:smaller'>1</span>"),
    ("", "<span style='vertical-align:0.4em'>1</span>"),
    ("", "<span style='vertical-align:30%'>1</span>"),
    ("", "<span style='font-size:8px;vertical-align:text-top'>1</span>"),
    ("", "<span style='position:relative;top:-5.0pt;mso-text-raise:5.0pt'>1</span>"),
    ("", "<span style='vertical-align:super'><b><i>1</i></b></span>"),
    (".n{vertical-align:super}", "<span class=n>1</span>"),
    ("<!-- .n { font-size:9px; vertical-align:super } -->", "<span class='x n'>1</span>"),
    ("td span.n{vertical-align:top;font-size:.6em}", "<span class=n>1</span>"),
    (
        "#b .zw > table .n, .other{vertical-align:super!important}",
        "<span class=n style='vertical-align:baseline'>1</span>",
    ),
    ("@media screen{.n{vertical-align:super}}", "<span class=n>1</span>"),
    ("sup{font-size:75%;line-height:0;position:relative;vertical-align:baseline}sup{top:-.5em}", "<sup>1</sup>"),
    (".n{position:relative;top:-.5em;font-size:75%}", "<span class=n>1</span>"),
    ("span:not(.plain):last-child{vertical-align:super}", "<span>1</span>"),
    ("[data-v-7ba5].n{vertical-align:super}", "<i class=n data-v-7ba5>1</i>"),
    (".N{vertical-align:sub}.n{vertical-align:super}", "<span class=n>1</span>"),
    (".n{font-variant-position:super}", "<span class=n>1</span>"),
    // What Word saves, without the style that raises it.
    (
        "",
        "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span class=MsoFootnoteReference>1</span></a>",
    ),
    ("", "<a href=\"#_edn1\" name=\"_ednref1\">1</a>"),
    ("", "<math><msup><mi></mi><mn>1</mn></msup></math>"),
    ("", "<math><msup><mrow></mrow><mrow><mn>1</mn></mrow></msup></math>"),
];

#[test]
fn a_raised_mark_is_no_part_of_the_number() {
    for (sheet, mark) in RAISED {
        let (text, remarks) = cell(sheet, &format!("18{mark}"));
        assert_eq!((text.as_str(), remarks.as_slice()), ("18¹", [RemarkKind::OffLine].as_slice()), "{sheet} {mark}");
        let reading = recognize(&read(&page(sheet, &format!("<p>18{mark}</p>"))));
        let read = reading.report.cell("disclosure.licenses.decisions".parse().unwrap()).and_then(Cell::number);
        assert_eq!(read.map(|number| number.to_string()).as_deref(), Some("18"), "{sheet} {mark}");
    }
    assert_eq!(cell("", "18<sub>1</sub>").0, "18₁");
    assert_eq!(cell("", "<math><msub><mn>18</mn><mn>1</mn></msub></math>").0, "18₁");
    // A gauge's content is for programs that draw none.
    assert_eq!(cell("", "<meter value=1>1</meter>18<progress>9</progress>").0, "18");
    // Before the number a mark is one as well.
    let reading = recognize(&read(&page("", "<p><sup>①</sup>18</p>")));
    let read = reading.report.cell("disclosure.licenses.decisions".parse().unwrap()).and_then(Cell::number);
    assert_eq!(read.map(|number| number.to_string()).as_deref(), Some("18"));
    assert_eq!(cell(".n{vertical-align:-3px;font-size:9px}", "18<span class=n>1</span>").0, "18₁");
    // So is the mark of a list that a word processor wrote there; before words it is text.
    let listed = "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>";
    assert_eq!(cell("", &format!("{listed}15")).0, "¹15");
    assert_eq!(cell("", &format!("{listed}不适用")).0, "1. 不适用");
    // In a line of its own a mark still stands beside the number.
    assert_eq!(cell("", "<p>18</p><p><sup>1</sup></p>").0, "18\n¹");
}

#[test]
fn what_stands_on_the_line_is_a_number() {
    for (sheet, inside) in [
        ("", "<sup>18</sup>"),
        ("", "1<a href='#_top'>8</a>"),
        // How large the root's text is, a script may say.
        ("", "1<span style='font-size:.14rem'>8</span>"),
        ("", "1<span style='font-size:.2vw'>8</span>"),
        ("", "1<span style='font-size:2pt'>8</span>"),
        ("td{vertical-align:super}", "18"),
        (".v{vertical-align:top}", "<p>18</p>"),
        ("", "1<span style='vertical-align:middle'>8</span>"),
        ("", "1<span style='position:relative;top:1px'>8</span>"),
        ("p{vertical-align:super}", "1<span>8</span>"),
        (".n{vertical-align:super}", "1<span class='m'>8</span>"),
        (".n{vertical-align:super}.n{vertical-align:baseline}", "1<span class=n>8</span>"),
        ("@media print{.n{vertical-align:super}}", "1<span class=n>8</span>"),
        ("@media (max-width:600px){.n{display:none}}", "1<span class=n>8</span>"),
        ("a:hover .n, .n:hover{display:none}", "1<span class=n>8</span>"),
        (".n::before{display:none;vertical-align:super}", "1<span class=n>8</span>"),
        (".q > .n{display:none}", "1<span class=n>8</span>"),
        (".row .n{display:none}.v .n{display:inline}", "1<span class=n>8</span>"),
        ("/* .n{display:none} */", "1<span class=n>8</span>"),
        ("broken{{;}} .x{display:none", "1<span class=n>8</span>"),
    ] {
        let (text, remarks) = cell(sheet, inside);
        assert_eq!((text.as_str(), remarks.len()), ("18", 0), "{sheet} {inside}");
    }
}

/// Ways to say that characters are struck out or not shown.
const VOID: [(&str, &str); 37] = [
    ("", "<s>9</s>"),
    ("", "<strike>9</strike>"),
    ("", "<del>9</del>"),
    ("", "<del><b>9</b></del>"),
    ("", "<span style='text-decoration:line-through'>9</span>"),
    ("", "<span style='text-decoration: underline line-through double red'>9</span>"),
    ("", "<span style='text-decoration-line:line-through'>9</span>"),
    ("", "<span style='TEXT-DECORATION:LINE-THROUGH'><font color=red>9</font></span>"),
    ("", "<span style='text-decoration:line-through'><u style='text-decoration:none'>9</u></span>"),
    (".d{text-decoration:line-through}", "<span class=d>9</span>"),
    (".zw td .d{text-decoration-line:line-through}", "<em class='a d'>9</em>"),
    ("#old{text-decoration:line-through}", "<span id=old>9</span>"),
    (".d{text-decoration:none}.d{text-decoration:line-through}", "<span class=d>9</span>"),
    ("span{text-decoration:none!important}.d{text-decoration:line-through !important}", "<span class=d>9</span>"),
    ("", "<span style='display:none'>9</span>"),
    ("", "<span style='display:none!important'>9</span>"),
    ("", "<span hidden>9</span>"),
    ("", "<span style='visibility:hidden'>9</span>"),
    ("", "<span style='opacity:0'>9</span>"),
    ("", "<span style='font-size:0'>9</span>"),
    ("", "<span style='font-size:0pt'><b>9</b></span>"),
    ("", "<span style='font:0/0 a'>9</span>"),
    ("", "<span style='font-size:1.0pt'>9</span>"),
    ("", "<span style='font:1px/1 a'><b>9</b></span>"),
    ("", "<span style='font-size:0rem'>9</span>"),
    ("", "<span style='mso-hide:all'>9</span>"),
    ("", "<span style='position:absolute;left:-9999px'>9</span>"),
    ("", "<span style='position:absolute;clip:rect(0,0,0,0);width:1px'>9</span>"),
    ("", "<div style='height:0;overflow:hidden'>9</div>"),
    (".h{display:none}", "<span class=h>9</span>"),
    ("@media all{.h{visibility:hidden}}", "<span class=h>9</span>"),
    (".h,.i{display:none}", "<i class=i>9</i>"),
    ("*.h{font-size:0px}", "<span class=h>9</span>"),
    ("td>.h:first-child{opacity:0.0}", "<span class=h>9</span>"),
    ("@supports (display:grid){.h{display:none}}", "<span class=h>9</span>"),
    ("@import url(a.css);@font-face{font-family:x}.h{display:none}", "<span class=h>9</span>"),
    (".H{display:inline}.h{display:none}", "<span class=h>9</span>"),
];

#[test]
fn what_is_struck_or_not_shown_is_left_out_and_said() {
    for (sheet, void) in VOID {
        for inside in
            [format!("{void}34"), format!("34{void}"), format!("3{void}4"), format!("<p>{void}<span>34</span></p>")]
        {
            // A block of its own would part the digits.
            if inside.starts_with('3') && void.starts_with("<div") {
                continue;
            }
            if sheet.contains("first-child") && !inside.starts_with(void) {
                continue;
            }
            let (text, remarks) = cell(sheet, &inside);
            assert_eq!(
                (text.as_str(), remarks.as_slice()),
                ("34", [RemarkKind::NotShown].as_slice()),
                "{sheet} {inside}"
            );
        }
    }
    // What is visible inside what is not is seen, and a sheet may take the line away again.
    assert_eq!(cell("", "<span style='visibility:hidden'>9<b style='visibility:visible'>34</b></span>").0, "34");
    assert_eq!(cell("s{text-decoration:none}", "<s>34</s>").0, "34");
    assert_eq!(cell("", "<input type=hidden value=9>34").0, "34");
    assert_eq!(
        cell("", "<span style='text-decoration:line-through'>9<span style='display:inline-block'>34</span></span>").0,
        "34"
    );
    let said = read(&page(".d{text-decoration:line-through}", "<span class=d>9</span>34"));
    let remark = said.remarks.first().unwrap();
    assert!(
        remark.detail.zh.contains('9')
            && remark.position.table_row == Some(2)
            && remark.position.table_column == Some(2)
    );
}

/// Ways to have text in the colour of its ground, out of sight, or too small to be seen.
const LOST: [(&str, &str); 35] = [
    ("", "<font color=white>9</font>"),
    ("", "<font color='#FFFFFF'>9</font>"),
    ("", "<font color=FFFFFF><b>9</b></font>"),
    ("", "<span style='color:#fff'>9</span>"),
    ("", "<span style='color:rgb(255, 255, 255)'>9</span>"),
    ("", "<span style='color:#fefefe'>9</span>"),
    ("", "<span style='color:white!important'><i>9</i></span>"),
    ("", "<span style='color:transparent'>9</span>"),
    ("", "<span style='color:rgba(0,0,0,0)'>9</span>"),
    ("", "<span style='color:hsl(0,0%,100%)'>9</span>"),
    (".w{color:#fff}", "<span class=w>9</span>"),
    (".row .w{color:white}.v{background:#fff}", "<span class=w>9</span>"),
    ("td{background-color:#eef}.w{color:#eeeeff}", "<span class=w>9</span>"),
    ("td{background:#003366}td span.w{color:#036}.v{color:#fff}", "<span class=w>9</span>"),
    ("", "<span style='background:#000;color:black'>9</span>"),
    ("", "<span style='background:#000'>9</span>"),
    ("", "<mark style='color:yellow'>9</mark>"),
    ("body{background:#fffff0}.w{color:#fffff0}", "<span class=w>9</span>"),
    ("table{background:#ddd}tr,td{background:transparent}.w{color:#ddd}", "<span class=w>9</span>"),
    ("", "<a href='https://a.example' style='color:#fff;text-decoration:none'>9</a>"),
    ("", "<span style='opacity:0.01'>9</span>"),
    ("", "<span style='opacity:0%'>9</span>"),
    ("", "<span style='font-size:0em'>9</span>"),
    ("", "<span style='margin-left:-9999px'>9</span>"),
    ("", "<span style='display:inline-block;transform:scale(0)'>9</span>"),
    ("", "<span style='display:inline-block;transform:translateX(-9999px)'>9</span>"),
    ("", "<span style='position:absolute;left:-100%'>9</span>"),
    ("", "<span style='position:fixed;top:-200em'>9</span>"),
    ("", "<span style='position:fixed;top:-200px'>9</span>"),
    (".off{position:fixed;left:-120px}", "<span class=off>9</span>"),
    ("", "<span style='clip-path:inset(100%)'>9</span>"),
    ("", "<span style='clip-path: circle(0)'>9</span>"),
    ("", "<span style='position:absolute;clip:rect(0 0 0 0)'>9</span>"),
    ("", "<span style='content-visibility:hidden'>9</span>"),
    ("", "<span style='display:inline-block;text-indent:-9999px'>9</span>"),
];

#[test]
fn what_has_the_colour_of_its_ground_is_not_shown() {
    for (sheet, void) in LOST {
        let inside = format!("{void}<i style='color:green'>34</i>");
        let (text, remarks) = cell(sheet, &inside);
        assert_eq!((text.as_str(), remarks.as_slice()), ("34", [RemarkKind::NotShown].as_slice()), "{sheet} {inside}");
    }
    // Attributes of old pages, from the page down to the cell.
    for (table, inside) in [
        ("<table bgcolor='#CCCCCC'>", "<font color=#cccccc>9</font>34"),
        ("<table bgcolor=black><tr bgcolor=#eeeeee>", "<font color=eeeeee>9</font>34"),
        ("<table>", "<font color=white>9</font>34"),
    ] {
        let page = format!("<!DOCTYPE html>{table}<tr bgcolor=''><td>行政许可<td>1<tr><td>甲<td>{inside}</table>");
        let page = page.replace("<tr bgcolor=''>", if table.contains("<tr") { "" } else { "<tr>" });
        let page =
            if table.contains("<tr") { page.replacen("<tr><td>甲", "<tr bgcolor=#eeeeee><td>甲", 1) } else { page };
        let document = read(&page);
        assert_eq!(document.tables().next().unwrap().cells().last().unwrap().text, "34", "{page}");
    }
}

/// Text in light colours that is seen: on dark ground, or on ground that nobody can tell.
#[test]
fn white_text_on_dark_or_unknown_ground_is_seen() {
    for (sheet, inside) in [
        ("td{background:#036;color:#fff}", "34"),
        (".row{background-color:navy;color:white}", "34"),
        ("table{background:#900}td{color:#fff}", "34"),
        ("tr{background:linear-gradient(#036,#069)}td{color:#fff}", "34"),
        ("td{background:#fff url(bar.png);color:#fff}", "34"),
        ("td{background:var(--brand);color:#fff}", "34"),
        ("td{background:rgba(0,0,0,.6);color:#fff}", "34"),
        ("", "<span style='color:#fff;text-shadow:0 0 2px #000'>34</span>"),
        (
            "",
            "<span style='color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text'>34</span>",
        ),
        ("", "<span style='position:absolute;color:#fff'>34</span>"),
        ("", "<span style='background:#c00'><font color=white>34</font></span>"),
        ("", "<font color=white><span style='color:#333'>34</span></font>"),
        ("", "<span style='color:var(--text)'>34</span>"),
        ("", "<span style='color:#f5f5dc'>34</span>"),
        ("td{color:#fff}td{color:#000}", "34"),
        ("@media print{td{color:#fff}}", "34"),
        ("", "<span style='margin-left:-4px'>34</span>"),
        ("", "<span style='transform:translateX(-50%)'>34</span>"),
    ] {
        let (text, remarks) = cell(sheet, inside);
        assert_eq!((text.as_str(), remarks.as_slice()), ("34", [].as_slice()), "{sheet} {inside}");
    }
    // Sheets that are not in the page may paint anything behind what they know by its class or its element.
    let other = "<!DOCTYPE html><link rel=stylesheet href=a.css><table><tr><th class=h>甲<th>乙\
        <tr><td>行政许可<td class=x style='color:#fff'>34</table>";
    assert_eq!(read(other).tables().next().unwrap().cells().last().unwrap().text, "34");
    // Where a page sets both itself, it is known.
    let own = "<!DOCTYPE html><link rel=stylesheet href=a.css><table><tr><th>甲<th>乙\
        <tr><td>行政许可<td style='background:#fff'><font color=#fff>9</font>34</table>";
    assert_eq!(read(own).tables().next().unwrap().cells().last().unwrap().text, "34");
    // Columns are painted below the rows.
    let columns = "<!DOCTYPE html><table><col><col bgcolor=#003366><tr><td>甲<td><font color=white>12</font>\
        <tr><td>乙<td><font color=white>34</font></table>";
    assert_eq!(read(columns).tables().next().unwrap().cells().last().unwrap().text, "34");
    // What is lost in running text is said and left out as well.
    let prose =
        read("<!DOCTYPE html><p>收到申请<font color=#fff>9</font>34件。</p><p style='color:white'>全是白字。</p>");
    assert_eq!(prose.paragraphs().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["收到申请34件。"]);
    assert_eq!(prose.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown).count(), 2);
}

#[test]
fn what_stands_over_a_figure_is_no_part_of_it() {
    for (sheet, inside) in [
        ("", "<span style='position:absolute'>9</span>34"),
        ("", "<span style='position:absolute;margin-left:3px'>34</span>34"),
        (".box{position:absolute;z-index:3;top:2px}", "<p>34<span class=box><i>9</i></span></p>"),
        ("", "9<i style='position:absolute;left:0;border-top:1px solid'></i>34"),
        ("", "<b style='position:fixed'>9</b><span>34</span>"),
    ] {
        let text = cell(sheet, inside).0;
        assert!(!text.contains("934") && !text.contains("349") && !text.contains("3434"), "{sheet} {inside}: {text}");
        let reading = recognize(&read(&page(sheet, inside)));
        assert_eq!(reading.report.cell("disclosure.licenses.decisions".parse().unwrap()), None, "{sheet} {inside}");
    }
    assert_eq!(cell("", "<a style='position:absolute' name=a></a>34<i style='position:absolute'></i>").0, "34");
}

#[test]
fn rows_and_cells_that_are_not_shown() {
    let texts = |page: &str| -> Vec<String> {
        read(page).tables().next().unwrap().cells().iter().map(|cell| cell.text.clone()).collect()
    };
    let sheet = "<style>.gone{display:none}.old{text-decoration:line-through}</style>";
    let page = format!(
        "{sheet}<table><tr class=gone><td>甲<td>9<tr><td>行政许可<td class=gone>9<td>4<tr class=old><td>乙<td>7</table>"
    );
    assert_eq!(texts(&page), ["行政许可", "4", "", ""]);
}

#[test]
fn a_picture_is_no_blank() {
    for (sheet, picture) in [
        ("", "<img src=n.png alt=13>"),
        ("", "<p><img src=n.png></p>"),
        ("", "<svg width=20 height=20><path d='M0 0'/></svg>"),
        ("", "<svg><text>13</text></svg>"),
        ("", "<canvas width=40></canvas>"),
        ("", "<object data=a.svg type='image/svg+xml'>13</object>"),
        ("", "<embed src=a.svg>"),
        ("", "<iframe src=n.html></iframe>"),
        ("", "<iframe srcdoc='13'>13</iframe>"),
        ("", "<span style='background:url(digits.png) -20px 0'></span>"),
        ("", "<span style=\"background-image: url('d.png')\">&nbsp;</span>"),
        (".n1{background-image:url(d.png)}", "<i class=n1></i>"),
        ("", "<i class='iconfont icon-num3'></i>"),
        ("", "<span class=f>&#xe603;</span>"),
        ("", "&#xe603;"),
        ("", "<input type=image src=n.png>"),
        (".v{background:url(n.png)}", ""),
    ] {
        let document = read(&page(sheet, picture));
        let cell = document.tables().next().unwrap().cells().last().unwrap().clone();
        assert!(cell.picture && cell.text.is_empty(), "{sheet} {picture}: {cell:?}");
        let reading = recognize(&document);
        assert!(reading.report.cell("disclosure.licenses.decisions".parse().unwrap()).is_none(), "{picture}");
    }
    let said = read(&page("", "<img src=n.png alt=13>"));
    assert!(
        said.remarks
            .iter()
            .any(|remark| remark.kind == RemarkKind::Picture && remark.detail.zh.contains("“13”不作为数据"))
    );
    for (sheet, no_picture) in [
        ("", "<img src=spacer.gif width=1 height=1>"),
        ("", "<img src=/images/blank.gif>"),
        ("", "&nbsp;"),
        ("td{background:url(stripe.png)}", ""),
        ("", "<img src=n.png style='display:none'>"),
    ] {
        let document = read(&page(sheet, no_picture));
        let cell = document.tables().next().unwrap().cells().last().unwrap().clone();
        assert!(!cell.picture && cell.text.is_empty(), "{sheet} {no_picture}: {cell:?}");
    }
}

#[test]
fn marks_that_are_nothing_are_nothing() {
    for mark in [
        "\u{200e}",
        "\u{200f}",
        "\u{202a}",
        "\u{202b}",
        "\u{202c}",
        "\u{202d}",
        "\u{2066}",
        "\u{2067}",
        "\u{2068}",
        "\u{2069}",
        "\u{feff}",
        "\u{200b}",
        "\u{ad}",
        "&lrm;",
        "&rlm;",
        "&#8234;",
        "&#x202C;",
        "&#xFEFF;",
        "&shy;",
        "&zwnj;",
        "&#8203;",
        "<wbr>",
        "<span></span>",
        "<!-- x -->",
    ] {
        for inside in [format!("{mark}4529{mark}"), format!("4{mark}529"), format!("<b>4</b>{mark}<b>529</b>")] {
            assert_eq!(cell("", &inside).0, "4529", "{inside}");
        }
        assert_eq!(cell("", &format!("<input value='{mark}4529{mark}'>")).0.replace(mark, ""), "4529");
    }
    assert_eq!(cell("", "<bdo dir=ltr>4529</bdo>").0, "4529");
    assert_eq!(cell("", "<span dir=rtl>4529</span>").0, "4529");
    // What is set from right to left character by character shows other digits than it holds.
    for (sheet, inside) in [
        ("", "<bdo dir=rtl>4529</bdo>"),
        (".r{unicode-bidi:bidi-override;direction:rtl}", "<span class=r>4529</span>"),
        (".c::after{content:'9'}", "<span class=c>452</span>"),
        (".c:before{content:attr(data-n)}", "<span class=c data-n=4>529</span>"),
        ("", "<script>document.write(4529)</script>"),
    ] {
        let (text, remarks) = cell(sheet, inside);
        assert!(text.contains('\u{fffd}') && remarks.contains(&RemarkKind::ShownOtherwise), "{sheet} {inside}: {text}");
    }
    assert_eq!(cell("", "<script>track(4529)</script>4529").0, "4529");
    assert_eq!(cell(".c::after{content:'件'}.v::before{content:'\\2022'}", "<span class=c>4529</span>").0, "4529");
}

#[test]
fn tables_of_other_makings() {
    let grid = |page: &str| -> Vec<(usize, usize, usize, usize, String)> {
        let document = read(page);
        let table = document.tables().next().unwrap();
        table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.clone())).collect()
    };
    let plain = grid("<table><tr><th>甲<th>乙<tr><td>1<td>2</table>");
    assert_eq!(plain.len(), 4);
    // The head comes first and the foot last, wherever they are written.
    let late = "<table><tfoot></tfoot><tbody><tr><td>1<td>2</tbody><thead><tr><th>甲<th>乙</thead></table>";
    assert_eq!(grid(late), plain);
    let boxes = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>\
        <div class=t><div class=r><div class=c>甲</div><div class=c>乙</div></div>\
        <div class=r><div class=c>1</div><span class=c>2</span></div></div>";
    assert_eq!(grid(boxes), plain);
    let narrow = "<style>table,tr,td{display:block}</style><table><tr><th>甲<th>乙<tr><td>1<td>2</table>";
    assert_eq!(grid(narrow), plain);
    // What a style only sets side by side is no table, and stays text.
    let beside = "<style>.t{display:table}.c{display:table-cell}</style><div class=t>甲<div class=c>乙</div><div class=c>丙</div></div>";
    assert_eq!(read(beside).paragraphs().map(|p| p.text.clone()).collect::<Vec<_>>(), ["甲", "乙", "丙"]);
    // A table of one cell inside a cell is that cell's text.
    let nested =
        "<table><tr><th>甲<th>乙<tr><td><table><tr><td>1</table><td><div><table><tr><td>2</table></div></table>";
    assert_eq!(grid(nested), plain);
    // A span ends with its group of rows.
    let group = "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody></table>";
    assert_eq!(grid(group).first().unwrap().2, 2);
    assert_eq!(grid(group).iter().find(|cell| cell.4 == "乙").map(|cell| (cell.0, cell.1)), Some((2, 0)));
}

#[test]
fn figures_that_sheets_which_are_not_known_may_set_apart_are_not_drawn_together() {
    let text = |head: &str, cell: &str| {
        let document = read(&format!("<!DOCTYPE html>{head}<table><tr><td>甲<td class=n>{cell}</table>"));
        document.tables().next().and_then(|table| table.at(0, 1)).expect("the cell").text.clone()
    };
    let unknown = "<link rel=stylesheet href=a.css>";
    let apart = "<font class=a>34</font><font class=b>1</font>";
    assert_eq!(text(unknown, apart), "34 1");
    assert_eq!(text(unknown, "<font class=a>9</font>34"), "9 34");
    assert_eq!(text("<style>.b{font-size:9pt}</style>", apart), "341");
    for one in
        ["<b class=a>3</b><i class=a>41</i>", "<b>3</b>41", "<span class=a>3<b>4</b>1</span>", "34<wbr class=w>1"]
    {
        assert_eq!(text(unknown, one), "341", "{one}");
    }
    assert_eq!(text(unknown, "<font class=a>34</font><font class=b>件</font>"), "34件");
    assert_eq!(text(unknown, "<font class=a>34</font><br><font class=b>1</font>"), "34\n1");
}
