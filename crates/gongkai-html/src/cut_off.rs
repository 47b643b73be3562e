//! Where a page ends before its end: a download that broke off, a part of a saved page that was not written whole.

use gongkai_core::Within;
use std::borrow::Cow;

/// The text of a page without the half of a tag at its end. A figure of a cell that nothing ends may be the half of one, and
/// says so by a character that nobody can read.
pub(crate) fn ended(text: Cow<'_, str>) -> Cow<'_, str> {
    let whole = text.strip_suffix("</").or_else(|| text.strip_suffix('<')).map(str::len);
    if let Some(whole) = whole {
        let mut text = text.into_owned();
        text.truncate(whole);
        return text.into();
    }
    if text.ends_with(|c: char| c.is_ascii_digit()) && in_cell(&text) {
        return format!("{text}{}", char::REPLACEMENT_CHARACTER).into();
    }
    text
}

/// Whether the last tag but those within a cell begins one.
fn in_cell(text: &str) -> bool {
    let tags = text.rmatch_indices('<').map(|(at, _)| text.within(at + 1..));
    let is = |tag: &str, names: &[&str]| {
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        names.iter().any(|own| name.eq_ignore_ascii_case(own))
    };
    const OWN: [&str; 2] = ["td", "th"];
    const OTHERS: [&str; 6] = ["/td", "/th", "tr", "/tr", "table", "/table"];
    tags.into_iter().find(|tag| is(tag, &OWN) || is(tag, &OTHERS)).is_some_and(|tag| is(tag, &OWN))
}

#[cfg(test)]
mod tests {
    use super::ended;

    #[test]
    fn a_figure_at_the_very_end_of_an_open_cell_is_in_doubt() {
        for (text, left) in [
            ("<table><tr><td>甲<td>1", "<table><tr><td>甲<td>1\u{fffd}"),
            ("<table><tr><TD><p><span>1", "<table><tr><TD><p><span>1\u{fffd}"),
            ("<table><tr><td>甲<td>1</", "<table><tr><td>甲<td>1"),
            ("<table><tr><td>甲<td>1<", "<table><tr><td>甲<td>1"),
            ("<table><tr><td>甲<td>1\n", "<table><tr><td>甲<td>1\n"),
            ("<table><tr><td>1</td></tr></table><p>电话12345", "<table><tr><td>1</td></tr></table><p>电话12345"),
            ("<p>共12", "<p>共12"),
        ] {
            assert_eq!(ended(text.into()), left);
        }
    }
}
