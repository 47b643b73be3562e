//! The numbers that labels carry, and the articles of the Regulations, as registers spell them.

use gongkai_core::numerals::{is_ordinal, ordinal, printed};

/// A label without the number that it begins with.
pub(super) fn unnumbered(label: &str) -> &str {
    let digits = |c: char| c.is_ascii_digit() || is_ordinal(c);
    if let Some(rest) = label.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(digits);
        if let Some(bare) = after.strip_prefix(['）', ')']).filter(|_| after.len() < rest.len()) {
            return bare.trim_start_matches(['、', '.', '．', '-']);
        }
    }
    let after = label.trim_start_matches(digits);
    after.strip_prefix(['.', '、', '．']).filter(|_| after.len() < label.len()).unwrap_or(label)
}

/// A label's number and the rest: `（三）5.属于三类内部事务信息` has `（三）5.` before its words.
pub(super) fn split(label: &str) -> (&str, &str) {
    let mut rest = label.trim();
    loop {
        let shorter = unnumbered(rest).trim_start();
        if shorter.len() == rest.len() {
            return (label.trim().strip_suffix(rest).unwrap_or_default(), rest);
        }
        rest = shorter;
    }
}

/// The number of an outcome in one spelling: `（三）5`, `(三)5.`, `(3)5` and `三5` are all `三5`, and `三、（三）5` is `三三5`.
/// A number without its group is none: `5` could stand in any of them.
pub(super) fn compact(number: &str) -> Option<String> {
    let mut out = String::new();
    let mut open = false;
    for c in number.chars() {
        match c {
            '(' | '（' => open = true,
            ')' | '）' => open = false,
            '.' | '．' | '、' | '-' | ' ' => {}
            '1'..='9' if open => out.push_str(&printed(u64::from(c.to_digit(10)?))?),
            '0'..='9' => out.push(c),
            c if ordinal(c).is_some_and(|number| number < 10) => out.push(c),
            _ => return None,
        }
    }
    let group = out.trim_end_matches(|c: char| c.is_ascii_digit());
    (!group.is_empty() && !group.contains(|c: char| c.is_ascii_digit())).then_some(out)
}

/// `第三十六条第（一）项`, `《条例》第36条第一款第（一）项`, `36条1项` and `36-1` as `36(1)`; empty for what is no article.
pub(super) fn article(text: &str) -> String {
    let text = text.rsplit("条例").next().unwrap_or(text).trim_start_matches('》');
    let text = ["依据", "根据", "按照", "依照"].into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let Some((number, rest)) = leading_number(text.trim_start_matches('第')) else { return String::new() };
    let rest = rest.trim_start_matches('条').trim_start_matches(['第', '(', '-', '.']);
    if rest.is_empty() {
        return number.to_string();
    }
    // An article whose items stand in its only paragraph is cited with that paragraph or without.
    let only = rest.strip_prefix("一款").or_else(|| rest.strip_prefix("1款")).filter(|after| after.contains('项'));
    let rest = only.map_or(rest, |after| after.trim_start_matches(['第', '(']));
    match leading_number(rest) {
        Some((item, tail)) if matches!(tail.trim_start_matches(')'), "" | "项" | "款") => format!("{number}({item})"),
        _ => String::new(),
    }
}

/// A number at the start of the text, in digits or in Chinese numerals up to 99.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        return Some((number.parse().ok()?, rest));
    }
    let rest = text.trim_start_matches(is_ordinal);
    let numeral = text.strip_suffix(rest).filter(|numeral| !numeral.is_empty())?;
    let mut total: u32 = 0;
    let mut pending = None;
    for c in numeral.chars() {
        if c == '十' {
            total = total.checked_add(pending.take().unwrap_or(1) * 10)?;
        } else {
            pending = ordinal(c).map(u32::from);
        }
    }
    Some((total.checked_add(pending.unwrap_or(0))?, rest))
}
