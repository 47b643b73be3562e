//! Marks with which plain text shows headings: `## 一、总体情况`, `== 一、总体情况 ==`, `**一、总体情况**`. They are no part of the
//! heading.

use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole};

/// The longest heading with its marks, in characters.
const LONGEST: usize = 80;

/// The document with the marks taken off its headings; nothing when it has none.
pub(super) fn taken_off(document: &Document) -> Option<Document> {
    let marked = |block: &Block| matches!(block, Block::Paragraph(paragraph) if bare(paragraph).is_some());
    if !document.blocks.iter().any(marked) {
        return None;
    }
    let mut document = document.clone();
    for block in &mut document.blocks {
        if let Block::Paragraph(paragraph) = block
            && let Some(bare) = bare(paragraph)
        {
            *paragraph = bare;
        }
    }
    Some(document)
}

/// The paragraph without its marks; nothing when it has none.
fn bare(paragraph: &Paragraph) -> Option<Paragraph> {
    let text = paragraph.text.trim_matches(is_blank);
    let first = text.chars().next().filter(|c| matches!(c, '#' | '＃' | '=' | '*' | '_'))?;
    if !paragraph.marks.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let (inner, depth) = match first {
        '#' | '＃' => {
            let inner = text.trim_start_matches(first);
            let depth = text.chars().take_while(|c| *c == first).count();
            // A number sign before digits counts something: #1.
            let counts = inner.starts_with(|c: char| c.is_ascii_digit()) && depth == 1;
            (!counts && depth <= 6).then(|| (inner.trim_end_matches(first), Some(depth)))?
        }
        '=' => {
            let inner = text.trim_start_matches('=');
            let depth = text.chars().take_while(|c| *c == '=').count();
            (depth <= 6).then(|| (inner.trim_end_matches('='), Some(depth)))?
        }
        sign => {
            let pair: String = [sign, sign].iter().collect();
            let inner = text.strip_prefix(pair.as_str())?.strip_suffix(pair.as_str())?;
            // Two bold words are no heading.
            (!inner.contains(pair.as_str())).then_some((inner, None))?
        }
    };
    // `## **一、总体情况**` has both.
    let inner = inner.trim_matches(is_blank);
    let inner = inner.strip_prefix("**").and_then(|inner| inner.strip_suffix("**")).unwrap_or(inner);
    let inner = inner.trim_matches(|c| is_blank(c) || matches!(c, '*' | '_'));
    if !inner.chars().any(char::is_alphanumeric) {
        return None;
    }
    let role = match depth {
        _ if paragraph.role != ParagraphRole::Body => paragraph.role,
        None => ParagraphRole::Body,
        Some(1) => ParagraphRole::Heading1,
        Some(2) => ParagraphRole::Heading2,
        Some(_) => ParagraphRole::Heading3,
    };
    Some(Paragraph::new(role, inner).at(paragraph.position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_plain_text_come_off() {
        for (text, bare_text, role) in [
            ("## 一、总体情况", "一、总体情况", ParagraphRole::Heading2),
            ("##一、总体情况##", "一、总体情况", ParagraphRole::Heading2),
            ("# **某局报告**", "某局报告", ParagraphRole::Heading1),
            ("== 一、总体情况 ==", "一、总体情况", ParagraphRole::Heading2),
            ("**一、总体情况**", "一、总体情况", ParagraphRole::Body),
            ("__一、总体情况__", "一、总体情况", ParagraphRole::Body),
        ] {
            let found = bare(&Paragraph::new(ParagraphRole::Body, text));
            assert_eq!(found, Some(Paragraph::new(role, bare_text)), "{text}");
        }
        for text in ["#1 号楼", "**甲**和**乙**", "=====", "*注：", "一、总体情况", ""] {
            assert_eq!(bare(&Paragraph::new(ParagraphRole::Body, text)), None, "{text}");
        }
    }
}
