//! What paragraphs keep beside their words: links, bold and raised parts, the marks of lists, line breaks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::document::{Document, MarkKind, RemarkKind};
use gongkai_core::format::{Limits, Reader};
use gongkai_html::HtmlReader;

fn read(page: &str) -> Document {
    HtmlReader.read(page.as_bytes(), &Limits::default()).unwrap()
}

fn words(page: &str) -> Vec<String> {
    read(page).paragraphs().map(|p| p.text.clone()).collect()
}

/// The marked parts of the first paragraph.
fn marked(page: &str) -> Vec<(String, MarkKind)> {
    let document = read(page);
    let first = document.paragraphs().next().unwrap();
    first.marks.iter().map(|mark| (first.text.get(mark.range.clone()).unwrap().to_owned(), mark.kind.clone())).collect()
}

#[test]
fn links_with_their_addresses() {
    let link = |text: &str, to: &str| (text.to_owned(), MarkKind::Link(to.into()));
    assert_eq!(
        marked("<p>详见<a href='https://www.example.gov.cn/a?b=1&amp;c=2'>县政府网站</a>。"),
        [link("县政府网站", "https://www.example.gov.cn/a?b=1&c=2")]
    );
    assert_eq!(
        marked("<base href='https://a.example/b/c'><p>见<a href=../d.docx>附件</a>"),
        [link("附件", "https://a.example/d.docx")]
    );
    assert_eq!(
        marked("<link rel=canonical href='https://a.example/b/'><p>见<a href=//c.example/>附件</a>"),
        [link("附件", "https://c.example/")]
    );
    for (href, said) in [("javascript:void(0)", true), ("vbscript:x", true), ("./x.html", true), ("#n", false)] {
        let page = format!("<p>共收到申请<a href='{href}'>12件</a>。");
        let document = read(&page);
        assert_eq!(
            document.paragraphs().next().map(|p| (p.text.as_str(), p.marks.len())),
            Some(("共收到申请12件。", 0))
        );
        let unknown =
            document.remarks.iter().filter(|r| r.kind == RemarkKind::Unknown && r.detail.zh.contains(href)).count();
        assert_eq!(unknown == 1, said, "{href}: {:?}", document.remarks);
    }
}

#[test]
fn bold_and_raised_parts() {
    assert_eq!(
        marked("<style>.k{font-weight:700}</style><p>共<span class=k>12</span>件"),
        [("12".to_owned(), MarkKind::Bold)]
    );
    assert_eq!(
        marked("<p><b>总体</b>情况<b style='font-weight:normal'>良好</b>"),
        [("总体".to_owned(), MarkKind::Bold)]
    );
    assert!(marked("<h2><b>一、总体情况</b></h2>").is_empty());
    assert_eq!(words("<p>面积8平方米<sup>2</sup>，见注<sup>①</sup>，CO<sub>2</sub>"), ["面积8平方米²，见注①，CO₂"]);
    let document = read("<p>共<s>9</s>34件</p><p><del>全部删去</del></p>");
    assert_eq!(document.paragraphs().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["共34件"]);
    assert_eq!(document.remarks.iter().filter(|r| r.kind == RemarkKind::NotShown).count(), 2);
}

#[test]
fn headings_by_their_place_and_number() {
    let roles = |page: &str| read(page).paragraphs().map(|p| p.role).collect::<Vec<_>>();
    use gongkai_core::document::ParagraphRole::{Body, Heading1, Heading2, Heading3, Title};
    let page = "<h1>题</h1><h2>七、下一步打算</h2><h2>主动公开</h2><h3>三、收到和处理</h3><h4>平台</h4><p>文";
    assert_eq!(roles(page), [Title, Heading1, Heading2, Heading1, Heading3, Body]);
}

#[test]
fn lists_with_their_marks() {
    assert_eq!(words("<ol><li>甲<li>乙</ol>"), ["1.甲", "2.乙"]);
    assert_eq!(words("<ol start=3 type=A><li>甲<li value=9>乙<li>丙</ol>"), ["C.甲", "I.乙", "J.丙"]);
    assert_eq!(words("<ol reversed><li>甲<li>乙<li>丙</ol>"), ["3.甲", "2.乙", "1.丙"]);
    assert_eq!(
        words("<ol style='list-style:cjk-ideographic'><li>总体情况<li>主动公开</ol>"),
        ["一、总体情况", "二、主动公开"]
    );
    assert_eq!(words("<ol type=i><li><p>甲</p><li>乙<ol><li>丙</ol></ol>"), ["i.甲", "ii.乙", "1.丙"]);
    assert_eq!(words("<style>ol{list-style:none}</style><ol><li>甲</ol>"), ["甲"]);
    assert_eq!(words("<ol><li>1.甲<li>（二）乙<li>③丙</ol>"), ["1.甲", "（二）乙", "③丙"]);
    assert_eq!(words("<ul><li>甲，乙。<ul><li>丙。</ul></ul>"), ["• 甲，乙。", "◦ 丙。"]);
    assert_eq!(words("<ul style='list-style-type:disc'><li>甲</ul>"), ["• 甲"]);
    // Menus have no marks, nor lists of which a sheet elsewhere decides.
    assert_eq!(words("<ul><li><a>首页</a><li>公开</ul>"), ["首页", "公开"]);
    assert_eq!(words("<link rel=stylesheet href=a.css><ul><li>甲，乙。</ul>"), ["甲，乙。"]);
}

#[test]
fn lines_that_are_kept_and_lines_that_are_not() {
    assert_eq!(words("<pre>甲\n乙</pre>"), ["甲", "乙"]);
    assert_eq!(words("<div style='white-space:pre-line'>甲\n乙<p>丙</div>丁\n戊"), ["甲", "乙", "丙", "丁戊"]);
    assert_eq!(words("<p>甲<span style='display:block'>乙</span>丙"), ["甲", "乙", "丙"]);
    assert_eq!(words("<div style='display:inline'>甲</div><div style='display:inline'>乙</div>"), ["甲乙"]);
}

#[test]
fn pictures_in_the_text_have_their_place() {
    let document =
        read("<p>甲\n<p>见图：<img src='/u/1.png' alt='公开渠道构成'>\n<p><img src=icon.png><img src=x.png width=16>");
    let pictures: Vec<_> = document.remarks.iter().filter(|r| r.kind == RemarkKind::Picture).collect();
    assert_eq!(pictures.len(), 1);
    assert_eq!((pictures[0].detail.zh.as_str(), pictures[0].position.line), ("“公开渠道构成”", Some(2)));
}
