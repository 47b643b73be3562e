//! GK109 note-in-cell: a value cell holds only the number.

use super::area::{areas, counted, place};
use crate::Cell;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::{CellKind, FormCell};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct NoteInCell;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(109),
    name: "note-in-cell",
    title: ("单元格内带注释", "notes inside cells"),
    basis: Basis::Practice,
    clause: (
        "实务通常：数据单元格只填数字，说明写入正文",
        "usual practice: a value cell holds the number alone; explanations belong in the text",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "数据单元格只填数字，不带注释和单位；相连的单元格合并提示，一片一条。",
            "A value cell holds just the number, without a note or a unit; cells that hang together are reported once.",
        ),
        why: (
            "注释和单位会妨碍汇总软件读数，也常使读者误以为是另一个数。",
            "Notes and units keep other software from reading the number, and readers may take them for another one.",
        ),
        example: ("“22（其中修订16件）”。", "The cell holds “22（其中修订16件）”."),
        limits: ("看不出注释本身对不对。", "Not whether the note is right."),
        mend: (
            "单元格只留数字，说明写入“一、总体情况”。",
            "Leave the number in the cell and move the note to section one.",
        ),
    },
};

impl Rule for NoteInCell {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        for form in subject.report.table_forms() {
            let mut noted: Vec<&FormCell> = Vec::new();
            for cell in &form.cells {
                match subject.report.cell(cell.key) {
                    None => verdict.skip(Text::new("单元格未读到", "the cell was not read")),
                    Some(published) if note(cell, published).is_some() => noted.push(cell),
                    Some(Cell::Number(_)) => verdict.holds(),
                    Some(_) => verdict.skip(Text::new("单元格未填数字", "the cell holds no number")),
                }
            }
            for area in areas(noted) {
                verdict.assessed += area.len() - 1;
                verdict.fails(finding(subject, &area));
            }
        }
        Ok(verdict)
    }
}

/// What a cell holds beside its number that does not belong there.
fn note<'c>(cell: &FormCell, published: &'c Cell) -> Option<&'c str> {
    // Where the form prints no unit, the cell has to say it.
    let unit_is_missing = cell.kind == CellKind::AmountUnitNotPrinted;
    // “增3” is a change, and no count.
    if let Some(sign) = published.worded_sign().filter(|_| cell.kind != CellKind::SignedCount) {
        return Some(sign);
    }
    published.note().filter(|note| !(unit_is_missing && matches!(*note, "元" | "万元" | "亿元")))
}

fn finding(subject: &Subject<'_>, area: &[&FormCell]) -> Finding {
    let (place_zh, place_en) = place(area);
    let published = |cell: &&FormCell| subject.report.cell(cell.key);
    let message = match area {
        [cell] => {
            let note = published(cell).and_then(|published| note(cell, published)).unwrap_or_default();
            let number = published(cell).and_then(Cell::number).unwrap_or_default();
            Text::new(
                format!("{place_zh}在数字 {number} 之外写有“{note}”；实务通常只填数字"),
                format!("{place_en} has “{note}” beside the number {number}; in practice it holds just the number"),
            )
        }
        _ => {
            let notes = || {
                let one = |cell: &&FormCell| note(cell, published(cell)?).map(|note| format!("“{note}”"));
                area.iter().filter_map(one).collect::<Vec<String>>()
            };
            Text::new(
                format!("{place_zh}在数字之外写有{}；实务通常只填数字", counted(notes(), "、")),
                format!(
                    "{place_en} have {} beside their numbers; in practice they hold just the numbers",
                    counted(notes(), ", ")
                ),
            )
        }
    };
    let cells = area.iter().map(|cell| subject.related(cell.key)).collect();
    Finding::new(&INFO, message).with_cells(cells).with_help(INFO.mend_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed};
    use crate::{Organ, Report, Year};

    #[test]
    fn a_sign_in_words_belongs_where_a_change_is_stated() {
        let report = |kind: CellKind| {
            let mut report = Report::new(Organ::new("青山镇人民政府"), Year::new(2020).expect("a year"));
            let cells: Vec<&FormCell> = report.form_cells().collect();
            assert!(cells.iter().any(|cell| cell.kind == kind));
            for cell in cells {
                report.set(cell.key, Cell::parse(if cell.kind == kind { "增3" } else { "3" }));
            }
            report
        };
        passed(&NoteInCell, &report(CellKind::SignedCount));
        let findings = failed(&NoteInCell, &report(CellKind::Count));
        assert!(findings.iter().all(|finding| finding.message.zh.contains("“增”")), "{findings:?}");
    }
}
