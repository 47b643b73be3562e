//! What is said to people: every message in Chinese and in English, each of which is shown alone.
//!
//! Where a message is made in one piece its notation is `中文 / English`; [`Text::of_printed`] is the one place that parts
//! the two. Errors give both by [`InWords`]; whoever shows them takes one.

use crate::Within;
use std::fmt;

/// A message in both languages, made in one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What stands between the two languages of a message in one piece.
const BETWEEN: &str = " / ";

impl Text {
    /// A message in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A message in the notation `中文 / English`. What it quotes in “…” may hold anything. A text in one language alone,
    /// such as what a library says or a piece of a report, is a quotation in a message of the other.
    ///
    /// ```
    /// use gongkai_core::words::Text;
    /// let text = Text::of_printed("没有“总计 / 合计”一行 / no row “总计 / 合计”");
    /// assert_eq!(text, Text::new("没有“总计 / 合计”一行", "no row “总计 / 合计”"));
    /// assert_eq!(Text::of_printed("第 3 页"), Text::new("第 3 页", "“第 3 页”"));
    /// ```
    #[must_use]
    pub fn of_printed(printed: &str) -> Self {
        if let Some((zh, en)) = parted(printed) {
            return Self::new(zh, en);
        }
        Self::new(quoted_unless(printed, !is_english(printed)), quoted_unless(printed, !is_chinese(printed)))
    }

    /// A piece of a document as it is printed, which is a quotation in either language.
    #[must_use]
    pub fn quotation(printed: &str) -> Self {
        let quoted = format!("“{printed}”");
        Self::new(quoted.clone(), quoted)
    }

    /// Whether the message says something in either language, so that neither has to quote the other.
    #[must_use]
    pub fn is_in_both(&self) -> bool {
        let quotes = |one: &str, other: &str| unquoted(one) == Some(other);
        !quotes(&self.zh, &self.en) && !quotes(&self.en, &self.zh)
    }

    /// The message with something behind it that is said in both languages, such as a quotation.
    #[must_use]
    pub fn and(&self, after: &Self) -> Self {
        Self::new(format!("{}：{}", self.zh, after.zh), format!("{}: {}", self.en, after.en))
    }
}

/// The notation in one piece.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |one: &str, other: &str| unquoted(one) == Some(other);
        match self {
            Self { zh, en } if zh == en || quoted(en, zh) => f.write_str(zh),
            Self { zh, en } if quoted(zh, en) => f.write_str(en),
            Self { zh, en } => write!(f, "{zh}{BETWEEN}{en}"),
        }
    }
}

impl From<&str> for Text {
    fn from(printed: &str) -> Self {
        Self::of_printed(printed)
    }
}

impl From<String> for Text {
    fn from(printed: String) -> Self {
        Self::of_printed(&printed)
    }
}

/// The two parts of a message in the notation `中文 / English`; nothing where it is in one language alone.
///
/// ```
/// use gongkai_core::words::parted;
/// assert_eq!(parted("网页 / a web page"), Some(("网页", "a web page")));
/// assert_eq!(parted("PDF"), None);
/// ```
#[must_use]
pub fn parted(printed: &str) -> Option<(&str, &str)> {
    let cuts: Vec<usize> = cuts(printed).collect();
    let parts = |cut: &usize| Some((printed.get(..*cut)?.trim(), printed.get(cut + BETWEEN.len()..)?.trim()));
    let english = |cut: &usize| parts(cut).is_some_and(|(zh, en)| is_chinese(zh) && !is_chinese(en));
    cuts.iter().find(|cut| english(cut)).or(cuts.last()).and_then(parts)
}

/// Whether what is said to somebody holds a message in both languages, of which nobody took one.
///
/// ```
/// use gongkai_core::words::is_unparted;
/// assert!(is_unparted("提示: 甲.docx: 文件是空的 / the file is empty"));
/// assert!(!is_unparted("提示: 甲.docx: 文件是空的") && !is_unparted("提示: “文件是空的 / the file is empty”"));
/// ```
#[must_use]
pub fn is_unparted(said: &str) -> bool {
    said.lines().filter_map(parted).any(|(zh, en)| is_chinese(zh) && is_english(en))
}

/// What a quotation quotes, of a text that is nothing else.
fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('“')?.strip_suffix('”')
}

/// What is said in both languages: an error, a problem, a remark.
pub trait InWords {
    /// The message in both languages.
    fn in_words(&self) -> Text;
}

/// Where the language may change: outside of quotation marks.
fn cuts(printed: &str) -> impl Iterator<Item = usize> {
    printed.match_indices(BETWEEN).map(|(at, _)| at).filter(move |&at| depth(printed.within(..at)) == 0)
}

/// How many quotations are open at the end of a text.
fn depth(text: &str) -> usize {
    text.chars().fold(0_usize, |open, c| match c {
        '“' => open + 1,
        '”' => open.saturating_sub(1),
        _ => open,
    })
}

/// What stands outside quotation marks and the titles of documents.
fn outside(text: &str) -> impl Iterator<Item = char> {
    let mut open = 0_usize;
    text.chars().filter(move |c| match c {
        '“' | '《' => {
            open += 1;
            false
        }
        '”' | '》' => {
            open = open.saturating_sub(1);
            false
        }
        _ => open == 0,
    })
}

/// Whether a text has Chinese characters outside quotations.
fn is_chinese(text: &str) -> bool {
    outside(text).any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// Whether a text has English words outside quotations and nothing Chinese: two neighbouring words of small letters,
/// which no name of a format or a file is.
fn is_english(text: &str) -> bool {
    let plain: String = outside(text).collect();
    let word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let words = plain.split_whitespace().filter(|one| word(one.trim_end_matches([',', ':', ';', '.'])));
    !is_chinese(text) && words.count() > 1
}

fn quoted_unless(text: &str, plain: bool) -> String {
    if plain || text.is_empty() { text.to_owned() } else { format!("“{text}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_one_piece_is_parted_once() {
        for (printed, zh, en) in [
            ("文件是空的 / the file is empty", "文件是空的", "the file is empty"),
            ("“甲 / 乙”重复 / “甲 / 乙” stands twice", "“甲 / 乙”重复", "“甲 / 乙” stands twice"),
            ("DOCX/XLSX/ZIP", "DOCX/XLSX/ZIP", "DOCX/XLSX/ZIP"),
            ("第 1 页", "第 1 页", "“第 1 页”"),
            ("unexpected end of file", "“unexpected end of file”", "unexpected end of file"),
            ("", "", ""),
        ] {
            assert_eq!(Text::of_printed(printed), Text::new(zh, en), "{printed}");
        }
    }

    #[test]
    fn the_notation_goes_both_ways() {
        for text in [
            Text::new("文件是空的", "the file is empty"),
            Text::new("第 1 页", "“第 1 页”"),
            Text::new("“unexpected end of file”", "unexpected end of file"),
            Text::new("PDF", "PDF"),
            Text::quotation("第 1 页"),
        ] {
            assert_eq!(Text::of_printed(&text.to_string()), text);
        }
    }

    #[test]
    fn a_text_in_one_language_is_told_from_one_in_both() {
        for text in ["文件是空的 / the file is empty", "PDF", "“第 1 页”"] {
            assert!(Text::of_printed(text).is_in_both(), "{text}");
        }
        for text in ["第 1 页", "the end of the file"] {
            assert!(!Text::of_printed(text).is_in_both() && Text::quotation(text).is_in_both(), "{text}");
        }
    }
}
