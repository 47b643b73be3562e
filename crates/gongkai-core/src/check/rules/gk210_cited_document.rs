//! GK210 cited-document: no superseded basis is cited.

use crate::Within;
use crate::check::text::{found, head, tail};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct CitedDocument;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(210),
    name: "cited-document",
    title: ("引用的依据现行有效", "documents cited"),
    basis: Basis::Practice,
    clause: (
        "实务通常：2021 年度起的报告依据国办公开办函〔2021〕30号和国务院令第711号，不再引用此前的格式和旧条例",
        "usual practice: reports for 2021 onward rest on “国办公开办函〔2021〕30号” and the Regulations of 2019 (Order 711), no longer on earlier ones",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "报告不把已被取代的文件作为依据：2021 年度起不引用国办公开办函〔2019〕60号（试行格式），2019 年度起不引用国务院令第492号（2007 年条例）及其施行意见。",
            "The report rests on no superseded document: from 2021 not on the trial format “国办公开办函〔2019〕60号”, from 2019 not on the Regulations of 2007 (“国务院令第492号”) and their implementing opinions.",
        ),
        why: (
            "引用旧文件多是照抄往年报告的痕迹，审核时会被指出。",
            "An old citation usually is a trace of copying; reviewers point it out.",
        ),
        example: (
            "2023 年度报告写“根据国办公开办函〔2019〕60号要求”。",
            "A report for 2023 rests on “国办公开办函〔2019〕60号”.",
        ),
        limits: ("只认得写出文号或名称的依据。", "Only documents that are named or numbered."),
        mend: (
            "改引现行文件：国办公开办函〔2021〕30号、国务院令第711号。",
            "Cite “国办公开办函〔2021〕30号” and “国务院令第711号” instead.",
        ),
    },
};

/// A superseded document: how it is printed once brackets are alike, its name, and the first report year in which it
/// no longer serves.
struct Superseded {
    printed: &'static str,
    name: &'static str,
    since: u16,
}

const SUPERSEDED: &[Superseded] = &[
    Superseded { printed: "国办公开办函(2019)60号", name: "国办公开办函〔2019〕60号", since: 2021 },
    Superseded {
        printed: "政府信息公开工作年度报告格式(试行)", name: "《年度报告格式（试行）》", since: 2021
    },
    Superseded { printed: "国务院令第492号", name: "国务院令第492号", since: 2019 },
    Superseded { printed: "国令第492号", name: "国务院令第492号", since: 2019 },
    Superseded { printed: "国务院第492号令", name: "国务院令第492号", since: 2019 },
    Superseded { printed: "国办发(2008)36号", name: "国办发〔2008〕36号", since: 2019 },
];

impl Rule for CitedDocument {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let Some(year) = subject.report.year else {
            return Err(Text::new("不知道报告年度", "the report's year is not known"));
        };
        let wording = subject.wording();
        let passages = wording.passages()?;
        let mut verdict = Verdict::default();
        for passage in passages {
            let plain = with_like_brackets(&passage.text);
            let mut named: Vec<(&str, usize)> = Vec::new();
            for old in SUPERSEDED.iter().filter(|old| year.get() >= old.since) {
                let cited = plain.match_indices(old.printed).find(|&(at, _)| {
                    // A text may say that the old one was replaced.
                    let before = tail(plain.within(..at), 12);
                    let after = head(plain.within(at + old.printed.len()..), 12);
                    let gone = ["废止", "失效", "取代", "替代", "不再", "停止执行", "修订前"];
                    found(after, &gone).is_none() && found(before, &["废止", "取代", "替代", "原"]).is_none()
                });
                if let Some((at, _)) = cited
                    && named.iter().all(|(name, _)| *name != old.name)
                {
                    named.push((old.name, at));
                }
            }
            if named.is_empty() {
                verdict.holds();
            }
            for (name, at) in named {
                let message = Text::new(
                    format!("{year} 年度的报告引用了已被取代的{name}"),
                    format!("the report for {year} cites “{name}”, which is superseded"),
                );
                verdict.fails(
                    Finding::new(&INFO, message)
                        .with_excerpt(passage.section, name)
                        .with_help(INFO.mend_text())
                        .at(passage.position(at)),
                );
            }
        }
        Ok(verdict)
    }
}

/// The text with every kind of bracket around a year printed as one kind, and full-width digits as half-width.
fn with_like_brackets(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '《' | '》' | ' '))
        .map(|c| match c {
            '〔' | '［' | '[' | '【' | '（' | '﹝' | '〈' => '(',
            '〕' | '］' | ']' | '】' | '）' | '﹞' | '〉' => ')',
            '０'..='９' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn knows_what_is_superseded() {
        for text in [
            "根据国办公开办函〔2019〕60号要求，编制本报告。",
            "依据《国务院办公厅政府信息与政务公开办公室关于印发〈政府信息公开工作年度报告格式（试行）〉的通知》（国办公开办函[2019] 60号）编制。",
            "根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。",
        ] {
            failed(&CitedDocument, &with_text(SectionKey::Overview, &[text]));
        }
    }

    #[test]
    fn leaves_what_is_in_force_or_named_as_past() {
        for text in [
            "根据国办公开办函〔2021〕30号和国务院令第711号编制。",
            "原国办公开办函〔2019〕60号同时废止。",
            "落实《某县政府信息公开办法》（某政办发〔2019〕60号）。",
        ] {
            passed(&CitedDocument, &with_text(SectionKey::Overview, &[text]));
        }
        let mut report = with_text(SectionKey::Overview, &["根据国办公开办函〔2019〕60号编制。"]);
        report.year = crate::Year::new(2020).ok();
        passed(&CitedDocument, &report);
    }
}
