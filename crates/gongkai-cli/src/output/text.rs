//! Findings for people, in the manner of a compiler: the line, a mark under it, what is wrong, how to mend it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use gongkai::characters::one_line;
use gongkai::check::{RuleId, rule};

use super::source::{Marked, Source};
use crate::language::Language;
use gongkai_wire::{Answer, CellRef, Diagnosis, FileResult, Finding, Place, Severity, Verdict, Words};

/// How many cells of a finding are named.
const MOST_CELLS: usize = 8;
/// How many lines away from a finding's own the other cells are marked.
const FARTHEST: usize = 200;
/// How many ways to mend the sums a diagnosis names in its message.
const NAMED_IN_MESSAGE: usize = 3;

/// What is said of one file.
pub(crate) struct Printer<'a> {
    pub(crate) language: Language,
    pub(crate) colour: bool,
    /// How many columns a line has.
    pub(crate) width: usize,
    /// Whether every rule that could not be assessed is listed with its reasons.
    pub(crate) verbose: bool,
    pub(crate) source: &'a Source,
}

impl Printer<'_> {
    /// The findings, diagnoses and verdict of a file.
    pub(crate) fn file(&self, result: &FileResult) -> String {
        let mut out = String::new();
        for (index, finding) in result.findings.iter().enumerate() {
            out.push_str(&self.finding(finding, index == 0));
        }
        for diagnosis in &result.diagnoses {
            out.push_str(&self.diagnosis(diagnosis));
        }
        for accepted in &result.accepted {
            let (rule, message) = (&accepted.finding.rule, self.words(&accepted.finding.message));
            let (word, because) = self.language.pick(("已接受", "理由："), ("accepted", "reason: "));
            let signed = self.signed(accepted.by.as_deref(), accepted.at.as_deref());
            let reason = self.in_brackets(&format!("{signed}{because}{}", one_line(&accepted.reason)));
            out.push_str(&format!("{word}[{rule}]: {message}{reason}\n"));
        }
        for accepted in &result.accepted_by_filer {
            let rule = accepted.fingerprint.rsplit_once('-').map_or(accepted.fingerprint.as_str(), |(rule, _)| rule);
            let (word, because) = self.language.pick(
                ("报送单位自行接受，不影响结论", "理由："),
                ("accepted by the filer itself, which does not count", "reason: "),
            );
            let signed = self.signed(accepted.by.as_deref(), accepted.at.as_deref());
            let reason = one_line(&accepted.reason);
            out.push_str(&format!("{word}[{}]: {signed}{because}{reason}\n", one_line(rule)));
        }
        out.push_str(&self.unassessed(result));
        if !result.switched_off.is_empty() {
            let word = self.language.pick("按配置关闭", "switched off by configuration");
            out.push_str(&format!("{word}: {}\n", result.switched_off.join(" ")));
        }
        out.push_str(&self.verdict(result));
        out
    }

    /// Who accepted something and on which day, as far as that is on record.
    fn signed(&self, by: Option<&str>, at: Option<&str>) -> String {
        let day = at.map(|at| at.split_once('T').map_or(at, |(day, _)| day));
        let comma = self.language.pick("，", ", ");
        let parts: Vec<String> = [by, day]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .map(|part| one_line(part).into_owned())
            .collect();
        if parts.is_empty() { String::new() } else { format!("{}{comma}", parts.join(comma)) }
    }

    /// A remark in the brackets that the language sets.
    fn in_brackets(&self, remark: &str) -> String {
        self.language.pick(format!("（{remark}）"), format!(" ({remark})"))
    }

    /// A message as it may stand within a line: no character acts on a terminal.
    fn words<'w>(&self, words: &'w Words) -> Cow<'w, str> {
        one_line(self.language.pick(&words.zh, &words.en))
    }

    /// A finding; with the first it is told what a fingerprint is for.
    fn finding(&self, finding: &Finding, first: bool) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let (zh, en) = finding.severity.in_words();
        let level = level.with_name(self.language.pick(zh, en));
        let mut group = Group::with_title(level.primary_title(self.words(&finding.message)).id(finding.rule.as_str()));
        let place = finding.position.as_ref().or(finding.cells.first().and_then(|cell| cell.position.as_ref()));
        let mut cells: &[CellRef] = &finding.cells;
        match self.snippet(finding, place) {
            Some((origin, snippet)) => {
                group = group.elements(origin).element(snippet);
                if cells.len() == 1 {
                    cells = &[];
                }
            }
            None => group = group.element(Origin::path(self.place(place))),
        }
        let note = |name: (&'static str, &'static str)| Level::NOTE.with_name(self.language.pick(name.0, name.1));
        if !cells.is_empty() {
            group = group.element(note(("单元格", "cells")).message(self.cells(cells)));
        }
        if let Some(excerpt) = &finding.excerpt {
            group = group.element(note(("原文", "text")).message(format!("“{}”", one_line(excerpt))));
        }
        for text in &finding.notes {
            group = group.element(note(("注", "note")).message(self.words(text).into_owned()));
        }
        if let Some(clause) = &finding.clause {
            group = group.element(note(("依据", "basis")).message(self.words(clause).into_owned()));
        }
        if let Some(help) = &finding.help {
            group = group.element(
                Level::HELP.with_name(self.language.pick("改法", "help")).message(self.words(help).into_owned()),
            );
        }
        group = group.element(note(("指纹", "fingerprint")).message(finding.fingerprint.clone()));
        if first {
            let told = self.language.pick(
                "指纹是一个问题的记号，数字改了它也会变；核实无误的，用 --accept 指纹 --reason 理由 接受",
                "a fingerprint names a finding and changes with its figures; what is right as it stands is accepted by --accept FINGERPRINT --reason TEXT",
            );
            group = group.element(note(("说明", "remark")).message(told));
        }
        self.render(group)
    }

    /// The lines of the source with the cells marked, where the source has lines.
    fn snippet(
        &self,
        finding: &Finding,
        place: Option<&Place>,
    ) -> Option<(Option<Origin<'_>>, Snippet<'_, annotate_snippets::Annotation<'_>>)> {
        let mark = self.source.mark(place?, finding.excerpt.as_deref(), self.width)?;
        let named = finding.cells.first().filter(|cell| cell.position.as_ref() == place);
        let primary = |span| AnnotationKind::Primary.span(span).label(named.map(|cell| self.cell(cell)));
        if let Some((shown, column)) = mark.cut {
            let origin = Origin::path(self.source.name.as_str()).line(mark.line).char_column(column);
            let snippet = Snippet::source(shown).line_start(mark.line).annotation(primary(mark.span));
            return Some((Some(origin), snippet));
        }
        let mut others: Vec<Marked> = Vec::new();
        if finding.cells.len() <= MOST_CELLS {
            let places = finding.cells.iter().skip(1).filter_map(|cell| cell.position.as_ref());
            others.extend(places.filter_map(|place| self.source.mark(place, None, self.width)));
            others.retain(|other| *other != mark && other.cut.is_none() && other.line.abs_diff(mark.line) <= FARTHEST);
        }
        let lines = || std::iter::once(mark.line).chain(others.iter().map(|other| other.line));
        let (first, last) = (lines().min()?, lines().max()?);
        // Where each line begins in the piece that is shown.
        let shown = self.source.shown(first..=last, self.width);
        let starts: Vec<usize> = std::iter::once(0).chain(shown.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let span = |marked: &Marked| {
            let start = starts.get(marked.line - first).copied().unwrap_or_default();
            start + marked.span.start..start + marked.span.end
        };
        let annotations = std::iter::once(primary(span(&mark)))
            .chain(others.iter().map(|other| AnnotationKind::Context.span(span(other))));
        let snippet = Snippet::source(shown.clone())
            .line_start(first)
            .path(self.source.name.as_str())
            .annotations(annotations.collect::<Vec<_>>());
        Some((None, snippet))
    }

    /// The cells with their values; what all their names begin with is said once.
    fn cells(&self, cells: &[CellRef]) -> String {
        let named: Vec<String> = cells.iter().take(MOST_CELLS).map(|cell| self.cell(cell)).collect();
        let shared = shared_beginning(&named);
        let rest: Vec<&str> = named.iter().map(|name| name.get(shared.len()..).unwrap_or(name)).collect();
        let more = match self.language {
            _ if cells.len() <= MOST_CELLS => String::new(),
            Language::Zh => format!("；等 {} 格", cells.len()),
            Language::En => format!("; {} cells in all", cells.len()),
        };
        // Keys share what stands before their last dot: “disputes.reconsideration: total = 0”.
        let shared = self.language.pick(
            shared.to_owned(),
            shared.strip_suffix('.').map_or_else(|| shared.to_owned(), |key| format!("{key}:")),
        );
        let gap = if shared.is_empty() { "" } else { " " };
        format!("{shared}{gap}{}{more}", rest.join(self.language.pick("；", "; ")))
    }

    fn cell(&self, cell: &CellRef) -> String {
        let printed = match cell.printed.as_deref() {
            None => self.language.pick("未读出", "not read"),
            Some("") => self.language.pick("空白", "blank"),
            Some(printed) => printed,
        };
        let name = self.language.pick(cell.name.as_str(), cell.key.as_str());
        one_line(&format!("{name} = {printed}")).into_owned()
    }

    /// A place in a file that has no lines.
    fn place(&self, place: Option<&Place>) -> String {
        let Some(place) = place else { return self.source.name.clone() };
        format!("{} {}", self.source.name, self.words(&place.printed()))
    }

    fn diagnosis(&self, diagnosis: &Diagnosis) -> String {
        let title = Level::HELP
            .with_name(self.language.pick("诊断", "diagnosis"))
            .primary_title(self.words(&diagnosis.message));
        let mut group = Group::with_title(title);
        // The message names the first few itself.
        let listed =
            if diagnosis.alternatives.len() > NAMED_IN_MESSAGE { diagnosis.alternatives.as_slice() } else { &[] };
        for (index, alternative) in listed.iter().enumerate() {
            let changes: Vec<String> = alternative
                .iter()
                .map(|change| {
                    let name = self.language.pick(change.cell.name.as_str(), change.cell.key.as_str());
                    let to = change.to.as_ref().map_or("?".to_owned(), ToString::to_string);
                    format!("{name}{}{} → {to}", self.language.pick("：", ": "), change.from)
                })
                .collect();
            let name = self.language.pick("可能", "either");
            let changes = changes.join(self.language.pick("；", "; "));
            let text = one_line(&format!("{}. {changes}", index + 1)).into_owned();
            group = group.element(Level::NOTE.with_name(name).message(text));
        }
        self.render(group)
    }

    fn render(&self, group: Group<'_>) -> String {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(self.width);
        format!("{}\n\n", renderer.render(&[group]))
    }

    /// A rule by its id and title.
    fn named(&self, id: &str) -> String {
        let known = id.parse::<RuleId>().ok().and_then(rule);
        known.map_or_else(|| id.to_owned(), |rule| format!("{id} {}", self.language.of(&rule.info().title_text())))
    }

    /// What could not be assessed: in short, or every reason.
    fn unassessed(&self, result: &FileResult) -> String {
        let unknown = |status: Answer| matches!(status, Answer::CannotBeAssessed | Answer::HoldsInPart);
        let rules =
            result.rules.iter().filter(|rule| unknown(rule.status) || (rule.failed > 0 && !rule.reasons.is_empty()));
        let mut out = String::new();
        if self.verbose {
            for rule in rules {
                for reason in &rule.reasons {
                    let word = self.language.pick("未能判断", "not assessed");
                    let count =
                        if reason.count > 1 { self.in_brackets(&reason.count.to_string()) } else { String::new() };
                    let name = self.named(&rule.rule);
                    out.push_str(&format!("{word}[{name}]: {}{count}\n", self.words(&reason.reason)));
                    for words in &reason.sentences {
                        let place = words.position.as_ref().map(|place| format!("{} ", self.words(&place.printed())));
                        let place = place.unwrap_or_default();
                        out.push_str(&format!("  {place}“{}”\n", one_line(&words.text)));
                    }
                }
            }
            for rule in result.rules.iter().filter(|rule| rule.status == Answer::NotApplicable) {
                let word = self.language.pick("不适用", "not applicable");
                let reason = rule.reasons.first().map(|one| self.words(&one.reason)).unwrap_or_default();
                out.push_str(&format!("{word}[{}]: {reason}\n", self.named(&rule.rule)));
            }
            return out;
        }
        // Rules that cannot be assessed for one reason are said together.
        let mut sentences = 0;
        let mut by_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for rule in rules {
            let mut reason = rule.reasons.first().map(|one| self.words(&one.reason).into_owned()).unwrap_or_default();
            if rule.reasons.len() > 1 {
                let count: usize = rule.reasons.iter().map(|one| one.count).sum();
                reason.push_str(&self.language.pick(format!("；等 {count} 处"), format!("; {count} in all")));
            }
            sentences += rule.reasons.iter().map(|one| one.sentences.len()).sum::<usize>();
            by_reason.entry(reason).or_default().push(self.named(&rule.rule));
        }
        for (reason, rules) in by_reason {
            let word = self.language.pick("未能判断", "not assessed");
            let rules = rules.join(self.language.pick("、", ", "));
            out.push_str(&format!("{word}: {rules}{}\n", self.in_brackets(&reason)));
        }
        if sentences > 0 {
            out.push_str(&self.language.pick(
                format!("  其中正文 {sentences} 处，加 -v 逐句列出\n"),
                format!("  {sentences} of them in the text; -v lists them sentence by sentence\n"),
            ));
        }
        out
    }

    /// The one line at the end of a file.
    fn verdict(&self, result: &FileResult) -> String {
        let name = &self.source.name;
        let counts = counts(self.language, result);
        match self.language {
            Language::Zh => format!("{name}：{}（{counts}）\n", verdict(self.language, result.verdict)),
            Language::En => format!("{name}: {} ({counts})\n", verdict(self.language, result.verdict)),
        }
    }
}

/// The verdict in a word.
pub(crate) fn verdict(language: Language, verdict: Verdict) -> String {
    let Words { zh, en } = verdict.words();
    language.pick(zh, en)
}

/// What all the texts begin with, up to a quotation mark or a dot after which they differ.
fn shared_beginning(texts: &[String]) -> &str {
    let Some((first, rest)) = texts.split_first().filter(|(_, rest)| !rest.is_empty()) else { return "" };
    let alike =
        |other: &String| first.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(0, |((i, _), _)| i);
    let length = rest.iter().map(alike).min().unwrap_or(0);
    let shared = first.get(..length).unwrap_or_default();
    let quote = shared.rfind('“').filter(|&open| !shared.get(open..).is_some_and(|quoted| quoted.contains('”')));
    let end = match quote {
        Some(open) => open,
        None => shared
            .rfind(['”', '.', '行'])
            .map_or(0, |at| at + shared.get(at..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8)),
    };
    shared.get(..end).unwrap_or_default()
}

/// The findings by severity, the accepted ones, and the cells that were not read.
fn counts(language: Language, result: &FileResult) -> String {
    let (errors, warnings, infos) =
        (result.count(Severity::Error), result.count(Severity::Warning), result.count(Severity::Info));
    let mut out = match language {
        Language::Zh => format!("{errors} 个错误、{warnings} 个警告、{infos} 个提示"),
        Language::En => format!("{errors} errors, {warnings} warnings, {infos} hints"),
    };
    if !result.accepted.is_empty() {
        let accepted = result.accepted.len();
        out.push_str(&language.pick(format!("、已接受 {accepted} 个"), format!(", {accepted} accepted")));
    }
    let unread = result.cells_expected.saturating_sub(result.cells_read);
    if unread > 0 {
        out.push_str(&language.pick(format!("、{unread} 个单元格未读出"), format!(", {unread} cells not read")));
    }
    out
}
