//! The marks that a browser sets before the items of a list: they are no text of the page, and yet a reader sees them.

use gongkai_core::numerals;
use std::collections::HashMap;

use crate::dom::NodeId;
use crate::shown::Page;
use crate::style::value::ListMark;

/// Counts the items of the lists of a page as they are come to.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// The number of the next item of each list.
    next: HashMap<NodeId, i64>,
}

impl Lists {
    /// The mark before an item, perhaps none. The text of items that print their own mark has no second one.
    pub(crate) fn mark(&mut self, page: &Page<'_>, item: NodeId) -> Option<String> {
        let dom = page.dom;
        let list = dom.parent(item)?;
        let ordered = match dom.name(list) {
            "ol" => true,
            "ul" | "menu" | "dir" => false,
            _ => return None,
        };
        let number = ordered.then(|| self.number(page, list, item));
        let text = dom.words(item, 12);
        if text.is_empty() || has_own_mark(&text) {
            return None;
        }
        // Sites take the dots from their menus by sheets that are not part of the page: without the word of a style,
        // only lists of sentences on pages that are whole by themselves are sure to show them.
        if !ordered && page.shown(item).list.is_none() && (page.has_other_sheets() || !is_prose(&dom.words(list, 400)))
        {
            return None;
        }
        let depth = || dom.upwards(list).filter(|id| matches!(dom.name(*id), "ul" | "ol")).take(3).count();
        let mark = page.shown(item).list.unwrap_or(match (ordered, depth()) {
            (true, _) => ListMark::Decimal,
            (false, 0 | 1) => ListMark::Disc,
            (false, 2) => ListMark::Circle,
            (false, _) => ListMark::Square,
        });
        printed(mark, number.unwrap_or(1))
    }

    fn number(&mut self, page: &Page<'_>, list: NodeId, item: NodeId) -> i64 {
        let dom = page.dom;
        let whole =
            |id, name| dom.attribute(id, name).and_then(|value| value.trim().parse::<i32>().ok()).map(i64::from);
        let reversed = dom.attribute(list, "reversed").is_some();
        let next = self.next.get(&list).copied().or_else(|| whole(list, "start")).unwrap_or_else(|| {
            let items = || dom.children(list).filter(|id| dom.name(*id) == "li").count();
            if reversed { i64::try_from(items()).unwrap_or(1) } else { 1 }
        });
        let number = whole(item, "value").unwrap_or(next);
        self.next.insert(list, if reversed { number - 1 } else { number + 1 });
        number
    }
}

fn is_prose(text: &str) -> bool {
    text.contains(['，', '。', '；', '：', '、'])
}

/// The mark of an item as browsers print it, with what parts it from the text.
fn printed(mark: ListMark, number: i64) -> Option<String> {
    Some(match mark {
        ListMark::None | ListMark::InText => return None,
        ListMark::Disc => "• ".to_owned(),
        ListMark::Circle => "◦ ".to_owned(),
        ListMark::Square => "▪ ".to_owned(),
        ListMark::Decimal => format!("{number}."),
        ListMark::LowerLetter => format!("{}.", letters(number)?),
        ListMark::UpperLetter => format!("{}.", letters(number)?.to_ascii_uppercase()),
        ListMark::LowerRoman => format!("{}.", roman(number)?),
        ListMark::UpperRoman => format!("{}.", roman(number)?.to_ascii_uppercase()),
        ListMark::Chinese => format!("{}、", chinese(number)?),
    })
}

fn letters(number: i64) -> Option<String> {
    let mut left = u32::try_from(number).ok().filter(|number| *number > 0)?;
    let mut out = Vec::new();
    while left > 0 {
        out.push(char::from_u32(u32::from('a') + (left - 1) % 26)?);
        left = (left - 1) / 26;
    }
    Some(out.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in PARTS {
        while (1..4000).contains(&number) && left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    (!out.is_empty()).then_some(out)
}

fn chinese(number: i64) -> Option<String> {
    numerals::printed(u64::try_from(number).ok()?)
}

/// Whether a text begins with a mark that its writer typed.
fn has_own_mark(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with(['•', '·', '●', '○', '■', '□', '◆', '◇', '▪', '◦', '-', '–', '—', '★', '※', '➢', '√', '*'])
    {
        return true;
    }
    let inner = text.trim_start_matches(['（', '(', '第', '【', '[']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || numerals::is_ordinal(c));
    rest.len() < inner.len() && rest.starts_with(['.', '、', '．', '）', ')', '是', '章', '条', '】', ']'])
        || text.starts_with(|c: char| matches!(c, '①'..='⒛' | '⓪'..='⓿' | '❶'..='➓' | '㈠'..='㈩'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_as_browsers_print_them() {
        let all = [ListMark::Decimal, ListMark::LowerLetter, ListMark::UpperRoman, ListMark::Chinese];
        let of = |number| all.map(|mark| printed(mark, number).unwrap_or_default());
        assert_eq!(of(4), ["4.", "d.", "IV.", "四、"]);
        assert_eq!(of(28), ["28.", "ab.", "XXVIII.", "二十八、"]);
        assert_eq!(of(0), ["0.", "", "", ""]);
        assert_eq!(printed(ListMark::None, 1), None);
    }

    #[test]
    fn what_has_a_mark_of_its_own() {
        for text in ["1.甲", "（一）甲", "一是甲", "①甲", "• 甲", "3、甲", "(2) 甲", "第三章"] {
            assert!(has_own_mark(text), "{text}");
        }
        for text in ["甲", "2023年", "一切", "12件", "十分"] {
            assert!(!has_own_mark(text), "{text}");
        }
    }
}
