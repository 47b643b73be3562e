//! What may be written in a report file, and what is said about what may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::format::{Limits, ReadError};
use gongkai_core::reading::Reading;
use gongkai_core::{Cell, Level, Report};

fn toml(file: &str) -> Result<Reading, ReadError> {
    gongkai_data::read_toml(file.as_bytes(), &Limits::default())
}

fn json(file: &str) -> Result<Reading, ReadError> {
    gongkai_data::read_json(file.as_bytes(), &Limits::default())
}

/// The error with its place: `line:column message`.
fn said(result: Result<Reading, ReadError>) -> String {
    let error = result.expect_err("this file is wrong");
    format!("{} {error}", error.position())
}

fn printed(report: &Report, key: &str) -> Option<String> {
    report.cell(key.parse().unwrap()).map(|cell| cell.printed().into_owned())
}

#[test]
fn the_shape_that_people_write() {
    let file = r#"
year = 2023
[organ]
name  = "湘乡市山枣镇人民政府"
level = "township"
overview = ["第一段。", "第二段。"]
problems = """
问题。

改进。
"""
[disclosure]
regulations = { issued = 0, repealed = 0, in_force = "" }
licenses    = { decisions = "/" }
[applications]
received    = [4, 0, 0, 0, 0, 0, 4]
[disputes]
reconsideration = { upheld = 0, total = 0 }
direct_litigation = [1, 0, 0, 0, 1]
"#;
    let Reading { report, receipt, provenance, .. } = toml(file).unwrap();
    assert_eq!((report.organ.name.as_str(), report.organ.level), ("湘乡市山枣镇人民政府", Some(Level::Township)));
    assert_eq!(report.narrative(SectionKey::Overview), ["第一段。", "第二段。"]);
    assert_eq!(report.narrative(SectionKey::Problems), ["问题。", "改进。"]);
    assert_eq!(printed(&report, "disclosure.regulations.in_force").as_deref(), Some(""));
    assert_eq!(report.cell("disclosure.licenses.decisions".parse().unwrap()), Some(&Cell::Dash("/".to_owned())));
    assert_eq!(printed(&report, "applications.received.total").as_deref(), Some("4"));
    assert_eq!(printed(&report, "disputes.reconsideration.corrected"), None);
    assert_eq!(printed(&report, "disputes.direct_litigation.total").as_deref(), Some("1"));
    assert_eq!((receipt.read, receipt.expected), (3 + 1 + 7 + 2 + 5, 200));
    let place = provenance.cells["applications.received.total".parse().as_ref().unwrap()];
    assert_eq!(place.to_string(), "16:34");
}

#[test]
fn a_narrative_holds_links_headings_and_tables() {
    let file = r#"
year = 2023
overview = [
  ["详见", { text = "附件", link = "https://a.example/1.docx", bold = true }, "。"],
  { table = [
    ["渠道", { text = "件数", columns = 2 }],
    [{ text = "网站", rows = 2 }, "8", "9"],
    ["4", ["面积", { text = "2", raised = true }]],
  ] },
]
other_matters = ["未收费。", { heading = "七、下一步工作打算" }, "加强培训。", { heading = "培训", level = 2 }]
signature = { organ = "某局", date = 2024-01-20 }
[disputes]
narrative = [{ table = "disputes" }, "注：含上年。"]
"#;
    let report = toml(file).unwrap().report;
    let linked = report.narrative(SectionKey::Overview).parts()[0].prose().unwrap();
    assert_eq!((linked.text(), linked.marks().len()), ("详见附件。", 2));
    let table = report.narrative(SectionKey::Overview).tables().next().unwrap();
    let spans: Vec<(&str, usize, usize)> =
        table.cells().iter().map(|cell| (cell.text.as_str(), cell.row_span, cell.column_span)).collect();
    assert_eq!(
        spans,
        [("渠道", 1, 1), ("件数", 1, 2), ("网站", 2, 1), ("8", 1, 1), ("9", 1, 1), ("4", 1, 1), ("面积²", 1, 1)]
    );
    let headings: Vec<(&str, u8)> = report
        .narrative(SectionKey::OtherMatters)
        .headings()
        .map(|heading| (heading.prose.text(), heading.level.number()))
        .collect();
    assert_eq!(headings, [("七、下一步工作打算", 1), ("培训", 2)]);
    assert_eq!(report.narrative(SectionKey::Disputes).parts()[0], gongkai_core::Part::FormTable);
    assert_eq!(report.signature.date.as_deref(), Some("2024-01-20"));
    // Written again it is readable, and a table keeps a line for each row.
    let written = gongkai_data::write_toml(&report);
    assert!(written.contains("  { heading = \"七、下一步工作打算\" },\n"), "{written}");
    assert!(written.contains("    [{ text = \"网站\", rows = 2 }, \"8\", \"9\"],\n"), "{written}");
    assert!(written.contains("link = \"https://a.example/1.docx\""), "{written}");
    assert_eq!(toml(&written).unwrap().report, report);
    assert_eq!(json(&gongkai_data::write_json(&report)).unwrap().report, report);
}

#[test]
fn what_is_no_part_of_a_narrative() {
    for (part, expected) in [
        ("3", "应为加引号的段落"),
        ("{ heading = 3 }", "加引号的文字或由几截组成的数组"),
        ("{ headings = \"七、\" }", "是否应为“heading”"),
        ("{ heading = \"七、\", level = 4 }", "level（标题级别）应为 1、2 或 3"),
        ("{ level = 2 }", "heading（可加 level）或 table"),
        ("{ heading = \"七、\", table = [] }", "二者取一"),
        ("{ table = \"disclosure\" }", "table 应为表格的各行"),
        ("{ table = [[\"甲\"], [\"乙\", \"丙\"]] }", "表格第 2 行的格数多于第 1 行"),
        ("{ table = [[\"甲\", \"乙\"], [\"丙\"]] }", "表格第 2 行的格数不足"),
        ("{ table = [[{ text = \"甲\", rows = 2 }]] }", "伸出了最后一行"),
        ("{ table = [[\"甲\", { text = \"乙\", rows = 2 }], [{ text = \"丙\", columns = 2 }]] }", "占同一处"),
        ("{ table = [[{ text = \"甲\", columns = 0 }]] }", "columns 应为 1 至 1000 的数"),
        ("{ table = [[{ columns = 2 }]] }", "这一格缺少 text"),
        ("[\"见\", { link = \"https://a.example\" }]", "这一截缺少 text"),
        ("[\"见\", { text = \"附件\", href = \"x\" }]", "不认识的键“href”"),
        ("[\"见\", { text = \"附件\", bold = 1 }]", "应为true 或 false"),
    ] {
        let message = said(toml(&format!("year = 2023\noverview = [{part}]\n")));
        assert!(message.starts_with("2:") && message.contains(expected), "{part}\n  {message}");
    }
    let wide = format!("year = 2023\noverview = [{{ table = [[{}]] }}]", "\"\",".repeat(101));
    assert!(said(toml(&wide)).contains("格数多于"));
    let tall = format!("year = 2023\noverview = [{{ table = [{}] }}]", "[\"\"],".repeat(200_000));
    assert!(said(toml(&tall)).contains("超过读取上限"));
}

#[test]
fn json_has_the_same_shape() {
    let file = r#"{"organ": "平潭综合实验区管委会", "year": 2020, "edition": "2019", "published": "2021-03-05",
      "disclosure": {"licenses": {"prior_year_items": 396, "change": -18, "decisions": null}},
      "applications": {"received": [20, 0, 0, 0, 0, 1, 21]}, "disputes": {"reconsideration": [0, 0, 0, 0, 0]}}"#;
    let report = json(file).unwrap().report;
    assert_eq!(report.edition(TableKey::Disclosure), Edition::E2019);
    assert_eq!(report.organ.name, "平潭综合实验区管委会");
    assert_eq!(report.published, Some(jiff::civil::date(2021, 3, 5)));
    assert_eq!(printed(&report, "disclosure.licenses.change").as_deref(), Some("-18"));
    assert_eq!(report.cell("disclosure.licenses.decisions".parse().unwrap()), Some(&Cell::Blank));
    assert_eq!(printed(&report, "applications.received.total").as_deref(), Some("21"));
}

#[test]
fn six_values_leave_the_total_to_the_program() {
    let reading = toml("year = 2023\n[applications]\nreceived = [3, 1, 0, 0, 0, 2]\n").unwrap();
    assert_eq!(printed(&reading.report, "applications.received.total").as_deref(), Some("6"));
    let inferred = &reading.receipt.inferred;
    assert_eq!((inferred.len(), inferred[0].value.as_str()), (1, "6"));

    // With a blank among them there is nothing to add up, and the total is not stated.
    let reading = toml("year = 2023\n[applications]\nreceived = [3, \"\", 0, 0, 0, 2]\n").unwrap();
    assert_eq!(printed(&reading.report, "applications.received.total"), None);
    assert!(reading.receipt.unread.iter().any(|cell| cell.key.to_string() == "applications.received.total"));
}

#[test]
fn a_published_total_is_never_computed() {
    let reading = toml("year = 2023\n[applications]\nreceived = [3, 1, 0, 0, 0, 2, 7]\n").unwrap();
    assert_eq!(printed(&reading.report, "applications.received.total").as_deref(), Some("7"));
    assert!(reading.receipt.inferred.is_empty());
}

#[test]
fn a_table_of_the_other_edition_is_taken_as_that_and_said() {
    let rows: String = Edition::E2019
        .form()
        .table(TableKey::Applications)
        .cells
        .iter()
        .step_by(7)
        .fold(String::new(), |all, cell| all + &format!("{} = [0, 0, 0, 0, 0, 0, 0]\n", cell.key.row()));
    let reading = toml(&format!("year = 2023\n[applications]\n{rows}")).unwrap();
    assert_eq!(reading.report.edition(TableKey::Applications), Edition::E2019);
    assert_eq!(reading.report.edition(TableKey::Disputes), Edition::E2021);
    assert!(reading.receipt.remarks[0].detail.zh.contains("按 2019 版读取"), "{:?}", reading.receipt.remarks);

    // The file's own word is taken over what its rows look like.
    let reading = toml(&format!("year = 2023\n[applications]\nedition = \"2021\"\n{rows}")).unwrap();
    assert_eq!(reading.report.edition(TableKey::Applications), Edition::E2021);
    assert!(reading.receipt.remarks.is_empty());
    let reading = toml("year = 2020\n[disclosure]\nregulations = { issued = 1 }\n").unwrap();
    assert_eq!(reading.report.edition(TableKey::Disclosure), Edition::E2021);
}

#[test]
fn wrong_files_get_one_clear_error() {
    for (file, expected) in [
        (
            "year = 2023\n[aplications]\n",
            "2:2 不认识的键“aplications”；是否应为“applications”？ / unknown key “aplications”; did you mean “applications”?",
        ),
        (
            "year = 2023\n[applications]\nrecieved = [0, 0, 0, 0, 0, 0, 0]\n",
            "3:1 表三：不认识的键“recieved”；是否应为“received”？ / applications: unknown key “recieved”; did you mean “received”?",
        ),
        (
            "year = 2023\n[applications]\nreceived = [0, 0, 0, 0, 0, 0, 0, 0]\n",
            "3:12 表三“一、本年新收政府信息公开申请数量”写了 8 个值，应为 7 个（自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计）；请核对后删去多余的 / row “received” has 8 values instead of 7; remove what is too many",
        ),
        (
            "year = 2023\n[disputes]\nreconsideration = [0, 0, 0, 0]\n",
            "3:19 表四“行政复议”写了 4 个值，应为 5 个（结果维持、结果纠正、其他结果、尚未审结、总计）；请核对后补上缺少的，空白写 \"\" / row “reconsideration” has 4 values instead of 5; add what is missing; a blank is \"\"",
        ),
        ("year = 2023\nyear = 2024\n", "2:1 “year”写了两次；请只保留一处 / “year” is written twice; keep one of them"),
        (
            "year = 23\n",
            "1:8 “year”（报告年度）写的是 23，应在 2008—2100 之间；请写报告所述的年份，如 2023 / “year” is 23; a report's year lies between 2008 and 2100",
        ),
        (
            "year = 2023.0\n",
            "1:8 “year”（报告年度）写的是 2023.0，不是十进制整数；请只写年份的数字，如 2023 / “year” is 2023.0; write the year as a whole decimal number, such as 2023",
        ),
        (
            "year = 2023\n[disclosure]\nlicenses = { decisions = true }\n",
            "3:26 表二“行政许可”行“本年处理决定数量”列应为数字或加引号的文字（空白写 \"\"），这里写的是真假值 / “表二“行政许可”行“本年处理决定数量”列”: a number or quoted text (\"\" for blank) belongs here, not true or false",
        ),
        (
            "year = 2023\n[applications]\nreceived = 3\n",
            "3:12 “received”（表三“一、本年新收政府信息公开申请数量”）应为数组或 { 列 = 值 }，这里写的是数字 / “received”: an array or a table of its columns belongs here, not a number",
        ),
        (
            "year = 2020\n[applications]\nedition = \"2019\"\nfee_overdue = [0, 0, 0, 0, 0, 0, 0]\n",
            "4:1 表三按 2019 版没有“fee_overdue”（2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请）这一行，它只在 2021 版；请删去，或在该表写 edition = \"2021\" / applications in the 2019 edition has no row “fee_overdue”, which is of the 2021 edition; remove it or set edition = \"2021\" in the table",
        ),
        (
            "year = 2023\norgan = \"甲\n",
            "2:11 TOML 语法错误：文字缺少结尾的引号，或含有不允许的字符 / TOML syntax: invalid basic string, expected `\"`",
        ),
        (
            "[organ]\nname = \"甲\"\n",
            "1:1 没有写报告年度；请在文件开头加一行 year = 2023（JSON 写 \"year\": 2023） / the year is missing; begin the file with year = 2023",
        ),
        (
            "year = 2023\n[disclosure]\noverview = [\"甲\"]\n",
            "3:1 “overview”不属于表二；请移到文件最前面，第一个 [表头] 之前 / “overview” is no row of disclosure; move it to the top, before the first [table]",
        ),
        (
            "year = 2023\n[disclosure]\nlicenses = { decisions = 1e3 }\n",
            "3:26 表二“行政许可”行“本年处理决定数量”列：“1e3”不是普通的十进制数（至多 28 位，不用指数） / disclosure.licenses.decisions: “1e3” is no plain decimal number of at most 28 digits",
        ),
        (
            "year = 2023\n[organ]\nname = \"甲\"\nlevel = \"town\"\n",
            "4:9 “level”（层级）写的是“town”；可用 township、county_department、county、prefecture_department、prefecture、provincial_department、province、ministry / “level” is “town”; there are township, county_department, county, prefecture_department, prefecture, provincial_department, province, ministry",
        ),
    ] {
        assert_eq!(said(toml(file)), expected, "{file}");
    }
}

#[test]
fn json_is_strict() {
    for (file, expected) in [
        ("{\"year\": 2023,}", "最后一项后面多了逗号"),
        ("{\"year\": 2023 // 年\n}", "JSON 不能有注释"),
        ("{\"year\": 2023, \"year\": 2024}", "1:16 “year”写了两次"),
        (
            "{\"year\": 2023, \"applications\": {\"received\": [0,0,0,0,0,0,0], \"received\": [0,0,0,0,0,0,0]}}",
            "“received”写了两次",
        ),
        ("{\"year\": 2023, \"title\": \"\\ud800\"}", "代理对的一半"),
        ("{\"year\": 2023, \"title\": \"甲\n乙\"}", "引号内不能换行"),
        ("{\"year\": 02023}", "1:11 JSON 语法错误"),
        ("{year: 2023}", "键和文字要加英文双引号"),
        ("{'year': 2023}", "键和文字要加英文双引号"),
        ("{\"year\": 2023", "文件可能不完整"),
        ("[1, 2]", "文件最外层应为表"),
        ("{\"year\": 2023} {}", "文件末尾还有多余的内容"),
        ("{\"year\": 2023, \"known_issues\": []}", "不认识的键“known_issues”"),
        ("{\"year\": \"2023\"}", "应为不加引号的年份，这里写的是文字"),
    ] {
        let message = said(json(file));
        assert!(message.contains(expected), "{file}\n  {message}");
    }
}

#[test]
fn what_is_no_text_at_all() {
    let limits = Limits::default();
    for read in [gongkai_data::read_toml, gongkai_data::read_json] {
        assert_eq!(read(b"", &limits).unwrap_err(), ReadError::Empty);
        assert_eq!(read(b" \n\t", &limits).unwrap_err(), ReadError::Empty);
        let gbk = [b"year = 2023\n".as_slice(), &[0xc9, 0xbd, 0xd4, 0xe6]].concat();
        assert_eq!(read(&gbk, &limits).unwrap_err(), ReadError::Encoding { encoding: "UTF-8", line: 2 });
    }
    assert!(gongkai_data::read_toml(b"\xef\xbb\xbfyear = 2023", &limits).is_ok());
}

#[test]
fn deep_and_long_files_end_in_an_error() {
    for file in [
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000),
        format!("year = {}", "[".repeat(100_000)),
        format!("a{} = 1", ".a".repeat(100_000)),
        format!("[a{}]", ".a".repeat(100_000)),
        format!("x = {}", "{ a = ".repeat(100_000)),
    ] {
        assert!(toml(&file).is_err());
        assert!(json(&file).is_err());
    }
    let many = format!("year = 2023\n[applications]\nreceived = [{}]", "0,".repeat(500_000));
    assert!(said(toml(&many)).contains("写了 500000 个值，应为 7 个"));
}

#[test]
fn raised_digits_take_their_raised_form_in_toml_and_json() {
    let toml = r#"
year = 2023
overview = [["制发文件18", { text = "1", raised = true }, "件，建设面积20m", { text = "2", raised = true }, "。"]]
"#;
    let json = r#"{ "year": 2023, "overview": [["CO", { "text": "2", "lowered": true }, "减排。"]] }"#;
    let limits = gongkai_core::format::Limits::default();
    let read = gongkai_data::read_toml(toml.as_bytes(), &limits).unwrap().report;
    assert_eq!(*read.narrative(gongkai_core::form::SectionKey::Overview), ["制发文件18¹件，建设面积20m²。"]);
    let read = gongkai_data::read_json(json.as_bytes(), &limits).unwrap().report;
    assert_eq!(*read.narrative(gongkai_core::form::SectionKey::Overview), ["CO₂减排。"]);
}
