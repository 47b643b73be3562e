//! GK303 text-year: a year in the text is the report's, or clearly meant.

use crate::Number;
use crate::check::text::{Figure, FigureKind, Precision, figures, found, head, passages, tail};
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub struct TextYear;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(303),
    name: "text-year",
    title: ("正文年份", "years in the text"),
    basis: Basis::Practice,
    clause: (
        "实务通常：正文年份与报告年度一致，统计期限为报告年度的 1 月 1 日至 12 月 31 日",
        "usual practice: the years of the text are the report's, and the statistics run from 1 January to 31 December of it",
    ),
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
        let passages = passages(subject)?;
        let report_year = Number::from(u64::from(year.get()));
        let mut verdict = Verdict::default();
        for passage in &passages {
            for span in passage.sentences() {
                let text = passage.text.get(span.clone()).unwrap_or_default();
                let figures = figures(text);
                let years: Vec<&Figure> = figures.iter().filter(|figure| figure.kind == FigureKind::Year).collect();
                let says_report_year = years.iter().any(|figure| figure.value == report_year);
                let mut reported = false;
                for figure in years {
                    let wrong = figure.value != report_year
                        && figure.precision == Precision::Exact
                        && !reported
                        && is_left_over(text, figure, report_year, passage.section, says_report_year);
                    if !wrong {
                        verdict.holds();
                        continue;
                    }
                    reported = true;
                    let message = Text::new(
                        format!("报告年度是 {year} 年，正文写的是 {} 年", figure.value),
                        format!("the report is for {year}, the text says {}", figure.value),
                    );
                    let from = figure
                        .span
                        .start
                        .saturating_sub(tail(text.get(..figure.span.start).unwrap_or_default(), 8).len());
                    let excerpt = head(text.get(from..).unwrap_or_default(), 36);
                    verdict.fails(
                        Finding::new(&INFO, message)
                            .with_excerpt(passage.section, excerpt)
                            .with_help(INFO.mend_text())
                            .at(passage.position(span.start + figure.span.start)),
                    );
                }
            }
        }
        Ok(verdict)
    }
}

/// Whether a year that is not the report's tells of this year's work or bounds its statistics.
fn is_left_over(
    text: &str,
    figure: &Figure,
    report_year: Number,
    section: Option<SectionKey>,
    says_report_year: bool,
) -> bool {
    let before = text.get(..figure.span.start).unwrap_or_default();
    let after = text.get(figure.span.end..).unwrap_or_default();
    let statistics =
        ["统计期限", "统计时限", "统计期间", "统计时间", "数据期限", "数据统计", "所列数据", "列数据的统计", "报告期"];
    let is_last_day = head(after, 8).starts_with("12月31日");
    let is_first_day = head(after, 8).starts_with("1月1日");
    // “本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止”
    if found(before, &statistics).is_some() && (is_first_day || is_last_day) {
        return true;
    }
    if says_report_year {
        return false;
    }
    // “2022年1月1日至2022年12月31日，全县共收到……”: a whole year, told of as the report's.
    let whole_year = is_first_day && head(after, 20).contains(&format!("{}年12月31日，", figure.value));
    let date = after.chars().next().is_some_and(|c| c.is_ascii_digit()) && !whole_year;
    let starts = before.is_empty() || before.ends_with(['。', '：', '）', '、']) && before.chars().count() <= 30;
    if date || !starts {
        return false;
    }
    let comparing = [
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
        "考核",
        "评估",
        "通报",
        "发布的",
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
        "上线",
    ];
    if found(text, &comparing).is_some() {
        return false;
    }
    let next_year = figure.value > report_year;
    // Plans belong into section 五, and 六 may look ahead too.
    if next_year && matches!(section, Some(SectionKey::Problems | SectionKey::OtherMatters)) {
        return false;
    }
    let subject_follows = [
        "，", ",", "我", "全", "本", "共", "度，", "度我", "度全", "度本", "度共", "收到", "受理", "主动", "累计",
        "没有", "未", "无", "度未", "度无", "度收",
    ];
    let after = after.trim_start_matches('度');
    whole_year || subject_follows.iter().any(|word| after.starts_with(word))
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
        ] {
            let findings = failed(&TextYear, &with_text(SectionKey::Overview, &[text]));
            assert_eq!(findings.len(), 1, "{text}");
        }
    }
}
