//! What a report and its receipt state is the same after it went out as JSON and came back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai::check::{Subject, check};
use gongkai::{Format, ReadOptions};
use gongkai_wire::{Provenance, Receipt, Report};

fn there_and_back(reading: &gongkai::Reading) -> gongkai::Reading {
    let report = serde_json::to_string(&Report::from(&reading.report)).unwrap();
    let report: Report = serde_json::from_str(&report).unwrap();
    let receipt = serde_json::to_string(&Receipt::from(reading)).unwrap();
    let receipt: Receipt = serde_json::from_str(&receipt).unwrap();
    let provenance = serde_json::to_string(&Provenance::from(&reading.provenance)).unwrap();
    let provenance: Provenance = serde_json::from_str(&provenance).unwrap();
    gongkai::Reading::new(
        (&report).try_into().unwrap(),
        (&receipt).try_into().unwrap(),
        (&provenance).try_into().unwrap(),
    )
}

fn read(text: &str, format: Format) -> gongkai::Reading {
    gongkai::read(text.as_bytes(), format, &ReadOptions::default()).unwrap()
}

const FILE: &str = r#"
title = "青河县民政局2024年政府信息公开工作年度报告"
published = 2025-01-20
year = 2024
preamble = ["根据《条例》编制。"]
overview = ["主动公开信息12条。", ["详见", { text = "附件", link = "https://a.example", bold = true }, "H", { text = "2", lowered = true }, "O。"]]
other_matters = ["本年度未收取信息处理费。", { heading = "七、下一步", level = 1 }, { table = [[{ text = "渠道", columns = 2 }], ["网站", "8"]] }]
signature = { organ = "青河县民政局", date = "2025年1月20日" }
[organ]
name = "青河县民政局"
level = "county_department"
[disclosure]
edition = "2019"
narrative = ["表前。", { table = "disclosure" }, "表后。"]
licenses = { decisions = "4（含变更1件）", change = "-2" }
penalties = { decisions = "" }
compulsory_measures = { decisions = "—" }
government_procurement = { projects = 1, amount = 12.50 }
[applications]
received = ["1,203", 1, 0, "０", 0, "/", 4]
[disputes]
reconsideration = { upheld = "不适用", total = 12345678901234567890 }
"#;

#[test]
fn a_report_with_everything_is_the_same() {
    let reading = read(FILE, Format::Toml);
    assert!(reading.report.cells().count() > 10, "{:?}", reading.report);
    assert_eq!(there_and_back(&reading), reading);
}

#[test]
fn a_report_that_was_recognized_is_checked_the_same() {
    let heads = "<td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td>";
    let values = "<td>3</td><td>0</td><td>0</td><td></td><td>0</td><td>0</td><td>4</td>";
    let text = format!(
        "<h1>青河县民政局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>收到申请3件。</p>\
         <p>三、收到和处理政府信息公开申请情况</p><table><tr><td>申请人情况</td>{heads}</tr>\
         <tr><td>一、本年新收政府信息公开申请数</td>{values}</tr></table>\
         <table><tr><td>渠道</td></tr><tr><td>网站</td></tr></table><p><img src=a.png></p>"
    );
    let reading = read(&text, Format::Html);
    let back = there_and_back(&reading);
    assert_eq!(back, reading);
    assert_eq!(check(&Subject::of_reading(&back)), check(&Subject::of_reading(&reading)));
}

#[test]
fn what_no_report_can_have_is_named() {
    for (json, part) in [
        (r#"{"cells": {"applications.recieved.total": "1"}}"#, "applications.recieved.total"),
        (r#"{"year": 12}"#, "year"),
        (r#"{"published": "昨天"}"#, "published"),
        (r#"{"organ": {"name": "", "level": "village"}}"#, "organ.level"),
        (r#"{"editions": {"disputes": "2020"}}"#, "editions"),
        (r#"{"sections": {"problems": [{"heading": "一", "level": 9}]}}"#, "problems"),
        (
            r#"{"sections": {"problems": [{"table": {"rows": 1, "columns": 1, "cells": [{"row": 3, "column": 0, "text": ""}]}}]}}"#,
            "problems",
        ),
    ] {
        let report: Report = serde_json::from_str(json).unwrap();
        let error = gongkai::Report::try_from(&report).unwrap_err();
        assert_eq!(error.part, part, "{error}");
        assert!(!error.message.zh.is_empty() && !error.message.en.is_empty(), "{error}");
    }
    assert!(serde_json::from_str::<Report>(r#"{"yaer": 2024}"#).is_err());
}
