//! Long rows of digits in a report's text, as the rules on personal data look for them.

use crate::Within;
use std::ops::Range;

use crate::check::text::Passage;
use crate::check::{Finding, RuleInfo, Subject, Text, Verdict};

/// A row of digits that may be grouped by spaces or hyphens and may end in X.
pub(super) struct DigitRun<'p> {
    /// The digits alone, in half width; a last X in upper case.
    pub(super) digits: String,
    /// The text before it in the same paragraph.
    pub(super) before: &'p str,
    /// Whether a letter or another mark is glued to it, as in codes and addresses.
    pub(super) glued: bool,
}

/// Every row of at least eleven digits of a paragraph.
fn runs(text: &str) -> Vec<DigitRun<'_>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let get = |index: usize| chars.get(index).map(|&(_, c)| c);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = get(at) {
        if digit(c).is_none() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = String::new();
        while let Some(c) = get(at) {
            if let Some(digit) = digit(c) {
                digits.push(digit);
                at += 1;
            } else if matches!(c, ' ' | '-' | '－') && get(at + 1).and_then(digit).is_some() {
                at += 1;
            } else {
                break;
            }
        }
        if digits.len() == 17 && matches!(get(at), Some('x' | 'X' | 'Ｘ' | 'ｘ')) {
            digits.push('X');
            at += 1;
        }
        if digits.len() < 11 {
            continue;
        }
        let byte: Range<usize> = 0..chars.get(start).map_or(text.len(), |&(byte, _)| byte);
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '/' | '.' | '=' | '#');
        // A decimal or a unit makes it an amount or a count.
        let decimal = get(at) == Some('.') && get(at + 1).and_then(digit).is_some();
        let glued = start.checked_sub(1).and_then(get).is_some_and(letter)
            || decimal
            || get(at).is_some_and(|c| {
                (letter(c) && c != '.') || matches!(c, '元' | '万' | '件' | '人' | '次' | '条' | '个' | '户' | '份')
            });
        out.push(DigitRun { digits, before: text.within(byte), glued });
    }
    out
}

/// Looks for personal numbers in every paragraph and the title.
pub(super) fn assess(
    subject: &Subject<'_>,
    info: &RuleInfo,
    what: (&str, &str),
    is_personal: impl Fn(&DigitRun<'_>) -> bool,
) -> Result<Verdict, Text> {
    let wording = subject.wording();
    let passages = match wording.passages() {
        Err(reason) if subject.report.title.is_none() => return Err(reason),
        read => read.unwrap_or_default(),
    };
    let mut titles = Vec::new();
    if let Some(title) = &subject.report.title {
        let places = subject.provenance.map(|provenance| (0, provenance.title)).into_iter().collect();
        titles.push(Passage {
            section: None,
            text: crate::check::text::squeezed(title),
            heading: String::new(),
            places,
            gaps: Vec::new(),
        });
    }
    let mut verdict = Verdict::default();
    for passage in passages.iter().chain(&titles) {
        let mut found = false;
        for run in runs(&passage.text).iter().filter(|run| !run.glued && is_personal(run)) {
            found = true;
            let masked = masked(&run.digits);
            let place = passage.section.map_or("正文开头", |section| section.title());
            let message = Text::new(
                format!("“{place}”中有疑似{}：{masked}", what.0),
                format!("the text of “{place}” seems to hold {}: {masked}", what.1),
            );
            verdict.fails(
                Finding::new(info, message)
                    .with_excerpt(passage.section, masked)
                    .with_help(info.mend_text())
                    .at(passage.position(run.before.len())),
            );
        }
        if !found {
            verdict.holds();
        }
    }
    Ok(verdict)
}

/// The number with its middle hidden: a message must not publish it once more.
fn masked(digits: &str) -> String {
    let length = digits.chars().count();
    digits.chars().enumerate().map(|(index, c)| if index < 3 || index + 2 >= length { c } else { '*' }).collect()
}

/// Whether the number is a resident identity number of 18 places (GB 11643): region, date of birth, check digit.
pub(super) fn is_identity_number(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if digits.len() != 18 || !is_region(digits) || !is_birthday(digits.get(6..14)) {
        return false;
    }
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|index| CHECK.get(index));
    check.is_some_and(|&check| digits.ends_with(check))
}

/// Whether the first two digits are those of a province.
pub(super) fn is_region(digits: &str) -> bool {
    matches!(
        digits.get(..2).and_then(|two| two.parse::<u8>().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    )
}

/// Whether eight digits are a day between 1900 and 2099.
pub(super) fn is_birthday(digits: Option<&str>) -> bool {
    let part = |digits: &str, range: Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    let date = digits.and_then(|digits| Some((part(digits, 0..4)?, part(digits, 4..6)?, part(digits, 6..8)?)));
    date.is_some_and(|(year, month, day)| {
        let (month, day) = (i8::try_from(month), i8::try_from(day));
        (1900..2100).contains(&year)
            && month.is_ok_and(|month| day.is_ok_and(|day| jiff::civil::Date::new(year, month, day).is_ok()))
    })
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_identity_numbers() {
        // The example of GB 11643 itself, and the same with one digit changed.
        assert!(is_identity_number("11010519491231002X"));
        for wrong in ["110105194912310021", "11010519491331002X", "99010519491231002X", "1101051949123100"] {
            assert!(!is_identity_number(wrong), "{wrong}");
        }
    }

    #[test]
    fn hides_the_middle() {
        assert_eq!(masked("11010519491231002X"), "110*************2X");
    }

    #[test]
    fn runs_join_groups_and_keep_codes_apart() {
        let all = |text: &str| runs(text).into_iter().map(|run| (run.digits, run.glued)).collect::<Vec<_>>();
        assert_eq!(all("卡号6222 0212 3456 7890"), [("6222021234567890".to_owned(), false)]);
        assert_eq!(all("ABC13912345678"), [("13912345678".to_owned(), true)]);
        assert_eq!(all("共1234567890"), []);
    }
}
