//! GK207 problems-and-improvements: section 五 names problems and improvements, each in more than a phrase.

use crate::check::text::{found, section_text};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;
use crate::numerals::is_ordinal;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct ProblemsAndImprovements;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(207),
    name: "problems-and-improvements",
    title: ("问题与改进都要写实", "problems and improvements"),
    basis: Basis::Law,
    clause: (
        "国办公开办函〔2021〕30号：“存在的主要问题及改进情况”要具体，避免年年雷同",
        "“国办公开办函〔2021〕30号”: problems and improvements are to be concrete and not the same every year",
    ),
    earlier_clause: Some((
        "国办公开办函〔2019〕60号：报告存在的主要问题及改进情况",
        "“国办公开办函〔2019〕60号”: a report states problems and improvements",
    )),
    maturity: Maturity::Preview,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "第五部分既写存在的问题，也写改进情况，各不少于一句话。",
            "Section five states problems as well as improvements, each in a sentence at least.",
        ),
        why: (
            "格式要求问题和改进都写具体；只写一半或只有一个短语等于没有报告。",
            "The format asks for both in concrete words; half of it, or a mere phrase, reports nothing.",
        ),
        example: (
            "“存在问题：意识不强。改进措施：加强学习。”",
            "“Problem: little awareness. Improvement: more study.”",
        ),
        limits: (
            "按用词区分问题与改进，换了说法就可能误报（实测每两条约有一条不对），所以是试行规则。没有内容的由 GK201 判断，与上年雷同的由 GK405 判断。",
            "Tells problems from improvements by words and is wrong about half the time on fresh wording; hence a preview. An empty section is GK201's, last year's text GK405's.",
        ),
        mend: (
            "逐条写明问题出在哪里，以及已经和将要采取的措施。",
            "Say where each problem lies and what has been and will be done about it.",
        ),
    },
};

/// How many characters of problems, and of improvements, are more than a phrase.
const MORE_THAN_A_PHRASE: usize = 15;

const PROBLEM: &[&str] = &[
    "问题",
    "提升空间",
    "改进空间",
    "不足",
    "不够",
    "有待",
    "薄弱",
    "欠缺",
    "短板",
    "差距",
    "仍需",
    "还需",
    "不高",
    "不强",
    "不及时",
    "不全",
    "不到位",
    "不深",
    "不多",
    "不广",
    "困难",
    "缺乏",
    "缺少",
    "单一",
    "滞后",
    "松懈",
    "偏少",
    "较少",
    "尚需",
    "不规范",
    "不均",
    "不完善",
    "弱项",
    "不丰富",
    "不足之处",
    "不理想",
    "不平衡",
    "不熟",
    "淡薄",
    "不严",
    "不明显",
    "不精准",
    "脱节",
    "偏弱",
    "较弱",
    "不活",
    "欠",
    "不实",
    "粗",
    "不畅",
    "未能",
    "亟待",
    "亟需",
    "没有完全",
    "陈旧",
    "频繁",
    "不稳定",
    "有距离",
    "偏慢",
    "偏低",
    "偏窄",
    "流于形式",
    "重形式",
    "不主动",
    "不充分",
    "不够细",
];
const IMPROVEMENT: &[&str] = &[
    "改进",
    "下一步",
    "下步",
    "整改",
    "今后",
    "措施",
    "针对",
    "为此",
    "对此",
    "我局已",
    "我镇已",
    "我乡已",
    "我县已",
    "我区已",
    "我市已",
    "我委已",
    "我办已",
    "街道已",
    "将进一步",
    "将继续",
    "我局将",
    "我镇将",
    "我县将",
    "我区将",
    "我市将",
    "将加",
    "将强",
    "将从",
    "将以",
    "已加强",
    "明年",
    "新的一年",
    "下年",
    "切实加强",
    "加大力度",
    "着力",
    "进一步加",
    "进一步提",
    "进一步完",
    "进一步规",
    "进一步强",
    "进一步优",
    "提高认识",
    "努力",
];
/// Ways of saying that something is yet to be improved: a problem, not an improvement.
const YET: &[&str] = &[
    "改进空间",
    "提升空间",
    "有待",
    "待进一步",
    "需进一步",
    "需要进一步",
    "需改进",
    "待改进",
    "需要改进",
    "需加强",
    "需要加强",
    "需提",
    "需要提",
    "需完善",
    "亟待",
    "亟需",
    "还不",
    "仍不",
    "不够",
];

impl Rule for ProblemsAndImprovements {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let text = section_text(subject.report, SectionKey::Problems)?;
        let (problems, improvements) = lengths(&text);
        let mut verdict = Verdict::default();
        let sides = [(problems, ("问题", "problems")), (improvements, ("改进情况", "improvements"))];
        for (length, (zh, en)) in sides {
            if length >= MORE_THAN_A_PHRASE {
                verdict.holds();
                continue;
            }
            let message = if length == 0 {
                Text::new(format!("第五部分没有写{zh}"), format!("section five states no {en}"))
            } else {
                Text::new(
                    format!("第五部分写{zh}只有 {length} 字"),
                    format!("section five has no more than {length} characters on {en}"),
                )
            };
            let mut finding = Finding::new(&INFO, message).with_help(INFO.mend_text());
            finding.section = Some(SectionKey::Problems);
            let places = subject.provenance.and_then(|p| p.paragraphs.get(&SectionKey::Problems));
            verdict.fails(finding.at(places.and_then(|places| places.first().copied())));
        }
        Ok(verdict)
    }
}

/// Whether a text speaks of problems and of improvements, in more than a phrase.
pub(in crate::check) fn treated(text: &str) -> (bool, bool) {
    let (problems, improvements) = lengths(text);
    (problems >= MORE_THAN_A_PHRASE, improvements >= MORE_THAN_A_PHRASE)
}

/// How many characters speak of problems and how many of improvements. A clause that says neither goes on with what
/// the clause before it was about, or leads to what its sentence turns out to be about; headings count for neither.
fn lengths(text: &str) -> (usize, usize) {
    let (mut problems, mut improvements) = (0, 0);
    let mut about_improvement: Option<bool> = None;
    for sentence in text.split(['。', '\n', '！']) {
        let mut leading = 0;
        for clause in sentence.split(['，', '；', '：', '、', ',', ';', ':']) {
            about_improvement = subject(clause, about_improvement);
            if is_heading(clause) {
                continue;
            }
            let length = clause.chars().filter(|c| !c.is_whitespace()).count();
            match about_improvement {
                Some(true) => improvements += length + std::mem::take(&mut leading),
                Some(false) => problems += length + std::mem::take(&mut leading),
                None => leading += length,
            }
        }
    }
    (problems, improvements)
}

/// Whether a clause is about improvements or about problems, given what the one before it was about.
fn subject(clause: &str, about_improvement: Option<bool>) -> Option<bool> {
    let yet = found(clause, YET).is_some();
    // “针对上述问题” and “存在的问题已整改” open the improvements, “有待改进” is a problem.
    match (found(clause, PROBLEM), found(clause, IMPROVEMENT)) {
        _ if yet => Some(false),
        (_, Some(_)) => Some(true),
        (Some("问题"), None) => Some(about_improvement == Some(true) && !clause.contains("存在")),
        (Some(_), None) if about_improvement != Some(true) => Some(false),
        _ => about_improvement,
    }
}

/// Whether a clause is a heading such as （一）存在的主要问题 or 二是改进措施.
fn is_heading(clause: &str) -> bool {
    let mut rest = clause.trim();
    if let Some((label, after)) = rest.split_once('）')
        && label.chars().count() <= 4
    {
        rest = after;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_ordinal(c) || matches!(c, '.' | '．' | '是'));
    let words = [
        "主要",
        "存在",
        "的",
        "问题",
        "和",
        "及",
        "与",
        "不足",
        "改进",
        "情况",
        "措施",
        "整改",
        "下一步",
        "工作",
        "打算",
        "计划",
        "方面",
        "困难",
        "以及",
        "政府信息公开",
        "之处",
        "改善",
        "思路",
        "方向",
    ];
    let mut left = rest.to_owned();
    for word in words {
        left = left.replace(word, "");
    }
    left.is_empty() || matches!(left.as_str(), "无" | "暂无" | "没有")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, report, skipped, with_text};

    #[test]
    fn hears_both_in_many_ways() {
        for text in [
            "（一）存在的主要问题。一是公开的广度和深度有待提升，部分民生项目公开不够及时。（二）改进情况。一是已对照目录逐项补充公开内容，建立月度检查制度。",
            "2023年，我局政府信息公开工作虽取得一定成效，但公开形式还较单一，人员业务能力需进一步加强。下一步，我局将丰富公开形式，定期组织业务培训。",
            "主要不足：各科室主动公开意识还不够强，信息更新不够及时。整改措施：明确专人负责信息报送，每季度通报一次。",
            "针对去年存在的栏目更新慢的问题，今年已建立周巡查制度。但解读形式仍不够丰富，图解、视频类解读偏少。",
            "我镇政府信息公开工作取得一定成绩，但仍存在公开不够主动、更新不够及时等问题。2024年，我镇将建立定期巡查制度，每月通报更新情况，确保信息及时发布。",
            "（一）存在问题。政策解读以文字为主，图解、视频偏少，群众看不懂。（二）整改情况。制作图解12期、短视频5个，在政务公开专区集中展示。",
            "存在问题：1.公开内容重数量轻质量，与群众需求有距离；2.队伍不稳定，业务不熟练。改进措施：1.围绕民生领域补充公开内容；2.开展专题培训，实行跟班学习。",
            "对照要求，仍有栏目更新滞后、答复文书不规范等短板弱项。对此，我局已修订工作制度，逐条规范答复模板，实行法制审核。",
            "一是工作人员兼职多、更换频繁。二是部分村务公开栏内容陈旧。下步打算：一是定人定岗，二是按季度更新公开栏并拍照备查。",
        ] {
            passed(&ProblemsAndImprovements, &with_text(SectionKey::Problems, &[text]));
        }
    }

    #[test]
    fn a_phrase_or_half_is_not_enough() {
        for (text, count) in [
            ("存在的主要问题：无。改进情况：无。", 2),
            ("存在问题：意识不强。改进措施：加强学习。", 2),
            ("下一步，我局将继续加强学习培训，丰富公开形式，提高公开质量。", 1),
            ("部分栏目信息更新不够及时，政策解读形式较为单一，工作人员业务能力有待进一步提高。", 1),
        ] {
            assert_eq!(
                failed(&ProblemsAndImprovements, &with_text(SectionKey::Problems, &[text])).len(),
                count,
                "{text}"
            );
        }
        skipped(&ProblemsAndImprovements, &report());
    }
}
