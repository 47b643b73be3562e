//! From the page's tree to paragraphs and tables in reading order.

use std::collections::{HashMap, HashSet};

use gongkai_core::document::{Block, Document, Look, MarkKind, Paragraph, ParagraphRole, Position, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::words::Text;

use crate::content;
use crate::dom::{NodeId, ROOT, is_silent};
use crate::forms;
use crate::line::Line;
use crate::links::{Address, Target};
use crate::lists::Lists;
use crate::meta;
use crate::pictures;
use crate::remarks::Remarks;
use crate::roles::{self, is_heading};
use crate::rows::{self, Part};
use crate::shown::Page;
use crate::style::value::Breaks;
use crate::table::{self, Row};

/// Lays a page out as a document.
pub(crate) fn document(page: &Page<'_>, meter: &mut Meter) -> Result<Document, ReadError> {
    let article = content::article(page);
    let mut flow = Flow {
        page,
        meter,
        around_tables: content::around_tables(page),
        address: Address::of(page.dom),
        links: HashMap::new(),
        dropped: Vec::new(),
        lists: Lists::default(),
        mark: None,
        line: Line::default(),
        at: 1,
        role: ParagraphRole::Body,
        heading: 0,
        blocks: Vec::new(),
        remarks: Remarks::default(),
    };
    if article != ROOT {
        flow.particulars(article)?;
        flow.headline(article)?;
    }
    flow.walk(article)?;
    let mut document = Document::new(flow.blocks);
    document.properties = meta::properties(page);
    document.remarks = flow.remarks.finish();
    Ok(document)
}

struct Flow<'p, 'd, 'm> {
    page: &'p Page<'d>,
    meter: &'m mut Meter,
    around_tables: HashSet<NodeId>,
    address: Address,
    /// Where each link of the text leads; nothing where it is not kept.
    links: HashMap<NodeId, Option<String>>,
    /// Links of this line that are not kept, with why.
    dropped: Vec<(NodeId, String)>,
    lists: Lists,
    /// The mark of the item that was come to, until its text comes.
    mark: Option<String>,
    line: Line,
    /// The line of the source where the paragraph began.
    at: usize,
    role: ParagraphRole,
    /// How many headings the text stands in: their face says nothing more.
    heading: usize,
    blocks: Vec<Block>,
    remarks: Remarks,
}

enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Flow<'_, '_, '_> {
    /// The tables of data that stand before the article: what the site prints about it.
    fn particulars(&mut self, article: NodeId) -> Result<(), ReadError> {
        let page = self.page;
        let mut open = vec![ROOT];
        while let Some(id) = open.pop() {
            if id == article {
                break;
            }
            if is_silent(page.dom.name(id)) || page.shown(id).gone {
                continue;
            }
            if page.is_table(id) && !self.lays_out(id) {
                self.table(id)?;
                continue;
            }
            open.extend(page.dom.children(id).rev());
        }
        Ok(())
    }

    /// The headline that stands outside the article's element.
    fn headline(&mut self, article: NodeId) -> Result<(), ReadError> {
        let dom = self.page.dom;
        let outside = dom.within(ROOT, |id| id != article && dom.name(id) != "h1");
        let headline = outside.filter(|id| *id != article).find(|id| dom.name(*id) == "h1");
        if let Some(id) = headline {
            let mut line = Line::default();
            line.push(&dom.plain_text(id), &Look::default());
            let inline = line.take();
            if !inline.text.is_empty() {
                self.meter.blocks(1)?;
                let position = Position::default().line(dom.line(id));
                self.blocks.push(Paragraph::of(ParagraphRole::Title, inline).at(position).into());
            }
        }
        Ok(())
    }

    fn walk(&mut self, root: NodeId) -> Result<(), ReadError> {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(id) => {
                    self.end_line()?;
                    let name = self.page.dom.name(id);
                    if name == "li" {
                        self.mark = None;
                    }
                    if is_heading(name) {
                        self.heading -= 1;
                    }
                    if is_heading(name) || self.page.dom.attribute(id, roles::ROLE).is_some() {
                        self.role = ParagraphRole::Body;
                    }
                }
                Step::Enter(id) => self.enter(id, &mut steps)?,
            }
        }
        self.end_line()
    }

    fn enter(&mut self, id: NodeId, steps: &mut Vec<Step>) -> Result<(), ReadError> {
        let page = self.page;
        let dom = page.dom;
        if let Some(text) = dom.text(id) {
            return self.text(id, text);
        }
        let name = dom.name(id);
        if is_silent(name) {
            self.remark(id, name);
            return Ok(());
        }
        if page.is_gone(id) {
            self.remark_hidden(id);
            return Ok(());
        }
        self.remark(id, name);
        if page.is_table(id) && !self.lays_out(id) {
            self.end_line()?;
            return self.table(id);
        }
        if page.is_block(id) {
            self.end_line()?;
            if is_heading(name) {
                self.heading += 1;
                self.role = roles::of_element(name, &dom.words(id, 12));
            }
            if let Some(role) = dom.attribute(id, roles::ROLE).and_then(roles::named) {
                self.role = role;
            }
            steps.push(Step::Leave(id));
            if name == "li"
                && let Some(mark) = self.lists.mark(page, id)
            {
                self.mark = Some(mark);
            }
        }
        steps.extend(dom.children(id).rev().map(Step::Enter));
        Ok(())
    }

    fn text(&mut self, id: NodeId, text: &str) -> Result<(), ReadError> {
        let page = self.page;
        if self.line.is_empty() {
            self.at = page.dom.line(id);
        }
        // The mark of an item stands before its first words.
        if page.look(id).void.is_none() && !text.trim().is_empty() {
            self.mark.take().into_iter().for_each(|mark| self.line.push_mark(&mark));
        }
        let shown = page.shown(id);
        let address = shown.link.and_then(|link| self.leads(link)).filter(|_| !text.trim().is_empty());
        let look = page.look(id);
        let look = Look { link: address.as_deref(), bold: look.bold && self.heading == 0, ..look };
        if shown.breaks == Breaks::Space {
            self.line.push(text, &look);
            return Ok(());
        }
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line()?;
                self.at = page.dom.line(id) + at;
            }
            self.line.push(part, &look);
        }
        Ok(())
    }

    /// Where a link leads, if it leads anywhere.
    fn leads(&mut self, link: NodeId) -> Option<String> {
        if let Some(known) = self.links.get(&link) {
            return known.clone();
        }
        let dom = self.page.dom;
        let href = dom.attribute(link, "href").unwrap_or_default();
        let shown: String = href.trim().chars().take(200).collect();
        let words = dom.words(link, 40);
        let target = match self.address.target(href) {
            Target::To(address) => Some(address),
            Target::Here => None,
            Target::Relative => {
                let why = format!(
                    "链接“{words}”的地址“{shown}”不完整，没有保留 / the address “{shown}” of “{words}” is not whole and was not kept"
                );
                self.dropped.push((link, why));
                None
            }
            Target::NoAddress => {
                let why = format!(
                    "链接“{words}”的“{shown}”不是网址，没有保留 / “{shown}” of the link “{words}” is no address and was not kept"
                );
                self.dropped.push((link, why));
                None
            }
        };
        self.links.insert(link, target.clone());
        target
    }

    fn end_line(&mut self) -> Result<(), ReadError> {
        if self.line.is_empty() {
            self.line = Line::default();
            self.dropped.clear();
            return Ok(());
        }
        let position = Position::default().line(self.at);
        let inline = self.line.take();
        self.remarks.void(&inline.void, position);
        for (link, why) in std::mem::take(&mut self.dropped) {
            // A line that is nothing but a link belongs to the page's frame.
            let words = self.page.dom.words(link, 400);
            if words.chars().count() < inline.text.chars().count() {
                self.remarks.add(RemarkKind::Unknown, why, position);
            }
        }
        if inline.text.is_empty() {
            return Ok(());
        }
        self.meter.blocks(1)?;
        let mut inline = inline;
        if self.role == ParagraphRole::Title {
            inline.marks.retain(|mark| mark.kind != MarkKind::Bold);
        }
        self.blocks.push(Paragraph::of(self.role, inline).at(position).into());
        Ok(())
    }

    /// Whether a table only lays the page out: another table stands in it, or an article's worth of text, or nothing
    /// but one cell.
    fn lays_out(&self, id: NodeId) -> bool {
        const ARTICLE: usize = 500;
        let page = self.page;
        if self.around_tables.contains(&id) || !table::holds_all(page, id) {
            return true;
        }
        let mut cells = 0_usize;
        for cell in page.dom.descendants(id).filter(|id| page.is_cell(*id) && !page.is_gone(*id)) {
            cells += 1;
            let text = page.dom.descendants(cell).filter_map(|id| page.dom.text(id));
            if text.flat_map(str::chars).filter(|c| !c.is_whitespace()).nth(ARTICLE).is_some() {
                return true;
            }
        }
        cells <= 1
    }

    fn table(&mut self, id: NodeId) -> Result<(), ReadError> {
        let page = self.page;
        let enters = |id: NodeId| !page.is_gone(id);
        for inner in page.dom.within(id, enters) {
            let name = page.dom.name(inner);
            if page.is_cell(inner) || page.is_row(inner) || matches!(name, "thead" | "tbody" | "tfoot" | "caption") {
                if name == "caption" && self.is_heading_again(inner) {
                    continue;
                }
                if page.is_gone(inner) {
                    self.remark_hidden(inner);
                } else if name == "caption" {
                    self.walk(inner)?;
                }
            } else if name == "a" {
                self.remark(inner, name);
            }
        }
        for part in rows::parts(page, id) {
            match part {
                Part::Text(cell) => self.walk(cell)?,
                Part::Table(rows, above) => self.rows(id, &rows, above)?,
            }
        }
        Ok(())
    }

    /// Whether a caption only says again which heading the table stands under, for those who do not see the page.
    fn is_heading_again(&self, caption: NodeId) -> bool {
        let mut line = Line::default();
        line.push(&self.page.dom.plain_text(caption), &Look::default());
        let caption = line.take().text;
        self.blocks.iter().rev().any(|block| match block {
            Block::Paragraph(paragraph) => paragraph.role != ParagraphRole::Body && paragraph.text == caption,
            Block::Table(_) => false,
        })
    }

    fn rows(&mut self, table: NodeId, rows: &[Row], above: usize) -> Result<(), ReadError> {
        let page = self.page;
        let place = if above == 0 { table } else { rows.first().map_or(table, |row| row.id) };
        let Some(read) = table::read(page, (rows, above), &self.address, self.meter)? else { return Ok(()) };
        self.meter.blocks(1)?;
        for (position, content) in &read.notes {
            self.remarks.cell(page, content, *position);
        }
        let form = forms::of_table(page.dom, table);
        let mut table = read.table;
        table.form = form;
        table.position = Position::default().line(page.dom.line(place));
        self.blocks.push(table.into());
        Ok(())
    }

    fn remark_hidden(&mut self, id: NodeId) {
        let words = self.page.dom.words(id, 200);
        if !words.is_empty() {
            self.remarks.add(RemarkKind::NotShown, Text::quotation(&words), self.position(id));
        }
    }

    fn position(&self, id: NodeId) -> Position {
        Position::default().line(self.page.dom.line(id))
    }

    /// Remarks pictures and links to files.
    fn remark(&mut self, id: NodeId, name: &str) {
        let dom = self.page.dom;
        if let Some(said) = pictures::in_text(dom, id) {
            self.remarks.add(RemarkKind::Picture, said, self.position(id));
        }
        if matches!(name, "a" | "iframe" | "embed" | "object") {
            let target = ["href", "src", "data"].into_iter().find_map(|name| dom.attribute(id, name));
            let Some(target) = target else { return };
            let text = dom.attribute(id, "title").map_or_else(|| dom.words(id, 200), str::to_owned);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if is_document(target, &text) {
                let shown: String = target.chars().take(200).collect();
                let named = if text.is_empty() { shown } else { format!("{text} ({shown})") };
                self.remarks.add(RemarkKind::Attachment, Text::quotation(&named), self.position(id));
            }
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
