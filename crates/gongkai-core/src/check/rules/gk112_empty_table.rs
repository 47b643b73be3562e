//! GK112 empty-table: a table holds at least one number.

use super::gk107_not_filled::contents;
use crate::Cell;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::{CellKind, FormCell, TableKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct EmptyTable;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(112),
    name: "empty-table",
    title: ("整张表没有数字", "a table without a number"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：第二、三、四部分按规定的表格逐格报告本年度数据",
        "“国办公开办函〔2021〕30号”: sections two, three and four report the year's figures in the prescribed tables",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号：第二、三、四部分按规定的表格逐格报告本年度数据",
        "“国办公开办函〔2019〕60号”: sections two, three and four report the year's figures in the prescribed tables",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "三张表每张至少有一个数字。全部空白、全部画线或者全部写“无”的表没有报告任何数据；表二只有金额、件数全都没有的，也没有填。有单元格没有读出的表不判断。",
            "Each of the three tables holds a number at least. A table that is all blank, all dashes or all “无” reports nothing, and a table two of which only amounts are entered is not filled in either. A table of which a cell was not read is not judged.",
        ),
        why: (
            "空表不能汇总，也看不出是没有发生还是没有填写；没有填的报告不应当报出。",
            "An empty table cannot be added up, and nobody can tell whether there was nothing or nothing was entered.",
        ),
        example: ("表三 190 格全部空白。", "All 190 cells of table three are blank."),
        limits: (
            "有一个单元格没有读出的表不判断；不看数字对不对。",
            "Not judged where a cell was not read; not whether the figures are right.",
        ),
        mend: (
            "逐格填写本年度数据；没有发生的填 0。",
            "Enter the year's figures cell by cell; enter 0 where there is none.",
        ),
    },
};

impl Rule for EmptyTable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        for table in TableKey::ALL {
            let cells: Vec<&FormCell> = subject.report.table_form(table).cells.iter().collect();
            let (printed, english) = (table.printed(), table.in_english());
            let published = |cell: &&FormCell| subject.report.cell(cell.key);
            // Who knows the amount of the fees need not have filled in the table.
            let number = |cell: &&FormCell| is_count(cell) && matches!(published(cell), Some(Cell::Number(_)));
            if cells.iter().any(number) {
                verdict.holds();
            } else if cells.iter().all(|cell| published(cell).is_none()) {
                verdict.skip(Text::new(format!("{printed}没有读到"), format!("{english} was not read")));
            } else if cells.iter().any(|cell| published(cell).is_none()) {
                verdict.skip(Text::new(
                    format!("{printed}有单元格没有读出，不能说整张没有填"),
                    format!("cells of {english} were not read, so it cannot be called empty"),
                ));
            } else {
                let counts: Vec<&FormCell> = cells.into_iter().filter(is_count).collect();
                verdict.fails(finding(subject, table, &counts));
            }
        }
        Ok(verdict)
    }
}

/// Whether a cell counts something, and states no amount of money.
fn is_count(cell: &&FormCell) -> bool {
    matches!(cell.kind, CellKind::Count | CellKind::SignedCount)
}

fn finding(subject: &Subject<'_>, table: TableKey, cells: &[&FormCell]) -> Finding {
    let (printed, english, count) = (table.printed(), table.in_english(), cells.len());
    let blank = |cell: &&FormCell| matches!(subject.report.cell(cell.key), Some(Cell::Blank));
    let message = if cells.iter().all(blank) {
        Text::new(
            format!("{printed}没有填写：件数 {count} 格全部空白"),
            format!("{english} is not filled in: all of its {count} counts are blank"),
        )
    } else {
        let (zh, en) = contents(subject, cells);
        Text::new(
            format!("{printed}没有一个件数：{count} 格里是 {zh}"),
            format!("{english} has no number: its {count} counts hold {en}"),
        )
    };
    let related = cells.iter().map(|cell| subject.related(cell.key)).collect();
    Finding::new(&INFO, message).with_cells(related).with_help(INFO.mend_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, report, skipped};
    use crate::check::{Status, check};
    use crate::{Cell, Report};

    fn filled(printed: impl Fn(&FormCell) -> Option<&'static str>) -> Report {
        let mut report = report();
        let cells: Vec<&FormCell> = report.form_cells().collect();
        for cell in cells {
            if let Some(printed) = printed(cell) {
                report.set(cell.key, Cell::parse(printed));
            }
        }
        report
    }

    #[test]
    fn a_blank_form_does_not_pass() {
        let report = filled(|_| Some(""));
        let findings = failed(&EmptyTable, &report);
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert_eq!(messages.len(), 3);
        assert!(messages.iter().all(|message| message.contains("没有填写")), "{messages:?}");
        // The same blanks are not said twice.
        let result = check(&Subject::new(&report));
        assert!(result.findings.iter().all(|finding| finding.rule != RuleId::new(107)));
    }

    #[test]
    fn what_the_cells_hold_is_said() {
        let report = filled(|cell| Some(if cell.key.table() == TableKey::Disputes { "无" } else { "0" }));
        let findings = failed(&EmptyTable, &report);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message.zh, "表四没有一个件数：15 格里是 “无” 15");
    }

    #[test]
    fn one_number_is_a_filled_table_and_blank_columns_are_those_of_another_rule() {
        passed(&EmptyTable, &filled(|cell| Some(if cell.key.column() == "business" { "" } else { "0" })));
    }

    #[test]
    fn an_amount_alone_is_no_filled_table() {
        let fee = |cell: &FormCell| cell.key.row() == "administrative_fees";
        let report = filled(|cell| Some(if fee(cell) { "0" } else { "" }));
        let findings = failed(&EmptyTable, &report);
        assert!(findings.iter().any(|one| one.message.zh == "表二没有填写：件数 9 格全部空白"), "{findings:?}");
        passed(&EmptyTable, &filled(|cell| Some(if fee(cell) { "" } else { "0" })));
    }

    #[test]
    fn what_was_not_read_is_not_called_empty() {
        skipped(&EmptyTable, &report());
        let report = filled(|cell| (cell.key.row() != "granted").then_some(""));
        let verdict = EmptyTable.check(&Subject::new(&report));
        let tables: Vec<&str> = verdict.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert!(tables.iter().all(|message| !message.contains("表三")), "{tables:?}");
        let result = check(&Subject::new(&report));
        let outcome = result.outcomes.iter().find(|outcome| outcome.rule == RuleId::new(112)).unwrap();
        assert_eq!(outcome.status, Status::DoesNotHold);
    }
}
