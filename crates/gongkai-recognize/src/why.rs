//! Why a document holds no report: said by name, with what to do.

use crate::sections;
use gongkai_core::document::{Document, RemarkKind};
use gongkai_core::format::ReadError;
use gongkai_core::reading::{Reading, UnreadReason};

/// Says why a document holds no report, when it holds none: a list page, a page that only links a file, tables
/// published as pictures, no table at all, no text; or that several sheets, or several organs under their titles, have one
/// each. `None` when any cell of the forms was read of one report.
///
/// ```
/// use gongkai_core::document::Document;
/// use gongkai_recognize::{recognize, why_no_report};
/// let document = Document::default();
/// assert!(why_no_report(&document, &recognize(&document)).is_some());
/// ```
#[must_use]
pub fn why_no_report(document: &Document, reading: &Reading) -> Option<ReadError> {
    let twice = reading.receipt.unread.iter().any(|cell| cell.reason == UnreadReason::StatedTwice);
    if let Some(several) = super::other_years::several_reports(document, twice) {
        return Some(several);
    }
    if (twice || !reading.receipt.restated.is_empty())
        && let Some(several) = super::several::of_several_organs(document)
    {
        // Sheets are told from each other by their names.
        return super::other_years::several_reports(document, true).or(Some(several));
    }
    if reading.receipt.read > 0 {
        return None;
    }
    let no_report = |message: String| Some(ReadError::no_report(message));
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
    let attachments: Vec<&str> = remarks(RemarkKind::Attachment).map(|remark| remark.detail.zh.as_str()).collect();
    if sections < 3
        && let Some(first) = attachments.first()
    {
        return no_report(format!(
            "页面只有附件链接，报告在附件{first}里；请下载附件后直接读附件 / the page only links the report as a file, {first}: download and read that file"
        ));
    }
    let in_tables = || document.tables().flat_map(|table| table.cells()).map(|cell| cell.text.as_str());
    if sections == 0
        && words < 1000
        && let Some(message) = no_article(&texts.iter().copied().chain(in_tables().take(100)).collect::<Vec<_>>())
    {
        return no_report(message.to_owned());
    }
    if pictures > 0 && (sections > 0 || words < 400) {
        return no_report(format!(
            "没有可读的表格，页面里有 {pictures} 张图片：表格可能以图片发布；请用可编辑的原文件 / no readable table, but {pictures} pictures: the tables seem to be published as pictures; use the original file"
        ));
    }
    if let Some(first) = attachments.first() {
        return no_report(format!(
            "正文没有表格，表格可能在附件{first}里；请下载附件后直接读附件 / no table in the text; it may be in the file {first}: download and read that file"
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

/// How many annual reports a page lists: short lines that are titles of reports, more than two, and no sections.
fn list_of_reports(texts: &[&str]) -> Option<usize> {
    let mut titles: Vec<&str> = texts.iter().filter_map(|text| listed(text)).collect();
    titles.sort_unstable();
    titles.dedup();
    let has_sections =
        || texts.iter().filter_map(|text| sections::heading(text)).any(|h| h.section.is_some() && h.exact);
    (titles.len() >= 3 && !has_sections()).then_some(titles.len())
}

/// The title of a report in a line of a list, without what a page sets around it. A menu's 政府信息公开年报 names neither
/// an organ nor a year and is no title, nor is the way to the page.
fn listed(text: &str) -> Option<&str> {
    const BEFORE: [&str; 8] = ["上一篇", "下一篇", "上一条", "下一条", "相关附件", "附件下载", "附件", "标题"];
    let mut title = text.trim();
    while let Some(rest) = BEFORE.iter().find_map(|word| title.strip_prefix(word)) {
        title = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "：:、.【[".contains(c));
    }
    let end = ["报告", "年报"].iter().filter_map(|word| title.rfind(word).map(|at| at + word.len())).max()?;
    let (title, _) = title.split_at_checked(end)?;
    let length = title.chars().count();
    let is_title = (8..=60).contains(&length)
        && title.contains("公开")
        && (title.contains("年度报告") || title.ends_with("年报"))
        && !title.starts_with("政府信息公开")
        && !title.starts_with("信息公开")
        && !title.contains(['。', '；', '>', '›', '»'])
        && !title.contains("位置");
    is_title.then_some(title)
}

/// What a page is that says nothing else: an error of the site, or a request to log in.
fn no_article(texts: &[&str]) -> Option<&'static str> {
    const CODES: [&str; 6] = ["400", "403", "404", "500", "502", "503"];
    const ERRORS: [&str; 12] = [
        "not found",
        "forbidden",
        "bad gateway",
        "页面不存在",
        "找不到页面",
        "找不到该页",
        "无法找到",
        "页面已删除",
        "不存在或已",
        "访问的页面",
        "访问被拒绝",
        "无权访问",
    ];
    const FEW: usize = 60;
    let short = || texts.iter().filter(|text| text.chars().count() <= FEW).map(|text| text.to_ascii_lowercase());
    let says = |words: &[&str]| short().any(|text| words.iter().any(|word| text.contains(word)));
    // The number alone may count anything.
    let code = || {
        short().any(|text| {
            CODES.iter().any(|code| {
                text.trim_start_matches("http ").trim_start_matches("error ").split([' ', '-', '错', '!', '！']).next()
                    == Some(code)
            })
        })
    };
    if says(&ERRORS) || (texts.len() <= 10 && code()) {
        return Some(
            "这是网站的出错页，不是报告；请核对网址，重新打开后再另存 / an error page of the site, not a report: check the address and save it again",
        );
    }
    (says(&["密码", "password"]) && says(&["登录", "登陆", "log in", "login"])).then_some(
        "这是登录页，不是报告；请登录后打开报告再另存 / a page that asks to log in, not a report: log in, open the report and save it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_a_list_and_what_only_looks_like_them() {
        let title = "青石镇2022年政府信息公开工作年度报告";
        for line in [
            title.to_owned(),
            format!("上一篇：{title}"),
            format!("附件1：{title}.pdf"),
            format!("【{title}】").trim_start_matches('【').to_owned(),
            format!("{title} 2023-01-20"),
        ] {
            assert_eq!(listed(&line), Some(title), "{line}");
        }
        for line in
            ["政府信息公开年报", "政府信息公开工作年度报告", "当前位置：首页 > 公开 > 政府信息公开年报", "总体情况"]
        {
            assert_eq!(listed(line), None, "{line}");
        }
    }

    #[test]
    fn pages_of_the_site_itself() {
        let why = |texts: &[&str]| no_article(texts).unwrap_or_default();
        assert!(why(&["抱歉，您访问的页面不存在"]).contains("出错页"));
        assert!(why(&["404 Not Found", "nginx"]).contains("出错页"));
        assert!(why(&["用户登录", "用户名", "密码"]).contains("登录页"));
        assert!(why(&["404", "返回首页"]).contains("出错页"));
        assert_eq!(why(&["登录", "一、总体情况"]), "");
        assert_eq!(why(&["浏览次数：404", "1404 次"]), "");
    }
}
