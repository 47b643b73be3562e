//! GK306 missing-figure: where the text counts something, the figure stands there.

use crate::Within;
use crate::check::text::claim::denies;
use crate::check::text::{FigureKind, Passage, figures, found, head, tail};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct MissingFigure;

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
    ("万人次", ""),
    ("万次", ""),
    ("万元", ""),
    ("人次", ""),
    ("批次", ""),
    ("件", "文信事条稿案邮附证急来要配软硬零物部元开收办转工组构备函诉提批原复抄密快构插课"),
    ("条", "头线教天词面链信法逐条一枝荤油"),
    ("篇", "长全开新诗逐名连通佳首"),
    ("次", "再多首层批本每档依名年逐场屡频初其人为"),
    ("份", "月年身股省水成备部充逐一"),
    ("场", "市现广农林会商立退到入在当机磁气考"),
    ("个", "整各逐每这那几多有"),
    ("宗", "大祖同正"),
    ("项", "事各单专款逐选奖强立选多"),
    ("期", "定近长短日时学限逾延到分前后初早周同按如中任工汛假过预无效示存为有密"),
    ("册", "名手画注记账图"),
    ("则", "规原准细总附法否守通"),
    ("名", "姓署命排实域书提签报更知著有成点题件户位第匿联冒除笔为"),
    ("家", "国专大自人居回全安为有独各商"),
    ("元", "多单公美欧日港一纪状"),
];

/// Words that lead to a figure: how many there were in all, or in the year.
const LEADS: &[&str] = &[
    "共", "累计", "总计", "合计", "全年", "全镇", "全县", "全市", "全局", "全区", "年", "我局", "我镇", "我县", "我委",
];

/// Words behind which nothing but a figure can stand before a measure: what there is, what it comes to, by how much.
const AMOUNTS: &[&str] = &[
    "为",
    "是",
    "达",
    "达到",
    "约",
    "超过",
    "突破",
    "共",
    "共计",
    "共有",
    "计有",
    "总计",
    "合计",
    "累计",
    "总量",
    "总数",
    "数量",
    "件数",
    "人数",
    "次数",
    "访问量",
    "阅读量",
    "点击量",
    "浏览量",
    "增加",
    "减少",
    "增长",
    "下降",
    "上升",
    "提高",
    "较少",
    "多出",
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
    "回复",
    "解读",
    "发送",
    "制作",
    "印制",
    "编印",
    "信息",
    "其中",
    "公开栏",
    "公告",
    "公示",
    "公布",
    "刊发",
    "转载",
    "报送",
    "审议",
    "收取",
    "废止",
    "播放",
    "播报",
    "张贴",
    "行政复议",
    "行政诉讼",
];

/// Words close before a measure that say how many without a number, or that none is meant.
const SAYS: &[&str] = &[
    "数", "几", "多", "若干", "各", "每", "逐", "本", "该", "此", "这", "那", "整", "全部", "无", "未", "没", "某",
    "单", "上述", "同一", "首", "第", "任何", "零", "两", "一", "半", "○", "×", "X", "x", "*",
];

/// Numbers in words that no figure was read from: 八大项.
const NUMERALS: &[char] = &['二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千'];

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
                let clause = passage.text.within(start..at);
                if is_unfilled(clause, |end| passage.gaps.contains(&(start + end))) {
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

/// Whether a clause counts something and does not say how many. White space is left out of it; where there was some is
/// asked for. “无行政复议件” says that there was none.
fn is_unfilled(clause: &str, gap_at: impl Fn(usize) -> bool) -> bool {
    asks_for_figure(clause, gap_at) && !counts(clause) && !denies(clause)
}

/// Whether the words of a clause ask for a figure, whether one stands there or not.
fn asks_for_figure(clause: &str, gap_at: impl Fn(usize) -> bool) -> bool {
    if head(clause, LONGEST).len() < clause.len() {
        return false;
    }
    if let Some(before) = clause.strip_suffix(['%', '％']) {
        return before.ends_with(is_han);
    }
    let measured = |(measure, words): &(&str, &'static str)| Some((clause.strip_suffix(measure)?, *words));
    let Some((before, words)) = MEASURES.iter().find_map(measured) else { return false };
    let is_word = before.chars().next_back().is_none_or(|last| words.contains(last));
    let close = tail(before, 3);
    if close.contains(NUMERALS) || found(close, SAYS).is_some_and(|said| !ends_with_total(before, said)) {
        return false;
    }
    // A gap that was left for the figure, or a word that nothing else can follow.
    let left_open = gap_at(before.len()) && before.ends_with(is_han);
    if !is_word && (left_open || AMOUNTS.iter().any(|amount| before.ends_with(amount))) {
        return true;
    }
    if is_word || found(clause, DOINGS).is_none() {
        return false;
    }
    // 申请件 and 公开件 are words too; they lack a figure only where one is led to.
    let word =
        before.ends_with("申请") || before.ends_with("公开") || before.ends_with("建议") || before.ends_with("提案");
    let led_to = found(clause, LEADS).is_some() || (!word && found(clause, &["其中"]).is_some());
    led_to || (!word && DOINGS.iter().any(|doing| clause.starts_with(doing) || before.ends_with(doing)))
}

/// Whether a number stands in a clause.
fn counts(clause: &str) -> bool {
    figures(clause).iter().any(|figure| matches!(figure.kind, FigureKind::Quantity | FigureKind::Percent))
}

/// Whether what seems to say how many is the end of a word for an amount: 总数, 件数.
fn ends_with_total(before: &str, said: &str) -> bool {
    let ends = |amount: &&str| before.strip_suffix(*amount).is_some_and(|noun| noun.ends_with('数'));
    said == "数" && (AMOUNTS.iter().any(ends) || AMOUNTS.iter().any(|a| a.ends_with('数') && before.ends_with(a)))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
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
            ("栏目 个，视频　　个，全部按时更新。", 2),
            ("公开信息总数为条，网站访问量达万人次，满意率达%。", 3),
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
            "公开 12 条，办理要 件；以线上为主，线下为次，公示期为期。",
            "办结率100 %，满意率达百分之九十。",
            "收到申请1件，无行政诉讼件。",
            "全年没有发生行政复议件，未收到政府信息公开申请件。",
        ] {
            passed(&MissingFigure, &with_text(SectionKey::Overview, &[text]));
        }
    }
}
