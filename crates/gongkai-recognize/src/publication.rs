//! The day of publication (发布日期), from what a page prints about itself.

use gongkai_core::numerals::{is_ordinal, plain_digit};
use jiff::civil::Date;

use gongkai_core::characters::is_blank;
use gongkai_core::day::day_at_start;
use gongkai_core::document::Position;

/// Words that say a day is that of publication.
const WORDS: [&str; 9] =
    ["发布时间", "发布日期", "公布日期", "公布时间", "公开日期", "公开时间", "发文日期", "发文时间", "发布于"];
/// Words that say so only with their colon, at the start of a line or behind a gap.
const PLAIN_WORDS: [&str; 2] = ["时间", "日期"];
/// How much of a date that is not understood is shown, in characters.
const SHOWN: usize = 20;

/// The day of publication, and those that are printed but not understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Publication {
    pub(super) day: Option<Date>,
    pub(super) unknown: Vec<(String, Position)>,
}

impl Publication {
    /// Reads it from the lines that a page prints around the report; the first day stands, one behind a plain 时间 or 日期
    /// only when there is no other.
    pub(super) fn read<'t>(lines: impl Iterator<Item = (&'t str, Position)>) -> Self {
        let mut found = Self::default();
        let mut plain = None;
        for (line, position) in lines {
            let text: String = line.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
            for word in WORDS {
                found.behind(&text, word, position);
            }
            plain = plain.or_else(|| PLAIN_WORDS.iter().find_map(|word| behind_colon(&text, word)));
        }
        found.day = found.day.or(plain);
        if found.day.is_some() {
            found.unknown.clear();
        }
        found
    }

    fn behind(&mut self, text: &str, word: &str, position: Position) {
        for after in text.split(word).skip(1) {
            let after = after.trim_start_matches([' ', '：', ':', '】', ']', '|', '为', '是']);
            match day_at_start(after.split(WORDS_END).next().unwrap_or(after)) {
                Some((day, _)) => self.day = self.day.or(Some(day)),
                None => {
                    let printed: String = after.chars().take(SHOWN).collect();
                    // A word behind which no figure stands states no date: “公开时间不及时”.
                    if !text.contains('。')
                        && printed.chars().take(6).any(|c| c.is_numeric() || is_ordinal(c) || plain_digit(c).is_some())
                    {
                        let unknown = (format!("{word} {}", printed.trim()), position);
                        if !self.unknown.contains(&unknown) {
                            self.unknown.push(unknown);
                        }
                    }
                }
            }
        }
    }
}

/// What ends a date in a line that goes on.
const WORDS_END: [char; 5] = ['来', '字', '浏', '【', '['];

fn behind_colon(text: &str, word: &str) -> Option<Date> {
    let mut before = "";
    let mut parts = text.split(word);
    before = parts.next().unwrap_or(before);
    for after in parts {
        let opens = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let value = after.trim_start().strip_prefix(['：', ':']);
        if opens && let Some((day, _)) = value.and_then(|value| day_at_start(value.split(WORDS_END).next()?)) {
            return Some(day);
        }
        before = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Publication {
        Publication::read(lines.iter().map(|line| (*line, Position::default())))
    }

    #[test]
    fn days_of_publication() {
        for line in [
            "发布时间：2024-01-17 09:30  来源：本站",
            "发布日期: 2024-01-17 16:28    来源:  某县民政局  字体:[ | | ]",
            "• 公开日期 2024年1月17日",
            "【发布时间】２０２４．１．１７",
            "来源：某局  时间：2024/1/17  浏览：12",
            "发布日期：二〇二四年一月十七日",
            "发布时间2024-01-1709:30",
            "发布于 20240117",
        ] {
            assert_eq!(read(&[line]).day.map(|day| day.to_string()).as_deref(), Some("2024-01-17"), "{line}");
        }
        for line in ["截至2023年12月31日", "公开时间不够及时，2024年将改进。", "培训时间：2024-01-17", ""]
        {
            assert_eq!(read(&[line]), Publication::default(), "{line}");
        }
    }

    #[test]
    fn one_that_is_not_understood_is_named() {
        let found = read(&["发布日期：1月17日 来源：某局"]);
        assert_eq!((found.day, found.unknown.len()), (None, 1));
        assert!(found.unknown.iter().any(|(printed, _)| printed.starts_with("发布日期 1月17日")), "{found:?}");
        assert_eq!(read(&["发布日期：1月17日", "发布时间：2024-01-17"]).unknown, []);
    }
}
