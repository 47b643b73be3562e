//! Days as reports print them: `2025年1月20日`, `2025.1.20`, `2025-01-20`, `二〇二五年一月二十日`, in digits of any width.

use jiff::civil::Date;

use super::fold::half_width;
use gongkai_core::characters::is_blank;

/// The day that a text begins with, white space left aside, and what follows it.
///
/// Signs that part the numbers must be of one kind. A clock's time behind the day may touch it, as where a page lost
/// the space between them.
pub(super) fn day_at_start(text: &str) -> Option<(Date, String)> {
    let chars: Vec<char> = text.chars().filter(|c| !is_blank(*c)).map(half_width).collect();
    let (year, at) = number(&chars, 0, 4)?;
    let sign = chars.get(at).copied();
    if let Some(sign) = sign.filter(|c| matches!(c, '年' | '-' | '.' | '/' | '–' | '—' | '·')) {
        let (month, at) = number(&chars, at + 1, 2)?;
        let second = chars.get(at).copied()?;
        if second != if sign == '年' { '月' } else { sign } {
            return None;
        }
        let (day, mut at) = number(&chars, at + 1, 2)?;
        if sign == '年' {
            // Only the form with characters names the day, and must.
            match chars.get(at) {
                Some('日' | '号') => at += 1,
                _ => return None,
            }
        } else if chars.get(at) == Some(&'日') {
            at += 1;
        }
        return Some((date(year, month, day)?, chars.into_iter().skip(at).collect()));
    }
    // `20250120`, and nothing more of digits.
    let (rest, at) = number(&chars, at, 4)?;
    let whole = chars.iter().take(at).all(char::is_ascii_digit) && at == 8;
    let alone = !chars.get(at).is_some_and(char::is_ascii_digit);
    (whole && alone).then(|| Some((date(year, rest / 100, rest % 100)?, chars.into_iter().skip(at).collect())))?
}

/// The day that a text is, brackets around it left aside.
pub(super) fn only_day(text: &str) -> Option<Date> {
    const LONGEST: usize = 30;
    if text.chars().count() > LONGEST {
        return None;
    }
    let inner = text.trim_matches(|c: char| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '【' | '】'));
    day_at_start(inner).filter(|(_, rest)| rest.trim_matches(['。', '.']).is_empty()).map(|(day, _)| day)
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let plausible = (1990..=2100).contains(&year);
    let [month, day] = [month, day].map(|part| i8::try_from(part).ok());
    Date::new(i16::try_from(year).ok()?, month?, day?).ok().filter(|_| plausible)
}

/// The number at a place: up to so many digits, or in characters.
fn number(chars: &[char], at: usize, most: usize) -> Option<(u32, usize)> {
    let digits: Vec<u32> = chars.iter().skip(at).map_while(|c| c.to_digit(10)).take(most).collect();
    if !digits.is_empty() {
        let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
        // A year has four digits.
        return (most == 2 || digits.len() == 4).then_some((value, at + digits.len()));
    }
    let written: Vec<char> = chars.iter().skip(at).copied().take_while(|c| numeral(*c).is_some()).take(4).collect();
    let values: Vec<u32> = written.iter().filter_map(|c| numeral(*c)).collect();
    let value = match (most, values.as_slice()) {
        // 二〇二五, digit by digit.
        (4, [a, b, c, d]) if values.iter().all(|v| *v < 10) => a * 1000 + b * 100 + c * 10 + d,
        (2, [ones]) => *ones,
        // 十一、二十、二十一、三十一
        (2, [10, ones]) if *ones < 10 => 10 + ones,
        (2, [tens, 10]) if *tens < 10 => tens * 10,
        (2, [tens, 10, ones]) if *tens < 10 && *ones < 10 => tens * 10 + ones,
        (2, [20, ones]) if *ones < 10 => 20 + ones,
        (2, [30, ones]) if *ones < 10 => 30 + ones,
        _ => return None,
    };
    Some((value, at + written.len()))
}

fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' | 'O' | '０' | '◯' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '廿' => 20,
        '卅' => 30,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form() {
        for text in [
            "2025年1月20日",
            "2025 年 01 月 20 日",
            "２０２５年１月２０日",
            "2025.1.20",
            "2025/1/20",
            "2025-01-20",
            "2025－01－20",
            "二〇二五年一月二十日",
            "二○二五年一月二十日",
            "二零二五年一月廿日",
            "20250120",
            "（2025年1月20日）",
        ] {
            assert_eq!(only_day(text).map(|day| day.to_string()).as_deref(), Some("2025-01-20"), "{text}");
        }
        for (text, day) in [("二〇二四年十一月三十日", "2024-11-30"), ("二〇二四年十二月二十九日", "2024-12-29")]
        {
            assert_eq!(only_day(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in [
            "2025年1月",
            "1月20日",
            "2025年13月1日",
            "2025年2月30日",
            "2025-1.20",
            "2025",
            "二十",
            "202501",
            "9999年1月1日",
        ] {
            assert_eq!(only_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_may_be_followed_by_its_time() {
        for text in ["2024-01-17 09:30 来源：本站", "2024-01-1709:30"] {
            assert_eq!(day_at_start(text).map(|(day, _)| day.to_string()).as_deref(), Some("2024-01-17"), "{text}");
        }
    }
}
