//! GK205 overview-topics: section 一 treats all five topics.

use crate::check::text::{found, section_text};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct OverviewTopics;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(205),
    name: "overview-topics",
    title: ("总体情况五个方面", "the five topics of section one"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：总体情况包括主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面",
        "“国办公开办函〔2021〕30号”: section one covers proactive disclosure, disclosure on request, management of information, platforms, and supervision",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号：总体情况包括主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面",
        "“国办公开办函〔2019〕60号”: section one treats five topics",
    )),
    maturity: Maturity::Preview,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "“一、总体情况”写到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面；按常用说法识别。",
            "Section one treats proactive disclosure, disclosure on request, management of information, platforms, and supervision; usual ways of saying so are known.",
        ),
        why: (
            "格式列明了五个方面，缺一即内容不全。",
            "The format lists the five; a report that leaves one out is incomplete.",
        ),
        example: (
            "总体情况只写“全年收到申请 26 件”。",
            "Section one says no more than “26 applications were received”.",
        ),
        limits: (
            "按用词判断五个方面，换了说法的可能误报，只有标题没有内容的看不出来。",
            "By words: a topic in other words may be called missing, and a heading without content is not seen.",
        ),
        mend: (
            "补写缺少的方面，没有开展的也如实说明。",
            "Write about the missing topics; say so where nothing was done.",
        ),
    },
};

/// A topic's key, its name in both languages and the words that show that it is treated.
struct Topic {
    key: &'static str,
    name: (&'static str, &'static str),
    words: &'static [&'static str],
}

const TOPICS: [Topic; 5] = [
    Topic {
        key: "proactive_disclosure",
        name: ("主动公开", "proactive disclosure"),
        words: &[
            "主动公开",
            "主动发布",
            "主动公布",
            "公开政府信息",
            "公开信息",
            "公开各类",
            "发布信息",
            "发布各类",
            "发布政府信息",
            "发布政务",
            "信息发布",
            "公开内容",
            "公开目录",
            "重点领域",
            "政策解读",
            "财政预决算",
            "公开事项",
            "及时公开",
            "及时发布",
            "向社会公开",
            "公开公示",
            "公开工作信息",
            "政务信息",
            "上网公开",
            "全面公开",
            "发布解读",
        ],
    },
    Topic {
        key: "disclosure_on_request",
        name: ("依申请公开", "disclosure on request"),
        words: &[
            "依申请",
            "申请公开",
            "公开申请",
            "信息申请",
            "依法申请",
            "收到申请",
            "受理申请",
            "申请件",
            "申请人",
            "申请办理",
            "申请答复",
        ],
    },
    Topic {
        key: "management",
        name: ("政府信息管理", "management of government information"),
        words: &[
            "信息管理",
            "规范管理",
            "管理制度",
            "管理机制",
            "管理规范",
            "信息资源",
            "保密审查",
            "公开审查",
            "信息审核",
            "审核",
            "审查",
            "三审",
            "动态调整",
            "动态更新",
            "更新维护",
            "公开流程",
            "规范公开",
            "规范性文件",
            "公开属性",
            "源头管理",
            "公文",
            "信息制作",
            "文件管理",
            "公开制度",
            "制度建设",
            "制度体系",
            "公开指南",
            "日常管理",
            "加强管理",
            "强化管理",
            "信息维护",
            "台账",
            "规范化",
            "标准化",
            "目录管理",
            "归档",
            "全流程管理",
            "工作机制",
            "数据管理",
            "清理",
        ],
    },
    Topic {
        key: "platforms",
        name: ("政府信息公开平台建设", "platforms"),
        words: &[
            "平台",
            "网站",
            "网页",
            "门户",
            "新媒体",
            "微信",
            "微博",
            "公众号",
            "专栏",
            "栏目",
            "专区",
            "公开栏",
            "公示栏",
            "宣传栏",
            "渠道",
            "载体",
            "查阅",
            "客户端",
            "线上",
            "抖音",
            "视频号",
            "政务公开体验",
            "公开阵地",
            "官网",
            "电子屏",
            "显示屏",
            "政务服务中心",
        ],
    },
    Topic {
        key: "supervision",
        name: ("监督保障", "supervision and support"),
        words: &[
            "监督",
            "保障",
            "考核",
            "考评",
            "培训",
            "评议",
            "组织领导",
            "加强领导",
            "责任追究",
            "追责",
            "问责",
            "检查",
            "督查",
            "督导",
            "督促",
            "巡查",
            "领导小组",
            "队伍建设",
            "人员配备",
            "专人负责",
            "专职",
            "责任制",
            "责任落实",
            "压实责任",
            "责任分工",
            "明确责任",
            "落实责任",
            "自查",
            "整改",
            "学习交流",
            "业务指导",
            "责任到人",
            "分管领导",
            "评估",
            "测评",
            "抽查",
            "通报",
        ],
    },
];

/// Each topic by its key and name, and whether a text treats it.
pub(in crate::check) fn topics(text: &str) -> impl Iterator<Item = (&'static str, (&'static str, &'static str), bool)> {
    TOPICS.iter().map(move |topic| (topic.key, topic.name, found(text, topic.words).is_some()))
}

impl Rule for OverviewTopics {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let text = section_text(subject.report, SectionKey::Overview)?;
        let mut verdict = Verdict::default();
        let missing: Vec<&Topic> = TOPICS.iter().filter(|topic| found(&text, topic.words).is_none()).collect();
        verdict.assessed = TOPICS.len() - missing.len();
        if missing.is_empty() {
            return Ok(verdict);
        }
        let zh: Vec<&str> = missing.iter().map(|topic| topic.name.0).collect();
        let en: Vec<&str> = missing.iter().map(|topic| topic.name.1).collect();
        let message = Text::new(
            format!("“一、总体情况”没有写到：{}", zh.join("、")),
            format!("section one does not treat: {}", en.join(", ")),
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
    use crate::check::rules::fixtures::{failed, passed, report, skipped, with_text};

    #[test]
    fn knows_the_topics_in_other_words() {
        for text in [
            "（一）主动公开情况。（二）依申请公开情况。（三）政府信息管理情况。（四）平台建设情况。（五）监督保障情况。",
            "通过镇网站发布各类信息320条，全年未收到信息公开申请，落实三审三校，组织业务培训两次。",
            "及时公开财政预决算，办理公开申请3件，完善保密审查制度，办好微信公众号，加强督查。",
            "全年公布各类信息420条，群众来函申请公开信息2件已办结，严把信息发布审核关，维护好本局网页，接受群众监督。",
            "一是主动公开政务动态。二是没有收到申请。三是规范信息发布流程，实行三审三校。四是管好用好政务新媒体账号。五是定期督查。依申请件为零。",
        ] {
            passed(&OverviewTopics, &with_text(SectionKey::Overview, &[text]));
        }
    }

    #[test]
    fn names_the_missing_topics() {
        let report = with_text(SectionKey::Overview, &["全年共收到依申请公开26件，均以邮件答复。"]);
        let findings = failed(&OverviewTopics, &report);
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert_eq!(messages, ["“一、总体情况”没有写到：主动公开、政府信息管理、政府信息公开平台建设、监督保障"]);
        skipped(&OverviewTopics, &self::report());
    }
}
