//! What a copy leaves in a text: spaces by their names, ends of lines of other systems, the marks of a reply.

use std::borrow::Cow;

/// The text without what copying it left in it. Its lines stay where they are.
pub(crate) fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    unquoted(ended(spaced(text)))
}

/// The text with the spaces that pages name, which some copies keep by name.
fn spaced(text: Cow<'_, str>) -> Cow<'_, str> {
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

/// The text with its lines ended in one way: some systems end them with a carriage return alone, some copies have
/// Unicode's separators or a word processor's break within a paragraph.
fn ended(text: Cow<'_, str>) -> Cow<'_, str> {
    const ENDS: [char; 5] = ['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];
    let alone = text.split('\r').skip(1).any(|behind| !behind.starts_with('\n'));
    if alone || text.contains(ENDS.get(1..).unwrap_or_default()) {
        return Cow::Owned(text.replace("\r\n", "\n").replace(ENDS, "\n"));
    }
    text
}

/// The text without the marks that a reply sets before each line of what it answers, where most lines have them.
fn unquoted(text: Cow<'_, str>) -> Cow<'_, str> {
    let filled = |line: &&str| !line.trim().is_empty();
    let marked = |line: &&str| line.trim_start().starts_with('>');
    if text.lines().filter(marked).count().saturating_mul(2) <= text.lines().filter(filled).count() {
        return text;
    }
    let bare = |line: &str| {
        if !marked(&line) {
            return line.to_owned();
        }
        let mut rest = line.trim_start();
        while let Some(behind) = rest.strip_prefix('>') {
            rest = behind.strip_prefix(' ').unwrap_or(behind);
        }
        rest.to_owned()
    };
    Cow::Owned(text.split('\n').map(bare).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_any_system_ends_them() {
        for end in ["\r", "\u{b}", "\u{85}", "\u{2028}", "\u{2029}"] {
            assert_eq!(plain(format!("规章\t1{end}许可\t2\r\n").into()), "规章\t1\n许可\t2\n", "{end:?}");
        }
        assert_eq!(plain("规章\r\n许可\r\n".into()), "规章\r\n许可\r\n");
    }

    #[test]
    fn marks_of_a_reply_come_off() {
        assert_eq!(
            plain("好的。\n> 规章\t1\n>\n> > 许可\t2\n>>\t处罚\n".into()),
            "好的。\n规章\t1\n\n许可\t2\n\t处罚\n"
        );
        let text = "规章\t1\n> 许可\t2\n处罚\t3\n";
        assert_eq!(plain(text.into()), text, "one such mark is of the text");
    }
}
