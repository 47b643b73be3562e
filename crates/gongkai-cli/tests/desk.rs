//! The reviewing desk: a folder of many bodies' reports, who has filed, what goes back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;

use run::{gongkai, report_of};
use serde_json::Value;

/// A folder of towns: one fine, one twice, one of another year, one under another's name, one broken, one not there.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("各乡镇");
    fs::create_dir_all(all.join("丁镇")).unwrap();
    fs::write(all.join("甲镇.toml"), report_of("某县甲镇人民政府", 2023, 11)).unwrap();
    fs::write(all.join("甲镇（改）.toml"), report_of("某县甲镇人民政府", 2023, 12)).unwrap();
    fs::write(all.join("乙镇.toml"), report_of("某县乙镇人民政府", 2022, 11)).unwrap();
    fs::write(all.join("丙镇.toml"), report_of("某县戊镇人民政府", 2023, 11)).unwrap();
    fs::write(all.join("丁镇/报送.docx"), "PK broken").unwrap();
    fs::write(all.join("说明.txt"), "各单位的报告都放在这里，请逐份检查。").unwrap();
    folder
}

fn json(folder: &Path, more: &[&str]) -> (i32, Value) {
    let args: Vec<&str> = ["check", "各乡镇", "--format", "json"].into_iter().chain(more.iter().copied()).collect();
    let ran = gongkai(folder, &args);
    (ran.status, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err)))
}

fn texts(value: &Value) -> Vec<String> {
    let of = |one: &Value| one["text"]["zh"].as_str().unwrap_or_default().to_owned();
    value.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_folder_is_seen_as_a_whole() {
    let folder = folder();
    fs::write(folder.path().join("名单.txt"), "应报单位名单\n1. 甲镇\n2. 乙镇\n3. 丙镇\n4. 丁镇\n5. 戊镇\n6. 己镇\n")
        .unwrap();
    let (status, result) = json(folder.path(), &["--year", "2023", "--expect", "名单.txt"]);
    assert_eq!(status, 2, "one file cannot be read");
    let survey = &result["survey"];
    assert_eq!((&survey["year"], &survey["expected"]), (&Value::from(2023), &Value::from(6)));
    let states: Vec<String> = survey["filings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["state"].as_str().unwrap()))
        .collect();
    assert_eq!(
        states,
        [
            "某县甲镇人民政府 left_out",
            "某县甲镇人民政府 left_out",
            "某县乙镇人民政府 left_out",
            "丙镇 missing",
            "丁镇 unreadable",
            "某县戊镇人民政府 filed",
            "己镇 missing",
        ]
    );
    let problems = texts(&survey["problems"]);
    for said in [
        "丁镇：已报，文件无法读取（丁镇/报送.docx：",
        "某县乙镇人民政府：是2022年的报告",
        "某县甲镇人民政府：重复报送（甲镇.toml、甲镇（改）.toml），数字不同",
        "己镇：未报",
    ] {
        assert!(problems.iter().any(|problem| problem.starts_with(said)), "{said} is not among {problems:#?}");
    }
    let remarks = texts(&survey["remarks"]);
    assert!(
        remarks.iter().any(|said| said.starts_with("丙镇.toml：文件名是丙镇的，里面是某县戊镇人民政府的报告")),
        "{remarks:#?}"
    );
    assert_eq!(survey["passed_over"][0]["file"], "说明.txt");
    assert!(!result["files"].as_array().unwrap().iter().any(|file| file["file"].as_str().unwrap().contains("说明")));
}

#[test]
fn lists_come_in_every_form() {
    let folder = folder();
    let gbk = b"\xd0\xf2\xba\xc5,\xb5\xa5\xce\xbb\xc3\xfb\xb3\xc6\r\n1,\xbc\xd7\xd5\xf2\r\n2,\xbc\xba\xd5\xf2\r\n";
    fs::write(folder.path().join("gbk.csv"), gbk).unwrap();
    let tree = "[[body]]\nname = \"某县人民政府\"\nfiles = false\n[[body]]\nname = \"甲镇\"\nunder = \"某县人民政府\"\n[[body]]\nname = \"己镇\"\nunder = \"某县人民政府\"\n";
    fs::write(folder.path().join("bodies.toml"), tree).unwrap();
    for list in ["gbk.csv", "bodies.toml"] {
        let (_, result) = json(folder.path(), &["--year", "2023", "--expect", list]);
        assert_eq!(result["survey"]["expected"], 2, "{list}");
        let missing: Vec<&Value> =
            result["survey"]["filings"].as_array().unwrap().iter().filter(|one| one["state"] == "missing").collect();
        assert_eq!(missing.len(), 1, "{list}: {missing:?}");
        assert_eq!(missing[0]["name"], "己镇", "{list}");
    }
    fs::write(folder.path().join("bodies.toml"), tree.replace("name = \"己镇\"", "name = \"甲镇\"")).unwrap();
    let ran = gongkai(folder.path(), &["check", "各乡镇"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("bodies.toml:7:") && ran.err.contains("“甲镇”是两个单位的名称"), "{}", ran.err);
}

#[test]
fn earlier_years_are_found_after_a_renaming_and_what_stands_out_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    for (name, organ, year, penalties) in [
        ("2024/综合执法局.toml", "某县综合执法局", 2024, 3610),
        ("2024/教育局.toml", "某县教育局", 2024, 12),
        ("以前/2023城管.toml", "某县城市管理局", 2023, 9),
        ("以前/2022城管.toml", "某县城市管理局", 2022, 12),
        ("以前/2023教育.toml", "某县教育局", 2023, 10),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = report_of(organ, year, 11)
            .replace("penalties = { decisions = 4 }", &format!("penalties = {{ decisions = {penalties} }}"));
        fs::write(path, text).unwrap();
    }
    let tree = "[[body]]\nname = \"某县综合执法局\"\nformer = [\"某县城市管理局\"]\n[[body]]\nname = \"某县教育局\"\n";
    fs::write(folder.path().join("bodies.toml"), tree).unwrap();
    let ran = gongkai(folder.path(), &["check", "2024", "--previous", "以前", "--return", "退改", "--office", "某办"]);
    let asked = "某县综合执法局（综合执法局.toml）：表二“行政处罚”行“本年处理决定数量”列填 3,610，以前各年是 2022年 12、2023年 9，请核对";
    assert!(ran.out.contains(asked), "{}", ran.out);
    assert!(!ran.out.contains("请核对: 某县教育局"), "{}", ran.out);
    let letter = fs::read_to_string(folder.path().join("退改/综合执法局-修改意见.html")).unwrap();
    assert!(letter.contains("3,610") && letter.contains("请核对"), "{letter}");
}

#[test]
fn consolidation_and_check_count_the_same_and_sections_name_no_files() {
    let folder = folder();
    let args = [
        "consolidate",
        "各乡镇",
        "--organ",
        "某县人民政府",
        "--level",
        "县级",
        "--year",
        "2023",
        "--partial",
        "-o",
        "汇总.toml",
        "--contributions",
        "明细.xlsx",
    ];
    let ran = gongkai(folder.path(), &args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report = fs::read_to_string(folder.path().join("汇总.toml")).unwrap();
    assert!(report.contains("某县甲镇人民政府报送了几份数字不同的报告，未计入"), "{report}");
    for file in [".toml", ".docx", "各乡镇/", "说明"] {
        let section = report.split("汇总数据不完整").nth(1).unwrap().lines().next().unwrap();
        assert!(!section.contains(file), "{section}");
    }
    let ran = gongkai(folder.path(), &["check", "汇总.toml", "--children", "各乡镇", "--format", "json"]);
    let result: Value = serde_json::from_str(&ran.out).unwrap();
    let rules = result["files"][0]["rules"].as_array().unwrap();
    let answer = rules.iter().find(|one| one["rule"] == "GK501").unwrap();
    assert_eq!(answer["status"], "holds", "{answer}");
    // All problems at once, and the workbook that they are mended from.
    fs::remove_file(folder.path().join("明细.xlsx")).unwrap();
    let ran = gongkai(
        folder.path(),
        &["consolidate", "各乡镇", "--organ", "某县人民政府", "-o", "再.toml", "--contributions", "明细.xlsx"],
    );
    assert_eq!(ran.status, 2);
    for said in ["2022: 某县乙镇人民政府", "重复报送", "无法读取", "明细照写在 明细.xlsx"] {
        assert!(ran.err.contains(said), "{said} is not in {}", ran.err);
    }
    assert!(folder.path().join("明细.xlsx").exists() && !folder.path().join("再.toml").exists());
}

#[test]
fn every_level_of_a_tree_adds_up_those_below_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("报送");
    fs::create_dir(&all).unwrap();
    for (name, organ) in [
        ("甲镇", "某县甲镇人民政府"),
        ("乙镇", "某县乙镇人民政府"),
        ("县", "某县人民政府"),
        ("局", "某市教育局"),
        ("丙", "丙县丙镇人民政府"),
    ] {
        fs::write(all.join(format!("{name}.toml")), report_of(organ, 2023, 11)).unwrap();
    }
    let tree = r#"
[[body]]
name = "某市人民政府"
[[body]]
name = "某市教育局"
under = "某市人民政府"
[[body]]
name = "某县人民政府"
under = "某市人民政府"
[[body]]
name = "某县甲镇人民政府"
under = "某县人民政府"
[[body]]
name = "某县乙镇人民政府"
under = "某县人民政府"
"#;
    fs::write(folder.path().join("bodies.toml"), tree).unwrap();
    let run = |organ: &str, out: &str| {
        let args = ["consolidate", "报送", "--organ", organ, "--expect", "bodies.toml", "--partial", "-o", out];
        gongkai(folder.path(), &args)
    };
    let city = run("某市人民政府", "市.toml");
    assert!(city.out.contains("已报\t某市教育局") && city.out.contains("已报\t某县人民政府"), "{}", city.out);
    assert!(city.err.contains("某县甲镇人民政府：在某县人民政府的报告里，不另计入"), "{}", city.err);
    let text = fs::read_to_string(folder.path().join("市.toml")).unwrap();
    assert!(
        text.split_whitespace().collect::<String>().contains("licenses={decisions=12}"),
        "the city's two and whoever is on no list: {text}"
    );
    let county = run("某县人民政府", "县.toml");
    assert!(county.out.contains("已报\t某县甲镇人民政府"), "{}", county.out);
    assert!(county.err.contains("某市教育局：归某市人民政府汇总，没有计入"), "{}", county.err);
}

#[test]
fn the_review_is_kept_with_its_history_and_says_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("各乡镇");
    fs::create_dir(&all).unwrap();
    let write = |total| fs::write(all.join("甲镇.toml"), report_of("甲镇人民政府", 2023, total)).unwrap();
    write(12);
    fs::write(all.join("乙镇.toml"), report_of("乙镇人民政府", 2023, 11)).unwrap();
    let check = |more: &[&str]| {
        let args: Vec<&str> =
            ["check", "各乡镇", "--track", "状态.toml", "--by", "张三"].iter().chain(more).copied().collect();
        gongkai(folder.path(), &args)
    };
    let review = |more: &[&str]| {
        let args: Vec<&str> = ["review", "状态.toml", "--by", "李四"].iter().chain(more).copied().collect();
        gongkai(folder.path(), &args)
    };
    check(&["--return", "退改"]);
    let listed = review(&[]);
    assert!(listed.out.contains("已退回\t甲镇人民政府\t2023\t报送 1 次"), "{}", listed.out);
    // Nothing new was filed: nothing happened.
    let before = fs::read_to_string(folder.path().join("状态.toml")).unwrap();
    check(&[]);
    assert_eq!(fs::read_to_string(folder.path().join("状态.toml")).unwrap(), before);
    write(11);
    check(&[]);
    let listed = review(&["--verbose"]);
    assert!(listed.out.contains("重新报送\t甲镇人民政府\t2023\t报送 2 次"), "{}", listed.out);
    assert!(listed.out.contains("已改 表四"), "{}", listed.out);
    let changes = review(&["--changes", "甲镇人民政府"]);
    assert!(changes.out.contains("12 → 11") && changes.out.contains("1 格变化"), "{}{}", changes.out, changes.err);
    let passed = review(&["--pass", "甲镇人民政府", "--note", "已核对"]);
    assert!(passed.out.contains("通过\t甲镇人民政府"), "{}{}", passed.out, passed.err);
    assert_eq!(review(&["--pass", "丙镇"]).status, 2);
    // A name in short closes nothing; whose it may be is said.
    let short = review(&["--pass", "乙镇"]);
    assert!(short.status == 2 && short.err.contains("乙镇（是不是“乙镇人民政府”？"), "{}", short.err);
    // Two at once lose nothing.
    std::thread::scope(|scope| {
        for name in ["甲镇人民政府", "乙镇人民政府"] {
            scope.spawn(move || review(&["--send-back", name]));
        }
    });
    let listed = review(&[]);
    assert_eq!(listed.out.matches("已退回\t").count(), 2, "{}", listed.out);
}

#[test]
fn the_overview_says_rates_with_their_cases_and_where_each_number_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, organ: &str, year: u16, granted: u32, processed: u32| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let row = |count: u32| format!("[{count}, 0, 0, 0, 0, 0, {count}]");
        let text = report_of(organ, year, 11)
            .replace("granted = [0, 0, 0, 0, 0, 0, 0]\npartially", &format!("granted = {}\npartially", row(granted)))
            .replace("total_processed = [0, 0, 0, 0, 0, 0, 0]", &format!("total_processed = {}", row(processed)));
        fs::write(path, text).unwrap();
    };
    write("今年/乙镇.toml", "某县乙镇人民政府", 2023, 29, 84);
    write("今年/甲镇.toml", "某县甲镇人民政府", 2023, 1, 3);
    write("去年/甲镇.toml", "某县甲镇人民政府", 2022, 10, 20);
    fs::write(folder.path().join("名单.txt"), "甲镇\n乙镇\n丙镇\n").unwrap();
    let args = [
        "report",
        "今年",
        "--organ",
        "某县人民政府",
        "--expect",
        "名单.txt",
        "--previous",
        "去年",
        "-o",
        "汇总.html",
        "-o",
        "汇总.docx",
        "-o",
        "汇总.xlsx",
    ];
    let ran = gongkai(folder.path(), &args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let page = fs::read_to_string(folder.path().join("汇总.html")).unwrap();
    for said in [
        "某县人民政府2023年政府信息公开工作年度报告情况汇总",
        "应报 3 个单位，计入 2 份报告，未报 1 个",
        "未报：丙镇",
        "复议纠错率",
        "9.1%（2/22）",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    assert!(page.find("某县甲镇人民政府") < page.find("某县乙镇人民政府"), "in the office's order");
    assert!(folder.path().join("汇总.docx").exists() && folder.path().join("汇总.xlsx").exists());
    // Shares of one whole stand with bars, once there are two of them to compare; a share alone needs none.
    assert!(!page.contains("class=\"bar\""), "{page}");
    let refused = gongkai(folder.path(), &["report", "今年", "-o", "汇总.csv"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains(".docx、.html、.pdf、.xlsx"), "{}", refused.err);
}

#[test]
fn the_overview_says_who_was_late_and_how_often_reports_went_back_as_far_as_that_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("今年")).unwrap();
    for organ in ["甲镇", "乙镇"] {
        let row = |count: u32| format!("[{count}, 0, 0, 0, 0, 0, {count}]");
        let text = report_of(organ, 2024, 11)
            .replace("\ngranted = [0, 0, 0, 0, 0, 0, 0]", &format!("\ngranted = {}", row(3)))
            .replace("\nnot_held = [0, 0, 0, 0, 0, 0, 0]", &format!("\nnot_held = {}", row(9)))
            .replace("total_processed = [0, 0, 0, 0, 0, 0, 0]", &format!("total_processed = {}", row(12)));
        fs::write(folder.path().join(format!("今年/{organ}.toml")), text).unwrap();
    }
    fs::write(folder.path().join("今年/说明.txt"), "以上为各单位的报告。\n").unwrap();
    let body = |organ: &str, first: &str, back: usize| {
        let event = |state: &str| {
            format!("[[body.event]]\nstate = \"{state}\"\nby = \"张三\"\nat = \"{first}T09:00:00+08:00\"\n")
        };
        let history = format!("{}{}", event("待审"), event("已退回").repeat(back));
        format!(
            "[[body]]\norgan = \"{organ}\"\nyear = 2024\nstate = \"已退回\"\n[[body.submission]]\nfile = \"a\"\ndigest = \"a\"\nat = \"{first}T09:00:00+08:00\"\n{history}"
        )
    };
    let state = format!("{}{}", body("甲镇", "2025-01-31", 1), body("乙镇", "2025-02-01", 2));
    fs::write(folder.path().join("状态.toml"), state).unwrap();
    fs::write(folder.path().join("名单.txt"), "甲镇\n乙镇\n丙镇\n").unwrap();
    let report = |more: &[&str]| {
        let args = ["report", "今年", "--expect", "名单.txt", "-o", "汇总.html", "-o", "汇总.xlsx", "--force"];
        gongkai(folder.path(), &[&args[..], more].concat())
    };
    let ran = report(&["--track", "状态.toml", "--deadline", "2025-01-31"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("不是报告，跳过: 说明.txt"), "{}", ran.err);
    let page = fs::read_to_string(folder.path().join("汇总.html")).unwrap();
    for said in [
        "报送期限 2025-01-31，按时 1 个单位，逾期 1 个：乙镇（2025-02-01）；没有收到时间的 1 个。",
        "退改过 2 个单位，共 3 次；现在已退回 2 个。",
        "25.0%（6/24）",
        "class=\"bar\"",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    // Nothing is said of it where nothing is known of it.
    assert_eq!(report(&[]).status, 0);
    assert!(!fs::read_to_string(folder.path().join("汇总.html")).unwrap().contains("报送期限"));
    let gone = report(&["--track", "没有.toml"]);
    assert!(gone.status == 2 && gone.err.contains("没有这个文件"), "{}", gone.err);
    // What adds up passes the note over as what checks and tells does.
    let sum = ["consolidate", "今年", "--organ", "某县人民政府", "--level", "county", "-o", "汇总.toml"];
    let ran = gongkai(folder.path(), &sum);
    assert!(ran.status == 0 && ran.err.contains("不是报告，跳过: 说明.txt"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_one_of_a_bodys_files_still_shows_is_not_mended_by_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("各乡镇");
    fs::create_dir(&all).unwrap();
    // Two townships of one name in two districts, or one that filed twice: the desk cannot know.
    fs::write(all.join("1.toml"), report_of("城关镇人民政府", 2023, 12)).unwrap();
    fs::write(all.join("2.toml"), report_of("城关镇人民政府", 2023, 11)).unwrap();
    let args = ["check", "各乡镇", "--track", "各乡镇/状态.toml", "--by", "张三", "--return", "各乡镇/退改"];
    for _ in 0..2 {
        let ran = gongkai(folder.path(), &args);
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.out.contains("收到报告 2 份"), "what the desk keeps in the folder is no report: {}", ran.out);
        let state = gongkai(folder.path(), &["review", "各乡镇/状态.toml"]).out;
        assert!(state.contains("报送 2 次，未改 1，已改 0，已接受 0"), "{state}");
    }
}
