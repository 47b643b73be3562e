//! GK107 not-filled: a value cell holds a number; what has none is reported once for each connected area.

use super::area::{areas, counted, place};
use crate::Cell;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::FormCell;
use crate::form::TableKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct NotFilled;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(107),
    name: "not-filled",
    title: ("应填未填", "cells without a number"),
    basis: Basis::Practice,
    clause: (
        "实务通常：没有发生的填 0，不留空白、不画横线",
        "usual practice: what did not occur is entered as 0, not left blank and not dashed out",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "表格中的数据单元格应填数字；空白、横线或文字按相连的区域合并提示，一片一条。",
            "Every value cell holds a number; blanks, dashes and text are reported once for each connected area.",
        ),
        why: (
            "空白与 0 含义不同：空白可能是漏填，汇总时也无法相加。程序不会把空白当作 0。",
            "A blank is not 0: it may have been forgotten, and it cannot be added up. The program never takes it for 0.",
        ),
        example: ("表三“商业企业”一列全部空白。", "The whole column “商业企业” of table three is blank."),
        limits: (
            "只看有没有数字，不知道空白是漏填还是没有发生。",
            "Only that there is no number, not whether one was forgotten.",
        ),
        mend: ("没有发生的填 0；不知道的补查后填写。", "Enter 0 where there is none; find out what is not known."),
    },
};

impl Rule for NotFilled {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        for form in subject.report.table_forms() {
            let mut unfilled: Vec<&FormCell> = Vec::new();
            for cell in &form.cells {
                match subject.report.cell(cell.key) {
                    Some(Cell::Number(_)) => verdict.holds(),
                    Some(_) => unfilled.push(cell),
                    None => verdict.skip(Text::new("单元格未读到", "the cell was not read")),
                }
            }
            if unfilled.len() == form.cells.len() {
                // A table without any number is said as a whole, by a rule of its own.
                let table =
                    |name: fn(TableKey) -> &'static str| unfilled.first().map_or("", |cell| name(cell.key.table()));
                let (printed, english) = (table(TableKey::printed), table(TableKey::in_english));
                verdict.skip(Text::new(
                    format!("{printed}整张没有数字，见 GK112"),
                    format!("{english} has no number at all, see GK112"),
                ));
                continue;
            }
            for area in areas(unfilled) {
                verdict.assessed += area.len() - 1;
                verdict.fails(finding(subject, &area));
            }
        }
        Ok(verdict)
    }
}

fn finding(subject: &Subject<'_>, area: &[&FormCell]) -> Finding {
    let cells: Vec<_> = area.iter().map(|cell| subject.related(cell.key)).collect();
    let (zh, en) = contents(subject, area);
    let (place_zh, place_en) = place(area);
    let message = Text::new(
        format!("{place_zh}没有数字（{zh}）；实务通常没有发生的填 0"),
        format!("{place_en} without a number ({en}); in practice 0 is entered where there is none"),
    );
    Finding::new(&INFO, message).with_cells(cells).with_help(INFO.mend_text())
}

/// What cells hold instead of numbers, and how often.
pub(super) fn contents(subject: &Subject<'_>, cells: &[&FormCell]) -> (String, String) {
    let said = |blank: &str| {
        let one = |cell: &&FormCell| match subject.report.cell(cell.key) {
            Some(Cell::Blank) | None => blank.to_owned(),
            Some(other) => format!("“{}”", other.printed()),
        };
        cells.iter().map(one).collect::<Vec<String>>()
    };
    (counted(said("空白"), "、"), counted(said("blank"), ", "))
}
