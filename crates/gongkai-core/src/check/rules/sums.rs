//! What the rules over sums share: the equations of the report's own forms, assessed with their unread and blank cells.

use crate::check::sums::{self, Gap, Standing};
use crate::check::{Finding, RuleInfo, Sides, Subject, Text, Verdict};
use crate::form::{CellKey, EquationId, Sum, TableKey};
use crate::{Cell, Number, Report};

/// How many cells a reason names before it only counts them.
const NAMED: usize = 3;

/// Assesses every sum of an equation in the forms that the report uses; `describe` words a finding from the name of
/// the sum's line and both sides.
pub(super) fn assess(
    subject: &Subject<'_>,
    equation: EquationId,
    info: &RuleInfo,
    describe: impl Fn(&Line, Sides) -> Text,
) -> Verdict {
    let mut verdict = Verdict::default();
    for sum in sums::of_report(subject.report).filter(|sum| sum.equation == equation) {
        match sums::standing(subject.report, sum) {
            Standing::Holds => verdict.holds(),
            Standing::Fails(sides) => {
                let line = Line::of(subject.report, sum);
                let cells = sum.terms().map(|(key, _)| subject.related(key)).collect();
                let mut finding = Finding::new(info, describe(&line, sides)).with_cells(cells).with_sides(Some(sides));
                finding.help = help(subject.report, sum, sides).or_else(|| Some(info.mend_text()));
                verdict.fails(finding);
            }
            Standing::Open(gap) => verdict.skip(reason(subject.report, sum, &gap)),
            Standing::TooLarge => {
                let line = Line::of(subject.report, sum);
                verdict.skip(Text::new(
                    format!("{}数字过大，无法相加", line.zh),
                    format!("{}: the numbers are too large to add", line.en),
                ));
            }
        }
    }
    verdict
}

/// The printed column, row or group that a sum runs along.
pub(super) struct Line {
    /// `表三“自然人”列`
    pub(super) zh: String,
    /// `table three, column “自然人”`
    pub(super) en: String,
}

impl Line {
    fn of(report: &Report, sum: &Sum) -> Self {
        let cell = sum.left.first().and_then(|&key| report.form_cell(key));
        let last = |path: Option<&[&'static str]>| path.and_then(<[_]>::last).copied().unwrap_or(sum.line);
        match sum.equation {
            EquationId::Balance | EquationId::Outcomes => {
                let label = last(cell.map(|cell| cell.column_path.as_slice()));
                Self { zh: format!("表三“{label}”列"), en: format!("table three, column “{label}”") }
            }
            EquationId::Applicants => {
                let label = last(cell.map(|cell| cell.row_path.as_slice()));
                Self { zh: format!("表三“{label}”行"), en: format!("table three, row “{label}”") }
            }
            EquationId::Disputes => {
                let group = cell.and_then(|cell| cell.column_path.split_last()).map(|(_, group)| group);
                let label = last(group);
                Self { zh: format!("表四“{label}”"), en: format!("table four, “{label}”") }
            }
        }
    }
}

/// How to mend a failing sum: the total that the parts make, when nothing else contradicts it.
fn help(report: &Report, sum: &Sum, sides: Sides) -> Option<Text> {
    let total = sum.total()?;
    let wanted = sums::wanted_total(report, sum)?;
    let printed = report.cell(total).map(Cell::printed).unwrap_or_default();
    if fits(report, total, sum, wanted) {
        return Some(Text::new(
            format!("各项无误时，总计应为 {wanted}（现填 {printed}）"),
            format!("if the parts are right, the total should be {wanted} (stated: {printed})"),
        ));
    }
    Some(Text::new(
        format!("总计 {printed} 同时受其他勾稽关系约束，改为 {} 会使别处不平；先核对各项，参看诊断", sides.right),
        format!(
            "the total {printed} takes part in other sums, which would fail with {}; check the parts first, see the diagnosis",
            sides.right
        ),
    ))
}

/// Whether a total may take another value as far as the other sums that it is in can tell.
fn fits(report: &Report, total: CellKey, failing: &Sum, value: Number) -> bool {
    let mut mended = report.clone();
    mended.set(total, Cell::from(value));
    sums::of_report(report)
        .filter(|&sum| sum != failing && sum.terms().any(|(key, _)| key == total))
        .all(|sum| matches!(sums::standing(&mended, sum), Standing::Holds | Standing::Open(_)))
}

/// Why a sum cannot be assessed: which cells are missing and what the known ones add up to.
fn reason(report: &Report, sum: &Sum, gap: &Gap) -> Text {
    let line = Line::of(report, sum);
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if gap.known == 0 && gap.unread.is_empty() {
        zh.push("整列（行）未填数字".to_owned());
        en.push("no cell holds a number".to_owned());
    } else if gap.known == 0 && gap.open.is_empty() {
        zh.push("整列（行）未读到".to_owned());
        en.push("no cell was read".to_owned());
    } else {
        if !gap.unread.is_empty() {
            let names = names(report, sum, &gap.unread);
            zh.push(format!("未读到{}", names.zh));
            en.push(format!("not read: {}", names.en));
        }
        if !gap.open.is_empty() {
            let names = names(report, sum, &gap.open);
            zh.push(format!("{}未填数字", names.zh));
            en.push(format!("no number in {}", names.en));
        }
        let (left, right, difference) = (gap.sides.left, gap.sides.right, gap.sides.difference);
        if sum.total().is_some_and(|total| gap.open.contains(&total) || gap.unread.contains(&total)) {
            zh.push(format!("已填各项合计 {right}"));
            en.push(format!("the known parts add up to {right}"));
        } else if difference.is_zero() {
            zh.push(format!("已填数字两边都是 {left}"));
            en.push(format!("the known figures make {left} on both sides"));
        } else {
            zh.push(format!("已填数字左边 {left}、右边 {right}，相差 {difference}"));
            en.push(format!("the known figures make {left} and {right}, difference {difference}"));
        }
    }
    Text::new(format!("{}：{}", line.zh, zh.join("；")), format!("{}: {}", line.en, en.join("; ")))
}

/// The cells by the label that tells them apart within their sum.
fn names(report: &Report, sum: &Sum, keys: &[CellKey]) -> Text {
    let label = |key: &CellKey| {
        let Some(cell) = report.form_cell(*key) else { return key.to_string() };
        let along_column = sum.equation != EquationId::Applicants && key.table() == TableKey::Applications;
        let path = if along_column { &cell.row_path } else { &cell.column_path };
        format!("“{}”", path.last().copied().unwrap_or_default())
    };
    let listed: Vec<String> = keys.iter().take(NAMED).map(label).collect();
    let more = keys.len().saturating_sub(NAMED);
    let mut zh = listed.concat();
    let mut en = listed.join(", ");
    if more > 0 {
        zh.push_str(&format!("等 {} 格", keys.len()));
        en.push_str(&format!(" and {more} more"));
    }
    Text::new(zh, en)
}
