//! Which of a section's paragraphs are headings, told by how they begin.

use crate::Within;
use crate::document::{Paragraph, ParagraphRole};
use crate::numerals::is_ordinal;
use crate::{HeadingLevel, Prose};

/// The longest heading that stands alone, in characters; longer ones are text that happens to begin with a number.
const LONGEST_HEADING: usize = 40;

/// A paragraph of a section with its role: `（一）…` and `1.…` are headings when they stand alone, and run into the
/// text when a sentence follows.
pub(super) fn paragraph(prose: &Prose) -> Paragraph {
    Paragraph { marks: prose.marks().to_vec(), ..of_text(prose.text()) }
}

/// A paragraph of a role that is known.
pub(super) fn of_role(role: ParagraphRole, prose: &Prose) -> Paragraph {
    Paragraph { marks: prose.marks().to_vec(), ..Paragraph::new(role, prose.text()) }
}

fn of_text(text: &str) -> Paragraph {
    let Some(level) = level(text) else { return Paragraph::new(ParagraphRole::Body, text) };
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？');
    match text.find(ends) {
        None if text.chars().count() <= LONGEST_HEADING => Paragraph::new(level, text),
        Some(end) if level == ParagraphRole::Heading2 => {
            let after = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let heading = text.within(..after);
            if heading.chars().count() > LONGEST_HEADING {
                return Paragraph::new(ParagraphRole::Body, text);
            }
            if after == text.len() {
                Paragraph::new(level, text)
            } else {
                Paragraph::new(ParagraphRole::Body, text).with_run_in(after)
            }
        }
        _ => Paragraph::new(ParagraphRole::Body, text),
    }
}

/// The bytes of a paragraph that are set in a heading's face: all of a heading, the run-in heading of a text, else none.
#[must_use]
pub fn heading_length(text: &str) -> usize {
    let paragraph = of_text(text);
    if paragraph.role == ParagraphRole::Body { paragraph.run_in } else { text.len() }
}

/// Whether a heading that stands alone is known as one by the number that it starts with.
#[must_use]
pub fn shows_its_level(text: &str) -> bool {
    level(text).is_some()
}

/// The level that a heading's own number shows, of those below the sections.
///
/// ```
/// use gongkai_core::HeadingLevel;
/// use gongkai_core::compose::level_shown;
/// assert_eq!(level_shown("（一）主动公开"), Some(HeadingLevel::Second));
/// assert_eq!(level_shown("1.深化公开内容"), Some(HeadingLevel::Third));
/// assert_eq!(level_shown("队伍建设"), None);
/// ```
#[must_use]
pub fn level_shown(text: &str) -> Option<HeadingLevel> {
    level(text).map(|role| if role == ParagraphRole::Heading2 { HeadingLevel::Second } else { HeadingLevel::Third })
}

/// The level of heading that a number at the start of the text makes.
fn level(text: &str) -> Option<ParagraphRole> {
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(is_ordinal);
        return (after.len() < rest.len() && after.starts_with(['）', ')'])).then_some(ParagraphRole::Heading2);
    }
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after.len() < text.len() && after.starts_with(['.', '．', '、']);
    let decimal = after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    (numbered && !decimal).then_some(ParagraphRole::Heading3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_alone_and_run_in() {
        assert_eq!(of_text("（一）存在的主要问题").role, ParagraphRole::Heading2);
        assert_eq!(of_text("1.深化公开内容").role, ParagraphRole::Heading3);
        let run_in = of_text("（一）主动公开。全年公开信息12条。");
        assert_eq!((run_in.role, run_in.parts().0), (ParagraphRole::Body, "（一）主动公开。"));
        for body in ["全年公开信息。", "2023年，我镇……", "3.5万件", "（一"] {
            assert_eq!(of_text(body).role, ParagraphRole::Body, "{body}");
            assert_eq!(of_text(body).run_in, 0, "{body}");
        }
    }
}
