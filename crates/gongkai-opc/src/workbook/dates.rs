//! Days and times, which a workbook stores as numbers.

use jiff::Span;
use jiff::civil::Date;

/// A stored day and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The seconds since midnight.
    pub second: u32,
}

impl Moment {
    /// The moment that a stored number means; nothing for one that is no day from 1900 to 9999.
    ///
    /// ```
    /// use gongkai_opc::workbook::Moment;
    /// let moment = Moment::of(45_658.5, false).expect("a day");
    /// assert_eq!((moment.date.to_string().as_str(), moment.second), ("2025-01-01", 43_200));
    /// ```
    #[must_use]
    pub fn of(stored: f64, epoch_1904: bool) -> Option<Self> {
        if !(0.0..2_958_466.0).contains(&stored) {
            return None;
        }
        let seconds = (stored * 86_400.0).round();
        // Whole numbers below 2^53 print without a fraction or an exponent.
        let seconds: i64 = format!("{seconds:.0}").parse().ok()?;
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // The first spreadsheet took 1900 for a leap year, and all others after it.
        let start = match (epoch_1904, days < 60) {
            (true, _) => Date::constant(1904, 1, 1),
            (false, true) => Date::constant(1899, 12, 31),
            (false, false) => Date::constant(1899, 12, 30),
        };
        let date = start.checked_add(Span::new().try_days(days).ok()?).ok()?;
        Some(Self { date, second: u32::try_from(second).ok()? })
    }
}

/// Whether a number format's code shows days or times.
pub(super) fn is_date(code: &str) -> bool {
    if code.contains("General") || code.contains("通用格式") {
        return false;
    }
    let (mut quoted, mut bracket, mut escaped) = (false, None::<String>, false);
    for c in code.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match (c, &mut bracket) {
            (']', Some(inside)) => {
                // [h]:mm counts hours; [Red] and [$-804] do not.
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return true;
                }
                bracket = None;
            }
            (_, Some(inside)) => inside.push(c),
            ('"', None) => quoted = !quoted,
            (_, None) if quoted => {}
            ('\\' | '_' | '*', None) => escaped = true,
            ('[', None) => bracket = Some(String::new()),
            ('y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S', None) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_both_epochs() {
        for (stored, epoch_1904, day) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (45_291.0, false, "2023-12-31"),
            (43_829.0, true, "2023-12-31"),
        ] {
            assert_eq!(Moment::of(stored, epoch_1904).map(|m| m.date.to_string()).as_deref(), Some(day), "{stored}");
        }
        for stored in [f64::MAX, f64::NAN, -1.0] {
            assert_eq!(Moment::of(stored, false), None);
        }
    }

    #[test]
    fn formats_that_show_days() {
        for code in ["yyyy\"年\"m\"月\"", "[$-804]yyyy/m/d;@", "h:mm", "[h]:mm", "d-mmm"] {
            assert!(is_date(code), "{code}");
        }
        for code in ["General", "0.00", "#,##0\"days\"", "[Red]0", "G/通用格式", "0.00E+00", "0_m", "@", "\\y0"] {
            assert!(!is_date(code), "{code}");
        }
    }
}
