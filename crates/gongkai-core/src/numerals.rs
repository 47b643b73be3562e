//! Chinese numerals: which characters they are, what they count, and how numbers are written with them. Readers, rules and
//! writers all ask here.

use crate::Number;
use crate::characters::half_width;

/// The digits from zero to nine, as years are written with them: 二〇二三.
pub const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of a digit as years are written with it; the circle of 〇 is printed as several characters.
///
/// ```
/// use gongkai_core::numerals::plain_digit;
/// assert_eq!(['二', '〇', '○', '零', '十', '2'].map(plain_digit), [Some(2), Some(0), Some(0), Some(0), None, None]);
/// ```
#[must_use]
pub fn plain_digit(c: char) -> Option<u8> {
    match c {
        '零' | '○' | '◯' => Some(0),
        _ => DIGITS.iter().zip(0..).find(|(digit, _)| **digit == c).map(|(_, value)| value),
    }
}

/// The value of a numeral that numbers a heading or an item: 一 to 十.
#[must_use]
pub fn ordinal(c: char) -> Option<u8> {
    if c == '十' { Some(10) } else { plain_digit(c).filter(|value| *value > 0) }
}

/// Whether a character is one of those that number headings and items: 一 to 十.
#[must_use]
pub fn is_ordinal(c: char) -> bool {
    ordinal(c).is_some()
}

/// Whether a character is a digit of a number in either writing: 0 to 9 in either width, 〇 to 九.
#[must_use]
pub fn is_any_digit(c: char) -> bool {
    half_width(c).is_ascii_digit() || plain_digit(c).is_some()
}

/// A number as headings and items are numbered with it, from 一 to 九十九.
///
/// ```
/// use gongkai_core::numerals::printed;
/// assert_eq!([1, 10, 12, 20, 35].map(|number| printed(number).unwrap()), ["一", "十", "十二", "二十", "三十五"]);
/// assert_eq!((printed(0), printed(100)), (None, None));
/// ```
#[must_use]
pub fn printed(number: u64) -> Option<String> {
    let number = usize::try_from(number).ok().filter(|number| (1..100).contains(number))?;
    let digit = |digit: usize| DIGITS.get(digit).filter(|_| digit > 0);
    let tens = (number >= 20).then(|| digit(number / 10)).flatten();
    let ten = (number >= 10).then_some(&'十');
    Some(tens.into_iter().chain(ten).chain(digit(number % 10)).collect())
}

/// Reads a text that is a Chinese numeral from its first character to its last; anything else is nothing.
///
/// Both ways of writing are read: with places (三百二十一, 两万零五) and digit by digit (二〇二三). Forms that leave
/// a place unsaid (三百二 for 320) are not read, because they can be understood in two ways.
///
/// ```
/// use gongkai_core::Number;
/// use gongkai_core::numerals::parse_numeral;
/// assert_eq!(parse_numeral("三百二十一"), Some(Number::from(321_u64)));
/// assert_eq!(parse_numeral("二〇二三"), Some(Number::from(2023_u64)));
/// assert_eq!(parse_numeral("三百二"), None);
/// ```
#[must_use]
pub fn parse_numeral(text: &str) -> Option<Number> {
    if text.is_empty() || !text.chars().all(is_numeral) {
        return None;
    }
    let digits_only = text.chars().all(|c| digit(c).is_some());
    let value = if digits_only { digit_by_digit(text)? } else { with_places(text)? };
    Some(Number::from(value))
}

/// Whether a character can be part of a Chinese numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some() || is_myriad(c)
}

/// Whether a character says how many times ten thousand.
pub(crate) fn is_myriad(c: char) -> bool {
    matches!(c, '万' | '萬' | '亿' | '億')
}

/// The value of a digit as amounts are written with it too: 壹, 两.
pub(crate) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '壹' => 1,
        '贰' | '两' => 2,
        '叁' => 3,
        '肆' => 4,
        '伍' => 5,
        '陆' => 6,
        '柒' => 7,
        '捌' => 8,
        '玖' => 9,
        _ => return plain_digit(c).map(u64::from),
    })
}

/// The factor of a place within a group of four.
fn place(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn digit_by_digit(text: &str) -> Option<u64> {
    // A single digit is a numeral, a long row of them is a list or a name.
    if text.chars().count() > 8 || text.contains('两') && text.chars().count() > 1 {
        return None;
    }
    text.chars().try_fold(0_u64, |value, c| value.checked_mul(10)?.checked_add(digit(c)?))
}

/// Reads groups of four places, each followed by its 亿 or 万, from the largest to the smallest.
fn with_places(text: &str) -> Option<u64> {
    let mut total = 0_u64;
    let mut last_factor = u64::MAX;
    let mut group = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let factor = match c {
            '亿' | '億' => 100_000_000,
            '万' | '萬' => 10_000,
            _ => {
                group.push(c);
                if chars.peek().is_some() {
                    continue;
                }
                1
            }
        };
        if factor >= last_factor {
            return None;
        }
        let first = last_factor == u64::MAX;
        let value = group_of_four(&group, first)?;
        if !first && factor < last_factor / 10_000 && !group.starts_with(['零', '〇', '○']) {
            return None;
        }
        // 一万二 leaves the place of 二 unsaid.
        if factor == 1 && !first && value < 10 && !group.starts_with(['零', '〇', '○']) {
            return None;
        }
        total = total.checked_add(value.checked_mul(factor)?)?;
        last_factor = factor;
        group.clear();
    }
    Some(total)
}

/// Reads at most four places: 三百二十一, 十二, 一千零二.
fn group_of_four(group: &str, first: bool) -> Option<u64> {
    let mut total = 0_u64;
    let mut pending: Option<u64> = None;
    let mut last = 10_000_u64;
    let mut zero = false;
    for (index, c) in group.chars().enumerate() {
        if let Some(factor) = place(c) {
            // Only ten may stand without a digit before it, and only at the head of the numeral: 十二.
            let digit = match pending.take() {
                Some(digit) => digit,
                None if factor == 10 && index == 0 && first => 1,
                None => return None,
            };
            if factor >= last || digit == 0 || (zero && last < 10_000 && factor * 100 > last) {
                return None;
            }
            total += digit * factor;
            last = factor;
            zero = false;
        } else {
            match digit(c)? {
                0 if pending.is_none() && !zero => zero = true,
                0 => return None,
                _ if pending.is_some() => return None,
                digit => pending = Some(digit),
            }
        }
    }
    if let Some(digit) = pending {
        // After a place other than ten a last digit needs 零 before it: 三百零二, not 三百二.
        if last > 10 && last < 10_000 && !zero {
            return None;
        }
        return Some(total + digit);
    }
    if zero || group.is_empty() { None } else { Some(total) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

    fn below_ten_thousand(value: u64, padded: bool) -> String {
        let mut out = String::new();
        let mut gap = padded && value < 1000;
        for (factor, place) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = value / factor % 10;
            if digit == 0 {
                gap |= !out.is_empty();
                continue;
            }
            if gap {
                out.push('零');
                gap = false;
            }
            if !(digit == 1 && factor == 10 && out.is_empty() && !padded) {
                out.push(DIGITS[usize::try_from(digit).unwrap()]);
            }
            out.push_str(place);
        }
        out
    }

    /// Writes a number the way it is said.
    fn said(value: u64) -> String {
        if value == 0 {
            return "零".to_owned();
        }
        let mut out = String::new();
        let mut gap = false;
        for (factor, place) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let group = value / factor % 10_000;
            if group == 0 {
                gap = !out.is_empty();
                continue;
            }
            let mut text = below_ten_thousand(group, !out.is_empty());
            if gap && !text.starts_with('零') {
                text.insert(0, '零');
            }
            gap = false;
            out.push_str(&text);
            out.push_str(place);
        }
        out
    }

    fn read(text: &str) -> Option<u64> {
        parse_numeral(text).and_then(Number::to_i64).and_then(|value| value.try_into().ok())
    }

    #[test]
    fn reads_what_reports_write() {
        for (text, value) in [
            ("零", 0),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十六", 26),
            ("一百", 100),
            ("一百零八", 108),
            ("三百二十一", 321),
            ("一百一十", 110),
            ("一千零二", 1002),
            ("一千零二十", 1020),
            ("两万零五", 20005),
            ("一万二千", 12000),
            ("三亿零五", 300_000_005),
            ("二〇二三", 2023),
            ("二零二三", 2023),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
    }

    #[test]
    fn leaves_what_can_be_understood_in_two_ways() {
        for text in [
            "",
            "百",
            "万",
            "千",
            "三百二",
            "一万二",
            "二三十",
            "十十",
            "百二",
            "一零零百",
            "件",
            "三a",
            "零零零零零零零零零",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_said_is_read_again(value in 0_u64..1_000_000_000_000) {
            prop_assert_eq!(read(&said(value)), Some(value), "{}", said(value));
        }

        #[test]
        fn small_numbers_are_read_again(value in 0_u64..100_000) {
            prop_assert_eq!(read(&said(value)), Some(value), "{}", said(value));
        }

        #[test]
        fn never_panics(text in "[零〇一二三两十百千万亿件]{0,30}") {
            let _ = parse_numeral(&text);
        }
    }
}
