//! GK111 rule-making-power: 规章 are 0 for an organ without the power to make them.

use crate::check::{
    Basis, Editions, Finding, Maturity, Related, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::TableKey;
use crate::form::keys::row;
use crate::{Cell, Level, Organ};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct RuleMakingPower;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(111),
    name: "rule-making-power",
    title: ("无规章制定权的机关规章为零", "no regulations without the power to make them"),
    basis: Basis::Law,
    clause: (
        "《立法法》：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定",
        "Legislation Law: “规章” are made by ministries and by the governments of provinces, autonomous regions, municipalities, cities divided into districts and autonomous prefectures",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "没有规章制定权的机关，表二“规章”各格应为 0。",
            "For an organ without the power to make “规章”, that row of table two is 0.",
        ),
        why: (
            "县级及以下机关、地方政府部门和管委会都不能制定规章，填了数多是把规范性文件填错了行。",
            "Counties and below, departments of local governments and administrative committees cannot make “规章”; a number there mostly belongs in the row of normative documents.",
        ),
        example: ("某镇人民政府：规章“现行有效件数”填 7。", "A township with 7 “规章” in force."),
        limits: (
            "按机关名称和层级判断，名称看不出的不判断。",
            "By the organ's name and level; not judged where they do not tell.",
        ),
        mend: (
            "改为 0；若是行政规范性文件，填到下一行。",
            "Enter 0; if they are normative documents, move them to the next row.",
        ),
    },
};

impl Rule for RuleMakingPower {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        let report = subject.report;
        let mut stated = Vec::new();
        for cell in
            report.table_form(TableKey::Disclosure).cells.iter().filter(|cell| cell.key.row() == row::REGULATIONS)
        {
            match report.cell(cell.key).and_then(Cell::number) {
                Some(number) if number.is_zero() => verdict.holds(),
                Some(_) => stated.push(cell.key),
                None => verdict
                    .skip(Text::new("表二“规章”有单元格没有数字", "a cell of “规章” in table two holds no number")),
            }
        }
        if stated.is_empty() {
            return Ok(verdict);
        }
        let organ = &report.organ;
        match has_power(organ) {
            Some(true) => verdict.assessed += stated.len(),
            Some(false) => {
                let cells: Vec<Related> = stated.iter().map(|&key| subject.related(key)).collect();
                let printed = |cell: &Related| cell.printed.clone().unwrap_or_default();
                let zh: Vec<String> = cells.iter().map(|cell| format!("{} {}", cell.name, printed(cell))).collect();
                let en: Vec<String> = cells.iter().map(|cell| format!("{} {}", cell.english, printed(cell))).collect();
                let message = Text::new(
                    format!("{}没有规章制定权，而{}", organ.name, zh.join("、")),
                    format!("“{}” has no power to make “规章”, yet {}", organ.name, en.join("; ")),
                );
                verdict.fails(Finding::new(&INFO, message).with_cells(cells).with_help(INFO.mend_text()));
            }
            None => verdict.skip(Text::new(
                "不能确定报告机关有无规章制定权（报告中没有机关层级）",
                "it is not certain whether the organ may make “规章”: its level is not known",
            )),
        }
        Ok(verdict)
    }
}

/// Whether an organ may make 规章, where its level or its name leaves no doubt.
fn has_power(organ: &Organ) -> Option<bool> {
    let name = organ.name.trim();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if ends(&["管委会", "管理委员会", "街道办事处"]) {
        return Some(false);
    }
    // The office of a government publishes the government's own report, whose power it then shares.
    let office = ends(&["办公厅", "办公室", "政府办"]);
    match organ.level {
        Some(Level::Township | Level::CountyDepartment | Level::County) => return Some(false),
        Some(Level::PrefectureDepartment | Level::ProvincialDepartment) if !office => return Some(false),
        Some(Level::Prefecture | Level::Province | Level::Ministry) => return Some(true),
        _ => {}
    }
    if has(&["自治区人民政府", "自治州人民政府", "省人民政府"]) && ends(&["人民政府"]) {
        return Some(true);
    }
    let below = ["县", "自治县", "旗", "乡", "镇"];
    let government_below = below.iter().any(|place| {
        let government = format!("{place}人民政府");
        name.ends_with(&government) || name.ends_with(&format!("{government}办公室"))
    });
    let district = ends(&["区人民政府", "区人民政府办公室"]) && !has(&["自治区人民政府", "特别行政区"]);
    if government_below || district {
        return Some(false);
    }
    let department = ends(&["局", "厅", "委员会"]) && !office;
    (department && has(&["省", "市", "县", "区", "州", "旗"]) && !name.starts_with("国家")).then_some(false)
}
