//! The flow of paragraphs and tables over pages.

use gongkai_core::Within;
use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, marks_within};
use gongkai_core::format::WriteError;
use gongkai_core::style::{PageStyle, Style, TextStyle};

use crate::fonts::{Fonts, Shaper};
use crate::line::{self, Alignment, Atom, Broken, Measure, Setting};
use crate::page::{Item, OutlineEntry, Page, Pages};
use crate::page_number;
use crate::table::TableLayout;

/// Where the baseline lies in the square of a Chinese character, from its top; the faces agree within a hair.
pub(crate) const ASCENT: f32 = 0.88;

/// Sets a document in pages.
///
/// # Errors
/// [`WriteError::NoFont`] when no font of the system can set Chinese text.
///
/// ```no_run
/// use gongkai_core::document::{Document, Paragraph, ParagraphRole};
/// use gongkai_core::style::Style;
/// use gongkai_layout::{Fonts, lay_out};
/// let document = Document::new(vec![Paragraph::new(ParagraphRole::Heading1, "一、总体情况").into()]);
/// let pages = lay_out(&document, &Style::gbt9704(), &Fonts::system())?;
/// assert_eq!(pages.outline[0].text, "一、总体情况");
/// # Ok::<(), gongkai_core::format::WriteError>(())
/// ```
pub fn lay_out(document: &Document, style: &Style, fonts: &Fonts) -> Result<Pages, WriteError> {
    let mut flow = Flow::new(style, Shaper::new(fonts, style, document)?);
    flow.blocks(&document.blocks);
    Ok(flow.finish())
}

/// The text block of every page, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Frame {
    pub(crate) fn of(page: &PageStyle, style: &Style) -> Self {
        let (width, height) = (page.text_width().points(), page.text_height().points());
        // A house style may leave no room at all; a line and a character are the least that can be set in.
        Self {
            left: page.left.points(),
            top: page.top.points(),
            width: width.max(20.0),
            height: height.max(style.line_pitch.points() * 2.0 + 20.0),
        }
    }
}

/// How far a signature stays from the right edge, in characters.
const SIGNATURE_FROM_EDGE: u32 = 2;

struct Flow<'a> {
    style: &'a Style,
    shaper: Shaper<'a>,
    page: PageStyle,
    frame: Frame,
    pitch: f32,
    pages: Vec<Page>,
    /// How much of the current page's text block is taken.
    y: f32,
    outline: Vec<OutlineEntry>,
}

/// A paragraph in lines.
struct SetParagraph {
    /// Which of the document's blocks it is.
    block: usize,
    outline: Option<(ParagraphRole, String)>,
    atoms: Vec<Atom>,
    lines: Vec<Broken>,
    pitch: f32,
    indent: f32,
    /// How far its lines stay from the right edge.
    edge: f32,
    alignment: Alignment,
    /// The space below it.
    after: f32,
}

impl SetParagraph {
    fn height(&self) -> f32 {
        self.lines.iter().map(|_| self.pitch).sum::<f32>() + self.after
    }
}

impl<'a> Flow<'a> {
    fn new(style: &'a Style, shaper: Shaper<'a>) -> Self {
        let pitch = style.paragraph_line(style.body).points().max(1.0);
        let first = Page::new(style.page.width.points(), style.page.height.points());
        Self {
            style,
            shaper,
            page: style.page,
            frame: Frame::of(&style.page, style),
            pitch,
            pages: vec![first],
            y: 0.0,
            outline: Vec::new(),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut headings = Vec::new();
        let mut blocks = blocks.iter().enumerate().peekable();
        while let Some((number, block)) = blocks.next() {
            match block {
                Block::Paragraph(paragraph) => {
                    let mut set = self.set(paragraph);
                    set.block = number;
                    if matches!(blocks.peek(), Some((_, Block::Table(_)))) {
                        set.after += self.style.space_above_table().points();
                    }
                    if paragraph.role.is_heading() {
                        headings.push(set);
                    } else {
                        let first = set.pitch;
                        self.headings(&mut headings, first);
                        self.paragraph(&set);
                    }
                }
                Block::Table(table) => self.table((number, table), &mut headings),
            }
        }
        self.headings(&mut headings, 0.0);
    }

    /// Puts headings down, on a new page when what follows them could not begin on this one.
    fn headings(&mut self, headings: &mut Vec<SetParagraph>, follows: f32) {
        let height = headings.iter().map(SetParagraph::height).sum::<f32>() + follows;
        if !headings.is_empty() && height <= self.frame.height {
            self.keep(height);
        }
        for heading in headings.drain(..) {
            self.paragraph(&heading);
        }
    }

    /// Begins a new page unless so much room is left.
    fn keep(&mut self, height: f32) {
        if self.y > 0.0 && self.y + height > self.frame.height + line::TOLERANCE {
            self.new_page();
        }
    }

    fn new_page(&mut self) {
        self.pages.push(Page::new(self.page.width.points(), self.page.height.points()));
        self.y = 0.0;
    }

    fn put(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    fn paragraph(&mut self, set: &SetParagraph) {
        for (index, &broken) in set.lines.iter().enumerate() {
            self.keep(set.pitch);
            if let (0, Some((role, text))) = (index, &set.outline) {
                let top = self.frame.top + self.y;
                let page = self.pages.len() - 1;
                self.outline.push(OutlineEntry { text: text.clone(), role: *role, page, top });
            }
            let indent = if index == 0 { set.indent } else { 0.0 };
            let in_line = set.atoms.within(broken.start..broken.end);
            let size = in_line.iter().map(|atom| atom.size).fold(0.0, f32::max);
            let baseline = self.frame.top + self.y + (set.pitch - size) / 2.0 + ASCENT * size;
            let within = (self.frame.left + indent, self.frame.width - indent - set.edge);
            let line = line::place(&set.atoms, broken, within, baseline, set.alignment);
            if !line.runs.is_empty() {
                self.put(Item::Text(line.of(set.block, None)));
            }
            self.y += set.pitch;
        }
        self.y += set.after;
    }

    fn set(&mut self, paragraph: &Paragraph) -> SetParagraph {
        if paragraph.role == ParagraphRole::Title {
            return self.set_title(paragraph);
        }
        let look = self.look(paragraph.role);
        let setting = Setting { tracking: self.tracking(look), ..Setting::default() };
        let (run_in, rest) = paragraph.parts();
        if matches!(paragraph.role, ParagraphRole::Signature | ParagraphRole::SignatureDate) {
            return self.set_signature(paragraph, look);
        }
        let mut atoms = Vec::new();
        let at = paragraph.run_in;
        let of_run_in = marks_within(&paragraph.marks, 0..at);
        let of_rest = marks_within(&paragraph.marks, at..paragraph.text.len());
        line::marked_atoms(&mut self.shaper, (run_in, &of_run_in), self.style.heading2, setting, &mut atoms);
        line::marked_atoms(&mut self.shaper, (rest, &of_rest), look, setting, &mut atoms);
        let indent = line::points(look.half_points) * characters(self.style.indent_characters);
        let indent = if indent < self.frame.width / 2.0 { indent } else { 0.0 };
        let measure = Measure { first: self.frame.width - indent, rest: self.frame.width, hanging: true };
        let lines = line::break_lines(&atoms, measure);
        let outline = if paragraph.role.is_heading() {
            Some((paragraph.role, paragraph.text.clone()))
        } else {
            let heading = run_in.trim_end_matches(['。', '；', '：', '！', '？']);
            (!heading.is_empty()).then(|| (ParagraphRole::Heading2, heading.to_owned()))
        };
        SetParagraph {
            block: 0,
            outline,
            atoms,
            lines,
            pitch: self.style.paragraph_line(look).points(),
            indent,
            edge: 0.0,
            alignment: Alignment::Justified,
            after: 0.0,
        }
    }

    /// Who signs, and when, stand at the right, two characters from the edge (GB/T 9704—2012).
    fn set_signature(&mut self, paragraph: &Paragraph, look: TextStyle) -> SetParagraph {
        let mut atoms = Vec::new();
        let text = (paragraph.text.as_str(), paragraph.marks.as_slice());
        line::marked_atoms(&mut self.shaper, text, look, Setting::default(), &mut atoms);
        let edge = line::points(look.half_points) * characters(SIGNATURE_FROM_EDGE);
        let edge = if edge < self.frame.width / 2.0 { edge } else { 0.0 };
        let width = self.frame.width - edge;
        let lines = line::break_lines(&atoms, Measure { first: width, rest: width, hanging: false });
        let pitch = self.style.paragraph_line(look).points();
        let alignment = Alignment::Right;
        SetParagraph { block: 0, outline: None, atoms, lines, pitch, indent: 0.0, edge, alignment, after: 0.0 }
    }

    /// The title stands in the middle with an empty line below it.
    fn set_title(&mut self, paragraph: &Paragraph) -> SetParagraph {
        let look = self.style.title;
        let (mut atoms, mut lines) = (Vec::new(), Vec::new());
        let measure = Measure { first: self.frame.width, rest: self.frame.width, hanging: false };
        let mut at = 0;
        for text in self.style.title_lines(&paragraph.text) {
            let start = atoms.len();
            // The lines are the title's own text, from which at most white space between them is gone.
            let from = paragraph.text.get(at..).and_then(|rest| rest.find(text)).map_or(at, |after| at + after);
            at = from + text.len();
            let marks = marks_within(&paragraph.marks, from..at);
            line::marked_atoms(&mut self.shaper, (text, &marks), look, Setting::default(), &mut atoms);
            let set = line::break_lines(atoms.within(start..), measure);
            lines.extend(set.into_iter().map(|line| Broken {
                start: line.start + start,
                end: line.end + start,
                ..line
            }));
        }
        let pitch = self.style.paragraph_line(look).points();
        let (alignment, after) = (Alignment::Centre, self.pitch);
        SetParagraph { block: 0, outline: None, atoms, lines, pitch, indent: 0.0, edge: 0.0, alignment, after }
    }

    fn look(&self, role: ParagraphRole) -> TextStyle {
        match role {
            ParagraphRole::Title => self.style.title,
            ParagraphRole::Heading1 => self.style.heading1,
            ParagraphRole::Heading2 => self.style.heading2,
            ParagraphRole::Heading3 => self.style.heading3,
            _ => self.style.body,
        }
    }

    /// What each character of running text gives up or gains so that the grid's number of them fills a line. Text of
    /// another size than the body's is not on the grid.
    fn tracking(&self, look: TextStyle) -> f32 {
        if look.half_points != self.style.body.half_points {
            return 0.0;
        }
        let spacing = i16::try_from(self.style.character_spacing()).unwrap_or(0);
        f32::from(spacing) / 20.0
    }

    fn table(&mut self, (block, table): (usize, &Table), headings: &mut Vec<SetParagraph>) {
        let set = self.style.set_table_in(table, self.shaper.digit(self.style.table));
        self.turn(set.turned);
        let above: f32 = headings.iter().map(SetParagraph::height).sum();
        let room = if above < self.frame.height / 2.0 { self.frame.height - above } else { self.frame.height };
        let layout = TableLayout::new((block, table), &mut self.shaper, self.style, &set, (self.frame.width, room));
        let whole = above + layout.height();
        // A table stands on one page wherever one holds it.
        let stays_whole = whole <= self.frame.height + line::TOLERANCE;
        let follows = if stays_whole { layout.height() } else { layout.first_rows() };
        if headings.is_empty() {
            self.keep(follows.min(self.frame.height));
        } else {
            self.headings(headings, follows);
        }
        let parts = layout.parts(self.frame.height - self.y, self.frame.height);
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.new_page();
            }
            let at = (self.frame.left, self.frame.top + self.y);
            let mut items = Vec::new();
            layout.draw(index, part, &parts, at, &mut items);
            items.into_iter().for_each(|item| self.put(item));
            self.y += part.height;
        }
        self.y += self.style.space_below_table().points();
        self.turn(false);
    }

    /// Goes on with pages that are turned to landscape or not: a new one, where something stands on the present one.
    fn turn(&mut self, turned: bool) {
        let page = if turned { self.style.page.turned() } else { self.style.page };
        if page == self.page {
            return;
        }
        (self.page, self.frame) = (page, Frame::of(&page, self.style));
        if self.pages.last().is_some_and(|page| page.items.is_empty()) {
            self.pages.pop();
        }
        self.new_page();
    }

    fn finish(self) -> Pages {
        let Self { style, mut shaper, mut pages, outline, .. } = self;
        page_number::add(&mut pages, style, &mut shaper);
        let addresses = shaper.addresses();
        pages.iter_mut().for_each(|page| page.link(&addresses));
        let (faces, notes, lost) = shaper.finish();
        Pages { pages, outline, faces, notes, lost }
    }
}

/// A small count as a factor of lengths.
fn characters(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
