//! Words that say that there was nothing, where a figure belongs.

const WORDS: [&str; 12] =
    ["无", "空", "空白", "零", "没有", "暂无", "未发生", "无此项", "不涉及", "不适用", "未有", "无数据"];

/// Whether a cell's text says that there was nothing.
pub(super) fn says_nothing(text: &str) -> bool {
    WORDS.contains(&text)
}
