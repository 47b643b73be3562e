//! Numbers among the arguments.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Reads a number of a range; the parser of arguments says in English alone what is wrong with one.
pub(crate) fn count<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: FromStr + PartialOrd + Display + Clone,
{
    move |text| {
        let number = text.trim().parse().ok().filter(|number| range.contains(number));
        let (first, last) = (range.start(), range.end());
        let wrong = || format!("请写 {first}—{last} 的整数 / write a whole number from {first} to {last}");
        number.ok_or_else(wrong)
    }
}
