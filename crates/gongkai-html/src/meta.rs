//! What a page says about itself: title, publisher, day of publication.

use gongkai_core::characters::is_invisible;
use gongkai_core::day::day_at_start;
use gongkai_core::document::Properties;
use jiff::civil::Date;

use crate::dom::{Dom, NodeId, ROOT, is_silent};
use crate::shown::Page;

/// Words that stand before the day of publication in a page's table of particulars.
const PUBLISHED: [&str; 8] =
    ["公开日期", "发布日期", "发布时间", "公开时间", "发文日期", "成文日期", "生成日期", "发文时间"];
/// Words that stand before the publisher.
const PUBLISHER: [&str; 5] = ["发布机构", "公开机构", "发文机关", "发布单位", "信息来源"];

/// What stands before 日期 or 时间 where a page says in a line when it was published.
const OF_PUBLICATION: [&str; 7] = ["发布", "公开", "发文", "成文", "生成", "信息", "录入"];

/// Names under which pages tell programs the day of publication.
const DAYS: [&str; 17] = [
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "pub_date",
    "publishtime",
    "publish_time",
    "pubtime",
    "article:published_time",
    "og:release_date",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "firstpublishedtime",
    "发布日期",
    "发布时间",
];

/// The page's properties.
pub(crate) fn properties(page: &Page<'_>) -> Properties {
    let dom = page.dom;
    let mut properties = Properties::default();
    let mut page_title = None;
    let mut particulars: (Option<Date>, Option<String>) = (None, None);
    let mut label: Option<String> = None;
    for id in dom.descendants(ROOT) {
        match dom.name(id) {
            "title" if page_title.is_none() => page_title = Some(words(dom, id)).filter(|title| !title.is_empty()),
            "meta" => from_meta(dom, id, &mut properties),
            "publishtime" => particulars.0 = particulars.0.or_else(|| date(&words(dom, id))),
            "td" | "th" => {
                let words = dom.words(id, 60);
                // Nearly all are figures, which stand before nothing.
                if label.is_none() && words.is_ascii() {
                    continue;
                }
                let text: String = words.chars().filter(|c| !c.is_whitespace()).collect();
                if let Some(label) = label.take() {
                    if PUBLISHED.contains(&label.as_str()) {
                        particulars.0 = particulars.0.or_else(|| date(&words));
                    } else if PUBLISHER.contains(&label.as_str()) && !text.is_empty() {
                        particulars.1.get_or_insert_with(|| text.clone());
                    }
                }
                let word = text.trim_matches(['：', ':', '【', '】', '[', ']']);
                if PUBLISHED.contains(&word) || PUBLISHER.contains(&word) {
                    label = Some(word.to_owned());
                }
            }
            _ => {}
        }
    }
    properties.title = properties.title.or(page_title);
    properties.published = properties.published.or(particulars.0).or_else(|| in_a_line(page));
    properties.author = properties.author.or(particulars.1);
    properties
}

fn from_meta(dom: &Dom, id: NodeId, properties: &mut Properties) {
    let name =
        ["name", "property", "itemprop"].into_iter().find_map(|name| dom.attribute(id, name)).unwrap_or_default();
    let Some(content) = dom.attribute(id, "content").map(str::trim).filter(|content| !content.is_empty()) else {
        return;
    };
    match name.to_ascii_lowercase().as_str() {
        "articletitle" | "og:title" | "dc.title" => {
            properties.title.get_or_insert_with(|| content.to_owned());
        }
        name if DAYS.contains(&name) => properties.published = properties.published.or_else(|| date(content)),
        "contentsource" | "dc.publisher" | "publisher" => {
            properties.author.get_or_insert_with(|| content.to_owned());
        }
        _ => {}
    }
}

/// The day in the line that a page prints below its headline: `来源：某局　发布时间：2024-01-17 09:30　浏览次数：12`.
/// A bare 日期 or 时间 counts where no line says more.
fn in_a_line(page: &Page<'_>) -> Option<Date> {
    let line = shown_text(page);
    let mut bare = None;
    for word in ["时间", "日期"] {
        for (at, _) in line.match_indices(word) {
            let (before, after) = line.split_at_checked(at)?;
            let after = after.trim_start_matches(word).trim_start_matches([' ', '】', ']']);
            let Some(after) = after.strip_prefix(['：', ':']).map(str::trim_start) else { continue };
            let found = date(head(after, 24));
            if found.is_some() && OF_PUBLICATION.iter().any(|of| before.ends_with(of)) {
                return found;
            }
            if before.chars().next_back().is_none_or(|c| !c.is_alphanumeric()) {
                bare = bare.or(found);
            }
        }
    }
    bare
}

/// The text of a page that is shown, white space and the starts of blocks as single blanks.
fn shown_text(page: &Page<'_>) -> String {
    let dom = page.dom;
    let mut text = String::new();
    let mut parted = false;
    let enters = |id: NodeId| !is_silent(dom.name(id)) && !page.shown(id).gone;
    for id in dom.within(ROOT, enters) {
        if let Some(part) = dom.text(id).filter(|_| page.look(id).void.is_none()) {
            for c in part.chars().filter(|c| !is_invisible(*c)) {
                let blank = c.is_whitespace();
                if !blank || !parted {
                    text.push(if blank { ' ' } else { c });
                }
                parted = blank;
            }
        } else if page.is_block(id) && !parted {
            text.push(' ');
            parted = true;
        }
    }
    text
}

fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn words(dom: &Dom, id: NodeId) -> String {
    dom.words(id, 200)
}

/// The day that a text begins with, in a year in which there are such pages.
fn date(text: &str) -> Option<Date> {
    day_at_start(text).map(|(day, _)| day).filter(|day| day.year() >= 2000)
}
