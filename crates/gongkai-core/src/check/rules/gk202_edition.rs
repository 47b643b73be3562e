//! GK202 edition: the tables are those of the edition that governs the year; each table judged on its own.

use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::{CellKey, Edition, TableForm, TableKey};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct EditionOfYear;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(202),
    name: "edition",
    title: ("表格版本与年度相符", "the edition of the tables"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号（2021年度起）；国办公开办函〔2019〕60号（2019、2020年度）",
        "“国办公开办函〔2021〕30号” (reports for 2021 onward); “国办公开办函〔2019〕60号” (reports for 2019 and 2020)",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "报告各表应采用本年度适用的格式：2021 年度起用 2021 年版，2019、2020 年度用 2019 年版；逐表判断。",
            "Each table follows the edition that governs the year: that of 2021 from 2021 onward, that of 2019 for 2019 and 2020.",
        ),
        why: (
            "沿用旧表会缺行缺列，例如 2019 年版表三“（六）其他处理”只有一行。",
            "An old table lacks rows and columns: in that of 2019, “（六）其他处理” of table three is one row.",
        ),
        example: ("2023 年度报告的表三仍是 23 行的旧表。", "A report for 2023 with the old table three of 23 rows."),
        limits: ("只看表格的行列，不看口径。", "Only rows and columns, not how things were counted."),
        mend: (
            "换用本年度适用的表格，把数据逐格填入；新增的行没有发生的填 0。",
            "Use the table of the right edition and enter the figures cell by cell.",
        ),
    },
};

impl Rule for EditionOfYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let report = subject.report;
        let Some(year) = report.year else {
            return Err(Text::new("不知道报告年度", "the year of the report is not known"));
        };
        if !Edition::has_begun(year) {
            return Err(Text::new(
                format!("{year}年度没有统一的表格格式"),
                format!("no common tables governed the reports for {year}"),
            ));
        }
        let governing = Edition::governing(year);
        let mut verdict = Verdict::default();
        for table in TableKey::ALL {
            let (used, wanted) = (report.table_form(table), governing.form().table(table));
            if !report.cells().any(|(key, _)| key.table() == table) {
                let (zh, en) = (table.printed(), table.in_english());
                verdict.skip(Text::new(format!("{zh}未读到"), format!("{en} was not read")));
            } else if used.grid == wanted.grid {
                // Also where both editions print the table alike, as they do table four.
                verdict.holds();
            } else {
                verdict.fails(finding(subject, used, wanted));
            }
        }
        Ok(verdict)
    }
}

fn finding(subject: &Subject<'_>, used: &TableForm, wanted: &TableForm) -> Finding {
    let table = used.key.printed();
    let (edition, right) = (used.edition, wanted.edition);
    let year = subject.report.year.map(|year| year.to_string()).unwrap_or_default();
    let message = Text::new(
        format!("{table}用的是{edition}年版格式，{year}年度报告应用{right}年版"),
        format!("{} is of the edition of {edition}; a report for {year} uses that of {right}", used.key.in_english()),
    );
    let mut finding = Finding::new(&INFO, message);
    let first = used.cells.iter().map(|cell| cell.key).find(|&key| subject.report.cell(key).is_some());
    finding = finding.at(first.and_then(|key: CellKey| subject.position(key)));
    finding.section = Some(used.key.section());
    let missing = lines_only_in(wanted, used);
    let extra = lines_only_in(used, wanted);
    if !missing.is_empty() {
        finding = finding
            .with_note(Text::new(format!("缺少：{}", missing.join("、")), format!("missing: {}", missing.join(", "))));
    }
    if !extra.is_empty() {
        finding = finding
            .with_note(Text::new(format!("多出：{}", extra.join("、")), format!("not in it: {}", extra.join(", "))));
    }
    finding.with_help(INFO.mend_text())
}

/// The labels of rows and columns that one form has and the other has not, each once.
fn lines_only_in(form: &TableForm, other: &TableForm) -> Vec<String> {
    let labels = |form: &TableForm| -> Vec<&'static str> {
        let paths = form.cells.iter().flat_map(|cell| [cell.row_path.last(), cell.column_path.last()]);
        paths.flatten().copied().collect()
    };
    let known = labels(other);
    let mut only: Vec<String> = Vec::new();
    for label in labels(form) {
        let label_text = format!("“{label}”");
        if !known.contains(&label) && !only.contains(&label_text) {
            only.push(label_text);
        }
    }
    only
}
