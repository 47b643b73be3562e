//! GK110 in-force: 现行有效 is at least 本年制发.

use crate::check::Sides;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::keys::column;
use crate::form::{Edition, TableKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct InForce;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(110),
    name: "in-force",
    title: ("现行有效不少于本年制发", "in force, at least those issued"),
    basis: Basis::Practice,
    clause: (
        "实务通常：本年制发且未废止的文件应计入现行有效件数",
        "usual practice: documents issued this year and not repealed count among those in force",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::Since(Edition::E2021),
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "表二规章、行政规范性文件：现行有效件数 ≥ 本年制发件数。",
            "In table two, “现行有效件数” is at least “本年制发件数”.",
        ),
        why: (
            "本年制发的文件到年底一般仍然有效，现行有效小于制发，多为漏计历年文件。",
            "What was issued during the year is usually still in force at its end; fewer in force than issued mostly means that earlier documents were forgotten.",
        ),
        example: ("行政规范性文件：制发 8，现行有效 5。", "Normative documents: 8 issued, 5 in force."),
        limits: ("不知道当年制发又当年废止的文件。", "It does not know documents issued and repealed in one year."),
        mend: (
            "核对现行有效文件清单；现行有效应包括历年制发、截至 12 月 31 日仍有效的全部文件。",
            "Check the list of documents in force; it includes those of earlier years that are still valid on 31 December.",
        ),
    },
};

impl Rule for InForce {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn applies(&self, subject: &Subject<'_>) -> bool {
        INFO.editions.include(subject.report.edition(TableKey::Disclosure))
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        let report = subject.report;
        for cell in
            report.table_form(TableKey::Disclosure).cells.iter().filter(|cell| cell.key.column() == column::IN_FORCE)
        {
            let issued = cell.key.in_column(column::ISSUED);
            let row = cell.row_path.last().copied().unwrap_or_default();
            let number = |key| report.cell(key).and_then(crate::Cell::number);
            match (number(cell.key), number(issued)) {
                (Some(in_force), Some(issued_count)) if in_force < issued_count => {
                    let message = Text::new(
                        format!(
                            "表二“{row}”现行有效 {in_force} 件，少于本年制发 {issued_count} 件；实务通常不少于制发数"
                        ),
                        format!(
                            "table two, “{row}”: {in_force} in force, fewer than the {issued_count} issued this year"
                        ),
                    );
                    let cells = vec![subject.related(cell.key), subject.related(issued)];
                    verdict.fails(
                        Finding::new(&INFO, message)
                            .with_cells(cells)
                            .with_sides(Sides::new(in_force, issued_count))
                            .with_help(INFO.mend_text()),
                    );
                }
                (Some(_), Some(_)) => verdict.holds(),
                _ => verdict.skip(Text::new(
                    format!("表二“{row}”的制发或现行有效没有数字"),
                    format!("table two, “{row}”: issued or in force holds no number"),
                )),
            }
        }
        Ok(verdict)
    }
}
