//! Working days (工作日).

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

/// Which days are worked: weekends are not, save those that the State Council's yearly notice makes working days
/// (调休上班); weekdays are, save its holidays (放假).
///
/// ```
/// use gongkai_collate::ledger::Calendar;
/// use jiff::civil::date;
/// let calendar = Calendar::parse("放假 2023-09-29\n放假 2023-10-02..2023-10-06\n上班 2023-10-07\n")?;
/// assert!(!calendar.is_working(date(2023, 10, 3)));
/// assert!(calendar.is_working(date(2023, 10, 7)));
/// assert!(Calendar::weekends_only().is_working(date(2023, 10, 3)));
/// # Ok::<(), gongkai_collate::ledger::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    holidays: BTreeSet<Date>,
    workdays: BTreeSet<Date>,
}

/// A line of a calendar file is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "节假日文件第 {line} 行“{text}”不能识别；写法如“放假 2023-10-02..2023-10-06”或“上班 2023-10-07” / line {line} of the calendar, “{text}”, is not understood; write “放假 2023-10-02..2023-10-06” for days off or “上班 2023-10-07” for working days"
)]
pub struct CalendarError {
    /// The line, from 1.
    pub line: usize,
    /// The line's text.
    pub text: String,
}

/// The longest run of days that one line may name.
const LONGEST_RUN: usize = 60;

impl Calendar {
    /// A calendar that knows weekends and no holidays.
    #[must_use]
    pub fn weekends_only() -> Self {
        Self::default()
    }

    /// Reads a calendar file: `放假 DATE` or `放假 FIRST..LAST` for holidays, `上班 DATE` for weekends that are worked;
    /// `holiday` and `workday` mean the same; `#` begins a comment.
    ///
    /// # Errors
    /// [`CalendarError`] names the first line that is not understood.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for (index, whole) in text.lines().enumerate() {
            let line = whole.split('#').next().unwrap_or_default().trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            let error = || CalendarError { line: index + 1, text: whole.trim().to_owned() };
            let (kind, days) = line.split_once(char::is_whitespace).ok_or_else(error)?;
            let days = days_of(days.trim()).ok_or_else(error)?;
            match kind {
                "放假" | "holiday" => calendar.holidays.extend(days),
                "上班" | "workday" => calendar.workdays.extend(days),
                _ => return Err(error()),
            }
        }
        Ok(calendar)
    }

    /// Whether it names no holidays at all, so that only weekends are known.
    #[must_use]
    pub fn knows_only_weekends(&self) -> bool {
        self.holidays.is_empty() && self.workdays.is_empty()
    }

    /// Whether a year's holidays are in it. The State Council sets them anew each autumn for the year to come.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.holidays.iter().any(|day| day.year() == year)
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        if self.workdays.contains(&day) {
            return true;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.holidays.contains(&day)
    }

    /// The last day of a term of so many working days that begins the day after `start`.
    #[must_use]
    pub fn after(&self, start: Date, working_days: u32) -> Option<Date> {
        let mut day = start;
        let mut left = working_days;
        while left > 0 {
            day = day.tomorrow().ok()?;
            if self.is_working(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// How many working days lie after `start` up to and including `end`.
    #[must_use]
    pub fn between(&self, start: Date, end: Date) -> u32 {
        let mut days = 0;
        let mut day = start;
        while day < end {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if self.is_working(day) {
                days += 1;
            }
        }
        days
    }
}

fn days_of(text: &str) -> Option<Vec<Date>> {
    let Some((first, last)) = text.split_once("..") else {
        return Some(vec![crate::ledger::date::written(text)?]);
    };
    let (first, last) = (crate::ledger::date::written(first)?, crate::ledger::date::written(last)?);
    let mut days = vec![first];
    let mut day = first;
    while day < last {
        if days.len() > LONGEST_RUN {
            return None;
        }
        day = day.tomorrow().ok()?;
        days.push(day);
    }
    (day == last).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn twenty_working_days() {
        // 1 March 2023 is a Wednesday; twenty working days later it is 29 March.
        let weekends = Calendar::weekends_only();
        assert_eq!(weekends.after(date(2023, 3, 1), 20), Some(date(2023, 3, 29)));
        assert_eq!(weekends.between(date(2023, 3, 1), date(2023, 3, 29)), 20);
        let holidays = Calendar::parse("# 清明\n放假 2023-03-29\n上班 2023-04-01").expect("a calendar");
        assert_eq!(holidays.after(date(2023, 3, 1), 20), Some(date(2023, 3, 30)));
        assert!(holidays.is_working(date(2023, 4, 1)));
    }

    #[test]
    fn names_the_bad_line() {
        for bad in
            ["放假", "放假 明天", "休息 2023-01-01", "放假 2023-10-06..2023-10-02", "放假 2023-01-01..2024-01-01"]
        {
            assert_eq!(Calendar::parse(&format!("\n{bad}")).map_err(|e| e.line), Err(2), "{bad}");
        }
    }
}
