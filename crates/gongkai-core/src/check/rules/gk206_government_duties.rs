//! GK206 government-duties: a people's government also reports assessment, public appraisal and accountability.

use crate::check::text::{found, section_text};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct GovernmentDuties;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(206),
    name: "government-duties",
    title: ("人民政府的考核、评议和责任追究", "duties of a people's government"),
    basis: Basis::Law,
    clause: (
        "《政府信息公开条例》第五十条第（四）项：各级人民政府的年度报告还应包括工作考核、社会评议和责任追究结果情况",
        "Regulations on Open Government Information, article 50 (4): the reports of people's governments also state the results of assessment, public appraisal and accountability",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "各级人民政府（含乡、镇人民政府）的报告写明工作考核、社会评议和责任追究结果；部门不作此要求。",
            "The report of a people's government, townships included, states the results of assessment, public appraisal and accountability; departments need not.",
        ),
        why: (
            "条例规定各级人民政府应当建立健全考核、社会评议和责任追究制度，格式要求报告结果。",
            "The Regulations oblige every people's government to assess, to have the public appraise, and to hold to account; the format asks for the results.",
        ),
        example: (
            "县人民政府的总体情况没有一句写到社会评议。",
            "A county government says nothing about public appraisal.",
        ),
        limits: (
            "名称看不出是否人民政府的不判断；按用词判断，看不出写得对不对。",
            "Not judged where the name leaves open what the organ is; by words, not by whether they are true.",
        ),
        mend: (
            "在“监督保障”中补一句，没有发生的写“未发生责任追究情形”。",
            "Add a sentence under supervision; where nothing happened, say so.",
        ),
    },
};

const DUTIES: [(&str, &str, &[&str]); 3] = [
    ("工作考核", "assessment", &["考核", "考评", "绩效", "目标管理", "测评", "评估", "评比"]),
    (
        "社会评议",
        "public appraisal",
        &[
            "评议",
            "满意度",
            "群众评价",
            "公众评价",
            "社会评价",
            "第三方评估",
            "测评",
            "民意调查",
            "问卷",
            "社会监督员",
            "意见征集",
            "好差评",
        ],
    ),
    ("责任追究结果", "accountability", &["责任追究", "追责", "问责", "追究责任", "追究", "约谈", "通报批评", "处分"]),
];

impl Rule for GovernmentDuties {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        match subject.report.organ.is_peoples_government() {
            Some(true) => {}
            Some(false) => {
                return Ok(Verdict::not_applicable(Text::new("不是人民政府的报告", "not a government's report")));
            }
            None => {
                return Err(Text::new(
                    "不知道报告机关是人民政府还是部门",
                    "it is not known whether the organ is a government or a department",
                ));
            }
        }
        let overview = section_text(subject.report, SectionKey::Overview)?;
        // Some reports put the results under 五 or 六: stated there, they are stated.
        let elsewhere = [SectionKey::Problems, SectionKey::OtherMatters].map(|s| section_text(subject.report, s));
        let text: String = std::iter::once(overview).chain(elsewhere.into_iter().flatten()).collect();
        let mut verdict = Verdict::default();
        let missing: Vec<_> = DUTIES.iter().filter(|(_, _, words)| found(&text, words).is_none()).collect();
        verdict.assessed = DUTIES.len() - missing.len();
        if missing.is_empty() {
            return Ok(verdict);
        }
        let zh: Vec<&str> = missing.iter().map(|(zh, ..)| *zh).collect();
        let en: Vec<&str> = missing.iter().map(|(_, en, _)| *en).collect();
        let message = Text::new(
            format!("人民政府的报告还应写明：{}", zh.join("、")),
            format!("a government's report also states: {}", en.join(", ")),
        );
        let mut finding = Finding::new(&INFO, message).with_help(INFO.mend_text());
        finding.section = Some(SectionKey::Overview);
        let places = subject.provenance.and_then(|p| p.paragraphs.get(&SectionKey::Overview));
        verdict.fails(finding.at(places.and_then(|places| places.first().copied())));
        Ok(verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, skipped, with_text};
    use crate::{Level, Organ, Report};

    const SOUND: &str = "将政务公开纳入年度考核，开展社会评议，群众满意度较高，全年未发生责任追究情形。";

    fn report_of(name: &str, level: Option<Level>, text: &str) -> Report {
        let mut report = with_text(SectionKey::Overview, &[text]);
        report.organ = Organ::new(name);
        report.organ.level = level;
        report
    }

    #[test]
    fn holds_governments_to_their_duties() {
        for (name, level) in [
            ("某县人民政府", None),
            ("某镇人民政府", None),
            ("某乡", Some(Level::Township)),
            ("某市", Some(Level::Prefecture)),
            ("某镇", None),
        ] {
            passed(&GovernmentDuties, &report_of(name, level, SOUND));
            let findings = failed(&GovernmentDuties, &report_of(name, level, "加强考核。"));
            assert!(findings.iter().all(|f| f.message.zh.ends_with("：社会评议、责任追究结果")), "{findings:?}");
        }
    }

    #[test]
    fn asks_nothing_of_departments() {
        for (name, level) in [
            ("某县发展和改革局", None),
            ("某县人民政府办公室", Some(Level::CountyDepartment)),
            ("某街道办事处", Some(Level::Township)),
            ("某开发区管理委员会", None),
            ("某县数据", Some(Level::CountyDepartment)),
            ("某地海关关区", None),
            ("某某自然保护区", None),
        ] {
            let report = report_of(name, level, "加强学习。");
            let verdict = GovernmentDuties.check(&Subject::new(&report));
            assert!(verdict.findings.is_empty() && verdict.not_applicable.is_some(), "{name}");
        }
        skipped(&GovernmentDuties, &report_of("", None, "加强学习。"));
        skipped(&GovernmentDuties, &report_of("某市某某新区", None, "加强学习。"));
    }
}
