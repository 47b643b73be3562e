//! Dates and times as their formats show them.

use gongkai_opc::workbook::Moment;

/// A date, time or duration as text. Formats differ by locale; what is shown is the Chinese way where the format is
/// Chinese or a date without year, and the plain ISO way otherwise.
pub(crate) fn show(moment: Moment, days: f64, code: &str) -> String {
    let (year, month, day) = (moment.date.year(), moment.date.month(), moment.date.day());
    let (hour, minute, second) = (moment.second / 3600, moment.second / 60 % 60, moment.second % 60);
    if counts_hours(code) {
        let seconds = (days * 86_400.0).round();
        let (hours, rest) = ((seconds / 3600.0).floor(), seconds.rem_euclid(3600.0));
        return format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest.rem_euclid(60.0));
    }
    let has = |letters: [char; 2]| letters_of(code).any(|c| letters.contains(&c));
    let (years, days_shown, hours) = (has(['y', 'Y']) || has(['e', 'E']), has(['d', 'D']), has(['h', 'H']));
    let chinese = code.contains('月');
    let date = match (years, days_shown) {
        (true, true) if chinese => format!("{year}年{month}月{day}日"),
        (true, false) if chinese => format!("{year}年{month}月"),
        (false, true) => format!("{month}月{day}日"),
        (true, true) => format!("{year}-{month:02}-{day:02}"),
        (true, false) => format!("{year}-{month:02}"),
        (false, false) => String::new(),
    };
    let seconds = if second > 0 { format!(":{second:02}") } else { String::new() };
    match (date.is_empty(), hours) {
        (true, true) => format!("{hour:02}:{minute:02}{seconds}"),
        (true, false) => format!("{year}-{month:02}-{day:02}"),
        (false, true) => format!("{date} {hour:02}:{minute:02}{seconds}"),
        (false, false) => date,
    }
}

/// Whether a format counts hours, minutes or seconds instead of showing a day: `[h]:mm`.
fn counts_hours(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    ["[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"].iter().any(|part| code.contains(part))
}

/// The letters of a format's code that are not quoted, escaped or in brackets.
fn letters_of(code: &str) -> impl Iterator<Item = char> {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().filter(move |&c| {
        if escaped {
            escaped = false;
            return false;
        }
        match c {
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => return !quoted && !bracketed,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_shown_by_their_format() {
        for (value, code, shown) in [
            (45291.0, "yyyy\"年\"m\"月\"d\"日\"", "2023年12月31日"),
            (45291.0, "mm-dd-yy", "2023-12-31"),
            (44928.0, "m\"月\"d\"日\"", "1月2日"),
            (44928.0, "m/d", "1月2日"),
            (45291.5, "yyyy/m/d h:mm", "2023-12-31 12:00"),
            (0.75, "h:mm", "18:00"),
            (1.5, "[h]:mm:ss", "36:00:00"),
        ] {
            let moment = Moment::of(value, false).expect("a moment");
            assert_eq!(show(moment, value, code), shown, "{code}");
        }
    }
}
