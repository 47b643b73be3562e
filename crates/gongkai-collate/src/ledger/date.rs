//! Dates as registers write them.

use gongkai_core::day::day_at_start;
use jiff::Span;
use jiff::civil::Date;

/// What is wrong with a text that should be a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DateFault {
    /// A month and a day without a year: `1月5日`.
    NoYear,
    /// A year of two digits, which could also be a day: `24-1-5`.
    ShortYear,
    /// A day that the calendar does not have: `2023-2-30`.
    NoSuchDay,
    /// Anything else.
    NotADate,
}

impl DateFault {
    /// The fault in Chinese and English.
    pub(crate) fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::NoYear => ("没有年份", "has no year"),
            Self::ShortYear => ("年份没有写全四位", "needs a year of four digits"),
            Self::NoSuchDay => ("历法上没有这一天", "is no day of the calendar"),
            Self::NotADate => ("不是日期", "is not a date"),
        }
    }
}

/// From which day a spreadsheet counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Epoch {
    /// Day 1 is 1 January 1900, as Excel and WPS count unless told otherwise.
    #[default]
    Y1900,
    /// Day 0 is 1 January 1904, as workbooks from old Macs count.
    Y1904,
}

/// A date that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) date: Date,
    /// Whether it stood as a spreadsheet's day number, which nobody can see to be a date.
    pub(crate) serial: bool,
}

/// A date in one of the ways of registers: `2023-1-5`, `2023/1/5`, `2023.1.5`, `20230105`, `2023年1月5日`, with or
/// without a time of day or a day of the week behind it, or the day number of a spreadsheet.
pub(crate) fn read(text: &str, epoch: Epoch) -> Result<Found, DateFault> {
    let plain: String = text.trim().chars().map(narrow).collect();
    let (first, rest) = digits(&plain);
    if rest.chars().all(|c| c.is_ascii_digit() || c == '.')
        && let Some(date) = serial(first, rest, epoch)
    {
        return Ok(Found { date, serial: true });
    }
    // Registers may leave out the word behind the day.
    let found = day_at_start(&plain).or_else(|| day_at_start(&format!("{plain}日")));
    match found {
        Some((date, rest)) if is_time_of_day(rest.strip_prefix('.').unwrap_or(&rest)) => {
            Ok(Found { date, serial: false })
        }
        _ => Err(fault(&plain)),
    }
}

/// What is wrong with a text in which no day was found.
fn fault(plain: &str) -> DateFault {
    let (first, rest) = digits(plain);
    let parts = match first.len() {
        8 => eight(first).map(|parts| (parts, rest)).ok_or(DateFault::NotADate),
        _ => three(plain),
    };
    let ([year, _, day], rest) = match parts {
        Ok(parts) => parts,
        Err(fault) => return fault,
    };
    match year.parse::<i16>() {
        _ if !is_time_of_day(rest) => DateFault::NotADate,
        Ok(1990..=2200) => DateFault::NoSuchDay,
        Ok(..100) if day.len() < 3 => DateFault::ShortYear,
        _ => DateFault::NotADate,
    }
}

/// A written date, without the day numbers of spreadsheets.
pub(crate) fn written(text: &str) -> Option<Date> {
    read(text, Epoch::default()).ok().filter(|found| !found.serial).map(|found| found.date)
}

/// Digits and signs of the width and shape that keyboards for Chinese give, as the plain ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '－' | '—' | '–' | '−' => '-',
        '／' => '/',
        '．' | '。' => '.',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '\u{a0}' | '　' | '\t' => ' ',
        '号' => '日',
        other => other,
    }
}

/// The digits at the start, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn eight(text: &str) -> Option<[&str; 3]> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some([year, month, day])
}

/// Year, month and day parted by one sign twice, or by 年, 月 and 日, and what follows.
fn three(text: &str) -> Result<([&str; 3], &str), DateFault> {
    let signs = ['-', '/', '.', '年', '月'];
    let (first, rest) = digits(text);
    let (sign, rest) = leading(rest, &signs).ok_or(DateFault::NotADate)?;
    let (second, rest) = digits(rest);
    let next = leading(rest, &signs);
    if first.is_empty() || second.is_empty() {
        return Err(DateFault::NotADate);
    }
    let pair = match (sign, next) {
        ('年', Some(('月', rest))) => Some(rest),
        ('月', _) => None,
        (sign, Some((same, rest))) if sign == same => Some(rest),
        (_, None) => None,
        _ => return Err(DateFault::NotADate),
    };
    let Some(rest) = pair else {
        let end = rest.trim_start().trim_start_matches('日');
        let monthly = first.len() <= 2 && second.len() <= 2 && sign != '年' && is_time_of_day(end);
        return Err(if monthly { DateFault::NoYear } else { DateFault::NotADate });
    };
    let (third, rest) = digits(rest);
    if third.is_empty() {
        return Err(DateFault::NotADate);
    }
    let rest = match (sign, leading(rest, &['日', '.'])) {
        ('年', Some(('日', rest))) | ('.', Some(('.', rest))) => rest,
        _ => rest,
    };
    Ok(([first, second, third], rest))
}

fn leading<'a>(text: &'a str, signs: &[char]) -> Option<(char, &'a str)> {
    let text = text.trim_start();
    let first = text.chars().next().filter(|c| signs.contains(c))?;
    Some((first, text.strip_prefix(first)?))
}

/// Whether what follows a date is nothing, or a time of day or a day of the week. A second date is neither: which of
/// the two is meant would be a guess.
fn is_time_of_day(rest: &str) -> bool {
    let rest = rest.trim_matches([' ', '(', ')', ',']);
    let weekday = ["星期", "周"].into_iter().find_map(|word| rest.strip_prefix(word));
    let rest = match weekday {
        Some(after) => match after.chars().next().filter(|c| "一二三四五六日天".contains(*c)) {
            Some(day) => after.strip_prefix(day).unwrap_or_default().trim_matches([' ', '(', ')']),
            None => return false,
        },
        None => rest,
    };
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    let rest = ["上午", "下午", "凌晨", "中午", "晚上", "晚"]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    rest.is_empty()
        || (rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.contains([':', '时', '点'])
            && rest.chars().all(|c| c.is_ascii_digit() || " :.时点分秒半Z+AaPpMm".contains(c)))
}

/// The date of a spreadsheet's day number between 1990 and 2173: five digits, perhaps with a part of a day.
fn serial(whole: &str, fraction: &str, epoch: Epoch) -> Option<Date> {
    if whole.len() != 5 || fraction.matches('.').count() > 1 {
        return None;
    }
    let days: i32 = whole.parse().ok()?;
    let first = match epoch {
        Epoch::Y1900 => Date::constant(1899, 12, 30),
        Epoch::Y1904 => Date::constant(1904, 1, 1),
    };
    let counted = Span::new().try_days(days).ok()?;
    first.checked_add(counted).ok().filter(|date| (1990..=2200).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<Date, DateFault> {
        read(text, Epoch::Y1900).map(|found| found.date)
    }

    #[test]
    fn reads_the_usual_ways() {
        let expected = Date::constant(2024, 1, 5);
        for text in [
            "2024-1-5",
            "2024-01-05",
            "2024/1/5",
            "2024/01/05",
            "2024.1.5",
            "2024.01.05.",
            "20240105",
            "２０２４０１０５",
            "2024年1月5日",
            "2024年01月05号",
            "2024 年 1 月 5 日",
            "2024年1月5",
            "二〇二四年一月五日",
            "2024-1-5 10:30",
            "２０２４年１月５日",
            "2024－1－5",
            "2024。1。5",
            " 2024-1-5 ",
            "2024-01-05 14:30:00",
            "2024-01-05T14:30:00",
            "2024-01-05T14:30:00.000Z",
            "2024/1/5 0:00",
            "2024-1-5 下午2:30",
            "2024年1月5日 9时30分",
            "2024年1月5日（周五）",
            "2024-1-5 星期五",
            "45296",
            "45296.604166",
        ] {
            assert_eq!(plain(text), Ok(expected), "{text}");
        }
        assert_eq!(read("43834", Epoch::Y1904), Ok(Found { date: expected, serial: true }));
        assert_eq!(written("45296"), None);
    }

    #[test]
    fn refuses_what_is_no_date() {
        for (text, fault) in [
            ("1月5日", DateFault::NoYear),
            ("1-5", DateFault::NoYear),
            ("1.5", DateFault::NoYear),
            ("1月5日 14:30", DateFault::NoYear),
            ("24-1-5", DateFault::ShortYear),
            ("2023-2-30", DateFault::NoSuchDay),
            ("2023-13-01", DateFault::NoSuchDay),
            ("20231301", DateFault::NoSuchDay),
            ("2023-2-300", DateFault::NoSuchDay),
            ("", DateFault::NotADate),
            ("2023", DateFault::NotADate),
            ("2023年1月", DateFault::NotADate),
            ("2023-1", DateFault::NotADate),
            ("2023-1-5-6", DateFault::NotADate),
            ("2023-1/5", DateFault::NotADate),
            ("5/1/2024", DateFault::NotADate),
            ("2023-1-5 2023-1-20", DateFault::NotADate),
            ("2023-1-5至2023-1-20", DateFault::NotADate),
            ("2023-1-5（补正）", DateFault::NotADate),
            ("待定", DateFault::NotADate),
            ("123", DateFault::NotADate),
            ("12345", DateFault::NotADate),
            ("450000", DateFault::NotADate),
        ] {
            assert_eq!(plain(text), Err(fault), "{text}");
        }
    }
}
