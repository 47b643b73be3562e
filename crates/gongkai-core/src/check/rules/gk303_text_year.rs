//! GK303 text-year: a year in the text is the report's, or clearly meant.

use crate::Number;
use crate::Within;
use crate::check::text::claim::{Doubt, claims_within};
use crate::check::text::{Figure, FigureKind, Passage, Precision, Unit, figures, found, head, tail};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct TextYear;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(303),
    name: "text-year",
    title: ("正文年份", "years in the text"),
    basis: Basis::Practice,
    clause: (
        "实务通常：正文年份与报告年度一致，统计期限为报告年度的 1 月 1 日至 12 月 31 日",
        "usual practice: the years of the text are the report's, and the statistics run from 1 January to 31 December of it",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "正文叙述本年工作的年份是报告年度；对比往年、来年计划、文件文号和日期中的年份不受此限。统计期限必须是报告年度。",
            "The year of what the text tells is the report's; years of comparison, of plans, and of documents are free. The period of the statistics must be the report's year.",
        ),
        why: ("沿用上年底稿时最常忘改的就是年份。", "The year is what is most often left over from last year's draft."),
        example: (
            "2023 年度的报告写“2022年，我局共收到申请 26 件”。",
            "A report for 2023 says “2022年，我局共收到……”.",
        ),
        limits: (
            "只看句首作为叙述时间的年份和统计期限；夹在句中的年份不看。",
            "Only years that head a sentence and those that bound the statistics.",
        ),
        mend: (
            "改为报告年度；确指往年的，写明“较 2022 年”等。",
            "Put the report's year; where another is meant, say so, as in “较2022年”.",
        ),
    },
};

impl Rule for TextYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let Some(year) = subject.report.year else {
            return Err(Text::new("不知道报告年度", "the report's year is not known"));
        };
        let wording = subject.wording();
        let report_year = Number::from(u64::from(year.get()));
        let mut verdict = Verdict::default();
        for (passage, claims) in wording.read(subject)? {
            let sentences = &claims.sentences;
            for (index, (span, figures)) in sentences.iter().enumerate() {
                let text = passage.text.get(span.clone()).unwrap_or_default();
                let next = sentences.get(index + 1).and_then(|(next, _)| passage.text.get(next.clone()));
                let next = next.unwrap_or_default();
                let counts = claims_within(&claims.counted, span)
                    .iter()
                    .filter(|claimed| matches!(claimed.doubt, None | Some(Doubt::OtherYear)))
                    .map(|claimed| claimed.figure.span.start - span.start)
                    .collect();
                let sentence = Sentence { text, next, section: passage.section, report_year, counts };
                sentence.judge(figures, passage, span.start, &mut verdict);
            }
        }
        Ok(verdict)
    }
}

/// A sentence with what its years are held against.
struct Sentence<'t> {
    text: &'t str,
    /// The sentence behind it.
    next: &'t str,
    section: Option<SectionKey>,
    report_year: Number,
    /// Where the figures stand that name a cell, but for their year without a doubt.
    counts: Vec<usize>,
}

/// Words before a year and a day that bound the statistics.
const STATISTICS: &[&str] =
    &["统计期限", "统计时限", "统计期间", "统计时间", "数据期限", "数据统计", "所列数据", "列数据的统计", "报告期"];

/// Words up to a year's end at the head of a sentence: the figures behind it are those of that day.
const UNTIL: &[&str] = &["截至", "截止", "截止到", "截至到", "到", "至", "截止至"];

/// Words that tell of another year on purpose: a comparison, what came from it, what is made for it.
const COMPARING: &[&str] = &[
    "较",
    "比",
    "同比",
    "相比",
    "上年",
    "去年",
    "以来",
    "起",
    "至今",
    "结转",
    "考核",
    "评估",
    "通报",
    "计划",
    "将",
    "拟",
    "下一步",
    "力争",
    "预算",
    "决算",
    "年报",
    "年度报告",
    "底前",
];

/// Words that a year in front of them only dates: 2022年建成的专区.
const DATED: &[&str] = &[
    "针对",
    "修订",
    "施行",
    "实施",
    "印发",
    "制定",
    "出台",
    "建成",
    "成立",
    "荣获",
    "开始",
    "报告指出",
    "反馈",
    "问题整改",
    "存在的问题",
    "发布的",
    "上线",
];

/// What stands behind the year of which a sentence tells.
const TOLD_OF: &[&str] = &["，", ",", "我", "全", "本", "共", "收到", "受理", "主动", "累计", "没有", "未", "无"];

impl Sentence<'_> {
    /// Judges the years of the sentence; one that is left over is said once.
    fn judge(&self, figures: &[Figure], passage: &Passage, start: usize, verdict: &mut Verdict) {
        let years: Vec<&Figure> = figures.iter().filter(|figure| figure.kind == FigureKind::Year).collect();
        let says_report_year = years.iter().any(|figure| figure.value == self.report_year)
            || found(self.text, &["今年", "本年"]).is_some();
        let is_wrong = |figure: &&&Figure| {
            figure.value != self.report_year
                && figure.precision == Precision::Exact
                && (self.bounds_statistics(figure)
                    || (!says_report_year && (self.is_day_of_counting(figure) || self.is_told_of(figure))))
        };
        let wrong = years.iter().find(is_wrong);
        verdict.assessed += years.len() - usize::from(wrong.is_some());
        let Some(figure) = wrong else { return };
        let year = self.report_year;
        let message = Text::new(
            format!("报告年度是 {year} 年，正文写的是 {} 年", figure.value),
            format!("the report is for {year}, the text says {}", figure.value),
        );
        let before = self.text.within(..figure.span.start);
        let from = before.len() - tail(before, 8).len();
        let excerpt = head(self.text.within(from..), 36);
        verdict.fails(
            Finding::new(&INFO, message)
                .with_excerpt(passage.section, excerpt)
                .with_help(INFO.mend_text())
                .at(passage.position(start + figure.span.start)),
        );
    }

    fn before(&self, figure: &Figure) -> &str {
        self.text.within(..figure.span.start)
    }

    fn after(&self, figure: &Figure) -> &str {
        self.text.within(figure.span.end..)
    }

    /// “本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止”
    fn bounds_statistics(&self, figure: &Figure) -> bool {
        let after = head(self.after(figure), 8);
        (after.starts_with("12月31日") || after.starts_with("1月1日"))
            && found(tail(self.before(figure), 40), STATISTICS).is_some()
    }

    /// “截至2022年底，……48个”: figures of the end of the year before the report's.
    fn is_day_of_counting(&self, figure: &Figure) -> bool {
        let last_year = figure.value.checked_sub(self.report_year) == Some(Number::from(-1_i64));
        let before = self.before(figure);
        let until = UNTIL.iter().find_map(|word| before.strip_suffix(word));
        let after = self.after(figure);
        let end = ["12月31日", "12月底", "年底", "底", "末"].iter().find_map(|end| after.strip_prefix(end));
        last_year
            && until.is_some_and(is_head)
            && end.is_some_and(|rest| rest.starts_with(['，', ',', '为', '止', '，', '全', '我', '本', '共', '已']))
            && figures(after).iter().any(|counted| counted.kind == FigureKind::Quantity && counted.unit != Unit::None)
    }

    /// Whether a year that is not the report's tells of this year's work.
    fn is_told_of(&self, figure: &Figure) -> bool {
        if !is_head(self.before(figure)) {
            return false;
        }
        let after = self.after(figure);
        // “2022年1月1日至2022年12月31日，全县共收到……”: a whole year, told of as the report's.
        let whole_year =
            head(after, 8).starts_with("1月1日") && head(after, 20).contains(&format!("{}年12月31日，", figure.value));
        let date = after.chars().next().is_some_and(|c| c.is_ascii_digit()) && !whole_year;
        if date || found(self.text, COMPARING).is_some() {
            return false;
        }
        let next_year = figure.value > self.report_year;
        // Plans belong into section 五, and 六 may look ahead too.
        if next_year && matches!(self.section, Some(SectionKey::Problems | SectionKey::OtherMatters)) {
            return false;
        }
        // “2022年收到30件。2023年收到26件。” sets one year beside the other.
        if head(self.next, 12).contains(&format!("{}年", self.report_year)) {
            return false;
        }
        let after = after.trim_start_matches('度');
        let told = whole_year || TOLD_OF.iter().any(|word| after.starts_with(word));
        let counted = self.counts.iter().find(|at| **at >= figure.span.end);
        let counts =
            counted.and_then(|at| self.text.get(figure.span.end..*at)).is_some_and(|words| !words.contains('的'));
        counts || (told && found(self.text, DATED).is_none())
    }
}

/// Whether a place with these words before it in the sentence is its head, but for a number or heading.
fn is_head(before: &str) -> bool {
    before.is_empty() || before.ends_with(['。', '：', '）', ')', '、']) && before.chars().count() <= 30
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, skipped, with_text};

    #[test]
    fn years_that_are_clearly_meant_are_silent() {
        for text in [
            "2023年，我局共收到申请26件。",
            "较2022年收到的申请减少3件，2023年，我局办结26件。",
            "2022年，我局收到申请30件，2023年收到26件。",
            "2022年结转申请1件。",
            "自2019年新条例施行以来，共办结120件。",
            "根据国办公开办函〔2021〕30号和2019年修订的《政府信息公开条例》，2023年度报告如下。",
            "统计期限自2023年1月1日起至2023年12月31日止。",
            "2021年4月，我局门户网站改版上线。",
            "2022年建成的政务公开专区继续运行。",
            "编制《2022年政府信息公开工作年度报告》并公布。",
            "2024年，我局将继续做好政务公开工作。",
            "“十四五”规划（2021—2025年）信息公开到位。",
            "2022年全县收到政府信息公开申请371件，今年有所增加。",
            "2022年，我局收到政府信息公开申请30件。2023年收到26件。",
            "2022年制定的规范性文件3件继续执行。",
            "截至2023年底，开通新媒体3个。",
            "截至2021年底，建成专区12个。",
        ] {
            passed(&TextYear, &with_text(SectionKey::Overview, &[text]));
        }
        passed(&TextYear, &with_text(SectionKey::Problems, &["2024年，我局重点抓好三项工作。"]));
        let mut unknown = with_text(SectionKey::Overview, &["2022年，我局共收到申请26件。"]);
        unknown.year = None;
        skipped(&TextYear, &unknown);
    }

    #[test]
    fn left_over_years_are_found_once_a_sentence() {
        for text in [
            "2022年，我局共收到申请26件，全部按时答复。",
            "2022年度，我镇主动公开政府信息300条。",
            "2022年我县共受理申请26件。",
            "2022年全县共受理申请26件。",
            "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
            "2024年，我局共收到申请26件。",
            "（一）主动公开。2022年，我局公开信息300条。",
            "二〇二二年，我局公开信息300条。",
            "2022年1月1日至2022年12月31日，我局共收到申请26件。",
            "2022年，镇政府办公室制定规范性文件0件、废止0件，现行有效0件。",
            "2022年因政府信息公开引发行政复议101件、行政诉讼79件。",
            "到2022年12月31日为止，全镇公开各类信息50条。",
            "截至2022年底，全县共开通政务新媒体48个。",
        ] {
            let findings = failed(&TextYear, &with_text(SectionKey::Overview, &[text]));
            assert_eq!(findings.len(), 1, "{text}");
        }
    }
}
