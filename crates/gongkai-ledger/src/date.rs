//! Dates as registers write them.

use jiff::civil::Date;

/// A date in one of the ways of registers: `2023-1-5`, `2023/1/5`, `2023.1.5`, `20230105`, `2023年1月5日`, with or
/// without a time of day behind it.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split([' ', 'T', '\u{a0}', '　']).next().unwrap_or(text);
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = day.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day);
    }
    let mut parts = day.split(['-', '/', '.', '年', '月', '日', '－', '．', '／']).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() { None } else { date(year, month, day) }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let narrow = |text: &str| -> String {
        text.trim()
            .chars()
            .map(|c| match c {
                '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
                other => other,
            })
            .collect()
    };
    let year: i16 = narrow(year).parse().ok().filter(|year| (1990..=2200).contains(year))?;
    Date::new(year, narrow(month).parse().ok()?, narrow(day).parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_ways() {
        let expected = Date::constant(2023, 1, 5);
        for text in [
            "2023-1-5",
            "2023/01/05",
            "2023.1.5",
            "20230105",
            "2023年1月5日",
            "2023-01-05 14:30:00",
            "２０２３年１月５日",
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "2023", "2023-13-01", "2023-2-30", "1-5", "23-1-5", "2023-1-5-6", "待定", "45000"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
