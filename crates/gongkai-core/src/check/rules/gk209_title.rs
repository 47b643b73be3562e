//! GK209 title: organ + year + 政府信息公开工作年度报告, agreeing with the data.

use crate::Within;
use crate::characters::{half_width, is_of_words};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::numerals::plain_digit;
use crate::{Report, Year};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Title;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(209),
    name: "title",
    title: ("标题", "the title"),
    basis: Basis::Practice,
    clause: (
        "实务通常：标题为“机关名称＋年度＋政府信息公开工作年度报告”",
        "usual practice: the title is made of organ, year and “政府信息公开工作年度报告”",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "标题由机关名称、年度和“政府信息公开工作年度报告”组成，并与报告数据的机关、年度一致。",
            "The title is made of organ, year and “政府信息公开工作年度报告”, and agrees with the data.",
        ),
        why: (
            "标题里的年度或机关没改，是沿用去年文件最常见的痕迹。",
            "A title with last year or another organ is the commonest trace of last year’s file.",
        ),
        example: (
            "2023 年度报告题为“某局2022年政府信息公开年度报告”。",
            "A report for 2023 with the title “某局2022年政府信息公开年度报告”.",
        ),
        limits: ("按用词比对，机关简称与全称视为相同。", "By words; short names count as the full ones."),
        mend: ("改为“机关名称＋年度＋政府信息公开工作年度报告”。", "Write organ, year and “政府信息公开工作年度报告”."),
    },
};

impl Rule for Title {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let report = subject.report;
        // A title that is just what the format asks for is not kept apart from organ and year; that it was read is told
        // by its place.
        let read = subject.provenance.is_some_and(|provenance| !provenance.title.is_unknown());
        let as_prescribed =
            (read && !report.organ.name.is_empty() && report.year.is_some()).then(|| report.full_title());
        let Some(title) = report.title.as_ref().or(as_prescribed.as_ref()) else {
            if report.headings.is_empty() && !report.organ.name.is_empty() && report.year.is_some() {
                return Ok(Verdict::not_applicable(Text::new(
                    "报告没有另拟标题，输出时按格式生成",
                    "the report has no title of its own; it is composed from organ and year",
                )));
            }
            return Err(Text::new("没有读到标题", "no title was read"));
        };
        let mut verdict = Verdict::default();
        let wrong = faults(report, title, &mut verdict);
        if wrong.is_empty() {
            verdict.holds();
            return Ok(verdict);
        }
        let zh: Vec<&str> = wrong.iter().map(|fault| fault.zh.as_str()).collect();
        let en: Vec<&str> = wrong.iter().map(|fault| fault.en.as_str()).collect();
        let message = Text::new(
            format!("标题“{}”{}；实务通常为“机关名称＋年度＋{TAIL}”", title.trim(), zh.join("，")),
            format!("the title “{}” {}", title.trim(), en.join(", ")),
        );
        let mut finding = Finding::new(&INFO, message).with_excerpt(None, title.trim());
        if let (Some(year), false) = (report.year, report.organ.name.is_empty()) {
            let right = format!("{}{year}年{TAIL}", report.organ.name);
            finding = finding.with_help(Text::new(format!("可改为“{right}”"), format!("for instance “{right}”")));
        }
        let place = subject.provenance.map(|provenance| provenance.title).filter(|place| !place.is_unknown());
        verdict.fails(finding.at(place));
        Ok(verdict)
    }
}

/// How every title ends.
const TAIL: &str = "政府信息公开工作年度报告";

/// How titles end that are not quite right, the longest first.
const ENDS: [&str; 7] = [
    TAIL,
    "政府信息公开年度工作报告",
    "政府信息公开年度报告",
    "政府信息公开工作报告",
    "信息公开工作年度报告",
    "政务公开工作年度报告",
    "信息公开年度报告",
];

fn faults(report: &Report, title: &str, verdict: &mut Verdict) -> Vec<Text> {
    let text: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let mut wrong = Vec::new();
    let fault = |zh: String, en: &str| Text::new(zh, en);
    if !text.contains(TAIL) {
        wrong.push(fault(format!("没有“{TAIL}”字样"), "does not say “政府信息公开工作年度报告”"));
    }
    let years = years(&text);
    match (report.year, years.first()) {
        (_, None) => wrong.push(fault("没有年度".to_owned(), "has no year")),
        (Some(year), Some(_)) if !years.contains(&year) => {
            wrong.push(fault(format!("的年度不是 {year} 年"), "has another year than the report"));
        }
        (Some(_), Some(_)) => {}
        (None, Some(_)) => verdict.skip(Text::new("不知道报告年度", "the year of the report is not known")),
    }
    let organ = organ_of(&text);
    let known: String = report.organ.name.chars().filter(|c| !c.is_whitespace()).collect();
    if organ.is_empty() {
        wrong.push(fault("没有机关名称".to_owned(), "has no organ"));
    } else if known.is_empty() {
        verdict.skip(Text::new("不知道报告机关", "the organ of the report is not known"));
    } else if !same_organ(&organ, &known) {
        wrong.push(fault(format!("的机关不是“{known}”"), "has another organ than the report"));
    }
    wrong
}

/// The years that a title names in digits, also in full-width and Chinese ones.
fn years(text: &str) -> Vec<Year> {
    let digit = |c: char| half_width(c).to_digit(10).or_else(|| plain_digit(c).map(u32::from));
    let mut years = Vec::new();
    let mut run: Vec<u32> = Vec::new();
    for c in text.chars().chain([' ']) {
        match digit(c) {
            Some(value) => run.push(value),
            None => {
                if run.len() == 4 {
                    let number = run.iter().fold(0, |number, digit| number * 10 + digit);
                    years.extend(u16::try_from(number).ok().and_then(|number| Year::new(number).ok()));
                }
                run.clear();
            }
        }
    }
    years
}

/// What is left of a title without year, end and punctuation: the organ.
fn organ_of(text: &str) -> String {
    let end = ENDS.iter().find_map(|end| text.find(end)).unwrap_or(text.len());
    let is_date = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '〇' | '○');
    let before: String = text.within(..end).chars().filter(|c| !is_date(*c)).collect();
    let before = before.replace("年度", "").replace('年', "").replace("关于", "");
    before.chars().filter(|c| is_of_words(*c)).collect()
}

/// Whether a title's organ is the report's: 洪泽区 and 淮安市洪泽区 for 洪泽区人民政府, too.
fn same_organ(title: &str, known: &str) -> bool {
    let short = |name: &str| name.replace("人民政府", "").replace("政府", "");
    let (title, known) = (short(title), short(known));
    title.contains(&known) || known.contains(&title)
}
