//! GK304 contradiction: what the text denies, the tables do not count.

use crate::check::text::claim::{Denied, denies};
use crate::check::text::scope::Scope;
use crate::check::text::{Passage, Unit, figures, found};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Contradiction;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(304),
    name: "contradiction",
    title: ("正文与表格不矛盾", "text against tables"),
    basis: Basis::Practice,
    clause: (
        "实务通常：正文的结论与三张表不矛盾",
        "usual practice: what the text concludes does not contradict the three tables",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "正文说“全部办结”的，结转下年度为 0；说“未收到申请”的，新收为 0；说“无行政复议、诉讼”的，表四为 0；说“均维持”的，没有纠正；说“无结转”的，结转为 0；说“未制发规范性文件”“无行政处罚”等的，表二为 0；说未收费的，别处没有写收了多少。",
            "Where the text says that all applications were processed, none is carried out; where it says none was received, none is; no reconsideration or litigation, table four is 0; all upheld, none is corrected; nothing carried over, those rows are 0; nothing issued or decided, table two is 0; no fee, no fee is stated elsewhere.",
        ),
        why: (
            "结论性的话常常沿用往年，与当年的数字相反。",
            "Such sentences are carried over from earlier years and contradict the year's figures.",
        ),
        example: (
            "正文“全部办结”，表三结转下年度 3 件。",
            "The text says “全部办结”; three applications are carried out.",
        ),
        limits: (
            "只认得常用的否定和“全部办结”一类说法；换了说法的矛盾大多看不出来。",
            "Knows usual denials and ways of saying that all is done; most contradictions in other words are passed over.",
        ),
        mend: (
            "核对后改正文或表格；只是按时答复的，写“均按时答复”。",
            "Mend the text or the table; where timeliness is meant, write “均按时答复”.",
        ),
    },
};

impl Rule for Contradiction {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let passages = wording.passages()?;
        let mut verdict = Verdict::default();
        for (passage, denied) in wording.denied(subject)? {
            denied.iter().for_each(|denied| judge(subject, passage, denied, &mut verdict));
        }
        fee(passages, &mut verdict);
        if verdict.assessed == 0 && verdict.unassessed.is_empty() {
            // Nothing denied is nothing contradicted.
            verdict.holds();
        }
        Ok(verdict)
    }
}

/// Holds what a clause denies against the cells.
fn judge(subject: &Subject<'_>, passage: &Passage, denial: &Denied, verdict: &mut Verdict) {
    let clause = passage.text.get(denial.clause.clone()).unwrap_or_default();
    let mut counted: Vec<Scope> = Vec::new();
    let mut known = false;
    for claim in &denial.claims {
        let scopes = claim.scopes(subject.report);
        known |= !scopes.is_empty();
        // Published and computed totals may differ; a zero in either is no contradiction.
        if let Some(first) = scopes.first()
            && scopes.iter().filter(|scope| scope.cells == first.cells).all(|scope| !scope.value.is_zero())
        {
            counted.push(first.clone());
        }
    }
    if !known {
        verdict.skip(Text::new("对应的格没有读到数字", "the cells concerned hold no number"));
        return;
    }
    if counted.is_empty() {
        verdict.holds();
        return;
    }
    let list = |zh: bool| -> String {
        let one = |scope: &Scope| format!("{} {}", if zh { &scope.name.zh } else { &scope.name.en }, scope.value);
        counted.iter().map(one).collect::<Vec<_>>().join(if zh { "、" } else { ", " })
    };
    let message = Text::new(
        format!("正文“{clause}”与表格矛盾：{}", list(true)),
        format!("the text says {} (“{clause}”), the tables say: {}", denial.said.1, list(false)),
    );
    let cells = counted.iter().flat_map(|scope| &scope.cells).map(|&key| subject.related(key)).collect();
    verdict.fails(
        Finding::new(&INFO, message)
            .with_cells(cells)
            .with_excerpt(passage.section, clause)
            .with_help(INFO.mend_text())
            .with_note(Text::new(format!("正文的意思是{}", denial.said.0), format!("understood as: {}", denial.said.1)))
            .at(passage.position(denial.clause.start)),
    );
}

/// A fee that one place denies and another states.
fn fee(passages: &[Passage], verdict: &mut Verdict) {
    let mut denied: Option<(&Passage, &str)> = None;
    let mut stated: Option<&str> = None;
    for passage in passages {
        for clause in passage.text.split(['。', '；', '，', '\n']) {
            if !clause.contains("处理费") {
                continue;
            }
            let amount = figures(clause).into_iter().find(|figure| figure.unit == Unit::Yuan);
            let says_none = denies(clause) || amount.as_ref().is_some_and(|a| a.value.is_zero());
            // Another year's fee contradicts nothing.
            if found(clause, &["上年", "去年", "较", "比", "以往"]).is_some() {
                continue;
            }
            match amount {
                Some(figure) if !figure.value.is_zero() && !says_none => stated = Some(clause),
                _ if says_none => denied = Some((passage, clause)),
                _ => {}
            }
        }
    }
    match (denied, stated) {
        (Some((passage, denied)), Some(stated)) => {
            let message = Text::new(
                format!("正文前后矛盾：“{denied}”与“{stated}”"),
                format!("the text contradicts itself: “{denied}” and “{stated}”"),
            );
            verdict.fails(
                Finding::new(&INFO, message)
                    .with_excerpt(passage.section, denied)
                    .with_help(INFO.mend_text())
                    .at(passage.position(passage.text.find(denied).unwrap_or_default())),
            );
        }
        (None, None) => {}
        _ => verdict.holds(),
    }
}

#[cfg(test)]
mod tests;
