//! Paragraphs that were broken into lines of one width, as text copied from pages is.

use gongkai_core::document::{Block, Paragraph};
use gongkai_core::numerals::is_ordinal;
use gongkai_core::page_number::is_page_number;

/// Narrower lines are not filled: headings, cells.
const NARROWEST: usize = 40;
/// How much narrower than the page a filled line may be, in half-width columns: punctuation and words that do not
/// break.
const SLACK: usize = 8;
/// So many filled lines make it certain that lines are broken at a width.
const CERTAIN: usize = 6;

/// Puts paragraphs together again whose lines were broken at the width of a page; page numbers between their lines come
/// behind them.
pub(crate) fn joined(blocks: Vec<Block>, lines: &[&str]) -> Vec<Block> {
    let Some(page) = Page::of(&blocks, lines) else { return blocks };
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Where the paragraph stands that may go on, with its last line.
    let mut open: Option<(usize, String)> = None;
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            open = None;
            out.push(block);
            continue;
        };
        if is_page_number(&paragraph.text) {
            out.push(paragraph.into());
            continue;
        }
        let line = line_of(&paragraph, lines).unwrap_or_default().to_owned();
        if let Some((at, last)) = &open
            && page.goes_on(last, &line)
            && let Some(Block::Paragraph(before)) = out.get_mut(*at)
        {
            push(&mut before.text, &paragraph.text);
            open = Some((*at, line));
        } else {
            open = Some((out.len(), line));
            out.push(paragraph.into());
        }
    }
    out
}

/// The width of the page, and how far its lines are indented where no paragraph begins.
struct Page {
    width: usize,
    indent: usize,
}

impl Page {
    fn of(blocks: &[Block], lines: &[&str]) -> Option<Self> {
        let paragraphs = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => line_of(paragraph, lines),
            Block::Table(_) => None,
        });
        let prose: Vec<&str> = paragraphs.filter(|line| !is_spaced(line)).collect();
        let mut widths: Vec<usize> = prose.iter().map(|line| width(line.trim())).filter(|w| *w >= NARROWEST).collect();
        widths.sort_unstable();
        let (page, widest) = (*widths.get(widths.len() * 9 / 10)?, *widths.last()?);
        let filled = |line: &&&str| width(line.trim()) + SLACK >= page;
        let broken: Vec<&&str> = prose.iter().filter(filled).filter(|line| !ends_sentence(line)).collect();
        let full = widths.iter().filter(|width| **width + SLACK >= page).count();
        let indent = broken.iter().map(|line| indent(line)).min()?;
        (broken.len() >= CERTAIN && full * 10 >= widths.len() * 6 && widest <= page + SLACK)
            .then_some(Self { width: page, indent })
    }

    /// Whether a line goes on in the next one.
    fn goes_on(&self, line: &str, next: &str) -> bool {
        let text = line.trim();
        let filled = width(text) + SLACK >= self.width && !ends_sentence(text);
        let unfinished = text.ends_with(['，', '、']) && !is_spaced(line);
        let begins = indent(next) >= self.indent + 2 || is_numbered(next.trim());
        (filled || unfinished) && !begins && !is_spaced(line) && !is_spaced(next)
    }
}

/// The line of the source that a paragraph stands on.
fn line_of<'l>(paragraph: &Paragraph, lines: &[&'l str]) -> Option<&'l str> {
    let number = usize::try_from(paragraph.position.line?).ok()?;
    lines.get(number.checked_sub(1)?).copied()
}

/// Half-width columns.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['。', '；', '！', '？', '：', ':'])
}

/// Whether a line is laid out in columns, as the rows of a table are.
fn is_spaced(line: &str) -> bool {
    line.trim().contains("   ") || line.split_whitespace().filter(|word| word.parse::<f64>().is_ok()).count() > 3
}

/// Whether a line begins as a heading or an item of a list does.
pub(crate) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(']);
    let number = rest.trim_start_matches(is_ordinal);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (number.len() < rest.len() && number.starts_with(['、', '）', ')', '．']))
        || (digits.len() < rest.len() && digits.starts_with(['、', '.', '．', '）', ')']))
}

fn push(text: &mut String, next: &str) {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if word(text.chars().next_back()) && word(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use gongkai_core::document::Document;
    use gongkai_core::format::{Limits, Meter};

    fn document(text: &str) -> Document {
        crate::layout::document(text, &mut Meter::new(&Limits::default())).unwrap_or_default()
    }

    const PAGE: &str = "\
某县某局2023年政府信息公开工作年度报告
一、总体情况
2023年，全局认真贯彻落实上级决策部署，围绕中心、服务大局
，不断完善制度、健全机制，主动公开政府信息12条，公开工作取
得新进展，群众满意度稳步提高，全年未发生因信息公开引起的行
政复议和行政诉讼案件，公开工作在年度考核中位列全县第二名，
受到通报表扬。
（一）主动公开。坚持以公开为常态、不公开为例外，及时发布涉
及群众切身利益的各类政府信息，在运维的政务新媒体共计 95
- 1 -
个，更新信息3000余条，回应群众关切120余次，答复及时率达到
100%。
六、其他需要报告的事项
无。
";

    #[test]
    fn lines_of_a_page_are_paragraphs_again() {
        let lines: Vec<&str> = PAGE.lines().collect();
        let texts: Vec<String> = document(PAGE).paragraphs().map(|paragraph| paragraph.text.clone()).collect();
        assert_eq!(texts.len(), 7, "{texts:#?}");
        assert!(texts.get(2).is_some_and(|text| text.ends_with("受到通报表扬。") && text.starts_with("2023年")));
        assert!(texts.iter().any(|text| text.contains("共计 95个，更新")));
        assert_eq!(lines.len(), 14);
    }

    #[test]
    fn lines_of_other_lengths_stay_as_they_are() {
        let text = "一、总体情况\n2023年，主动公开信息12条，收到申请3件，均已按期办结，没有收取费用，没有复议诉讼，工作平稳\n下一句。\n";
        assert_eq!(document(text).paragraphs().count(), 3);
    }
}
