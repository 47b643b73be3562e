//! Pages as government sites print them, with everything that goes wrong in them.
#![allow(unreachable_pub, dead_code, reason = "the maker is shared with the tests of recognition")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-core/tests/mess/mod.rs"]
mod maker;

use gongkai_core::document::{Block, Document, RemarkKind, Table};
use gongkai_core::format::{Limits, ReadError, Reader};
use gongkai_core::recognize::{Reading, recognize, why_no_report};
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_html::HtmlReader;
use maker::Dice;

fn read(page: &str) -> Result<Document, ReadError> {
    HtmlReader.read(page.as_bytes(), &Limits::default())
}

fn why(page: &str) -> String {
    let document = read(page).unwrap();
    match why_no_report(&document, &recognize(&document)) {
        Some(ReadError::NoReport { message }) => message,
        other => panic!("{other:?}"),
    }
}

/// Text as word processors leave it in pages: a span here and there, breaks in the source, entities.
fn dressed(text: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
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
        "<html><head><title>年度报告</title><script>var a = '<td>9</td>';</script></head><body><nav>首页</nav>{body}</body></html>"
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
}

#[test]
fn hostile_pages_end_soon() {
    let limits = Limits::default();
    let deep = "<div>".repeat(200_000);
    let start = std::time::Instant::now();
    assert!(matches!(read(&deep), Err(ReadError::TooLarge { .. })));
    let fonts = "<p><font color=1>".repeat(20_000);
    assert!(read(&fonts).is_err() || start.elapsed().as_secs() < 20);
    let cells = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(60_000));
    assert!(matches!(read(&cells), Err(ReadError::TooLarge { .. })));
    let tables = "<table><tr><td>".repeat(5_000);
    assert!(read(&tables).is_err());
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
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
        ];
        let soup: String = (0..40).map(|_| dice.pick(&parts)).collect();
        if let Ok(document) = HtmlReader.read(soup.as_bytes(), &limits) {
            let reading = recognize(&document);
            assert_eq!(reading.receipt.read + reading.receipt.unread.len(), reading.receipt.expected);
        }
    }
}
