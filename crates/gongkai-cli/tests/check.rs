//! `gongkai check`, driven as a process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn gongkai(folder: &Path, args: &[&str]) -> Ran {
    let output = Command::cargo_bin("gongkai").unwrap().current_dir(folder).args(args).output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(folder: &Path, args: &[&str]) -> (i32, Value) {
    let mut args = args.to_vec();
    args.extend(["--format", "json"]);
    let ran = gongkai(folder, &args);
    (ran.status, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out)))
}

/// A report file whose sums hold, with this total of the reconsiderations.
fn report(total: u32) -> String {
    let zero = "[0, 0, 0, 0, 0, 0, 0]";
    let rows: String = gongkai::form::Edition::E2021
        .form()
        .table(gongkai::form::TableKey::Applications)
        .cells
        .iter()
        .step_by(7)
        .map(|cell| format!("{} = {zero}\n", cell.key.row()))
        .collect();
    format!(
        r#"year = 2023
overview = ["一是主动公开。二是依申请公开。三是政府信息管理。四是政府信息公开平台建设。五是监督保障，工作考核合格，社会评议良好，未发生责任追究情形。"]
problems = ["存在公开内容不够全面的问题，主动公开的意识有待增强。下一步将加强培训，改进公开的方式和渠道。"]
other_matters = ["本年度未收取信息处理费。"]
[organ]
name = "青山镇人民政府"
level = "township"
[disclosure]
regulations = {{ issued = 0, repealed = 0, in_force = 0 }}
normative_documents = {{ issued = 0, repealed = 0, in_force = 3 }}
licenses = {{ decisions = 4 }}
penalties = {{ decisions = 4 }}
compulsory_measures = {{ decisions = 0 }}
administrative_fees = {{ amount = 0 }}
[applications]
{rows}[disputes]
reconsideration = {{ upheld = 10, corrected = 1, other = 0, pending = 0, total = {total} }}
direct_litigation = [0, 0, 0, 0, 0]
litigation_after_reconsideration = [0, 0, 0, 0, 0]
"#
    )
}

#[test]
fn the_status_says_how_it_went() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.toml"), report(11)).unwrap();
    fs::write(folder.path().join("wrong.toml"), report(0)).unwrap();
    fs::write(folder.path().join("broken.toml"), "year =").unwrap();
    let good = gongkai(folder.path(), &["check", "good.toml"]);
    assert_eq!(good.status, 0, "{}{}", good.out, good.err);
    let last = good.out.lines().last().unwrap();
    assert!(last.starts_with("good.toml：") && last.contains("0 个错误"), "{last}");
    assert!(good.err.contains("good.toml：200/200 个单元格"), "{}", good.err);

    let wrong = gongkai(folder.path(), &["check", "wrong.toml"]);
    assert_eq!(wrong.status, 1);
    assert!(wrong.out.lines().last().unwrap().starts_with("wrong.toml：不通过（1 个错误"), "{}", wrong.out);
    assert!(wrong.out.contains("错误[GK104]") && wrong.out.contains("诊断"), "{}", wrong.out);
    assert!(gongkai(folder.path(), &["check", "wrong.toml", "--lang", "en"]).out.contains("error[GK104]"));

    let broken = gongkai(folder.path(), &["check", "broken.toml"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("broken.toml:1:"), "{}", broken.err);
    let all = gongkai(folder.path(), &["check", "."]);
    assert_eq!(all.status, 2);
    assert!(all.out.contains("无法读取") && all.out.contains("不通过"), "{}", all.out);
}

#[test]
fn the_line_is_shown_with_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.toml"), report(11)).unwrap();
    let policy = "[[check]]\nid = \"LOCAL-1\"\nmessage = \"行政许可不应多于 3 件\"\nhelp = \"请与审批局核对\"\nexpression = \"disclosure.licenses.decisions <= 3\"\n";
    fs::write(folder.path().join("local.toml"), policy).unwrap();
    let ran = gongkai(folder.path(), &["check", "r.toml", "--config", "local.toml"]);
    assert_eq!(ran.status, 0, "a warning is no error: {}", ran.err);
    let start = ran.out.find("警告[LOCAL-1]").expect("the local check fails");
    let block = ran.out.split_at(start).1.split("\n\n").next().unwrap();
    // The first finding tells what a fingerprint is for.
    let (block, remark) = block.rsplit_once('\n').unwrap();
    assert!(remark.starts_with("   = 说明: 指纹"), "{remark}");
    let (block, fingerprint) = block.rsplit_once('\n').unwrap();
    assert_eq!(
        block,
        "警告[LOCAL-1]: 行政许可不应多于 3 件
  --> r.toml:11:26
   |
11 | licenses = { decisions = 4 }
   |                          ^ 表二“行政许可”行“本年处理决定数量”列 = 4
   |
   = 改法: 请与审批局核对"
    );
    assert!(fingerprint.starts_with("   = 指纹: LOCAL-1-"), "{fingerprint}");
    assert!(!ran.out.contains('\u{1b}'), "no colour without a terminal");
}

#[test]
fn json_names_the_cells_and_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.toml"), report(0)).unwrap();
    let (status, value) = json(folder.path(), &["check", "r.toml"]);
    assert_eq!(status, 1);
    let file = &value["files"][0];
    assert_eq!(
        (file["organ"].as_str(), file["year"].as_u64(), file["verdict"].as_str()),
        (Some("青山镇人民政府"), Some(2023), Some("errors"))
    );
    let finding = file["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "GK104").unwrap();
    assert_eq!(finding["cells"][0]["key"], "disputes.reconsideration.total");
    assert_eq!(finding["sides"], serde_json::json!({ "left": 0, "right": 11, "difference": -11 }));
    assert_eq!(finding["position"]["line"], 42);
    assert_eq!(file["diagnoses"][0]["alternatives"][0][0]["to"], 11);
    assert_eq!(value["totals"]["errors"], 1);
    let rules: Vec<&str> = file["rules"].as_array().unwrap().iter().filter_map(|rule| rule["rule"].as_str()).collect();
    assert_eq!(rules.len(), gongkai::check::rules().len(), "nothing is passed over in silence");
}

#[test]
fn sarif_has_what_code_review_systems_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("报 告.toml"), report(0)).unwrap();
    let ran = gongkai(folder.path(), &["check", "报 告.toml", "--format", "sarif"]);
    assert_eq!(ran.status, 1);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = run["results"].as_array().unwrap().iter().find(|one| one["ruleId"] == "GK104").unwrap();
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "GK104");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E6%8A%A5%20%E5%91%8A.toml");
    assert_eq!(place["region"]["startLine"], 42);
    assert!(result["partialFingerprints"]["gongkai/v1"].as_str().unwrap().starts_with("GK104-"));
}

#[test]
fn an_accepted_finding_stays_accepted_until_a_figure_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.toml");
    fs::write(&path, report(0)).unwrap();
    let (_, value) = json(folder.path(), &["check", "r.toml"]);
    let fingerprint = value["files"][0]["findings"][0]["fingerprint"].as_str().unwrap().to_owned();
    assert_eq!(gongkai(folder.path(), &["check", "r.toml", "--accept", &fingerprint]).status, 2, "a reason is needed");
    let unknown = gongkai(folder.path(), &["check", "r.toml", "--accept", "GK104-0", "--reason", "x"]);
    assert_eq!(unknown.status, 2);
    assert!(!folder.path().join("gongkai.accepted.toml").exists());

    let ran = gongkai(folder.path(), &["check", "r.toml", "--accept", &fingerprint, "--reason", "原件如此，已核实"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("已接受[GK104]") && ran.out.contains("原件如此，已核实"), "{}", ran.out);
    assert_eq!(gongkai(folder.path(), &["check", "r.toml"]).status, 0);
    let (_, value) = json(folder.path(), &["check", "."]);
    assert_eq!(value["files"].as_array().unwrap().len(), 1, "the record is no report");
    assert_eq!(value["files"][0]["accepted"][0]["reason"], "原件如此，已核实");

    fs::write(&path, report(1)).unwrap();
    let changed = gongkai(folder.path(), &["check", "r.toml"]);
    assert_eq!(changed.status, 1);
    assert!(changed.err.contains("已不对应现在的数字"), "{}", changed.err);
}

#[test]
fn law_is_not_switched_off() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.toml"), report(0)).unwrap();
    fs::write(folder.path().join("gongkai.toml"), "[rules]\nGK104 = \"off\"\n").unwrap();
    let ran = gongkai(folder.path(), &["check", "r.toml"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("gongkai.toml:2:9: GK104") && ran.err.contains("不能关闭或降级"), "{}", ran.err);
}

#[test]
fn a_folder_is_summed_up_in_a_table() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), report(11)).unwrap();
    fs::write(folder.path().join("b.toml"), report(0)).unwrap();
    let ran = gongkai(folder.path(), &["check", ".", "--format", "csv"]);
    assert_eq!(ran.status, 1);
    // Excel knows UTF-8 by its mark.
    let rows: Vec<&str> = ran.out.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
    assert_eq!(rows[0], "文件,机关,年度,应读单元格,未读出,错误,警告,提示,已接受,结论");
    assert!(rows[1].starts_with("./a.toml,青山镇人民政府,2023,200,0,0,"), "{}", rows[1]);
    assert!(rows[2].starts_with("./b.toml,青山镇人民政府,2023,200,0,1,") && rows[2].ends_with("不通过"), "{}", rows[2]);
    // Neither a file's name nor an organ's becomes a formula, what was not read is counted, and a file that cannot be
    // read has no counts, which are not 0.
    let odd = folder.path().join("odd");
    fs::create_dir(&odd).unwrap();
    fs::write(
        odd.join("x.toml"),
        "year = 2023\n[organ]\nname = \"=HYPERLINK(1)\"\n[applications]\nreceived = [1, 0, 0, 0, 0, 0, 1]\n",
    )
    .unwrap();
    fs::write(odd.join("y.toml"), "year = ").unwrap();
    let ran = gongkai(&odd, &["check", ".", "--format", "csv"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("\r\n./x.toml,'=HYPERLINK(1),2023,200,193,"), "{}", ran.out);
    assert!(ran.out.contains("\r\n./y.toml,,,,,,,,,无法读取：TOML"), "{}", ran.out);
    let workbook = folder.path().join("s.xlsx");
    let ran = gongkai(folder.path(), &["check", "a.toml", "--format", "xlsx", "-o", "s.xlsx"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(fs::read(workbook).unwrap().starts_with(b"PK"));
    assert_eq!(gongkai(folder.path(), &["check", "a.toml", "--format", "xlsx"]).status, 2);
}

#[test]
fn last_years_report_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let this = report(11).replace("carried_in = [0, 0, 0, 0, 0, 0, 0]", "carried_in = [2, 0, 0, 0, 0, 0, 2]");
    fs::write(folder.path().join("this.toml"), this).unwrap();
    fs::write(folder.path().join("last.toml"), report(11).replace("year = 2023", "year = 2022")).unwrap();
    let (_, value) = json(folder.path(), &["check", "this.toml", "--previous", "last.toml"]);
    let findings = value["files"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["rule"] == "GK401"), "{findings:?}");
    assert_eq!(gongkai(folder.path(), &["check", ".", "--previous", "last.toml"]).status, 2);
}

#[test]
fn a_subordinate_that_is_on_the_list_and_has_not_filed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let parts = folder.path().join("parts");
    fs::create_dir(&parts).unwrap();
    fs::write(folder.path().join("sum.toml"), report(11).replace("青山镇", "某县")).unwrap();
    fs::write(parts.join("one.toml"), report(11)).unwrap();
    fs::write(folder.path().join("list.txt"), "青山镇人民政府\n# 今年新设\n绿水镇人民政府\n").unwrap();
    let missing = |args: &[&str]| -> Vec<String> {
        let (_, result) = json(folder.path(), args);
        let findings = result["files"][0]["findings"].as_array().unwrap().clone();
        let of_rule = findings.iter().filter(|finding| finding["rule"] == "GK502");
        of_rule.map(|finding| finding["message"]["zh"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(missing(&["check", "sum.toml", "--children", "parts"]), Vec::<String>::new());
    let listed = ["check", "sum.toml", "--children", "parts", "--expect", "list.txt"];
    let found = missing(&listed);
    assert!(found.len() == 1 && found.iter().all(|message| message.contains("绿水镇")), "{found:?}");
    // In short, or by another name, the list means the same; who is not on it is named too.
    fs::write(folder.path().join("list.txt"), "青山镇\n").unwrap();
    assert_eq!(missing(&listed), Vec::<String>::new());
    fs::write(folder.path().join("list.txt"), "青山＝青山镇人民政府\n").unwrap();
    assert_eq!(missing(&listed), Vec::<String>::new());
    fs::write(parts.join("two.toml"), report(11).replace("青山镇", "红岩镇")).unwrap();
    let found = missing(&listed);
    assert!(matches!(found.as_slice(), [one] if one.starts_with("红岩镇人民政府报送了报告")), "{found:?}");
    assert_eq!(gongkai(folder.path(), &["check", "sum.toml", "--children", "parts", "--expect", "none.txt"]).status, 2);
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let rules = gongkai(folder.path(), &["rules"]);
    assert_eq!(rules.status, 0);
    assert_eq!(rules.out.lines().count(), gongkai::check::rules().len());
    for (name, lang, said) in
        [("GK101", "zh", "为什么"), ("gk101", "en", "How to mend it"), ("balance", "zh", "GK101 三大项平衡")]
    {
        let ran = gongkai(folder.path(), &["explain", name, "--lang", lang]);
        assert_eq!(ran.status, 0);
        assert!(ran.out.contains(said), "{}", ran.out);
    }
    assert_eq!(gongkai(folder.path(), &["explain", "GK999"]).status, 2);
}

#[test]
fn what_is_not_judged_is_named_with_its_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let text = "全年本级收到政府信息公开申请17件。";
    let said = report(11).replace("一是主动公开。", &format!("一是主动公开。{text}"));
    fs::write(folder.path().join("r.toml"), said).unwrap();
    let short = gongkai(folder.path(), &["check", "r.toml"]);
    assert!(short.out.contains("GK301 正文数字与表格一致") && short.out.contains("加 -v 逐句列出"), "{}", short.out);
    let long = gongkai(folder.path(), &["check", "r.toml", "-v"]);
    assert!(long.out.contains("“全年本级收到政府信息公开申请17件”"), "{}", long.out);
    let (_, value) = json(folder.path(), &["check", "r.toml"]);
    let rules = value["files"][0]["rules"].as_array().unwrap();
    let figures = rules.iter().find(|one| one["rule"] == "GK301").unwrap();
    assert_eq!(figures["reasons"][0]["sentences"][0]["text"], "全年本级收到政府信息公开申请17件");
    assert_eq!((&figures["maturity"], figures["limits"]["zh"].is_string()), (&Value::from("stable"), true));
}

#[test]
fn rules_in_preview_are_run_where_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let phrase = "problems = [\"存在问题：意识不强。改进措施：加强学习。\"]";
    let said: Vec<String> = report(11)
        .lines()
        .map(|line| if line.starts_with("problems") { phrase.to_owned() } else { line.to_owned() })
        .collect();
    fs::write(folder.path().join("r.toml"), said.join("\n")).unwrap();
    assert!(!gongkai(folder.path(), &["check", "r.toml"]).out.contains("[GK207]"));
    let asked = gongkai(folder.path(), &["check", "r.toml", "--preview"]);
    assert!(asked.status == 0 && asked.out.contains("警告[GK207]"), "{}", asked.out);
    fs::write(folder.path().join("gongkai.toml"), "[rules]\nGK207 = \"info\"\n").unwrap();
    assert!(gongkai(folder.path(), &["check", "r.toml"]).out.contains("提示[GK207]"));
    fs::write(folder.path().join("gongkai.toml"), "[rules]\nGK207 = \"error\"\n").unwrap();
    assert!(gongkai(folder.path(), &["check", "r.toml"]).err.contains("试行规则"));
    let told = gongkai(folder.path(), &["explain", "GK207"]).out;
    assert!(told.contains("试行") && told.contains("看不到的") && told.contains("实测"), "{told}");
}

#[test]
fn last_years_report_of_another_body_is_said_first() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.toml"), report(11)).unwrap();
    let other = report(11).replace("青山镇", "绿水镇").replace("year = 2023", "year = 2022");
    fs::write(folder.path().join("last.toml"), other).unwrap();
    let ran = gongkai(folder.path(), &["check", "r.toml", "--previous", "last.toml"]);
    assert!(ran.err.contains("给出的上年度报告是“绿水镇人民政府”的，不是“青山镇人民政府”的"), "{}", ran.err);
    assert!(!ran.out.contains("[GK4"), "{}", ran.out);
}

#[test]
fn a_long_line_is_shown_around_its_mark() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}2022年，我镇共收到申请3件。", "做好信息公开工作。".repeat(4000));
    let said = report(11).replace("一是主动公开。", &format!("{long}一是主动公开。"));
    fs::write(folder.path().join("r.toml"), said).unwrap();
    let ran = gongkai(folder.path(), &["check", "r.toml"]);
    let line =
        ran.out.lines().find(|line| line.contains("2022年，我镇") && line.contains('|')).expect("the line is shown");
    assert!(line.chars().count() < 200, "{line}");
}

#[test]
fn every_cell_that_was_not_read_is_named_with_its_reason_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<h1>青山镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>一句。</p>\
                <p>二、主动公开政府信息情况</p><table><tr><td>第二十条第（五）项</td></tr>\
                <tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>4</td></tr></table>";
    fs::write(folder.path().join("a.html"), page).unwrap();
    let few = gongkai(folder.path(), &["check", "a.html"]).err;
    let all = gongkai(folder.path(), &["check", "a.html", "-v"]).err;
    let cell = |said: &str| said.lines().filter(|line| line.contains("列（")).count();
    assert!(few.contains("… 191") && cell(&few) == 8, "{few}");
    assert_eq!(cell(&all), 199, "{all}");
    assert!(all.contains("表二“行政处罚”行“本年处理决定数量”列（没有这一行）"), "{all}");
}
