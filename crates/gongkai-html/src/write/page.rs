//! The page around the content: what it says of itself, its sheet, and the report for programs.

use gongkai_core::document::Document;
use gongkai_core::style::Style;

use super::content::Content;
use super::sheet;
use super::text::{attribute, push};
use crate::record;

/// The whole page.
pub(super) fn whole(document: &Document, style: &Style, content: &Content, report: Option<&str>) -> String {
    let properties = &document.properties;
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    push(&mut out, properties.title.as_deref().filter(|title| !title.is_empty()).unwrap_or("政府信息公开工作年度报告"));
    out.push_str("</title>\n");
    // The names that government sites give these in their pages.
    let published = properties.published.map(|day| day.to_string());
    for (name, value) in [
        ("ArticleTitle", properties.title.as_deref()),
        ("PubDate", published.as_deref()),
        ("ContentSource", properties.author.as_deref()),
        ("description", properties.subject.as_deref()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.push_str("<meta");
            attribute(&mut out, "name", name);
            attribute(&mut out, "content", value);
            out.push_str(">\n");
        }
    }
    out.extend([
        record::MARK,
        record::BLANK,
        "\">\n<style>\n",
        &sheet::of(style, &content.sizes, content.turned),
        "</style>\n</head>\n",
    ]);
    out.extend(["<body>\n<main>\n", &content.markup, "</main>\n"]);
    if let Some(report) = report {
        out.push_str("<script type=\"application/json\" id=\"gongkai-report\">\n");
        // An angle bracket stands only in texts, and could end the element there.
        out.push_str(&report.trim_end().replace('<', "\\u003c"));
        out.push_str("\n</script>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}
