//! What an office's notice asks of the text: a statement, its figure, and the cell that the figure must equal.

use std::ops::Range;

use gongkai_core::check::text::{Figure, FigureKind, Passage, Precision, figures, squeezed};
use gongkai_core::check::{Severity, Subject, Text};
use gongkai_core::form::{CellKey, SectionKey};

use crate::error::PolicyError;
use crate::file::RequiredFile;
use crate::local::{LocalFinding, LocalOutcome, local_id};
use crate::policy::severity;

/// A statement that a section must make.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Required {
    /// Its id, which begins with `LOCAL-`.
    pub id: String,
    /// The notice that asks for it, by its name.
    pub notice: String,
    /// The section that must make it.
    pub section: SectionKey,
    /// The words that stand together in one sentence; of each, one of its alternatives.
    pub words: Vec<Vec<String>>,
    /// Whether the sentence must state a number.
    pub number: bool,
    /// The cell that the number must equal.
    pub equals: Option<CellKey>,
    /// How grave it is when it is not so.
    pub severity: Severity,
}

impl Required {
    pub(crate) fn new(text: &str, file: RequiredFile) -> Result<Self, PolicyError> {
        let wrong = |span: Range<usize>, zh: String, en: String| PolicyError::at(text, &span, &zh, &en);
        let id = local_id(text, &file.id)?;
        let words: Vec<Vec<String>> = file
            .words
            .as_ref()
            .iter()
            .map(|word| word.split('|').map(squeezed).filter(|one| !one.is_empty()).collect())
            .collect();
        if words.is_empty() || words.iter().any(Vec::is_empty) {
            let (zh, en) = ("words 里要有词，如 [\"规范性文件\", \"制定|制发\"]", "words must name words");
            return Err(wrong(file.words.span(), format!("{id}：{zh}"), format!("{id}: {en}")));
        }
        if file.notice.as_ref().trim().is_empty() {
            let (zh, en) = ("notice 要写明是哪个通知要求的", "notice must name the notice that asks for it");
            return Err(wrong(file.notice.span(), format!("{id}：{zh}"), format!("{id}: {en}")));
        }
        let section = match &file.section {
            None => SectionKey::Overview,
            Some(name) => {
                SectionKey::ALL.into_iter().find(|section| section.as_str() == name.as_ref()).ok_or_else(|| {
                    let known = SectionKey::ALL.map(SectionKey::as_str).join("、");
                    let name_text = name.as_ref();
                    wrong(
                        name.span(),
                        format!("“{name_text}”不是部分的名称；可用 {known}"),
                        format!("“{name_text}” is no section; use one of {known}"),
                    )
                })?
            }
        };
        let equals = match &file.equals {
            None => None,
            Some(key) => Some(key.as_ref().parse::<CellKey>().map_err(|_| {
                let key_text = key.as_ref();
                wrong(
                    key.span(),
                    format!("“{key_text}”不是单元格的键，如 disclosure.normative_documents.issued"),
                    format!("“{key_text}” is no cell’s key"),
                )
            })?),
        };
        let grave = match &file.severity {
            None => Severity::Warning,
            Some(word) => severity(word.as_ref()).ok_or_else(|| {
                let (zh, en) =
                    ("severity 应为 \"info\"、\"warning\" 或 \"error\"", "severity is info, warning or error");
                PolicyError::at(text, &word.span(), zh, en)
            })?,
        };
        let notice = file.notice.into_inner().trim().to_owned();
        Ok(Self { id, notice, section, words, number: file.number || equals.is_some(), equals, severity: grave })
    }

    /// What the statement is called: its words.
    fn called(&self) -> String {
        let words: Vec<&str> = self.words.iter().filter_map(|one| one.first()).map(String::as_str).collect();
        words.join("、")
    }

    /// What the report says to it.
    pub(crate) fn assess(&self, subject: &Subject<'_>) -> LocalOutcome {
        let (findings, unassessed) = match self.judge(subject) {
            Ok(finding) => (finding.into_iter().collect(), None),
            Err(reason) => (Vec::new(), Some(reason)),
        };
        let (called, notice) = (self.called(), &self.notice);
        LocalOutcome {
            id: self.id.clone(),
            title: Text::new(format!("{notice}：{called}"), format!("“{called}”, as “{notice}” asks")),
            findings,
            unassessed,
        }
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Option<LocalFinding>, Text> {
        let passages = subject.passages();
        if passages.is_empty() {
            return Err(Text::new("没有读到正文", "no text was read"));
        }
        let (called, heading) = (self.called(), self.section.heading());
        let mut without_number: Option<(&Passage, Range<usize>)> = None;
        let mut unlike: Option<(&Passage, Range<usize>, Figure)> = None;
        let mut doubtful = false;
        let due = match self.equals {
            None => None,
            Some(key) => Some(subject.report.cell(key).and_then(gongkai_core::Cell::number).ok_or_else(|| {
                let name = subject.report.printed_name(key);
                Text::new(format!("{name}没有数字"), format!("{key} holds no number"))
            })?),
        };
        for passage in passages.iter().filter(|passage| passage.section == Some(self.section)) {
            for span in passage.sentences() {
                let Some(sentence) = passage.text.get(span.clone()) else { continue };
                let Some(last) = self.stated(sentence) else { continue };
                if !self.number {
                    return Ok(None);
                }
                match (number_of(sentence, last), due) {
                    (None, _) => without_number = without_number.or(Some((passage, span))),
                    (Some(_), None) => return Ok(None),
                    (Some(figure), Some(due)) if figure.value == due => return Ok(None),
                    (Some(figure), _) if figure.precision != Precision::Exact => doubtful = true,
                    (Some(figure), _) => unlike = unlike.or(Some((passage, span, figure))),
                }
            }
        }
        if doubtful && unlike.is_none() {
            return Err(Text::new(
                format!("“{called}”的数字不是准数，无从与表格核对"),
                format!("the number of “{called}” is not exact, so that it cannot be held against the table"),
            ));
        }
        Ok(Some(match (unlike, without_number) {
            (Some((passage, span, figure)), _) => {
                let related = self.equals.map(|key| subject.related(key));
                let printed = passage.text.get(span.start + figure.span.start..span.start + figure.span.end);
                let printed = printed.unwrap_or_default();
                let cell = related.as_ref().map(|cell| cell.name.clone()).unwrap_or_default();
                let key = self.equals.map(|key| key.to_string()).unwrap_or_default();
                let value = due.map(|due| due.to_string()).unwrap_or_default();
                let message = Text::new(
                    format!("“{called}”写的是 {printed}，{cell}是 {value}"),
                    format!("“{called}” is said to be {}, {key} is {value}", figure.value),
                );
                self.finding(message, Some((passage, span)), related)
            }
            (None, Some((passage, span))) => {
                let message =
                    Text::new(format!("“{called}”没有写出数字"), format!("no number is stated of “{called}”"));
                self.finding(message, Some((passage, span)), None)
            }
            (None, None) => {
                let message = Text::new(
                    format!("“{heading}”部分没有写“{called}”"),
                    format!("section “{heading}” does not state “{called}”"),
                );
                self.finding(message, None, None)
            }
        }))
    }

    /// Where the last of the words ends in a sentence that has them all.
    fn stated(&self, sentence: &str) -> Option<usize> {
        let ends = self.words.iter().map(|alternatives| {
            alternatives.iter().filter_map(|word| sentence.find(word.as_str()).map(|at| at + word.len())).min()
        });
        ends.collect::<Option<Vec<usize>>>()?.into_iter().max()
    }

    fn finding(
        &self,
        message: Text,
        at: Option<(&Passage, Range<usize>)>,
        cell: Option<gongkai_core::check::Related>,
    ) -> LocalFinding {
        let said = at.as_ref().and_then(|(passage, span)| passage.text.get(span.clone())).map(str::to_owned);
        let held = cell.as_ref().map(|cell| format!("{}={}", cell.key, cell.printed.as_deref().unwrap_or("?")));
        let parts = [Some(message.zh.clone()), said.clone(), held];
        let mut finding = LocalFinding::new(&self.id, self.severity, message, parts.into_iter().flatten());
        finding.section = Some(self.section);
        finding.position = at.and_then(|(passage, span)| passage.position(span.start));
        finding.excerpt = said;
        finding.cells = cell.into_iter().collect();
        finding.clause = Some(Text::new(self.notice.clone(), self.notice.clone()));
        finding
    }
}

/// The number that a sentence states of the words that end at a byte: the first behind them in their clause, else the last
/// before them there, else the first behind them in the sentence.
fn number_of(sentence: &str, end: usize) -> Option<Figure> {
    let counts = |figure: &Figure| figure.kind == FigureKind::Quantity;
    let all: Vec<Figure> = figures(sentence).into_iter().filter(counts).collect();
    let is_stop = |c: char| matches!(c, '，' | '；' | '。' | ',' | ';' | '！' | '？');
    let from = sentence.get(..end).and_then(|before| before.rfind(is_stop)).unwrap_or(0);
    let to = sentence.get(end..).and_then(|behind| behind.find(is_stop)).map_or(sentence.len(), |at| end + at);
    let within = |figure: &&Figure| figure.span.start >= from && figure.span.end <= to;
    all.iter()
        .filter(within)
        .find(|figure| figure.span.start >= end)
        .or_else(|| all.iter().rfind(within))
        .or_else(|| all.iter().find(|figure| figure.span.start >= end))
        .cloned()
}
