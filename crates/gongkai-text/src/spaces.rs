//! Spaces that a copy of a page keeps by name.

use std::borrow::Cow;

/// The text with the spaces that pages name, which some copies keep by name.
pub(crate) fn spaced(text: Cow<'_, str>) -> Cow<'_, str> {
    const NAMES: [(&str, &str); 5] =
        [("&nbsp;", "\u{a0}"), ("&#160;", "\u{a0}"), ("&ensp;", " "), ("&emsp;", "\u{3000}"), ("&#12288;", "\u{3000}")];
    if !text.contains('&') {
        return text;
    }
    NAMES.iter().fold(
        text,
        |text, (name, space)| {
            if text.contains(name) { Cow::Owned(text.replace(name, space)) } else { text }
        },
    )
}
