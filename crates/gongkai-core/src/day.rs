//! Days as reports, pages and registers print them: `2025年1月20日`, `2025.1.20`, `2025-01-20`, `20250120`,
//! `二〇二五年一月二十日`, in digits of any width. Everything that reads a printed day asks here.

use crate::numerals::{ordinal, plain_digit};
use jiff::civil::Date;

use crate::characters::{half_width, is_blank, is_invisible};

/// The day that a text begins with, white space left aside, and what follows it without its white space.
///
/// Signs that part the numbers must be of one kind. A clock's time may follow, touching the day where a page lost the
/// space between them.
///
/// ```
/// use gongkai_core::day::day_at_start;
/// let (day, rest) = day_at_start("2025-1-5 10:30").ok_or("no day")?;
/// assert_eq!((day.to_string().as_str(), rest.as_str()), ("2025-01-05", "10:30"));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn day_at_start(text: &str) -> Option<(Date, String)> {
    let chars: Vec<char> = text.chars().filter(|c| !is_invisible(*c)).map(half_width).collect();
    let rest = |at: usize| chars.iter().skip(at).filter(|c| !is_blank(**c)).collect::<String>();
    let (year, at) = number(&chars, 0, 4, true)?;
    let at = behind_blanks(&chars, at);
    let sign = chars.get(at).copied();
    if sign == Some('年') {
        // Justified text parts even the digits of a number; here characters part the numbers.
        let (month, at) = number(&chars, at + 1, 2, true)?;
        let at = behind_blanks(&chars, at);
        let (day, at) = number(&chars, at + 1, 2, true).filter(|_| chars.get(at) == Some(&'月'))?;
        let at = behind_blanks(&chars, at);
        // Only this form names the day, and must.
        return matches!(chars.get(at), Some('日' | '号')).then(|| Some((date(year, month, day)?, rest(at + 1))))?;
    }
    if let Some(sign) = sign.filter(|c| matches!(c, '-' | '.' | '/' | '–' | '—' | '·')) {
        let (month, at) = number(&chars, at + 1, 2, false)?;
        let at = behind_blanks(&chars, at);
        let (day, at) = number(&chars, at + 1, 2, false).filter(|_| chars.get(at) == Some(&sign))?;
        let named = chars.get(at) == Some(&'日');
        return Some((date(year, month, day)?, rest(at + usize::from(named))));
    }
    // `20250120`, and nothing more of digits than a clock's time of six: programs write both as one number.
    let digits: Vec<u32> = chars.iter().skip_while(|c| is_blank(**c)).map_while(|c| c.to_digit(10)).collect();
    let value =
        |from: usize, to: usize| digits.get(from..to).map(|part| part.iter().fold(0, |all, one| all * 10 + one));
    let clock = match digits.len() {
        8 => true,
        14 => value(8, 10)? < 24 && value(10, 12)? < 60 && value(12, 14)? < 60,
        _ => false,
    };
    let begins = behind_blanks(&chars, 0);
    clock.then(|| Some((date(value(0, 4)?, value(4, 6)?, value(6, 8)?)?, rest(begins + 8))))?
}

/// The day that a text is, brackets around it left aside.
///
/// ```
/// use gongkai_core::day::only_day;
/// assert!(only_day("（2025年1月20日）").is_some());
/// assert!(only_day("2025年1月20日起施行").is_none());
/// ```
#[must_use]
pub fn only_day(text: &str) -> Option<Date> {
    const LONGEST: usize = 30;
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let inner = text.trim_matches(|c: char| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '【' | '】'));
    day_at_start(inner).filter(|(_, rest)| rest.trim_matches(['。', '.']).is_empty()).map(|(day, _)| day)
}

/// The day that a text is as programs write it, `2025-01-20` or `20250120`, a time of day behind it left aside.
///
/// ```
/// use gongkai_core::day::iso_day;
/// assert_eq!(iso_day("2025-01-20T08:30:00"), iso_day("20250120"));
/// assert!(iso_day("2025-01-20").is_some());
/// assert!(iso_day("2025-1-20").is_none() && iso_day("2025-02-30").is_none() && iso_day("2025-01-20 起").is_none());
/// ```
#[must_use]
pub fn iso_day(text: &str) -> Option<Date> {
    // Jiff's own parser brings the words of all its errors with it, a hundredth of what a browser loads.
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "0"));
    if time.is_empty() || !time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')) {
        return None;
    }
    let dashed = day.len() == 10 && day.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 4 | 7));
    let digits: String = day.chars().filter(|c| !dashed || *c != '-').collect();
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let plausible = (1990..=2100).contains(&year);
    let [month, day] = [month, day].map(|part| i8::try_from(part).ok());
    Date::new(i16::try_from(year).ok()?, month?, day?).ok().filter(|_| plausible)
}

fn behind_blanks(chars: &[char], at: usize) -> usize {
    at + chars.iter().skip(at).take_while(|c| is_blank(**c)).count()
}

/// The number at a place, behind blanks: up to so many digits, which blanks may part, or in characters.
fn number(chars: &[char], at: usize, most: usize, parted: bool) -> Option<(u32, usize)> {
    let at = behind_blanks(chars, at);
    let mut digits: Vec<u32> = Vec::new();
    let mut end = at;
    while digits.len() < most {
        let next = if parted && !digits.is_empty() { behind_blanks(chars, end) } else { end };
        let Some(digit) = chars.get(next).and_then(|c| c.to_digit(10)) else { break };
        digits.push(digit);
        end = next + 1;
    }
    if !digits.is_empty() {
        let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
        // A year has four digits.
        return (most == 2 || digits.len() == 4).then_some((value, end));
    }
    let mut values: Vec<u32> = Vec::new();
    while values.len() < 4 {
        let next = if values.is_empty() { end } else { behind_blanks(chars, end) };
        let Some(value) = chars.get(next).and_then(|c| numeral(*c)) else { break };
        values.push(value);
        end = next + 1;
    }
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
    Some((value, end))
}

fn numeral(c: char) -> Option<u32> {
    Some(match c {
        // Typed for 〇.
        'Ｏ' | 'O' | '０' => 0,
        '廿' => 20,
        '卅' => 30,
        _ => return ordinal(c).or_else(|| plain_digit(c)).map(u32::from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        only_day(text).map(|day| day.to_string())
    }

    #[test]
    fn every_usual_form() {
        for text in [
            "2025年1月20日",
            "2025 年 01 月 20 日",
            "2 0 2 5 年 1 月 2 0 日",
            "２０２５年１月２０日",
            "2025.1.20",
            "2025/1/20",
            "2025-01-20",
            "2025 - 01 - 20",
            "2025－01－20",
            "二〇二五年一月二十日",
            "二 〇 二 五 年 一 月 二 十 日",
            "二○二五年一月二十日",
            "二零二五年一月廿日",
            "20250120",
            "（2025年1月20日）",
            "\u{200b}2025\u{200e}-1-20",
        ] {
            assert_eq!(told(text).as_deref(), Some("2025-01-20"), "{text}");
        }
        for (text, day) in [("二〇二四年十一月三十日", "2024-11-30"), ("二〇二四年十二月二十九日", "2024-12-29")]
        {
            assert_eq!(told(text).as_deref(), Some(day), "{text}");
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
            "202501201",
            "1705455000000",
            "20250120996000",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_may_be_followed_by_its_time() {
        for (text, day, rest) in [
            ("2024-01-17 09:30 来源：本站", "2024-01-17", "09:30来源：本站"),
            ("2024-01-1709:30", "2024-01-17", "09:30"),
            ("2024-1-7 10:30", "2024-01-07", "10:30"),
            ("2024/1/7 0:00:00", "2024-01-07", "0:00:00"),
            ("2024-01-17T09:30:00+08:00", "2024-01-17", "T09:30:00+08:00"),
            ("2024年1月7日 10时", "2024-01-07", "10时"),
            ("20240117093000", "2024-01-17", "093000"),
        ] {
            let found = day_at_start(text).map(|(day, rest)| (day.to_string(), rest.to_owned()));
            assert_eq!(found, Some((day.to_owned(), rest.replace('：', ":"))), "{text}");
        }
    }
}
