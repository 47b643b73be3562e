//! GK501 roll-up: a consolidated cell is the own 本级 plus every subordinate.

use super::children;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::check::{Child, Sides};
use crate::form::FormCell;
use crate::{Cell, Number};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct RollUp;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(501),
    name: "roll-up",
    title: ("汇总数等于各单位之和", "consolidated cells add up"),
    basis: Basis::Practice,
    clause: (
        "实务通常：汇总报告每格等于本级与各下级单位报告之和",
        "usual practice: each cell of a consolidated report is the sum of the organ's own and its subordinates' reports",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "汇总报告的每一格 = 本级报告与所有下级单位报告对应格之和。",
            "Every cell of a consolidated report is the sum of the own report and those of all subordinates.",
        ),
        why: (
            "汇总数与各单位公开的报告对不上，社会公众一加便知。",
            "Anybody can add up the published reports and see that the consolidated one does not agree.",
        ),
        example: (
            "汇总行政许可 550，各单位之和 548。",
            "550 licences in the consolidated report, 548 in the others together.",
        ),
        limits: (
            "年度不对、重复报送而数字不同、与汇总机关同名的报告不计入，与汇总时一致；下级报告有单元格没有数字的不判断；从名称看有别的县区的报告混在里面的，也不判断（见 GK502）。",
            "Reports of another year, of a body that filed twice and differently, and of the organ itself do not count, as when they are added up. Not judged where a cell of a subordinate report holds no number, or where by their names some are of another county (see GK502).",
        ),
        mend: (
            "查找漏报、重报或报后修改的单位；本级自身的报告也要放入下级报告之列。",
            "Look for reports that are missing, twice or changed later; the own report must be among those added up.",
        ),
    },
};

impl Rule for RollUp {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let children = children::of(subject)?;
        if let Some(reason) = subject.children_of_another_body() {
            return Err(reason);
        }
        let intake = children::intake(subject, children);
        let counted: Vec<&Child> =
            children.iter().enumerate().filter(|(index, _)| intake.counts(*index)).map(|(_, child)| child).collect();
        let mut verdict = Verdict::default();
        for cell in subject.report.form_cells() {
            let Some(stated) = subject.report.cell(cell.key).and_then(Cell::number) else {
                verdict
                    .skip(Text::new("汇总报告的单元格没有数字", "the cell of the consolidated report holds no number"));
                continue;
            };
            let parts = match add_up(cell, &counted) {
                Ok(parts) => parts,
                Err(reason) => {
                    verdict.skip(reason);
                    continue;
                }
            };
            let sides = Sides::new(stated, parts.sum);
            match sides {
                Some(sides) if sides.difference.is_zero() => verdict.holds(),
                Some(sides) => verdict.fails(finding(subject, cell, sides, &parts, children.len() - counted.len())),
                None => verdict.skip(Text::new("数字过大，无法相减", "the numbers are too large to subtract")),
            }
        }
        Ok(verdict)
    }
}

/// How many members a finding lists.
const LISTED: usize = 10;

/// What the members state of a cell.
struct Parts<'a> {
    sum: Number,
    of: Vec<(&'a str, Number)>,
    blank: usize,
}

/// Blank cells and dashes add nothing; a cell that was not read, or holds text or a unit of its own, leaves it open.
fn add_up<'a>(cell: &FormCell, children: &[&'a Child]) -> Result<Parts<'a>, Text> {
    let mut parts = Parts { sum: Number::ZERO, of: Vec::new(), blank: 0 };
    for child in children {
        let unknown = |zh: &str, en: &str| Text::new(format!("{}：{zh}", child.name), format!("{}: {en}", child.name));
        match child.report.cell(cell.key) {
            None => return Err(unknown("有单元格未读到", "a cell was not read")),
            Some(Cell::Text(_)) => return Err(unknown("有单元格填的是文字", "a cell holds text")),
            Some(published @ Cell::Number(_)) => {
                let unit = published.note().is_some_and(|note| note.starts_with(['元', '亿']));
                if unit && !cell.kind.is_count() {
                    return Err(unknown("有金额自带单位", "an amount carries a unit of its own"));
                }
                let number = published.number().unwrap_or_default();
                let too_large = || unknown("数字过大，无法相加", "the numbers are too large to add");
                parts.sum = parts.sum.checked_add(number).ok_or_else(too_large)?;
                if !number.is_zero() {
                    parts.of.push((&child.name, number));
                }
            }
            Some(_) => parts.blank += 1,
        }
    }
    Ok(parts)
}

fn finding(subject: &Subject<'_>, cell: &FormCell, sides: Sides, parts: &Parts<'_>, aside: usize) -> Finding {
    let related = subject.related(cell.key);
    let (left, right, difference) = (sides.left, sides.right, sides.difference);
    let message = Text::new(
        format!("{}汇总填 {left}，各单位之和为 {right}，相差 {difference}", related.name),
        format!(
            "{}: {left} in the consolidated report, {right} in the others together, difference {difference}",
            related.english
        ),
    );
    let mut listed: Vec<String> =
        parts.of.iter().take(LISTED).map(|(name, number)| format!("{name} {number}")).collect();
    let more = parts.of.len().saturating_sub(LISTED);
    if more > 0 {
        listed.push(format!("… +{more}"));
    }
    if parts.of.is_empty() {
        listed.push("0".to_owned());
    }
    let mut finding = Finding::new(&INFO, message)
        .with_cells(vec![related])
        .with_sides(Some(sides))
        .compared_with(&right.to_string())
        .with_help(INFO.mend_text())
        .with_note(Text::new(format!("各单位：{}", listed.join("、")), format!("the others: {}", listed.join(", "))));
    if parts.blank > 0 {
        finding = finding.with_note(Text::new(
            format!("{} 个单位此格没有数字，未计入", parts.blank),
            format!("{} reports have no number here and add nothing", parts.blank),
        ));
    }
    if aside > 0 {
        finding = finding.with_note(Text::new(
            format!("{aside} 份报告没有计入：年度不对、同一单位重复报送、与汇总机关同名，或不归本机关汇总（见 GK502）"),
            format!("{aside} reports are not counted: of another year, filed twice, of the organ itself or of others (see GK502)"),
        ));
    }
    finding
}
