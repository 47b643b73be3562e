//! GK109 note-in-cell: a value cell holds only the number.

use crate::Cell;
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::CellKind;

/// The rule.
#[derive(Debug)]
pub struct NoteInCell;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(109),
    name: "note-in-cell",
    title: ("单元格内带注释", "notes inside cells"),
    basis: Basis::Practice,
    clause: (
        "实务通常：数据单元格只填数字，说明写入正文",
        "usual practice: a value cell holds the number alone; explanations belong in the text",
    ),
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: ("数据单元格只填数字，不带注释和单位。", "A value cell holds just the number, without a note or a unit."),
        why: (
            "注释和单位会妨碍汇总软件读数，也常使读者误以为是另一个数。",
            "Notes and units keep other software from reading the number, and readers may take them for another one.",
        ),
        example: ("“22（其中修订16件）”。", "The cell holds 22（其中修订16件）."),
        mend: (
            "单元格只留数字，说明写入“一、总体情况”。",
            "Leave the number in the cell and move the note to section 一.",
        ),
    },
};

impl Rule for NoteInCell {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        for cell in subject.report.form_cells() {
            let Some(published) = subject.report.cell(cell.key) else {
                verdict.skip(Text::new("单元格未读到", "the cell was not read"));
                continue;
            };
            let unit_is_missing = cell.kind == CellKind::AmountUnitNotPrinted;
            match published.note() {
                // Where the form prints no unit, the cell has to say it.
                Some("元" | "万元" | "亿元") if unit_is_missing => verdict.holds(),
                Some(note) => {
                    let related = subject.related(cell.key);
                    let number = published.number().unwrap_or_default();
                    let message = Text::new(
                        format!("{}在数字 {number} 之外写有“{note}”；实务通常只填数字", related.name),
                        format!(
                            "{} has “{note}” beside the number {number}; in practice it holds just the number",
                            related.name
                        ),
                    );
                    verdict.fails(Finding::new(&INFO, message).with_cells(vec![related]).with_help(INFO.mend_text()));
                }
                None if matches!(published, Cell::Number(_)) => verdict.holds(),
                None => verdict.skip(Text::new("单元格未填数字", "the cell holds no number")),
            }
        }
        Ok(verdict)
    }
}
