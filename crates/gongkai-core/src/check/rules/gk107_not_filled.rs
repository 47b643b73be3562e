//! GK107 not-filled: a value cell holds a number; what has none is reported once for each connected area.

use crate::Cell;
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::{FormCell, TableKey};

/// The rule.
#[derive(Debug)]
pub struct NotFilled;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(107),
    name: "not-filled",
    title: ("应填未填", "cells without a number"),
    basis: Basis::Practice,
    clause: (
        "实务通常：没有发生的填 0，不留空白、不画横线",
        "usual practice: what did not occur is entered as 0, not left blank and not dashed out",
    ),
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
            while let Some(start) = unfilled.first().copied() {
                let area = take_area(&mut unfilled, start);
                verdict.assessed += area.len() - 1;
                verdict.fails(finding(subject, &area));
            }
        }
        Ok(verdict)
    }
}

/// Takes the cells that hang together with a cell, side by side or one above the other, in the order of the form.
fn take_area<'f>(unfilled: &mut Vec<&'f FormCell>, start: &'f FormCell) -> Vec<&'f FormCell> {
    let mut area: Vec<&FormCell> = Vec::new();
    let mut waiting = vec![start];
    while let Some(cell) = waiting.pop() {
        area.push(cell);
        unfilled.retain(|other| other.key != cell.key);
        let touches = |other: &&&FormCell| other.row.abs_diff(cell.row) + other.column.abs_diff(cell.column) == 1;
        let next: Vec<&FormCell> = unfilled.iter().filter(touches).copied().collect();
        unfilled.retain(|other| next.iter().all(|cell| cell.key != other.key));
        waiting.extend(next);
    }
    area.sort_by_key(|cell| (cell.row, cell.column));
    area
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

/// Where the area lies: a cell by its name, several by the rows and columns that they reach from and to.
fn place(area: &[&FormCell]) -> (String, String) {
    let [first, .., last] = area else {
        let name = area.first().map(|cell| cell.printed_name()).unwrap_or_default();
        return (name.clone(), name);
    };
    let count = area.len();
    let table = first.key.table;
    let left = area.iter().min_by_key(|cell| cell.column).unwrap_or(first);
    let right = area.iter().max_by_key(|cell| cell.column).unwrap_or(last);
    let label = |path: &[&'static str]| path.last().copied().unwrap_or_default();
    let between =
        |from: &str, to: &str| if from == to { format!("“{from}”") } else { format!("“{from}”至“{to}”") };
    let columns = match table {
        TableKey::Disputes => between(&left.column_path.join("·"), &right.column_path.join("·")),
        _ => between(label(&left.column_path), label(&right.column_path)),
    };
    let rows = match table {
        TableKey::Disputes => String::new(),
        _ => format!("{}行", between(label(&first.row_path), label(&last.row_path))),
    };
    let zh = format!("{}{rows}{columns}列共 {count} 格", table.printed());
    (zh.clone(), format!("{count} cells, {zh},"))
}

/// What the area holds instead, and how often.
fn contents(subject: &Subject<'_>, area: &[&FormCell]) -> (String, String) {
    let mut kinds: Vec<(String, String, usize)> = Vec::new();
    for cell in area {
        let (zh, en) = match subject.report.cell(cell.key) {
            Some(Cell::Blank) | None => ("空白".to_owned(), "blank".to_owned()),
            Some(other) => (format!("“{}”", other.printed()), format!("“{}”", other.printed())),
        };
        match kinds.iter_mut().find(|(known, ..)| *known == zh) {
            Some((.., count)) => *count += 1,
            None => kinds.push((zh, en, 1)),
        }
    }
    let counted = |text: &str, count: usize| if area.len() == 1 { text.to_owned() } else { format!("{text} {count}") };
    let zh: Vec<String> = kinds.iter().map(|(zh, _, count)| counted(zh, *count)).collect();
    let en: Vec<String> = kinds.iter().map(|(_, en, count)| counted(en, *count)).collect();
    (zh.join("、"), en.join(", "))
}
