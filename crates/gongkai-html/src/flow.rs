//! From the page's tree to paragraphs and tables in reading order.

use std::collections::HashSet;

use gongkai_core::characters::is_invisible;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, ReadError};

use crate::content;
use crate::dom::{Data, Dom, NodeId, ROOT};
use crate::meta;
use crate::rows::{self, Part};
use crate::table;

/// Lays a page out as a document.
pub(crate) fn document(dom: &Dom, limits: &Limits, hidden_too: bool) -> Result<Document, ReadError> {
    let article = content::article(dom);
    let mut flow = Flow {
        dom,
        limits,
        hidden_too,
        around_tables: content::around_tables(dom),
        line: Line::default(),
        at: 1,
        role: ParagraphRole::Body,
        blocks: Vec::new(),
        remarks: Vec::new(),
        cells: 0,
        characters: 0,
    };
    if article != ROOT {
        flow.particulars(article)?;
        flow.headline(article);
    }
    flow.walk(article)?;
    let mut document = Document::new(flow.blocks);
    document.properties = meta::properties(dom);
    document.remarks = flow.remarks;
    Ok(document)
}

/// Elements whose content is no text of the page.
pub(crate) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "noscript" | "template" | "head" | "select" | "button" | "textarea" | "svg" | "nav"
    )
}

/// Elements that end the line before and after them.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "center"
            | "blockquote"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "pre"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "br"
            | "hr"
            | "address"
            | "ucapcontent"
            | "ucaptitle"
            | "body"
    )
}

/// A line of text with white space as a browser shows it: runs of it are one space, and a line break of the source
/// between two Chinese characters is none.
#[derive(Debug, Default)]
pub(crate) struct Line {
    text: String,
    space: Option<bool>,
}

impl Line {
    pub(crate) fn push(&mut self, text: &str) {
        for c in text.chars() {
            if is_invisible(c) {
                continue;
            }
            if c.is_whitespace() {
                let broken = matches!(c, '\n' | '\r' | '\t');
                self.space = Some(self.space.unwrap_or(true) && (broken || c == ' '));
                if c == '\u{a0}' || c == '\u{3000}' {
                    self.space = Some(false);
                }
                continue;
            }
            if let Some(only_source) = self.space.take()
                && let Some(last) = self.text.chars().next_back()
                && !(only_source && is_wide(last) && is_wide(c))
            {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }

    /// The line's text; the next one starts afresh.
    pub(crate) fn take(&mut self) -> String {
        self.space = None;
        std::mem::take(&mut self.text)
    }

    /// Whether the last character is a digit with nothing behind it.
    pub(crate) fn ends_with_digit(&self) -> bool {
        self.space.is_none() && self.text.ends_with(|c: char| c.is_ascii_digit())
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// How many remarks of a page are kept.
const MOST_REMARKS: usize = 200;

struct Flow<'d> {
    dom: &'d Dom,
    limits: &'d Limits,
    hidden_too: bool,
    around_tables: HashSet<NodeId>,
    line: Line,
    /// The line of the source where the paragraph began.
    at: usize,
    role: ParagraphRole,
    blocks: Vec<Block>,
    remarks: Vec<Remark>,
    cells: usize,
    characters: usize,
}

enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Flow<'_> {
    /// The tables of data that stand before the article: what the site prints about it.
    fn particulars(&mut self, article: NodeId) -> Result<(), ReadError> {
        let dom = self.dom;
        let mut open = vec![ROOT];
        while let Some(id) = open.pop() {
            let name = dom.name(id);
            if id == article {
                break;
            }
            if is_silent(name) || dom.is_left_out(id, false) {
                continue;
            }
            if name == "table" && !self.lays_out(id) {
                self.table(id)?;
                continue;
            }
            open.extend(dom.children(id).iter().rev());
        }
        Ok(())
    }

    /// The headline that stands outside the article's element.
    fn headline(&mut self, article: NodeId) {
        let dom = self.dom;
        let inside = |id: NodeId| std::iter::successors(Some(id), |id| dom.parent(*id)).any(|id| id == article);
        let headline = dom.descendants(ROOT).filter(|id| dom.name(*id) == "h1").find(|id| !inside(*id));
        if let Some(id) = headline {
            let mut line = Line::default();
            line.push(&dom.plain_text(id));
            let text = line.take();
            if !text.is_empty() {
                let position = Position::default().line(dom.line(id));
                self.blocks.push(Paragraph::new(ParagraphRole::Title, text).at(position).into());
            }
        }
    }

    fn walk(&mut self, root: NodeId) -> Result<(), ReadError> {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(id) => {
                    self.end_line();
                    if self.dom.name(id) == "h1" {
                        self.role = ParagraphRole::Body;
                    }
                }
                Step::Enter(id) => self.enter(id, &mut steps)?,
            }
        }
        self.end_line();
        Ok(())
    }

    fn enter(&mut self, id: NodeId, steps: &mut Vec<Step>) -> Result<(), ReadError> {
        let dom = self.dom;
        if let Some(Data::Text(text)) = dom.node(id).map(|node| &node.data) {
            if self.line.is_empty() {
                self.at = dom.line(id);
            }
            self.characters += text.len();
            if self.characters > self.limits.characters * 4 {
                return Err(ReadError::TooLarge { what: "文字数 / characters", limit: self.limits.characters });
            }
            self.line.push(text);
            return Ok(());
        }
        let name = dom.name(id);
        if is_silent(name) {
            return Ok(());
        }
        if dom.is_left_out(id, self.hidden_too) {
            self.remark_hidden(id);
            return Ok(());
        }
        self.remark(id, name);
        if name == "table" && !self.lays_out(id) {
            self.end_line();
            return self.table(id);
        }
        if is_block(name) {
            self.end_line();
            if name == "h1" {
                self.role = ParagraphRole::Title;
            }
            steps.push(Step::Leave(id));
        }
        steps.extend(dom.children(id).iter().rev().map(|child| Step::Enter(*child)));
        Ok(())
    }

    fn end_line(&mut self) {
        let text = self.line.take();
        if !text.is_empty() {
            let paragraph = Paragraph::new(self.role, text).at(Position::default().line(self.at));
            self.blocks.push(paragraph.into());
        }
    }

    /// Whether a table only lays the page out: another table stands in it, or an article's worth of text, or nothing
    /// but one cell.
    fn lays_out(&self, id: NodeId) -> bool {
        const ARTICLE: usize = 500;
        if self.around_tables.contains(&id) {
            return true;
        }
        let mut cells = 0_usize;
        for cell in self.dom.descendants(id).filter(|id| matches!(self.dom.name(*id), "td" | "th")) {
            cells += 1;
            let long = self.dom.plain_text(cell).chars().filter(|c| !c.is_whitespace()).nth(ARTICLE).is_some();
            if long {
                return true;
            }
        }
        cells <= 1
    }

    fn table(&mut self, id: NodeId) -> Result<(), ReadError> {
        for inner in self.dom.descendants(id) {
            if self.dom.is_left_out(inner, self.hidden_too) {
                self.remark_hidden(inner);
            } else if matches!(self.dom.name(inner), "img" | "a") {
                self.remark(inner, self.dom.name(inner));
            }
        }
        for part in rows::parts(self.dom, id, self.hidden_too) {
            match part {
                Part::Text(cell) => self.walk(cell)?,
                Part::Table(rows, above) => self.rows(id, &rows, above)?,
            }
        }
        Ok(())
    }

    fn rows(&mut self, table: NodeId, rows: &[NodeId], above: usize) -> Result<(), ReadError> {
        let place = if above == 0 { table } else { rows.first().copied().unwrap_or(table) };
        let read = table::read(self.dom, (rows, above), self.limits, self.hidden_too)?;
        let Some(mut table) = read else { return Ok(()) };
        self.cells += table.cells().len();
        if self.cells > self.limits.cells {
            return Err(ReadError::TooLarge { what: "表格单元格数 / table cells", limit: self.limits.cells });
        }
        table.position = Position::default().line(self.dom.line(place));
        self.blocks.push(table.into());
        Ok(())
    }

    fn remark_hidden(&mut self, id: NodeId) {
        if self.remarks.len() >= MOST_REMARKS {
            return;
        }
        let text: String = self.dom.plain_text(id).split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let begins: String = text.chars().take(40).collect();
            self.note(RemarkKind::NotShown, begins, id);
        }
    }

    /// Remarks pictures and links to files.
    fn remark(&mut self, id: NodeId, name: &str) {
        const SMALL: usize = 60;
        const DECORATION: [&str; 9] =
            ["icon", "logo", "button", "btn", "qrcode", "share", "spacer", "blank.gif", "filetype"];
        let dom = self.dom;
        match name {
            "img" => {
                let source = dom.attribute(id, "src").unwrap_or_default();
                let lower = source.to_ascii_lowercase();
                let size =
                    |name| dom.attribute(id, name).and_then(|v| v.trim_end_matches("px").trim().parse::<usize>().ok());
                let small = size("width").is_some_and(|w| w < SMALL) || size("height").is_some_and(|h| h < SMALL);
                if !small && !source.is_empty() && !DECORATION.iter().any(|word| lower.contains(word)) {
                    let named = dom.attribute(id, "alt").or(dom.attribute(id, "title")).filter(|text| !text.is_empty());
                    let shown: String = named.unwrap_or(source).chars().take(80).collect();
                    self.note(RemarkKind::Picture, shown, id);
                }
            }
            "a" | "iframe" | "embed" | "object" => {
                let target = ["href", "src", "data"].into_iter().find_map(|name| dom.attribute(id, name));
                let Some(target) = target else { return };
                let text = dom.attribute(id, "title").map_or_else(|| dom.plain_text(id), str::to_owned);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if is_document(target, &text) {
                    let shown: String = target.chars().take(200).collect();
                    let detail = if text.is_empty() { shown } else { format!("{text} ({shown})") };
                    self.note(RemarkKind::Attachment, detail, id);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: RemarkKind, detail: String, id: NodeId) {
        let remark = Remark::new(kind, detail, Position::default().line(self.dom.line(id)));
        // A row that is text is gone through twice.
        if self.remarks.len() < MOST_REMARKS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

/// Whether a link leads to a file that may be the report: by the file's name in its path, in what follows (a viewer's
/// `?file=/a/b.pdf`), or in its own words where the site hands files out by number.
fn is_document(target: &str, words: &str) -> bool {
    const ENDINGS: [&str; 12] =
        [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".rtf", ".odt"];
    let ends = |name: &str| {
        let name = name.trim_end_matches(['】', ']', '）', ')', '》']).to_ascii_lowercase();
        ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    target.split(['?', '#', '&']).any(ends) || ends(words)
}
