//! Terms for answering (条例第三十三条): 20 working days, once extended by at most 20 more.

use jiff::civil::Date;

use crate::ledger::Calendar;

/// The working days within which an application is answered.
const TERM: u32 = 20;
/// The working days by which the term may be extended once.
const EXTENSION: u32 = 20;

/// The last days for answering one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day without an extension.
    pub regular: Date,
    /// The last day with the extension.
    pub extended: Date,
}

/// How far an application ran over its term, for the time that asking third parties or correcting the application
/// stopped the clock is not in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Overrun {
    /// Over 20 working days, so that an extension must have been granted and told to the applicant.
    NeedsExtension,
    /// Over 20 working days plus the extension of 20.
    BeyondExtension,
}

impl Deadline {
    /// The terms of an application received on a day.
    #[must_use]
    pub fn of(received: Date, calendar: &Calendar) -> Option<Self> {
        let regular = calendar.after(received, TERM)?;
        Some(Self { regular, extended: calendar.after(regular, EXTENSION)? })
    }

    /// How far an answer on a day, or no answer until that day, runs over.
    #[must_use]
    pub fn overrun(self, answered: Date) -> Option<Overrun> {
        if answered > self.extended {
            Some(Overrun::BeyondExtension)
        } else if answered > self.regular {
            Some(Overrun::NeedsExtension)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn over_the_term_and_over_the_extension() {
        let deadline = Deadline::of(date(2023, 3, 1), &Calendar::weekends_only()).expect("a deadline");
        assert_eq!(deadline.regular, date(2023, 3, 29));
        assert_eq!(deadline.extended, date(2023, 4, 26));
        assert_eq!(deadline.overrun(date(2023, 3, 29)), None);
        assert_eq!(deadline.overrun(date(2023, 3, 30)), Some(Overrun::NeedsExtension));
        assert_eq!(deadline.overrun(date(2023, 4, 27)), Some(Overrun::BeyondExtension));
    }

    #[test]
    fn worked_weekends_count_and_holidays_do_not() {
        let calendar = Calendar::parse(include_str!("../../../../examples/data/holidays.txt")).expect("a calendar");
        // 2 February is the first day, 4 and 18 February are worked Sundays, 10 to 17 February are holidays.
        let deadline = Deadline::of(date(2024, 2, 1), &calendar).expect("a deadline");
        assert_eq!(deadline.regular, date(2024, 3, 5));
        // Received on a Saturday or within the holidays, the first day is the next one that is worked.
        for received in [date(2024, 9, 28), date(2024, 9, 29)] {
            let first = calendar.after(received, 1);
            assert_eq!(first, Some(if received.day() == 28 { date(2024, 9, 29) } else { date(2024, 9, 30) }));
        }
        assert_eq!(calendar.after(date(2024, 10, 3), 1), Some(date(2024, 10, 8)));
        assert!([2023, 2024, 2025].iter().all(|&year| calendar.covers(year)));
        assert!(!calendar.covers(2026));
    }
}
