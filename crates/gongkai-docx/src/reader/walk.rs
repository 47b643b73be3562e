//! The walk through the main part: every element once, in order, into paragraphs and tables.

use gongkai_core::document::{Document, Paragraph, ParagraphRole, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

use super::grid::{Cell, Grid, Merge, Piece, Row, settle};
use super::inline::{Inline, symbol};
use super::numbering::Numbering;
use super::styles::{Styles, number, switched_on};

/// The longest heading; a longer paragraph in a heading's style is text that someone set in the wrong style.
const LONGEST_HEADING: usize = 120;

/// How many characters a piece of text counts for at the least, in the limit of characters; 500,000 pieces by default.
const PIECE: usize = 8;
/// How many characters of what is left out a remark shows.
const SHOWN: usize = 80;

/// The most remarks; a file of thousands of pictures needs no thousands of remarks.
const MOST_REMARKS: usize = 500;

pub(super) struct Walker<'x> {
    xml: XmlReader<'x>,
    styles: &'x Styles,
    numbering: Numbering,
    limits: Limits,
    /// The open fields, each with whether its result has begun; text is shown when all have.
    fields: Vec<bool>,
    /// Why the content of the content control that is being opened is not shown.
    control: Option<Left>,
    /// Lines of a paragraph whose end was deleted, to be begun with by the next.
    carried: Option<Vec<String>>,
    remarks: Vec<Remark>,
    place: Position,
    /// How many cells and text boxes are open.
    inside: usize,
    paragraphs: usize,
    tables: usize,
    cells: usize,
    characters: usize,
    pieces: usize,
}

/// Why something is left out, for its remark.
type Left = (RemarkKind, &'static str);

const DELETED: Left = (RemarkKind::NotShown, "修订中已删除的文字 / deleted by a tracked change");
const HIDDEN: Left = (RemarkKind::NotShown, "隐藏文字 / hidden text");
const PLACEHOLDER: Left = (RemarkKind::NotShown, "未填写的控件提示 / placeholder of a content control");
const CONTENTS: Left = (RemarkKind::PageFurniture, "目录 / table of contents");

/// What the children of an element are read into.
enum Target<'t> {
    Blocks(&'t mut Vec<Piece>),
    Paragraph(&'t mut Inline),
    Run(&'t mut Inline),
    Drawing(&'t mut Inline),
    Table(&'t mut Grid),
    Row(&'t mut Row),
    Cell(&'t mut Cell),
}

impl<'x> Walker<'x> {
    pub(super) fn new(text: &'x str, part: &'x str, styles: &'x Styles, numbering: Numbering, limits: &Limits) -> Self {
        Self {
            xml: XmlReader::new(text, part, limits),
            styles,
            numbering,
            limits: limits.clone(),
            fields: Vec::new(),
            control: None,
            carried: None,
            remarks: Vec::new(),
            place: Position::default(),
            inside: 0,
            paragraphs: 0,
            tables: 0,
            cells: 0,
            characters: 0,
            pieces: 0,
        }
    }

    pub(super) fn document(mut self) -> Result<Document, ReadError> {
        let mut pieces = Vec::new();
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.is(Vocabulary::Word, "document") => {}
                Node::Open(element) if element.is(Vocabulary::Word, "body") => {
                    self.children(&mut Target::Blocks(&mut pieces))?;
                    self.flush(&mut pieces);
                }
                Node::Open(_) if self.xml.depth() == 1 => {
                    return Err(ReadError::damaged("正文部件的根元素不是 w:document / the root is not w:document"));
                }
                Node::Open(_) => self.xml.skip()?,
                Node::End => break,
                Node::Close | Node::Text(_) => {}
            }
        }
        let mut document = Document::new(settle(pieces, &mut 0, &mut self.remarks)?);
        document.remarks = self.remarks;
        Ok(document)
    }

    /// Reads the children of the element that was opened last, up to its end.
    fn children(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Open(element) => self.child(&element, target)?,
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    fn child(&mut self, element: &Element<'_>, target: &mut Target<'_>) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Compatibility, "AlternateContent") => return self.alternative(target),
            (Vocabulary::Word, "sdt") => {
                self.control = None;
                return self.children(target);
            }
            (Vocabulary::Word, "sdtPr") => return self.control_properties(),
            (Vocabulary::Word, "sdtContent") => {
                return match self.control.take() {
                    Some(left) => self.leave_out(left),
                    None => self.children(target),
                };
            }
            (Vocabulary::Word, "del" | "moveFrom") => return self.leave_out(DELETED),
            (
                Vocabulary::Word,
                "ins" | "moveTo" | "customXml" | "smartTag" | "hyperlink" | "fldSimple" | "dir" | "bdo" | "ruby"
                | "rubyBase",
            ) => return self.children(target),
            _ => {}
        }
        match target {
            Target::Blocks(pieces) => self.block(element, pieces),
            Target::Paragraph(inline) => self.in_paragraph(element, inline),
            Target::Run(inline) => self.in_run(element, inline),
            Target::Drawing(inline) => self.in_drawing(element, inline),
            Target::Table(grid) => self.in_table(element, grid),
            Target::Row(row) => self.in_row(element, row),
            Target::Cell(cell) => match (element.vocabulary, element.name()) {
                (Vocabulary::Word, "tcPr") => self.cell_properties(cell),
                _ => self.block(element, &mut cell.pieces),
            },
        }
    }

    /// Alternative contents show one thing in several ways; the first is read, and what follows is for older programs.
    fn alternative(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        let mut taken = false;
        loop {
            match self.xml.node()? {
                Node::Open(element) => {
                    let way = element.is(Vocabulary::Compatibility, "Choice")
                        || element.is(Vocabulary::Compatibility, "Fallback");
                    if way && !taken {
                        taken = true;
                        self.children(target)?;
                    } else {
                        self.xml.skip()?;
                    }
                }
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    fn block(&mut self, element: &Element<'_>, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "p") => self.paragraph(pieces),
            (Vocabulary::Word, "tbl") => self.table(pieces),
            (Vocabulary::Word, "altChunk") => {
                self.remark(RemarkKind::Unknown, "嵌入的另一文档未读入 / an embedded document is not read");
                self.xml.skip()
            }
            _ => self.xml.skip(),
        }
    }

    fn paragraph(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        if self.inside == 0 {
            self.paragraphs += 1;
            self.place = Position::default().paragraph(self.paragraphs);
        }
        let mut inline = Inline { lines: self.carried.take().unwrap_or_default(), ..Inline::default() };
        self.children(&mut Target::Paragraph(&mut inline))?;
        // The instruction of a field ends with its paragraph at the latest; a field that is never closed would else
        // hide the rest of the document.
        while self.fields.last() == Some(&false) {
            self.fields.pop();
        }
        self.finish(inline, pieces);
        Ok(())
    }

    fn finish(&mut self, inline: Inline, pieces: &mut Vec<Piece>) {
        let Inline { properties, lines, hidden, boxes, .. } = inline;
        let style = properties.style.as_deref();
        self.left_out(HIDDEN, &hidden);
        if properties.joined_to_next {
            self.carried = Some(lines);
            pieces.extend(boxes);
            return;
        }
        if self.styles.is_contents(style) {
            self.left_out(CONTENTS, &lines.concat());
            pieces.extend(boxes);
            return;
        }
        let printed = self.numbering.next(properties.numbering, style, self.styles);
        let mut lines: Vec<String> =
            lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        match (printed, lines.first_mut()) {
            (Some(printed), Some(first)) => first.insert_str(0, &printed),
            // A cell may hold nothing but its automatic number.
            (Some(printed), None) if self.inside > 0 => lines.push(tidy(&printed).to_owned()),
            _ => {}
        }
        let role = self.styles.role(style, properties.outline);
        if role != ParagraphRole::Body {
            lines = vec![joined(&lines)];
        }
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            let role = if line.chars().count() > LONGEST_HEADING { ParagraphRole::Body } else { role };
            pieces.push(Piece::Paragraph(Paragraph::new(role, line).at(self.place)));
        }
        pieces.extend(boxes);
    }

    /// A paragraph whose end was deleted and that no other follows.
    fn flush(&mut self, pieces: &mut Vec<Piece>) {
        if let Some(lines) = self.carried.take() {
            self.finish(Inline { lines, ..Inline::default() }, pieces);
        }
    }

    fn in_paragraph(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "pPr") => self.paragraph_properties(inline),
            (Vocabulary::Word, "r") => {
                inline.hides = self.styles.hidden(inline.properties.style.as_deref()).unwrap_or(false);
                self.children(&mut Target::Run(inline))?;
                inline.hides = false;
                Ok(())
            }
            (Vocabulary::Math, "t") => self.text(inline),
            (Vocabulary::Math, name) if !name.ends_with("Pr") => self.children(&mut Target::Paragraph(inline)),
            _ => self.xml.skip(),
        }
    }

    fn paragraph_properties(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let properties = &mut inline.properties;
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("", "pStyle") => properties.style = element.val()?.map(|style| style.into_owned()),
                ("", "outlineLvl") => properties.outline = number(element)?,
                ("numPr", "numId") => properties.numbering.number = number(element)?,
                ("numPr", "ilvl") => properties.numbering.level = number(element)?,
                ("rPr", "del" | "moveFrom") => properties.joined_to_next = true,
                _ => {}
            }
            Ok(())
        })
    }

    fn in_run(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        if element.vocabulary != Vocabulary::Word {
            return self.xml.skip();
        }
        match element.name() {
            "rPr" => return self.run_properties(inline),
            "t" => return self.text(inline),
            // The base of a text with readings above it (拼音) has runs of its own.
            "r" => return self.children(&mut Target::Run(inline)),
            "drawing" | "pict" | "object" => return self.children(&mut Target::Drawing(inline)),
            "fldChar" => match element.attribute("fldCharType")?.as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(result) = self.fields.last_mut() {
                        *result = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "tab" | "ptab" => self.push(inline, "\t")?,
            "br" | "cr" if self.shown() => inline.break_line(),
            "noBreakHyphen" => self.push(inline, "-")?,
            "sym" => {
                let font = element.attribute("font")?.unwrap_or_default();
                let code = element.attribute("char")?.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                match code.and_then(|code| symbol(&font, code)) {
                    Some(sign) => self.push(inline, sign.encode_utf8(&mut [0; 4]))?,
                    None => {
                        let code = code.unwrap_or(0);
                        self.remark(
                            RemarkKind::Unknown,
                            format!("字体“{font}”的符号 {code:04X} 未读入 / a symbol is not read"),
                        );
                    }
                }
            }
            "footnoteReference" | "endnoteReference" => {
                self.remark(RemarkKind::Unknown, "脚注或尾注未读入 / a footnote or endnote is not read");
            }
            _ => {}
        }
        self.xml.skip()
    }

    fn run_properties(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        let (mut own, mut style) = (None, None);
        each_property(&mut self.xml, |element, parent| {
            match (parent, element.name()) {
                ("", "vanish") => own = Some(switched_on(element)?),
                ("", "rStyle") => style = element.val()?.map(|style| style.into_owned()),
                _ => {}
            }
            Ok(())
        })?;
        if let Some(hides) = own.or_else(|| self.styles.hidden(style.as_deref().filter(|style| !style.is_empty()))) {
            inline.hides = hides;
        }
        Ok(())
    }

    /// Reads the text of the element that was opened last.
    fn text(&mut self, inline: &mut Inline) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Text(text) => self.push(inline, &text)?,
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    fn push(&mut self, inline: &mut Inline, text: &str) -> Result<(), ReadError> {
        // A piece of text takes room however short it is, and so does the paragraph that it may be alone in.
        self.pieces = self.pieces.saturating_add(1);
        self.characters = self.characters.saturating_add(text.chars().count());
        if self.characters > self.limits.characters || self.pieces > self.limits.characters / PIECE {
            return Err(ReadError::TooLarge { what: "字符数 / characters of text", limit: self.limits.characters });
        }
        if self.shown() {
            inline.push(text);
        }
        Ok(())
    }

    /// Whether text is shown here, and not part of a field's instruction.
    fn shown(&self) -> bool {
        self.fields.iter().all(|&result| result)
    }

    fn in_drawing(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "txbxContent") => {
                let carried = self.carried.take();
                self.inside += 1;
                let mut pieces = Vec::new();
                self.children(&mut Target::Blocks(&mut pieces))?;
                self.flush(&mut pieces);
                self.inside = self.inside.saturating_sub(1);
                self.carried = carried;
                inline.boxes.extend(pieces);
                return Ok(());
            }
            (Vocabulary::Vml, "textpath") => {
                // Text drawn along a path (艺术字) is often the title.
                if let Some(text) = element.attribute("string")? {
                    let text = tidy(&text).to_owned();
                    if !text.is_empty() {
                        inline.boxes.push(Piece::Paragraph(Paragraph::new(ParagraphRole::Body, text).at(self.place)));
                    }
                }
            }
            (Vocabulary::Drawing, "blip") | (Vocabulary::Vml, "imagedata") => {
                self.remark(RemarkKind::Picture, "图片中的文字无法读取 / text in a picture cannot be read");
            }
            (Vocabulary::Drawing, "chart" | "relIds") => {
                self.remark(RemarkKind::Picture, "图表未读入 / a chart or diagram is not read");
            }
            (_, "OLEObject") => self.remark(RemarkKind::Unknown, "嵌入对象未读入 / an embedded object is not read"),
            _ => {}
        }
        self.children(&mut Target::Drawing(inline))
    }

    fn table(&mut self, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        self.flush(pieces);
        if self.inside == 0 {
            self.tables += 1;
        }
        let mut grid = Grid::default();
        self.children(&mut Target::Table(&mut grid))?;
        pieces.push(Piece::Grid(grid));
        Ok(())
    }

    fn in_table(&mut self, element: &Element<'_>, grid: &mut Grid) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "tblGrid") => self.children(&mut Target::Table(grid)),
            (Vocabulary::Word, "gridCol") => {
                let width = element.attribute("w")?.and_then(|width| width.trim().parse().ok());
                grid.widths.push(width.unwrap_or(0));
                self.xml.skip()
            }
            (Vocabulary::Word, "tr") => {
                let mut row = Row::default();
                let number = grid.rows.len() + 1;
                if self.inside == 0 {
                    self.place = Position::default().table(self.tables).table_row(number);
                }
                self.children(&mut Target::Row(&mut row))?;
                match row.left_out {
                    Some(why) => {
                        let shown: String = row.cells.iter().flat_map(|cell| &cell.pieces).map(piece_text).collect();
                        self.left_out((RemarkKind::NotShown, why), &shown);
                    }
                    None if !row.cells.is_empty() => grid.rows.push(row),
                    None => {}
                }
                Ok(())
            }
            _ => self.xml.skip(),
        }
    }

    fn in_row(&mut self, element: &Element<'_>, row: &mut Row) -> Result<(), ReadError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, "trPr") => each_property(&mut self.xml, |element, parent| {
                match (parent, element.name()) {
                    ("", "gridBefore") => {
                        row.before = number(element)?.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
                    }
                    ("", "tblHeader") => row.head = switched_on(element)?,
                    ("", "hidden") if switched_on(element)? => row.left_out = Some("隐藏的表格行 / hidden row"),
                    ("", "del") => row.left_out = Some("修订中已删除的表格行 / row deleted by a tracked change"),
                    _ => {}
                }
                Ok(())
            }),
            (Vocabulary::Word, "tc") => {
                self.cells += 1;
                if self.cells > self.limits.cells {
                    return Err(ReadError::TooLarge {
                        what: "表格单元格数 / table cells", limit: self.limits.cells
                    });
                }
                if self.inside == 0 {
                    let columns: usize =
                        row.cells.iter().map(|cell| cell.span.max(1)).fold(row.before, usize::saturating_add);
                    self.place = self.place.table_column(columns.saturating_add(1));
                }
                let mut cell = Cell::default();
                self.inside += 1;
                self.children(&mut Target::Cell(&mut cell))?;
                self.flush(&mut cell.pieces);
                self.inside = self.inside.saturating_sub(1);
                if cell.deleted {
                    let shown: String = cell.pieces.iter().map(piece_text).collect();
                    self.left_out(DELETED, &shown);
                } else {
                    row.cells.push(cell);
                }
                Ok(())
            }
            _ => self.xml.skip(),
        }
    }

    fn cell_properties(&mut self, cell: &mut Cell) -> Result<(), ReadError> {
        each_property(&mut self.xml, |element, parent| {
            let goes_on = || -> Result<bool, ReadError> { Ok(element.val()?.is_none_or(|value| value != "restart")) };
            match (parent, element.name()) {
                ("", "gridSpan") => cell.span = number(element)?.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
                ("", "vMerge") => cell.vertical = Some(if goes_on()? { Merge::GoesOn } else { Merge::Begins }),
                ("", "hMerge") => cell.continues_left = goes_on()?,
                ("", "cellDel") => cell.deleted = true,
                _ => {}
            }
            Ok(())
        })
    }

    fn control_properties(&mut self) -> Result<(), ReadError> {
        let control = &mut self.control;
        each_property(&mut self.xml, |element, _| {
            match element.name() {
                "showingPlcHdr" if switched_on(element)? => *control = Some(PLACEHOLDER),
                "docPartGallery" if element.val()?.is_some_and(|gallery| gallery == "Table of Contents") => {
                    *control = Some(CONTENTS);
                }
                _ => {}
            }
            Ok(())
        })
    }

    /// Passes over the element that was opened last, and says what text was in it.
    fn leave_out(&mut self, left: Left) -> Result<(), ReadError> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = String::new();
        let mut in_text = false;
        while self.xml.depth() > outside {
            match self.xml.node()? {
                Node::Open(element) => {
                    in_text = element.is(Vocabulary::Word, "t") || element.is(Vocabulary::Word, "delText");
                }
                Node::Text(part) if in_text => text.push_str(&part),
                Node::Text(_) => {}
                Node::Close | Node::End => in_text = false,
            }
        }
        self.left_out(left, &text);
        Ok(())
    }

    fn left_out(&mut self, (kind, why): Left, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if shown.len() < text.len() { "……" } else { "" };
        self.remark(kind, format!("{why}：{shown}{more}"));
    }

    fn remark(&mut self, kind: RemarkKind, detail: impl Into<String>) {
        match self.remarks.len() {
            MOST_REMARKS.. => {}
            count => {
                let last = count + 1 == MOST_REMARKS;
                let detail = if last {
                    "其余未读入内容不再列出 / no more remarks are listed".to_owned()
                } else {
                    detail.into()
                };
                self.remarks.push(Remark::new(kind, detail, self.place));
            }
        }
    }
}

/// Gives each property of the element that was opened last, with the name of the property that it stands in, if any.
/// What a tracked change changed them from is passed over.
fn each_property(
    xml: &mut XmlReader<'_>,
    mut take: impl FnMut(&Element<'_>, &str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut parents: Vec<String> = Vec::new();
    loop {
        match xml.node()? {
            Node::Open(element) => {
                if element.vocabulary == Vocabulary::Word && element.name().ends_with("Change") {
                    xml.skip()?;
                    continue;
                }
                if element.vocabulary == Vocabulary::Word {
                    take(&element, parents.last().map_or("", String::as_str))?;
                }
                parents.push(element.name().to_owned());
            }
            Node::Close | Node::End => {
                if parents.pop().is_none() {
                    return Ok(());
                }
            }
            Node::Text(_) => {}
        }
    }
}

fn piece_text(piece: &Piece) -> String {
    match piece {
        Piece::Paragraph(paragraph) => format!("{} ", paragraph.text),
        Piece::Grid(_) => String::new(),
    }
}

/// The text without white space and invisible characters around it.
fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Lines of one heading as one text: Chinese joins without a space.
fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let latin = |c: char| c.is_ascii_alphanumeric();
        if out.ends_with(latin) && line.starts_with(latin) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
