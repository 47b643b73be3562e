//! Pages that hold no text of their own but only say which other files are shown in their frames: what a spreadsheet
//! program saves as a web page, a site's page around another.

use gongkai_core::Within;
use gongkai_core::format::{Limits, Meter, ReadError};
use memchr::memchr_iter;

use crate::dom::{Dom, ROOT};
use crate::{decode, parse};

/// The files that a page shows in its frames, as it names them beside itself: sheets of a workbook saved as a web page.
/// None for any other page, and for one that cannot be read.
///
/// ```
/// let page = "<frameset rows='*,39'><frame src='%E5%B9%B4%E6%8A%A5.files/sheet001.htm'><frame src='x.files/tabstrip.htm'>";
/// assert_eq!(gongkai_html::frames(page.as_bytes(), &Default::default()), ["年报.files/sheet001.htm"]);
/// ```
#[must_use]
pub fn frames(bytes: &[u8], limits: &Limits) -> Vec<String> {
    tree(bytes, limits).map(|dom| of(&dom)).unwrap_or_default()
}

/// All pages that a page shows in frames, as it names them, whatever it says beside them: they may have come with it.
pub(crate) fn named(bytes: &[u8], limits: &Limits) -> Vec<String> {
    tree(bytes, limits).map(|dom| all(&dom)).unwrap_or_default()
}

/// The tree of a page that may have frames.
fn tree(bytes: &[u8], limits: &Limits) -> Option<Dom> {
    let marked = |mark: &[u8]| {
        let stands = |at: usize| bytes.get(at..at + mark.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(mark));
        memchr_iter(b'<', bytes).any(stands)
    };
    if limits.admit(bytes).is_err() || !marked(b"<frameset") && !marked(b"<iframe") {
        return None;
    }
    decode::decode(bytes, None).and_then(|text| parse::parse(&text, &mut Meter::new(limits))).ok()
}

/// The files that a page shows in its frames.
pub(crate) fn of(dom: &Dom) -> Vec<String> {
    let holds = |name: &str| dom.descendants(ROOT).any(|id| dom.name(id) == name);
    // A page that shows another in itself is a frame where it says nothing of its own.
    let says = || dom.descendants(ROOT).any(|id| dom.name(id) == "body" && !dom.plain_text(id).trim().is_empty());
    if !holds("frameset") && (!holds("iframe") || says()) {
        return Vec::new();
    }
    all(dom)
}

fn all(dom: &Dom) -> Vec<String> {
    let named = dom.descendants(ROOT).filter_map(|id| match dom.name(id) {
        "frame" | "iframe" => dom.attribute(id, "src"),
        // The sheets that are not in front.
        "link" if dom.attribute(id, "id").is_some_and(|id| id.eq_ignore_ascii_case("shlink")) => {
            dom.attribute(id, "href")
        }
        _ => None,
    });
    let mut files: Vec<String> = named.map(|name| unescaped(name.trim())).filter(|name| is_sheet(name)).collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// Why such a page is no report, and what to give instead.
pub(crate) fn advice(files: &[String]) -> ReadError {
    let first = files.first().map_or("", String::as_str);
    let folder = first.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    let named = if folder.is_empty() { String::new() } else { format!("旁边的文件夹“{folder}”里的") };
    let all = files.join("、");
    ReadError::no_report(format!(
        "这只是框架页，表格在{named}文件中；请把文件夹与本文件放在一起，或者直接读取：{all} / only a frame: keep the folder of its pages beside it, or read “{all}” itself"
    ))
}

/// Whether a file is a page and not the bar with the names of the sheets.
fn is_sheet(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    // A browser that saves pages into one file names those in frames by numbers of its own.
    let is_page = path.starts_with("cid:") || [".htm", ".html", ".xhtml"].iter().any(|ending| path.ends_with(ending));
    is_page && !["tabstrip", "filelist", "blank", "topframe"].iter().any(|word| path.contains(word))
}

/// An address with its `%20` and the like as characters.
pub(crate) fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => {
                std::str::from_utf8(&[*high, *low]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
            }
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.within(2..) } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_of_a_saved_workbook() {
        let page = "<html><head><link id=\"shLink\" href=\"a.files/sheet001.htm\"><link id=\"shLink\" href=\"a.files/sheet002.htm\">\
            </head><FRAMESET rows=\"*,39\"><frame src=\"a.files/sheet001.htm\" name=frSheet><frame src=\"a.files/tabstrip.htm\"></FRAMESET></html>";
        let files = frames(page.as_bytes(), &Limits::default());
        assert_eq!(files, ["a.files/sheet001.htm", "a.files/sheet002.htm"]);
        let said = advice(&files).to_string();
        assert!(said.contains("文件夹“a.files”") && said.contains("sheet002.htm"), "{said}");
        let around = "<body><div><iframe src='report.html?id=3'></iframe></div></body>";
        assert_eq!(frames(around.as_bytes(), &Limits::default()), ["report.html?id=3"]);
        assert!(frames(b"<body><p>text</p><iframe src=map.html></iframe></body>", &Limits::default()).is_empty());
        assert!(frames(b"<p>no frames</p>", &Limits::default()).is_empty());
        assert_eq!(unescaped("a%20b%E5%B9%B4%zz%"), "a b年%zz%");
    }
}
