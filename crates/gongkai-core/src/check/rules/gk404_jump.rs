//! GK404 jump: a value changed by more than a set factor against last year.

use super::previous;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::check::{Related, Thresholds};
use crate::form::TableKey;
use crate::{Cell, Number};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Jump;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(404),
    name: "jump",
    title: ("数据大幅变化", "large changes against last year"),
    basis: Basis::Practice,
    clause: (
        "实务通常：与上年相比变化很大的数应核实并在正文说明",
        "usual practice: what changed very much against last year is verified and explained in the text",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "与上年度报告相比变化超过设定倍数（默认 3 倍，且较大的数不小于 20）的数据作出提示。",
            "A value that changed by more than a set factor (3, and the larger one at least 20) is remarked.",
        ),
        why: (
            "大起大落多为填错格或单位不同，也是审核人员会问的问题。",
            "Large changes are mostly wrong cells or units, and reviewers ask about them.",
        ),
        example: ("行政处罚上年 12，本年 1200。", "12 penalties last year, 1,200 this year."),
        limits: ("只看倍数，不知道原因。", "Only by how much, not why."),
        mend: ("核实；属实的在“一、总体情况”说明原因。", "Check it; if it is right, give the reason in section one."),
    },
};

impl Rule for Jump {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let previous = previous::of(subject)?;
        let mut verdict = Verdict::default();
        // One finding for each printed row: the classes of applicants mostly jump together with their total.
        let mut lines: Vec<Line> = Vec::new();
        for cell in subject.report.form_cells() {
            let now = subject.report.cell(cell.key).and_then(Cell::number);
            let before = previous.cell(cell.key).and_then(Cell::number);
            let (Some(now), Some(before)) = (now, before) else {
                verdict.skip(Text::new(
                    "本年或上年的单元格没有数字",
                    "the cell of this year's or last year's report holds no number",
                ));
                continue;
            };
            if !jumps(now, before, subject.thresholds) {
                verdict.holds();
                continue;
            }
            let line = (cell.key.table(), cell.key.row());
            let entry = (subject.related(cell.key), now, before);
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, entries)) => entries.push(entry),
                None => lines.push((line, vec![entry])),
            }
        }
        for (_, entries) in lines {
            verdict.assessed += entries.len() - 1;
            let listed = |name: fn(&Related) -> &str| -> Vec<String> {
                entries.iter().map(|(cell, now, before)| format!("{} {before} → {now}", name(cell))).collect()
            };
            let (listed, in_english) = (listed(|cell| &cell.name), listed(|cell| &cell.english));
            let factor = subject.thresholds.jump_factor;
            let message = Text::new(
                format!("与上年相比变化超过 {factor} 倍：{}；实务通常应核实并说明", listed.join("，")),
                format!("changed by more than a factor of {factor} against last year: {}", in_english.join("; ")),
            );
            let cells = entries.into_iter().map(|(cell, ..)| cell).collect();
            verdict.fails(
                Finding::new(&INFO, message)
                    .with_cells(cells)
                    .compared_with(&listed.join(""))
                    .with_help(INFO.mend_text()),
            );
        }
        Ok(verdict)
    }
}

/// A printed row by table and key, with its cells that changed so much: now and the year before.
type Line = ((TableKey, &'static str), Vec<(Related, Number, Number)>);

fn jumps(now: Number, before: Number, thresholds: Thresholds) -> bool {
    let (now, before) = (now.to_f64().abs(), before.to_f64().abs());
    let (less, more) = if now < before { (now, before) } else { (before, now) };
    more >= f64::from(thresholds.jump_least) && more > less * thresholds.jump_factor
}
