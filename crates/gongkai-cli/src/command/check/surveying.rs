//! What came in as a whole: who has filed, who has not, which files hold what they should not.

use gongkai::Year;
use gongkai::characters::one_line;
use gongkai::check::Child;
use gongkai::consolidate::FilingState;
use gongkai::survey::{Survey, Surveying};
use gongkai::words::{InWords as _, Text};
use gongkai_wire::{PassedOver, Survey as Shape};

use crate::bodies::Office;
use crate::inputs::Input;
use crate::language::Language;

/// What a file gave to the survey.
pub(super) enum Given {
    /// A report's figures.
    Report(Box<Child>),
    /// A file that is meant as a report and cannot be read, with the reason.
    Unreadable(String, Text),
    /// A file that holds no report, with the reason.
    PassedOver(PassedOver),
}

/// A report's figures by its organ, or by its file where it names none.
pub(super) fn report(input: &Input, report: &gongkai::Report) -> Given {
    let file = input.relative.display().to_string();
    let organ = report.organ.name.trim();
    let name = if organ.is_empty() { file.clone() } else { organ.to_owned() };
    Given::Report(Box::new(Child::new(name, report.figures_only()).from_file(file)))
}

/// What a file is that could not be read: one that is meant as a report, or one that only lies among them.
pub(super) fn unread(input: &Input, error: &gongkai::Error, office: &Office, in_folder: bool) -> Given {
    let (file, why) = (input.relative.display().to_string(), error.kind.in_words());
    if office.passes_over(input, error, in_folder) {
        Given::PassedOver(PassedOver { file, why: (&why).into() })
    } else {
        Given::Unreadable(file, why)
    }
}

/// Takes what each file gives.
#[derive(Default)]
pub(super) struct Taking {
    members: Vec<Child>,
    unreadable: Vec<(String, Text)>,
    passed_over: Vec<PassedOver>,
}

impl Taking {
    pub(super) fn take(&mut self, given: Given) {
        match given {
            Given::Report(child) => self.members.push(*child),
            Given::Unreadable(file, why) => self.unreadable.push((file, why)),
            Given::PassedOver(file) => self.passed_over.push(file),
        }
    }

    /// Surveys what was taken.
    pub(super) fn finish(self, year: Option<Year>, office: &Office, earlier: &[Child]) -> (Survey, Shape) {
        let mut surveying = Surveying::default();
        surveying.year = year;
        surveying.known = office.bodies.clone();
        surveying.expected = office.expected.as_ref();
        surveying.unreadable = self.unreadable;
        surveying.earlier = earlier;
        let survey = surveying.survey(&self.members);
        let shape = Shape { passed_over: self.passed_over, ..Shape::from(&survey) };
        (survey, shape)
    }
}

/// The survey for a person.
pub(super) fn printed(survey: &Survey, shape: &Shape, language: Language) -> String {
    /// How many of a kind are named before they are counted.
    const NAMED: usize = 60;
    let year = survey.year.map(|year| year.to_string()).unwrap_or_default();
    let count = |state| survey.in_state(state).count();
    let filed = count(FilingState::Filed) + count(FilingState::LeftOut) + count(FilingState::NotExpected);
    let (unreadable, missing) = (count(FilingState::Unreadable), count(FilingState::Missing));
    let broken = match (unreadable, language) {
        (0, _) => String::new(),
        (_, Language::Zh) => format!("，另有 {unreadable} 份读不了"),
        (_, Language::En) => format!("; cannot be read: {unreadable}"),
    };
    let mut lines = vec![match (language, survey.expected) {
        (Language::Zh, Some(expected)) => {
            format!("报送情况（{year}年度）：应报 {expected} 个单位，未报 {missing} 个；收到报告 {filed} 份{broken}")
        }
        (Language::Zh, None) => format!(
            "报送情况（{year}年度）：收到报告 {filed} 份{broken}；没有应报单位名单（--expect），有没有漏报无从判断"
        ),
        (Language::En, Some(expected)) => {
            format!("filings for {year}: expected {expected}, missing {missing}; received {filed}{broken}")
        }
        (Language::En, None) => {
            format!("filings for {year}: received {filed}{broken}; no list of those expected was given")
        }
    }];
    let mut said = |head: &str, all: Vec<String>| {
        let more = all.len().saturating_sub(NAMED);
        lines.extend(all.iter().take(NAMED).map(|text| format!("  {head}: {}", one_line(text))));
        if more > 0 {
            lines.push(format!("  {head}: … +{more}"));
        }
    };
    let words = |words: &gongkai_wire::Words| language.pick(&words.zh, &words.en).clone();
    said(language.pick("问题", "problem"), shape.problems.iter().map(|said| words(&said.text)).collect());
    said(language.pick("说明", "remark"), shape.remarks.iter().map(|said| words(&said.text)).collect());
    let bracketed = |text: &str| match language {
        Language::Zh => format!("（{text}）"),
        Language::En => format!(" ({text})"),
    };
    let question = |one: &gongkai_wire::Question| {
        let file = one.file.as_deref().map(bracketed).unwrap_or_default();
        format!("{}{file}{}{}", one.organ, language.pick("：", ": "), words(&one.text))
    };
    said(language.pick("请核对", "please check"), shape.questions.iter().map(question).collect());
    let passed = |one: &PassedOver| format!("{}{}", one.file, bracketed(&words(&one.why)));
    said(language.pick("不是报告，跳过", "no report, passed over"), shape.passed_over.iter().map(passed).collect());
    lines.join("\n") + "\n"
}
