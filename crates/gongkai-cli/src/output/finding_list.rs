//! What does not hold in each file, as a document that is read and printed: for whoever has no terminal.

use gongkai::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_wire::{FileResult, Finding, Severity, Words};

use super::text::verdict;
use crate::language::Language;

/// In twips: what is wrong is the longest, and its number the shortest.
const WIDTHS: [u32; 5] = [620, 1800, 3200, 1900, 1280];

/// The list: a heading, the verdict and a table for each file.
pub(crate) fn document(language: Language, files: &[FileResult]) -> Document {
    let title = language.pick("政府信息公开工作年度报告检查结果", "Check of annual reports on disclosure");
    let mut blocks = vec![Paragraph::new(ParagraphRole::Title, title).into()];
    for file in files {
        blocks.push(Paragraph::new(ParagraphRole::Heading1, name(file)).into());
        blocks.push(Paragraph::new(ParagraphRole::Body, in_short(language, file)).into());
        blocks.extend(table(language, &file.findings).map(Block::Table));
        let open = undecided(language, file);
        if !open.is_empty() {
            let (opens, parts) = language.pick(("未能判断，请自行核对：", "；"), ("Could not be judged: ", "; "));
            blocks.push(Paragraph::new(ParagraphRole::Body, format!("{opens}{}", open.join(parts))).into());
        }
    }
    let mut document = Document::new(blocks);
    document.properties.title = Some(title.to_owned());
    document
}

/// The file's own name: the folder that it lies in says nothing to whoever opens the list beside it.
fn name(file: &FileResult) -> String {
    let path = std::path::Path::new(&file.file);
    path.file_name().map_or_else(|| file.file.clone(), |name| name.to_string_lossy().into_owned())
}

/// Whose report it is, the verdict, and what was read.
fn in_short(language: Language, file: &FileResult) -> String {
    let word = verdict(language, file.verdict);
    if let Some(error) = &file.error {
        return language.pick(format!("{word}：{}", error.zh), format!("{word}: {}", error.en));
    }
    let year = file.year.map(|year| language.pick(format!("{year}年"), year.to_string())).unwrap_or_default();
    let of = [file.organ.clone().unwrap_or_default(), year];
    let of: Vec<String> = of.into_iter().filter(|part| !part.is_empty()).collect();
    let [errors, warnings, hints] = [Severity::Error, Severity::Warning, Severity::Info].map(|one| file.count(one));
    let (read, expected) = (file.cells_read, file.cells_expected);
    let counts = language.pick(
        format!("{word}：{errors} 个错误、{warnings} 个警告、{hints} 个提示；读出 {read}/{expected} 个单元格"),
        format!("{word}: {errors} errors, {warnings} warnings, {hints} hints; {read} of {expected} cells read"),
    );
    let of = of.join(" ");
    if of.is_empty() { counts } else { language.pick(format!("{of}　{counts}"), format!("{of} · {counts}")) }
}

/// The findings, one a row, the gravest first as they come.
fn table(language: Language, findings: &[Finding]) -> Option<Table> {
    if findings.is_empty() {
        return None;
    }
    let heads = language
        .pick(["序号", "位置", "问题", "依据", "级别"], ["No.", "Where", "What is wrong", "Basis", "Weight"])
        .into_iter()
        .enumerate();
    let mut cells: Vec<TableCell> =
        heads.map(|(column, head)| TableCell::new(0, column, head).with_role(CellRole::Head)).collect();
    for (index, finding) in findings.iter().enumerate() {
        let of = |words: &Words| language.pick(&words.zh, &words.en).clone();
        let what = match &finding.help {
            Some(help) => language.pick(format!("{}。{}", finding.message.zh, help.zh), {
                format!("{}. {}", finding.message.en, help.en)
            }),
            None => of(&finding.message),
        };
        let basis = finding.clause.as_ref().map(of).unwrap_or_default();
        let (zh, en) = finding.severity.in_words();
        let weight = language.pick(zh, en);
        let texts = [(index + 1).to_string(), place(language, finding), what, basis, weight.to_owned()];
        for (column, text) in texts.into_iter().enumerate() {
            let role = if column == 0 { CellRole::Head } else { CellRole::Label };
            cells.push(TableCell::new(index + 1, column, text).with_role(role));
        }
    }
    let mut table = Table::laid_out(findings.len() + 1, WIDTHS.len(), cells)?;
    table.head_rows = 1;
    table.widths = WIDTHS.to_vec();
    Some(table)
}

/// Where a finding stands in the file, and in which printed cell or words.
fn place(language: Language, finding: &Finding) -> String {
    let cell = finding.cells.first();
    let at = finding.position.as_ref().or_else(|| cell.and_then(|cell| cell.position.as_ref()));
    let at = at.map(|at| at.printed()).map(|Words { zh, en }| language.pick(zh, en)).unwrap_or_default();
    let name = cell.map(|cell| cell.name.as_str()).or(finding.excerpt.as_deref()).unwrap_or_default();
    let parts: Vec<&str> = [at.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(language.pick("，", ", "))
}

/// What could not be judged for want of something in the file itself, with the reason.
fn undecided(language: Language, file: &FileResult) -> Vec<String> {
    let open = file.rules.iter().filter(|answer| answer.status == gongkai_wire::Answer::CannotBeAssessed);
    let open = open.filter(|answer| !answer.rule.starts_with("GK4") && !answer.rule.starts_with("GK5"));
    open.filter_map(|answer| {
        let reason = &answer.reasons.first()?.reason;
        let (zh, en) =
            (format!("{}（{}）", answer.title.zh, reason.zh), format!("{} ({})", answer.title.en, reason.en));
        Some(language.pick(zh, en))
    })
    .collect()
}
