//! GK306 missing-figure: where the text counts something, the figure stands there.

use crate::check::text::{FigureKind, Passage, figures, found, head, tail};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

/// The rule.
#[derive(Debug)]
pub struct MissingFigure;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(306),
    name: "missing-figure",
    title: ("漏填的数字", "a figure that is missing"),
    basis: Basis::Practice,
    clause: (
        "实务通常：正文用量词计数的地方写明数字",
        "usual practice: where the text counts something, it says how many",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "“共公开信息条”“受理申请件”这样量词前没有数字的地方，是底稿留的空没有填。",
            "A measure word without a number, as in “共公开信息条”, is a gap of the draft that nobody filled.",
        ),
        why: (
            "先写文字后填数字的底稿，最容易漏填一两处。",
            "Where the words are written first and the figures later, one or two are easily forgotten.",
        ),
        example: ("“全年共发布信息条”。", "“全年共发布信息条”: how many is not said."),
        limits: ("只认得常用的量词和句式。", "Knows usual measure words and phrases only."),
        mend: (
            "填上数字；没有发生的写 0 或者改写这句话。",
            "Enter the figure; where there was none, write 0 or say it in other words.",
        ),
    },
};

/// Measure words, each with the characters before it with which it is a word of its own: 文件, 定期, 再次.
const MEASURES: &[(&str, &str)] = &[
    ("件", "文信事条稿案邮附证急来要配软硬零物部元开收办转工组构备函诉提批原复抄密快构插课"),
    ("条", "头线教天词面链信法逐条一枝荤油"),
    ("篇", "长全开新诗逐名连通佳首"),
    ("次", "再多首层批本每档依名年逐场屡频初其人"),
    ("人次", ""),
    ("份", "月年身股省水成备部充逐一"),
    ("场", "市现广农林会商立退到入在当机磁气考"),
    ("个", "整各逐每这那几多"),
    ("宗", "大祖同正"),
    ("项", "事各单专款逐选奖强立选多"),
];

/// Words that lead to a figure: how many there were in all, or in the year.
const LEADS: &[&str] = &[
    "共", "累计", "总计", "合计", "全年", "全镇", "全县", "全市", "全局", "全区", "年", "我局", "我镇", "我县", "我委",
];

/// Doing of which a figure tells how much.
const DOINGS: &[&str] = &[
    "公开",
    "发布",
    "推送",
    "收到",
    "受理",
    "办理",
    "办结",
    "举办",
    "组织",
    "开展",
    "召开",
    "发放",
    "印发",
    "编发",
    "制发",
    "更新",
    "参训",
    "培训",
    "答复",
    "接听",
    "回应",
    "解读",
    "发送",
    "制作",
    "信息",
    "其中",
    "公开栏",
    "刊发",
    "转载",
];

/// Words close before a measure that say how many without a number, or that none is meant.
const SAYS: &[&str] = &[
    "数", "几", "多", "若干", "各", "每", "逐", "本", "该", "此", "这", "那", "整", "全部", "无", "未", "没", "某",
    "单", "上述", "同一", "首", "第", "任何", "零", "两", "一", "半", "○", "×", "X", "x", "*",
];

impl Rule for MissingFigure {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let mut verdict = Verdict::default();
        for passage in wording.passages()? {
            let mut found = false;
            let mut start = 0;
            for (at, stop) in passage.text.match_indices(STOPS).chain([(passage.text.len(), "")]) {
                let clause = passage.text.get(start..at).unwrap_or_default();
                if is_unfilled(clause) {
                    found = true;
                    verdict.fails(finding(passage, start, clause));
                }
                start = at + stop.len();
            }
            if !found {
                verdict.holds();
            }
        }
        Ok(verdict)
    }
}

const STOPS: [char; 12] = ['，', ',', '；', ';', '：', ':', '。', '、', '（', '）', '(', ')'];

/// No clause that leaves a figure out is longer.
const LONGEST: usize = 40;

/// Whether a clause counts something and does not say how many.
fn is_unfilled(clause: &str) -> bool {
    if head(clause, LONGEST).len() < clause.len() || found(clause, DOINGS).is_none() {
        return false;
    }
    let ends = |(measure, words): &(&str, &str)| {
        let before = clause.strip_suffix(measure)?;
        let last = before.chars().next_back()?;
        (!words.contains(last)).then_some(before)
    };
    let Some(before) = MEASURES.iter().find_map(ends) else { return false };
    // 申请件 and 公开件 are words too; they lack a figure only where one is led to.
    let word =
        before.ends_with("申请") || before.ends_with("公开") || before.ends_with("建议") || before.ends_with("提案");
    let led_to = found(clause, LEADS).is_some() || (!word && found(clause, &["其中"]).is_some());
    let short = !word && DOINGS.iter().any(|doing| clause.starts_with(doing) || before.ends_with(doing));
    (led_to || short)
        && found(tail(before, 3), SAYS).is_none()
        && figures(clause).iter().all(|figure| figure.kind != FigureKind::Quantity)
}

fn finding(passage: &Passage, at: usize, clause: &str) -> Finding {
    let message = Text::new(
        format!("正文“{clause}”量词前没有数字"),
        format!("the text “{clause}” counts something without saying how many"),
    );
    Finding::new(&INFO, message)
        .with_excerpt(passage.section, clause)
        .with_help(INFO.mend_text())
        .at(passage.position(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn gaps_of_the_draft_are_found() {
        for (text, count) in [
            ("2024年，门户网站共发布信息条，微信公众号推送 篇。", 2),
            ("全年共收到政府信息公开申请件，办结373件。", 1),
            ("全年公开各类信息条，发放宣传资料份。", 2),
            ("我局全年发布信息条，其中动态类信息条。", 2),
        ] {
            assert_eq!(failed(&MissingFigure, &with_text(SectionKey::Overview, &[text])).len(), count, "{text}");
        }
    }

    #[test]
    fn words_that_end_like_a_measure_are_silent() {
        for text in [
            "全年共公开规范性文件、政策文件。",
            "收到政府信息公开申请件后，及时登记。",
            "我局定期更新信息，办理依申请公开件。",
            "全年发布信息多条，召开会议多次。",
            "全年公开信息12条，更新栏目3个。",
            "全面推进政务公开现场，公开办事条件。",
            "全年共举办培训一次。",
            "全县公开身份，公开信息逐条。",
            "及时发布重要信息，做好新闻稿件。",
        ] {
            passed(&MissingFigure, &with_text(SectionKey::Overview, &[text]));
        }
    }
}
