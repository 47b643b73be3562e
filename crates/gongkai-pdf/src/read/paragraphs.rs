//! Paragraphs from lines.

use gongkai_core::document::{Mark, MarkKind, Paragraph, ParagraphRole, Position, Remark};
use gongkai_core::numerals::is_ordinal;

use super::continued::is_numbered;
use super::fold::is_wide;
use super::lines::{Line, append_marks, join, median};
use super::page::{Page, off_line};

/// Where the text of a page begins and ends across, and how far its lines stand apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margin {
    left: f64,
    right: f64,
    pitch: f64,
    /// The size of most characters of the document.
    body: f64,
}

/// The margins of each page.
#[derive(Debug)]
pub(super) struct Margins {
    pages: Vec<(usize, Margin)>,
    fallback: Margin,
}

impl Margins {
    pub(super) fn of(pages: &[Page]) -> Self {
        let all: Vec<&Line> = pages.iter().flat_map(|page| &page.lines).collect();
        let body = median(all.iter().flat_map(|line| line.glyphs.iter().map(|glyph| glyph.size)).collect());
        let fallback = margin(&all, body).unwrap_or(Margin { left: 0.0, right: 595.0, pitch: 0.0, body });
        let own = pages.iter().map(|page| {
            let lines: Vec<&Line> = page.lines.iter().collect();
            let measured = margin(&lines, body).filter(|own| {
                // A page with little text does not show how wide its lines may be.
                let wide = 0.7 * (own.right - own.left);
                let filled = lines.iter().filter(|line| line.x1 - line.x0 > wide).count();
                filled >= 3
            });
            let same_paper: Vec<&Line> = pages
                .iter()
                .filter(|other| (other.width - page.width).abs() < 1.0)
                .flat_map(|other| &other.lines)
                .collect();
            (page.number, measured.or_else(|| margin(&same_paper, body)).unwrap_or(fallback))
        });
        Self { pages: own.collect(), fallback }
    }

    pub(super) fn of_page(&self, number: usize) -> Margin {
        let own = self.pages.iter().find(|(page, _)| *page == number);
        own.map_or(self.fallback, |(_, margin)| *margin)
    }
}

fn margin(lines: &[&Line], body: f64) -> Option<Margin> {
    let left = lines.iter().map(|line| line.x0).reduce(f64::min)?;
    let right = lines.iter().map(|line| reach(line)).reduce(f64::max)?;
    let steps = lines.windows(2).filter_map(|pair| match pair {
        [above, below] => Some(below.y - above.y).filter(|step| *step > 0.8 * below.size && *step < 4.0 * below.size),
        _ => None,
    });
    Some(Margin { left, right, pitch: median(steps.collect()), body })
}

/// How far a line says that the text reaches to the right: a stop at its end may hang in the margin.
fn reach(line: &Line) -> f64 {
    match line.glyphs.last() {
        Some(last) if matches!(last.char, '，' | '。' | '、' | '；' | '：' | '！' | '？') => last.x0,
        _ => line.x1,
    }
}

/// Text that flows from line to line and page to page.
#[derive(Debug, Default)]
pub(super) struct Flowing {
    done: Vec<Paragraph>,
    open: Option<Open>,
    /// Whether anything but a title was met.
    in_body: bool,
    remarks: Vec<Remark>,
}

#[derive(Debug)]
struct Open {
    text: String,
    marks: Vec<Mark>,
    off_line: String,
    last: Line,
    page: usize,
    last_page: usize,
    margin: Margin,
    role: ParagraphRole,
}

impl Flowing {
    /// Adds the next line of the document.
    pub(super) fn line(&mut self, line: Line, page: usize, margin: Margin, links: &[String]) {
        let words = line.text();
        let marks = line.marks(&words, links);
        let off_line = line.off_line();
        if words.is_empty() {
            return;
        }
        let centred = is_centred(&line, margin);
        let title = !self.in_body && centred && line.size > 1.12 * margin.body;
        if let Some(open) = &mut self.open
            && open.goes_on(&line, &words, page, margin, title)
        {
            join(&mut open.text, &words);
            let start = open.text.len().saturating_sub(words.len());
            append_marks(&mut open.marks, marks, &open.text, start);
            open.off_line.push_str(&off_line);
            (open.last, open.last_page, open.margin) = (line, page, margin);
            return;
        }
        self.close();
        let role = if title { ParagraphRole::Title } else { ParagraphRole::Body };
        // Lines above the title, such as a running number of the office, do not end it.
        self.in_body |= !title && !centred && line.x1 - line.x0 > 0.5 * (margin.right - margin.left);
        self.open = Some(Open { text: words, marks, off_line, last: line, page, last_page: page, margin, role });
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let at = Position::default().page(open.page);
            let mut paragraph = Paragraph::new(open.role, open.text).at(at);
            paragraph.marks = open.marks;
            if paragraph.role == ParagraphRole::Title {
                paragraph.marks.retain(|mark| mark.kind != MarkKind::Bold);
            }
            if !open.off_line.is_empty() {
                let start: String = paragraph.text.chars().take(16).collect();
                self.remarks.push(off_line(&open.off_line, &start, paragraph.position));
            }
            self.done.push(paragraph);
        }
    }

    /// What was to be said of the paragraphs.
    pub(super) fn remarks(self) -> Vec<Remark> {
        self.remarks
    }

    /// Ends the open paragraph and hands out what is finished.
    pub(super) fn finish(&mut self) -> Vec<Paragraph> {
        self.close();
        std::mem::take(&mut self.done)
    }
}

fn is_centred(line: &Line, margin: Margin) -> bool {
    let (before, after) = (line.x0 - margin.left, margin.right - line.x1);
    (before - after).abs() < 1.5 * line.size && before > 2.4 * line.size || {
        // A title may be as wide as the text.
        line.size > 1.3 * margin.body && (before - after).abs() < 1.5 * line.size
    }
}

impl Open {
    /// Whether a line goes on with this paragraph.
    fn goes_on(&self, line: &Line, words: &str, page: usize, margin: Margin, title: bool) -> bool {
        let last = &self.last;
        let size = last.size.max(line.size);
        if (last.size - line.size).abs() > 0.16 * size || page > self.last_page + 1 {
            return false;
        }
        let step = line.y - last.y;
        if title || self.role == ParagraphRole::Title {
            return title && self.role == ParagraphRole::Title && page == self.last_page && step < 2.6 * size;
        }
        // What the last line leaves free must be too little for the first thing of the next one that cannot be broken.
        let width = self.margin.right - self.margin.left;
        let free = self.margin.right - last.x1;
        if free > first_unit(line, width) + 0.55 * size {
            return false;
        }
        if is_heading(words) && margin.right - line.x1 > 2.0 * size {
            return false;
        }
        let ended = self.text.ends_with(['。', '；', '：', '！', '？', '”', ':', ';']);
        let (indent, last_indent) = (line.x0 - margin.left, last.x0 - self.margin.left);
        if indent > 0.9 * size {
            let hanging = (indent - last_indent).abs() < 0.4 * size;
            return hanging && !ended && page == self.last_page && step < 2.2 * size && !is_numbered(words);
        }
        if page == self.last_page && margin.pitch > 0.0 {
            let pitch = margin.pitch.max(size);
            if step > 1.9 * pitch || ended && step > 1.25 * pitch {
                return false;
            }
        }
        !(ended && is_numbered(words) && words.starts_with(|char: char| !char.is_ascii_digit()))
    }
}

/// Whether a line is a numbered heading of the first level, alone on its line: `一、总体情况`. “第一、二项……” goes on.
fn is_heading(words: &str) -> bool {
    let rest = words.trim_start_matches(is_ordinal);
    rest.len() < words.len()
        && rest.starts_with('、')
        && !rest.contains(['，', '。', '；', '：'])
        && !rest.chars().nth(1).is_some_and(is_ordinal)
}

/// How wide the beginning of a line is up to where a line may break.
fn first_unit(line: &Line, width: f64) -> f64 {
    let mut glyphs = line.glyphs.iter().peekable();
    let Some(first) = glyphs.next() else { return 0.0 };
    let mut end = first;
    while let Some(glyph) = glyphs.next_if(|glyph| {
        let word = !is_wide(first.char) && !is_wide(end.char) && !is_wide(glyph.char) && glyph.char != ' ';
        // A closing mark never begins a line, so it stays with what is before it.
        word || closes(glyph.char)
    }) {
        end = glyph;
    }
    if is_wide(first.char) {
        return end.x1 - first.x0;
    }
    (end.x1 - first.x0).min(0.6 * width)
}

/// Whether a character may not begin a line.
fn closes(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '．'
            | '？'
            | '！'
            | '）'
            | '］'
            | '〉'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '”'
            | '’'
            | '％'
            | '‰'
            | '℃'
            | '·'
    )
}
