//! Pages as government sites print them, with everything that goes wrong in them.
#![allow(unreachable_pub, dead_code, reason = "the maker is shared with the tests of recognition")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-recognize/tests/mess/mod.rs"]
mod maker;

use gongkai_core::document::{Block, Document, RemarkKind, Table};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_html::HtmlReader;
use gongkai_recognize::{recognize, why_no_report};
use maker::Dice;

fn read(page: &str) -> Result<Document, ReadError> {
    HtmlReader.read(page.as_bytes(), &Limits::default())
}

fn why(page: &str) -> String {
    let document = read(page).unwrap();
    match why_no_report(&document, &recognize(&document)) {
        Some(ReadError::NoReport { message }) => message.to_string(),
        other => panic!("{other:?}"),
    }
}

/// What may stand before, within or behind a figure and is no part of it: marks that nobody sees, text that is struck
/// out or not shown.
const NOTHING: [&str; 14] = [
    "\u{202a}",
    "\u{202c}",
    "&lrm;",
    "&#8237;",
    "\u{feff}",
    "&shy;",
    "<!-- 9 -->",
    "<s>9</s>",
    "<del><b>17</b></del>",
    "<span class='x old'>8</span>",
    "<span class=gone>7</span>",
    "<span style='text-decoration:line-through red'>6</span>",
    "<span style='visibility:hidden'>5</span>",
    "<input type=hidden value=4>",
];

/// What a page's own sheet says of the classes among them.
const SHEET: &str = "<style><!-- body .old{text-decoration:underline line-through} .gone,.never{display:none!important} \
    .v{color:red} @media print{td{display:none}} p.x:hover{display:none} --></style>";

/// Text as word processors leave it in pages: a span here and there, breaks in the source, entities.
fn dressed(text: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    let crowded = dice.chance(20) && text.contains(|c: char| c.is_ascii_digit());
    let open = dice.chance(40);
    for c in text.chars() {
        let c = match c {
            '\n' => "<br>".to_owned(),
            '\u{a0}' => "&nbsp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '&' => "&amp;".to_owned(),
            c => c.to_string(),
        };
        if open && !c.starts_with(['<', '&']) {
            out.push_str(&format!("<span><font>{c}</font></span>"));
        } else {
            out.push_str(&c);
        }
        if crowded && dice.chance(40) {
            out.push_str(dice.pick(&NOTHING));
        }
    }
    match dice.below(4) {
        0 => format!("<p>{out}<span><o:p></o:p></span></p>"),
        1 => format!("\n  <div> {out} </div>\n"),
        _ => out,
    }
}

fn dressed_table(table: &Table, dice: &mut Dice) -> String {
    let mut out = "<table border=1><tbody>".to_owned();
    for row in 0..table.rows() {
        out.push_str("<tr>");
        for cell in table.row(row) {
            let mut spans = String::new();
            if cell.row_span > 1 {
                spans.push_str(&format!(" rowspan={}", cell.row_span));
            }
            if cell.column_span > 1 {
                spans.push_str(&format!(" colspan=\"{}\"", cell.column_span));
            }
            let blank = if cell.text.is_empty() && dice.chance(50) { "&nbsp;".to_owned() } else { String::new() };
            out.push_str(&format!("<td{spans}>{}{blank}", dressed(&cell.text, dice)));
            if dice.chance(80) {
                out.push_str("</td>");
            }
        }
        out.push_str(if dice.chance(80) { "</tr>\n" } else { "\n" });
    }
    out + "</tbody></table>"
}

fn page(document: &Document, dice: &mut Dice) -> String {
    let mut body = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => body.push_str(&format!("<p>{}</p>\n", dressed(&paragraph.text, dice))),
            Block::Table(table) => body.push_str(&dressed_table(table, dice)),
        }
    }
    let body = match dice.below(3) {
        0 => format!("<div class='article-content' id=zoom>{body}</div>"),
        1 => format!("<table width=100%><tr><td><table><tr><td>{body}</td></tr></table></td></tr></table>"),
        _ => body,
    };
    format!(
        "<html><head><title>年度报告</title>{SHEET}<script>var a = '<td>9</td>';</script></head><body><nav>首页</nav>{body}</body></html>"
    )
}

fn assert_not_one_wrong(report: &Report, reading: &Reading, seed: u64) {
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key}: read {cell:?}, published {:?}", report.cell(key)))
        .collect();
    assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    assert_eq!(reading.receipt.read + reading.receipt.unread.len(), reading.receipt.expected);
}

#[test]
fn messy_pages_give_not_one_wrong_cell() {
    let (mut read_cells, mut expected) = (0, 0);
    for seed in 70_000..70_120 {
        let mess = maker::mess(seed);
        let mut dice = Dice::new(seed);
        let page = page(&mess.document, &mut dice);
        let reading = recognize(&read(&page).unwrap());
        assert_not_one_wrong(&mess.report, &reading, seed);
        read_cells += reading.receipt.read;
        expected += reading.receipt.expected;
    }
    assert!(read_cells * 100 >= expected * 90, "only {read_cells} of {expected} cells are read");
}

/// Marks of notes as pages raise them beside a figure.
const NOTES: [&str; 6] = [
    "<sup>1</sup>",
    "<sup><a href='#n1'>2</a></sup>",
    "<span style='vertical-align:super;font-size:8pt'>3</span>",
    "<span class=note>4</span>",
    "<font size=1 style='vertical-align:text-top'>5</font>",
    "<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>6</span>",
];

/// Marks of lists as word processors write them before a figure.
const LISTED: [&str; 4] = [
    "<span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>",
    "<![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>2</span></span><![endif]>",
    "<span style='mso-list:Ignore'>（3）</span>",
    "<span style='font-family:Wingdings'><span style='mso-list: ignore'>l <span>&nbsp;</span></span></span>",
];

#[test]
fn a_note_beside_a_figure_is_no_digit_of_it() {
    let report = small();
    let sheet = "<style>td .note{vertical-align:60%}</style>";
    for seed in 0..20 {
        let mut dice = Dice::new(seed);
        let mut page = sheet.to_owned();
        for table in compose(&report).tables() {
            page.push_str("<table>");
            for row in 0..table.rows() {
                page.push_str("<tr>");
                for cell in table.row(row) {
                    let number = !cell.text.is_empty() && cell.text.chars().all(|c| c.is_ascii_digit());
                    let note = if number && dice.chance(50) { dice.pick(&NOTES) } else { "" };
                    let listed = if number && dice.chance(30) { dice.pick(&LISTED) } else { "" };
                    let (rows, columns) = (cell.row_span, cell.column_span);
                    page.push_str(&format!("<td rowspan={rows} colspan={columns}><p>{listed}{}{note}</p>", cell.text));
                }
            }
            page.push_str("</table>");
        }
        let reading = recognize(&read(&page).unwrap());
        assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
        for (key, cell) in reading.report.cells() {
            assert_eq!(cell.number(), report.cell(key).and_then(Cell::number), "{key} of seed {seed}");
        }
    }
}

fn small() -> Report {
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), Year::new(2023).unwrap());
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    report
}

#[test]
fn encodings_spans_and_hidden_text() {
    let report = small();
    let mut dice = Dice::new(1);
    let text = page(&compose(&report), &mut dice).replace("<head>", "<head><meta charset='gbk'>");
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let reading = recognize(&HtmlReader.read(&gbk, &Limits::default()).unwrap());
    assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
    assert_not_one_wrong(&report, &reading, 1);

    let spans = "<table><tr><td colspan=1000000000 rowspan=1000000000>第二十条第（五）项</td></tr><tr><td colspan=0>信息内容<td colspan=3>本年处理决定数量<tr><td>行政许可<td colspan=99999999999999999999>4</table>";
    let document = read(spans).unwrap();
    let table = document.tables().next().unwrap();
    assert!(table.columns() <= 4, "{} columns", table.columns());

    let hidden = "<p>看得见<span style='display: none'>看不见</span></p><p hidden>也看不见</p>";
    let document = read(hidden).unwrap();
    assert_eq!(document.paragraphs().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["看得见"]);
    assert_eq!(document.remarks.iter().filter(|remark| remark.kind == RemarkKind::NotShown).count(), 2);
}

#[test]
fn particulars_of_the_page() {
    let page = "<html><head><title>某局2023年政府信息公开年度报告-某县</title><meta name='PubDate' content='2024-01-18 10:00'>\
        <meta name=ContentSource content='某县某局'></head><body><p>一、总体情况</p></body></html>";
    let properties = read(page).unwrap().properties;
    assert_eq!(properties.published.map(|day| day.to_string()).as_deref(), Some("2024-01-18"));
    assert_eq!(properties.author.as_deref(), Some("某县某局"));
    let reading = recognize(&read(page).unwrap());
    assert_eq!(reading.report.organ.name, "某局");
    assert_eq!(reading.report.year.map(Year::get), Some(2023));
}

#[test]
fn the_day_that_a_page_tells_programs() {
    for meta in [
        "<meta name=PubDate content='2024-01-18 10:00'>",
        "<meta name='publishdate' content=20240118>",
        "<meta property='article:published_time' content='2024-01-18T09:30:00+08:00'>",
        "<meta itemprop=datePublished content='2024/1/18'>",
        "<META NAME='pubTime' CONTENT='2024年1月18日'>",
        "<table><tr><td>发布日期<td>2024-01-18</table>",
    ] {
        let published = read(&format!("<html><head>{meta}</head><p>甲")).unwrap().properties.published;
        assert_eq!(published.map(|day| day.to_string()).as_deref(), Some("2024-01-18"), "{meta}");
    }
}

/// The three tables of a report.
fn tables(report: &Report) -> [String; 3] {
    let mut dice = Dice::new(3);
    let tables: Vec<String> =
        compose(report).tables().map(|table| SHEET.to_owned() + &dressed_table(table, &mut dice)).collect();
    tables.try_into().unwrap()
}

#[test]
fn a_saved_page_keeps_its_frame_out_of_the_report() {
    let report = small();
    let [disclosure, applications, disputes] = tables(&report);
    let line = "<div class=info><span>来源：镇党政办</span> <span>发布时间：<b>2024-01-22 08:15</b></span> 浏览次数：<i>404</i> 字体：<a>大</a> <a>中</a> <a>小</a></div>";
    let text = format!(
        "<p>分享到：<a>微信</a></p><p>现公布本机关报告。</p><p>一、总体情况</p><p>工作有序。</p><p>二、主动公开政府信息情况</p>{disclosure}\
         <p>三、收到和处理政府信息公开申请情况</p>{applications}<p>四、政府信息公开行政复议、行政诉讼情况</p>{disputes}\
         <p>五、存在的主要问题及改进情况</p><p>仍有不足。</p><p>六、其他需要报告的事项</p><p>无收费。</p>"
    );
    let below = "<p>附件：<a href=a.docx>青石镇报告.docx</a></p><p>责任编辑：甲</p><p>上一篇：<a href=1>青石镇2022年政府信息公开工作年度报告</a></p>\
        <div>主办单位：临江县青石镇人民政府 网站标识码：4100000000</div>";
    for (open, close) in [("<div id=zoom>", "</div>"), ("<div class=wz>", "</div>"), ("", "")] {
        let page = format!(
            "<title>临江县青石镇人民政府2023年政府信息公开工作年度报告_年报</title><ul><li><a>首页</a></ul><span>今天是2024年6月3日</span>\
             <h1>临江县青石镇人民政府2023年政府信息公开工作年度报告</h1>{line}{open}{text}{close}{below}"
        );
        let reading = recognize(&read(&page).unwrap());
        assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
        assert_not_one_wrong(&report, &reading, 3);
        let read = &reading.report;
        assert_eq!(read.published.map(|day| day.to_string()).as_deref(), Some("2024-01-22"), "{open}");
        assert_eq!(read.organ.name, "临江县青石镇人民政府");
        let composed = compose(read);
        let words: Vec<&str> = composed.paragraphs().map(|p| p.text.as_str()).collect();
        assert!(words.contains(&"无收费。") && words.contains(&"现公布本机关报告。"), "{words:?}");
        for frame in ["附件", "责任编辑", "上一篇", "主办单位", "分享", "发布时间", "首页", "今天是"]
        {
            assert!(!words.iter().any(|text| text.contains(frame)), "{frame} in {words:?}");
        }
    }
}

#[test]
fn figures_in_fields_and_beside_what_is_no_figure() {
    let cell = |inside: &str| {
        let page = format!("<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>{inside}</table>");
        let document = read(&page).unwrap();
        let reading = recognize(&document);
        let cell = reading.report.cell("disclosure.licenses.decisions".parse().unwrap()).cloned();
        (cell.map(|cell| cell.printed().into_owned()), document.remarks.len())
    };
    for (inside, printed, remarks) in [
        ("<input type=text value=' 12 ' readonly>", Some("12"), 0),
        ("<input value=12><input type=hidden value=99>", Some("12"), 0),
        ("<textarea> 12 </textarea>", Some("12"), 0),
        ("<input>", Some(""), 0),
        ("<del>7</del>12", Some("12"), 1),
        ("<s>7</s><ins>12</ins>", Some("12"), 1),
        ("<span style='text-decoration: line-through'>7</span>12", Some("12"), 1),
        ("<span style='FONT-SIZE: 0px'>7</span>12", Some("12"), 1),
        (
            "<div style='font-size:0'><span style='font-size:14px'>1</span><span style='font-size:14px'>2</span></div>",
            Some("12"),
            0,
        ),
        // What stands in letters of no size has none either, unless it says so.
        ("<div style='font-size:0'><span style='font-size:14px'>12</span><span>3</span></div>", Some("12"), 1),
        ("<span style='font-size:0.8em;visibility:visible'>12</span>", Some("12"), 0),
        // Raised digits have their own form, by which every reader tells them from the number.
        ("12<sup>1</sup>", Some("12¹"), 1),
        ("12<sup><a>[1]</a></sup>", Some("12[¹]"), 1),
        ("12<sup>①</sup>", Some("12①"), 1),
    ] {
        assert_eq!(cell(inside), (printed.map(str::to_owned), remarks), "{inside}");
    }
    // What is struck out stays out of an article that is hidden until a script shows it.
    let hidden = read("<div style='display:none'><table><tr><td>行政许可<td><s>7</s>12</table></div>").unwrap();
    assert_eq!(hidden.tables().next().unwrap().cells().last().unwrap().text, "12");
}

#[test]
fn the_day_of_publication_is_told_from_other_days() {
    let published = |line: &str| {
        let document = read(&format!("<p>更新时间：2024-05-05</p><div>{line}</div>")).unwrap();
        document.properties.published.map(|day| day.to_string())
    };
    assert_eq!(published("日期：2024-01-09　点击：3").as_deref(), Some("2024-01-09"));
    assert_eq!(published("【时间】：2024年1月9日").as_deref(), Some("2024-01-09"));
    assert_eq!(published("<span>日期：2024-01-01</span> 发布日期： 2024/01/09 10:00").as_deref(), Some("2024-01-09"));
    assert_eq!(published("办结时间：2024-01-09"), None);
    assert_eq!(published("统计时间：截至2023年12月31日"), None);
    assert_eq!(published("<span style='display:none'>发布时间：2024-01-09</span>"), None);
}

#[test]
fn a_report_in_one_table_keeps_its_text() {
    let report = small();
    let [disclosure, applications, disputes] =
        tables(&report).map(|table| table.replace("<table border=1><tbody>", "").replace("</tbody></table>", ""));
    let row = |text: &str| format!("<tr><td colspan=15><p>{text}</p></td></tr>");
    let page = format!(
        "<table>{}{}{}{}{}{disclosure}{}{applications}{}{disputes}{}{}</table>",
        row("临江县青石镇人民政府2023年政府信息公开工作年度报告"),
        row("现公布本机关报告。"),
        row("一、总体情况"),
        row("工作有序。</p><p>机构健全。"),
        row("二、主动公开政府信息情况"),
        row("三、收到和处理政府信息公开申请情况"),
        row("四、政府信息公开行政复议、行政诉讼情况"),
        row("五、存在的主要问题及改进情况") + &row("仍有不足。"),
        row("六、其他需要报告的事项") + &row("无收费。"),
    );
    let reading = recognize(&read(&page).unwrap());
    assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
    assert_not_one_wrong(&report, &reading, 5);
    assert_eq!(reading.receipt.sections.len(), 6);
    let composed = compose(&reading.report);
    let words: Vec<&str> = composed.paragraphs().map(|p| p.text.as_str()).collect();
    for text in ["现公布本机关报告。", "工作有序。", "机构健全。", "仍有不足。", "无收费。"]
    {
        assert!(words.contains(&text), "{text} not in {words:?}");
    }
}

#[test]
fn words_filler_cells_are_no_cells() {
    let report = small();
    let filler =
        "<![if !supportMisalignedRows]><td style='height:20.0pt;border:none' width=0 height=27></td><![endif]></tr>";
    let body: String = tables(&report)
        .iter()
        .map(|table| table.replace("</tr>", filler).replacen(filler, "</tr>", 1))
        .map(|table| table.replace("</tbody>", "<![if !supportMisalignedColumns]><tr height=0><td width=87 style='border:none'></td><td width=87></td></tr><![endif]></tbody>"))
        .collect();
    assert!(body.contains("width=0"));
    let reading = recognize(&read(&body).unwrap());
    assert!(reading.receipt.is_complete(), "{:#?}", reading.receipt.unread);
    assert_not_one_wrong(&report, &reading, 4);
}

#[test]
fn pages_without_a_report_say_why() {
    let item = |year: u16| {
        format!(
            "<li><a href='{year}.html'>某县人民政府{year}年政府信息公开工作年度报告</a><span>{year}-01-20</span></li>"
        )
    };
    let list: String = (2019..2024).map(item).collect();
    assert!(why(&format!("<ul>{list}</ul>")).contains("列表页"));
    let attached =
        "<h1>某局2023年政府信息公开工作年度报告</h1><p><a href='/files/2023.pdf'>某局2023年年度报告.pdf</a></p>";
    assert!(why(attached).contains("某局2023年年度报告.pdf"));
    let heads =
        "<h1>某局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>很好。</p><p>二、主动公开政府信息情况</p>";
    assert!(
        why(&format!("{heads}<img src='table1.png'><p>三、收到和处理政府信息公开申请情况</p><img src=t2.jpg>"))
            .contains("图片")
    );
    assert!(why(&format!("{heads}<p>无表。</p>")).contains("没有找到任何表格"));
    assert!(why("<p></p>").contains("没有任何文字"));
    assert!(matches!(read("<div id=app></div><script src=a.js></script>"),
        Err(ReadError::NoReport { message }) if message.zh.contains("脚本")));
    assert!(why("<center><h1>404 Not Found</h1></center><hr><center>nginx</center>").contains("出错页"));
    assert!(why("<h2>用户登录</h2><table><tr><td>用户名<td><input><tr><td>密码<td><input></table>").contains("登录页"));
    // What stands around an attachment is no list.
    let around = format!(
        "<p>当前位置：首页 > 公开 > 政府信息公开年报</p><ul><li>政府信息公开工作年度报告</ul>{attached}\
         <p>上一篇：<a href=1>某局2022年政府信息公开工作年度报告</a></p>"
    );
    assert!(why(&around).contains("附件链接"), "{}", why(&around));
    let by_number = "<h1>某局2023年政府信息公开工作年度报告</h1><p>附件【<a href='/download.jsp?id=7'>某局2023年年度报告.docx</a>】</p>";
    assert!(why(by_number).contains("某局2023年年度报告.docx"));
    let viewer =
        "<h1>某局2023年政府信息公开工作年度报告</h1><iframe src='/pdfjs/viewer.html?file=/u/9.pdf&p=1'></iframe>";
    assert!(why(viewer).contains("9.pdf"));
}

#[test]
fn hostile_pages_come_to_an_end() {
    let limits = Limits::default();
    let deep = "<div>".repeat(200_000);
    assert!(matches!(read(&deep), Err(ReadError::TooLarge { .. })));
    let fonts = "<p><font color=1>".repeat(20_000);
    // Read without a table: what is opened anew in every paragraph makes nothing grow.
    assert!(read(&fonts).is_ok_and(|document| document.tables().next().is_none()));
    let cells = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(60_000));
    assert!(matches!(read(&cells), Err(ReadError::TooLarge { .. })));
    let tables = "<table><tr><td>".repeat(5_000);
    assert!(read(&tables).is_err());
    let mut dice = Dice::new(7);
    for _ in 0..300 {
        let parts = [
            "<table>",
            "<tr>",
            "<td colspan=3>",
            "<td rowspan=9>",
            "</table>",
            "总计",
            "3.其他",
            "0",
            "<p>",
            "</p>",
            "<br>",
            "&nbsp;",
            "<template>",
            "<svg>",
            "<select>",
            "<s>",
            "<sup>9",
            "<style>td{display:none}",
            "</style>",
            "<b style='vertical-align:super'>",
            "<frameset><frame src=a.htm>",
            "<ol start=-9 reversed><li>",
            "<a href='javascript:'>",
            "&#x202e;",
        ];
        let soup: String = (0..40).map(|_| dice.pick(&parts)).collect();
        if let Ok(document) = HtmlReader.read(soup.as_bytes(), &limits) {
            let reading = recognize(&document);
            assert_eq!(reading.receipt.read + reading.receipt.unread.len(), reading.receipt.expected);
        }
    }
}
