//! Why a document holds no report: said by name, with what to do.

use super::{Reading, sections};
use crate::document::{Document, RemarkKind};
use crate::format::ReadError;

/// Says why a document holds no report, when it holds none: a list page, a page that only links a file, tables
/// published as pictures, no table at all, no text. `None` when any cell of the forms was read.
///
/// ```
/// use gongkai_core::document::Document;
/// use gongkai_core::recognize::{recognize, why_no_report};
/// let document = Document::default();
/// assert!(why_no_report(&document, &recognize(&document)).is_some());
/// ```
#[must_use]
pub fn why_no_report(document: &Document, reading: &Reading) -> Option<ReadError> {
    if reading.receipt.read > 0 {
        return None;
    }
    let no_report = |message: String| Some(ReadError::NoReport { message });
    let remarks = |kind: RemarkKind| document.remarks.iter().filter(move |remark| remark.kind == kind);
    let texts: Vec<&str> = document.paragraphs().map(|p| p.text.trim()).filter(|text| !text.is_empty()).collect();
    let words: usize = texts.iter().map(|text| text.chars().count()).sum();
    let pictures = remarks(RemarkKind::Picture).count();
    let sections = reading.receipt.sections.len();
    if texts.is_empty() && document.tables().next().is_none() && pictures == 0 && document.remarks.is_empty() {
        return no_report("文件里没有任何文字 / the document has no text".to_owned());
    }
    if let Some(list) = list_of_reports(&texts) {
        return no_report(format!(
            "这是一个列表页，列出了 {list} 份年度报告，本身不是报告；请打开其中一份再读 / a list page that links {list} reports, not a report: open one of them"
        ));
    }
    let attachments: Vec<&str> = remarks(RemarkKind::Attachment).map(|remark| remark.detail.as_str()).collect();
    if sections < 3
        && let Some(first) = attachments.first()
    {
        return no_report(format!(
            "页面只有附件链接，报告在附件里：{first}；请下载附件后直接读附件 / the page only links the report as a file: download and read that file"
        ));
    }
    if pictures > 0 && (sections > 0 || words < 400) {
        return no_report(format!(
            "没有可读的表格，页面里有 {pictures} 张图片：表格可能以图片发布；请用可编辑的原文件 / no readable table, but {pictures} pictures: the tables seem to be published as pictures; use the original file"
        ));
    }
    if let Some(first) = attachments.first() {
        return no_report(format!(
            "正文没有表格，表格可能在附件里：{first}；请下载附件后直接读附件 / no table in the text; it may be in the attached file"
        ));
    }
    if document.tables().next().is_none() {
        return no_report(
            "没有找到任何表格：年度报告应有主动公开、依申请公开、行政复议诉讼三张表 / no table at all: a report has three".to_owned(),
        );
    }
    let unread = reading.receipt.unread.iter().any(|cell| cell.printed.is_some());
    if unread || sections > 0 {
        return no_report(
            "找到了表格，但没有一个单元格能确认属于年度报告的三张表；请看读取回执 / tables were found, but none of their cells could be placed; see the receipt".to_owned(),
        );
    }
    no_report(format!(
        "有 {} 张表格，但没有一张是年度报告的三张表 / {} tables, none of them of the report",
        document.tables().count(),
        document.tables().count()
    ))
}

/// How many annual reports a page lists: short lines that are titles of reports, more than one, and no sections.
fn list_of_reports(texts: &[&str]) -> Option<usize> {
    let is_title = |text: &&&str| {
        let length = text.chars().count();
        (8..=60).contains(&length)
            && text.contains("公开")
            && (text.contains("年度报告") || text.contains("年报"))
            && !text.contains(['。', '；'])
    };
    let mut titles: Vec<&str> = texts.iter().filter(is_title).copied().collect();
    titles.sort_unstable();
    titles.dedup();
    let has_sections = texts.iter().filter_map(|text| sections::heading(text)).any(|h| h.section.is_some() && h.exact);
    (titles.len() >= 3 && !has_sections).then_some(titles.len())
}
